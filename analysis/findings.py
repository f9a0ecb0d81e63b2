"""Findings: counts, lists and passages put into words, so that no sentence with a result is typed by hand."""

import re
from collections.abc import Sequence
from html import escape

import pandas as pd

from .codebook import NARRATOR, UNSPECIFIED, VOICES
from .coding import read_coding
from .corpus import Corpus
from .explanation import TONES, Explanations, decided, explanation_of
from .tables import Tables
from .theme import named

_MARKUP = re.compile(r"([\\`*_\[\]$|#~])")
_SPACE = re.compile(r"\s+")


def number(n: int, noun: str, nouns: str = "") -> str:
    """A count with its noun.

    >>> number(0, "claim"), number(1, "claim"), number(1234, "reply", "replies")
    ('no claims', '1 claim', '1,234 replies')
    """
    return f"{f'{n:,}' if n else 'no'} {noun if n == 1 else nouns or f'{noun}s'}"


def listed(names: Sequence) -> str:
    """Names as a list in prose; "none" if there are none.

    >>> listed(["Ada", "Bo", "Cy"])
    'Ada, Bo and Cy'
    """
    *others, last = [named(str(name)) for name in names] or ["none"]
    return f"{', '.join(others)} and {last}" if others else last


def share(part: int, whole: int) -> str:
    """A part of a whole, as a count first and then in per cent.

    >>> share(3, 12)
    '3 of 12 (25 %)'
    """
    return f"{part:,} of {whole:,}" + (f" ({part / whole:.0%})".replace("%", " %") if whole else "")


def tally(values: pd.Series, most: int | None = None) -> str:
    """How often each value occurs, the most frequent first; `most` says how many values to name at most.

    >>> tally(pd.Series(["union", "press", "press"]))
    'press (2) and union (1)'
    """
    counts = values.groupby(values, observed=True, sort=isinstance(values.dtype, pd.CategoricalDtype)).size()
    ordered = counts.sort_values(ascending=False, kind="stable")
    parts = [f"{named(str(name))} ({n:,})" for name, n in ordered.head(most or len(ordered)).items()]
    return listed([*parts, f"{len(ordered) - most} more"] if most and len(ordered) > most else parts)


def tone(sentiment: pd.DataFrame) -> str:
    """Units of sentiment by value.

    >>> tone(pd.DataFrame({"value": [1, 1, -1]}))
    '1 critical, no neutral and 2 favourable units'
    """
    counts = [number((sentiment["value"] == value).sum(), name, name) for value, name in TONES.items()]
    return f"{listed(counts)} units"


def described(articles: pd.DataFrame) -> str:
    """How many articles there are, on which events, and what is not known of them.

    >>> described(pd.DataFrame({"document": ["a", "b"], "outlet": ["", "The Day"], "event": ["strike", "strike"]}))
    '2 articles: strike (2); outlet not stated for 1, date not stated for 2'
    """
    known = articles.rename(columns={"published": "date"}).reindex(columns=["outlet", "date", "event"], fill_value="")
    unknown = [f"{column} not stated for {n:,}" for column, n in known.eq("").sum().items() if n]
    events = known.loc[known["event"].ne(""), "event"]
    head = number(len(articles), "article") + (f": {tally(events)}" if len(events) else "")
    return "; ".join(filter(None, [head, ", ".join(unknown)]))


def voices(units: pd.DataFrame) -> pd.Series:
    """Whether the voice of each unit of sentiment, or claim, is the narrator, a speaker, or unspecified."""
    kind = units["voice"].where(units["voice"].isin([NARRATOR, UNSPECIFIED]), "speaker")
    return kind.astype(pd.CategoricalDtype(list(VOICES), ordered=True))


def overlapping(table: pd.DataFrame, places: pd.DataFrame, bring: Sequence[str] = ()) -> pd.DataFrame:
    """The rows of `table` that share characters with a row of `places`, in their order and under their index.

    `bring` names columns of `places` to bring along: a row then stands once for each place with other values there.
    """
    there = places[["document", "start", "end", *bring]].rename(columns={"start": "from", "end": "to"})
    pairs = table.reset_index().merge(there, on="document")
    meet = pairs[pairs["start"].lt(pairs["to"]) & pairs["end"].gt(pairs["from"])].drop(columns=["from", "to"])
    return meet.drop_duplicates(["index", *bring]).set_index("index").rename_axis(None).sort_index(kind="stable")


def words_at(corpus: Corpus, table: pd.DataFrame) -> pd.Series:
    """The words that stand at each row's offsets in the texts as they were fetched."""
    texts = {document.id: document.text for document in corpus}
    cut = [texts[name][a:b] for name, a, b in zip(table["document"], table["start"], table["end"])]
    return pd.Series(cut, index=table.index, dtype="str")


def explained(sentiment: pd.DataFrame) -> Explanations:
    """Units of sentiment one under the other, the words that decided marked, each with its contribution."""
    return Explanations(explanation_of(row) for row in sentiment.to_dict("records"))


def passages(units: pd.DataFrame, form: str = "{words}") -> str:
    """Units as a list in Markdown, a line each; `form` names columns, and words: the text, its evidence in bold.

    Works for units of sentiment and claims, and for any table with a text.
    """
    lines = []
    for row in units.to_dict("records"):
        shown = {column: plain(str(value)) for column, value in row.items()}
        lines.append("- " + form.format(**shown | {"words": _marked(row)}))
    return "\n".join(lines) or "- none"


def _marked(row: dict) -> str:
    """The text of a row in Markdown, with the spans that its code rests on in bold."""
    text, at, parts = row.get("text", ""), 0, []
    if "evidence_start" in row:
        spans = [(row["evidence_start"], row["evidence_end"])]
    else:
        spans = sorted(span for span, _, _ in decided(row.get("evidence", "")))
    for start, end in ((start - row["start"], end - row["start"]) for start, end in spans):
        if at <= start < end <= len(text):
            parts += [plain(text[at:start]), f"<b>{plain(text[start:end])}</b>"]
            at = end
    return "".join([*parts, plain(text[at:])])


def plain(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return _MARKUP.sub(r"\\\1", escape(_SPACE.sub(" ", text), quote=False))


def beside_reference(corpus: Corpus, tables: Tables, layer: str, variable: str) -> pd.DataFrame:
    """How often the kit gives each category of a variable, and how often the reference coding does, if there is one."""
    columns = {"kit": getattr(tables, layer)[variable].value_counts(sort=False)}
    if (corpus.folder / "coding" / "reference").is_dir():
        columns["reference"] = getattr(read_coding(corpus, "reference"), layer)[variable].value_counts(sort=False)
    return pd.DataFrame(columns).fillna(0).astype("int64").sort_index()


def leaning(beside: pd.DataFrame) -> str:
    """Which way the kit leans from the reference, from how often each has every value of sentiment.

    >>> leaning(pd.DataFrame({"kit": [1, 3], "reference": [3, 1]}, index=[-1, 1]))  # doctest: +NORMALIZE_WHITESPACE
    'The kit reads more kindly than the reference: 1 critical unit against 3, 3 favourable against 1,
     a balance of +0.50 against −0.50'
    """
    if "reference" not in beside:
        return "There is no reference coding that would show which way the kit leans"
    (bad, bad_there), (good, good_there) = (
        beside.reindex([value], fill_value=0)[["kit", "reference"]].values[0] for value in (-1, 1)
    )
    kit, there = beside[["kit", "reference"]].mul(beside.index, axis=0).sum() / beside[["kit", "reference"]].sum()
    way = {True: "more kindly than", False: "more harshly than"}[kit > there] if kit != there else "as kindly as"
    balances = f"{kit:+.2f} against {there:+.2f}".replace("-", "−")
    return (f"The kit reads {way} the reference: {number(bad, 'critical unit')} against {bad_there:,}, "
            f"{good:,} favourable against {good_there:,}, a balance of {balances}")  # fmt: skip

"""Findings: counts, lists and passages put into words, so that no sentence with a result is typed by hand."""

import re
from collections.abc import Callable, Sequence
from html import escape

import pandas as pd

from .codebook import NARRATOR, UNSPECIFIED, VOICES
from .coding import read_coding, who_coded
from .corpus import Corpus
from .explanation import Explanations, decided, explanation_of
from .facts import BALANCE, State, slugs, text
from .facts import number as number, share as share  # words for counts belong to whoever puts findings into words
from .measures import balance, interval
from .tables import Tables
from .theme import named

_STATED = ("value", "low", "high", "n", "unit")  # what a fact has beside its id
_MARKUP = re.compile(r"([\\`*_\[\]$|#~])")
_AI = re.compile(r"\bAI\b(?! (?:coder|coding|developer)s?\b)")
_CODERS = re.compile(r"\bAI (?=(?:coder|coding)s?\b)|(?<=coders) of (?:the same|one) kind\b")
_SPACE = re.compile(r"\s+")


def spoken_of(text: str, target: str, coders: str = "AI coders") -> str:
    """Words of the kit's notebooks and figures, for a corpus with another target than AI, or other coders than AI.

    >>> spoken_of("What is felt toward AI? AI coders say it.", "wind power")
    'What is felt toward wind power? AI coders say it.'
    >>> spoken_of("Two AI coders of the same kind say it.", "AI", "two students")
    'Two coders say it.'
    """
    if "AI" not in coders:
        text = _CODERS.sub("", text)
    first = target[:1].upper() + target[1:]
    return text if target == "AI" else _AI.sub(lambda found: first if _begins(found) else target, text)


def _begins(found: re.Match) -> bool:
    """True if a word begins a sentence."""
    return not found.start() or bool(re.search(r"(?:[.?!]\s|\n\n|# )$", found.string[: found.start()]))


def listed(names: Sequence) -> str:
    """Names as a list in prose; "none" if there are none.

    >>> listed(["Ada", "Bo", "Cy"])
    'Ada, Bo and Cy'
    """
    *others, last = [named(str(name)) for name in names] or ["none"]
    return f"{', '.join(others)} and {last}" if others else last


def made_of(total: str, *parts: str) -> str:
    """A total and what it is made of, as a sentence; a part that has nothing is left out.

    >>> made_of("2 claims", "by frame: efficiency (2)"), made_of("no claims", "by frame: none")
    ('2 claims; by frame: efficiency (2).', 'No claims.')
    """
    told = "; ".join([total, *(part for part in parts if not re.search(r"\b(?:none|0 of 0)$", part))])
    return f"{told[:1].upper()}{told[1:]}."


def extremes(shares: pd.Series, state: Callable[[str, float], str]) -> str:
    """The least and the greatest of some values, each with the name in the index; `state` gets its end, least or most.

    >>> extremes(pd.Series({"Ada": 0.25, "Bo": 0.5}), lambda end, value: f"{value:.0%}")
    'from 25% (*Ada*) to 50% (*Bo*)'
    """
    ranked = shares.dropna().sort_values(kind="stable")
    if ranked.empty:
        return "none"
    ends = [(state(end, ranked.iloc[at]), plain(str(ranked.index[at]))) for end, at in (("least", 0), ("most", -1))]
    (least, one), (most, other) = ends
    if least == most:
        return f"{least} (*{one}*)" if len(ranked) == 1 else f"{least} in all of {len(ranked)}"
    return f"from {least} (*{one}*) to {most} (*{other}*)"


def counted(values: pd.Series | pd.DataFrame) -> pd.Series:
    """How often each value occurs, the most frequent first; of a table, that of its last column within the others.

    >>> counted(pd.Series(["union", "press", "press"])).to_dict()
    {'press': 2, 'union': 1}
    """
    if isinstance(values, pd.Series):
        ordered = isinstance(values.dtype, pd.CategoricalDtype)
        counts = values.groupby(values, observed=True, sort=ordered).size()
        return counts.sort_values(ascending=False, kind="stable")
    *within, last = values.columns
    return values.groupby(within, observed=True)[last].apply(counted)


def enumerated(
    id: str, counts: pd.Series | pd.DataFrame, *, most: int | None = None, between: str = "; ", state: State = text
) -> str:
    """Facts of one kind as a list in prose, one for each name in the index, `most` of them at most; "none" if none is.

    Numbers stand in brackets behind their names. Of a table, the columns value, low, high, n and unit say what is
    stated. Of names within names (an index of two levels or more) there is a list for each, with `between` between
    them. What is missing (NaN) is left out. `state` makes the text of each from its id, ID.name, and its values.

    >>> enumerated("voices", pd.Series({"press": 2, "union": 1}))
    'press (2) and union (1)'
    >>> enumerated("frames", pd.DataFrame({"value": [1], "n": [4]}, index=["efficiency"]))
    'efficiency 1 of 4 (25 %)'
    """
    if counts.index.nlevels > 1:
        outer = list(range(counts.index.nlevels - 1))
        parts = [(key, part.droplevel(outer)) for key, part in counts.groupby(level=outer, observed=True, sort=False)]
        ids = _ids([key for key, _ in parts])
        lists = [enumerated(f"{id}.{word}", part, most=most, state=state) for word, (_, part) in zip(ids, parts)]
        heads = [", ".join(named(str(name)) for name in key) for key, _ in parts]
        return between.join(f"*{head}* {said}" for head, said in zip(heads, lists)) or "none"
    table = (counts.to_frame("value") if isinstance(counts, pd.Series) else counts).dropna(subset="value")
    rows = table.reindex(columns=[name for name in _STATED if name in table]).to_dict("records")
    names, form = [str(name) for name in table.index], "{} ({})" if isinstance(counts, pd.Series) else "{} {}"
    listing = list(zip(names, slugs(names), rows))[:most]
    said = [form.format(named(name), state(f"{id}.{word}", **row)) for name, word, row in listing]
    return listed([*said, f"{len(names) - most:,} more"] if most and len(names) > most else said)


def _ids(keys: list[tuple]) -> list[str]:
    """The end of an id for each key: a word for each of its names."""
    levels = [list(dict.fromkeys(map(str, names))) for names in zip(*keys)]
    words = [dict(zip(names, slugs(names))) for names in levels]
    return [".".join(of[str(name)] for of, name in zip(words, key)) for key in keys]


def tally(values: pd.Series, most: int | None = None) -> str:
    """How often each value occurs, the most frequent first; `most` says how many values to name at most.

    >>> tally(pd.Series(["union", "press", "press"]))
    'press (2) and union (1)'
    """
    return enumerated("values", counted(values), most=most)


def described(articles: pd.DataFrame, state: State = text) -> str:
    """How many articles there are, on which events, and what is not known of them.

    >>> described(pd.DataFrame({"document": ["a", "b"], "outlet": ["", "The Day"], "event": ["strike", "strike"]}))
    '2 articles: strike (2); outlet not stated for 1, date not stated for 2'
    """
    known = _known(articles)
    events = counted(known.loc[known["event"].ne(""), "event"])
    head = state("corpus.articles", len(articles), unit="article")
    head += f": {enumerated('corpus.by_event', events, state=state)}" if len(events) else ""
    lacking = known[["outlet", "date", "event"]].eq("").sum()
    told = [f"{column} not stated for {state(f'corpus.unknown.{column}', n)}" for column, n in lacking.items() if n]
    return "; ".join(filter(None, [head, ", ".join(told)]))


def unknown(articles: pd.DataFrame) -> pd.Series:
    """For how many articles each thing is not known that `articles.csv` may tell; what is known of all is left out."""
    lacking = _known(articles).eq("").sum()
    return lacking[lacking > 0]


def _known(articles: pd.DataFrame) -> pd.DataFrame:
    """What is told of articles; what has no column is told of none."""
    known = articles.drop(columns=["document", "label"], errors="ignore").rename(columns={"published": "date"})
    lacking = [name for name in ("outlet", "date", "event") if name not in known]
    return known.assign(**dict.fromkeys(lacking, ""))


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


def spread(units: pd.DataFrame, state: State = text) -> str:
    """Between which balances the articles lie, and the balance of all units with its interval.

    >>> spread(pd.DataFrame({"document": ["a", "b"], "label": ["A", "B"], "value": [1, 0]}))  # doctest: +ELLIPSIS
    'The balance of an article lies between 0.00 (*B*) and +1.00 (*A*); that of all units is +0.50 (0.00 to +1.00)...'
    """
    ranked = balance(units, ["label"]).dropna(subset="balance").sort_values("balance", kind="stable")
    if ranked.empty:
        return "There is no unit"
    if len(ranked) == 1:  # articles cannot be resampled
        alone = state("sentiment.overall", units["value"].mean(), n=len(units), unit=BALANCE)
        return f"The balance of the one article is {alone}"
    ends = [(name, ranked.iloc[at]) for name, at in (("lowest", 0), ("highest", -1))]
    least, most = (f"{state(f'sentiment.by_article.{name}', row['balance'], n=row['n'], unit=BALANCE)} "
                   f"(*{plain(str(row['label']))}*)" for name, row in ends)  # fmt: skip
    low, high = interval(units, lambda drawn: drawn["value"].mean())
    mean = state("sentiment.overall", units["value"].mean(), low=low, high=high, n=len(units), unit=BALANCE)
    return (f"The balance of an article lies between {least} and {most}; that of all units is {mean}, in brackets the "
            "95 % interval: where it might lie had other articles been drawn")  # fmt: skip


def checked_by(corpus: Corpus) -> str:
    """Where it stands how often the kit errs on this corpus, and by whose coding; or that nobody knows."""
    coding = corpus.folder / "coding"
    if not (coding / "reference").is_dir():
        return "How often that happens here nobody knows: these articles have no reference coding."
    both = all((coding / name).is_dir() for name in "AB")
    by = f"by the reference coding, made by {who_coded(corpus.folder)}"
    if not both:
        return f"How often that happens here can be told {by}."
    return f"[04-validity](04-validity.ipynb) tells, {by}, how often that happens here."


def leaning(beside: pd.DataFrame, state: State = text) -> str:
    """Which way the kit leans from the reference, from how often each has every value of sentiment.

    >>> leaning(pd.DataFrame({"kit": [1, 3], "reference": [3, 1]}, index=[-1, 1]))  # doctest: +NORMALIZE_WHITESPACE
    'The kit reads more kindly than the reference: critical units 1 against 3, favourable ones 3 against 1,
     a balance of +0.50 against −0.50'
    """
    if "reference" not in beside or not beside.sum().all():
        return "There is no reference coding that would show which way the kit leans"
    of = beside.reindex([-1, 0, 1], fill_value=0)
    balances = of.mul(of.index, axis=0).sum() / of.sum()
    way = {True: "more kindly than", False: "more harshly than"}[balances["kit"] > balances["reference"]]
    way = "as kindly as" if balances["kit"] == balances["reference"] else way

    def against(name: str, values: pd.Series, unit: str = "") -> str:
        said = [state(f"sentiment.{by}.{name}", values[by], unit=unit) for by in ("kit", "reference")]
        return " against ".join(said)

    return (f"The kit reads {way} the reference: critical units {against('critical', of.loc[-1])}, favourable ones "
            f"{against('favourable', of.loc[1])}, a balance of {against('balance', balances, BALANCE)}")  # fmt: skip

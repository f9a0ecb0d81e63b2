"""Specification: does a finding on sentiment hang on how sentiment was read?

Every finding is a contrast of two groups of units (or the balance of all), worked out anew for each reading of the same
articles: by each scorer of the kit, by TextBlob on the same units, and by the reference coding, if there is one. Only
what all scorers of the kit say alike is told as a finding.

Not covered: other ways to find units and voices; all readings but the reference have those of the kit.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pandas as pd

from . import matching
from .alpha import alpha
from .annotation import sentiment_rows
from .codebook import NARRATOR, UNSPECIFIED
from .coding import read_coding
from .corpus import Corpus
from .facets import QUOTED, manners, target_groups
from .facts import BALANCE, State, slug, slugs, text
from .findings import listed, voices
from .judges import textblob
from .measures import interval, labelled
from .scorers import DEFAULT, SCORERS
from .sentiment import sentiment
from .span import Span
from .tables import Tables, table

BASELINE, REFERENCE, NEUTRAL = "TextBlob", "reference", "always neutral"
READINGS = (*SCORERS, BASELINE, REFERENCE)
LEAST = 5  # units of a group of which anything is said
OWNERS, MAKERS = ("executive", "company"), ("union", "performer", "creative_worker")


def readings(corpus: Corpus, tables: Tables) -> dict[str, Tables]:
    """The kit's tables once for each reading of sentiment, by its name; the reference only if the corpus has one."""
    found = {scorer: replace(tables, sentiment=_rescored(corpus, tables, scorer)) for scorer in SCORERS}
    found[BASELINE] = replace(tables, sentiment=_by_textblob(tables.sentiment))
    if (corpus.folder / "coding" / REFERENCE).is_dir():
        found[REFERENCE] = replace(read_coding(corpus, REFERENCE), mentions=tables.mentions)
    return found


def _rescored(corpus: Corpus, tables: Tables, scorer: str) -> pd.DataFrame:
    if scorer == DEFAULT:
        return tables.sentiment
    read = set(tables.sentences["document"])
    documents = [document for document in corpus if document.id in read]
    rows = [row for document in documents for row in sentiment_rows(document, sentiment(document, scorer))]
    return table("sentiment", rows, codebook=corpus.story.scheme.codebook)


def _by_textblob(units: pd.DataFrame) -> pd.DataFrame:
    values = [textblob(text, Span(0, len(text)))[0] for text in units["text"]]
    return units.assign(value=pd.Series(values, index=units.index, dtype="int64"))


def specification(corpus: Corpus, tables: Tables) -> pd.DataFrame:
    """Every finding under every reading.

    Columns: finding, by (the reading), one and other (the balance of either group, in [-1, 1]), n_one, n_other, value
    (one less other, in [-2, 2]; for all units their balance), low and high (95 %, articles resampled), and the names of
    the groups, group_one and group_other. Missing where a group has no unit; no interval where a group's units are all
    of one article, of which no other draw could tell anything.
    """
    rows = []
    for by, reading in readings(corpus, tables).items():
        for one, other, sums in contrasts(corpus, reading):
            value = difference(sums)
            ends = interval(sums, difference) if _spread(sums) else (float("nan"),) * 2
            parts = (_mean(sums, "one"), _mean(sums, "other"), sums["n_one"].sum(), sums["n_other"].sum())
            finding = f"{one} against {other}" if other else one
            rows.append((finding, by, *parts, value, *ends, one, other))
    columns = ["finding", "by", "one", "other", "n_one", "n_other", "value", "low", "high", "group_one", "group_other"]
    found = pd.DataFrame(rows, columns=columns)
    numbers = dict.fromkeys(["one", "other", "value", "low", "high"], "float64") | dict.fromkeys(columns[4:6], "int64")
    found = found.astype(numbers | dict.fromkeys(["group_one", "group_other"], "str"))
    found["finding"] = pd.Categorical(found["finding"], found["finding"].drop_duplicates(), ordered=True)
    found["by"] = pd.Categorical(found["by"], READINGS, ordered=True)
    return found.sort_values(["finding", "by"], kind="stable", ignore_index=True)


def contrasts(corpus: Corpus, reading: Tables) -> Iterator[tuple[str, str, pd.DataFrame]]:
    """The two groups of each finding, and of each article how many units they have and what these come to."""
    units = labelled(reading.sentiment, reading.articles)
    kind, manner = voices(units), manners(reading)
    about = target_groups(reading, corpus.story.targets)
    groups = [group for group, _ in corpus.story.targets.groups]
    events = list(units["event"].cat.categories)
    known = {*OWNERS, *MAKERS} <= set(units["stakeholder"].cat.categories)  # another scheme has other stakeholders
    every = pd.Series(True, index=units.index)
    contrasts = [
        ("all units", every, "", ~every),
        ("the speakers", kind.eq("speaker"), "the narrator", kind.eq(NARRATOR)),
        ("speakers in quotation marks", manner.eq(QUOTED), "the narrator", kind.eq(NARRATOR)),
        ("feelings of nobody in particular", kind.eq(UNSPECIFIED), "all other units", kind.ne(UNSPECIFIED)),
        *([("executives and companies", units["stakeholder"].isin(OWNERS),
            "unions, performers, creatives", units["stakeholder"].isin(MAKERS))] if known else []),
        *((groups[0], about.eq(groups[0]), group, about.eq(group)) for group in groups[1:]),
        *((events[0], units["event"].eq(events[0]), event, units["event"].eq(event)) for event in events[1:]),
    ]  # fmt: skip
    for one, in_one, other, in_other in contrasts:
        parts = {"one": units["value"].where(in_one, 0), "n_one": in_one}
        parts |= {"other": units["value"].where(in_other, 0), "n_other": in_other}
        sums = pd.DataFrame(parts).astype("int64").groupby(units["document"]).sum()
        yield one, other, sums.assign(whole=not other).reset_index()


def _spread(sums: pd.DataFrame) -> bool:
    """True if each group has units in two articles or more."""
    groups = ["n_one"] if sums["whole"].all() else ["n_one", "n_other"]
    return bool(sums[groups].gt(0).sum().ge(2).all())


def _mean(sums: pd.DataFrame, group: str) -> float:
    n = sums[f"n_{group}"].sum()
    return sums[group].sum() / n if n else float("nan")


def difference(sums: pd.DataFrame) -> float:
    """The balance of the first group less that of the second; of all units their balance."""
    return _mean(sums, "one") - (0 if sums["whole"].all() else _mean(sums, "other"))


def holding(specified: pd.DataFrame) -> pd.DataFrame:
    """Of each finding, whether it is one: the scorers of the kit agree on its direction, with units enough.

    Columns: direction (-1, 0, 1; 0 if they do not agree), enough (five units or more in each group, by each scorer),
    holds, clear (the interval of each scorer leaves out 0), reference (the direction in the reference; missing without
    one), under the findings as index.
    """
    of_kit = specified[specified["by"].isin(list(SCORERS))]
    fewest = of_kit["n_one"].where(of_kit["group_other"].eq(""), of_kit[["n_one", "n_other"]].min(axis=1))
    states = of_kit.assign(enough=fewest.ge(LEAST), clear=of_kit["low"].gt(0) | of_kit["high"].lt(0))
    states = states.groupby("finding", observed=False)[["enough", "clear"]].all()
    sign = specified["value"].gt(0).astype("int64") - specified["value"].lt(0)
    signs = specified.assign(sign=sign).pivot(index="finding", columns="by", values="sign")
    direction = signs[DEFAULT].where(signs[list(SCORERS)].nunique(axis=1).eq(1), 0)
    reference = signs[REFERENCE] if REFERENCE in signs else pd.Series(float("nan"), index=signs.index)
    holds = direction.ne(0) & states["enough"]
    columns = {"direction": direction, "enough": states["enough"], "holds": holds, "clear": holds & states["clear"]}
    return pd.DataFrame(columns | {"reference": reference})


def told(specified: pd.DataFrame, *, only: Sequence[str] | None = None, state: State = text) -> pd.Series:
    """Each finding, or `only` some, as a sentence in Markdown, under the findings as index.

    Nothing is found where the scorers part, or where a group has fewer than five units. Of what is found it is said
    whether other articles might turn it round, and whether the reference does. `state` makes the text of a number: of
    sentiment.balance.GROUP.READING, and of sentiment.units_in.GROUP, how many units the kit has.
    """
    held = holding(specified)
    groups = specified[["group_one", "group_other"]].melt()["value"].unique()
    ids = dict(zip(groups, slugs(groups)))
    rows = specified.assign(id_one=specified["group_one"].map(ids), id_other=specified["group_other"].map(ids))
    parts = {finding: part.set_index("by") for finding, part in rows.groupby("finding", observed=True)}
    chosen = [finding for finding in parts if only is None or finding in set(only)]
    return pd.Series({finding: _told(parts[finding], held.loc[finding], state) for finding in chosen}, dtype="str")


def _told(by: pd.DataFrame, held: pd.Series, state: State) -> str:
    kit, first = by.loc[by.index.isin(list(SCORERS))], by.loc[DEFAULT]
    one, other = f"*{first['group_one']}*", f"*{first['group_other']}*"
    alone = not first["group_other"]
    pair, sides = (one, ["one"]) if alone else (f"{one} and {other}", ["one", "other"])
    n = " and ".join(state(f"sentiment.units_in.{first[f'id_{side}']}", first[f"n_{side}"]) for side in sides)
    if not held["enough"]:
        return f"**Too few units** ({n}): {pair}."
    figures = [f"{_balances(row, sides, state)} by `{scorer}`" for scorer, row in kit.iterrows()]
    known = REFERENCE in by.index and pd.notna(by.loc[REFERENCE, "value"])
    figures += [f"{_balances(by.loc[REFERENCE], sides, state)} in the reference"] if known else []
    open_there = known and by.loc[REFERENCE, "low"] <= 0 <= by.loc[REFERENCE, "high"]
    if kit["value"].eq(0).all():
        even = f"**As favourable as critical**: {one}" if alone else f"**As favourable**: {one} as {other}"
        return f"{even}; {listed(figures)} ({n} units)."
    if not held["holds"]:
        missed = " The reference has a difference here that the kit misses." if known and not open_there else ""
        return f"**The scorers do not agree**: {pair}; {listed(figures)} ({n} units).{missed}"
    more, less = ("favourable", "critical")[:: held["direction"]]
    head = f"**More {more} than {less}**: {one}" if alone else f"**More {more}**: {one} than {other}"
    said = [f"{head}; {listed(figures)} ({n} units)."]
    if not held["clear"]:
        said.append(_unclear(kit))
    if known and held["reference"] != held["direction"]:
        said.append("The reference does not say so.")
    elif open_there:
        said.append("The interval of the reference includes zero.")
    return " ".join(said)


def _unclear(kit: pd.DataFrame) -> str:
    """Why a finding is not clear: the intervals that include zero, or that there is none."""
    over = [f"`{scorer}`" for scorer, row in kit.iterrows() if row["low"] <= 0 <= row["high"]]
    if not over:
        return "Whether other articles would reverse it cannot be told: there are too few for an interval."
    whose = "its interval" if len(over) == len(kit) else f"its interval by {listed(over)}"
    return f"Other articles might reverse it: {whose} includes zero."


def _balances(row: pd.Series, sides: Sequence[str], state: State) -> str:
    """The balance of each group: "+0.50 against −0.25"."""
    return " against ".join(
        state(f"sentiment.balance.{row[f'id_{side}']}.{slug(row.name)}", row[side], n=row[f"n_{side}"], unit=BALANCE)
        for side in sides if pd.notna(row[side])
    )  # fmt: skip


def paired(reading: Tables, reference: Tables) -> pd.DataFrame:
    """The units that a reading and the reference both have, with the same voice: what each says of them.

    Columns: document, sentence, voice, value, reference (its value), strength, agreed.
    """
    columns = ["document", "sentence", "voice", "value", "strength", "agreed"]
    rows = [[*(unit.one[column] for column in columns), unit.other["value"]]
            for unit in matching.sentiment(reading, reference)
            if unit.one and unit.other and unit.one["voice"] == unit.other["voice"]]  # fmt: skip
    kinds = {"value": "int64", "reference": "int64", "strength": "float64", "agreed": "boolean"}
    return pd.DataFrame(rows, columns=[*columns, "reference"]).astype(kinds)


def in_reference(corpus: Corpus, tables: Tables) -> pd.Series:
    """What value the reference gives each of the kit's units; missing where it lacks the unit, or there is none."""
    units = tables.sentiment
    if not (corpus.folder / "coding" / REFERENCE).is_dir():
        return pd.Series(pd.NA, index=units.index, dtype="Int64")
    pairs = paired(tables, read_coding(corpus, REFERENCE)).drop_duplicates(keys := ["document", "sentence", "voice"])
    return units[keys].merge(pairs, on=keys, how="left")["reference"].set_axis(units.index).astype("Int64")


def nearness(found: dict[str, Tables], reference: Tables) -> pd.DataFrame:
    """How near each reading comes to the reference, on the units that both have, beside calling every unit neutral.

    Columns: right (the share with the reference's value), right_low, right_high, alpha (Krippendorff's, ordinal),
    alpha_low, alpha_high (95 %, articles resampled), n, under the readings as index.
    """
    kit = found[DEFAULT]
    tried = {by: reading for by, reading in found.items() if by != REFERENCE}
    tried[NEUTRAL] = replace(kit, sentiment=kit.sentiment.assign(value=0))
    rows = {by: _near(paired(reading, reference)) for by, reading in tried.items()}
    columns = ["right", "right_low", "right_high", "alpha", "alpha_low", "alpha_high", "n"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns)


def _near(pairs: pd.DataFrame) -> tuple:
    def right(units: pd.DataFrame) -> float:
        return units["value"].eq(units["reference"]).mean()

    def ordinal(units: pd.DataFrame) -> float:
        return alpha(zip(units["value"], units["reference"]), level="ordinal")

    return (right(pairs), *interval(pairs, right), ordinal(pairs), *interval(pairs, ordinal), len(pairs))

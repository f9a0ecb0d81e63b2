"""Choices: what is found where the kit is told to read otherwise: by which scorer, how strong a value, who speaks.

Whoever counts makes such choices, and others would be as defensible; what is found under few of them only hangs on
them. Source: Steegen et al. 2016, Perspectives on Psychological Science 11:702 (multiverse analysis); Simonsohn,
Simmons & Nelson 2020, Nature Human Behaviour 4:1208 (specification curve).
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import NamedTuple

import pandas as pd

from .annotation import annotation, sentiment_rows
from .codebook import NARRATOR
from .corpus import Corpus, Document
from .measures import REPORTING
from .sampling import within
from .scorers import DEFAULT, SCORERS
from .sentiment import sentiment
from .specification import LEAST, contrasts, difference
from .tables import Tables, table

STRENGTHS = (0.0, 0.2, 0.4)  # below which a value counts as neutral
MINIMUMS = (0.5, 0.7, 0.9)  # the least strength of a cue by which somebody is made to speak
ZONES = {"headline and body": REPORTING, "body": REPORTING[1:]}


class Choice(NamedTuple):
    """How sentiment is read, how strong its values are at least, how surely somebody speaks, and in which zones."""

    scorer: str
    strength: float
    minimum: float
    zones: str


OWN = Choice(DEFAULT, STRENGTHS[0], MINIMUMS[0], next(iter(ZONES)))  # what the kit does unless it is told otherwise


def chosen(corpus: Corpus, tables: Tables) -> dict[Choice, Tables]:
    """Attributions, sentiment and claims of the articles in `tables` under every choice; the kit's own comes first."""
    known = set(tables.articles["document"]) & set(tables.sentences["document"])
    found = {}
    for minimum in MINIMUMS:
        documents = [_at(document, minimum) for document in corpus if document.id in known]
        read = _read(corpus, tables, documents)
        for scorer, strength in product(SCORERS, STRENGTHS):
            rows = [row for document in documents
                    for row in sentiment_rows(document, sentiment(document, SCORERS[scorer], minimum=strength))]
            units = table("sentiment", rows, codebook=corpus.story.scheme.codebook)
            for zones in ZONES:
                found[Choice(scorer, strength, minimum, zones)] = _within(replace(read, sentiment=units), ZONES[zones])
    return dict(sorted(found.items(), key=lambda item: item[0] != OWN))


def _at(document: Document, minimum: float) -> Document:
    return replace(document, story=replace(document.story, minimum=minimum))


def _read(corpus: Corpus, tables: Tables, documents: list[Document]) -> Tables:
    """The tables with attributions, spans and claims read anew."""
    layers = ("attributions", "spans", "claims")
    rows = [annotation(document) for document in documents]
    anew = {name: [row for found in rows for row in found[name]] for name in layers}
    return replace(tables, **{name: table(name, anew[name], codebook=corpus.story.scheme.codebook) for name in layers})


def _within(tables: Tables, zones: tuple[str, ...]) -> Tables:
    return within(tables, tables.sentences[tables.sentences["zone"].isin(zones)])


def counted(found: dict[Choice, Tables]) -> pd.DataFrame:
    """How much there is under every choice, one a row.

    Columns: those of a Choice, attributions, direct (of them), units (of sentiment), critical, neutral, favourable,
    balance (favourable less critical, of all units; missing without any), claims, and of them those of each frame, and
    narrated (of the narrator's own voice).
    """
    rows = []
    for choice, tables in found.items():
        values, claims = tables.sentiment["value"], tables.claims
        frames = claims["frame"].value_counts(sort=False)
        rows.append(
            {**choice._asdict(), "attributions": len(tables.attributions),
             "direct": tables.attributions["type"].eq("direct").sum(), "units": len(values),
             "critical": values.lt(0).sum(), "neutral": values.eq(0).sum(), "favourable": values.gt(0).sum(),
             "balance": values.mean(), "claims": len(claims), **frames, "narrated": claims["voice"].eq(NARRATOR).sum()}
        )  # fmt: skip
    return pd.DataFrame(rows)


def findings(corpus: Corpus, found: dict[Choice, Tables]) -> pd.DataFrame:
    """Every finding on sentiment under every choice, as `specification` has them under every reading.

    Columns: finding, those of a Choice, value (the balance of the first group less that of the second; of all units
    their balance), n_one, n_other, own (whether the choice is the kit's own). Missing where a group has no unit.
    """
    rows = [(finding, *choice, *values, choice == OWN) for choice, tables in found.items()
            for finding, *values in _differences(corpus, tables)]  # fmt: skip
    columns = ["finding", *Choice._fields, "value", "n_one", "n_other", "own"]
    table = pd.DataFrame(rows, columns=columns).astype({"value": "float64"})
    table["finding"] = pd.Categorical(table["finding"], table["finding"].drop_duplicates(), ordered=True)
    return table


def _differences(corpus: Corpus, tables: Tables) -> Iterator[tuple[str, float, int, int]]:
    for one, other, sums in contrasts(corpus, tables):
        finding = f"{one} against {other}" if other else one
        yield finding, difference(sums), int(sums["n_one"].sum()), int(sums["n_other"].sum())


def robust(table: pd.DataFrame) -> pd.DataFrame:
    """Of each finding in how many choices it has the direction that it has by the kit's own.

    Columns: own (the value by the kit's own choices), least, most (of all choices), choices (in which both groups have
    five units or more), same (of them with the same direction), share (same of choices), under the findings as index.
    """
    whole = table["finding"].astype("str").eq("all units")
    enough = table[["n_one", "n_other"]].min(axis=1).mask(whole, table["n_one"]).ge(LEAST)
    own = table[table["own"]].set_index("finding")["value"]
    sign = table["value"].mul(table["finding"].map(own).astype("float64"))
    told = table.assign(choices=enough, same=enough & sign.gt(0), value=table["value"].where(enough))
    grouped = told.groupby("finding", observed=True)
    sums = grouped[["choices", "same"]].sum().astype("int64")
    ends = {"own": own, "least": grouped["value"].min(), "most": grouped["value"].max()}
    return pd.DataFrame(ends).join(sums).assign(share=sums["same"] / sums["choices"].where(sums["choices"] > 0))

"""Calibration: does the strength of a value, or the probability that a scorer gives it, tell how likely it is right?

Held against a reference, on the units that both have in the same voice. Where strength is calibrated, strong values are
right more often than weak ones; where a probability is, of the values called 80 % sure 80 % are right.
"""

from collections.abc import Sequence
from dataclasses import replace
from math import sqrt

import numpy as np
import pandas as pd

from .alpha import NAN
from .annotation import sentiment_rows
from .corpus import Corpus
from .scorers import SCORERS
from .sentiment import sentiment
from .sentiment_benchmark import calibration_error
from .specification import paired
from .tables import Tables, table
from .verdict import Scorer, Verdict

EDGES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
DRAWS = 1000
STRENGTH, PROBABILITY = "strength", "probability"


def judgements(corpus: Corpus, tables: Tables, reference: Tables) -> pd.DataFrame:
    """The units that the kit and the reference both have, in the same voice, as each scorer judges them.

    Columns: scorer, document, sentence, voice, value, reference (its value), right, strength (without its sign, in
    [0, 1]), probability (of the value, in [0, 1]; missing for a scorer that gives none).
    """
    found = []
    for name, scorer in SCORERS.items():
        columns = ["document", "sentence", "voice", "value", "reference", "strength"]
        units = _paired(corpus, tables, reference, scorer)[columns].assign(scorer=name, probability=NAN)
        if _gives_probabilities(scorer):
            units["probability"] = _paired(corpus, tables, reference, _sure(scorer))["strength"]
        found.append(units)
    table = pd.concat(found, ignore_index=True)
    table["strength"] = table["strength"].abs()
    table["right"] = table["value"].eq(table["reference"])
    return table[["scorer", *columns[:-1], "right", "strength", "probability"]]


def _paired(corpus: Corpus, tables: Tables, reference: Tables, scorer: Scorer) -> pd.DataFrame:
    read = {*tables.sentences["document"]}
    rows = [row for document in corpus if document.id in read
            for row in sentiment_rows(document, sentiment(document, scorer))]  # fmt: skip
    units = table("sentiment", rows, codebook=corpus.story.scheme.codebook)
    return paired(replace(tables, sentiment=units), reference)


def _sure(scorer: Scorer) -> Scorer:
    """The scorer with the probability of its value in the place of its strength."""

    def scored(*unit) -> Verdict:
        verdict = scorer(*unit)
        return verdict._replace(strength=max(verdict.probabilities or (NAN,)))

    return scored


def _gives_probabilities(scorer: Scorer) -> bool:
    from .words import words_of

    return scorer(words_of("AI helps."), [range(2)], [range(1)]).probabilities is not None


def calibration(judged: pd.DataFrame) -> pd.DataFrame:
    """The share of right values by how strong, or how probable, they are; neutral ones aside for strength.

    `judged` is what `judgements` gives. Columns: scorer, by (strength | probability), least, most (a fifth of [0, 1],
    the upper end of the last one included), said (the mean strength or probability), right (share), low and high (95 %,
    as if units were independent: too narrow rather than too wide), n. Fifths without a unit have no row.
    """
    rows = []
    for scorer, units in judged.groupby("scorer", sort=False):
        for by, some in ((STRENGTH, units[units["value"].ne(0)]), (PROBABILITY, units.dropna(subset=PROBABILITY))):
            fifth = pd.cut(some[by], EDGES, right=False, labels=False).fillna(len(EDGES) - 2).astype("int64")
            for number, part in some.groupby(fifth):
                ends = wilson(int(part["right"].sum()), len(part))
                rows.append((scorer, by, *EDGES[number : number + 2], part[by].mean(), part["right"].mean(), *ends,
                             len(part)))  # fmt: skip
    return pd.DataFrame(rows, columns=["scorer", "by", "least", "most", "said", "right", "low", "high", "n"])


def wilson(hits: int, n: int) -> tuple[float, float]:
    """The 95 % interval of a share.

    Source: Wilson 1927, Journal of the American Statistical Association 22:209; Brown, Cai & DasGupta 2001.

    >>> [round(end, 3) for end in wilson(10, 10)]
    [0.722, 1.0]
    """
    z = 1.959964
    middle, reach = hits + z * z / 2, z * sqrt(hits * (n - hits) / n + z * z / 4)
    return (middle - reach) / (n + z * z), (middle + reach) / (n + z * z)


def discrimination(judged: pd.DataFrame) -> pd.DataFrame:
    """How well strength, or probability, tells right values from wrong ones.

    Columns: scorer, by, tells (how often a right value has more of it than a wrong one, ties by half: 1 is always, .5
    what chance gives; missing without either), error (the expected calibration error of probabilities, in [0, 1];
    missing for strength), chance (the error on as many units if each probability were true: few units make some by
    chance), n. Neutral values aside for strength.
    Source of `chance`: Bröcker & Smith 2007, Weather and Forecasting 22:651 (consistency resampling).
    """
    rows, random = [], np.random.default_rng(0)
    for scorer, units in judged.groupby("scorer", sort=False):
        for by, some in ((STRENGTH, units[units["value"].ne(0)]), (PROBABILITY, units.dropna(subset=PROBABILITY))):
            errors = (NAN, NAN)
            if by == PROBABILITY and len(some):
                drawn = (random.random(len(some)) < some[by] for _ in range(DRAWS))
                chance = np.mean([calibration_error(right, some[by]) for right in drawn])
                errors = calibration_error(some["right"], some[by]), chance
            tells = _above(some.loc[some["right"], by], some.loc[~some["right"], by])
            rows.append((scorer, by, tells, *errors, len(some)))
    found = pd.DataFrame(rows, columns=["scorer", "by", "tells", "error", "chance", "n"])
    return found[found["n"].gt(0)].reset_index(drop=True)


def _above(ones: Sequence[float], others: Sequence[float]) -> float:
    """How often one of `ones` is above one of `others`. Source: Mann & Whitney 1947."""
    pairs = [(one > other) + (one == other) / 2 for one in ones for other in others]
    return sum(pairs) / len(pairs) if pairs else NAN

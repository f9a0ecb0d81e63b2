"""Rates: how the units of two codings meet, as precision, recall, F1 and alpha, each with an interval over articles."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from random import Random
from typing import NamedTuple

import numpy as np
import pandas as pd

from . import matching
from .alpha import NAN, alpha
from .matching import Unit
from .tables import Tables

Credit = Callable[[Unit], bool | tuple[float, float]]  # what a pair adds to precision and to recall
Criterion = Callable[[Mapping], bool]


class Estimate(NamedTuple):
    """A value, the ends of its interval, and how many units it rests on."""

    value: float
    low: float
    high: float
    n: int


def units_of(one: Tables, other: Tables) -> dict[str, list[Unit]]:
    """The units of two codings, matched, layer by layer; `sentences` are those of frames, each with which it has."""
    return {
        "zones": matching.lines(one, other),
        "attributions": matching.attributions(one, other),
        "parallel quotations": matching.parallels(one, other),
        "sentiment": matching.sentiment(one, other),
        "sentences": matching.sentences(one, other),
        "frames": matching.claims(one, other),
    }


def same(*variables: str) -> Callable[[Unit], bool]:
    """Whether both codings have a unit and agree in `variables`."""
    return lambda unit: bool(unit.one and unit.other) and all(unit.one[v] == unit.other[v] for v in variables)


def having(variable: str, category: object) -> Criterion:
    """Whether a unit's row has this category."""
    return lambda row: row[variable] == category


def shared_words(unit: Unit) -> tuple[float, float]:
    """What share of each coding's content the other has."""
    shared = len(unit.one["words"] & unit.other["words"])
    return shared / len(unit.one["words"]), shared / len(unit.other["words"])


class Rates:
    """Estimates with percentile intervals; every interval rests on the same draws of articles.

    Articles are drawn, not units, since the units of one article are not independent of each other.
    Source: Efron & Tibshirani 1993, An Introduction to the Bootstrap, chapter 13.
    """

    def __init__(self, codings: Iterable[Tables], draws: int, seed: int) -> None:
        documents = sorted({document for coding in codings for document in coding.articles["document"]})
        self.number = {document: number for number, document in enumerate(documents)}
        size, random = len(documents), Random(seed)
        drawn = [random.choices(range(size), k=size) for _ in range(draws if size > 1 else 0)]
        counts = [np.bincount(draw, minlength=size) for draw in drawn]
        self.weights = np.array(counts, dtype="int64").reshape(len(drawn), size)

    def found(self, units: Iterable[Unit], credit: Credit, of: Criterion = lambda row: True) -> dict[str, Estimate]:
        """Precision, recall and F1 of the units of `one` that meet `of`, against those of `other`.

        They rest on the units of `one`, those of `other`, and the units that either has.
        """
        sums = np.zeros((len(self.number), 5))
        for unit in units:
            here = [bool(row and of(row)) for row in (unit.one, unit.other)]
            shares = np.broadcast_to(credit(unit) if all(here) else 0, 2)
            sums[self.number[unit.document]] += (*shares, *here, any(here))
        values, drawn = _precision_recall_f1(sums.sum(axis=0)), _precision_recall_f1(self.weights @ sums)
        sizes = map(int, sums.sum(axis=0)[2:])
        names = ("precision", "recall", "F1")
        return {name: _estimate(*found) for name, *found in zip(names, values, drawn, sizes)}

    def alpha(self, rated: Iterable[tuple[str, Sequence]], *, level: str = "nominal") -> Estimate:
        """Alpha of ratings, each unit's with its document."""
        ratings: list[list[Sequence]] = [[] for _ in self.number]
        for document, codes in rated:
            ratings[self.number[document]].append(codes)
        drawn = []
        for weights, times in zip(*np.unique(self.weights, axis=0, return_counts=True)):  # few articles: few samples
            sample = chain.from_iterable(rows * int(weight) for rows, weight in zip(ratings, weights))
            drawn += [alpha(sample, level=level)] * int(times)
        return _estimate(alpha(chain(*ratings), level=level), np.array(drawn), sum(map(len, ratings)))


def _precision_recall_f1(sums: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """From sums of credit for precision, credit for recall, units of one, units of the other, and of either.

    Where only one side has units, the rate of the other is missing and F1 is 0: nothing was found.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        precision, recall = sums[..., 0] / sums[..., 2], sums[..., 1] / sums[..., 3]
        f1 = np.nan_to_num(2 * precision * recall / (precision + recall))
    return precision, recall, np.where(sums[..., 4] > 0, f1, NAN)


def _estimate(value: float, drawn: np.ndarray, n: int) -> Estimate:
    known = drawn[~np.isnan(drawn)]
    low, high = np.quantile(known, (0.025, 0.975)) if len(known) and not np.isnan(value) else (NAN, NAN)
    return Estimate(float(value), float(low), float(high), n)


def in_rows(rows: Iterable[tuple], *names: str) -> pd.DataFrame:
    """One row per estimate, after what `names` says of it; no interval for pairs, which lie in two articles each."""
    table = pd.DataFrame([(*row[:-1], *row[-1]) for row in rows], columns=[*names, *Estimate._fields])
    table.loc[table["layer"].eq("parallel quotations"), ["low", "high"]] = NAN
    return table

"""Agreement between coders, and accuracy of the kit: the same units matched, two questions that are never mixed.

Agreement asks whether two coders who follow the codebook code alike; neither of them is right. Accuracy asks how far
the kit's coding is that of a reference.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import accumulate, chain
from random import Random
from typing import NamedTuple

import numpy as np
import pandas as pd

from . import matching
from .codebook import categories
from .matching import Unit
from .tables import Tables

NAN = float("nan")


class Estimate(NamedTuple):
    """A value, the ends of its interval, and how many units it rests on."""

    value: float
    low: float
    high: float
    n: int


def alpha(ratings: Iterable[Sequence], *, level: str = "nominal") -> float:
    """Krippendorff's alpha of ratings, one row per unit and one entry per coder, None where a coder gave none.

    1 is perfect agreement, 0 what chance would give. `level` is nominal, or ordinal for numbers. Missing if no unit has
    two ratings, or if all ratings are the same: where nothing varies, nothing shows that coders tell things apart.
    Source: Krippendorff 2011, Computing Krippendorff's Alpha-Reliability; computed by NLTK's AnnotationTask.

    >>> round(alpha([("direct", "direct"), ("direct", "indirect"), ("indirect", "indirect")]), 2)
    0.44
    """
    from nltk.metrics.agreement import AnnotationTask  # here, because NLTK takes long to import
    from nltk.metrics.distance import binary_distance

    if level not in ("nominal", "ordinal"):
        raise ValueError(f"level is {level!r}; allowed: nominal, ordinal")
    rated = [[(coder, rating) for coder, rating in enumerate(row) if rating is not None] for row in ratings]
    triples = [(coder, unit, rating) for unit, row in enumerate(rated) if len(row) > 1 for coder, rating in row]
    frequency = Counter(rating for *_, rating in triples)
    if len(frequency) < 2:
        return NAN
    distance = binary_distance if level == "nominal" else ordinal_distance(frequency)
    return float(AnnotationTask(triples, distance=distance).alpha())


def ordinal_distance(frequency: Mapping[float, int]) -> Callable[[float, float], float]:
    """How far two ratings are apart: how many ratings lie between them, with half of their own, squared.

    >>> ordinal_distance({-1: 2, 0: 4, 1: 2})(-1, 1)
    36.0
    """
    ranks = sorted(frequency)
    below = dict(zip(ranks, accumulate((frequency[rank] for rank in ranks), initial=0)))
    middle = {rank: below[rank] + frequency[rank] / 2 for rank in ranks}
    return lambda one, other: (middle[one] - middle[other]) ** 2


def agreement(one: Tables, other: Tables, *, draws: int = 1000, seed: int = 0) -> pd.DataFrame:
    """How far two coders agree, as section 6 of the codebook asks.

    Columns: layer, measure, value (alpha or F1), low and high (95 %, articles resampled), n (units it rests on).
    F1 is of units that both have. Alpha is over all lines (zones), all sentences (whether a frame occurs in them) or
    the matched units (all else). Missing where it cannot be computed, as is the interval of fewer than two articles.
    The codebook's section 6: alpha of .80 or more is reliable, of .667 to .80 tentative.
    """
    units, estimates = _units(one, other), _Estimates((one, other), draws, seed)
    alike = [unit for unit in units["attributions"] if matching.alike(unit)]
    voiced = [unit for unit in units["sentiment"] if _same("voice")(unit)]
    rows: list[tuple[str, str, Estimate]] = []

    def f1(layer: str, measure: str, credit: Credit) -> None:
        rows.append((layer, f"{measure}, F1", estimates.found(units[layer], credit)["F1"]))

    def alphas(layer: str, of: Sequence[Unit], *variables: str, level: str = "nominal") -> None:
        both = [unit for unit in of if unit.one and unit.other]
        for v in variables:
            rated = ((unit.document, (unit.one[v], unit.other[v])) for unit in both)
            rows.append((layer, f"{v}, alpha", estimates.alpha(rated, level=level)))

    alphas("zones", units["zones"], "zone")
    f1("attributions", "exact content", _same("words"))
    f1("attributions", "soft content", _shared_words)
    alphas("attributions", alike, "type", "speakers", "stakeholder")
    f1("parallel quotations", "pair", _same())
    f1("sentiment", "sentence and voice", _same("voice"))
    alphas("sentiment", voiced, "value", level="ordinal")
    alphas("sentiment", units["sentiment"], "voice")
    alphas("frames", units["sentences"], *one.claims["frame"].cat.categories)
    f1("frames", "claim", _same())
    alphas("frames", units["frames"], "stance", "hedged", "voice")
    return _table(rows, "layer", "measure")


def agreement_among(codings: Sequence[Tables], *, draws: int = 1000, seed: int = 0) -> pd.DataFrame:
    """How far two or more coders agree on what needs no matching of units: one alpha over all of them.

    That is the zone of a line, whether a frame occurs in a sentence, and the value of a sentence's sentiment in one
    voice. A coder who lacks a unit is missing there; a unit that only one has tells nothing and does not count.
    `agreement` compares pairs in everything else. Columns as there. Raises ValueError for fewer than two codings.
    """
    if len(codings) < 2:
        raise ValueError(f"agreement needs two codings or more; there is {len(codings)}; read another coder's")
    estimates = _Estimates(codings, draws, seed)
    sentences = [*dict.fromkeys(key for one in codings for key in _keys(one.sentences, "document", "sentence"))]

    def rated(coders: Sequence[Mapping[tuple, object]]) -> list[tuple[str, tuple]]:
        units = Counter(chain.from_iterable(coders))
        return [(key[0], tuple(coder.get(key) for coder in coders)) for key in sorted(units) if units[key] > 1]

    lines = [{(line["document"], line["start"]): line["zone"] for line in matching.lines_of(one)} for one in codings]
    values = [dict(zip(_keys(one.sentiment, "document", "sentence", "voice"), map(int, one.sentiment["value"])))
              for one in codings]  # fmt: skip
    rows = [("zones", "zone, alpha", estimates.alpha(rated(lines))),
            ("sentiment", "value, alpha", estimates.alpha(rated(values), level="ordinal"))]  # fmt: skip
    for frame in codings[0].claims["frame"].cat.categories:
        there = [{*_keys(one.claims[one.claims["frame"].eq(frame)], "document", "sentence")} for one in codings]
        units = rated([{key: key in found for key in sentences} for found in there])
        rows.append(("frames", f"{frame}, alpha", estimates.alpha(units)))
    return _table(rows, "layer", "measure")


def _keys(table: pd.DataFrame, *columns: str) -> list[tuple]:
    return list(table[list(columns)].itertuples(index=False, name=None))


def accuracy(machine: Tables, reference: Tables, *, draws: int = 1000, seed: int = 0) -> pd.DataFrame:
    """How far the kit's coding is that of the reference.

    Columns: layer, category, measure (precision, recall, F1, or the share right among the units that both have), value,
    low and high (95 %, articles resampled), n (units it rests on). Precision is of the kit's units, recall of the
    reference's; a category's are of the units of that category. Missing where it cannot be computed.
    """
    units, estimates = _units(machine, reference), _Estimates((machine, reference), draws, seed)
    rows: list[tuple[str, str, str, Estimate]] = []

    def found(layer: str, category: str, credit: Credit, *, of: Criterion = lambda row: True, among: str = "") -> None:
        estimated = estimates.found(units[among or layer], credit, of)
        rows.extend((layer, category, measure, estimate) for measure, estimate in estimated.items())

    def right(layer: str, among: Sequence[Unit], *variables: str) -> None:
        both = [unit for unit in among if _same()(unit)]
        shares = (estimates.found(both, _same(variable))["precision"] for variable in variables)
        rows.extend((layer, variable, "share right", share) for variable, share in zip(variables, shares))

    right("zones", units["zones"], "zone")
    for zone in categories("zone"):
        found("zones", zone, _same("zone"), of=_is("zone", zone))
    found("attributions", "exact content", _same("words"))
    found("attributions", "soft content", _shared_words)
    for kind in categories("type"):
        found("attributions", kind, matching.alike, of=_is("type", kind))
    alike = [unit for unit in units["attributions"] if matching.alike(unit)]
    right("attributions", alike, "type", "speakers", "stakeholder")
    found("parallel quotations", "pair", _same())
    found("sentiment", "sentence and voice", _same("voice"))
    for value in categories("value"):
        found("sentiment", value, _same("voice"), of=_is("value", int(value)))
    right("sentiment", units["sentiment"], "value", "voice", "stakeholder")
    for frame in machine.claims["frame"].cat.categories:
        found("frames", frame, _same(), of=_is(frame, True), among="sentences")
    found("frames", "claim", _same())
    found("frames", "claim with its stance", _same("stance"))
    found("frames", "claim with stance, hedge and voice", _same("stance", "hedged", "voice"))
    right("frames", units["frames"], "stance", "hedged", "voice", "stakeholder")
    return _table(rows, "layer", "category", "measure")


def differences(one: Tables, other: Tables) -> pd.DataFrame:
    """Where two codings differ: a row for each unit that one lacks and for each variable in which matched units differ.

    Columns: document, layer, start, end, text (the unit's words), variable ("unit" where one coding lacks it), one,
    other (what each has; empty where it lacks the unit).
    """
    rows = []
    for layer, variables in VARIABLES.items():
        for unit in _units(one, other)[layer]:
            place = (unit.document, layer, unit.start, unit.end, unit.text)
            if unit.one and unit.other:
                unlike = [v for v in variables if unit.one[v] != unit.other[v]]
                rows += [(*place, v, str(unit.one[v]), str(unit.other[v])) for v in unlike]
            else:
                rows.append((*place, "unit", *(_summary(row, variables) for row in (unit.one, unit.other))))
    columns = ["document", "layer", "start", "end", "text", "variable", "one", "other"]
    return pd.DataFrame(rows, columns=columns).sort_values(["document", "start"], kind="stable", ignore_index=True)


# What is said of a unit, layer by layer.
VARIABLES = {
    "zones": ("zone",),
    "attributions": ("content", "type", "speakers", "stakeholder", "source", "cue"),
    "parallel quotations": ("relation",),
    "sentiment": ("value", "voice"),
    "frames": ("frame", "stance", "hedged", "voice", "evidence"),
}

Credit = Callable[[Unit], bool | tuple[float, float]]  # what a pair adds to precision and to recall
Criterion = Callable[[Mapping], bool]


def _summary(row: Mapping | None, variables: Iterable[str]) -> str:
    return "; ".join(f"{variable} {row[variable]}" for variable in variables if row[variable] != "") if row else ""


def _units(one: Tables, other: Tables) -> dict[str, list[Unit]]:
    return {
        "zones": matching.lines(one, other),
        "attributions": matching.attributions(one, other),
        "parallel quotations": matching.parallels(one, other),
        "sentiment": matching.sentiment(one, other),
        "sentences": matching.sentences(one, other),
        "frames": matching.claims(one, other),
    }


def _same(*variables: str) -> Callable[[Unit], bool]:
    """Whether both codings have a unit and agree in `variables`."""
    return lambda unit: bool(unit.one and unit.other) and all(unit.one[v] == unit.other[v] for v in variables)


def _is(variable: str, category: object) -> Criterion:
    return lambda row: row[variable] == category


def _shared_words(unit: Unit) -> tuple[float, float]:
    """What share of each coding's content the other has."""
    shared = len(unit.one["words"] & unit.other["words"])
    return shared / len(unit.one["words"]), shared / len(unit.other["words"])


class _Estimates:
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


def _table(rows: Iterable[tuple], *names: str) -> pd.DataFrame:
    """One row per estimate, after what `names` says of it; no interval for pairs, which lie in two articles each."""
    table = pd.DataFrame([(*row[:-1], *row[-1]) for row in rows], columns=[*names, *Estimate._fields])
    table.loc[table["layer"].eq("parallel quotations"), ["low", "high"]] = NAN
    return table

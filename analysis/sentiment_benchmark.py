"""Sentiment benchmark: the kit's scorers, and baselines, against the portrayals that people coded in NewsMTSC."""

from collections.abc import Sequence
from pathlib import Path
from time import process_time
from typing import NamedTuple

import numpy as np

from .benchmark import DRAWS, Report, figures, percent, speed, table
from .corpus import Problem
from .judges import Judge, Probabilities, judges
from .newsmtsc import Sentence, Target, read_newsmtsc
from .scorers import DEFAULT, SECOND
from .span import Span
from .verdict import BAD, GOOD, NEUTRAL

VALUES = {BAD: "negative", NEUTRAL: "neutral", GOOD: "positive"}
BINS = 10  # of probabilities, in the calibration error
FIFTHS = 5  # of strengths


class Judged(NamedTuple):
    """What a judge says of each target of each sentence (None where it fails), how long it takes, why it fails."""

    values: list[list[int | None]]
    probabilities: list[list[Probabilities | None]]
    strengths: list[list[float | None]]
    seconds: float
    problems: list[Problem]


def report(path: Path, scorer: str | None = None, *, draws: int = DRAWS) -> Report:
    """All judges, or one, against NewsMTSC: macro F1 with intervals over sentences, by class, calibration and speed.

    The predictions and the confusion are those of `scorer`, else of the kit's default. VADER is left out where it is
    not installed. Raises ValueError for a scorer that does not exist, and if no line of the file can be used.
    """
    asked = judges(scorer)
    sentences, problems = read_newsmtsc(path)
    found: dict[str, Judged] = {}
    missing = []
    for name, judge in asked.items():
        try:
            found[name] = judged(sentences, judge)
            problems += found[name].problems
        except ModuleNotFoundError as error:
            missing.append(f"{name} is left out: {error}")
    if not found:
        raise ValueError(missing[0])
    shown = scorer or DEFAULT
    confusions = {name: confused(sentences, one.values) for name, one in found.items()}
    number = sum(len(sentence.targets) for sentence in sentences)
    differing = sum(len(sentence.targets) for sentence in sentences if sentence.differ)
    lines = [
        f"{path}: {number:,} targets in {len(sentences):,} sentences, {differing:,} of them unlike one beside them; "
        "95 % intervals in brackets, sentences resampled", "",
        *_comparison(sentences, found, confusions, draws), *missing, "", *_second(sentences, found, draws),
        *_by_strength(sentences, found, draws),
        *_confusion(shown, confusions[shown][:, 0].sum(axis=0)),
    ]  # fmt: skip
    predictions = [
        {"gid": target.gid, "label": value}
        for sentence, values in zip(sentences, found[shown].values) for target, value in zip(sentence.targets, values)
        if value is not None
    ]  # fmt: skip
    return Report(lines, predictions, problems)


def judged(sentences: Sequence[Sentence], judge: Judge) -> Judged:
    """Every target judged, one after the other, on one core; a target on which the judge fails costs no other."""
    judge("Ida Hall praised the baker.", Span(0, 8))  # loads what is loaded once
    problems: list[Problem] = []

    def tried(text: str, target: Target) -> tuple[int | None, Probabilities | None, float | None]:
        try:
            return judge(text, target.span)
        except Exception as error:  # whatever a sentence does to a rule, it is counted and costs no other
            problems.append(Problem(target.gid, f"{type(error).__name__}: {error}; please report it"))
            return None, None, None

    start = process_time()
    found = [[tried(sentence.text, target) for target in sentence.targets] for sentence in sentences]
    seconds = process_time() - start
    values, probabilities, strengths = ([[one[part] for one in targets] for targets in found] for part in range(3))
    return Judged(values, probabilities, strengths, seconds, problems)


# ---- the lines -------------------------------------------------------------------------------------------------------


def _comparison(
    sentences: Sequence[Sentence], found: dict[str, Judged], confusions: dict[str, np.ndarray], draws: int
) -> list[str]:
    """A line for each judge; all intervals rest on the same draws of sentences."""
    shape = (len(found), *next(iter(confusions.values())).shape[1:])
    sums = np.stack(list(confusions.values()), axis=1).reshape(len(sentences), -1)

    def measured(total: np.ndarray) -> np.ndarray:
        return np.array([(macro_f1(every), accuracy(every), macro_f1(differing))
                         for every, differing in total.reshape(shape)]).ravel()  # fmt: skip

    flat = figures(sums, measured, draws=draws)
    rows = []
    for number, (name, one) in enumerate(found.items()):
        macro, right, differ = flat[3 * number : 3 * number + 3]
        by_value = map(percent, rates(confusions[name][:, 0].sum(axis=0))[2])
        pace = speed(sum(map(len, one.values)), one.seconds)
        rows.append((name, macro, *by_value, right, differ, percent(_calibration(sentences, one)), pace))
    by_value = (f"F1 {value}" for value in VALUES.values())
    return table(["scorer", "macro F1", *by_value, "accuracy", "differ, macro F1", "ECE", "sentences/s"], rows)


def _confusion(name: str, confusion: np.ndarray) -> list[str]:
    """Precision, recall, F1 and confusion of one judge, a line for each value as it was coded."""
    header = [f"{name}, coded", "precision", "recall", "F1", "n", *(f"as {value}" for value in VALUES.values())]
    rows = [
        (value, *map(percent, part), coded.sum(), *coded[: len(VALUES)])
        for value, part, coded in zip(VALUES.values(), rates(confusion).T, confusion)
    ]
    return [
        *table(header, rows), "",
        f"macro recall {percent(macro(rates(confusion)[1]))}, "
        f"mean F1 of negative and positive {percent(np.nan_to_num(rates(confusion)[2])[[0, 2]].mean())}",
    ]  # fmt: skip


def _second(sentences: Sequence[Sentence], found: dict[str, Judged], draws: int) -> list[str]:
    """How often the default scorer is right where the second one says the same, and where it does not."""
    if not {DEFAULT, SECOND} <= found.keys():
        return []
    sums = np.zeros((len(sentences), 4), dtype="int64")  # right and all where they agree, right and all where not
    for number, sentence in enumerate(sentences):
        for target, one, other in zip(sentence.targets, *(found[name].values[number] for name in (DEFAULT, SECOND))):
            sums[number, 2 * (one != other) :][:2] += (one == target.value, 1)
    agree, differ = figures(sums, lambda total: total[0::2] / total[1::2], draws=draws)
    _, alike, _, unlike = sums.sum(axis=0)
    return [f"{DEFAULT} is right where {SECOND} agrees: {agree} of {alike:,}; where not: {differ} of {unlike:,}", ""]


def _by_strength(sentences: Sequence[Sentence], found: dict[str, Judged], draws: int) -> list[str]:
    """How often each judge that tells a strength is right, by that strength; values that are not neutral."""
    header = ["right, by strength", *(f"{at / FIFTHS:.1f} to {(at + 1) / FIFTHS:.1f}" for at in range(FIFTHS))]
    rows = []
    for name, one in found.items():
        sums = np.zeros((len(sentences), FIFTHS, 2))  # right, and all
        for number, (sentence, *judged) in enumerate(zip(sentences, one.values, one.strengths)):
            for target, value, strength in zip(sentence.targets, *judged):
                if value and strength is not None:
                    sums[number, min(int(strength * FIFTHS), FIFTHS - 1)] += (target.value == value, 1)
        if sums.any():
            shares = figures(sums.reshape(len(sentences), -1), lambda total: total[0::2] / total[1::2], draws=draws)
            sizes = sums[..., 1].sum(axis=0).astype(int)
            rows.append((name, *(f"{share} of {size:,}" for share, size in zip(shares, sizes))))
    return [*table(header, rows), ""] if rows else []


def _calibration(sentences: Sequence[Sentence], found: Judged) -> float:
    """The calibration error of a judge that gives probabilities; missing for one that gives none."""
    given = [
        (target.value == value, max(probabilities))
        for sentence, *rows in zip(sentences, found.values, found.probabilities)
        for target, value, probabilities in zip(sentence.targets, *rows) if probabilities is not None
    ]  # fmt: skip
    return calibration_error(*zip(*given)) if given else np.nan


# ---- the measures ----------------------------------------------------------------------------------------------------


def confused(sentences: Sequence[Sentence], values: Sequence[Sequence[int]]) -> np.ndarray:
    """How often each value is taken for each, by sentence: of all targets, and of those that differ in the sentence.

    An array of sentences x 2 x coded x judged, the last of which is no judgement.
    """
    place = {value: number for number, value in enumerate((*VALUES, None))}
    counted = np.zeros((len(sentences), 2, len(VALUES), len(VALUES) + 1), dtype="int64")
    for number, (sentence, judgements) in enumerate(zip(sentences, values)):
        for target, value in zip(sentence.targets, judgements):
            counted[number, : 1 + sentence.differ, place[target.value], place[value]] += 1
    return counted


def rates(confusion: np.ndarray) -> np.ndarray:
    """Rows of precision, recall and F1 of each value; missing where a value is neither coded nor judged."""
    hits, judged, coded = np.diagonal(confusion), confusion.sum(axis=0)[: len(VALUES)], confusion.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.array([hits / judged, hits / coded, 2 * hits / (judged + coded)])


def macro(by_value: np.ndarray) -> float:
    """The mean over the values for which there is a rate at all."""
    known = by_value[~np.isnan(by_value)]
    return known.mean() if len(known) else np.nan


def macro_f1(confusion: np.ndarray) -> float:
    """The mean F1 of the values that are coded or judged at all."""
    return macro(rates(confusion)[2])


def accuracy(confusion: np.ndarray) -> float:
    """The share of targets judged as they are coded."""
    return np.trace(confusion) / confusion.sum() if confusion.any() else np.nan


def calibration_error(right: Sequence[bool], confidence: Sequence[float]) -> float:
    """How far the probability of the value chosen is from the share right, on average over targets, in bins of tenths.

    Source: Guo et al. 2017, On Calibration of Modern Neural Networks (expected calibration error).

    >>> calibration_error([True, False], [0.75, 0.75])
    0.25
    """
    bins = np.minimum((np.array(confidence) * BINS).astype(int), BINS - 1)
    gaps = np.array(right, dtype=float) - confidence
    return float(sum(abs(gaps[bins == one].sum()) for one in range(BINS)) / len(gaps))

"""Estimates: shares of codes in a corpus, corrected for the kit's errors with a sample that people coded.

The kit errs, and not evenly: the share it finds is off by as much as it misses more than it invents. A sample of units
that a reference coder coded tells by how much, and the share is corrected by that: the share of the kit in all units,
plus what the reference has more or less of it in the sample, each unit weighted by one over its probability of being
drawn. This holds whatever the kit's errors are and wherever they lie; only the sample has to be drawn by chance.
Source: Särndal, Swensson & Wretman 1992, Model Assisted Survey Sampling, section 6.3 (the difference estimator) and
chapters 5 and 10 (ratios, groups); lately "prediction-powered inference" (Angelopoulos et al. 2023, Science 382:669).
Why shares have to be corrected: TeBlunthuis, Hase & Chan 2024, Communication Methods and Measures 18:278.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from .codebook import CodebookError, categories
from .coding import CodingError
from .tables import Tables

UNIT = ["document", "sentence"]
JOINT = "; "
NAN = float("nan")


def coded_sentences(tables: Tables, variable: str) -> pd.DataFrame:
    """The sentences of headline and body, each with the codes of `variable` in it: "frame", "stance" or "value".

    Columns: document, sentence, `variable` (a code for each claim or unit of sentiment, joined; missing if there is
    none; a category). What lies in no sentence of the kit's is left out.
    """
    units = tables.sentiment if variable == "value" else tables.claims
    names = categories("value") if variable == "value" else units[variable].cat.categories
    joined = units.astype({variable: "str"}).groupby(UNIT)[variable].agg(JOINT.join)
    found = tables.sentences[UNIT].join(joined, on=UNIT)
    several = sorted(set(found[variable].dropna()) - {*names})
    return found.astype({variable: pd.CategoricalDtype([*names, *several], ordered=True)})


def sentence_shares(machine: Tables, reference: Tables, sample: pd.DataFrame) -> pd.DataFrame:
    """The share of sentences with each frame and with each value of sentiment, corrected with those of a sample.

    `reference` has the codes of the sentences in `sample`, which says how they were drawn: document, sentence,
    probability, and stratum and cluster as `corrected` has them. Columns: variable (frame | value), and those of
    `corrected`. Raises what `corrected` raises.
    """
    found = []
    for variable in ("frame", "value"):
        coded = sample.merge(coded_sentences(reference, variable), on=UNIT, how="left")
        table = corrected(coded_sentences(machine, variable), coded, variable)
        found.append(table.astype({"category": "str"}).assign(variable=variable))
    return pd.concat(found, ignore_index=True)[["variable", "category", *Shares._fields]]


def corrected(
    machine: pd.DataFrame, sample: pd.DataFrame, variable: str, by: str | None = None, *, of: str = "units"
) -> pd.DataFrame:
    """The share of each category of `variable` as the kit codes it, and corrected with a validated sample.

    `machine` has every unit of the corpus with the kit's code: document, sentence, `variable`, and what `by` names.
    `sample` has the units that were validated with the reference's code: document, sentence, `variable`, probability
    (of being drawn, in (0, 1]); where it was drawn from strata, stratum; where not units but wholes of them, such as
    articles, were drawn, cluster (which). A unit may have several codes ("replacement; efficiency") or none.
    `of` says what a share is of: all units, those without a code included, or all codes.

    Columns: what `by` names, category, raw (the kit's share), corrected, low and high (95 %), all in [0, 1], n (units),
    m (validated units). The interval holds the share that the reference coder would have found in these very articles
    in 95 of 100 samples. It tells nothing of other articles, nor of the coder's own errors: agreement does. Where all
    was validated, corrected is the reference's share and the interval has no width; missing where nothing was, the
    interval also where one cluster was. Shares are cut at 0 and 1 and, each corrected for itself, need not add up to 1.
    What could not be drawn (the weights, one over probability, then add up to less than n) is taken to be right.
    Raises CodingError for a sample that is none of these units, and CodebookError for an unknown category.

    >>> machine = pd.DataFrame({"document": "a", "sentence": range(4), "frame": ["efficiency", "efficiency", "", ""]})
    >>> sample = machine[1:3].assign(frame="", probability=0.5)
    >>> corrected(machine, sample, "frame")[["category", "raw", "corrected"]].values[2].tolist()
    ['efficiency', 0.5, 0.0]
    """
    if of not in ("units", "codes"):
        raise ValueError(f"of is {of!r}; allowed: units, codes")
    allowed = _categories(machine, variable)
    _check(machine, sample, variable, by)
    at = pd.MultiIndex.from_frame(machine[UNIT]).get_indexer(pd.MultiIndex.from_frame(sample[UNIT]))
    kit, reference = (_counts(table, variable, allowed, of) for table in (machine, sample))
    design = _design(sample)
    rows = []
    for group, inside in _groups(machine, by):
        found = difference(kit, reference, at, design, inside)
        rows += [(*group, name, *values) for name, *values in zip(allowed, *found)]
    table = pd.DataFrame(rows, columns=[*([by] if by else []), "category", *Shares._fields])
    table["category"] = pd.Categorical(table["category"], allowed, ordered=True)
    return table


# ---- the estimator, in arrays ----------------------------------------------------------------------------------------


class Counts(NamedTuple):
    """Of each unit, how often it has each category, and what shares are of."""

    codes: np.ndarray  # units x categories
    whole: np.ndarray  # units


class Design(NamedTuple):
    """How each unit of the sample was drawn: with which probability, from which stratum, in which cluster."""

    probability: np.ndarray
    stratum: np.ndarray
    cluster: np.ndarray


class Shares(NamedTuple):
    """Of each category the kit's share and the corrected one with its interval, and of units how many there are."""

    raw: np.ndarray
    corrected: np.ndarray
    low: np.ndarray
    high: np.ndarray
    n: np.ndarray
    m: np.ndarray


def difference(kit: Counts, reference: Counts, at: np.ndarray, design: Design, inside: np.ndarray) -> Shares:
    """The difference estimate of the shares among the units `inside`.

    `kit` has all units, `reference` the sample's, which are the kit's units numbered `at`.
    """
    here = inside[at]
    n, m, size = int(inside.sum()), int(here.sum()), kit.codes.shape[1]
    with np.errstate(invalid="ignore", divide="ignore"):
        raw = kit.codes[inside].sum(axis=0) / kit.whole[inside].sum()
        if not m:
            return Shares(raw, *np.full((3, size), NAN), *np.tile([[n], [m]], size))
        weight = here / (design.probability if m < n else 1) / n
        codes, whole = reference.codes - kit.codes[at], reference.whole - kit.whole[at]
        total = kit.whole[inside].mean() + weight @ whole
        share = (kit.codes[inside].mean(axis=0) + weight @ codes) / total
        variance, degrees = _variance(weight[:, None] * (codes - np.outer(whole, share)), weight, design)
        certain = m == n or (design.probability[here] == 1).all()
        reach = 0 if certain else student(degrees) * np.sqrt(variance) / total
    ends = (np.clip(value, 0, 1) for value in (share, share - reach, share + reach))
    return Shares(raw, *ends, *np.tile([[n], [m]], size))


def _variance(errors: np.ndarray, weight: np.ndarray, design: Design) -> tuple[np.ndarray, int]:
    """The variance of the sum of weighted errors over samples drawn like this one, and its degrees of freedom.

    For a sample of equal probability it is the textbook's, finite population correction included. Strata in which one
    cluster was drawn are taken as one; a single one makes all strata one. What was drawn for certain varies not.
    Half an error of either kind is added to the sample, since one without an error does not show that there is none.
    It counts as in a sample of the effective size: as many units as, of equal weights, would tell as much.
    Source: Deville 1999 in Matei & Tillé 2005, Journal of Official Statistics 21:543; Cochran 1977, section 5A.12;
    Agresti & Min 2005, Statistics in Medicine 24:729 (the half error); Korn & Graubard 1998, Survey Methodology 24:193
    (the effective size, Kish's, for what is rare in a sample).
    """
    _, first, cluster = np.unique(design.cluster, return_index=True, return_inverse=True)
    chance, stratum = 1 - design.probability[first], design.stratum[first]
    _, label, size = np.unique(stratum, return_inverse=True, return_counts=True)
    alone = (size[label] == 1) & (chance > 0)
    stratum = np.where(alone, -1, label) if alone.sum() != 1 else np.zeros_like(label)
    variance, degrees = np.zeros(errors.shape[1]), 0
    for one in np.unique(stratum[chance > 0]):
        those = (stratum == one) & (chance > 0)
        units = those[cluster] & (weight > 0)
        sums = np.zeros((len(first), errors.shape[1]))
        np.add.at(sums, cluster[units], errors[units])
        share, number = chance[those] / chance[those].sum(), those.sum()
        spread = number / max(number - 1, 1) * (chance[those] @ (sums[those] - share @ sums[those]) ** 2)
        variance = variance + spread
        degrees += max(len(np.unique(cluster[units])) - 1, 0)
    return variance + _unseen(weight * (chance[cluster] > 0), chance[cluster]), degrees


def _unseen(weight: np.ndarray, chance: np.ndarray) -> float:
    """What half an error of either kind adds to the variance."""
    squares = weight @ weight
    size = weight.sum() ** 2 / squares if squares else 0.0
    return chance @ weight**2 * size / (size + 2) ** 2


def student(degrees: int) -> float:
    """How many standard errors a 95 % interval reaches to either side; missing without a degree of freedom.

    Source: Abramowitz & Stegun 1964, 26.7.5, an expansion that is right to one per cent from two degrees on.

    >>> [round(student(degrees), 2) for degrees in (1, 5, 30, 10_000)]
    [12.71, 2.57, 2.04, 1.96]
    """
    if degrees < 2:
        return 12.706 if degrees else NAN
    z = 1.959964
    terms = (
        z,
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return sum(term / degrees**power for power, term in enumerate(terms))


# ---- tables as arrays ------------------------------------------------------------------------------------------------


def _categories(machine: pd.DataFrame, variable: str) -> list[str]:
    """The categories of a column that has them, else those of the codebook."""
    kind = machine[variable].dtype if variable in machine else None
    names = kind.categories if isinstance(kind, pd.CategoricalDtype) else categories(variable)
    return [name for name in map(str, names) if name and JOINT not in name]


def _codes(cell: object) -> list[str]:
    return [] if cell == "" or pd.isna(cell) else str(cell).split(JOINT)


def _counts(table: pd.DataFrame, variable: str, allowed: Sequence[str], of: str) -> Counts:
    """The codes of each unit, counted."""
    number = {name: column for column, name in enumerate(allowed)}
    counted = np.zeros((len(table), len(allowed)))
    for row, (*unit, cell) in enumerate(table[[*UNIT, variable]].itertuples(index=False, name=None)):
        for code in _codes(cell):
            if code not in number:
                raise CodebookError(f"{_place(unit)}: {variable} is {code!r}; allowed: {', '.join(allowed)}")
            counted[row, number[code]] += 1
    if of == "codes":
        return Counts(counted, counted.sum(axis=1))
    return Counts(np.minimum(counted, 1), np.ones(len(table)))


def _groups(machine: pd.DataFrame, by: str | None) -> Iterator[tuple[tuple, np.ndarray]]:
    """What identifies each group, and which units it has; all of them if there is no `by`."""
    if by is None:
        yield (), np.ones(len(machine), dtype=bool)
        return
    for group, rows in machine.groupby(by, observed=True, sort=True).indices.items():
        inside = np.zeros(len(machine), dtype=bool)
        inside[rows] = True
        yield (group,), inside


def _design(sample: pd.DataFrame) -> Design:
    """How the sample was drawn; what it does not say was not done."""
    probability = sample["probability"].to_numpy("float64")
    stratum = pd.factorize(sample["stratum"])[0] if "stratum" in sample else np.zeros(len(sample), dtype="int64")
    if "cluster" not in sample:
        return Design(probability, stratum, np.arange(len(sample)))
    for column in {"probability", "stratum"} & {*sample.columns}:
        unlike = sample.groupby("cluster")[column].nunique(dropna=False).loc[lambda number: number > 1]
        if len(unlike):
            raise CodingError(f"cluster {unlike.index[0]!r}: what was drawn as one has one {column}; its units have "
                              f"{unlike.iloc[0]}; write the cluster's own")  # fmt: skip
    return Design(probability, stratum, pd.factorize(sample["cluster"])[0])


def _check(machine: pd.DataFrame, sample: pd.DataFrame, variable: str, by: str | None) -> None:
    """Raise CodingError unless the sample is some of the machine's units, each drawn with a probability."""
    needed: Mapping[str, tuple] = {
        "machine": (machine, [*UNIT, variable, *([by] if by else [])]),
        "sample": (sample, [*UNIT, variable, "probability"]),
    }
    for name, (table, columns) in needed.items():
        missing = [column for column in columns if column not in table]
        if missing:
            raise CodingError(f"{name} needs the columns {', '.join(columns)}; {', '.join(missing)} is missing")
        twice = table[table.duplicated(UNIT)]
        if len(twice):
            raise CodingError(f"{name}, {_place(twice.iloc[0][UNIT])}: a unit has one row; it has two; join its codes "
                              f"with {JOINT!r}")  # fmt: skip
    if not len(sample):
        raise CodingError("sample has no row: without a validated unit nothing is known of the kit's errors; draw some "
                          "units, code them, and pass them here")  # fmt: skip
    chance = pd.to_numeric(sample["probability"], errors="coerce")
    for row in sample[~(chance.gt(0) & chance.le(1))].itertuples():
        raise CodingError(f"sample, {_place((row.document, row.sentence))}: probability is {row.probability!r}; it is "
                          "above 0 and at most 1: units drawn by units there were")  # fmt: skip
    units = pd.MultiIndex.from_frame(machine[UNIT])
    for unit in pd.MultiIndex.from_frame(sample[UNIT]):
        if unit not in units:
            raise CodingError(f"sample, {_place(unit)}: machine has no such unit; a sample is drawn from the units "
                              "that the kit coded")  # fmt: skip


def _place(unit: Sequence) -> str:
    document, sentence = unit
    return f"document {document!r}, sentence {sentence}"

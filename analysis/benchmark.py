"""Benchmarks: what measuring against others' codings takes, whatever they code: records, intervals, tables."""

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple, TypeVar

import numpy as np

from .corpus import Problem

DRAWS, SEED = 1000, 0
WHERE = "docs/benchmarks.md says where the data are had and how they look"
Record = TypeVar("Record")


class Report(NamedTuple):
    """What a benchmark found: lines to be read, the kit's predictions, and what could not be used."""

    lines: list[str]
    predictions: list[dict]
    problems: list[Problem]


class Figure(NamedTuple):
    """A value in [0, 1] and its 95 % interval; all missing where there is nothing to divide by."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{percent(self.value)} [{percent(self.low)}, {percent(self.high)}]"


def percent(value: float) -> str:
    """A share, times 100, with one decimal; a dash where it is missing."""
    return "-" if np.isnan(value) else f"{100 * value:.1f}"


def speed(number: int, seconds: float) -> str:
    """How many were done in a second, as a whole number; a dash where no time passed."""
    return f"{number / seconds:,.0f}" if seconds else "-"


# ---- records ---------------------------------------------------------------------------------------------------------


def read_records(path: Path, parse: Callable[[dict], Record]) -> tuple[list[Record], list[Problem]]:
    """What `parse` makes of each line of a file of JSON objects, and each line of which it makes nothing, with why.

    Empty lines are left out. Raises ValueError if there is no such file, or if no line is left.
    """
    if not path.is_file():
        found = "this is a folder" if path.exists() else "there is no such file"
        raise ValueError(f"{path}: a benchmark is a file with one JSON object a line; {found}; {WHERE}")
    records, problems = [], []
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                try:
                    records.append(parse(_row(line)))
                except ValueError as error:
                    problems.append(Problem(f"{path}:{number}", f"{error}; skipped"))
    if not records:
        raise nothing_left(path, "line", problems)
    return records, problems


def nothing_left(path: Path, unit: str, problems: Sequence[Problem]) -> ValueError:
    """The error of a benchmark of which nothing can be used, with the first reason."""
    why = "there is none"
    if problems:
        why = f"of {len(problems)} faults the first: {problems[0].place}: {problems[0].message}"
    return ValueError(f"{path}: no {unit} can be used; {why}; {WHERE}")


def _row(line: bytes) -> dict:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except ValueError as error:  # bytes that are no UTF-8, or no JSON
        raise ValueError(f"a line is a JSON object in UTF-8; {error}") from None
    if not isinstance(row, dict):
        raise ValueError(f"a line is a JSON object; this is {_short(row)}")
    return row


def entry(row: dict, key: str, kind: type | tuple[type, ...]) -> object:
    """The value of `key` in a row; a ValueError if there is none or it is not of this kind (true is no number).

    >>> entry({"from": 3}, "from", int)
    3
    """
    if key not in row:
        raise ValueError(f'"{key}" is missing; the keys are {", ".join(row) or "none"}')
    value = row[key]
    kinds = kind if isinstance(kind, tuple) else (kind,)
    if not isinstance(value, kinds) or isinstance(value, bool) and bool not in kinds:
        raise ValueError(f'"{key}" is {_short(value)}; it should be {" or ".join(_KINDS[kind] for kind in kinds)}')
    return value


_KINDS = {str: "a text", int: "a whole number", float: "a number", bool: "true or false", list: "a list"}


def _short(value: object) -> str:
    written = json.dumps(value, ensure_ascii=False)
    return written if len(written) <= 60 else f"{written[:57]}..."


def write_records(path: Path, rows: Iterable[dict]) -> None:
    """Write one JSON object a line: UTF-8, line feeds."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


# ---- intervals -------------------------------------------------------------------------------------------------------


def figures(sums: np.ndarray, of: Callable[[np.ndarray], np.ndarray], *, draws: int = DRAWS) -> list[Figure]:
    """The figures that `of` makes of sums, each with the interval that it has if other units had been drawn.

    `sums` has a row for each unit that was drawn as a whole (an article, a sentence); what `of` makes of their total,
    and of the total of each new draw, is one row of figures. The interval is a percentile bootstrap over the units.
    Source: Efron & Tibshirani 1993, An Introduction to the Bootstrap, chapter 13.

    >>> [str(figure) for figure in figures(np.array([[1, 1], [1, 1]]), lambda total: total[:1] / total[1:])]
    ['100.0 [100.0, 100.0]']
    """
    random, size = Random(SEED), len(sums)
    with np.errstate(invalid="ignore", divide="ignore"):  # a share of nothing is missing
        values = of(sums.sum(axis=0))
        drawn = [of(np.bincount(random.choices(range(size), k=size), minlength=size) @ sums) for _ in range(draws)]
    return [Figure(float(value), *_ends(column)) for value, column in zip(values, np.array(drawn).T)]


def _ends(drawn: np.ndarray) -> tuple[float, float]:
    """Between which values 95 % of the draws lie that give one."""
    known = np.sort(drawn[~np.isnan(drawn)])
    if not len(known):
        return np.nan, np.nan
    return float(known[int(0.025 * len(known))]), float(known[min(len(known) - 1, int(0.975 * len(known)))])


# ---- tables ----------------------------------------------------------------------------------------------------------


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """Lines in which columns stand one under the other: the first to the left, the others to the right.

    >>> table(["of", "n"], [["direct", 7]])
    ['of      n', 'direct  7']
    """
    cells = [[str(cell) for cell in row] for row in (header, *rows)]
    widths = [max(map(len, column)) for column in zip(*cells)]
    return [
        "  ".join([row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:]))]).rstrip()
        for row in cells
    ]

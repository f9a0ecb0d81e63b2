"""Columns: texts of a file that are read one after another though something else stands between.

They are the cells of a column in a table (.csv, .tsv), the texts under one key in JSON (.json, .ipynb), and in a
drawing (.svg) its text elements and what its labels say under one name. Each is told by where it starts and ends.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import PurePosixPath

Place = tuple[int, int]

_CSV = re.compile(r'((?:"(?:[^"]|"")*+"|[^",\r\n])*+)(,|\r?\n|$)')
_TSV = re.compile(r"([^\t\r\n]*+)(\t|\r?\n|$)")
_STRING = r'"((?:[^"\\]|\\.)*+)"'
_VALUE = re.compile(rf"{_STRING}:\s*{_STRING}")
_ELEMENT = re.compile(r"<text\b[^>]*>(.*?)</text>", re.S)
_LABEL = re.compile(r'aria-label="([^"]*)"')
_FIELD = re.compile(r"([\w ]+): (.*?)(?=; [\w ]+: |$)", re.S)


def columns(name: str, text: str) -> list[list[Place]]:
    """The columns of a file, each with its texts in their order; none if its name tells of no such file."""
    read = _READ.get(PurePosixPath(name).suffix, lambda text: ())
    found: dict[str, list[Place]] = defaultdict(list)
    for column, place in read(text):
        found[column].append(place)
    return list(found.values())


def cells(text: str, separated: re.Pattern = _CSV) -> Iterator[tuple[str, Place]]:
    """The cells of a table below its header, each with its column's name."""
    header: list[str] = []
    column, first = 0, True
    for cell in separated.finditer(text):
        if first:
            header.append(cell[1])
        elif column < len(header):
            yield header[column], cell.span(1)
        column += 1
        if not cell[2] or cell[2] in "\r\n":
            column, first = 0, False


def _values(text: str) -> Iterator[tuple[str, Place]]:
    for found in _VALUE.finditer(text):
        yield found[1], found.span(2)


def _labels(text: str) -> Iterator[tuple[str, Place]]:
    """The text elements of a drawing, and its labels' fields, as in aria-label="kind: letter; n: 5"."""
    for element in _ELEMENT.finditer(text):
        yield "", element.span(1)
    for label in _LABEL.finditer(text):
        for field in _FIELD.finditer(text, *label.span(1)):
            yield field[1].strip(), field.span(2)


_READ = {".csv": cells, ".tsv": lambda text: cells(text, _TSV), ".json": _values, ".ipynb": _values, ".svg": _labels}

"""Sheets: what a coder fills in with a spreadsheet, a unit a row, and how such a file is read whatever saved it.

A sheet shows a unit with the text around it, and nothing of what the kit finds. It is CSV in UTF-8 with a mark, which
Excel and LibreOffice open as it is; they may save it with other separators, marks and encodings.
"""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from .codebook import NARRATOR, UNSPECIFIED, categories
from .corpus import CorpusError, Story, read_text
from .sampling import NONE


class SheetError(ValueError):
    """A file that cannot be read as a sheet, or a line in it that is no row of one."""


class Layer(NamedTuple):
    """What a coder writes down of a unit: so many codes, each in these columns; the first tells if there is a code."""

    columns: tuple[str, ...]
    codes: int


LAYERS = {
    "sentiment": Layer(("value", "voice", "stakeholder"), 2),
    "frames": Layer(("frame", "stance", "hedged", "voice", "stakeholder", "evidence"), 3),
    "attributions": Layer(("content", "cue", "source", "speakers", "stakeholder"), 4),
}
GIVEN = ("coder", "unit", "document", "place", "context before", "text", "context after")
NOTE = "note"
CATEGORIES = "categories.csv"  # stands beside the sheets
ENDINGS = (".csv", ".tsv", ".txt")
SEPARATORS = ",;\t"
HEDGED = {"yes": True, "no": False}

# What a column wants that has no categories.
WRITTEN = {
    "frames": {
        "evidence": "words of the unit, copied, that make the claim; left empty, the whole unit",
        "voice": "who holds it, by canonical name; never narrator for a fear without a holder",
    },
    "sentiment": {"voice": "the innermost party that holds the sentiment, by canonical name"},
    "attributions": {
        "content": "words of the unit, copied, that are ascribed to a source; parts of an interrupted one joined by |",
        "cue": "words of the unit, copied, that attribute; empty if there are none",
        "source": "words of the unit, copied, that name the source; empty if there are none",
        "speakers": "canonical names, joined by ; where there are several; unspecified if there is no source at all",
    },
}
STAKEHOLDER = "whose voice it is; may be left empty for a name that the corpus knows; several joined by ;"


# ---- writing --------------------------------------------------------------------------------------------------------


def columns(layer: str) -> list[str]:
    """A sheet's columns: those given, those to be filled (value, voice, ..., value_2, ...), and one for notes."""
    found = LAYERS[layer]
    return [*GIVEN, *(named(column, n) for n in range(1, found.codes + 1) for column in found.columns), NOTE]


def named(column: str, number: int) -> str:
    """The column of a unit's first, second ... code.

    >>> named("value", 1), named("value", 2)
    ('value', 'value_2')
    """
    return column if number == 1 else f"{column}_{number}"


def write_sheet(path: Path, units: pd.DataFrame, coder: str, layer: str, places: Sequence[str]) -> None:
    """Write a coder's sheet: the units in their order, nothing filled in."""
    given = zip(units["unit"], units["document"], places, units["before"], units["text"], units["after"])
    empty = [""] * (len(columns(layer)) - len(GIVEN))
    path.write_bytes(as_bytes(columns(layer), ([coder, *map(guarded, row), *empty] for row in given)))


def write_categories(path: Path, layer: str, story: Story) -> None:
    """Write which categories each column takes, in the codebook's words, and which names are known."""
    path.write_bytes(as_bytes(("column", "allowed", "meaning"), allowed(layer, story)))


def allowed(layer: str, story: Story) -> list[tuple[str, str, str]]:
    """What each column of a layer takes: the column, a category or name that it takes, and what that means.

    With an empty category it is said what a column wants that takes others too.
    """
    codebook, first = story.scheme.codebook, LAYERS[layer].columns[0]
    rows = [(first, NONE, "there is nothing to code in this unit; all its other columns stay empty")]
    for column in LAYERS[layer].columns:
        if column in WRITTEN[layer]:
            rows.append((column, "", WRITTEN[layer][column]))
        if column == "hedged":
            rows += [("hedged", "yes", "may, might, could, possible, reportedly, fear or hope that, if, a question"),
                     ("hedged", "no", "will, can, plans, expects, and every oppose")]
        elif column in ("voice", "speakers"):
            rows += [(column, NARRATOR, "the article's own voice")] * (column == "voice")
            rows += [(column, UNSPECIFIED, codebook["stakeholder"][UNSPECIFIED])]
            rows += [(column, actor.name, f"stakeholder {actor.stakeholder}") for actor in story.actors]
        elif column == "stakeholder":
            rows += [(column, "", STAKEHOLDER)]
            rows += [(column, name, codebook["stakeholder"][name]) for name in codebook["stakeholder"]]
        elif column in codebook:
            rows += [(column, name, codebook[column][name]) for name in categories(column, codebook)]
    return rows


def guarded(text: str) -> str:
    """A text with an apostrophe before it where a spreadsheet would take it for a formula, a number or a date.

    >>> guarded("=1+1"), guarded("3 May 2025"), guarded("Three ferries ran.")
    ("'=1+1", "'3 May 2025", 'Three ferries ran.')
    """
    return f"'{text}" if _TAKEN.fullmatch(text) else text


def unguarded(cell: str) -> str:
    """A cell without the apostrophe that guards it.

    >>> unguarded("'=1+1"), unguarded("'tis so")
    ('=1+1', "'tis so")
    """
    return cell[1:] if cell.startswith("'") and _TAKEN.fullmatch(cell[1:]) else cell


_TAKEN = re.compile(r"[=+@-].*|\d[\d\W]*(?:[^\W\d_]+[\d\W]*)?", re.S)


def as_bytes(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The file that a sheet is."""
    file = StringIO(newline="")
    writer = csv.writer(file)  # lines end as spreadsheets end them
    writer.writerow(header)
    writer.writerows(rows)
    return file.getvalue().encode("utf-8-sig")


# ---- reading --------------------------------------------------------------------------------------------------------


class Line(NamedTuple):
    """A row of a returned sheet: its number as a spreadsheet counts, and its cells by column, without outer spaces."""

    number: int
    cells: Mapping[str, str]


class Grid(NamedTuple):
    """A sheet as it stands: its header, that as names of columns in small letters, its rows, and the line of the first.

    A row may have fewer cells than there are names, or more.
    """

    header: list[str]
    names: list[str]
    rows: list[list[str]]
    first: int


def read_sheet(path: Path, layer: str) -> tuple[list[Line], list[tuple[int, str]]]:
    """The rows of a returned sheet that hold anything, and each line that is no row, with what is wrong.

    Read is what `read_grid` reads. Raises SheetError if there is no sheet in the file.
    """
    grid = read_grid(path, layer)
    lines, faults = [], []
    for number, row in enumerate(grid.rows, grid.first):
        if any(cell.strip() for cell in row[len(grid.names) :]):
            faults.append((number, f"a row has {len(grid.names)} cells, as the header has; this has {len(row)}; put "
                                   "quotation marks around a text with a separator in it"))
        elif any(cell.strip() for cell in row):
            lines.append(Line(number, cells(row, grid.names)))
    return lines, faults


def cells(row: Sequence[str], names: Sequence[str]) -> dict[str, str]:
    """The cells of a row by column; some programs leave out empty ones at the end."""
    whole = [*row, *[""] * (len(names) - len(row))]
    return {name: cell.strip() for name, cell in zip(names, whole) if name}


def read_grid(path: Path, layer: str) -> Grid:
    """A sheet as it stands, whatever saved it.

    Read are commas, semicolons or tabs; UTF-8, UTF-16 or Windows-1252, with a mark or without; double or single
    quotation marks around cells; columns in any order, more of them than were given; a first line "sep=;"; and UTF-8
    that was opened as Windows-1252 and saved so. Raises SheetError if there is no sheet in the file.
    """
    if path.suffix.lower() not in ENDINGS:
        raise SheetError(f"a sheet is a CSV file; this is {path.suffix or 'a file without an ending'}; "
                         'open it and save it as "CSV UTF-8"')
    try:
        text = _reopened(read_text(path))
    except CorpusError as error:
        told = str(error).removeprefix(f"{path}: ")
        raise SheetError(f'no sheet can be read from it ({told}); save it as "CSV UTF-8"') from None
    begin = text.startswith("sep=") and text.find("\n") + 1
    header = next(iter(text[begin:].splitlines()), "")
    form = {"delimiter": max(SEPARATORS, key=header.count), "quotechar": "'" if header.startswith("'") else '"'}
    try:
        rows = list(csv.reader(StringIO(text[begin:], newline=""), strict=True, **form))
    except csv.Error as error:
        raise SheetError(f"the quotation marks around cells do not match ({error}); open it and save it anew") from None
    return Grid(rows[0], _names(rows[0], layer), rows[1:], 2 + bool(begin))


def _reopened(text: str) -> str:
    """A text whose UTF-8 a program took for Windows-1252, as it was; its mark then stands in it as three letters.

    Raises SheetError if something was typed into it since, which is in no such text.
    """
    if _MISTAKEN not in text[:8]:
        return text
    try:
        return b"".join(_byte(character) for character in text.replace(_MISTAKEN, "", 1)).decode()
    except ValueError:
        raise SheetError("it was opened in another encoding than UTF-8, so that ’ has become â€™; open the sheet as it "
                         "was in UTF-8, and put in what was coded since") from None


_MISTAKEN = "\ufeff".encode().decode("cp1252")


def _byte(character: str) -> bytes:
    """The byte that Windows-1252 shows as a character; five have none, and are themselves."""
    return character.encode("latin-1" if character in "\x81\x8d\x8f\x90\x9d" else "cp1252")


def _names(header: Sequence[str], layer: str) -> list[str]:
    """The names of the columns, in small letters; a SheetError if one is missing or there twice."""
    names = [" ".join(cell.strip("\ufeff").casefold().split()) for cell in header]  # the mark, inside marks
    wanted = ("coder", "unit", "text", *LAYERS[layer].columns)
    if missing := [name for name in wanted if name not in names]:
        raise SheetError(f"line 1: a sheet of {layer} has the columns {', '.join(wanted)}; {', '.join(missing)} "
                         f"{'is' if len(missing) == 1 else 'are'} missing; name them as they were")
    if twice := sorted({name for name in names if name and names.count(name) > 1}):
        raise SheetError(f"line 1: the column {twice[0]} is there twice; name each once")
    return names


def filled(cells: Mapping[str, str], layer: str) -> dict[int, dict[str, str]]:
    """The codes of a row by number, each with all columns of its layer; those of which no cell is filled are left out.

    Columns that a coder added for further codes (value_3) count.
    """
    found: dict[int, dict[str, str]] = {}
    for name, cell in cells.items():
        column, _, number = name.partition("_")
        if cell and column in LAYERS[layer].columns and (not number or number.isdecimal()):
            found.setdefault(int(number or 1), dict.fromkeys(LAYERS[layer].columns, ""))[column] = cell
    return dict(sorted(found.items()))


def remarks(cells: Mapping[str, str], layer: str) -> dict[str, str]:
    """What else a coder wrote in a row, by column: notes, and columns of one's own."""
    known = {*GIVEN, *LAYERS[layer].columns}
    return {name: unguarded(cell) for name, cell in cells.items()
            if cell and not (name in known or name.rpartition("_")[0] in known and name.rpartition("_")[2].isdecimal())}

"""Filling: a coding that exists already, written into a coder's sheet of a study, as its coder would have.

So a study can be tried from end to end before anybody codes, and what was coded elsewhere can be collected.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from .coding import CodingError
from .corpus import Corpus
from .entries import Place
from .sampling import NONE, inside
from .sheets import HEDGED, LAYERS, as_bytes, named, read_grid
from .span import Span
from .study import SHEETS, locked, places, read_study
from .tables import Tables

Cells = Mapping[str, str]


def fill_sheet(folder: str | Path, coder: str, coding: Tables, corpus: Corpus) -> int:
    """Write what `coding` has in the units of a study into the sheet of `coder`; gives how many codes it has there.

    Words are copied from the unit, more of them than were coded where these stand in it twice; of what reaches beyond
    the unit, its part in it. Raises CodingError if the study is locked, or if the coder has no sheet of it.
    """
    study = read_study(Path(folder))
    path = study.folder / SHEETS / f"{coder}.csv"
    if locked(study) or not path.is_file():
        raise CodingError(f"{path}: a sheet is filled while the study is open; "
                          + ("it is locked" if locked(study) else f"its coders are {', '.join(study.coders)}"))
    where = places(study, corpus)
    grid = read_grid(path, study.layer)
    rows = [dict(zip(grid.names, row)) for row in grid.rows]
    codes = _CODES[study.layer](coding, where)
    for row in rows:
        row |= _cells(codes.get(row["unit"], []), study.layer)
    more = [column for column in dict.fromkeys(column for row in rows for column in row) if column not in grid.names]
    filled = ([row.get(column, "") for column in (*grid.names, *more)] for row in rows)
    path.write_bytes(as_bytes([*grid.header, *more], filled))
    return sum(map(len, codes.values()))


def _cells(codes: list[Cells], layer: str) -> dict[str, str]:
    """The cells of a unit's codes; "none" where there are none."""
    if not codes:
        return {LAYERS[layer].columns[0]: NONE}
    return {named(column, number): code[column] for number, code in enumerate(codes, 1) for column in code}


def _sentiment(coding: Tables, where: Mapping[str, Place]) -> dict[str, list[Cells]]:
    columns = ("value", "voice", "stakeholder")
    return _gathered((unit, {column: str(row[column]) for column in columns})
                     for unit, row in _in_sentences(coding, coding.sentiment, where))  # fmt: skip


def _claims(coding: Tables, where: Mapping[str, Place]) -> dict[str, list[Cells]]:
    yes_no = {held: word for word, held in HEDGED.items()}
    columns = ("frame", "stance", "voice", "stakeholder")

    def cells(unit: str, row: Mapping) -> Cells:
        evidence = _copied(Span(row["evidence_start"], row["evidence_end"]), where[unit])
        told = {column: str(row[column]) for column in columns}
        return told | {"hedged": yes_no[row["hedged"]], "evidence": evidence}

    return _gathered((unit, cells(unit, row)) for unit, row in _in_sentences(coding, coding.claims, where))


def _attributions(coding: Tables, where: Mapping[str, Place]) -> dict[str, list[Cells]]:
    spans = coding.spans.sort_values(["document", "attribution", "start"])
    parts = {key: part for key, part in spans.groupby(["document", "attribution"])}
    first = spans[spans["part"].eq("content")].drop_duplicates(["document", "attribution"])
    rows = coding.attributions.merge(first[["document", "attribution", "start"]])

    def cells(unit: str, row: Mapping) -> Cells:
        held = parts[row["document"], row["attribution"]].to_dict("records")
        texts = {one["part"]: one["text"] for one in held}  # a cue or a source is found where it stands nearest
        content = [_copied(Span(one["start"], one["end"]), where[unit]) for one in held if one["part"] == "content"]
        words = {"content": " | ".join(filter(None, content)), "cue": texts.get("cue", ""),
                 "source": texts.get("source", "")}  # fmt: skip
        return words | {column: str(row[column]) for column in ("speakers", "stakeholder")}

    return _gathered((unit, cells(unit, row)) for unit, row in _within(rows, where))


_CODES = {"sentiment": _sentiment, "frames": _claims, "attributions": _attributions}


def _gathered(found: Iterator[tuple[str, Cells]]) -> dict[str, list[Cells]]:
    codes: dict[str, list[Cells]] = {}
    for unit, cells in found:
        codes.setdefault(unit, []).append(cells)
    return codes


def _in_sentences(coding: Tables, rows: pd.DataFrame, where: Mapping[str, Place]) -> Iterator[tuple[str, Mapping]]:
    """The rows with the unit in which the sentence of the kit's lies that they are about."""
    starts = coding.sentences[["document", "sentence", "start"]]
    yield from _within(rows.drop(columns="start").merge(starts, on=["document", "sentence"]), where)


def _within(rows: pd.DataFrame, where: Mapping[str, Place]) -> Iterator[tuple[str, Mapping]]:
    """The rows that begin in a unit, in reading order, each with the unit's id."""
    units = pd.DataFrame([(unit, place.document.id, *place.span) for unit, place in where.items()],
                         columns=["unit", "document", "start", "end"])  # fmt: skip
    found = inside(units.drop(columns="unit"), rows).sort_values(["document", "start"], kind="stable")
    for row in found.to_dict("records"):
        yield units["unit"][row["unit"]], row


def _copied(span: Span, place: Place) -> str:
    """The words of a span that lie in the unit, with as many before and after as it takes to find them once."""
    text, at = place.document[place.span], place.span.start
    start, end = max(span.start, at) - at, min(span.end, place.span.end) - at
    if start >= end:
        return ""
    while text.count(text[start:end]) > 1:
        start = text.rfind(" ", 0, max(start - 1, 0)) + 1
        end = next((stop for stop in (text.find(" ", end + 1),) if stop >= 0), len(text))
    return text[start:end]

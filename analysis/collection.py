"""Collection: the sheets of all coders, checked line by line, and what is sound in them as codings.

Sheets are only read: what is wrong is said with its file and line, and stays where it is. A coder's units may be spread
over several files; a unit may stand in two of them if both say the same.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from os.path import commonprefix
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from .coding import COLUMNS, SHOWN, CodingError, read_coding
from .corpus import Corpus, Problem, read_corpus
from .entries import Place, Rows, alike, entries
from .exchange import LineFeeds
from .sampling import NONE, inside, within
from .sheets import Line, SheetError, filled, read_sheet, remarks
from .study import (
    COLLECTED, PREDICTIONS, Study, Unit, check_lock, intact, lock, locked, places, read_study, sheets, unlock,
)  # fmt: skip
from .tables import Tables

MOST = 8  # units that a message lists


class Collected(NamedTuple):
    """What a collection has: how many units of each coder are sound, of how many, and what is wrong."""

    sound: Mapping[str, int]
    units: int
    problems: list[Problem]
    locked: bool


class Expected(NamedTuple):
    """What a row can be of: the coders by name in small letters, each unit's place, and the units that have a text."""

    coders: Mapping[str, str]
    places: Mapping[str, Place]
    units: Mapping[str, Sequence[str]]


class _Coded(NamedTuple):
    """What one line says of a unit."""

    place: str
    empty: bool
    rows: Rows
    faults: list[str]
    remarks: dict[str, str]


def collect(folder: str | Path, *, day: date | None = None, reason: str | None = None) -> Collected:
    """Check every sheet of a study and write what is sound to collected/<coder>/; lock the study if it is complete.

    `reason` opens a lock before; `day` is the date that lock and audit log tell. Of a locked study nothing is written.
    Raises CodingError if the study cannot be read, or if it is locked and a file in it has changed.
    """
    study = read_study(Path(folder))
    if reason is not None:
        unlock(study, reason, day)
    if locked(study):
        check_lock(study)
        return Collected(dict.fromkeys(study.coders, len(study.units)), len(study.units), [], True)
    asked = expected(study, read_corpus(study.corpus))
    problems = []
    if not intact(study):
        problems.append(Problem(PREDICTIONS, "what the kit found stays as it was; the file was changed; restore it"))
    lines = _lines(study, asked, problems)
    sound = {}
    for coder in study.coders:
        accepted = _accepted(study, coder, lines, problems)
        _write(study, coder, accepted)
        sound[coder] = len(accepted)
    if not problems:
        lock(study, day)
    return Collected(sound, len(study.units), problems, not problems)


# ---- checking -------------------------------------------------------------------------------------------------------


def expected(study: Study, corpus: Corpus) -> Expected:
    """What the rows of a study's sheets can be of. Raises CodingError if the corpus no longer says what was drawn."""
    where, units = places(study, corpus), defaultdict(list)
    for name, place in where.items():
        original = place.document[place.span]
        for text in {alike(original), alike(original.encode("cp1252", "replace").decode("cp1252"))}:
            units[text].append(name)
    return Expected({name.casefold(): name for name in study.coders}, where, units)


def _lines(study: Study, asked: Expected, problems: list[Problem]) -> dict[tuple[str, str], list[_Coded]]:
    """What every line of every sheet says, by coder and unit."""
    found = defaultdict(list)
    for path in sheets(study):
        try:
            lines, faults = read_sheet(path, study.layer)
        except SheetError as error:
            problems.append(Problem(path.name, str(error)))
            continue
        problems += [Problem(f"{path.name}: line {number}", message) for number, message in faults]
        for line in lines:
            place = f"{path.name}: line {line.number}"
            coder, unit, faults = whose(line, path, asked)
            codes = filled(line.cells, study.layer)
            rows, wrong = entries(codes, study.layer, asked.places[unit]) if unit else ([], [])
            if not faults:
                found[coder, unit].append(_Coded(place, not codes, rows, wrong, remarks(line.cells, study.layer)))
                continue
            problems += [Problem(place, fault) for fault in faults]
            problems += [Problem(place, f"{unit}: {fault}") for fault in wrong if codes]
    return found


def whose(line: Line, path: Path, asked: Expected) -> tuple[str | None, str | None, list[str]]:
    """Which coder codes which unit in a line, None where it is none of the study, and all that is wrong with that.

    A file may have any name but that of another coder: then one of the two coded the other's sheet.
    """
    name, number, text = (line.cells[column] for column in ("coder", "unit", "text"))
    coder = asked.coders.get(name.casefold())
    unit = next((one for one in (number, number.casefold()) if one in asked.places), None)
    same, faults = asked.units.get(alike(text), ()), []
    if coder is None:
        near = get_close_matches(name.casefold(), asked.coders, n=1)
        meant = f"is {asked.coders[near[0]]} meant?" if near else "write the one whose row it is"
        faults.append(f"coder is {name!r}; the study has {', '.join(asked.coders.values())}; {meant}")
    elif path.stem.casefold() in asked.coders.keys() - {coder.casefold()}:
        faults.append(f"coder is {coder!r} in a file named for {path.stem}; write into the row who coded it, or name "
                      "the file otherwise")
    if unit is None:
        meant = f"its text is that of {' and '.join(same)}" if same else "write the one whose row it is"
        faults.append(f"unit is {number!r}; the study has {min(asked.places)} to {max(asked.places)}; {meant}")
    elif same and unit not in same:
        faults.append(f"text is that of {' and '.join(same)}, not of {unit}; write the unit that was coded")
    elif not same:
        faults.append(_changed(unit, text, asked.places[unit]))
    return coder, unit, faults


def _changed(unit: str, text: str, place: Place) -> str:
    """What is wrong with a text that is no unit's."""
    original = place.document[place.span]
    at = max(0, len(commonprefix((text, original))) - SHOWN // 2)
    return (f"text of {unit} was changed: it has {text[at : at + SHOWN]!r} where the article says "
            f"{original[at : at + SHOWN]!r}; put the article's words back, the codes stay as they are")


def _accepted(
    study: Study, coder: str, lines: Mapping[tuple[str, str], list[_Coded]], problems: list[Problem]
) -> dict[Unit, _Coded]:
    """The coder's units that are sound, with what is said of them; each of the others is reported."""
    accepted, missing, uncoded = {}, [], []
    for unit in study.units:
        here = lines.get((coder, unit.unit), [])
        coded = [line for line in here if not line.empty] or here[:1]
        faults = [Problem(line.place, f"{unit.unit}: {fault}") for line in coded for fault in line.faults]
        if not coded:
            missing.append(unit.unit)
        elif coded[0].empty:
            uncoded.append(unit.unit)
            faults = []
        elif any(line.rows != coded[0].rows for line in coded) and not faults:
            others = ", ".join(line.place for line in coded[1:])
            faults = [Problem(coded[0].place, f"{unit.unit} is coded otherwise by {coder} in {others}; keep the one "
                                              "that is meant and remove the other")]
        elif not faults:
            kept = {column: text for line in here for column, text in line.remarks.items()}
            accepted[unit] = coded[0]._replace(remarks=kept)
        problems += faults
    if uncoded:
        n = f"{len(uncoded)} unit{'s' * (len(uncoded) > 1)}"
        problems.append(Problem(coder, f"{n} not coded yet ({_runs(uncoded, study)}); code {_them(uncoded)}, or write "
                                       f"{NONE} if there is nothing to code"))
    if missing:
        listed = ", ".join(missing[:MOST]) + (f" and {len(missing) - MOST} more" if len(missing) > MOST else "")
        problems.append(Problem(f"{coder}'s sheet", f"a coder codes every unit; no row that can be read has {listed}; "
                                                    "put the rows back as they were"))
    return accepted


def _them(units: Sequence[str]) -> str:
    return "them" if len(units) > 1 else "it"


def _runs(units: Sequence[str], study: Study) -> str:
    """Units of a study, those that follow each other as one: "u002, u007 to u020"."""
    runs: list[list[str]] = []
    names = [unit.unit for unit in study.units]
    for at, name in enumerate(names):
        if name in units:
            if at and names[at - 1] in units:
                runs[-1].append(name)
            else:
                runs.append([name])
    told = [run[0] if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs]
    return ", ".join(told[:MOST]) + (f" and {len(told) - MOST} more" if len(told) > MOST else "")


# ---- codings --------------------------------------------------------------------------------------------------------


def _write(study: Study, coder: str, accepted: Mapping[Unit, _Coded]) -> None:
    """Write a coder's units as tables in reading order, with the units themselves and what else was noted."""
    folder = study.folder / COLLECTED / coder
    folder.mkdir(parents=True, exist_ok=True)
    tables: dict[str, list[dict]] = {name: [] for name in COLUMNS}
    numbers: dict[tuple, int] = {}
    counted: dict[str, int] = defaultdict(int)
    units = sorted(accepted, key=lambda unit: (unit.document, unit.start))
    for unit in units:
        for name, row in accepted[unit].rows:
            if "attribution" in row:
                key = (unit, row["attribution"])
                if key not in numbers:
                    numbers[key] = counted[unit.document]
                    counted[unit.document] += 1
                row = {**row, "attribution": numbers[key]}
            tables[name].append(row)
    for name, rows in tables.items():
        _write_rows(folder / f"{name}.csv", COLUMNS[name], rows)
    given = ("unit", "document", "start", "end", "probability")
    _write_rows(folder / "units.csv", given, (unit._asdict() for unit in units))
    notes = ({**unit._asdict(), "column": column, "text": text} for unit in units
             for column, text in accepted[unit].remarks.items())
    _write_rows(folder / "notes.csv", ("unit", "document", "start", "end", "column", "text"), notes)


def _write_rows(path: Path, columns: tuple[str, ...], rows: Iterable[Mapping]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(LineFeeds(file), columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


def read_collected(folder: str | Path, corpus: Corpus | None = None) -> dict[str, Tables]:
    """What each coder of a study coded, as tables of a coding whose sentences are those that were drawn.

    Raises CodingError if the study is not locked: before that it is not complete, or not as it was collected.
    """
    study = read_study(Path(folder))
    if not locked(study):
        raise CodingError(f"{study.folder}: a study is read when it is complete and locked; it is not; "
                          f"python -m analysis collect {study.folder} says what is missing")
    check_lock(study)
    corpus = corpus or read_corpus(study.corpus)
    read = {}
    for coder in study.coders:
        tables = read_coding(corpus, coder, folder=study.folder / COLLECTED)
        kept = _drawn(study, tables).drop(columns="unit")
        read[coder] = replace(tables, sentences=kept)
    return read


def in_units(folder: str | Path, tables: Tables) -> Tables:
    """What the tables, the kit's or a coding's, have in the units of a study, sentences included."""
    return within(tables, pd.DataFrame(read_study(Path(folder)).units))


def drawn(folder: str | Path, tables: Tables) -> pd.DataFrame:
    """The sentences of a corpus that were drawn, each with what its weight in an estimate rests on.

    Columns: document, sentence (its number), unit, stratum, probability in (0, 1]. Raises CodingError for the tables
    of another corpus.
    """
    study = read_study(Path(folder))
    if missing := sorted({unit.document for unit in study.units} - set(tables.articles["document"])):
        raise CodingError(f"{folder}: a study is of the corpus that it was drawn from; {missing[0]!r} is not in these "
                          "tables; annotate that corpus")
    strata = pd.read_csv(study.folder / PREDICTIONS, usecols=["unit", "stratum"]).drop_duplicates("unit")
    found = _drawn(study, tables)
    found["unit"] = [study.units[number].unit for number in found["unit"]]
    chances = strata.merge(pd.DataFrame(study.units)[["unit", "probability"]])
    return found[["document", "sentence", "unit"]].merge(chances, how="left", on="unit")


def _drawn(study: Study, tables: Tables) -> pd.DataFrame:
    """The sentences that begin in a unit, in reading order, each with the unit's number as `unit`."""
    found = inside(pd.DataFrame(study.units), tables.sentences)
    return found.sort_values(["document", "start"], ignore_index=True)

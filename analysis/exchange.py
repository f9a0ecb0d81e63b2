"""Exchange: a coding as entries, which other formats hold, and back as tables, held against articles and codebook.

What is exchanged is what coders write down (COLUMNS in `coding`): zones, attributions with their spans, sentiment and
claims. Formats are `web_annotation` and `brat`; each turns entries into files and files into entries.
"""

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TextIO

import pandas as pd

from .coding import COLUMNS, CodingError, attributions_with_content, fitting
from .corpus import Corpus, Problem
from .tables import Tables

# What is said of a unit, layer by layer; where it stands are its parts.
CODES: dict[str, tuple[str, ...]] = {
    "zones": ("zone",),
    "attributions": ("attribution", "type", "speakers", "stakeholder", "utterance", "relation"),
    "sentiment": ("value", "voice", "stakeholder"),
    "claims": ("frame", "stance", "hedged", "voice", "stakeholder"),
}
UNIT = "unit"  # the part that is the whole unit: a zone, a sentence


class Part(NamedTuple):
    """A span of a unit, what it is of it (unit, evidence, source, cue, content), and its words."""

    name: str
    start: int
    end: int
    text: str


class Entry(NamedTuple):
    """A coded unit: its codes as text, empty ones left out, its parts, and where it was read ("annotation 3")."""

    document: str
    codes: Mapping[str, str]
    parts: Sequence[Part]
    file: str = ""
    where: str = ""


Entries = Mapping[str, Sequence[Entry]]  # by layer


def entries(tables: Tables) -> dict[str, list[Entry]]:
    """The units of a coding, layer by layer, in the order of its tables."""
    spans = defaultdict(list)
    for span in _records(tables.spans):
        spans[span["document"], span["attribution"]].append(Part(*(span[c] for c in ("part", "start", "end", "text"))))
    found: dict[str, list[Entry]] = {}
    for layer, variables in CODES.items():
        found[layer] = []
        for row in _records(getattr(tables, layer)):
            codes = {name: str(row[name]) for name in variables if not pd.isna(row[name]) and row[name] != ""}
            if layer == "attributions":
                parts = spans[row["document"], row["attribution"]]
            else:
                parts = [Part(UNIT, row["start"], row["end"], row["text"])]
            if layer == "claims":
                parts.append(Part("evidence", row["evidence_start"], row["evidence_end"], row["evidence"]))
            found[layer].append(Entry(row["document"], codes, parts))
    return found


def coded(corpus: Corpus, found: Entries) -> tuple[dict[str, list[dict]], list[Problem]]:
    """The rows of a coding's tables that entries make, and what is wrong with the others: they are left out.

    A row fits as `read_coding` has it: its text is what the article says at its offsets, its codes are the codebook's.
    """
    documents = {document.id: document for document in corpus}
    made: dict[str, dict[str, list]] = {name: defaultdict(list) for name in COLUMNS}
    for layer, those in found.items():
        for entry in those:
            for name, row in _rows(layer, entry):
                cells = {column: "" for column in COLUMNS[name]} | {key: str(value) for key, value in row.items()}
                made[name][entry.file].append((entry.where, cells))
    problems: list[Problem] = []
    rows = {name: [row for file, raw in files.items() for row in fitting(name, file, raw, documents, problems)]
            for name, files in made.items()}  # fmt: skip
    attributions_with_content(rows, problems)
    return rows, problems


def _rows(layer: str, entry: Entry) -> Iterator[tuple[str, dict]]:
    """The rows of an entry, each with the name of its table."""
    known = {"document": entry.document, **{key: entry.codes[key] for key in CODES[layer] if key in entry.codes}}
    if layer == "attributions":
        yield layer, known
        for part in entry.parts:
            place = {"part": part.name, "start": part.start, "end": part.end, "text": part.text}
            yield "spans", {"document": entry.document, "attribution": entry.codes.get("attribution", ""), **place}
        return
    for part in entry.parts:
        if part.name == UNIT:
            known |= {"start": part.start, "end": part.end, "text": part.text}
        elif part.name == "evidence":
            known |= {"evidence_start": part.start, "evidence_end": part.end, "evidence": part.text}
    yield layer, known


class LineFeeds:
    """A file whose CSV rows end with a line feed; a csv.writer told to end them so leaves a bare \\r unquoted."""

    def __init__(self, file: TextIO) -> None:
        self.file = file

    def write(self, row: str) -> int:
        return self.file.write(row.removesuffix("\r\n") + "\n")


def write_coding(folder: Path, rows: Mapping[str, Sequence[Mapping]]) -> None:
    """Write a coding's tables to FOLDER/<table>.csv. Raises CodingError if a coding is there already."""
    there = [name for name in COLUMNS if (folder / f"{name}.csv").exists()]
    if there:
        raise CodingError(f"{folder}: a coding is there already ({there[0]}.csv); name another folder")
    folder.mkdir(parents=True, exist_ok=True)
    for name, columns in COLUMNS.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(LineFeeds(file), columns, extrasaction="ignore")
            writer.writeheader()
            writer.writerows(rows[name])


def _records(table: pd.DataFrame) -> list[dict]:
    return table.astype("object").to_dict("records")

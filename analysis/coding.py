"""Codings: what coders wrote down about a corpus, read from CSV tables and held against the articles."""

import csv
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pandas as pd

from .annotation import SCHEMAS, TEXT, TRUTH, WHOLE
from .codebook import Codebook, categories
from .corpus import Corpus, Document, Problem
from .sentences import sentences
from .span import Span
from .tables import Tables, articles, table

# What a coder writes down, table by table; whatever else SCHEMAS has is the kit's and stays empty.
COLUMNS: dict[str, tuple[str, ...]] = {
    "zones": ("document", "start", "end", "zone", "text"),
    "attributions": ("document", "attribution", "type", "speakers", "stakeholder", "utterance", "relation"),
    "spans": ("document", "attribution", "part", "start", "end", "text"),
    "sentiment": ("document", "start", "end", "value", "voice", "stakeholder", "text"),
    "claims": (
        "document", "start", "end", "frame", "stance", "hedged", "voice", "stakeholder", "evidence_start",
        "evidence_end", "evidence", "text",
    ),
}
# What tells one unit from another: two rows that agree in all of it code one unit twice.
UNIT: dict[str, tuple[str, ...]] = {
    "zones": ("document", "start"),
    "attributions": ("document", "attribution"),
    "spans": ("document", "attribution", "part", "start"),
    "sentiment": ("document", "start", "voice"),
    "claims": ("document", "start", "frame", "stance", "hedged", "voice"),
}
MAY_BE_EMPTY = ("utterance", "relation")
SHOWN = 60  # characters of a text that a message shows


class CodingError(ValueError):
    """A coding that cannot be read, or a row in it that does not fit the article or the codebook."""


def who_coded(folder: Path) -> str:
    """Who coded a corpus, as coding/CODERS.md says in its first line; "coders" if it says nothing."""
    path = folder / "coding" / "CODERS.md"
    told = path.read_text(encoding="utf-8").strip() if path.is_file() else ""
    return told.partition("\n")[0].strip() or "coders"


def read_coding(corpus: Corpus, coder: str, *, folder: Path | None = None) -> Tables:
    """The coding of `coder` for `corpus`, from the CSV files in coding/<coder> in the corpus' folder.

    `folder` is where codings lie if not in coding/.

    A row that does not fit (a text that is not what the article says there, an unknown document or category, a unit
    coded twice, a span without its attribution) is left out and is one of `problems`; the others are read.
    `sentences` are the kit's; a unit's `sentence` is the one that shares most characters with it, -1 if none does.
    `mentions` is empty, and so are the columns that only the kit fills.
    Raises CodingError if the folder, one of its files or a column is missing.
    """
    folder = (folder or corpus.folder / "coding") / coder
    if not folder.is_dir():
        known = sorted(path.name for path in folder.parent.glob("*/"))
        raise CodingError(f"{folder}: a coding is a folder of CSV files; there is none; codings: {', '.join(known)}")
    documents = {document.id: document for document in corpus}
    problems: list[Problem] = []
    coded = {name: _rows(folder / f"{name}.csv", name, documents, problems) for name in COLUMNS}
    attributions_with_content(coded, problems)
    cut = {document.id: [sentence.span for sentence in sentences(document)] for document in corpus}
    for row in coded["sentiment"] + coded["claims"]:
        row["sentence"] = _sentence(cut[row["document"]], Span(row["start"], row["end"]))
    codebook = corpus.story.scheme.codebook
    tables = {
        name: table(name, (_as_schema(name, row) for row in rows), codebook=codebook) for name, rows in coded.items()
    }
    kit = [(d.id, n, *s.span, s.zone, d[s.span]) for d in corpus for n, s in enumerate(sentences(d))]
    return Tables(
        **tables,
        sentences=table("sentences", kit),
        mentions=table("mentions"),
        articles=articles(corpus),
        problems=pd.DataFrame([(p.place, p.message) for p in problems], columns=["place", "message"], dtype=TEXT),
    )


def coders(corpus: Corpus) -> list[str]:
    """Whose codings of a corpus there are, by the names of their folders."""
    return sorted(path.parent.name for path in corpus.folder.glob("coding/*/zones.csv"))


def misfits(corpus: Corpus) -> Counter[str]:
    """How many rows of the corpus' codings were left out as they do not fit, by the article that they name."""
    found: Counter[str] = Counter()
    for coder in coders(corpus):
        unfit = set(read_coding(corpus, coder).problems["place"])
        for name, columns in COLUMNS.items():
            rows = _raw_rows(corpus.folder / "coding" / coder / f"{name}.csv", columns)
            found.update(row["document"] for line, row in rows if f"{coder}/{name}.csv: line {line}" in unfit)
    return found


def _rows(path: Path, name: str, documents: Mapping[str, Document], problems: list[Problem]) -> list[dict]:
    """The rows of one file that fit; each of the others is reported."""
    raw = ((f"line {line}", cells) for line, cells in _raw_rows(path, COLUMNS[name]))
    return fitting(name, f"{path.parent.name}/{path.name}", raw, documents, problems)


def fitting(
    name: str, file: str, raw: Iterable[tuple[str, Mapping]], documents: Mapping[str, Document], problems: list[Problem]
) -> list[dict]:
    """The rows of the table `name` that fit article and codebook; each of the others is one more of `problems`.

    `raw` has each row's cells as text, and where in the file it stands ("line 2").
    """
    rows: list[dict] = []
    seen: dict[tuple, str] = {}
    for where, cells in raw:
        place = f"{file}: {where}"
        try:
            row = _row(name, cells, documents, place)
            unit = tuple(row[column] for column in UNIT[name])
            if unit in seen:
                raise CodingError(f"{place}: this unit is coded in {seen[unit]} already; keep one of the two")
        except CodingError as error:
            problems.append(Problem(place, str(error).removeprefix(f"{place}: ")))
            continue
        seen[unit] = where
        rows.append({**row, "place": place})
    return rows


def _raw_rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row as it stands in the file, with the number of its last line."""
    if not path.exists():
        raise CodingError(f"{path}: a coding needs this file, be it with a header only; it is missing")
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, restval="")
        try:
            missing = [column for column in columns if column not in (reader.fieldnames or ())]
            if missing:
                found = ", ".join(reader.fieldnames or ()) or "none"
                raise CodingError(f"{path}: line 1: the columns {', '.join(missing)} are missing; the file has {found}")
            for row in reader:
                yield reader.line_num, row
        except (UnicodeDecodeError, csv.Error) as error:
            raise CodingError(f"{path}: not a CSV file in UTF-8: {error}; save it as one") from None


def _row(name: str, raw: Mapping[str, str], documents: Mapping[str, Document], place: str) -> dict:
    """The values of one row, checked against codebook and article."""
    if raw["document"] not in documents:
        raise CodingError(f"{place}: document is {raw['document']!r}; the corpus has no text of that name")
    document = documents[raw["document"]]
    codebook = document.story.scheme.codebook
    row = {column: _value(column, raw[column], codebook, SCHEMAS[name][column], place) for column in COLUMNS[name]}
    if "text" in row:
        _check_text(document, row["start"], row["end"], row["text"], place)
    if "evidence" in row:
        _check_text(document, row["evidence_start"], row["evidence_end"], row["evidence"], place)
        if not Span(row["start"], row["end"]).holds(Span(row["evidence_start"], row["evidence_end"])):
            raise CodingError(f"{place}: evidence lies inside its sentence; {row['evidence']!r} lies outside")
    if name == "attributions":
        speakers, stakeholders = row["speakers"].split("; "), row["stakeholder"].split("; ")
        if len(speakers) != len(stakeholders):
            raise CodingError(f"{place}: {len(speakers)} speakers need as many stakeholders, joined with '; '")
    return row


def _value(
    column: str, text: str, codebook: Codebook, kind: str | tuple[str, ...], place: str
) -> str | int | bool | None:
    """A cell as what its column holds."""
    if not text and column in MAY_BE_EMPTY:
        return "" if kind == TEXT else None
    if isinstance(kind, tuple):
        variable, *joints = kind
        for part in text.split(*joints) if joints else [text]:
            _check_category(column, part, categories(variable, codebook), place)
        return text
    if column == "value":
        _check_category(column, text, categories("value", codebook), place)
        return int(text)
    if kind == TRUTH:
        if text.lower() not in ("true", "false"):
            raise CodingError(f"{place}: {column} is {text!r}; allowed: True, False")
        return text.lower() == "true"
    if kind == WHOLE:
        if not text.isdecimal():
            raise CodingError(f"{place}: {column} is {text!r}; it is a whole number from 0")
        return int(text)
    if not text:
        raise CodingError(f"{place}: {column} is empty")
    return text


def _check_category(column: str, text: str, allowed: tuple[str, ...], place: str) -> None:
    """Raise CodingError unless the codebook has `text` as a category."""
    if text not in allowed:
        raise CodingError(f"{place}: {column} is {text!r}; allowed: {', '.join(allowed)}")


def _check_text(document: Document, start: int, end: int, text: str, place: str) -> None:
    """Raise CodingError unless `text` is what the article says at its offsets."""
    if not start < end <= len(document.text):
        raise CodingError(
            f"{place}: offsets need start < end within the {len(document.text)} characters of the article; "
            f"they are {start}:{end}"
        )
    said = document[Span(start, end)]
    if said != text:
        first = document.text.find(text)
        remedy = f"; it stands at {first}:{first + len(text)}" if document.text.count(text) == 1 else ""
        raise CodingError(
            f"{place}: text is {text[:SHOWN]!r}; at {start}:{end} the article says {said[:SHOWN]!r}{remedy}"
        )


def attributions_with_content(coded: dict[str, list[dict]], problems: list[Problem]) -> None:
    """Leave out attributions without content, and spans whose attribution is not there."""
    def key(row: Mapping) -> tuple[str, int]:
        return row["document"], row["attribution"]

    content = {key(row) for row in coded["spans"] if row["part"] == "content"}
    faults = {
        "attributions": "an attribution needs a content span",
        "spans": "a span needs its row in attributions.csv",
    }
    for name, fault in faults.items():
        known = content if name == "attributions" else {key(row) for row in coded["attributions"]}
        for row in coded[name]:
            if key(row) not in known:
                problems.append(Problem(row["place"], f"{fault}; attribution {row['attribution']} has none"))
        coded[name] = [row for row in coded[name] if key(row) in known]


def _sentence(cut: list[Span], unit: Span) -> int:
    """The ordinal of the sentence that shares most characters with `unit`; -1 if none shares any."""
    near = range(max(0, bisect_left(cut, unit) - 1), bisect_left(cut, (unit.end,)))
    shared = {n: min(unit.end, cut[n].end) - max(unit.start, cut[n].start) for n in near if cut[n].meets(unit)}
    return max(shared, key=shared.__getitem__, default=-1)


def _as_schema(name: str, row: Mapping) -> tuple:
    """The row's values in the order of SCHEMAS; what coders do not write down is empty."""
    return tuple(row.get(column, "" if kind == TEXT else None) for column, kind in SCHEMAS[name].items())

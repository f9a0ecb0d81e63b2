"""Studies: a folder with what was drawn, the sheets that coders fill in, and a lock once all is coded.

manifest.json   what was drawn, from what, with which probability, and the SHA-256 of each unit's text
predictions.csv what the kit finds in the units: not for coders before they are done
sheets/         a sheet for each coder, and categories.csv, which says what may be written into it
collected/      what was accepted of the sheets, as codings
LOCK            the SHA-256 of every file of a complete study
audit.log       when and why a lock was opened
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from . import __version__
from .coding import CodingError
from .corpus import Corpus
from .entries import Place
from .sampling import LAYERS, codes
from .sheets import CATEGORIES, write_categories, write_sheet
from .span import Span
from .tables import Tables

MANIFEST, PREDICTIONS, LOCK, AUDIT = "manifest.json", "predictions.csv", "LOCK", "audit.log"
SHEETS, COLLECTED = "sheets", "collected"
UNIT = {"unit": str, "document": str, "start": int, "end": int, "probability": float, "sha256": str}  # in a manifest


class Unit(NamedTuple):
    """A unit of a study: its id, where it lies, with which probability it was drawn, and the SHA-256 of its text."""

    unit: str
    document: str
    start: int
    end: int
    probability: float
    sha256: str


class Study(NamedTuple):
    """What the manifest of a study says that collecting needs."""

    folder: Path
    corpus: Path
    layer: str
    coders: tuple[str, ...]
    units: tuple[Unit, ...]
    predictions: str  # the SHA-256 of predictions.csv


def write_study(
    folder: Path, corpus: Corpus, tables: Tables, drawn: pd.DataFrame, *, layer: str, seed: int, coders: Sequence[str]
) -> Study:
    """Write the folder of a study of the units that `draw` has drawn: manifest, predictions, and a sheet per coder.

    Raises CodingError if the folder is not empty, or if a coder's name is none of its own or no name for a file.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CodingError(f"{folder}: a study gets a folder of its own, so that no code is lost; this is not empty; "
                          "name another one")
    _check_coders(coders)
    documents = {document.id: document for document in corpus}
    (folder / SHEETS).mkdir(parents=True)
    _write_predictions(folder / PREDICTIONS, drawn, codes(drawn, tables, layer))
    lines = [documents[row.document].text.count("\n", 0, row.start) + 1 for row in drawn.itertuples()]
    places = [f"line {line} (characters {row.start} to {row.end})" for line, row in zip(lines, drawn.itertuples())]
    for coder in coders:
        write_sheet(folder / SHEETS / f"{coder}.csv", drawn, coder, layer, places)
    write_categories(folder / SHEETS / CATEGORIES, layer, corpus.story)
    units = [Unit(row.unit, row.document, row.start, row.end, row.probability, _hash(row.text.encode()))
             for row in drawn.itertuples()]
    names = [name for name in drawn.columns if name.startswith("stratum_")]
    strata = drawn.drop_duplicates("stratum").sort_values("stratum")
    manifest = {
        "corpus": corpus.folder.as_posix(), "kit": __version__, "layer": layer, "seed": seed, "n": len(drawn),
        "coders": list(coders),
        "strata": [{"stratum": row["stratum"], **{name.removeprefix("stratum_"): row[name] for name in names},
                    "population": row["population"], "sample": row["sample"]} for row in strata.to_dict("records")],
        "predictions_sha256": _hash((folder / PREDICTIONS).read_bytes()),
        "units": [unit._asdict() for unit in units],
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8", newline="\n")
    return read_study(folder)


def _write_predictions(path: Path, drawn: pd.DataFrame, found: pd.DataFrame) -> None:
    """Write each unit's stratum and prediction, and what the kit finds in it: a row for each code, or one without."""
    known = found.drop(columns=["document", "start", "end", "text", "sentence"], errors="ignore")
    known["unit"] = known["unit"].map(drawn["unit"])
    table = drawn[["unit", "stratum", "prediction"]].merge(known, how="left", on="unit")
    table.convert_dtypes().to_csv(path, index=False, lineterminator="\n")


def _check_coders(coders: Sequence[str]) -> None:
    """Raise CodingError unless each coder has a name of its own that a file can have."""
    for coder in coders:
        if not re.fullmatch(r"[^\W_][\w-]*", coder) or f"{coder.casefold()}.csv" == CATEGORIES:
            raise CodingError(f"--coders: a coder's name begins with a letter or figure and has letters, figures, -, "
                              f"and _ only; one is {coder!r}; write them as A,B")
    if not coders or len({coder.casefold() for coder in coders}) < len(coders):
        raise CodingError(f"--coders: each coder has a name of its own; they are {', '.join(coders) or 'none'}")


def read_study(folder: Path) -> Study:
    """The study in a folder. Raises CodingError if its manifest cannot be read as one."""
    path = folder / MANIFEST
    if not path.is_file():
        raise CodingError(f"{path}: a study has a manifest; there is none; `python -m analysis sample` writes one")
    try:
        told = json.loads(path.read_text(encoding="utf-8-sig"))
        units = tuple(Unit(*(kind(row[name]) for name, kind in UNIT.items())) for row in told["units"])
        study = Study(folder, _corpus(folder, told["corpus"]), told["layer"], tuple(told["coders"]), units,
                      told["predictions_sha256"])
    except (ValueError, KeyError, TypeError) as error:
        raise CodingError(f"{path}: not the manifest that `sample` wrote ({error!r}); restore it") from None
    if study.layer not in LAYERS:
        raise CodingError(f"{path}: layer is {study.layer!r}; allowed: {', '.join(LAYERS)}; restore it")
    return study


def _corpus(folder: Path, told: str) -> Path:
    """The corpus that a manifest names: from here or, where it is read elsewhere, from a folder around the study."""
    near = (parent / told for parent in (Path(), *folder.resolve().parents))
    return next((path for path in near if path.is_dir()), Path(told))


def places(study: Study, corpus: Corpus) -> dict[str, Place]:
    """Where each unit lies. Raises CodingError if the corpus no longer says there what was drawn."""
    documents, found = {document.id: document for document in corpus}, {}
    for unit in study.units:
        document, span = documents.get(unit.document), Span(unit.start, unit.end)
        if document is None or _hash(document[span].encode()) != unit.sha256:
            raise CodingError(f"{study.corpus}: a unit is what its article says; {unit.document!r} no longer says at "
                              f"{unit.start}:{unit.end} what was drawn as {unit.unit}; restore the text, or draw anew")
        found[unit.unit] = Place(document, span)
    return found


def sheets(study: Study) -> list[Path]:
    """The files in which coders may have returned something."""
    return [path for path in sorted((study.folder / SHEETS).glob("*"))
            if path.is_file() and not path.name.startswith((".", "~")) and path.name.casefold() != CATEGORIES]


# ---- the lock -------------------------------------------------------------------------------------------------------


def locked(study: Study) -> bool:
    return (study.folder / LOCK).exists()


def lock(study: Study, day: date | None) -> None:
    """Lock a study: from now on every change is refused. Without a day the same files give the same bytes."""
    told = {**({"date": day.isoformat()} if day else {}), "files": dict(_hashes(study))}
    text = json.dumps(told, indent=1, ensure_ascii=False) + "\n"
    (study.folder / LOCK).write_text(text, encoding="utf-8", newline="\n")


def check_lock(study: Study) -> None:
    """Raise CodingError if a file of a locked study is not what it was."""
    path = study.folder / LOCK
    try:
        told = json.loads(path.read_text(encoding="utf-8"))["files"].items()
    except (ValueError, KeyError, AttributeError) as error:
        raise CodingError(f"{path}: not a lock ({error!r}); restore it") from None
    changed = sorted({name for name, _ in told ^ dict(_hashes(study)).items()})
    if changed:
        raise CodingError(f"{study.folder}: the study is locked, and changed since: {', '.join(changed)}; restore "
                          "them, or open the lock with --unlock REASON")


def unlock(study: Study, reason: str, day: date | None) -> None:
    """Open a lock and say why in audit.log, with the SHA-256 of the lock that was opened.

    Raises CodingError without a reason, or if there is no lock.
    """
    path = study.folder / LOCK
    if not reason.strip() or not locked(study):
        what = "is not locked" if reason.strip() else "is unlocked for a reason; say one"
        raise CodingError(f"{study.folder}: the study {what}")
    told = {"unlocked": " ".join(reason.split()), "lock": _hash(path.read_bytes())}
    entry = {**({"date": day.isoformat()} if day else {}), **told}
    with (study.folder / AUDIT).open("a", encoding="utf-8", newline="\n") as file:
        file.write(json.dumps(entry, ensure_ascii=False) + "\n")
    path.unlink()


def _hashes(study: Study) -> Iterator[tuple[str, str]]:
    """Every file that a lock holds, by its path in the folder, with its SHA-256."""
    collected: Iterable[Path] = sorted((study.folder / COLLECTED).rglob("*.csv"))
    for path in (study.folder / MANIFEST, study.folder / PREDICTIONS, *sheets(study), *collected):
        yield path.relative_to(study.folder).as_posix(), _hash(path.read_bytes()) if path.exists() else "missing"


def _hash(data: bytes) -> str:
    return sha256(data).hexdigest()


def intact(study: Study) -> bool:
    """True if predictions.csv is what was written when the units were drawn."""
    path = study.folder / PREDICTIONS
    return path.exists() and _hash(path.read_bytes()) == study.predictions

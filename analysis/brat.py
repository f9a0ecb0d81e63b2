"""brat: codings in the format of the annotation tool, NAME.ann beside NAME.txt.

A unit is an event, its parts are spans; its codes are attributes, or notes where they have spaces. What others coded as
attributions, PolNeAR's for one, may lack codes: `read_brat` says what stands in for them.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path

from .alignment import ROLES, Text
from .codebook import UNSPECIFIED
from .coding import CodingError
from .corpus import Corpus, Document, Problem
from .exchange import Entries, Entry, Part
from .standoff import Annotated, Fault, annotated, characters

TYPES = {"zones": "Zone", "attributions": "Attribution", "sentiment": "Sentiment", "claims": "Claim"}  # of events
LAYERS = {kind: layer for layer, kind in TYPES.items()}


def write_brat(corpus: Corpus, found: Entries, folder: Path) -> list[Path]:
    """Write FOLDER/<document>.txt and .ann for each document; the .ann files.

    Raises CodingError for a code with a tab or a line break, which the format cannot hold.
    """
    folder.mkdir(parents=True, exist_ok=True)
    units = defaultdict(list)
    for layer, those in found.items():
        for entry in those:
            units[entry.document].append((layer, entry))
    paths = []
    for document in corpus:
        lines = list(_lines(units[document.id]))
        (folder / f"{document.id}.txt").write_bytes(document.text.encode("utf-8"))
        paths.append(folder / f"{document.id}.ann")
        paths[-1].write_bytes("".join(f"{line}\n" for line in lines).encode("utf-8"))
    return paths


def _lines(units: list[tuple[str, Entry]]) -> Iterator[str]:
    """The lines of a document's units: spans, then the event that has them, then its codes."""
    spans, notes = count(1), count(1)
    for number, (layer, entry) in enumerate(units, 1):
        roles: list[str] = []
        times: dict[str, int] = defaultdict(int)
        for part in entry.parts:
            name, role = f"T{next(spans)}", part.name.capitalize()
            times[role] += 1
            roles.append(f"{role}{times[role] if times[role] > 1 else ''}:{name}")
            words = re.sub(r"\s", " ", part.text)
            yield f"{name}\t{role} {part.start} {part.end}\t{words}"
        yield f"E{number}\t{TYPES[layer]}:{roles[0].partition(':')[2]} {' '.join(roles)}"
        for variable, value in entry.codes.items():
            if re.search(r"[\t\r\n]", value):
                raise CodingError(f"{entry.document}: {variable} is {value!r}; brat has no tab or line break in codes; "
                                  "mend it, or export to web-annotation")  # fmt: skip
            if " " in value:
                yield f"#{next(notes)}\t{variable} E{number}\t{value}"
            else:
                yield f"A{next(notes)}\t{variable} E{number} {value}"


def read_brat(corpus: Corpus, folder: Path) -> tuple[dict[str, list[Entry]], list[Problem]]:
    """The entries of a folder's .ann files, and what kept a file or an event out.

    A file belongs to the document of its name, or of its name up to the last "_": NAME_CODER.ann. Of an attribution
    without codes the type is that of the quotation marks around its content, the speakers are the words of its source,
    and their stakeholder is unspecified. Raises CodingError if the folder has no .ann file.
    """
    paths = sorted(folder.glob("*.ann"))
    if not paths:
        raise CodingError(f"{folder}: no file ends in .ann; name the folder that holds them")
    documents = {document.id: document for document in corpus}
    found: dict[str, list[Entry]] = {layer: [] for layer in TYPES}
    problems: list[Problem] = []
    read: dict[str, Path] = {}
    for path in paths:
        name = path.stem if path.stem in documents else path.stem.rpartition("_")[0]
        if name not in documents:
            problems.append(Problem(str(path), f"the corpus has no {path.stem}.txt; skipped"))
            continue
        if name in read:
            problems.append(Problem(str(path), f"{name} is coded in {read[name].name} already; skipped; import each "
                                               "coder's files from a folder of their own"))  # fmt: skip
            continue
        read[name] = path
        try:
            told = annotated(characters(path), documents[name].text, path)
            units = list(_entries(told, documents[name], path.name, problems))
        except Fault as fault:
            problems.append(Problem(*fault.args))
            continue
        for layer, entry in units:
            found[layer].append(entry)
    return found, problems


def _entries(
    read: Annotated, document: Document, file: str, problems: list[Problem]
) -> Iterator[tuple[str, Entry]]:
    """The units of a file, each with its layer; an event of another type is one more of `problems`."""
    for number, event in enumerate(read.events):
        kind = event.type.partition("-")[0]  # PolNeAR has Attribution-no-source and the like
        if kind not in LAYERS:
            problems.append(Problem(event.place, f"{event.type} is no type of unit; left out; the types are "
                                                 f"{', '.join(LAYERS)}"))  # fmt: skip
            continue
        parts = [Part(role, start, end, document.text[start:end])
                 for role, name in event.roles[1:] for start, end in read.of(event, name)]  # fmt: skip
        codes = read.notes.get(event.id, {})
        if kind == TYPES["attributions"]:
            codes = {"attribution": str(number), **_told(parts, document), **codes}
        yield LAYERS[kind], Entry(document.id, codes, parts, file, f"line {event.place.rpartition(':')[2]}")


def _told(parts: list[Part], document: Document) -> Mapping[str, str]:
    """What stands in for the codes of an attribution that has none."""
    spans = {role: [(part.start, part.end) for part in parts if part.name == role] for role in ROLES}
    items = Text(document.text).items([spans])
    source = " ".join(" ".join(part.text for part in parts if part.name == "source").split()).replace("; ", ", ")
    return {"type": items[0].type if items else "indirect", "speakers": source or UNSPECIFIED,
            "stakeholder": UNSPECIFIED}  # fmt: skip

"""Web Annotation: codings in the W3C's format for annotations, one file of JSON-LD for each layer.

A file is an AnnotationCollection with one AnnotationPage. An annotation has a TextualBody for each code and a target
for each part of the unit, selected by its place (code points, as the W3C and Python count) and by its words.
Source: Sanderson, Ciccarese & Young 2017, Web Annotation Data Model, W3C Recommendation, 4.2.4, 4.2.5 and 5.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote, unquote

from .coding import CodingError
from .corpus import Corpus, Document
from .exchange import CODES, Entries, Entry, Part

AROUND = 32  # characters before and after that are told of a selected text
OWN = "urn:media-analysis-kit:"
CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"variable": f"{OWN}variable", "part": f"{OWN}part"}]


def write_web_annotations(corpus: Corpus, found: Entries, folder: Path) -> list[Path]:
    """Write FOLDER/<layer>.jsonld, one for each layer; the files."""
    documents = {document.id: document for document in corpus}
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for layer, those in found.items():
        name = f"{layer}.jsonld"
        items = [_annotation(f"{name}#{number}", entry, documents[entry.document])
                 for number, entry in enumerate(those, 1)]  # fmt: skip
        page = {"id": f"{name}#page", "type": "AnnotationPage", "startIndex": 0, "items": items}
        collection = {"@context": CONTEXT, "id": name, "type": "AnnotationCollection", "label": layer,
                      "total": len(items), "first": page}  # fmt: skip
        paths.append(folder / name)
        paths[-1].write_bytes((json.dumps(collection, indent=1, ensure_ascii=False) + "\n").encode("utf-8"))
    return paths


def _annotation(name: str, entry: Entry, document: Document) -> dict:
    return {
        "id": name,
        "type": "Annotation",
        "motivation": "classifying",
        "body": [{"type": "TextualBody", "purpose": "classifying", "variable": variable, "value": value}
                 for variable, value in entry.codes.items()],
        "target": [_target(part, document) for part in entry.parts],
    }  # fmt: skip


def _target(part: Part, document: Document) -> dict:
    before, after = document.text[max(0, part.start - AROUND) : part.start], document.text[part.end :][:AROUND]
    return {
        "part": part.name,
        "source": quote(f"{document.id}.txt"),
        "selector": [
            {"type": "TextPositionSelector", "start": part.start, "end": part.end},
            {"type": "TextQuoteSelector", "exact": part.text, "prefix": before, "suffix": after},
        ],
    }


def read_web_annotations(corpus: Corpus, folder: Path) -> dict[str, list[Entry]]:
    """The entries of every .jsonld file in a folder, as they were written.

    Raises CodingError, naming file and annotation, if a file or an annotation is not as `write_web_annotations` makes
    it; whether it fits articles and codebook is `coded`'s to say.
    """
    paths = sorted(folder.glob("*.jsonld"))
    if not paths:
        raise CodingError(f"{folder}: no file ends in .jsonld; name the folder that holds zones.jsonld and its like")
    found: dict[str, list[Entry]] = {}
    for path in paths:
        collection = _loaded(path)
        layer = collection.get("label")
        if layer not in CODES or layer in found:
            raise CodingError(f"{path}: label is {layer!r}; it names a layer, once: {', '.join(CODES)}")
        items = _asked(collection, "first", dict, str(path)).get("items")
        if not isinstance(items, list):
            raise CodingError(f"{path}: its page has no list of items; export one whole collection")
        found[layer] = [_entry(item, path, number) for number, item in enumerate(items, 1)]
        if (total := collection.get("total", len(items))) != len(items):
            raise CodingError(f"{path}: total is {total}, but its page has {len(items)} annotations; some are missing")
    return found


def _loaded(path: Path) -> dict:
    try:
        collection = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError) as error:
        raise CodingError(f"{path}: not JSON in UTF-8: {error}; mend the file there") from None
    if not isinstance(collection, dict) or collection.get("type") != "AnnotationCollection":
        raise CodingError(f"{path}: not an AnnotationCollection; write one with a page of annotations in `first`")
    return collection


def _entry(item: object, path: Path, number: int) -> Entry:
    place = f"{path}: annotation {number}"
    if not isinstance(item, dict):
        raise CodingError(f"{place}: {item!r} is no annotation; write an object with body and target")
    bodies, targets = (_asked(item, key, list, place) for key in ("body", "target"))
    codes = {_asked(body, "variable", str, place): _asked(body, "value", str, place) for body in bodies}
    sources = {_asked(target, "source", str, place) for target in targets}
    if len(sources) != 1:
        raise CodingError(f"{place}: its targets lie in {len(sources)} texts; a unit lies in one; write one annotation "
                          "for each")  # fmt: skip
    document = unquote(sources.pop()).rpartition("/")[2].removesuffix(".txt")
    return Entry(document, codes, _parts(targets, place), path.name, f"annotation {number}")


def _parts(targets: Sequence[dict], place: str) -> list[Part]:
    parts = []
    for target in targets:
        kinds = {_asked(one, "type", str, place): one for one in _asked(target, "selector", list, place)}
        position, words = (_asked(kinds, kind, dict, place) for kind in ("TextPositionSelector", "TextQuoteSelector"))
        ends = [_asked(position, end, int, place) for end in ("start", "end")]
        parts.append(Part(_asked(target, "part", str, place), *ends, _asked(words, "exact", str, place)))
    return parts


def _asked(holder: object, key: str, kind: type, place: str):
    """What stands under a key, of the type that it must have."""
    value = holder.get(key) if isinstance(holder, dict) else None
    if not isinstance(value, kind) or isinstance(value, bool):
        names = {str: "a text", int: "a whole number", list: "a list", dict: "an object"}
        raise CodingError(f"{place}: {key} is {value!r}; it is {names[kind]}; write it, or leave the annotation out")
    return value

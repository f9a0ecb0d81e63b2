"""Stand-off: what a file of the brat annotation tool says of a text, held against it.

A line begins with its id and a tab: T a span (label, offsets, words), E an event (its type and its spans by role), A an
attribute, # a note on either. Words may run over lines, spans may be in parts, events may stand before their spans.
Source: Stenetorp et al. 2012, brat: a Web-based Tool for NLP-Assisted Text Annotation, EACL; the tool's manual.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from os.path import commonprefix
from pathlib import Path
from typing import NamedTuple

from .alignment import Spans


class Fault(Exception):
    """A place, and what is wrong there."""


class Event(NamedTuple):
    """An event: where it stands, its id, its type (the first role), and its spans by roles in small letters."""

    place: str
    id: str
    type: str
    roles: Sequence[tuple[str, str]]


class Annotated(NamedTuple):
    """The spans of a file by name, its events in order, and what is noted of each, by its id."""

    spans: Mapping[str, Spans]
    events: Sequence[Event]
    notes: Mapping[str, Mapping[str, str]]

    def of(self, event: Event, name: str) -> Spans:
        """The places of a span that an event names. Raises Fault if the file has no such span."""
        if name not in self.spans:
            raise Fault(event.place, f"{name} has no line of its own; article skipped")
        return self.spans[name]


def characters(path: Path) -> str:
    """The file as it is: offsets count its own characters, line ends and all. Raises Fault if it is no UTF-8."""
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise Fault(str(path), f"cannot be read: {error.strerror}; skipped") from None
    except UnicodeDecodeError as error:
        raise Fault(str(path), f"not UTF-8: byte {error.object[error.start]:#04x} at {error.start}; skipped") from None


def annotated(annotation: str, text: str, path: Path) -> Annotated:
    """What an .ann file says of a text. Raises Fault, with its line, if it does not fit the text or the format."""
    spans: dict[str, Spans] = {}
    events: list[Event] = []
    notes: dict[str, dict[str, str]] = defaultdict(dict)
    for number, line in _lines(annotation):
        place = f"{path}:{number}"
        if line[0] == "T":
            name, spans_there = _span(line, text, place)
            spans[name] = spans_there
        elif line[0] == "E":
            events.append(_event(line, place))
        elif line[0] in "A#":
            about, variable, value = _note(line, place)
            notes[about][variable] = value
    return Annotated(spans, events, notes)


_LINE = re.compile(r"[A-Z#]\d+\t")
_OFFSETS = re.compile(r"\D+ (\d[\d ;]*)")
_PLACE = re.compile(r"\d+ \d+")


def _lines(annotation: str) -> Iterator[tuple[int, str]]:
    """Each line with its number, and with the lines after it that carry on its words."""
    found: list[tuple[int, list[str]]] = []
    for number, line in enumerate(annotation.split("\n"), 1):
        if _LINE.match(line):
            found.append((number, [line]))
        elif found and line.strip():
            found[-1][1].append(line)
    return ((number, "\n".join(parts)) for number, parts in found)


def _span(line: str, text: str, place: str) -> tuple[str, Spans]:
    name, told, words = (*line.split("\t", 2), "", "")[:3]
    offsets = _OFFSETS.fullmatch(told)
    parts = offsets[1].split(";") if offsets else [""]
    if line.count("\t") < 2 or not all(map(_PLACE.fullmatch, parts)):
        raise Fault(place, "a span is NAME, label with offsets, and words, parted by tabs; article skipped")
    spans = [tuple(map(int, part.split())) for part in parts]
    there, words = (" ".join(part.split()) for part in (" ".join(text[slice(*span)] for span in spans), words))
    if there != words:
        near = max(0, len(commonprefix([there, words])) - 20)
        told = f"{name} reads {words[near : near + 40]!r} where the text has {there[near : near + 40]!r}"
        raise Fault(place, f"{told}; article skipped")
    return name, spans


def _event(line: str, place: str) -> Event:
    """Content, Content2 ... are one role."""
    name, *told = line.removesuffix("\r").split("\t")
    pairs = [part.partition(":") for part in told[0].split(" ") if part] if len(told) == 1 else []
    if not pairs or not all(role and span for role, _, span in pairs):
        raise Fault(place, "an event is NAME, a tab, and ROLE:SPAN parted by spaces; article skipped")
    return Event(place, name, pairs[0][0], [(role.rstrip("0123456789").lower(), span) for role, _, span in pairs])


def _note(line: str, place: str) -> tuple[str, str, str]:
    """What is noted on, what of it, and in which words: "A1 value E1 0" has them in one field, "# ..." in two."""
    fields = line.removesuffix("\r").split("\t", 2)
    told = [*fields[1].split(" ", 2), *fields[2:]]
    if len(told) < 2:
        raise Fault(place, "a note is NAME, what it tells and of which line, and a value; article skipped")
    variable, about, *value = told
    return about, variable, value[0] if value else "True"

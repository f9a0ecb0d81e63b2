"""PolNeAR: news articles with attributions that people coded, and how they are read.

Source: Newell, Margolin & Ruths 2018, An Attribution Relations Corpus for Political News, LREC. A folder of it has
text/NAME.txt and attributions/NAME_CODER.ann, the latter in the stand-off format of the brat annotation tool; where an
article has several coders, the first in the order of the files' names counts.
"""

import re
from collections.abc import Iterator
from os.path import commonprefix
from pathlib import Path
from typing import NamedTuple

from .alignment import ROLES, Coding, Spans
from .benchmark import WHERE, nothing_left
from .corpus import Document, Problem


class Article(NamedTuple):
    """An article and its attributions as they were coded."""

    document: Document
    codings: list[Coding]


def read_polnear(folder: Path) -> tuple[list[Article], list[Problem]]:
    """The articles of a folder in the order of their names, and what is wrong with the others.

    Raises ValueError if the folder is not one of PolNeAR's, or if no article of it can be used.
    """
    for needed in (folder, folder / "text", folder / "attributions"):
        if not needed.is_dir():
            found = "is a file" if needed.exists() else "is not there"
            raise ValueError(f"{folder}: PolNeAR is a folder with text/ and attributions/; {needed} {found}; {WHERE}")
    texts = {path.stem: path for path in sorted((folder / "text").glob("*.txt"))}
    coded: dict[str, Path] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        coded.setdefault(path.stem.rsplit("_", 1)[0], path)
    articles = []
    problems = [Problem(str(coded[name]), f"text/{name}.txt is missing; skipped") for name in coded.keys() - texts]
    problems += [Problem(str(texts[name]), f"attributions/{name}_CODER.ann is missing; skipped")
                 for name in texts.keys() - coded]  # fmt: skip
    for name in texts.keys() & coded:
        try:
            text = _characters(texts[name])
            articles.append(Article(Document(name, text), _codings(_characters(coded[name]), text, coded[name])))
        except _Fault as fault:
            problems.append(Problem(*fault.args))
    problems.sort(key=lambda problem: problem.place)
    if not articles:
        raise nothing_left(folder, "article", problems)
    return sorted(articles, key=lambda article: article.document.id), problems


class _Fault(Exception):
    """A place, and what is wrong there."""


def _characters(path: Path) -> str:
    """The file as it is: offsets count its own characters, line ends and all."""
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise _Fault(str(path), f"cannot be read: {error.strerror}; skipped") from None
    except UnicodeDecodeError as error:
        raise _Fault(str(path), f"not UTF-8: byte {error.object[error.start]:#04x} at {error.start}; skipped") from None


_LINE = re.compile(r"[A-Z#]\d+\t")
_SPAN = re.compile(r"(T\d+)\t\D+ (\d+ \d+(?:;\d+ \d+)*)\t(.*)", re.S)
_EVENT = re.compile(r"E\d+\t(\S+:\S+(?: \S+:\S+)*) *")


def _codings(annotation: str, text: str, path: Path) -> list[Coding]:
    """The attributions of an .ann file; those without content are none. Events may stand before their spans."""
    spans: dict[str, Spans] = {}
    events = []
    for number, line in _lines(annotation):
        place = f"{path}:{number}"
        if line[0] == "T":
            if not (found := _SPAN.fullmatch(line)):
                raise _Fault(place, "a span is NAME, label with offsets, and words, parted by tabs; article skipped")
            name, offsets, words = found.groups()
            spans[name] = [tuple(map(int, part.split())) for part in offsets.split(";")]
            there, words = (" ".join(part.split()) for part in (" ".join(text[slice(*s)] for s in spans[name]), words))
            if there != words:
                near = max(0, len(commonprefix([there, words])) - 20)
                told = f"{name} reads {words[near : near + 40]!r} where the text has {there[near : near + 40]!r}"
                raise _Fault(place, f"{told}; article skipped")
        elif line[0] == "E":
            events.append((place, line))
    return [coding for place, line in events if (coding := _coding(line, spans, place))["content"]]


def _lines(annotation: str) -> Iterator[tuple[int, str]]:
    """Each line with its number, and with the lines after it that carry on its words."""
    found: list[tuple[int, list[str]]] = []
    for number, line in enumerate(annotation.split("\n"), 1):
        if _LINE.match(line):
            found.append((number, [line]))
        elif found and line.strip():
            found[-1][1].append(line)
    return ((number, "\n".join(parts)) for number, parts in found)


def _coding(line: str, spans: dict[str, Spans], place: str) -> Coding:
    """The spans of an event by role: Content, Content2 ... are one role."""
    if not (event := _EVENT.fullmatch(line)):
        raise _Fault(place, "an event is NAME, a tab, and ROLE:SPAN parted by spaces; article skipped")
    coding: dict[str, list] = {role: [] for role in ROLES}
    for part in event[1].split():
        role, _, name = part.partition(":")
        role = role.rstrip("0123456789").lower()
        if role in coding:
            if name not in spans:
                raise _Fault(place, f"{name} has no line of its own; article skipped")
            coding[role] += spans[name]
    return {role: sorted(found) for role, found in coding.items()}

"""PolNeAR: news articles with attributions that people coded, and how they are read.

Source: Newell, Margolin & Ruths 2018, An Attribution Relations Corpus for Political News, LREC. A folder of it has
text/NAME.txt and attributions/NAME_CODER.ann, the latter in the stand-off format of the brat annotation tool; where an
article has several coders, the first in the order of the files' names counts.
"""

from pathlib import Path
from typing import NamedTuple

from .alignment import ROLES, Coding
from .benchmark import WHERE, nothing_left
from .corpus import Document, Problem
from .standoff import Annotated, Event, Fault, annotated, characters


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
            text = characters(texts[name])
            articles.append(Article(Document(name, text), _codings(characters(coded[name]), text, coded[name])))
        except Fault as fault:
            problems.append(Problem(*fault.args))
    problems.sort(key=lambda problem: problem.place)
    if not articles:
        raise nothing_left(folder, "article", problems)
    return sorted(articles, key=lambda article: article.document.id), problems


def _codings(annotation: str, text: str, path: Path) -> list[Coding]:
    """The attributions of an .ann file; those without content are none."""
    read = annotated(annotation, text, path)
    return [coding for event in read.events if (coding := _coding(event, read))["content"]]


def _coding(event: Event, read: Annotated) -> Coding:
    """The spans of an event by role."""
    coding: dict[str, list] = {role: [] for role in ROLES}
    for role, name in event.roles:
        if role in coding:
            coding[role] += read.of(event, name)
    return {role: sorted(found) for role, found in coding.items()}

"""Manuscript: a write-up in Markdown, held against the published results that it names.

    {{frames.claims.all}}                the text of a number in figures/numbers.json
    ![Caption.](../figures/ID.svg)       a figure; its alternative text is the drawing's own description
    [@key]                               an entry of figures/references.bib or of a .bib file beside the manuscript
    [Figure](#fig-ID), [Table](#tbl-ID)  a place that the manuscript marks with {#fig-ID}
    <!-- holds: ID > ID -->              what a sentence takes for granted of numbers; also =, <, >=, <=, 0.5, ID + ID,
                                         and ID% for the share that a part is of its whole
    428<!-- given -->                    a number that no notebook computes

pandoc resolves them with paper/kit.lua. Here they are checked, each with its line, before pandoc is needed.
"""

import json
import operator
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from .corpus import Problem
from .typed import results

NUMBER = re.compile(r"\{\{(.*?)\}\}", re.S)
_SENTENCE = re.compile(r"\S.*?(?:[.!?](?=\s)|(?=\n\s*\n)|\Z)", re.S)
_BRACE = re.compile(r"\{\{|\}\}")
_FIGURE = re.compile(r"\]\(([^()\s]+\.(?:svg|png|jpe?g|gif|pdf|webp))\)", re.I)
_KEY = re.compile(r"(?<![\w.@])@\{?([A-Za-z0-9_][\w:.#$%&+?<>~/-]*\w|\w)")
_REFERENCE = re.compile(r"\[(Figure|Table)\]\(#([^()\s]+)\)")
_HOLDS = re.compile(r"<!--\s*holds:(.*?)-->", re.S)
_SUM = r"\s*+([^\s<=>]++(?:\s\+\s[^\s<=>]++)*+)\s*+"
_RELATION = re.compile(rf"{_SUM}(<=|>=|[<=>]){_SUM}")
_RELATIONS = {"<": operator.lt, "<=": operator.le, "=": operator.eq, ">=": operator.ge, ">": operator.gt}
_CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.S | re.M)
_COMPUTED = "name a number of figures/numbers.json, or put <!-- given --> behind one that is given"
_ENTRY = re.compile(r"^@\w+\{([^,\s]+),", re.M)


@dataclass(frozen=True)
class Published:
    """What a manuscript may name: numbers by id, keys of references, and the folder of figures."""

    numbers: Mapping[str, Mapping]
    keys: frozenset[str]
    figures: Path


def read_published(root: Path, folder: Path) -> Published:
    """What is published in a project, and what the .bib files beside a manuscript add.

    Raises ValueError if numbers or references have not been written.
    """
    figures = root / "figures"
    for name in ("numbers.json", "references.bib"):
        if not (figures / name).exists():
            raise ValueError(f"figures/{name}: a write-up cites from it and it is missing; make figures writes it")
    numbers = json.loads((figures / "numbers.json").read_text(encoding="utf-8"))["numbers"]
    entries = [path.read_text(encoding="utf-8") for path in bibliographies(root, folder)]
    return Published(numbers, frozenset(key for text in entries for key in _ENTRY.findall(text)), figures)


def bibliographies(root: Path, folder: Path) -> list[Path]:
    """The files that references come from: those beside the manuscript, and the kit's own."""
    return [*sorted(folder.glob("*.bib")), root / "figures" / "references.bib"]


def faults(path: Path, published: Published) -> list[Problem]:
    """Names in a manuscript that stand for nothing, relations that do not hold, and typed numbers, by their lines."""
    text = _CODE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), path.read_text(encoding="utf-8"))
    named = [*_unknown(text, published), *_unheld(text, published.numbers), *_undrawn(text, path, published)]
    found = [(text.count("\n", 0, at) + 1, message) for at, message in named]
    found += [(line, f"{number!r} was typed; {_COMPUTED}") for line, number in results(text)]
    return [Problem(f"{path.parent.name}/{path.name}:{line}", message) for line, message in sorted(found)]


def sentences_with(path: Path, names: Collection[str]) -> Iterator[Problem]:
    """The sentences of a manuscript that name one of some numbers, each with the line on which it does first."""
    text = path.read_text(encoding="utf-8")
    for sentence in _SENTENCE.finditer(text):
        named = [found for found in NUMBER.finditer(sentence[0]) if found[1].strip() in names]
        if named:
            line = text.count("\n", 0, sentence.start() + named[0].start()) + 1
            yield Problem(f"{path.parent.name}/{path.name}:{line}", " ".join(sentence[0].split()))


def _unknown(text: str, published: Published) -> Iterator[tuple[int, str]]:
    """Numbers, keys of references, and places of the manuscript that are not there, with where they are named."""
    for found in NUMBER.finditer(text):
        if (name := found[1].strip()) not in published.numbers:
            yield found.start(), f"no number {name!r}{nearest(name, published.numbers)}"
    for found in _BRACE.finditer(NUMBER.sub(lambda number: " " * len(number[0]), text)):
        yield found.start(), f"a number stands between {{{{ and }}}}; there is a lone {found[0]}"
    for found in _KEY.finditer(text):
        if found[1] not in published.keys:
            yield found.start(), f"no reference {found[1]!r}{nearest(found[1], published.keys)}"
    marked = re.findall(r"\{#([^}\s]+)", text)
    for found in _REFERENCE.finditer(text):
        if found[2] not in marked:
            yield found.start(), f"no {found[1].lower()} is marked {{#{found[2]}}}{nearest(found[2], marked)}"


def _undrawn(text: str, path: Path, published: Published) -> Iterator[tuple[int, str]]:
    """Figures that are missing, come from elsewhere, or do not tell what they show."""
    for found in _FIGURE.finditer(text):
        target = (path.parent / found[1]).resolve()
        drawings = [drawing.stem for drawing in published.figures.glob("*.svg")]
        if target.parent != published.figures.resolve() or target.suffix != ".svg":
            yield found.start(), f"a figure is one of figures/*.svg; this is {found[1]}; show it in a notebook first"
        elif not (target.exists() and target.with_suffix(".png").exists()):
            yield found.start(), f"no figure {target.stem!r}{nearest(target.stem, drawings)}; make figures draws them"
        elif "</desc>" not in target.read_text(encoding="utf-8"):
            yield found.start(), f"figure {target.stem!r} does not say what it shows; make figures draws it anew"


def _unheld(text: str, numbers: Mapping[str, Mapping]) -> Iterator[tuple[int, str]]:
    """Relations between numbers that sentences rest on and that do not hold."""
    for found in _HOLDS.finditer(text):
        if not (relation := _RELATION.fullmatch(" ".join(found[1].split()))):
            yield found.start(), f"a relation is like 'holds: a.b > c.d'; this is 'holds:{found[1].rstrip()}'"
            continue
        one, sign, other = relation.groups()
        try:
            values = [_value(side, numbers) for side in (one, other)]
        except KeyError as missing:
            yield found.start(), f"no number {missing.args[0]!r}{nearest(missing.args[0], numbers)}"
            continue
        if not _RELATIONS[sign](*values):
            said = f"{one} {sign} {other} does not hold: {values[0]:g} and {values[1]:g}"
            yield found.start(), f"{said}; the sentences before it say that it does, so write them anew"


def _value(sum_of: str, numbers: Mapping[str, Mapping]) -> float:
    """The value of a number by its id (with % its share), of a number as it stands, or of several with + between.

    Raises KeyError for an id that there is not, or that has no share.
    """
    return sum(_term(term, numbers) for term in sum_of.split(" + "))


def _term(term: str, numbers: Mapping[str, Mapping]) -> float:
    if re.fullmatch(r"[+-]?[\d.]+", term):
        return float(term)
    number = numbers[term.removesuffix("%")]
    if not term.endswith("%"):
        return number["value"]
    if not number.get("n"):
        raise KeyError(term)
    return number["value"] / number["n"]


def nearest(name: str, names: Iterable[str]) -> str:
    """The names most like one that there is not, put into words.

    >>> nearest("frames.clams", ["frames.claims", "voices.all"])
    '; did you mean frames.claims?'
    """
    like = get_close_matches(name, names, n=3, cutoff=0.5)
    return f"; did you mean {' or '.join(like)}?" if like else ""

"""NewsMTSC: sentences from the news with targets whose portrayal people coded, and how they are read.

Source: Hamborg & Donnay 2021, NewsMTSC: A Dataset for (Multi-)Target-dependent Sentiment Classification in Political
News Articles, EACL. One JSON object a line: a sentence with its targets, each a person with a polarity of 2, 4 or 6.
"""

from pathlib import Path
from typing import NamedTuple

from .benchmark import entry, read_records
from .corpus import Problem
from .span import Span
from .verdict import BAD, GOOD, NEUTRAL
from .words import words_of

_VALUES = {2.0: BAD, 4.0: NEUTRAL, 6.0: GOOD}


class Target(NamedTuple):
    """A mention of a target in a sentence, and how it is portrayed: -1, 0 or 1."""

    gid: str
    span: Span
    value: int


class Sentence(NamedTuple):
    """A sentence and its targets."""

    text: str
    targets: tuple[Target, ...]

    @property
    def differ(self) -> bool:
        """True if its targets are portrayed differently, so that the tone of the sentence does not help."""
        return len({target.value for target in self.targets}) > 1


def read_newsmtsc(path: Path) -> tuple[list[Sentence], list[Problem]]:
    """The sentences of a file, and what is wrong with the other lines.

    Raises ValueError if there is no such file, or if no line of it can be used.
    """
    known: set[str] = set()

    def sentence(row: dict) -> Sentence:
        text = entry(row, "sentence_normalized", str)
        targets = tuple(_target(one, text) for one in entry(row, "targets", list))
        if not targets:
            raise ValueError('"targets" is empty; a sentence has one at least')
        for target in targets:
            if target.gid in known:
                raise ValueError(f'"Input.gid" is {target.gid!r}, as another target\'s is')
            known.add(target.gid)
        return Sentence(text, targets)

    return read_records(path, sentence)


def _target(row: object, text: str) -> Target:
    if not isinstance(row, dict):
        raise ValueError(f"a target is a JSON object; this is {row!r}")
    start, end = entry(row, "from", int), entry(row, "to", int)
    if not (0 <= start < end <= len(text)) or not words_of(text).inside(start, end):
        raise ValueError(f'"from" and "to" are {start} and {end}; they should hold a word of {len(text)} characters')
    if "mention" in row and row["mention"] != text[start:end]:
        raise ValueError(f'"mention" is {row["mention"]!r}, but the sentence has {text[start:end]!r} there')
    polarity = entry(row, "polarity", (int, float))
    if polarity not in _VALUES:
        raise ValueError(f'"polarity" is {polarity}; allowed: 2 (negative), 4 (neutral), 6 (positive)')
    return Target(entry(row, "Input.gid", str), Span(start, end), _VALUES[polarity])

"""Alignment: coded attributions beside found ones, word by word, and how far they are alike.

The measures are those in which PolNeAR is reported: an attribution is the sets of words that its content, cue and
source touch, so that white space and marks at the ends of spans do not count.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from .cues import cues
from .words import words_of

ROLES = ("content", "cue", "source")
TYPES = ("all", "direct", "mixed", "indirect")
HALF = 0.5  # the Dice coefficient from which an aligned pair is taken for the same attribution

Spans = Sequence[tuple[int, int]]
Coding = Mapping[str, Spans]  # an attribution: the spans of each role

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_DOUBLE = re.compile("``|''|[\"“”„‟]")
_SINGLE = re.compile(r"(?P<opens>(?<![^\W_])['‘](?=\w))|(?<=[\w.,!?…])['’](?!\w)")
_BREAK = re.compile(r"[,(;:–—]")
# Words before which the head of a source ends: relatives, prepositions, what joins, what reports.
_ENDS = frozenset("""
    who whom whose which that where when
    of for in at from with on to by about as like including inside within near among behind during before after
    against under
    and
    said told
""".split())


class Item(NamedTuple):
    """An attribution as sets of words, each its number in the text, and the type of its content."""

    content: frozenset[int]
    cue: frozenset[int]
    source: frozenset[int]
    type: str


class Text:
    """A text as words: which of them a span touches, which stand inside quotation marks, which is a phrase's head."""

    def __init__(self, text: str) -> None:
        found = list(_WORD.finditer(text))
        self._text = text
        self._starts, self._ends = [word.start() for word in found], [word.end() for word in found]
        self._quoted = {
            index for start, end in quoted(text)
            for index in range(bisect_left(self._starts, start), bisect_left(self._starts, end))
        }  # fmt: skip

    def touched(self, spans: Spans) -> frozenset[int]:
        """The words of which a span has a character."""
        return frozenset(
            index for start, end in spans if start < end
            for index in range(bisect_right(self._ends, start), bisect_left(self._starts, end))
        )  # fmt: skip

    def words(self, words: Iterable[int]) -> str:
        """The words that these numbers stand for, in order."""
        return " ".join(self._text[self._starts[index] : self._ends[index]] for index in sorted(words))

    def items(self, codings: Iterable[Coding]) -> list[Item]:
        """The attributions, each given as spans by role; one without a word of content is left out."""
        found = ([self.touched(coding[role]) for role in ROLES] for coding in codings)
        return [Item(*roles, self._type(roles[0])) for roles in found if roles[0]]

    def _type(self, content: frozenset[int]) -> str:
        """direct if all words of the content stand in quotation marks, indirect if none does, else mixed."""
        inside = {index in self._quoted for index in self._real(content)}
        return "mixed" if len(inside) == 2 else "direct" if True in inside else "indirect"

    def _real(self, words: Iterable[int]) -> list[int]:
        """The words that begin with a letter or digit, in order."""
        return [index for index in sorted(words) if self._text[self._starts[index]].isalnum()]

    def head(self, source: frozenset[int]) -> int | None:
        """The word of a source that names it: the last before a comma, bracket, dash, relative, preposition or "and".

        >>> text = Text("a baker of the old town, Ida Hall")
        >>> text.head(text.touched([(0, 33)]))
        1
        """
        real = self._real(source)
        for word, after in zip(real, real[1:]):
            between = self._text[self._ends[word] : self._starts[after]]
            if _BREAK.search(between) or self._text[self._starts[after] : self._ends[after]].lower() in _ENDS:
                return word
        return real[-1] if real else None

    def same_source(self, one: Item, other: Item) -> bool:
        """True if each source holds the other's head, or if neither attribution has one."""
        heads = self.head(one.source), self.head(other.source)
        if None in heads:
            return heads == (None, None)
        return heads[0] in other.source and heads[1] in one.source


def quoted(text: str) -> Iterator[tuple[int, int]]:
    """Where quotation marks stand around something, marks included; a pair lies within one line.

    A double mark that nothing closes reaches to the end of its line; single marks count in lines without double ones.

    >>> [("‘It rains’, he said.")[a:b] for a, b in quoted("‘It rains’, he said.")]
    ['‘It rains’']
    """
    for line in re.finditer(r"[^\n]+", text):
        marks, opened = list(_DOUBLE.finditer(text, *line.span())), None
        for mark in marks:
            if opened is None and mark.group() != "”":
                opened = mark.start()
            elif opened is not None and mark.group() != "“":
                yield opened, mark.end()
                opened = None
        if opened is not None:
            yield opened, line.end()
        for mark in _SINGLE.finditer(text, *line.span()) if not marks else ():
            if opened is None and mark["opens"]:
                opened = mark.start()
            elif opened is not None and not mark["opens"]:
                yield opened, mark.end()
                opened = None


def dice(one: frozenset[int], other: frozenset[int]) -> float:
    """Twice what two sets share, by what they hold together: 1 if they are equal, 0 if they share nothing."""
    return 2 * len(one & other) / (len(one) + len(other))


def aligned(coded: Sequence[Item], found: Sequence[Item]) -> Iterator[tuple[Item, Item, float]]:
    """Pairs of a coded and a found attribution whose contents share words, each in one pair, most alike first."""
    pairs = sorted(
        (-dice(one.content, other.content), i, j)
        for i, one in enumerate(coded) for j, other in enumerate(found) if one.content & other.content
    )  # fmt: skip
    left, right = set(range(len(coded))), set(range(len(found)))
    for unlike, i, j in pairs:
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            yield coded[i], found[j], -unlike


# ---- the measures ----------------------------------------------------------------------------------------------------

MEASURES = ("exact", "soft", "joint")
# What is added up of each article for every type: credit for precision and for recall by measure, how many were found
# and coded, aligned with a source and whose head is right, coded with a statement's cue and found.
COUNTED = (*((measure, side) for measure in MEASURES for side in ("found", "coded")),
            "found", "coded", "aligned", "head", "statements", "stated")  # fmt: skip
_AT = {name: column for column, name in enumerate(COUNTED)}


def sums(text: Text, coded: list[Item], found: list[Item]) -> np.ndarray:
    """What an article adds to the measures: a row for each of TYPES, a column for each of COUNTED.

    A found attribution counts for precision under its own type, a coded one for recall under its own.
    """
    added = np.zeros((len(TYPES), len(COUNTED)))

    def add(item: Item, name: object, credit: float = 1.0) -> None:
        added[[0, TYPES.index(item.type)], _AT[name]] += credit

    for item in found:
        add(item, "found")
    for item in coded:
        add(item, "coded")
        if states(text, item):
            add(item, "statements")
    for one, other, alike in aligned(coded, found):
        right = text.same_source(one, other)
        for item, side in ((one, "coded"), (other, "found")):
            add(item, ("exact", side), one.content == other.content)
            add(item, ("soft", side), len(one.content & other.content) / len(item.content))
            add(item, ("joint", side), alike >= HALF and right)
        if alike >= HALF:
            if one.source:
                add(one, "aligned")
                add(one, "head", right)
            if states(text, one):
                add(one, "stated")
    return added


def states(text: Text, item: Item) -> bool:
    """True if the cue of an attribution is one of saying, as the kit's lexicon has it: its first reading."""
    found = cues().find(words_of(text.words(item.cue)))
    return any(readings[0].cue_class == "statement" for *_, readings in found)


def rates(total: np.ndarray) -> np.ndarray:
    """Precision, recall, F1 of each measure, share of heads right, of statements found: a row each, by type.

    Nothing found gives a precision of 0, not a missing one; a share of nothing is missing.
    """
    total = dict(zip(COUNTED, total.T))
    with np.errstate(invalid="ignore", divide="ignore"):
        rows = []
        for measure in MEASURES:
            precision, recall = (np.nan_to_num(total[measure, side] / total[side]) for side in ("found", "coded"))
            rows += [precision, recall, np.nan_to_num(2 * precision * recall / (precision + recall))]
        return np.array([*rows, total["head"] / total["aligned"], total["stated"] / total["statements"]])

"""Typeset: where each word of a passage stands in a figure, line by line."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

# How wide letters are, in thousandths of the font's size. Source: the metrics of Liberation Sans, which are Arial's.
_WIDTHS = {
    191: "'", 222: "ijl’‘", 260: "|", 278: " !,./:;I[\\]ft", 333: "()-`r“”„", 355: '"', 389: "*", 500: "Jcksvxyz",
    556: "#$0123456789?L_abdeghnopqu–«»", 584: "+<=>~", 611: "FTZ", 667: "&ABEKPSVXY", 722: "CDHNRUw", 778: "GOQ",
    833: "Mm", 889: "%", 944: "W", 1000: "—…", 1015: "@",
}  # fmt: skip
_WIDTH = {letter: width / 1000 for width, letters in _WIDTHS.items() for letter in letters}
_OTHER = 0.6  # of a letter that is not listed


class Placed(NamedTuple):
    """A word on a line, from `left` to `right`, in pixels."""

    word: str
    line: int
    left: float
    right: float


def width(text: str, size: float) -> float:
    """How wide a text is set in the figures' font, in pixels for a font size in pixels.

    >>> width("mill", 10)
    14.99
    """
    return round(sum(_WIDTH.get(letter, _OTHER) for letter in text) * size, 2)


def placed(words: Sequence[str], *, size: float, left: float, right: float) -> Iterator[Placed]:
    """Words set from left to right, broken into lines where they would go beyond `right`.

    A word that is longer than a line stands on a line of its own, and goes beyond it.

    >>> [(one.word, one.line) for one in placed(["a", "long", "way"], size=10, left=0, right=30)]
    [('a', 0), ('long', 0), ('way', 1)]
    """
    at, line = left, 0
    for word in words:
        wide = width(word, size)
        if at > left and at + wide > right:
            at, line = left, line + 1
        yield Placed(word, line, round(at, 2), round(at + wide, 2))
        at += wide + width(" ", size)

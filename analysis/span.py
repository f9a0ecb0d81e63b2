"""Spans: half-open character ranges into a text that never changes."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class _Ends(NamedTuple):
    start: int
    end: int


class Span(_Ends):
    """A half-open range of characters [start, end), with 0 <= start < end.

    A span is a tuple, so spans sort in reading order. Raises ValueError for an empty or negative range.

    >>> "a quick fox"[slice(*Span(2, 7))]
    'quick'
    """

    __slots__ = ()

    def __new__(cls, start: int, end: int) -> "Span":
        if not 0 <= start < end:
            raise ValueError(f"a span needs 0 <= start < end; got [{start}, {end})")
        return tuple.__new__(cls, (start, end))

    def holds(self, other: "Span") -> bool:
        """True if `other` lies within this span (equal ends included)."""
        return self.start <= other[0] and other[1] <= self.end

    def meets(self, other: "Span") -> bool:
        """True if the two spans share at least one character."""
        return self.start < other[1] and other[0] < self.end


def envelop(spans: Sequence[Span], envelope: Span) -> Sequence[Span]:
    """The spans that start within `envelope`, of `spans` in reading order without overlaps.

    Two look-ups by bisection: layers meet by containment, and this is the one place where it is worked out.

    >>> envelop([Span(0, 2), Span(3, 5), Span(8, 9)], Span(3, 8))
    [Span(start=3, end=5)]
    """
    return spans[bisect_left(spans, (envelope.start,)) : bisect_left(spans, (envelope.end,))]


def meeting(spans: Sequence[Span], span: Span) -> Sequence[Span]:
    """Those of `spans`, in reading order without overlaps, that share a character with `span`.

    >>> meeting([Span(0, 2), Span(3, 5), Span(8, 9)], Span(1, 4))
    [Span(start=0, end=2), Span(start=3, end=5)]
    """
    last = bisect_left(spans, (span[1],))
    first = bisect_left(spans, (span[0],))
    if first and spans[first - 1].end > span[0]:
        first -= 1
    return spans[first:last]


def trimmed(text: str, start: int, end: int) -> Span | None:
    """The span of text[start:end] without white space at its ends; None if nothing is left.

    >>> trimmed("  so it goes ", 0, 13)
    Span(start=2, end=12)
    """
    inner = text[start:end]
    start += len(inner) - len(inner.lstrip())
    end -= len(inner) - len(inner.rstrip())
    return Span(start, end) if start < end else None


def covering(spans: Iterable[Span]) -> Span:
    """The smallest span that holds all of `spans`."""
    spans = tuple(spans)
    return Span(min(span[0] for span in spans), max(span[1] for span in spans))

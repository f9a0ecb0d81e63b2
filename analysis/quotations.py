"""Quotations: what stands between quotation marks, whatever marks the text uses.

Straight, curly, low, doubled and angle marks, single marks of either kind, one inside the other. Apostrophes, feet and
inches are none. A quotation lies within one paragraph (the text between line ends): where a mark is missing it ends
with its paragraph, so that a slip of the pen never swallows an article. Whether a quotation is speech, a title or a
scare quote is not decided here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from .corpus import Document, checked_document
from .lexicon import lexicon
from .span import Span, trimmed

PARAGRAPH = re.compile(r"[^\n\r\v\f\u2028\u2029]+")

# A mark, or the same mark twice; not an apostrophe within a word. It begins with a set, which is what re finds fast.
_MARK = re.compile(
    r"[\"“”„‟«»‹›「」『』'‘’‚‛`](?:(?<=')'|(?<=’)’|(?<=‘)‘|(?<=`)`|(?<=\")\")?(?!(?<=\w['‘’])\w)"
)
_SINGLE = frozenset("'‘’‚‛`")
_OPENING = frozenset(("“", "„", "‟", "«", "‹", "「", "『", "``", "‘‘"))
_CLOSING = frozenset(("”", "»", "›", "」", "』", "’’"))

_BEFORE_OPENING = frozenset("([{<—–-/:=¿¡\"“„«‹‘'「『")
_AFTER_CLOSING_ONLY = frozenset(",.;:!?)]}%")
_STOPS = frozenset(".,!?;:…—–-")
_WORD = re.compile(r"\w+")
_FEET = re.compile(r"\d['’]\d{1,2}\Z")  # 5'10", he's like 6’2”
_YEAR = re.compile(r"\d\ds?\b")  # the '90s, the class of '08


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks.

    `span` includes the marks. `depth` is 1 for an outer quotation, 2 for one inside it. `opening` and `closing` are
    the marks as written; `closing` is empty where the paragraph ends first, `opening` where a closing mark ends what an
    earlier paragraph began. `continues`: it carries on the unclosed quotation of the paragraph before.
    """

    span: Span
    depth: int
    opening: str
    closing: str
    continues: bool

    @property
    def closed(self) -> bool:
        """True if a closing mark ends it; an unclosed one ends with its paragraph."""
        return bool(self.closing)

    @property
    def words(self) -> Span:
        """The span without the marks."""
        return Span(self.span.start + len(self.opening), self.span.end - len(self.closing))


@lru_cache(maxsize=8)
def quotations(document: Document) -> tuple[Quotation, ...]:
    """The quotations of a document, in the order in which they open; an outer one before those inside it.

    >>> [(q.depth, q.span) for q in quotations(Document("a", "“It’s a ‘maybe’,” she said."))]
    [(1, Span(start=0, end=17)), (2, Span(start=8, end=15))]
    """
    found: list[Quotation] = []
    carried = False  # did the last paragraph end inside a quotation?
    for line in PARAGRAPH.finditer(checked_document(document).text):
        paragraph = trimmed(document.text, *line.span())
        if paragraph is None:
            continue
        pairs = _pairs(document.text, paragraph, carried)
        outer: list[int] = []  # ends of the quotations around this one
        for pair in pairs:
            while outer and outer[-1] <= pair.start:
                outer.pop()
            outer.append(pair.end)
            continues = carried and pair.start == paragraph.start
            found.append(Quotation(Span(pair.start, pair.end), len(outer), pair.opening, pair.closing, continues))
        carried = any(not pair.closing and pair.end == paragraph.end for pair in pairs)
    return tuple(found)


class _Mark(NamedTuple):
    """A quotation mark, and what its neighbours allow it to be."""

    start: int
    end: int
    mark: str
    single: bool
    may_open: bool
    may_close: bool
    firm: bool  # closes beyond doubt: next to a stop, or at the paragraph's end
    doubtful: bool  # may as well be a possessive (dogs'), an elision (goin') or inches (6")


class _Pair(NamedTuple):
    start: int
    end: int
    opening: str
    closing: str
    single: bool


def _marks(text: str, paragraph: Span) -> Iterator[_Mark]:
    first, last = paragraph
    for start, end in _places(text, first, last):
        mark = text[start:end]
        before = text[start - 1] if start > first else " "
        after = text[end] if end < last else " "
        single = mark in _SINGLE
        may_open = (before.isspace() or before in _BEFORE_OPENING) and not (
            after.isspace() or (after in _AFTER_CLOSING_ONLY and not text.startswith("...", end))
        )
        may_close = not (before.isspace() or before in "([{") and not after.isalnum()
        if single and may_open and _elision(text, end, mark):
            may_open = False
        yield _Mark(
            start, end, mark, single, may_open, may_close,
            firm=may_close and not may_open and (before in _STOPS or after in _STOPS or end == last),
            doubtful=(
                (before in "sSn" if single else mark == '"' and before.isdigit()) and after.isspace()
                or mark in "\"”" and before.isdigit() and bool(_FEET.search(text, max(first, start - 5), start))
            ),
        )


def _places(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Where marks stand; of three in a row that close, the single one is first: ''He said 'no.''' """
    done = first
    for match in _MARK.finditer(text, first, last):
        start, end = match.span()
        if start < done:
            continue
        closes = start > first and not text[start - 1].isspace()
        if closes and end == start + 2 and end < last and text[end] == text[start]:
            yield start, start + 1
            start, end = start + 1, end + 1
        yield start, end
        done = end


def _elision(text: str, start: int, mark: str) -> bool:
    """True if the word at `start` has lost its head: 'tis, '90s, rock 'n' roll."""
    year = _YEAR.match(text, start)
    if year and (mark != "‘" or year.group().endswith("s")):
        return True
    word = _WORD.match(text, start)
    return bool(word) and word.group().lower() in _elided()


@cache
def _elided() -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon("elisions"))


def _pairs(text: str, paragraph: Span, carried: bool) -> list[_Pair]:
    """The quotations of one paragraph in reading order; `carried` if the paragraph before ended inside one."""
    marks = list(_marks(text, paragraph))
    pairs: list[_Pair] = []
    stack: list[_Mark] = []
    doubles = 0  # open double marks on the stack
    for mark, spare in zip(marks, _spare(marks)):
        if _opens(text, mark, doubles > 0):
            stack.append(mark)
            doubles += not mark.single
        elif spare or (mark.single and not mark.may_close):
            continue
        elif mark.single:
            if stack and stack[-1].single:
                pairs.append(_pair(stack.pop(), mark))
        elif doubles:
            while stack[-1].single:  # an apostrophe taken for a mark
                stack.pop()
            pairs.append(_pair(stack.pop(), mark))
            doubles -= 1
        elif carried and not pairs and not stack:
            pairs.append(_Pair(paragraph.start, mark.end, "", mark.mark, single=False))
    pairs.sort(key=lambda pair: (pair.start, -pair.end))
    unclosed = [
        mark
        for mark in stack
        if (mark.start == paragraph.start if mark.single else mark.may_open or mark.mark in _OPENING)
    ]
    if unclosed:
        pairs += _unclosed(text, unclosed, pairs, paragraph.end)
        pairs.sort(key=lambda pair: (pair.start, -pair.end))
    return pairs


def _pair(opening: _Mark, closing: _Mark) -> _Pair:
    return _Pair(opening.start, closing.end, opening.mark, closing.mark, opening.single)


def _spare(marks: list[_Mark]) -> list[bool]:
    """For each mark: is it doubtful, and does a mark follow that is the better end? ('The dogs' home,' he said.)"""
    firm = {True: False, False: False}
    spare = []
    for mark in reversed(marks):
        spare.append(mark.doubtful and firm[mark.single])
        firm[mark.single] = mark.firm
    return spare[::-1]


def _opens(text: str, mark: _Mark, inside: bool) -> bool:
    """True if the mark opens a quotation; `inside` if a double mark is open. What a mark looks like counts first."""
    if mark.mark == "’":
        return False
    if mark.single:
        return mark.may_open
    closes_only = mark.may_close and not mark.may_open
    opens_only = mark.may_open and not mark.may_close
    if mark.mark in _OPENING:
        return not (inside and closes_only)  # „German style“
    if mark.mark in _CLOSING:
        return not inside and opens_only  # ”Swedish style”
    if opens_only or closes_only:
        return opens_only
    return not inside and not text[mark.start - 1 : mark.start].isdigit()  # 10"x12"


def _unclosed(text: str, marks: list[_Mark], pairs: list[_Pair], end: int) -> list[_Pair]:
    """Quotations without an end: each runs to its paragraph's end, or to the next quotation with marks of its kind."""
    starts: list[tuple[int, bool, _Mark | None]] = [(mark.start, mark.single, mark) for mark in marks]
    reach = 0
    for pair in pairs:
        if pair.start >= reach:  # not inside another pair
            starts.append((pair.start, pair.single, None))
            reach = pair.end
    found = []
    limit = {True: end, False: end}
    for start, single, mark in sorted(starts, key=lambda item: -item[0]):
        if mark:
            span = trimmed(text, start, limit[single])
            if span.end > mark.end:  # else the mark stands alone
                found.append(_Pair(start, span.end, mark.mark, "", single))
        limit[single] = start
    return found

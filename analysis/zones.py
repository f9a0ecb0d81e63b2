"""Zones: which lines of a page are the article's headline and body, and which are the page's own business.

Every line that is not blank has one zone, decided by the first of an ordered list of rules; the rule's name is kept.
English word classes of web pages (lexicon `page_words`) do the work, so that other languages have headline and body
only. What is said inside quotation marks is never taken for the page's own voice.
"""

import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from .corpus import Document, checked_document
from .lexicon import lexicon
from .quotations import PARAGRAPH, quotations
from .span import Span
from .words import Phrases, Words, words

HEADLINE, BODY, BOILERPLATE = "headline", "body", "boilerplate"

_FINAL_STOPS = (".", "。", "…", "।", "۔", ":", ";", ",")
_CLOSERS = "\"'”’»)]*"
_TITLE_WORDS, _TITLE_LENGTH = 25, 200  # a longer line is no title
_SHORT = 40  # words; in a longer line a call to the reader must come early
_EARLY = 12  # words
_TOP = 5  # lines among which a byline or a date stands
_OUTLET = frozenset(("our", "us", "my", "me"))
_ADDRESS = ("http://", "https://", "www.")
_BETWEEN_CREDITS = frozenset("([/|")
_COUNTED = frozenset(("a", "an", "two", "three", "four", "several"))
_DATED = frozenset(("updated", "published", "posted", "ago"))
_CLOCK = _DATED | frozenset("am pm a p m est edt et gmt utc bst pst pdt on at last minutes hour hours day days".split())


@dataclass(frozen=True, slots=True)
class Zone:
    """A line of the page, without its line end, with its zone (headline, body, boilerplate) and the deciding rule."""

    span: Span
    zone: str
    rule: str


@dataclass(slots=True)
class _Line:
    """A line, and what the rules may know of it. Places are counted in words from the line's first."""

    text: str
    span: Span
    words: Words
    first: int  # which word of the document is its first
    forms: list[str]
    hits: list[tuple[int, int, frozenset[str]]]  # page words: first place, place after the last, kinds
    quotes: bool  # does it have a quotation?
    number: int
    late: bool  # is it in the second half of the page?
    following: str  # the next line that is not blank
    above: set[str]  # zones of the lines before
    below: str  # the kind of heading that it stands below: end, list, or none

    def hit(self, kind: str, within: int | None = None) -> tuple[int, int] | None:
        """The first phrase of `kind`, among the first so many words if that is given."""
        for first, stop, kinds in self.hits:
            if kind in kinds and (within is None or first < within):
                return first, stop
        return None

    def before(self, place: int) -> str:
        """The text before a word."""
        return self.text[: self.words.starts[self.first + place] - self.span.start]

    def after(self, place: int) -> str:
        """The text after a word."""
        return self.text[self.words.ends[self.first + place] - self.span.start :]

    def consists_of(self, *kinds: str) -> bool:
        """True if phrases of `kinds` and figures are all there is."""
        covered = sum(stop - first for first, stop, found in self.hits if not found.isdisjoint(kinds))
        return covered > 0 and covered == sum(not form.isdigit() for form in self.forms)


def is_title(line: str) -> bool:
    """True for a line that is short enough for a title and ends without a stop; ? and ! may end it."""
    line = line.strip()
    return (
        0 < len(line) <= _TITLE_LENGTH
        and line.count(" ") < _TITLE_WORDS
        and not line.rstrip(_CLOSERS).endswith(_FINAL_STOPS)
    )


# The rules. Each looks at one line and answers with True if it knows the line's zone.


def end_heading(line: _Line) -> bool:
    """Leave a Reply: the article is over."""
    return BODY in line.above and line.consists_of("end")


def below_end(line: _Line) -> bool:
    """Whatever stands below such a heading: comments, the author's life."""
    return line.below == "end"


def list_heading(line: _Line) -> bool:
    """Related Posts: titles of other pages follow."""
    return line.consists_of("list")


def below_list(line: _Line) -> bool:
    """A title below such a heading; a sentence with a stop ends the list."""
    return line.below == "list" and is_title(line.text)


def furniture(line: _Line) -> bool:
    """Share · Print · 24 views: nothing but the page's own words."""
    return line.consists_of("line", "end") and is_title(line.text)


def label(line: _Line) -> bool:
    """Tags: boats, tides."""
    hit = line.hit("label", within=1)
    return bool(hit) and line.after(hit[1] - 1).lstrip().startswith(":")


def credit(line: _Line) -> bool:
    """(Photo by Ida Hall), Ida Hall/Getty Images: in a short line, first or after a bracket or slash."""
    hit = line.hit("credit")
    if not hit or len(line.forms) > _SHORT or _DATELINE.match(line.after(hit[1] - 1)):
        return False
    before = line.before(hit[0]).rstrip()
    return (not before and is_title(line.text)) or before[-1:] in _BETWEEN_CREDITS


_DATELINE = re.compile(r"\)\s*[–—-]")  # OSLO (AP) — Ida Hall left.


def rights(line: _Line) -> bool:
    """© Harbour Media. All rights reserved."""
    return "©" in line.text[:_SHORT] or (len(line.forms) <= _SHORT and bool(line.hit("rights")))


def call(line: _Line) -> bool:
    """Subscribe to our weekly letter: early in the line, or in a short one."""
    return bool(line.hit("call", within=None if len(line.forms) <= _SHORT else _EARLY))


def urge(line: _Line) -> bool:
    """Don't miss our harbour fair: opens with a verb that urges, and the outlet speaks of itself."""
    urges = line.above and not line.quotes and line.hit("urge", within=1)
    return bool(urges) and not _OUTLET.isdisjoint(line.forms[:_EARLY])


def address(line: _Line) -> bool:
    """https://harbour.example: nothing but addresses."""
    return all(part.startswith(_ADDRESS) for part in line.text.split())


def byline(line: _Line) -> bool:
    """By Ida Hall: near the top, in capitals, without a stop."""
    return (
        line.number < _TOP
        and line.forms[:1] == ["by"]
        and len(line.forms) <= 8
        and is_title(line.text)
        and all(part[0].isupper() or not part[0].isalpha() or part == "and" for part in line.text.split())
    )


def date(line: _Line) -> bool:
    """3 May 2025, 10:15 am: near the top, nothing but a date."""
    if line.number >= _TOP or not all(form[0].isdigit() or form in _dating() for form in line.forms):
        return False
    return any(form[0].isdigit() for form in line.forms) and not (_DATED | _months()).isdisjoint(line.forms)


def biography(line: _Line) -> bool:
    """Ida Hall is a senior writer at The Harbour Gazette: a name, "is" and a trade of the press, late on the page."""
    if not line.late or "is" not in line.forms[1:8] or line.quotes:
        return False
    verb = line.forms.index("is", 1)
    named = all(part[0].isupper() for part in line.before(verb).split())
    trade = line.hit("trade", within=verb + 8)
    return named and bool(trade) and trade[0] > verb


def picture(line: _Line) -> bool:
    """An image of a pier at dusk; a board displaying the tides in a hall: describes what is seen, with no verb."""
    if len(line.forms) > 30 or line.quotes:
        return False
    opens = line.hit("picture", within=2)
    shown = line.hit("depiction", within=9) if _COUNTED.issuperset(line.forms[:1]) else None
    return bool(opens or (shown and shown[0] > 1)) and _classes("auxiliary").isdisjoint(line.forms)


def kicker(line: _Line) -> bool:
    """One or two words above the headline: the name of a section."""
    return not line.above and len(line.forms) <= 2 and is_title(line.text) and is_title(line.following)


def headline(line: _Line) -> bool:
    """The first line that is left, if it is like a title."""
    return not line.above and is_title(line.text)


RULES = (
    (end_heading, BOILERPLATE),
    (below_end, BOILERPLATE),
    (list_heading, BOILERPLATE),
    (below_list, BOILERPLATE),
    (furniture, BOILERPLATE),
    (label, BOILERPLATE),
    (credit, BOILERPLATE),
    (rights, BOILERPLATE),
    (call, BOILERPLATE),
    (urge, BOILERPLATE),
    (address, BOILERPLATE),
    (byline, BOILERPLATE),
    (date, BOILERPLATE),
    (biography, BOILERPLATE),
    (picture, BOILERPLATE),
    (kicker, BOILERPLATE),
    (headline, HEADLINE),
)
_BELOW = {"end_heading": "end", "below_end": "end", "list_heading": "list", "below_list": "list"}


@lru_cache(maxsize=8)
def zones(document: Document) -> tuple[Zone, ...]:
    """The zones of a document, one per line that is not blank, in order; a line that no rule knows is body.

    >>> [(zone.zone, zone.rule) for zone in zones(Document("a", "Tide Rises\\nIt rose.\\nTags: tides"))]
    [('headline', 'headline'), ('body', 'none'), ('boilerplate', 'label')]
    """
    found: list[Zone] = []
    above: set[str] = set()
    below = ""
    for span, line in _lines(checked_document(document)):
        line.above, line.below = above, below
        for rule, zone in RULES:
            if rule(line):
                name = rule.__name__
                break
        else:
            name, zone = "none", BODY
        found.append(Zone(span, zone, name))
        below = _BELOW.get(name, "")
        if zone != BOILERPLATE:
            above.add(zone)
    return tuple(found)


def _lines(document: Document) -> Iterator[tuple[Span, _Line]]:
    """The lines that are not blank, with what their rules may know."""
    text, all_words = document.text, words(document)
    spans = [Span(*match.span()) for match in PARAGRAPH.finditer(text) if not match.group().isspace()]
    outer = [quotation.span for quotation in quotations(document) if quotation.depth == 1]
    opens, closes = [span.start for span in outer], [span.end for span in outer]
    hits = deque(_page_words().find(all_words))
    half = len(all_words) / 2
    for number, span in enumerate(spans):
        inside = all_words.inside(*span)
        own = []
        while hits and hits[0][0] < inside.stop:
            first, stop, kinds = hits.popleft()
            quotation = bisect_right(opens, all_words.starts[first]) - 1
            if quotation < 0 or closes[quotation] <= all_words.starts[first]:
                own.append((first - inside.start, stop - inside.start, kinds))
        yield span, _Line(
            text=document[span],
            span=span,
            words=all_words,
            first=inside.start,
            forms=all_words.forms[inside.start : inside.stop],
            hits=own,
            quotes=bisect_left(opens, span.start) < bisect_left(opens, span.end),
            number=number,
            late=inside.start >= half,
            following=document[spans[number + 1]] if number + 1 < len(spans) else "",
            above=set(),
            below="",
        )


@cache
def _page_words() -> Phrases:
    return Phrases({row["term"]: frozenset(row["kinds"].split()) for row in lexicon("page_words")})


@cache
def _months() -> frozenset[str]:
    return _classes("month") | {"may"}  # in the lexicon may is an auxiliary


@cache
def _dating() -> frozenset[str]:
    """What a date may have beside its figures."""
    return _CLOCK | _months() | _classes("day")


@cache
def _classes(*classes: str) -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon("function_words") if row["class"] in classes)

"""Sentences: what headline and body lines are cut into.

A line is cut at every stop, unless one of an ordered list of rules knows better. A sentence never crosses a line end; a
list's bullet or number is no part of it. Sentences inside a quotation are sentences of their own; a quotation that ends
with a stop and its cue ("Why?" she asked) are one. Boilerplate has no sentences.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from .corpus import Document
from .lexicon import inflections, lexicon
from .span import Span, trimmed
from .zones import BOILERPLATE, zones

# A run of stops, with the marks and brackets that close after it. Only a run's first stop can match, and nothing is
# given back: linear for any text. Stops of Chinese and Japanese need no space after them.
_STOP = re.compile(
    r"[.!?…؟।۔](?<![.!?…؟।۔]{2})[.!?…؟।۔]*+(?:\[\d{1,3}\])?[\"'”’»›“)\]}*]*+(?=\s)|[。！？｡]++[\"'”’»›」』）)]*+"
)
_MARKS = "\"'“”‘’„«»‹›「」『』`([{（*"
_STOPS = frozenset(".!?…,;:)]”’»؟।۔。！？、，")
_BULLET = re.compile(r"\s*(?:[•·‣⁃▪▫◦●○■□►➤➢✓✔✦*]+\s+|[-–—]\s+|\d{1,3}[.)]\s+|\(?[A-Za-z\d]\)\s+)?")
_LEFT_EDGE = re.compile(r"[^\w.’']+")  # Sen in "then-Sen."
_ACRONYM = re.compile(r"(?:\w\.)+\w{1,3}")
_DATELINE = frozenset("(–—-")  # HARBOUR, Calif. (AP) —
_REACH = 60  # characters that a rule may look ahead or back


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, with the zone (headline or body) that its line has."""

    span: Span
    zone: str


@dataclass(slots=True)
class _Cut:
    """A place where a sentence may end, and what stands around it."""

    stops: str  # the stops themselves
    closing: str  # marks and brackets that close after them
    begun: str  # what the sentence begins with, up to the stop
    left: str  # the last word before
    right: str  # the text after
    word: str  # the word after, without marks before it; with its stop if it has one
    small: bool  # is the whole line in small letters?

    @property
    def opens(self) -> bool:
        """True if the word after is one that sentences open with."""
        return self.word.rstrip(",’'s").lower() in _openers() if self.word[:1].isupper() else False


# The rules. Each looks at one cut: True joins what stands around it, False splits it, None leaves it to the next rule.


def number_alone(cut: _Cut) -> bool | None:
    """2. Then it rained: so far there is only a number."""
    return True if not any(character.isalpha() for character in cut.begun) and len(cut.begun) < 8 else None


def stop_follows(cut: _Cut) -> bool | None:
    """. . . and "Inc., said": another stop or comma follows."""
    return True if cut.right[:1] in _STOPS else None


def small_letter_follows(cut: _Cut) -> bool | None:
    """"Why?" she asked, Inc. said; not iPhone, and not where a line has small letters only."""
    word = cut.word
    if not word[:1].islower() or word[1:2].isupper():
        return None
    return True if not cut.small or cut.closing else None


def wide_stop(cut: _Cut) -> bool | None:
    """“下雨了。”他说: a Chinese stop ends a sentence, but not where the quotation's own sentence goes on."""
    if cut.stops[0] not in "。！？｡":
        return None
    return bool(cut.closing) and cut.right[:1] not in _MARKS


def cue_follows(cut: _Cut) -> bool | None:
    """"Why?" Ida Hall asked. A name of up to four words and a cue that ends the sentence, or that follows ? or !"""
    if not cut.closing or cut.closing[0] in ")]}" or not cut.right[:1].isupper():
        return None
    for word in cut.right.split()[1:5]:
        verb = word.rstrip(",.;:")
        if verb in saying():
            ends = word.endswith(".") or cut.right.rstrip().endswith(word)
            return True if ends or (word in (verb, verb + ",") and cut.stops != "." and not cut.opens) else None
        if not word[:1].isupper():
            return None
    return None


def not_a_lone_full_stop(cut: _Cut) -> bool | None:
    """?!, ... and a stop with a closing mark: what follows deals with abbreviations."""
    return False if cut.stops != "." or cut.closing else None


def initial(cut: _Cut) -> bool | None:
    """Ida J. Hall; not "plan B. The" and not "she and I. Ida"."""
    if len(cut.left) != 1 or not cut.left.isupper():
        return None
    if cut.left == "I" and cut.begun[:-1].rstrip()[-1:].islower() and len(cut.word.rstrip(".")) > 1:
        return False
    return not cut.opens


def abbreviation(cut: _Cut) -> bool | None:
    """Mr. Hall, No. 5, the U.S. Army, Tide Inc. The: the lexicon tells what the abbreviation binds."""
    left = cut.left.replace(".", "")
    binds = _abbreviations().get(left) or _abbreviations().get(left.lower())
    if not binds and _ACRONYM.fullmatch(cut.left):
        binds = "either"
    match binds:
        case "name":
            return True
        case "figure":
            return True if cut.right[:1].isdigit() else None
        case "either":
            return not cut.opens
        case "end":
            return cut.right[:1] in _DATELINE or cut.word.rstrip(",.;").lower() in _dates()
    return None


RULES = (
    number_alone,
    stop_follows,
    small_letter_follows,
    wide_stop,
    cue_follows,
    not_a_lone_full_stop,
    initial,
    abbreviation,
)


@lru_cache(maxsize=8)
def sentences(document: Document) -> tuple[Sentence, ...]:
    """The sentences of a document's headline and body, in order, without the white space around them.

    >>> document = Document("a", "• Dr. Hall left. “Why?” she asked.")
    >>> [document[sentence.span] for sentence in sentences(document)]
    ['Dr. Hall left.', '“Why?” she asked.']
    """
    return tuple(
        Sentence(span, zone.zone)
        for zone in zones(document)
        if zone.zone != BOILERPLATE
        for span in sentence_spans(document.text, zone.span)
    )


def sentence_spans(text: str, line: Span) -> list[Span]:
    """The spans of the sentences in one line of a text; a piece without a letter or figure is none."""
    start = _BULLET.match(text, *line).end()
    small = None
    found = []
    for match in _STOP.finditer(text, start, line.end):
        if small is None:
            small = (words := text[start : line.end]).lower() == words
        if _ends(text, start, match, line.end, small):
            found.append(trimmed(text, start, match.end()))
            start = match.end()
    found.append(trimmed(text, start, line.end))
    return [span for span in found if span and any(map(str.isalnum, text[slice(*span)]))]


def _ends(text: str, start: int, match: re.Match[str], line_end: int, small: bool) -> bool:
    """True if a sentence ends with this stop: the first rule that knows decides; if none does, it ends."""
    stops = match.group().rstrip("\"'”’»›“)]}*」』）0123456789[")
    place = match.start()
    before = text[max(start, place - _REACH) : place]
    right = text[match.end() : min(match.end() + _REACH, line_end)].lstrip()
    cut = _Cut(
        stops=stops,
        closing=match.group()[len(stops) :],
        begun=before.lstrip() if place - start <= _REACH else before,
        left=_LEFT_EDGE.split(before)[-1],
        right=right,
        word=(right.lstrip(_MARKS).split(maxsplit=1) or [""])[0],
        small=small,
    )
    for rule in RULES:
        joins = rule(cut)
        if joins is not None:
            return not joins
    return True


@cache
def _abbreviations() -> dict[str, str]:
    return {row["abbreviation"]: row["binds"] for row in lexicon("abbreviations")}


@cache
def _openers() -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon("function_words") if row["class"] not in ("day", "month"))


@cache
def _dates() -> frozenset[str]:
    """Days and months; the lexicon has may as an auxiliary."""
    return frozenset(row["word"] for row in lexicon("function_words") if row["class"] in ("day", "month")) | {"may"}


@cache
def saying() -> frozenset[str]:
    """Finite forms of the verbs that attribute a quotation."""
    verbs = (row["term"] for row in lexicon("cues") if row["kind"] == "verb" and "q" in row["takes"])
    return frozenset(form for verb in verbs for form in (inflections(verb)["s"], inflections(verb)["past"]))

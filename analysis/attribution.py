"""Attributions: who is made to speak, directly and indirectly.

Each cue of the lexicon is a place where somebody may be made to speak; the rules say whether, and by whom. Content then
grows to the whole of any quotation that it cuts, and quotations without a cue join the attribution before them.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from .clauses import capital, head
from .codebook import NARRATOR
from .corpus import Document
from .cues import cues
from .floating import with_floating
from .found import Found
from .mentions import TARGET, mentions
from .place import Place
from .rules import decided
from .sentences import sentences
from .span import Span, covering, meeting, trimmed
from .speakers import Speaker, speakers
from .speech import marked_spans, speech_spans
from .transcript import transcript
from .words import Words, words

MINIMUM = 0.4  # the least strength of a cue that counts, unless the caller says otherwise


@dataclass(frozen=True, slots=True)
class Attribution:
    """Content that the text ascribes to a source other than the narrator.

    `content` is one span or several (a quotation interrupted by its cue has two); `source` and `cue` are None where the
    text has none in reach. `rule` found it, by a cue of this `cue_class` and `strength` in (0, 1]; `resolution` tells
    how the speakers were found from the source.
    """

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    type: str
    speakers: tuple[Speaker, ...]
    rule: str
    cue_class: str | None
    strength: float
    resolution: str


@dataclass(frozen=True, slots=True)
class Voice:
    """Who holds what is said: the narrator, a speaker by canonical name, or unspecified; `group` is the stakeholder."""

    name: str
    group: str


@lru_cache(maxsize=8)
def attributions(
    document: Document, *, minimum: float = MINIMUM, classes: frozenset[str] | None = None
) -> tuple[Attribution, ...]:
    """The attributions in headline and body, in reading order.

    `minimum` is the least strength of a cue that counts, in (0, 1]: higher for precision, lower for recall. `classes`
    keeps only these cue classes (a frozenset of statement, belief, attitude, intent, demand, evidence). Not covered:
    attributions inside quotations and inside the content of another attribution.

    >>> found = attributions(Document("a", "“It rains,” said Ida Hall, a painter. “It pours all day.”"))
    >>> [(a.type, a.rule, a.speakers[0].name, len(a.content)) for a in found]
    [('direct', 'said_after_inverted', 'Ida Hall', 2)]
    """
    turns = transcript(document)
    spoken = [turn.content[0] for turn in turns]
    cued = [_grown(document, one) for one in _at_cues(document, minimum) if not meeting(spoken, one.extent)]
    found = with_floating(document, sorted((*turns, *cued), key=lambda one: one.extent))
    targets = [mention.span for mention in mentions(document) if mention.kind == TARGET]
    return tuple(
        _resolved(document, one) for one in found
        if (classes is None or one.cue_class in classes) and not meeting(targets, _head(document, one.source))
    )


def _head(document: Document, source: Span | None) -> Span | tuple[int, int]:
    """The head of a source; where that is the target ("the new AI promises"), nobody speaks."""
    text = words(document)
    inside = text.inside(*source) if source else range(0)
    if not inside:
        return 0, 0
    last = head(text, inside.start, inside.stop)
    return text.span(last, last + 1)


def voices(document: Document, span: Span) -> tuple[Voice, ...]:
    """Who holds what stands at `span`: the speakers of the innermost attribution with content there, else the narrator.

    >>> voices(Document("a", "Ida Hall, a painter, said that rain helps."), Span(31, 35))[0].name
    'Ida Hall'
    """
    parts = _contents(document)
    last = bisect_right(parts, span.end, key=lambda part: part[0].start)
    holding = [part for part in parts[max(0, last - _NEAR) : last] if part[0].meets(span)]
    if not holding:
        return (Voice(NARRATOR, NARRATOR),)
    _, inner = min(holding, key=lambda part: part[0].end - part[0].start)
    return tuple(Voice(speaker.name, speaker.stakeholder) for speaker in inner.speakers)


_NEAR = 8  # parts of content that may begin between a span and the start of what holds it


@lru_cache(maxsize=8)
def _contents(document: Document) -> list[tuple[Span, Attribution]]:
    """Every part of content with its attribution, in reading order."""
    parts = [(span, one) for one in attributions(document) for span in one.content]
    return sorted(parts, key=lambda part: part[0])


# ---- at the cues ----------------------------------------------------------------------------------------------------


def _at_cues(document: Document, minimum: float) -> Iterator[Found]:
    """What the rules find at the cues outside of quotations, sentence by sentence."""
    text, quoted = words(document), speech_spans(document)
    for sentence in sentences(document):
        inside = text.inside(*sentence.span)
        hits = [
            hit for hit in cues().find(text, inside.start, inside.stop)
            # in running text a capital tells a name ("the United States"), in a headline nothing
            if (sentence.zone == "headline" or hit[0] == inside.start or not capital(text, hit[0]))
            and not meeting(quoted, text.span(hit[0], hit[0] + 1))
        ]
        yield from _in_sentence(document, inside, sentence.span, hits, minimum)


def _in_sentence(document: Document, inside: range, sentence: Span, hits: list, minimum: float) -> list[Found]:
    """The attributions of one sentence, from left to right; a cue within the content of another one is not its own."""
    text = words(document)
    found: list[Found] = []
    lowest, actor = inside.start, None
    for first, _, readings in hits:
        for cue in readings if first >= lowest else ():
            if cue.strength < minimum:
                continue
            hit = first, first + cue.length, cue
            place = Place(text, inside, sentence.end, hit, lowest, actor)
            cut = None
            if found and text.starts[first] < found[-1].content[-1].end:
                if place.boundary is None:
                    continue
                cut, clause = place.boundary
                place = Place(text, inside, sentence.end, hit, clause, actor)
            if (decision := decided(place)) is None:
                continue
            rule, (source, ranges) = decision
            content = tuple(_span(text, sentence, *part) for part in ranges if part[0] < part[1])
            if not content:
                continue
            if cut is not None:
                found[-1] = _cut(text, found[-1], cut)
            where = _span(text, sentence, *source) if source else None
            found.append(Found(where, place.cue_span, content, rule, cue.cue_class, cue.strength))
            if not place.relative:  # "X, who hopes ..., said": what a relative clause holds does not end X's own
                lowest, actor = hit[1], source or actor
            break
    return found


def _span(text: Words, sentence: Span, first: int, stop: int) -> Span:
    """Words [first, stop) as a span, with the quotation marks and brackets that stand right at them."""
    start, end = text.span(first, stop)
    while start > sentence.start and text.text[start - 1] in "“‘\"'«„(":
        start -= 1
    tail = end
    while tail < sentence.end and text.text[tail] in ".,!?…":
        tail += 1
    if text.text[tail : tail + 1] in tuple("”’\"'»") and not text.text[tail + 1 : tail + 2].isalnum():
        end = tail + 1
    return trimmed(text.text, start, end)


def _cut(text: Words, found: Found, stop: int) -> Found:
    """The attribution with its content ended before word `stop`, where the next one begins."""
    *kept, last = found.content
    end = text.ends[stop - 1]
    return replace(found, content=(*kept, Span(last.start, end))) if end > last.start else found


# ---- quotations -----------------------------------------------------------------------------------------------------


def _grown(document: Document, found: Found) -> Found:
    """The attribution with its content grown to the whole of every quotation of speech that it cuts."""
    if found.rule in ("noun_cue", "passive_clause"):
        return found
    quoted = speech_spans(document)
    content = {covering((span, *(cut for cut in meeting(quoted, span) if not (found.cue and cut.holds(found.cue)))))
               for span in found.content}
    return replace(found, content=tuple(sorted(content)))


# ---- the record -----------------------------------------------------------------------------------------------------


def _resolved(document: Document, found: Found) -> Attribution:
    """The record: with the type of its content and the speakers of its source."""
    who, resolution = speakers(document, found.source)
    return Attribution(
        found.source, found.cue, found.content, _type(document, found.content), who, found.rule, found.cue_class,
        found.strength, resolution,
    )


def _type(document: Document, content: tuple[Span, ...]) -> str:
    """direct if all words of the content stand in quotation marks, mixed if some do, else indirect."""
    text, quoted = words(document), marked_spans(document)
    total = inside = 0
    for span in content:
        total += len(text.inside(*span))
        for quotation in meeting(quoted, span):
            inside += len(text.inside(max(span.start, quotation.start), min(span.end, quotation.end)))
    return "indirect" if not inside else "direct" if inside == total else "mixed"

"""Reading: what the rules find at the cues outside of quotations, sentence by sentence, from left to right."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from .clauses import capital
from .corpus import Document
from .cues import Cue, cues
from .found import Found
from .place import Place
from .rules import Ranges, decided
from .sentences import sentences
from .span import Span, meeting, trimmed
from .speech import speech_spans
from .words import Words, words

_TRAILING = ("said_after", "said_after_inverted", "according_to")  # rules whose content stands before the cue
_LEADING = ("according_to", "as_said")  # rules whose content is the main clause behind them
_AFTER = 6  # words that may follow source and cue at the end of a sentence: "said in a speech on Monday"
_SUBJECTLESS = ("raised", "passive_clause")  # rules without a source; who acts is the subject all the same


def at_cues(document: Document, minimum: float) -> Iterator[Found]:
    """What the rules find by cues of at least this strength."""
    text, quoted = words(document), speech_spans(document)
    hits = list(cues().find(text))
    for sentence in sentences(document):
        inside = text.inside(*sentence.span)
        here = hits[bisect_left(hits, (inside.start,)) : bisect_left(hits, (inside.stop,))]
        titled = here and (sentence.zone == "headline" or _in_title_case(text, inside))
        reading = _Reading(text, sentence.span, inside)
        for first, _, readings in here:
            # in running text a capital tells a name ("the United States"), in a title nothing
            if not titled and first != inside.start and capital(text, first):
                continue
            if not meeting(quoted, text.span(first, first + 1)):
                strong = [cue for cue in readings if cue.strength >= minimum and first + cue.length <= inside.stop]
                reading.take(first, strong)
        yield from reading.found


def _in_title_case(text: Words, inside: range) -> bool:
    """True if nearly all long words have a capital, as in a title within the text."""
    long = [capital(text, index) for index in inside if text.ends[index] - text.starts[index] > 3]
    return len(long) > 2 and sum(long) >= 0.9 * len(long)


class _Reading:
    """The attributions of one sentence so far; a cue within the content of another one is not its own."""

    def __init__(self, text: Words, sentence: Span, inside: range):
        self.text, self.sentence, self.inside = text, sentence, inside
        self.found: list[Found] = []
        self.lowest = inside.start  # the first word that no attribution has taken
        self.actor: tuple[int, int] | None = None  # the words of who spoke or acted last

    def take(self, first: int, readings: list[Cue]) -> None:
        """Add what the first reading that fits finds at the cue at word `first`."""
        for cue in readings if first >= self.lowest else ():
            hit = first, first + cue.length, cue
            if self._take_outer(hit) or self._take_one(hit):
                return

    def _place(self, hit: tuple[int, int, Cue], lowest: int) -> Place:
        return Place(self.text, self.inside, self.sentence.end, hit, lowest, self.actor)

    def _take_one(self, hit: tuple[int, int, Cue]) -> bool:
        place, cut = self._place(hit, self.lowest), None
        if self.found and self.text.starts[hit[0]] < self.found[-1].content[-1].end:
            before = self.found[-1]
            weaker = before.strength < hit[2].strength and before.rule not in _LEADING
            boundary = place.boundary or (place.main if weaker else None)
            if boundary is None:
                return False
            cut, clause = boundary
            own = self.actor or clause < place.auxiliaries.start  # else the subject stands before what is cut
            place = self._place(hit, clause if own else self.lowest)
        decision = decided(place)
        if decision is None or not self._add(place, *decision, cut):
            return False
        if not place.relative:  # "X, who hopes ..., said": what a relative clause holds does not end X's own
            self.lowest = place.stop
            self.actor = _actor(place, *decision) or self.actor
        return True

    def _take_outer(self, hit: tuple[int, int, Cue]) -> bool:
        """All that stands before a cue at the end, whatever was found in it: "The port said no, Ida Hall reported." """
        if not self.found or self.found[0].rule in _TRAILING and hit[2].kind == "verb":
            return False
        place = Place(self.text, self.inside, self.sentence.end, hit, self.inside.start)
        start = place.subject.first if place.cue.kind == "verb" and place.subject else place.first
        if not place.parted(start) or place.cue.kind == "verb" and place.quoted_before(start):
            return False  # "Sailors said it rained, “no,” Ida Hall said"
        decision = decided(place)
        if decision is None or decision[0] not in _TRAILING:
            return False
        source, content = decision[1]
        if source is None or len(content) > 1 or content[0][0] > self.inside.start or not self._ends(source[1], hit[1]):
            return False
        self.found.clear()
        self._add(place, *decision, None)
        self.lowest, self.actor = place.stop, source
        return True

    def _ends(self, *stops: int) -> bool:
        """True if the sentence ends soon behind source and cue, or goes on with a participle: "..., X said, adding"."""
        stop = max(stops)
        if stop + _AFTER >= self.inside.stop:
            return True
        return "," in self.text.gap(stop - 1) and self.text.forms[stop].endswith("ing")

    def _add(self, place: Place, rule: str, ranges: Ranges, cut: int | None) -> bool:
        source, parts = ranges
        content = tuple(self._span(*part) for part in parts if part[0] < part[1])
        if not content:
            return False
        if cut is not None:
            self.found[-1] = _cut(self.text, self.found[-1], cut)
        where = self._span(*source) if source else None
        self.found.append(Found(where, place.cue_span, content, rule, place.cue.cue_class, place.cue.strength))
        return True

    def _span(self, first: int, stop: int) -> Span:
        """Words [first, stop) as a span, with the quotation marks and brackets that stand right at them."""
        written, sentence = self.text.text, self.sentence
        start, end = self.text.span(first, stop)
        while start > sentence.start and written[start - 1] in "“‘\"'«„(":
            start -= 1
        tail = end
        while tail < sentence.end and written[tail] in ".,!?…":
            tail += 1
        if written[tail : tail + 1] in tuple("”’\"'»") and not written[tail + 1 : tail + 2].isalnum():
            end = tail + 1
        return trimmed(written, start, end)


def _actor(place: Place, rule: str, ranges: Ranges) -> tuple[int, int] | None:
    """Who acts where the rule found something: the source, or else the subject of the clause."""
    if rule == "noun_cue":  # "Ida Hall dropped the union's demand, saying"
        return place.actor and place.actor[:2]
    return place.subject and place.subject[:2] if rule in _SUBJECTLESS else ranges[0]


def _cut(text: Words, found: Found, stop: int) -> Found:
    """The attribution with its content ended before word `stop`, where the next one begins."""
    *kept, last = found.content
    end = text.ends[stop - 1]
    return replace(found, content=(*kept, Span(last.start, end))) if end > last.start else found

"""Complements: where the content behind a cue begins and ends."""

from .clauses import after
from .place import DELAY, SUBORDINATE, Place, opens

_HEARER = 12  # words that a hearer may have
_AS = frozenset("a")  # of a verb that attributes only as what it takes its object: "pitched it as a cure"
_WHEN = frozenset("during when while after before because though although until earlier later yesterday".split())


def content_start(place: Place) -> int | None:
    """The first word of the content behind the cue; None if what follows is not what the cue takes."""
    stop, rest = place.stop, place.rest
    if rest in ("quotation", "colon"):
        return stop if place.takes("qcnsah") else None
    if rest == "that":
        told = place.takes("ch") or place.takes("d") and place.form(stop) == "that"
        return stop + (place.form(stop) == "that") if told else None
    if rest in ("end", "comma"):
        return _that_after(place, stop) if place.takes("c") and rest == "comma" else None
    if "t" in place.cue.takes and "to" in (place.form(stop), place.form(stop) == "not" and place.form(stop + 1)):
        return stop
    if "h" in place.cue.takes and (behind := _past_hearer(place)) is not None:
        return behind
    if place.takes("ct") and (later := _that_after(place, stop)) is not None:
        return later
    if place.kind(stop) in ("preposition", "conjunction"):
        return None
    if place.takes("c") and place.kind(stop) == "day":
        return stop + 1 if stop + 1 < place.inside.stop else None
    if place.cue.takes == _AS and not any(place.form(at) == "as" for at in range(stop + 1, stop + _HEARER)):
        return None
    return stop if place.takes("cnsa") and place.kind(stop) != "auxiliary" else None


def content_stop(place: Place, start: int) -> int:
    """Where the content that begins at word `start` ends: a noun phrase before its when and where, a clause later.

    A relative clause behind a comma ("X, who praised the plan, left") and an opening subordinate clause ("While some
    fear a flood, others ...") end with the next comma.
    """
    stop = place.inside.stop
    if place.relative and place.parted(place.subject.first) or place.subordinate:
        stop = next((at for at in range(start + 1, stop) if "," in place.gap(at - 1)), stop)
    if place.takes("c") or place.form(start) == "to" or not place.takes("na"):
        return stop
    return next((at for at in range(start + 1, stop) if _tells_when(place, at)), stop)


def _tells_when(place: Place, at: int) -> bool:
    """True if word `at` begins what no longer belongs to a noun phrase: when it was said, or what else was done."""
    form = place.form(at)
    if form.endswith("ing") and "," in place.gap(at - 1):
        return True
    return form in _WHEN or place.kind(at) == "day" or form == "on" and place.kind(at + 1) in ("day", "month")


def _that_after(place: Place, index: int) -> int | None:
    """The word behind the "that" which a cue's adverbial may delay: said in a speech on Monday that ..."""
    if place.kind(index) not in ("preposition", "day", "adverb") and place.form(index) not in ("last", "this"):
        return None
    for at in range(index, min(place.inside.stop - 1, index + DELAY)):
        if place.form(at) == "that" and place.kind(at - 1) != "preposition" and place.takes("ch"):
            return at + 1
        if place.form(at) == "to" and "t" in place.cue.takes and at > index:
            return at
        if opens(place.gap(at)) and "q" in place.cue.takes:
            return at + 1
    return None


def _past_hearer(place: Place) -> int | None:
    """The content behind the hearer: told reporters (that) ..., urged the council to ..., accused X of ..."""
    index = _hearer_stop(place)
    if index is None or index >= place.inside.stop:
        return None
    if (delayed := _that_after(place, index)) is not None:
        return delayed
    if place.form(index) == "to":  # what is urged is "the council to mend it", what is promised only "to mend it"
        return place.stop if place.cue.cue_class == "demand" or place.takes("t") else index
    return index + (place.form(index) in ("that", "of", "about", "against"))


def _hearer_stop(place: Place) -> int | None:
    """The word behind the hearer."""
    if place.kind(place.stop) == "pronoun":
        return place.stop + 1
    hearer = after(place.words, place.stop, min(place.inside.stop, place.stop + _HEARER))
    if hearer is None:
        return None
    ends = (index for index in range(place.stop + 1, hearer.stop)
            if place.kind(index) == "determiner" or place.form(index) in SUBORDINATE | {"to", "of", "for", "about"})
    return next(ends, hearer.stop)

"""Forms: whether what looks like a form of a cue's verb is one here, or rather a noun or an adjective."""

from .clauses import Phrase, before, loose
from .place import BE, Place, support_verbs
from .tags import finite, tagged

_PRONOMINAL = frozenset("this that these those some many all both few most others another each".split())
_PLURAL = frozenset("people men women children police media staff crews".split())


def agrees(place: Place) -> bool:
    """True unless the reading as a finite verb is out: "the call", "his plan to", "a report released"."""
    previous = place.form(place.first - 1)
    if _hyphened(place):
        return False
    if place.cue.form == "s" and _plural(place):
        return False
    if not place.auxiliaries:
        determined = place.kind(place.first - 1) == "determiner" and previous not in (*_PRONOMINAL, "one")
        if determined or previous in ("'s", "to"):
            return False
        if place.gap(place.first - 1)[:1] in ("'", "’"):
            return False
    if place.cue.form in ("base", "s"):
        if (place.form(place.stop).endswith("ed") or place.kind(place.stop) == "auxiliary") and not place.which:
            return False  # "the earnings report showed", but "which sailors say is old"
        if place.cue.form == "s" and previous in support_verbs():
            return False  # "voiced fears"
    if place.cue.form != "ing" and not place.auxiliaries and place.kind(place.first - 1) == "preposition" and (
            place.gap(place.first - 2) != "-"):
        return False  # "in her remarks"
    if place.cue.form == "base" and not place.auxiliaries:
        return previous.endswith(("s", "men")) or previous in _PRONOMINAL | _PLURAL or (
            place.kind(place.first - 1) in ("pronoun", "relative")) or _many(place)
    if place.cue.form == "ing":
        return any(place.form(index) in BE for index in place.auxiliaries)
    if place.cue.form in ("past", "participle") and place.form(place.stop) == "by":
        return False
    return True


def _many(place: Place) -> bool:
    """True if a plural noun heads a longer subject: "sailors at the port say", "opponents of the plan fear"."""
    subject = place.subject
    if subject is None or subject.head + 1 >= place.first:
        return False
    if place.capital(subject.head) and subject.first != subject.head:
        return False
    head = place.form(subject.head)
    return head.endswith("s") or head in _PLURAL


def _plural(place: Place) -> bool:
    """True if a form in -s is rather the plural of a noun: "in five states"."""
    if place.cue.length > 1 or place.form(place.first) not in tagged("NNS") or not loose(place.words, place.first - 1):
        return False
    behind = place.stop
    if place.rest not in ("clause", "end") or place.kind(behind) in ("determiner", "pronoun"):
        return False
    if behind < place.inside.stop and place.capital(behind) or place.form(behind) == "to":
        return False
    return not place.capital(place.first - 1) or place.verbal(behind)


def _hyphened(place: Place) -> bool:
    """True if a hyphen joins the cue to a word beside it: "self-described"."""
    return place.gap(place.stop - 1) == "-" or place.first > place.inside.start and place.gap(place.first - 1) == "-"


def modifies(place: Place) -> bool:
    """True if the cue goes with the noun right before it: "ads praising the", not "a creative writing class"."""
    before, behind = place.first - 1, place.stop
    if before < place.inside.start or not loose(place.words, before) or place.kind(before) == "determiner":
        return False
    if place.form(before) in tagged("JJ") and not place.capital(before):
        return False
    return place.rest != "clause" or place.kind(behind) in ("determiner", "pronoun") or place.capital(behind)


def nearest(place: Place) -> Phrase | None:
    """The noun phrase right before the cue, without the verb or the preposition that governs it."""
    phrase = place.subject
    if phrase is None:
        return None
    starts = [index + 1 for index in range(phrase.first, place.first - 1)
              if place.kind(index) == "preposition" and place.form(index) != "of" or place.form(index) in finite()]
    return before(place.words, place.first, max(starts, default=phrase.first))

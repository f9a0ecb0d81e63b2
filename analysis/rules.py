"""Rules: how a source, its cue and what is said stand to each other in English news.

Each rule looks at one place where a cue stands and answers with the words of source and content, or None; in the list
of its kind of cue the first that fits decides, and its name goes into the row.
"""

from collections.abc import Callable

from .complements import content_start, content_stop
from .nouns import holder, lends, noun_content, support_verb
from .place import Place

# (words of the source, or None if there is none; the words of each part of the content)
Ranges = tuple[tuple[int, int] | None, list[tuple[int, int]]]


def said_after(place: Place) -> Ranges | None:
    """"...," X said. / ..., X said on Monday."""
    subject = place.subject
    if not subject or place.passive or not place.takes("qcn") or not place.agrees():
        return None
    if place.led_in(subject.first) and place.trails(subject.first) and place.sure(subject.first):
        return subject[:2], [(place.lowest, subject.first)] + place.resumed(place.stop, subject.first)
    return None


def said_after_inverted(place: Place) -> Ranges | None:
    """"...," said X. / "...," said X, a painter."""
    source = place.inverted
    if not source or not place.takes("qcn") or not place.led_in(place.first) or not place.sure(place.first):
        return None
    if place.quoted_before(place.first) or place.closes(source.stop) and not place.takes("h") and not place.apposed:
        return source[:2], [(place.lowest, place.first)] + place.resumed(source.stop, place.first)
    return None


def said_inverted_quotation(place: Place) -> Ranges | None:
    """Said X: "..." """
    source = place.inverted
    if source and place.takes("q") and place.auxiliaries.start == place.lowest and ":" in place.gap(source.stop - 1):
        return source[:2], [(source.stop, place.inside.stop)]
    return None


def passive_clause(place: Place) -> Ranges | None:
    """The plan is expected to fail. / It was reported that ... : no source, unless "by X" tells it."""
    subject = place.subject
    if place.passive and place.takes("p") and subject:
        if place.form(place.stop) == "by":
            return None
        if place.form(place.stop) == "that":
            return None, [(place.stop + 1, place.inside.stop)]
        if place.form(place.stop) == "to":
            return None, [subject[:2], (place.stop, place.inside.stop)]
    return None


def said_before(place: Place) -> Ranges | None:
    """X said (that) ... / X told Y that ... / X plans to ... / X called it reckless."""
    subject, start = place.subject, content_start(place)
    if subject and start is not None and not place.passive and not lends(place) and place.agrees():
        return subject[:2], [(start, content_stop(place, start))]
    return None


def participle(place: Place) -> Ranges | None:
    """..., saying that ... : whoever spoke or acted before."""
    start = content_start(place)
    if place.cue.form == "ing" and start is not None and place.parted(place.auxiliaries.start):
        return place.actor and place.actor[:2], [(start, content_stop(place, start))]
    return None


def according_to(place: Place) -> Ranges | None:
    """According to X, ... / ..., according to X."""
    source = place.source_behind
    if source is None:
        return None
    if place.first > place.lowest + 1:
        return source[:2], [(place.lowest, place.first)]
    if source.stop < place.inside.stop:
        return source[:2], [(source.stop, place.inside.stop)]
    return None


def reportedly(place: Place) -> Ranges | None:
    """The plan has reportedly failed: no source."""
    if place.inside.stop - place.lowest > 3:
        return None, [(place.lowest, place.first), (place.stop, place.inside.stop)]
    return None


def felt(place: Place) -> Ranges | None:
    """X is worried that ... / X remains optimistic about ..."""
    subject = place.subject
    if subject and place.copula and place.form(place.stop) in place.cue.takes:
        return subject[:2], [(place.stop + 1, place.inside.stop)]
    return None


def voiced(place: Place) -> Ranges | None:
    """X expressed fears that ... / X has concerns about ..."""
    verb, content = support_verb(place), noun_content(place)
    if verb is None or content is None:
        return None
    subject = place.subject_of(verb)
    return subject and subject[:2], [content]


def noun_cue(place: Place) -> Ranges | None:
    """the union's demand for ... / fears among painters that ... / concern over ..."""
    content = noun_content(place)
    return content and (holder(place), [content])


RULES: dict[str, tuple[Callable[[Place], Ranges | None], ...]] = {
    "verb": (
        said_after, said_after_inverted, said_inverted_quotation, passive_clause, said_before, participle,
    ),
    "preposition": (according_to,),
    "adverb": (reportedly,),
    "adjective": (felt,),
    "noun": (voiced, noun_cue),
}


def decided(place: Place) -> tuple[str, Ranges] | None:
    """The name of the first rule that fits and what it finds; None if no rule does."""
    for rule in RULES[place.cue.kind]:
        if found := rule(place):
            return rule.__name__, found
    return None

"""Rules: how a source, its cue and what is said stand to each other in English news.

Each rule looks at one place where a cue stands and answers with the words of source and content, or None; in the list
of its kind of cue the first that fits decides, and its name goes into the row.
"""

from collections.abc import Callable

from .complements import content_start, content_stop
from .forms import agrees, modifies, nearest
from .nouns import attributes, feels, holder, lends, noun_content, support_verb
from .place import PLAIN, SUBORDINATE, Place

# (words of the source, or None if there is none; the words of each part of the content)
Ranges = tuple[tuple[int, int] | None, list[tuple[int, int]]]


def said_after(place: Place) -> Ranges | None:
    """"...," X said. / ..., X said on Monday."""
    subject = place.subject
    if not subject or place.passive or place.relative or not place.takes("qcn") or not agrees(place):
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
    """The plan is expected to fail. / It was reported that ... / The plan is known as ... : no source."""
    subject, form = place.subject, place.form(place.stop)
    if not place.passive or not place.takes("p") or not subject:
        return None
    if form == "that":
        return None, [(place.stop + 1, place.inside.stop)]
    if form == "to" or form == "as" and place.takes("a"):
        return None, [subject[:2], (place.stop, place.inside.stop)]
    return None


def passive_by(place: Place) -> Ranges | None:
    """The plan was praised by X. / X was accused by Y of ..."""
    subject, form = place.subject, place.form(place.stop)
    if not place.passive or not place.takes("nhp") or not subject or form != "by":
        return None
    source = place.following(place.stop + 1)
    if source is None:
        return None
    goes_on = place.form(source.stop) in ("of", "to", "for", "as", "that") and not place.parted(source.stop)
    return source[:2], [subject[:2]] + ([(source.stop, place.inside.stop)] if goes_on else [])


def experienced(place: Place) -> Ranges | None:
    """The plan angered X."""
    subject = place.subject
    if not place.takes("e") or not subject or place.passive or place.rest != "clause" or not agrees(place):
        return None
    source = place.following(place.stop)
    return source and (source[:2], [subject[:2]])


def raised(place: Place) -> Ranges | None:
    """The plan seems to fail. / It seems that the plan fails: no source."""
    subject, form = place.subject, place.form(place.stop)
    if not place.takes("r") or not subject or place.rest not in ("clause", "adverbial", "that") or not agrees(place):
        return None
    if form == "that":
        return None, [(place.stop + 1, place.inside.stop)]
    if form == "to" and (place.takes("t") or attributes(place, place.stop + 1)):
        return None  # "looks to win", "seems to imply that"
    if form in ("online", "here", "there") or place.kind(place.stop) == "preposition" and form not in ("to", "like"):
        return None  # "appeared on a stage"
    return None, [subject[:2], (place.stop, place.inside.stop)]


def said_before(place: Place) -> Ranges | None:
    """X said (that) ... / X told Y that ... / X plans to ... / X called it reckless."""
    subject, start = place.subject, content_start(place)
    if place.relative and place.rest == "clause" and place.form(place.first) in _HABITS:
        return None  # "Ida Hall, who writes thrillers"
    if subject and start is not None and not place.passive and not lends(place) and agrees(place):
        return subject[:2], [(start, content_stop(place, start))]
    return None


_HABITS = frozenset(("write", "writes", "pens"))


def of_which(place: Place) -> Ranges | None:
    """which X said had failed / what X fears is lost / ..., which X denies"""
    subject = place.subject
    if not place.which or place.passive or not agrees(place) or subject.first <= place.lowest:
        return None
    which, behind = subject.first - 1, place.stop
    if place.rest in ("clause", "quotation", "adverbial") and behind < place.inside.stop and (
            place.takes("c") and place.verbal(behind) or place.takes("sa")):
        return subject[:2], [(which, which + 1), (behind, place.inside.stop)]
    if place.takes("n") and place.form(which) == "which" and place.parted(which) and place.rest in ("end", "comma"):
        return subject[:2], [(which, which + 1)]
    return None


def participle(place: Place) -> Ranges | None:
    """..., saying that ... / by promising to ... / Saying that ..., X left: whoever acts in the clause."""
    if place.cue.form != "ing" or (start := content_start(place)) is None:
        return None
    first = place.auxiliaries.start
    if first == place.inside.start or place.kind(first - 1) in _LEADS_IN and first - 1 == place.inside.start:
        stop = place.next_comma(start)
        source = stop < place.inside.stop and place.following(stop)
        return (source[:2], [(start, stop)]) if source else None
    if place.parted(first):
        return place.actor and place.actor[:2], [(start, content_stop(place, start))]
    if place.cue.strength < PLAIN or place.auxiliaries:
        return None
    if place.kind(first - 1) in _LEADS_IN or place.form(first - 1) == "and":
        return place.actor and place.actor[:2], [(start, content_stop(place, start))]
    return None


def borne(place: Place) -> Ranges | None:
    """critics calling it ... / X put out a statement saying ...: the people before a participle, else who acts."""
    if place.cue.form != "ing" or place.auxiliaries or place.cue.strength < PLAIN or not modifies(place):
        return None
    start, bearer = content_start(place), nearest(place)
    if start is None or bearer is None:
        return None
    governor = bearer.first - 1
    alone = bearer.first == place.lowest or place.form(governor) in ("with", "despite") or place.parted(bearer.first)
    named = place.capital(bearer.head) and place.kind(governor) != "preposition"
    source = bearer if alone or named else place.actor or bearer
    return source[:2], [(start, content_stop(place, start))]


def infinitive(place: Place) -> Ranges | None:
    """X went on to say that ... / used the speech to call for ... / The storm led X to warn that ..."""
    if place.cue.form != "base" or place.form(place.first - 1) != "to" or place.cue.strength < PLAIN:
        return None
    to, start = place.first - 1, content_start(place)
    led = next((at + 1 for at in range(to - 2, max(place.lowest, to - 8), -1) if place.form(at) in _LEADS), None)
    source = (led, to) if led else place.actor and place.actor[:2]
    if start is None or source is None:
        return None
    return source, [(start, content_stop(place, start))]


_LEADS = frozenset("led leading leads caused causing forced prompted prompting left leaving drove".split())


def as_said(place: Place) -> Ranges | None:
    """As X said, ..."""
    subject = place.subject
    if not subject or place.form(subject.first - 1) != "as" or subject.first - 1 > place.inside.start + 1:
        return None
    stop = place.next_comma(place.stop - 1)
    if stop >= place.inside.stop or stop > place.stop + 8 or place.passive or not place.takes("qcn"):
        return None
    return subject[:2], [(stop, place.inside.stop)]


def asked(place: Place) -> Ranges | None:
    """Asked whether ..., X said no. / When asked about ..., X left: no source."""
    first, start = place.first, place.stop + (place.form(place.stop) == "about")
    opens = first == place.inside.start or place.kind(first - 1) == "subordinator" or place.parted(first)
    if not place.takes("w") or place.cue.form != "participle" or not opens or place.auxiliaries:
        return None
    if start == place.stop and place.form(start) not in SUBORDINATE | {"about"} and place.cue.length == 1:
        return None
    return None, [(start, place.next_comma(start))]


_LEADS_IN = ("preposition", "subordinator")


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
    if subject and place.copula and "that" in place.cue.takes and place.form(place.stop) in _THEY:
        return subject[:2], [(place.stop, place.inside.stop)]  # "worried they will be next"
    if subject and place.copula and place.form(place.stop) in place.cue.takes:
        whole = place.form(place.stop) == "to" and place.kind(place.stop + 1) not in ("determiner", "pronoun")
        return subject[:2], [(place.stop + (not whole), place.inside.stop)]
    return None


_THEY = frozenset("they he she it we i you".split())


def voiced(place: Place) -> Ranges | None:
    """X expressed fears that ... / X has concerns about ..."""
    verb, content = support_verb(place), noun_content(place)
    if verb is None or content is None:
        return None
    subject = place.subject_of(verb)
    return subject and feels(place.words, subject) and subject[:2] or None, [content]


def noun_cue(place: Place) -> Ranges | None:
    """the union's demand for ... / fears among painters that ... / concern over ..."""
    content = noun_content(place)
    return content and (holder(place), [content])


RULES: dict[str, tuple[Callable[[Place], Ranges | None], ...]] = {
    "verb": (
        as_said, asked, said_after, said_after_inverted, said_inverted_quotation, passive_by, passive_clause,
        experienced, raised, said_before, of_which, participle, borne, infinitive,
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

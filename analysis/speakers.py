"""Speakers: who a source is, by canonical name, and which stakeholder speaks."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from .cast import cast
from .clauses import LONGEST, Phrase, capital, core
from .codebook import UNSPECIFIED
from .corpus import Actor, Document
from .mentions import ACTOR, Mention, mentions
from .roles import Role, roles
from .sentences import sentences
from .span import Span, envelop
from .words import Words, function_words, words

_RELATIVE = frozenset(("who", "which", "that"))
_THEY, _IT = frozenset(("they", "them", "we", "us")), frozenset(("it", "itself"))


@dataclass(frozen=True, slots=True)
class Speaker:
    """A canonical name (or the head noun of a source without one) and its stakeholder."""

    name: str
    stakeholder: str


NOBODY = (Speaker(UNSPECIFIED, UNSPECIFIED),)


def speakers(document: Document, source: Span | None) -> tuple[tuple[Speaker, ...], str]:
    """The speakers that a source names or refers to, and how they were found.

    How: "no source", "name", "surname", "role noun", "pronoun", "antecedent", "head noun" or "unresolved" (a pronoun
    without an antecedent: its speaker is unspecified, and the attribution stays).
    """
    if source is None:
        return NOBODY, "no source"
    text = words(document)
    inside = text.inside(*source)
    if not inside:
        return NOBODY, "unresolved"
    if halves := _halves(document, source):
        (first, how), (second, _) = (speakers(document, half) for half in halves)
        return first + second, how
    if (named := _named(document, source)) and not _owned(document, named[-1], source):
        return tuple(_speaker(document, mention.name, source) for mention in named), named[0].rule
    form = text.forms[inside.start]
    if len(inside) == 1 and form in _RELATIVE:
        if whose := core(text, inside.start, max(0, inside.start - LONGEST)):
            return speakers(document, _bearer(document, text, whose))
    if len(inside) == 1 and function_words().get(form) in ("pronoun", "relative"):
        names = _antecedents(document, form, source.start)
        return (tuple(_speaker(document, name, source) for name in names), "antecedent") if names else (
            NOBODY, "unresolved")
    return (_unnamed(document, text, inside),), "head noun"


def _halves(document: Document, source: Span) -> tuple[Span, Span] | None:
    """The two halves of a source that joins two names, "Ida Hall and Bo Lind"; None for any other."""
    name = document[source]
    left, joint, right = name.partition(" and ")
    if not joint or not (left[0].isupper() and right[:1].isupper()) or " of " in left or " for " in left:
        return None
    return Span(source.start, source.start + len(left)), Span(source.end - len(right), source.end)


@lru_cache(maxsize=8)
def _actors(document: Document) -> dict[str, Actor]:
    return {actor.name: actor for actor in cast(document)}


def _is_person(document: Document, mention: Mention) -> bool:
    return _actors(document)[mention.name].pronoun not in ("it", "they")


@lru_cache(maxsize=8)
def _mentioned(document: Document) -> tuple[list[Mention], list[Span]]:
    """The mentions of actors that are known by name, and their spans, in reading order."""
    known = [mention for mention in mentions(document) if mention.kind == ACTOR and mention.name]
    return known, [mention.span for mention in known]


def _speaker(document: Document, name: str, source: Span) -> Speaker:
    """The actor with the stakeholder that the actors file or, failing that, its role in the text tells."""
    actor, text = _actors(document)[name], words(document)
    role = None if actor.stakeholder != UNSPECIFIED else _role(text, text.inside(*source))
    return Speaker(name, role.stakeholder if role else actor.stakeholder)


def _named(document: Document, source: Span) -> list[Mention]:
    """The actors that a source names: all that "and" joins, else the person rather than the person's organisation."""
    known, spans = _mentioned(document)
    first = bisect_left(spans, (source.start,))
    chosen: list[Mention] = []
    for mention in known[first : first + len(envelop(spans, source))]:
        joined = chosen and " and " in document.text[chosen[-1].span.end : mention.span.start]
        if not chosen or joined:
            chosen.append(mention)
        elif _is_person(document, mention) and not _is_person(document, chosen[-1]):
            chosen[-1] = mention  # "the studio's director Ida Hall"
    return list({mention.name: mention for mention in reversed(chosen)}.values())[::-1]


def _owned(document: Document, mention: Mention, source: Span) -> bool:
    """True if the source is not the person but somebody of the person's: "Hall's employer", "a friend of Hall"."""
    if not _is_person(document, mention):
        return False
    text = words(document)
    ahead, behind = text.inside(source.start, mention.span.start), text.inside(mention.span.end, source.end)
    if behind and text.forms[behind.start] == "'s":
        return any(role.kind != "document" for _, _, role in roles().find(text, behind.start, behind.stop))
    return bool(ahead) and function_words().get(text.forms[ahead[-1]]) == "preposition" and any(
        role.kind == "person" for _, _, role in roles().find(text, ahead.start, ahead.stop))


def _antecedents(document: Document, pronoun: str, position: int) -> list[str]:
    """Whom they, it, who or which mean: the actors last named before `position`."""
    known, spans = _mentioned(document)
    earlier = known[: bisect_left(spans, (position,))]
    if pronoun in _THEY:
        return _group(document, earlier, position)
    if pronoun in _IT:
        earlier = [mention for mention in earlier if not _is_person(document, mention)][-1:]
    elif pronoun not in _RELATIVE:
        return []
    return [mention.name for mention in earlier[-1:]]


def _group(document: Document, earlier: list[Mention], position: int) -> list[str]:
    """Whom "they" means: all actors of the sentence before, where there are several, else the last organisation."""
    starts = [sentence.span.start for sentence in sentences(document)]
    here = max(0, bisect_left(starts, position + 1) - 1)
    since = starts[max(0, here - 1)]
    near = dict.fromkeys(mention.name for mention in earlier if since <= mention.span.start < starts[here])
    if len(near) > 1:
        return list(near)
    return [mention.name for mention in earlier[-1:] if not _is_person(document, mention)]


def _bearer(document: Document, text: Words, phrase: Phrase) -> Span:
    """What a relative pronoun refers to, of the words before it: an actor, a role noun, or the last word."""
    stop = phrase.head + 1
    known, spans = _mentioned(document)
    last = bisect_left(spans, (text.ends[phrase.head],)) - 1
    if last >= 0 and spans[last].end == text.ends[phrase.head]:
        return spans[last]
    first = next((first for first, end, _ in roles().find(text, phrase.first, stop) if end == stop), phrase.head)
    return text.span(first, stop)


def _unnamed(document: Document, text: Words, inside: range) -> Speaker:
    """A source without a known name keeps its head noun with what stands before it: "artists", "industry experts"."""
    classes = function_words()
    first, stop = inside.start, inside.stop
    while first < stop - 1 and classes.get(text.forms[first]) in ("determiner", "preposition", "adverb", "pronoun"):
        first += 1
    for index in range(first + 1, stop - 1):
        if text.forms[index] == "'s" and capital(text, index + 1):  # "the port's Ida Hall"
            first = index + 1
    for index in range(first + 1, stop):
        if classes.get(text.forms[index]) in ("preposition", "relative", "subordinator") or "," in text.gap(index - 1):
            stop = index
            break
    role = _role(text, range(first, inside.stop))
    if stop < inside.stop and all(capital(text, index) for index in range(stop, inside.stop)):
        first, stop = stop, inside.stop  # "the port's founder, Ida Hall"
    name = document[text.span(first, stop)]
    if next(roles().find(text, first, stop), (None,))[0] == first and not name[:2].isupper():
        name = name[0].lower() + name[1:]  # "Critics" at the start of a sentence are critics
    return Speaker(name, role.stakeholder if role else UNSPECIFIED)


def _role(text: Words, inside: range) -> Role | None:
    """The role that a source tells: the last role noun of its core, else the first of its apposition."""
    found = [(stop, role) for _, stop, role in roles().find(text, inside.start, inside.stop)]
    comma = next((index + 1 for index in inside if "," in text.gap(index)), inside.stop)
    core = [role for stop, role in found if stop <= comma]
    return core[-1] if core else found[0][1] if found else None

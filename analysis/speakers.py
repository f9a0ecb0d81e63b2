"""Speakers: who a source is, by canonical name, and which stakeholder speaks.

A source is one noun phrase or several joined by "and", each with its own speaker. The head of a phrase tells who
speaks: a name ("Northern's director Ida Hall"), a noun that stands for somebody of the cast ("the company"), or neither
("Hall's lawyer", "critics"), which then keeps its noun. Pronouns mean somebody before them.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache

from .cast import cast
from .clauses import LONGEST, Phrase, after, core
from .codebook import UNSPECIFIED
from .corpus import Actor, Document
from .cues import cues
from .introductions import employed, known, stakeholder_in
from .joints import core_stop, parts, plural
from .mentions import ACTOR, Mention, mentions
from .names import names
from .roles import Role, role_nouns, roles_between
from .sentences import sentences
from .span import Span
from .tags import capital
from .words import Words, function_words, words

# How speakers are found, and how often they are the right ones: read and judged by hand in news articles that are not
# part of this repository, as (right + 1) / (n + 2). For "no source" and "unresolved": how often nobody is named.
CONFIDENCE = {
    "name": 0.96,
    "surname": 0.98,
    "role noun": 0.69,
    "pronoun": 0.86,
    "antecedent": 0.50,
    "head noun": 0.92,
    "no source": 0.60,
    "unresolved": 0.41,
}


@dataclass(frozen=True, slots=True)
class Speaker:
    """A canonical name (or the head noun of a source without one) and its stakeholder."""

    name: str
    stakeholder: str


NOBODY = Speaker(UNSPECIFIED, UNSPECIFIED)
Found = tuple[tuple[Speaker, ...], str]


def speakers(document: Document, source: Span | None) -> Found:
    """The speakers that a source names or refers to, and how the first was found: a key of CONFIDENCE.

    A pronoun without an antecedent is "unresolved": its speaker is unspecified, and the attribution stays.

    >>> speakers(text := Document("a", "Ida Hall, a painter, and two unions agreed."), Span(0, 35))[0]
    (Speaker(name='Ida Hall', stakeholder='creative_worker'), Speaker(name='unions', stakeholder='union'))
    """
    if source is None:
        return (NOBODY,), "no source"
    text = words(document)
    inside = text.inside(*source)
    if not inside:
        return (NOBODY,), "unresolved"
    found = [_speakers(document, part) for part in parts(document, inside)]
    return tuple(dict.fromkeys(speaker for who, _ in found for speaker in who)), found[0][1]


def _speakers(document: Document, inside: range) -> Found:
    """The speakers of one noun phrase or pronoun: of a pronoun that means several, several."""
    text = words(document)
    form = text.forms[inside.start]
    if form in _ASKS and document[text.span(inside.start, inside.stop)] == form.upper():
        return _interviewed(document, text.starts[inside.start], form)
    if len(inside) == 1 and (
        form in ("that", "one") or form in _POSSESSIVES or function_words().get(form) in ("pronoun", "relative")
    ):
        if form not in role_nouns():
            return _pronoun(document, inside.start)
    inside = _counted(text, inside)
    stop = core_stop(text, inside)
    mention = _head_mention(document, inside, stop)
    if mention and mention.name:
        return (_speaker(document, mention.name, inside),), mention.rule
    if name := _described(document, inside.start, stop, text.starts[inside.start]):
        return (_speaker(document, name, inside),), "role noun"
    return (_unnamed(document, inside, stop),), "head noun"


def _interviewed(document: Document, position: int, form: str) -> Found:
    """Who asks and who answers in an interview: the press by the label Q, whom it names first by the label A."""
    if form == "q":
        return (Speaker("interviewer", "press"),), "role noun"
    found = _label(document, position)
    return (found, "antecedent") if found else ((Speaker("interviewee", UNSPECIFIED),), "role noun")


_ASKS = frozenset(("q", "a"))


# ---- names ----------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=8)
def _actors(document: Document) -> dict[str, Actor]:
    return {actor.name: actor for actor in cast(document)}


def _is_person(document: Document, mention: Mention) -> bool:
    return _actors(document)[mention.name].pronoun not in ("it", "they")


@lru_cache(maxsize=8)
def _mentioned(document: Document) -> tuple[list[Mention], list[int]]:
    """The mentions of actors that are known by name, and where they start, in reading order."""
    found = [mention for mention in mentions(document) if mention.kind == ACTOR and mention.name]
    return found, [mention.span.start for mention in found]


def _within(document: Document, start: int, end: int) -> list[Mention]:
    """The mentions that start in [start, end)."""
    found, starts = _mentioned(document)
    return found[bisect_left(starts, start) : bisect_left(starts, end)]


def _head_mention(document: Document, inside: range, stop: int) -> Mention | None:
    """The mention at the head of a phrase, or behind the comma of a noun that it names: "the founder, Ida Hall".

    An organisation also speaks by its papers and its people: "the company's report", "Northern's leadership".
    """
    text = words(document)
    end = text.ends[stop - 1]
    here = _within(document, *text.span(inside.start, inside.stop))
    for mention in here:
        if mention.span.start < end <= mention.span.end:
            return mention
    role = next((role for _, last, role in roles_between(document, inside.start, stop) if last == stop), None)
    if not role or not here:
        return None
    if role.kind in ("document", "group"):
        owns = not _is_person(document, here[0]) and document.text.startswith(("'", "’"), here[0].span.end)
        return here[0] if owns else None
    apposed = stop < inside.stop and text.gap(stop - 1) == ", "
    return next((mention for mention in here if apposed and mention.span.start == text.starts[stop]), None)


def _described(document: Document, first: int, stop: int, position: int) -> str:
    """The person last named whom a noun with words of its own means: "the Oslo senator"; empty if nobody is."""
    text = words(document)
    noun = next((role.noun for _, last, role in roles_between(document, first, stop) if last == stop), "")
    if text.forms[first] != "the" or not noun:
        return ""
    bearers = {actor.name for actor in _actors(document).values() if noun in actor.nouns}
    earlier = reversed(_within(document, 0, position))
    return next((mention.name for mention in earlier if mention.name in bearers), "")


def _counted(text: Words, inside: range) -> range:
    """The phrase without how many they are: "weavers" of "two in five weavers", "many of the weavers"."""
    for index in inside[:4]:
        if text.forms[index] in ("of", "in") and all(_counts(form) for form in text.forms[inside.start : index]):
            index += 1
            while index < inside.stop - 1 and (_counts(text.forms[index]) or text.forms[index] in _OF_ALL):
                index += 1
            return range(index, inside.stop) if index < inside.stop else inside
    return inside


def _counts(form: str) -> bool:
    return form in _NUMBERS or form in _QUANTITIES or form.isdigit()


_OF_ALL = frozenset(("the", "its", "their"))
_QUANTITIES = frozenset("a one half most many some several both all third quarter fifth tenth percent per cent out of "
                        "majority number nearly almost about more than".split())


def _speaker(document: Document, name: str, inside: range) -> Speaker:
    """The actor with the stakeholder that the actors file or the text tells or, failing that, its source."""
    actor = _actors(document)[name]
    if actor.stakeholder != UNSPECIFIED:
        return Speaker(name, actor.stakeholder)
    role = _role(document, inside)
    return Speaker(name, role.stakeholder if role else UNSPECIFIED)


# ---- nouns ----------------------------------------------------------------------------------------------------------


def _unnamed(document: Document, inside: range, stop: int) -> Speaker:
    """A phrase without a known name keeps its head noun with what stands before it: "artists", "industry experts"."""
    text = words(document)
    role = _role(document, inside)
    first = inside.start
    while first < stop - 1 and not text.forms[first + 1].isdigit() and (  # "No. 10" stays whole
            function_words().get(text.forms[first]) in _LEADING or text.forms[first] in _NUMBERS):
        first += 1
    runs = list(names(text, first, inside.stop))
    if runs and runs[-1].stop == inside.stop and "," in text.gap(runs[-1].first - 1):
        first, stop = runs[-1].first, inside.stop  # "the port's founder, Ada Hall"
    elif runs and runs[-1].stop == stop:
        first = runs[-1].first  # "the port's Ada Hall", "Oslo Judge Ada Hall"
    if stop > first + 1 and any(at < stop < end for at, end, _ in roles_between(document, first, inside.stop)):
        stop = first + 1  # "a person familiar with the matter"
    name = document[text.span(first, stop)]
    if text.forms[first] in role_nouns() and not name[:2].isupper():
        name = name[0].lower() + name[1:]  # "Critics" at the start of a sentence are critics
    return Speaker(name, role.stakeholder if role else UNSPECIFIED)


_LEADING = ("determiner", "preposition", "adverb", "pronoun")
_NUMBERS = frozenset("two three four five six seven eight nine ten dozen dozens hundreds thousands".split())


def _role(document: Document, inside: range) -> Role | None:
    """The role that a source tells: the last role noun of its core, else the first of its apposition.

    Of "a spokeswoman for the union" it is hers, with the stakeholder of the union for which she speaks.
    """
    text = words(document)
    stop = next((index + 1 for index in inside if "," in text.gap(index)), inside.stop)
    found = list(roles_between(document, inside.start, inside.stop))
    told = [role for _, last, role in found if last <= stop][-1:] or [role for _, _, role in found][:1]
    owners = {end for end in range(inside.start, stop) if _owns(text, end)}  # "the weavers' union" is a union
    persons = [role for _, last, role in found
               if last <= stop and last not in owners and role.kind in ("person", "group")]
    if not told:
        return None
    role = persons[-1] if persons and told[0].kind == "organisation" else told[0]
    named = (_actors(document)[m.name].stakeholder for m in _within(document, *text.span(inside.start, inside.stop))
             if not _is_person(document, m))
    return employed(role, known(*named, stakeholder_in(document, text, inside.start, inside.stop)))


def _owns(text: Words, stop: int) -> bool:
    """True if the words before `stop` are in the genitive: the union's, the weavers'."""
    return text.forms[stop] == "'s" or text.gap(stop - 1)[:1] in ("'", "’")


# ---- pronouns -------------------------------------------------------------------------------------------------------


def _pronoun(document: Document, index: int) -> Found:
    """Whom a pronoun means; unspecified where nobody can be told."""
    text = words(document)
    position, form = text.starts[index], _POSSESSIVES.get(text.forms[index], text.forms[index])
    if form in ("who", "which", "that"):
        whose = core(text, index, max(0, index - LONGEST))
        return _speakers(document, range(*_bearer(document, whose))) if whose else ((NOBODY,), "unresolved")
    for mention in _within(document, position, position + 1):
        return (_speaker(document, mention.name, range(index, index + 1)),), "pronoun"
    if form in ("i", "we"):
        found = _label(document, position)
    elif form in ("he", "she"):
        found = _last_person(document, position, form)
    elif form == "one":  # "Critics were not kind: one said ..."
        found = _subject(document, position, "they")
        found = found if len(found) == 1 and not _actors(document).get(found[0].name) else ()
    else:
        found = form in ("they", "it") and not _expletive(text, index) and _subject(document, position, form)
    return (found, "antecedent") if found else ((NOBODY,), "unresolved")


def _last_person(document: Document, position: int, pronoun: str) -> tuple[Speaker, ...]:
    """The last person named before, of those whom he or she fits."""
    before = reversed(_within(document, 0, position))
    name = next((m.name for m in before if _actors(document)[m.name].pronoun == pronoun), "")
    return (_speaker(document, name, range(0)),) if name else ()


_POSSESSIVES = {"their": "they", "its": "it", "our": "we", "my": "i", "his": "he", "her": "she"}  # "their fears"


def _expletive(text: Words, index: int) -> bool:
    """True for an it that means nothing: "it is unclear whether", "it seems that"."""
    verb, *behind = (*text.forms[index + 1 : index + 6], "")
    clause = not _CLAUSE.isdisjoint(behind[:3]) and not behind[0].endswith("ing")
    return text.forms[index] == "it" and verb in _BEING and clause


_BEING = frozenset("is was 's seems seemed appears appeared remains became becomes".split())
_CLAUSE = frozenset("that whether if how to when".split())


def _bearer(document: Document, phrase: Phrase) -> tuple[int, int]:
    """The words that a relative pronoun refers to, of the phrase before it: an actor, a role noun, or the last word."""
    text, stop = words(document), phrase.head + 1
    known_, starts = _mentioned(document)
    last = bisect_right(starts, text.starts[phrase.head]) - 1
    if last >= 0 and known_[last].span.end == text.ends[phrase.head]:
        return text.inside(*known_[last].span).start, stop
    roles = roles_between(document, phrase.first, stop)
    first = next((first for first, end, _ in roles if end == stop), phrase.head)
    while first > phrase.first and text.gap(first - 1) == " " and capital(text, first) and capital(text, first - 1):
        first -= 1  # a name of which nothing else tells
    return first, stop


def _label(document: Document, position: int) -> tuple[Speaker, ...]:
    """Who speaks in a paragraph that begins with a name and a colon ("Ida Hall: I like rain.") or answers with "A:"."""
    start = document.text.rfind("\n", 0, position) + 1
    label = next((m for m in _within(document, start, position) if m.span.start == start), None)
    if document.text.startswith("A: ", start):  # an interview: of the person whom it names first
        label = next((m for m in _within(document, 0, start) if _is_person(document, m)), None)
    elif not label or document.text[label.span.end : label.span.end + 1] != ":":
        return ()
    return (_speaker(document, label.name, words(document).inside(*label.span)),) if label else ()


_BACK = 3  # sentences back in which the subject that a pronoun takes up is looked for


def _subject(document: Document, position: int, pronoun: str) -> tuple[Speaker, ...]:
    """Whom they or it takes up: the last subject of a clause before it that is several people, or no person."""
    text = words(document)
    cut = _starts(document)
    here = bisect_right(cut, position) - 1
    end_ = cut[here + 1] if here + 1 < len(cut) else len(document.text)
    own = {mention.name for mention in _within(document, position, end_)}  # whom they speak of are others
    for at in range(here, max(-1, here - 1 - _BACK), -1):
        begin = text.inside(cut[at], position).start
        end = text.inside(position, position + 1).start if at == here else text.inside(cut[at + 1], position + 1).start
        if begin < end and (phrase := _first_phrase(text, begin, end)):
            found, _ = speakers(document, text.span(*phrase[:2]))
            if _fits(document, phrase, found, pronoun) and own.isdisjoint(who.name for who in found):
                return found
    return _people_before(document, cut, here, own) if pronoun == "they" else ()


def _people_before(document: Document, starts: list[int], here: int, own: set[str]) -> tuple[Speaker, ...]:
    """All people named in the sentence before but for `own`, where there are several."""
    before = _within(document, starts[max(0, here - 1)], starts[here])
    names = dict.fromkeys(one.name for one in before if one.name not in own and _is_person(document, one))
    return tuple(_speaker(document, name, range(0)) for name in names) if len(names) > 1 else ()


@lru_cache(maxsize=8)
def _starts(document: Document) -> list[int]:
    """Where the sentences start."""
    return [sentence.span.start for sentence in sentences(document)]


def _first_phrase(text: Words, begin: int, end: int) -> Phrase | None:
    """The first noun phrase of a sentence, without what may stand before its comma: "In May, two unions"."""
    while begin < end and (
        function_words().get(text.forms[begin]) in ("preposition", "subordinator", "adverb")
        or any(form.endswith("ly") for form in text.forms[begin : min(begin + 2, end)])  # "Most notably, ..."
    ):
        begin = next((index + 1 for index in range(begin, end) if "," in text.gap(index)), end)
    while begin < end and function_words().get(text.forms[begin]) == "conjunction":
        begin += 1
    verbs = (at for at, _, readings in cues().find(text, begin + 1, end) if readings[0].form in ("s", "past"))
    end = next(verbs, end)
    forms = text.forms
    adverbs = (at for at in range(begin + 1, end) if forms[at].endswith("ly") and forms[at] not in role_nouns())
    return after(text, begin, next(adverbs, end))


def _fits(document: Document, phrase: Phrase, found: tuple[Speaker, ...], pronoun: str) -> bool:
    """True if a subject can be taken up by the pronoun: several by they, an organisation or a paper by it or they."""
    text = words(document)
    form = text.forms[phrase.head]
    actor = _actors(document).get(found[0].name)
    role = role_nouns().get(form)
    if found[0] == NOBODY or function_words().get(form) == "pronoun":
        return False
    if pronoun == "they":
        return len(found) > 1 or (actor.pronoun in ("it", "they") if actor else plural(form))
    return actor.pronoun == "it" if actor else role.pronoun == "it" if role else (
        found[0].name.isupper() and not _dateline(document, phrase))


def _dateline(document: Document, phrase: Phrase) -> bool:
    """True for the place in capitals with which a report begins: "OSLO, March 3 - It rains."."""
    return bool(_PLACED.match(document.text, words(document).starts[phrase.first]))


_PLACED = re.compile(r"(?<![^\n])[A-Z][A-Z .'’-]+(?:, [^\n–—]{1,30}?)?\s+(?:\([^)\n]{1,20}\)\s+)?[–—-]{1,2}\s")

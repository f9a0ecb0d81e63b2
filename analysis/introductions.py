"""Introductions: what the words at a name tell of who bears it, a person or an organisation.

Persons by title ("Mr. Hall"), by a role before the name ("actress Ida Hall") or behind it ("Ida Hall, 34, a painter",
"Ida Hall, who negotiates for the dockers' union"), or by a given name. Organisations by their last word or the one
before "of" ("Dock Workers' Union", "Ministry of Tides"), by what they are said to be ("Loom Works, a company", "ferry
operator Northern") and by who works there ("Ida Hall, chief executive of Loom Works", "Loom Works chief executive").
"""

import re
from bisect import bisect_right
from dataclasses import replace

from .codebook import UNSPECIFIED
from .corpus import Actor, Document
from .names import Name, given_names, joined, name_words
from .roles import Role, role_nouns, roles_between, titles
from .sentences import sentences
from .tags import finite
from .words import Words, function_words, words

PERSONS = ("he", "she")
_BEFORE = 4  # words before a name among which its role begins
_REACH = 12  # words behind a name's comma within which its role is looked for
_LONGEST = 4  # words that a person's name has at most
_ANYWHERE = ("director", "editor", "producer", "secretary")  # of a film, a ministry, a newspaper, a union
_ITS = frozenset(("its", "their"))
_SPEAKERS = frozenset("spokesman spokeswoman spokesperson representative employee worker staffer".split())
_OFFICES = frozenset("CEO CFO COO CTO co-CEO executive founder co-founder".split()) | {"managing director"}
_LEGAL = frozenset("inc incorporated corp co ltd limited llc plc gmbh ag".split())  # not part of what a firm is called


def known(*stakeholders: str) -> str:
    """The first stakeholder that says something."""
    return next((each for each in stakeholders if each not in ("", UNSPECIFIED)), UNSPECIFIED)


def person(document: Document, name: Name) -> Actor | None:
    """The person of whom title, role or given name tells, as an actor; None if they tell of nobody.

    >>> from .names import names
    >>> person(text := Document("a", "Ida Hall, a painter, left."), next(names(words(text))))
    Actor(name='Ida Hall', stakeholder='creative_worker', mentions=('Ida Hall',), pronoun='', nouns=('painter',))
    """
    found = words(document)
    name = _without_noun(found, name)
    alone = name.stop - name.first == 1
    if name.stop - name.first > _LONGEST or found.forms[name.stop - 1] in name_words():
        return None
    if alone and not name.title:
        return None
    title, role = titles().get(name.title), None if alone else _role(document, found, name)
    aged = name.stop < len(found) and found.gap(name.stop - 1) == ", " and _AGE(found.forms[name.stop])
    if not (title or role or not alone and (aged or found.forms[name.first] in given_names())):
        return None
    full = document[found.span(name.first, name.stop)]
    told = [each for each in (role, title and role_nouns(document.story.scheme).get(title.noun)) if each]
    nouns = dict.fromkeys(each.noun for each in told if each.noun)
    pronoun = next((each.pronoun for each in (title, *told) if each and each.pronoun in PERSONS), "")
    return Actor(full, known(*(each.stakeholder for each in told)), (full,), pronoun, tuple(nouns))


def _without_noun(found: Words, name: Name) -> Name:
    """The name from its given name on, where nouns stand before it: "Republican Ida Hall", "Baker Ida Hall"."""
    first = name.first
    while first < name.stop - 2 and (found.forms[first] in name_words() or found.forms[first] in role_nouns()):
        first += 1
    return name._replace(first=first) if found.forms[first] in given_names() and not name.title else name


def _role(document: Document, found: Words, name: Name) -> Role | None:
    """The role of a person, before the name ("actress Ida Hall") or behind its comma ("Ida Hall, 34, a painter")."""
    for first, stop, role in roles_between(document, name.first - _BEFORE, name.first):
        if stop == name.first and role.kind == "person" and (
                found.gap(stop - 1).isspace() or _is_named(found, first, stop, name.stop)):
            return employed(role, stakeholder_before(document, found, first))
    start = name.stop
    if start < len(found) and found.gap(start - 1) == ", " and _AGE(found.forms[start]):
        start += 1
    return _apposed(document, found, start) if start < len(found) and found.gap(start - 1) in (", ", " (") else None


def _is_named(found: Words, first: int, stop: int, end: int) -> bool:
    """True if the role at words [first, stop) is that of the name behind it: "the guild's president, Ida Hall,"."""
    owned = first > 0 and (found.forms[first - 1] in _ITS | {"the", "'s"} or found.gap(first - 1)[:1] in ("'", "’"))
    return owned and found.gap(stop - 1) == ", " and (end == len(found) or found.gap(end - 1) != " ")


def _apposed(document: Document, found: Words, start: int) -> Role | None:
    """The role that an apposition tells: "a painter", "president of the union", "who negotiates for the union"."""
    form = found.forms[start]
    if form == "whose" or form in finite() and not _capital(found, start):  # "whose husband is a painter", "left"
        return None
    last = min(len(found), start + _REACH)
    stop = next((at + 1 for at in range(start, last - 1) if not _ENDS.isdisjoint(found.gap(at))), last)
    for first, end, role in roles_between(document, start, stop):
        if role.kind == "person":
            of = not _OF.isdisjoint(found.forms[end - 1 : end + 1])
            behind = stakeholder_in(document, found, end, stop) if of else UNSPECIFIED
            return employed(role, known(stakeholder_in(document, found, start, first), behind))
    serves = stakeholder_in(document, found, start, stop) if found.forms[start] == "who" else UNSPECIFIED
    return Role("", serves, "person", "") if serves != UNSPECIFIED else None


_AGE = re.compile(r"\d\d\Z").match
_ENDS = frozenset(',.;:\n“"()')
_OF = frozenset(("of", "for", "at", "with", "from", "in"))


def employed(role: Role, employer: str) -> Role:
    """The role with the stakeholder of the organisation, where one is named: an officer of a union speaks for it."""
    if employer == UNSPECIFIED or role.stakeholder not in ("executive", UNSPECIFIED) and role.noun not in _ANYWHERE:
        return role
    if employer == "company" and role.noun not in _SPEAKERS:
        employer = "executive"
    return replace(role, stakeholder=employer)


def stakeholder_in(document: Document, found: Words, first: int, stop: int) -> str:
    """The stakeholder of the first organisation named or meant among words [first, stop): "the union", "Loom Works"."""
    roles = roles_between(document, first, stop)
    told = [(start, role.stakeholder) for start, _, role in roles if role.kind == "organisation"]
    for at in range(first, stop):
        kind, stakeholder = name_words().get(found.forms[at], ("", ""))
        if kind == "organisation" and _capital(found, at):
            told.append((at, stakeholder))
    return known(*(stakeholder for _, stakeholder in sorted(told)))


def stakeholder_before(document: Document, found: Words, index: int) -> str:
    """The stakeholder of the organisation of a role: "the union's president", "Loom Works chief", "its chair"."""
    if index and found.forms[index - 1] in _ITS:
        return _stakeholder_meant(document, found, index - 1)
    first = index
    while first > 0 and index - first < 6 and (joined(found, first - 1) or found.gap(first - 1) in ("", "’ ", "' ")):
        if found.forms[first - 1] in function_words() and found.forms[first - 1] != "'s":
            break
        first -= 1
    return stakeholder_in(document, found, first, index)


def _stakeholder_meant(document: Document, found: Words, its: int) -> str:
    """The stakeholder of the organisation that comes first in the sentence of word `its`, else in the one before."""
    for start, end in _sentences_back(document, found, its):
        if (told := stakeholder_in(document, found, start, end)) != UNSPECIFIED:
            return told
    return UNSPECIFIED


def _sentences_back(document: Document, found: Words, index: int) -> list[tuple[int, int]]:
    """The words of the sentence of word `index` before it, and those of the sentence before."""
    spans = [sentence.span for sentence in sentences(document)]
    at = bisect_right(spans, found.starts[index], key=lambda span: span.start) - 1
    back = [found.inside(*span) for span in spans[max(0, at - 1) : at + 1]]
    return [(inside.start, min(inside.stop, index)) for inside in reversed(back)]


def organisation(document: Document, name: Name) -> Actor | None:
    """The organisation that a name names, as an actor; None for a person's name or one of which nothing is told.

    >>> from .names import names
    >>> union = Document("a", "The Dock Workers’ Union (DWU) left.")
    >>> organisation(union, list(names(words(union)))[-2]).mentions
    ('Dock Workers’ Union', 'DWU')
    """
    found = words(document)
    called = _by_its_words(document, found, name)
    first, stop, stakeholder, noun = called or _by_the_words_around(document, found, name) or (0, 0, "", "")
    if not stop:
        return None
    full = document[found.span(first, stop)]
    legal = stop
    while legal - first > 1 and found.forms[legal - 1] in _LEGAL:
        legal -= 1
    short = document[found.span(first, legal)]
    nouns = [noun] if noun else []
    if stakeholder == "company":
        nouns += [each for each in ("company", "firm") if each != noun]
    mentions = dict.fromkeys((short, full, *_initials(document, found, first, stop)))
    return Actor(short, stakeholder, tuple(mentions), "it", tuple(nouns))


def _by_its_words(document: Document, found: Words, name: Name) -> tuple[int, int, str, str] | None:
    """First word, word after the last, stakeholder and noun of "Dock Workers' Union", "Ministry of Tides"."""
    first, stop, title = name
    first -= bool(title)
    if not (kind := _kind(document, found.forms[stop - 1])):
        return None
    if found.forms[stop : stop + 1] == ["of"] and (end := _capitals(found, stop + 1)) > stop + 1:
        stop = end
    while first > 1 and found.gap(first - 1) in ("’ ", "' ") and found.forms[first - 1].endswith("s") and (
        found.text[found.starts[first - 1]].isupper()
    ):
        first -= 1
        while first > 0 and joined(found, first - 1) and _capital(found, first - 1):
            first -= 1
    return (first, stop, *kind) if stop - first > 1 else None


def _kind(document: Document, form: str) -> tuple[str, str] | None:
    """Stakeholder and role noun of an organisation whose name ends with this word; None if it does not say."""
    role = role_nouns(document.story.scheme).get(form)
    noun = form if role and role.kind == "organisation" else ""
    if form in name_words() and role == role_nouns().get(form):  # a scheme's own noun counts
        kind, stakeholder = name_words()[form]
        return (stakeholder, noun) if kind == "organisation" else None
    return (role.stakeholder, noun) if noun else None


def _capitals(found: Words, index: int) -> int:
    """The word after a run of capitalised words from `index` on, "the" before it and "and" within it passed."""
    while index < len(found) and joined(found, index - 1) and (
        _capital(found, index) or found.forms[index] in ("the", "and") and _capital(found, index + 1)
    ):
        index += 1
    return index


def _capital(found: Words, index: int) -> bool:
    """True for a word with a capital that is not one of those that hold a sentence together."""
    if index >= len(found) or found.forms[index] in function_words():
        return False
    return found.text[found.starts[index]].isupper()


def _by_the_words_around(document: Document, found: Words, name: Name) -> tuple[int, int, str, str] | None:
    """The organisation that a role at its name tells: "ferry operator Northern", "Northern, a ferry company"."""
    first, stop, title = name
    near = [] if title else list(roles_between(document, max(0, first - 6), stop + 6))
    if not near or found.forms[first] in given_names() or found.forms[stop - 1] in name_words():
        return None
    if stop < len(found) and joined(found, stop - 1) and _capital(found, stop):
        return None  # "Oslo Judge Ida Hall"
    for start, end, role in near:
        if end == first and role.kind == "organisation" and found.gap(end - 1) == " " and not _capital(found, start):
            return first, stop, role.stakeholder, role.noun
        office = role.noun in _OFFICES or role.noun.startswith("chief ")
        if office and (end == first - 1 and found.forms[end] == "of" or _owned(found, stop, start)):
            return first, stop, "company", ""
    if stop < len(found) and found.gap(stop - 1) == ", " and found.forms[stop] in ("a", "an", "the"):
        end = next((at + 1 for at in range(stop, min(len(found), stop + 6)) if found.gap(at) != " "), stop)
        if found.forms[end : end + 1] == ["'s"] or found.gap(end - 1)[:1] in ("'", "’"):
            return None  # "Ida Hall, the studio's vice president"
        told = [role for start, last, role in near if stop <= start and last <= end]
        if told and all(role.kind == "organisation" for role in told):
            return first, stop, told[-1].stakeholder, told[-1].noun
    return None


def _owned(found: Words, stop: int, index: int) -> bool:
    """True if word `index` belongs to the name that ends before word `stop`: "Northern chief", "Northern's chief"."""
    if index == stop:
        return found.gap(stop - 1) in (" ", "’ ", "' ")
    return index == stop + 1 and found.forms[stop] == "'s"


def _initials(document: Document, found: Words, first: int, stop: int) -> list[str]:
    """The initials in brackets behind an organisation's name: "Harbour Pilots (HP)"."""
    if stop < len(found) and found.gap(stop - 1) == " (" and found.gap(stop).startswith(")"):
        short = document[found.span(stop, stop + 1)]
        if short.isupper() and len(short) > 1 and short[0] == found.text[found.starts[first]]:
            return [short]
    return []

"""The cast of a document: who is who, from the story's actors file and from what the text itself tells.

Beside those whom the text introduces (see introductions) a person is whoever is named in full where somebody speaks
("...," said Joris Veld) or behind what people do ("the skipper Joris Veld"), and whoever is named in full once and then
by the last word alone, as the press does with people. One person may go by several names: "Ida Hall", "Ida M. Hall",
"Ms. Hall".
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from .corpus import Actor, Document
from .introductions import known, organisation, person
from .names import PARTICLES, Name, given_names, in_title_case, name_words, names, surname
from .roles import role_nouns, roles_in
from .sentences import sentences
from .words import Words, function_words, words


@lru_cache(maxsize=8)
def cast(document: Document) -> tuple[Actor, ...]:
    """Everybody whom the story's actors file names, then the people and organisations that the text introduces.

    >>> [actor.name for actor in cast(Document("a", "Ida Hall, a painter, smiled. Hall left."))]
    ['Ida Hall']
    """
    found, listed = words(document), document.story.actors
    taken = {mention for actor in listed for mention in actor.mentions}
    endings = tuple(f" {name}" for name in taken if " " in name)
    organisations, people, rest = {}, {}, []
    for name in _runs(document):
        full = document[found.span(name.first, name.stop)]
        if full in taken or full.endswith(endings):  # "CEO Ida Hall"
            continue
        if told := organisation(document, name):
            _add(organisations, told.name, told)
        elif name.stop - name.first > 1 and (told := person(document, name)):
            _add(people, _key(people, told.name), told)
        else:
            rest.append(name)
    for full in _speaking(document, rest):
        if not any(actor.name.endswith(" " + full) for actor in people.values()):  # "Veld Smit" of "Ida Veld Smit"
            _add(people, _key(people, full), Actor(full, mentions=(full,)))
    surnames = {surname(actor.name) for actor in people.values()}
    for full in _shortened(document, rest):
        if surname(full) not in surnames:
            _add(people, _key(people, full), Actor(full, mentions=(full,)))
    for name in rest:
        if name.title and name.stop - name.first == 1 and (told := person(document, name)):
            _add_single(people, told, document[found.span(name.first - 1, name.stop)])
    for noun in [noun for noun in organisations if noun in surnames]:
        del organisations[noun]
    return (*listed, *map(_with_pronoun, people.values()), *organisations.values())


def _runs(document: Document) -> Iterator[Name]:
    """The names in the body, a role before the name cut off; in headings every word may have its capital."""
    found = words(document)
    roles = {stop: first for first, stop, role in roles_in(document)[1] if role.kind == "person"}
    for sentence in sentences(document):
        inside = found.inside(*sentence.span)
        if sentence.zone != "headline" and not in_title_case(found, inside):
            for name in names(found, inside.start, inside.stop):
                for cut in range(name.stop - 1, name.first, -1):
                    if cut in roles:  # "Northern Looms CEO Ida Hall"
                        if roles[cut] > name.first:
                            yield Name(name.first, roles[cut], name.title)
                        name = Name(cut, name.stop, "")
                        break
                yield name


def _key(people: dict, full: str) -> tuple[str, str, str]:
    """First name, middle names and surname, as an earlier name of the same person has them: Ida Hall, Ida M. Hall."""
    first, last = full.partition(" ")[0], surname(full)
    middle = full[len(first) : len(full) - len(last)].strip()
    for key in people:
        if (key[0], key[2]) == (first, last) and (middle == key[1] or "" in (middle, key[1])):
            return key
    return first, middle, last


def _add(actors: dict, key: object, told: Actor) -> None:
    """Add what an introduction tells to what is known; the first that tells something counts."""
    earlier = actors.get(key)
    actors[key] = told if earlier is None else replace(
        earlier,
        stakeholder=known(earlier.stakeholder, told.stakeholder),
        mentions=tuple(dict.fromkeys((*earlier.mentions, *told.mentions))),
        pronoun=earlier.pronoun or told.pronoun,
        nouns=tuple(dict.fromkeys((*earlier.nouns, *told.nouns))),
    )


def _add_single(people: dict, told: Actor, titled: str) -> None:
    """Add a person of one name and a title: "Mr. Hall" is the Hall of the cast whom the title fits, if there is one."""
    bearers = [key for key, actor in people.items() if surname(actor.name) == told.name]
    fitting = [key for key in bearers if not told.pronoun or _with_pronoun(people[key]).pronoun in (told.pronoun, "")]
    if len(fitting) == 1:
        _add(people, fitting[0], replace(told, mentions=()))
    elif not bearers:
        _add(people, ("", "", told.name), told)
    elif not fitting:  # "Ms. Hall", where all that is known is a Mr. Hall
        _add(people, (titled, "", told.name), replace(told, name=titled, mentions=()))


def _with_pronoun(actor: Actor) -> Actor:
    """The person with the pronoun of the given name, where nothing in the text tells."""
    first = actor.name.partition(" ")[0].lower()
    return actor if actor.pronoun else replace(actor, pronoun=given_names().get(first, ""))


def _shortened(document: Document, runs: Iterable[Name]) -> Iterator[str]:
    """The full names among runs whose last word stands alone elsewhere as a person's does: "Hall said", "Hall's"."""
    found, no_person = words(document), name_words().keys() | PARTICLES
    alone = {found.forms[name.first] for name in runs if name.stop - name.first == 1 and _acts(found, name)}
    for first, stop, _ in runs:
        if 2 <= stop - first <= 3 and found.forms[stop - 1] in alone and " " in found.gap(first):
            articled = first and found.forms[first - 1] in ("the", "a", "an") and found.gap(first - 1) == " "
            if not articled and no_person.isdisjoint((found.forms[first], found.forms[stop - 1])):
                yield document[found.span(first, stop)]


def _speaking(document: Document, runs: Iterable[Name]) -> Iterator[str]:
    """The full names among runs that stand where people are named: "...," said Joris Veld; the skipper Joris Veld."""
    found, no_person = words(document), (name_words(), PARTICLES, role_nouns())
    for first, stop, _ in runs:
        ends = found.forms[first], found.forms[stop - 1]
        whole = 2 <= stop - first <= 3 and " " in found.gap(first)
        whole = whole and not any(form in each for form in ends for each in no_person)
        if whole and not any(found.text[slice(*found.span(at, at + 1))].isupper() for at in (first, stop - 1)):
            if _said_by(found, first, stop) or _acting(found, first):
                yield document[found.span(first, stop)]


def _said_by(found: Words, first: int, stop: int) -> bool:
    """True for a name right at a verb of saying, behind it or before: "...," said Joris Veld; Joris Veld said."""
    if first > 1 and found.forms[first - 1] in _SAID and found.gap(first - 1) == " " and found.gap(first - 2) != " ":
        ends = stop == len(found) or found.gap(stop - 1) not in (" ", "-")
        return ends or found.forms[stop] in ("of", "from", "in", "on")
    opens = first == 0 or found.gap(first - 1) != " "
    return opens and stop < len(found) and found.forms[stop] in _SAID and found.gap(stop - 1) == " "


def _acting(found: Words, first: int) -> bool:
    """True behind an article and what somebody does: "the skipper", "a pianist"."""
    if first < 2 or not found.gap(first - 1) == found.gap(first - 2) == " " or found.forms[first - 2] not in _ARTICLES:
        return False
    form = found.forms[first - 1]
    role = role_nouns().get(form)
    doer = role.kind == "person" if role else form.endswith(_DOERS) and form not in _THINGS
    return doer and found.text[found.starts[first - 1]].islower()


_SAID = frozenset("said says told added asked replied wrote explained recalled".split())
_ARTICLES = frozenset(("the", "a", "an"))
_DOERS = ("er", "or", "ist", "ian")
_THINGS = frozenset(
    "border center chamber chapter character computer corridor cruiser cutter former freighter harbor late latter "
    "letter liner monster motor newspaper number order other paper per poster printer river server steamer tanker "
    "theater thriller tower trawler under".split()
)


def _acts(found: Words, name: Name) -> bool:
    """True if a name of one word looks like a person's surname: with a title, with "'s" or a verb behind it."""
    form = found.forms[name.stop] if name.stop < len(found) else ""
    written = found.text[found.starts[name.first] : found.ends[name.first]]
    return len(written) > 2 and not written.isupper() and bool(
        name.title or form == "'s" or found.gap(name.stop - 1) == " " and (
            function_words().get(form) == "auxiliary" or form in ("said", "told", "wrote") or form.endswith("ed")))

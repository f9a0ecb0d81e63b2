"""The cast of a document: who is who, from the story's actors file and from what the text itself tells.

A text introduces people by a title ("Mr. Hall"), a role before the name ("actress Ida Hall") or behind it ("Ida Hall, a
painter"), or simply by a full name that it later shortens to its last word. Organisations are left as they are written:
their name is the same each time.
"""

from dataclasses import replace
from functools import lru_cache

from .codebook import UNSPECIFIED
from .corpus import Actor, Document
from .names import Name, names
from .roles import Role, roles, titles
from .words import Words, function_words, words

PERSONS = ("he", "she")
_REACH = 8  # words after a name's comma in which its role is looked for


@lru_cache(maxsize=8)
def cast(document: Document) -> tuple[Actor, ...]:
    """Everybody whom the story's actors file names, then the people whom the text introduces.

    >>> [actor.name for actor in cast(Document("a", "Ida Hall, a painter, smiled. Hall left."))]
    ['Ida Hall']
    """
    listed = document.story.actors
    known = tuple(mention for actor in listed for mention in actor.mentions)
    found = words(document)
    people: dict[str, Actor] = {}
    for name in names(found):
        if document[found.span(name.first, name.stop)].endswith(known):
            continue
        for _, stop, _role in roles().find(found, name.first, name.stop - 1):  # "CEO Ida Hall" is Ida Hall
            name = replace(name, first=stop)
        full = document[found.span(name.first, name.stop)]
        if name.stop - name.first > 4:
            continue
        role = _role_beside(found, name)
        surname = found.text[found.starts[name.stop - 1] : found.ends[name.stop - 1]]
        alone = name.stop - name.first == 1
        if alone and (not name.title or any(actor.name.endswith(" " + surname) for actor in people.values())):
            continue
        if not (name.title or role) and not _shortened(found, name):
            continue
        pronoun = titles().get(name.title, "") or (role.pronoun if role else "")
        earlier = people.get(full)
        people[full] = Actor(
            full,
            _known(role.stakeholder if role else "", earlier.stakeholder if earlier else ""),
            (full,),
            pronoun if pronoun in PERSONS else earlier.pronoun if earlier else "",
            (role.noun,) if role else earlier.nouns if earlier else (),
        )
    return (*listed, *people.values())


def _known(*stakeholders: str) -> str:
    """The first stakeholder that says something."""
    return next((each for each in stakeholders if each not in ("", UNSPECIFIED)), UNSPECIFIED)


def _role_beside(found: Words, name: Name) -> Role | None:
    """The role of a person, before the name ("actress Ida Hall") or behind its comma ("Ida Hall, the painter")."""
    for first, stop, role in roles().find(found, max(0, name.first - 4), name.first):
        if stop == name.first and role.kind == "person" and found.gap(stop - 1).isspace():
            return role
    gap = found.gap(name.stop - 1)
    if gap.startswith(", ") or gap.startswith(" ("):
        owner = ""  # the stakeholder of "the union" in "the union's president"
        for first, _, role in roles().find(found, name.stop, min(len(found), name.stop + _REACH)):
            between = found.text[found.ends[name.stop - 1] + 1 : found.starts[first]]
            if any(mark in between for mark in ",.;:\n“\""):
                return None
            if role.kind == "person":
                return replace(role, stakeholder=_known(role.stakeholder, owner))
            owner = owner or role.stakeholder
    return None


def _shortened(found: Words, name: Name) -> bool:
    """True if a full name's last word stands alone later, as the press does with people."""
    if not 2 <= name.stop - name.first <= 3:
        return False
    surname = found.forms[name.stop - 1]
    written = found.text[found.starts[name.stop - 1] : found.ends[name.stop - 1]]
    if len(surname) < 3 or written.isupper():
        return False
    try:
        again = found.forms.index(surname, name.stop)
    except ValueError:
        return False
    before = found.starts[again - 1] if again else 0
    return found.text[found.starts[again]].isupper() and not (
        found.text[before].isupper() and found.gap(again - 1) == " " and found.forms[again - 1] not in titles()
        and found.forms[again - 1] not in function_words()
    )

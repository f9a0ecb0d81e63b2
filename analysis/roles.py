"""Roles: the nouns that tell what somebody is, and the titles that go before a name."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import NamedTuple

from .corpus import Document
from .lexicon import lexicon
from .scheme import OWN, Scheme
from .words import Phrases, words


@dataclass(frozen=True, slots=True)
class Role:
    """What a role noun tells of whoever bears it."""

    noun: str
    stakeholder: str
    kind: str  # person, group, organisation or document
    pronoun: str


@lru_cache(maxsize=8)
def role_nouns(scheme: Scheme = OWN) -> dict[str, Role]:
    """The role nouns of the lexicon `stakeholders` in lower case, singular and plural, with what each tells.

    Where a scheme has a noun too, the scheme's counts.
    """
    found = {
        row["term"].lower(): Role(row["term"], row["stakeholder"], row["kind"], row["pronoun"])
        for row in (*lexicon("stakeholders"), *scheme.lexicons.get("stakeholders", ()))
    }
    for noun, role in tuple(found.items()):
        if role.kind != "group":
            kind = "document" if role.kind == "document" else "group"
            found.setdefault(plural(noun), replace(role, kind=kind, pronoun="they"))
    return found


@lru_cache(maxsize=8)
def roles(scheme: Scheme = OWN) -> Phrases:
    """The role nouns, to be found among words."""
    return Phrases(role_nouns(scheme))


def plural(noun: str) -> str:
    """The plural of a noun, or of a phrase that ends in one, regular or in -man.

    >>> plural("remedy"), plural("job loss"), plural("cameraman")
    ('remedies', 'job losses', 'cameramen')
    """
    if noun.endswith("man"):
        return noun[:-3] + "men"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "z", "ch", "sh")) else "s")


@lru_cache(maxsize=8)
def roles_in(document: Document) -> tuple[list[int], list[tuple[int, int, Role]]]:
    """Where the role nouns of a document begin, and (first word, word after the last, role) of each, in order."""
    found = list(roles(document.story.scheme).find(words(document)))
    return [first for first, _, _ in found], found


def roles_between(document: Document, first: int, stop: int) -> Iterator[tuple[int, int, Role]]:
    """The role nouns among words [first, stop): first word, word after the last, role."""
    starts, found = roles_in(document)
    for at in range(bisect_left(starts, first), len(found)):
        if found[at][1] > stop:
            return
        yield found[at]


class Title(NamedTuple):
    """What a title tells: the pronoun (empty if either), and the role noun that it stands for (empty if none)."""

    pronoun: str
    noun: str


@cache
def titles() -> dict[str, Title]:
    """Titles before names, lower case without the stop."""
    return {row["title"]: Title(row["pronoun"], row["noun"]) for row in lexicon("titles")}


@cache
def binding() -> frozenset[str]:
    """Abbreviations behind whose stop a name or a sentence goes on, lower case: "Mr.", "St."."""
    return frozenset(row["abbreviation"].lower() for row in lexicon("abbreviations") if row["binds"] == "name")

"""Roles: the nouns that tell what somebody is, and the titles that go before a name."""

from dataclasses import dataclass, replace
from functools import cache

from .lexicon import lexicon
from .words import Phrases


@dataclass(frozen=True, slots=True)
class Role:
    """What a role noun tells of whoever bears it."""

    noun: str
    stakeholder: str
    kind: str  # person, group, organisation or document
    pronoun: str


@cache
def roles() -> Phrases:
    """The role nouns of the lexicon `stakeholders`, singular and plural, to be found among words."""
    found: dict[str, Role] = {}
    for row in lexicon("stakeholders"):
        role = Role(row["term"], row["stakeholder"], row["kind"], row["pronoun"])
        found[row["term"].lower()] = role
    for noun, role in tuple(found.items()):
        if role.kind in ("person", "organisation"):
            found.setdefault(_plural(noun), replace(role, kind="group", pronoun="they"))
    return Phrases(found)


def _plural(noun: str) -> str:
    """The plural of a role noun, regular or in -man."""
    if noun.endswith("man"):
        return noun[:-3] + "men"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "z", "ch", "sh")) else "s")


@cache
def titles() -> dict[str, str]:
    """Titles before names, lower case without the stop, with the pronoun that each tells (empty if none)."""
    return {row["title"]: row["pronoun"] for row in lexicon("titles")}


@cache
def binding() -> frozenset[str]:
    """Abbreviations behind whose stop a name or a sentence goes on, lower case: "Mr.", "St."."""
    return frozenset(row["abbreviation"].lower() for row in lexicon("abbreviations") if row["binds"] == "name")

"""Nouns of saying and feeling: where their content is, and who holds it ("the union's demand", "voiced fears")."""

from .clauses import Phrase, after, before, capital, clause_end, loose
from .cues import cues
from .place import PLAIN, Place, support_verbs
from .roles import role_nouns
from .words import Words


def noun_content(place: Place) -> tuple[int, int] | None:
    """The content of a noun cue behind the word that joins it: fears about ..., concerns have mounted over ..."""
    index, end = place.joiner, place.inside.stop
    if index < 0:
        return None
    if place.form(index) == "to" and place.kind(index + 1) != "determiner":
        return index, end
    return index + 1, end if place.form(index) == "that" else clause_end(place.words, index + 1, end)


def holder(place: Place) -> tuple[int, int] | None:
    """Who holds a noun cue: the union's (loud) demand, her fears, fears among painters; else who acts in its clause."""
    for index in range(place.first - 1, max(place.lowest, place.first - _ADJECTIVES - 1) - 1, -1):
        if place.form(index) in _OWN:
            return index, index + 1
        owner = index if place.form(index) == "'s" else index + 1 if place.gap(index)[:1] in ("’", "'") else None
        if owner is not None:
            phrase = before(place.words, owner, place.lowest)
            return phrase and phrase[:2]
        if place.kind(index) or not loose(place.words, index):
            break
    for index in range(place.stop, place.joiner - 1):  # from there on it is the content
        if place.form(index) in _AMONG:
            phrase = after(place.words, index + 1, place.joiner)
            return phrase and phrase[:2]
    if place.cue.cue_class == "attitude" and not any(
            place.form(index) in _FEELING for index in range(place.first - 2, place.first)):
        return None  # "the flood stoked fears": not the flood's
    return place.actor and feels(place.words, place.actor) and place.actor[:2] or None


def feels(words: Words, phrase: Phrase) -> bool:
    """False for what can give rise to feelings and demands but has none: "the failure of the dam fuelled demands"."""
    form = words.forms[phrase.head]
    return not form.endswith(_ABSTRACT) or capital(words, phrase.head) or form in role_nouns()


_ABSTRACT = tuple(f"{ending}{s}" for ending in ("tion", "sion", "ment", "ness", "ance", "ence", "ure", "ity", "ism")
                  for s in ("", "s"))  # fmt: skip


_FEELING = frozenset("in with without out".split())  # "in hopes of", "with great admiration for"
_OWN = frozenset("his her their its my our your".split())
_ADJECTIVES = 2  # that may stand between a noun and its holder: "the union's loud demand"
_AMONG = frozenset(("among", "across", "from", "by", "within", "in"))


def lends(place: Place) -> bool:
    """True if this verb only lends its subject to a noun cue behind it: "expressed fears that"."""
    if place.form(place.first) not in support_verbs():
        return False
    hits = cues().find(place.words, place.stop, min(place.inside.stop, place.stop + 3))
    return any(cue.kind == "noun" for _, _, readings in hits for cue in readings)


def attributes(place: Place, index: int) -> bool:
    """True if a verb that attributes by itself stands at word `index`."""
    hits = cues().find(place.words, index, min(place.inside.stop, index + 1))
    return any(cue.kind == "verb" and cue.strength >= PLAIN for _, _, readings in hits for cue in readings)


def support_verb(place: Place) -> int | None:
    """The verb that lends the noun its subject: expressed (deep) concern that ..."""
    for index in range(place.first - 1, max(place.lowest, place.first - 4) - 1, -1):
        if not loose(place.words, index):
            return None
        if place.form(index) in support_verbs():
            return index
        if place.form(index).endswith("ed"):  # "has fuelled fears" is no having of fears
            return None
    return None

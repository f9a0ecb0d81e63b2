"""Antecedents: whom he and she mean, by how much each person stands in the foreground of the text so far.

Every mention brings its bearer forward, a subject more than an object or an owner; what was said earlier fades with
each sentence and each paragraph. A pronoun means the person most in the foreground whom it fits. After the salience of
Lappin & Leass 1994 (Computational Linguistics 20, p. 541), with word order in the place of a parse.
"""

from collections.abc import Iterable, Sequence

from .corpus import Actor
from .names import joined
from .roles import role_nouns, titles
from .words import Words, function_words

SUBJECT, OWNER, OTHER = 2.0, 0.8, 1.0  # how far a mention brings its bearer forward
_FADE, _PARAGRAPH = 0.4, 0.6  # what is left of it after a sentence, and after the end of a paragraph
_UNSURE = 0.9  # how well a pronoun fits a person whose own nobody told
_LEAST = 0.1  # in the foreground; who is further back is not meant


class Foreground:
    """Who stands in the foreground at the place that a reader has reached."""

    def __init__(self, actors: Iterable[Actor]):
        self._pronoun = {actor.name: actor.pronoun for actor in actors if actor.pronoun not in ("it", "they")}
        self._weight: dict[str, float] = {}
        self._order: dict[str, int] = {}  # when each was last mentioned, in the order in which they first were
        self._count = 0

    def fade(self, paragraph: bool) -> None:
        """A sentence has ended, and with it perhaps a paragraph."""
        left = _FADE * (_PARAGRAPH if paragraph else 1)
        self._weight = {name: weight * left for name, weight in self._weight.items() if weight * left > _LEAST / 10}

    def bring(self, name: str, weight: float) -> None:
        """Somebody is mentioned."""
        self._weight[name] = self._weight.get(name, 0) + weight
        self._count += 1
        self._order[name] = self._count

    def latest(self, actors: Sequence[Actor]) -> str:
        """Of the actors that a noun may mean, the one mentioned last; an only one even if not yet mentioned."""
        if len(actors) == 1:
            return actors[0].name
        named = [actor.name for actor in actors if actor.name in self._order]
        return max(named, key=self._order.__getitem__, default="")

    def first(self, actors: Sequence[Actor]) -> str:
        """Of the bearers of a name the one mentioned first: whom an article is about it calls by the surname alone."""
        names = [actor.name for actor in actors]
        return next((name for name in self._order if name in names), names[0]) if len(names) > 1 else names[0]

    def meant(self, pronoun: str) -> str:
        """The person whom he or she means; empty if nobody fits."""
        fit = {
            name: weight * (1 if self._pronoun[name] == pronoun else _UNSURE)
            for name, weight in self._weight.items()
            if self._pronoun.get(name) in (pronoun, "")
        }
        name = max(fit, key=fit.__getitem__, default="")
        if not name or fit[name] < _LEAST:
            return ""
        self._pronoun[name] = pronoun
        return name


def weight(found: Words, first: int, stop: int, begin: int) -> float:
    """How far a mention, words [first, stop) of a sentence that begins with word `begin`, brings its bearer forward."""
    if found.forms[stop : stop + 1] == ["'s"] or found.gap(stop - 1)[:2] in ("’ ", "' "):
        return OWNER
    while first > begin and joined(found, first - 1) and _leads(found, first - 1):
        first -= 1
    kind = function_words().get(found.forms[first])
    if kind == "determiner" and _capital(found, stop - 1) and found.gap(stop - 1) == " ":
        return OWNER  # "the Hall campaign"
    if first == begin:
        return SUBJECT
    gap = found.gap(first - 1)
    if gap.strip() not in ("", "-", "."):  # "In May, Ida Hall" but not "Bo Lind, Ida Hall"
        listed = gap == ", " and _capital(found, first - 1) and function_words().get(found.forms[begin]) not in _OPENING
        return OTHER if listed else SUBJECT
    before = found.forms[first - 1]
    if before in _SAID:  # "...," said Ida Hall; but not "Bo said Ida Hall left"
        inverted = first - 1 > begin and found.gap(first - 2) != " " and found.gap(stop - 1) != " "
        return SUBJECT if inverted else OTHER
    kind = function_words().get(before)
    return SUBJECT if kind in ("subordinator", "relative") or kind == "conjunction" and first - 1 == begin else OTHER


_OPENING = ("subordinator", "preposition", "adverb")
_SAID = frozenset("said says say asked wrote added replied".split())


def _leads(found: Words, index: int) -> bool:
    """True for a word that may stand before a name in its phrase: a title, a role, an article, another capital."""
    form = found.forms[index]
    kind = function_words().get(form)
    if kind:
        return kind == "determiner"
    return form in titles() or form in role_nouns() or form == "former" or _capital(found, index)


def _capital(found: Words, index: int) -> bool:
    return found.text[found.starts[index]].isupper()

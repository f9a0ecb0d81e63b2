"""Mentions: where a text names or refers to an actor or to the target of sentiment."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from .cast import PERSONS, cast
from .corpus import Actor, Document, Story
from .sentences import sentences
from .span import Span
from .words import Phrases, Words, function_words, words

ACTOR, TARGET = "actor", "target"
_MEMORY = 4  # sentences after which "the technology" no longer refers back to a target


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names or refers to an actor or a target.

    `name` is the canonical name of the actor (empty if it could not be told who is meant) or the target's name as its
    list has it; `rule` tells how the mention was recognised.
    """

    span: Span
    kind: str
    name: str
    rule: str


@lru_cache(maxsize=8)
def mentions(document: Document) -> tuple[Mention, ...]:
    """The mentions in headline and body, in reading order; those of actors may hold those of targets and vice versa.

    Names, surnames, role nouns ("the company") and the pronouns he and she; targets by name, by a noun that can only
    mean the target, and by a noun that refers back to it ("the technology"). Not covered: other pronouns, except where
    an attribution resolves its own source.

    >>> [(m.kind, m.name, m.rule) for m in mentions(Document("a", "AI is here. The technology helps."))]
    [('target', 'AI', 'name'), ('target', 'AI', 'anaphor')]
    """
    return tuple(sorted(_find_actors(document) + _find_targets(document), key=lambda mention: mention.span))


def _find_targets(document: Document) -> list[Mention]:
    """The targets named or referred to, sentence by sentence; nothing refers back before a target was named."""
    found = words(document)
    names, later = _target_phrases(document.story)
    targets: list[Mention] = []
    named_in = -_MEMORY - 1  # the sentence in which the target was last meant
    for number, sentence in enumerate(sentences(document)):
        inside = found.inside(*sentence.span)
        here = [(first, stop, name, "name") for first, stop, name in names.find(found, inside.start, inside.stop)]
        taken = {index for first, stop, _, _ in here for index in range(first, stop)}
        for noun, stop, rule in later.find(found, inside.start, inside.stop):
            first = noun if rule == "noun" else _determined(found, noun, inside.start)
            earlier = [name for start, _, name, _ in here if start < noun] or [target.name for target in targets[-1:]]
            near = number - named_in <= _MEMORY or any(start < noun for start, _, _, _ in here)
            if noun not in taken and first is not None and earlier and near:
                here.append((first, stop, earlier[-1], rule))
        for first, stop, name, rule in sorted(here):
            targets.append(Mention(found.span(first, stop), TARGET, name, rule))
            named_in = number
    return targets


@cache
def _target_phrases(story: Story) -> tuple[Phrases, Phrases]:
    """The target's names, and the nouns that mean it or refer back to it once it has been named."""
    targets = story.targets
    later = {noun: "anaphor" for noun in targets.anaphors} | {noun: "noun" for noun in targets.nouns}
    return Phrases({name: name for name in targets.names}), Phrases(later)


def _determined(found: Words, noun: int, first: int) -> int | None:
    """The word at which "the (new powerful) technology" begins; None if nothing points back ("a technology")."""
    for index in range(noun - 1, max(first, noun - 4) - 1, -1):
        if found.gap(index) not in (" ", "-", "\u00a0"):
            return None
        if found.forms[index] in _POINTING:
            return index
        if found.forms[index] in function_words():
            return None
    return None


_POINTING = frozenset(("the", "this", "that", "these", "those", "such", "its"))


@lru_cache(maxsize=8)
def _actor_phrases(actors: tuple[Actor, ...]) -> Phrases:
    """Every name, surname and role noun of the cast and the pronouns of persons, each with the actors it may mean."""
    meant: dict[str, tuple[str, list[Actor]]] = {pronoun: ("pronoun", []) for pronoun in PERSONS}
    for actor in actors:
        for mention in actor.mentions:
            meant.setdefault(mention, ("name", []))[1].append(actor)
        for noun in actor.nouns:
            meant.setdefault(f"the {noun.lower().removeprefix('the ')}", ("role noun", []))[1].append(actor)
        surname = actor.name.rpartition(" ")[2]
        if surname not in actor.mentions and actor.pronoun not in ("it", "they"):
            meant.setdefault(surname, ("surname", []))[1].append(actor)
    return Phrases({phrase: (rule, tuple(bearers)) for phrase, (rule, bearers) in meant.items()})


class _Memory:
    """Who was mentioned so far, and what pronoun those take whose pronoun nobody told."""

    def __init__(self, actors: tuple[Actor, ...]):
        self._pronoun = {actor.name: actor.pronoun for actor in actors}
        self._persons = {actor.name for actor in actors if actor.pronoun not in ("it", "they")}
        self._named: list[list[str]] = []  # the names in each sentence so far, in order
        self._last: dict[str, int] = {}  # when each name was last mentioned

    def new_sentence(self) -> None:
        self._named.append([])

    def mention(self, name: str) -> None:
        self._named[-1].append(name)
        self._last[name] = len(self._last) and max(self._last.values()) + 1

    def latest(self, actors: Sequence[Actor]) -> str:
        """Of the actors that a name or noun may mean, the one mentioned last; an only one even if not yet mentioned."""
        if len(actors) == 1:
            return actors[0].name
        named = [actor.name for actor in actors if actor.name in self._last]
        return max(named, key=self._last.__getitem__, default="")

    def antecedent(self, pronoun: str) -> str:
        """The person whom he or she means: the first who fits in the last sentence in which one does."""
        for names in self._named[: -_REACH - 1 : -1]:
            fitting = [name for name in names if name in self._persons and self._pronoun[name] in (pronoun, "")]
            if fitting:
                known = [name for name in fitting if self._pronoun[name] == pronoun]
                name = (known or fitting)[0]
                self._pronoun[name] = pronoun
                return name
        return ""


_REACH = 6  # sentences back in which a pronoun's antecedent is looked for


def _find_actors(document: Document) -> list[Mention]:
    """The actors named or referred to, sentence by sentence."""
    found, actors = words(document), cast(document)
    known, memory = _actor_phrases(actors), _Memory(actors)
    mentioned = []
    for sentence in sentences(document):
        memory.new_sentence()
        inside = found.inside(*sentence.span)
        for first, stop, (rule, bearers) in known.find(found, inside.start, inside.stop):
            name = memory.antecedent(found.forms[first]) if rule == "pronoun" else memory.latest(bearers)
            if name:
                memory.mention(name)
            mentioned.append(Mention(found.span(first, stop), ACTOR, name, rule))
    return mentioned

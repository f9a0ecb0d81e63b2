"""Mentions: where a text names or refers to an actor or to the target of sentiment."""

from dataclasses import dataclass
from functools import cache, lru_cache

from .antecedents import Foreground, weight
from .cast import cast
from .corpus import Actor, Document, Story
from .introductions import PERSONS
from .names import in_title_case, joined, surname
from .roles import role_nouns, titles
from .sentences import sentences
from .span import Span, meeting
from .speech import speech_spans
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
    mean the target, by a noun that refers back to it ("the technology"), and by its bare use ("a ban on use", "its use"
    but not "its use of steam") right after it was named. Not covered: other pronouns, except where
    an attribution resolves its own source.

    >>> [(m.kind, m.name, m.rule) for m in mentions(Document("a", "AI is here. The technology helps."))]
    [('target', 'AI', 'name'), ('target', 'AI', 'anaphor')]
    """
    return tuple(sorted([*_find_actors(document), *target_mentions(document)], key=lambda mention: mention.span))


@lru_cache(maxsize=8)
def target_mentions(document: Document) -> tuple[Mention, ...]:
    """The mentions of the target alone, in reading order: what speaks of it can be told before who is in the story.

    Nothing refers back before a target was named.

    >>> [m.name for m in target_mentions(Document("a", "Ida Hall likes AI."))]
    ['AI']
    """
    found = words(document)
    names, later = _target_phrases(document.story)
    mentioned: list[Mention] = []
    named_in = -_MEMORY - 1  # the sentence in which the target was last meant
    for number, sentence in enumerate(sentences(document)):
        inside = found.inside(*sentence.span)
        here = [(first, stop, name, "name") for first, stop, name in names.find(found, inside.start, inside.stop)]
        taken = {index for first, stop, _, _ in here for index in range(first, stop)}
        for noun, stop, rule in later.find(found, inside.start, inside.stop):
            first = _begins(found, noun, stop, inside, rule)
            earlier = [name for start, _, name, _ in here if start < noun] or [target.name for target in mentioned[-1:]]
            memory = 1 if rule == "use" else _MEMORY
            near = number - named_in <= memory or any(start < noun for start, _, _, _ in here)
            if noun not in taken and first is not None and earlier and near:
                here.append((first, stop, earlier[-1], rule))
        for first, stop, name, rule in sorted(here):
            mentioned.append(Mention(found.span(first, stop), TARGET, name, rule))
            named_in = number
    return tuple(mentioned)


@cache
def _target_phrases(story: Story) -> tuple[Phrases, Phrases]:
    """The target's names, and the nouns that mean it or refer back to it once it has been named."""
    targets = story.targets
    rules = (("use", targets.uses), ("anaphor", targets.anaphors), ("noun", targets.nouns))
    later = {noun: rule for rule, nouns in rules for noun in nouns}
    return Phrases({name: name for name in targets.names}), Phrases(later)


def _begins(found: Words, noun: int, stop: int, inside: range, rule: str) -> int | None:
    """The word at which a mention by a noun begins; None if it is none here."""
    if rule == "noun":
        return noun
    if rule == "anaphor":
        if stop < inside.stop and found.gap(stop - 1) == " " and _ends_compound(found.forms[stop]):
            return None  # "the technology firm"
        return _determined(found, noun, inside.start)
    before = found.forms[noun - 1] if noun > inside.start else ""
    if before not in _LIMITED | _POSSESSED or stop < inside.stop and _goes_on(found, stop):
        return None
    return noun - 1 if before in _POSSESSED else noun


def _ends_compound(form: str) -> bool:
    """True for a noun that makes the noun before it tell of what kind it is: "the technology firm"."""
    return form in role_nouns() or form in _TRADES


_TRADES = frozenset("sector industry market giant giants boom bubble stocks shares park fund press world".split())


def _goes_on(found: Words, index: int) -> bool:
    """True if the word at `index` says of what the use before it is, or makes it another noun: "of steam", "cases"."""
    form = found.forms[index]
    return form == "of" or form not in function_words() and found.gap(index - 1) == " "


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


_LIMITED = frozenset(("on", "against", "over", "about"))  # before a use, behind a ban, a fight, a fear
_POSSESSED = frozenset(("its", "their", "such"))
_POINTING = frozenset(("the", "this", "that", "these", "those", "such", "its"))


@lru_cache(maxsize=8)
def _actor_phrases(actors: tuple[Actor, ...]) -> Phrases:
    """Every name, surname and role noun of the cast and the pronouns of persons, each with the actors it may mean."""
    meant: dict[str, tuple[str, list[Actor]]] = {pronoun: ("pronoun", []) for pronoun in PERSONS}
    for actor in actors:
        for mention in actor.mentions:
            meant.setdefault(mention, ("name", []))[1].append(actor)
        for noun in actor.nouns:
            meant.setdefault(noun.lower().removeprefix("the "), ("role noun", []))[1].append(actor)
        last = surname(actor.name)
        if last not in actor.mentions and actor.pronoun not in ("it", "they"):
            meant.setdefault(last, ("surname", []))[1].append(actor)
    return Phrases({phrase: (rule, tuple(bearers)) for phrase, (rule, bearers) in meant.items()})


def _find_actors(document: Document) -> list[Mention]:
    """The actors named or referred to, sentence by sentence; what is quoted leaves the foreground as it is."""
    found, actors, spoken = words(document), cast(document), speech_spans(document)
    known, foreground = _actor_phrases(actors), Foreground(actors)
    mentioned: list[Mention] = []
    end = 0  # of the sentence before
    for sentence in sentences(document):
        if not any(quotation.holds(sentence.span) for quotation in meeting(spoken, sentence.span)):
            foreground.fade("\n" in document.text[end : sentence.span.start])
        end = sentence.span.end
        inside = found.inside(*sentence.span)
        heading = sentence.zone == "headline" or in_title_case(found, inside)
        for first, stop, (rule, bearers) in known.find(found, inside.start, inside.stop):
            if rule == "role noun" and (first := _article(found, first, inside.start)) is None:
                continue
            if rule != "pronoun" and not heading and _of_another(found, first, stop, inside, rule):
                continue
            if rule == "pronoun":
                name = foreground.meant(found.forms[first])
            elif rule == "role noun":
                name = foreground.latest(bearers)
            else:
                name = foreground.first(_titled(found, first, bearers))
            span = found.span(first, stop)
            if name and not meeting(spoken, span):
                foreground.bring(name, weight(found, first, stop, inside.start))
            mentioned.append(Mention(span, ACTOR, name, rule))
    return mentioned


def _article(found: Words, noun: int, begin: int) -> int | None:
    """Where "the director" or "the former director" begins; None for a noun that points to nobody."""
    first = noun - 2 if found.forms[max(0, noun - 1)] in ("former", "then") else noun - 1
    return first if first >= begin and found.forms[first] == "the" else None


def _of_another(found: Words, first: int, stop: int, inside: range, rule: str) -> bool:
    """True if the words are part of another's name ("Ada Hall" where only Ida is known, "Hall Street") or role."""
    if stop < inside.stop and joined(found, stop - 1) and (
        found.text[found.starts[stop]].isupper() or rule == "role noun" and found.forms[stop] == "of"
    ):
        return True
    if rule != "surname" or first - 1 <= inside.start or not joined(found, first - 1):
        return False
    before = found.forms[first - 1]
    return found.text[found.starts[first - 1]].isupper() and not (
        before in titles() or before in role_nouns() or before in function_words())


def _titled(found: Words, first: int, bearers: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Those of several bearers of a surname whom the title before it fits: "Ms. Hall"; all if there is none."""
    title = titles().get(found.forms[first - 1]) if len(bearers) > 1 and first else None
    fitting = tuple(actor for actor in bearers if title and actor.pronoun == title.pronoun)
    return fitting or bearers

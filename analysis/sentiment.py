"""Sentiment toward AI (or whatever the corpus' target is): who feels what about it, and which words say so.

The unit is a sentence and a voice, where the voice's part of the sentence holds a mention of the target: what a
speaker is made to say, or the narrator's own words around it. A voice is judged by the words of its part alone, a
speaker also by the cue ("fears that ..."). Two voices in a sentence are two units; joint speakers are one unit each.

Not covered: a target that only another sentence names, irony, and what a reader infers from facts alone.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from .attribution import Attribution, Voice, attributions
from .codebook import NARRATOR, UNSPECIFIED
from .corpus import Document
from .mentions import target_mentions
from .scorers import DEFAULT, SECOND, scorer_named, value_by
from .sentences import sentences
from .span import Span, envelop
from .valence import valences
from .verdict import Evidence, Scorer, Verdict, at_least
from .words import Words, words


@dataclass(frozen=True, slots=True)
class Sentiment:
    """What a voice expresses toward the target in a sentence.

    `sentence` counts from 0; `value` is -1, 0 or 1 and `strength` lies in [-1, 1]; `voice` is the narrator, a speaker
    or unspecified, and `group` its stakeholder; `evidence` holds the spans that decided, each with what it contributed;
    `rule` names the rule of the weightiest; `agreed` is true if a second scorer gives the same value.
    """

    sentence: int
    value: int
    voice: str
    group: str
    strength: float
    evidence: Evidence
    rule: str
    agreed: bool


_FELT = frozenset(("fear", "criticise", "hope"))  # classes whose nouns are feelings, which somebody must have


@lru_cache(maxsize=8)
def sentiment(
    document: Document, scorer: Scorer | str = DEFAULT, second: Scorer | str = SECOND, *, minimum: float = 0.0
) -> tuple[Sentiment, ...]:
    """The sentiment toward the target in headline and body: one record per sentence and voice, in reading order.

    On NewsMTSC a value is right more often where `scorer` and the `second` agree; on the kit's own sentences about AI,
    of which few are judged differently, it is not. A value whose strength is below `minimum`, in [0, 1], is neutral.
    A scorer is a function or a name of SCORERS; raises ValueError for a name that is none.

    >>> [(s.value, s.voice) for s in sentiment(Document("a", "AI helps painters. Fears about AI have grown."))]
    [(1, 'narrator'), (-1, 'unspecified')]
    """
    targets = [mention.span for mention in target_mentions(document)]
    scorer, second = scorer_named(scorer), value_by(scorer_named(second))
    scorers = (at_least(minimum, scorer) if minimum else scorer, second)
    found: list[Sentiment] = []
    if targets:
        cut = sentences(document)
        said = _by_sentence(document, [sentence.span for sentence in cut])
        for number, sentence in enumerate(cut):
            here = envelop(targets, sentence.span)
            if here:
                found.extend(_units(document, number, sentence.span, here, said.get(number, ()), scorers))
    return tuple(found)


def _by_sentence(document: Document, cut: Sequence[Span]) -> dict[int, list[Attribution]]:
    """The attributions with content or cue in a sentence, by the sentence's number."""
    said: dict[int, list[Attribution]] = {}
    for one in attributions(document):
        numbers = set()
        for span in (one.cue, *one.content):
            if span:
                first = max(bisect_right(cut, (span.start, len(document.text))) - 1, 0)
                numbers.update(range(first, bisect_left(cut, (span.end,))))
        for number in sorted(numbers):
            said.setdefault(number, []).append(one)
    return said


def _units(
    document: Document,
    number: int,
    sentence: Span,
    targets: Sequence[Span],
    said: Sequence[Attribution],
    scorers: tuple[Scorer, Callable[..., int]],
) -> Iterator[Sentiment]:
    """One unit for each voice that has a target in its part of the sentence.

    Where the narrator names the target only in telling who speaks, there is a unit only if the words take sides.
    """
    text = words(document)
    inside = text.inside(*sentence)
    owners = _owners(text, inside, said)
    mentioned: dict[tuple[Voice, ...], list[range]] = {}
    parts: dict[tuple[Voice, ...], set[int]] = {}
    for target in targets:
        mention = text.inside(*target)
        owner = owners[mention.start - inside.start]
        holders = _holders(said[owner]) if owner != _NARRATED else (Voice(NARRATOR, NARRATOR),)
        mentioned.setdefault(holders, []).append(mention)
        parts.setdefault(holders, set()).add(owner)
    for holders, targeted in mentioned.items():
        own = _parts(owners, inside, parts[holders])
        cues = (said[owner].cue for owner in parts[holders] if owner != _NARRATED)
        own += [text.inside(*cue) for cue in cues if cue and sentence.holds(cue)]
        verdict, other = (scorer(text, own, targeted) for scorer in scorers)
        if holders[0].name == NARRATOR:
            if not verdict.value and all(_tells_source(said, text.span(m.start, m.stop)) for m in targeted):
                continue
            if _is_felt(text, inside, verdict):
                holders = (Voice(UNSPECIFIED, UNSPECIFIED),)
        for holder in holders:
            yield Sentiment(
                number, verdict.value, holder.name, holder.group, verdict.strength, verdict.evidence, verdict.rule,
                verdict.value == other,
            )  # fmt: skip


def _holders(one: Attribution) -> tuple[Voice, ...]:
    return tuple(Voice(speaker.name, speaker.stakeholder) for speaker in one.speakers)


_NARRATED = -1


def _tells_source(said: Sequence[Attribution], target: Span) -> bool:
    """The target is named in a source or a cue: "the head of AI at the bank said"."""
    return any(span and span.meets(target) for one in said for span in (one.source, one.cue))


def _owners(text: Words, inside: range, said: Sequence[Attribution]) -> list[int]:
    """Whose each word of a sentence is: the number of the innermost attribution with content there; else narrated."""
    owners = [_NARRATED] * len(inside)
    spans = [(part, number) for number, one in enumerate(said) for part in one.content]
    for part, number in sorted(spans, key=lambda pair: pair[0].start - pair[0].end):
        held = text.inside(*part)
        for index in range(max(held.start, inside.start), min(held.stop, inside.stop)):
            owners[index - inside.start] = number
    return owners


def _parts(owners: list[int], inside: range, marks: set[int]) -> list[range]:
    """The words that belong to one of `marks`, as ranges."""
    parts: list[range] = []
    for index, owner in zip(inside, owners):
        if owner in marks:
            if parts and parts[-1].stop == index:
                parts[-1] = range(parts[-1].start, index + 1)
            else:
                parts.append(range(index, index + 1))
    return parts


def _is_felt(text: Words, inside: range, verdict: Verdict) -> bool:
    """True if what decided is a feeling that nobody is said to have: "fears have grown", "the backlash", no "their"."""
    if not verdict.value or not verdict.evidence:
        return False
    span, _ = max(verdict.evidence, key=lambda pair: pair[1] * verdict.value)
    at = text.inside(*span).start
    word = next((word for word in valences(text, inside.start, inside.stop) if word.first == at), None)
    return word is not None and word.kind == "noun" and word.role.name in _FELT and not _held(text, inside, at)


def _held(text: Words, inside: range, at: int) -> bool:
    """True if a possessive stands before the word at `at`: the vet's (deep) fears, their anger."""
    before = text.forms[max(inside.start, at - 2) : at]
    return any(form in ("'s", "his", "her", "their", "its", "my", "our", "your") for form in before)

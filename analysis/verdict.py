"""Verdict: what a sentence, or a voice's part of it, says of a target, and which words say so.

Every scorer keeps to one small protocol; this one weighs the bearings of the words, worn down by distance. The target
is masked: its own words never count, so no name has a tone of its own.

Not covered: irony, comparison of two targets, and pronouns that stand for the target.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import accumulate
from math import tanh
from typing import NamedTuple, Protocol

from .bearing import BREAKS, PARTS, Bearing
from .lexicon import inflections, lexicon
from .parties import Parties
from .scope import Scope
from .span import Span
from .turns import SHAPES, TURNS
from .valence import TEXTBLOB, Valence, valences
from .words import Words, function_words, words_of

# Chosen on the train split of NewsMTSC (Hamborg & Donnay 2021); its figures hardly change near these values.
HALF = 20.0  # words behind the target over which a bearing halves
BACK = 14.0  # words before it over which a bearing halves
CLAUSE = 0.7  # what is left of a bearing beyond each clause boundary
SPEAKING = 0.3  # what is left where the target is the one who speaks
SURE = 0.8  # the strength of a cue from which its subject is taken for a speaker
TONE = 0.5  # the worth of a word of TextBlob's lexicon, beside the role lexicon's 1
LEAST = 0.08  # the strength below which the target is shown in a neutral light
EVEN = 0.8  # good and bad are of equal weight if the lesser is this share of the greater,
OPPOSED = 0.45  # and this share where "but" or its like sets one against the other

GOOD, NEUTRAL, BAD = 1, 0, -1
Evidence = tuple[tuple[Span, float], ...]


class Verdict(NamedTuple):
    """What a scorer says of a target: value -1, 0 or 1, strength in [-1, 1], and the spans that decided, signed.

    `rule` names what decided: the part and turns of the weightiest word, "mixed", "faint" or "no word". A scorer that
    learned from coded sentences says how probable -1, 0 and 1 are.
    """

    value: int
    strength: float
    evidence: Evidence
    rule: str
    probabilities: tuple[float, float, float] | None = None


class Scorer(Protocol):
    """What every scorer of sentiment toward a target does.

    `own` are the words it may look at, as ranges (a voice's own words in a sentence); `targets` are the mentions of the
    target, as ranges of words.
    """

    def __call__(self, words: Words, own: Sequence[range], targets: Sequence[range]) -> Verdict: ...


def lexicon_scorer(words: Words, own: Sequence[range], targets: Sequence[range]) -> Verdict:
    """The verdict of the lexicon: no training data but a handful of constants.

    >>> text = words_of("The new loom helped the weavers.")
    >>> verdict = lexicon_scorer(text, [range(0, 6)], [range(2, 3)])
    >>> verdict.value, verdict.rule, [text.text[slice(*span)] for span, _ in verdict.evidence]
    (1, 'subject of', ['helped'])
    """
    words, own, targets = masked(words, tuple(own), tuple(targets))
    if not own or not targets:
        return Verdict(NEUTRAL, 0.0, (), "no word")
    sentence = range(0, max(part.stop for part in own))
    found = [one for one in bearings(words, sentence, targets, own) if any(one.first in part for part in own)]
    if not found:
        return Verdict(NEUTRAL, 0.0, (), "no word")
    worn = SPEAKING if any(speaks(words.forms, sentence, target) for target in targets) else 1.0
    evidence = tuple((words.span(one.first, one.stop), one.worth * worn) for one in found)
    good = sum(worth for _, worth in evidence if worth > 0)
    bad = -sum(worth for _, worth in evidence if worth < 0)
    strength = tanh(good - bad)
    even = EVEN if _BUT.isdisjoint(words.forms) else OPPOSED
    if min(good, bad) > LEAST and min(good, bad) >= even * max(good, bad):
        return Verdict(NEUTRAL, strength, evidence, "mixed")
    if abs(strength) < LEAST:
        return Verdict(NEUTRAL, strength, evidence, "faint")
    value = GOOD if strength > 0 else BAD
    weightiest = max(found, key=lambda one: one.worth * value)
    return Verdict(value, strength, evidence, weightiest.rule)


def at_least(minimum: float, scorer: Scorer) -> Scorer:
    """The scorer with every value weaker than `minimum` taken for neutral: fewer are read into the words.

    Raises ValueError unless `minimum` lies in [0, 1].

    >>> text = words_of("The loom is cheaper.")
    >>> [at_least(minimum, lexicon_scorer)(text, [range(0, 4)], [range(1, 2)]).value for minimum in (0.0, 1.0)]
    [1, 0]
    """
    if not 0 <= minimum <= 1:
        raise ValueError(f"minimum is the strength of a value, from 0 to 1; it is {minimum!r}")

    def scored(words: Words, own: Sequence[range], targets: Sequence[range]) -> Verdict:
        verdict = scorer(words, own, targets)
        weak = verdict.value and abs(verdict.strength) < minimum
        return verdict._replace(value=NEUTRAL, rule="faint") if weak else verdict

    return scored


_BUT = frozenset("but yet although though however while whereas".split())


def sentence_sentiment(text: str, target: Span, scorer: Scorer = lexicon_scorer) -> Verdict:
    """The sentiment of a sentence toward a target in it, whoever voices it.

    Raises ValueError for a target that does not lie in the sentence.

    >>> sentence_sentiment("The mayor praised the baker.", Span(22, 27)).value
    1
    """
    words = words_of(text)
    if not words.inside(*target) or target.end > len(text):
        place = f"[{target.start}, {target.end}) of {text[:80]!r}"
        raise ValueError(f"the target must be words of the sentence; {place} is none; give offsets into the text")
    return scorer(words, (range(len(words)),), (words.inside(*target),))


class Found(NamedTuple):
    """What words [first, stop) say of the target: worth, the rule that says so, and the word unless it is a shape."""

    first: int
    stop: int
    worth: float
    rule: str
    word: Valence | None = None


MASK = "*"  # what stands for a target: a word that no lexicon has


@lru_cache(maxsize=4)  # every scorer asks for the same unit
def masked(
    words: Words, own: tuple[range, ...], targets: tuple[range, ...]
) -> tuple[Words, tuple[range, ...], tuple[range, ...]]:
    """The words from the first of `own` to the last, each mention of the target one word without a form.

    However many words a name has and whatever they mean elsewhere, what the rules see is the same.
    """
    if not own:
        return words, (), ()
    first, stop = min(part.start for part in own), max(part.stop for part in own)
    keep = slice(first, stop + 1)  # one word more, before which the last gap ends
    starts, ends, forms = words.starts[keep], words.ends[keep], words.forms[keep]
    targets = _apart(target for target in targets if target and first <= target.start < stop)
    for target in reversed(targets):
        name = slice(target.start - first, target.stop - first)
        starts[name], ends[name], forms[name] = [words.starts[target.start]], [_end(words, target)], [MASK]

    begins = [target.start for target in targets]
    masked = [0, *accumulate(len(target) - 1 for target in targets)]  # words lost to the targets before each

    def placed(index: int) -> int:
        before = bisect_left(begins, index)
        inside = before and max(0, targets[before - 1].stop - index)  # words of a target that are not lost yet
        return index - first - masked[before] + inside

    kept = tuple(range(placed(part.start), placed(part.stop)) for part in own)
    seen = tuple(range(placed(target.start), placed(target.start) + 1) for target in targets)
    return Words(words.text, starts, ends, forms), kept, seen


def _end(words: Words, target: range) -> int:
    """Where a name ends, a stop that does not end the sentence included: "Hall Jr. said", "Hall Jr.'s"."""
    end = words.ends[target.stop - 1]
    stop = _NAME_STOP.match(words.text, end)
    return stop.end() if stop else end


_NAME_STOP = re.compile(r"[.!?](?= [a-z]|['’,])")


def _apart(targets: Iterable[range]) -> list[range]:
    """The ranges in order, those that overlap as one: "the new AI model" is one mention."""
    apart: list[range] = []
    for target in sorted(targets, key=lambda target: target.start):
        if apart and target.start < apart[-1].stop:
            apart[-1] = range(apart[-1].start, max(apart[-1].stop, target.stop))
        else:
            apart.append(target)
    return apart


@lru_cache(maxsize=4)
def bearings(
    words: Words, sentence: range, targets: tuple[range, ...], own: tuple[range, ...] = ()
) -> tuple[Found, ...]:
    """What the words of a sentence and its shapes say of the target, in reading order.

    Others count as named only among the words `own` (a voice's own words in it), where they are given.
    """
    scope, parties = Scope(words, sentence.start, sentence.stop), Parties(words, own or [sentence], MASK)
    found: list[Found] = []
    spent: set[int | None] = set()  # words that only turn another word
    breaks = None
    for word in valences(words, sentence.start, sentence.stop):
        target = min(targets, key=lambda target: max(target.start - word.stop, word.first - target.stop))
        bearing = Bearing(scope, parties, target, word)
        worth, name = _part(bearing)
        if not worth:
            continue
        for turn in TURNS:
            turned = turn(bearing, worth)
            if turned is not None:
                worth, name = worth * turned[0], f"{name}, {turn.__name__}"
                spent.add(turned[1])
        breaks = _breaks(words, sentence) if breaks is None else breaks
        crossed = bisect_right(breaks, bearing.reach.stop) - bisect_left(breaks, bearing.reach.start)
        worth *= 0.5 ** (len(bearing.reach) / (HALF if bearing.before else BACK)) * CLAUSE ** max(crossed, 0)
        worth *= TONE if word.role.name == TEXTBLOB else 1.0
        if worth:
            found.append(Found(word.first, word.stop, worth, name, word))
    for shape in SHAPES:
        for target in targets:
            shaped = shape(scope, target)
            if shaped is not None and not any(one.worth > 0 and "denied" in one.rule for one in found):
                found.append(Found(*shaped, shape.__name__))
    return tuple(sorted((one for one in found if one.first not in spent), key=lambda one: one[:4]))


def _part(bearing: Bearing) -> tuple[float, str]:
    """What the word says of the target by the first rule that fits, and the rule's name; the last rule always fits."""
    found = ((rule(bearing), rule) for rule in PARTS[bearing.word.kind])
    return next((worth, rule.__name__.replace("_", " ")) for worth, rule in found if worth is not None)


def _breaks(words: Words, sentence: range) -> list[int]:
    """Where clauses begin: after a comma, bracket or mark, and at the words that join clauses."""
    kinds, text, joining = function_words(), words.text, BREAKS
    return [
        index
        for index, form in enumerate(words.forms[sentence.start + 1 : sentence.stop], sentence.start + 1)
        if kinds.get(form) in joining or text[words.ends[index - 1] : words.starts[index]] not in (" ", "-")
    ]


@cache
def sayings() -> frozenset[str]:
    """Every form of the verbs of saying."""
    verbs = (row for row in lexicon("cues") if (row["kind"], row["class"]) == ("verb", "statement"))
    plain = (row["term"] for row in verbs if float(row["strength"]) >= SURE and "s" not in row["takes"])
    return frozenset(form for verb in plain for form in inflections(verb).values())


def speaks(forms: list[str], part: range, target: range) -> bool:
    """The target is the one who speaks: TARGET said, said TARGET, TARGET has also said."""
    after = forms[target.stop : min(part.stop, target.stop + 3)]
    return bool(sayings().intersection(after)) or target.start > part.start and forms[target.start - 1] in sayings()

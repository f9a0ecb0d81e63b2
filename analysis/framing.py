"""Framing: does AI enhance or replace? Claims, each with its stance, its hedge, its voice and the words that make it.

A claim is a frame with a stance, inside one sentence of headline or body that speaks of AI: by name, by a noun or
pronoun that refers to it, or as part of a quotation whose topic it is. `frames` finds the frames, `scope` says how they
are meant, `attribution` who holds them. Not covered: claims whose frame is only to be had from the sentences around.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from .attribution import Voice, voices
from .clauses import Phrase, core
from .codebook import NARRATOR, UNSPECIFIED
from .corpus import Document
from .frame_rules import EFFICIENCY, ENHANCEMENT, REPLACEMENT
from .frames import Match, matches
from .likely import LEAST, likely
from .makers import BE, PEOPLE, View
from .mentions import target_mentions
from .quotations import quotations
from .scheme import OWN
from .scope import ASSERT, FEAR, FORBID, NEGATE, OPPOSE, REJECT, Reading
from .sentences import sentences
from .span import Span, meeting
from .speakers import speakers
from .speech import speech_spans
from .subjects import clause_subject
from .tags import verbal
from .words import function_words, words

RULES_ALONE = 2.0  # a probability that nothing has
WORDS = "words"  # the rule of what words make likely
# Rules, by name:
DEMANDED = ("used", "fake")  # no claims where a demand is about them
WEAK = ("performer", "near")  # no claims where another of their frame stands
SUED = frozenset("sue sues sued suing".split())
FEARED = frozenset("fear feared worry worried dread dreaded hope hoped afraid anxious".split())
CHARGED = ("suit", "used", "landed")  # claims that a lawsuit is about
CALLS = frozenset("urge urges urged urging demand demands demanded demanding petition petitioned petitioning lobby "
                  "lobbied lobbying campaign campaigned campaigning".split())
EMPTIED = ("active", "owned", "dative", "made")  # rules in which a verb has an object
NOTHING = frozenset("no neither nobody none nothing hardly few little zero barely scarcely".split())
CHORES = "chores"  # no claim where it frees people, or is their work
VOICELESS = (UNSPECIFIED, "government", "press")  # laws and papers
LONGEST = 400  # words of a sentence that are read; what is longer is no sentence but a table or a list


@dataclass(frozen=True, slots=True)
class Claim:
    """A frame as one voice presents it: assert, reject or oppose; `rule` names what found it, `evidence` where."""

    sentence: int
    frame: str
    stance: str
    hedged: bool
    voice: str
    group: str
    evidence: Span
    rule: str


@lru_cache(maxsize=8)
def claims(document: Document, *, least: float = LEAST) -> tuple[Claim, ...]:
    """The claims of a document in reading order; none, one or several in a sentence, joint speakers one each.

    A frame that no rule finds is taken from words alone if they make it likely: with a probability of at least
    `least`, in (0, 1]. RULES_ALONE takes none so. The rule of such a claim is "words".

    >>> [(c.frame, c.stance, c.hedged) for c in claims(Document("a", "AI may help poets, but it won't replace them."))]
    [('enhancement', 'assert', True), ('replacement', 'reject', False)]
    """
    found: list[Claim] = []
    for number, view in _eligible(document):
        known: dict[tuple, Claim] = {}
        ruled = list(_kept(sorted(matches(view))))
        for match in [*ruled, *_from_words(view, {match.frame for match in ruled}, least)]:
            reading = _reading(view, match)
            evidence = view.words.span(match.first, match.stop)
            for voice in _voices(document, view, match, reading):
                claim = Claim(number, match.frame, reading.stance, reading.hedged, voice.name, voice.group, evidence,
                              match.rule)
                known.setdefault((match.frame, reading.stance, reading.hedged, voice.name), claim)
        found += known.values()
    return tuple(found)


def _from_words(view: View, known: set[str], least: float) -> Iterator[Match]:
    """The frames that only words make likely; what they learned from is of AI and in the kit's own frames."""
    if least > 1 or view.scheme is not OWN:
        return
    for one in likely(view.words, range(view.first, view.stop), view.target, least):
        if one.frame not in known:
            yield Match(one.first, one.stop, one.at, one.at + 1, one.frame, one.stance, WORDS)


def _eligible(document: Document) -> Iterator[tuple[int, View]]:
    """The sentences that speak of AI, each with its number."""
    targets = [mention.span for mention in target_mentions(document)]
    if not targets:
        return
    text, starts = words(document), [span.start for span in targets]
    cut, marked = sentences(document), [quotation.span for quotation in quotations(document)]
    longest = max((span.end - span.start for span in marked), default=0)
    named = [bisect_left(starts, s.span.start) != bisect_left(starts, s.span.end) for s in cut]
    for number, sentence in enumerate(cut):
        inside = text.inside(*sentence.span)
        if not inside:
            continue
        stop = min(inside.stop, inside.start + LONGEST)
        here = targets[bisect_left(starts, sentence.span.start) : bisect_left(starts, sentence.span.end)]
        low = bisect_left(marked, (sentence.span.start - longest,))
        around = [s for s in marked[low : bisect_left(marked, (sentence.span.end,))] if s.meets(sentence.span)]
        near = number > 0 and named[number - 1]
        referring = near and text.forms[inside.start] in ("it", "they", "this", "these", "that")
        topic = any(bisect_left(starts, s.start) != bisect_left(starts, s.end) for s in around)
        if here or referring or topic or around and near:
            target = frozenset(index for span in here for index in text.inside(*span) if index < stop)
            yield number, View(document, inside.start, stop, target, bool(around))


def _kept(found: list[Match]) -> Iterator[Match]:
    """One match per frame and place; what people gain in time or cost is enhancement, no efficiency.

    The use of works is no claim of its own where consent to it is demanded.
    """
    demanded = {match.frame for match in found if match.says == OPPOSE}
    helped = any(match.frame == ENHANCEMENT and match.person for match in found)
    for match in found:
        if match.frame in demanded and _rule(match) in DEMANDED:
            continue  # what the demand is about
        if _rule(match) in WEAK and any(other.frame == match.frame and other.rule != match.rule for other in found):
            continue
        if _rule(match) == CHORES and (helped or any(
            other.frame == REPLACEMENT and other.at == match.at for other in found
        )):
            continue  # what frees people, or is their work
        others = [other for other in found if other is not match]
        if any(other.frame == match.frame and other.first <= match.at < other.stop and other < match
               for other in others):
            continue
        if match.frame == EFFICIENCY and any(
            other.frame == ENHANCEMENT and other.person and other.first <= match.at < other.stop + 6
            for other in others
        ):
            continue
        yield match


def _rule(match: Match) -> str:
    """The name of the rule, without that of the class whose words it read."""
    return match.rule.partition(":")[0]


_TURNED = {ASSERT: REJECT, REJECT: ASSERT, OPPOSE: ASSERT}


def _reading(view: View, match: Match) -> Reading:
    """How a match is meant: its own stance, turned by the signs around it."""
    reading = view.scope.reading(match.at, match.to)
    if _rule(match) == WORDS:
        return reading._replace(stance=match.says)  # the stance is the words' too
    if match.says == ASSERT and _emptied(view, match):
        reading = reading._replace(stance=_TURNED[reading.stance] if reading.stance != OPPOSE else OPPOSE)
    if not reading.hedged and reading.stance == ASSERT and _may(view, match):
        reading = reading._replace(hedged=True)
    if _rule(match) in DEMANDED and any(view.form(sign.first) in ("cannot", "can't") for sign in reading.signs):
        return reading._replace(stance=OPPOSE, hedged=False)  # "cannot be used without consent"
    if match.says == ASSERT:
        return reading
    if match.says == REJECT and view.form(match.at) == "no":
        return reading._replace(stance=REJECT)  # "no heart and no soul" denies twice, and says the same
    if match.says == "stated":
        return Reading(ASSERT, False)
    if match.says == OPPOSE:
        return reading._replace(stance=ASSERT if reading.stance == REJECT else OPPOSE, hedged=False)
    if reading.stance == ASSERT and any(view.form(at) in CALLS for at in range(view.first, match.first)):
        return Reading(OPPOSE, False, reading.signs)  # "urging them to keep to works made by people"
    if reading.stance == ASSERT and any(sign.rule == "obligation" for sign in view.scope.signs(match.at, match.to)):
        return Reading(OPPOSE, False, reading.signs)
    return reading._replace(stance=_TURNED[reading.stance])


def _emptied(view: View, match: Match) -> bool:
    """True if what a verb acts on is denied: "costs no jobs", "saves neither time nor money"."""
    if _rule(match) not in EMPTIED:
        return False
    return any(sign.effect == NEGATE and sign.rule in ("negator", "quantifier") and view.form(sign.first) in NOTHING
               for sign in view.scope.found if match.to <= sign.first < match.stop)


def _may(view: View, match: Match) -> bool:
    """True if a match is, or is part of, the subject of a modal: "job losses could grow"."""
    if _rule(match) not in ("alone", "about", "compound", "caused"):
        return False
    modal = next((sign.first for sign in view.scope.found if sign.rule == "modal" and sign.first >= match.stop), None)
    if modal is None or view.scope.clause(match.at).stop <= modal:
        return False
    between = range(view.scope.clause(match.at).start, modal)
    return not any(verbal(view.words, at) or view.form(at) in ("that", "which", "who") for at in between)


def _voices(document: Document, view: View, match: Match, reading: Reading) -> tuple[Voice, ...]:
    """Who holds a claim; a fear or quoted words that nobody is said to hold are unspecified, never the narrator's."""
    span = view.words.span(match.at, match.to)
    holders = _fearing(document, view, reading) or voices(document, span)
    if holders != (Voice(NARRATOR, NARRATOR),):
        return holders
    if any(sign.effect == FEAR for sign in reading.signs) or meeting(speech_spans(document), span):
        return (Voice(UNSPECIFIED, UNSPECIFIED),)
    return _demanding(document, view, match, reading) or _suing(document, view, match) or holders


def _fearing(document: Document, view: View, reading: Reading) -> tuple[Voice, ...]:
    """Who fears or hopes it, within what others say: "weavers fear that ..., a survey found"."""
    feeling = (sign.first for sign in reading.signs if sign.effect == FEAR and view.form(sign.first) in FEARED)
    for verb in feeling:
        last = view.subject(verb)
        first = view.heading(last, PEOPLE)
        if first is not None and function_words().get(view.form(first)) is None:
            return _named(document, view, core(view.words, last + 1, view.first))
    return ()


def _named(document: Document, view: View, source: Phrase | None) -> tuple[Voice, ...]:
    """The voices that a noun phrase names, with stakeholders that the corpus' codebook has."""
    groups = document.story.scheme.codebook["stakeholder"]
    found = speakers(document, view.words.span(source.first, source.stop))[0] if source else ()
    return tuple(Voice(one.name, one.stakeholder if one.stakeholder in groups else UNSPECIFIED) for one in found
                 if one.name != UNSPECIFIED)


def _suing(document: Document, view: View, match: Match) -> tuple[Voice, ...]:
    """Who goes to court: "the weavers sued the firm over ..."; what they hold against it is theirs."""
    sued = (at for at in range(view.first, view.stop) if view.form(at) in SUED and _rule(match) in CHARGED)
    at = next(sued, None)
    subject = clause_subject(view.words, at + 1, view.first) if at is not None else None
    return _named(document, view, subject)


def _demanding(document: Document, view: View, match: Match, reading: Reading) -> tuple[Voice, ...]:
    """Who acts where something is opposed: "the guild went to court to bar ..."; a law or a contract has no voice."""
    if reading.stance != OPPOSE:
        return ()
    index = min((sign.first for sign in reading.signs if sign.effect == FORBID), default=match.first)
    if view.form(index - 1) in BE or view.form(index - 1) in ("that", "which", "not"):
        return ()
    subject = clause_subject(view.words, index, view.first)
    return tuple(one for one in _named(document, view, subject) if one.group not in VOICELESS)

"""Scope: what the words around a hit do to it: deny, forbid or hedge it.

A hit is a range of words in a sentence: a word with valence, a verb of a frame. `Scope` reads the sentence once, and
then answers for any hit which signs reach it. A sign is a word or phrase with an effect and the rule that knows it:

    sign      effect   example (the hit in capitals)
    negate    denied   The kiln does not CRACK. It is far from CRACKING, fails to CRACK, glows rather than CRACKS.
    forbid    opposed  Pots should not CRACK. A ban on CRACKED pots. Guards against CRACKING.
    oblige    -        Pots should hold, not CRACK: with a denial it opposes, alone it does nothing.
    hedge     hedged   The pot may CRACK. If it CRACKS, ... Will it CRACK?
    fear      hedged   Potters fear that it will CRACK; they are not worried that it will CRACK (denied, not hedged).

A sign reaches to the end of its clause: a semicolon, "but", "while", a comma before a new subject. Two denials cancel
each other. Both the sentiment and the framing of a sentence ask the same object:

    scope = Scope(words, first, stop)             a sentence's words [first, stop)
    scope.reading(i, j)                           Reading(stance, hedged, signs) of the hit [i, j)
    scope.negated(i, j)                           the sign that denies the hit, or None (two denials are none)
    scope.signs(i, j)                             every sign that reaches the hit, in reading order
    words.span(sign.first, sign.stop)             the evidence for it

Not covered: irony, denial by a whole second sentence, and negation that only world knowledge shows.

>>> from .words import words_of
>>> text = words_of("The drone will not replace the shepherd but may help him.")
>>> scope = Scope(text, 0, len(text))
>>> scope.reading(4, 5).stance, scope.reading(9, 10).hedged
('reject', True)
>>> sign = scope.negated(4, 5)
>>> sign.rule, text.text[slice(*text.span(sign.first, sign.stop))]
('negator', 'not')
"""

from collections.abc import Iterator
from functools import cache, cached_property
from typing import NamedTuple

from .lexicon import inflections, lexicon
from .reach import Clauses
from .tags import capital, tagged
from .words import Phrases, function_words

ASSERT, REJECT, OPPOSE = "assert", "reject", "oppose"
NEGATE, FORBID, OBLIGE, HEDGE, FEAR = "negate", "forbid", "oblige", "hedge", "fear"
IDLE, OPAQUE, APPEAL = "idle", "opaque", "appeal"  # no signs themselves: they tell what a sign near them does


class Sign(NamedTuple):
    """A word or phrase, words [first, stop), that changes what is said in its reach, words [low, high)."""

    first: int
    stop: int
    effect: str
    rule: str
    low: int
    high: int

    def reaches(self, first: int, stop: int) -> bool:
        """True if the hit starts in the reach and is not the sign itself."""
        apart = self.stop <= first or stop <= self.first or self.rule == "question"
        return self.low <= first < self.high and apart


class Reading(NamedTuple):
    """How a hit is meant: its stance (assert, reject, oppose), whether it is hedged, and the signs that say so."""

    stance: str
    hedged: bool
    signs: tuple[Sign, ...] = ()


class _Entry(NamedTuple):
    rule: str
    effect: str
    reach: str
    form: str  # of a verb: base, s, past, participle, ing; else empty


@cache
def _phrases() -> Phrases:
    """Every phrase and verb form of the lexicon; a phrase that stands in two classes belongs to the first."""
    entries: dict[str, _Entry] = {}
    rows = sorted(lexicon("scope"), key=lambda row: row["effect"] in (OPAQUE, APPEAL))
    for row in rows:
        for phrase in filter(None, row["phrases"].split(", ")):
            entries.setdefault(phrase, _Entry(row["class"], row["effect"], row["reach"], ""))
    for row in rows:
        for verb in filter(None, row["verbs"].split(", ")):
            for form, written in inflections(verb).items():
                entries.setdefault(written, _Entry(row["class"], row["effect"], row["reach"], form))
    return Phrases(entries)


@cache
def _forms(effect: str) -> frozenset[str]:
    """The first words of verbs that act on a sign near them: opaque ("did not SAY"), appeal ("ASKED us not to")."""
    verbs = (verb for row in lexicon("scope") if row["effect"] == effect for verb in row["verbs"].split(", "))
    return frozenset(form.partition(" ")[0] for verb in verbs for form in inflections(verb).values())


_SLIM = frozenset("slim low small remote minimal nil zero negligible tiny slight faint limited scant".split())
_INTENSE = frozenset("just only merely simply solely exclusively".split())
_BE = frozenset("is are was were be been being 's 're 'm isn't aren't wasn't weren't gets got get".split())
_IDEAS = frozenset("idea ideas notion notions claim claims suggestion suggestions argument arguments fears worries "
                   "concerns view views premise belief prediction predictions talk".split())
_RULES = frozenset("contract contracts law laws rule rules agreement agreements terms clause policy policies bill act "
                   "licence license guidelines deal".split())
_SUBJECTS_OF = frozenset("you we they i he she it the a before has have had in".split())  # "Never before has it"
_USED = frozenset("used credited considered forced required trained registered".split())
_COMPARING = frozenset(("than", "too", "without"))
_THAT = frozenset("that which who whose what from to by whether being".split())
_MAIN = frozenset("is are was were has have had".split())
_COMPARED = {"more": True, "better": True, "rather": True, "sooner": True, "less": False}


class Scope(Clauses):
    """The signs of one sentence, words [first, stop), and what they do to any hit in it."""

    def signs(self, first: int, stop: int) -> tuple[Sign, ...]:
        """Every sign that reaches the hit, in reading order."""
        return tuple(sign for sign in self.found if sign.reaches(first, stop))

    def negated(self, first: int, stop: int) -> Sign | None:
        """The sign nearest to the hit that denies it; None if none does or two do."""
        denials = self._denials(self.signs(first, stop))
        return denials[-1] if len(denials) % 2 else None

    def reading(self, first: int, stop: int) -> Reading:
        """The stance toward the hit, and whether it is hedged, by all signs that reach it."""
        signs = self.signs(first, stop)
        if not signs:
            return Reading(ASSERT, False)
        denials = self._denials(signs)
        forbidding = [sign for sign in signs if sign.effect == FORBID and not self._over(sign, signs)]
        obliging = [sign for sign in signs if sign.effect == OBLIGE]
        if forbidding:
            return Reading(OPPOSE, False, tuple(forbidding))
        if len(denials) % 2 and obliging:
            return Reading(OPPOSE, False, (*obliging, *denials))
        doubts = tuple(sign for sign in signs if sign.effect in (HEDGE, FEAR) and not self._over(sign, signs))
        return Reading(REJECT if len(denials) % 2 else ASSERT, bool(doubts), (*denials, *doubts))

    def _over(self, sign: Sign, signs: tuple[Sign, ...]) -> bool:
        """True if a sign is itself denied: "no ban on", "not worried that"."""
        return any(other.effect == NEGATE and other.reaches(sign.first, sign.stop) for other in signs)

    def _denials(self, signs: tuple[Sign, ...]) -> list[Sign]:
        """The denials; one that denies a prohibition or obligation ("no ban on") is spent on that."""
        spent = {
            max(other for other in signs if other.effect == NEGATE and other.reaches(sign.first, sign.stop))
            for sign in signs
            if sign.effect == FORBID and self._over(sign, signs)
        }
        denials = [sign for sign in signs if sign.effect == NEGATE and sign not in spent]
        rules = {sign.rule for sign in denials}
        idle = {"unlikelihood"} if "denial" in rules else set()  # "dismissed it as a myth" denies once
        idle |= {"continued negator"} if "negator" in rules else set()  # "neither by day nor by night"
        return [sign for sign in denials if sign.rule not in idle]

    # The signs of the sentence

    @cached_property
    def found(self) -> tuple[Sign, ...]:
        """The signs of the sentence in reading order, each with its reach."""
        signs = [sign for first, stop, entry in _phrases().find(self.words, self.first, self.stop)
                 for sign in self._sign(first, stop, entry)]
        return tuple(sorted((*signs, *self._comparisons(), *self._question())))

    def _sign(self, first: int, stop: int, entry: _Entry) -> Iterator[Sign]:
        """The sign at words [first, stop), if it is one here."""
        rule, effect, reach, form = entry
        word = self.form(first)
        if effect in (IDLE, OPAQUE, APPEAL) or effect == NEGATE and self._idle(first, stop, word):
            return
        if word == "may" and self._month(first) or word == "could" and self.form(stop) in ("not", "never"):
            return
        if word == "may" and self._deontic(first):
            effect, rule = FORBID, "deontic may"
        if effect == NEGATE and self.form(stop) == "to" and self._appealed(first):
            effect, rule = FORBID, "appeal"
        if rule == "negator" and self._ruled_out(first, stop, word):
            effect, rule = FORBID, "rule"
        if rule == "negator" and self._imperative(first, word):
            effect, rule = FORBID, "imperative"
        if rule == "obligation" and word.startswith("insist") and self._told(stop):
            return
        if rule == "separation" and not self._parted(stop):
            return
        if rule == "possibility" and self._slim(first, stop):
            effect, rule = NEGATE, "unlikelihood"
        if word == "whether" and self.form(first + 1) == "or":
            return
        if rule == "prohibition" and self._idea(stop):
            effect, rule = NEGATE, "denial"
        if rule == "prohibition" and (self.form(first - 1) == "without" or self._lacking(first)):
            return
        passive = form in ("past", "participle") and self._passive(first)
        low, high = stop, self.stop
        if reach == "near":
            high = self.comma(stop)
        elif reach in ("ahead", "both") or passive:
            high = self.end(stop, deep=effect in (HEDGE, FEAR) or self._raised(stop))
            if effect == NEGATE and self._closed(stop):
                high = min(high, stop + 1)
        elif reach == "deep":
            high = self.end(stop, deep=True)
        if rule == "prohibition" and not form:  # "the fight against fog is led by sailors"
            high = self._predicate(stop, high)
        if word == "no" and self.form(first - 1) in ("with", "by", "in", "of", "for"):  # "bands with no members play"
            high = next((at for at in range(stop, high) if function_words().get(self.form(at)) == "auxiliary"), high)
        if reach == "both" or passive:
            low = self.start(first)
        yield Sign(first, stop, effect, rule, low, high)

    def _idle(self, first: int, stop: int, word: str) -> bool:
        """True for "not only", "no," and a "nor" or "not" that denies nothing."""
        if self.form(stop) in _INTENSE and word not in ("no", "without"):
            return True
        return word == "no" and self.words.gap(first)[:1] in (",", ".", "!") or word == "little" and first and (
            self.form(first - 1) in ("a", "the", "this", "his", "her", "their"))

    def _idea(self, stop: int) -> bool:
        """True for "rejects the idea that", "rejects as alarmist the suggestion that": what is refused is a thought."""
        near = stop + (self.form(stop) in ("the", "any", "all", "such"))
        if self.form(near) in _IDEAS:
            return True
        return self.form(stop) == "as" and any(self.form(at) in _IDEAS for at in range(stop + 1, stop + 5))

    def _ruled_out(self, first: int, stop: int, word: str) -> bool:
        """True for "cannot be used" where rules are the topic, and for what may only be used by somebody's leave."""
        if word not in ("cannot", "can't") or self.form(stop) != "be":
            return False
        return self.form(stop + 1) in _USED or any(self.form(near) in _RULES for near in range(self.first, first))

    def _imperative(self, first: int, word: str) -> bool:
        """True for "Do not run": a negator with which a clause begins, behind "do" if it is no "don't"."""
        start = first - (self.form(first - 1) == "do") if word == "not" else first
        if word not in ("don't", "never") and start == first or self.form(first + 1) in _SUBJECTS_OF:
            return False
        return start == self.first or self.form(start - 1) in ("but", "please", "and") or any(
            mark in self.words.gap(start - 1) for mark in ",:;“\"‘—")

    def _predicate(self, stop: int, high: int) -> int:
        """Where the predicate of a sign that is a noun begins: behind it "is" or "has", and no "that" in between."""
        for at in range(stop, high):
            if self.form(at) in _THAT:
                return high
            if self.form(at) in _MAIN and self.form(at - 1) not in _SUBJECTS_OF:
                return at
        return high

    def _lacking(self, index: int) -> bool:
        """True for "without filters to prevent": what would forbid is not there."""
        before = {self.form(near) for near in range(index - 6, index)}
        return self.form(index - 1) == "to" and bool(before & {"without", "no", "lacks", "lacked"})

    def _closed(self, stop: int) -> bool:
        """True if the verb right behind a negator keeps the denial for itself: "did not say that"."""
        index = stop
        while self.form(index) in ("be", "been", "even", "yet", "ever", "have", "to", "also"):
            index += 1
        return self.form(index) in _forms(OPAQUE) and "," not in self.words.gap(stop - 1)

    def _raised(self, stop: int) -> bool:
        """True if a verb of opinion follows, over which denial passes into the clause: "does not think that"."""
        return any(self.form(index) in _OPINION for index in range(stop, min(stop + 4, self.stop)))

    def _passive(self, first: int) -> bool:
        return any(self.form(index) in _BE for index in range(max(self.first, first - 3), first))

    def _month(self, index: int) -> bool:
        """True if May is a month: with a capital inside a sentence, or before a number."""
        return capital(self.words, index) and (index > self.first or self.form(index + 1).isdigit())

    def _deontic(self, index: int) -> bool:
        """True for "may not be copied", and for "may not" where rules are the topic."""
        if self.form(index + 1) not in ("not", "only", "never"):
            return False
        if self.form(index + 2) == "be" and self.form(index + 3).endswith(("ed", "en", "ade")):
            return True
        return any(self.form(near) in _RULES for near in range(self.first, index))

    def _appealed(self, index: int) -> bool:
        """True for "asked them not to": what somebody is asked to leave is forbidden, what he promises is denied."""
        return any(self.form(near) in _forms(APPEAL) for near in range(self.clause(index).start, index - 1))

    def _told(self, stop: int) -> bool:
        """True for "insists that it will run": what somebody says is so, and not what he wants ("that it run")."""
        return any(function_words().get(self.form(at)) == "auxiliary" and self.form(at) != "be"
                   or self.form(at) in tagged("VBD") for at in range(stop, stop + 8))

    def _parted(self, stop: int) -> bool:
        """True for "keep the gulls from stealing": a verb that forbids only with "from" and a verb form."""
        return any(self.form(at) == "from" and self.form(at + 1).endswith("ing") for at in range(stop, stop + 8))

    def _slim(self, first: int, stop: int) -> bool:
        """True for "a slim chance of" and "the chance of ... is slim"."""
        return self.form(first - 1) in _SLIM or any(
            self.form(at) in _SLIM and any(self.form(near) in _BE or self.form(near).startswith("remain")
                                           for near in (at - 1, at - 2))
            for at in range(stop, self.end(stop, deep=True))
        )

    def _comparisons(self) -> Iterator[Sign]:
        """ "more X than Y" denies Y, "less X than Y" denies X, "too X to Y" denies Y, "without Y-ing" denies Y."""
        forms = self.words.forms
        for index in range(self.first, self.stop):
            form = forms[index]
            if form not in _COMPARING:
                continue
            if form == "than" and forms[index - 1] != "rather":
                for back in range(index - 2, max(self.first, index - 13) - 1, -1):
                    if forms[back] in _COMPARED:
                        low, high = (index + 1, self.comma(index + 1)) if _COMPARED[forms[back]] else (back + 1, index)
                        yield Sign(back, back + 1, NEGATE, "comparison", low, high)
                        break
            elif form == "too":
                for to in range(index + 2, min(index + 6, self.stop)):
                    if forms[to] == "to" and "," not in self.words.gap(to - 1):
                        yield Sign(index, index + 1, NEGATE, "too much to", to + 1, self.end(to + 1, deep=False))
                        break
            elif form == "without":
                end = self.comma(index + 1)
                if any(forms[near].endswith("ing") for near in range(index + 1, min(index + 5, end))):
                    yield Sign(index, index + 1, NEGATE, "without", index + 1, end)

    def _question(self) -> Iterator[Sign]:
        """A question hedges all of it: the sentence's words up to the question mark."""
        words = self.words
        last = self.first
        if self.first == self.stop or "?" not in words.text[words.starts[last] : words.ends[self.stop - 1] + 3]:
            return
        for index in range(self.first, self.stop):
            gap = words.gap(index)
            if "?" in gap[:3]:
                yield Sign(index, index + 1, HEDGE, "question", last, index + 1)
            if gap[:1] in ("?", "!", ".") and len(gap) > 1:
                last = index + 1


_OPINION = frozenset(
    form
    for verb in "think believe expect anticipate see envision envisage foresee imagine suppose reckon predict feel "
    "suggest worry fear mean want intend plan aim wish".split()
    for form in inflections(verb).values()
) | {"worried", "concerned", "afraid", "convinced", "sure", "evidence", "sign", "proof", "true", "case"}

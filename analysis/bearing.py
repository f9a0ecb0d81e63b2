"""Bearing: what a word with valence says of a target in its sentence.

By the part the target has in it: doer, done to, felt about, or merely near (PARTS, the first rule that fits decides).
"""

from .parties import Parties
from .scope import Scope
from .valence import Valence, verbs_of
from .words import function_words

NEAR = 4  # words before a word in which what governs it is looked for
ASIDE = 0.5  # what is left of a word that somebody else does; chosen on the train split of NewsMTSC


class Bearing:
    """A word with valence beside the nearest mention of the target: what the rules look at."""

    __slots__ = ("forms", "first", "target", "word", "before", "between", "scope", "signs", "reach", "parties")

    def __init__(self, scope: Scope, parties: Parties, target: range, word: Valence):
        self.forms, self.first, self.target, self.word = scope.words.forms, scope.first, target, word
        self.before = target.start < word.first  # the target stands before the word
        self.reach = range(target.stop, word.first) if self.before else range(word.stop, target.start)
        self.between = self.forms[self.reach.start : self.reach.stop]
        self.scope, self.signs, self.parties = scope, scope.signs(word.first, word.stop), parties

    @property
    def passive(self) -> bool:
        """The word is a participle after a form of be or get, or before "by"."""
        word, forms = self.word, self.forms
        if word.form not in ("past", "participle"):
            return False
        index = word.first - 1
        while index >= self.first and (forms[index] in _PASSED or forms[index].endswith("ly")):
            index -= 1
        return index >= self.first and forms[index] in _BE or forms[word.stop : word.stop + 1] == ["by"]

    @property
    def leading(self) -> list[str]:
        """The few words before the word, in which what governs it is looked for."""
        return self.forms[max(self.first, self.word.first - NEAR) : self.word.first]

    @property
    def parted(self) -> bool:
        """A comma or a stop stands between the word and the target."""
        last = self.reach.stop if self.before else self.target.start
        return any(not _JOINED.issuperset(self.scope.words.gap(at - 1)) for at in range(self.reach.start, last + 1))

    @property
    def preposition(self) -> str:
        """The preposition on which the target hangs: WITH TARGET, OF the TARGET; empty if on none."""
        kinds, index = function_words(), self.target.start - 1
        if index > self.first and kinds.get(self.forms[index]) == "determiner":
            index -= 1
        return self.forms[index] if index >= self.first and kinds.get(self.forms[index]) == "preposition" else ""

    @property
    def attributive(self) -> bool:
        """The word stands before a noun: a PATIENT clerk, the LOST walker, the new and FAST TARGET."""
        stop = self.word.stop
        if self.scope.words.gap(stop - 1) != " " or stop >= len(self.forms):
            return False
        return self.forms[stop] not in function_words()

    def governor(self, verbs: frozenset[str]) -> int | None:
        """The verb, one of `verbs`, up to three words before the word: "reduces the great RISK", not "ends in RUIN"."""
        kinds = function_words()
        for index in range(self.word.first - 1, max(self.first, self.word.first - 4) - 1, -1):
            if self.forms[index] in verbs:
                return index
            if kinds.get(self.forms[index]) in _APART:
                return None
        return None


_BE = frozenset("be been being is are was were am 's 're isn't aren't wasn't weren't get gets got getting".split())
_COPULA = _BE | frozenset("as become became becomes remain remains seem seems seemed look looks looked prove".split())
_JOINED = frozenset(" -\u00a0'’\"“”.")  # marks that part no clause; a stop may be that of a title
_ARTICLES = frozenset("the a an his her their its this these those our my your".split())
_PASSED = frozenset("not never also often still already once even just now so more most".split())
BREAKS = frozenset(("subordinator", "conjunction", "relative"))
_APART = BREAKS | {"preposition", "auxiliary"}
_ABOUT = frozenset(
    "of about over on against for toward towards with regarding in to at around concerning among surrounding".split()
)
MEANS = frozenset(("with", "using", "through", "via"))
_BYMEANS = frozenset(("benefit", "supplant", "harm", "achieve", "misconduct", "defeat"))
_OBJECT, _ADJUNCT = 5, 8  # words between a verb and its object, and what follows the object


# ---- parts: the part that the target has in a word -> what the word says of it, or None ------------------------------


def done_by(b: Bearing) -> float | None:
    """The child was saved by TARGET: the doer."""
    if not b.before and len(b.between) <= _OBJECT and "by" in b.between and b.passive:
        return b.word.role.agent
    return None


def done_to(b: Bearing) -> float | None:
    """TARGET was praised: the one it is done to."""
    return b.word.role.patient if b.before and b.passive else None


def kept_from(b: Bearing) -> float | None:
    """The fence protects the hens from TARGET: what one must be protected from is a danger."""
    if b.word.role.name == "benefit" and not b.before and len(b.between) <= _ADJUNCT:
        if "from" in b.between or "against" in b.between:
            return -b.word.role.agent
    return None


def done_with(b: Bearing) -> float | None:
    """The clinic cures colds with TARGET: what it is done with, it does."""
    if not b.before and len(b.between) <= _ADJUNCT and MEANS.intersection(b.between[-2:]) and not b.parted:
        return b.word.role.agent if b.word.role.name in _BYMEANS else None
    return None


def object_of(b: Bearing) -> float | None:
    """The crew praised (the new) TARGET: the one it is done to."""
    if not b.before and len(b.between) <= _OBJECT and not b.passive:
        kinds = function_words()
        if all(form == "that" or kinds.get(form) not in BREAKS for form in b.between):
            return b.word.role.patient
    return None


def aside(b: Bearing) -> float | None:
    """TARGET finds cracks that inspectors miss: somebody else does it."""
    if b.before and len(b.between) > 1:
        kinds = function_words()
        for form, following in zip(b.between, b.between[1:]):
            if (form == "that" or kinds.get(form) in ("relative", "subordinator")) and following not in kinds:
                return ASIDE * b.word.role.near
    return None


def subject_of(b: Bearing) -> float | None:
    """TARGET (has) helped the crew: the doer."""
    return b.word.role.agent if b.before and not b.passive else None


def given(b: Bearing) -> float | None:
    """TARGET gives the nurses more TIME: what is good to have, and says nothing elsewhere."""
    if b.word.role.name != "boon":
        return None
    return b.word.role.agent if b.before and b.governor(verbs_of("endow")) is not None else 0.0


def felt_about(b: Bearing) -> float | None:
    """fear of TARGET, wary of (the use of) TARGET: the one it is felt about; a threat from TARGET: the doer."""
    if not b.before and 0 < len(b.between) <= _OBJECT and not b.parted:
        kinds = function_words()
        if any(form != "of" and kinds.get(form) == "preposition" for form in b.between[1:]):
            return None
        if b.between[0] in _ABOUT:
            return b.word.role.patient
        if b.between[0] in ("from", "by"):
            return b.word.role.agent
    return None


def owned(b: Bearing) -> float | None:
    """TARGET's failure: the one who has it."""
    return b.word.role.agent if b.before and len(b.between) <= 3 and b.between[:1] == ["'s"] else None


def compound(b: Bearing) -> float | None:
    """TARGET fears, the TARGET backlash: felt about or near, whichever says more."""
    return max(b.word.role.patient, b.word.role.near, key=abs) if b.before and not b.between else None


def lost(b: Bearing) -> float | None:
    """TARGET found the LOST walker: a participle that only tells which walker."""
    if b.word.form == "participle" or b.word.form == "past":
        if b.attributive and b.forms[b.word.first - 1] in _ARTICLES and b.word.stop != b.target.start:
            return 0.0
    return None


def of_another(b: Bearing) -> float | None:
    """A PATIENT clerk met TARGET: what is good of another before the target is not told of the target."""
    if not b.before and b.between and b.word.role.near > 0 and b.attributive:
        return 0.0
    return None


def untold(b: Bearing) -> float | None:
    """TARGET went home SAFE and SOUND: a good word of TextBlob's that is told of nobody."""
    if b.word.role.near < 0 or not b.between:
        return None
    return 0.0 if not b.before or not b.attributive and not _COPULA.intersection(b.between) else None


def near(b: Bearing) -> float | None:
    """TARGET ... a success: merely near."""
    return b.word.role.near


PARTS = {
    "verb": (lost, done_by, done_to, kept_from, done_with, object_of, aside, subject_of, near),
    "noun": (given, felt_about, owned, compound, near),
    "adjective": (felt_about, of_another, near),
    "word": (untold, near),
}

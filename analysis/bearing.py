"""Bearing: what a word with valence says of a target in its sentence.

By the part the target has in it: doer, done to, felt about, or merely near (PARTS, the first rule that fits decides).
What reaches the word may turn or cancel it (TURNS, each that fits counts). A few shapes say something without such a
word (SHAPES).
"""

from .scope import FORBID, NEGATE, Scope
from .valence import TEXTBLOB, Valence, verbs_of
from .words import function_words

# Chosen on the train split of NewsMTSC (Hamborg & Donnay 2021); its figures hardly change near these values.
ASIDE = 0.5  # what is left of a word that somebody else does
ASKED = 0.2  # what is left of a word in a question
DENIED = -0.6  # what becomes of a good word, and of a harm, that is denied
SHAPE = 0.5  # what a shape without a word of valence says


class Bearing:
    """A word with valence beside the nearest mention of the target: what the rules look at."""

    __slots__ = ("forms", "first", "target", "word", "before", "between", "scope", "signs", "reach")

    def __init__(self, scope: Scope, target: range, word: Valence):
        self.forms, self.first, self.target, self.word = scope.words.forms, scope.first, target, word
        self.before = target.start < word.first  # the target stands before the word
        self.reach = range(target.stop, word.first) if self.before else range(word.stop, target.start)
        self.between = self.forms[self.reach.start : self.reach.stop]
        self.scope, self.signs = scope, scope.signs(word.first, word.stop)

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
_PASSED = frozenset("not never also often still already once even just now so more most".split())
BREAKS = frozenset(("subordinator", "conjunction", "relative"))
_APART = BREAKS | {"preposition", "auxiliary"}
_ABOUT = frozenset(
    "of about over on against for toward towards with regarding in to at around concerning among surrounding".split()
)
_MEANS = frozenset(("with", "using", "through", "via"))
_BY_MEANS = frozenset(("benefit", "supplant", "harm", "achieve", "misconduct", "defeat"))
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
    if not b.before and len(b.between) <= _ADJUNCT and _MEANS.intersection(b.between[-2:]):
        return b.word.role.agent if b.word.role.name in _BY_MEANS else None
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


def felt_about(b: Bearing) -> float | None:
    """fear of TARGET, wary of TARGET: the one it is felt about; a threat from TARGET: the doer."""
    if not b.before and 0 < len(b.between) <= _OBJECT:
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


def near(b: Bearing) -> float | None:
    """TARGET ... a success: merely near."""
    return b.word.role.near


PARTS = {
    "verb": (done_by, done_to, kept_from, done_with, object_of, aside, subject_of, near),
    "noun": (felt_about, owned, compound, near),
    "adjective": (felt_about, near),
    "word": (near,),
}

# ---- turns: what reaches a word -> (what becomes of its worth, the word that turned it), or None ---------------------

Turn = tuple[float, int | None]


def undone(b: Bearing, worth: float) -> Turn | None:
    """TARGET reduces the RISK, TARGET lowers the QUALITY, they lifted the BAN on TARGET: the reverse of the word."""
    if b.word.kind == "verb":
        return None
    verb = b.governor(verbs_of("lift")) if worth < 0 else None
    if verb is None and b.before:
        verb = b.governor(verbs_of("undo"))
    return None if verb is None or b.target.start > verb and worth > 0 else (DENIED, verb)


def denied(b: Bearing, worth: float) -> Turn | None:
    """TARGET will not REPLACE them, fears of TARGET are overblown: a harm denied is good; TARGET does not HELP: bad.

    Denied words of TextBlob's lexicon, and denied failures and faults, say nothing; nor does a mere contrast.
    """
    sign = b.scope.negated(b.word.first, b.word.stop) if b.signs else None
    if sign is None:
        return None
    turns = b.word.role.name in _HARMS or worth > 0 and b.word.role.name != TEXTBLOB
    return (DENIED if turns and sign.rule != "contrast" else 0.0), sign.first


def forbidden(b: Bearing, worth: float) -> Turn | None:
    """TARGET should not be PRAISED: bad."""
    if worth > 0 and any(sign.effect == FORBID and sign.rule == "norm" for sign in b.signs):
        return DENIED, None
    return None


def missed(b: Bearing, worth: float) -> Turn | None:
    """Without TARGET the harvest would have FAILED: what would be lost without it speaks for it."""
    return (DENIED, None) if b.target.start > b.first and b.forms[b.target.start - 1] == "without" else None


def asked(b: Bearing, worth: float) -> Turn | None:
    """Is TARGET GOOD for us? A question leaves it open."""
    at = b.word.first
    asks = any(sign.rule == "question" and sign.low <= at < sign.high for sign in b.scope.found)
    return (ASKED, None) if asks else None


_HARMS = frozenset(("harm", "supplant", "fear", "afraid", "frighten", "oppose", "criticise", "warn"))
TURNS = (undone, denied, forbidden, missed, asked)

# ---- shapes: what speaks for or against the target without a word of valence -> (first word, stop, worth) ------------


def incapable(scope: Scope, target: range) -> tuple[int, int, float] | None:
    """TARGET cannot write a eulogy, TARGET does not understand: what it cannot do speaks against it."""
    forms, first = scope.words.forms, target.stop
    if forms[first : first + 1] in (["cannot"], ["can't"], ["couldn't"]):
        return first, first + 1, -SHAPE
    if forms[first : first + 1] in (["can"], ["could"]) and forms[first + 1 : first + 2] in (["not"], ["never"]):
        return first, first + 2, -SHAPE
    return None


def indispensable(scope: Scope, target: range) -> tuple[int, int, float] | None:
    """Without TARGET the dam would never have been built."""
    without = target.start - 1
    if without >= scope.first and scope.words.forms[without] == "without":
        if any(sign.effect == NEGATE and sign.first != without for sign in scope.found):
            return without, target.start, SHAPE
    return None


SHAPES = (incapable, indispensable)

"""Turns: what becomes of a word's bearing on the target, and what bears on it without a word of valence.

What reaches the word may turn or cancel it: it is denied, forbidden, undone, asked. What stands between the two may
part them: another name, a preposition on which the target only hangs (TURNS, each that fits counts). A few shapes say
something without a word of valence (SHAPES).
"""

from functools import cache

from .bearing import MEANS, NEAR, Bearing, felt_about, kept_from
from .scope import FORBID, NEGATE, OPPOSE, Scope
from .valence import nouns_of, verbs_of
from .words import function_words

# Chosen on the train split of NewsMTSC (Hamborg & Donnay 2021); its figures hardly change near these values.
DENIED = -0.6  # what becomes of a good word, and of a harm, that is denied
STICKS = 0.4  # what is left of a charge that is denied
DEMANDED = 2.5  # what a limit counts that somebody asks for
ANOTHER = 0.2  # what is left of a word with another name between it and the target
OBLIQUE = 0.5  # what is left of a word behind a target that only hangs on a preposition
SETTING = 0.1  # what is left of a word before a target that only tells where
UNLINKED = 0.3  # what is left of a noun before the target that nothing links to it
ASKED = 0.2  # what is left of a word in a question
SHAPE = 0.5  # what a shape without a word of valence says

_TOOLS = MEANS | {"", "without", "by", "like"}
_ASKING = frozenset(("whether",))
_BELONGING = frozenset("of against about on toward towards for".split())
_MEANT = frozenset(("supposed", "meant"))
_ONCE = frozenset(("once", "formerly"))
_FEWER = frozenset(("fewer", "less"))
_OLD = frozenset("old older oldest previous ageing aging outdated outmoded worn earlier former".split())
_BRINGING = frozenset("bring brings brought bringing usher ushers ushered phase phased call called build built".split())
_FAR = 12  # words behind the target in which a shape is looked for

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

    A harm that must not be is a harm; a fault that the target itself denies, one in a mere contrast, and a failure
    that did not happen say nothing; but of a charge that is denied something sticks.
    """
    sign = b.scope.negated(b.word.first, b.word.stop) if b.signs else None
    if sign is None or kept_from(b) == worth:  # who is not protected from TARGET is in danger
        return None
    if worth < 0 and b.word.kind == "verb" and b.scope.reading(b.word.first, b.word.stop).stance == OPPOSE:
        return None
    own = sign.rule == "denial" and b.before and b.target.stop <= sign.first
    if sign.rule == "contrast" or own:
        return 0.0, sign.first
    if worth > 0 or sign.rule == "denial" or b.word.role.name in _HARMS:
        return DENIED, sign.first
    return (STICKS if b.word.role.name in _CHARGES else 0.0), sign.first


def formerly(b: Bearing, worth: float) -> Turn | None:
    """With TARGET they make cloth that was once COSTLY."""
    return (DENIED, None) if worth < 0 and _ONCE.intersection(b.leading) else None


def renewed(b: Bearing, worth: float) -> Turn | None:
    """TARGET REPLACED an older one: nobody's loss."""
    behind = b.forms[b.word.stop : b.word.stop + 3]
    return (0.0, None) if b.word.role.name == "supplant" and _OLD.intersection(behind) else None


def fewer(b: Bearing, worth: float) -> Turn | None:
    """Fewer walkers DROWN since TARGET was built."""
    return (DENIED, None) if worth < 0 and _FEWER.intersection(b.leading[-2:]) else None


def unkept(b: Bearing, worth: float) -> Turn | None:
    """TARGET was supposed to SAVE money: it did not."""
    return (DENIED, None) if worth > 0 and b.before and _MEANT.intersection(b.leading) else None


def forbidden(b: Bearing, worth: float) -> Turn | None:
    """TARGET should not be PRAISED: bad."""
    if worth > 0 and any(sign.effect == FORBID and sign.rule == "norm" for sign in b.signs):
        return DENIED, None
    return None


def tackled(b: Bearing, worth: float) -> Turn | None:
    """TARGET detects FRAUD, TARGET solved its WORST problem: what it deals with is not its own."""
    if worth < 0 and b.before and b.word.kind != "verb" and b.governor(_remedies()) is not None:
        return 0.0, None
    return None


def demanded(b: Bearing, worth: float) -> Turn | None:
    """Nurses want SAFEGUARDS before TARGET enters: who asks for limits is critical."""
    if b.word.kind == "noun" and b.word.role.name in ("oppose", "limit"):
        if _DEMANDS.intersection(b.leading):
            return DEMANDED, None
    return None


def victim(b: Bearing, worth: float) -> Turn | None:
    """TARGET ruins GOOD schools, a threat to HONEST trade: the good that is harmed is not the target's."""
    if worth > 0 and b.before and b.word.kind != "verb" and _harming().intersection(b.between[-NEAR:]):
        return 0.0, None
    return None


def relieved(b: Bearing, worth: float) -> Turn | None:
    """TARGET frees clerks from DULL work: what it takes away is not its own."""
    if worth < 0 and b.before and "from" in b.between[-NEAR:] and verbs_of("benefit").intersection(b.between):
        return 0.0, None
    return None


def missed(b: Bearing, worth: float) -> Turn | None:
    """Without TARGET the harvest would have FAILED: what would be lost without it speaks for it."""
    return (DENIED, None) if b.target.start > b.first and b.forms[b.target.start - 1] == "without" else None


def beyond(b: Bearing, worth: float) -> Turn | None:
    """TARGET met Bo Lind, who FAILED: another name stands between."""
    return (ANOTHER, None) if b.parties.between(b.reach.start, b.reach.stop, b.target) else None


def oblique(b: Bearing, worth: float) -> Turn | None:
    """The mayor of TARGET FAILED: it is told of the mayor; but with TARGET or without it one may do much."""
    return (OBLIQUE, None) if b.before and b.preposition not in _TOOLS else None


def setting(b: Bearing, worth: float) -> Turn | None:
    """ARRESTED in TARGET, a FAILURE was seen in TARGET: where it was; but FAITH in TARGET, but FAILED since they
    brought in TARGET.
    """
    if b.before or b.preposition not in ("in", "on", "at") or _BRINGING.intersection(b.between[-3:]):
        return None
    return (SETTING, None) if b.word.kind == "verb" or len(b.between) > 2 else None


def anothers(b: Bearing, worth: float) -> Turn | None:
    """TARGET spoke of the FAILURE of Bo Lind; Bo Lind's FAILURE, of which TARGET spoke: it belongs to a name beside."""
    word = b.word
    if word.kind == "verb" or not b.parties.names:
        return None
    if word.kind == "noun" and b.forms[word.stop : word.stop + 1] and b.forms[word.stop] in _BELONGING:
        return (ANOTHER, None) if b.parties.named(word.stop, word.stop + 3) else None
    beside = not b.before and felt_about(b) is None and b.parties.named(word.first - 2, word.first)
    return (ANOTHER, None) if beside else None


def unlinked(b: Bearing, worth: float) -> Turn | None:
    """A FAILURE that TARGET saw: a noun that no preposition links to the target."""
    if b.before or b.word.kind != "noun" or not b.between or demanded(b, worth):
        return None
    return None if function_words().get(b.between[0]) == "preposition" else (UNLINKED, None)


def asked(b: Bearing, worth: float) -> Turn | None:
    """Is TARGET GOOD for us? They ask whether TARGET HELPS: a question leaves it open."""
    at = b.word.first
    if b.before and _ASKING.intersection(b.forms[max(b.first, b.target.start - 2) : b.target.start]):
        return ASKED, None
    asks = any(sign.rule == "question" and sign.low <= at < sign.high for sign in b.scope.found)
    return (ASKED, None) if asks else None


_DEMANDS = frozenset(
    "want wants wanted demand demands demanded demanding seek seeks sought seeking need needs needed urge urges urged "
    "urging call calls called calling push pushes pushed press pressed ask asks asked require requires required".split()
)


@cache
def _remedies() -> frozenset[str]:
    """The verbs of finding, mending and handling, in every form."""
    return frozenset().union(*map(verbs_of, ("find out", "benefit", "handle")))


@cache
def _harming() -> frozenset[str]:
    """The verbs and nouns of harm, in every form."""
    return verbs_of("harm") | nouns_of("harm")


_HARMS = frozenset(("harm", "supplant", "fear", "afraid", "frighten", "oppose"))
_CHARGES = frozenset(("misconduct", "accuse in law", "criticise", "step back", "oust"))
TURNS = (
    undone, denied, formerly, renewed, fewer, victim, relieved, tackled, demanded, unkept, forbidden, missed,
    beyond, oblique, setting, anothers, unlinked, asked,
)

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


def unmatched(scope: Scope, target: range) -> tuple[int, int, float] | None:
    """TARGET reads letters that nobody could read, TARGET cures what doctors cannot: it does what others do not."""
    forms = scope.words.forms
    for index in range(target.stop + 1, min(target.stop + _FAR, scope.stop - 2)):
        if forms[index] in ("that", "which", "what"):
            if forms[index + 1] in _NOBODY and forms[index + 2] in _CAN or forms[index + 2] in _CANNOT:
                return index, index + 3, SHAPE
            if _MISSED.intersection(forms[index + 1 : min(index + 5, scope.stop)]):
                return index, index + 1, SHAPE
    return None


_NOBODY = frozenset(("nobody", "none", "no"))
_MISSED = frozenset("miss misses missed overlook overlooks overlooked".split())
_CAN = frozenset(("can", "could", "one", "else", "had", "has"))
_CANNOT = frozenset(("cannot", "can't", "couldn't"))
SHAPES = (incapable, indispensable, unmatched)

"""Frame rules: what is done to makers or to their things, by AI or by its means; each rule shows its shape.

A rule takes a hit in a sentence and returns its evidence as words [first, stop), or None. A third number is the word
whose stance counts, where that is not the hit's own ("trained on works WITHOUT consent"). `frame_signs` has the rules
of nouns, adjectives and phrases.
"""

from typing import NamedTuple

from .makers import BE, MACHINES, PEOPLE, Place, View
from .scope import ASSERT, FEAR, FORBID, REJECT
from .words import function_words

ENHANCEMENT, REPLACEMENT, EFFICIENCY, APPROPRIATION = "enhancement", "replacement", "efficiency", "appropriation"
Evidence = tuple[int, int] | tuple[int, int, int]


class Entry(NamedTuple):
    """One form of a word of the lexicon `frames`; `verb` is its base form, empty for other words."""

    name: str
    frame: str
    shape: str
    about: frozenset[str]
    says: str
    verb: str
    form: str


class Hit(NamedTuple):
    """The words [first, stop) of a frame, as one of the entries that has them."""

    first: int
    stop: int
    entry: Entry


def passive(view: View, hit: Hit) -> Place | None:
    """makers will be REPLACED (by AI); makers REPLACED by AI"""
    entry = hit.entry
    if entry.form not in ("past", "participle"):
        return None
    be = any(view.form(index) in BE for index in range(hit.first - 3, hit.first))
    by = next((index for index in range(hit.stop, min(hit.stop + 5, view.stop)) if view.form(index) in ("by", "with")),
              None)
    by_target = by is not None and view.target.intersection(range(by + 1, by + 8))
    taken = entry.frame == APPROPRIATION and view.form(hit.stop) == "from"  # "text LIFTED from the site"
    if not be and not by_target and not taken or by is not None and not by_target and view.form(by) == "by":
        return None
    found = view.before(hit.first, entry.about)
    if not found and by_target and view.form(view.subject(hit.first)) == "who":
        return view.subject(hit.first), hit.stop  # "the one who is replaced by AI"
    if not found or view.kind(found[0]) & PEOPLE == _ONLY_HUMAN and not by_target and not view.instrument:
        return None
    return found[0], max(hit.stop, found[1])


def active(view: View, hit: Hit) -> Place | None:
    """AI REPLACES makers; they use AI to REPLACE makers"""
    if hit.entry.form == "participle" and hit.entry.verb and not hit.entry.verb.endswith(" from") and any(
        view.form(index) in BE for index in range(hit.first - 2, hit.first)
    ):
        return None
    if _attributive(view, hit):
        return None
    found = view.object(hit.stop, hit.entry.about)
    if found and hit.entry.frame == REPLACEMENT and view.owns(found[1]):
        found = view.object(found[1] + (view.form(found[1]) == "'s"), hit.entry.about - PEOPLE, 3)
    return (hit.first, found[1]) if found and view.agent(hit.first, firms=hit.entry.frame == APPROPRIATION) else None


def _attributive(view: View, hit: Hit) -> bool:
    """True for "laid-off staff", "the displaced weavers": what makers are called, and not what is done to them."""
    if hit.entry.form not in ("past", "participle"):
        return False
    return hit.first == view.first or function_words().get(view.form(hit.first - 1)) in ("determiner", "preposition")


def dative(view: View, hit: Hit) -> Place | None:
    """AI HELPS makers; AI OFFERS makers a choice; AI OFFERS a choice to makers"""
    if view.form(hit.first - 1) in ("the", "a", "an", "'s", "with", "'"):
        return None
    found = view.object(hit.stop, hit.entry.about, 6)
    if found and hit.entry.verb == "let" and view.form(found[1]) in ("go", "lapse", "down", "off", "drift"):
        return None
    if not found and hit.entry.verb in _OFFERS:
        to = next((index for index in range(hit.stop, min(hit.stop + 9, view.stop))
                   if view.form(index) in ("to", "for")), None)
        found = view.object(to + 1, hit.entry.about, 5) if to else None
    if found and hit.entry.verb in _OFFERS and view.has("ill", hit.stop, found[1] + 4) is not None:
        return None  # "gave them a headache"
    return (hit.first, found[1]) if found and view.agent(hit.first, firms=hit.entry.frame == APPROPRIATION) else None


def dismissed(view: View, hit: Hit) -> Place | None:
    """makers were LAID OFF because of AI, after AI came"""
    found = passive(view, hit)
    tied = found and (view.instrument or view.linked(hit.first) or view.has("cause", *found) is not None
                      or view.has("cause", hit.stop, hit.stop + 6) is not None)
    return found if tied else None


def fronted(view: View, hit: Hit) -> Place | None:
    """works that AI TOOK; the makers whom it REPLACED"""
    index = view.subject(hit.first)
    if index not in view.target and view.form(index) not in ("it", "they"):
        return None
    if hit.entry.form not in ("past", "participle", "s") or view.object(hit.stop, hit.entry.about, 3):
        return None
    start = view.first_of(index) if index in view.target else index
    start -= view.form(start - 1) in ("that", "which", "whom")
    found = next(((at, view.end(at)) for at in range(start - 1, start - 4, -1)
                  if view.kind(at) & hit.entry.about), None)
    return (found[0], hit.stop) if found and found[1] == start else None


def till(view: View, hit: Hit) -> Place | None:
    """a job once DONE by makers; what makers used to DO"""
    before = {view.form(at) for at in range(hit.first - 4, hit.first)}
    if not view.target or not (before & _TILL or {"used", "to"} <= before):
        return None
    if hit.entry.form == "participle" and view.form(hit.stop) in ("by", "for", "to"):
        found = view.object(hit.stop + 1, hit.entry.about, 4)
        return found and (hit.first, found[1])
    found = view.before(hit.first, hit.entry.about, 5)
    return found and (found[0], hit.stop) if not view.object(hit.stop, _ANY, 4) else None


def checked(view: View, hit: Hit) -> Place | None:
    """what AI writes is CHECKED by makers; makers CHECK what AI writes"""
    if hit.entry.form == "participle" and view.form(hit.stop) == "by":
        found = view.object(hit.stop + 1, hit.entry.about, 5)
        return found and (hit.first, found[1])
    index = view.subject(hit.first)
    found = next((at for at in range(index, index - 3, -1) if view.kind(at) & hit.entry.about), None)
    done = view.target.intersection(range(hit.stop, hit.stop + 6))
    return (found, max(done) + 1) if found is not None and view.end(found) == index + 1 and done else None


def anyone(view: View, hit: Hit) -> Place | None:
    """AI LETS anyone make a work; AI LETS a child with a lamp make a work"""
    if not view.agent(hit.first):
        return None
    for at in range(hit.stop, min(hit.stop + 8, view.stop)):
        if at in view.target or any(mark in view.words.gap(at - 1) for mark in ",;:—–?!("):
            return None
        if view.has("user", at, at + 1) is not None and view.form(at) not in _ANYONE:
            return None
        if at > hit.stop and view.has("make", at, at + 1) is not None:
            found = view.object(view.kinds[at][0], hit.entry.about, 5)
            return found and (hit.first, found[1])
    return None


def owned(view: View, hit: Hit) -> Place | None:
    """AI TAKES a maker's place; AI DOES the work of makers"""
    for at in range(hit.stop, min(hit.stop + 10, view.stop)):
        if at in view.target or any(mark in view.words.gap(at - 1) for mark in ",;:—–?!("):
            return None
        if view.kinds.get(at, (0, ()))[1] and hit.entry.about & view.kinds[at][1]:
            whose = view.owner(at)
            if whose is not None and view.agent(hit.first, firms=hit.entry.frame == APPROPRIATION):
                return hit.first, max(at, whose) + 1
    return None


def made(view: View, hit: Hit) -> Place | None:
    """AI HELPS (to) write"""
    index = hit.stop + (view.form(hit.stop) == "to")
    while view.form(index) in ("with", "the", "in") or view.form(index).endswith("ly"):
        index += 1
    if view.has("make", index, index + 1) is None or view.form(hit.first - 1) in ("the", "with", "their", "'s"):
        return None
    return (hit.first, index + 1) if view.agent(hit.first, firms=hit.entry.frame == APPROPRIATION) else None


def apart(view: View, hit: Hit) -> Place | None:
    """AI PUSHES makers out"""
    found = active(view, hit)
    if found and hit.entry.verb == "let":
        return (hit.first, found[1] + 1) if view.form(found[1]) == "go" else None
    behind = range(found[1], found[1] + (3 if hit.entry.frame == REPLACEMENT else 7)) if found else ()
    away = _AWAY if hit.entry.frame == REPLACEMENT else _DOWN
    out = next((at for at in behind if view.form(at) in away), None)
    return (found[0], out + 1) if out else None


def swapped(view: View, hit: Hit) -> Place | None:
    """they SWAPPED makers for AI; they HAND the role to AI; makers are SWAPPED for AI"""
    done = hit.entry.form == "participle" and any(view.form(near) in BE for near in range(hit.first - 3, hit.first))
    found = view.before(hit.first, hit.entry.about) if done else view.object(hit.stop, hit.entry.about, 6)
    if not found:
        return None
    end = hit.stop if done else found[1]
    at = next((at for at in range(end + 1, end + 5) if at in view.target), None)
    if at is None or not {view.form(near) for near in range(end, at)} & _FOR:
        return None
    return min(hit.first, found[0]), at + 1


def leaves(view: View, hit: Hit) -> Place | None:
    """AI LEAVES makers free, AI LEAVES them more time; AI LEAVES makers without work"""
    found, state = active(view, hit), _FREE if hit.entry.frame == ENHANCEMENT else _BEREFT
    end = next((at for at in range(found[1], found[1] + 4) if view.form(at) in state), None) if found else None
    return end and (hit.first, end + 1)


def landed(view: View, hit: Hit) -> Place | None:
    """works ENDED UP IN AI, in a training set"""
    if hit.entry.verb.startswith("be ") and hit.entry.form not in ("s", "past", "participle", "base", "ing"):
        return None
    end = next((at for at in range(hit.stop, hit.stop + 7) if at in view.target or view.form(at) in _SETS), None)
    found = view.before(hit.first, hit.entry.about, 14) if end else None
    return found and end and (found[0], end + 1)


def keptout(view: View, hit: Hit) -> Place | None:
    """KEEP AI out of the craft"""
    out = next((at for at in range(hit.stop, hit.stop + 7) if view.form(at) in ("out", "away")), None)
    if out is None or not view.target.intersection(range(hit.stop, out)):
        return None
    found = view.object(out + 2, hit.entry.about, 5)
    return found and (hit.first, found[1])


def outputs(view: View, hit: Hit) -> Place | None:
    """AI MAKES a thousand works a day"""
    found = view.object(hit.stop, hit.entry.about, 7)
    if not found or not view.agent(hit.first):
        return None
    many = any(view.form(at)[:1].isdigit() or view.form(at) in _MANY for at in range(hit.stop, found[0]))
    each = view.form(found[1]) in ("a", "per", "every", "each") and view.form(found[1] + 1) in _PERIODS
    return (hit.first, found[1] + 2) if many and each else None


def handmade(view: View, hit: Hit) -> Place | None:
    """every word is WRITTEN by people"""
    if hit.entry.form != "participle" or view.form(hit.stop) != "by" or not view.target:
        return None
    found = view.object(hit.stop + 1, hit.entry.about, 4)
    till_now = {view.form(at) for at in range(hit.first - 5, hit.first)} & _TILL | {view.form(hit.first - 3)} & {"used"}
    few = {view.form(at) for at in range(hit.stop, found[0])} & _COUNTED if found else None
    return found and not till_now and not few and (hit.first, found[1]) or None


def unmatched(view: View, hit: Hit) -> Place | None:
    """AI cannot MATCH anything that makers do"""
    return (hit.first, hit.stop) if view.agent(hit.first) and view.scope.negated(hit.first, hit.stop) else None


def unhired(view: View, hit: Hit) -> Place | None:
    """they did not HIRE makers: AI does it"""
    found = view.object(hit.stop, hit.entry.about, 5)
    if not found or view.owns(found[1]) or hit.entry.form == "participle" and view.form(hit.first - 1) in BE:
        return None
    return (hit.first, found[1]) if view.scope.negated(hit.first, hit.stop) and view.target else None


def creates(view: View, hit: Hit) -> Place | None:
    """AI cannot WRITE; AI WRITES on its own; AI must not be used to WRITE"""
    index = view.subject(hit.first)
    while view.form(index) in ("to", "used", "be", "really", "truly", "a"):
        index = view.subject(index)
    relative = view.form(index) in ("that", "which") and index - 1 in view.target
    index -= relative
    pronoun = view.form(index) in ("it", "they") and not view.kind(index)
    if index not in view.target and view.form(index) not in MACHINES and not pronoun:
        return None
    meant = view.scope.reading(hit.first, hit.stop)
    solo = view.has("solo", hit.stop, hit.stop + 8)
    if (relative or meant.stance == ASSERT) and solo is None or not hit.entry.verb and meant.stance != REJECT:
        return None
    return index, hit.stop


def does(view: View, hit: Hit) -> Place | None:
    """AI WROTE a novel; they used AI to WRITE it"""
    index = view.subject(hit.first)
    while view.form(index) in ("to", "used"):
        index = view.subject(index)
    if index == hit.first - 1 and view.words.gap(index) == "-" and view.has("whole", hit.first, hit.stop) is not None:
        return None  # "an AI-generated advert" says how it was made
    found = index in view.target and view.object(hit.stop, hit.entry.about, 6)
    return (index, found[1]) if found else None


def denied(view: View, hit: Hit) -> Place | None:
    """AI cannot CAPTURE a soul"""
    found = active(view, hit)
    return found if found and view.scope.negated(hit.first, hit.stop) else None


def used(view: View, hit: Hit) -> Evidence | None:
    """works USED to train AI without consent; TRAINED on copyrighted works"""
    without = _consentless(view)
    training = view.has("training", hit.first, hit.stop) is not None
    kinds = hit.entry.about - {"maker"} if training else hit.entry.about
    nearby = view.before(hit.first, kinds, 14)
    if not nearby:
        on = next((at for at in range(hit.stop, hit.stop + 6)
                   if view.form(at) in ("on", "from", "with", "using", "into", "to")), hit.stop - 1)
        nearby = view.object(on + 1, hit.entry.about, 10)
    if not nearby and without is None:
        return None
    if without is None and nearby:
        signs = view.scope.signs(hit.first, hit.stop)
        theirs = any(view.form(at) in _THEIRS for at in range(nearby[0] - 2, nearby[0] + 1))
        accused = view.has("suit", view.first, view.stop) is not None
        feared = any(sign.effect in (FEAR, FORBID) for sign in signs) and view.has("whole", hit.first, hit.stop) is None
        if not (training and (accused or theirs or feared) or theirs and accused
                or feared and "likeness" in view.kind(nearby[0])):
            return None
        return min(hit.first, nearby[0]), max(hit.stop, nearby[1]), hit.first
    if without is None or not training and not nearby:
        return None
    return min(hit.first, without[0]), max(hit.stop, without[1]), without[0]


def _consentless(view: View) -> Place | None:
    """Where the sentence says that nobody agreed or was paid: "without (their) consent", "unlicensed"."""
    for index, form in enumerate(view.words.forms[view.first : view.stop], view.first):
        if form in ("without", "no", "never", "nor"):
            at = view.has("consent", index + 1, index + (7 if form == "without" else 4))
            if at is not None:
                return index, view.kinds[at][0]
        elif form in ("nobody", "not") or form.endswith("n't"):
            at = view.has("consent", index + 1, index + 4)
            if at is not None and view.words.forms[at].endswith("ed"):
                return index, view.kinds[at][0]
        elif form == "against" and {view.form(at) for at in range(index + 2, index + 6)} & {"will", "wishes", "wish"}:
            return index, index + 3
        elif index in view.kinds and "illicit" in view.kinds[index][1]:
            return index, view.kinds[index][0]
    return None


_AWAY, _DOWN = frozenset(("out", "aside", "away", "down", "off")), frozenset(("down", "off", "away"))
_BEREFT = frozenset("without jobless idle redundant unemployed stranded behind nowhere scrambling penniless".split())
_FOR = frozenset("for to with over favour favor".split())
_COUNTED = frozenset("handful few fewer one single just only two three".split())
_SETS = frozenset("training dataset datasets data corpus model models".split())
_MANY = frozenset("hundred hundreds thousand thousands million millions dozens scores".split())
_PERIODS = frozenset("day week month year hour minute night".split())
_FREE = frozenset("free freer time more room space able clear freedom".split())
_ONLY_HUMAN = frozenset(("human",))
_TILL = frozenset("once usually traditionally previously normally formerly typically historically ordinarily".split())
_ANY = frozenset("work craft task job role".split())
_ANYONE = frozenset("anyone everyone anybody everybody people amateurs novices beginners you us them".split())
_OFFERS = frozenset("give offer provide afford hand grant open show".split())
_THEIRS = frozenset("its their his her my our 's".split())

"""Frame rules: how the words of a frame stand to AI and to what they are about; each rule shows its shape.

A rule takes a hit in a sentence and returns its evidence as words [first, stop), or None. A third number is the word
whose stance counts, where that is not the hit's own ("fears FOR their JOBS").
"""

from typing import NamedTuple

from .makers import BE, Place, View
from .scope import ASSERT, FEAR, FORBID, REJECT

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
    if not be and not by_target or by is not None and not by_target and view.form(by) == "by":
        return None
    found = view.before(hit.first, entry.about)
    return found and (found[0], max(hit.stop, found[1]))


def active(view: View, hit: Hit) -> Place | None:
    """AI REPLACES makers; they use AI to REPLACE makers"""
    if hit.entry.form == "participle" and hit.entry.verb and any(
        view.form(index) in BE for index in range(hit.first - 2, hit.first)
    ):
        return None
    found = view.object(hit.stop, hit.entry.about)
    return (hit.first, found[1]) if found and view.agent(hit.first, firms=hit.entry.frame == APPROPRIATION) else None


def dative(view: View, hit: Hit) -> Place | None:
    """AI HELPS makers; AI OFFERS makers a choice; AI OFFERS a choice to makers"""
    if view.form(hit.first - 1) in ("the", "a", "an", "'s", "with", "'"):
        return None
    found = view.object(hit.stop, hit.entry.about, 6)
    if not found and hit.entry.verb in _OFFERS:
        to = next((index for index in range(hit.stop, min(hit.stop + 9, view.stop))
                   if view.form(index) in ("to", "for")), None)
        found = view.object(to + 1, hit.entry.about, 5) if to else None
    return (hit.first, found[1]) if found and view.agent(hit.first, firms=hit.entry.frame == APPROPRIATION) else None


_OFFERS = frozenset("give offer provide afford hand grant open show".split())


def about(view: View, hit: Hit) -> Place | None:
    """the REPLACEMENT of makers (by AI); a TOOL for makers"""
    past = next((at + 1 for at in range(hit.stop + 3, hit.stop, -1) if at in view.target), hit.stop)
    for index in (hit.stop, past):  # "the effect of AI on makers"
        if view.form(index) in ("of", "for", "to", "on", "in", "from", "about", "over"):
            if found := view.object(index + 1, hit.entry.about, 7):
                return hit.first, found[1]
    return None


def compound(view: View, hit: Hit) -> Place | None:
    """maker REPLACEMENT, a maker's ASSISTANT"""
    owned = view.form(hit.first - 1) == "'s"
    before = hit.first - 1 - owned
    if not owned and view.form(hit.first) in ("help", "support", "benefit", "aid", "end", "brush"):
        return None  # verbs as well: "makers help"
    start = next((index for index in range(before, before - 3, -1) if view.kind(index) & hit.entry.about
                  and view.kinds.get(index, (index + 1,))[0] == before + 1), None)
    if start is None or any(not view.words.gap(index).strip(" -'’") == "" for index in range(start, hit.first)):
        return None
    return start, hit.stop


def made(view: View, hit: Hit) -> Place | None:
    """AI HELPS (to) write"""
    index = hit.stop + (view.form(hit.stop) == "to")
    while view.form(index) in ("with", "the", "in") or view.form(index).endswith("ly"):
        index += 1
    if view.has("make", index, index + 1) is None or view.form(hit.first - 1) in ("the", "with", "their", "'s"):
        return None
    return (hit.first, index + 1) if view.agent(hit.first, firms=hit.entry.frame == APPROPRIATION) else None


def stands(view: View, hit: Hit) -> Place | None:
    """makers are REDUNDANT; AI makes makers REDUNDANT; makers remain ESSENTIAL"""
    if hit.entry.says == REJECT and (view.has("stay", hit.first - 4, hit.stop) is None or view.leads(hit.stop)):
        return None  # "weaving is a central issue" says nothing of weavers
    found = view.before(hit.first, hit.entry.about)
    return found and (found[0], hit.stop)


def alone(view: View, hit: Hit) -> Place | None:
    """JOB LOSSES, CHEAPER"""
    if hit.entry.frame == EFFICIENCY and view.has("pace", hit.first - 1, hit.first) is not None:
        return None
    return hit.first, hit.stop


def fewer(view: View, hit: Hit) -> Place | None:
    """with FEWER makers, INSTEAD OF makers"""
    found = view.object(hit.stop, hit.entry.about, 4)
    if found and (
        any(view.form(index).endswith("ing") for index in range(hit.stop, found[0]))
        or view.form(found[1]) == "'s" or view.words.gap(found[1] - 1)[:1] in ("'", "’")
    ):
        return None  # "without the makers' consent"
    if not found or view.target and not any(at < hit.first or at > found[1] for at in view.target):
        return None
    return hit.first, found[1]


def apart(view: View, hit: Hit) -> Place | None:
    """AI PUSHES makers out"""
    found = active(view, hit)
    behind = range(found[1], found[1] + 3) if found else ()
    out = next((at for at in behind if view.form(at) in ("out", "aside", "away")), None)
    return (found[0], out + 1) if out else None


def swapped(view: View, hit: Hit) -> Place | None:
    """they SWAPPED makers for AI; they HAND the role to AI"""
    found = view.object(hit.stop, hit.entry.about, 6)
    at = found and next((at for at in range(found[1] + 1, found[1] + 5) if at in view.target), None)
    if at is None or not at or not {view.form(near) for near in range(found[1], at)} & {"for", "to", "with", "over"}:
        return None
    return hit.first, at + 1


def feared(view: View, hit: Hit) -> Evidence | None:
    """makers FEAR FOR their jobs; FEARS for jobs"""
    if not hit.entry.verb:
        found = about(view, hit)
        return found and (*found, found[1] - 1)
    found = view.object(hit.stop, hit.entry.about, 5)
    return found and (hit.first, found[1], found[0])


def declines(view: View, hit: Hit) -> Place | None:
    """jobs DWINDLE because of AI"""
    found = view.before(hit.first, hit.entry.about, 6)
    return (found[0], hit.stop) if found and (view.instrument() or view.has("cause", *found)) else None


def creates(view: View, hit: Hit) -> Place | None:
    """AI cannot WRITE; AI WRITES on its own; AI must not be used to WRITE"""
    index = view.subject(hit.first)
    while view.form(index) in ("to", "used", "be", "really", "truly", "a"):
        index = view.subject(index)
    if index not in view.target and not (view.form(index) in ("it", "they") and not view.kind(index)):
        return None
    meant = view.scope.reading(hit.first, hit.stop)
    solo = view.has("solo", hit.stop, hit.stop + 8)
    if meant.stance == ASSERT and solo is None or not hit.entry.verb and meant.stance != REJECT:
        return None
    return index, hit.stop


def lasting(view: View, hit: Hit) -> Place | None:
    """makers will always be NEEDED; there is still ROOM for makers"""
    if view.has("lasting", hit.first - 6, hit.first) is None:
        return None
    found = view.object(hit.stop, hit.entry.about, 6) or about(view, hit)
    return found and (hit.first, found[1])


def as_aid(view: View, hit: Hit) -> Place | None:
    """AI as a COMPANION; AI is a MUSE"""
    index = hit.first - 1
    while index > hit.first - 4 and view.form(index) not in ("a", "an", "another", "their", "our", "my", "her", "his"):
        index -= 1
    linked = view.form(index - 1) in BE or view.form(index - 1) in ("as", "like", "just", "become", "became", "into")
    return (index, hit.stop) if linked and any(at < index for at in view.target) else None


def does(view: View, hit: Hit) -> Place | None:
    """AI WROTE a novel; they used AI to WRITE it"""
    index = view.subject(hit.first)
    if view.form(index) == "to":
        index -= 1
    found = index in view.target and view.object(hit.stop, hit.entry.about, 6)
    return (index, found[1]) if found else None


def joined(view: View, hit: Hit) -> Place | None:
    """an AI-WRITTEN novel"""
    return (hit.first - 1, hit.stop) if hit.first - 1 in view.target and view.words.gap(hit.first - 1) == "-" else None


def authored(view: View, hit: Hit) -> Place | None:
    """a song WRITTEN BY AI"""
    at = next((index for index in range(hit.stop, hit.stop + 4) if index in view.target), None)
    return None if at is None else (hit.first, at + 1)


def caused(view: View, hit: Hit) -> Place | None:
    """LAYOFFS because of AI, AI LAYOFFS"""
    near = view.target.intersection(range(hit.first - 3, hit.first))
    linked = view.has("cause", max(view.first, hit.first - 8), hit.stop + 6)
    return (hit.first, hit.stop) if near or linked is not None and view.target else None


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
    if without is None and training:
        signs = view.scope.signs(hit.first, hit.stop)
        complained = view.has("suit", view.first, view.stop) is not None or any(
            view.form(at) in _THEIRS for at in range(nearby[0] - 2, nearby[0] + 1))
        if not complained and not any(sign.effect in (FEAR, FORBID) for sign in signs):
            return None
        return min(hit.first, nearby[0]), max(hit.stop, nearby[1]), hit.first
    if without is None or not training and not nearby:
        return None
    return min(hit.first, without[0]), max(hit.stop, without[1]), without[0]


def _consentless(view: View) -> Place | None:
    """Where the sentence says that nobody agreed or was paid: "without (their) consent", "unlicensed"."""
    for index, form in enumerate(view.words.forms[view.first : view.stop], view.first):
        if form in ("without", "no", "never", "nor"):
            at = view.has("consent", index + 1, index + (7 if form == "without" else 3))
            if at is not None:
                return index, view.kinds[at][0]
        elif form in ("nobody", "not") or form.endswith("n't"):
            at = view.has("consent", index + 1, index + 4)
            if at is not None and view.words.forms[at].endswith("ed"):
                return index, view.kinds[at][0]
        elif index in view.kinds and "illicit" in view.kinds[index][1]:
            return index, view.kinds[index][0]
    return None


def otherwise(view: View, hit: Hit) -> Place | None:
    """not POSSIBLE without AI"""
    for index in range(view.first, view.stop):
        if view.form(index) == "without" and view.target.intersection(range(index + 1, index + 6)):
            return min(index, hit.first), max(index + 2, hit.stop)
    return None


def short(view: View, hit: Hit) -> Place | None:
    """in (less than) ten MINUTES"""
    index = next((at for at in range(hit.first - 1, hit.first - 6, -1) if view.form(at) in ("in", "within")), None)
    if index is None or any(view.form(at) in ("the", "last", "every", "next") for at in range(index, hit.first)):
        return None
    return index, hit.stop


def eased(view: View, hit: Hit) -> Place | None:
    """AI makes drawing EASIER, makes it EASIER to draw"""
    kinds = hit.entry.about | {"make"}
    after = view.object(hit.stop + (view.form(hit.stop) in ("to", "for")), kinds, 4)
    if after:
        return hit.first, after[1]
    found = view.before(hit.first, hit.entry.about, 4)
    return found and (found[0], hit.stop)


def demanded(view: View, hit: Hit) -> Place | None:
    """they demand CONSENT; AI must not use it without ..."""
    if view.form(hit.first - 1) in ("without", "no") or view.form(hit.first - 2) == "without":
        return None
    at = view.has("demand", hit.first - 9, hit.first)
    if at is None or not any(kinds & _OWN for _, kinds in view.kinds.values()):
        return None
    return at, hit.stop


_THEIRS = frozenset("their his her my our 's".split())
_OWN = frozenset(("work", "likeness", "right", "maker", "training"))

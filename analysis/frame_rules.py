"""Frame rules: what is done to makers or to their things, by AI or by its means; each rule shows its shape.

A rule takes a hit in a sentence and returns its evidence as words [first, stop), or None. A third number is the word
whose stance counts, where that is not the hit's own ("trained on works WITHOUT consent"). Here are the rules of verbs
with people or their things as objects; `frame_making`, `frame_consent`, `frame_amounts` and `frame_signs` have others.
"""

from typing import NamedTuple

from .makers import BE, PEOPLE, Place, View
from .tags import tagged
from .words import function_words

ENHANCEMENT, REPLACEMENT, EFFICIENCY, APPROPRIATION = "enhancement", "replacement", "efficiency", "appropriation"
Evidence = tuple[int, int] | tuple[int, int, int]


class Entry(NamedTuple):
    """One form of a word of the lexicon `frames`; `verb` is its base form, empty for other words."""

    name: str
    frame: str
    shape: str
    about: frozenset[str]
    firms: bool  # does it count where firms of AI do it?
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
    taken = entry.firms and view.form(hit.stop) == "from"  # "text LIFTED from the site"
    if not be and not by_target and not taken or by is not None and not by_target and view.form(by) == "by":
        return None
    found = view.before(hit.first, entry.about, 14)
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
    if found and view.kind(found[0]) & PEOPLE and not hit.entry.firms and view.owns(found[1]):
        found = view.object(found[1] + (view.form(found[1]) == "'s"), hit.entry.about - PEOPLE, 3)
    return (hit.first, found[1]) if found and view.agent(hit.first, firms=hit.entry.firms) else None


def _attributive(view: View, hit: Hit) -> bool:
    """True for "laid-off staff", "the displaced weavers": what makers are called, and not what is done to them."""
    if hit.entry.form not in ("past", "participle"):
        return False
    before = view.form(hit.first - 1)
    return hit.first == view.first or before not in _RELATIVE and function_words().get(before) in _LEADING


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
        given = to and not (view.form(to + 1) in tagged("VB", "VBP") and to + 1 not in view.kinds)  # "offered to see"
        found = view.object(to + 1, hit.entry.about, 5) if given else None
    if found and hit.entry.verb in _OFFERS and view.has("ill", hit.stop, found[1] + 4) is not None:
        return None  # "gave them a headache"
    return (hit.first, found[1]) if found and view.agent(hit.first, firms=hit.entry.firms) else None


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
            if whose is not None and view.agent(hit.first, firms=hit.entry.firms):
                return hit.first, max(at, whose) + 1
    return None


def made(view: View, hit: Hit) -> Place | None:
    """AI HELPS (to) write"""
    index = hit.stop + (view.form(hit.stop) == "to")
    while view.form(index) in ("with", "the", "in") or view.form(index).endswith("ly"):
        index += 1
    if view.has("make", index, index + 1) is None or view.form(hit.first - 1) in ("the", "with", "their", "'s"):
        return None
    return (hit.first, index + 1) if view.agent(hit.first, firms=hit.entry.firms) else None


def loses(view: View, hit: Hit) -> Place | None:
    """makers LOSE their jobs because of AI"""
    found = view.object(hit.stop, hit.entry.about, 9)
    caused = view.has("cause", view.first, view.stop) is not None or view.linked(hit.first)
    return (hit.first, found[1]) if found and view.target and (view.instrument or caused) else None


def turned(view: View, hit: Hit) -> Place | None:
    """AI TURNS makers into others; makers are REDUCED to others"""
    done = hit.entry.form == "participle" and any(view.form(at) in BE for at in range(hit.first - 3, hit.first))
    held = done or active(view, hit)
    found = held and (view.before(hit.first, hit.entry.about) if done else view.object(hit.stop, hit.entry.about))
    into = hit.stop if done else found[1] if found else view.stop
    other = view.form(into) in ("into", "to") and view.object(into + 1, hit.entry.about, 5)
    return (min(found[0], hit.first), other[1]) if found and other else None


def chores(view: View, hit: Hit) -> Place | None:
    """AI TAKES OVER chores"""
    return active(view, hit)


def apart(view: View, hit: Hit) -> Place | None:
    """AI PUSHES makers out"""
    found = active(view, hit)
    if found and hit.entry.verb == "let":
        return (hit.first, found[1] + 1) if view.form(found[1]) == "go" else None
    spent = hit.entry.about <= _SPENT
    behind = range(found[1], found[1] + (7 if spent else 3)) if found else ()
    away = _DOWN if spent else _AWAY
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


def _left(view: View, hit: Hit, state: frozenset[str]) -> Place | None:
    """What is done to makers, with the state in which it leaves them."""
    found = active(view, hit)
    end = next((at for at in range(found[1], found[1] + 4) if view.form(at) in state), None) if found else None
    return end and (hit.first, end + 1)


def leaves(view: View, hit: Hit) -> Place | None:
    """AI LEAVES makers free, AI LEAVES them more time"""
    return _left(view, hit, _FREE)


def bereft(view: View, hit: Hit) -> Place | None:
    """AI LEAVES makers without work"""
    return _left(view, hit, _BEREFT)


_ANYONE = frozenset("anyone everyone anybody everybody people amateurs novices beginners you us them".split())
_AWAY, _DOWN = frozenset(("out", "aside", "away", "down", "off")), frozenset(("down", "off", "away"))
_BEREFT = frozenset("without jobless idle redundant unemployed stranded behind nowhere scrambling penniless".split())
_FOR = frozenset("for to with over favour favor".split())
_FREE = frozenset("free freer time more room space able clear freedom".split())
_OFFERS = frozenset("give offer provide afford hand grant open show".split())
_ONLY_HUMAN = frozenset(("human",))
_SPENT = frozenset(("money", "time"))
_RELATIVE = frozenset(("that", "this", "these", "those"))
_LEADING = ("determiner", "preposition")

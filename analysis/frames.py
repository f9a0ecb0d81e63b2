"""Frames: where a sentence says that AI enhances, replaces, makes efficient or appropriates.

Each class of the lexicon `frames` has a shape: how its words stand to what they are about (`makers`) and to AI. The
rules of a shape (`frame_rules`) are tried in order; the first that fits gives the evidence. A few rules look at the
sentence instead of a word. Who says so, and whether it is denied or hedged, is worked out in `framing`. Not covered:
wordings outside the verb classes, and claims that only two sentences together make.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from . import frame_rules as rules
from .frame_rules import APPROPRIATION, ENHANCEMENT, REPLACEMENT, Entry, Evidence, Hit
from .lexicon import inflections
from .makers import PEOPLE, View
from .scheme import OWN, Scheme
from .scope import ASSERT, FEAR, FORBID, OPPOSE
from .words import Phrases


class Match(NamedTuple):
    """A frame found: evidence words [first, stop), the hit [at, to) whose stance counts, base stance and rule."""

    first: int
    stop: int
    at: int
    to: int
    frame: str
    says: str
    rule: str
    person: bool = False  # is a person named as the one concerned?


@lru_cache(maxsize=8)
def _frames(scheme: Scheme) -> Phrases:
    """Every form of every word of the frames, with its entries in the lexicon's order."""
    found: dict[str, list[Entry]] = {}
    for row in scheme.lexicon("frames"):
        entry = Entry(row["class"], row["frame"], row["shape"], frozenset(row["about"].split()), row["says"], "", "")
        for verb in filter(None, row["verbs"].split(", ")):
            for form, written in inflections(verb).items():
                found.setdefault(written, []).append(entry._replace(verb=verb, form=form))
        for phrase in filter(None, row["phrases"].split(", ")):
            found.setdefault(phrase, []).append(entry)
    return Phrases({written: tuple(entries) for written, entries in found.items()})


RULES: dict[str, tuple[Callable[[View, Hit], Evidence | None], ...]] = {
    "takes": (rules.passive, rules.active),
    "gives": (rules.dative,),
    "of": (rules.about, rules.compound),
    "makes": (rules.made,),
    "stands": (rules.stands,),
    "alone": (rules.alone,),
    "fewer": (rules.fewer,),
    "apart": (rules.apart,),
    "swap": (rules.swapped,),
    "feared": (rules.feared,),
    "declines": (rules.declines,),
    "creates": (rules.creates,),
    "lasting": (rules.lasting,),
    "as": (rules.as_aid,),
    "does": (rules.does,),
    "joined": (rules.joined,),
    "by": (rules.authored,),
    "caused": (rules.caused,),
    "denied": (rules.denied,),
    "uses": (rules.used,),
    "duration": (rules.short,),
    "without": (rules.otherwise,),
    "ease": (rules.eased,),
    "demand": (rules.demanded,),
}


def matches(view: View) -> Iterator[Match]:
    """The frames of a sentence that speaks of AI, hit by hit; of one hit's entries each frame counts once."""
    for first, stop, entries in _frames(view.scheme).find(view.words, view.first, view.stop):
        done: set[str] = set()
        for entry in entries:
            hit = Hit(first, stop, entry)
            if entry.frame in done:
                continue
            for rule in RULES[entry.shape]:
                if found := rule(view, hit):
                    done.add(entry.frame)
                    says = entry.says if entry.shape != "without" else "stated"
                    person = any(view.kind(at) & PEOPLE for at in range(*found[:2]))
                    at = (found[2], found[2] + 1) if len(found) > 2 else (first, stop)
                    yield Match(*found[:2], *at, entry.frame, says, f"{rule.__name__}: {entry.name}", person)
                    break
    if view.scheme is OWN:  # these rules are of the kit's own frames
        yield from _named(view)


def _named(view: View) -> Iterator[Match]:
    """What needs no word of the frames: deepfakes, made-up performers, makers who can with AI, makers kept from AI."""
    for rule in (deepfake, synthetic, enabled, guarded, kept_out, sued):
        if found := rule(view):
            yield found


def deepfake(view: View) -> Match | None:
    """a DEEPFAKE of her face, fears of DEEPFAKES"""
    for at in sorted(view.target):
        form = view.form(at)
        if form.startswith("deepfake") or form == "deep" and view.form(at + 1).startswith("fake"):
            stop = at + 1 + (form == "deep")
            own = any(kinds & {"likeness", "performer"} for _, kinds in view.kinds.values())
            feared = any(sign.effect in (FEAR, FORBID) for sign in view.scope.signs(at, stop))
            if own or feared or view.form(stop) == "of":
                return Match(at, stop, at, stop, APPROPRIATION, ASSERT, "deepfake")
    return None


def synthetic(view: View) -> Match | None:
    """an AI actor, an AI-generated singer, a synthetic performer"""
    for at, (end, kinds) in view.kinds.items():
        if "performer" in kinds:
            back = at - 1 - (view.form(at - 1) in ("generated", "created", "powered", "made", "driven", "based"))
            if back in view.target or view.form(at - 1) in ("synthetic", "virtual"):
                return Match(back, end, back, end, REPLACEMENT, ASSERT, "synthetic performer")
    return None


def enabled(view: View) -> Match | None:
    """with AI, makers can ...; AI does it so that makers can ..."""
    for at in sorted(view.target):
        so = view.has("maker", at, view.stop)
        so = so is not None and any(view.form(so - back) in ("so", "means", "meaning", "letting") for back in (1, 2, 3))
        if so or {view.form(at - 1), view.form(at - 2)} & {"with", "using", "through", "via", "to"}:
            for index in range(view.first, view.stop):
                if view.kind(index) & {"maker"}:
                    end = view.end(index)
                    if view.form(end) in ("can", "could", "are", "were") and (
                        view.form(end) in ("can", "could") or view.form(end + 1) in ("able", "free")
                    ):
                        return Match(index, end + 1, end, end + 1, ENHANCEMENT, ASSERT, "enabled")
    return None


def guarded(view: View) -> Match | None:
    """protect makers from AI, protections for likenesses"""
    index = view.first
    while (at := view.has("guard", index, view.stop)) is not None:
        end = view.kinds[at][0]
        own = view.object(end, frozenset(("likeness", "right")), 6)
        if own:
            return Match(at, own[1], end - 1, end, APPROPRIATION, OPPOSE, "guarded")
        people = view.object(end, frozenset(("maker", "worker", "job")), 7)
        if people and "job" in view.kind(people[0]):
            return Match(at, people[1], end - 1, end, REPLACEMENT, OPPOSE, "guarded")
        if people and any(view.form(near) in ("from", "against") for near in range(people[1], people[1] + 3)) and (
            view.target.intersection(range(people[1] + 1, people[1] + 8))
        ):
            return Match(at, people[1], end - 1, end, REPLACEMENT, OPPOSE, "guarded")
        if view.form(end) in ("against", "from", "around", "on") and view.target.intersection(range(end + 1, end + 6)):
            if any(kinds & {"maker", "worker", "job"} for _, kinds in view.kinds.values()):
                return Match(at, end + 2, end - 1, end, REPLACEMENT, OPPOSE, "guarded")
        index = end
    return None


def kept_out(view: View) -> Match | None:
    """a ban on AI in the craft; limits on AI for makers"""
    for at in sorted(view.target):
        if view.form(at + 1) not in ("in", "from", "for", "to"):
            continue
        signs = [sign for sign in view.scope.signs(at, at + 1) if sign.rule == "prohibition"]
        found = signs and view.object(at + 2, frozenset(("maker", "craft", "job")), 5)
        if found:
            return Match(signs[0].first, found[1], at, at + 1, REPLACEMENT, OPPOSE, "kept out")
    return None


def sued(view: View) -> Match | None:
    """a LAWSUIT over AI and copyright, voices, or training"""
    at = view.has("suit", view.first, view.stop)
    own = next((index for index, (_, kinds) in view.kinds.items() if kinds & {"right", "likeness", "training"}), None)
    if at is None or own is None:
        return None
    first, last = min(at, own), max(at, own)
    return Match(first, view.kinds[last][0], own, own + 1, APPROPRIATION, ASSERT, "sued")

"""Frames: where a sentence says that AI enhances, replaces, makes efficient or appropriates.

Each class of the lexicon `frames` has a shape: how its words stand to what they are about (`makers`) and to AI. The
rules of a shape (`frame_rules`, `frame_signs`) are tried in order; the first that fits gives the evidence. Who says so,
and whether it is denied or hedged, is worked out in `framing`. Not covered: wordings outside the classes, and claims
that only two sentences together make.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from . import frame_amounts as amounts
from . import frame_consent as consent
from . import frame_making as making
from . import frame_rules as rules
from . import frame_signs as signs
from .frame_rules import Entry, Evidence, Hit
from .lexicon import inflections
from .makers import PEOPLE, View
from .scheme import Scheme
from .words import Phrases, words_of


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
    """Every form of every phrase of the frames, with its entries in the lexicon's order and how many words each takes.

    The entries of a longer phrase are followed by those of the shorter ones with which it begins.
    """
    found: dict[str, list[Entry]] = {}
    for row in scheme.lexicon("frames"):
        about = frozenset(row["about"].split())
        entry = Entry(row["class"], row["frame"], row["shape"], about - _FIRM, _FIRM <= about, row["says"], "", "")
        for verb in filter(None, row["verbs"].split(", ")):
            for form, written in inflections(verb).items():
                found.setdefault(written, []).append(entry._replace(verb=verb, form=form))
        for phrase in filter(None, row["phrases"].split(", ")):
            found.setdefault(phrase, []).append(entry)
    sized = {" ".join(words_of(written).forms): written for written in found}
    values = {}
    for written in found:
        forms = words_of(written).forms
        begun = (sized.get(" ".join(forms[:size])) for size in range(len(forms), 0, -1))
        values[written] = tuple((len(words_of(one).forms), entry) for one in begun if one for entry in found[one])
    return Phrases(values)


_FIRM = frozenset(("firm",))  # in `about`: what AI firms do counts as done by AI


RULES: dict[str, tuple[Callable[[View, Hit], Evidence | None], ...]] = {
    "takes": (rules.passive, rules.active, rules.fronted),
    "dismisses": (rules.dismissed, rules.active, rules.fronted),
    "gives": (rules.dative,),
    "of": (signs.about, signs.compound),
    "makes": (rules.made,),
    "stands": (signs.stands,),
    "alone": (signs.alone,),
    "fewer": (amounts.fewer,),
    "apart": (rules.apart,),
    "swap": (rules.swapped,),
    "feared": (signs.feared,),
    "declines": (signs.declines,),
    "leaves": (rules.leaves,),
    "bereft": (rules.bereft,),
    "loses": (rules.loses,),
    "turned": (rules.turned,),
    "chores": (rules.chores,),
    "paced": (amounts.paced,),
    "landed": (consent.landed,),
    "keptout": (making.keptout,),
    "handmade": (making.handmade,),
    "unmatched": (making.unmatched,),
    "hired": (making.hired,),
    "unhired": (making.unhired,),
    "creates": (making.creates,),
    "unable": (making.unable,),
    "lasting": (making.lasting,),
    "as": (signs.as_aid,),
    "does": (making.does,),
    "joined": (making.joined,),
    "by": (making.authored,),
    "caused": (signs.caused,),
    "denied": (making.denied,),
    "uses": (consent.used,),
    "duration": (amounts.short,),
    "within": (amounts.within,),
    "unaffordable": (amounts.unaffordable,),
    "portion": (amounts.portion,),
    "outof": (amounts.outof,),
    "outputs": (making.outputs,),
    "fromto": (amounts.fromto,),
    "without": (amounts.otherwise,),
    "ease": (signs.eased,),
    "demand": (consent.demanded,),
    "till": (making.till,),
    "checked": (making.checked,),
    "anyone": (rules.anyone,),
    "aided": (signs.aided,),
    "contrast": (making.contrast,),
    "unmade": (making.unmade,),
    "owned": (rules.owned,),
    "able": (signs.able,),
    "guard": (signs.guard,),
    "suit": (consent.suit,),
    "fake": (consent.fake,),
    "near": (consent.near,),
    "generated": (making.generated,),
    "performer": (making.performer,),
    "rival": (making.rival,),
    "once": (amounts.once,),
    "consented": (consent.consented,),
    "fended": (signs.fended,),
    "barred": (signs.barred,),
}


_STATED = ("without", "unhired", "unaffordable")  # shapes whose denial is part of what they tell


def matches(view: View) -> Iterator[Match]:
    """The frames of a sentence that speaks of AI, hit by hit; of one hit's entries each frame counts once."""
    for first, _, entries in _frames(view.scheme).find(view.words, view.first, view.stop):
        if view.off_topic(first):
            continue
        done: set[str] = set()
        for size, entry in entries:
            stop = first + size
            hit = Hit(first, stop, entry)
            if entry.frame in done:
                continue
            for rule in RULES[entry.shape]:
                if found := rule(view, hit):
                    done.add(entry.frame)
                    says = entry.says if entry.shape not in _STATED else "stated"
                    person = any(view.kind(at) & PEOPLE for at in range(*found[:2]))
                    at = (found[2], found[2] + 1) if len(found) > 2 else (first, stop)
                    yield Match(*found[:2], *at, entry.frame, says, f"{rule.__name__}: {entry.name}", person)
                    break

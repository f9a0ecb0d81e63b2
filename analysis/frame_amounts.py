"""Frame amounts: how much time, money or how many people something takes; each rule shows its shape."""

from .frame_rules import Hit
from .makers import Place, View


def fewer(view: View, hit: Hit) -> Place | None:
    """with FEWER makers, INSTEAD OF makers"""
    found = view.object(hit.stop, hit.entry.about, 4)
    if found and (
        view.form(hit.stop) != "being" and any(view.form(at).endswith("ing") for at in range(hit.stop, found[0]))
        or view.form(found[1]) == "'s" or view.words.gap(found[1] - 1)[:1] in ("'", "’")
        or view.form(found[0]) in _ANYBODY
    ):
        return None  # "without the makers' consent"
    if not found or view.target and not any(at < hit.first or at > found[1] for at in view.target):
        return None
    return hit.first, found[1]


def once(view: View, hit: Hit) -> Place | None:
    """what ONCE TOOK ten makers, what USED TO TAKE a week"""
    found = view.object(hit.stop, hit.entry.about, 6)
    return found and (hit.first, found[1])


def short(view: View, hit: Hit) -> Place | None:
    """in (less than) ten MINUTES"""
    index = next((at for at in range(hit.first - 1, hit.first - 6, -1) if view.form(at) in ("in", "within")), None)
    if index is None or any(mark in view.words.gap(at) for at in range(index, hit.first) for mark in ",:;—"):
        return None
    if any(view.form(at) in _WHEN for at in range(index, hit.first)):
        return None
    return index, hit.stop


def within(view: View, hit: Hit) -> Place | None:
    """finished in nine DAYS"""
    found = short(view, hit)
    if view.form(hit.first) == "overnight" and not view.leads(hit.stop):
        found = hit[:2]
    return found if found and view.has("finish", found[0] - 8, found[0]) is not None else None


def unaffordable(view: View, hit: Hit) -> Place | None:
    """they did not HAVE THE BUDGET; they COULD NEVER AFFORD it"""
    denied = view.form(hit.first) not in ("have", "has", "had") or view.scope.negated(hit.first, hit.stop)
    return (hit.first, hit.stop) if denied else None


def portion(view: View, hit: Hit) -> Place | None:
    """at a THIRD of the price, for HALF the cost"""
    near = range(hit.first - 1, hit.first - 5, -1)
    at = next((index for index in near if view.form(index) in ("at", "for", "in", "on")), None)
    of = view.form(hit.stop) in ("of", "the", "its", "their", "what")
    found = view.object(hit.stop + (view.form(hit.stop) == "of"), hit.entry.about, 5) if at is not None and of else None
    return found and (at, found[1])


def fromto(view: View, hit: Hit) -> Place | None:
    """FROM six days to one"""
    found = view.object(hit.stop, hit.entry.about, 4)
    if not found or view.form(found[1]) != "to" or found[0] == hit.stop and view.form(found[0]) == "time":
        return None
    if any(kinds & _COUNTABLE for at, (_, kinds) in view.kinds.items() if hit.stop <= at < found[0]):
        return None  # "from five bookings a week to one"
    less = view.object(found[1] + 1, hit.entry.about, 5) or view.form(found[1] + 1) in _FEW and (found[1], found[1] + 2)
    return less and (hit.first, less[1])


def outof(view: View, hit: Hit) -> Place | None:
    """they took a fifth OUT OF the cost"""
    found = view.object(hit.stop, hit.entry.about, 5)
    taken = next((at for at in range(hit.first - 1, hit.first - 8, -1) if view.form(at) in _TAKEN), None)
    return found and taken and (taken, found[1]) if view.target else None


def otherwise(view: View, hit: Hit) -> Place | None:
    """not POSSIBLE without AI, BEYOND their means but for AI"""
    for index in range(view.first, view.stop):
        at = view.has("absent", index, index + 1)
        if at is not None and view.target.intersection(range(view.kinds[at][0], view.kinds[at][0] + 5)):
            return min(index, hit.first), max(index + 2, hit.stop)
    return None


def paced(view: View, hit: Hit) -> Place | None:
    """CHEAPER, FASTER: not what AI is than other AI, and not how it spreads"""
    behind = view.form(hit.stop), view.form(hit.stop + 1)
    if view.has("pace", hit.first - 1, hit.first) is not None or behind[0] in _WARES or (
            behind[0] == "than" and behind[1] in _RIVALS):
        return None
    return hit.first, hit.stop


_ANYBODY = frozenset("somebody someone anybody anyone".split())
_COUNTABLE = frozenset("job maker worker work role".split())
_FEW = frozenset("one two three four five six seven eight nine ten a an just under less about".split())
_RIVALS = frozenset("its any other rival rivals previous earlier last ever competing the".split())
_TAKEN = frozenset(
    "take takes took taken taking strip strips stripped stripping squeeze squeezes squeezed squeezing wring wrung "
    "wrings wringing cut cuts cutting knock knocks knocked knocking shave shaves shaved shaving slice slices sliced "
    "trim trims trimmed lop lops lopped".split())
_WARES = frozenset("one ones model models version versions chip chips rival rivals tool tools".split())
_WHEN = frozenset("the last every next recent coming past these those early".split())

"""Frame signs: nouns, adjectives and set phrases that tell of a frame, by what stands beside them; each rule shows its
shape.
"""

from .frame_rules import Evidence, Hit
from .makers import BE, Place, View
from .scope import REJECT
from .words import function_words


def about(view: View, hit: Hit) -> Place | None:
    """the REPLACEMENT of makers (by AI); a TOOL for makers"""
    past = next((at + 1 for at in range(hit.stop + 3, hit.stop, -1) if at in view.target), hit.stop)
    past += view.form(past) in ("poses", "posed", "presents", "presented", "has", "had", "brings")
    past += 2 * (view.form(hit.stop) in ("and", "or"))  # "the elimination or merging of jobs"
    past += 2 * ((view.form(past), view.form(past + 1)) == ("of", "all"))
    for index in (hit.stop, past):  # "the effect of AI on makers"
        if view.form(index) in ("of", "for", "to", "on", "in", "from", "about", "over"):
            if found := view.object(index + 1, hit.entry.about, 7):
                return hit.first, found[1]
    if view.form(view.first) == "for" and view.object(view.first + 1, hit.entry.about, 5):  # "for makers, it is ..."
        return hit.first, hit.stop
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


def stands(view: View, hit: Hit) -> Place | None:
    """makers are REDUNDANT; AI makes makers REDUNDANT; makers remain ESSENTIAL"""
    if hit.entry.says == REJECT and (view.has("stay", hit.first - 4, hit.stop) is None or view.leads(hit.stop)):
        return None  # "weaving is a central issue" says nothing of weavers
    found = view.before(hit.first, hit.entry.about)
    if not found or any(function_words().get(view.form(at)) == "subordinator" for at in range(found[1], hit.first)):
        return None
    return found[0], hit.stop


def alone(view: View, hit: Hit) -> Place | None:
    """JOB LOSSES, DAYLIGHT ROBBERY"""
    return hit.first, hit.stop


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
    return (found[0], hit.stop) if found and (view.instrument or view.has("cause", *found)) else None


def caused(view: View, hit: Hit) -> Place | None:
    """LAYOFFS because of AI, AI LAYOFFS"""
    near = view.target.intersection(range(hit.first - 3, hit.first))
    linked = view.has("cause", max(view.first, hit.first - 8), hit.stop + 6)
    return (hit.first, hit.stop) if near or linked is not None and view.target else None


def as_aid(view: View, hit: Hit) -> Place | None:
    """AI as a COMPANION; AI is a MUSE"""
    index = hit.first - 1
    while index > hit.first - 4 and view.form(index) not in ("a", "an", "another", "their", "our", "my", "her", "his"):
        index -= 1
    if view.form(hit.stop - 1) == "tool" and view.form(hit.stop) in _TELLING:
        return None  # what it is, and nothing that it does for anybody
    linked = index - 1 in view.target or view.form(index - 1) in BE or view.form(index - 1) in (
        "as", "like", "having", "just", "become", "became", "into")
    return (index, hit.stop) if linked and any(at < index for at in view.target) else None


def eased(view: View, hit: Hit) -> Place | None:
    """AI makes drawing EASIER, makes it EASIER to draw"""
    if view.form(hit.first - 1) in ("'d", "had"):  # "we'd better"
        return None
    if view.form(hit.first - 1) in ("it", "things", "everything") and view.form(hit.first - 2).startswith("ma"):
        return hit.first - 2, hit.stop
    kinds = hit.entry.about | {"make"}
    after = view.object(hit.stop + (view.form(hit.stop) in ("to", "for")), kinds, 4)
    if after:
        return hit.first, after[1]
    found = view.before(hit.first, hit.entry.about, 4)
    return found and (found[0], hit.stop)


def able(view: View, hit: Hit) -> Place | None:
    """with AI, makers CAN ...; AI does it so that makers CAN ..."""
    start = view.heading(view.subject(hit.first), hit.entry.about)
    if start is None:
        return None
    so = any(view.form(start - back) in ("so", "means", "meaning", "letting") for back in (1, 2, 3))
    before = {view.first_of(at) - 1 for at in view.target}
    means = {view.form(at) for at in before if view.form(at) != "to" or view.form(at - 1) == "thanks"}
    if any(view.form(at - 1) in _USING and view.form(view.past(at)) == "to" for at in view.target):
        means.add("using")  # "makers can use AI to"
    return (start, hit.stop) if so and view.target or means & {"with", "using", "through", "via", "to"} else None


def guard(view: View, hit: Hit) -> Evidence | None:
    """PROTECT makers from AI; PROTECTIONS for likenesses"""
    if view.has("likeness", hit.stop, hit.stop + 6) is not None and "likeness" not in hit.entry.about or (
            view.form(hit.stop) == "your"):
        return None
    own = view.object(hit.stop + (view.form(hit.stop) in ("for", "of")), hit.entry.about, 7)
    if own and view.kind(own[0]) & _SAFE:
        return hit.first, own[1], hit.first
    if "likeness" not in hit.entry.about and view.speaks_of(_LIKENESSES):
        return None
    near = range(own[1], own[1] + 3) if own else range(hit.stop, hit.stop + 1)
    against = next((at for at in near if view.form(at) in ("from", "against", "around", "on")), None)
    if against is None or not view.target.intersection(range(against + 1, against + 8)):
        return None
    return (hit.first, against + 2, hit.first) if view.speaks_of(hit.entry.about) else None


def fended(view: View, hit: Hit) -> Place | None:
    """AI PROTECTIONS in a contract; the guild wants LIMITS on AI"""
    if not view.speaks_of(_BARGAIN) or view.speaks_of(_LIKENESSES):
        return None
    if hit.first - 1 in view.target:
        return view.first_of(hit.first - 1), hit.stop
    at = next((at for at in range(hit.stop + 1, hit.stop + 7) if at in view.target), None)
    on = at and view.form(hit.stop) in ("on", "around", "against", "from", "over", "for", "about")
    return (hit.first, at + 1) if on else None


def barred(view: View, hit: Hit) -> Evidence | None:
    """a BAN on AI in the craft; LIMITS on AI for makers"""
    at = next((view.past(index) for index in range(hit.stop, hit.stop + 6) if index in view.target), None)
    if at is None or view.form(at) not in ("in", "from", "for", "to"):
        return None
    found = view.object(at + 1, hit.entry.about, 5)
    return (hit.first, found[1], hit.first) if found and not view.owns(found[1]) else None


def aided(view: View, hit: Hit) -> Place | None:
    """WITH THE HELP OF AI, makers did it; makers did it WITH AI's help"""
    at = next((view.past(at) for at in range(hit.stop, hit.stop + 3) if at in view.target), None)
    if at is None or hit.stop == hit.first + 1 and (
            view.form(at) != "'s" or view.form(at + 1) not in ("help", "aid", "assistance", "support")):
        return None
    return (hit.first, at) if view.speaks_of(hit.entry.about) else None


_LIKENESSES = frozenset(("likeness", "right"))
_SAFE = frozenset(("job", "likeness", "right"))
_TELLING = frozenset("that which called designed made to".split())
_BARGAIN = frozenset(("bargain",))
_USING = frozenset(("use", "harness", "employ", "deploy"))

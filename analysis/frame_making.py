"""Frame making: who does the work, people or AI; each rule shows its shape.

What AI does on its own, what it cannot do, what people do in its stead, and what only people are let do.
"""

from .frame_rules import Evidence, Hit, active
from .frame_signs import about
from .makers import BE, MACHINES, PEOPLE, Place, View
from .scope import ASSERT, FEAR, REJECT
from .words import function_words


def till(view: View, hit: Hit) -> Place | None:
    """a job once DONE by makers; what makers used to DO"""
    before = {view.form(at) for at in range(hit.first - 4, hit.first)}
    if not view.target or not (before & _TILL or {"used", "to"} <= before):
        return None
    if hit.entry.form == "participle" and view.form(hit.stop) in ("by", "for", "to"):
        found = view.object(hit.stop + 1, hit.entry.about, 4)
        return found and (hit.first, found[1])
    if hit.entry.form == "participle" and view.form(hit.first - 1) in BE:
        return None  # "once the weavers are done"
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


def handmade(view: View, hit: Hit) -> Place | None:
    """every word is WRITTEN by people"""
    if hit.entry.form != "participle" or view.form(hit.stop) != "by" or not view.target:
        return None
    found = view.object(hit.stop + 1, hit.entry.about, 4)
    till_now = {view.form(at) for at in range(hit.first - 5, hit.first)} & _TILL | {view.form(hit.first - 3)} & {"used"}
    few = {view.form(at) for at in range(hit.stop, found[0])} & _COUNTED if found else None
    return found and not till_now and not few and (hit.first, found[1]) or None


def outputs(view: View, hit: Hit) -> Place | None:
    """AI MAKES a thousand works a day"""
    found = view.object(hit.stop, hit.entry.about, 7)
    if not found or not view.agent(hit.first):
        return None
    many = any(view.form(at)[:1].isdigit() or view.form(at) in _MANY for at in range(hit.stop, found[0]))
    each = view.form(found[1]) in ("a", "per", "every", "each") and view.form(found[1] + 1) in _PERIODS
    return (hit.first, found[1] + 2) if many and each else None


def unmatched(view: View, hit: Hit) -> Place | None:
    """AI cannot MATCH anything that makers do"""
    return (hit.first, hit.stop) if view.agent(hit.first) and view.scope.negated(hit.first, hit.stop) else None


def hired(view: View, hit: Hit) -> Place | None:
    """they KEEP HIRING makers, AI or not"""
    found = view.object(hit.stop, hit.entry.about, 6)
    return (hit.first, found[1]) if found and view.target else None


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
    index -= view.form(index) in ("that", "which") and index - 1 in view.target
    if index == hit.first - 1 and view.words.gap(index) == "-" and view.has("whole", hit.first, hit.stop) is not None:
        return None  # "an AI-generated advert" says how it was made
    found = index in view.target and view.object(hit.stop, hit.entry.about, 6)
    if index in view.target and not found and hit.entry.verb in _AUTHORS and view.form(hit.stop) in ("a", "an", "the"):
        return index, hit.stop + 2  # "AI wrote a limerick"
    return (index, found[1]) if found else None


def denied(view: View, hit: Hit) -> Place | None:
    """AI cannot CAPTURE a soul"""
    found = active(view, hit)
    return found if found and view.scope.negated(hit.first, hit.stop) else None


def unable(view: View, hit: Hit) -> Place | None:
    """AI CANNOT do the work; no AI WILL EVER have taste"""
    index = view.subject(hit.first)
    if index not in view.target and view.form(index) not in MACHINES and not (
            view.form(index) in ("it", "they") and not view.kind(index) and view.target):
        return None
    if view.form(hit.stop) in BE or view.form(hit.stop) == "be":
        return None
    found = view.object(hit.stop + 1, hit.entry.about, 7)
    return found and (hit.first, found[1])


def keptout(view: View, hit: Hit) -> Place | None:
    """KEEP AI out of the craft"""
    out = next((at for at in range(hit.stop, hit.stop + 7) if view.form(at) in ("out", "away")), None)
    if out is None or not view.target.intersection(range(hit.stop, out)):
        return None
    found = view.object(out + 2, hit.entry.about, 5)
    return found and (hit.first, found[1])


def lasting(view: View, hit: Hit) -> Place | None:
    """makers will always be NEEDED; there is still ROOM for makers; it NEEDS a human hand"""
    near = view.object(hit.stop, hit.entry.about, 6)
    human = near and hit.entry.verb and view.form(near[0]) == "human"
    if view.has("lasting", hit.first - 6, hit.first) is None and not human:
        return None
    found = near or about(view, hit)
    return found and (hit.first, found[1])


def joined(view: View, hit: Hit) -> Place | None:
    """an AI-WRITTEN novel"""
    return (hit.first - 1, hit.stop) if hit.first - 1 in view.target and view.words.gap(hit.first - 1) == "-" else None


def authored(view: View, hit: Hit) -> Place | None:
    """a song WRITTEN BY AI"""
    at = next((index for index in range(hit.stop, hit.stop + 4) if index in view.target), None)
    if at is None or any(view.form(near) == "and" or "," in view.words.gap(near - 1) for near in range(hit.stop, at)):
        return None  # "written by people, and AI sorts it"
    return hit.first, at + 1


def performer(view: View, hit: Hit) -> Place | None:
    """an AI SINGER, an AI-generated SINGER, a synthetic SINGER"""
    at = hit.first - 1
    if any(view.form(near).startswith(("replac", "swap", "drop", "ditch")) for near in range(at - 3, at)):
        return None  # people in its place
    if view.form(at) in ("synthetic", "virtual", "artificial"):
        return at, hit.stop
    at -= view.form(at) in ("generated", "created", "powered", "made", "driven", "based")
    return (at, hit.stop) if at in view.target and view.words.gap(at) in (" ", "-") else None


def generated(view: View, hit: Hit) -> Place | None:
    """the extras were GENERATED by AI"""
    at = next((index for index in range(hit.stop, hit.stop + 4) if index in view.target), None)
    if hit.entry.form != "participle" or at is None or view.form(hit.stop) not in ("by", "with", "using"):
        return None
    found = view.before(hit.first, hit.entry.about, 9)
    whose = found and (view.owns(found[1]) or view.form(found[0] - 1) in ("of", "by"))
    return (found[0], at + 1) if found and not whose else None


def contrast(view: View, hit: Hit) -> Evidence | None:
    """PEOPLE make it, NOT AI; made by PEOPLE rather than AI"""
    at = hit.stop + (view.form(hit.stop) in ("a", "an", "the"))
    found = view.before(hit.first, hit.entry.about, 9) if at in view.target else None
    if not found or function_words().get(view.form(view.past(at))) == "auxiliary":
        return None
    return found[0], at + 1, found[0]


def unmade(view: View, hit: Hit) -> Place | None:
    """nobody wants works MADE BY AI"""
    found = view.form(hit.stop) == "by" and authored(view, hit)
    return found if found and view.scope.reading(hit.first, hit.stop).stance != ASSERT else None


def rival(view: View, hit: Hit) -> Place | None:
    """AI is no REPLACEMENT, AI as a partner and not a SUBSTITUTE, makers' fear of REPLACEMENT"""
    if view.speaks_of(PEOPLE) and any(sign.effect == FEAR for sign in view.scope.signs(hit.first, hit.stop)):
        return hit.first, hit.stop
    if view.form(hit.stop) in ("for", "of", "to") or view.form(hit.first - 1) not in ("a", "no", "any", "than", "not"):
        return None
    if function_words().get(view.form(hit.stop)) == "auxiliary":
        return None
    return (hit.first, hit.stop) if any(at < hit.first for at in view.target) else None


_ANY = frozenset("work craft task job role".split())
_COUNTED = frozenset("handful few fewer one single just only two three".split())
_MANY = frozenset("hundred hundreds thousand thousands million millions dozens scores".split())
_PERIODS = frozenset("day week month year hour minute night".split())
_AUTHORS = frozenset("write compose pen author narrate direct choreograph script ghostwrite".split())
_TILL = frozenset("now currently once usually traditionally previously normally formerly typically historically "
                  "ordinarily".split())

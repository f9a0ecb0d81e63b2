"""Frame signs: nouns, adjectives and set phrases that tell of a frame, by what stands beside them.

A rule takes a hit in a sentence and returns its evidence as words [first, stop), or None. A third number is the word
whose stance counts, where that is not the hit's own ("fears FOR their JOBS").
"""

from .frame_rules import EFFICIENCY, Evidence, Hit
from .makers import BE, MACHINES, PEOPLE, Place, View
from .scope import ASSERT, FEAR, FORBID, REJECT
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
    """JOB LOSSES, CHEAPER"""
    if hit.entry.frame == EFFICIENCY:
        behind = view.form(hit.stop), view.form(hit.stop + 1)
        if view.has("pace", hit.first - 1, hit.first) is not None or behind[0] in _WARES or (
                behind[0] == "than" and behind[1] in _RIVALS):
            return None
    return hit.first, hit.stop


def fewer(view: View, hit: Hit) -> Place | None:
    """with FEWER makers, INSTEAD OF makers"""
    found = view.object(hit.stop, hit.entry.about, 4)
    if found and (
        view.form(hit.stop) != "being" and any(view.form(at).endswith("ing") for at in range(hit.stop, found[0]))
        or view.form(found[1]) == "'s" or view.words.gap(found[1] - 1)[:1] in ("'", "’") or view.form(found[0]) in _ANYBODY
    ):
        return None  # "without the makers' consent"
    if not found or view.target and not any(at < hit.first or at > found[1] for at in view.target):
        return None
    return hit.first, found[1]


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


def lasting(view: View, hit: Hit) -> Place | None:
    """makers will always be NEEDED; there is still ROOM for makers; it NEEDS a human hand"""
    near = view.object(hit.stop, hit.entry.about, 6)
    human = near and hit.entry.verb and view.form(near[0]) == "human"
    if view.has("lasting", hit.first - 6, hit.first) is None and not human:
        return None
    found = near or about(view, hit)
    return found and (hit.first, found[1])


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


def otherwise(view: View, hit: Hit) -> Place | None:
    """not POSSIBLE without AI, BEYOND their means but for AI"""
    for index in range(view.first, view.stop):
        at = view.has("absent", index, index + 1)
        if at is not None and view.target.intersection(range(view.kinds[at][0], view.kinds[at][0] + 5)):
            return min(index, hit.first), max(index + 2, hit.stop)
    return None


def short(view: View, hit: Hit) -> Place | None:
    """in (less than) ten MINUTES"""
    index = next((at for at in range(hit.first - 1, hit.first - 6, -1) if view.form(at) in ("in", "within")), None)
    if index is None or any(view.form(at) in _WHEN for at in range(index, hit.first)):
        return None
    return index, hit.stop


def portion(view: View, hit: Hit) -> Place | None:
    """at a THIRD of the price, for HALF the cost"""
    at = next((index for index in range(hit.first - 1, hit.first - 5, -1) if view.form(index) in ("at", "for", "in", "on")),
              None)
    of = view.form(hit.stop) in ("of", "the", "its", "their", "what")
    found = view.object(hit.stop + (view.form(hit.stop) == "of"), hit.entry.about, 5) if at is not None and of else None
    return found and (at, found[1])


def fromto(view: View, hit: Hit) -> Place | None:
    """FROM six days to one"""
    found = view.object(hit.stop, hit.entry.about, 4)
    if not found or view.form(found[1]) != "to" or found[0] == hit.stop and view.form(found[0]) == "time":
        return None
    less = view.object(found[1] + 1, hit.entry.about, 5) or view.form(found[1] + 1) in _FEW and (found[1], found[1] + 2)
    return less and (hit.first, less[1])


def outof(view: View, hit: Hit) -> Place | None:
    """they took a fifth OUT OF the cost"""
    found = view.object(hit.stop, hit.entry.about, 5)
    taken = next((at for at in range(hit.first - 1, hit.first - 8, -1) if view.form(at) in _TAKEN), None)
    return found and taken and (taken, found[1]) if view.target else None


def within(view: View, hit: Hit) -> Place | None:
    """finished in nine DAYS"""
    found = short(view, hit)
    if view.form(hit.first) == "overnight" and not view.leads(hit.stop):
        found = hit[:2]
    return found if found and view.has("finish", found[0] - 8, found[0]) is not None else None


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


def demanded(view: View, hit: Hit) -> Place | None:
    """they demand CONSENT; AI must not use it without ..."""
    if view.form(hit.first - 1) in ("without", "no") or view.form(hit.first - 2) == "without":
        return None
    at = view.has("demand", hit.first - 9, hit.first)
    if at is None or not view.speaks_of(_OWN):
        return None
    return at, hit.stop


def able(view: View, hit: Hit) -> Place | None:
    """with AI, makers CAN ...; AI does it so that makers CAN ..."""
    start = view.heading(view.subject(hit.first), hit.entry.about)
    if start is None:
        return None
    so = any(view.form(start - back) in ("so", "means", "meaning", "letting") for back in (1, 2, 3))
    before = {view.first_of(at) - 1 for at in view.target}
    means = {view.form(at) for at in before if view.form(at) != "to" or view.form(at - 1) == "thanks"}
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


def suit(view: View, hit: Hit) -> Evidence | None:
    """a LAWSUIT over AI and copyright, voices, or training"""
    own = next((index for index, (_, kinds) in view.kinds.items() if kinds & hit.entry.about), None)
    return own and (min(hit.first, own), max(hit.stop, view.kinds[own][0]), own)


def near(view: View, hit: Hit) -> Place | None:
    """NOBODY ASKED her for the song: the words, and what they are about anywhere in the sentence"""
    return (hit.first, hit.stop) if view.speaks_of(hit.entry.about) else None


def fake(view: View, hit: Hit) -> Place | None:
    """a DEEPFAKE of her face, fears of DEEPFAKES"""
    if any("agreed" in view.kinds[at][1] for at in view.kinds):
        return None
    feared = any(sign.effect in (FEAR, FORBID) for sign in view.scope.signs(hit.first, hit.stop))
    return (hit.first, hit.stop) if feared or view.form(hit.stop) == "of" else near(view, hit)


def performer(view: View, hit: Hit) -> Place | None:
    """an AI SINGER, an AI-generated SINGER, a synthetic SINGER"""
    at = hit.first - 1
    if any(view.form(near).startswith(("replac", "swap", "drop", "ditch")) for near in range(at - 3, at)):
        return None  # people in its place
    if view.form(at) in ("synthetic", "virtual", "artificial"):
        return at, hit.stop
    at -= view.form(at) in ("generated", "created", "powered", "made", "driven", "based")
    return (at, hit.stop) if at in view.target and view.words.gap(at) in (" ", "-") else None


def once(view: View, hit: Hit) -> Place | None:
    """what ONCE TOOK ten makers, what USED TO TAKE a week"""
    found = view.object(hit.stop, hit.entry.about, 6)
    return found and (hit.first, found[1])


def consented(view: View, hit: Hit) -> Place | None:
    """trained only on LICENSED works"""
    only = next((at for at in range(hit.first - 1, hit.first - 9, -1) if view.form(at) in _ONLY), None)
    trained = only and view.has("training", only - 4, hit.first)
    return None if trained is None or only is None else (min(trained, only), hit.stop)


def barred(view: View, hit: Hit) -> Evidence | None:
    """a BAN on AI in the craft; LIMITS on AI for makers"""
    at = next((view.past(index) for index in range(hit.stop, hit.stop + 6) if index in view.target), None)
    if at is None or view.form(at) not in ("in", "from", "for", "to"):
        return None
    found = view.object(at + 1, hit.entry.about, 5)
    return found and (hit.first, found[1], hit.first)


def aided(view: View, hit: Hit) -> Place | None:
    """WITH THE HELP OF AI, makers did it; makers did it WITH AI's help"""
    at = next((view.past(at) for at in range(hit.stop, hit.stop + 3) if at in view.target), None)
    if at is None or hit.stop == hit.first + 1 and (
            view.form(at) != "'s" or view.form(at + 1) not in ("help", "aid", "assistance", "support")):
        return None
    return (hit.first, at) if view.speaks_of(hit.entry.about) else None


def contrast(view: View, hit: Hit) -> Evidence | None:
    """PEOPLE make it, NOT AI; made by PEOPLE rather than AI"""
    at = hit.stop + (view.form(hit.stop) in ("a", "an", "the"))
    found = view.before(hit.first, hit.entry.about, 6) if at in view.target else None
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


_TAKEN = frozenset("take takes took taken taking strip strips stripped stripping squeeze squeezes squeezed squeezing wring "
                   "wrung wrings wringing cut cuts cutting knock knocks knocked knocking shave shaves shaved shaving "
                   "slice slices sliced trim trims trimmed lop lops lopped".split())
_WHEN = frozenset("the last every next recent coming past these those early".split())
_FEW = frozenset("one two three four five six seven eight nine ten a an just under less about".split())
_ANYBODY = frozenset("somebody someone anybody anyone".split())
_TELLING = frozenset("that which called designed made to".split())
_WARES = frozenset("one ones model models version versions chip chips rival rivals tool tools".split())
_RIVALS = frozenset("its any other rival rivals previous earlier last ever competing the".split())
_ONLY = frozenset(("only", "solely", "exclusively", "entirely"))
_LIKENESSES = frozenset(("likeness", "right"))
_SAFE = frozenset(("job", "likeness", "right"))
_OWN = frozenset(("work", "likeness", "right", "maker", "training"))

"""Frame consent: works and likenesses used, and whether somebody agreed to it; each rule shows its shape."""

from .frame_rules import Evidence, Hit
from .makers import Place, View
from .scope import FEAR, FORBID


def used(view: View, hit: Hit) -> Evidence | None:
    """works USED to train AI without consent; TRAINED on copyrighted works"""
    if view.owns(hit.stop):
        return None  # a noun: "the play's posters"
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
        if view.form(nearby[0] - 1) == "own":
            return None  # "trained on the firm's own archive"
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


def landed(view: View, hit: Hit) -> Place | None:
    """works ENDED UP IN AI, in a training set"""
    if hit.entry.verb.startswith("be ") and hit.entry.form not in ("s", "past", "participle", "base", "ing"):
        return None
    end = next((at for at in range(hit.stop, hit.stop + 7) if at in view.target or view.form(at) in _SETS), None)
    found = view.before(hit.first, hit.entry.about, 14) if end else None
    return found and end and (found[0], end + 1)


def demanded(view: View, hit: Hit) -> Place | None:
    """they demand CONSENT; AI must not use it without ..."""
    if view.form(hit.first - 1) in ("without", "no") or view.form(hit.first - 2) == "without":
        return None
    at = view.has("demand", hit.first - 9, hit.first)
    if at is None or not view.speaks_of(_OWN):
        return None
    return at, hit.stop


def suit(view: View, hit: Hit) -> Evidence | None:
    """a LAWSUIT over AI and copyright, voices, or training"""
    own = next((index for index, (_, kinds) in view.kinds.items() if kinds & hit.entry.about), None)
    return own and (min(hit.first, own), max(hit.stop, view.kinds[own][0]), own)


def near(view: View, hit: Hit) -> Place | None:
    """NOBODY ASKED her for the song: the words, and what they are about anywhere in the sentence"""
    return (hit.first, hit.stop) if view.speaks_of(hit.entry.about) else None


def fake(view: View, hit: Hit) -> Place | None:
    """a DEEPFAKE of her face, fears of DEEPFAKES"""
    if any(view.kinds[at][1] & _APART for at in view.kinds):
        return None  # agreed to, or a matter of politics
    feared = any(sign.effect in (FEAR, FORBID) for sign in view.scope.signs(hit.first, hit.stop))
    return (hit.first, hit.stop) if feared or view.form(hit.stop) == "of" else near(view, hit)


def consented(view: View, hit: Hit) -> Place | None:
    """trained only on LICENSED works"""
    only = next((at for at in range(hit.first - 1, hit.first - 9, -1) if view.form(at) in _ONLY), None)
    trained = only and view.has("training", only - 4, hit.first)
    return None if trained is None or only is None else (min(trained, only), hit.stop)


_ONLY = frozenset(("only", "solely", "exclusively", "entirely"))
_OWN = frozenset(("work", "likeness", "right", "maker", "training"))
_SETS = frozenset("training dataset datasets data corpus model models".split())
_THEIRS = frozenset("its their his her my our 's".split())
_APART = frozenset(("agreed", "public"))

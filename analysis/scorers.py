"""Scorers: everything that judges what a sentence says of a target, by name."""

from .linear import linear_scorer
from .verdict import Scorer, lexicon_scorer

SCORERS: dict[str, Scorer] = {"lexicon": lexicon_scorer, "linear": linear_scorer}
DEFAULT = "lexicon"  # the scorer that counts where none is named
SECOND = "linear"  # the one held beside it, which tells where a value is doubtful


def scorer_named(scorer: Scorer | str) -> Scorer:
    """The scorer of that name, or the scorer itself. Raises ValueError if there is none of that name."""
    if callable(scorer):
        return scorer
    if scorer not in SCORERS:
        raise ValueError(f"a scorer is a function, or one of {', '.join(SCORERS)}; this is {scorer!r}")
    return SCORERS[scorer]

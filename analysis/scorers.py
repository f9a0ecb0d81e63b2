"""Scorers: everything that judges what a sentence says of a target, by name."""

from .linear import linear_scorer
from .verdict import Scorer, lexicon_scorer

SCORERS: dict[str, Scorer] = {"lexicon": lexicon_scorer, "linear": linear_scorer}
DEFAULT = "lexicon"  # the scorer that counts where none is named
SECOND = "linear"  # the one held beside it, which tells where a value is doubtful

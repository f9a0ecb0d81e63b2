"""Scorers: everything that judges what a sentence says of a target, by name."""

from .verdict import Scorer, lexicon_scorer

SCORERS: dict[str, Scorer] = {"lexicon": lexicon_scorer}
DEFAULT = "lexicon"  # the scorer that counts where none is named

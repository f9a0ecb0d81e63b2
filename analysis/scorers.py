"""Scorers: everything that judges what a sentence says of a target, by name."""

from .verdict import Scorer, lexicon_scorer

SCORERS: dict[str, Scorer] = {"lexicon": lexicon_scorer}

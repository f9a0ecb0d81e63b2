"""Scorers: everything that judges what a sentence says of a target, by name."""

from collections.abc import Callable

from .linear import linear_scorer, linear_value
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


def value_by(scorer: Scorer) -> Callable[..., int]:
    """The value alone of a scorer's verdicts, where that is all that counts: some tell it sooner than why."""
    return _VALUES.get(scorer) or (lambda words, own, targets: scorer(words, own, targets).value)


_VALUES: dict[Scorer, Callable[..., int]] = {linear_scorer: linear_value}

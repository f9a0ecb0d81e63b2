"""Judges: who says how a sentence portrays a target: the kit's scorers, and baselines that know nothing of targets."""

from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import NamedTuple

from .scorers import SCORERS
from .span import Span
from .verdict import BAD, GOOD, NEUTRAL, Scorer, sentence_sentiment

VADER = "vaderSentiment==3.3.2"

Probabilities = Sequence[float]  # of -1, 0 and 1


class Judgement(NamedTuple):
    """What is said of a target: a value, how probable each is, and how strong it is, in [0, 1], if that is known."""

    value: int
    probabilities: Probabilities | None = None
    strength: float | None = None


Judge = Callable[[str, Span], Judgement]


def always_neutral(text: str, target: Span) -> Judgement:
    """Neutral, whatever the sentence."""
    return Judgement(NEUTRAL)


def textblob(text: str, target: Span) -> Judgement:
    """The sign of TextBlob's polarity of the whole sentence, whatever the target."""
    from textblob import TextBlob

    return Judgement(_sign(TextBlob(text).sentiment.polarity, 0.0))


def vader(text: str, target: Span) -> Judgement:
    """The sign of VADER's compound score of the whole sentence, beyond the .05 that its authors take for neutral.

    Source: Hutto & Gilbert 2014, VADER: A Parsimonious Rule-based Model for Sentiment Analysis of Social Media Text.
    It knows straight apostrophes only.
    """
    return Judgement(_sign(_vader().polarity_scores(text.replace("’", "'"))["compound"], 0.05))


@cache
def _vader():
    try:
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer
    except ModuleNotFoundError:
        raise ModuleNotFoundError(f"VADER is not installed; python -m pip install {VADER}") from None
    return SentimentIntensityAnalyzer()


def _sign(score: float, least: float) -> int:
    return GOOD if score > 0 and score >= least else BAD if score < 0 and score <= -least else NEUTRAL


def _scored(scorer: Scorer, text: str, target: Span) -> Judgement:
    verdict = sentence_sentiment(text, target, scorer)
    return Judgement(verdict.value, verdict.probabilities, abs(verdict.strength))


BASELINES: dict[str, Judge] = {"neutral": always_neutral, "textblob": textblob, "vader": vader}


def judges(name: str | None = None) -> dict[str, Judge]:
    """The baselines and the kit's scorers, or the one of this name. Raises ValueError if there is none."""
    known = BASELINES | {scorer: partial(_scored, SCORERS[scorer]) for scorer in SCORERS}
    if name is not None and name not in known:
        raise ValueError(f"scorer is {name!r}; allowed: {', '.join(known)}")
    return known if name is None else {name: known[name]}

"""Likely frames: which frames the words of a sentence make likely, as learned from sentences of our own.

A rule knows why a frame is there; these weights only know beside which words it stood in benchmarks/sentences, which
AI models wrote and coded. They are asked where no rule finds the frame. Names and numbers are masked, so that nothing
learned knows who is meant. Not covered: frames of other schemes, and other targets than AI.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from math import exp
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from .codebook import CODEBOOK
from .line import NAME, NUMBER, stem
from .tags import verbal
from .verdict import MASK
from .words import Words, function_words

FRAMES, STANCES = tuple(CODEBOOK["frame"]), tuple(CODEBOOK["stance"])
WEIGHTS = Path(__file__).with_name("weights") / "claims.tsv"
HEADER = ("feature", *FRAMES, *STANCES)
BASE = "base"
LEAST = 0.85  # the probability from which a frame is taken from words alone: where they are right as often as rules are
BEGINNINGS = (4, 6)  # letters of a word that stand for its relatives: automat-ion, automat-ing
NEAR = 2  # words that may stand between two words of one piece of evidence
REBUILD = "restore it, or learn it anew: python -m analysis train claims"


class Token(NamedTuple):
    """A word as it is learned: its form without ending, a mask, and the word that it is."""

    form: str
    word: str
    place: int


class Likely(NamedTuple):
    """A frame that the words make likely: its probability, the stance that they make most likely, the words
    [first, stop) that say so, and the weightiest of them."""

    frame: str
    probability: float
    stance: str
    first: int
    stop: int
    at: int


def likely(words: Words, inside: range, target: frozenset[int], least: float = LEAST) -> Iterator[Likely]:
    """The frames with a probability of at least `least` in (0, 1], in the codebook's order.

    >>> from .words import words_of
    >>> text = words_of("Studios pay a chatbot for the scripts that writers used to draft.")
    >>> [(one.frame, one.stance) for one in likely(text, range(len(text)), frozenset([3]), 0.5)]
    [('replacement', 'assert')]
    """
    known, tokens = weights(), tokens_of(words, inside, target)
    present = [(known[name], places) for name, places in features(tokens).items() if name in known]
    sums = [sum(column) for column in zip(known[BASE], *(row for row, _ in present))]
    stance = max(zip(sums[len(FRAMES) :], STANCES), key=itemgetter(0))[1]
    for column, frame in enumerate(FRAMES):
        probability = 1 / (1 + exp(-sums[column]))
        if probability >= least:
            worth: dict[int, float] = {}
            for row, places in present:
                for place in places:
                    worth[place] = worth.get(place, 0.0) + row[column] / len(places)
            if found := _evidence(words, worth):
                yield Likely(frame, probability, stance, *found)


def _evidence(words: Words, worth: dict[int, float]) -> tuple[int, int, int] | None:
    """The words around the weightiest that speak for the frame too, and the weightiest; none if no word does."""
    content = {at: gain for at, gain in worth.items() if gain > 0 and words.forms[at] not in function_words()}
    if not content:
        return None
    most = max(content.values())
    verbs = [at for at, gain in content.items() if gain > most / 2 and verbal(words, at)]
    at = max(verbs or content, key=content.__getitem__)  # what is denied or demanded is mostly a verb
    first, stop = at, at + 1
    for place in sorted(place for place in content if place > at):
        stop = place + 1 if place - stop <= NEAR and content[place] > most / 4 else stop
    for place in sorted((place for place in content if place < at), reverse=True):
        first = place if first - place - 1 <= NEAR and content[place] > most / 4 else first
    return first, stop, at


# ---- what is learned from --------------------------------------------------------------------------------------------


def tokens_of(words: Words, inside: range, target: frozenset[int]) -> list[Token]:
    """The words as tokens; a run of words for the target, or of a name, is one."""
    text, plain, tokens = words.text, function_words(), []
    for index in inside:
        form = words.forms[index]
        if index in target:
            token = MASK
        elif index > inside.start and text[words.starts[index]].isupper() and form not in plain:
            token = NAME
        else:
            token = NUMBER if form[0].isdigit() else stem(form)
        if token not in (MASK, NAME) or not tokens or tokens[-1].form != token:
            tokens.append(Token(token, form, index))
    return tokens


def features(tokens: Sequence[Token]) -> dict[str, tuple[int, ...]]:
    """Words without their endings, two side by side, and beginnings of words; each with the words that carry it."""
    found: dict[str, tuple[int, ...]] = {}
    for token in tokens:
        found[token.form] = (*found.get(token.form, ()), token.place)
        if token.form not in (MASK, NAME, NUMBER):
            for letters in BEGINNINGS:
                if len(token.word) > letters:
                    name = f"{token.word[:letters]}~"
                    found[name] = (*found.get(name, ()), token.place)
    for one, other in pairwise(tokens):
        name = f"{one.form} {other.form}"
        found[name] = (*found.get(name, ()), one.place, other.place)
    return found


@cache
def weights() -> dict[str, tuple[float, ...]]:
    """What each feature adds to the log-odds of each frame and stance, and "base", what a sentence without any has."""
    return read_weights(WEIGHTS)


def read_weights(path: Path) -> dict[str, tuple[float, ...]]:
    """Weights from a table: a feature and a number for each frame and stance, an empty cell being 0; notes above it.

    Raises ValueError, naming file and line, for other columns, a cell that is no number, or a table without its base.
    """
    rows = [tuple(line.split("\t")) for line in path.read_text(encoding="utf-8").rstrip("\n").split("\n")]
    if HEADER not in rows:
        raise ValueError(f"{path}: the columns are {', '.join(HEADER)}; {REBUILD}")
    head = rows.index(HEADER)
    found: dict[str, tuple[float, ...]] = {}
    for number, (name, *cells) in enumerate(rows[head + 1 :], head + 2):
        try:
            found[name] = tuple(float(cell or 0) for cell in cells)
        except ValueError:
            raise ValueError(f"{path}: line {number}: a weight is a number; found {cells!r}; {REBUILD}") from None
        if len(cells) + 1 != len(HEADER):
            raise ValueError(f"{path}: line {number}: a row has {len(HEADER)} cells; found {len(cells) + 1}; {REBUILD}")
    if BASE not in found:
        raise ValueError(f'{path}: the row "{BASE}" is missing; {REBUILD}')
    return found

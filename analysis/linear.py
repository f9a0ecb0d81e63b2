"""Linear: a scorer that learned from coded sentences what words and facts near a target say of it.

A verdict is a sum: every feature of the sentence that has weights adds one number for each of -1, 0 and 1, and the
greatest sum decides. So the explanation is exact: each word carries its share of the features that it takes part in.
The weights are a table that can be read, weights/sentiment.tsv, and weights/sentiment.md says what they come from.

Not covered: what no coded sentence shows: irony, what is known of the target, words that the coded sentences lack.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from math import exp, isfinite
from pathlib import Path
from typing import NamedTuple

from .features import FAMILIES
from .line import Line, read
from .verdict import BAD, GOOD, NEUTRAL, Verdict
from .words import Words

VERSION = "1"
WEIGHTS = Path(str(files(__package__).joinpath("weights", "sentiment.tsv")))
VALUES = (BAD, NEUTRAL, GOOD)  # the order of every three numbers here
HEADER = ("feature", "bad", "neutral", "good")
REBUILD = "python -m analysis train sentiment FILE makes it anew"
SHOWN = 0.05  # the least contribution that evidence tells

Three = tuple[float, float, float]


class WeightsError(ValueError):
    """A file of weights that cannot be used."""


class Weights(NamedTuple):
    """What the scorer learned: the sums before any feature, how sharp they are, and the weights of each feature."""

    base: Three
    temperature: float
    families: Mapping[str, Mapping[str, Three]]  # by the family's name, then by what follows it in the feature's name
    words: Mapping[str, frozenset[str]]  # that each family's names are made of


class Hit(NamedTuple):
    """A feature of a sentence that has weights: its name, what it adds to each sum, and the tokens that carry it."""

    family: str
    name: str
    sums: Three
    tokens: tuple[int, ...]


def linear_scorer(words: Words, own: Sequence[range], targets: Sequence[range]) -> Verdict:
    """The verdict of the weights that come with the kit.

    Evidence is in log-odds of good against bad: what a word adds to log(P(1) / P(-1)). `strength` is P(1) - P(-1), and
    `rule` the feature that adds most to the value.

    >>> from .words import words_of
    >>> text = words_of("The new loom helped the weavers.")
    >>> linear_scorer(text, [range(0, 6)], [range(2, 3)]).value
    1
    """
    return weighed(words, own, targets, weights())


def weighed(words: Words, own: Sequence[range], targets: Sequence[range], by: Weights) -> Verdict:
    """The verdict of some weights."""
    line = read(words, own, targets)
    if line is None:
        return Verdict(NEUTRAL, 0.0, (), "no word")
    found = hits(line, by)
    sums = [sum(column) for column in zip(by.base, *(hit.sums for hit in found))]
    chosen = _greatest(sums)
    odds = [exp((one - sums[chosen]) / by.temperature) for one in sums]
    bad, neutral, good = (one / sum(odds) for one in odds)
    most = max(found, key=lambda hit: hit.sums[chosen], default=None)
    rule = f"{most.family} {most.name}" if most else "no word"
    evidence = tuple(
        (line.words.span(place, place + 1), worth)
        for place, worth in sorted(contributions(line, found, by).items()) if abs(worth) >= SHOWN
    )  # fmt: skip
    return Verdict(VALUES[chosen], good - bad, evidence, rule, (bad, neutral, good))


def linear_value(words: Words, own: Sequence[range], targets: Sequence[range]) -> int:
    """The value of the linear scorer's verdict, for half the work: nothing is told of the words that decided."""
    line = read(words, own, targets)
    return VALUES[_greatest(_sums(line, weights()))] if line else NEUTRAL


def _sums(line: Line, by: Weights) -> Three:
    """What all features of a sentence that have weights add up to."""
    bad, neutral, good = by.base
    for family in FAMILIES:
        known, made_of = by.families.get(family.__name__, {}), by.words.get(family.__name__, ())
        for name, number in {name: number for name, number, _ in family(line, made_of) if name in known}.items():
            more = known[name]
            bad, neutral, good = bad + more[0] * number, neutral + more[1] * number, good + more[2] * number
    return bad, neutral, good


def _greatest(sums: Sequence[float]) -> int:
    """The place of the greatest sum; neutral where two are equal."""
    return max((1, 0, 2), key=sums.__getitem__)


def hits(line: Line, by: Weights) -> list[Hit]:
    """The features of a sentence that have weights, each once, with all the tokens that carry it."""
    found: list[Hit] = []
    for family in FAMILIES:
        known = by.families.get(family.__name__)
        if known:
            met: dict[str, tuple[float, tuple[int, ...]]] = {}
            made_of = by.words[family.__name__]
            for name, number, tokens in [feature for feature in family(line, made_of) if feature[0] in known]:
                met[name] = number, (*tokens, *met[name][1]) if name in met else tuple(tokens)
            for name, (number, tokens) in met.items():
                sums = known[name]
                if number != 1.0:
                    sums = sums[0] * number, sums[1] * number, sums[2] * number
                found.append(Hit(family.__name__, name, sums, tokens))
    return found


def contributions(line: Line, found: Sequence[Hit], by: Weights) -> dict[int, float]:
    """What each word, by its place, adds to the log-odds of good against bad.

    A feature's share is the same for each of its words; what no word carries (where the target stands, how long the
    sentence is) is in none.
    """
    shares: dict[int, float] = {}
    for _, _, (bad, _, good), tokens in found:
        if bad != good:
            places = line.carrying(tokens)
            for place in places:
                shares[place] = shares.get(place, 0.0) + (good - bad) / by.temperature / len(places)
    return shares


# ---- the file --------------------------------------------------------------------------------------------------------


@cache
def weights() -> Weights:
    """The weights that come with the kit."""
    return read_weights(WEIGHTS)


def read_weights(path: Path) -> Weights:
    """Weights from a table: lines "# version: ...", "# temperature: ...", then a row for each feature.

    An empty cell is 0; "base" is the row before any feature. A feature that the kit does not know is never met.
    Raises WeightsError, naming file and line, for weights of another version, a row of another width or encoding, a
    cell that is no number, or a feature listed twice.
    """
    lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    notes = dict(line[1:].split(":", 1) for line in lines if line.startswith("#") and ":" in line)
    notes = {key.strip(): value.strip() for key, value in notes.items()}
    if notes.get("version") != VERSION:
        found = notes.get("version", "missing")
        raise WeightsError(f"{path}: weights have version {VERSION}; the version here is {found}; {REBUILD}")
    temperature = _number(notes.get("temperature", ""), f'{path}: "# temperature: ..."')
    if temperature <= 0:
        raise WeightsError(f"{path}: the temperature is above 0; it is {temperature}; {REBUILD}")
    table = [(number, line) for number, line in enumerate(lines, 1) if line and not line.startswith("#")]
    if not table or tuple(table[0][1].split("\t")) != HEADER:
        raise WeightsError(f"{path}: the columns are {', '.join(HEADER)}; {REBUILD}")
    rows: dict[str, Three] = {}
    for number, line in table[1:]:
        place, (name, *cells) = f"{path}: line {number}", line.split("\t")
        if "\ufffd" in line:
            raise WeightsError(f"{place}: the file is UTF-8; {name!r} is not; {REBUILD}")
        if len(cells) != len(VALUES):
            raise WeightsError(f"{place}: a row needs {len(HEADER)} cells; it has {len(cells) + 1}; {REBUILD}")
        if name in rows:
            raise WeightsError(f"{place}: {name!r} stands in an earlier line already; {REBUILD}")
        rows[name] = tuple(_number(cell or "0", place) for cell in cells)
    if "base" not in rows:
        raise WeightsError(f'{path}: the row "base" is missing; {REBUILD}')
    families: dict[str, dict[str, Three]] = {}
    base = rows.pop("base")
    for name, three in rows.items():
        family, _, rest = name.partition(" ")
        families.setdefault(family, {})[rest] = three
    words = {family: frozenset(word for name in names for word in name.split()) for family, names in families.items()}
    return Weights(base, temperature, families, words)


def _number(cell: str, place: str) -> float:
    try:
        number = float(cell)
    except ValueError:
        number = float("nan")
    if not isfinite(number):
        raise WeightsError(f"{place}: a weight is a number; this is {cell!r}; {REBUILD}")
    return number

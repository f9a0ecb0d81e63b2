"""Training: the weights of the linear scorer, learnt from coded sentences; the same file gives the same bytes.

For each value a linear support vector machine tells sentences with that value from all others. Beforehand each feature
is multiplied by how unevenly it falls on the two sides (Wang & Manning 2012, Baselines and Bigrams); then those with
the least weight are left out, step by step, until a few remain. Sentences whose targets differ in value count double,
since there the tone of the sentence does not help. The temperature that makes sums into probabilities is the one under
which sentences that were held out, whole documents at a time, are most probable (Guo et al. 2017, On Calibration of
Modern Neural Networks).

A feature is learnt only if it occurs in at least SENTENCES sentences: no sentence can be read from the weights.
"""

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import numpy as np

from .corpus import Problem
from .features import FAMILIES
from .line import read
from .linear import HEADER, VALUES, VERSION, WEIGHTS
from .newsmtsc import Sentence, read_newsmtsc
from .sentiment_benchmark import calibration_error, macro_f1
from .words import words_of

TRAINER = "scikit-learn==1.9.1"
SENTENCES = 4  # in which a feature occurs at least
PENALTY = 0.008  # the machine's C: the less, the smaller the weights
DIFFER = 2.0  # how much a target counts in a sentence with targets of another value
KEPT = (8000, 4000, 2000, 1500)  # features for each value after each step
FOLDS = 5
DECIMALS = 3
TEMPERATURES = np.arange(10, 200) / 100
HEAD = 6  # lines before the first feature: four notes, the columns, the base
_TOLERANCE, _ROUNDS = 1e-6, 20_000  # far below what is rounded away


class Example(NamedTuple):
    """A target as it is learnt: its features, its place in VALUES, how much it counts, and the fold of its document."""

    features: dict[str, float]
    value: int
    counts: float
    fold: int


class Model(NamedTuple):
    """Weights for each value of VALUES, a column for each feature."""

    names: list[str]
    weights: np.ndarray
    base: np.ndarray


class Trained(NamedTuple):
    """What was learnt: lines of the file of weights, what the folds say, and what could not be used."""

    lines: list[str]
    told: list[str]
    problems: list[Problem]


def write_weights(path: Path, out: Path | None = None) -> tuple[list[str], list[Problem]]:
    """Learn the weights from a file of coded sentences and write them, over the kit's own if `out` is not given."""
    lines, told, problems = train(path)
    out = out or WEIGHTS
    out.write_text("\n".join([*lines, ""]), encoding="utf-8", newline="\n")
    return [*told, f"{out}: weights of {len(lines) - HEAD:,} features"], problems


def train(path: Path) -> Trained:
    """The weights from a file of coded sentences, as NewsMTSC has them, and how well they do on folds held out.

    Raises ValueError if no line of the file can be used, or one of the values is missing.
    """
    sentences, problems = read_newsmtsc(path)
    examples = [example for sentence in sentences for example in _examples(sentence)]
    coded, counts = (np.array([example[part] for example in examples]) for part in (1, 2))
    if len(set(coded)) < len(VALUES):
        raise ValueError(f"{path}: every value is learnt from sentences that have it; coded are {len(set(coded))} of 3")
    often = Counter(name for sentence in sentences for name in {n for e in _examples(sentence) for n in e.features})
    names = sorted(name for name, count in often.items() if count >= SENTENCES)
    matrix = _matrix(examples, names)
    folds = np.array([example.fold for example in examples])
    sums = np.zeros((len(examples), len(VALUES)))
    for fold in sorted(set(folds)):
        rest = folds != fold
        model = _fitted(matrix[rest], coded[rest], counts[rest], names)
        sums[~rest] = matrix[~rest] @ model.weights.T + model.base
    temperature = min(TEMPERATURES, key=lambda one: -np.log(_softmax(sums / one)[range(len(coded)), coded]).sum())
    lines = _lines(_fitted(matrix, coded, counts, names), temperature)
    return Trained(lines, _told(sums, coded, temperature), problems)


def settings() -> str:
    """A name for everything that decides what is learnt from a file, except the lexicons."""
    families = [family.__name__ for family in FAMILIES]
    all_of_it = (VERSION, TRAINER, SENTENCES, PENALTY, DIFFER, KEPT, FOLDS, DECIMALS, families)
    return sha256(repr(all_of_it).encode()).hexdigest()[:12]


# ---- the sentences ---------------------------------------------------------------------------------------------------


def _examples(sentence: Sentence) -> list[Example]:
    words = words_of(sentence.text)
    found = []
    for target in sentence.targets:
        line = read(words, (range(len(words)),), (words.inside(*target.span),))
        named = {f"{family.__name__} {name}": number for family in FAMILIES for name, number, _ in family(line)}
        found.append(Example(named, VALUES.index(target.value), DIFFER if sentence.differ else 1.0, _fold(target.gid)))
    return found


def _fold(gid: str) -> int:
    """The fold of a document: a gid begins with the corpus and the number of the document."""
    return crc32("_".join(gid.split("_")[:2]).encode()) % FOLDS


def _trainer():
    """The packages that only training needs."""
    try:
        from scipy import sparse
        from sklearn.svm import LinearSVC
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(f"{error}; training needs it: python -m pip install {TRAINER}") from None
    return sparse, LinearSVC


def _matrix(examples: Sequence[Example], names: Sequence[str]):
    """A row for each example, a column for each feature."""
    sparse, _ = _trainer()

    place = {name: number for number, name in enumerate(names)}
    cells = [
        (row, place[name], number)
        for row, example in enumerate(examples) for name, number in example.features.items() if name in place and number
    ]  # fmt: skip
    rows, columns, numbers = zip(*cells)
    return sparse.csr_matrix((numbers, (rows, columns)), shape=(len(examples), len(names)))


# ---- the weights -----------------------------------------------------------------------------------------------------


def _fitted(matrix, coded: np.ndarray, counts: np.ndarray, names: list[str]) -> Model:
    """The weights that tell each value from the others."""
    spread = np.sqrt(np.asarray(matrix.multiply(matrix).mean(axis=0)).ravel())
    weights, base = np.zeros((len(VALUES), len(names))), np.zeros(len(VALUES))
    for value in range(len(VALUES)):
        has = coded == value
        uneven = _unevenness(matrix, has)
        kept = np.arange(len(names))
        found, base[value] = _machine(matrix, has, counts, uneven)
        for most in KEPT:
            weightiest = np.argsort(-np.round(np.abs(found) * spread[kept], 9), kind="stable")[:most]
            kept = np.sort(kept[weightiest])
            found, base[value] = _machine(matrix[:, kept], has, counts, uneven[kept])
        weights[value, kept] = found
    return Model(names, weights, base)


def _unevenness(matrix, has: np.ndarray) -> np.ndarray:
    """How far apart a feature's shares are, on the log scale, in sentences with a value and in all others."""
    shares = [1 + np.asarray(matrix[side].sum(axis=0)).ravel() for side in (has, ~has)]
    return np.abs(np.log(shares[0] / shares[0].sum()) - np.log(shares[1] / shares[1].sum()))


def _machine(matrix, has: np.ndarray, counts: np.ndarray, uneven: np.ndarray) -> tuple[np.ndarray, float]:
    """The weights of a linear support vector machine, and what it adds to their sum."""
    sparse, machine_of = _trainer()
    machine = machine_of(C=PENALTY, tol=_TOLERANCE, max_iter=_ROUNDS, random_state=0)
    machine.fit(matrix @ sparse.diags(uneven), has, counts)
    return machine.coef_[0] * uneven, machine.intercept_[0]


def _softmax(sums: np.ndarray) -> np.ndarray:
    odds = np.exp(sums - sums.max(axis=1, keepdims=True))
    return odds / odds.sum(axis=1, keepdims=True)


# ---- what is written and told ----------------------------------------------------------------------------------------


def _lines(model: Model, temperature: float) -> list[str]:
    """The file of weights: notes, then the features in alphabetical order, each with weights that are not 0."""
    rows = [("base", model.base), *zip(model.names, model.weights.T)]
    cells = [(name, [_written(one) for one in three]) for name, three in rows]
    return [
        "# what features of a sentence say of its target: learnt, not to be edited; sentiment.md tells from what",
        f"# version: {VERSION}",
        f"# settings: {settings()}",
        f"# temperature: {temperature:.2f}",
        "\t".join(HEADER),
        *("\t".join((name, *three)) for name, three in cells if any(three) or name == "base"),
    ]


def _written(weight: float) -> str:
    """A rounded weight; nothing for 0."""
    rounded = round(float(weight), DECIMALS)
    return f"{rounded:g}" if rounded else ""


def _told(sums: np.ndarray, coded: np.ndarray, temperature: float) -> list[str]:
    """How well sentences held out are judged."""
    given, chosen = _softmax(sums / temperature), sums.argmax(axis=1)
    confusion = np.zeros((len(VALUES), len(VALUES)), dtype=int)
    np.add.at(confusion, (coded, chosen), 1)
    error = calibration_error(chosen == coded, given.max(axis=1))
    return [
        f"on {len(coded):,} targets, held out in {FOLDS} folds of whole documents: "
        f"macro F1 {100 * macro_f1(confusion):.1f}, calibration error {100 * error:.1f}, temperature {temperature:.2f}"
    ]

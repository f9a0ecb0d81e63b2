"""Training of likely frames: weights from coded sentences; the same files give the same bytes.

For each frame a logistic regression tells the sentences that have it from all others, both sides of the same weight,
and for each stance the claims that have it. A feature is learned if it stands in at least SENTENCES sentences. How well
that does is told of files that were left out, one after the other, since each was written by itself and in a manner of
its own.
"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from .corpus import Document, Problem
from .frame_benchmark import Code, read_sentences
from .framing import RULES_ALONE, claims
from .likely import BASE, FRAMES, HEADER, LEAST, STANCES, WEIGHTS, features, tokens_of
from .mentions import target_mentions
from .words import words

TRAINER = "scikit-learn==1.9.1"
SENTENCES = 4  # in which a feature stands at least
PENALTY = 0.5  # the regression's C: the less, the smaller the weights
DECIMALS = 2


class Example(NamedTuple):
    """A sentence as it is learned: its features, frames and stances, which frames rules find, and its file."""

    features: frozenset[str]
    frames: frozenset[str]
    stances: tuple[str, ...]  # of its claims
    ruled: frozenset[str]
    file: str


class Model(NamedTuple):
    """A row of weights for each frame and stance, a column for each feature, and what is added to a row's sum."""

    names: list[str]
    weights: np.ndarray
    base: np.ndarray


def write_weights(folder: Path, out: Path | None = None) -> tuple[list[str], list[Problem]]:
    """Learn the weights from a folder of coded sentences and write them, over the kit's own if `out` is not given.

    Gives what the files left out tell, and what could not be used. Raises ValueError if the folder has no .jsonl file.
    """
    paths = sorted(folder.glob("*.jsonl"))
    if not paths:
        raise ValueError(f"{folder}: a folder of coded sentences has .jsonl files; it has none; name another")
    examples, problems = [], []
    for path in paths:
        sentences, faults = read_sentences(path)
        problems += faults
        examples += [example(one.text, one.coders[0], path.stem) for one in sentences]
    lines, out = written(fitted(examples)), out or WEIGHTS
    out.write_text("\n".join([*lines, ""]), encoding="utf-8", newline="\n")
    return [*told(examples), f"{out}: weights of {len(lines) - 3:,} features"], problems


def example(text: str, codes: Sequence[Code], file: str) -> Example:
    """A sentence as it is learned, with its codes."""
    document = Document("", text)
    inside = words(document)
    named = (inside.inside(*mention.span) for mention in target_mentions(document))
    tokens = tokens_of(inside, range(len(inside)), frozenset(index for span in named for index in span))
    ruled = frozenset(claim.frame for claim in claims(document, least=RULES_ALONE))
    frames, stances = (tuple(code[key] for code in codes) for key in ("frame", "stance"))
    return Example(frozenset(features(tokens)), frozenset(frames), stances, ruled, file)


def fitted(examples: list[Example]) -> Model:
    """The weights that tell the sentences with a frame from the others."""
    _, regression = _trainer()
    often = Counter(name for one in examples for name in one.features)
    names = sorted(name for name, count in often.items() if count >= SENTENCES)
    matrix = _matrix(examples, names)
    claimed = [(row, stance) for row, one in enumerate(examples) for stance in one.stances]
    asked = [(matrix, [frame in one.frames for one in examples]) for frame in FRAMES]
    asked += [(matrix[[row for row, _ in claimed]], [one == stance for _, one in claimed]) for stance in STANCES]
    weights, base = np.zeros((len(asked), len(names))), np.zeros(len(asked))
    for row, (seen, coded) in enumerate(asked):
        machine = regression(C=PENALTY, class_weight="balanced", solver="liblinear", random_state=0, max_iter=1_000)
        machine.fit(seen, coded)
        weights[row], base[row] = machine.coef_[0], machine.intercept_[0]
    return Model(names, weights.round(DECIMALS), base.round(DECIMALS))


def _matrix(examples: list[Example], names: list[str]):
    sparse, _ = _trainer()
    columns = {name: column for column, name in enumerate(names)}
    places = [(row, columns[name]) for row, one in enumerate(examples) for name in one.features if name in columns]
    rows, cells = zip(*places)
    return sparse.csr_matrix((np.ones(len(rows)), (rows, cells)), shape=(len(examples), len(names)))


def _trainer():
    try:
        from scipy import sparse
        from sklearn.linear_model import LogisticRegression
    except ImportError as error:
        raise ImportError(f"learning weights needs {TRAINER}: python -m pip install {TRAINER} ({error})") from None
    return sparse, LogisticRegression


# ---- what is written and told ----------------------------------------------------------------------------------------


def written(model: Model) -> list[str]:
    """The file of weights: a note, then the features in alphabetical order, each with weights that are not 0."""
    rows = [(BASE, model.base), *zip(model.names, model.weights.T)]
    cells = [(name, [f"{weight:g}" if weight else "" for weight in row]) for name, row in rows]
    return [
        "# what features of a sentence say of its frames: learned, not to be edited; claims.md tells from what",
        "\t".join(HEADER),
        *("\t".join((name, *row)) for name, row in cells if any(row) or name == BASE),
    ]


def told(examples: list[Example], least: float = LEAST) -> list[str]:
    """How well sentences of a file are read that was left out: by rules, by words, and by rules and then by words."""
    by_words: list[tuple[Example, frozenset[str]]] = []
    for file in sorted({one.file for one in examples}):
        held = [one for one in examples if one.file == file]
        model = fitted([one for one in examples if one.file != file])
        odds = (_matrix(held, model.names) @ model.weights.T + model.base)[:, : len(FRAMES)]
        for one, row in zip(held, 1 / (1 + np.exp(-odds))):
            by_words.append((one, frozenset(frame for frame, chance in zip(FRAMES, row) if chance >= least)))
    readings = {
        "rules": [(one, one.ruled) for one, _ in by_words],
        "words": by_words,
        "rules, then words": [(one, one.ruled | found) for one, found in by_words],
        "words where rules find no frame of theirs": [(one, found - one.ruled) for one, found in by_words],
    }
    return [f"{len(by_words):,} sentences, each file left out in turn, words from a probability of {least}:",
            *(f"  {name}: {_rates(found)}" for name, found in readings.items())]  # fmt: skip


def _rates(found: list[tuple[Example, frozenset[str]]]) -> str:
    right = sum(len(one.frames & frames) for one, frames in found)
    made, there = (max(1, sum(map(len, part))) for part in ([f for _, f in found], [one.frames for one, _ in found]))
    precision, recall = right / made, right / there
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return f"precision {100 * precision:.1f}, recall {100 * recall:.1f}, F1 {100 * f1:.1f}"

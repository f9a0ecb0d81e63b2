"""Frame benchmark: the kit's claims against those that people coded in sentences.

Where two coders coded, what both have is required, and what either has is no false alarm: a claim on which the coders
differ counts neither for nor against the kit.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from time import process_time
from typing import NamedTuple

import numpy as np

from .benchmark import DRAWS, Report, entry, figures, read_records, speed, table
from .codebook import categories, checked
from .corpus import Document, Problem
from .framing import claims

FRAMES = categories("frame")
LEVELS = {"frame": ("frame",), "frame + stance": ("frame", "stance")}  # what must be the same
SAID = ("hedged", "voice")  # what is compared where frame and stance are the same

Code = dict[str, object]  # frame and stance, hedged and voice where they are coded


class Sentence(NamedTuple):
    """A sentence, and what each coder has in it."""

    id: str
    text: str
    coders: tuple[list[Code], ...]


# ---- the data --------------------------------------------------------------------------------------------------------


def read_sentences(path: Path) -> tuple[list[Sentence], list[Problem]]:
    """The sentences of a file, and what is wrong with the other lines.

    Raises ValueError if there is no such file, or if no line of it can be used.
    """
    known: set[str] = set()

    def sentence(row: dict) -> Sentence:
        name, text = entry(row, "id", str), entry(row, "text", str)
        if name in known:
            raise ValueError(f'"id" is {name!r}, as another sentence\'s is')
        coders = tuple([_code(code) for code in entry(row, key, list)] for key in ("codes", "codes_b") if key in row)
        if "codes" not in row:
            raise ValueError('"codes" is missing; where nothing was coded it is []')
        known.add(name)
        return Sentence(name, text, coders)

    return read_records(path, sentence)


def _code(row: object) -> Code:
    if not isinstance(row, dict):
        raise ValueError(f"a code is a JSON object; this is {row!r}")
    code = {key: checked(key, entry(row, key, str), place="a code") for key in ("frame", "stance")}
    for key, kind in zip(SAID, (bool, str)):
        if key in row:
            code[key] = entry(row, key, kind)
    return code


def found_codes(sentence: Sentence) -> list[Code]:
    """The kit's claims in a sentence, as codes."""
    document = Document(sentence.id, sentence.text)
    return [{"frame": claim.frame, "stance": claim.stance, "hedged": claim.hedged, "voice": claim.voice}
            for claim in claims(document)]  # fmt: skip


# ---- the report ------------------------------------------------------------------------------------------------------


def report(path: Path, *, draws: int = DRAWS) -> Report:
    """The kit against codes: precision, recall and F1 by frame, what is said of matched claims, false alarms, speed.

    A sentence on which the kit fails is one of the problems, and nothing is found in it. Raises ValueError if no line
    of the file can be used.
    """
    sentences, problems = read_sentences(path)
    claims(Document("", "“AI will replace weavers,” said Ida Hall, a potter. She fears it."))  # loads lexicons
    found, start = [], process_time()
    for sentence in sentences:
        try:
            found.append(found_codes(sentence))
        except ImportError:  # not the sentence's fault, and no sentence will do better
            raise
        except Exception as error:  # whatever a sentence does to a rule, it is counted and costs no other
            problems.append(Problem(f"{path}: {sentence.id}", f"{type(error).__name__}: {error}; please report it"))
            found.append([])
    seconds = process_time() - start
    both = [len(sentence.coders) > 1 for sentence in sentences]
    lines = [
        f"{path}: {len(sentences):,} sentences, {sum(both):,} of them by two coders; 95 % intervals in brackets, "
        "sentences resampled", "",
        *_accuracy(np.array([_sums(*one) for one in zip(sentences, found)]), draws), "",
        *_said(np.array([_agreed(*one) for one in zip(sentences, found)]), draws), "",
        f"sentences a second on one core: {speed(len(sentences), seconds)}",
    ]  # fmt: skip
    return Report(lines, [{"id": s.id, "codes": codes} for s, codes in zip(sentences, found)], problems)


# ---- precision and recall --------------------------------------------------------------------------------------------


def _units(codes: Iterable[Code], keys: Sequence[str]) -> set[tuple]:
    return {tuple(code[key] for key in keys) for code in codes}


def _sums(sentence: Sentence, found: list[Code]) -> np.ndarray:
    """What a sentence adds for each level and frame: found, found and coded by any, required, required and found."""
    added = np.zeros((len(LEVELS), len(FRAMES), 4))
    for level, keys in enumerate(LEVELS.values()):
        coders = [_units(codes, keys) for codes in sentence.coders]
        mine, required, allowed = _units(found, keys), set.intersection(*coders), set.union(*coders)
        for column, units in enumerate((mine, mine & allowed, required, required & mine)):
            for frame, *_ in units:
                added[level, FRAMES.index(frame), column] += 1
    return added


def _rates(counted: np.ndarray) -> np.ndarray:
    """Precision, recall and F1 from what `_sums` counts; one is missing where there is nothing to be found."""
    found, right, required, recovered = counted
    precision, recall = right / found, recovered / required
    f1 = np.nan_to_num(2 * precision * recall / (precision + recall))
    return np.array([precision, recall, np.where(found + required > 0, f1, np.nan)])


def _measured(total: np.ndarray) -> np.ndarray:
    """The rates of every frame, then of all: macro (their mean F1) and micro (all units alike); a row for each."""
    rows = []
    for level in total.reshape(len(LEVELS), len(FRAMES), 4):
        by_frame = np.array([_rates(counted) for counted in level])
        macro = [np.nan if np.isnan(column).all() else np.nanmean(column) for column in by_frame.T]
        rows += [*by_frame, macro, _rates(level.sum(axis=0))]
    return np.array(rows)


def _accuracy(added: np.ndarray, draws: int) -> list[str]:
    """A line for each level and frame, then for all frames."""
    flat = figures(added.reshape(len(added), -1), lambda total: _measured(total).ravel(), draws=draws)
    names = [f"{level}: {name}" for level in LEVELS for name in (*FRAMES, "macro", "micro")]
    totals = added.sum(axis=0)
    sizes = [row for level in totals for row in (*level, level.sum(axis=0), level.sum(axis=0))]
    rows = [
        (name, *flat[3 * number : 3 * number + 3], int(size[0]), int(size[2]))
        for number, (name, size) in enumerate(zip(names, sizes))
    ]
    return table(["claims", "precision", "recall", "F1", "found", "required"], rows)


# ---- what is said of claims, and where there are none ----------------------------------------------------------------


def _agreed(sentence: Sentence, found: list[Code]) -> np.ndarray:
    """Of hedged, voice and false alarms: how many units a sentence has, and how many of them are right (or false).

    A claim is matched if a coder has one of the same frame and stance; it is right if one of those says the same.
    """
    added = []
    for key in SAID:
        matched = [
            (mine[key], {code[key] for codes in sentence.coders for code in codes
                         if key in code and all(code[same] == mine[same] for same in LEVELS["frame + stance"])})
            for mine in found
        ]  # fmt: skip
        compared = [(mine, coded) for mine, coded in matched if coded]
        added += [len(compared), sum(mine in coded for mine, coded in compared)]
    empty = not any(sentence.coders)
    return np.array([*added, empty, empty and bool(found)], dtype=float)


def _said(added: np.ndarray, draws: int) -> list[str]:
    """Shares right of matched claims, and of the sentences without any claim those that are given one."""
    names = ("hedged, right in claims matched", "voice, right in claims matched", "sentences wrongly given a claim")
    sizes = added.sum(axis=0).astype(int).reshape(-1, 2)
    shares = figures(added, lambda total: total[1::2] / total[::2], draws=draws)
    rows = [
        (name, share, f"{part:,} of {size:,}")
        for name, share, (size, part) in zip(names, shares, sizes)
    ]
    return table(["", "share", "n"], rows)

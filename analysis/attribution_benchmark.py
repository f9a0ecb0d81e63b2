"""Attribution benchmark: the kit's attributions against those that people coded in PolNeAR."""

import re
from pathlib import Path
from time import process_time

import numpy as np

from .alignment import COUNTED, MEASURES, TYPES, Coding, Text, rates, sums
from .attribution import attributions
from .benchmark import DRAWS, Report, figures, percent, speed, table
from .corpus import Document, Problem
from .lexicon import lexicon
from .polnear import Article, read_polnear


def report(folder: Path, *, draws: int = DRAWS) -> Report:
    """The kit against PolNeAR: precision, recall and F1 with intervals over articles, speed, and the dial `minimum`.

    An article on which the kit fails is one of the problems, and nothing is found in it. Raises ValueError if the
    folder holds no article that can be used.
    """
    articles, problems = read_polnear(folder)
    attributions(Document("", "“It rains,” said Ida Hall, who quietly left the port."))  # loads what is loaded once
    strengths = sorted({float(row["strength"]) for row in lexicon("cues")})
    found, start = [], process_time()
    for article in articles:
        try:
            found.append(found_codings(article.document))
        except ImportError:  # not the article's fault, and no article will do better
            raise
        except Exception as error:  # whatever an article does to a rule, it is counted and costs no other
            problems.append(Problem(article.document.id, f"{type(error).__name__}: {error}; please report it"))
            found.append(None)
    seconds = process_time() - start
    predictions, added, dialled = [], [], []
    for article, one in zip(articles, found):
        dial = [[] if one is None else found_codings(article.document, strength) for strength in strengths]
        predictions.append(prediction(article.document.id, one or []))
        first, *others = _sums(article, [one or [], *dial])
        added.append(first)
        dialled.append(others)
    lines = [
        f"{folder}: {len(articles):,} articles; 95 % intervals in brackets, articles resampled", "",
        *_accuracy(np.array(added), draws), "", *_dial(strengths, np.sum(dialled, axis=0)), "",
        f"articles a second on one core: {speed(len(articles), seconds)}",
    ]  # fmt: skip
    return Report(lines, predictions, problems)


# ---- the kit as PolNeAR codes ----------------------------------------------------------------------------------------

_THAT = re.compile(r"\bthat\s+$")


def found_codings(document: Document, minimum: float | None = None) -> list[Coding]:
    """The kit's attributions of a document, coded as PolNeAR does: the "that" before a clause belongs to its content.

    >>> document = Document("", "Ida Hall said that it rains.")
    >>> [document.text[slice(*span)] for span in found_codings(document)[0]["content"]]
    ['that it rains']
    """
    return [
        {
            "source": [tuple(one.source)] if one.source else [],
            "cue": [tuple(one.cue)] if one.cue else [],
            "content": sorted((_with_that(document.text, span.start), span.end) for span in one.content),
        }
        for one in attributions(document, minimum=minimum)
    ]


def _with_that(text: str, start: int) -> int:
    """Where content begins, with the "that" right before it."""
    before = text[max(0, start - 8) : start]
    found = _THAT.search(before)
    return start - len(before) + found.start() if found else start


def prediction(name: str, found: list[Coding]) -> dict:
    """A line of the file of predictions: source and cue are one span or none, content is a list of spans."""
    rows = [{role: next(iter(one[role]), None) for role in ("source", "cue")} | {"content": one["content"]}
            for one in found]  # fmt: skip
    return {"doc": name, "attributions": rows}


def _sums(article: Article, found: list[list[Coding]]) -> np.ndarray:
    """What an article adds to the measures for each list of attributions found in it."""
    text = Text(article.document.text)
    coded = text.items(article.codings)
    return np.array([sums(text, coded, text.items(one)) for one in found])


# ---- the lines -------------------------------------------------------------------------------------------------------


def _accuracy(added: np.ndarray, draws: int) -> list[str]:
    """A line for each measure and type, then what is counted among attributions that are found."""
    shape = added.shape[1:]
    flat = figures(added.reshape(len(added), -1), lambda total: rates(total.reshape(shape)).ravel(), draws=draws)
    *rows, heads, stated = (flat[at : at + len(TYPES)] for at in range(0, len(flat), len(TYPES)))
    total = dict(zip(COUNTED, added.sum(axis=0).T.astype(int)))
    content = [
        (f"{measure}, {kind}", percent(precision.value), percent(recall.value), f1, f"{found:,}", f"{coded:,}")
        for number, measure in enumerate(MEASURES)
        for precision, recall, f1, kind, found, coded in zip(
            *rows[3 * number : 3 * number + 3], TYPES, total["found"], total["coded"])
    ]  # fmt: skip
    sources = [(f"source, {kind}", head, f"{n:,}") for kind, head, n in zip(TYPES, heads, total["aligned"])]
    return [
        *table(["content", "precision", "recall", "F1", "found", "coded"], content), "",
        *table(["of pairs alike by half", "share right", "n"], sources), "",
        f"coded with a cue of saying, found alike by half: {stated[0]} of {total['statements'][0]:,}",
    ]  # fmt: skip


def _dial(strengths: list[float], totals: np.ndarray) -> list[str]:
    """A line for each least strength of cues: soft precision, recall and F1 of all attributions."""
    soft = 3 * MEASURES.index("soft")
    rows = [(strength, *(percent(rate[0]) for rate in rates(total)[soft : soft + 3]))
            for strength, total in zip(strengths, totals)]  # fmt: skip
    return table(["soft, minimum", "precision", "recall", "F1"], rows)

"""Speed and memory of the kit on one core, against TextBlob's sentiment alone on the same texts in the same run.

Each measurement has a process of its own, so that none warms the other's caches and each has its own peak of memory.
"""

import argparse
import json
import resource
import subprocess
import sys
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).parents[1]
FEW, MANY, ROUNDS = 250, 1_000, 2


def texts(number: int) -> list[str]:
    """The corpus' texts, over and over, each different from the others so that nothing can be looked up."""
    articles = [path.read_bytes().decode() for path in sorted(ROOT.glob("seeds/*.txt"))]
    return [f"{articles[i % len(articles)]}\nCopy {i}.\n" for i in range(number)]


def tables(number: int) -> float:
    """Seconds to annotate so many articles as tables."""
    from analysis import Corpus, annotate, read_corpus

    annotate(read_corpus(ROOT / "seeds"))  # loads what is loaded once
    return _timed(annotate, _corpus(Corpus, number, read_corpus(ROOT / "seeds").story))


def rows(number: int) -> float:
    """Seconds to annotate so many articles one after the other, as for a corpus that fits no memory."""
    from analysis import Corpus, read_corpus
    from analysis.annotation import annotations

    list(annotations(read_corpus(ROOT / "seeds")))
    corpus = _corpus(Corpus, number, read_corpus(ROOT / "seeds").story)
    return _timed(lambda: sum(1 for _ in annotations(corpus)))


def textblob(number: int) -> float:
    """Seconds that TextBlob's sentiment takes for so many articles."""
    from textblob import TextBlob

    articles = texts(number)
    assert TextBlob(articles[0]).sentiment
    return _timed(lambda: [TextBlob(text).sentiment for text in articles])


def _corpus(kind, number: int, story):
    from analysis import Document

    documents = tuple(Document(f"{i:06}", text, story) for i, text in enumerate(texts(number)))
    return kind(ROOT / "seeds", documents, tuple({"document": d.id, "label": d.id} for d in documents), story)


def _timed(act, *arguments) -> float:
    start = perf_counter()
    act(*arguments)
    return perf_counter() - start


def measured(task: str, number: int, rounds: int = ROUNDS) -> tuple[float, float]:
    """Seconds and peak memory in MiB of a task in a process of its own; the fastest of the rounds."""
    command = [sys.executable, __file__, "--task", task, "--number", str(number)]
    results = [json.loads(subprocess.check_output(command)) for _ in range(rounds)]
    return min(seconds for seconds, _ in results), max(memory for _, memory in results)


def importing(module: str) -> float:
    """Seconds to start Python and import a module, the fastest of the rounds."""
    return min(_timed(subprocess.check_call, [sys.executable, "-c", f"import {module}"]) for _ in range(ROUNDS))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--task", choices=["tables", "rows", "textblob"], help="measure one and print it as JSON")
    parser.add_argument("--number", type=int, default=MANY, help="articles")
    arguments = parser.parse_args()
    if arguments.task:
        seconds = globals()[arguments.task](arguments.number)
        unit = 2**20 if sys.platform == "darwin" else 2**10  # ru_maxrss is in bytes there, in KiB elsewhere
        print(json.dumps([seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit]))
        return
    words = sum(len(text.split()) for text in texts(MANY)) / MANY
    print(f"{MANY:,} articles of {words:.0f} words on average, one core, fastest of {ROUNDS} rounds\n")
    print(f"{'':34}{'articles/s':>11}{'ms/article':>12}{'peak MiB':>10}{f'at {FEW}':>10}")
    for task, label in (("rows", "all layers, article by article"), ("tables", "all layers, as tables"),
                        ("textblob", "TextBlob(text).sentiment alone")):  # fmt: skip
        seconds, memory = measured(task, MANY)
        few = measured(task, FEW, 1)[1]
        print(f"{label:34}{MANY / seconds:11.0f}{seconds / MANY * 1000:12.2f}{memory:10.0f}{few:10.0f}")
    start = importing("sys")
    print(f"\nimport analysis: {(importing('analysis') - start) * 1000:.0f} ms; "
          f"import analysis.tables: {(importing('analysis.tables') - start) * 1000:.0f} ms")  # fmt: skip


if __name__ == "__main__":
    main()

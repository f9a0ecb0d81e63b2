"""Speed and memory of the kit on one core, against TextBlob's sentiment alone on the same texts in the same run.

Each measurement has a process of its own, so that none warms the other's caches and each has its own peak of memory.
"""

import argparse
import json
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter, process_time

ROOT = Path(__file__).parents[1]
ARTICLES, SENTENCES, ROUNDS = 1_000, 20_000, 2
PART = 4  # memory is compared with that of a fourth of the work
LENGTHS = (1, 10, 100)


def texts(number: int) -> list[str]:
    """The corpus' texts, over and over, each different from the others so that nothing can be looked up."""
    articles = [path.read_bytes().decode() for path in sorted(ROOT.glob("seeds/*.txt"))]
    return [f"{articles[i % len(articles)]}\nCopy {i}.\n" for i in range(number)]


def targeted(number: int) -> Iterator[tuple[str, tuple[int, int]]]:
    """The corpus' sentences that name AI, each with the place of the name, over and over and each different."""
    from analysis import mentions, read_corpus, sentences

    found = [
        (document[sentence.span], (mention.span.start - sentence.span.start, mention.span.end - sentence.span.start))
        for document in read_corpus(ROOT / "seeds")
        for sentence in sentences(document)
        for mention in mentions(document)
        if mention.kind == "target" and sentence.span.holds(mention.span)
    ]
    return ((f"{found[i % len(found)][0]} {i}", found[i % len(found)][1]) for i in range(number))


# ---- what is measured: seconds for so many ---------------------------------------------------------------------------


def tables(number: int) -> float:
    """Articles annotated as tables."""
    from analysis import Corpus, annotate, read_corpus

    annotate(read_corpus(ROOT / "seeds"))  # loads what is loaded once
    return _timed(annotate, _corpus(Corpus, number, read_corpus(ROOT / "seeds").story))


def rows(number: int) -> float:
    """Articles annotated one after the other, as for a corpus that fits no memory."""
    from analysis import Corpus, read_corpus
    from analysis.annotation import annotations

    list(annotations(read_corpus(ROOT / "seeds")))
    corpus = _corpus(Corpus, number, read_corpus(ROOT / "seeds").story)
    return _timed(lambda: sum(1 for _ in annotations(corpus)))


def long(number: int) -> float:
    """One article annotated, as long as all articles of the corpus so many times over."""
    from analysis import Document, read_corpus
    from analysis.annotation import annotation, annotations

    list(annotations(read_corpus(ROOT / "seeds")))
    return _timed(annotation, Document("long", long_text(number)))


def long_text(number: int) -> str:
    """What the corpus' articles report, without what stands around it, so many times over."""
    from analysis import read_corpus, zones

    corpus = read_corpus(ROOT / "seeds")
    body = "\n".join(document[zone.span] for document in corpus for zone in zones(document) if zone.zone == "body")
    return "".join(f"{body}\nThis was copy {i}.\n" for i in range(number))


def textblob(number: int) -> float:
    """TextBlob's sentiment of articles."""
    from textblob import TextBlob

    articles = texts(number)
    assert TextBlob(articles[0]).sentiment
    return _timed(lambda: [TextBlob(text).sentiment for text in articles])


def textblob_sentences(number: int) -> float:
    """TextBlob's sentiment of sentences."""
    from textblob import TextBlob

    return _each(lambda text, target: TextBlob(text).sentiment, number)


def claims(number: int) -> float:
    """The claims of sentences, each a document of its own."""
    from analysis import Document, claims

    return _each(lambda text, target: claims(Document("", text)), number)


def scorer(number: int, name: str) -> float:
    """The sentiment of sentences toward AI, by one of the kit's scorers."""
    from analysis.scorers import SCORERS
    from analysis.span import Span
    from analysis.verdict import sentence_sentiment

    return _each(lambda text, target: sentence_sentiment(text, Span(*target), SCORERS[name]), number)


TASKS = {task.__name__: task for task in (tables, rows, long, textblob, textblob_sentences, claims, scorer)}


def _each(judge: Callable[[str, tuple[int, int]], object], number: int) -> float:
    """Seconds to judge sentences one after the other, keeping none."""
    sentences = targeted(number + 1)
    judge(*next(sentences))  # loads what is loaded once
    return _timed(lambda: sum(1 for sentence in sentences if judge(*sentence) is not None))


def _corpus(kind, number: int, story):
    from analysis import Document

    documents = tuple(Document(f"{i:06}", text, story) for i, text in enumerate(texts(number)))
    return kind(ROOT / "seeds", documents, tuple({"document": d.id, "label": d.id} for d in documents), story)


def _timed(act, *arguments, clock=process_time) -> float:
    start = clock()
    act(*arguments)
    return clock() - start


# ---- measuring -------------------------------------------------------------------------------------------------------


def measured(task: str, number: int, rounds: int = ROUNDS) -> tuple[float, float]:
    """Seconds and peak memory in MiB of a task in a process of its own; the fastest of the rounds."""
    command = [sys.executable, __file__, "--task", task, "--number", str(number)]
    results = [json.loads(subprocess.check_output(command)) for _ in range(rounds)]
    return min(seconds for seconds, _ in results), max(memory for _, memory in results)


def importing(module: str) -> float:
    """Seconds to start Python and import a module, the fastest of the rounds."""
    command = [sys.executable, "-c", f"import {module}"]
    return min(_timed(subprocess.check_call, command, clock=perf_counter) for _ in range(ROUNDS))


def compared(unit: str, number: int, tasks: dict[str, str]) -> None:
    """Print speed and peak memory of tasks, and the memory that a part of the work takes: is it flat?"""
    print(f"{'':34}{f'{unit}s/s':>12}{f'ms/{unit}':>13}{'peak MiB':>10}{f'at {number // PART:,}':>10}", flush=True)
    for label, task in tasks.items():
        seconds, memory = measured(task, number)
        part = measured(task, number // PART, 1)[1]
        speed = f"{number / seconds:12,.0f}{seconds / number * 1000:13.3f}"
        print(f"{label:34}{speed}{memory:10.0f}{part:10.0f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--task", metavar="TASK", help=f"measure one and print it as JSON: {', '.join(TASKS)}:NAME")
    parser.add_argument("--number", type=int, default=ARTICLES, help="articles, sentences, or lengths of an article")
    arguments = parser.parse_args()
    if arguments.task:
        task, *name = arguments.task.split(":")
        seconds = TASKS[task](arguments.number, *name)
        unit = 2**20 if sys.platform == "darwin" else 2**10  # ru_maxrss is in bytes there, in KiB elsewhere
        print(json.dumps([seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit]))
        return
    from analysis.scorers import SCORERS

    words = sum(len(text.split()) for text in texts(ARTICLES)) / ARTICLES
    print(f"One core, fastest of {ROUNDS} rounds. {ARTICLES:,} articles of {words:.0f} words on average:\n")
    compared("article", ARTICLES, {
        "all layers, article by article": "rows", "all layers, as tables": "tables",
        "TextBlob(text).sentiment alone": "textblob",
    })  # fmt: skip
    print(f"\n{SENTENCES:,} sentences that name AI, one by one:\n")
    compared("sentence", SENTENCES, {f"sentiment toward AI, {name}": f"scorer:{name}" for name in SCORERS}
             | {"claims": "claims", "TextBlob(sentence).sentiment": "textblob_sentences"})  # fmt: skip
    print(f"\nOne long article, all layers:\n\n{'characters':>20}{'seconds':>12}{'ms per 1,000':>14}{'peak MiB':>10}")
    for length in LENGTHS:
        size, (seconds, memory) = len(long_text(length)), measured("long", length)
        print(f"{size:20,}{seconds:12.2f}{seconds / size * 1_000_000:14.2f}{memory:10.0f}", flush=True)
    start = importing("sys")
    print(f"\nimport analysis: {(importing('analysis') - start) * 1000:.0f} ms; "
          f"import analysis.tables: {(importing('analysis.tables') - start) * 1000:.0f} ms")  # fmt: skip


if __name__ == "__main__":
    main()

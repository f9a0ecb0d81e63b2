"""Copies: passages that articles have in common, word for word, and the articles that are near-copies of each other.

Two outlets that print one agency's text are not two witnesses. Passages are looked for in headline and body, between
articles in which a sentence begins or ends with the same words. A rewrite that leaves no sentence so is not found.
"""

from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

import pandas as pd

from .corpus import Corpus, Document, checked_corpus
from .sentences import sentences
from .span import Span
from .words import words, words_of

PASSAGE = 8  # words in a row that two texts do not share by chance
COPY = 0.5  # share of the shorter article's words from which on two articles are one text
NEAR = 20  # articles that each is held against, of those that have such a sentence in common: keeps time linear


def shared_passages(corpus: Corpus) -> pd.DataFrame:
    """The passages of eight words or more that two articles have in common, in reading order.

    Capitals and punctuation do not count. One row per passage and pair of articles, the earlier name first.
    Columns: document, start, end, other, other_start, other_end, text (the words in the first article), words (their
    number), share in [0, 1] (of the words of the shorter article, all passages of the pair together).

    >>> from analysis import read_corpus
    >>> list(shared_passages(read_corpus("seeds")).columns)[:4]
    ['document', 'start', 'end', 'other']
    """
    documents = {document.id: document for document in checked_corpus(corpus)}
    rows = [row for one, other in _facing(corpus) for row in _passages(documents[one], documents[other])]
    columns = {
        "document": "str", "start": "int64", "end": "int64", "other": "str", "other_start": "int64",
        "other_end": "int64", "text": "str", "words": "int64", "share": "float64",
    }  # fmt: skip
    return pd.DataFrame.from_records(rows, columns=list(columns)).astype(columns)


def independent(corpus: Corpus) -> pd.DataFrame:
    """Which articles are near-copies of each other: those who share half of the shorter one's words or more.

    Columns: document, group (the first of its near-copies, or itself). Totals "per independent article" count groups.
    """
    passages = shared_passages(corpus)
    alike = passages[passages["share"].ge(COPY)].drop_duplicates(["document", "other"])
    first = {document.id: document.id for document in corpus}

    def group(document: str) -> str:
        while first[document] != document:
            document = first[document]
        return document

    for one, other in zip(alike["document"], alike["other"]):
        ends = sorted((group(one), group(other)))
        first[ends[1]] = ends[0]
    rows = [(document, group(document)) for document in first]
    return pd.DataFrame(rows, columns=["document", "group"], dtype="str")


def _facing(corpus: Corpus) -> list[tuple[str, str]]:
    """The pairs of articles in which a sentence begins, or ends, with the same words, in order."""
    holders: dict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
    for document in sorted(corpus, key=lambda document: document.id):
        for sentence in sentences(document):
            forms = tuple(words_of(document[sentence.span]).forms)
            if len(forms) >= PASSAGE:
                holders[forms[:PASSAGE]][document.id] = holders[forms[-PASSAGE:]][document.id] = None
    pairs = set()
    for found in map(list, holders.values()):
        for at, one in enumerate(found):
            pairs.update((one, other) for other in found[at + 1 : at + 1 + NEAR])
    return sorted(pairs)


def _passages(one: Document, other: Document) -> Iterator[tuple]:
    """The rows of one pair of articles."""
    (here, mine), (there, theirs) = _article(one), _article(other)
    matcher = SequenceMatcher(None, mine, theirs)
    blocks = [block for block in matcher.get_matching_blocks() if block.size >= PASSAGE]
    share = sum(block.size for block in blocks) / min(len(mine), len(theirs))
    for a, b, size in blocks:
        first, second = Span(here[a][0], here[a + size - 1][1]), Span(there[b][0], there[b + size - 1][1])
        yield one.id, *first, other.id, *second, one[first], size, round(share, 4)


@lru_cache(maxsize=64)
def _article(document: Document) -> tuple[list[tuple[int, int]], list[str]]:
    """Where each word of headline and body stands, and its lower-case form."""
    text = words(document)
    inside = [index for sentence in sentences(document) for index in text.inside(*sentence.span)]
    return [(text.starts[index], text.ends[index]) for index in inside], [text.forms[index] for index in inside]

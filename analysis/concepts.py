"""Concepts: what the words of a text mean, as far as their stems and a list of words with one meaning tell."""

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from math import log, sqrt

from .lexicon import lexicon
from .words import function_words, words_of

COMMON = "common"  # the class of words that stand in any text and tell nothing
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")


def concepts(text: str) -> Iterator[str]:
    """What the words of a text mean: the class of words that may stand for each other, else the stem.

    Words that hold a sentence together, and those that any text has, mean nothing here.

    >>> sorted(concepts("The firm hired two cooks.")) == sorted(concepts("Cooks: the company recruits 2"))
    True
    """
    classes, function = _classes(), function_words()
    for form in words_of(_THOUSANDS.sub("", text)).forms:
        if function.get(form) in (None, "day", "month") and not form.startswith("'"):
            stem = _stem(form)
            if (concept := classes.get(stem, stem)) != COMMON:
                yield concept


@cache
def _classes() -> dict[str, str]:
    """The class of each stem in the lexicon `synonyms`."""
    return {_stem(word): row["class"] for row in lexicon("synonyms") for word in row["words"].split(", ")}


@cache
def _stem(form: str) -> str:
    return _stemmer().stem(form)


@cache
def _stemmer():
    from nltk.stem.snowball import EnglishStemmer  # here, because NLTK takes long to import

    return EnglishStemmer()


class Cosine:
    """How much two sets of concepts have in common, 0 to 1: the cosine, a concept weighted by how few sets have it.

    Source: Salton & Buckley 1988, Term-weighting approaches in automatic text retrieval.
    """

    def __init__(self, sets: Mapping[Hashable, Sequence[str]]):
        self._sets = sets
        number = Counter(concept for concepts in sets.values() for concept in concepts)
        self._worth = {concept: log(1 + len(sets) / max(n, 2)) ** 2 for concept, n in number.items()}
        self._length = {key: sqrt(self._sum(concepts)) for key, concepts in sets.items()}

    def __call__(self, one: Hashable, other: Hashable) -> float:
        there = frozenset(self._sets[other])
        shared = [concept for concept in self._sets[one] if concept in there]
        return self._sum(shared) / (self._length[one] * self._length[other]) if shared else 0.0

    def _sum(self, concepts: Iterable[str]) -> float:
        return sum(self._worth[concept] for concept in concepts)

"""Words: where each word of a text stands, and the phrases of a lexicon found among them."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from .corpus import Document, checked_document
from .lexicon import lexicon
from .span import Span

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+){0,2}")
_NAMED = re.compile(r"[A-Z]'[A-Z][a-z]\w*")  # O'Hara


@dataclass(frozen=True, eq=False, slots=True)
class Words:
    """The words of a text as parallel lists: where each starts and ends, and its lower-case form.

    A hyphen parts words ("co-author" is two); a clitic is a word of its own ("she 'll", "union 's") except in negated
    verbs ("isn't") and in names ("O'Hara"). Apostrophes in forms are straight.
    """

    text: str
    starts: list[int]
    ends: list[int]
    forms: list[str]

    def __len__(self) -> int:
        return len(self.forms)

    def inside(self, start: int, end: int) -> range:
        """The indices of the words that start in [start, end)."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))

    def span(self, first: int, stop: int) -> Span:
        """The span from word `first` to the word before `stop`."""
        return Span(self.starts[first], self.ends[stop - 1])

    def gap(self, index: int) -> str:
        """What stands between word `index` and the next."""
        starts = self.starts
        return self.text[self.ends[index] : starts[index + 1] if index + 1 < len(starts) else None]


def words_of(text: str) -> Words:
    """The words of a text that is no document.

    >>> words_of("It isn’t Ann’s co-author.").forms
    ['it', "isn't", 'ann', "'s", 'co', 'author']
    """
    starts, ends, forms = [], [], []
    for match in _WORD.finditer(text):
        start, end = match.span()
        word = match.group().replace("’", "'")
        form = word.lower()
        clitic = word.rfind("'")
        if clitic > 0 and not form.endswith("n't") and not _NAMED.fullmatch(word):
            starts += (start, start + clitic)
            ends += (start + clitic, end)
            forms += (form[:clitic], form[clitic:])
        else:
            starts.append(start)
            ends.append(end)
            forms.append(form)
    return Words(text, starts, ends, forms)


@lru_cache(maxsize=8)
def words(document: Document) -> Words:
    """The words of a document, in reading order."""
    return words_of(checked_document(document).text)


@cache
def function_words() -> dict[str, str]:
    """The words that hold a sentence together, with their class."""
    return {row["word"]: row["class"] for row in lexicon("function_words")}


class Phrases:
    """Phrases of one or more words, each with a value, to be found among words; the longest at a place counts.

    Where a phrase has a capital letter the text must have one; where it has none the text may.

    >>> found = Phrases({"in her view": "view", "AI": "target"}).find(words_of("In her view, AI is fine."))
    >>> [(first, stop, value) for first, stop, value in found]
    [(0, 3, 'view'), (3, 4, 'target')]
    """

    def __init__(self, values: Mapping[str, object]):
        sizes: dict[str, dict[int, dict[tuple[str, ...], list[tuple[str, object]]]]] = {}
        for phrase, value in values.items():
            forms = tuple(words_of(phrase).forms)
            if not forms:
                raise ValueError(f"a phrase needs a word; {phrase!r} has none")
            written = phrase if phrase != phrase.lower() else ""
            sizes.setdefault(forms[0], {}).setdefault(len(forms), {}).setdefault(forms, []).append((written, value))
        self._by_first = {form: _by_second(by_size) for form, by_size in sizes.items()}

    def find(self, words: Words, first: int = 0, stop: int | None = None) -> Iterator[tuple[int, int, object]]:
        """(first word, word after the last, value) of each phrase among words[first:stop], in order, apart."""
        forms, by_first = words.forms, self._by_first
        stop = len(forms) if stop is None else stop
        free = first  # the first word that no phrase found so far has taken
        for index in [index for index, form in enumerate(forms[first:stop], first) if form in by_first]:
            if index < free:
                continue
            by_second = by_first[forms[index]]
            second = forms[index + 1] if index + 1 < stop else ""
            for size, phrases in by_second.get(second) or by_second[""]:
                after = index + size
                entries = phrases.get(tuple(forms[index:after])) if after <= stop else None
                if entries and (value := _written(words, index, after, entries)) is not None:
                    yield index, after, value
                    free = after
                    break


def _by_second(by_size: Mapping[int, Mapping[tuple[str, ...], object]]) -> dict[str, list[tuple[int, Mapping]]]:
    """Phrases with one first word by their second, the longest first; with each, and under "", that of one word."""
    alone = [(1, by_size[1])] if 1 in by_size else []
    found: dict[str, list[tuple[int, Mapping]]] = {"": alone}
    for size in sorted(by_size, reverse=True):
        for second in {forms[1] for forms in by_size[size] if size > 1}:
            found.setdefault(second, []).append((size, by_size[size]))
    return {second: phrases + alone if second else alone for second, phrases in found.items()}


def _written(words: Words, first: int, stop: int, entries: list[tuple[str, object]]) -> object:
    """The value of the first entry whose capital letters words[first:stop] have; None if there is none."""
    for written, value in entries:
        if not written or _has_capitals(words.text[words.starts[first] : words.ends[stop - 1]], written):
            return value
    return None


def _has_capitals(text: str, written: str) -> bool:
    return all(is_ == should for is_, should in zip(text, written) if should.isupper())

"""Parties: who else is named in a sentence, so that what is said of one is not taken for said of another."""

from bisect import bisect_left
from collections.abc import Iterable

from .words import Words, function_words

TITLED = 0.7  # the share of words with a capital from which a sentence is a headline, where capitals tell nothing
_BEGINS = frozenset(".?!:\"“‘'")  # marks behind which a capital is owed to the place
_WITHIN = (" ", ". ", "-", "\u00a0")  # what parts the words of a name: "Mr. Lind"


class Parties:
    """The names among a voice's `own` words in a sentence, but for `masked`, what stands for the target.

    A name is a word with a capital that is no day, no month and no function word, and begins no sentence or quotation.

    >>> from .words import words_of
    >>> text = words_of("Last May the ferry of Ida Hall met Bo Lind.")
    >>> [text.forms[index] for index in Parties(text, [range(len(text))], "").names]
    ['ida', 'hall', 'bo', 'lind']
    """

    def __init__(self, words: Words, own: Iterable[range], masked: str):
        kinds, text, starts, forms = function_words(), words.text, words.starts, words.forms
        content = [index for part in own for index in part if forms[index] not in kinds]
        names = [
            index
            for index in content
            if text[starts[index]].isupper() and forms[index] != masked
            and index and _BEGINS.isdisjoint(words.gap(index - 1))
        ]
        self.gap, self.names = words.gap, names if len(names) <= TITLED * len(content) else []

    def named(self, first: int, stop: int) -> bool:
        """True if a name stands among words [first, stop)."""
        low = bisect_left(self.names, first)
        return low < len(self.names) and self.names[low] < stop

    def between(self, left: int, right: int, target: range) -> bool:
        """True if a name stands among words [left, right), one that is not a part of the target's: "Mayor TARGET"."""
        low, high, gap = bisect_left(self.names, left), bisect_left(self.names, right), self.gap
        while low < high and self.names[low] == left == target.stop and gap(left - 1) in _WITHIN:
            low, left, target = low + 1, left + 1, range(target.start, left + 1)
        while low < high and self.names[high - 1] == right - 1 == target.start - 1 and gap(right - 1) in _WITHIN:
            high, right, target = high - 1, right - 1, range(right - 1, target.stop)
        return low < high

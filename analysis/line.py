"""Line: a sentence, or a voice's part of it, as tokens in which no name is left.

The target is "*", every other name "N" and every number "#", so that nothing learnt from a line knows who is meant;
function words stand as they are, other words as stems, and commas, quotation marks and their like are tokens too. What
the lexicon says stands with the token of its word.

Not covered: the words of a text that is capitalised throughout, but for the lexicon's.
"""

import re
from collections.abc import Container, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from .tags import most_frequent
from .verdict import MASK, Found, bearings, masked
from .words import Words, function_words

NAME, NUMBER, PART = "N", "#", "|"  # another name, a number, and where words are left out that are another voice's
_MARK = re.compile(r"[,;:()?!\"“”—–]|\.\.\.|\. ")
_OPENING = frozenset('".?!:;|')  # behind these a capital letter need not begin a name


class Line(NamedTuple):
    """The words that a scorer may look at, as tokens, and what the lexicon says at which token."""

    words: Words
    forms: list[str]
    stems: list[str]  # function words, marks, names and the target as they are
    places: list[int]  # the word that a token is; -1 for a mark and for the target
    targets: list[int]  # the tokens that are the target
    nearest: list[int]  # of each token, the nearest of these
    found: list[tuple[int, Found]]

    def carrying(self, tokens: Sequence[int]) -> list[int]:
        """The words among the tokens, by their places: no marks, and not the target."""
        places = self.places
        return [places[token] for token in tokens if places[token] >= 0]


def read(words: Words, own: Sequence[range], targets: Sequence[range]) -> Line | None:
    """The words in `own` as tokens, the target masked; None where no target is among them.

    >>> from .words import words_of
    >>> line = read(words_of("The mayor praised Ida Hall."), [range(0, 5)], [range(3, 5)])
    >>> line.forms, line.stems
    (['the', 'mayor', 'praised', '*'], ['the', 'mayor', 'prais', '*'])
    """
    words, own, targets = masked(words, tuple(own), tuple(targets))
    targets = tuple(target for target in targets if any(target.start in part for part in own))
    return _line(words, own, targets) if targets else None


def _line(words: Words, own: tuple[range, ...], targets: tuple[range, ...]) -> Line:
    forms: list[str] = []
    places: list[int] = []
    stop = max(part.stop for part in own)
    said = bearings(words, range(stop), targets, own)
    known = {one.first for one in said} if said and _is_headline(words, own) else ()
    for part in sorted(own, key=lambda part: part.start):
        if forms:
            forms.append(PART)
            places.append(-1)
        for form, place in _tokens(words, part, known):
            if form != NAME or forms[-1:] != [NAME]:  # a name is one token, however long
                forms.append(form)
                places.append(place)
    here = [token for token, form in enumerate(forms) if form == MASK]
    nearest: list[int] = []
    for one, following in pairwise(here):
        nearest += [one] * ((one + following + 1) // 2 - len(nearest))
    nearest += here[-1:] * (len(forms) - len(nearest))
    at = {place: token for token, place in enumerate(places) if place >= 0 and forms[token] != NAME}
    found = [(at[one.first], one) for one in said if one.first in at]
    return Line(words, forms, [stem(form) for form in forms], places, here, nearest, found)


def _is_headline(words: Words, own: Sequence[range]) -> bool:
    """True if most words are capitalised: capital letters tell no names then."""
    seen = [index for part in own for index in part if words.forms[index] != MASK]
    capitals = [words.text[words.starts[index]].isupper() for index in seen]
    return sum(capitals) > len(capitals) / 2


def _tokens(words: Words, part: range, known: Container[int]) -> Iterator[tuple[str, int]]:
    """The tokens of some words, marks before them included; words at the places `known` are no names."""
    text, function, opens = words.text, function_words(), True
    for index in part:
        start = words.starts[index]
        gap = text[words.ends[index - 1] : start] if index > part.start else text[max(start - 1, 0) : start]
        if gap != " ":
            for mark in _MARK.findall(gap):
                mark = {"“": '"', "”": '"'}.get(mark, mark.strip())
                yield mark, -1
                opens = mark in _OPENING
        form = words.forms[index]
        if form == MASK:
            yield MASK, -1
        elif form != "i" and text[start].isupper() and index not in known and (
            form not in function and _goes_on(words, index) if opens else True
        ):  # fmt: skip
            yield NAME, index
        else:
            yield NUMBER if form[0].isdigit() else form, index
        opens = False


def _goes_on(words: Words, index: int) -> bool:
    """True if the next word has a capital letter too: a sentence opens with a name, not with a word."""
    after = index + 1
    if after == len(words) or words.forms[after] == MASK or words.gap(index) != " ":
        return False
    return words.text[words.starts[after]].isupper()


@lru_cache(maxsize=100_000)
def stem(form: str) -> str:
    """What the forms of a word have in common, by the commonest endings; function words stay as they are.

    >>> [stem(form) for form in ("criticized", "criticizes", "criticizing", "stopped", "bodies", "which")]
    ['criticiz', 'criticiz', 'criticiz', 'stop', 'bodi', 'which']
    """
    if form in function_words() or not form.isalpha():
        return form
    for ending in ("ingly", "edly", "ing", "ed", "ies", "es", "ly", "s", "e", "y"):
        if form.endswith(ending) and len(form) - len(ending) > 2:
            form = form[: -len(ending)] + ("i" if ending in ("ies", "y") else "")
            break
    return form[:-1] if len(form) > 3 and form[-1] == form[-2] and form[-1] not in "aeiouls" else form


@lru_cache(maxsize=100_000)
def kind(form: str) -> str:
    """The part of speech that a word mostly has, by TextBlob's lexicon of parts of speech, else by its ending."""
    tag = most_frequent().get(form)
    if tag is None:
        tag = next((tag for ending, tag in _ENDINGS.items() if form.endswith(ending)), "NN")
    return _KINDS.get(tag[:3], _KINDS.get(tag[:2], "x"))


_ENDINGS = {"ed": "VBD", "ing": "VBG", "ly": "RB"}
_KINDS = {
    "NN": "noun", "JJ": "adjective", "RB": "adverb", "VB": "verb", "VBD": "verbed", "VBN": "verbed", "VBG": "verbing",
}  # fmt: skip

"""Redaction: a file without the words of articles, from which whoever has the articles makes the file again.

A run of words that an article has too becomes a pointer, ⟦article:start-end⟧: article is the beginning of the SHA-256
of the article's text, start and end count its characters. What stands between the words stays where it differs from the
article, as a quotation mark written &quot; does; so putting the words back gives the same bytes.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import accumulate, groupby
from typing import NamedTuple

from .columns import cells, columns

SHORTEST = 4  # words: the shortest passage that is looked for
COLUMNS = ("text", "evidence")  # of tables of codings: nothing but words of articles
_POINTER = r"⟦([0-9a-f]{16}):(\d+)-(\d+)([luc]?)⟧"
POINTER = re.compile(_POINTER)
# How a file writes an article's words: as they are, in small letters, in capitals, or with a capital first.
CASES: dict[str, Callable[[str], str]] = {
    "": str, "l": str.lower, "u": str.upper, "c": lambda said: said[:1].upper() + said[1:],
}
# What may stand inside a word, or between two, in HTML, SVG and JSON.
_TAG, _SIGN = r"</?[A-Za-z][^<>]*>", r"&#?\w{1,8};|\\+u[0-9a-fA-F]{4}|\\+[nrtbf\"\\/]"
_WORD = r"(⟦[0-9a-f]{16}:[^⟧]*⟧|[^\W_]+)"
# Read with tags between words, then with tags as words, since a tag may hold a sentence too.
READINGS = (re.compile(f"(?:{_TAG}|{_SIGN})|{_WORD}"), re.compile(f"(?:{_SIGN})|{_WORD}"))


class Word(NamedTuple):
    """A word as it is compared, in small letters, and where it stands."""

    word: str
    start: int
    end: int


class Run(NamedTuple):
    """Words of a text that an article has too, in both, and the article's key."""

    here: list[Word]
    there: list[Word]
    article: str


def words(text: str, reading: re.Pattern = READINGS[1]) -> list[Word]:
    """The words of a text in their order; a pointer is one."""
    return [Word(found[1].lower(), *found.span(1)) for found in reading.finditer(text) if found[1]]


def readings(text: str) -> tuple[re.Pattern, ...]:
    """The ways to read a text that may differ: without a tag there is one."""
    return READINGS if "<" in text else READINGS[1:]


def key(text: str) -> str:
    """The name of an article in pointers."""
    return sha256(text.encode()).hexdigest()[:16]


class Passages:
    """Every run of words of some articles, to be found in other texts."""

    def __init__(self, texts: Iterable[str]):
        self.texts = {key(text): text for text in texts}
        self._words = {name: words(text) for name, text in self.texts.items()}
        self._places: dict[tuple[str, ...], list[tuple[str, int]]] = defaultdict(list)
        for name, those in self._words.items():
            plain = [word.word for word in those]
            for n in range(1, SHORTEST + 1):
                for at in range(len(plain) - n + 1):
                    places = self._places[tuple(plain[at : at + n])]
                    if n == SHORTEST or not places:  # of what is shorter, one place will do
                        places.append((name, at))

    def runs(self, text: str, least: int, *, reading: re.Pattern = READINGS[1],
             whole: Sequence[tuple[int, int]] = ()) -> Iterator[Run]:
        """The runs of at least `least` words, 4 or more, that an article has too, each as long as it gets.

        Inside the stretches of `whole`, in order and apart, a run of any length counts. Runs do not overlap.
        """
        plain = [word.lower() for word in reading.findall(text) if word]
        runs = zip(*(plain[n:] for n in range(SHORTEST)))
        known = bytes(map(self._places.__contains__, runs))  # for each word 1 if a passage may begin there
        if not whole and b"\1" * (least - SHORTEST + 1) not in known:
            return
        here = words(text, reading)
        starts, ends = zip(*whole) if whole else ((), ())
        at = 0
        while at < len(here):
            stretch = bisect_right(starts, here[at].start) - 1
            inside = stretch >= 0 and here[at].end <= ends[stretch]
            length, name, there = self._longest(plain, at, 1 if inside else SHORTEST)
            if inside and length < least:
                while here[at + length - 1].end > ends[stretch]:
                    length -= 1
            if length >= (1 if inside else least):
                yield Run(here[at : at + length], self._words[name][there : there + length], name)
                at += length
            else:
                at += 1

    def _longest(self, plain: list[str], at: int, least: int) -> tuple[int, str, int]:
        """The longest run from a word on, of `least` words or more: its length, the article, and the word there."""
        best = (0, "", 0)
        for n in range(min(SHORTEST, len(plain) - at), least - 1, -1):
            for name, there in self._places.get(tuple(plain[at : at + n]), ()):
                article, length = self._words[name], n
                while at + length < len(plain) and there + length < len(article) \
                        and plain[at + length] == article[there + length].word:
                    length += 1
                best = max(best, (length, name, there))
            if best[0]:
                break
        return best if best[0] >= least else (0, "", 0)


def redacted(text: str, passages: Passages, *, least: int, name: str = "", table: bool = False) -> str:
    """A text with pointers for every passage of `least` words or more and, in a table, for every word of COLUMNS.

    `name` is the file's: it tells of which texts a passage may run over several, as over the rows of a column.

    >>> told = "We do not fear that AI takes work."
    >>> redacted("He said, “we do not fear that AI takes jobs.”", Passages([told]), least=4).replace(key(told), "1")
    'He said, “⟦1:0-19l⟧ ⟦1:20-28⟧ jobs.”'

    Raises ValueError for a text that has what looks like a pointer.
    """
    if found := POINTER.search(text):
        raise ValueError(f"a file has no pointer to an article; it has {found[0]}; write it in another way")
    for reading in readings(text):
        coded = (place for column, place in cells(text) if column in COLUMNS) if table else ()
        whole = _apart([*coded, *across(name, text, passages, least)])
        parts, done = [], 0
        for run in passages.runs(text, least, reading=reading, whole=whole):
            parts += [text[done : run.here[0].start], _pointed(text, run, passages.texts[run.article])]
            done = run.here[-1].end
        text = "".join([*parts, text[done:]])
    return text


def across(name: str, text: str, passages: Passages, least: int) -> Iterator[tuple[int, int]]:
    """Where words of a passage stand that runs over several texts of a column of a file; one stretch in each text."""
    for column in columns(name, text):
        joined = "\n".join(text[start:end] for start, end in column)
        starts = list(accumulate((end - start + 1 for start, end in column), initial=0))
        for run in passages.runs(joined, least, reading=readings(joined)[0]):
            for n, same in groupby(run.here, key=lambda word: bisect_right(starts, word.start) - 1):
                those = list(same)
                shift = column[n][0] - starts[n]
                yield those[0].start + shift, those[-1].end + shift


def _apart(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches in their order, those that overlap made one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _pointed(text: str, run: Run, article: str) -> str:
    """A run as pointers: one for as much as is the article's to the character, and what else stands between two."""
    parts: list[str] = []
    first, cases, done = None, set(), run.here[0].start
    for n, (one, other) in enumerate(zip(run.here, run.there)):
        if first is not None:
            before, last = run.here[n - 1].end, run.there[n - 1].end
            said, written = article[last : other.end], text[before : one.end]
            going_on = {case for case in cases if (str if case == "c" else CASES[case])(said) == written}
            if going_on:
                cases = going_on
                continue
            parts.append(_pointer(run, first, n - 1, cases))
            done = before
        first = n
        cases = {case for case in CASES if CASES[case](article[slice(*other[1:])]) == text[slice(*one[1:])]}
        parts.append(text[done : one.start])
        if not cases:  # written in no way that a pointer tells: the word stays
            parts.append(text[one.start : one.end])
            first, done = None, one.end
    if first is not None:
        parts.append(_pointer(run, first, len(run.here) - 1, cases))
    return "".join(parts)


def _pointer(run: Run, first: int, last: int, cases: set[str]) -> str:
    return f"⟦{run.article}:{run.there[first].start}-{run.there[last].end}{min(cases)}⟧"


def restored(text: str, texts: Mapping[str, str]) -> str:
    """A text with words for its pointers; `texts` are the articles by their keys.

    Raises ValueError for a pointer to an article that is not there, or to no characters of it.
    """
    def said(found: re.Match) -> str:
        name, start, end, case = found[1], int(found[2]), int(found[3]), found[4]
        if name not in texts:
            raise ValueError(f"{found[0]} points to an article; none of those given is it")
        if not start < end <= len(texts[name]):
            raise ValueError(f"{found[0]} points to words of an article; it has {len(texts[name]):,} characters")
        return CASES[case](texts[name][start:end])

    return POINTER.sub(said, text)

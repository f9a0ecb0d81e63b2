"""Names: the runs of capitalised words that may name somebody, and what their words tell."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from .lexicon import lexicon
from .roles import binding, titles
from .words import Words, function_words


class Name(NamedTuple):
    """A run of capitalised words, title left out; `first` and `stop` count words."""

    first: int
    stop: int
    title: str


@cache
def given_names() -> dict[str, str]:
    """Given names, lower case, with the pronoun that most bearers take (empty if either)."""
    return {row["name"].lower(): row["pronoun"] for row in lexicon("given_names")}


@cache
def name_words() -> dict[str, tuple[str, str]]:
    """Last words of names that are no person's, lower case: organisation, place or thing, and the stakeholder."""
    return {row["word"]: (row["class"], row["stakeholder"]) for row in lexicon("name_words")}


def names(found: Words, first: int = 0, last: int | None = None) -> Iterator[Name]:
    """Runs of capitalised words among words[first:last] that may name somebody: "J. K. Hall", "Ludwig van Hall".

    A title begins a new name: of "Oslo Judge Ida Hall" it is Oslo, and Ida Hall with the title judge.
    """
    text, starts, forms, function, title_of = found.text, found.starts, found.forms, function_words(), titles()
    last = len(found) if last is None else last
    free = first  # the first word that no name found so far has taken
    for first in [index for index in range(first, last) if text[starts[index]].isupper()]:
        if first < free:
            continue
        title = ""
        while forms[first] in title_of and first + 1 < last and joined(found, first):
            title = forms[first]
            first += 1
        if not text[starts[first]].isupper() or forms[first] in function and not title:
            free = first
            continue
        stop = first + 1
        while stop < last and joined(found, stop - 1):
            form = forms[stop]
            if text[starts[stop]].isupper() and (form not in function or found.gap(stop)[:1] == "."):  # "Bo A. Hall"
                if form in title_of and stop + 1 < last and joined(found, stop) and text[starts[stop + 1]].isupper():
                    if forms[stop + 1] not in _JUNIOR:
                        break
                stop += 1
            elif form in PARTICLES and stop + 1 < last and text[starts[stop + 1]].isupper():
                stop += 2
            else:
                break
        yield Name(first, stop, title)
        free = stop


def in_title_case(found: Words, inside: range) -> bool:
    """True for a heading in which every word has a capital, but for function words: it tells no names apart.

    >>> from .words import words_of
    >>> text = words_of("Weavers Guild Fights the New Looms")
    >>> in_title_case(text, range(len(text)))
    True
    """
    function, text, told = function_words(), found.text, 0
    for index in inside:
        if found.forms[index] not in function:
            if not text[found.starts[index]].isupper():
                return False
            told += 1
    return told > 2 and not text.startswith(".", found.ends[inside.stop - 1])


PARTICLES = frozenset("de del da di du la le van von der den bin al el ten ter".split())
_JUNIOR = frozenset("jr sr ii iii iv".split())


def surname(name: str) -> str:
    """What a person is called without the given name: "Hall", "van Hall" of "Ida van Hall", "Hall" of "Bo Hall Jr"."""
    parts = name.split()
    while len(parts) > 2 and parts[-1].lower() in _JUNIOR:
        parts.pop()
    at = len(parts) - 1
    while at > 1 and parts[at - 1].lower() in PARTICLES:
        at -= 1
    return " ".join(parts[at:])


def joined(found: Words, index: int) -> bool:
    """True if the next word belongs to the same name: after a space, a hyphen, the stop of an initial."""
    gap = found.gap(index)
    if gap in (" ", "-", "\u00a0", "’", "'"):
        return True
    short = found.ends[index] - found.starts[index] == 1 or found.forms[index] in binding()
    return short and gap in (". ", ".", ".-", ".\u00a0")

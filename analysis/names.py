"""Names: the runs of capitalised words that may name somebody."""

from collections.abc import Iterator
from dataclasses import dataclass

from .roles import binding, titles
from .words import Words, function_words


@dataclass(frozen=True, slots=True)
class Name:
    """A run of capitalised words, title left out, with what stands around it; `first` and `stop` count words."""

    first: int
    stop: int
    title: str


def names(found: Words) -> Iterator[Name]:
    """Runs of capitalised words that may name somebody: "Ida Hall", "J. K. Hall", "Ludwig van Hall"."""
    text, function = found.text, function_words()
    first, last = 0, len(found)
    while first < last:
        if not text[found.starts[first]].isupper():
            first += 1
            continue
        title = ""
        while first < last and found.forms[first] in titles() and _joined(found, first):
            title = found.forms[first]
            first += 1
        if first == last or not text[found.starts[first]].isupper() or found.forms[first] in function:
            first += 1
            continue
        stop = first + 1
        while stop < last and _joined(found, stop - 1):
            form = found.forms[stop]
            if text[found.starts[stop]].isupper() and (form not in function or len(form) == 1):
                stop += 1
            elif form in _PARTICLES and stop + 1 < last and text[found.starts[stop + 1]].isupper():
                stop += 2
            else:
                break
        yield Name(first, stop, title)
        first = stop


_PARTICLES = frozenset("de del da di du la le van von der den bin al el ten ter".split())


def _joined(found: Words, index: int) -> bool:
    """True if the next word belongs to the same name: after a space, a hyphen, the stop of an initial."""
    gap = found.gap(index)
    if gap in (" ", "-", "\u00a0", "’", "'"):
        return True
    short = found.ends[index] - found.starts[index] == 1 or found.forms[index] in binding()
    return short and gap in (". ", ".", ".-", ".\u00a0")

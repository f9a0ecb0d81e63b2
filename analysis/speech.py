"""Speech: which quotations are somebody's words, rather than a quoted word or two or the title of a work."""

from functools import lru_cache

from .corpus import Document
from .quotations import Quotation, quotations
from .span import Span
from .words import function_words

FEWEST = 3  # words; below that quotation marks may set off a single word or a scare quote as well
_LONGEST_TITLE = 8  # words


@lru_cache(maxsize=8)
def speech(document: Document) -> tuple[Quotation, ...]:
    """The outer quotations that are speech, in reading order; they never overlap.

    >>> [q.span for q in speech(Document("a", "“Never, ever again,” she said of “The Sea”."))]
    [Span(start=0, end=20)]
    """
    return tuple(q for q in marked(document) if q.continues or len(document[q.span].split()) >= FEWEST)


@lru_cache(maxsize=8)
def turns(document: Document) -> tuple[tuple[Quotation, ...], ...]:
    """The quotations that are speech, those together that are one over several paragraphs, only the last one closed.

    >>> [len(turn) for turn in turns(Document("a", "“It rained a lot.\\n“It poured,” she said. “It never stops.”"))]
    [2, 1]
    """
    found: list[tuple[Quotation, ...]] = []
    for quotation in speech(document):
        if quotation.continues and found:
            found[-1] += (quotation,)
        else:
            found.append((quotation,))
    return tuple(found)


@lru_cache(maxsize=8)
def marked(document: Document) -> tuple[Quotation, ...]:
    """The outer quotations that are no titles: speech, and quoted words of any number."""
    return tuple(q for q in quotations(document) if q.depth == 1 and not is_title(document[q.span]))


@lru_cache(maxsize=8)
def speech_spans(document: Document) -> list[Span]:
    """Where speech stands, marks included."""
    return [quotation.span for quotation in speech(document)]


@lru_cache(maxsize=8)
def marked_spans(document: Document) -> list[Span]:
    """Where quotation marks stand around anything but a title."""
    return [quotation.span for quotation in marked(document)]


def is_title(quotation: str) -> bool:
    """True for what looks like the title of a work: capitals on all but function words, no stop or comma at its end.

    >>> is_title("“The Old Man and the Sea”"), is_title("“The old man is at sea”"), is_title("“Never,”")
    (True, False, False)
    """
    inner = quotation.strip("“”‘’\"'`«»„")
    words = inner.split()
    if not 1 <= len(words) <= _LONGEST_TITLE or inner[-1] in ".!?,":
        return False
    small = function_words()
    return words[0][0].isupper() and all(w[0].isupper() or not w[0].isalpha() or w in small for w in words)

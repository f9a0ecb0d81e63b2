"""Speech: which quotations are somebody's words, rather than a quoted word or two or the title of a work."""

from functools import lru_cache

from .corpus import Document
from .quotations import Quotation, quotations
from .span import Span
from .words import function_words

FEWEST = 3  # words; below that quotation marks may set off a single word or a scare quote as well
_STOPS = (".", "!", "?")
_LONGEST_TITLE = 8  # words


@lru_cache(maxsize=8)
def speech(document: Document) -> tuple[Quotation, ...]:
    """The outer quotations that are speech, in reading order; they never overlap.

    >>> [q.span for q in speech(Document("a", "“Never, ever again,” she said of “The Sea”."))]
    [Span(start=0, end=20)]
    """
    return tuple(
        quotation for quotation in marked(document)
        if len(document[quotation.span].split()) >= FEWEST
        or any(map(str.isalnum, document[quotation.span])) and (quotation.continues or _sentence(document, quotation))
    )


def _sentence(document: Document, quotation: Quotation) -> bool:
    """True if a quotation behind a sentence's end is a sentence itself: Hall said. “Never.” """
    before = document.text[max(0, quotation.span.start - 2) : quotation.span.start]
    return before[:1] in _STOPS and before[1:] == " " and _inner(document[quotation.span])[-1] in _STOPS


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
    return tuple(
        quotation for quotation in quotations(document)
        if quotation.depth == 1 and not is_title(document[quotation.span]) and not _names_work(document, quotation)
    )


def _names_work(document: Document, quotation: Quotation) -> bool:
    """True for a title that a word leads to, with the comma or stop of the sentence around it: in “The Late Ferry,” """
    inner, start = _inner(document[quotation.span]), quotation.span.start
    before = document.text[max(0, start - 2) : start].rstrip(" ")
    if inner[-1:] not in (",", ".") or not before[-1:].isalnum():
        return False
    small = function_words()
    great = [w for w in inner.split() if small.get(w) not in ("determiner", "preposition", "conjunction")]
    return len(great) > 1 and all(word[0].isupper() for word in great)


def _inner(quotation: str) -> str:
    """The words between the marks."""
    return quotation.strip("“”‘’\"'`«»„")


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
    inner = _inner(quotation)
    words = inner.split()
    if not 1 <= len(words) <= _LONGEST_TITLE or inner[-1] in ".!?,":
        return False
    small = function_words()
    return words[0][0].isupper() and all(w[0].isupper() or not w[0].isalpha() or w in small for w in words)

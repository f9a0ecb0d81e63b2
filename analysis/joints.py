"""Joints: where a source names several speakers: "Ida Hall, Bo Lind and two unions"."""

from .clauses import capital
from .corpus import Document
from .mentions import ACTOR, mentions
from .roles import role_nouns
from .span import Span, meeting
from .words import Words, function_words, words


def parts(document: Document, inside: range) -> list[range]:
    """The phrases of a source, each of which is a speaker of its own; one where nothing joins several.

    Not joined: "the founder and chief executive", "lawyers for the port and the union", "a painter, poet and sailor".

    >>> text = Document("a", "Critics and two unions of the port complained.")
    >>> [text[words(text).span(part.start, part.stop)] for part in parts(text, range(0, 7))]
    ['Critics', 'two unions of the port']
    """
    text = words(document)
    joint = next((index for index in inside[1:-1] if text.forms[index] in ("and", "who", "which", "whose")), None)
    if joint is None or text.forms[joint] != "and" or _part_of_name(document, text, joint):
        return [inside]
    *rest, last = pieces = _pieces(text, range(inside.start, joint))
    right = _pieces(text, range(joint + 1, inside.stop))[0]
    if not (_speaks(document, text, pieces[0]) and _speaks(document, text, right)):
        return [inside]
    apart = "," in text.gap(joint - 1)
    if rest and not all(_bare(text, piece) and _speaks(document, text, piece) for piece in pieces):
        if not apart:  # "Ida Hall, a painter and sailor"
            return [inside]
        pieces = [range(inside.start, joint)]  # "Ida Hall, a painter, and two unions"
    elif not apart and core_stop(text, pieces[-1]) < pieces[-1].stop:
        return [inside]  # "lawyers for the port and the union"
    return [*pieces, *parts(document, range(joint + 1, inside.stop))]


def core_stop(text: Words, inside: range) -> int:
    """The word at which the core of a phrase ends: before any preposition, relative clause or apposition."""
    for index in inside[1:]:
        kind = function_words().get(text.forms[index])
        if any(mark in text.gap(index - 1) for mark in ",(—–:"):
            return index
        if "-" in (text.gap(index - 1), text.gap(index)):  # "start-up", "editor-in-chief"
            continue
        if kind in ("preposition", "relative", "subordinator"):
            return index
    return inside.stop


def _pieces(text: Words, inside: range) -> list[range]:
    """What commas part."""
    cuts = [inside.start, *(index + 1 for index in inside[:-1] if text.gap(index) == ", "), inside.stop]
    return [range(first, stop) for first, stop in zip(cuts, cuts[1:])]


def _names(document: Document) -> list[Span]:
    return [mention.span for mention in mentions(document) if mention.kind == ACTOR]


def _part_of_name(document: Document, text: Words, index: int) -> bool:
    """True if the word stands within a name: "the Ministry of Tides and Fish"."""
    return bool(meeting(_names(document), text.span(index, index + 1)))


def _bare(text: Words, piece: range) -> bool:
    """True for an item of a list rather than an apposition, "a painter" or "chief executive of Loom Works"."""
    role = role_nouns().get(text.forms[piece.start])
    return text.forms[piece.start] not in ("a", "an") and not (role and role.kind == "person")


def _speaks(document: Document, text: Words, piece: range) -> bool:
    """True for a phrase that can speak for itself: a name, a pronoun, a plural, or a role noun with an article."""
    stop = core_stop(text, piece)
    form = text.forms[stop - 1]
    if function_words().get(form) == "pronoun":
        return True
    if any(span.end == text.ends[stop - 1] for span in meeting(_names(document), text.span(stop - 1, stop))):
        return True
    if capital(text, stop - 1) and stop - piece.start > 1 and capital(text, stop - 2):
        return True
    return plural(form) or form in role_nouns() and function_words().get(text.forms[piece.start]) == "determiner"


def plural(form: str) -> bool:
    """True for a noun that means several: "critics", "people"."""
    role = role_nouns().get(form)
    if role:
        return role.kind == "group"
    return len(form) > 3 and form.endswith("s") and not form.endswith(("ss", "us", "is"))

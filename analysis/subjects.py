"""Subjects: who acts in a clause, for a verb that does not stand right behind its subject."""

from .clauses import Phrase, before, core, loose
from .tags import adverb, verbal
from .words import Words, function_words

_PARTING = frozenset("but while whereas although though yet".split())


def clause_subject(words: Words, index: int, lowest: int) -> Phrase | None:
    """The subject of the clause that a further verb at word `index` carries on: "Ida Hall rose early and said".

    It stands before the first finite verb of the clause; for "who" and "which" it is the noun phrase before them.

    >>> from .words import words_of
    >>> clause_subject(words_of("When it rained, Ida Hall rose early and said no."), 8, 0)
    Phrase(first=3, stop=5, head=4)
    """
    first = _clause_start(words, index, lowest)
    for at in range(first + 1, index):
        if not verbal(words, at):
            continue
        verb = at
        while verb > first + 1 and _passing(words, verb - 1):
            verb -= 1
        subject = before(words, verb, first)
        if subject and function_words().get(words.forms[subject.head]) == "relative":
            subject = core(words, subject.first, first)
        if subject:
            return subject
    return None


def _clause_start(words: Words, index: int, lowest: int) -> int:
    """The first word of the clause of word `index`: behind a semicolon, "but" or an opening subordinate clause."""
    for at in range(index - 2, lowest, -1):
        gap = words.gap(at - 1)
        if ";" in gap or "," in gap and words.forms[at] in _PARTING:
            return at + (words.forms[at] in _PARTING)
    if function_words().get(words.forms[lowest]) == "subordinator":
        return next((at for at in range(lowest + 1, index) if "," in words.gap(at - 1)), lowest)
    return lowest


def _passing(words: Words, index: int) -> bool:
    """True if the word stands between a subject and its verb: "also", "has", "quietly"."""
    return loose(words, index) and adverb(words, index)

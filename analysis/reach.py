"""Reach: how far a clause goes, so that a word in one says nothing of the next. Word classes and marks, no parser."""

from functools import cache, cached_property

from .lexicon import inflections, lexicon
from .tags import capital
from .words import Words, function_words


@cache
def _spoken() -> frozenset[str]:
    """Forms of verbs by which somebody goes on to speak: "demanded a ban and accuses", "and said"."""
    verbs = (row["term"] for row in lexicon("cues") if row["kind"] == "verb" and row["class"] == "statement")
    return frozenset(inflections(verb)[form] for verb in verbs for form in ("s", "past"))


_HARD = frozenset("but while whereas although though because however yet except otherwise".split())
_SOFT = frozenset("if unless when whenever until since so where whether who which whose whom lest".split())
_OPENING = frozenset("although though while whereas because if unless when since until whether even".split())
_JOINING = frozenset("and or so nor then".split())
_INTENSE = frozenset("just only merely simply solely exclusively".split())
_ASIDE = 8  # words that tell who speaks, at most
_SUBJECTS = frozenset("he she it they we i you this these those there".split())


class Clauses:
    """The clauses of one sentence, words [first, stop).

    A clause ends at a semicolon, a dash, "but", "while" and their like, at a comma or "and" before a new subject. A
    deep end passes over subordinate clauses ("that", "who", "if"), as what is feared or forbidden does.

    >>> from .words import words_of
    >>> text = words_of("The mill stood, but it ran and it hummed.")
    >>> [text.forms[index] for index in Clauses(text, 0, len(text)).clause(4)]
    ['but', 'it', 'ran']
    """

    def __init__(self, words: Words, first: int, stop: int):
        self.words, self.first, self.stop = words, first, stop

    def form(self, index: int) -> str:
        """The word at `index`; empty outside the sentence."""
        return self.words.forms[index] if self.first <= index < self.stop else ""

    def clause(self, index: int) -> range:
        """The words of the clause in which the word at `index` stands."""
        start = index
        while start > self.first and not self.breaks(start, deep=False):
            start -= 1
        return range(start, self.end(index + 1, deep=False))

    def end(self, index: int, *, deep: bool) -> int:
        """The word at which the clause that goes on at `index` ends."""
        index = self._past_speaker(index)
        while index < self.stop and not self.breaks(index, deep=deep):
            index += 1
        return index

    def _past_speaker(self, index: int) -> int:
        """Past an aside right behind a word that only says who speaks: "will not, said the miller, grind oats"."""
        if index < self.stop and "," in self.words.gap(index - 1):
            near = range(index + 1, min(index + _ASIDE, self.stop))
            aside = next((at for at in near if "," in self.words.gap(at - 1)), index)
            if not _spoken().isdisjoint(self.words.forms[index:aside]):
                return aside
        return index

    @cached_property
    def _main(self) -> int:
        """The word at which the main clause begins, behind the comma of one that opens with "although" or "if"."""
        if self.form(self.first) in _OPENING:
            for index in range(self.first + 1, self.stop):
                if "," in self.words.gap(index - 1):
                    return index
        return self.first

    def breaks(self, index: int, *, deep: bool) -> bool:
        """True if a new clause begins with the word at `index`."""
        forms, form = self.words.forms, self.words.forms[index]
        if form in _HARD and not (form == "yet" and self.form(index + 1) == "to"):
            return True
        gap = self.words.gap(index - 1) if index > self.first else ""
        if gap not in (" ", "-", ""):
            if any(mark in gap for mark in ";:—–?!()") or ". " in gap or " - " in gap:
                return True
            comma = "," in gap
            if comma and any(mark in gap for mark in "”\"“") and not deep:
                return True
            if comma and not deep and form not in _JOINING:
                opens = index == self._main or form in _SOFT or form in _SUBJECTS or form.endswith("ing")
                return opens or self._subject(index)
            if comma:
                return form in _SUBJECTS or forms[index - 1] in ("said", "says") or self._finite(index)
        if not deep and form in _SOFT and form not in ("whose", "whether"):
            return True
        if form in _JOINING:
            following = self.form(index + 1)
            if not deep and (following in ("that", "which", "who") or "," in gap and self._subject(index + 1)):
                return True
            if following in _spoken():
                return True
            if following in _INTENSE or following in ("also", "then", "instead", "will"):
                following = self.form(index + 2) if following != "will" else following
            return following in _SUBJECTS or function_words().get(following) == "auxiliary" and following != "being"
        return False

    def _subject(self, index: int) -> bool:
        """True if a name or a determiner begins what follows a comma, and a verb form follows soon: a new clause."""
        if function_words().get(self.form(index)) != "determiner" and not capital(self.words, index):
            return False
        return self._finite(index)

    def _finite(self, index: int) -> bool:
        kinds = function_words()
        return any(kinds.get(self.form(near)) == "auxiliary" or self.form(near) in ("said", "says", "added")
                   for near in range(index + 1, min(index + 5, self.stop)))

    def start(self, index: int) -> int:
        """The first word of what a sign behind it reaches: back over subordinate clauses, not over "but"."""
        while index > self.first and not self.breaks(index, deep=True):
            index -= 1
        return index

    def comma(self, index: int) -> int:
        """The word after the next comma or the end of the clause, whichever comes first."""
        while index < self.stop and not self.breaks(index, deep=False):
            if "," in self.words.gap(index - 1) and index > self.first:
                break
            index += 1
        return index

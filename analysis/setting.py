"""A turn of speech in its setting: what leads to it, what follows it, and the attributions before it."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache, cached_property

from .clauses import Phrase, before, capital, loose
from .corpus import Document
from .found import Found
from .lexicon import inflections, lexicon
from .quotations import Quotation
from .sentences import saying, sentences
from .span import meeting
from .speech import marked_spans
from .words import function_words, words

LINE_END = re.compile(r"[\n\r\v\f\u2028\u2029]\s*")
_FAR = 2000  # characters behind an attribution within which a turn may carry it on
_LEAD = 80  # words before a quotation in which the verb that leads to it is looked for
_DASH = re.compile(r"[—–;]|\s--?\s?")  # parts a sentence
_THINGS = frozenset("it this that these those there what which".split())  # they say and read, but nothing else
_GOING_ON = frozenset(",?!…—–-.")  # what a quotation ends with where its sentence goes on with who spoke


@cache
def _verbs() -> frozenset[str]:
    """Finite forms of verbs of saying and of irregular verbs; other pasts are told by their ending."""
    saying = [row["term"] for row in lexicon("cues") if row["kind"] == "verb"]
    irregular = [row["verb"] for row in lexicon("verbs")]
    return frozenset(inflections(verb)[form] for verb in saying + irregular for form in ("past", "s"))


class Setting:
    """A turn of speech with what stands around it, and the attributions before it, in reading order."""

    def __init__(self, document: Document, turn: tuple[Quotation, ...], earlier: Sequence[Found]):
        self.document, self.earlier, self.words = document, earlier, words(document)
        self.first, self.last = turn[0], turn[-1]
        self.start, self.end = self.first.span.start, self.last.span.end
        self.content = tuple(quotation.span for quotation in turn)

    @cached_property
    def length(self) -> int:
        """The words in its quotation marks."""
        return sum(len(self.document[span].split()) for span in self.content)

    def _sentence(self, place: int) -> int:
        """The number of the sentence that holds `place`, or of the one before it."""
        return max(0, bisect_right(sentences(self.document), place, key=lambda sentence: sentence.span.start) - 1)

    @cached_property
    def lead(self) -> range:
        """The last words before it in its sentence, or in the one before if that ends with a colon; behind a dash."""
        number, start = self._sentence(self.start), self.start
        if sentences(self.document)[number].span.start == start and number and self.joint == ":":
            number -= 1
        lead = self.words.inside(sentences(self.document)[number].span.start, start)[-_LEAD:]
        parted = (at + 1 for at in reversed(lead[:-1]) if _DASH.search(self.words.gap(at)))
        return range(next(parted, lead.start), lead.stop)

    @cached_property
    def tail(self) -> range:
        """The words behind it in its sentence."""
        return self.words.inside(self.end, sentences(self.document)[self._sentence(self.end - 1)].span.end)

    @cached_property
    def answer(self) -> range:
        """The words of the sentence behind it on its line, where it is a question or an exclamation that ends one."""
        text, number = self.document.text, self._sentence(self.end - 1) + 1
        behind = sentences(self.document)[number : number + 1]
        if text[self.last.words.end - 1] not in "?!" or self.tail or not behind:
            return range(0)
        if LINE_END.search(text, self.end, behind[0].span.start):
            return range(0)
        return self.words.inside(*behind[0].span)

    @cached_property
    def before(self) -> range:
        """The words of the sentence before it on its line, where it begins a sentence of its own."""
        number = self._sentence(self.start)
        last = sentences(self.document)[number - 1].span if number and not self.lead else None
        if last is None or LINE_END.search(self.document.text, last.end, self.start):
            return range(0)
        return self.words.inside(*last)[-_LEAD:]

    @cached_property
    def joint(self) -> str:
        """The last character before it that is no space."""
        return self.document.text[max(0, self.start - 8) : self.start].rstrip()[-1:]

    @property
    def goes_on(self) -> bool:
        """True if it ends like one whose sentence goes on with who spoke."""
        text = self.document.text
        return text[self.last.words.end - 1] in _GOING_ON or text[self.end : self.end + 1] == ","

    def since(self, found: Found) -> int | None:
        """The words that part it from an attribution before it; None if a line end does.

        A line goes on with what was said in the line before where it is all one quotation and the line before tells who
        speaks, or where the quotation before was not closed.
        """
        end, start = found.extent.end, self.start
        if not end <= start <= end + _FAR:
            return None
        ends = [match.end() for match in LINE_END.finditer(self.document.text, end, start)]
        if ends and not self.first.continues:
            told = found.source and not LINE_END.search(self.document.text, found.source.start, end)
            if not told or ends != [start] or self.tail:
                return None
        return len(self.words.inside(end, start))

    def quotes(self, found: Found) -> bool:
        """True if the content of an attribution has quotation marks."""
        return any(meeting(marked_spans(self.document), span) for span in found.content)

    def finite(self, index: int) -> bool:
        """True if the word looks like a finite verb or an auxiliary."""
        form = self.words.forms[index]
        if capital(self.words, index) or form == "'s":
            return False
        return form in _verbs() or form.endswith("ed") or function_words().get(form) == "auxiliary"

    def closes(self, index: int) -> bool:
        """True if the word is a finite verb that nothing it could take follows: a stop, a comma, "into the phone"."""
        if not self.finite(index):
            return False
        if not loose(self.words, index):
            return True
        then = self.words.forms[index + 1]
        onward = function_words().get(then) == "preposition" or then.endswith("ly")
        return onward and self.words.forms[index] in saying()

    def subject(self, inside: range) -> tuple[Phrase, int] | None:
        """The subject of the last verb among the words `inside` that has one, and that verb."""
        for verb in reversed(inside):
            if self.finite(verb) and (found := self.subject_of(verb, inside.start)):
                if self.words.forms[found.head] not in _THINGS or self.words.forms[verb] in saying():
                    return found, verb
        return None

    def subject_of(self, verb: int, lowest: int) -> Phrase | None:
        """The noun phrase before a verb, its auxiliaries and adverbs."""
        while verb > lowest + 1 and loose(self.words, verb - 1) and (
            function_words().get(form := self.words.forms[verb - 1]) in ("auxiliary", "adverb") or form.endswith("ly")
        ):
            verb -= 1
        return before(self.words, verb, lowest)

    def said(self, source: Phrase | None, verb: int | None, rule: str) -> Found | None:
        """The quotation as the words of `source`, by a verb that is no auxiliary; None without a source."""
        cue = verb is not None and function_words().get(self.words.forms[verb]) != "auxiliary"
        where = self.words.span(verb, verb + 1) if cue else None
        return source and Found(self.words.span(*source[:2]), where, self.content, rule)

"""Floating quotations: quotations of speech at which no rule found a cue, and who speaks in them.

Each rule looks at one turn of speech in its setting: what leads to it, what follows it, and the attributions before it.
It answers with an attribution, or with the number of the earlier one that the turn carries on, or None; the first rule
that fits decides. A turn that no rule can place is an attribution without a source.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, cached_property

from .clauses import Phrase, after, before, capital, loose
from .corpus import Document
from .found import Found
from .lexicon import inflections, lexicon
from .quotations import Quotation
from .roles import roles
from .sentences import sentences
from .span import Span, meeting
from .speech import marked_spans, speech_spans, turns
from .words import function_words, words

_FEWEST = 5  # words from which a quotation that no attribution reaches is taken for speech
_APART = 40  # words that may stand between a quotation and the one of its line that it carries on
_BACK = 3  # attributions back among which the one that a quotation carries on is looked for
_FAR = 2000  # characters
_LEAD = 80  # words before a quotation in which the verb that leads to it is looked for
_TAG = 30  # words within which the verb of a tag stands: "...," a keeper at the old light wrote
_DASH = re.compile(r"\s*[-–—]{1,2}\s*(?=[^\W\d_])")
_SIGNED = re.compile(r"[^\n\r\v\f\u2028\u2029]{1,90}+(?![^\n\r\v\f\u2028\u2029])")  # to the end of a short line
_LINE_END = re.compile(r"[\n\r\v\f\u2028\u2029]\s*")
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
        """The last words before it in its sentence; those of the sentence before, if that ends with a colon."""
        number, start = self._sentence(self.start), self.start
        if sentences(self.document)[number].span.start == start and number and self.joint == ":":
            number -= 1
        return self.words.inside(sentences(self.document)[number].span.start, start)[-_LEAD:]

    @cached_property
    def tail(self) -> range:
        """The words behind it in its sentence."""
        return self.words.inside(self.end, sentences(self.document)[self._sentence(self.end - 1)].span.end)

    @cached_property
    def before(self) -> range:
        """The words of the sentence before it on its line, where it begins a sentence of its own."""
        number = self._sentence(self.start)
        last = sentences(self.document)[number - 1].span if number and not self.lead else None
        if last is None or _LINE_END.search(self.document.text, last.end, self.start):
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
        ends = [match.end() for match in _LINE_END.finditer(self.document.text, end, start)]
        if ends and not self.first.continues:
            told = found.source and not _LINE_END.search(self.document.text, found.source.start, end)
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

    def subject(self, inside: range) -> tuple[Phrase, int] | None:
        """The subject of the last verb among the words `inside` that has one, and that verb."""
        for verb in reversed(inside):
            if self.finite(verb) and (found := self.subject_of(verb, inside.start)):
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


Answer = Found | int | None


def signed(setting: Setting) -> Answer:
    """"..." - Ida Hall, painter. On the line of the quotation or on the next."""
    text = setting.document.text
    dash = _DASH.match(text, setting.end)
    if not dash:
        return None
    end = _SIGNED.match(text, dash.end())
    line = setting.words.inside(dash.end(), end.end()) if end else None
    if not line or not capital(setting.words, line.start) or any(map(setting.finite, line)):
        return None
    return setting.said(after(setting.words, line.start, line.stop), None, "signed")


def tagged(setting: Setting) -> Answer:
    """"...," one user posted. / "...," begins the letter. With any verb."""
    tail = setting.tail
    verb = next(filter(setting.finite, tail[:_TAG]), None) if setting.goes_on else None
    if verb is None:
        return None
    if verb == tail.start:
        return setting.said(after(setting.words, verb + 1, tail.stop), verb, "tagged")
    if capital(setting.words, tail.start) or function_words().get(setting.words.forms[tail.start]) in _NOMINAL:
        return setting.said(setting.subject_of(verb, tail.start), verb, "tagged")
    return None


_NOMINAL = ("determiner", "pronoun")


def introduced(setting: Setting) -> Answer:
    """X was less sure: "..." / X issued a statement, "..." / And from X: "..." """
    if setting.joint not in (",", ":"):
        return None
    if found := setting.subject(setting.lead):
        return setting.said(*found, "introduced")
    if setting.joint == "," or any(map(setting.finite, setting.lead)):
        return None
    first = next((at for at in setting.lead if function_words().get(setting.words.forms[at]) not in _LINKS), None)
    return setting.said(first is not None and after(setting.words, first, setting.lead.stop), None, "introduced")


_LINKS = ("conjunction", "adverb", "preposition")


def carried_on(setting: Setting) -> Answer:
    """"...," X said. "..." / X said that it rained. "..." / X spoke on the line before, and this one is a quotation."""
    near = range(len(setting.earlier) - 1, -1, -1)[:_BACK]
    since = {back: setting.since(setting.earlier[back]) for back in near}
    for back in near:
        if since[back] is not None and since[back] <= _APART and setting.quotes(setting.earlier[back]):
            return back
    return next((back for back in near if since[back] == 0), None)


def embedded(setting: Setting) -> Answer:
    """X sees the plan as "a gift to the whole town". """
    if setting.length < _FEWEST:
        return None
    found = setting.subject(setting.lead)
    return found and setting.said(*found, "embedded")


def person_before(setting: Setting) -> Answer:
    """X is blunt. "..." : a person is the subject of the sentence before."""
    found = setting.subject(setting.before)
    if not found:
        return None
    source, verb = found
    text = setting.words
    pronoun = function_words().get(text.forms[source.head]) == "pronoun"
    person = text.forms[source.head] in ("he", "she") if pronoun else capital(text, source.head) or any(
        role.kind in ("person", "group") for _, _, role in roles().find(text, source.first, source.head + 1))
    return setting.said(source, verb, "person_before") if person else None


RULES = (signed, tagged, introduced, carried_on, embedded, person_before)


def with_floating(document: Document, found: Sequence[Found]) -> list[Found]:
    """The attributions in reading order, with the quotations of speech in headline and body that none of them has."""
    body = [sentence.span for sentence in sentences(document)]
    spoken = speech_spans(document)
    taken = sorted({span for one in found for span in (*one.content, one.source, one.cue) if span})
    owners = {q: number for number, one in enumerate(found) for span in one.content for q in meeting(spoken, span)}
    found, free = list(found), []
    for turn in turns(document):
        missing = tuple(q.span for q in turn if not meeting(taken, q.span) and meeting(body, q.span))
        if len(missing) == len(turn):
            free.append(turn)
        elif missing and (owner := next((owners[q.span] for q in turn if q.span in owners), None)) is not None:
            found[owner] = replace(found[owner], content=tuple(sorted((*found[owner].content, *missing))))
    merged: list[Found] = []
    for part in sorted((*found, *free), key=_extent):
        if not isinstance(part, Found):
            _place(Setting(document, part, merged), merged)
        elif merged and part.source and merged[-1].source == part.source and merged[-1].rule == "tagged":
            merged[-1] = replace(part, content=(*merged[-1].content, *part.content))  # "...," X said, "that ..."
        else:
            merged.append(part)
    return merged


def _extent(part: Found | tuple[Quotation, ...]) -> Span:
    return part.extent if isinstance(part, Found) else part[0].span


def _place(setting: Setting, merged: list[Found]) -> None:
    """The turn joins one of the attributions so far, or is one itself."""
    answer = next((answer for rule in RULES if (answer := rule(setting)) is not None), None)
    if isinstance(answer, Found):  # its source may have said more
        near = range(max(0, len(merged) - _BACK), len(merged))
        answer = next((back for back in near if merged[back].source == answer.source), answer)
    if isinstance(answer, int):
        merged[answer] = replace(merged[answer], content=(*merged[answer].content, *setting.content))
    elif answer:
        merged.append(answer)
    elif setting.length >= _FEWEST:
        merged.append(Found(None, None, setting.content, "floating_quotation"))

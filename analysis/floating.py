"""Floating quotations: quotations of speech at which no rule found a cue, and who speaks in them.

Each rule looks at one turn of speech in its setting: what leads to it, what follows it, and the attributions before it.
It answers with an attribution, or with the number of the earlier one that the turn carries on, or None; the first rule
that fits decides. A turn that no rule can place is an attribution without a source.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from .clauses import Phrase, after, capital
from .corpus import Document
from .found import Found
from .quotations import Quotation
from .roles import roles
from .sentences import saying, sentences
from .setting import Setting
from .span import Span, meeting, trimmed
from .speech import speech, speech_spans, turns
from .words import function_words

_FEWEST = 5  # words from which a quotation that no attribution reaches is taken for speech
_APART = 40  # words that may stand between a quotation and the one of its line that it carries on
_BACK = 3  # attributions back among which the one that a quotation carries on is looked for
_BRIEF = 3  # words of a name behind a colon
_TAG = 30  # words within which the verb of a tag stands: "...," a keeper at the old light wrote
_DASH = re.compile(r"\s*[-–—]{1,2}\s*(?=[^\W\d_])")
_SIGNED = re.compile(r"[^\n\r\v\f\u2028\u2029]{1,90}+(?![^\n\r\v\f\u2028\u2029])")  # to the end of a short line

Answer = Found | int | None


def signed(setting: Setting) -> Answer:
    """"..." - Ida Hall, painter. On the line of the quotation or on the next. In a headline "...": mayor"""
    text = setting.document.text
    if dash := _DASH.match(text, setting.end):
        return setting.said(_signature(setting, dash.end()), None, "signed")
    if text[setting.end : setting.end + 2] == ": " and 0 < len(setting.tail) <= _BRIEF:
        return setting.said(_signature(setting, setting.end + 2), None, "signed")
    return None


def signed_within(setting: Setting) -> Answer:
    """"... and on the next line, before the closing mark: Ida Hall, painter." """
    if len(setting.content) < 2 or setting.last.opening:
        return None
    source = _signature(setting, setting.last.span.start)
    return source and Found(setting.words.span(*source[:2]), None, setting.content[:-1], "signed_within")


def _signature(setting: Setting, start: int) -> Phrase | None:
    """The name with which a short line begins at `start`, if no verb makes a sentence of the line."""
    end = _SIGNED.match(setting.document.text, start)
    line = setting.words.inside(start, end.end()) if end else None
    if not line or any(map(setting.finite, line)):
        return None
    role = next(roles().find(setting.words, line.start, line.stop), (None,))[0] == line.start
    return after(setting.words, line.start, line.stop) if role or capital(setting.words, line.start) else None


def tagged(setting: Setting) -> Answer:
    """"...," one user posted. / "...," begins the letter. / "...?" Ida Hall pressed. With any verb."""
    tail = setting.tail or setting.answer
    verb = next(filter(setting.finite, tail[:_TAG]), None) if setting.goes_on else None
    if verb is None or not setting.tail and not setting.closes(verb):
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


RULES = (signed, signed_within, tagged, introduced, carried_on, embedded, person_before)


def with_floating(document: Document, found: Sequence[Found]) -> list[Found]:
    """The attributions in reading order, with the quotations of speech in headline and body that none of them has."""
    found = [_parted(document, one) for one in found]
    body = [sentence.span for sentence in sentences(document)]
    taken = sorted({span for one in found for span in (*one.content, one.source, one.cue) if span})
    spoken = speech_spans(document)
    owners = {q: number for number, one in enumerate(found) for span in one.content for q in meeting(spoken, span)}
    free = []
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


def _parted(document: Document, found: Found) -> Found:
    """The attribution without a quotation that says itself who speaks: X felt the cold: "It froze," Y said."""
    *kept, last = found.content
    spoken = speech_spans(document)
    for span in meeting(spoken, last):
        if not last.start < span.start < span.end < last.end:
            continue
        setting = Setting(document, (speech(document)[bisect_left(spoken, span)],), ())
        if setting.joint not in ":-–—" or not (tag := tagged(setting)) or not tag.cue:
            continue
        if document[tag.cue] in saying():
            rest = trimmed(document.text, last.start, document.text.rindex(setting.joint, last.start, span.start))
            return replace(found, content=(*kept, rest)) if rest else found
    return found


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

"""Attributions: who is made to speak, directly and indirectly.

Each cue of the lexicon is a place where somebody may be made to speak; the rules say whether, and by whom. Content then
grows to the whole of any quotation that it cuts; the turns of a transcript and quotations without a cue are added.
"""

from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import lru_cache

from .clauses import head
from .codebook import NARRATOR, UNSPECIFIED, checked
from .corpus import Document, checked_document
from .floating import with_floating
from .found import Found
from .mentions import target_mentions
from .reading import at_cues
from .span import Span, covering, meeting
from .speakers import CONFIDENCE, Speaker, speakers
from .speech import marked_spans, speech_spans
from .transcript import transcript
from .words import words


@dataclass(frozen=True, slots=True)
class Attribution:
    """Content that the text ascribes to a source other than the narrator.

    `content` is one span or several (a quotation interrupted by its cue has two); `source` and `cue` are None where the
    text has none in reach. `rule` found it, by a cue of this `cue_class` and `strength` in (0, 1]; `resolution` tells
    how the speakers were found from the source: a key of CONFIDENCE.
    """

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    type: str
    speakers: tuple[Speaker, ...]
    rule: str
    cue_class: str | None
    strength: float
    resolution: str

    @property
    def confidence(self) -> float:
        """How often speakers found in this way are the right ones, in (0, 1]."""
        return CONFIDENCE[self.resolution]


@dataclass(frozen=True, slots=True)
class Voice:
    """Who holds what is said: the narrator, a speaker by canonical name, or unspecified; `group` is the stakeholder."""

    name: str
    group: str


def attributions(
    document: Document, *, minimum: float | None = None, classes: Collection[str] | None = None
) -> tuple[Attribution, ...]:
    """The attributions in headline and body, in reading order.

    `minimum` is the least strength of a cue that counts, in (0, 1]: higher for precision, lower for recall; the story's
    where none is given. `classes` keeps only these cue classes (of statement, belief, attitude, intent, demand,
    evidence); a quotation without a cue is a statement. Raises ValueError for a `minimum` or a class that there is not.
    Not covered: attributions inside quotations and inside the content of another one.

    >>> found = attributions(Document("a", "“It rains,” said Ida Hall, a painter. “It pours all day.”"))
    >>> [(a.type, a.rule, a.speakers[0].name, len(a.content)) for a in found]
    [('direct', 'said_after_inverted', 'Ida Hall', 2)]
    """
    minimum = checked_document(document).story.minimum if minimum is None else minimum
    if not isinstance(minimum, (int, float)) or not 0 < minimum <= 1:
        raise ValueError(f"minimum is the strength of a cue, above 0 and up to 1; it is {minimum!r}")
    if classes is not None:
        classes = frozenset([classes] if isinstance(classes, str) else classes)
        for name in sorted(classes):
            checked("cue_class", name, place="attributions")
    return _attributions(document, minimum, classes)


@lru_cache(maxsize=8)
def _attributions(document: Document, minimum: float, classes: frozenset[str] | None) -> tuple[Attribution, ...]:
    turns = transcript(document)
    spoken = [turn.content[0] for turn in turns]
    cued = [_grown(document, one) for one in at_cues(document, minimum) if not meeting(spoken, one.extent)]
    found = with_floating(document, sorted((*turns, *cued), key=lambda one: one.extent))
    targets = [mention.span for mention in target_mentions(document)]
    return tuple(
        _resolved(document, one) for one in found
        if (classes is None or (one.cue_class or "statement") in classes)
        and not _is_target(document, one.source, targets) and not _is_nobody(document, one.source)
    )


def _is_nobody(document: Document, source: Span | None) -> bool:
    """True where nobody speaks, or next to nobody: "no sailor says that it rains", "few say so"."""
    text = words(document)
    inside = text.inside(*source) if source else range(0)
    forms = text.forms[inside.start : inside.start + 2] if inside else []
    return bool(forms) and forms[0] in _NOBODY and not forms[-1].isdigit()  # "No. 10" is somebody


_NOBODY = frozenset("nobody none no neither few hardly barely scarcely".split())


def _is_target(document: Document, source: Span | None, targets: list[Span]) -> bool:
    """True where the source is the target: "the new AI promises", "AI tools promise"."""
    head_ = _head(document, source)
    if meeting(targets, head_):
        return True
    return document.text[slice(*head_)].lower() in document.story.targets.anaphors and bool(meeting(targets, source))


def _head(document: Document, source: Span | None) -> Span | tuple[int, int]:
    """The head of a source; where that is the target ("the new AI promises"), nobody speaks."""
    text = words(document)
    inside = text.inside(*source) if source else range(0)
    if not inside:
        return 0, 0
    last = head(text, inside.start, inside.stop)
    return text.span(last, last + 1)


def voices(document: Document, span: Span) -> tuple[Voice, ...]:
    """Who holds what stands at `span`: the speakers of the innermost attribution with content there, else the narrator.

    >>> voices(Document("a", "Ida Hall, a painter, said that rain helps."), Span(31, 35))[0].name
    'Ida Hall'
    """
    parts = _contents(document)
    last = bisect_right(parts, span.end, key=lambda part: part[0].start)
    holding = [part for part in parts[max(0, last - _NEAR) : last] if part[0].meets(span)]
    if not holding:
        return (Voice(NARRATOR, NARRATOR),)
    _, inner = min(holding, key=lambda part: part[0].end - part[0].start)
    return tuple(Voice(speaker.name, speaker.stakeholder) for speaker in inner.speakers)


_NEAR = 8  # parts of content that may begin between a span and the start of what holds it


@lru_cache(maxsize=8)
def _contents(document: Document) -> list[tuple[Span, Attribution]]:
    """Every part of content with its attribution, in reading order."""
    parts = [(span, one) for one in attributions(document) for span in one.content]
    return sorted(parts, key=lambda part: part[0])


# ---- quotations -----------------------------------------------------------------------------------------------------


def _grown(document: Document, found: Found) -> Found:
    """The attribution with its content grown to the whole of every quotation of speech that it cuts."""
    quoted = speech_spans(document)
    content = {covering((span, *(cut for cut in meeting(quoted, span) if not (found.cue and cut.holds(found.cue)))))
               for span in found.content}
    return replace(found, content=tuple(sorted(content)))


# ---- the record -----------------------------------------------------------------------------------------------------


def _resolved(document: Document, found: Found) -> Attribution:
    """The record: with the type of its content and the speakers of its source."""
    if found.source and document[found.source].lower() in _LABELS and document.text.startswith(":", found.source.end):
        found = replace(found, source=None)  # "Interview: ..." names no speaker
    who, resolution = speakers(document, found.source)
    groups = document.story.scheme.codebook["stakeholder"]  # those of a scheme may lack what the lexicons tell
    known = tuple(one if one.stakeholder in groups else replace(one, stakeholder=UNSPECIFIED) for one in who)
    return Attribution(
        found.source, found.cue, found.content, type_of(document, found.content), known, found.rule, found.cue_class,
        found.strength, resolution,
    )


_LABELS = frozenset("interview exclusive analysis opinion comment explainer review video watch podcast live".split())


def type_of(document: Document, content: tuple[Span, ...]) -> str:
    """direct if all words of the content stand in quotation marks, mixed if some do, else indirect."""
    text, quoted = words(document), marked_spans(document)
    total = inside = 0
    for span in content:
        total += len(text.inside(*span))
        for quotation in meeting(quoted, span):
            inside += len(text.inside(max(span.start, quotation.start), min(span.end, quotation.end)))
    return "indirect" if not inside else "direct" if inside == total else "mixed"

"""Explanation: why a unit of sentiment has its value: the words of its sentence that decided, and how much each did.

An explanation prints as lines of text and shows itself in JupyterLab with its words marked, offline, and readable in
grey: the sign of a contribution stands beside the word, and good and bad words have lines of different kind.

Not covered: which rule took in which word; the table names that of the weightiest.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from .corpus import Document
from .sentences import sentences
from .sentiment import Sentiment, sentiment
from .span import Span
from .verdict import BAD, GOOD, NEUTRAL, Evidence

TONES = {BAD: "critical", NEUTRAL: "neutral", GOOD: "favourable"}
LINES = {  # under a word, and what they mean; the colours are those of the figures
    BAD: ("3px dashed #D55E00", "against the target"),
    NEUTRAL: ("3px double #767676", "as much for the target as against it"),
    GOOD: ("3px solid #00568C", "for the target"),
}
BOX = "background:#fff;color:#222;padding:4px 8px;max-width:50em;line-height:1.9"  # white, as every figure is
SECOND = {True: "a second scorer agrees", False: "a second scorer says otherwise"}

_NOTED = re.compile(r"(\d+):(\d+) (.*?) ([+-]\d+\.\d+)(?:; |$)", re.DOTALL)
_SPACE = re.compile(r"\s+")


def noted(document: Document, evidence: Evidence) -> str:
    """Evidence as the table `sentiment` holds it: place, words and contribution of each span.

    >>> noted(Document("a", "AI helps painters."), ((Span(3, 8), 0.5),))
    '3:8 helps +0.50'
    """
    return "; ".join(f"{span.start}:{span.end} {document[span]} {_signed(worth)}" for span, worth in evidence)


def decided(evidence: str) -> list[tuple[Span, str, float]]:
    """The spans of evidence in the table's notation, each with its words and its contribution.

    >>> decided("3:8 helps +0.50; 9:14 harms -0.25")
    [(Span(start=3, end=8), 'helps', 0.5), (Span(start=9, end=14), 'harms', -0.25)]
    """
    return [(Span(int(a), int(b)), words, float(worth)) for a, b, words, worth in _NOTED.findall(evidence)]


def in_words(evidence: str) -> str:
    """Evidence in the table's notation as a reader meets it: words and contributions, without their places.

    >>> in_words("3:8 helps +0.50; 9:14 harms -0.25")
    'helps +0.50; harms −0.25'
    """
    return "; ".join(f"{words} {_minus(_signed(worth))}" for _, words, worth in decided(evidence))


@dataclass(frozen=True, slots=True, repr=False)
class Explanation:
    """A unit of sentiment, explained. `evidence` counts from the start of `sentence`; `value` is -1, 0 or 1.

    `agreed` tells whether a second scorer gives the same value, where that is known.
    """

    sentence: str
    voice: str
    value: int
    rule: str
    evidence: Evidence
    agreed: bool | None = None

    def __str__(self) -> str:
        lines = [_SPACE.sub(" ", self.sentence), self._told]
        lines += [f"  {_minus(_signed(worth))}  {self.sentence[slice(*span)]}" for span, worth in self.evidence]
        return "\n".join(lines)

    __repr__ = __str__

    @property
    def _told(self) -> str:
        """The voice and the value in words: "narrator: +1 favourable (subject of)"."""
        number = _minus(f"{self.value:+d}") if self.value else "0"
        rule = f" ({self.rule})" if self.rule else ""
        second = f"; {SECOND[self.agreed]}" if self.agreed in SECOND else ""
        return f"{self.voice}: {number} {TONES[self.value]}{rule}{second}"

    def _repr_html_(self) -> str:
        parts, at = [], 0
        for span, worths in _apart(self.evidence):
            parts += [escape(self.sentence[at : span.start]), _marked(self.sentence[slice(*span)], worths)]
            at = span.end
        shown = "".join(parts) + escape(self.sentence[at:])
        # A dollar is a dollar: JupyterLab would set what lies between two of them as a formula.
        return f'<div class="mathjax_ignore" style="{BOX}">{shown}<br><small>{escape(self._told)}</small></div>'


class Explanations(tuple[Explanation, ...]):
    """Several explanations, shown one under the other."""

    __slots__ = ()

    def __str__(self) -> str:
        return "\n\n".join(map(str, self)) or "no unit of sentiment"

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return "\n".join(one._repr_html_() for one in self) or "<div>no unit of sentiment</div>"


def explain(document: Document, sentence: int, *, voice: str | None = None) -> Explanations:
    """Why each voice's unit in a sentence has its value, or that of one `voice`; sentences count from 0.

    Raises ValueError if the sentence has no such unit.

    >>> [(one.voice, one.value) for one in explain(Document("a", "AI helps painters."), 0)]
    [('narrator', 1)]
    """
    units = sentiment(document)
    found = [unit for unit in units if unit.sentence == sentence and voice in (None, unit.voice)]
    if not found:
        there = ", ".join(f"{unit.sentence} ({unit.voice})" for unit in units) or "none"
        asked = f"sentence {sentence}" + (f" ({voice})" if voice is not None else "")
        raise ValueError(f"{document.id}: no unit of sentiment in {asked}; sentences and voices that have one: {there}")
    return Explanations(explanation(document, unit) for unit in found)


def explanation(document: Document, unit: Sentiment) -> Explanation:
    """Why a unit of a document has its value, whichever scorer gave it."""
    place = sentences(document)[unit.sentence].span
    evidence = tuple((_moved(span, -place.start), worth) for span, worth in unit.evidence)
    return Explanation(document[place], unit.voice, unit.value, unit.rule, evidence, unit.agreed)


def explanation_of(row: Mapping) -> Explanation:
    """Why a row of the table `sentiment` has its value.

    >>> row = {"start": 4, "text": "AI helps.", "voice": "Ada", "value": 1, "rule": "near"}
    >>> explanation_of(row | {"evidence": "7:12 helps +0.50"})
    AI helps.
    Ada: +1 favourable (near)
      +0.50  helps
    """
    evidence = tuple((_moved(span, -row["start"]), worth) for span, _, worth in decided(row["evidence"]))
    return Explanation(row["text"], row["voice"], row["value"], row["rule"], evidence, row.get("agreed"))


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _apart(evidence: Evidence) -> list[tuple[Span, list[float]]]:
    """Spans in order with their contributions, those that meet as one: nothing is shown twice."""
    apart: list[tuple[Span, list[float]]] = []
    for span, worth in sorted(evidence):
        if apart and apart[-1][0].end > span.start:
            last, worths = apart[-1]
            apart[-1] = Span(last.start, max(last.end, span.end)), [*worths, worth]
        else:
            apart.append((span, [worth]))
    return apart


def _marked(words: str, worths: Sequence[float]) -> str:
    """Words with a line under them, what they contribute behind them, and what that means on hover."""
    total = sum(worths)
    line, meaning = LINES[(total > 0) - (total < 0)]
    numbers = " ".join(_minus(_signed(worth)) for worth in worths)
    title = escape(f"{words}: {numbers}, {meaning}")
    return f'<b style="border-bottom:{line}" title="{title}">{escape(words)}</b><sup>{numbers}</sup>'


def _signed(worth: float) -> str:
    """A contribution with its sign; there is no -0.00."""
    return f"{round(worth, 2) + 0.0:+.2f}"


def _minus(number: str) -> str:
    """A number as a reader meets it: a hyphen is easily overlooked."""
    return number.replace("-", "−")

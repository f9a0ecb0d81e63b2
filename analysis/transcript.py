"""Transcripts: turns of speech that begin with who speaks, "HALL: It rains.", several of them in one text."""

import re
from collections import Counter
from functools import lru_cache

from .corpus import Document
from .found import Found
from .span import Span
from .zones import BOILERPLATE, zones

_TURN = re.compile(r"(?P<label>[^\W\d_][\w.’'\- ]{0,40}+):\s+(?P<words>[^\s\d].*)", re.DOTALL)
_STOPS = frozenset(".?!…”’\"')]—–-")


@lru_cache(maxsize=8)
def transcript(document: Document) -> tuple[Found, ...]:
    """The turns of a transcript in reading order, as attributions without a cue; none unless labels take turns.

    A label is a name in capitals or with capitals, or the Q and A of an interview. Two labels at least, and one of them
    twice; a list of particulars ("Price: 5 pounds") has no stops and is no transcript.

    >>> document = Document("a", "HALL: Will it rain?\\nLIND: It never rains.\\nHALL: I see.")
    >>> [(document[turn.source], document[turn.content[0]]) for turn in transcript(document)][:2]
    [('HALL', 'Will it rain?'), ('LIND', 'It never rains.')]
    """
    lines = [zone.span for zone in zones(document) if zone.zone != BOILERPLATE]
    labelled = [(line.start, turn) for line in lines if (turn := _TURN.fullmatch(document[line]))]
    turns = [(start, turn) for start, turn in labelled if _names(turn["label"]) and turn["words"][-1] in _STOPS]
    labels = Counter(turn["label"] for _, turn in turns)
    if len(labels) < 2 or max(labels.values()) < 2:
        return ()
    return tuple(_found(start, turn) for start, turn in turns)


def _names(label: str) -> bool:
    """True if a label names somebody: all its words with capitals, five at most."""
    return len(words := label.split()) <= 5 and all(word[0].isupper() for word in words)


def _found(start: int, turn: re.Match[str]) -> Found:
    label, content = (Span(start + turn.start(part), start + turn.end(part)) for part in ("label", "words"))
    return Found(label, None, (content,), "transcript")

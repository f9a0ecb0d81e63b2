"""Found: an attribution as the rules find it, before its type and its speakers are known."""

from dataclasses import dataclass

from .span import Span, covering


@dataclass(frozen=True, slots=True)
class Found:
    """Source, cue and content where they stand, and the rule that found them by a cue of this class and strength."""

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    rule: str
    cue_class: str | None = None
    strength: float = 1.0

    @property
    def extent(self) -> Span:
        """From the first to the last of its spans; content is in reading order."""
        return covering(span for span in (self.source, self.cue, self.content[0], self.content[-1]) if span)

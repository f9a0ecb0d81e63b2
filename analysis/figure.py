"""Figure: a question with a drawing that answers it, and the register of all of them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from inspect import signature

import altair as alt

from .findings import spoken_of
from .theme import heading

FIGURES: dict[str, "Figure"] = {}


@dataclass(frozen=True)
class Figure:
    """A function from tables to a chart, with the question it answers, its caption and its alternative text.

    `tables` are the names of its parameters: the tables that it draws. Called with them, it gives the finished chart,
    whose title is the question, whose subtitle is the caption, and whose data are a tidy table, one row per mark.
    """

    id: str
    question: str
    caption: str
    alt_text: str
    tables: tuple[str, ...]
    draw: Callable[..., alt.TopLevelMixin]

    def __call__(self, *args, **tables) -> alt.TopLevelMixin:
        chart = self.draw(*args, **tables)
        return chart.properties(title=heading(self.question, self.caption), description=self.alt_text)

    def about(self, target: str, coders: str) -> "Figure":
        """The figure with words for a corpus whose target is called something else than AI, or that others coded."""
        words = {name: spoken_of(getattr(self, name), target, coders) for name in ("question", "caption", "alt_text")}
        return replace(self, **words)


def figure(*, question: str, caption: str, alt_text: str) -> Callable[[Callable], Figure]:
    """Enter a function in the register under its own name. Raises ValueError if the name is taken."""

    def enter(draw: Callable[..., alt.TopLevelMixin]) -> Figure:
        name = draw.__name__
        if name in FIGURES:
            raise ValueError(f"{draw.__module__}: figure {name!r} is there already; a figure needs a name of its own")
        FIGURES[name] = Figure(name, question, caption, alt_text, tuple(signature(draw).parameters), draw)
        return FIGURES[name]

    return enter

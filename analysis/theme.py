"""Theme: how every figure looks, and what each colour means in all of them."""

import json
from collections.abc import Sequence
from textwrap import wrap

import altair as alt
import pandas as pd

from .codebook import categories

FONT = "Liberation Sans, Arial, sans-serif"
WIDTH = 520  # of a whole figure, in pixels: one column of print
ROW, THIN = 26, 20  # heights of a row of marks
MOST_ON_A_LINE = 5  # names of blocks side by side
FIT = alt.AutoSizeParams(type="fit-x", contains="padding")  # the width is that of the whole figure
INK, PALE, GRID = "#222222", "#C9C9C9", "#E4E4E4"

# One meaning per colour in all figures: told apart with any colour vision, and in grey wherever place does not tell.
PALETTES: dict[str, tuple[str, ...]] = {
    "zone": ("#3A3A3A", "#8C8C8C", "#DADADA"),
    "type": ("#3D2C6B", "#8B7BBF", "#CCC3E6"),
    "value": ("#D55E00", "#BDBDBD", "#00568C"),
    "frame": ("#117733", "#882255", "#E0B020", "#56B4E9", "#332288", "#6B8E23", "#B07AA1", "#1B4FD0"),  # in this order
}
VOICES = alt.Scale(domain=["narrator", "speakers"], range=["#B5AFA6", "#5E4B9C"])
EVENTS = ("#CDBD98", "#6B5A3A", "#A38B5B", "#3A3020")
INKS = ("#222222", "#767676", "#4A4A4A", "#000000")  # what is held against what: the kit, the coders, and others
HELD = (
    "circle",
    "M-.8 0A.8 .8 0 1 1 .8 0A.8 .8 0 1 1 -.8 0ZM-.45 0A.45 .45 0 1 0 .45 0A.45 .45 0 1 0 -.45 0Z",
    "triangle",
    "diamond",
)
BOUNDS = alt.Axis(values=[0, 0.667, 0.8, 1], format=".3~f")  # alpha is tentative from .667, reliable from .80
SIGNED = alt.Axis(tickCount=5, format="+.1~f", labelExpr="datum.value == 0 ? '0' : datum.label")
TWIN = alt.Step(13, **{"for": "offset"})  # height of each of the rows that stand for one thing
ABOVE = alt.Header(labelOrient="top", labelAnchor="start", labelFontWeight="bold", labelPadding=4)

# A stance is a shape: full where the frame is held to be so, hollow where it is denied, a cross where it is opposed.
SHAPES = (
    "M-.8-.8H.8V.8H-.8Z",
    "M-.8-.8H.8V.8H-.8ZM-.45-.45V.45H.45V-.45Z",
    "M-.8-.5L-.5-.8L0-.3L.5-.8L.8-.5L.3 0L.8 .5L.5 .8L0 .3L-.5 .8L-.8 .5L-.3 0Z",
)

NAMES = {
    "-1": "−1 critical",
    "0": "0 neutral",
    "1": "+1 favourable",
    "+1": "+1 favourable",
    "ai_developer": "AI developer",
}


def palette(variable: str, names: Sequence[str] = ()) -> alt.Scale:
    """The colours of a codebook variable, every category in the codebook's order; `names` if a scheme has its own.

    >>> palette("value").to_dict()["domain"], palette("frame", ["risk"]).to_dict()["range"]
    (['-1', '0', '1'], ['#117733'])
    """
    domain = list(names) or list(categories(variable))
    return alt.Scale(domain=domain, range=list(PALETTES[variable][: len(domain)]))


def stances() -> alt.Scale:
    """The shapes of the stances."""
    return alt.Scale(domain=list(categories("stance")), range=list(SHAPES))


def codes(frames: Sequence[str]) -> alt.Scale:
    """The colours of zones, types, values and these frames at once."""
    named = {variable: categories(variable) for variable in PALETTES} | {"frame": frames}
    pairs = [pair for variable, names in named.items() for pair in zip(names, PALETTES[variable])]
    domain, colours = zip(*pairs)
    return alt.Scale(domain=list(domain), range=list(colours))


def events(names: pd.Series) -> alt.Scale:
    """A shade for each event."""
    domain = list(names.cat.categories)
    return alt.Scale(domain=domain, range=[EVENTS[i % len(EVENTS)] for i in range(len(domain))])


def inks(names: Sequence[str]) -> alt.Scale:
    """The colours of what is held against what."""
    return alt.Scale(domain=list(names), range=list(INKS[: len(names)]))


def shapes(names: Sequence[str]) -> alt.Scale:
    """The shapes of what is held against what."""
    return alt.Scale(domain=list(names), range=list(HELD[: len(names)]))


def room(longest: float, times: float) -> alt.Scale:
    """A scale from 0 that leaves room for the number at the end of the longest bar."""
    return alt.Scale(domain=[0, float(longest) * times if longest > 0 else 1], nice=False)


def even_lines(text: str, width: int) -> list[str]:
    """`text` in as few lines of at most `width` characters as it needs, none much longer than the others.

    >>> even_lines("one two three four five", 20)
    ['one two three', 'four five']
    """
    fewest = len(wrap(text, width))
    return next(lines for lines in (wrap(text, tried) for tried in range(1, width + 1)) if len(lines) == fewest)


def heading(question: str, caption: str) -> alt.TitleParams:
    """A figure's title: the question, and under it the caption, both in lines no wider than the figure."""
    return alt.TitleParams(even_lines(question, 58), subtitle=even_lines(caption, 86), anchor="start", frame="bounds")


def named(category: str) -> str:
    """A category as a reader meets it.

    >>> named("creative_worker"), named("sentiment: 1")
    ('creative worker', 'sentiment: +1 favourable')
    """
    head, colon, tail = category.rpartition(": ")
    return head + colon + NAMES.get(tail, tail.replace("_", " "))


def _looked_up(values: list, texts: list) -> str:
    """A Vega expression: the text of the value."""
    return f"{json.dumps(texts, ensure_ascii=False)}[indexof({json.dumps(values, ensure_ascii=False)}, datum.value)]"


def rows(column: str, marks: pd.DataFrame, *, first: int = 0, free: bool = False) -> alt.Y:
    """A row for each category of a column of `marks` from the `first` on, in order.

    The empty ones have a row too, unless the rows are `free`: then each of several panels has its own.
    """
    names = list(marks[column].cat.categories)[first:]
    axis = alt.Axis(labelExpr=_looked_up(names, [named(name) for name in names]))
    if free:
        return alt.Y(f"{column}:N", title=None, sort=names, axis=axis)
    return alt.Y(f"{column}:N", title=None, scale=alt.Scale(domain=names, paddingInner=0.25), axis=axis)


def contrasts(column: str, marks: pd.DataFrame) -> alt.Y:
    """A row for each category of a column of `marks`, in order; "one against another" stands in two lines."""
    axis = alt.Axis(labelExpr="split(replace(datum.label, ' against ', '\\nagainst '), '\\n')")
    return alt.Y(f"{column}:N", title=None, sort=list(marks[column].cat.categories), axis=axis)


def panels(column: str, marks: pd.DataFrame) -> alt.Facet:
    """A small chart for each category of a column of `marks`, in order, its name above it in short lines."""
    header = alt.Header(labelExpr="split(datum.label, ' ')", labelBaseline="bottom", labelPadding=2)
    return alt.Facet(f"{column}:N", title=None, sort=list(marks[column].cat.categories), header=header)


def beside(column: str, places: pd.DataFrame, units: pd.Series) -> alt.X:
    """Blocks side by side, each with its name and its number of units over its middle, and room at both sides.

    Where there are many, the number follows the name, and every second name stands below its neighbours.
    """
    middles = ((places["left"] + places["right"]) / 2).tolist()
    number = units.value_counts()
    names = [(named(name), number[name]) for name in places[units.name]]
    texts = [[name, f"n = {n}"] for name, n in names]
    if len(names) > MOST_ON_A_LINE:
        texts = [[" "] * (at % 2) + [f"{name} ({n})"] for at, (name, n) in enumerate(names)]
    axis = alt.Axis(
        orient="top",
        values=middles,
        labelExpr=_looked_up(middles, texts),
        grid=False,
        labelPadding=22,
        labelOverlap=False,
    )
    ends = [0, float(places["right"].max() + places["left"].min())]
    return alt.X(f"{column}:Q", title=None, scale=alt.Scale(domain=ends, nice=False), axis=axis)


@alt.theme.register("kit", enable=True)
def theme() -> alt.theme.ThemeConfig:
    """The one theme: plain, left-aligned, no type under 11 pixels."""
    text = {"labelFont": FONT, "titleFont": FONT, "labelColor": INK, "titleColor": INK}
    config = {
        "background": "white",
        "padding": 8,
        "font": FONT,
        "view": {"stroke": None, "continuousWidth": WIDTH, "continuousHeight": 240},
        "title": {
            "font": FONT, "fontSize": 16, "fontWeight": "bold", "color": INK, "offset": 14,
            "subtitleFont": FONT, "subtitleFontSize": 12, "subtitleColor": "#444444", "subtitlePadding": 5,
            "lineHeight": 20, "subtitleLineHeight": 16,
        },
        "axis": {
            **text, "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "titleColor": "#444444",
            "domain": False, "ticks": False, "gridColor": GRID, "labelPadding": 6, "titlePadding": 8, "labelLimit": 260,
        },
        "legend": {
            **text, "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "titleColor": "#444444",
            "orient": "top", "direction": "horizontal", "symbolSize": 110, "symbolStrokeWidth": 1.5,
            "columnPadding": 14, "offset": 6, "labelLimit": 200,
        },
        "header": {**text, "labelFontSize": 12, "titleFontSize": 12, "labelLimit": 200},
        "text": {"font": FONT, "fontSize": 12, "color": INK},
    }  # fmt: skip
    return {"config": config}

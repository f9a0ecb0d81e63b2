"""Coverage: figures of what the articles say. Data and encoding only: places come from `marks`, looks from `theme`."""

import altair as alt
import pandas as pd

from .codebook import categories
from .figure import figure
from .marks import (
    attribution_marks,
    blocks,
    claim_units,
    event_marks,
    in_blocks,
    sentiment_units,
    text_marks,
    word_marks,
    zone_marks,
)
from .theme import (
    ABOVE,
    FIT,
    INK,
    ROW,
    THIN,
    TWIN,
    VOICES,
    WIDTH,
    beside,
    codes,
    events,
    palette,
    panels,
    room,
    rows,
    stances,
)

RIGHT, COUNT = alt.X2("right:Q"), alt.Text("count:N")
SENTENCE = [
    alt.Tooltip("text:N", title="sentence"),
    alt.Tooltip("voice:N"),
    alt.Tooltip("label:N", title="article"),
    alt.Tooltip("rule:N"),
]


@figure(
    question="How much of what was fetched is article?",
    caption="Words of each page in reading order, one bar a line. At the end: words of headline and body, of all "
    "words.",
    alt_text="One horizontal bar per article, cut into its lines, shaded as headline, body or boilerplate. "
    "Boilerplate stands at the end of the pages.",
)
def zones_by_article(zones: pd.DataFrame, articles: pd.DataFrame) -> alt.LayerChart:
    marks = zone_marks(zones, articles)
    base = alt.Chart(marks).encode(y=rows("label", marks))
    bars = base.mark_bar(stroke="white", strokeWidth=1).encode(
        x=alt.X("left:Q", title="words", axis=alt.Axis(grid=False), scale=room(marks["right"].max(), 1.2)),
        x2=RIGHT,
        color=alt.Color("zone:N", title=None, scale=palette("zone")),
        tooltip=["label:N", "zone:N", "words:Q", "text:N"],
    )
    ends = base.mark_text(align="left", dx=6).encode(x=alt.X("right:Q"), text=COUNT)
    return (bars + ends).properties(width=WIDTH, height=alt.Step(ROW), autosize=FIT)


@figure(
    question="Who is made to speak, and how?",
    caption="Attributions by stakeholder; a joint statement counts for each of its speakers. Boilerplate excluded.",
    alt_text="One row of small bars per stakeholder, one bar per attribution, shaded as direct, mixed or indirect "
    "speech, with the number of attributions at the end of each row. Stakeholders who never speak have an empty row.",
)
def voices_by_stakeholder(attributions: pd.DataFrame, spans: pd.DataFrame, articles: pd.DataFrame) -> alt.LayerChart:
    marks = attribution_marks(attributions, spans, articles)
    base = alt.Chart(marks).encode(y=rows("stakeholder", marks))
    bars = base.mark_bar(stroke="white", strokeWidth=1).encode(
        x=alt.X("left:Q", title=None, axis=None),
        x2=RIGHT,
        color=alt.Color("type:N", title=None, scale=palette("type")),
        tooltip=["speaker:N", "type:N", "source:N", "cue:N", "content:N", alt.Tooltip("label:N", title="article")],
    )
    ends = base.mark_text().encode(x=alt.X("count_at:Q"), text=COUNT)
    return (bars + ends).properties(width=WIDTH, height=alt.Step(THIN), autosize=FIT)


@figure(
    question="How much of an article is someone's words, and whose?",
    caption="Words inside the content of attributions, by stakeholder; the rest is the narrator's (at the bars' ends: "
    "of all words). Words that two stakeholders share count for both.",
    alt_text="One column of horizontal bars per article, one bar per voice: the narrator in grey, then each "
    "stakeholder, with the number of words beside each bar.",
)
def words_by_voice(
    zones: pd.DataFrame, attributions: pd.DataFrame, spans: pd.DataFrame, articles: pd.DataFrame
) -> alt.VConcatChart:
    marks = word_marks(zones, attributions, spans, articles)
    tooltip = ["label:N", "stakeholder:N", "words:Q", "total:Q", alt.Tooltip("share:Q", format=".0%")]
    whole = (
        alt.Chart(marks).transform_filter("datum.kind == 'narrator'").encode(y=rows("label", marks), tooltip=tooltip)
    )
    kept = whole.mark_bar().encode(x=alt.X("words:Q", axis=None), color=alt.Color("kind:N", scale=VOICES, title=None))
    lent = whole.mark_bar(color=VOICES.range[1]).encode(x="words:Q", x2="total:Q")
    ends = whole.mark_text(align="left", dx=5).encode(x="total:Q", text="count:N")
    part = alt.Chart().transform_filter("datum.kind != 'narrator'").encode(y=rows("stakeholder", marks, first=1))
    longest = marks["words"].where(marks["kind"].eq("speakers")).max()
    bars = part.mark_bar(color=VOICES.range[1]).encode(
        x=alt.X("words:Q", axis=None, scale=room(longest, 1.5)), tooltip=tooltip
    )
    numbers = part.mark_text(align="left", dx=4).encode(x="words:Q", text="count:N")
    grid = (
        (bars + numbers)
        .properties(width=65, height=alt.Step(THIN))
        .facet(panels("label", marks), data=marks, columns=5, spacing=8)
    )
    top = (kept + lent + ends).properties(width=310, height=alt.Step(THIN))
    return alt.vconcat(top, grid, spacing=10)


def _sentiment(units: pd.DataFrame, row: str, step: int) -> alt.LayerChart:
    """Units of sentiment as bars: critical to the left and favourable to the right of one line, neutral ones aside."""
    marks = in_blocks(units, row=row, block="value", mirrored=["-1"])
    places = blocks(units, row=row, block="value", mirrored=["-1"])
    base = alt.Chart(marks).encode(y=rows(row, marks))
    bars = base.mark_bar(stroke="white", strokeWidth=0.5).encode(
        x=beside("left", places, units["value"]),
        x2=RIGHT,
        color=alt.Color("value:N", scale=palette("value"), legend=None),
        tooltip=[*SENTENCE, "decided:N", "second:N"],
    )
    ends = base.mark_text().encode(x=alt.X("count_at:Q"), text=COUNT)
    line = (
        alt.Chart(marks)
        .transform_aggregate(n="count()")
        .mark_rule(color=INK)
        .encode(x=alt.datum(places["right"].iloc[0]))
    )
    return (bars + ends + line).properties(width=WIDTH, height=alt.Step(step), autosize=FIT)


@figure(
    question="Does an article speak of AI as a harm or as a benefit?",
    caption="Sentiment toward AI: each bar is a sentence as one voice means it (n = number of bars). Headline and "
    "body.",
    alt_text="One row per article. Bars for critical units grow to the left and bars for favourable units to the "
    "right of a common line; neutral units stand apart on the right. Each row's numbers stand at the ends.",
)
def sentiment_by_article(sentiment: pd.DataFrame, articles: pd.DataFrame) -> alt.LayerChart:
    return _sentiment(sentiment_units(sentiment, articles), "label", ROW)


@figure(
    question="Who speaks of AI as a harm, and who as a benefit?",
    caption="Sentiment toward AI by the stakeholder whose voice it is: each bar is a sentence as one voice means it.",
    alt_text="One row per voice, the narrator first, then the stakeholders. Bars for critical units grow to the left "
    "and bars for favourable units to the right of a common line; neutral units stand apart on the right.",
)
def sentiment_by_voice(sentiment: pd.DataFrame, articles: pd.DataFrame) -> alt.LayerChart:
    return _sentiment(sentiment_units(sentiment, articles), "stakeholder", THIN)


def _claims(units: pd.DataFrame, row: str, step: int) -> alt.LayerChart:
    """Claims as points, one block a frame, one shape a stance."""
    marks = in_blocks(units, row=row, block="frame", order=["stance"])
    base = alt.Chart(marks).encode(y=rows(row, marks))
    points = base.mark_point(size=150, filled=True, opacity=1).encode(
        x=beside("middle", blocks(units, row=row, block="frame"), units["frame"]),
        color=alt.Color("frame:N", scale=palette("frame", units["frame"].cat.categories), legend=None),
        shape=alt.Shape("stance:N", title=None, scale=stances()),
        tooltip=[alt.Tooltip("evidence:N"), "stance:N", "hedged:N", *SENTENCE],
    )
    ends = base.mark_text().encode(x=alt.X("count_at:Q"), text=COUNT)
    return (points + ends).properties(width=WIDTH, height=alt.Step(step), autosize=FIT)


@figure(
    question="What does each article claim, and in which frame?",
    caption="Claims by frame and stance: asserted, denied as a fact, or opposed (n = number of claims).",
    alt_text="One row per article and one column per frame, in the codebook's order. Each claim is a mark: a filled "
    "square if asserted, a hollow square if rejected, a cross if opposed.",
)
def frames_by_article(claims: pd.DataFrame, articles: pd.DataFrame) -> alt.LayerChart:
    return _claims(claim_units(claims, articles), "label", ROW)


@figure(
    question="Which frames does each voice assert, reject or oppose?",
    caption="Claims by frame and by the stakeholder whose voice it is: asserted, denied as a fact, or opposed.",
    alt_text="One row per voice, the narrator first, then the stakeholders, and one column per frame. Each claim is a "
    "mark: a filled square if asserted, a hollow square if rejected, a cross if opposed.",
)
def frames_by_stakeholder(claims: pd.DataFrame, articles: pd.DataFrame) -> alt.LayerChart:
    return _claims(claim_units(claims, articles), "stakeholder", THIN)


@figure(
    question="Does the coverage change from one event to the next?",
    caption="Share of the units of sentiment and of the claims in the articles on each event (in brackets: how many). "
    "Few articles: read the counts, not the percentages.",
    alt_text="Two groups of rows, values of sentiment and claims by frame and stance, with one bar per event in each "
    "row and its count of all the event's units beside it.",
)
def coverage_by_event(sentiment: pd.DataFrame, claims: pd.DataFrame, articles: pd.DataFrame) -> alt.FacetChart:
    marks = event_marks(sentiment, claims, articles)
    base = alt.Chart().encode(
        y=rows("category", marks, free=True),
        yOffset=alt.YOffset("event:N", sort=list(marks["event"].cat.categories)),
        tooltip=["event:N", "category:N", "count:N", alt.Tooltip("share:Q", format=".0%"), "words:N"],
    )
    bars = base.mark_bar().encode(
        x=alt.X("share:Q", title="share of the event's units", axis=alt.Axis(format=".0%", tickCount=5)),
        color=alt.Color("event:N", title=None, scale=events(marks["event"])),
    )
    ends = base.mark_text(align="left", dx=5, fontSize=11).encode(x="share:Q", text="count:N")
    panel = (bars + ends).properties(width=300, height=TWIN)
    layer = alt.Row("layer:N", title=None, sort=["sentiment", "frames"], header=ABOVE)
    return panel.facet(data=marks, row=layer).resolve_scale(y="independent")


@figure(
    question="What is said where in an article?",
    caption="One article from its first to its last character: zones, attributed words by speaker, sentiment by "
    "value, claims by frame and stance.",
    alt_text="A map of one article. Its length runs from left to right. Each row is a lane: the zones of the page, "
    "one lane per speaker, three lanes for the values of sentiment and one for each frame; a bar marks where the words "
    "stand.",
)
def article_map(
    zones: pd.DataFrame,
    attributions: pd.DataFrame,
    spans: pd.DataFrame,
    sentiment: pd.DataFrame,
    claims: pd.DataFrame,
    articles: pd.DataFrame,
) -> alt.LayerChart:
    marks = text_marks(zones, attributions, spans, sentiment, claims, articles)
    name = articles["label"].head(1).sum() or "no article"
    along = alt.X(
        "start:Q", title=f"character of the text: {name}", scale=alt.Scale(nice=False), axis=alt.Axis(tickCount=6)
    )
    base = alt.Chart(marks).encode(
        y=rows("lane", marks),
        color=alt.Color(
            "code:N",
            title=None,
            scale=codes(claims["frame"].cat.categories),
            legend=alt.Legend(values=list(categories("type")), symbolType="square"),
        ),
        tooltip=["layer:N", "code:N", "stance:N", "voice:N", "text:N"],
    )
    places, claimed = base.transform_filter("datum.stance == ''"), base.transform_filter("datum.stance != ''")
    bars = places.mark_bar(stroke="white", strokeWidth=0.5).encode(x=along, x2="end:Q")
    shapes = alt.Legend(orient="bottom")  # beside the other legend it would be cut off where names of lanes are long
    extents = claimed.mark_rule(strokeWidth=2).encode(x=along, x2="end:Q")
    points = claimed.mark_point(size=110, filled=True, opacity=1).encode(
        x="middle:Q", shape=alt.Shape("stance:N", title=None, scale=stances(), legend=shapes)
    )
    return (bars + extents + points).properties(width=WIDTH, height=alt.Step(THIN), autosize=FIT)

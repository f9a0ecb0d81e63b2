"""Validity: figures of how far the kit and the coders agree with what they are held against."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from .figure import figure
from .marks import (
    JUDGES,
    MEASURES,
    PAIRS,
    RATES,
    READERS,
    SHARES,
    accuracy_marks,
    choice_marks,
    finding_marks,
    naive_marks,
    share_marks,
    strength_marks,
    validity_marks,
    voice_marks,
)
from .scorers import SCORERS
from .tables import Tables
from .theme import ABOVE, BOUNDS, FIT, INKS, PALE, ROW, SIGNED, THIN, TWIN, WIDTH, contrasts, inks, room, rows, shapes


@figure(
    question="Does the kit code as well as the coders agree?",
    caption="The same measures between the two coders, and between the kit and the reference; bars are 95 % intervals "
    "over articles. From .667 tentative, from .80 reliable. The coders are two AI coders of one kind: this says "
    "nothing of people.",
    alt_text="One row per measure, from zones to frames, with two points on a scale from 0 to 1: a hollow one for the "
    "agreement of the two AI coders and a full one for the kit against the reference, each with its interval.",
)
def kit_against_coders(machine: Tables, reference: Tables, coder_a: Tables, coder_b: Tables) -> alt.LayerChart:
    marks = validity_marks(machine, reference, coder_a, coder_b)
    base = alt.Chart(marks).encode(
        y=rows("measure", marks),
        yOffset=alt.YOffset("pair:N", sort=PAIRS),
        color=alt.Color("pair:N", title=None, scale=inks(PAIRS)),
        tooltip=[
            "pair:N",
            "measure:N",
            *(alt.Tooltip(f"{end}:Q", format=".2f") for end in ("value", "low", "high")),
            "n:Q",
        ],
    )
    bars = base.mark_rule(strokeWidth=2).encode(x=alt.X("low:Q"), x2="high:Q")
    points = base.mark_point(filled=True, size=60, opacity=1).encode(
        x=alt.X("value:Q", title="alpha or F1", scale=alt.Scale(domain=[0, 1], clamp=True), axis=BOUNDS),
        shape=alt.Shape("pair:N", title=None, scale=shapes(PAIRS)),
    )
    units = base.mark_text(align="left", dx=12, fontSize=11).encode(x=alt.datum(1), text="units:N")
    return (bars + points + units).properties(width=WIDTH, height=TWIN, autosize=FIT)


@figure(
    question="Where does the kit err?",
    caption="The kit against the reference, category by category: precision is of the kit's units, recall of the "
    "reference's. The reference was made by AI coders. n = units of the reference.",
    alt_text="One row per category, from zones to frames, with a full circle for precision and a hollow one for "
    "recall on a scale from 0 to 1.",
)
def accuracy_by_category(machine: Tables, reference: Tables) -> alt.LayerChart:
    return _measured(accuracy_marks(machine, reference), "category", RATES)


@figure(
    question="Whose words does the kit read best?",
    caption="The kit against the reference, by kind of voice. Precision and recall: the unit in the same voice. Share "
    "right: of these, those with the right type, value or stance. The reference was made by AI coders. n = units of "
    "the reference.",
    alt_text="One row per layer and kind of voice (narrator, speaker, unspecified), with a full circle for precision, "
    "a hollow one for recall and a triangle for the share right, on a scale from 0 to 1.",
)
def accuracy_by_voice(machine: Tables, reference: Tables) -> alt.LayerChart:
    return _measured(voice_marks(machine, reference), "voice", MEASURES, also=("category:N",))


def _measured(marks: pd.DataFrame, row: str, measures: Sequence[str], also: Sequence[str] = ()) -> alt.LayerChart:
    """A row for each category, with a mark for each measure, joined by a line, and the number of units."""
    base = alt.Chart(marks).encode(y=rows(row, marks))
    shares = (alt.Tooltip(f"{end}:Q", format=".2f") for end in ("value", "low", "high"))
    points = base.mark_point(filled=True, size=70, opacity=1).encode(
        x=alt.X("value:Q", title="share", scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(tickCount=5)),
        shape=alt.Shape("measure:N", title=None, scale=shapes(measures)),
        color=alt.Color("measure:N", title=None, scale=inks(measures)),
        tooltip=[f"{row}:N", "measure:N", *also, *shares, "n:Q"],
    )
    between = base.mark_rule(color=PALE).encode(x="least:Q", x2="most:Q")
    units = base.mark_text(align="left", dx=12, fontSize=11).encode(x=alt.datum(1), text="units:N")
    return (between + points + units).properties(width=WIDTH, height=alt.Step(THIN), autosize=FIT)


@figure(
    question="Does the strength of a value tell how likely it is right?",
    caption="Share of values as the reference has them, by strength without its sign (neutral values aside), or by "
    "probability (triangle: what the scorer says). Bars: 95 % intervals, as if units were independent. The "
    "reference was made by AI coders.",
    alt_text="A panel for each scorer and measure, with a row for each fifth of the scale, and in it a point for the "
    "share of right values from 0 to 1, with its interval; where a probability is given, a triangle marks its mean.",
)
def values_by_strength(judged: pd.DataFrame) -> alt.FacetChart:
    marks = strength_marks(judged)
    shares = (alt.Tooltip(f"{end}:Q", format=".2f") for end in ("right", "low", "high"))
    tooltip = ["panel:N", "fifth:N", *shares, "n:Q"]
    base = alt.Chart().encode(y=rows("fifth", marks), tooltip=tooltip)
    bars = base.mark_rule(strokeWidth=2, color=PALE).encode(
        x=alt.X("low:Q", title="share right", scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(tickCount=5)), x2="high:Q"
    )
    said = base.mark_point(shape="triangle", size=60, opacity=1, filled=True, color=INKS[1]).encode(x="said:Q")
    points = base.mark_point(filled=True, size=70, opacity=1, color=INKS[0]).encode(x="right:Q")
    units = base.mark_text(align="left", dx=12, fontSize=11).encode(x=alt.datum(1), text="units:N")
    panel = (bars + said + points + units).properties(width=399, height=alt.Step(THIN))
    names = list(marks["panel"].cat.categories)
    return panel.facet(data=marks, row=alt.Row("panel:N", title=None, sort=names, header=ABOVE))


@figure(
    question="How often do frames and sentiment occur, once the kit's errors are taken out?",
    caption="Sentences of headline and body with each code, as a share of all: as the kit finds them, and corrected "
    "with the validated ones (at the right, of how many). Bars are 95 % intervals for these articles, not for others. "
    "Where all were validated, the corrected share is the reference's and has no interval. The reference was made by "
    "AI coders.",
    alt_text="One row per frame and per value of sentiment, each with a full circle for the kit's share of sentences "
    "and a hollow one for the corrected share, with its interval; at the right how many sentences were validated.",
)
def corrected_shares(estimates: pd.DataFrame) -> alt.LayerChart:
    marks = share_marks(estimates)
    base = alt.Chart(marks).encode(
        y=rows("category", marks),
        yOffset=alt.YOffset("share:N", sort=SHARES),
        color=alt.Color("share:N", title=None, scale=inks(SHARES)),
        tooltip=[
            "category:N",
            "share:N",
            *(alt.Tooltip(f"{end}:Q", format=".1%") for end in ("value", "low", "high")),
            "m:Q",
            "n:Q",
        ],
    )
    bars = base.mark_rule(strokeWidth=2).encode(x=alt.X("low:Q"), x2="high:Q")
    most = float(marks[["value", "high"]].max(axis=None)) if len(marks) else 1.0
    points = base.mark_point(filled=True, size=60, opacity=1).encode(
        x=alt.X("value:Q", title="share of sentences", scale=room(most, 1.02), axis=alt.Axis(format="%", tickCount=5)),
        shape=alt.Shape("share:N", title=None, scale=shapes(SHARES)),
    )
    units = base.mark_text(align="left", dx=12, fontSize=11).encode(x=alt.datum(most * 1.02), text="units:N")
    return (bars + points + units).properties(width=WIDTH, height=TWIN, autosize=FIT)


@figure(
    question="Would a general sentiment lexicon have done?",
    caption="Favourable less critical units of each article, as a share of its units, in the reference and the kit's "
    "coding, beside TextBlob's polarity of the whole page. The reference was made by AI coders.",
    alt_text="One row per article with three points on a scale from -1 to +1: a hollow circle for the reference, a "
    "full circle for the kit and a triangle for TextBlob.",
)
def sentiment_against_textblob(machine: Tables, reference: Tables) -> alt.LayerChart:
    marks = naive_marks(machine, reference)
    base = alt.Chart(marks).encode(y=rows("label", marks))
    points = base.mark_point(filled=True, size=90, opacity=1).encode(
        x=alt.X("value:Q", title="−1 all critical, +1 all favourable", scale=alt.Scale(domain=[-1, 1]), axis=SIGNED),
        shape=alt.Shape("by:N", title=None, scale=shapes(JUDGES)),
        color=alt.Color("by:N", title=None, scale=inks(JUDGES)),
        tooltip=["label:N", "by:N", alt.Tooltip("value:Q", format="+.2f"), "units:N"],
    )
    zero = base.mark_rule(color=PALE).encode(x=alt.datum(0))
    return (zero + points).properties(width=WIDTH, height=alt.Step(ROW), autosize=FIT)


@figure(
    question="Does a finding flip under another scorer?",
    caption="Balance of the first group less that of the second (of all units: their balance), as each of the kit's "
    "two scorers reads the units, as TextBlob reads their sentences, and in the reference, made by AI coders. Bars are "
    "95 % intervals over articles.",
    alt_text="One group of rows per finding with a point for each reading on a scale from -2 to +2: full circle and "
    "diamond for the kit's two scorers, triangle for TextBlob, hollow circle for the reference, each with its interval "
    "around a line at 0.",
)
def findings_by_scorer(specified: pd.DataFrame) -> alt.LayerChart:
    marks = finding_marks(specified)
    order = alt.Legend(values=list(marks["by"].cat.categories))
    base = alt.Chart(marks).encode(
        y=contrasts("finding", marks),
        yOffset=alt.YOffset("by:N", sort=order.values),
        color=alt.Color("by:N", title=None, scale=inks(READERS), legend=order),
        tooltip=[
            *("finding:N", "by:N", "balances:N", "units:N"),
            *(alt.Tooltip(f"{end}:Q", format="+.2f") for end in ("value", "low", "high")),
        ],
    )
    bars = base.mark_rule(strokeWidth=2).encode(x="low:Q", x2="high:Q")
    points = base.mark_point(filled=True, size=60, opacity=1).encode(
        x=alt.X("value:Q", title="− more critical, + more favourable", scale=alt.Scale(domain=[-2, 2]), axis=SIGNED),
        shape=alt.Shape("by:N", title=None, scale=shapes(READERS), legend=order),
    )
    zero = alt.Chart(marks).transform_aggregate(n="count()").mark_rule(color=PALE).encode(x=alt.datum(0))
    return (zero + bars + points).properties(width=WIDTH, height=TWIN, autosize=FIT)


@figure(
    question="Which findings hang on how sentiment is read?",
    caption="Each stroke is one choice of scorer, least strength of a value, least strength of a cue, and zones; the "
    "point is the kit's own. At the right: under how many choices the direction is that of the point. Groups of fewer "
    "than five units are left out.",
    alt_text="One group of two rows per finding, a row for each of the kit's scorers, on a scale from -2 to +2, with a "
    "stroke for each choice around a line at 0, and a full circle for the kit's own choice.",
)
def findings_by_choice(under_choices: pd.DataFrame) -> alt.LayerChart:
    marks = choice_marks(under_choices)
    scorers = list(SCORERS)
    base = alt.Chart(marks).encode(y=contrasts("finding", marks), yOffset=alt.YOffset("scorer:N", sort=scorers))
    value = alt.X("value:Q", title="− more critical, + more favourable", scale=alt.Scale(domain=[-2, 2]), axis=SIGNED)
    strokes = base.mark_tick(thickness=1.5, size=11).encode(
        x=value,
        color=alt.Color("scorer:N", title=None, scale=inks(scorers), legend=alt.Legend(values=scorers)),
        tooltip=["finding:N", "choice:N", alt.Tooltip("value:Q", format="+.2f"), "held:N"],
    )
    points = base.mark_point(filled=True, size=70, opacity=1, color=INKS[0]).encode(x="own:Q")
    held = alt.Chart(marks).transform_aggregate(groupby=["finding", "held"], n="count()")
    ends = held.mark_text(align="left", dx=12, fontSize=11).encode(
        y=contrasts("finding", marks), x=alt.datum(2), text="held:N"
    )
    zero = alt.Chart(marks).transform_aggregate(n="count()").mark_rule(color=PALE).encode(x=alt.datum(0))
    return (zero + strokes + points + ends).properties(width=WIDTH, height=TWIN, autosize=FIT)

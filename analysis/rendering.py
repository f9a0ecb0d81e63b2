"""Rendering: the figure of how articles word one utterance."""

import altair as alt

from .figure import figure
from .tables import Tables
from .theme import FIT, INK, WIDTH
from .wordings import LINE, RIGHT, SIZE, wording_marks


@figure(
    question="Do the articles put the same words in quotation marks?",
    caption="What is printed inside quotation marks for the same remarks. Dark and underlined: words that the other "
    "wordings do not have there. Utterances as the AI coders settled them; where no coding is, as the kit finds them.",
    alt_text="For each utterance the speaker, and below it one wording for each article, the article's name at the "
    "left and the printed words at the right. Words that only one wording has are dark and underlined, the others "
    "grey.",
)
def wordings_of_one_utterance(settled: Tables) -> alt.LayerChart:
    marks = wording_marks(settled)
    deep = float(marks["y"].max() + LINE) if len(marks) else LINE
    base = alt.Chart(marks).encode(
        x=alt.X("left:Q", axis=None, scale=alt.Scale(domain=[0, RIGHT + 8], nice=False, zero=False)),
        y=alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[deep, 0], nice=False)),
    )
    tooltip = [alt.Tooltip("label:N", title="article"), "speakers:N", "type:N", "relation:N", "content:N"]
    text = {"align": "left", "baseline": "alphabetic", "fontSize": SIZE}
    words = base.transform_filter("datum.kind == 'word'").encode(text="text:N", tooltip=tooltip)
    same = words.transform_filter("!datum.differs").mark_text(color="#767676", **text)
    other = words.transform_filter("datum.differs").mark_text(color=INK, **text)
    under = base.transform_filter("datum.differs").mark_rule(color=INK, yOffset=4).encode(x2="line_to:Q")
    names = base.transform_filter("datum.kind == 'article'").mark_text(color="#444444", **text).encode(text="text:N")
    heads = base.transform_filter("datum.kind == 'speaker'").mark_text(color=INK, fontWeight="bold", **text)
    return (under + same + other + names + heads.encode(text="text:N")).properties(
        width=WIDTH, height=deep, autosize=FIT
    )

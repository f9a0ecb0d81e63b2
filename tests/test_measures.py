"""Measures and marks: small tables with known answers, and empty tables that stay whole."""

import pandas as pd
import pytest

from analysis.annotation import SCHEMAS
from analysis.codebook import categories
from analysis.marks import (
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
from analysis.measures import (
    balance,
    by_event,
    counts,
    interval,
    labelled,
    naive_polarity,
    shares,
    speakers,
    words_by_voice,
    zone_words,
)
from analysis.tables import table

ARTICLES = pd.DataFrame(
    {"document": ["b", "a", "c"], "label": ["Second", "First", ""], "event": ["spring", "autumn", ""]}, dtype="str"
)
NO_ARTICLES = ARTICLES[:0]


def rows(name: str, *given: dict) -> pd.DataFrame:
    """Rows of a table, of which only what matters is given."""
    blank = {"str": "", "int64": 0, "float64": float("nan"), "bool": False}
    full = [{c: row.get(c, blank.get(kind) if isinstance(kind, str) else None) for c, kind in SCHEMAS[name].items()}
            for row in given]  # fmt: skip
    return table(name, [tuple(row.values()) for row in full])


TEXT = "The owl sleeps. Ann said it sings well."
ZONES = rows(
    "zones",
    {"document": "a", "start": 0, "end": 39, "zone": "body", "text": TEXT},
    {"document": "a", "start": 40, "end": 51, "zone": "boilerplate", "text": "Follow us !"},
    {"document": "b", "start": 0, "end": 9, "zone": "headline", "text": "Owls sing"},
)
ATTRIBUTIONS = rows(
    "attributions",
    {
        "document": "a",
        "attribution": 0,
        "type": "indirect",
        "speakers": "Ann; Guild",
        "stakeholder": "executive; union",
    },
    {"document": "a", "attribution": 1, "type": "direct", "speakers": "Ann", "stakeholder": "executive"},
)
SPANS = rows(
    "spans",
    {"document": "a", "attribution": 0, "part": "source", "start": 16, "end": 19, "text": "Ann"},
    {"document": "a", "attribution": 0, "part": "cue", "start": 20, "end": 24, "text": "said"},
    {"document": "a", "attribution": 0, "part": "content", "start": 25, "end": 38, "text": "it sings well"},
    {"document": "a", "attribution": 1, "part": "content", "start": 28, "end": 38, "text": "sings well"},
)
SENTIMENT = rows(
    "sentiment",
    {"document": "a", "start": 0, "value": 1, "stakeholder": "narrator", "text": "one"},
    {"document": "a", "start": 9, "value": 1, "stakeholder": "union", "text": "two"},
    {"document": "a", "start": 20, "value": -1, "stakeholder": "union", "text": "three"},
    {"document": "b", "start": 0, "value": 0, "stakeholder": "narrator", "text": "four"},
)
CLAIMS = rows(
    "claims",
    {"document": "a", "start": 0, "frame": "replacement", "stance": "reject", "stakeholder": "union", "evidence": "x"},
    {"document": "a", "start": 0, "frame": "replacement", "stance": "assert", "stakeholder": "union", "evidence": "y"},
    {
        "document": "b",
        "start": 0,
        "frame": "efficiency",
        "stance": "assert",
        "stakeholder": "narrator",
        "evidence": "z",
    },
)


def test_counts_keep_empty_categories():
    found = counts(ZONES, ["zone"])
    assert dict(zip(found["zone"], found["n"], strict=True)) == {"headline": 1, "body": 1, "boilerplate": 1}
    assert counts(CLAIMS, ["frame"])["n"].tolist() == [0, 2, 1, 0]


def test_shares_are_of_their_total():
    found = shares(CLAIMS, ["document", "frame"], within=["document"]).set_index(["document", "frame"])
    assert found.loc[("a", "replacement"), ["n", "total", "share"]].tolist() == [2, 2, 1.0]
    assert found.loc[("b", "efficiency"), "share"] == 1.0
    assert shares(CLAIMS, ["frame"])["share"].sum() == pytest.approx(1)
    voices = shares(CLAIMS, ["stakeholder", "stance"], within=["stakeholder"])
    assert voices[voices["stakeholder"].eq("press")]["share"].isna().all()


def test_balance_is_favourable_less_critical():
    found = balance(SENTIMENT, ["document"]).set_index("document")
    assert found.loc["a"].tolist() == [1, 0, 2, 3, pytest.approx(1 / 3)]
    assert found.loc["b"].tolist() == [0, 1, 0, 1, 0.0]
    voices = balance(SENTIMENT, ["stakeholder"]).set_index("stakeholder")
    assert list(voices.index) == list(categories("voice_group"))
    assert voices.loc["press", "n"] == 0 and pd.isna(voices.loc["press", "balance"])


def test_interval_resamples_articles_and_repeats():
    mean = lambda units: units["value"].mean()  # noqa: E731
    low, high = interval(SENTIMENT, mean, draws=200)
    assert (low, high) == interval(SENTIMENT, mean, draws=200)
    assert (low, high) == (0.0, pytest.approx(1 / 3))  # two articles: draws of one alone are the extremes
    one = SENTIMENT[SENTIMENT["document"].eq("a")]
    assert interval(one, mean, draws=20) == (pytest.approx(1 / 3), pytest.approx(1 / 3))
    assert all(pd.isna(end) for end in interval(SENTIMENT[:0], mean))


def test_speakers_splits_joint_statements():
    found = speakers(ATTRIBUTIONS)
    assert found[["attribution", "speaker", "stakeholder"]].values.tolist() == [
        [0, "Ann", "executive"], [0, "Guild", "union"], [1, "Ann", "executive"],
    ]  # fmt: skip
    assert list(found["stakeholder"].cat.categories) == list(categories("stakeholder"))
    with pytest.raises(ValueError):
        speakers(ATTRIBUTIONS.assign(stakeholder="union"))


def test_zone_words():
    found = zone_words(ZONES).set_index(["document", "zone"])
    assert found.loc[("a", "body"), ["words", "total"]].tolist() == [8, 10]
    assert found.loc[("b", "headline"), "share"] == 1.0


def test_words_by_voice_counts_shared_words_for_both_and_nested_words_once():
    found = words_by_voice(ZONES, ATTRIBUTIONS, SPANS).set_index(["document", "stakeholder"])["words"]
    assert found.loc["a"][found.loc["a"].gt(0)].to_dict() == {"narrator": 5, "executive": 3, "union": 3}
    assert found.loc[("b", "narrator")] == 2
    assert len(found) == 2 * len(categories("voice_group"))


def test_labelled_keeps_the_corpus_order_and_hides_nothing():
    found = labelled(ZONES, ARTICLES)
    assert found["label"].tolist() == ["First", "First", "Second"]
    assert list(found["label"].cat.categories) == ["Second", "First", "c"]
    assert list(found["event"].cat.categories) == ["autumn", "not stated", "spring"]
    twins = labelled(ZONES, ARTICLES.assign(label="Same"))
    assert list(twins["label"].cat.categories) == ["b", "a", "c"]
    assert labelled(ZONES, ARTICLES.drop(columns="event"))["event"].unique().tolist() == ["not stated"]


def test_by_event():
    found = by_event(SENTIMENT, CLAIMS, ARTICLES)
    row = found.set_index(["layer", "event", "category"]).loc[("sentiment", "autumn", "1")]
    assert row.tolist() == [2, 3, pytest.approx(2 / 3), 1, "one · two"]
    frames = found[found["layer"].eq("frames")]
    assert frames["category"].unique().tolist() == ["replacement, assert", "replacement, reject", "efficiency, assert"]


def test_naive_polarity_is_of_the_whole_page():
    pages = rows(
        "zones",
        {"document": "a", "start": 9, "zone": "boilerplate", "text": "A terrible form."},
        {"document": "b", "start": 0, "zone": "body", "text": "An excellent day."},
    )
    assert naive_polarity(pages).set_index("document")["polarity"].to_dict() == {"a": -1.0, "b": 1.0}


def test_blocks_stand_side_by_side_and_units_fill_them():
    units = sentiment_units(SENTIMENT, ARTICLES)
    place = blocks(units, row="label", block="value", mirrored=["-1"]).set_index("value")
    assert list(place.index) == ["-1", "1", "0"]
    assert place.loc["-1", "right"] == place.loc["1", "left"] < place.loc["1", "right"] < place.loc["0", "left"]
    marks = in_blocks(units, row="label", block="value", mirrored=["-1"])
    assert len(marks) == len(units)
    critical, first, second = (marks[marks["text"].eq(text)].iloc[0] for text in ("three", "one", "two"))
    assert critical["right"] == first["left"] == place.loc["1", "left"]
    assert second["left"] == first["right"] and (first["position"], second["position"]) == (1, 2)
    assert (first["count"], second["count"]) == ("", "2") and second["count_at"] > second["right"]
    assert critical["count_at"] < critical["left"]


def test_units_of_a_row_are_sorted_by_stance():
    marks = in_blocks(claim_units(CLAIMS, ARTICLES), row="label", block="frame", order=["stance"])
    assert marks[marks["label"].eq("First")]["stance"].tolist() == ["assert", "reject"]


def test_zone_marks_lie_end_to_end():
    marks = zone_marks(ZONES, ARTICLES)
    assert marks[["left", "right"]].values.tolist() == [[0, 8], [8, 10], [0, 2]]
    assert marks["count"].tolist() == ["", "8 of 10", "2 of 2"]


def test_attribution_marks_carry_the_words():
    marks = attribution_marks(ATTRIBUTIONS, SPANS, ARTICLES)
    executive = marks[marks["stakeholder"].eq("executive")]
    assert executive["type"].tolist() == ["direct", "indirect"]
    assert executive[["source", "cue", "content"]].values.tolist() == [
        ["", "", "sings well"],
        ["Ann", "said", "it sings well"],
    ]


def test_word_marks_tell_the_narrator_apart():
    marks = word_marks(ZONES, ATTRIBUTIONS, SPANS, ARTICLES)
    assert marks[marks["kind"].eq("narrator")]["count"].tolist() == ["5 of 8", "2 of 2"]
    assert set(marks[marks["stakeholder"].eq("press")]["count"]) == {""}


def test_text_marks_are_of_the_first_article_alone():
    articles = ARTICLES.sort_values("document")
    marks = text_marks(ZONES, ATTRIBUTIONS, SPANS, SENTIMENT, CLAIMS, articles)
    assert set(marks["document"]) == {"a"}
    assert list(marks["lane"].cat.categories)[:3] == ["page", "Ann", "Guild"]
    assert marks["layer"].value_counts().to_dict() == {"attributions": 3, "sentiment": 3, "zone": 2, "frames": 2}


EMPTY = {name: table(name) for name in SCHEMAS}
WHOLE = {
    "counts": lambda t: counts(t["claims"], ["document", "frame"]),
    "shares": lambda t: shares(t["claims"], ["document", "frame"], within=["document"]),
    "balance": lambda t: balance(t["sentiment"], ["document"]),
    "speakers": lambda t: speakers(t["attributions"]),
    "zone_words": lambda t: zone_words(t["zones"]),
    "words_by_voice": lambda t: words_by_voice(t["zones"], t["attributions"], t["spans"]),
    "labelled": lambda t: labelled(t["zones"], t["articles"]),
    "naive_polarity": lambda t: naive_polarity(t["zones"]),
    "zone_marks": lambda t: zone_marks(t["zones"], t["articles"]),
    "attribution_marks": lambda t: attribution_marks(t["attributions"], t["spans"], t["articles"]),
    "word_marks": lambda t: word_marks(t["zones"], t["attributions"], t["spans"], t["articles"]),
    "sentiment_units": lambda t: sentiment_units(t["sentiment"], t["articles"]),
    "sentiment_in_blocks": lambda t: in_blocks(
        sentiment_units(t["sentiment"], t["articles"]), row="label", block="value", mirrored=["-1"]
    ),
    "claims_in_blocks": lambda t: in_blocks(
        claim_units(t["claims"], t["articles"]), row="stakeholder", block="frame", order=["stance"]
    ),
    "by_event": lambda t: by_event(t["sentiment"], t["claims"], t["articles"]),
    "event_marks": lambda t: event_marks(t["sentiment"], t["claims"], t["articles"]),
    "text_marks": lambda t: text_marks(
        t["zones"], t["attributions"], t["spans"], t["sentiment"], t["claims"], t["articles"]
    ),
}  # fmt: skip
FULL = EMPTY | {
    "zones": ZONES, "attributions": ATTRIBUTIONS, "spans": SPANS, "sentiment": SENTIMENT, "claims": CLAIMS,
    "articles": ARTICLES,
}  # fmt: skip


@pytest.mark.parametrize("name", WHOLE)
def test_an_empty_corpus_gives_an_empty_table_with_all_columns(name):
    found, full = WHOLE[name](EMPTY | {"articles": NO_ARTICLES}), WHOLE[name](FULL)
    assert len(found) == 0 < len(full)
    assert list(found.columns) == list(full.columns)


@pytest.mark.parametrize("name", WHOLE)
def test_no_measure_changes_its_tables(name):
    before = {table: frame.copy() for table, frame in FULL.items()}
    WHOLE[name](FULL)
    for table_name, frame in before.items():
        pd.testing.assert_frame_equal(FULL[table_name], frame)

"""Findings: what is put into words is what the tables hold."""

import pandas as pd
import pytest

from analysis import annotate, read_corpus
from analysis.findings import (
    beside_reference,
    described,
    leaning,
    listed,
    number,
    overlapping,
    passages,
    share,
    tally,
    voices,
    words_at,
)

TEXT = "AI helps painters. “It will not replace us,” said a painter. It costs $5 * 2.\n"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    return read_corpus(folder)


@pytest.fixture(scope="module")
def tables(corpus):
    return annotate(corpus)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (number(2, "reply", "replies"), "2 replies"),
        (number(1, "reply", "replies"), "1 reply"),
        (number(0, "word"), "no words"),
        (listed([]), "none"),
        (listed(["ai_developer"]), "AI developer"),
        (listed(["a", "b"]), "a and b"),
        (share(0, 0), "0 of 0"),
        (share(1_000, 4_000), "1,000 of 4,000 (25 %)"),
        (tally(pd.Series([], dtype="str")), "none"),
        (tally(pd.Series(["b", "a"])), "b (1) and a (1)"),  # equal counts: in the order of the text
        (tally(pd.Series(["c", "b", "a", "a"]), 1), "a (2) and 2 more"),
        (tally(pd.Series(["c", "a"]), 2), "c (1) and a (1)"),
        (described(pd.DataFrame({"document": ["a"], "label": ["a"]})),
         "1 article; outlet not stated for 1, date not stated for 1, event not stated for 1"),
    ],
)  # fmt: skip
def test_in_words(said, expected):
    assert said == expected


def test_equal_counts_of_categories_stand_in_the_codebooks_order():
    values = pd.Series(pd.Categorical(["union", "press", "company"], ["company", "union", "press", "public"]))
    assert tally(values) == "company (1), union (1) and press (1)"


def test_voices_are_three():
    kinds = voices(pd.DataFrame({"voice": ["narrator", "Ada", "unspecified"]}))
    assert list(kinds) == list(kinds.cat.categories) == ["narrator", "speaker", "unspecified"]


PLACES = pd.DataFrame({"document": ["a", "a", "b"], "start": [0, 10, 0], "end": [5, 20, 5], "name": ["x", "y", "z"]})


@pytest.mark.parametrize(
    ("document", "start", "end", "expected"),
    [("a", 4, 6, [0]), ("a", 5, 10, []), ("a", 0, 20, [0, 1]), ("b", 4, 9, [2]), ("c", 0, 9, [])],
)
def test_rows_overlap_where_they_share_characters(document, start, end, expected):
    here = pd.DataFrame({"document": [document], "start": [start], "end": [end]})
    found = overlapping(PLACES, here)
    assert list(found.index) == expected and list(found.columns) == list(PLACES.columns)


def test_a_row_that_overlaps_twice_stands_once_unless_the_places_differ():
    whole = pd.DataFrame({"document": ["a"], "start": [0], "end": [30]})
    assert len(overlapping(whole, PLACES)) == 1
    assert list(overlapping(whole, PLACES, bring=["name"])["name"]) == ["x", "y"]


def test_words_are_found_back(corpus, tables):
    assert words_at(corpus, tables.spans).tolist() == tables.spans["text"].tolist() != []
    assert words_at(corpus, pd.DataFrame({"document": ["a"], "start": [3], "end": [8]})).tolist() == ["helps"]


def test_passages_show_the_evidence_in_the_text(tables):
    claims = tables.claims.query("stance == 'reject'")
    assert passages(claims, "*{voice}*: {words}").startswith("- *painter*: “It will not <b>replace us</b>,”")
    units = pd.DataFrame({"start": [5], "text": ["AI helps"], "evidence": ["8:13 helps +0.50"]})
    assert passages(units) == "- AI <b>helps</b>"
    assert passages(units[:0]) == "- none"


def test_passages_are_no_markup():
    odd = pd.DataFrame({"start": [0], "text": ["$5 * 2\n<i> _a_"], "label": ["[a]"]})
    assert passages(odd, "{label}: {words}") == r"- \[a\]: \$5 \* 2 &lt;i&gt; \_a\_"


def test_the_kit_stands_beside_the_reference_if_there_is_one(corpus, tables):
    assert beside_reference(corpus, tables, "claims", "stance")["kit"].sum() == len(tables.claims)
    assert list(beside_reference(corpus, tables, "sentiment", "value").columns) == ["kit"]
    seeds = read_corpus("seeds")
    beside = beside_reference(seeds, annotate(seeds), "zones", "zone")
    assert list(beside.columns) == ["kit", "reference"] and list(beside.index) == ["headline", "body", "boilerplate"]
    assert beside["kit"].sum() == beside["reference"].sum() > 0


@pytest.mark.parametrize(
    ("kit", "reference", "expected"),
    [
        ([2, 0, 0], [0, 0, 2], "more harshly than the reference: critical units 2 against 0, favourable ones 0"),
        ([1, 0, 1], [1, 2, 1], "as kindly as the reference: critical units 1 against 1"),
    ],
)
def test_the_kit_leans_where_its_balance_is(kit, reference, expected):
    assert expected in leaning(pd.DataFrame({"kit": kit, "reference": reference}, index=[-1, 0, 1]))
    assert leaning(pd.DataFrame({"kit": kit}, index=[-1, 0, 1])).startswith("There is no reference")

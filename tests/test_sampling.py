"""Samples: which units there are, how many come from each stratum, which they are whatever the articles' order."""

from dataclasses import replace

import pandas as pd
import pytest

from analysis.corpus import read_corpus
from analysis.sampling import (
    LAYERS, LONGEST, SamplingError, allocation, codes, draw, population, stratified, without_units,
)  # fmt: skip
from analysis.tables import annotate

FERRIES = (
    "Ferries and AI\n\n"
    "The ferry sails at noon. AI helps painters to see more. “AI will replace weavers,” said Ida Hall. It rains.\n"
    "Bo Lind fears that AI takes work from bakers."
)
LOOMS = "Looms and AI\n\nThe loom stands still. AI helps potters to work faster. The mill used AI for a catalogue."
TIDES = "Tides\n\nThe tide rose. It fell again."
TEXTS = {"ferries": FERRIES, "looms": LOOMS, "tides": TIDES}
LISTED = "document,outlet\nferries,Gazette\nlooms,Gazette\ntides,\n"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpus")
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / "articles.csv").write_text(LISTED, encoding="utf-8")
    return read_corpus(folder)


@pytest.fixture(scope="module")
def tables(corpus):
    return annotate(corpus)


@pytest.mark.parametrize(
    ("layer", "number", "predictions"),
    [
        ("sentiment", 7, {"AI helps painters to see more.": "1",
                          "Bo Lind fears that AI takes work from bakers.": "-1"}),
        ("frames", 13, {"AI helps potters to work faster.": "enhancement", "It rains.": "none",
                        "“AI will replace weavers,” said Ida Hall.": "replacement"}),
        ("attributions", 7, {TIDES.split("\n\n")[1]: "none", FERRIES.split("\n")[2]: "direct",
                             "Bo Lind fears that AI takes work from bakers.": "indirect"}),
    ],
)  # fmt: skip
def test_units_of_a_layer_and_what_the_kit_finds_in_them(tables, layer, number, predictions):
    units = population(tables, layer)
    assert len(units) == number
    assert [TEXTS[row.document][row.start : row.end] for row in units.itertuples()] == units["text"].to_list()
    found = units.set_index("text")["prediction"]
    assert {text: found[text] for text in predictions} == predictions


def test_of_several_predictions_the_rarest_counts(tables):
    several = tables.claims.loc[tables.claims["frame"].isin(["replacement"])].head(1)
    more = tables.claims.loc[tables.claims["frame"].eq("enhancement")].head(1).assign(
        document=several["document"].iloc[0], start=several["start"].iloc[0])
    units = population(replace(tables, claims=pd.concat([tables.claims, more])), "frames")
    at = units["start"].eq(several["start"].iloc[0]) & units["document"].eq(several["document"].iloc[0])
    assert units.loc[at, "prediction"].to_list() == ["replacement"]


def test_context_is_of_the_same_article(tables):
    units = population(tables, "frames").set_index("text")
    assert units.loc["Ferries and AI", "before"] == ""
    assert units.loc["It rains.", "before"].endswith("more. “AI will replace weavers,” said Ida Hall.")
    assert units.loc["It rains.", "after"] == "Bo Lind fears that AI takes work from bakers."
    assert units.loc["It fell again.", "after"] == ""


def test_long_paragraphs_are_cut_between_sentences(tmp_path):
    sentence = "The ferry sails past the old mill at noon. "
    (tmp_path / "a.txt").write_text("Title\n\n" + sentence * 60, encoding="utf-8")
    units = population(annotate(read_corpus(tmp_path)), "attributions")
    assert len(units) == 1 + 60 * len(sentence) // LONGEST + 1
    assert all(text.startswith("The ferry") and text.endswith("noon.") for text in units["text"][1:])
    assert units["text"].str.count("ferry").sum() == 60


@pytest.mark.parametrize(
    ("sizes", "n", "taken"),
    [
        ([5, 5], 4, [2, 2]), ([1, 9], 6, [1, 5]), ([4, 36], 8, [2, 6]), ([4, 16, 36], 12, [2, 4, 6]),
        ([4, 4, 4], 12, [4, 4, 4]), ([1, 1, 900], 4, [1, 1, 2]), ([7], 7, [7]), ([1, 1, 1], 3, [1, 1, 1]),
        ([2, 2, 9], 3, [1, 1, 1]), ([3, 100], 103, [3, 100]),
    ],
)  # fmt: skip
def test_each_stratum_gives_one_and_else_as_the_root_of_its_size(sizes, n, taken):
    assert allocation(pd.Series(sizes), n).to_list() == taken


@pytest.mark.parametrize("strata", [[], ["article"], ["prediction"], ["article", "prediction"], ["outlet"]])
def test_every_unit_stands_for_as_many_as_its_probability_says(tables, strata):
    units = stratified(population(tables, "frames"), tables.articles, strata)
    drawn = draw(units, n=9, seed=3)
    assert len(drawn) == 9 and not drawn.duplicated(["document", "start"]).any()
    assert sorted(drawn["unit"]) == drawn["unit"].to_list()
    assert (1 / drawn["probability"]).sum() == pytest.approx(len(units))
    assert drawn["probability"].between(0, 1, inclusive="right").all()
    for row in drawn.drop_duplicates("stratum").itertuples():
        assert row.sample == drawn["stratum"].eq(row.stratum).sum()
        assert row.probability == row.sample / row.population


def test_the_order_of_articles_is_nothing_and_the_seed_is_all(tables):
    units = stratified(population(tables, "frames"), tables.articles, ["prediction"])
    drawn = draw(units, n=6, seed=1)
    pd.testing.assert_frame_equal(drawn, draw(units.iloc[::-1], n=6, seed=1))
    others = [tuple(draw(units, n=6, seed=seed)["text"]) for seed in range(8)]
    assert len(set(others)) > 1


def test_every_unit_of_a_stratum_is_as_likely_as_another():
    units = pd.DataFrame({"document": "a", "start": range(0, 40, 4), "end": range(3, 43, 4), "text": "x"})
    counts = pd.concat([draw(units, n=3, seed=seed)["start"] for seed in range(400)]).value_counts()
    assert len(counts) == 10 and counts.between(85, 155).all()


def test_the_order_in_a_sheet_tells_nothing_of_the_stratum():
    strata = ["rare"] * 40 + ["common"] * 960  # of the one a large share is drawn, of the other a small one
    units = pd.DataFrame({"document": "a", "start": range(1000), "end": range(1, 1001), "stratum_x": strata})
    drawn = draw(units, n=100, seed=2)
    places = drawn["unit"].str[1:].astype(int).groupby(drawn["stratum_x"]).mean()
    assert places.between(30, 70).all()


def test_what_the_kit_finds_in_a_unit(tables):
    units = population(tables, "attributions")
    found = codes(units, tables, "attributions")
    assert found["content"].to_list() == ["“AI will replace weavers,”", "AI takes work from bakers"]
    assert units.loc[found["unit"], "text"].str.contains("Ida Hall|Bo Lind").all()


@pytest.mark.parametrize(
    ("layer", "strata", "n", "message"),
    [
        ("frame", [], 1, "layer is 'frame'; allowed: sentiment, frames, attributions"),
        ("frames", ["outlets"], 1, "strata has 'outlets'; allowed: article, prediction, outlet"),
        ("frames", [], 14, "n is 14, and the corpus has only 13 units to draw from; .* with --n 13$"),
        ("frames", [], 0, "n is 0; a sample has one unit at least; there are 13 to"),
        ("frames", ["article"], 2, "n is 2; each of the 3 strata needs a unit; draw at least 3, or name fewer strata"),
    ],
)
def test_what_cannot_be_drawn(tables, layer, strata, n, message):
    with pytest.raises(SamplingError, match=message):
        draw(stratified(population(tables, layer), tables.articles, strata), n=n)


@pytest.mark.parametrize("layer", LAYERS)
def test_a_corpus_without_units(tmp_path, layer):
    (tmp_path / "a.txt").write_text("Tags: tides", encoding="utf-8")
    with pytest.raises(SamplingError, match="a sample needs units; the corpus has no"):
        population(annotate(read_corpus(tmp_path)), layer)


@pytest.mark.parametrize(
    ("layer", "strata", "lacking"),
    [
        ("sentiment", ["article", "prediction"], {"--strata article": "none has: tides; nothing"}),
        ("frames", ["article", "prediction"], {"--strata prediction": "none has: appropriation, efficiency; nothing"}),
        ("frames", ["article", "outlet"], {}),
    ],
)
def test_strata_without_units_are_named(corpus, tables, layer, strata, lacking):
    units, codebook = population(tables, layer), corpus.story.scheme.codebook
    problems = {found.place: found.message for found in without_units(units, tables.articles, strata, layer, codebook)}
    assert list(problems) == list(lacking)
    assert all(lacking[place] in message for place, message in problems.items())

"""Every figure: it draws, from codings and from nothing; it says what it shows; its marks have their words."""

import json
from dataclasses import fields
from pathlib import Path

import altair as alt
import pandas as pd
import pytest
import vl_convert

from analysis import Corpus, annotate, read_corpus
from analysis.calibration import judgements
from analysis.choices import chosen, findings
from analysis.codebook import categories
from analysis.coding import read_coding
from analysis.estimates import Shares, sentence_shares
from analysis.figures import FIGURES, figure
from analysis.marks import sentiment_units
from analysis.specification import specification
from analysis.tables import Tables, table
from analysis.theme import EVENTS, FONT, INKS, PALETTES, VOICES, named, palette

CORPUS = read_corpus("seeds")
CODINGS = {"reference": "reference", "machine": "A", "coder_a": "A", "coder_b": "B", "settled": "reference"}  # a coder stands in for the kit
TABLES = ("zones", "sentences", "mentions", "attributions", "spans", "sentiment", "claims")
NO_CORPUS = Corpus(Path("nowhere"), (), ())
NO_ARTICLES = pd.DataFrame(columns=["document", "label"], dtype="str")
NOTHING = Tables(
    **{name: table(name) for name in TABLES},
    articles=NO_ARTICLES,
    problems=pd.DataFrame(columns=["place", "message"], dtype="str"),
)


@pytest.fixture(scope="module")
def full() -> dict:
    codings = {name: read_coding(CORPUS, coder) for name, coder in CODINGS.items()}
    tables = {f.name: getattr(codings["reference"], f.name) for f in fields(Tables)} | codings
    sample = tables["sentences"][["document", "sentence"]].sample(50, random_state=1).assign(probability=0.4)
    estimates = sentence_shares(codings["machine"], codings["reference"], sample)
    kit = annotate(CORPUS)
    judged = judgements(CORPUS, kit, codings["reference"])
    under_choices = findings(CORPUS, chosen(CORPUS, kit))
    return tables | {"estimates": estimates, "specified": specification(CORPUS, kit), "judged": judged,
                     "under_choices": under_choices}  # fmt: skip


@pytest.fixture(scope="module")
def empty() -> dict:
    tables = {f.name: getattr(NOTHING, f.name) for f in fields(Tables)} | dict.fromkeys(CODINGS, NOTHING)
    estimates = pd.DataFrame(columns=["variable", "category", *Shares._fields]).astype({"category": "str"})
    return tables | {"estimates": estimates, "specified": specification(NO_CORPUS, NOTHING),
                     "judged": judgements(NO_CORPUS, NOTHING, NOTHING),
                     "under_choices": findings(NO_CORPUS, chosen(NO_CORPUS, NOTHING))}  # fmt: skip


@pytest.fixture(scope="module")
def charts(full) -> dict:
    """Every figure of the reference coding, drawn once."""
    return {name: drawn(name, full) for name in FIGURES}


@pytest.fixture(scope="module")
def specs(charts) -> dict:
    """Every figure's specification, which Altair validates against Vega-Lite's schema."""
    return {name: chart.to_dict() for name, chart in charts.items()}


def drawn(name: str, tables: dict) -> alt.TopLevelMixin:
    return FIGURES[name](**{table: tables[table] for table in FIGURES[name].tables})


def inside(spec, key: str) -> list:
    """Every value of `key`, however deep in a specification."""
    if isinstance(spec, list):
        return [found for part in spec for found in inside(part, key)]
    if not isinstance(spec, dict):
        return []
    here = [spec[key]] if key in spec else []
    return here + [found for part in spec.values() for found in inside(part, key)]


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_says_what_it_shows(name, specs):
    spec = specs[name]
    assert FIGURES[name].id == name
    assert " ".join(spec["title"]["text"]) == FIGURES[name].question
    assert " ".join(spec["title"]["subtitle"]) == FIGURES[name].caption
    assert spec["description"] == FIGURES[name].alt_text
    assert "?" in FIGURES[name].question and FIGURES[name].caption.endswith(".")
    assert spec["config"]["font"] == FONT


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_has_one_tidy_table(name, charts, specs):
    data = charts[name].data
    assert isinstance(data, pd.DataFrame) and 0 < len(data) <= 5000
    assert data.columns.is_unique and list(data.index) == list(range(len(data)))
    assert len(specs[name]["datasets"]) == 1, f"{name}: all layers should draw the one table"
    columns = {field for field in inside(specs[name], "field") if isinstance(field, str)}
    assert columns <= set(data.columns), f"{name}: encodes {columns - set(data.columns)}, which its table lacks"


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_of_nothing_is_an_empty_chart(name, empty):
    chart = drawn(name, empty)
    assert len(chart.data) == 0
    assert chart.to_dict()["title"]["text"]


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_the_same_every_time(name, full, specs):
    assert json.dumps(drawn(name, full).to_dict()) == json.dumps(specs[name])


@pytest.mark.parametrize("name", FIGURES)
def test_nothing_is_counted_in_a_chart(name, specs):
    for act in ("bin", "stack", "joinaggregate", "window"):
        assert not inside(specs[name], act), f"{name}: {act} in the chart; places belong into analysis/marks.py"
    assert all(isinstance(found, list) for found in inside(specs[name], "aggregate"))


@pytest.mark.parametrize("name", FIGURES)
def test_marks_have_words_to_show(name, specs):
    assert inside(specs[name], "tooltip"), f"{name}: hovering should show the words behind a mark"


def test_legends_of_the_map_have_room_beside_long_names(specs):
    points = specs["article_map"]["layer"][2]["encoding"]
    assert points["shape"]["legend"]["orient"] == "bottom" and "orient" not in points["color"]["legend"]


def test_hovering_over_a_unit_of_sentiment_tells_what_decided():
    row = {
        "document": "a", "sentence": 0, "start": 0, "end": 9, "value": 1, "voice": "Ada", "stakeholder": "union",
        "evidence": "3:8 helps +0.50", "strength": 0.5, "rule": "near", "agreed": False, "text": "AI helps.",
    }  # fmt: skip
    articles = pd.DataFrame({"document": ["a"], "label": ["A"]})
    marks = sentiment_units(table("sentiment", [tuple(row.values())]), articles)
    assert marks.loc[0, ["decided", "second"]].tolist() == ["helps +0.50", "a second scorer says otherwise"]
    for name in ("sentiment_by_article", "sentiment_by_voice"):
        hovered = inside(FIGURES[name](table("sentiment"), NO_ARTICLES).to_dict(), "tooltip")
        assert {"decided", "second", "text"} <= set(inside(hovered, "field"))


@pytest.mark.parametrize(
    "name, units",
    [
        ("zones_by_article", "zones"),
        ("sentiment_by_article", "sentiment"),
        ("sentiment_by_voice", "sentiment"),
        ("frames_by_article", "claims"),
        ("frames_by_stakeholder", "claims"),
    ],
)
def test_every_unit_is_a_mark(name, units, full, charts):
    assert len(charts[name].data) == len(full[units])


@pytest.mark.parametrize(
    "name", ["sentiment_by_article", "sentiment_by_voice", "frames_by_article", "frames_by_stakeholder"]
)
def test_every_row_and_block_keeps_its_label(name, charts, specs):
    picture = vl_convert.vegalite_to_svg(specs[name])
    data = charts[name].data
    row = "label" if name.endswith("article") else "stakeholder"
    block = "value" if name.startswith("sentiment") else "frame"
    for category in (*data[row].cat.categories, *data[block].cat.categories):
        assert f">{named(category)}<" in picture
    for number in data[block].value_counts():
        assert f">n = {number}<" in picture


@pytest.mark.parametrize("variable", PALETTES)
def test_a_palette_has_a_colour_per_category(variable):
    colours = palette(variable).to_dict()
    assert colours["domain"] == list(categories(variable))
    assert len(set(colours["range"])) == len(colours["domain"])


def test_no_colour_means_two_things():
    colours = [colour for variable in PALETTES for colour in PALETTES[variable]]
    colours += [*VOICES.range, *EVENTS, *INKS]
    assert len(set(colours)) == len(colours)


def test_a_name_is_taken_once():
    name = next(iter(FIGURES))

    def again(zones): ...

    again.__name__ = name
    with pytest.raises(ValueError, match=name):
        figure(question="?", caption=".", alt_text=".")(again)

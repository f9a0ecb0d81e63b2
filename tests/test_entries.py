"""Entries: what is read of the cells that coders fill, as people write them."""

import pytest

from analysis.corpus import Actor, Document, Story
from analysis.entries import Place, entries
from analysis.sheets import LAYERS
from analysis.span import Span

TEXT = "- Hall said that AI “helps”, he said, and it saves time. He said | wrote it’s 3-fold. It saves time."
STORY = Story(actors=(
    Actor("Ida Hall", "executive", ("Ida Hall", "Hall", "Ida")), Actor("Tom Hall", "union", ("Tom Hall", "Hall")),
))  # fmt: skip
PLACE = Place(Document("a", f"Title\n{TEXT}", STORY), Span(6, 6 + len(TEXT)))


def read(layer: str, **cells: str) -> tuple[list, list[str]]:
    filled = {"sentiment": {"value": "0", "voice": "narrator"},
              "frames": {"frame": "efficiency", "stance": "assert", "hedged": "no", "voice": "narrator"},
              "attributions": {"content": "helps", "speakers": "Ida Hall"}}[layer]  # fmt: skip
    return entries({1: dict.fromkeys(LAYERS[layer].columns, "") | filled | cells}, layer, PLACE)


def test_nothing_to_code_makes_no_row():
    for layer in LAYERS:
        first = LAYERS[layer].columns[0]
        none = {1: dict.fromkeys(LAYERS[layer].columns, "") | {first: "None"}}
        assert entries(none, layer, PLACE) == ([], [])
        rows, faults = entries({}, layer, PLACE)
        assert not rows and faults == [f"{first} is empty; code the unit, or write none if there is nothing to code"]


@pytest.mark.parametrize(
    ("layer", "column", "cell", "read_as"),
    [
        ("sentiment", "value", "+1", 1), ("sentiment", "value", "'-1", -1), ("sentiment", "value", "−1", -1),
        ("sentiment", "value", "1.0", 1), ("sentiment", "value", "-1,0", -1), ("sentiment", "value", "0", 0),
        ("sentiment", "voice", "NARRATOR", "narrator"), ("sentiment", "voice", "Unspecified", "unspecified"),
        ("sentiment", "voice", "ida", "Ida Hall"),
        ("frames", "frame", "Efficiency", "efficiency"), ("frames", "stance", " REJECT ", "reject"),
        ("frames", "hedged", "yes", True), ("frames", "hedged", "TRUE", True), ("frames", "hedged", "No", False),
        ("frames", "evidence", "it's 3-fold", "it’s 3-fold"), ("frames", "evidence", "'- Hall said", "- Hall said"),
        ("frames", "evidence", 'AI  "helps"', "AI “helps”"), ("frames", "evidence", "", TEXT),
        ("frames", "evidence", "’s 3–fold", "’s 3-fold"),
        ("attributions", "speakers", "ida;  Tom Hall ;", "Ida Hall; Tom Hall"),
        ("attributions", "content", "“helps”", "direct"), ("attributions", "content", "AI “helps”", "mixed"),
        ("attributions", "content", "it saves time", "indirect"),
    ],
)  # fmt: skip
def test_cells_are_read_as_people_write_them(layer, column, cell, read_as):
    (first, *_), faults = read(layer, **{column: cell})
    assert not faults and first[1]["type" if column == "content" else column] == read_as


@pytest.mark.parametrize(("told", "stakeholder"), [("", "executive"), ("Creative worker", "creative_worker")])
def test_a_known_name_has_its_stakeholder_unless_another_is_told(told, stakeholder):
    (row,), _ = read("sentiment", voice="Ida", stakeholder=told)
    assert row[1]["stakeholder"] == stakeholder


def test_a_name_of_two_actors_is_neither():
    assert read("sentiment", voice="Hall") == ([], [
        "stakeholder is empty, and 'Hall' is no actor of the corpus; allowed: narrator, executive, company, "
        "ai_developer, union, performer, creative_worker, investor, industry, press, public, government, unspecified"])
    (row,), _ = read("sentiment", voice="Hall", stakeholder="union")
    assert (row[1]["voice"], row[1]["stakeholder"]) == ("Hall", "union")


@pytest.mark.parametrize(
    ("cells", "spans"),
    [
        ({"content": "“helps”", "cue": "said"}, {"cue": ["said, and"], "content": ["“helps”"]}),
        ({"content": "elp", "speakers": "unspecified"}, {"content": ["elp"]}),
        ({"content": "“helps”", "source": "he"}, {"source": ["he said,"], "content": ["“helps”"]}),
        ({"content": "3-fold", "cue": "said"}, {"cue": ["said |"], "content": ["3-fold"]}),
        ({"content": "it saves time|AI “helps”"}, {"content": ["AI “helps”", "it saves time."]}),
        ({"content": "said | wrote"}, {"content": ["said | wrote"]}),
    ],
)  # fmt: skip
def test_spans_are_where_the_words_stand(cells, spans):
    rows, faults = read("attributions", **cells)
    assert not faults
    found = {part: [] for part in spans}
    for name, row in rows:
        if name == "spans":
            assert PLACE.document[Span(row["start"], row["end"])] == row["text"]
            found[row["part"]].append(row["start"])
    assert found == {part: [PLACE.document.text.index(words) for words in texts] for part, texts in spans.items()}

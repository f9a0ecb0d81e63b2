"""Wordings: one utterance in several articles, word by word, and set in lines for the figure."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analysis.annotation import SCHEMAS, write_annotations
from analysis.coding import read_coding
from analysis.corpus import Corpus, Document, read_corpus
from analysis.tables import annotate
from analysis.typeset import placed, width
from analysis.wordings import MOST, RIGHT, altered, kept, side_by_side, wording_marks, wordings, words_kept

LONG = "the harbour, the market, the school and the two bridges that the storm of last winter took from us"
TEXTS = {
    "first": f"“The new ferry will carry bread to {LONG},” said Ida Hall, a skipper. Hall smiled.",
    "second": f"“The new ferry will bring loaves to {LONG},” said Ida Hall, a skipper. Hall smiled.",
    "third": f"Ida Hall, a skipper, said that the new ferry would carry bread to {LONG}. Hall smiled.",
}


CORPUS = Corpus(
    Path("."),
    tuple(Document(name, text) for name, text in TEXTS.items()),
    tuple({"document": name, "label": f"The {name} paper of the island"} for name in TEXTS),
)


@pytest.fixture(scope="module")
def tables():
    return annotate(CORPUS)


def test_an_utterance_has_a_wording_in_each_article(tables):
    found = wordings(tables)
    assert found["document"].tolist() == list(TEXTS)
    assert found["relation"].tolist() == ["altered", "verbatim", "paraphrase"], "the longer one is the wording"
    assert found["utterance"].unique().tolist() == ["u1"]
    assert all(content in TEXTS[name] for name, content in zip(found["document"], found["content"]))


def test_the_streamed_table_has_them_too(tables, tmp_path):
    told = list(write_annotations(CORPUS, tmp_path / "streamed"))
    assert len(told) == len(TEXTS) and tables.attributions["utterance"].tolist() == ["u1"] * 3
    tables.write(tmp_path / "whole")
    one, other = (tmp_path / way / "attributions.csv" for way in ("streamed", "whole"))
    assert one.read_bytes() == other.read_bytes()
    assert {path.stem for path in one.parent.iterdir()} == set(SCHEMAS), "nothing else is left behind"


def test_only_quotation_marks_make_an_altered_quotation(tables):
    assert altered(wordings(tables))["document"].tolist() == ["first", "second"]
    rows = tables.attributions.assign(relation=tables.attributions["relation"].replace("altered", "verbatim"))
    assert altered(wordings(replace(tables, attributions=rows))).empty


@given(*[st.lists(st.sampled_from("abcd"), max_size=9).map(" ".join)] * 2)
@example("a b c a b", "b a b c a c a")
def test_each_of_two_wordings_has_as_many_words_of_the_other(one, other):
    assert sum(same for _, same in kept(one, [other])) == sum(same for _, same in kept(other, [one]))


@pytest.mark.parametrize("text, others, differing", [
    ("“Carry bread,”", ["carry bread."], []),
    ("“Carry bread,”", ["carry loaves."], ["bread,”"]),
    ("“Carry bread,”", ["bread carry"], ["bread,”"]),
    ("“Carry bread,”", ["carry", "bread"], []),
    ("“Carry – bread”", ["carry bread"], ["–"]),
])  # fmt: skip
def test_a_word_differs_if_no_other_wording_has_it_there(text, others, differing):
    assert [word for word, same in kept(text, others) if not same] == differing


def test_the_marks_say_the_whole_wording_and_stay_inside_the_figure(tables):
    marks = wording_marks(tables)
    words = marks[marks["kind"].eq("word")]
    for content, line in words.groupby("content", sort=False):
        assert " ".join(line["text"]) == content
    assert words["right"].max() <= RIGHT and words["y"].nunique() > 4, "long wordings go on in the next line"
    assert words.loc[words["differs"], "text"].tolist() == ["carry", "bread", "bring", "loaves"]
    assert (words["line_to"] >= words["right"]).all()
    assert marks[marks["kind"].eq("speaker")]["text"].tolist() == ["Ida Hall"]


def test_words_are_counted_and_shown(tables):
    found = words_kept(altered(wordings(tables)))
    assert (found["words"] - found["kept"]).tolist() == [2, 2]
    shown = side_by_side(found)
    assert shown.count("<b>carry bread</b>") == shown.count("<b>bring loaves</b>") == 1
    assert shown.startswith("- Ida Hall\n  - *The first paper of the island* (direct): “The new ferry will <b>")
    assert side_by_side(found[:0]) == "- none"


def test_words_and_their_lines_do_not_meet(tables):
    marks = wording_marks(tables)
    for _, line in marks.sort_values(["y", "left"]).groupby("y"):
        assert (line["left"].iloc[1:].to_numpy() >= line["right"].iloc[:-1].to_numpy()).all()


def test_a_figure_shows_the_first_few_only():
    documents = [Document(f"{n}{side}", f"“Pier {number} needs {thing}, and {LONG},” said Ida Hall{n}, a skipper.")
                 for n, number in zip("abcdefgh", ("one", "two", "three", "four", "five", "six", "seven", "eight"))
                 for side, thing in (("x", "lamps"), ("y", "rope"))]  # fmt: skip
    tables = annotate(Corpus(Path("."), tuple(documents), tuple({"document": d.id, "label": d.id} for d in documents)))
    assert altered(wordings(tables))["utterance"].nunique() == 8
    assert wording_marks(tables)["utterance"].nunique() == MOST


def test_what_coders_settled_can_be_shown_as_well(root):
    found = altered(wordings(read_coding(read_corpus(root / "seeds"), "reference")))
    assert found.groupby("utterance")["document"].nunique().min() > 1


def test_a_long_word_breaks_no_line():
    assert [(one.line, one.left) for one in placed(["W" * 40, "a"], size=10, left=0, right=50)] == [(0, 0), (1, 0)]
    assert width("WWW", 10) > width("lll", 10) > 0

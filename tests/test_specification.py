"""Specification and facets: what a unit is counted under, and which findings are told."""

import math
from dataclasses import replace

import pandas as pd
import pytest

from analysis import annotate, read_corpus
from analysis.facets import NAMELESS, PARTLY, QUOTED, REPORTED, SEVERAL, manners, target_groups
from analysis.specification import holding, in_reference, nearness, paired, readings, specification, told

TARGETS = """
names = ["AI", "the Loom", "Loom 2", "deepfake"]
[groups]
"AI in general" = ["AI"]
"products" = ["the Loom", "Loom 2"]
"""
CASES = [  # a sentence, how it is voiced, under which names
    ("AI helps weavers.", "narrator", "AI in general"),
    ("“AI helps us,” said Ida Hall.", QUOTED, "AI in general"),
    ("Loom 2 “helps us all”, said Ida Hall.", PARTLY, "products"),
    ("Ida Hall said that AI beats the Loom.", REPORTED, SEVERAL),
    ("Fears about the deepfake have grown.", "unspecified", "deepfake"),
    ("Loom 2 and the Loom help weavers.", "narrator", "products"),
]


def corpus_of(folder, targets: str = TARGETS, **texts: str):
    (folder / "targets.toml").write_text(targets, encoding="utf-8")
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return read_corpus(folder)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    return corpus_of(tmp_path_factory.mktemp("corpus"), **{f"t{n}": text for n, (text, *_) in enumerate(CASES)})


@pytest.fixture(scope="module")
def tables(corpus):
    return annotate(corpus)


@pytest.mark.parametrize("number", range(len(CASES)))
def test_how_a_unit_is_voiced_and_under_which_names(number, corpus, tables):
    here = tables.sentiment["document"].eq(f"t{number}")
    assert manners(tables)[here].tolist() == [CASES[number][1]]
    assert target_groups(tables, corpus.story.targets)[here].tolist() == [CASES[number][2]]


def test_a_quotation_of_another_does_not_count(tmp_path):
    text = "“AI harms us,” said Ida Hall, while Bo Lind says that AI helps.\n"
    tables = annotate(corpus_of(tmp_path, a=text))
    assert dict(zip(tables.sentiment["voice"], manners(tables))) == {"Bo Lind": REPORTED, "Ida Hall": QUOTED}


def test_what_is_not_known_of_a_unit_is_said(corpus, tables):
    assert in_reference(corpus, tables).isna().all()
    assert set(target_groups(replace(tables, mentions=tables.mentions[:0]), corpus.story.targets)) == {NAMELESS}


def test_every_finding_is_worked_out_for_every_reading(corpus, tables):
    found = specification(corpus, tables)
    assert found["finding"].cat.categories[0] == "all units"
    for _, part in found.groupby("finding", observed=True):
        assert part["by"].tolist() == ["lexicon", "linear", "TextBlob"]
    whole = found[found["finding"].eq("all units")].set_index("by")
    assert whole.loc["lexicon", "value"] == pytest.approx(tables.sentiment["value"].mean())
    assert whole.loc["lexicon", ["n_one", "n_other"]].tolist() == [6, 0]
    other = found[found["finding"].eq("AI in general against products")].set_index("by").loc["lexicon"]
    assert other["value"] == pytest.approx(other["one"] - other["other"])
    assert other[["n_one", "n_other"]].tolist() == [2, 2]


def row(by: str, one: float, other: float, low: float, high: float, n: int = 9) -> tuple:
    return "a against b", by, one, other, n, n, one - other, low, high, "a", "b"


def specified(*rows: tuple) -> pd.DataFrame:
    columns = ["finding", "by", "one", "other", "n_one", "n_other", "value", "low", "high", "group_one", "group_other"]
    return pd.DataFrame(rows, columns=columns).astype({"finding": "category", "by": "category"})


LEXICON, LINEAR = row("lexicon", 0.5, 0, 0.1, 0.9), row("linear", 0.4, 0, 0.1, 0.9)


@pytest.mark.parametrize(
    ("rows", "direction", "clear", "said"),
    [
        ([LEXICON, LINEAR], 1, True, "**More favourable**: *a* than *b*; +0.50 against 0.00 by `lexicon` and"),
        ([LEXICON, row("linear", 0.4, 0, -0.1, 0.9)], 1, False, "reverse it: its interval by `linear` includes zero."),
        ([row(by, 0.5, 0, -0.1, 0.9) for by in ("lexicon", "linear")], 1, False, "might reverse it: its interval inc"),
        ([row(by, 0.5, 0, math.nan, math.nan) for by in ("lexicon", "linear")], 1, False, "there are too few for an"),
        ([LEXICON, row("linear", -0.4, 0, -0.9, -0.1)], 0, False, "**The scorers do not agree**: *a* and *b*;"),
        ([LEXICON, row("linear", 0, 0, -0.9, 0.1)], 0, False, "**The scorers do not agree**"),
        ([row("lexicon", 0.5, 0.5, -0.9, 0.1), row("linear", 0, 0, 0, 0)], 0, False, "**As favourable**: *a* as *b*;"),
        ([row("lexicon", -1, 0, -1, -1), row("linear", -1, 0, -1, -1)], -1, True, "**More critical**: *a* than *b*"),
        ([LEXICON, LINEAR, row("reference", -1, 0, -1, -1)], 1, True, "units). The reference does not say so."),
        ([LEXICON, LINEAR, row("reference", 1, 0, -0.1, 1)], 1, True, "The interval of the reference includes zero."),
        ([LEXICON, LINEAR, row("TextBlob", -1, 0, -1, -1)], 1, True, "by `linear` (9 and 9 units)."),
        ([row("lexicon", 1, 0, 1, 1, n=4), LINEAR], 1, None, "**Too few units** (4 and 4): *a* and *b*."),
        ([row("lexicon", math.nan, 0, math.nan, math.nan, n=0), LINEAR], 0, False, "**Too few units** (0 and 0)"),
    ],
)  # fmt: skip
def test_a_finding_is_what_the_scorers_say_alike(rows, direction, clear, said):
    found = specified(*rows)
    held = holding(found).loc["a against b"]
    holds = bool(direction) and clear is not None
    assert held[["direction", "holds", "clear"]].tolist() == [direction, holds, bool(clear)]
    assert said in told(found)["a against b"]


def test_the_reference_stands_beside_the_scorers():
    corpus = read_corpus("seeds")
    tables = annotate(corpus)
    found = readings(corpus, tables)
    assert list(found) == ["lexicon", "linear", "TextBlob", "reference"]
    assert found["lexicon"].sentiment.equals(tables.sentiment)
    near = nearness(found, found["reference"])
    assert list(near.index) == ["lexicon", "linear", "TextBlob", "always neutral"]
    assert near.loc["lexicon", "alpha"] > near.loc["TextBlob", "alpha"] > -1
    pairs = paired(tables, found["reference"])
    assert len(pairs) == near.loc["lexicon", "n"] <= len(tables.sentiment)
    assert in_reference(corpus, tables).value_counts().to_dict() == pairs["reference"].value_counts().to_dict()
    assert near.loc["lexicon", "right"] == pytest.approx((pairs["value"] == pairs["reference"]).mean())
    assert near.loc["always neutral", "right"] == pytest.approx((pairs["reference"] == 0).mean())


def test_what_one_article_says_has_no_interval(tmp_path):
    corpus = corpus_of(tmp_path, a="AI helps weavers. Fears about AI have grown.\n", b="AI harms bakers.\n")
    found = specification(corpus, annotate(corpus)).set_index(["finding", "by"])[["value", "low", "high"]]
    assert found.loc[("all units", "lexicon")].tolist() == [pytest.approx(-1 / 3), -1, 0]
    alone = found.loc[("feelings of nobody in particular against all other units", "lexicon")]
    assert alone["value"] == -1 and alone[["low", "high"]].isna().all()


def test_nothing_makes_no_finding(tmp_path):
    corpus = corpus_of(tmp_path, a="The ferry runs again.\n")
    found = specification(corpus, annotate(corpus))
    assert found["value"].isna().all() and not holding(found)["holds"].any()
    assert told(found).str.startswith("**Too few units**").all()

"""What holds for any text whatever: it is annotated, every span points to its own words, and the layers nest."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.annotation import REAL, SCHEMAS, annotation
from analysis.codebook import categories
from analysis.corpus import Document
from analysis.span import Span

# News prose in pieces, in any order: what rules look for, and what they trip over.
SAID = (
    "AI|AI will replace writers|AI helps painters|the technology|deepfakes|no AI|Ida Hall|Hall|Ben O’Neil, a painter,|"
    "the union|she|they|who|said|said that|told Hall|asked if|according to|according to Hall,|fears that|"
    "fears about AI|"
    "demand for|is worried about|warned AI|reportedly|to use AI|expressed concern that|not|never|may|if|but|while|and|"
    "rather than|jobs|voices|is good|is dreadful|cheaper and faster|should not|ban|without consent|in|a|The|of"
).split("|")
MARKS = (
    "“|”|‘|’|\"|'|``|''|«|»|„|(|)|,|,|.|.|;|:|?|!|…|—|–|-|\n|\n\n|\r\n|\t|\u00a0|\u2028|•|"
    "1.|Mr.|U.S.|A.I.|e.g.|$5|%|é|中文。|שלום|"
    "🎬|\u200b|\ufeff|Tags:|About the Author|Photo:|x"
).split("|")
PIECE = st.sampled_from(SAID) | st.sampled_from(SAID) | st.sampled_from(MARKS)
PROSE = st.lists(st.tuples(PIECE, st.sampled_from([" ", " ", " ", ""])), max_size=50).map(
    lambda pieces: "".join(piece + gap for piece, gap in pieces)
)
ANY = st.text(max_size=200)
SPANS = {  # the columns that hold offsets, and the one that holds the words there
    "zones": ("start", "end", "text"),
    "sentences": ("start", "end", "text"),
    "mentions": ("start", "end", "text"),
    "spans": ("start", "end", "text"),
    "sentiment": ("start", "end", "text"),
    "claims": ("start", "end", "text"),
    "claims evidence": ("evidence_start", "evidence_end", "evidence"),
}


def rows(text: str) -> dict[str, list[dict]]:
    """The annotation of a text, each row as a mapping from its column."""
    return {
        name: [dict(zip(SCHEMAS[name], row, strict=True)) for row in table]
        for name, table in annotation(Document("any", text)).items()
    }


def spans(found: list[dict]) -> list[Span]:
    return [Span(row["start"], row["end"]) for row in found]


@given(PROSE | ANY)
@settings(max_examples=400)
def test_any_text_is_annotated_and_every_span_says_its_own_words(text):
    tables = rows(text)
    for name, (start, end, words) in SPANS.items():
        for row in tables[name.split()[0]]:
            assert 0 <= row[start] < row[end] <= len(text)
            assert text[row[start] : row[end]] == row[words]
            assert row[words].strip(), f"{name}: a span of white space says nothing"


@given(PROSE | ANY)
@settings(max_examples=250)
def test_layers_nest(text):
    tables = rows(text)
    zones, sentences = spans(tables["zones"]), spans(tables["sentences"])
    for inner, outer, layer in (
        (sentences, zones, "sentence in zone"),
        (spans(tables["mentions"]), sentences, "mention in sentence"),
        (spans(row for row in tables["spans"] if row["part"] != "content"), sentences, "source and cue in sentence"),
    ):
        for span in inner:
            assert any(around.holds(span) for around in outer), f"{layer}: {text[slice(*span)]!r}"
    for name in ("zones", "sentences"):
        ordered = spans(tables[name])
        assert all(one.end <= other.start for one, other in zip(ordered, ordered[1:])), f"{name} overlap"
    for row in tables["spans"]:
        parts = [zone["zone"] for zone in tables["zones"] if zone["start"] < row["end"] and row["start"] < zone["end"]]
        assert parts and "boilerplate" not in parts
    for row in tables["sentiment"] + tables["claims"]:
        assert Span(row["start"], row["end"]) == sentences[row["sentence"]]
    for row in tables["claims"]:
        assert sentences[row["sentence"]].holds(Span(row["evidence_start"], row["evidence_end"]))


@given(PROSE | ANY)
@settings(max_examples=250)
def test_numbers_follow_one_another_and_categories_are_the_codebooks(text):
    tables = rows(text)
    for name, number in (("sentences", "sentence"), ("attributions", "attribution")):
        assert [row[number] for row in tables[name]] == list(range(len(tables[name])))
    contents = {row["attribution"] for row in tables["spans"] if row["part"] == "content"}
    assert contents == {row["attribution"] for row in tables["attributions"]}, "each attribution has a content"
    for name, columns in SCHEMAS.items():
        for column, kind in columns.items():
            for row in tables[name]:
                if isinstance(kind, tuple):
                    assert row[column] in (*categories(kind[0]), None)
                elif kind == REAL:
                    assert row[column] is None or -1 <= row[column] <= 1
                else:
                    assert row[column] is not None
    for row in tables["attributions"]:
        stakeholders = row["stakeholder"].split("; ")
        assert len(stakeholders) == len(row["speakers"].split("; "))
        assert row["speakers"] and set(stakeholders) <= set(categories("stakeholder"))
    for name in ("mentions", "attributions", "sentiment", "claims"):
        assert all(row["rule"] for row in tables[name]), f"{name}: every row names the rule that made it"


@given(PROSE)
@settings(max_examples=100)
def test_what_is_said_of_a_unit_is_evidenced(text):
    for row in rows(text)["sentiment"]:
        assert row["value"] in (-1, 0, 1)
        assert not row["value"] or math.copysign(1, row["strength"]) == row["value"]
        for piece in row["evidence"].split("; ") if row["evidence"] else ():
            at, _, words = piece.partition(" ")
            start, end = map(int, at.split(":"))
            words, _, worth = words.rpartition(" ")
            assert text[start:end] == words and -9 < float(worth) < 9
            assert row["start"] <= start < end <= row["end"]


@pytest.mark.parametrize(
    "piece",
    ["“", "”", '"', "'", "“a ” ", '"a" said ', ",", ", ", ", and ", "(", "A", "A ", "AI ", "AI, ", "Ida Hall ", "Mr. ",
     "Hall said that ", "fears ", "according to ", "not ", "may ", "help ", "replace ", "AI will replace writers ",
     "writers and ", "she ", "1. ", ".", "... ", "— ", "\n", "“\n", "- AI\n", "中", "é", "'s ", "a’", "x", "x-", "x.x"],
)  # fmt: skip
def test_a_long_run_of_anything_ends(piece):
    """A pattern that tries every way to cut such a run would never end."""
    text = piece * (12_000 // len(piece))
    for row in rows(text)["sentences"]:
        assert text[row["start"] : row["end"]] == row["text"]

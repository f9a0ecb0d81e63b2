"""Sentences: the cases of cases/sentences.txt, and what holds for any text."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analysis.corpus import Document
from analysis.sentences import sentence_spans, sentences
from analysis.span import Span
from analysis.zones import BOILERPLATE, zones

CASES = [
    line
    for line in Path(__file__).with_name("cases").joinpath("sentences.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
STOPPED = st.text(alphabet="aB.!?…\"“”’) \n\r\u00a0。1", max_size=80) | st.text()


@pytest.mark.parametrize("case", CASES)
def test_a_line_is_cut_as_in_the_case(case):
    """White space at a cut is not written in the case: it is a space where the next piece begins with a letter."""
    pieces = re.sub(r"\{[^}]*\}", "", case).split("|")
    wide = re.search("[。！？]", case)
    line = re.sub(r"[{}]", "", case).replace("|", "" if wide else " ")
    cut = [line[slice(*span)] for span in sentence_spans(line, Span(0, len(line)))]
    assert cut == [piece for piece in pieces if piece.strip(" .")]


def test_white_space_of_any_kind_is_no_part_of_a_sentence():
    text = "\u00a0The tide rose.\u00a0 The boats left.\u00a0\r\n\tThey came back.  "
    assert [text[slice(*s.span)] for s in sentences(Document("spaces", text))] == [
        "The tide rose.", "The boats left.", "They came back.",
    ]


def test_headline_and_body_have_sentences_and_boilerplate_has_none():
    text = "Tide Rises in Hull\nThe tide rose. It fell.\nTags: tides. Boats."
    cut = sentences(Document("zones", text))
    assert [(text[slice(*s.span)], s.zone) for s in cut] == [
        ("Tide Rises in Hull", "headline"), ("The tide rose.", "body"), ("It fell.", "body"),
    ]


@given(STOPPED)
@example('B? " ')
def test_sentences_of_any_text_lie_in_their_zones_in_order_and_trimmed(text):
    document = Document("any", text)
    cut = sentences(document)
    lines = [zone for zone in zones(document) if zone.zone != BOILERPLATE]
    for sentence in cut:
        words = text[slice(*sentence.span)]
        assert words and words == words.strip()
        assert sum(zone.span.holds(sentence.span) and zone.zone == sentence.zone for zone in lines) == 1
    for first, second in pairwise(cut):
        assert first.span.end <= second.span.start


@given(STOPPED)
def test_no_letter_of_headline_or_body_is_lost(text):
    document = Document("any", text)
    for zone in zones(document):
        inside = [s.span for s in sentences(document) if zone.span.holds(s.span)]
        kept = sum(c.isalpha() for span in inside for c in text[slice(*span)])
        words = "" if zone.zone == BOILERPLATE else re.sub(r"^\s*\(?[A-Za-z]\)\s", "", document[zone.span])
        assert kept == sum(map(str.isalpha, words))

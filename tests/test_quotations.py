"""Quotations: the cases of cases/quotations.txt, and what holds for any text."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus import Document
from analysis.quotations import quotations

CASES = [
    line
    for line in Path(__file__).with_name("cases").joinpath("quotations.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
MARKED = st.text(alphabet="\"'“”‘’„«»`ab sn5.,?—-(\n", max_size=60)


def notation(document: Document) -> str:
    """The text with its quotations in brackets, as the cases write them."""
    brackets = []
    for found in quotations(document):
        signs = "+" * found.continues + "~" * (not found.closed)
        brackets += [(found.span.start, 1, found.depth, "⟦" + signs), (found.span.end, 0, -found.depth, "⟧")]
    pieces, at = [], 0
    for place, *_, bracket in sorted(brackets):
        pieces += [document.text[at:place], bracket]
        at = place
    return "".join(pieces) + document.text[at:]


@pytest.mark.parametrize("case", CASES)
def test_quotations_are_bracketed_as_in_the_case(case):
    case = case.replace("¶", "\n")
    text = re.sub(r"⟦[+~]*|⟧", "", case)
    assert notation(Document("case", text)) == case


@pytest.mark.parametrize("text", ["", " \n ", "\r\n\r\n"])
def test_a_text_without_words_has_no_quotations(text):
    assert quotations(Document("blank", text)) == ()


def test_line_ends_of_any_kind_end_a_paragraph():
    for end in ("\n", "\r\n", "\r", "\u2029"):
        first, second = quotations(Document("ends", f"“One.{end}“Two.”"))
        assert (first.closed, second.closed, second.continues) == (False, True, True)


def test_marks_and_words_are_told_apart():
    text = "He said ``so it goes'' twice."
    (found,) = quotations(Document("marks", text))
    assert (found.opening, text[slice(*found.words)], found.closing) == ("``", "so it goes", "''")


@given(MARKED | st.text())
def test_quotations_of_any_text_nest_and_stay_in_their_paragraph(text):
    found = quotations(Document("any", text))
    for quotation in found:
        words = text[slice(*quotation.span)]
        assert words == words.strip() and "\n" not in words
        assert words.startswith(quotation.opening) and words.endswith(quotation.closing)
        assert quotation.opening or quotation.closing
        around = [other for other in found if other is not quotation and other.span.holds(quotation.span)]
        assert quotation.depth == 1 + len(around)
    for first, second in pairwise(found):
        assert first.span.start < second.span.start
        assert first.span.holds(second.span) or first.span.end <= second.span.start


@given(MARKED)
def test_a_later_paragraph_does_not_change_an_earlier_one(text):
    alone = quotations(Document("alone", text))
    assert quotations(Document("more", text + "\nHe said “yes” to \"all\"."))[: len(alone)] == alone

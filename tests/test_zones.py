"""Zones: the pages of cases/zones.txt, and what holds for any text."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.codebook import categories
from analysis.corpus import Document
from analysis.zones import RULES, zones

PAGES = [
    page
    for page in re.split(r"\n\n+", Path(__file__).with_name("cases").joinpath("zones.txt").read_text(encoding="utf-8"))
    if not page.startswith("#")
]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\n\n"], ids=ascii)
@pytest.mark.parametrize("page", PAGES)
def test_the_lines_of_a_page_have_the_zones_of_the_case(page, line_end):
    cases = [case.partition(" | ") for case in page.splitlines()]
    document = Document("case", line_end.join(line for _, _, line in cases))
    coded = [(f"{zone.zone} {zone.rule}", document[zone.span]) for zone in zones(document)]
    assert coded == [(code, line) for code, _, line in cases]


def test_a_zone_keeps_the_bullet_and_the_white_space_of_its_line():
    document = Document("line", "\ufeff\n  • Boats leave.\u00a0 \r\n \r\n")
    assert document[zones(document)[-1].span] == "  • Boats leave.\u00a0 "


def test_every_rule_decides_a_line_of_the_cases():
    deciding = {case.split(" | ")[0].split()[1] for page in PAGES for case in page.splitlines()}
    assert deciding == {rule.__name__ for rule, _ in RULES} | {"none"}


WORDS = st.sampled_from(
    ["Tags", ":", "Comments", "Related", "please", "our", "(", "photo by", "is a", "writer", ".", "“", "\n", "\r\n",
     " ", "A", "By", "Ida", "2025", "©", "displaying"]
)


@given(st.text() | st.lists(WORDS, max_size=40).map(" ".join))
def test_every_line_with_words_has_one_zone_and_no_other_has(text):
    document = Document("any", text)
    coded = zones(document)
    lines = [line for line in re.split("[\n\r\v\f\u2028\u2029]", text) if line.strip()]
    assert [document[zone.span] for zone in coded] == lines
    assert {zone.zone for zone in coded} <= set(categories("zone"))
    assert sum(zone.zone == "headline" for zone in coded) <= 1

"""Mentions: the cases of tests/cases/mentions.txt, one a line."""

from pathlib import Path

import pytest

from analysis import Actor, Document, Story, mentions

CASES = [
    line for line in Path(__file__).with_name("cases").joinpath("mentions.txt").read_text("utf-8").splitlines()
    if "=>" in line and not line.startswith("#")
]
STORY = Story((
    Actor("Ida Hall", "creative_worker", ("Ida Hall",), "she", ("director",)),
    Actor("Bo Hall", "performer", ("Bo Hall",), "he"),
    Actor("Northern Ferries", "company", ("Northern Ferries", "Northern"), "it", ("company",)),
))


@pytest.mark.parametrize("case", CASES)
def test_case(case):
    marked, _, told = case.replace(" ¶ ", "\n").partition(" =>")
    text = marked.replace("[", "").replace("]", "")
    expected = [one.strip() for one in told.split(";;") if one.strip()]
    found = mentions(Document("case", text, STORY))
    shown = list(text)
    for mention in reversed(found):
        shown[mention.span.end:mention.span.end] = "]"
        shown[mention.span.start:mention.span.start] = "["
    assert "".join(shown) == marked
    assert [f"{m.kind} {m.name or '-'} {m.rule}" for m in found] == expected

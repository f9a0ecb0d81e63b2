"""Work: what attributions cost grows with the length of a text, however its marks, commas and capitals stand."""

import importlib
import re
import sys
from pathlib import Path
from re import _constants as sign
from re import _parser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import Document, attributions

OF_BENCHMARKS = {"alignment"}  # read a benchmark's files, no articles
MODULES = sorted(
    path.stem for path in (Path(__file__).parents[1] / "analysis").glob("*.py")
    if not path.stem.startswith("__") and path.stem not in OF_BENCHMARKS
)  # fmt: skip
PIECES = [
    "“", "”", '"', "'", "‘", "``", "''", "“a b c d e” ", "“a b c d e,” ", "“a b c\n", "“a b c d e”\n",
    "“A b c.” - Hall\n",
    '"a b c d e" ', ", ", ",", "A ", "Ida Hall ", "Ida Hall, ", "HALL: a b.\n", "Hall: “a b c d e”\n", "(", "— ",
    "Hall said “a b c d e.” ", "“a b c d e?” Hall left. ", "she saw “a b c d e” and ", "“a b c d e,” she, a, b, ",
    "Hall said that it rained. “a b c d e” ", "said ", "who said ", "Hall, who said, ",
]  # fmt: skip


def work(text: str) -> int:
    """The function calls that the attributions of a text take."""
    calls = 0

    def count(*_):
        nonlocal calls
        calls += 1

    document = Document("work", text)
    sys.setprofile(count)
    try:
        attributions(document)
    finally:
        sys.setprofile(None)
    return calls


@pytest.fixture(autouse=True)
def lexicons_read():
    """They are read once, whatever the text."""
    attributions(Document("warm", "“It rains,” Ida Hall said. “It pours.” He left."))


@pytest.mark.parametrize("piece", PIECES)
def test_four_times_the_text_is_about_four_times_the_work(piece):
    assert work(piece * (6_000 // len(piece))) < 6 * work(piece * (1_500 // len(piece))) + 1_000


@given(st.lists(st.sampled_from(PIECES), min_size=2, max_size=6).map("".join))
@settings(max_examples=12, deadline=None)
def test_so_it_is_for_any_mixture(piece):
    assert work(piece * (4_800 // len(piece))) < 6 * work(piece * (1_200 // len(piece))) + 1_000


@pytest.mark.parametrize("piece", ["“", '"', "“a ” ", "“a b c\n"])
def test_two_hundred_thousand_characters_of_marks_go_through(piece):
    document = Document("long", piece * (200_000 // len(piece)))
    for found in attributions(document):
        for span in (*found.content, *filter(None, (found.source, found.cue))):
            assert document[span].strip()


def patterns() -> list[tuple[str, re.Pattern[str]]]:
    modules = [(name, importlib.import_module(f"analysis.{name}")) for name in MODULES]
    return [(f"{name}.{key}", value) for name, module in modules for key, value in vars(module).items()
            if isinstance(value, re.Pattern)]  # fmt: skip


def nested(tree: _parser.SubPattern | list, inside: bool = False) -> bool:
    """True if a repeat without limit holds another one that can give back what it took."""
    for operation, argument in tree:
        if operation in (sign.MAX_REPEAT, sign.MIN_REPEAT):
            many = argument[1] == sign.MAXREPEAT
            if many and inside or nested(argument[2], inside or many):
                return True
        elif operation is sign.POSSESSIVE_REPEAT and nested(argument[2]):
            return True
        elif operation is sign.SUBPATTERN and nested(argument[-1], inside):
            return True
        elif operation is sign.BRANCH and any(nested(branch, inside) for branch in argument[1]):
            return True
        elif operation in (sign.ASSERT, sign.ASSERT_NOT) and nested(argument[1]):
            return True
    return False


@pytest.mark.parametrize("name, pattern", patterns())
def test_no_pattern_can_cut_a_text_in_many_ways(name, pattern):
    assert not nested(_parser.parse(pattern.pattern, pattern.flags)), f"{name}: make the inner repeat possessive"


@pytest.mark.parametrize("pattern, found", [
    (r"(?:a+)+", True), (r"(?:\s*a)*", True), (r"(?:a++)+", False), (r"a+b+", False), (r"(a|b+)*", True),
    (r"(?=(a+)+)", True), (r"(?:a{1,3})+", False),
])
def test_nested_repeats_are_told(pattern, found):
    assert nested(_parser.parse(pattern)) is found

"""Sentiment toward AI on 100 sentences that nothing was tuned to: how right each scorer is, and that none gets worse.

The kit's authors wrote and coded the sentences, before any scorer was run on them. So the figures compare scorers; they
are no estimate for a newspaper. Nothing is ever changed because of one of these sentences: a figure moves because
something else became better or worse.
"""

from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from analysis.published import published
from analysis.scorers import DEFAULT, SCORERS, SECOND
from analysis.span import Span
from analysis.verdict import sentence_sentiment

FILE = Path(__file__).parent / "cases" / "sentiment.ai.tsv"
VALUES = {"-1": -1, "0": 0, "+1": 1}

# Macro F1, times 100, on all judged targets; a scorer that became better gets its new figure here. VADER on the whole
# sentence, whose package is none of the kit's, has 48.9.
KNOWN = {"always neutral": 16.5, "TextBlob, whole sentence": 35.0, "lexicon": 58.9, "linear": 53.3}
SLACK = 3.0  # how far a figure may fall before it is a fault


class Case(NamedTuple):
    value: int
    field: str
    shape: str
    sentence: str
    target: Span


def parsed(line: str) -> Case:
    """A line of the file; a ValueError for one that is not as the file's head says."""
    value, field, shape, marked = line.split("\t")
    before, target, after = marked.replace("]", "[").split("[")
    if value not in VALUES or not field or not shape or not target or marked.index("[") > marked.index("]"):
        raise ValueError(line)
    return Case(VALUES[value], field, shape, before + target + after, Span(len(before), len(before + target)))


def cases() -> list[Case]:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return [parsed(line) for line in lines if not line.startswith("#")]


CASES = cases()


# ---- the file --------------------------------------------------------------------------------------------------------


def test_a_hundred_sentences_each_target_judged_once():
    assert len({case.sentence for case in CASES}) == 100
    judged = [(case.sentence, case.target) for case in CASES]
    assert len(set(judged)) == len(judged) == 106


def test_no_value_and_no_field_prevails():
    values, fields = Counter(case.value for case in CASES), Counter(case.field for case in CASES)
    assert all(0.3 < n / len(CASES) < 0.36 for n in values.values()), values
    assert len(fields) >= 20 and max(fields.values()) < 10 and fields["film"] <= 8
    assert all(8 <= len(case.sentence.split()) <= 45 for case in CASES)


@pytest.mark.parametrize(
    "line",
    [
        "+2\tfarms\tfact\tThe [AI] counts hens.",
        "1\tfarms\tfact\tThe [AI] counts hens.",
        "0\tfarms\tfact\tThe AI counts hens.",
        "0\tfarms\tfact\tThe [AI] counts [hens].",
        "0\tfarms\tfact\tThe ]AI[ counts hens.",
        "0\tfarms\tfact\tThe [] counts hens.",
        "0\tfarms\t\tThe [AI] counts hens.",
        "0\tfarms\tThe [AI] counts hens.",
    ],
)
def test_a_bad_line_is_no_case(line):
    with pytest.raises(ValueError):
        parsed(line)


# ---- the scorers -----------------------------------------------------------------------------------------------------


def textblob(case: Case) -> int:
    from textblob import TextBlob

    polarity = TextBlob(case.sentence).sentiment.polarity
    return (polarity > 0) - (polarity < 0)


def judges(name: str):
    """What gives a case a value under this name: one of the kit's scorers, or what a scorer must be better than."""
    baselines = {"always neutral": lambda case: 0, "TextBlob, whole sentence": textblob}
    return baselines.get(name) or (lambda case: sentence_sentiment(case.sentence, case.target, SCORERS[name]).value)


def macro_f1(name: str) -> float:
    """The mean of the three values' F1, times 100."""
    pairs = Counter((case.value, judges(name)(case)) for case in CASES)
    f1 = []
    for value in VALUES.values():
        given = sum(n for (gold, said), n in pairs.items() for one in (gold, said) if one == value)
        f1.append(2 * pairs[value, value] / given)
    return 100 * sum(f1) / len(f1)


def test_every_scorer_has_a_known_figure():
    unknown = [f'"{name}": {macro_f1(name):.1f}' for name in SCORERS if name not in KNOWN]
    assert not unknown, f"write it into KNOWN: {', '.join(unknown)}"


@pytest.mark.parametrize("name", KNOWN)
def test_no_scorer_gets_worse(name):
    now, known = macro_f1(name), KNOWN[name]
    assert now > known - SLACK, f"{name}: macro F1 is {now:.1f}, known is {known}: mend what made it worse, not a case"


@pytest.mark.parametrize("name", SCORERS)
def test_a_scorer_is_better_than_no_scorer(name):
    assert macro_f1(name) > max(macro_f1("always neutral"), macro_f1("TextBlob, whole sentence")) + SLACK


def test_the_committed_figures_are_these():
    rows = published().query("benchmark == 'own sentences about AI'").set_index(["by", "figure"])["value"]
    names = {name: name for name in ("always neutral", *SCORERS)} | {"TextBlob": "TextBlob, whole sentence"}
    now = {(by, "macro F1"): macro_f1(name) for by, name in names.items()}
    judged = [(judges(DEFAULT)(case), judges(SECOND)(case), case.value) for case in CASES]
    for agreed, figure in ((True, "share right where both scorers agree"), (False, "share right where they differ")):
        right = [one == value for one, other, value in judged if (one == other) == agreed]
        now[DEFAULT, figure] = 100 * sum(right) / len(right)
    remedy = "benchmarks/results.csv is out of date: write down what is measured now"
    assert {key: round(value, 1) for key, value in now.items()} == pytest.approx(rows.to_dict(), abs=3 * SLACK), remedy

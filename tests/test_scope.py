"""Scope: the cases of cases/scope.tsv, and what holds for any words."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.scope import ASSERT, OPPOSE, REJECT, Scope
from analysis.words import words_of

CASES = [
    tuple(line.split("\t"))
    for line in Path(__file__).with_name("cases").joinpath("scope.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
WORDS = st.lists(
    st.sampled_from(
        "not no never the dam breaks may should ban if but while fears that unlikely , ; . ? “ ” rather than more too to "
        "without hurting and it he said is dismissed May few a".split()
    ),
    min_size=1,
    max_size=25,
).map(" ".join)


@pytest.mark.parametrize(("case", "meant", "signs"), CASES)
def test_a_hit_is_meant_as_the_case_says_and_by_these_words(case, meant, signs):
    text = case.replace("[", "").replace("]", "")
    start = case.index("[")
    words = words_of(text)
    hit = words.inside(start, start + case.index("]") - case.index("[") - 1)
    reading = Scope(words, 0, len(words)).reading(hit.start, hit.stop)
    assert reading.stance + "?" * reading.hedged == meant
    assert "+".join(text[slice(*words.span(sign.first, sign.stop))] for sign in reading.signs) == signs


def test_negated_gives_the_nearest_denial_and_none_for_two():
    words = words_of("Nobody doubts that the dam will not break.")
    scope = Scope(words, 0, len(words))
    assert scope.negated(7, 8).first == words.forms.index("not")
    assert scope.negated(4, 5) is None


def test_the_words_of_another_sentence_do_not_count():
    words = words_of("It never rains. The dam may break.")
    assert Scope(words, 3, 7).reading(6, 7).signs[0].rule == "modal"
    assert Scope(words, 3, 7).negated(6, 7) is None


@given(WORDS)
def test_every_sign_lies_in_its_sentence_and_every_hit_has_a_stance(text):
    words = words_of(text)
    scope = Scope(words, 0, len(words))
    for sign in scope.found:
        assert 0 <= sign.first < sign.stop <= len(words)
        assert 0 <= sign.low <= sign.high <= len(words) or sign.low > sign.high
    for index in range(len(words)):
        reading = scope.reading(index, index + 1)
        assert reading.stance in (ASSERT, REJECT, OPPOSE)
        assert not (reading.hedged and reading.stance == OPPOSE)
        assert set(reading.signs) <= set(scope.signs(index, index + 1))
        assert index in scope.clause(index)

"""What the benchmarks share: intervals, and numbers as they are printed."""

import numpy as np
import pytest

from analysis.benchmark import figures, percent, speed


@pytest.mark.parametrize("values, expected", [
    ([0] * 5 + [1] * 5, (0.5, 0.2, 0.8)),  # of ten tosses 1 in 93 has at most 1 head, 1 in 18 at most 2
    ([1, 1, 1], (1, 1, 1)),
    ([1], (1, 1, 1)),
])
def test_intervals_hold_95_percent_of_the_draws(values, expected):
    sums = np.array([[value, 1] for value in values])
    (figure,) = figures(sums, lambda total: total[:1] / total[1:])
    assert figure == expected


def test_draws_without_a_value_do_not_count():
    sums = np.array([[1, 1], [0, 0], [0, 0]])
    (figure,) = figures(sums, lambda total: total[:1] / total[1:])
    assert figure == (1, 1, 1)
    (figure,) = figures(sums[1:], lambda total: total[:1] / total[1:])
    assert str(figure) == "- [-, -]"


def test_intervals_are_the_same_in_every_run():
    sums = np.arange(20).reshape(10, 2)
    assert len({tuple(figures(sums, lambda total: total / 200, draws=50)) for _ in range(2)}) == 1


@pytest.mark.parametrize("value, written", [(0.12345, "12.3"), (1, "100.0"), (float("nan"), "-")])
def test_percent(value, written):
    assert percent(value) == written


@pytest.mark.parametrize("number, seconds, written", [(3000, 2, "1,500"), (1, 0, "-")])
def test_speed(number, seconds, written):
    assert speed(number, seconds) == written

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragcore.figures import Figures
from ragcore.past import past_of
from ragcore.scorecard import Scorecard

YEAR = [f"2015/16 Q{quarter}" for quarter in (1, 2, 3, 4)]


def past(values, periods=YEAR, at=None, **columns):
    """The largest move and the number of periods of one indicator."""
    count = len(values)
    figures = Figures.of(id=["a"] * count, period=periods[:count], value=values, **columns)
    scorecard = Scorecard(figures)
    found = past_of(scorecard, scorecard.position(period=at))
    return found.moved.tolist(), found.periods.tolist(), found.is_long_enough.tolist()


def test_the_largest_move_of_one_period_counts_whichever_way_it_went():
    assert past([80.0, 83.0, 76.0, 78.0]) == ([7.0], [4], [True])


def test_with_fewer_than_four_periods_a_history_is_too_short_for_a_cap():
    assert past([80.0, 83.0, 76.0]) == ([7.0], [3], [False])


def test_an_indicator_that_never_moved_has_moved_by_nothing():
    assert past([80.0] * 4) == ([0.0], [4], [True])


def test_one_figure_is_no_move():
    moved, periods, _ = past([80.0])

    assert np.isnan(moved).all()
    assert periods == [1]


def test_no_figure_is_no_period():
    moved, periods, _ = past([np.nan, np.nan])

    assert np.isnan(moved).all()
    assert periods == [0]


def test_the_previous_figure_of_a_file_with_one_period_is_the_period_before():
    assert past([80.0], previous=[77.5]) == ([2.5], [2], [False])


def test_what_came_after_the_position_is_not_its_past():
    assert past([80.0, 81.0, 95.0, 60.0], at="2015/16 Q2") == ([1.0], [2], [False])


def test_a_move_over_a_missing_period_is_none_of_one_period():
    assert past([80.0, 81.0, np.nan, 99.0]) == ([1.0], [3], [False])
    assert past([80.0, 81.0, 99.0], [YEAR[0], YEAR[1], YEAR[3]]) == ([1.0], [3], [False])


def test_a_history_of_one_quarter_a_year_has_years_for_its_periods():
    assert past([80.0, 83.0, 85.0], [f"{year} Q4" for year in ("2013/14", "2014/15", "2015/16")])[0] == [3.0]


def test_months_of_28_and_of_31_days_are_one_period_each():
    assert past([1.0, 2.0, 4.0, 8.0], ["Jan 2015", "Feb 2015", "Mar 2015", "Apr 2015"])[0] == [4.0]


def test_years_and_quarters_are_never_joined():
    assert past([10.0, 80.0, 83.0], ["2014/15", *YEAR[:2]], at="2015/16 Q2") == ([3.0], [2], [False])


def test_areas_are_never_joined():
    figures = Figures.of(id=["a"] * 4, area=["N", "N", "S", "S"], period=YEAR[:2] * 2, value=[10.0, 11.0, 80.0, 95.0])
    scorecard = Scorecard(figures)

    assert past_of(scorecard, scorecard.position()).moved.tolist() == [1.0, 15.0]


def test_periods_in_no_known_spelling_follow_one_another_as_in_the_file():
    assert past([1.0, 4.0, 5.0], ["first wave", "second wave", "third wave"]) == ([3.0], [3], [False])


def test_an_indicator_that_the_scorecard_does_not_have_has_no_past():
    other = Scorecard(Figures.of(id=["b"], value=[1.0], period=["2015/16"])).position()

    assert past_of(Scorecard(Figures.of(id=["a"], value=[2.0])), other).periods.tolist() == [0]


@given(st.lists(st.integers(-100, 100), min_size=2, max_size=8), st.randoms())
def test_the_order_of_the_rows_makes_no_difference(values, random):
    months = ["Jan 2015", "Feb 2015", "Mar 2015", "Apr 2015", "May 2015", "Jun 2015", "Jul 2015", "Aug 2015"]
    rows = list(zip(values, months, strict=False))
    shuffled = random.sample(rows, len(rows))

    found = past([float(value) for value, _ in shuffled], [month for _, month in shuffled])

    assert found[0] == [max(abs(one - two) for one, two in itertools.pairwise(values))]


@pytest.mark.parametrize("scale", [1e-6, 1e6])
def test_the_unit_makes_no_difference_but_for_its_size(scale):
    assert past([80.0 * scale, 83.0 * scale])[0] == pytest.approx([3.0 * scale])

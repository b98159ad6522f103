from itertools import pairwise

import numpy as np
import pytest
from drawn import measures, position_of
from hypothesis import assume, given
from streamlit.testing.v1 import AppTest

from ragcore.figures import Figures
from ragcore.limits import Polarity
from ragcore.position import Position
from ragcore.rating import Rating
from ragcore.rule import Rule, Tolerance
from ui import detail

UNAVAILABLE, UNRATED, RED, AMBER, GREEN = Rating
FIVE = Rule(amber=Tolerance(5.0))
# A band from a figure to the same figure has no room to be drawn.
with_room = measures().filter(lambda measure: measure.target != measure.target_high)


def history(values, rule=FIVE, **columns):
    """The history of one percentage, a period for each value, with a target of 85."""
    count = len(values)
    told = {"unit": ["%"] * count, "target": [85.0] * count} | columns
    return Position(Figures.of(id=["a"] * count, period=[f"P{at}" for at in range(count)], value=values, **told), rule)


def bands(made, period="P0"):
    """The bands of one period, from below."""
    zones = detail.zones(made)
    return [tuple(row) for row in zones[zones["period"] == period][["low", "high", "rating"]].itertuples(index=False)]


def test_higher_is_better_has_green_on_top():
    assert bands(history([70.0, 90.0])) == [(68.0, 80.0, RED), (80.0, 85.0, AMBER), (85.0, 92.0, GREEN)]


def test_lower_is_better_has_green_below():
    made = history([5.0, 20.0], polarity=[Polarity.LOWER] * 2, target=[10.0, 10.0])

    assert bands(made) == [(3.5, 10.0, GREEN), (10.0, 15.0, AMBER), (15.0, 21.5, RED)]


def test_a_band_has_green_in_the_middle():
    made = history([30.0, 70.0], polarity=[Polarity.BAND] * 2, target_low=[40.0] * 2, target_high=[60.0] * 2)

    assert bands(made) == [
        (26.0, 35.0, RED),
        (35.0, 40.0, AMBER),
        (40.0, 60.0, GREEN),
        (60.0, 65.0, AMBER),
        (65.0, 74.0, RED),
    ]


def test_without_a_tolerance_there_is_no_amber():
    assert [rating for *_, rating in bands(history([70.0], Rule(amber=Tolerance(0.0))))] == [RED, GREEN]


def test_each_period_has_the_limits_of_its_own_target():
    made = history([80.0, 80.0], target=[85.0, 75.0])

    assert [low for low, _, rating in bands(made, "P0") if rating == GREEN] == [85.0]
    assert [low for low, _, rating in bands(made, "P1") if rating == GREEN] == [75.0]


def test_a_period_without_a_target_has_no_bands():
    made = history([80.0, 80.0], target=[np.nan, 85.0])

    assert bands(made, "P0") == []
    assert len(bands(made, "P1")) == 3


@pytest.mark.parametrize("columns", [{"target": [np.nan] * 2}, {"polarity": [Polarity.NONE] * 2}])
def test_where_nothing_is_rated_one_band_reaches_over_all(columns):
    made = history([70.0, 90.0], **columns)

    assert bands(made) == [(68.0, 92.0, UNRATED)]
    assert bands(made, "P1") == []


def test_a_share_of_a_whole_ends_at_the_whole():
    assert bands(history([70.0, 99.0]))[-1] == (85.0, 100.0, GREEN)


def test_what_was_once_above_the_whole_is_still_on_the_chart():
    assert bands(history([99.0, 104.0]))[-1][1] >= 104.0


def test_what_was_never_below_zero_begins_at_zero():
    assert bands(history([1.0, 90.0]))[0][0] == 0.0
    assert bands(history([-1.0, 90.0], unit=["number"] * 2))[0][0] < -1.0


def test_one_figure_that_is_its_own_target_has_room_around_it():
    low, *_, high = sorted({end for band in bands(history([85.0], Rule(amber=Tolerance(0.0)))) for end in band[:2]})

    assert low < 85.0 < high


@given(with_room)
def test_the_bands_of_a_period_touch_and_hold_the_figure_and_no_two_that_touch_are_the_same(measure):
    made = position_of(measure, period=["P0"])
    assume(not np.isnan(made.figures.value[0]))

    found = bands(made)
    value = made.figures.value[0]

    assert found[0][0] <= value <= found[-1][1]
    assert all(low < high for low, high, _ in found)
    assert all(one[1] == other[0] for one, other in pairwise(found))
    assert all(one[2] != other[2] for one, other in pairwise(found))


@given(with_room)
def test_a_figure_lies_in_the_band_of_its_rating_or_on_its_edge(measure):
    made = position_of(measure, period=["P0"])
    assume(made.ratings[0] > UNRATED and not measure.as_shown)

    value, found = made.figures.value[0], bands(made)
    beside = 1e-9 * max(1.0, abs(value))
    here = {rating for low, high, rating in found if low - beside <= value <= high + beside}

    # Where nothing can be better than zero or the whole, a target there leaves no room for its band.
    assert made.ratings[0] in here or value in (found[0][0], found[-1][1])


# ---- opening

OPEN = """
import streamlit as st
from ui import detail, state
chosen, _ = state.choose()
detail.open_row("told", chosen)
"""


@pytest.mark.parametrize(
    ("told", "opened"),
    [
        ({"open": {"id": "assessments-45-days"}}, "assessments-45-days"),
        ({"open": {"id": "nowhere"}}, None),
        ({"open": {"id": ["assessments-45-days"]}}, None),
        ({"open": {}}, None),
        ({"open": "assessments-45-days"}, None),
        ({"open": None}, None),
        ({}, None),
        (None, None),
    ],
    ids=str,
)
def test_a_name_that_is_chosen_in_the_table_is_put_in_the_address_where_there_is_such_an_indicator(told, opened):
    at = AppTest.from_string(OPEN, default_timeout=30)
    at.session_state["told"] = told

    assert not at.run().exception
    assert at.query_params.get("indicator") == opened

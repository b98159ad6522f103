import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragcore.figures import Figures
from ragcore.limits import Polarity
from ragcore.position import Position
from ragcore.ranges import Range, target_range, value_range
from ragcore.rule import Rule, Tolerance

NOTHING = np.array([])
RULE = Rule(amber=Tolerance(5.0))


def of(unit="%", seen=NOTHING, **columns):
    """The ranges of the value and of the target of one indicator."""
    figures = Figures.of(id=["calls"], unit=[unit], **{name: [value] for name, value in columns.items()})
    position = Position(figures, RULE)
    return value_range(position, 0, np.array(seen)), target_range(position, 0, np.array(seen))


def on_a_step(handle, figure):
    """Whether the figure is a whole number of steps from the low end."""
    steps = (figure - handle.low) / handle.step
    return abs(steps - round(steps)) < 1e-6


def test_a_percentage_runs_from_0_to_100_in_steps_of_its_last_decimal():
    value, target = of(value=82.5, decimals=1, typed=1, target=85.0)

    assert value == target == Range(0.0, 100.0, 0.1, 0.5)


def test_a_percentage_that_was_once_above_100_runs_further():
    value, _ = of(value=82.5, target=85.0, seen=[130.0])

    assert value.low < 82.5
    assert value.high > 130.0


@pytest.mark.parametrize(("polarity", "target"), [(Polarity.HIGHER, 3.0), (Polarity.LOWER, 98.0)])
def test_a_tolerance_beyond_0_or_100_makes_no_percentage_beyond_them(polarity, target):
    value, moved = of(value=50.0, target=target, polarity=polarity)

    assert (value.low, value.high, moved.low, moved.high) == (0.0, 100.0, 0.0, 100.0)


def test_an_indicator_of_which_nothing_is_known_has_a_range_all_the_same():
    value, target = of(unit="days")

    assert value == target == Range(0.0, 100.0, 1.0, 1.0)


def test_what_was_never_below_zero_is_not_below_it():
    value, target = of(unit="days", value=3.0, target=2.0)

    assert value.low == target.low == 0.0


def test_what_was_below_zero_can_be_further_below():
    value, _ = of(unit="£", value=-30.0, target=0.0)

    assert value.low < -30.0


def test_a_handle_counts_single_cases_where_the_counts_can_be_trusted():
    value, target = of(value=82.1, decimals=1, typed=1, numerator=985.0, denominator=1200.0, target=85.0)

    assert value == Range(0.0, 1200.0, 1.0, 6.0, counts=True)
    assert not target.counts


def test_a_handle_of_few_cases_moves_by_one():
    value, _ = of(value=50.0, numerator=2.0, denominator=4.0, target=85.0)

    assert value == Range(0.0, 4.0, 1.0, 1.0, counts=True)


def test_a_rate_of_a_whole_runs_to_the_whole_at_most():
    value, _ = of(unit="per 1,000", value=900.0, numerator=9.0, denominator=10.0, target=950.0)

    assert value.high == 10.0


def test_a_target_is_moved_as_finely_as_it_was_typed():
    _, target = of(value=82.0, target=85.25)

    assert target.step == 0.01
    assert target.snap(85.25) == 85.25


def test_steps_begin_where_what_people_type_is_on_one():
    value, target = of(unit="days", value=5.0, target=6.0)

    assert (value.step, target.step) == (1.0, 1.0)
    assert (value.snap(5.0), target.snap(6.0)) == (5.0, 6.0)


@pytest.mark.parametrize(
    ("figure", "snapped"),
    [
        (-1.0, 0.0),
        (0.0, 0.0),
        (0.04, 0.0),
        (0.05, 0.1),
        (99.99, 100.0),
        (120.0, 100.0),
        (math.inf, 100.0),
        (-math.inf, 0.0),
    ],
)
def test_a_figure_is_brought_to_the_nearest_step_in_range(figure, snapped):
    assert Range(0.0, 100.0, 0.1, 0.5).snap(figure) == snapped


typed = st.tuples(st.integers(-(10**6), 10**6), st.integers(0, 3)).map(lambda told: (told[0] / 10 ** told[1], told[1]))


@st.composite
def handles(draw):
    """The ranges of an indicator as a person typed it, with its value and its target."""
    (value, decimals), (target, _) = draw(typed), draw(typed)
    unit = draw(st.sampled_from(["%", "days", "per 1,000"]))
    previous, forecast = draw(st.floats(-1e6, 1e6) | st.just(np.nan)), draw(st.floats(0, 100) | st.just(np.nan))
    polarity = draw(st.sampled_from([Polarity.HIGHER, Polarity.LOWER]))
    found = of(
        unit=unit, seen=draw(st.lists(st.floats(-1e3, 1e3), max_size=3)), value=value, decimals=decimals,
        typed=decimals, target=target, previous=previous, forecast=forecast, polarity=polarity,
    )  # fmt: skip
    return *found, value, target


@given(handles(), st.floats(-1e7, 1e7))
def test_any_figure_lands_in_the_range_and_on_a_step(drawn, figure):
    for handle in drawn[:2]:
        snapped = handle.snap(figure)

        assert handle.low <= snapped <= handle.high
        assert on_a_step(handle, snapped)
        assert handle.snap(snapped) == snapped


@given(handles())
def test_the_value_and_the_target_that_a_person_typed_are_in_range_and_on_a_step(drawn):
    value_handle, target_handle, value, target = drawn

    assert value_handle.snap(value) == value
    assert target_handle.snap(target) == target


@given(handles())
def test_an_arrow_key_moves_whole_steps_and_crosses_the_track_in_a_few_hundred_presses(drawn):
    for handle in drawn[:2]:
        steps = handle.arrow / handle.step

        assert abs(steps - round(steps)) < 1e-6
        assert steps >= 1
        assert (handle.high - handle.low) / handle.arrow < 400


@given(st.integers(0, 3000), st.integers(1, 3000), st.sampled_from(["%", "per 1,000", "number"]))
def test_the_counts_of_today_are_in_the_range_of_a_handle_that_counts(numerator, denominator, unit):
    scale = {"%": 100.0, "per 1,000": 1000.0, "number": 1.0}[unit]

    value, _ = of(
        unit=unit, value=scale * numerator / denominator, numerator=float(numerator), denominator=float(denominator),
        target=5.0,
    )  # fmt: skip

    assert value.counts
    assert value.snap(float(numerator)) == numerator
    assert value.low == 0.0


def test_a_step_is_never_coarser_than_the_tolerance_of_the_indicator():
    figures = Figures.of(id=["a"], value=[0.8], target=[0.9], amber=[0.05], decimals=[1], typed=[1])
    position = Position(figures, Rule())

    assert target_range(position, 0, np.zeros(0)).step == pytest.approx(0.01)
    assert value_range(position, 0, np.zeros(0)).step == pytest.approx(0.01)


@pytest.mark.parametrize("tenths", range(0, 1000, 7))
def test_a_half_between_two_steps_goes_up_whatever_the_binary_noise(tenths):
    assert Range(0.0, 100.0, 0.1, 0.5).snap((2 * tenths + 1) / 20) == round((tenths + 1) / 10, 1)

from fractions import Fraction

import numpy as np
import oracle
import pytest
from drawn import as_arrays, decimals_typed, measures, number
from hypothesis import given
from hypothesis import strategies as st

from ragcore.limits import Edges
from ragcore.rating import rate
from ragcore.rounding import MOST_DECIMALS, half_up, shown_decimals
from ragcore.rounding import decimals_typed as count_typed


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [
        (2.5, 0, 3.0),
        (3.5, 0, 4.0),
        (-2.5, 0, -3.0),
        (2.4999, 0, 2.0),
        (1.005, 2, 1.01),
        (0.35, 1, 0.4),
        (2.675, 2, 2.68),
        (0.1 + 0.2, 1, 0.3),
        (0.285 * 100, 0, 29.0),
        (1234567.885, 2, 1234567.89),
        (0.0, 2, 0.0),
    ],
)
def test_a_half_goes_up_whatever_the_binary_noise(value, decimals, rounded):
    assert half_up(np.array(value), decimals) == rounded


@pytest.mark.parametrize(
    ("value", "decimals"),
    [(999_999_999_999.0, 0), (1e15, 0), (123456.7, 7), (1234.5, 9), (600_000_000_000.25, 2), (1e300, 9), (-1e15, 3)],
)
def test_a_large_figure_that_needs_no_rounding_stays_what_it_is(value, decimals):
    assert half_up(np.array(value), decimals) == value


def test_a_large_figure_is_not_rounded_up_below_its_half():
    assert half_up(np.array([600_000_000_000.4, 1_000_000_000.49]), 0).tolist() == [600_000_000_000.0, 1_000_000_000.0]


def test_missing_stays_missing_and_without_end_stays_so():
    assert np.array_equal(half_up(np.array([np.nan, np.inf, -np.inf]), 1), [np.nan, np.inf, -np.inf], equal_nan=True)


def test_a_minus_zero_is_a_zero():
    rounded = half_up(np.array([-0.04, -0.0]), 1)

    assert not np.signbit(rounded).any()


def test_each_column_has_its_own_decimals_in_every_scenario():
    value = np.array([[1.25, 1.25], [9.87, 9.87]])

    assert half_up(value, np.array([0, 1], dtype=np.int8)).tolist() == [[1.0, 1.3], [10.0, 9.9]]


@given(st.integers(-(10**13), 10**13), st.integers(0, 6), st.integers(0, 6))
def test_every_typed_figure_is_rounded_as_by_hand(digits, places, decimals):
    typed = Fraction(digits, 10**places)

    assert half_up(np.array(number(typed)), decimals) == number(oracle.half_up(typed, decimals))


@given(st.floats(-1e15, 1e15), st.integers(0, MOST_DECIMALS))
def test_what_is_rounded_stays_rounded_and_mirrors(value, decimals):
    rounded = half_up(np.array(value), decimals)

    assert half_up(rounded, decimals) == rounded
    assert half_up(np.array(-value), decimals) == -rounded


@pytest.mark.parametrize(
    ("text", "decimals"),
    [
        ("82.10", 2), ("82", 0), ("82.", 0), (".5", 1), ("1,234.5", 1), ("-0.25", 2), ("85.5%", 1), (" 7.0 ", 1),
        ("5e-3", 3), ("1.25e1", 1), ("1.5E+3", 0), ("0.12345678912", MOST_DECIMALS), ("1e-400", MOST_DECIMALS),
        ("1e-99999", 0), ("", 0),
    ],
)  # fmt: skip
def test_decimals_are_counted_as_typed(text, decimals):
    assert count_typed(text) == decimals


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [(89.98, 1, 2), (89.996, 1, 3), (89.1, 1, 1), (84.96, 0, 2), (90.4, 0, 0), (90.0, 0, 0), (95.55, 1, 1)],
)
def test_decimals_are_added_until_a_figure_does_not_contradict_its_rating(value, decimals, shown):
    limits = Edges.of(["higher"], amber=5.0).at(np.array([90.0]))

    assert shown_decimals(np.array([value]), np.array([decimals], dtype=np.int8), limits).tolist() == [shown]


def test_a_figure_without_a_rating_is_shown_as_usual():
    limits = Edges.of(["higher", "none"], amber=5.0).at(np.array([90.0, 90.0]))

    assert shown_decimals(np.array([np.nan, 89.98]), np.array([1, 1], dtype=np.int8), limits).tolist() == [1, 1]


def test_decimals_end_where_a_double_does():
    limits = Edges.of(["higher"]).at(np.array([90.0]))

    assert shown_decimals(np.array([90.0 - 3e-10]), np.array([0], dtype=np.int8), limits).tolist() == [MOST_DECIMALS]


def test_the_decimals_that_were_given_are_left_as_they_were():
    decimals = np.array([1], dtype=np.int8)

    shown_decimals(np.array([89.98]), decimals, Edges.of(["higher"]).at(np.array([90.0])))

    assert decimals.tolist() == [1]


@given(st.lists(measures(), min_size=1, max_size=5), st.sampled_from(["", "also", "instead"]))
def test_no_shown_figure_contradicts_its_rating_and_none_has_a_decimal_too_many(measured, improved):
    drawn = as_arrays(measured, improved)
    limits, usual = drawn.limits(), np.array([measure.decimals for measure in measured], dtype=np.int8)

    shown = shown_decimals(drawn.value, usual, limits)

    assert (rate(half_up(drawn.value, shown), limits) == drawn.ratings()).all()
    more = shown > usual
    with_one_less = rate(half_up(drawn.value, np.maximum(shown - 1, 0)), limits)
    assert (with_one_less[more] != drawn.ratings()[more]).all()


@given(decimals_typed())
def test_a_figure_shown_with_the_decimals_it_was_typed_with_is_itself(typed):
    assert half_up(np.array(number(typed)), 2) == number(typed)

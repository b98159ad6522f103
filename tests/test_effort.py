from dataclasses import replace
from fractions import Fraction

import numpy as np
import oracle
import pytest
from drawn import measures, number, position_of
from hypothesis import assume, given
from hypothesis import strategies as st

from ragcore.effort import counts_what, ways_to
from ragcore.figures import Figures
from ragcore.limits import Polarity
from ragcore.past import Past
from ragcore.position import Position
from ragcore.rating import Rating
from ragcore.rule import Rule, Tolerance
from ragcore.scenario import Change, Scenario, apply

BOTH = st.sampled_from([Rating.AMBER, Rating.GREEN])


def one(rule=None, **columns):
    """The position of one indicator in per cent."""
    columns = {name: [value] for name, value in columns.items()}
    return Position(Figures.of(**({"id": ["one"], "unit": ["%"]} | columns)), rule or Rule(amber=Tolerance(5.0)))


def past(moved=np.nan, periods=0):
    return Past(np.array([moved]), np.array([periods]))


def ways(position, to=Rating.GREEN, moved=np.nan):
    """Value, points, cases and share of one indicator."""
    found = ways_to(position, past(moved), to)
    return tuple(
        pytest.approx(array[0], nan_ok=True) for array in (found.value, found.points, found.cases, found.share)
    )


def test_what_is_there_already_moves_by_nothing():
    assert ways(one(value=85.0, target=85.0), moved=4.0) == (85.0, 0.0, np.nan, 0.0)
    assert ways(one(value=85.0, numerator=170.0, denominator=200.0, target=85.0)) == (85.0, 0.0, 0.0, 0.0)


def test_a_figure_with_counts_moves_in_whole_cases():
    there = one(value=82.1, numerator=985.0, denominator=1200.0, typed=1, target=85.0, amber=2.0)

    assert ways(there, moved=2.5) == (85.0, 2.9, 35.0, 1.16)
    assert ways(there, Rating.AMBER, moved=2.5) == (100 * 996 / 1200, 0.9, 11.0, 0.36)


def test_a_figure_without_counts_moves_to_the_edge_itself():
    assert ways(one(value=82.12, target=85.5, typed=2, decimals=1), moved=1.0) == (85.5, 3.38, np.nan, 3.38)


def test_the_noise_of_a_sum_is_not_in_the_value_that_is_moved_to():
    assert ways_to(one(value=0.5, target=0.8, amber=0.1), past(), Rating.AMBER).value.tolist() == [0.7]


def test_as_shown_a_figure_moves_to_the_first_that_can_be_shown():
    there = one(Rule(amber=Tolerance(0.0), as_shown=True), value=84.6, target=84.8, polarity=Polarity.LOWER)

    assert ways(there) == (84.0, 0.6, np.nan, np.nan)


def test_beyond_a_previous_value_is_the_next_figure_with_its_decimals():
    there = one(Rule(improved="instead"), value=70.0, previous=72.5, target=85.0, decimals=1)

    assert ways(there, Rating.AMBER) == (72.6, 2.6, np.nan, np.nan)


def test_a_band_is_reached_at_its_nearer_end():
    band = {"target_low": 40.0, "target_high": 60.0, "polarity": Polarity.BAND}

    assert ways(one(value=33.0, **band))[:2] == (40.0, 7.0)
    assert ways(one(value=66.0, **band))[:2] == (60.0, 6.0)


@pytest.mark.parametrize(
    "columns",
    [
        {"value": np.nan, "target": 85.0},
        {"value": 82.0},
        {"value": 82.0, "target": 85.0, "polarity": Polarity.NONE},
        {"value": 95.0, "target": 105.0},
        {"value": 33.3, "numerator": 1.0, "denominator": 3.0, "typed": 1, "target_low": 40.0, "target_high": 60.0,
         "amber": 0.0, "polarity": Polarity.BAND},
    ],
    ids=["no value", "no target", "no direction", "more than all", "no whole case"],
)  # fmt: skip
def test_what_cannot_be_reached_has_no_way(columns):
    assert ways(one(**columns), moved=1.0) == (np.nan, np.nan, np.nan, np.nan)


@pytest.mark.parametrize("moved", [np.nan, 0.0])
def test_without_a_past_move_there_is_no_share_of_it(moved):
    assert ways(one(value=80.0, target=85.0), moved=moved) == (85.0, 5.0, np.nan, np.nan)


@given(measures(), BOTH)
def test_the_value_that_is_moved_to_rates_so_as_a_scenario(measure, to):
    there = position_of(measure)
    value = ways_to(there, past(), to).value[0]
    assume(not np.isnan(value))

    after = apply(Scenario().plus(Change("one", "value", float(value))), there)

    assert after.ratings[0] >= to
    assert after.figures.value[0] == value


@given(measures(missing=False), BOTH, st.integers(1, 40), st.data())
def test_no_fewer_cases_would_do(measure, to, denominator, data):
    numerator = data.draw(st.integers(0, denominator))
    counted = replace(measure, value=Fraction(100 * numerator, denominator), previous=None)
    columns = {"unit": ["%"], "numerator": [float(numerator)], "denominator": [float(denominator)], "typed": [9]}
    least = oracle.nearest_cases(counted, numerator, denominator, 100, to.word, denominator)

    found = ways_to(position_of(counted, **columns), past(), to)

    assert found.cases.tolist() == pytest.approx([number(least)], nan_ok=True)
    assert np.isnan(found.value[0]) == (least is None)


@given(measures(missing=False), BOTH)
def test_no_value_that_is_nearer_would_do(measure, to):
    there = position_of(replace(measure, as_shown=False, improved=""))
    found = ways_to(there, past(), to)
    assume(found.points[0] > 1e-6)
    nearer = there.figures.value[0] + found.points[0] * np.linspace(-0.999, 0.999, 41)

    ratings = [apply(Scenario().plus(Change("one", "value", float(value))), there).ratings[0] for value in nearer]

    assert max(ratings) < to


def what(counts, unit="%"):
    [told] = counts_what(Position(Figures.of(id=["a"], counts=[counts], unit=[unit]), Rule()))
    return told


def test_what_is_counted_is_told_by_its_plural():
    assert what("child|Children ") == what("child|children", "% of children") == what("child|children", "per 10,000")
    assert what("visit") == "visit"


def test_shares_and_plain_numbers_of_one_thing_count_the_same():
    assert what("visit|visits", "number") == what("visit|visits", "") == "visits"


def test_days_over_visits_are_no_visits():
    assert what("visit|visits", "days") == "visits (day)"


def test_where_a_file_does_not_say_what_it_counts_nobody_knows():
    assert what("") == what("", "days") == ""

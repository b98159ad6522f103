from fractions import Fraction
from math import floor

import numpy as np
import pytest
from drawn_scenarios import IDS, positions, scenarios
from hypothesis import given
from hypothesis import strategies as st

from ragcore.figures import Figures
from ragcore.limits import Polarity
from ragcore.outcome import Met, outcome
from ragcore.position import Position
from ragcore.rule import Rule
from ragcore.scenario import Change, Scenario, apply

HIGHER, LOWER, BAND, NONE = Polarity.HIGHER, Polarity.LOWER, Polarity.BAND, Polarity.NONE
NAN = np.nan
EDGES = {"polarity": BAND, "target_low": 80.0, "target_high": 90.0}
WITHOUT_COUNTS = {"numerator": np.nan, "denominator": np.nan}


def position(rule=None, **columns):
    """The position of one indicator."""
    told = {"id": "a", "target": 85.0, "decimals": 1} | columns
    return Position(Figures.of(**{name: [value] for name, value in told.items()}), rule or Rule())


def became(projected, actual, rule=None, **columns):
    """What became of one projected value: met, by how much, in how many cases."""
    before = position(rule, **({"value": 82.0} | columns | WITHOUT_COUNTS))
    found = outcome(Scenario().plus(Change("a", "value", projected)), before, position(rule, value=actual, **columns))
    assert found.left == ()
    return Met(found.met[0]), found.by[0], found.cases[0]


def one(*values, **columns):
    """The same, to compare with decimals."""
    met, by, cases = became(*values, **columns)
    return met, pytest.approx(by, nan_ok=True), pytest.approx(cases, nan_ok=True)


@pytest.mark.parametrize(
    ("polarity", "projected", "actual", "met", "by"),
    [
        (HIGHER, 84.0, 84.0, Met.MET, 0.0),
        (HIGHER, 84.0, 84.1, Met.MET, 0.1),
        (HIGHER, 84.0, 83.9, Met.MISSED, -0.1),
        (LOWER, 84.0, 84.0, Met.MET, 0.0),
        (LOWER, 84.0, 83.9, Met.MET, 0.1),
        (LOWER, 84.0, 84.1, Met.MISSED, -0.1),
        (HIGHER, 0.8, 0.7 + 0.1, Met.MET, 0.0),
        (LOWER, 0.3, 0.1 + 0.2, Met.MET, 0.0),
    ],
)
def test_an_actual_value_meets_the_projected_one_where_it_is_as_good_or_better(polarity, projected, actual, met, by):
    assert one(projected, actual, polarity=polarity) == (met, by, NAN)


@pytest.mark.parametrize(
    ("projected", "actual", "met", "by"),
    [
        (78.0, 78.0, Met.MET, 0.0),
        (78.0, 79.0, Met.MET, 1.0),
        (78.0, 77.9, Met.MISSED, -0.1),
        (78.0, 92.0, Met.MET, 0.0),
        (78.0, 92.1, Met.MISSED, -0.1),
        (78.0, 85.0, Met.MET, 2.0),
        (85.0, 81.0, Met.MET, 0.0),
        (85.0, 90.0, Met.MET, 0.0),
        (85.0, 79.5, Met.MISSED, -0.5),
    ],
)
def test_in_a_band_an_actual_value_meets_it_where_it_is_as_near_or_nearer(projected, actual, met, by):
    assert one(projected, actual, **EDGES) == (met, by, NAN)


def test_the_band_is_the_one_that_the_scenario_makes():
    was = position(value=70.0, **EDGES)
    moved = Scenario().plus(Change("a", "value", 78.0)).plus(Change("a", "target_low", 75.0))

    found = outcome(moved, was, position(value=76.0, **EDGES))

    assert (found.met.tolist(), found.by.tolist()) == ([Met.MET], [0.0])


@pytest.mark.parametrize("columns", [{"polarity": NONE}, {"polarity": BAND}])
def test_where_no_direction_is_better_or_there_is_no_band_it_is_not_known(columns):
    assert one(84.0, 85.0, unit="%", numerator=85.0, denominator=100.0, **columns) == (Met.UNKNOWN, NAN, NAN)


@pytest.mark.parametrize(
    ("polarity", "projected", "numerator", "met", "cases"),
    [
        (HIGHER, 84.0, 168, Met.MET, 0),
        (HIGHER, 84.0, 170, Met.MET, 2),
        (HIGHER, 84.0, 167, Met.MISSED, -1),
        (HIGHER, 84.1, 168, Met.MISSED, -1),
        (LOWER, 84.0, 168, Met.MET, 0),
        (LOWER, 84.0, 166, Met.MET, -2),
        (LOWER, 84.0, 171, Met.MISSED, 3),
        (BAND, 78.0, 154, Met.MISSED, -2),
        (BAND, 78.0, 156, Met.MET, 0),
        (BAND, 78.0, 160, Met.MET, 4),
        (BAND, 78.0, 182, Met.MET, -2),
        (BAND, 78.0, 187, Met.MISSED, 3),
    ],
)
def test_cases_are_those_beyond_the_last_that_meets_it_at_the_actual_denominator(
    polarity, projected, numerator, met, cases
):
    columns = {"unit": "%", "numerator": numerator, "denominator": 200.0, "typed": 1}
    columns |= EDGES if polarity == BAND else {"polarity": polarity}

    found = one(projected, numerator / 2, **columns)

    assert (found[0], found[2]) == (met, cases)


def test_a_projected_value_is_a_whole_number_of_cases():
    was = {"value": 82.1, "numerator": 985.0, "denominator": 1200.0, "unit": "%", "typed": 1}

    found = outcome(Scenario().plus(Change("a", "value", 84.95)), position(**was), position(value=84.96, unit="%"))

    assert found.projected.tolist() == [85.0]
    assert found.met.tolist() == [Met.MISSED]


@pytest.mark.parametrize(
    ("projected", "typed", "met", "cases"), [(82.09, 82.1, Met.MET, 0), (82.0835, 82.08, Met.MISSED, -1)]
)
def test_a_value_as_typed_and_its_counts_never_contradict_each_other(projected, typed, met, cases):
    counts = {"unit": "%", "numerator": 985.0, "denominator": 1200.0, "typed": 2 if typed == 82.08 else 1}

    found = one(projected, typed, **counts)

    assert (found[0], found[2]) == (met, cases)


def test_as_shown_both_values_are_compared_as_they_are_shown():
    counts = {"unit": "%", "numerator": 8496.0, "denominator": 10000.0, "typed": 2}

    assert one(85.0, 84.96, rule=Rule(as_shown=True), **counts) == (Met.MET, 0.0, 1)
    assert one(85.0, 84.96, **counts) == (Met.MISSED, -0.04, -4)


def test_counts_that_do_not_agree_with_the_value_are_no_cases():
    assert one(84.0, 85.0, unit="%", numerator=10.0, denominator=100.0) == (Met.MET, 1.0, NAN)


def test_what_cannot_be_held_against_a_figure_is_named_and_the_rest_is_told():
    was = Position(Figures.of(id=["a", "b", "c", "d"], unit=["", "", "%", ""], value=[1.0, 2.0, 3.0, 4.0]), Rule())
    now = Position(
        Figures.of(id=["d", "c", "b", "e"], unit=["", "days", "", ""], value=[5.0, 3.0, np.nan, 1.0]), Rule()
    )
    changes = tuple(Change(indicator, "value", 4.0) for indicator in "abcde")

    found = outcome(Scenario(changes=(*changes, Change("d", "target", 9.0))), was, now)

    assert found.left == ("a", "b", "c", "e")
    assert (found.was_row.tolist(), found.now_row.tolist()) == ([3], [0])
    assert (found.projected.tolist(), found.actual.tolist()) == ([4.0], [5.0])


def test_each_area_is_held_against_its_own_figure():
    was = Position(Figures.of(id=["a", "a"], area=["North", "South"], value=[1.0, 2.0]), Rule())
    now = Position(Figures.of(id=["a", "a"], area=["South", "North"], value=[5.0, 3.0]), Rule())

    assert outcome(Scenario().plus(Change("a", "value", 4.0)), was, now).by.tolist() == [-1.0, 1.0]
    assert outcome(Scenario(area="South").plus(Change("a", "value", 4.0)), was, now).by.tolist() == [1.0]


def test_a_scenario_without_projected_values_has_no_outcome():
    found = outcome(Scenario().plus(Change("a", "target", 90.0)), position(value=82.0), position(value=84.0))

    assert (found.was_row.tolist(), found.cases.tolist(), found.left) == ([], [], ())


@given(positions(), scenarios(("value", "target_low", "target_high")))
def test_what_comes_exactly_as_projected_is_met_by_nothing(position, drawn):
    found = outcome(drawn, position, apply(drawn, position))

    known = found.met != Met.UNKNOWN
    assert (found.met[known] == Met.MET).all()
    assert (found.by[known] == 0).all()
    assert found.left == ()


@given(positions(), positions(), scenarios(ids=(*IDS, "gone")))
def test_every_projected_value_is_told_or_named(was, now, drawn):
    found = outcome(drawn, was, now)

    projected = {change.id for change in drawn.changes if change.field == "value"}
    told = {was.figures.id[row] for row in found.was_row}
    assert told | set(found.left) == projected
    assert not told & set(found.left)
    assert np.array_equal(found.met == Met.MET, found.by >= 0)
    assert np.array_equal(found.met == Met.MISSED, found.by < 0)


@given(st.integers(1, 400), st.data(), st.sampled_from([HIGHER, LOWER]), st.integers(0, 1000), st.booleans())
def test_the_last_case_that_meets_it_does_and_one_fewer_does_not(denominator, data, polarity, tenths, as_shown):
    numerator = data.draw(st.integers(0, denominator))
    # Exactly what the counts make, so that nothing is lost by typing it.
    counts = {"unit": "%", "numerator": float(numerator), "denominator": float(denominator), "typed": 9}
    projected = tenths / 10

    met, _, found = became(
        projected, 100.0 * numerator / denominator, rule=Rule(as_shown=as_shown), polarity=polarity, **counts
    )

    def value(cases):
        exact = Fraction(100 * cases, denominator)
        return Fraction(floor(exact * 10 + Fraction(1, 2)), 10) if as_shown else exact

    meets = [
        cases
        for cases in range(-1, denominator + 2)
        if (value(cases) >= Fraction(tenths, 10) if polarity == HIGHER else value(cases) <= Fraction(tenths, 10))
    ]
    last = min(meets) if polarity == HIGHER else max(meets)
    assert found == numerator - last
    assert (met == Met.MET) == (numerator in meets)

import numpy as np
import pytest
from drawn import measures, position_of
from hypothesis import given
from hypothesis import strategies as st

from ragcore.figures import Figures
from ragcore.limits import Polarity
from ragcore.position import Position
from ragcore.rating import Rating
from ragcore.rule import Rule, Tolerance
from ragcore.scenario import Change, Scenario, apply
from ragcore.seek import Sought, no_more_ambitious, targets_still_met, value_that_reaches

GREEN, AMBER = Rating.GREEN, Rating.AMBER
BOTH = st.sampled_from([AMBER, GREEN])
BAND = {"polarity": Polarity.BAND, "target_low": 40.0, "target_high": 60.0}


def one(rule=None, **columns):
    """The position of one indicator in per cent."""
    columns = {name: [value] for name, value in columns.items()}
    return Position(Figures.of(**({"id": ["one"], "unit": ["%"]} | columns)), rule or Rule(amber=Tolerance(5.0)))


def most(position, to=GREEN):
    return targets_still_met(position, to).target[0]


def test_the_value_for_the_target_as_it_is_and_for_another():
    there = one(value=82.0, target=85.0)

    assert value_that_reaches(there, 0, GREEN) == Sought(85.0, 3.0, None)
    assert value_that_reaches(there, 0, GREEN, [Change("one", "target", 90)]) == Sought(90.0, 8.0, None)
    assert value_that_reaches(there, 0, AMBER, [Change("one", "target", 90), Change("one", "amber", 2)]).value == 88.0


def test_a_value_with_counts_is_sought_in_whole_cases():
    there = one(value=68.0, numerator=170.0, denominator=250.0, target=90.0)

    assert value_that_reaches(there, 0, AMBER) == Sought(85.2, 17.2, 43)


def test_a_value_that_is_there_stays():
    assert value_that_reaches(one(value=97.0, target=85.0), 0, GREEN) == Sought(97.0, 0.0, None)


@pytest.mark.parametrize(
    "columns",
    [{"value": 95.0, "target": 105.0}, {"value": np.nan, "target": 85.0}, {"value": 82.0}],
    ids=["more than all", "no value", "no target"],
)
def test_where_no_value_can_be_there_is_none(columns):
    assert value_that_reaches(one(**columns), 0, GREEN) is None


def test_the_row_that_is_asked_for_is_the_one_that_is_sought():
    there = Position(Figures.of(id=["a", "b"], value=[1.0, 2.0], target=[5.0, 7.0]), Rule())

    assert value_that_reaches(there, 1, GREEN).value == 7.0


def test_the_most_ambitious_target_is_the_value_itself_and_for_amber_the_tolerance_beyond():
    assert most(one(value=82.1, target=85.0)) == 82.1
    assert most(one(value=82.1, target=85.0), AMBER) == 87.1
    assert most(one(value=22.0, target=20.0, polarity=Polarity.LOWER)) == 22.0
    assert most(one(value=22.0, target=20.0, polarity=Polarity.LOWER), AMBER) == 17.0


def test_a_tolerance_in_per_cent_is_of_the_target_that_is_sought():
    rule = Rule(amber=Tolerance(5.0, percent=True))

    assert most(one(rule, value=76.0, target=85.0), AMBER) == 80.0
    assert most(one(rule, value=-210.0, target=-100.0), AMBER) == -200.0
    assert most(one(rule, value=0.0, target=-100.0), AMBER) == 0.0


def test_without_a_target_so_far_there_is_one_that_the_value_meets():
    assert most(one(value=82.1)) == 82.1


@pytest.mark.parametrize(
    ("rule", "columns"),
    [
        (Rule(), {"value": 75.0, "amber_limit": 70.0}),
        (Rule(improved="instead"), {"value": 75.0, "previous": 70.0}),
        (Rule(amber=Tolerance(100.0, percent=True)), {"value": 0.0}),
        (Rule(amber=Tolerance(150.0, percent=True)), {"value": 3.0}),
    ],
    ids=["a stated limit", "better than before", "100%", "150%"],
)
def test_where_any_target_leaves_it_amber_there_is_no_most_ambitious_one(rule, columns):
    assert most(one(rule, target=85.0, **columns), AMBER) == np.inf
    assert most(one(rule, target=85.0, **columns)) == columns["value"]


def test_where_amber_is_for_what_got_better_only_green_is_left_to_what_did_not():
    assert most(one(Rule(improved="also", amber=Tolerance(5.0)), value=75.0, previous=75.0, target=85.0), AMBER) == 75.0


def test_as_shown_the_shown_figure_is_what_meets_it():
    assert most(one(Rule(as_shown=True), value=84.6, target=90.0, decimals=0)) == 85.0


def test_each_end_of_a_band_moves_up_to_the_value_with_the_other_as_it_is():
    found = targets_still_met(one(value=45.0, **BAND))

    assert (found.target_low.tolist(), found.target_high.tolist()) == ([45.0], [45.0])
    assert np.isnan(found.target).all()


def test_the_ends_of_a_band_never_pass_each_other():
    found = targets_still_met(one(value=59.0, **BAND), AMBER)

    assert (found.target_low.tolist(), found.target_high.tolist()) == ([60.0], [54.0])


def test_an_end_of_a_band_that_is_met_but_for_noise_is_met():
    band = {"polarity": Polarity.BAND, "target_low": 0.8, "target_high": 2.0}

    assert targets_still_met(one(value=0.7 + 0.1, **band)).target_high.tolist() == [0.8]


def test_beyond_one_end_of_a_band_no_other_end_helps():
    found = targets_still_met(one(value=70.0, **BAND))

    assert np.isnan(found.target_low[0])
    assert found.target_high.tolist() == [70.0]


@pytest.mark.parametrize("columns", [{"value": np.nan, "target": 85.0}, {"value": 82.0, "polarity": Polarity.NONE}])
def test_without_a_value_or_a_direction_there_is_no_target(columns):
    assert np.isnan(most(one(**columns)))


@given(measures(missing=False), BOTH)
def test_the_target_is_met_and_a_hair_more_is_not(measure, to):
    there = position_of(measure)
    found = targets_still_met(there, to)
    better = {"target": -1.0 if measure.polarity == "lower" else 1.0, "target_low": 1.0, "target_high": -1.0}

    for name, way in better.items():
        target = getattr(found, name)[0]
        if not np.isfinite(target):
            continue
        hair = 1e-6 * max(1.0, abs(target)) * way
        assert rated(there, name, target) >= to
        assert rated(there, name, target + hair) < to


@given(measures(("higher", "lower"), missing=False), BOTH, st.floats(-1e4, 1e4))
def test_where_any_target_will_do_any_one_does(measure, to, target):
    there = position_of(measure)

    assert np.isfinite(most(there, to)) or rated(there, "target", target) >= to


def rated(position, name, target):
    """The rating with one target moved."""
    return apply(Scenario().plus(Change("one", name, float(target))), position).ratings[0]


@given(st.floats(-1e4, 1e4), st.integers(0, 3), st.booleans())
def test_in_decimals_a_target_is_no_more_ambitious_and_within_a_step(target, decimals, lower):
    found = no_more_ambitious(np.array([target]), np.array([decimals], dtype=np.int8), np.array([lower]))[0]

    less = found - target if lower else target - found
    assert -1e-9 <= less < 10.0**-decimals + 1e-9

from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest
from drawn_scenarios import IDS, positions, scenarios
from hypothesis import given
from hypothesis import strategies as st

from ragcore.figures import Figures
from ragcore.limits import Polarity
from ragcore.position import Position
from ragcore.rebase import Left, Why, rebase
from ragcore.rule import Rule, Tolerance
from ragcore.scenario import Change, Scenario, apply

PERIODS = ("2016/17 Q2", "2016/17 Q3", "2016/17 Q4", "2016/17", "last winter", "")


def position(rule=None, **columns):
    """The position of one percentage, at 83 against 85."""
    told = {"id": "a", "unit": "%", "value": 83.0, "target": 85.0} | columns
    return Position(Figures.of(**{name: [value] for name, value in told.items()}), rule or Rule())


def why(field, value, *, now=None, was=None, horizon="2016/17 Q4", period="2016/17 Q3", **settings):
    """Why one change is left behind; None where it fits."""
    scenario = Scenario(changes=(Change("a", field, value),), horizon=horizon, **settings)
    rebased = rebase(scenario, was, position() if now is None else now, period)
    assert len(rebased.fitting) + len(rebased.left) == 1
    return rebased.left[0].why if rebased.left else None


BAND = {"polarity": Polarity.BAND, "target": np.nan, "target_low": 80.0, "target_high": 90.0}


@pytest.mark.parametrize(
    ("field", "value", "columns", "expected"),
    [
        ("target", 90.0, {}, None),
        ("target", 90.0, {"id": "b"}, Why.UNKNOWN),
        ("target", 90.0, BAND, Why.OTHER_TARGET),
        ("target_low", 70.0, {}, Why.OTHER_TARGET),
        ("target_low", 70.0, BAND, None),
        ("target", 90.0, {"polarity": Polarity.NONE}, Why.UNRATED_POLARITY),
        ("target_high", 90.0, {"polarity": Polarity.NONE}, Why.UNRATED_POLARITY),
        ("value", 90.0, {"polarity": Polarity.NONE}, None),
        ("target", 85, {}, Why.ALREADY),
        ("target", 85.1, {}, None),
        ("target", 0.3, {"target": 0.1 + 0.2}, Why.ALREADY),
        ("target", 85.0, {"target": np.nan}, None),
        ("target_high", 90.0, BAND, Why.ALREADY),
        ("value", 83.0, {}, Why.ALREADY),
        ("value", 84.0, {}, None),
        ("value", 84.0, {"value": np.nan}, None),
        ("value", 100.0, {}, None),
        ("value", 100.1, {}, Why.BEYOND),
        ("value", 100.1, {"unit": "days"}, None),
        ("value", 100.1, {"value": 103.0}, None),
        ("value", 101.0, {"numerator": 83.0, "denominator": 100.0}, Why.BEYOND),
        ("value", 82.5, {"numerator": 83.0, "denominator": 100.0}, Why.ALREADY),
        ("value", 83.5, {"numerator": 83.0, "denominator": 100.0}, None),
    ],
)
def test_a_change_is_left_behind_where_it_says_nothing(field, value, columns, expected):
    assert why(field, value, now=position(**columns)) == expected


@pytest.mark.parametrize(
    ("value", "columns", "rule", "expected"),
    [
        (5.0, {"amber": 5.0}, Rule(), Why.ALREADY),
        ("5", {"amber": 5.0}, Rule(), Why.ALREADY),
        ("5%", {"amber": 5.0}, Rule(), None),
        ("5%", {"amber": 5.0, "amber_percent": True}, Rule(), Why.ALREADY),
        (3.0, {"amber": 5.0}, Rule(amber=Tolerance(3.0)), None),
        (3.0, {}, Rule(amber=Tolerance(3.0)), Why.ALREADY),
        (5.0, {}, Rule(), Why.ALREADY),
        (4.0, {}, Rule(), None),
        (5.0, {"amber_limit": 80.0}, Rule(), None),
    ],
)
def test_a_tolerance_is_left_behind_where_the_indicator_has_that_one(value, columns, rule, expected):
    assert why("amber", value, now=position(rule, **columns)) == expected


def test_a_tolerance_that_keeps_the_scorecards_own_from_the_scenarios_rule_is_still_a_change():
    now = position(Rule(amber=Tolerance(5.0)))

    assert why("amber", 5.0, now=now) == Why.ALREADY
    assert why("amber", 5.0, now=now, rule={"amber": "3"}) is None


@pytest.mark.parametrize(
    ("horizon", "period", "expected"),
    [
        ("2016/17 Q3", "2016/17 Q2", None),
        ("2016/17 Q3", "2016/17 Q3", Why.PAST),
        ("Quarter 3 2016-17", "2016/17 Q3", Why.PAST),
        ("2016/17 Q3", "2016/17 Q4", Why.PAST),
        ("2016/17 Q4", "2016/17", Why.PAST),
        ("2017/18 Q1", "2016/17", None),
        ("2016/17", "2016/17 Q4", Why.PAST),
        ("2016/17", "2016/17 Q3", None),
        ("the next period", "2016/17 Q3", None),
        ("2016/17 Q3", "last winter", None),
        ("last winter", "last winter", Why.PAST),
        (None, "2016/17 Q3", None),
    ],
)
def test_a_projected_value_is_left_behind_where_its_time_has_come(horizon, period, expected):
    assert why("value", 84.0, horizon=horizon, period=period) == expected
    assert why("target", 84.0, horizon=horizon, period=period) is None


def test_a_change_of_another_unit_is_left_behind_where_the_unit_that_it_had_is_known():
    days = position(unit="days")

    assert why("target", 90.0, was=days) == Why.OTHER_UNIT
    assert why("target", 90.0, was=position()) is None
    assert why("target", 90.0, was=position(id="b", unit="days")) is None


def test_of_several_reasons_the_first_is_told():
    now = position(polarity=Polarity.NONE, unit="days")

    assert why("target", 85.0, now=now, was=position()) == Why.OTHER_UNIT
    assert why("target_low", 85.0, now=now) == Why.UNRATED_POLARITY
    assert why("value", 120.0, period="2016/17 Q4") == Why.PAST


def test_a_change_stays_where_it_says_something_for_one_of_the_areas():
    areas = Position(Figures.of(id=["a", "a"], area=["North", "South"], target=[85.0, 90.0]), Rule())
    alike = Position(Figures.of(id=["a", "a"], area=["North", "South"], target=[85.0, 85.0]), Rule())

    assert why("target", 85.0, now=areas) is None
    assert why("target", 85.0, now=alike) == Why.ALREADY


def test_the_new_scenario_has_what_fits_and_the_place_that_it_is_given():
    changes = (Change("a", "value", 84.0), Change("a", "target", 90.0, "agreed"), Change("gone", "target", 1.0))
    scenario = Scenario(
        "Winter plan", changes, "A note", "North", "2016/17 Q2", "2016/17 Q3", MappingProxyType({"amber": "4"}),
        "2016-11-01T09:00:00Z", "old", 19,
    )  # fmt: skip

    rebased = rebase(scenario, None, position(), "2016/17 Q3")
    made = rebased.scenario("South", "2016/17 Q3", "new", 20, "2017-02-01T09:00:00Z")

    assert rebased.left == (Left(changes[0], Why.PAST), Left(changes[2], Why.UNKNOWN))
    assert made == Scenario(
        "Winter plan", changes[1:2], "A note", "South", "2016/17 Q3", None, {"amber": "4"},
        "2017-02-01T09:00:00Z", "new", 20,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("horizon", "kept"),
    [("2016/17 Q4", "2016/17 Q4"), ("2016/17 Q3", None), ("the next period", "the next period"), (None, None)],
)
def test_the_horizon_is_kept_where_it_is_ahead_or_cannot_be_compared(horizon, kept):
    assert rebase(Scenario(horizon=horizon), None, position(), "2016/17 Q3").scenario(None, None).horizon == kept


def test_a_setting_that_the_scorecard_has_itself_is_no_change_any_more():
    scenario = Scenario(rule=MappingProxyType({"amber": 5, "as_shown": True}))

    rebased = rebase(scenario, None, position(Rule(amber=Tolerance(5.0))), "")

    assert rebased.rule == {"as_shown": True}


horizons = st.none() | st.sampled_from(PERIODS)


@given(positions(), positions(), scenarios(ids=(*IDS, "gone")), horizons, st.sampled_from(PERIODS))
def test_every_change_is_carried_or_left_with_its_reason_once_and_in_its_order(was, now, drawn, horizon, period):
    rebased = rebase(replace(drawn, horizon=horizon), was, now, period)

    left = [each.change for each in rebased.left]
    assert [each for each in drawn.changes if each in rebased.fitting] == list(rebased.fitting)
    assert [each for each in drawn.changes if each in left] == left
    assert len(rebased.fitting) + len(left) == len(drawn.changes)


@given(positions(), scenarios(ids=(*IDS, "gone")), horizons, st.sampled_from(PERIODS))
def test_carried_once_more_to_the_same_place_nothing_is_left_behind(now, drawn, horizon, period):
    first = rebase(replace(drawn, horizon=horizon), None, now, period).scenario(None, period)

    second = rebase(first, now, now, period)

    assert second.left == ()
    assert second.scenario(None, period) == first


@given(positions(), scenarios(ids=(*IDS, "gone")))
def test_what_is_left_behind_would_not_have_changed_a_rating_there(now, drawn):
    rebased = rebase(drawn, None, now, "2016/17 Q3")

    assert np.array_equal(
        apply(rebased.scenario(None, None), now).ratings, apply(replace(drawn, area=None), now).ratings
    )

from types import MappingProxyType

import numpy as np
import pytest
from drawn_scenarios import positions, scenarios
from hypothesis import given

from ragcore.figures import Figures
from ragcore.headline_lead import Moved, lead, moved_by
from ragcore.limits import Polarity
from ragcore.many import with_tolerance
from ragcore.position import Position
from ragcore.rule import Rule, Tolerance
from ragcore.scenario import Change, Scenario, apply

HIGHER, LOWER, BAND, NONE = Polarity.HIGHER, Polarity.LOWER, Polarity.BAND, Polarity.NONE
FIVE = Rule(amber=Tolerance(5.0))


def stood(rule=FIVE, **columns):
    """A position of two percentages, calls and plans, with no decimals unless told otherwise."""
    told = {"unit": ["%"] * 2, "value": [82.0, 90.0], "target": [85.0, 85.0]} | columns
    return Position(Figures.of(id=["a", "b"], indicator=["Calls", "Plans"], **told), rule)


def begun(before, *changes, horizon=None, **rule):
    """What the sentence about some changes begins with."""
    scenario = Scenario(horizon=horizon, rule=MappingProxyType(rule)).with_changes([Change(*each) for each in changes])
    after = apply(scenario, before)
    return lead(before, scenario, after, moved_by(before, scenario, after))


@pytest.mark.parametrize(
    ("columns", "change", "expected"),
    [
        ({}, ("a", "target", 90), "Raising the target of Calls from 85% to 90%"),
        ({}, ("a", "target", 82.5), "Lowering the target of Calls from 85% to 82.5%"),
        ({"target": [np.nan, 85.0]}, ("a", "target", 90), "Giving Calls a target of 90%"),
        (
            {"unit": ["days", ""], "target": [2, 3]},
            ("a", "target", 1),
            "Lowering the target of Calls from 2 days to 1 day",
        ),
        ({}, ("a", "target", 85.00000001), "Raising the target of Calls to 85%"),
    ],
)
def test_a_target_is_raised_or_lowered_from_what_it_was(columns, change, expected):
    assert begun(stood(**columns), change) == expected


def test_a_band_says_which_of_its_targets_moved():
    before = stood(polarity=[BAND, HIGHER], target_low=[80.0, np.nan], target_high=[90.0, np.nan])

    assert begun(before, ("a", "target_low", 78)) == "Lowering the lower target of Calls from 80% to 78%"
    assert begun(before, ("a", "target_high", 95)) == "Raising the upper target of Calls from 90% to 95%"
    both = begun(before, ("a", "target_high", 95), ("a", "target_low", 78))
    assert both == "Setting the lower target of Calls to 78% and its upper target to 95%"


def test_a_band_without_an_end_is_given_one():
    before = stood(polarity=[BAND, HIGHER], target_low=[80.0, np.nan], target_high=[np.nan, np.nan])

    assert begun(before, ("a", "target_high", 95)) == "Giving Calls an upper target of 95%"


@pytest.mark.parametrize(
    ("polarity", "value", "expected"),
    [
        (HIGHER, 85, "Reaching 85% on Calls"),
        (HIGHER, 75, "Falling to 75% on Calls"),
        (LOWER, 75, "Reaching 75% on Calls"),
        (LOWER, 90, "Rising to 90% on Calls"),
        (NONE, 90, "Moving to 90% on Calls"),
        (BAND, 83, "Moving to 83% on Calls"),
        (BAND, 70, "Falling to 70% on Calls"),
        (BAND, 99, "Rising to 99% on Calls"),
    ],
)
def test_a_figure_is_reached_where_it_is_better_and_falls_or_rises_where_it_is_worse(polarity, value, expected):
    before = stood(polarity=[polarity, HIGHER], target_low=[80.0, np.nan], target_high=[90.0, np.nan])

    assert begun(before, ("a", "value", value)) == expected


def test_a_figure_comes_with_its_time_and_its_cases():
    before = stood(
        value=[82.0, 90.0], numerator=[82, 90], denominator=[100, 100], counts=["call|calls", ""], decimals=[1, 1]
    )

    assert begun(before, ("a", "value", 85), horizon="Q4") == "Reaching 85.0% on Calls by Q4, 3 more calls,"
    assert begun(before, ("a", "value", 81)) == "Falling to 81.0% on Calls, 1 fewer call,"
    assert begun(before, ("b", "value", 92)) == "Reaching 92.0% on Plans, 2 more cases,"


def test_a_measure_that_had_no_figure_is_given_one():
    before = stood(value=[np.nan, np.nan], suppressed=[False, True])

    assert begun(before, ("a", "value", 70), horizon="Q4") == "A figure of 70% by Q4 for Calls, which had no figure,"
    assert begun(before, ("b", "value", 70)) == "A figure of 70% for Plans, whose figure was suppressed,"


@pytest.mark.parametrize(
    ("columns", "amber", "expected"),
    [
        ({}, 8, "Widening the tolerance of Calls from 5 points to 8 points"),
        ({}, 1, "Narrowing the tolerance of Calls from 5 points to 1 point"),
        ({}, 0, "Narrowing the tolerance of Calls from 5 points to none"),
        ({"amber": [0.0, 5.0]}, 2, "Widening the tolerance of Calls from none to 2 points"),
        ({}, "5%", "Changing the tolerance of Calls from 5 points to 5% of the target"),
        (
            {"amber_limit": [80.0, np.nan]},
            2,
            "Changing the tolerance of Calls from the stated limit of 80% to 2 points",
        ),
    ],
)
def test_a_tolerance_is_widened_or_narrowed_where_the_two_compare(columns, amber, expected):
    assert begun(stood(**columns), ("a", "amber", amber)) == expected


@pytest.mark.parametrize(
    ("before", "rule", "expected"),
    [
        (stood(), {"amber": 3}, "A tolerance of 3 points for the whole scorecard"),
        (stood(), {"amber": "3%"}, "A tolerance of 3% of the target for the whole scorecard"),
        (stood(), {"amber": 0}, "No tolerance for the whole scorecard"),
        (stood(unit=["%", "days"]), {"amber": 3}, "A tolerance of 3 in each measure's unit for the whole scorecard"),
        (stood(amber=[2.0, np.nan]), {"amber": 3}, "A tolerance of 3 points wherever a measure has none of its own"),
        (stood(amber=[2.0, 2.0]), {"amber": 3}, "A tolerance of 3 points wherever a measure has none of its own"),
        (stood(), {"green_within": 2}, "Giving green within 2 of the target"),
        (stood(), {"green_within": "2%"}, "Giving green within 2% of the target"),
        (stood(Rule(green_within=Tolerance(2.0))), {"green_within": 0},
         "Giving green only where a figure meets its target"),
        (stood(), {"improved": "also"}, "Giving amber only where a figure has improved"),
        (stood(), {"improved": "instead"}, "Giving amber wherever a figure has improved, and nowhere else,"),
        (stood(Rule(improved="also")), {"improved": ""}, "Giving amber whether or not a figure has improved"),
        (stood(), {"as_shown": True}, "Rating figures as they are shown"),
        (stood(Rule(as_shown=True)), {"as_shown": False}, "Rating figures as they are given, not rounded,"),
        (stood(), {"as_shown": True, "amber": 3}, "Changing two settings of the rule"),
    ],
)  # fmt: skip
def test_another_rule_is_said_in_full_where_it_is_one_setting(before, rule, expected):
    assert begun(before, **rule) == expected


@pytest.mark.parametrize(
    ("own", "rule", "expected"),
    [
        ([5.0, 5.0], {}, "A tolerance of 3 points for the whole scorecard"),
        ([5.0, np.nan], {}, "A tolerance of 3 points for the whole scorecard"),
        ([5.0, 2.0], {}, "A tolerance of 3 points wherever a measure has none of its own"),
        ([5.0, 5.0], {"improved": "also"}, "Changing two settings of the rule"),
    ],
)
def test_tolerances_that_say_the_scorecards_once_more_are_one_with_it(own, rule, expected):
    before = stood(amber=own)
    made = with_tolerance(Scenario(rule=MappingProxyType(rule)), before, Tolerance(3.0))
    after = apply(made, before)

    assert lead(before, made, after, moved_by(before, made, after)) == expected


def test_a_tolerance_that_stays_behind_the_scorecards_is_told_beside_it():
    before = stood(amber=[5.0, 5.0])

    assert begun(before, ("a", "amber", 4), amber=3) == "Changing one tolerance and one setting of the rule"


def test_several_changes_of_one_measure_are_said_with_its_name_once():
    told = begun(stood(), ("a", "amber", 2), ("a", "target", 90), ("a", "value", 88), horizon="Q4")

    assert told == "Setting the projected value of Calls to 88% by Q4, its target to 90% and its tolerance to 2 points"


@pytest.mark.parametrize(
    ("changes", "rule", "expected"),
    [
        ([("a", "target", 90), ("b", "target", 95)], {}, "Changing two targets"),
        ([("a", "target", 90), ("b", "value", 95), ("a", "value", 84)], {},
         "Changing one target and two projected values"),
        ([("a", "target", 90), ("b", "amber", 4)], {}, "Changing one target and one tolerance"),
        ([("a", "target", 90)], {"improved": "also"}, "Changing one target and one setting of the rule"),
    ],
)  # fmt: skip
def test_changes_of_several_measures_are_counted_by_kind(changes, rule, expected):
    assert begun(stood(), *changes, **rule) == expected


def test_one_change_in_several_areas_is_one_of_each():
    figures = Figures.of(id=["a", "a"], area=["North", "South"], value=[1.0, 2.0], target=[3.0, 3.0])

    assert begun(Position(figures, FIVE), ("a", "target", 2)) == "Changing two targets"


def test_what_is_set_as_it_stands_is_not_moved():
    before = stood()
    scenario = Scenario(rule=MappingProxyType({"amber": 5})).with_changes(
        [Change("a", "target", 85), Change("a", "amber", 5), Change("a", "value", 82), Change("gone", "value", 1)]
    )

    assert moved_by(before, scenario, apply(scenario, before)) == Moved((), ())


def test_a_single_measure_is_one_only_while_the_rule_stays():
    fields = ((3, "value"), (3, "target"))

    assert [Moved(fields, ()).row, Moved(fields, ("amber",)).row, Moved((*fields, (4, "value")), ()).row] == [
        3,
        None,
        None,
    ]


@given(positions(), scenarios())
def test_a_rating_is_another_only_where_something_moved(before, scenario):
    after = apply(scenario, before)

    moved = moved_by(before, scenario, after)

    rows = {row for row, _ in moved.fields}
    turned = set(np.flatnonzero(before.ratings != after.ratings).tolist())
    assert moved.settings or turned <= rows

from dataclasses import replace
from types import MappingProxyType

import pytest
from drawn_scenarios import IDS, rules, scenarios
from hypothesis import given
from hypothesis import strategies as st

from ragcore.merge import Conflict, Side, alike, merge
from ragcore.rule import Rule
from ragcore.scenario import Change, Scenario

ONE, OTHER = Side
HORIZONS = ("2016/17 Q3", "2016/17 Q4", "the next period")


def scenario(*changes, horizon=None, **rule):
    """A scenario of some changes, each as the parts of `Change`."""
    return Scenario(changes=tuple(Change(*change) for change in changes), horizon=horizon, rule=MappingProxyType(rule))


def merged(one, other, **choices):
    """Two scenarios in one, by the side for what a conflict is about: id and field with two underscores between."""
    return merge(one, other).with_choices({tuple(about.split("__")): side for about, side in choices.items()})


def test_what_only_one_of_them_changes_is_taken_over_in_the_order_of_the_one_and_then_the_other():
    one = scenario(("b", "target", 80.0), ("a", "value", 70.0))
    other = scenario(("c", "amber", "5%", "agreed"), ("a", "target", 75.0))

    assert merge(one, other).conflicts == ()
    assert merged(one, other) == scenario(
        ("b", "target", 80.0), ("a", "value", 70.0), ("c", "amber", "5%", "agreed"), ("a", "target", 75.0)
    )


def test_what_both_change_differently_is_a_conflict_and_somebody_chooses():
    one, other = scenario(("a", "target", 80.0, "as before")), scenario(("a", "target", 90.0, "agreed"))

    assert merge(one, other).conflicts == (Conflict(("a", "target"), one.changes, other.changes),)
    assert merged(one, other, a__target=ONE) == one
    assert merged(one, other, a__target=OTHER) == other


def test_what_both_change_alike_is_taken_over_with_both_reasons():
    one = scenario(("a", "target", 80, "as before"), ("b", "amber", 5.0), ("c", "target", 1.0, "same"))
    other = scenario(("a", "target", 80.0, "agreed"), ("b", "amber", "5", "agreed"), ("c", "target", 1.0, "same"))

    found = merged(one, other)

    assert [change.reason for change in found.changes] == ["as before; agreed", "agreed", "same"]
    assert merged(found, other) == found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ([("target_low", 80.0)], [("target_low", 82.0)]),
        ([("target_low", 80.0), ("target_high", 90.0)], [("target_high", 95.0)]),
        ([("target_low", 92.0)], [("target_high", 90.0)]),
        ([("target_high", 90.0)], [("target_low", 92.0)]),
    ],
)
def test_the_two_targets_of_a_band_are_one_conflict(one, other):
    one, other = (scenario(*(("beds", *change) for change in told)) for told in (one, other))

    assert merge(one, other).conflicts == (Conflict(("beds", "band"), one.changes, other.changes),)
    assert merged(one, other, beds__band=ONE) == one
    assert merged(one, other, beds__band=OTHER) == other


def test_two_targets_of_a_band_that_make_one_are_no_conflict():
    one, other = scenario(("beds", "target_low", 80.0)), scenario(("beds", "target_high", 80.0))

    assert merged(one, other).changes == one.changes + other.changes


def test_a_band_that_one_scenario_turns_upside_down_itself_is_no_conflict():
    upside_down = scenario(("beds", "target_low", 90.0), ("beds", "target_high", 80.0))

    assert merged(upside_down, scenario(("beds", "target_low", 90.0))) == upside_down


def test_the_horizon_is_taken_over_or_a_conflict_and_one_period_has_many_spellings():
    one, other = scenario(horizon="2016/17 Q3"), scenario(horizon="2016/17 Q4")

    assert merged(one, scenario()) == merged(scenario(), one) == one
    assert merged(one, scenario(horizon="Quarter 3 2016-17")) == one
    assert merge(one, other).conflicts == (Conflict(("", "horizon"), "2016/17 Q3", "2016/17 Q4"),)
    assert merged(one, other, __horizon=OTHER) == other


def test_each_setting_of_the_rule_is_taken_over_or_a_conflict():
    one, other = scenario(amber="5", as_shown=True), scenario(amber=5.0, as_shown=False, improved="also")

    assert merge(one, other).conflicts == (Conflict(("", "as_shown"), True, False),)
    assert merged(one, other, __as_shown=ONE).rule == {"amber": "5", "as_shown": True, "improved": "also"}
    assert merged(one, other, __as_shown=OTHER).rule == {"amber": "5", "as_shown": False, "improved": "also"}


def test_conflicts_are_in_the_order_of_the_changes_then_the_horizon_then_the_rule():
    one = scenario(("a", "value", 1.0), horizon="2016/17 Q3", amber=1)
    other = scenario(("b", "value", 1.0), ("a", "value", 2.0), horizon="2016/17 Q4", amber=2)

    assert [conflict.about for conflict in merge(one, other).conflicts] == [
        ("a", "value"), ("", "horizon"), ("", "amber"),
    ]  # fmt: skip


def test_without_a_choice_for_every_conflict_there_is_no_scenario():
    one = scenario(("a", "amber", 1.0), ("b", "value", 1.0), horizon="2016/17 Q3", amber=1)
    other = scenario(("a", "amber", 2.0), ("b", "value", 2.0), horizon="2016/17 Q4", amber=2)

    told = "one of the two scenarios for the tolerance of a and for the horizon and for the rule's amber$"
    with pytest.raises(ValueError, match=told):
        merged(one, other, b__value=ONE)


@pytest.mark.parametrize("other", [{"area": "South"}, {"area": None}, {"period": "2016/17 Q3"}, {"period": None}])
def test_scenarios_of_another_area_or_period_cannot_be_merged(other):
    here = Scenario(area="North", period="2016/17 Q2")

    with pytest.raises(ValueError, match="the same area and period"):
        merge(here, replace(here, **other))


def test_a_period_in_another_spelling_is_the_same():
    assert merge(Scenario(period="2016/17 Q2"), Scenario(period="Q2 2016-17")).conflicts == ()


def test_name_time_and_scorecard_are_those_of_the_one_and_both_notes_are_kept():
    one = Scenario("One", note="First", created="2016-11-01T09:00:00Z", base_hash="hash", base_rows=19)

    assert merged(one, Scenario("Other", note="Second")) == replace(one, note="First; Second")
    assert merged(one, Scenario("Other", note="First")) == one


def test_changes_are_alike_by_what_they_set():
    assert alike(Change("a", "target", 5), Change("a", "target", 5.0, "agreed"))
    assert not alike(Change("a", "amber", 5.0), Change("a", "amber", "5%"))
    assert not alike(Change("a", "target", 5.0), Change("b", "target", 5.0))
    assert not alike(Change("a", "target", 5.0), Change("a", "value", 5.0))


drawn = st.builds(replace, scenarios(settings=rules), horizon=st.none() | st.sampled_from(HORIZONS))


def chosen(found, side):
    """One side for every conflict."""
    return found.with_choices({conflict.about: side for conflict in found.conflicts})


def figures(made):
    """What a scenario sets, whatever the order and the reasons."""
    changes = {(change.id, change.field): change.value for change in made.changes}
    return changes, made.horizon, Rule().changed(made.rule)


def unordered(side):
    """One side of a conflict, whatever the order of its changes."""
    return set(side) if isinstance(side, tuple) else side


@given(drawn)
def test_a_scenario_merged_with_itself_is_itself(one):
    assert merge(one, one).conflicts == ()
    assert merged(one, one) == one


@given(drawn)
def test_a_scenario_merged_with_none_is_itself(one):
    assert merged(one, Scenario()) == merged(Scenario(), one) == one


@given(drawn, drawn)
def test_the_other_way_round_the_sides_are_the_other_way_round(one, other):
    found, mirrored = merge(one, other), merge(other, one)

    assert {each.about: (unordered(each.one), unordered(each.other)) for each in found.conflicts} == {
        each.about: (unordered(each.other), unordered(each.one)) for each in mirrored.conflicts
    }
    assert figures(chosen(found, ONE)) == figures(chosen(mirrored, OTHER))


@given(drawn, drawn)
def test_no_change_is_lost_but_those_that_somebody_chose_against(one, other):
    found = merge(one, other)
    against = {change for conflict in found.conflicts if isinstance(conflict.other, tuple) for change in conflict.other}

    kept = {(change.id, change.field): change for change in chosen(found, ONE).changes}

    for change in {*one.changes, *other.changes} - against:
        assert alike(kept[change.id, change.field], change)
        assert change.reason in kept[change.id, change.field].reason
    assert all(alike(kept[change.id, change.field], change) for change in one.changes)


@given(drawn, drawn)
def test_no_band_is_turned_upside_down_that_was_not_before(one, other):
    made, before = figures(chosen(merge(one, other), ONE))[0], (figures(one)[0], figures(other)[0])

    for indicator in IDS:
        ends = [(indicator, "target_low"), (indicator, "target_high")]
        if all(end in made for end in ends) and not any(all(end in told for end in ends) for told in before):
            assert made[ends[0]] <= made[ends[1]]

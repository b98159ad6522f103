from types import MappingProxyType

import pytest
from drawn_scenarios import scenarios
from hypothesis import given
from hypothesis import strategies as st

from ragcore.merge import alike
from ragcore.record import Move, Step, last_reasons, steps, unexplained
from ragcore.rule import Rule
from ragcore.scenario import Change, Scenario
from ragcore.version import Version


def scenario(*changes, horizon=None, **rule):
    """A scenario of some changes, each as the parts of `Change`."""
    return Scenario(changes=tuple(Change(*change) for change in changes), horizon=horizon, rule=MappingProxyType(rule))


def trail(*made, parent=""):
    """A version of each scenario, each made from the one before."""
    versions = []
    for each in made:
        versions.append(Version("hash", each, parent))
        parent = versions[-1].named(b"secret")
    return versions


def moved(*made):
    """What each of some scenarios changed."""
    return [step.moves for step in steps(trail(*made))]


def test_no_versions_have_no_steps():
    assert steps([]) == []
    assert last_reasons([]) == {}


def test_the_first_version_came_from_the_scorecard_as_it_stands():
    (version,) = trail(scenario(("a", "target", 80.0, "agreed"), ("b", "value", 70.0)))

    assert steps([version]) == [
        Step(version, (Move("a", "target", None, 80.0, "agreed"), Move("b", "value", None, 70.0)))
    ]


def test_a_version_whose_parent_is_not_given_has_no_moves_to_tell_and_those_after_it_have():
    first, second = trail(scenario(("a", "value", 1.0)), scenario(("a", "value", 2.0)), parent="unknown")

    assert steps([first, second]) == [Step(first, (), known=False), Step(second, (Move("a", "value", 1.0, 2.0),))]


def test_a_step_says_what_was_moved_what_was_added_and_what_was_taken_back():
    before = scenario(("a", "target", 80.0, "as before"), ("b", "value", 70.0), ("c", "amber", "5%"))
    after = scenario(("d", "target_low", 1.0), ("a", "target", 85.0), ("c", "amber", "5%"))

    assert moved(before, after)[1] == (
        Move("d", "target_low", None, 1.0),
        Move("a", "target", 80.0, 85.0),
        Move("b", "value", 70.0, None),
    )


def test_a_reason_that_was_only_added_later_is_a_move_too():
    bare, explained = scenario(("a", "target", 80.0)), scenario(("a", "target", 80.0, "agreed"))

    assert moved(bare, explained, bare)[1:] == [
        (Move("a", "target", 80.0, 80.0, "agreed"),),
        (Move("a", "target", 80.0, 80.0, ""),),
    ]


def test_the_same_tolerance_written_otherwise_is_no_move():
    assert moved(scenario(("a", "amber", 5.0)), scenario(("a", "amber", "5")))[1] == ()


def test_the_same_setting_written_otherwise_is_no_move():
    assert moved(scenario(amber=5), scenario(amber="5"))[1] == ()


def test_the_horizon_and_the_settings_of_the_rule_move_too():
    before = scenario(horizon="2016/17 Q3", amber="5", as_shown=True)
    after = scenario(horizon="2016/17 Q4", amber="3", improved="also")

    assert moved(before, after, scenario())[1:] == [
        (
            Move("", "horizon", "2016/17 Q3", "2016/17 Q4"),
            Move("", "amber", "5", "3"),
            Move("", "improved", None, "also"),
            Move("", "as_shown", True, None),
        ),
        (Move("", "horizon", "2016/17 Q4", None), Move("", "amber", "3", None), Move("", "improved", "also", None)),
    ]


def test_the_last_reason_of_each_target_and_tolerance_is_known_though_it_was_taken_back():
    versions = trail(
        scenario(("a", "target", 80.0, "first"), ("b", "amber", 5.0, "why"), ("a", "value", 1.0, "never")),
        scenario(("a", "target", 85.0, "second")),
        scenario(("a", "target", 90.0), ("c", "target", 1.0, " ")),
        parent="unknown",
    )

    assert last_reasons(versions) == {("a", "target"): "second", ("b", "amber"): "why"}


@pytest.mark.parametrize(
    ("field", "reason", "expected"),
    [
        ("target", "", True),
        ("target_low", " ", True),
        ("target_high", "", True),
        ("amber", "", True),
        ("target", "agreed", False),
        ("value", "", False),
    ],
)
def test_a_moved_target_or_tolerance_without_a_reason_is_unexplained(field, reason, expected):
    made = scenario(("a", field, 80.0, reason))

    assert unexplained(made) == (list(made.changes) if expected else [])


@given(st.lists(scenarios(), max_size=4))
def test_the_moves_of_a_trail_lead_from_the_scorecard_to_its_last_scenario(made):
    told, settings = {}, {}
    for step in steps(trail(*made)):
        for move in step.moves:
            kept, key = (told, (move.id, move.field)) if move.id else (settings, move.field)
            assert (kept[key].value if move.id and key in kept else kept.get(key)) == move.before
            if move.after is None:
                del kept[key]
            else:
                kept[key] = Change(move.id, move.field, move.after, move.reason) if move.id else move.after

    last = made[-1] if made else Scenario()
    assert Rule().changed(settings) == Rule().changed(last.rule)
    assert told == {(change.id, change.field): change for change in last.changes}


@given(scenarios())
def test_a_version_like_the_one_before_it_has_no_moves(made):
    assert moved(made, made)[1] == ()


@given(scenarios(), scenarios())
def test_a_move_that_keeps_its_figure_has_another_reason(one, other):
    was = {(change.id, change.field): change for change in one.changes}

    for move in moved(one, other)[1]:
        if move.id and move.before == move.after:
            old = was[move.id, move.field]
            assert old.reason != move.reason
            assert alike(old, Change(move.id, move.field, move.after))


def test_where_a_what_if_begins_at_a_horizon_the_first_step_did_not_choose_it():
    begun = Scenario(horizon="2016/17 Q4")
    version = Version("hash", begun.plus(Change("calls", "value", 82.0)))

    [step] = steps([version], begun)

    assert [move.field for move in step.moves] == ["value"]

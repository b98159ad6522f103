from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest
from drawn_scenarios import positions, rules, scenarios
from hypothesis import given
from hypothesis import strategies as st

from ragcore.causes import PARTS, Cause, causes, only, won_by_target
from ragcore.compare import Flip, flips
from ragcore.figures import Figures
from ragcore.limits import Polarity
from ragcore.position import Position
from ragcore.rating import Rating
from ragcore.rule import Rule, Tolerance
from ragcore.scenario import Change, Scenario, apply

PERFORMANCE, TARGET, RULE = PARTS
TARGETS = ("target", "target_low", "target_high")
NOTHING = st.just({})


def one(**columns):
    """The position of one indicator whose figure is 82 against 85, with a tolerance of 2."""
    told = {"id": "a", "value": 82.0, "target": 85.0} | columns
    return Position(Figures.of(**{name: [value] for name, value in told.items()}), Rule(amber=Tolerance(2.0)))


def scenario(*changes, **rule):
    """A scenario of some changes of the indicator, each (field, value)."""
    return Scenario(changes=tuple(Change("a", *change) for change in changes), rule=MappingProxyType(rule))


@pytest.mark.parametrize(
    ("changed", "cause"),
    [
        (scenario(("value", 85.0)), Cause.PERFORMANCE),
        (scenario(("target", 82.0)), Cause.TARGET),
        (scenario(("amber", 3.0)), Cause.RULE),
        (scenario(amber=3), Cause.RULE),
        (scenario(("value", 85.0), ("target", 84.9)), Cause.PERFORMANCE),
        (scenario(("value", 83.0), ("target", 82.0)), Cause.TARGET),
        (scenario(("value", 85.0), ("target", 82.0)), Cause.EITHER),
        (scenario(("value", 83.0), ("target", 83.0)), Cause.TOGETHER),
        (scenario(("value", 82.5), ("target", 84.0), green_within=1.5), Cause.TOGETHER),
    ],
)
def test_a_flip_is_made_by_the_part_that_makes_it_alone(changed, cause):
    found = causes(changed, one())

    assert [Cause(each) for each in found.cause] == [cause]


def test_no_flip_has_no_cause():
    found = causes(scenario(("value", 82.5), ("target", 86.0)), one())

    assert (found.flips, found.cause.tolist(), found.alone, found.together) == ([], [], (), ())
    assert set(found.net) == set(Cause)
    assert not any(any(net.values()) for net in found.net.values())


def test_where_either_would_do_it_is_told_which():
    found = causes(scenario(("value", 85.0), ("target", 82.0), ("amber", 0.5)), one())

    assert found.alone == (frozenset({PERFORMANCE, TARGET}),)
    assert found.together == (frozenset(),)


def test_where_it_takes_several_the_smallest_sets_that_do_are_told():
    pairs = causes(scenario(("value", 83.5), ("target", 83.5), green_within=1.5), one())
    all_three = causes(scenario(("value", 82.5), ("target", 84.0), green_within=1.5), one())

    assert pairs.together == (
        frozenset({frozenset({PERFORMANCE, TARGET}), frozenset({PERFORMANCE, RULE}), frozenset({TARGET, RULE})}),
    )
    assert all_three.together == (frozenset({frozenset(PARTS)}),)
    assert pairs.alone == all_three.alone == (frozenset(),)


def test_a_part_that_does_it_alone_is_the_cause_though_another_takes_it_back_and_a_third_gives_it_again():
    changed = scenario(("value", 85.0), ("target", 90.0), green_within=5)

    assert causes(changed, one(value=70.0)).cause.tolist() == [Cause.PERFORMANCE]


def test_a_rating_that_gets_worse_has_its_cause_too():
    found = causes(scenario(("target", 90.0), ("value", 80.0)), one(value=86.0))

    assert found.flips == [Flip(0, Rating.GREEN, Rating.RED)]
    assert found.net[Cause.EITHER] == {
        Rating.UNAVAILABLE: 0,
        Rating.UNRATED: 0,
        Rating.RED: 1,
        Rating.AMBER: 0,
        Rating.GREEN: -1,
    }


def test_a_scenario_of_some_parts_keeps_all_else():
    whole = replace(scenario(("value", 83.0), ("target", 83.0), ("amber", 1.0), amber=3), name="Plan", area="North")

    assert [change.field for change in only(whole, frozenset({PERFORMANCE, RULE})).changes] == ["value", "amber"]
    assert only(whole, frozenset({TARGET})).rule == {}
    assert only(whole, frozenset()).area == "North"
    assert only(whole, frozenset(PARTS)) == whole


@given(positions(), scenarios())
def test_over_all_causes_the_flips_add_up_to_the_difference_of_the_counts(position, drawn):
    after = apply(drawn, position)

    found = causes(drawn, position)

    assert found.flips == flips(position, after)
    for rating in Rating:
        summed = sum(found.net[cause][rating] for cause in Cause)
        assert summed == after.counts[rating] - position.counts[rating]


@given(positions(), scenarios())
def test_a_cause_is_what_alone_and_together_say(position, drawn):
    found = causes(drawn, position)

    for cause, alone, together in zip(found.cause.tolist(), found.alone, found.together, strict=True):
        assert bool(alone) != bool(together)
        if cause in PARTS:
            assert alone == {cause}
        else:
            assert (len(alone) > 1) == (cause == Cause.EITHER)


@given(positions(), scenarios())
def test_each_part_or_set_that_is_told_makes_the_flip_and_fewer_of_them_do_not(position, drawn):
    found = causes(drawn, position)

    for flip, alone, together in zip(found.flips, found.alone, found.together, strict=True):
        for parts in [frozenset({part}) for part in alone] + list(together):
            assert apply(only(drawn, parts), position).ratings[flip.row] == flip.after
            assert all(apply(only(drawn, parts - {part}), position).ratings[flip.row] != flip.after for part in parts)


@pytest.mark.parametrize(
    ("drawn", "cause"),
    [
        (scenarios(("value",), settings=NOTHING), Cause.PERFORMANCE),
        (scenarios(TARGETS, settings=NOTHING), Cause.TARGET),
        (scenarios(("amber",), settings=rules), Cause.RULE),
    ],
)
@given(data=st.data(), position=positions())
def test_a_scenario_of_one_part_has_no_other_cause(drawn, cause, data, position):
    found = causes(data.draw(drawn), position)

    assert set(found.cause.tolist()) <= {cause}


@given(positions(), scenarios(), st.permutations(range(4)))
def test_the_order_of_the_indicators_changes_no_cause(position, drawn, order):
    other = Position(position.figures.take(np.array(order)), position.rule)

    one_way, another = causes(drawn, position), causes(drawn, other)

    assert one_way.net == another.net
    assert {flip.row: cause for flip, cause in zip(one_way.flips, one_way.cause, strict=True)} == {
        order[flip.row]: cause for flip, cause in zip(another.flips, another.cause, strict=True)
    }


@given(positions((Polarity.HIGHER,)), scenarios(("value", "target", "amber")))
def test_lower_mirrors_higher(position, drawn):
    figures = position.figures
    mirrored = {name: -getattr(figures, name) for name in ("value", "previous", "target")}
    lower = figures.changed(**mirrored, polarity=np.full(len(figures), Polarity.LOWER, dtype=np.int8))
    changes = tuple(
        change if change.field == "amber" else replace(change, value=-change.value) for change in drawn.changes
    )

    one_way, another = causes(drawn, position), causes(replace(drawn, changes=changes), Position(lower, position.rule))

    assert one_way.flips == another.flips
    assert one_way.cause.tolist() == another.cause.tolist()
    assert one_way.net == another.net


def test_a_green_is_won_by_its_target_where_it_would_not_be_green_without():
    position = Position(
        Figures.of(id=["won", "kept", "lost", "earned"], value=[82.0, 90.0, 86.0, 84.0], target=[85.0] * 4), Rule()
    )
    moved = Scenario(
        changes=(
            Change("won", "target", 82.0),
            Change("kept", "target", 80.0),
            # The value alone would lose the green that the file has.
            Change("lost", "value", 80.0),
            Change("lost", "target", 80.0),
            Change("earned", "target", 84.5),
            Change("earned", "value", 85.0),
        )
    )

    assert won_by_target(moved, position).tolist() == [True, False, True, False]
    assert won_by_target(moved, position, apply(moved, position)).tolist() == [True, False, True, False]


def test_a_target_that_turns_unrated_into_green_has_won_it():
    assert won_by_target(scenario(("target", 80.0)), one(target=np.nan)).tolist() == [True]


@given(positions(), scenarios())
def test_no_green_is_won_by_a_target_that_did_not_move(position, drawn):
    moved = {change.id for change in drawn.changes if change.field in TARGETS}

    won = won_by_target(drawn, position)

    assert {position.figures.id[row] for row in np.flatnonzero(won)} <= moved


@given(positions(), scenarios(("value", "amber")))
def test_where_no_target_moves_none_is_won_by_one(position, drawn):
    assert not won_by_target(drawn, position).any()


@given(positions(), scenarios(TARGETS, settings=NOTHING))
def test_where_only_targets_move_they_win_every_new_green(position, drawn):
    new = (apply(drawn, position).ratings == Rating.GREEN) & (position.ratings != Rating.GREEN)

    assert np.array_equal(won_by_target(drawn, position), new)

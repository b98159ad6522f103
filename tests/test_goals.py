import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragcore.figures import Figures
from ragcore.goals import Goal, Needs
from ragcore.position import Position
from ragcore.rule import Rule, Tolerance


def position(*values, key=()):
    """Indicators against 85 with a tolerance of 5; those whose places are in `key` are key ones."""
    count = len(values)
    figures = Figures.of(
        id=[f"m{place}" for place in range(count)],
        value=values,
        target=[85.0] * count,
        key=[place in key for place in range(count)],
    )
    return Position(figures, Rule(amber=Tolerance(5.0)))


@pytest.mark.parametrize(
    ("text", "goal"),
    [
        ("green 12", Goal(greens=12)),
        ("12 green", Goal(greens=12)),
        ("at least 12 greens", Goal(greens=12)),
        ("green>=12", Goal(greens=12)),
        ("Green >= 12", Goal(greens=12)),
        ("green 70%", Goal(share=70.0)),
        ("at least 66.5 % green", Goal(share=66.5)),
        ("red 0", Goal(reds=0)),
        ("no red", Goal(reds=0)),
        ("red<=3", Goal(reds=3)),
        ("at most 3 red", Goal(reds=3)),
        ("no key red", Goal(no_key_red=True)),
        ("no red among key indicators", Goal(no_key_red=True)),
        ("key red 0", Goal(no_key_red=True)),
    ],
)
def test_a_goal_is_read_from_its_words(text, goal):
    assert Goal.parse([text]) == goal


@pytest.mark.parametrize("text", ["", "green", "green -1", "green 1.5", "amber 3", "red 10%", "blue 3", "key red 2"])
def test_what_is_no_goal_is_refused_with_what_would_be_one(text):
    with pytest.raises(ValueError, match=r"is no goal; say 'green 12'"):
        Goal.parse([text])


def test_no_goal_at_all_is_refused():
    with pytest.raises(ValueError, match="There is no goal"):
        Goal.parse([])
    with pytest.raises(ValueError, match="There is no goal"):
        Goal().needs(position(82.0))


def test_goals_add_up_and_the_same_one_may_be_said_twice():
    assert Goal.parse(["green 12", "green 70%", "red 0", "no key red", "12 green"]) == Goal(
        12, 70.0, 0, no_key_red=True
    )


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (["green 12", "green 10"], "at least 12 green and at least 10 green; say one"),
        (["green 50%", "green 60%"], "at least 50% green and at least 60% green; say one"),
        (["red 0", "red 3"], "no red and at most 3 red; say one"),
    ],
)
def test_goals_that_contradict_each_other_are_refused_with_both(texts, told):
    with pytest.raises(ValueError, match=told):
        Goal.parse(texts)


@given(
    st.builds(
        Goal,
        greens=st.none() | st.integers(0, 99),
        share=st.none() | st.integers(0, 100).map(float),
        reds=st.none() | st.integers(0, 99),
        no_key_red=st.booleans(),
    ).filter(lambda goal: goal != Goal())
)
def test_a_goal_is_read_again_from_its_own_words(goal):
    assert Goal.parse(str(goal).replace(" and ", ", ").split(", ")) == goal


@pytest.mark.parametrize(
    ("goal", "told"),
    [
        (Goal(greens=4), "asks for 4 green, and only 3 measures have a rating"),
        (Goal(share=101.0), "no more than 100%"),
        (Goal(share=np.nan), "no more than 100%"),
        (Goal(greens=-1), "neither is below 0"),
        (Goal(no_key_red=True), "names none"),
    ],
)
def test_a_goal_that_can_be_none_of_a_position_is_refused(goal, told):
    with pytest.raises(ValueError, match=told):
        goal.needs(position(70.0, 82.0, 90.0, np.nan))


def test_without_any_rating_there_is_nothing_to_reach():
    with pytest.raises(ValueError, match="nothing to reach"):
        Goal(greens=0).needs(position(np.nan))
    with pytest.raises(ValueError, match="nothing to reach"):
        Goal(greens=0).needs(position())


@pytest.mark.parametrize(("share", "greens"), [(70.0, 7), (70.1, 8), (0.0, 0), (100.0, 10), (30.0, 3)])
def test_a_share_is_of_those_with_a_rating_and_is_met_by_whole_measures(share, greens):
    assert Goal(share=share).needs(position(*[70.0] * 10, np.nan)).greens == greens


def test_of_a_number_and_a_share_the_greater_is_needed():
    assert Goal(greens=1, share=50.0).needs(position(*[70.0] * 4)).greens == 2


def test_how_far_a_position_is_from_a_goal_is_told_for_each_thing_of_it():
    there = position(70.0, 71.0, 82.0, 90.0, key=(0, 3))

    assert Goal(greens=3, reds=1, no_key_red=True).needs(there).short(there) == Needs(2, 1, 1)
    assert Goal(greens=1).needs(there).short(there) == Needs(0, 0, 0)

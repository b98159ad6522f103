import numpy as np
import pytest

from ragcore.compare import Flip, differing, flips, matrix, with_rating
from ragcore.figures import Figures
from ragcore.position import Position
from ragcore.rating import Rating
from ragcore.rule import Rule, Tolerance
from ragcore.scenario import Change, Scenario, apply


def position(**columns):
    """A position of a few rows under a tolerance of 5."""
    return Position(Figures.of(**columns), Rule(amber=Tolerance(5.0)))


BEFORE = position(id=["calls", "waste", "tax"], value=[82.0, 30.0, np.nan], target=[85.0, 45.0, 30.0])


def test_a_position_beside_itself_has_no_flips():
    assert flips(BEFORE, BEFORE) == []


def test_flips_say_what_went_from_what_to_what_in_the_order_of_the_rows():
    scenario = Scenario().plus(Change("tax", "value", 30.0)).plus(Change("calls", "target", 82.0))

    assert flips(BEFORE, apply(scenario, BEFORE)) == [
        Flip(0, Rating.AMBER, Rating.GREEN),
        Flip(2, Rating.UNAVAILABLE, Rating.GREEN),
    ]


def test_a_figure_that_moves_and_keeps_its_rating_is_no_flip():
    assert flips(BEFORE, apply(Scenario().plus(Change("calls", "value", 84.0)), BEFORE)) == []


@pytest.mark.parametrize(
    "other",
    [
        position(id=["calls", "waste"]),
        position(id=["waste", "calls", "tax"]),
        position(id=["calls", "waste", "tax"], area=["", "", "North"]),
    ],
)
def test_positions_of_other_rows_cannot_be_put_beside_each_other(other):
    with pytest.raises(ValueError, match="the same indicators in the same rows"):
        flips(BEFORE, other)
    with pytest.raises(ValueError, match="the same indicators in the same rows"):
        matrix(BEFORE, other)
    with pytest.raises(ValueError, match="the same indicators in the same rows"):
        differing([BEFORE, other])


def test_a_matrix_counts_what_went_from_what_to_what_and_what_stayed():
    scenario = Scenario().plus(Change("tax", "value", 30.0)).plus(Change("calls", "target", 82.0))

    found = matrix(BEFORE, apply(scenario, BEFORE))

    assert found[Rating.AMBER, Rating.GREEN] == 1
    assert found[Rating.UNAVAILABLE, Rating.GREEN] == 1
    assert found[Rating.RED, Rating.RED] == 1
    assert found.sum() == len(BEFORE)


@pytest.mark.parametrize(
    ("change", "rows"),
    [
        (Change("calls", "value", 82.5), [0]),
        (Change("waste", "target", 50.0), [1]),
        (Change("calls", "amber", "5%"), [0]),
        (Change("calls", "amber", 5), [0]),
        (Change("tax", "value", 30.0), [2]),
        (Change("calls", "value", 82.0), []),
        (Change("nowhere", "value", 82.0), []),
    ],
)
def test_rows_differ_in_a_figure_a_target_a_tolerance_of_their_own_or_a_rating(change, rows):
    assert differing([BEFORE, BEFORE, apply(Scenario().plus(change), BEFORE)]).tolist() == rows


def test_another_tolerance_of_the_scorecard_makes_only_those_differ_whose_rating_it_changes():
    after = apply(Scenario(rule={"amber": "2"}), BEFORE)

    assert differing([BEFORE, after]).tolist() == [0]


def test_a_position_differs_from_nothing():
    assert differing([BEFORE]).tolist() == []


def test_measures_with_a_rating_are_those_with_a_colour():
    assert with_rating(BEFORE.counts) == 2

import numpy as np
import pytest

from ragcore.compare import Flip, flips, with_rating
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


def test_measures_with_a_rating_are_those_with_a_colour():
    assert with_rating(BEFORE.counts) == 2

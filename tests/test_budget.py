import numpy as np
import pytest
from drawn_routes import every_choice, pasts, positions
from hypothesis import given
from hypothesis import strategies as st

from ragcore.budget import curve_of, route_for
from ragcore.candidates import Terms, candidates_of
from ragcore.figures import Figures
from ragcore.past import Past
from ragcore.position import Position
from ragcore.rating import Rating
from ragcore.rule import Rule, Tolerance

GREEN, RED = Rating.GREEN, Rating.RED
WISHES = st.sampled_from([GREEN, RED])


def candidates(*values, terms=None, **columns):
    """Candidates of indicators against 85 with a tolerance of 5, that have moved by 5 points before."""
    count = len(values)
    figures = Figures.of(
        id=[f"m{place}" for place in range(count)], value=values, unit=["%"] * count, target=[85.0] * count, **columns
    )
    past = Past(np.full(count, 5.0), np.full(count, 2))
    return candidates_of(Position(figures, Rule(amber=Tolerance(5.0))), past, terms or Terms())


def rows(route):
    return [(move.row, move.to.word) for move in route.moves]


def test_on_the_budget_is_within_it():
    found = candidates(82.0, 84.0, 70.0, 81.9)

    assert rows(route_for(found, 0.2 + 0.6)) == [(0, "green"), (1, "green")]
    assert rows(route_for(found, 0.8 - 1e-6)) == [(1, "green")]


def test_without_a_budget_nothing_moves():
    route = route_for(candidates(82.0), 0.0)

    assert (route.moves, route.effort, route.counts[Rating.AMBER]) == ((), 0.0, 1)


def test_a_budget_beyond_all_moves_all_that_may():
    assert len(route_for(candidates(82.0, 85.0, 70.0, terms=Terms(locked=frozenset({"m2"}))), np.inf).moves) == 1


def test_fewer_reds_are_made_by_the_cheapest_move_that_does():
    assert rows(route_for(candidates(70.0, 82.0, 79.0), 0.2, RED)) == [(2, "amber")]
    assert rows(route_for(candidates(70.0, amber=[0.0]), 3.0, RED)) == [(0, "green")]


def test_so_many_extra_cases_are_a_budget():
    counts = {"numerator": [82.0, 84.0], "denominator": [100.0] * 2, "counts": ["call|calls"] * 2}

    assert rows(route_for(candidates(82.0, 84.0, terms=Terms(by="cases"), **counts), 3)) == [(1, "green")]


@pytest.mark.parametrize("budget", [-1.0, np.nan])
def test_what_is_no_budget_is_refused(budget):
    with pytest.raises(ValueError, match="not below 0"):
        route_for(candidates(82.0), budget)


def test_only_greens_and_reds_are_wished_for():
    with pytest.raises(ValueError, match="more green or for fewer red"):
        curve_of(candidates(82.0), Rating.AMBER)


def test_the_curve_begins_where_things_stand_and_gets_steeper():
    curve = curve_of(candidates(70.0, 82.0, 84.0, 90.0))

    assert curve.row.tolist() == [2, 1, 0]
    assert curve.own.tolist() == pytest.approx([0.2, 0.6, 3.0])
    assert curve.effort.tolist() == pytest.approx([0.0, 0.2, 0.8, 3.8])
    assert curve.counts.tolist() == [1, 2, 3, 4]


def test_of_equal_prices_the_first_in_the_file_comes_first():
    assert curve_of(candidates(80.0, 80.0, 80.0)).row.tolist() == [0, 1, 2]


def test_the_curve_of_reds_falls():
    assert curve_of(candidates(70.0, 79.0, 84.0), RED).counts.tolist() == [2, 1, 0]


@given(st.data(), WISHES, st.floats(0.0, 20.0))
def test_no_choice_within_the_budget_does_better(data, wish, budget):
    position = data.draw(positions())
    found = candidates_of(
        position, data.draw(pasts(len(position))), Terms(by=data.draw(st.sampled_from(["share", "points"])))
    )
    best = None
    for choice in every_choice(found):
        effort = sum(found.effort[to][row] for row, to in enumerate(choice) if to is not None)
        ratings = [now if to is None else to for to, now in zip(choice, position.ratings, strict=True)]
        count = ratings.count(wish)
        if effort <= budget:
            key = (-count if wish == GREEN else count, effort)
            best = key if best is None else min(best, key)

    route = route_for(found, budget, wish)

    assert route.effort <= budget + 1e-9
    assert (-route.counts[wish] if wish == GREEN else route.counts[wish]) == best[0]
    assert route.effort == pytest.approx(best[1], abs=1e-9)


@given(st.data(), WISHES)
def test_each_point_of_the_curve_is_the_route_for_its_effort(data, wish):
    position = data.draw(positions())
    found = candidates_of(position, data.draw(pasts(len(position))))
    curve = curve_of(found, wish)

    for step, effort in enumerate(curve.effort):
        route = route_for(found, effort, wish)
        assert len(route.moves) == step
        assert route.counts[wish] == curve.counts[step]
    assert (np.diff(curve.own) >= 0).all()

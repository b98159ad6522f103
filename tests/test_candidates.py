import numpy as np
import pytest
from drawn_routes import pasts, positions
from hypothesis import given
from hypothesis import strategies as st

from ragcore.candidates import AIMS, Stop, Terms, candidates_of
from ragcore.figures import Figures
from ragcore.limits import Polarity
from ragcore.past import Past
from ragcore.position import Position
from ragcore.rating import Rating
from ragcore.rule import Rule, Tolerance

GREEN, AMBER = Rating.GREEN, Rating.AMBER


def candidates(values, terms=None, moved=5.0, periods=2, rule=None, **columns):
    """Candidates of indicators against 85 with a tolerance of 5, that have moved by 5 points before."""
    count = len(values)
    own = {"id": [f"m{place}" for place in range(count)], "unit": ["%"] * count, "target": [85.0] * count}
    position = Position(Figures.of(value=values, **(own | columns)), rule or Rule(amber=Tolerance(5.0)))
    return candidates_of(position, Past(np.full(count, moved), np.full(count, periods)), terms or Terms())


def stops(found, to=GREEN):
    return [Stop(code).name for code in found.stop[to]]


def counted(*things, **columns):
    """Columns of counts: each of 100, 80 of them now."""
    count = len(things)
    return {"numerator": [70.0] * count, "denominator": [100.0] * count, "counts": list(things)} | columns


def test_effort_is_a_share_of_the_largest_past_move():
    found = candidates([70.0, 82.0])

    assert found.effort[AMBER].tolist() == [2.0, np.inf]
    assert found.effort[GREEN].tolist() == [3.0, 0.6]


def test_effort_in_points_may_be_weighted():
    found = candidates([70.0, 82.0], Terms(by="points", weights={"m1": 2.5}))

    assert found.effort[GREEN].tolist() == [15.0, 7.5]


def test_effort_in_cases_counts_people_whichever_way_they_move():
    found = candidates(
        [70.0, 70.0],
        Terms(by="cases"),
        target=[85.0, 60.0],
        polarity=[Polarity.HIGHER, Polarity.LOWER],
        **counted("call|calls", "call|calls"),
    )

    assert found.effort[GREEN].tolist() == [15.0, 10.0]


def test_what_stops_a_move_is_told_by_its_deepest_reason():
    found = candidates(
        [np.nan, 85.0, 70.0, 70.0, 95.0, 70.0, 82.0],
        Terms(locked=frozenset({"m2", "m3"})),
        target=[85.0, 85.0, 85.0, 105.0, 105.0, 85.0, 85.0],
        periods=4,
    )

    assert stops(found) == ["NO_RATING", "THERE", "LOCKED", "LOCKED", "NO_VALUE", "TOO_FAR", "NONE"]


def test_an_amber_one_is_amber_already():
    assert stops(candidates([82.0, 79.0]), AMBER) == ["THERE", "NONE"]


def test_where_nothing_is_amber_the_move_is_one_to_green():
    found = candidates([70.0], rule=Rule(amber=Tolerance(0.0)))

    assert (stops(found, AMBER), stops(found)) == (["THERE"], ["NONE"])


def test_without_a_past_there_is_no_share_of_it_but_there_are_points():
    assert stops(candidates([70.0], moved=np.nan)) == ["NO_PAST"]
    assert stops(candidates([70.0], moved=0.0)) == ["NO_PAST"]
    assert stops(candidates([70.0], Terms(by="points"), moved=np.nan)) == ["NONE"]


def test_the_most_is_what_the_past_has_seen_in_one_period():
    found = candidates([80.0, 79.9], periods=4)

    assert found.most.tolist() == [5.0, 5.0]
    assert stops(found) == ["NONE", "TOO_FAR"]
    assert found.no_cap.tolist() == []


def test_with_fewer_than_four_periods_there_is_no_cap_and_that_is_told_of_what_may_move():
    found = candidates([50.0, 85.0, 50.0], Terms(locked=frozenset({"m2"})), periods=3)

    assert found.most.tolist() == [np.inf] * 3
    assert found.no_cap.tolist() == [0]


def test_what_the_user_says_goes_before_what_the_past_has_seen():
    found = candidates([70.0, 82.0], Terms(most={"m0": 15.0, "m1": 2.9}), periods=4)

    assert stops(found) == ["NONE", "TOO_FAR"]
    assert candidates([50.0], Terms(most={"m0": 40.0})).no_cap.tolist() == []


@pytest.mark.parametrize(("value", "most"), [(84.7, 0.3), (0.1 + 0.2, 84.7)])
def test_on_the_most_is_within_it_whatever_binary_fractions_make_of_it(value, most):
    assert stops(candidates([value], Terms(most={"m0": most}))) == ["NONE"]


def test_measures_of_where_children_live_start_locked_and_may_be_unlocked():
    named = {"indicator": ["% of CLA placed in county", "% of calls answered"]}

    locked, unlocked = (
        candidates([70.0, 70.0], **named),
        candidates([70.0, 70.0], Terms(unlocked=frozenset({"m0"})), **named),
    )

    assert stops(locked) == ["PLACED", "NONE"]
    assert locked.placed == {"m0": "placed"}
    assert stops(unlocked) == ["NONE", "NONE"]
    assert unlocked.placed == {}


def test_one_that_the_user_locks_as_well_is_told_as_locked_by_the_user():
    found = candidates([70.0], Terms(locked=frozenset({"m0"})), indicator=["% of CLA placed in county"])

    assert (stops(found), found.placed) == (["LOCKED"], {})


@pytest.mark.parametrize(
    ("terms", "told"),
    [
        (Terms(by="hours"), "counted as share, points or cases, not as 'hours'"),
        (Terms(locked=frozenset({"x"})), "There is no measure 'x' here"),
        (Terms(unlocked=frozenset({"x"})), "There is no measure 'x' here"),
        (Terms(by="points", weights={"x": 1.0}), "There is no measure 'x' here"),
        (Terms(most={"x": 1.0}), "There is no measure 'x' here"),
        (Terms(locked=frozenset({"m0"}), unlocked=frozenset({"m0"})), "choose one of the two"),
        (Terms(locked=frozenset({"m0"}), most={"m0": 1.0}), "choose one of the two"),
        (Terms(weights={"m0": 1.0}), "Weights are for effort in points"),
        (Terms(by="points", weights={"m0": 0.0}), "above 0"),
        (Terms(by="points", weights={"m0": np.nan}), "above 0"),
        (Terms(most={"m0": -1.0}), "not below 0"),
        (Terms(most={"m0": np.inf}), "not below 0"),
    ],
)
def test_terms_that_do_not_fit_are_refused_with_a_sentence(terms, told):
    with pytest.raises(ValueError, match=told):
        candidates([70.0], terms)


def test_several_areas_at_once_are_refused():
    with pytest.raises(ValueError, match="one area at a time"):
        candidates([70.0, 70.0], id=["a", "a"])


def test_cases_of_different_things_do_not_add_up():
    with pytest.raises(ValueError, match=r"do not add up \(calls, visits\); lock all but one kind"):
        candidates([70.0, 70.0], Terms(by="cases"), **counted("call|calls", "visit|visits"))


def test_cases_of_which_nobody_says_what_they_are_do_not_add_up():
    with pytest.raises(ValueError, match="does not say what its counts count"):
        candidates([70.0, 70.0], Terms(by="cases"), **counted("", ""))
    with pytest.raises(ValueError, match="calls, what the file does not say"):
        candidates([70.0, 70.0], Terms(by="cases"), **counted("call|calls", ""))


def test_one_alone_adds_up_whatever_it_counts():
    assert candidates([70.0], Terms(by="cases"), **counted("")).effort[GREEN].tolist() == [15.0]


def test_what_has_no_counts_cannot_be_counted_in_cases():
    with pytest.raises(ValueError, match="'Calls' has no counts that agree with the value; lock what has none"):
        candidates([70.0], Terms(by="cases"), indicator=["Calls"])
    with pytest.raises(ValueError, match="'m0' and 1 more have no counts"):
        candidates([70.0, 71.0], Terms(by="cases"))


def test_only_what_may_move_need_add_up():
    terms = Terms(by="cases", locked=frozenset({"m1"}))

    found = candidates([70.0, 70.0, 90.0], terms, **counted("call|calls", "visit|visits", "letter|letters"))

    assert found.effort[GREEN].tolist() == [15.0, np.inf, np.inf]


@given(st.data())
def test_every_open_move_costs_something_and_nothing_else_has_a_cost(data):
    position = data.draw(positions())
    found = candidates_of(position, data.draw(pasts(len(position))))

    for to in AIMS:
        free = found.stop[to] == Stop.NONE
        assert np.isfinite(found.effort[to][free]).all()
        assert (found.effort[to][free] > 0).all()
        assert np.isinf(found.effort[to][~free]).all()
    both = np.isfinite(found.effort[AMBER]) & np.isfinite(found.effort[GREEN])
    assert (found.effort[AMBER][both] <= found.effort[GREEN][both]).all()

import json
import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_facts import strictly
from trying import chosen

from ragcore.figures import Figures
from ragcore.limits import Polarity
from ragcore.many import Left
from ragcore.rating import Rating
from ragcore.rule import Rule, Tolerance
from ragcore.scenario import Change, Scenario, apply
from ragcore.scorecard import Scorecard
from ui import what_if
from ui.board.many import AMOUNTS, preview, previewed, understood

NONE = np.nan
FIGURES = Figures.of(
    id=["calls", "plans", "days", "beds", "placed", "new"],
    indicator=["Calls", "Plans", "Days", "Beds", "Children placed in county", "New"],
    unit=["%", "%", "days", "%", "%", "%"],
    polarity=[1, 1, Polarity.LOWER, Polarity.BAND, 1, 1],
    value=[82.5, 82.1, 12.0, 80.0, 50.0, NONE],
    decimals=[1, 1, 0, 0, 0, 1],
    typed=[1, 1, 0, 0, 0, 0],
    numerator=[NONE, 985, NONE, NONE, NONE, NONE],
    denominator=[NONE, 1200, NONE, NONE, NONE, NONE],
    target=[85.0, 85.0, 10.0, NONE, 60.0, 85.0],
    target_low=[NONE, NONE, NONE, 85.0, NONE, NONE],
    target_high=[NONE, NONE, NONE, 92.0, NONE, NONE],
    amber=[NONE, 5.0, 1.0, NONE, NONE, NONE],
    benchmark=[84.0, NONE, NONE, 90.0, NONE, NONE],
)
ALL = list(FIGURES.id)


def begun(figures=FIGURES, scenario=Scenario(), number=7):
    """A what-if on these figures."""
    scorecard = Scorecard(figures, rule=Rule(amber=Tolerance(5.0)))
    on = what_if._begun(chosen(scorecard, "", ""))
    history = on.history.add(scenario) if scenario.changes or scenario.rule else on.history
    return replace(on, place="place", number=number, history=history)


def ask(kind="gap", amount=100, ids=ALL, number=3, name="place"):
    """What the browser asks."""
    return {"name": name, "number": number, "kind": kind, "amount": amount, "ids": list(ids)}


def told(kind="gap", amount=100, ids=ALL, on=None):
    """What it is told."""
    on = on or begun()
    return strictly(preview(ask(kind, amount, ids, name=on.name), on))


def changes(shown):
    """The changes of a preview, by indicator and field."""
    return {(each["id"], each["field"]): each["value"] for each in shown["changes"]}


# ---- what comes true


def test_a_preview_says_what_would_come_true_and_changes_nothing():
    on = begun()

    shown = told(ids=["calls", "plans", "placed", "new"], on=on)

    assert (shown["number"], shown["step"]) == (3, 7)
    assert changes(shown) == {("calls", "value"): 85.0, ("plans", "value"): 85.0}
    assert shown["codes"][:2] == [Rating.GREEN, Rating.GREEN]
    assert shown["moves"] == "2 measures would move."
    assert shown["left"] == (
        "Left as they are: New (no figure); Children placed in county "
        "(because it is a measure of where children live: moving a child is not effort)."
    )
    assert "green" in shown["sentence"]
    assert (shown["size"], shown["problem"]) == (None, "")
    assert on.scenario.changes == ()


@pytest.mark.parametrize(
    ("kind", "amount", "ids", "expected"),
    [
        ("points", 1, ["days"], {("days", "value"): 11.0}),
        ("points", -1, ["days"], {("days", "value"): 13.0}),
        ("points", 0.33, ["calls"], {("calls", "value"): 82.8}),
        ("per_cent", 10, ["beds"], {("beds", "value"): 85.0}),
        ("gap", 50, ["beds"], {("beds", "value"): 83.0}),
        ("points", 500, ["calls", "plans"], {("calls", "value"): 100.0, ("plans", "value"): 100.0}),
        ("target", 2, ["calls", "days"], {("calls", "target"): 87.0, ("days", "target"): 8.0}),
        ("target", 2, ["placed", "new"], {("placed", "target"): 62.0, ("new", "target"): 87.0}),
        ("target", 50, ["beds"], {("beds", "target_low"): 89.0, ("beds", "target_high"): 89.0}),
        ("benchmark", None, ALL, {("calls", "target"): 84.0}),
    ],
)
def test_changes_are_brought_to_where_the_handles_can_be(kind, amount, ids, expected):
    assert changes(told(kind, amount, ids)) == expected


def test_a_handle_that_cannot_be_on_the_edge_goes_one_place_further_and_keeps_the_rating():
    figures = Figures.of(
        id=["up", "down"], unit=["%", "%"], polarity=[1, 2], value=[60.0, 80.0], decimals=[1, 1], target=[66.64, 66.66]
    )

    shown = told("gap", 100, ["up", "down"], begun(figures))

    assert changes(shown) == {("up", "value"): 66.7, ("down", "value"): 66.6}
    assert shown["codes"] == [Rating.GREEN, Rating.GREEN]


def test_it_begins_where_the_what_if_stands_now():
    on = begun(scenario=Scenario().plus(Change("calls", "value", 90.0)).plus(Change("plans", "target", 80.0)))

    shown = told("points", 1, ["calls", "plans"], on)

    assert changes(shown) == {("calls", "value"): 91.0, ("plans", "value"): 100.0 * 998 / 1200}
    assert shown["codes"][:2] == [Rating.GREEN, Rating.GREEN]


def test_what_a_handle_cannot_follow_stays_and_says_so():
    shown = told("points", 0.01, ["calls", "days"])

    assert (changes(shown), shown["problem"]) == ({}, "Nothing would move.")
    assert shown["left"] == "Left as they are: Calls and Days (there already)."


def test_of_many_that_are_left_for_one_reason_two_are_named():
    figures = Figures.of(id=list("abcd"), indicator=["A", "B", "C", "D"], value=[90.0] * 4, target=[85.0] * 4)

    assert told(ids=list("abcd"), on=begun(figures))["left"] == "Left as they are: A, B and 2 more (green already)."


# ---- what is asked


@pytest.mark.parametrize(
    "asked",
    [
        None,
        True,
        3,
        "gap",
        [],
        {},
        ask(name="another board"),
        ask(name=None),
        ask(kind="wish"),
        ask(kind=None),
        ask(kind=["gap"]),
        ask(number=0),
        ask(number=1.0),
        ask(number=True),
        ask(number=2**53),
        ask() | {"ids": None},
        ask() | {"ids": "calls"},
        ask() | {"ids": {"calls": 1}},
        {"name": "place", "number": 3},
    ],
    ids=lambda asked: str(asked)[:70],
)
def test_what_is_no_ask_has_no_preview(asked):
    assert preview(asked, begun()) == "null"


def test_ids_that_are_unknown_or_come_twice_or_are_too_many_are_left_out():
    asked = ask(ids=["plans", "gone", None, 1, ["calls"], "calls"])

    assert understood(asked, FIGURES).rows == (0, 1)
    assert understood(ask(ids=["calls", "calls"]), FIGURES).rows == (0,)
    assert understood(ask(ids=["gone"] * len(FIGURES) + ["calls"]), FIGURES).rows == ()


@pytest.mark.parametrize(
    ("kind", "amount", "ids", "problem"),
    [
        ("gap", None, ALL, "Type how much: a number such as 5."),
        ("gap", 100.1, ALL, "Type a number from 0 to 100."),
        ("gap", -1, ALL, "Type a number from 0 to 100."),
        ("gap", "half", ALL, "Type a number from 0 to 100."),
        ("gap", True, ALL, "Type a number from 0 to 100."),
        ("gap", math.nan, ALL, "Type a number from 0 to 100."),
        ("gap", math.inf, ALL, "Type a number from 0 to 100."),
        ("per_cent", -101, ALL, "Type a number from -100 to 1,000."),
        ("points", 10**400, ALL, "Type a number from -1,000,000 to 1,000,000."),
        ("tolerance", "lots", [], "Type a number from 0 to 100."),
        ("tolerance", -1, [], "Type a number from 0 to 100."),
        ("tolerance", None, [], "That is the tolerance already."),
        ("tolerance", 5, [], "That is the tolerance already."),
        ("gap", 50, [], "No measure is chosen."),
        ("gap", 0, ALL, "Nothing would move."),
        ("benchmark", None, ["days"], "Nothing would move."),
    ],
)
def test_where_there_is_nothing_to_do_it_says_why(kind, amount, ids, problem):
    shown = told(kind, amount, ids)

    assert (shown["problem"], shown["moves"], shown["sentence"], shown["changes"]) == (problem, "", "", [])


# ---- the tolerance


def test_another_tolerance_is_previewed_and_what_keeps_its_own_is_told():
    shown = told("tolerance", 2.5, [])

    assert (shown["size"], shown["changes"]) == ("2.5", [])
    assert shown["moves"] == "4 measures would have a tolerance of 2.5, in points or in its own unit."
    assert shown["left"] == "Left as they are: Days (a tolerance of its own)."
    assert shown["codes"][:3] == [Rating.AMBER, Rating.RED, Rating.RED]


def test_a_tolerance_in_per_cent_is_of_the_target():
    shown = told("tolerance_per_cent", 3, [])

    assert shown["size"] == "3%"
    assert shown["moves"] == "4 measures would have a tolerance of 3% of the target."


def test_without_an_amount_the_tolerance_is_that_of_the_scorecard_again():
    on = begun(scenario=Scenario(rule={"amber": 2}))

    shown = told("tolerance", None, [], on)

    assert shown["size"] == ""
    assert shown["moves"] == "4 measures would have the tolerance of the scorecard again."
    assert shown["codes"][0] == Rating.AMBER


def test_where_every_measure_has_a_tolerance_of_its_own_there_is_nothing_to_do():
    figures = FIGURES.changed(amber=np.full(len(FIGURES), 1.0))

    assert told("tolerance", 3, [], begun(figures))["problem"] == "Every measure has a tolerance of its own."


# ---- whatever comes

leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just(10**400)
anything = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
)
asks = st.fixed_dictionaries(
    {
        "name": st.just("place") | anything,
        "number": st.integers(-1, 5) | anything,
        "kind": st.sampled_from(list(AMOUNTS)) | anything,
        "amount": st.integers(-5, 105) | st.floats(-5, 105) | anything,
        "ids": st.lists(st.sampled_from([*ALL, "gone"]) | anything, max_size=8) | anything,
    }
)


@given(asks | anything)
def test_whatever_is_asked_is_answered_without_a_fault(asked):
    shown = json.loads(preview(asked, begun()))

    assert shown is None or len(shown["codes"]) == len(FIGURES)


@given(
    st.sampled_from([kind for kind in AMOUNTS if "tolerance" not in kind]),
    st.integers(-500, 1000).map(lambda tenths: tenths / 10),
    st.lists(st.sampled_from(ALL)),
)
def test_what_is_previewed_is_what_the_same_changes_make_as_a_step_of_the_board(kind, amount, ids):
    on = begun()
    found = previewed(understood(ask(kind, amount, ids), FIGURES), on)
    sent = [{"id": each.id, "field": each.field, "value": each.value} for each in found.changes]

    moved = on.take({"number": 8, "action": "move", "changes": sent, "horizon": "2016/17 Q4"})

    assert moved.after.ratings.tolist() == apply(found.scenario, on.position).ratings.tolist()
    assert moved.scenario.changes == found.changes
    assert {row for row, _ in found.left}.isdisjoint(FIGURES.row_of(each.id) for each in found.changes)


def test_a_preview_of_the_tolerance_is_what_that_step_makes():
    on = begun()
    found = previewed(understood(ask("tolerance", 2.5, []), FIGURES), on)

    moved = on.take({"number": 8, "action": "tolerance", "size": found.size, "changes": [], "horizon": "2016/17 Q4"})

    assert (moved.scenario.rule, moved.scenario.changes) == (found.scenario.rule, found.scenario.changes)
    assert [why for _, why in found.left] == [Left.OWN_TOLERANCE]

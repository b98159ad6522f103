import json
import math

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ragcore.figures import Figures
from ragcore.limits import Polarity
from ragcore.position import Position
from ragcore.rule import Rule, Tolerance
from ragcore.scenario import Change
from ui.board import facts, messages
from ui.board.messages import LARGEST_NUMBER, MOST_UNANSWERED, understood

FIGURES = Figures.of(
    id=["calls", "plans", "days", "beds", "visits", "new"],
    unit=["%", "%", "days", "%", "number", "%"],
    polarity=[1, 1, Polarity.LOWER, Polarity.BAND, Polarity.NONE, 1],
    value=[82.5, 82.1, 12.0, 88.0, 1200.0, np.nan],
    decimals=[1, 1, 0, 0, 0, 1],
    typed=[1, 1, 0, 0, 0, 0],
    numerator=[np.nan, 985, np.nan, np.nan, np.nan, np.nan],
    denominator=[np.nan, 1200, np.nan, np.nan, np.nan, np.nan],
    target=[85.0, 85.0, 10.0, np.nan, np.nan, np.nan],
    target_low=[np.nan, np.nan, np.nan, 85.0, np.nan, np.nan],
    target_high=[np.nan, np.nan, np.nan, 92.0, np.nan, np.nan],
)
POSITION = Position(FIGURES, Rule(amber=Tolerance(5.0)))
RANGES = [facts.ranges(POSITION, row, np.zeros(0)) for row in range(len(POSITION))]
HORIZONS = ["2016/17 Q3", "2016/17 Q4"]


def take(told):
    return understood(told, FIGURES, RANGES, HORIZONS)


def message(changes=(), number=1, **others):
    """What a browser sends after a move."""
    return {"number": number, "action": "move", "changes": list(changes), "horizon": "2016/17 Q4"} | others


def change(key="calls", field="value", value=90.0):
    return {"id": key, "field": field, "value": value}


def taken(told):
    """What is taken of the changes of one move: by indicator and field."""
    (step,) = take(message([told] if isinstance(told, dict) else told))
    return {(each.id, each.field): each.value for each in step.changes}


# ---- figures


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        pytest.param(change(value=90), 90.0, id="a whole number"),
        pytest.param(change(value=90.06), 90.1, id="off a step"),
        pytest.param(change("days", value=7.5), 8.0, id="between two steps"),
        pytest.param(change(value=-0.1), 0.0, id="below the track"),
        pytest.param(change(value=100.1), 100.0, id="above the track"),
        pytest.param(change(value=-1e308), 0.0, id="far below"),
        pytest.param(change(value=1.7976931348623157e308), 100.0, id="the largest float"),
        pytest.param(change(value=5e-324), 0.0, id="the smallest float"),
        pytest.param(change(value=-0.0), 0.0, id="minus zero"),
        pytest.param(change("days", value=7.4), 7.0, id="whole days"),
        pytest.param(change("days", "target", 9.5), 10.0, id="a target in whole days"),
        pytest.param(change("beds", "target_low", 80.2), 80.0, id="a lower target"),
        pytest.param(change("beds", "target_high", 95.0), 95.0, id="an upper target"),
        pytest.param(change("new", value=70.0), 70.0, id="a measure without a figure"),
        pytest.param(change("visits", value=1300.0), 1300.0, id="a measure without a target"),
    ],
)
def test_a_figure_is_brought_to_where_the_handle_can_be(told, expected):
    assert list(taken(told).values()) == [expected]


@pytest.mark.parametrize(
    ("value", "cases"),
    [(82.1, None), (82.0833, 985), (82.1666, 986), (85.0, 1020), (84.96, 1020), (100.0, 1200), (1e300, 1200), (-5, 0)],
)
def test_a_figure_with_counts_is_brought_to_a_whole_case_and_the_files_own_stays(value, cases):
    ((_, got),) = taken(change("plans", value=value)).items()

    assert got == (82.1 if cases is None else 100.0 * cases / 1200)


@pytest.mark.parametrize(
    "value",
    [math.nan, math.inf, -math.inf, True, False, None, "90", "", [], [90], {}, {"value": 90}, 10**400, -(10**400)],
    ids=lambda value: repr(value)[:20],
)
def test_what_is_no_figure_is_left_out(value):
    assert taken(change(value=value)) == {}


@pytest.mark.parametrize(
    "told",
    [
        change("unknown"),
        change("CALLS"),
        change(""),
        change(None),
        change(1),
        change(["calls"]),
        change(field="amber"),
        change(field="target_low"),
        change("beds", "target"),
        change("visits", "target"),
        change("new", "target"),
        change(field="__class__"),
        change(field=None),
        change(field=["value"]),
        {"id": "calls", "field": "value"},
        {"id": "calls", "value": 90.0},
        {"field": "value", "value": 90.0},
        {},
    ],
    ids=str,
)
def test_a_change_of_what_cannot_be_moved_is_left_out(told):
    assert taken(told) == {}


@pytest.mark.parametrize("told", [None, 1, "calls", [], ["calls", "value", 90.0], True], ids=str)
def test_what_is_no_change_is_left_out_and_the_others_stay(told):
    assert taken([told, change()]) == {("calls", "value"): 90.0}


@pytest.mark.parametrize(("sent", "place"), [(84.96, 85.0), (82.1, 82.1), (1e300, 100.0), (-5.0, 0.0)])
def test_a_change_is_brought_to_a_whole_case_of_its_handle_and_keeps_all_else(sent, place):
    wanted = Change("plans", "value", sent, reason="agreed")

    assert messages.brought(wanted, FIGURES, RANGES[1]["value"]) == Change("plans", "value", place, reason="agreed")


def test_what_else_a_change_says_is_ignored():
    assert taken(change() | {"reason": "x" * 1000, "__proto__": {}}) == {("calls", "value"): 90.0}


def test_more_changes_than_there_are_handles_are_not_read():
    most = 4 * len(FIGURES)

    (step,) = take(message([change()] * (most + 1000)))

    assert len(step.changes) == most


# ---- steps


@pytest.mark.parametrize(
    "told",
    [
        None,
        True,
        1,
        1.5,
        "move",
        [],
        [message()],
        {},
        message(number=0),
        message(number=-1),
        message(number=1.0),
        message(number=True),
        message(number="1"),
        message(number=None),
        message(number=LARGEST_NUMBER),
        message(number=10**400),
        message(action="jump"),
        message(action=None),
        message(action=["move"]),
        message(changes=()) | {"changes": None},
        message(changes=()) | {"changes": {}},
        message(changes=()) | {"changes": "calls"},
        {"number": 1, "action": "move"},
    ],
    ids=lambda told: str(told)[:60],
)
def test_what_is_no_step_is_none(told):
    assert take(told) == []


@pytest.mark.parametrize("action", ["move", "undo", "redo"])
def test_a_step_says_what_it_was(action):
    (step,) = take(message(action=action))

    assert step.action == action


@pytest.mark.parametrize(
    ("size", "tolerance"),
    [
        ("3", Tolerance(3.0)),
        ("2.5%", Tolerance(2.5, percent=True)),
        ("0", Tolerance(0.0)),
        ("100", Tolerance(100.0)),
        ("", None),
    ],
)
def test_a_step_about_the_tolerance_has_its_size_and_the_changes_beside_it(size, tolerance):
    (step,) = take(message([change()], action="tolerance", size=size))

    assert (step.action, step.tolerance) == ("tolerance", tolerance)
    assert [each.value for each in step.changes] == [90.0]


@pytest.mark.parametrize(
    "size", [None, 3, 3.0, True, "-1", "100.1", "nan", "1e3", "lots", "9" * 400, ["3"], {}], ids=str
)
def test_a_step_about_a_tolerance_that_is_none_is_no_step(size):
    assert take(message(action="tolerance", size=size)) == []


def test_a_step_about_something_else_has_no_tolerance():
    (step,) = take(message(size="3"))

    assert step.tolerance is None


@pytest.mark.parametrize(
    ("horizon", "expected"),
    [
        ("2016/17 Q3", "2016/17 Q3"),
        ("2016/17 Q4", "2016/17 Q4"),
        ("2099/00", "2016/17 Q3"),
        (None, "2016/17 Q3"),
        (["2016/17 Q4"], "2016/17 Q3"),
        (4, "2016/17 Q3"),
    ],
)
def test_a_horizon_that_is_not_there_is_the_first(horizon, expected):
    (step,) = take(message(horizon=horizon))

    assert step.horizon == expected


def test_without_horizons_there_is_none():
    (step,) = understood(message(), FIGURES, RANGES, [])

    assert step.horizon == ""


def test_steps_without_an_answer_come_before_the_last_one_whatever_order_they_are_sent_in():
    earlier = [message(number=3), message(number=2)]

    assert [step.number for step in take(message(number=4, earlier=earlier))] == [2, 3, 4]


@pytest.mark.parametrize("earlier", [None, {}, "", 1, [None, 1, [], {}, {"number": 1}]], ids=str)
def test_what_is_no_earlier_step_is_left_out(earlier):
    assert [step.number for step in take(message(number=4, earlier=earlier))] == [4]


def test_earlier_steps_within_earlier_ones_are_not_read():
    nested = message(number=2, earlier=[message(number=1)])

    assert [step.number for step in take(message(number=3, earlier=[nested]))] == [2, 3]


def test_of_too_many_earlier_steps_the_latest_are_read():
    earlier = [message(number=number) for number in range(1, MOST_UNANSWERED + 11)]

    steps = take(message(number=MOST_UNANSWERED + 11, earlier=earlier))

    assert [step.number for step in steps] == list(range(11, MOST_UNANSWERED + 12))


# ---- whatever comes

leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just(10**400)
anything = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
)
ids = st.sampled_from([*FIGURES.id, "unknown"]) | anything
fields = st.sampled_from(["value", "target", "target_low", "target_high", "amber"]) | anything
values = st.floats() | st.floats(-50, 150) | st.integers() | anything
changes = st.fixed_dictionaries({"id": ids, "field": fields, "value": values}) | anything
numbers = st.integers(-1, 5) | anything
steps = st.fixed_dictionaries(
    {
        "number": numbers,
        "action": st.sampled_from(["move", "undo", "redo", "tolerance"]) | anything,
        "changes": st.lists(changes, max_size=6) | anything,
        "horizon": st.sampled_from(HORIZONS) | anything,
    },
    optional={"earlier": anything, "size": st.sampled_from(["3", "3%", ""]) | anything},
)
told = st.one_of(
    anything, steps, st.builds(lambda step, earlier: step | {"earlier": earlier}, steps, st.lists(steps, max_size=3))
)


def on_the_grid(each):
    """Whether a handle can be where a change would have it."""
    row = FIGURES.row_of(each.id)
    handle = RANGES[row][each.field]
    if not handle.counts:
        return handle.low <= each.value <= handle.high and handle.snap(each.value) == each.value
    cases = round(each.value * FIGURES.denominator[row] / FIGURES.scale[row])
    whole = FIGURES.scale[row] * cases / FIGURES.denominator[row]
    return handle.low <= cases <= handle.high and each.value in (whole, FIGURES.value[row])


@given(told)
@example(message([change(value=10**400)]))
@example(message([change("plans", value=1.7e308)]))
def test_whatever_comes_is_taken_without_a_fault_and_every_change_is_where_its_handle_can_be(told):
    steps = take(told)

    assert [step.number for step in steps] == sorted(step.number for step in steps)
    assert all(on_the_grid(each) for step in steps for each in step.changes)
    assert all(step.action in messages.ACTIONS and step.horizon in HORIZONS for step in steps)
    assert json.dumps([each.value for step in steps for each in step.changes], allow_nan=False)

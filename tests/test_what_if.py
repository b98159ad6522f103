import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest
from trying import SCORECARD, chosen, keep_calls, message, values

from ragcore.about import About
from ragcore.rating import Rating
from ragcore.read import read
from ui import library, what_if
from ui.carry import IN_HAND


def begun(**where):
    """A what-if in which nothing has been changed."""
    return what_if._begun(chosen(**where))


# ---- the horizon


@pytest.mark.parametrize(
    ("period", "stated", "horizons", "first"),
    [
        ("2016/17 Q2", "", ["2016/17 Q3", "2016/17 Q4", "2017/18 Q1", "2017/18 Q2"], "2016/17 Q4"),
        ("2016/17 Q4", "", ["2017/18 Q1", "2017/18 Q2", "2017/18 Q3", "2017/18 Q4"], "2017/18 Q1"),
        ("2016/17 Q2", "2016/17 Q3", ["2016/17 Q3", "2016/17 Q4", "2017/18 Q1", "2017/18 Q2"], "2016/17 Q3"),
        ("2016/17", "2020/21", ["2017/18", "2018/19", "2019/20", "2020/21"], "2020/21"),
        ("2016/17", "2030/31", ["2030/31", "2017/18", "2018/19", "2019/20", "2020/21"], "2030/31"),
        ("last winter", "", ["the next period"], "the next period"),
        ("last winter", "this winter", ["this winter"], "this winter"),
        ("", "", ["the next period"], "the next period"),
    ],
)
def test_projections_are_about_what_is_stated_else_the_year_end_else_what_comes_next(period, stated, horizons, first):
    table = f"indicator,period,value,target\nCalls,{period},82,85\n"
    scorecard = replace(read(table.encode())[0], about=About(horizon=stated))

    on = begun(scorecard=scorecard, area="", period=period)

    assert on.horizons == horizons
    assert on.history.scenario.horizon == first


def test_a_stated_horizon_is_not_that_of_an_earlier_period():
    scorecard = replace(SCORECARD, about=About(horizon="2030/31 Q4"))

    assert "2030/31 Q4" not in begun(scorecard=scorecard, period="2016/17 Q1").horizons


# ---- steps


def test_a_what_if_begins_where_the_scorecard_stands():
    on = begun()

    assert on.number == 0
    assert values(on) == {}
    assert on.after.ratings.tolist() == [Rating.AMBER, Rating.AMBER]
    assert on.history.scenario.base_hash == SCORECARD.hash
    assert (on.history.scenario.area, on.history.scenario.period) == ("North", "2016/17 Q2")


def test_a_move_is_taken_and_the_scorecard_stays_as_it_was():
    on = begun().take(message(calls=85.0))

    assert on.number == 1
    assert on.after.ratings.tolist() == [Rating.GREEN, Rating.AMBER]
    assert on.position.ratings.tolist() == [Rating.AMBER, Rating.AMBER]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_number_that_does_not_grow_changes_nothing(number):
    on = begun().take(message(3, calls=85.0))

    assert on.take(message(number, calls=10.0)) is on


def test_steps_that_had_no_answer_are_taken_in_their_order_before_the_last():
    earlier = [message(2, calls=83.0), message(1, calls=82.0)]

    on = begun().take(message(3, calls=84.0, earlier=earlier))

    behind, _ = on.history.trail(10)
    assert [[change.value for change in scenario.changes] for scenario in behind] == [[], [82.0], [83.0]]
    assert values(on) == {"calls": 84.0}


def test_earlier_steps_that_were_taken_before_are_not_taken_again():
    on = begun().take(message(1, calls=82.0))

    again = on.take(message(2, calls=83.0, earlier=[message(1, calls=10.0)]))

    assert len(again.history.versions) == 3
    assert values(again) == {"calls": 83.0}


def test_undo_walks_back_and_redo_on_again_and_no_version_is_made():
    moved = begun().take(message(1, calls=85.0)).take(message(2, calls=85.0, plans=90.0))

    undone = moved.take(message(3, "undo", calls=85.0))
    redone = undone.take(message(4, "redo", calls=85.0, plans=90.0))

    assert values(undone) == {"calls": 85.0}
    assert len(undone.history.undone) == 1
    assert redone.history.current == moved.history.current
    assert len(redone.history.versions) == 3


def test_several_steps_back_at_once_are_walked():
    moved = begun().take(message(1, calls=85.0)).take(message(2, calls=86.0))

    undone = moved.take(message(3, "undo"))

    assert values(undone) == {}
    assert len(undone.history.undone) == 2


@pytest.mark.parametrize("action", ["undo", "redo"])
def test_undo_to_where_it_never_was_is_a_move(action):
    on = begun().take(message(1, calls=85.0)).take(message(2, action, calls=10.0))

    assert values(on) == {"calls": 10.0}
    assert len(on.history.versions) == 3


def test_a_move_after_undo_forgets_what_was_undone():
    undone = begun().take(message(1, calls=85.0)).take(message(2, "undo"))

    assert undone.take(message(3, calls=86.0)).history.undone == ()


def test_another_horizon_is_a_step_of_its_own():
    on = begun().take(message(1, horizon="2016/17 Q3"))

    assert on.history.scenario.horizon == "2016/17 Q3"
    assert len(on.history.versions) == 2


def test_a_step_to_where_it_is_already_makes_no_version_and_its_number_counts():
    on = begun().take(message(1))

    assert on.number == 1
    assert len(on.history.versions) == 1


steps = st.builds(
    message,
    number=st.integers(1, 6),
    action=st.sampled_from(["move", "undo", "redo"]),
    horizon=st.sampled_from(["2016/17 Q3", "2016/17 Q4"]),
    calls=st.sampled_from([80.0, 85.0, 90.0]),
)


@given(st.lists(st.builds(lambda step, earlier: step | {"earlier": earlier}, steps, st.lists(steps, max_size=3))))
def test_the_number_never_goes_back_and_a_message_that_comes_twice_is_taken_once(sent):
    on = begun()
    for told in sent:
        after = on.take(told)
        assert after.number == max([on.number, told["number"], *(step["number"] for step in told["earlier"])])
        assert after.take(told) is after
        on = after

    assert json.loads(on.facts)["rows"][0]["value"] == 82.5


# ---- messages to the session

TAKE = """
import streamlit as st
from ui import carry, state, what_if
chosen, _ = state.choose()
carry.notice(chosen)
what_if.arrive(chosen)
st.session_state["news"] = what_if.take(st.session_state.get("sent"), chosen)
st.session_state["now"] = what_if.what_if(chosen)
st.session_state["query"] = what_if.query(chosen)
st.session_state["name"] = st.session_state["now"].name
"""


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """The folder for a council's own scorecards, with one in it, and one that is refused."""
    return keep_calls(tmp_path, monkeypatch)


def session(**asked):
    """A session that asks for something."""
    at = AppTest.from_string(TAKE, default_timeout=30)
    return asking(at, **asked)


def asking(at, **asked):
    """The same session, asking for something else."""
    at.query_params.clear()
    for name, value in asked.items():
        at.query_params[name] = value
    return at.run()


def sending(at, told):
    """The same session after a message."""
    at.session_state["sent"] = told
    return at.run()


@pytest.mark.usefixtures("kept")
def test_a_message_is_news_once():
    at = session(scorecard="calls")
    told = message(calls=85.0) | {"name": at.session_state["name"]}

    assert sending(at, told).session_state["news"]
    assert not sending(at, told).session_state["news"]
    assert values(at.session_state["now"]) == {"calls": 85.0}


@pytest.mark.usefixtures("kept")
def test_a_message_about_what_was_open_before_is_not_taken_for_what_is_open_now():
    at = session(scorecard="calls")
    sending(at, message(calls=85.0) | {"name": at.session_state["name"]})

    asking(at, scorecard="calls", period="2016/17 Q1")
    assert not at.session_state["news"]
    assert values(at.session_state["now"]) == {}

    asking(at, scorecard="calls")
    assert values(at.session_state["now"]) == {"calls": 85.0}


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    "told", [None, 1, "x", [], {}, {"name": 1}, message(calls=85.0)], ids=lambda told: str(told)[:20]
)
def test_a_message_that_names_no_board_is_not_taken(told):
    at = sending(session(scorecard="calls"), told)

    assert not at.session_state["news"]
    assert at.session_state["now"].number == 0


@pytest.mark.usefixtures("kept")
def test_what_was_moved_on_a_scorecard_that_was_deleted_is_in_hand_under_its_title():
    name = library.keep(SCORECARD, "Calls by quarter")
    at = session(scorecard=name)
    sending(at, {"name": at.session_state["name"], **message(calls=85.0)})
    library.delete(name)

    asking(at, scorecard=library.FIRST)

    assert at.session_state[IN_HAND].title == "Calls by quarter"

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from ragcore.about import About
from ragcore.rating import Rating
from ragcore.read import read
from ui import library, state
from ui.state import Chosen

CALLS = b"""\
id,indicator,area,period,unit,value,numerator,denominator,target,amber
calls,Calls,North,2016/17 Q1,%,80.0,,,85,5
calls,Calls,North,2016/17 Q2,%,82.5,,,85,5
plans,Plans,North,2016/17 Q2,%,82.1,985,1200,85,5
calls,Calls,South,Quarter 2 2016-17,%,70.0,,,85,5
"""
SCORECARD, _ = read(CALLS)


def chosen(scorecard=SCORECARD, area="North", period="2016/17 Q2"):
    """What is open."""
    return Chosen("calls", scorecard, area, period, scorecard.position(area, period))


def begun(**where):
    """A what-if in which nothing has been changed."""
    return state._begun(chosen(**where))


def message(number=1, action="move", horizon="2016/17 Q4", earlier=(), **values):
    """What the browser sends after a move: the values of some indicators."""
    changes = [{"id": key, "field": "value", "value": value} for key, value in values.items()]
    return {"number": number, "action": action, "changes": changes, "horizon": horizon, "earlier": list(earlier)}


def values(what_if):
    """The values that a what-if has by now."""
    return {change.id: change.value for change in what_if.history.scenario.changes}


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

    what_if = begun(scorecard=scorecard, area="", period=period)

    assert what_if.horizons == horizons
    assert what_if.history.scenario.horizon == first


def test_a_stated_horizon_is_not_that_of_an_earlier_period():
    scorecard = replace(SCORECARD, about=About(horizon="2030/31 Q4"))

    assert "2030/31 Q4" not in begun(scorecard=scorecard, period="2016/17 Q1").horizons


# ---- steps


def test_a_what_if_begins_where_the_scorecard_stands():
    what_if = begun()

    assert what_if.number == 0
    assert values(what_if) == {}
    assert what_if.after.ratings.tolist() == [Rating.AMBER, Rating.AMBER]
    assert what_if.history.scenario.base_hash == SCORECARD.hash
    assert (what_if.history.scenario.area, what_if.history.scenario.period) == ("North", "2016/17 Q2")


def test_a_move_is_taken_and_the_scorecard_stays_as_it_was():
    what_if = begun().take(message(calls=85.0))

    assert what_if.number == 1
    assert what_if.after.ratings.tolist() == [Rating.GREEN, Rating.AMBER]
    assert what_if.position.ratings.tolist() == [Rating.AMBER, Rating.AMBER]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_number_that_does_not_grow_changes_nothing(number):
    what_if = begun().take(message(3, calls=85.0))

    assert what_if.take(message(number, calls=10.0)) is what_if


def test_steps_that_had_no_answer_are_taken_in_their_order_before_the_last():
    earlier = [message(2, calls=83.0), message(1, calls=82.0)]

    what_if = begun().take(message(3, calls=84.0, earlier=earlier))

    behind, _ = what_if.history.trail(10)
    assert [[change.value for change in scenario.changes] for scenario in behind] == [[], [82.0], [83.0]]
    assert values(what_if) == {"calls": 84.0}


def test_earlier_steps_that_were_taken_before_are_not_taken_again():
    what_if = begun().take(message(1, calls=82.0))

    again = what_if.take(message(2, calls=83.0, earlier=[message(1, calls=10.0)]))

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
    what_if = begun().take(message(1, calls=85.0)).take(message(2, action, calls=10.0))

    assert values(what_if) == {"calls": 10.0}
    assert len(what_if.history.versions) == 3


def test_a_move_after_undo_forgets_what_was_undone():
    undone = begun().take(message(1, calls=85.0)).take(message(2, "undo"))

    assert undone.take(message(3, calls=86.0)).history.undone == ()


def test_another_horizon_is_a_step_of_its_own():
    what_if = begun().take(message(1, horizon="2016/17 Q3"))

    assert what_if.history.scenario.horizon == "2016/17 Q3"
    assert len(what_if.history.versions) == 2


def test_a_step_to_where_it_is_already_makes_no_version_and_its_number_counts():
    what_if = begun().take(message(1))

    assert what_if.number == 1
    assert len(what_if.history.versions) == 1


steps = st.builds(
    message,
    number=st.integers(1, 6),
    action=st.sampled_from(["move", "undo", "redo"]),
    horizon=st.sampled_from(["2016/17 Q3", "2016/17 Q4"]),
    calls=st.sampled_from([80.0, 85.0, 90.0]),
)


@given(st.lists(st.builds(lambda step, earlier: step | {"earlier": earlier}, steps, st.lists(steps, max_size=3))))
def test_the_number_never_goes_back_and_a_message_that_comes_twice_is_taken_once(sent):
    what_if = begun()
    for told in sent:
        after = what_if.take(told)
        assert after.number == max([what_if.number, told["number"], *(step["number"] for step in told["earlier"])])
        assert after.take(told) is after
        what_if = after

    assert json.loads(what_if.facts)["rows"][0]["value"] == 82.5


# ---- the session

CHOOSE = """
import streamlit as st
from ui import state
st.session_state["told"] = state.choose()
"""
TAKE = """
import streamlit as st
from ui import state
chosen, _ = state.choose()
st.session_state["news"] = state.take(st.session_state.get("sent"), chosen)
st.session_state["now"] = state.what_if(chosen)
st.session_state["key"] = state.what_if_key(chosen)
"""
NOT_KEPT = (
    "The scorecard that this address names is not kept here (any more); choose another, or open its file again on the "
    "page Data."
)
PICK = """
import streamlit as st
from ui import state
if picked := st.session_state.get("picked"):
    state.pick(**picked)
st.session_state["told"] = state.choose()
"""


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """The folder for a council's own scorecards, with one in it, and one that is refused."""
    monkeypatch.setenv("RAG_DATA_DIR", str(tmp_path))
    folder = tmp_path / "scorecards"
    folder.mkdir()
    (folder / "calls.csv").write_bytes(CALLS)
    (folder / "broken.csv").write_text("indicator,value,target\nCalls,lots,85\n", encoding="utf-8")
    return folder


def session(script=CHOOSE, **asked):
    """A session that asks for something."""
    at = AppTest.from_string(script, default_timeout=30)
    return asking(at, **asked)


def asking(at, **asked):
    """The same session, asking for something else."""
    at.query_params.clear()
    for name, value in asked.items():
        at.query_params[name] = value
    return at.run()


def told(at):
    """What is open, and why it is not what was asked for."""
    opened, refusals = at.session_state["told"]
    return (opened.name, opened.area, opened.period), [refusal.message for refusal in refusals]


@pytest.mark.usefixtures("kept")
def test_nothing_asked_for_is_the_first_scorecard_at_its_latest():
    assert told(session()) == ((library.FIRST, "", "2016/17 Q2"), [])


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    ("asked", "area", "period"),
    [
        ({}, "North", "2016/17 Q2"),
        ({"area": "South"}, "South", "2016/17 Q2"),
        ({"period": "2016/17 Q1"}, "North", "2016/17 Q1"),
        ({"period": "Q1 2016-17"}, "North", "2016/17 Q1"),
    ],
)
def test_what_is_asked_for_is_open_at_its_first_area_and_latest_period(asked, area, period):
    assert told(session(scorecard="calls", **asked)) == (("calls", area, period), [])


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"area": "East"}, "This scorecard has no area 'East'; the first one is shown instead (North)."),
        ({"period": "2030/31"}, "This scorecard has no period '2030/31'; the latest is shown instead (2016/17 Q2)."),
        ({"period": "a\nb\u202e"}, "This scorecard has no period 'a b'; the latest is shown instead (2016/17 Q2)."),
        ({"period": ""}, "This scorecard has no period ''; the latest is shown instead (2016/17 Q2)."),
    ],
)
def test_what_is_not_there_is_told_with_what_is_shown_instead(asked, message):
    assert told(session(scorecard="calls", **asked)) == (("calls", "North", "2016/17 Q2"), [message])


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nowhere", "There is no scorecard 'nowhere' here; choose another."),
        ("../../etc/passwd", "There is no scorecard '../../etc/passwd' here; choose another."),
        ("", "There is no scorecard '' here; choose another."),
        ("broken", "'broken' could not be opened; what was open is still open."),
        ("0f" * 16, NOT_KEPT),
    ],
)
def test_a_scorecard_that_cannot_be_had_leaves_open_what_was(name, message):
    at = session(scorecard="calls", area="South", period="2016/17 Q2")

    asking(at, scorecard=name, area="East", period="2030/31")

    assert told(at) == (("calls", "South", "2016/17 Q2"), [message])


@pytest.mark.usefixtures("kept")
def test_a_refused_file_says_what_is_wrong_with_it():
    _, (refusal,) = session(scorecard="broken").session_state["told"]

    assert [problem.where for problem in refusal.problems if problem.level == "error"] == ["row 2, column value"]


def test_a_file_that_breaks_while_it_is_open_is_told_once_and_gives_way_to_the_first(kept):
    at = session(scorecard="calls")
    (kept / "calls.csv").write_text("indicator\n", encoding="utf-8")

    asking(at, scorecard="calls")

    message = "'calls' could not be opened; the first one is shown instead."
    assert told(at) == ((library.FIRST, "", "2016/17 Q2"), [message])


def test_a_kept_scorecard_stays_open_while_the_store_cannot_be_asked(kept):
    name = library.keep(SCORECARD, "Calls")
    at = session(scorecard=name, area="South")
    folder = kept.parent
    folder.rename(folder.with_name("away"))

    asking(at, scorecard=name, area="North", period="2016/17 Q1")
    where, (message,) = told(at)
    assert where == (name, "North", "2016/17 Q1")
    assert "the store is gone" in message

    folder.with_name("away").rename(folder)
    assert told(asking(at, scorecard=name)) == ((name, "North", "2016/17 Q2"), [])


@pytest.mark.usefixtures("kept")
def test_a_kept_scorecard_that_was_deleted_is_open_no_longer():
    name = library.keep(SCORECARD, "Calls")
    at = session(scorecard=name)
    library.delete(name)

    assert told(asking(at, scorecard=name)) == ((library.FIRST, "", "2016/17 Q2"), [NOT_KEPT])


@pytest.mark.usefixtures("kept")
def test_what_was_moved_on_a_scorecard_that_was_deleted_is_in_hand_under_its_title():
    name = library.keep(SCORECARD, "Calls by quarter")
    at = session(TAKE, scorecard=name)
    sending(at, {"name": at.session_state["key"], **message(calls=85.0)})
    library.delete(name)

    asking(at, scorecard=library.FIRST)

    assert at.session_state[state.IN_HAND].title == "Calls by quarter"


def test_a_file_of_more_measures_than_can_be_shown_is_refused(kept):
    rows = "".join(f"Measure {at},82,85\n" for at in range(library.MOST_MEASURES + 1))
    (kept / "large.csv").write_text(f"indicator,value,target\n{rows}", encoding="utf-8")

    _, (refusal,) = session(scorecard="large").session_state["told"]

    assert refusal.message == "'large' could not be opened; what was open is still open."
    assert refusal.problems[-1].message.startswith("There are 5,001 measures for one area and period")


@pytest.mark.usefixtures("kept")
def test_a_position_is_made_once_for_a_session_as_long_as_it_is_open():
    at = session(scorecard="calls")
    first = at.session_state["told"][0].position

    assert asking(at, scorecard="calls").session_state["told"][0].position is first
    assert asking(at, scorecard="calls", area="South").session_state["told"][0].position is not first


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    ("picked", "where"),
    [
        ({"period": "2016/17 Q1"}, ("calls", "South", "2016/17 Q1")),
        ({"area": "North"}, ("calls", "North", "2016/17 Q2")),
        ({"scorecard": library.FIRST}, (library.FIRST, "", "2016/17 Q2")),
    ],
)
def test_what_is_picked_is_in_the_address_and_another_scorecard_begins_anew(picked, where):
    at = session(PICK, scorecard="calls", area="South", period="2016/17 Q2")

    at.session_state["picked"] = picked
    at.run()

    assert told(at) == (where, [])
    assert at.query_params["scorecard"] == where[0]


def test_the_address_of_what_is_open_leaves_out_what_is_no_choice():
    assert chosen().query == {"scorecard": "calls", "area": "North", "period": "2016/17 Q2"}
    alone = read(b"indicator,value,target\nCalls,82,85\n")[0]
    assert replace(chosen(), scorecard=alone, area="", period="").query == {"scorecard": "calls"}


def test_one_of_several_areas_may_have_no_name_and_is_in_the_address_all_the_same():
    assert replace(chosen(), area="").query["area"] == ""


# ---- messages to the session


def sending(at, told):
    """The same session after a message."""
    at.session_state["sent"] = told
    return at.run()


@pytest.mark.usefixtures("kept")
def test_a_message_is_news_once():
    at = session(TAKE, scorecard="calls")
    told = message(calls=85.0) | {"name": at.session_state["key"]}

    assert sending(at, told).session_state["news"]
    assert not sending(at, told).session_state["news"]
    assert values(at.session_state["now"]) == {"calls": 85.0}


@pytest.mark.usefixtures("kept")
def test_a_message_about_what_was_open_before_is_not_taken_for_what_is_open_now():
    at = session(TAKE, scorecard="calls")
    sending(at, message(calls=85.0) | {"name": at.session_state["key"]})

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
    at = sending(session(TAKE, scorecard="calls"), told)

    assert not at.session_state["news"]
    assert at.session_state["now"].number == 0

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest
from trying import SCORECARD, chosen, keep_calls

from ragcore.read import read
from ui import library

CHOOSE = """
import streamlit as st
from ui import state
st.session_state["told"] = state.choose()
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
    return keep_calls(tmp_path, monkeypatch)


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

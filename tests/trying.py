"""A small scorecard of two measures, and pages, scenarios and messages of a browser to try things with."""

from __future__ import annotations

import html
import json
from pathlib import Path

from streamlit.testing.v1 import AppTest

from ragcore.read import read
from ragcore.scenario import Change, Scenario
from ragcore.version import Version
from ui import library
from ui.state import Chosen

ROOT = Path(__file__).parent.parent
FILES = {
    "Status": "pages/status.py",
    "What-if": "pages/what_if.py",
    "Compare": "pages/compare.py",
    "Scenarios": "pages/scenarios.py",
    "Routes": "pages/routes.py",
    "Report": "pages/report.py",
    "Record": "pages/record.py",
    "Data": "pages/data.py",
}
CALLS = b"""\
id,indicator,area,period,unit,value,numerator,denominator,target,amber
calls,Calls,North,2016/17 Q1,%,80.0,,,85,5
calls,Calls,North,2016/17 Q2,%,82.5,,,85,5
plans,Plans,North,2016/17 Q2,%,82.1,985,1200,85,5
calls,Calls,South,Quarter 2 2016-17,%,70.0,,,85,5
"""
SCORECARD, _ = read(CALLS)
# Names that try to be more than names.
NASTY = [
    "**bold**",
    "[a](javascript:alert(1))",
    "# Heading",
    ":red[x]",
    "<b>x</b>",
    "$x$",
    "me@example.invalid",
    "a -> b",
    "=1+1",
]


def keep_calls(folder, monkeypatch):
    """A folder for a council's own scorecards, with this one in it, and one that is refused."""
    monkeypatch.setenv("RAG_DATA_DIR", str(folder))
    own = folder / "scorecards"
    own.mkdir()
    (own / "calls.csv").write_bytes(CALLS)
    (own / "broken.csv").write_text("indicator,value,target\nCalls,lots,85\n", encoding="utf-8")
    return own


def chosen(scorecard=SCORECARD, area="North", period="2016/17 Q2"):
    """What is open."""
    return Chosen("calls", scorecard, area, period, scorecard.position(area, period))


def message(number=1, action="move", horizon="2016/17 Q4", earlier=(), field="value", **values):
    """What the browser sends after a move: the values, or another field, of some indicators."""
    changes = [{"id": key, "field": field, "value": value} for key, value in values.items()]
    return {"number": number, "action": action, "changes": changes, "horizon": horizon, "earlier": list(earlier)}


def values(what_if):
    """The values that a what-if has by now."""
    return {change.id: change.value for change in what_if.history.scenario.changes}


def scenario(*changes, area="North", period="2016/17 Q2", horizon="2016/17 Q4", **rule):
    """A scenario on the small scorecard; each change as the parts of `Change`."""
    made = tuple(Change(*change) for change in changes)
    return Scenario(changes=made, area=area, period=period, horizon=horizon, rule=rule)


def kept_version(of, name="calls", parent="", author="", made="2026-01-05T09:00:00Z"):
    """Have the store keep a scenario on a scorecard; returns the name of its version."""
    scorecard, _ = library.load(name)
    snapshot = library.snapshot(name, scorecard)
    [version] = library.store().versions.keep([Version(scorecard.hash, of, parent, author, made)], snapshot, name)
    return version


def saved(of, called, name="calls", note="", author=""):
    """Have the store keep a scenario under a name; returns what it is called."""
    return library.store().scenarios.save(called, kept_version(of, name, author=author), note, author).named


# ---- a session without pages

SESSION = """
import streamlit as st
from ui import carry, keeping, names, state, what_if
chosen, refusals = state.choose()
carry.notice(chosen)
what_if.arrive(chosen)
st.session_state["news"] = what_if.take(st.session_state.get("sent"), chosen)
if does := st.session_state.pop("does", None):
    does(chosen)
on = what_if.what_if(chosen)
st.session_state["open-now"], st.session_state["told"] = chosen, [refusal.message for refusal in refusals]
st.session_state["now"], st.session_state["name"] = on, on.name
st.session_state["query"] = what_if.query(chosen)
"""


def session(**asked):
    """A session that asks for something."""
    return asking(AppTest.from_string(SESSION, default_timeout=30), **asked)


def telling(at, told):
    """The same session after a message of the browser, which names the board that is on."""
    at.session_state["sent"] = {"name": at.session_state["name"], **told} if isinstance(told, dict) else told
    return ran(at)


def doing(at, does):
    """The same session after something was done with what is open."""
    at.session_state["does"] = does
    return ran(at)


def held(at, key, otherwise):
    """What a session holds under a key."""
    return at.session_state[key] if key in at.session_state else otherwise  # noqa: SIM401  # it has no `get`


def on(at):
    """The what-if of a session."""
    return at.session_state["now"]


# ---- pages


def opened(page="Status", **asked):
    """A page within the frame, opened with an address."""
    at = AppTest.from_file(ROOT / "ui" / "frame.py", default_timeout=30)
    if page == "Status":
        return asking(at, **asked)
    return asking(at.run().switch_page(str(ROOT / FILES[page])), **asked)


def asking(at, **asked):
    """The same session at another address."""
    at.query_params.clear()
    for name, value in asked.items():
        at.query_params[name] = value
    return ran(at)


def turned(at, page):
    """The same session on another page, at the same address."""
    return ran(at.switch_page(str(ROOT / FILES[page])))


def ran(at):
    """The same session after a run, in which nothing may go wrong."""
    at.run()
    assert not at.exception
    return at


def pressed(at, shown):
    """The same session after a button was pressed, by what it shows or by its key."""
    next(each for each in at.button if shown in (each.key, *plain_cells([each.label]))).click()
    return ran(at)


def plain(texts):
    """Texts as people read them."""
    return plain_cells(text.value for text in texts)


def plain_cells(column):
    """The cells of a column as people read them."""
    return [html.unescape(text).replace("\u2060", "") for text in column]


def tables(at, column):
    """The tables that have a column, each as a list of rows of plain texts, by column."""
    found = [table.value for table in at.table]
    named = [frame.rename(columns=dict(zip(frame.columns, plain_cells(frame.columns), strict=True))) for frame in found]
    return [
        [dict(zip(frame.columns, plain_cells(row), strict=True)) for row in frame.to_numpy().tolist()]
        for frame in named
        if column in frame.columns
    ]


def choices(at):
    """What the radio buttons of a page ask, and what each offers, as people read them."""
    return [(*plain_cells([radio.label]), plain_cells(radio.options)) for radio in at.radio]


def component(at, name):
    """The data of a component."""
    (found,) = [each.proto for each in at.get("bidi_component") if each.proto.component_name == name]
    told = json.loads(found.json)
    return {key: json.loads(value) if key in ("facts", "answer", "trail") else value for key, value in told.items()}


def answer(at):
    """What the board was answered last."""
    return component(at, "answers")["answer"]


def sending(at, number=1, action="move", horizon="2016/17 Q4", field="value", **values):
    """The same page after the browser sent a move: the values, or another field, of some indicators."""
    named = {key.replace("_", "-"): value for key, value in values.items()}
    told = message(number, action, horizon, field=field, **named)
    at.session_state["answers"] = {"message": told | {"name": component(at, "board")["name"]}}
    return ran(at)


def saving(at, name, note="", author="", reasons=(), others=""):
    """The same page after what is on screen was saved.

    reasons : by field and id, as the form asks for them; others : the one for all that it does not ask for
    """
    at.session_state[f"save-{held(at, 'save', 0)}"] = True
    ran(at)
    at.text_input(key="save-name").input(name)
    at.text_input(key="save-author").input(author)
    at.text_area(key="save-note").input(note)
    for key, reason in dict(reasons).items():
        at.text_input(key=f"save-why:{key}").input(reason)
    if others:
        at.text_input(key="save-others").input(others)
    return pressed(at, "Save the scenario")

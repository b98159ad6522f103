"""A small scorecard of two measures, and what a browser says when they are moved."""

from __future__ import annotations

from ragcore.read import read
from ui.state import Chosen

CALLS = b"""\
id,indicator,area,period,unit,value,numerator,denominator,target,amber
calls,Calls,North,2016/17 Q1,%,80.0,,,85,5
calls,Calls,North,2016/17 Q2,%,82.5,,,85,5
plans,Plans,North,2016/17 Q2,%,82.1,985,1200,85,5
calls,Calls,South,Quarter 2 2016-17,%,70.0,,,85,5
"""
SCORECARD, _ = read(CALLS)


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

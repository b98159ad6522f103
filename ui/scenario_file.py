"""Opening a scenario file: what is wrong with it, what it would change here, and putting it on."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from ragcore.json_text import MOST_BYTES
from ragcore.problems import Problem, refused
from ragcore.scenario import Scenario
from ragcore.scenario_file import check_against, read_scenario
from ui import scenario_sentences, what_if
from ui.controls import main_button
from ui.literal import literal
from ui.problems import problems_table
from ui.state import Chosen

_DROPPED, _TIMES = "scenario-dropped", "scenario-times"


@dataclass(frozen=True)
class _Dropped:
    """A file that was dropped, and what was made of it; scenario : None where it is refused."""

    name: str
    scenario: Scenario | None
    problems: list[Problem]


def door(chosen: Chosen) -> None:
    """Draw where a file comes in and what it would change; nothing is put on before somebody says so."""
    times = st.session_state.get(_TIMES, 0)
    key = f"scenario-file-{times}"
    st.file_uploader(
        "Drop a scenario file here",
        key=key,
        type=["json"],
        max_upload_size=MOST_BYTES // 1_000_000,
        on_change=lambda: _take(key),
    )
    dropped: _Dropped | None = st.session_state.get(_DROPPED)
    if dropped is None:
        return
    problems, there = dropped.problems, chosen
    if dropped.scenario:
        there = _place(chosen, dropped.scenario)
        problems = problems + check_against(dropped.scenario, there.scorecard, there.position)
    if dropped.scenario is None or refused(problems):
        st.warning(literal(f"{dropped.name} was refused. What is on screen is as it was."))
    else:
        count = scenario_sentences.changes(len(dropped.scenario.changes) + len(dropped.scenario.rule))
        place = ", ".join(text for text in (there.area, there.period) if text)
        told = f"{dropped.name}: {dropped.scenario.name or 'a scenario without a name'}, {count}"
        st.success(literal(f"{told}, for {place}." if there is not chosen else f"{told}."))
    if problems:
        problems_table("What is wrong, and what was done", problems)
    with st.container(horizontal=True):
        # One for an area that is not here has no effect, here as on the command line.
        disabled = dropped.scenario is None or dropped.scenario.area not in (None, *there.scorecard.areas)
        if main_button("Put it on the board", "scenario-put", disabled=disabled) and dropped.scenario:
            _put_away()
            what_if.put_on(there, dropped.scenario)
        st.button("Put the file away", key="scenario-away", on_click=_put_away)


def _place(chosen: Chosen, scenario: Scenario) -> Chosen:
    """What is open at the area and the period that a scenario is for, where the scorecard has these."""
    scorecard = chosen.scorecard
    area = scenario.area if scenario.area in scorecard.areas else None
    period = None if scenario.period is None else scorecard.period_named(scenario.period)
    area, period = (own if text is None else text for text, own in ((area, chosen.area), (period, chosen.period)))
    if (area, period) == (chosen.area, chosen.period):
        return chosen
    return Chosen(chosen.name, scorecard, area, period, scorecard.position(area, period))


def _take(key: str) -> None:
    """Read what was dropped, and let go of its bytes."""
    file = st.session_state.get(key)
    if file is None:
        return
    scenario, problems = read_scenario(file.getvalue())
    st.session_state[_DROPPED] = _Dropped(" ".join(file.name.split())[:80], scenario, problems)
    st.session_state[_TIMES] = st.session_state.get(_TIMES, 0) + 1


def _put_away() -> None:
    st.session_state.pop(_DROPPED, None)

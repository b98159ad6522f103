"""Routes: the least that would have to change. Read the state, ask ragcore, draw."""

import streamlit as st

from ui import state, status
from ui.legend import legend
from ui.routes import answer, budget, distance, replaying, seek, sweeping, terms

TABS = ["Distance", "A goal", "A budget", "Goal seek", "Sweep", "Rule replay"]

chosen, _ = state.choose()
theme = state.theme()

status.count_lines(chosen.position)
legend(chosen.position)
asked = terms.ask(chosen)

tabs = st.tabs(TABS, key="routes-tab", on_change="rerun")
draws = {
    "Distance": lambda: distance.draw(chosen, asked, theme),
    "A goal": lambda: answer.goal(chosen, asked),
    "A budget": lambda: budget.draw(chosen, asked, theme),
    "Goal seek": lambda: seek.draw(asked),
    "Sweep": lambda: sweeping.draw(asked, theme),
    "Rule replay": lambda: replaying.draw(chosen),
}
for name, tab in zip(TABS, tabs, strict=True):
    if tab.open:
        with tab:
            draws[name]()

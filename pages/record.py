"""Record: each step of a scenario. Read the state, ask the store and ragcore what changed, draw."""

import streamlit as st

from ui import record, state, status, what_if
from ui.legend import legend
from ui.scenario_list import NAMED

chosen, _ = state.choose()

status.count_lines(chosen.position)
legend(chosen.position)
record.draw(chosen, what_if.what_if(chosen), st.query_params.get(NAMED, ""))

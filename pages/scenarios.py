"""Scenarios: those that are saved. Read the state, ask the store and ragcore what each leads to, draw."""

import streamlit as st

from ui import names, new_quarter, scenario_file, scenario_list, state, status
from ui.legend import legend

chosen, _ = state.choose()

status.count_lines(chosen.position)
legend(chosen.position)

names.tell()

here, elsewhere = names.listed(chosen)

st.header("Saved on this scorecard", anchor=False)
scenario_list.draw(chosen, here)
st.header("Open a scenario file", anchor=False)
scenario_file.door(chosen)
if elsewhere or here:
    st.header("A new quarter", anchor=False)
    new_quarter.draw(chosen, [*here, *elsewhere])

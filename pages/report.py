"""Report: the pack for the minutes. Read the state, ask what goes in, draw the cover and the buttons."""

from dataclasses import replace

import streamlit as st

from ui import state, status
from ui.legend import legend
from ui.report import cover, take
from ui.report.chosen import choose
from ui.report.preview import preview

chosen, _ = state.choose()

status.count_lines(chosen.position)
legend(chosen.position)
st.header("What goes in", anchor=False)
pack = choose(chosen)
contents = st.container()
st.header("The cover", anchor=False)
typed = cover.fields(chosen, pack)
with contents:
    preview(replace(pack, cover=typed.over(pack.cover)))
st.header("Take it away", anchor=False)
take.buttons(lambda: replace(pack, cover=typed.over(pack.cover)), f"{chosen.title} report")

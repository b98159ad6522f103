"""Status: the report on screen. Read the state, ask for ratings and ways to green, draw."""

import streamlit as st

from ragcore import sentences, wording
from ragcore.gap import way_to
from ui import charts, detail, state, status, what_if
from ui.legend import legend
from ui.table import table

chosen, _ = state.choose()
position, theme = chosen.position, state.theme()

counts, meaning = st.columns(2, gap="large")
with counts:
    status.count_lines(position)
    st.altair_chart(
        charts.tiles(charts.tile_frame(position), theme),
        key="tiles",
        width="content",
        theme=None,
        alt=f"Each measure as a tile with the symbol of its rating. {wording.count_line(position.counts)}.",
    )
    st.markdown(f"{sentences.totals(position)}.")
with meaning:
    legend(position)

if position.figures.key.any():
    st.header("Key indicators", anchor=False)
    status.key_columns(position)

st.header("All indicators", anchor=False)
st.caption(
    "Choose a name to see how its rating was made, its history, counts and source. "
    "Cases to green are told as if numbers stay the same."
)
table(
    what_if.key_of(chosen),
    status.table_facts(chosen, way_to(position)),
    key="table",
    on_open=lambda: detail.open_row("table", chosen),
)
detail.show(chosen, theme)

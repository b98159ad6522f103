"""Compare: scenarios side by side. Read the state, ask ragcore what differs and why, draw."""

import streamlit as st

from ui import cause_sentences, compared, comparison, merging, state, status
from ui.comparison_file import downloads
from ui.legend import legend

chosen, _ = state.choose()
position, theme = chosen.position, state.theme()

legend(position)
chosen_ones = compared.choose(chosen)
if chosen_ones:
    st.header("Side by side", anchor=False)
    comparison.side_by_side(position, chosen_ones, theme)
    st.header("Counts", anchor=False)
    comparison.bars(position, chosen_ones, theme)
    st.header("What differs", anchor=False)
    comparison.table(position, chosen_ones)
    st.header("What turned it green?", anchor=False)
    st.caption(cause_sentences.METHOD)
    for one in chosen_ones:
        comparison.explained(chosen, one)
    st.header("Take it with you", anchor=False)
    downloads(chosen, chosen_ones)
    if len(chosen_ones) > 1:
        st.header("Merge two of them", anchor=False)
        merging.draw(chosen, chosen_ones)
else:
    status.count_lines(position)

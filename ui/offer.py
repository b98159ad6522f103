"""The offer to carry a scenario over to the scorecard that was opened after it was made."""

from __future__ import annotations

import streamlit as st

from ui import carry
from ui.literal import literal
from ui.state import Chosen


def offer(chosen: Chosen) -> None:
    """Draw the offer: how many changes fit, and the measures of those that do not; nothing where there is none."""
    offered = carry.offer(chosen)
    if offered is None:
        return
    st.header("Carry the scenario over?", anchor=False)
    fits, left = len(offered.fitting), offered.left
    told = f"On {offered.title} you made {_changes(fits, bool(left))}"
    st.markdown(literal(told))
    if left:
        st.markdown("\n".join(f"- {literal(name)}" for name in left))
    with st.container(horizontal=True):
        st.button("Carry over", key="carry", disabled=not fits, on_click=lambda: carry.carry(chosen, offered))
        st.button("Leave it", key="leave", on_click=carry.decline)


def _changes(fits: int, some_do_not: bool) -> str:
    """How many changes fit, and what is told of the others.

    >>> _changes(1, False), _changes(2, True)
    ('1 change that fits this scorecard.', '2 changes that fit this scorecard. These do not fit it:')
    """
    if not fits:
        return "changes to these measures, and none of them fits this scorecard:"
    told = f"{fits:,} {'change that fits' if fits == 1 else 'changes that fit'} this scorecard."
    return f"{told} These do not fit it:" if some_do_not else told

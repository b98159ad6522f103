"""The offer to carry a scenario over to the scorecard that was opened after it was made."""

from __future__ import annotations

import streamlit as st

from ui import carry
from ui.literal import literal
from ui.state import Chosen

_MOST_NAMED = 5


def offer(chosen: Chosen) -> None:
    """Draw the offer: how many changes fit, and the measures of those that do not; nothing where there is none."""
    offered = carry.offer(chosen)
    if offered is None:
        return
    fits = len(offered.fitting)
    names = list(dict.fromkeys(offered.names.get(one.change.id, one.change.id) for one in offered.left))
    with st.container(border=True, key="carry-offer"):
        asked = "**Carry the scenario over?** " if fits else ""
        st.markdown(f"{asked}On {literal(offered.title)} you made {_changes(fits, bool(names))}{_left(names)}")
        with st.container(horizontal=True):
            if fits:
                st.button("Carry over", key="carry", on_click=lambda: carry.carry(chosen, offered))
            st.button("Leave it" if fits else "Dismiss", key="leave", on_click=carry.decline)


def _left(names: list[str]) -> str:
    """The measures of the changes that do not fit, as Markdown; of many the first."""
    more = len(names) - _MOST_NAMED
    rest = f" and {more:,} more" if more > 0 else ""
    return f" {', '.join(map(literal, names[:_MOST_NAMED]))}{rest}." if names else ""


def _changes(fits: int, some_do_not: bool) -> str:
    """How many changes fit, and what is told of the others.

    >>> _changes(1, False), _changes(2, True)
    ('1 change that fits this scorecard.', '2 changes that fit this scorecard. These do not fit it:')
    """
    if not fits:
        return "changes to these measures, and none of them fits this scorecard:"
    told = f"{fits:,} {'change that fits' if fits == 1 else 'changes that fit'} this scorecard."
    return f"{told} These do not fit it:" if some_do_not else told

"""Rule replay: how the past periods would have looked under today's targets, another tolerance, or no amber."""

from __future__ import annotations

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from ragcore import wording
from ragcore.rating import Rating
from ragcore.replay import Otherwise, replay
from ragcore.rule import Tolerance
from ui.literal import literal
from ui.state import Chosen

_AMBER = ("As it was", "Another tolerance", "No amber at all")


def draw(chosen: Chosen) -> None:
    """Draw what is to be otherwise, and the counts of each period before and after."""
    todays = st.checkbox("Under today's targets", value=True, key="replay-targets")
    amber = st.radio("Amber", _AMBER, horizontal=True, key="replay-amber")
    tolerance = None
    if amber == _AMBER[1]:
        typed = st.text_input(
            "Tolerance: a number such as 3, or a share of the target such as 5%", "3", key="replay-by"
        )
        try:
            tolerance = Tolerance.parse(typed or "")
        except ValueError as fault:
            st.warning(literal(f"{str(fault).capitalize()}."))
            return
    otherwise = Otherwise(todays_targets=todays, tolerance=tolerance, no_amber=amber == _AMBER[2])
    try:
        found = replay(chosen.scorecard, otherwise, chosen.area)
    except ValueError as fault:
        st.warning(literal(str(fault)))
        return
    st.table(
        {
            "Period": [literal(period or "(no period)") for period in found.periods],
            "As it was": [_line(counts) for counts in found.before],
            "As it would have been": [_line(counts) for counts in found.after],
            "Measures with another rating": [f"{count:,}" for count in found.turned],
        }
    )


def _line(counts: NDArray[np.int64]) -> str:
    return wording.count_line({rating: int(counts[rating]) for rating in Rating})

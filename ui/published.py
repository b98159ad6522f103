"""Ratings as published beside those that the rule makes."""

from __future__ import annotations

import streamlit as st

from ragcore.scorecard import Scorecard
from ui.literal import literal
from ui.preview import agreement, compared

MOST_LINES = 60


def published(scorecard: Scorecard) -> None:
    """Draw the published ratings that the rule disagrees with, then the others; nothing where none is published."""
    lines = compared(scorecard)
    if not lines:
        return
    st.header("Published against computed", anchor=False)
    st.markdown(f"**{agreement(lines)}**")
    shown = lines[:MOST_LINES]
    st.table(
        {
            "Measure": [literal(line.measure) for line in shown],
            "Published": [line.published for line in shown],
            "By the rule": [line.computed for line in shown],
            "Agree?": [literal(line.agrees) for line in shown],
        }
    )
    if len(lines) > MOST_LINES:
        st.caption(f"And {len(lines) - MOST_LINES:,} more.")

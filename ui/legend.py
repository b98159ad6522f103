"""The legend: what green, amber and red mean under the scorecard's own rule. It stands on every page that rates."""

from __future__ import annotations

import streamlit as st

from ragcore import sentences
from ragcore.position import Position
from ui import words
from ui.literal import literal


def legend(position: Position) -> None:
    """Draw the legend of a position's rule."""
    told = sentences.legend(position)
    st.markdown("  \n".join(f"**{words.badge(rating)}**: {literal(means)}" for rating, means in told.items()))

"""Problems of a file, as a table."""

from __future__ import annotations

import streamlit as st

from ragcore.problems import Problem
from ui.literal import literal
from ui.preview import worst_first

MOST_LINES = 60


def problems_table(title: str, problems: list[Problem]) -> None:
    """Draw problems, each with its level and its place, errors first; of very many the first."""
    shown = worst_first(problems)[:MOST_LINES]
    st.table(
        {
            "Level": [problem.level for problem in shown],
            "Where": [literal(problem.where) for problem in shown],
            title: [literal(problem.message) for problem in shown],
        }
    )
    if len(problems) > MOST_LINES:
        st.caption(f"And {len(problems) - MOST_LINES:,} more.")

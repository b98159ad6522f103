"""A scorecard as a file of each kind, to take along."""

from __future__ import annotations

from functools import partial

import streamlit as st

from ragcore.scorecard import Scorecard
from ragcore.write import file_name, to_csv, to_parquet, to_workbook

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def downloads(scorecard: Scorecard, called: str) -> None:
    """Draw a button for each kind of file, which is made when it is asked for; called : its title where it has none."""
    title = scorecard.about.title or called
    kinds = {"CSV": (to_csv, "csv", "text/csv"), "Excel": (to_workbook, "xlsx", EXCEL)}
    kinds["Parquet"] = (to_parquet, "parquet", "application/vnd.apache.parquet")
    with st.container(horizontal=True):
        for kind, (write, ending, mime) in kinds.items():
            name = file_name(title, ending)
            data = partial(write, scorecard)
            st.download_button(f"Download as {kind}", data, name, mime, key=f"as-{ending}", on_click="ignore")

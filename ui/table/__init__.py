"""The table of all indicators: a real table, sorted, filtered and searched in the page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from ui.words import colour_css

HERE = Path(__file__).parent

_mount = st.components.v2.component(
    "table",
    html=(HERE / "table.html").read_text(encoding="utf-8"),
    css=colour_css() + "\n" + (HERE / "table.css").read_text(encoding="utf-8"),
    js=(HERE / "table.js").read_text(encoding="utf-8"),
)


def table(facts: dict[str, Any], key: str, on_open: Callable[[], None]) -> None:
    """Draw the table; facts : as `ui.status.table_facts` makes them; on_open : called when a name was chosen."""
    _mount(key=key, data=facts, on_open_change=on_open)

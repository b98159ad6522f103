"""What the keyboard reaches: where the focus goes when a form that had it has closed, and tables that scroll."""

from __future__ import annotations

import streamlit as st

from ui import component
from ui.component.source import joined

_WANTED = "focus"
_mount = st.components.v2.component("focus", js=joined(component.HERE, "focus.js"))


def lead(key: str) -> None:
    """Have the focus go to the control of this key, where nothing else has it by then."""
    _, times = st.session_state.get(_WANTED, ("", 0))
    st.session_state[_WANTED] = (key, times + 1)


def follow() -> None:
    """Have the browser's side see to it; drawn after everything else."""
    key, times = st.session_state.get(_WANTED, ("", 0))
    _mount(key="focus-leader", data={"control": key, "times": times})

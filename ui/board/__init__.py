"""The what-if board: one component, with a core that knows no Streamlit and a thin adapter to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from ui.words import colour_css

HERE = Path(__file__).parent
SCRIPTS = ("rating.js", "board.js", "streamlit.js")


def script() -> str:
    """The core and its adapter, joined into one module."""
    return "\n".join((HERE / name).read_text(encoding="utf-8") for name in SCRIPTS)


_mount = st.components.v2.component(
    "board",
    html=(HERE / "board.html").read_text(encoding="utf-8"),
    css=colour_css() + "\n" + (HERE / "board.css").read_text(encoding="utf-8"),
    js=script(),
)


def board(name: str, facts: str, answer: str, key: str, on_message: Callable[[], None]) -> Any:
    """Draw the board; returns the last message of the browser, None before the first.

    facts, answer : JSON, as `ui.board.facts` makes them; name : the name of the facts: the browser reads them again
    only when it is another; on_message : called when a message has come
    """
    data = {"name": name, "facts": facts, "answer": answer}
    return _mount(key=key, data=data, on_message_change=on_message).get("message")

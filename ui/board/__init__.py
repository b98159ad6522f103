"""The what-if board: a component whose core knows no Streamlit, and a thin link to it for answers and messages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from ui.component import joined, register

HERE = Path(__file__).parent
CORE = ("rating.js", "places.js", "drawing.js", "board.js")

_board = register(HERE, *CORE, "streamlit.js")
_answers = st.components.v2.component("answers", js=joined(HERE, "answers.js"))


def board(name: str, facts: str, trail: str, key: str) -> None:
    """Draw the board; facts, trail : JSON, as `ui.board.facts` makes them; name : what these facts are called."""
    _board(key=key, data={"name": name, "facts": facts, "trail": trail})


def answers(name: str, answer: str, key: str, on_message: Callable[[], None]) -> Any:
    """Give the board of a name an answer; returns the last message of the browser, None before the first.

    answer : JSON, as `ui.board.facts` makes it; on_message : called when a message has come
    """
    return _answers(key=key, data={"name": name, "answer": answer}, on_message_change=on_message).get("message")

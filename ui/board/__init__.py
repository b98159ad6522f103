"""The what-if board: a component whose core knows no Streamlit, and a thin link to it for answers and messages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from ui import component
from ui.board.source import BOARD, HERE
from ui.component.source import joined

_board = component.register(BOARD, joined(HERE, "streamlit.js"))
_answers = st.components.v2.component(
    "answers", js="\n".join([joined(component.HERE, "last.js"), joined(HERE, "answers.js")])
)


def board(name: str, place: str, facts: str, trail: str, walked: int, key: str) -> None:
    """Draw the board; name : what these facts are called, place : what they are about.

    facts, trail : JSON, as `ui.board.facts` and `ui.board.answer` make it
    walked : how often the trail was made anew by something other than the board
    """
    _board(key=key, data={"name": name, "place": place, "facts": facts, "trail": trail, "walked": walked})


def asked(key: str) -> Any:
    """What the browser would know through the answers of this key before it does it; None for nothing."""
    return (st.session_state.get(key) or {}).get("ask")


def answers(
    name: str, answer: str, preview: str, query: dict[str, str], key: str, on_message: Callable[[], None]
) -> Any:
    """Give the board of a name an answer; returns the last message of the browser, None before the first.

    answer, preview : JSON, as `ui.board.answer` and `ui.board.many` make it; the preview is of what was `asked`
    query : what names the version that it is about; on_message : called when a message has come
    """
    data = {"name": name, "answer": answer, "preview": preview, "query": query}
    # What is asked only has the answer drawn again.
    return _answers(key=key, data=data, on_message_change=on_message, on_ask_change=lambda: None).get("message")

"""Controls of the session's draft: each shows what the draft says, and changes it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

from ui import draft as drafts
from ui import words
from ui.draft import Draft

# More than any target, and still a number that a screen can write.
LARGEST = 1e9
_STEP = 0.5

T = TypeVar("T")
Changed = Callable[[Draft, T], Draft]


def choice(
    label: str,
    key: str,
    options: Sequence[T],
    picked: T,
    shown: Callable[[T], str],
    changed: Changed[T],
    help: str | None = None,  # noqa: A002  # as Streamlit calls it
) -> None:
    """One of several; what is shown of them is plain text."""
    _say(key, picked)
    st.selectbox(
        label,
        options,
        key=key,
        format_func=shown,
        help=help,
        on_change=lambda: _change(key, changed, lambda value: value in options),
    )


def switch(label: str, key: str, on: bool, changed: Changed[bool]) -> None:
    """On or off."""
    _say(key, on)
    st.checkbox(label, key=key, on_change=lambda: _change(key, changed, lambda value: isinstance(value, bool)))


def number(label: str, key: str, size: float, changed: Changed[float]) -> None:
    """A number from 0."""
    _say(key, min(size, LARGEST))
    st.number_input(
        label,
        min_value=0.0,
        max_value=LARGEST,
        step=_STEP,
        format="%g",
        key=key,
        on_change=lambda: _change(key, changed, lambda value: math.isfinite(value) and 0 <= value <= LARGEST),
    )


def main_button(label: str, key: str, disabled: bool) -> bool:
    """The one button that leads on; whether it was pressed."""
    readable(key, "button:enabled p")
    return st.button(label, type="primary", key=key, disabled=disabled)


def readable(key: str, texts: str) -> None:
    """Have texts of a control stand out in the dark theme, too; texts : the ones on its blue, as a selector of CSS.

    Streamlit writes on it in white, which cannot be read on the blue of the dark theme.
    """
    light, dark = (words.THEMES[theme]["background"] for theme in ("light", "dark"))
    st.html(f"<style>.st-key-{key} {texts} {{ color: light-dark({light}, {dark}); }}</style>")


def _say(key: str, value: object) -> None:
    """Have a control show what the draft says, also after it was changed elsewhere."""
    st.session_state[key] = value


def _change(key: str, changed: Changed[T], may_be: Callable[[T], bool]) -> None:
    """Change the draft as it is now: others may have changed it since the control was drawn."""
    draft = drafts.current()
    value: T | None = st.session_state.get(key)
    # What comes from a browser need not be what its controls allow.
    if draft and value is not None and may_be(value):
        drafts.keep(changed(draft, value))

"""The scorecards that are here: those that ship, a council's own, and those that are kept; to open and to delete."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import streamlit as st

from store import Kept, StoreError
from ui import library, state
from ui.literal import literal

STATUS = Path(__file__).parent.parent / "pages" / "status.py"
_FAULT, _PICKED = "shelf-fault", "shelf-picked"


def shelf(open_now: str) -> None:
    """Draw a field to choose one, a link that opens it, and what deletes it where it is kept.

    open_now : the name of the one that is open
    """
    kept, why_not = _kept()
    if fault := st.session_state.pop(_FAULT, "") or why_not:
        st.warning(literal(fault))
    told = _apart({name: f"{title} ({_what(name, kept.get(name))})" for name, title in _titles(kept).items()}, {})
    if st.session_state.get(_PICKED) not in told:
        # Somebody else may have deleted it.
        st.session_state[_PICKED] = None
    picked = st.selectbox(
        "Choose one that is here",
        list(told),
        index=None,
        key=_PICKED,
        format_func=told.__getitem__,
        placeholder="Choose a scorecard",
    )
    if picked is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.page_link(STATUS, label="Open", query_params={"scorecard": picked}, width="content")
        if picked in kept:
            with st.popover("Delete"):
                st.markdown(
                    f"{literal(kept[picked].title)} and the scenarios that were made on it will be gone for everyone, "
                    "and cannot be brought back."
                )
                st.button("Delete for everyone", key="delete", on_click=lambda: _delete(picked, open_now))


def titles() -> dict[str, str]:
    """The name of each scorecard that is here with its title, in the order of the picker.

    Of two with one title each is told with when it was kept, or else with its name: Streamlit knows options by what is
    shown of them.
    """
    kept, _ = _kept()
    found = _apart(_titles(kept), {name: f"{one.kept:%-d %b %Y, %H:%M:%S}" for name, one in kept.items()})
    return _apart(found, {})


def _titles(kept: dict[str, Kept]) -> dict[str, str]:
    """The title of each, in the order of the picker."""
    return {name: library.title(name) for name in library.paths()} | {name: one.title for name, one in kept.items()}


def _apart(titles: dict[str, str], more: dict[str, str]) -> dict[str, str]:
    """The titles, of those that are the same each with what more there is to say, or else with its name.

    >>> _apart({"a": "Plan", "b": "Plan", "c": "Report"}, {"b": "kept today"})
    {'a': 'Plan, a', 'b': 'Plan, kept today', 'c': 'Report'}
    """
    times = Counter(titles.values())
    return {name: f"{title}, {more.get(name, name)}" if times[title] > 1 else title for name, title in titles.items()}


def _kept() -> tuple[dict[str, Kept], str]:
    """What is kept, by name; nothing where the store fails, and why."""
    try:
        return {one.name: one for one in library.kept()}, ""
    except StoreError as fault:
        return {}, str(fault)


def _what(name: str, kept: Kept | None) -> str:
    """How many rows one has and when it was kept, else where it comes from."""
    if kept:
        rows = f"{kept.rows:,} {'row' if kept.rows == 1 else 'rows'}"
        return f"{rows}, kept {kept.kept:%-d %b %Y, %H:%M:%S} UTC"
    return "comes with this app" if name in library.NAMES else "in your own folder"


def _delete(name: str, open_now: str) -> None:
    """Delete a scorecard, and open the first where it was the open one."""
    try:
        library.delete(name)
    except StoreError as fault:
        st.session_state[_FAULT] = str(fault)
        return
    st.session_state[_PICKED] = None
    if name == open_now:
        state.pick(scorecard=library.FIRST)

"""Sharing what is on screen: its link, a code for the room to point a camera at, its file, and the board itself."""

from __future__ import annotations

import io
from urllib.parse import urlencode

import segno
import streamlit as st

from ragcore.scenario import Scenario
from ragcore.scenario_file import write_scenario
from ragcore.write import file_name
from store import Named
from ui.board import taken
from ui.board.what_if import WhatIf
from ui.names import named_scenario
from ui.state import Chosen
from ui.what_if import query

JSON, HTML = "application/json", "text/html"


def share(chosen: Chosen, on: WhatIf, named: Named | None) -> None:
    """Draw the link and the code of the version on screen, the button for its file, and that for the board with it."""
    if on.fault:
        st.warning("The last step could not be kept, so there is no link to it yet. Its file can be downloaded.")
    else:
        address = link(chosen)
        st.markdown("**Link.** It will always show what is on screen now.")
        st.code(address, language=None, wrap_lines=True)
        if drawn := code(address):
            alt = "A code that leads a phone to the link above"
            st.image(drawn, caption="Point a phone at it", width=220, alt=alt)
    if on.is_moved:
        download(named_scenario(named, on), "Download the scenario file", "scenario-file")
    st.markdown("**This board as a file.** It opens without a network, and its sliders move.")
    name = taken.name_of(chosen, on, named)
    st.download_button(
        "Take this board with you",
        lambda: taken.page(chosen, on, named).encode(),
        name,
        HTML,
        key="taken",
        on_click="ignore",
    )


def link(chosen: Chosen) -> str:
    """The address of the version on screen, on the page that is open."""
    return f"{(st.context.url or '').partition('?')[0]}?{urlencode(query(chosen))}"


def code(address: str) -> bytes:
    """A QR code of an address, as PNG; nothing where the address is longer than a code can hold.

    >>> code("http://127.0.0.1:8501/what-if")[1:4]
    b'PNG'
    """
    file = io.BytesIO()
    try:
        segno.make(address, error="m", micro=False).save(file, kind="png", scale=6, border=4)
    except segno.DataOverflowError:
        return b""
    return file.getvalue()


def download(scenario: Scenario, label: str, key: str) -> None:
    """A button for the file of a scenario."""
    name = file_name(scenario.name or "Scenario", "json")
    st.download_button(label, lambda: write_scenario(scenario), name, JSON, key=key, on_click="ignore")

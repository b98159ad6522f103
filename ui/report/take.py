"""The buttons that take a pack away, one for each format, and a line that says what becomes of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from ragcore.write import file_name
from ui import scenario_sentences
from ui.component.source import joined
from ui.pack import making
from ui.pack.formats import FORMATS
from ui.pack.pack import Pack

_BUTTONS = "report-formats"
# Whoever leaves a field for a button sends both at once, on two threads: what was typed has to be there first.
_SECONDS_TO_ARRIVE = 0.5
_WORDS = {
    "making": "Making the file: {name} …",
    "made": "The file is in your downloads: {name}.",
    "failed": "This file could not be made: {name}. Try again, or take another format. Nothing that is open is lost.",
}
_mount = st.components.v2.component(
    "making",
    html='<p role="status"></p>',
    css=joined(Path(__file__).parent, "making.css"),
    js=joined(Path(__file__).parent, "making.js"),
)


def buttons(now: Callable[[], Pack], title: str) -> None:
    """Draw a button for each format, which makes its file in another process when it is asked for.

    now : the pack as it is when a button is pressed; title : what the files are named after
    """
    making.warm()
    with st.container(horizontal=True, key=_BUTTONS):
        for each in FORMATS:
            st.download_button(
                each.name,
                _maker(each.ending, now),
                file_name(title, each.ending),
                each.media,
                key=f"report-as-{each.ending}",
                on_click="ignore",
            )
    _mount(key="making", data={"buttons": f"st-key-{_BUTTONS}", "words": _WORDS})


def _maker(ending: str, now: Callable[[], Pack]) -> Callable[[], bytes]:
    def make() -> bytes:
        time.sleep(_SECONDS_TO_ARRIVE)
        return making.made(ending, replace(now(), made=scenario_sentences.moment(datetime.now(UTC))))

    return make

"""The offer to go on where this browser was, for whoever comes back to an address that names no scenario."""

from __future__ import annotations

import streamlit as st

from ui import address, library, links, scenario_sentences, what_if
from ui.literal import literal
from ui.state import VERSION, Chosen


def resume(chosen: Chosen) -> None:
    """Draw the offer; nothing where the browser remembers nothing, or something is on screen already."""
    name = address.last()
    if not name or what_if.what_if(chosen).is_moved:
        return
    stored = links.find(name).stored
    if stored is None or not (stored.version.scenario.changes or stored.version.scenario.rule):
        return
    made = scenario_sentences.made(stored.version.made)
    scenario = stored.version.scenario
    count = scenario_sentences.changes(len(scenario.changes) + len(scenario.rule))
    with st.container(border=True, key="resume-offer"):
        st.markdown(
            f"**Go on where you were?** This browser last had a scenario with {count} on "
            f"{literal(library.title(stored.opened))}, made {made}."
        )
        with st.container(horizontal=True):
            if st.button("Go on", key="resume"):
                address.forget(name)
                address.go(what_if.PAGE, {VERSION: name})
            st.button("Not now", key="not-now", on_click=address.forget, args=(name,))

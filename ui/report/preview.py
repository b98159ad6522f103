"""What goes into the pack, before anything is made: its headings, as its table of contents has them."""

from __future__ import annotations

import streamlit as st

from ui.literal import literal
from ui.pack.contents import headings
from ui.pack.pack import Pack

_KEPT = "report-headings"


def preview(pack: Pack) -> None:
    """Draw the headings of the documents, folded away."""
    with st.expander("What the document holds"):
        st.markdown("\n".join(f"{'  ' * (level - 1)}- {literal(text)}" for text, level in _headings(pack)))


def _headings(pack: Pack) -> list[tuple[str, int]]:
    """Each heading with its level, found once for the same pack: the page is drawn at every step."""
    scenarios = [(one.title, one.scenario) for one in pack.told]
    key = (pack.scorecard.hash, pack.area, pack.period, pack.cover, scenarios)
    kept = st.session_state.get(_KEPT)
    if kept is None or kept[0] != key:
        kept = (key, [(heading.text, heading.level) for heading in headings(pack)])
        st.session_state[_KEPT] = kept
    found: list[tuple[str, int]] = kept[1]
    return found

"""What people type for the cover: drawn as fields, and kept in the store for whoever comes next."""

from __future__ import annotations

from dataclasses import dataclass, field

import streamlit as st

from ragcore import wording
from store import StoreError
from store.words import MOST_OF_A_NOTE
from ui import library
from ui.literal import literal
from ui.pack.pack import LABELS, Cover, Pack
from ui.pack.scenarios import recommended
from ui.state import Chosen

_LONG = ("purpose", "recommendation", "dissent")
_HELP = {
    "date": "Of the meeting, such as 2026-12-08.",
    "recommendation": "What the committee is asked to do.",
    "dissent": "What somebody wants minuted against it.",
}


@dataclass
class Typed:
    """What was typed in the fields of one scorecard at one period, as this session knows it.

    kept : as the store had it last; new : what it does not have yet; fault : why not
    """

    kept: dict[str, str] = field(default_factory=dict)
    new: dict[str, str] = field(default_factory=dict)
    fault: str = ""

    @property
    def texts(self) -> dict[str, str]:
        """What the fields say."""
        return self.kept | self.new

    def over(self, cover: Cover) -> Cover:
        """A cover with what was typed, read when the pack is made: a field may just have been left."""
        return Cover(**{name: self.texts.get(name, "") for name in LABELS}).over(cover)


def fields(chosen: Chosen, pack: Pack) -> Typed:
    """Draw a field for each part of the cover; returns what is typed in them.

    What the scorecard says itself, and what would be recommended, stands in the empty fields.
    """
    typed = _typed(chosen)
    if typed.fault:
        st.warning(literal(f"{typed.fault} What you typed stays on this page, and is in what you download."))
    stands = {"title": pack.title, "date": wording.day(pack.cover.date)}
    stands["recommendation"] = pack.cover.recommendation or recommended(pack)
    st.caption(
        "What you type is kept for everyone who opens this scorecard at this period. An empty field says what "
        "stands in it in grey."
    )
    short = [name for name in LABELS if name not in _LONG]
    for first in range(0, len(short), 2):
        for name, column in zip(short[first : first + 2], st.columns(2), strict=False):
            with column:
                _field(chosen, typed, name, stands.get(name, getattr(pack.cover, name)))
    for name in _LONG:
        _field(chosen, typed, name, stands.get(name, getattr(pack.cover, name)))
    return typed


def _field(chosen: Chosen, typed: Typed, name: str, stands: str) -> None:
    key = f"report-{name}-{chosen.scorecard.hash[:12]}-{chosen.period}"
    # Set before it is drawn: what is kept decides, also where a colleague typed it.
    st.session_state[key] = typed.texts.get(name, "")
    draw = st.text_area if name in _LONG else st.text_input
    draw(
        LABELS[name],
        key=key,
        placeholder=stands or None,
        max_chars=MOST_OF_A_NOTE,
        help=_HELP.get(name),
        on_change=lambda: _keep(chosen, name, st.session_state[key]),
    )


def _typed(chosen: Chosen) -> Typed:
    """What the session knows, with what others have typed since."""
    held: dict[tuple[str, str], Typed] = st.session_state.setdefault("report-typed", {})
    typed = held.setdefault((chosen.name, chosen.period), Typed())
    try:
        typed.kept = library.store().covers.of(chosen.name, chosen.period)
    except StoreError as fault:
        typed.fault = str(fault)
    else:
        typed.fault = typed.fault if typed.new else ""
    return typed


def _keep(chosen: Chosen, name: str, text: str) -> None:
    """Keep what was typed, with what could not be kept before."""
    typed = _typed(chosen)
    typed.new[name] = text
    try:
        snapshot = library.snapshot(chosen.name, chosen.scorecard)
        library.store().covers.keep(chosen.name, chosen.period, snapshot, typed.new)
        typed.kept = library.store().covers.of(chosen.name, chosen.period)
        typed.new, typed.fault = {}, ""
    except StoreError as fault:
        typed.fault = str(fault)

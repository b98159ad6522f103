"""What stands above the board: which scenario is on screen, and the ways to save it and to share it."""

from __future__ import annotations

import streamlit as st

from ragcore.flags import flags
from ragcore.record import unexplained
from store import Named, StoreError
from store.words import MOST_OF_A_NAME, MOST_OF_A_NOTE
from ui import cause_sentences, focus, keeping, library, names, scenario_sentences, share
from ui.board.what_if import WhatIf
from ui.label import label
from ui.literal import literal
from ui.state import Chosen

# Reasons that are asked for one by one; one more field is for all the others.
MOST_ASKED = 12
_SAVE, _SHARE, _WHO = "save", "share", "who"


def scenario_bar(chosen: Chosen, on: WhatIf) -> Named | None:
    """Draw it; returns the named scenario that is on screen or that what is on screen was made of."""
    try:
        named = names.on_screen(on, library.store().scenarios.all(chosen.name)) if on.is_moved else None
    except StoreError as fault:
        named = None
        st.warning(literal(str(fault)))
    names.tell()
    with st.container(horizontal=True, vertical_alignment="center", key="scenario-bar"):
        if named:
            st.markdown(f"**Scenario: {literal(named.name)}**", width="content")
        # After each time that something was saved it is another popover, which is closed.
        save = st.popover("Save", key=f"{_SAVE}-{st.session_state.get(_SAVE, 0)}", on_change="rerun")
        if save.open:
            with save:
                _save(chosen, on, named)
        who = keeping.author()
        with st.popover(label(f"You: {who}") if who else "Your name"):
            st.session_state[_WHO] = who
            asked = "Your name goes into the record with each step that you make (optional)"
            st.text_input(asked, key=_WHO, max_chars=MOST_OF_A_NAME, on_change=_signed)
        shared = st.popover("Share", key=_SHARE, on_change="rerun")
        if shared.open:
            with shared:
                share.share(chosen, on, named)
    return named


def _save(chosen: Chosen, on: WhatIf, named: Named | None) -> None:
    """What saving asks for: a name, a note, who it is, and why targets and tolerances were changed."""
    if not on.is_moved:
        st.markdown("Nothing has been moved yet, so there is nothing to save.")
        return
    figures = on.position.figures
    asked = unexplained(on.scenario)
    with st.form("save", border=False):
        st.text_input(
            "Name of the scenario",
            named.name if named else on.scenario.name,
            key="save-name",
            max_chars=MOST_OF_A_NAME,
        )
        st.text_input("Your name (optional)", keeping.author(), key="save-author", max_chars=MOST_OF_A_NAME)
        st.text_area(
            "Note (optional)",
            named.note if named else on.scenario.note,
            key="save-note",
            max_chars=MOST_OF_A_NOTE,
            height=70,
        )
        if asked:
            st.markdown("**Why were these changed?** The reasons go with the scenario, wherever it goes.")
        last = on.last_reasons
        marked = flags(on.scenario, on.position, chosen.scorecard.earlier_targets(chosen.area, chosen.period))
        for change in asked[:MOST_ASKED]:
            what = f"{scenario_sentences.measure(figures, change.id)}: {scenario_sentences.field(change.field)}"
            told = f"{what} {scenario_sentences.set_to(figures, change)}"
            st.text_input(label(told), last.get((change.id, change.field), ""), key=_key(change.id, change.field))
            for flag in marked:
                if (figures.id[flag.row], flag.field) == (change.id, change.field):
                    st.caption(literal(cause_sentences.flag(on.position, flag)))
        if len(asked) > MOST_ASKED:
            st.text_input(f"All {len(asked) - MOST_ASKED:,} others", key="save-others")
        st.form_submit_button("Save the scenario", on_click=lambda: _saved(chosen, on))


def _saved(chosen: Chosen, on: WhatIf) -> None:
    told = st.session_state
    keeping.sign(told.get("save-author", ""))
    others = told.get("save-others", "")
    reasons = {
        (change.id, change.field): told.get(_key(change.id, change.field), others)
        for change in unexplained(on.scenario)
    }
    names.save(chosen, told.get("save-name", ""), told.get("save-note", ""), reasons)
    told[_SAVE] = told.get(_SAVE, 0) + 1
    focus.lead(f"{_SAVE}-{told[_SAVE]}")


def _signed() -> None:
    keeping.sign(st.session_state[_WHO])


def _key(indicator_id: str, field: str) -> str:
    return f"save-why:{field}:{indicator_id}"

"""The saved scenarios of a scorecard, each with what it leads to and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from ragcore import wording
from ragcore.causes import won_by_target
from store import Named
from store.words import MOST_OF_A_NAME
from ui import names, scenario_sentences, what_if
from ui.label import label
from ui.literal import literal
from ui.names import Listed
from ui.share import download
from ui.state import Chosen

RECORD = Path(__file__).parent.parent / "pages" / "record.py"
# The parameter that names a named scenario.
NAMED = "named"
# Scenarios on a page at once.
MOST_SHOWN = 25
_SOUGHT, _FIRST = "scenarios-sought", "scenarios-first"


def draw(chosen: Chosen, listed: list[Listed]) -> None:
    """Draw the list, the newest first; a field to search it where it is long."""
    if not listed:
        st.markdown("None yet. On **What-if**, move something and choose **Save**.")
        return
    shown = listed
    if len(listed) > MOST_SHOWN:
        sought = st.text_input("Search the scenarios", key=_SOUGHT).casefold()
        found = [one for one in listed if sought in f"{one.named.name} {one.named.author} {one.named.note}".casefold()]
        shown = found[:MOST_SHOWN]
        st.caption(f"Showing {len(shown):,} of {len(listed):,}, the newest first.")
    for one in shown:
        _draw_one(chosen, one)


def _draw_one(chosen: Chosen, one: Listed) -> None:
    """One scenario: its name, who saved it and when, what it changes and leads to, and its buttons."""
    named, scenario = one.named, one.scenario
    with st.container(border=True):
        st.subheader(literal(named.name), anchor=False)
        facts = [
            f"saved {scenario_sentences.moment(named.saved)}{scenario_sentences.by(named.author)}",
            scenario_sentences.changes(len(scenario.changes) + len(scenario.rule)),
        ]
        places = [place for place in (scenario.area, scenario.period) if place]
        facts += [f"on {', '.join(places)}"] if places else []
        facts += [f"projected values for {scenario.horizon}"] if scenario.horizon else []
        st.caption(literal("; ".join(facts)))
        if named.note:
            st.text(named.note)
        _counts(one)
        with st.container(horizontal=True, vertical_alignment="center", key=f"scenario-{named.id}"):
            _buttons(chosen, one)


def _counts(one: Listed) -> None:
    """The counts that it leads to, with the greens that moved targets won."""
    after = one.after
    if after is None or one.position is None:
        return
    won = scenario_sentences.won_by_target(int(won_by_target(one.scenario, one.position, after).sum()))
    lines = [wording.count_line(after.counts), wording.key_line(after.key_counts), won]
    st.markdown("  \n".join(line for line in lines if line))


def _buttons(chosen: Chosen, one: Listed) -> None:
    """Open, record, rename, copy, file, delete."""
    named = one.named
    if st.button(label(f"Open {named.name}"), key=f"open-{named.id}"):
        what_if.open_version(chosen, one.stored)
    asked = what_if.query(chosen) | {NAMED: named.id}
    st.page_link(RECORD, label="Record", query_params=asked, width="content")
    with st.popover("Rename"):
        _asking("New name", "Rename it", named, names.rename)
    with st.popover("Copy"):
        _asking("Name of the copy", "Copy it", named, names.copy)
    download(one.scenario, "File", f"file-{named.id}")
    with st.popover("Delete"):
        st.markdown(f"{literal(named.name)} will be off this list for everyone. Links to it still show it.")
        st.button("Delete the scenario", key=f"delete-{named.id}", on_click=lambda: names.delete(named))


def _asking(asked: str, does: str, named: Named, done: Callable[[Named, str], None]) -> None:
    """Ask for a name, and do something with it."""
    key = f"{does}-{named.id}"
    with st.form(f"{key}-form", border=False):
        st.text_input(asked, named.name, key=key, max_chars=MOST_OF_A_NAME)
        st.form_submit_button(does, on_click=lambda: done(named, st.session_state[key]))

"""The record of a scenario: each step with who made it and when, what it changed from what to what, and why."""

from __future__ import annotations

import streamlit as st

from ragcore.record import Move, steps
from ragcore.version import Version
from store import Entry, StoreError
from ui import library, scenario_sentences, what_if
from ui.board.what_if import WhatIf
from ui.literal import literal
from ui.state import Chosen

# Steps of one scenario that are read, the latest of them.
MOST_STEPS = 5_000
# Lines of a table, which is all in the page.
MOST_LINES = 500


def draw(chosen: Chosen, on: WhatIf, asked: str) -> None:
    """Draw the record of a named scenario, or of what is on screen.

    asked : the id of a named scenario, '' for what is on screen
    """
    try:
        named = library.store().scenarios.get(asked) if asked else None
        versions = _versions(on, named.version if named else on.history.current)
        entries = library.store().scenarios.record(named.id) if named else []
    except StoreError as fault:
        st.warning(literal(str(fault)))
        return
    if asked and named is None:
        st.warning("The scenario that this address names is not on the list (any more); this is what is on screen.")
    st.header(literal(named.name) if named else "What is on screen", anchor=False)
    if not versions:
        st.markdown("Nothing has been changed yet.")
        return
    _steps(chosen, versions)
    if entries:
        _names(entries)


def _versions(on: WhatIf, name: str) -> list[Version]:
    """The steps up to a version, the oldest first: from the store, or from the session as long as they are not kept."""
    if name == on.history.current and name not in on.kept:
        return [on.history.versions[each] for each in on.history.behind()]
    return [stored.version for stored in library.store().versions.behind(name, MOST_STEPS)]


def _steps(chosen: Chosen, versions: list[Version]) -> None:
    """The steps as a table, the latest first."""
    made = steps(versions, what_if.blank(chosen))
    lines = [(number, step, move) for number, step in enumerate(made, 1) for move in (step.moves or (None,))][::-1]
    shown = lines[:MOST_LINES]
    table: dict[str, list[str]] = {"Step": [], "When": [], "Who": [], "What": [], "From": [], "To": [], "Why": []}
    for number, step, move in shown:
        what, before, after, why = _move(chosen, move)
        told = (f"{number:,}", scenario_sentences.made(step.version.made), step.version.author or "not said")
        for column, text in zip(table, (*told, what, before, after, why), strict=True):
            table[column].append(literal(text))
    st.table(table)
    if len(lines) > len(shown):
        st.caption(f"And {len(lines) - len(shown):,} earlier changes.")
    if versions[0].parent:
        st.caption(f"These are the latest {len(versions):,} steps; there are earlier ones.")


def _move(chosen: Chosen, move: Move | None) -> tuple[str, str, str, str]:
    """What a step changed, from what, to what and why."""
    if move is None:
        return "", "", "", ""
    figures = chosen.position.figures
    what = scenario_sentences.setting(move.field)
    if move.id:
        what = f"{scenario_sentences.measure(figures, move.id)}: {scenario_sentences.field(move.field)}"
    before, after = (scenario_sentences.amount(figures, move.id, move.field, to) for to in (move.before, move.after))
    needs = bool(move.id) and move.field != "value" and move.after is not None
    return what, before, after, move.reason or ("no reason given" if needs else "")


def _names(entries: list[Entry]) -> None:
    """What became of the name: when it was saved, renamed, pointed at another version."""
    st.subheader("The name", anchor=False)
    st.table(
        {
            "When": [scenario_sentences.moment(entry.at) for entry in entries],
            "Who": [literal(entry.author or "not said") for entry in entries],
            "What": [literal(scenario_sentences.entry(entry)) for entry in entries],
        }
    )

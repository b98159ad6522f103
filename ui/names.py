"""Named scenarios: which there are, which is on screen, and saving, renaming, copying and deleting them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache

import streamlit as st

from ragcore.history import AS_IT_STANDS
from ragcore.position import Position
from ragcore.scenario import Scenario, apply
from ragcore.text import same_name, whole
from store import Named, Saved, Stored, StoreError
from ui import keeping, library, links, scenario_sentences, what_if
from ui.board.what_if import WhatIf
from ui.literal import literal
from ui.state import Chosen

# What was done last, and why it could not be, for the next run to tell.
_DONE, _FAULT = "names-done", "names-fault"


@dataclass(frozen=True)
class Listed:
    """A named scenario with the version that it points at, and where it would have its scorecard stand.

    position : where the scorecard stands at the scenario's place; None where the scorecard is not the open one
    """

    named: Named
    stored: Stored
    position: Position | None

    @property
    def scenario(self) -> Scenario:
        """The scenario, with its name and its note."""
        return called(self.named, self.stored.version.scenario)

    @property
    def after(self) -> Position | None:
        """Where it would have the scorecard stand."""
        return apply(self.scenario, self.position) if self.position else None


def called(named: Named | None, scenario: Scenario) -> Scenario:
    """A scenario under the name and with the note of a named one."""
    return replace(scenario, name=named.name, note=named.note) if named else scenario


def listed(chosen: Chosen) -> tuple[list[Listed], list[Listed]]:
    """The named scenarios of the scorecard that is open, and those of others, each the newest first.

    One that was made on an earlier state of the open scorecard is one of another. Where the store fails there are none,
    and the page says why.
    """
    try:
        named = library.store().scenarios.all()
        stored = library.store().versions.many([one.version for one in named])
    except StoreError as fault:
        st.warning(literal(str(fault)))
        return [], []
    links.remember(stored.values())
    here: list[Listed] = []
    elsewhere: list[Listed] = []
    # Most are about one place, and a position takes a while to make.
    position = cache(chosen.scorecard.position)
    for one in named:
        version = stored.get(one.version)
        if version is None:
            # Somebody deleted a scorecard with its versions since the names were read.
            continue
        scenario = version.version.scenario
        if version.version.base == chosen.scorecard.hash:
            here.append(Listed(one, version, position(*scenario.place)))
        else:
            elsewhere.append(Listed(one, version, None))
    return here, elsewhere


def on_screen(on: WhatIf, named: list[Named]) -> Named | None:
    """The named scenario that is on screen or that what is on screen was made of, whichever is nearest."""
    pointed = {one.version: one for one in reversed(named)}
    return next((pointed[name] for name in reversed(on.history.behind()) if name in pointed), None)


def is_on(named: Named | None, on: WhatIf) -> bool:
    """Whether what is on screen is just what a named scenario points at."""
    return named is not None and named.version == on.history.current


def named_scenario(named: Named | None, on: WhatIf) -> Scenario:
    """The scenario on screen, under the name of the one that it is or was made of."""
    return called(named, replace(on.scenario, created=on.history.version.made))


def save(chosen: Chosen, name: str, note: str, reasons: Mapping[tuple[str, str], str]) -> None:
    """Save what is on screen under a name; reasons : why a target or a tolerance was changed, by id and field."""
    on = what_if.what_if(chosen)
    changes = [replace(c, reason=reasons.get((c.id, c.field), "").strip() or c.reason) for c in on.scenario.changes]
    on = what_if.change(chosen, on.scenario.with_changes(changes))
    if on.fault:
        st.session_state[_FAULT] = on.fault
        return
    if on.history.current == AS_IT_STANDS:
        return

    def does() -> Saved:
        here = on_screen(on, library.store().scenarios.all())
        over = here if here and same_name(here.name) == same_name(whole(name)) else None
        return library.store().scenarios.save(name, on.history.current, note, keeping.author(), over)

    _do(does, "saved")


def rename(named: Named, name: str) -> None:
    """Give a scenario another name."""
    _do(lambda: library.store().scenarios.rename(named.id, name, keeping.author()), "renamed")


def copy(named: Named, name: str) -> None:
    """Save the same under another name."""
    _do(lambda: library.store().scenarios.copy(named.id, name, keeping.author()), "copied")


def delete(named: Named) -> None:
    """Delete a name; the version that it points at stays at its address."""
    try:
        library.store().scenarios.delete(named.id, keeping.author())
        st.session_state[_DONE] = scenario_sentences.deleted(named.name)
    except StoreError as fault:
        st.session_state[_FAULT] = str(fault)


def tell() -> None:
    """Draw what was done last, or what could not be and why; each is told once."""
    if done := st.session_state.pop(_DONE, ""):
        st.success(literal(done))
    if fault := st.session_state.pop(_FAULT, ""):
        st.warning(literal(fault))


def _do(does: Callable[[], Saved], what: str) -> None:
    try:
        saved = does()
        st.session_state[_DONE] = scenario_sentences.saved(what, saved)
    except (StoreError, ValueError) as fault:
        st.session_state[_FAULT] = str(fault)

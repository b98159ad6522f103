"""Keeping what was moved: each step of a what-if goes to the store, and is read from it."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from ragcore.history import History
from ragcore.text import visible, whole
from store import Stored, StoreError
from store.words import MOST_OF_A_NAME
from ui import library, links
from ui.state import Chosen

# Steps that are read at once: so many can be undone after a link was opened.
MOST_STEPS = 100
_AUTHOR, _SECRET = "author", "secret"


@dataclass(frozen=True)
class Kept:
    """A history whose steps are kept, but where something went wrong.

    names : of the versions that are in the store; fault : why the one that is on is not among them, '' where it is
    """

    history: History
    names: frozenset[str]
    fault: str = ""


def kept(history: History, names: frozenset[str], chosen: Chosen) -> Kept:
    """Keep what is new in a history; names : of the versions that are in the store already.

    What cannot be kept stays in the session, and is kept with the next step that can be.
    """
    try:
        try:
            return _kept(history, names, chosen)
        except StoreError:
            # The store may be another than the one that gave the names, and what was kept before may have been deleted
            # with its scorecard since: then it is kept again.
            named = history.under(library.store().versions.secret())
            there = library.store().versions.many(named.behind())
            if named == history and all(name in there for name in history.behind() if name in names):
                raise
            return _kept(named, frozenset(there), chosen)
    except StoreError as fault:
        return Kept(history, names, str(fault))


def _kept(history: History, names: frozenset[str], chosen: Chosen) -> Kept:
    new = [name for name in history.behind() if name not in names]
    if not new:
        return Kept(history, names)
    versions = [history.versions[name] for name in new]
    # A step goes where the one is that it came from: the store need not be asked for the scorecard with each.
    before = links.find(versions[0].parent).stored
    scorecard = before.scorecard if before else library.snapshot(chosen.name, chosen.scorecard)
    if library.store().versions.keep(versions, scorecard, chosen.name) != new:
        # The store could not be asked for its secret when the what-if began.
        return _kept(history.under(library.store().versions.secret()), frozenset(), chosen)
    links.remember(Stored(name, history.versions[name], scorecard, chosen.name) for name in new)
    return Kept(history, names | set(new))


def read(history: History, stored: Stored) -> Kept:
    """A history at a version that is kept, with the steps behind it as far as they can be read."""
    names = frozenset({stored.name})
    history = history.under(secret())
    if there := history.go_to(stored.name):
        return Kept(there, names)
    try:
        steps = library.store().versions.behind(stored.name, MOST_STEPS)
    except StoreError:
        steps = []
    steps = steps or [stored]
    links.remember(steps)
    return Kept(history.read(step.version for step in steps), names | {step.name for step in steps})


def secret() -> bytes:
    """What versions are named with; as long as the store cannot be asked what it said last, at first nothing."""
    try:
        st.session_state[_SECRET] = library.store().versions.secret()
    except StoreError:
        st.session_state.setdefault(_SECRET, b"")
    told: bytes = st.session_state[_SECRET]
    return told


def author() -> str:
    """The name of whoever uses this session, '' where nobody said."""
    name: str = st.session_state.get(_AUTHOR, "")
    return name


def sign(name: str) -> None:
    """Say who uses this session."""
    st.session_state[_AUTHOR] = visible(whole(name))[:MOST_OF_A_NAME]

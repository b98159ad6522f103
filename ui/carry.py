"""A scenario in hand when another scorecard is opened: what of it fits, and carrying that over."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from ragcore.rebase import Left, rebase
from ragcore.scenario import Change
from ui import what_if
from ui.board.what_if import WhatIf
from ui.state import Chosen

IN_HAND, _LAST = "in-hand", "last-open"


@dataclass(frozen=True)
class InHand:
    """The what-if of the scorecard that was open before, and the name and title of that."""

    name: str
    title: str
    on: WhatIf


@dataclass(frozen=True)
class Offer:
    """What was moved on the scorecard that was open before.

    title : of that scorecard; fitting : the changes that can be carried over; left : the others, and why
    names : the names that the indicators had there, by id
    """

    title: str
    fitting: tuple[Change, ...]
    left: tuple[Left, ...]
    names: dict[str, str]


def notice(chosen: Chosen) -> None:
    """Notice what is open; where it is another scorecard than before, what was moved on that one is in hand."""
    last: tuple[str, str, str] | None = st.session_state.get(_LAST)
    if last and last[0] != chosen.name:
        name, title, key = last
        on: WhatIf | None = st.session_state.get(key)
        if on and on.scenario.changes:
            st.session_state[IN_HAND] = InHand(name, title, on)
    if last is None or last[0] != chosen.name or last[2] != what_if.key_of(chosen):
        st.session_state[_LAST] = (chosen.name, chosen.title, what_if.key_of(chosen))


def offer(chosen: Chosen) -> Offer | None:
    """What can be carried over to the scorecard that is open; None where nothing was in hand, or it was answered."""
    hand: InHand | None = st.session_state.get(IN_HAND)
    if hand is None or hand.name == chosen.name:
        return None
    was = hand.on.position
    rebased = rebase(hand.on.scenario, was, chosen.position, chosen.period)
    return Offer(
        hand.title, rebased.fitting, rebased.left, dict(zip(was.figures.id, was.figures.indicator, strict=True))
    )


def carry(chosen: Chosen, offered: Offer) -> None:
    """Make the changes that fit one step of the what-if on the scorecard that is open."""
    scenario = what_if.what_if(chosen).scenario
    what_if.change(chosen, scenario.with_changes((*scenario.changes, *offered.fitting)))
    decline()


def decline() -> None:
    """Leave the scenario with the scorecard that it was made for."""
    st.session_state.pop(IN_HAND, None)

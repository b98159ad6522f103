"""A scenario in hand when another scorecard is opened: what of it fits, and carrying that over."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from ragcore.scenario import Change, Scenario
from ui import state


@dataclass(frozen=True)
class Offer:
    """What was moved on the scorecard that was open before.

    title : of that scorecard; fitting : the changes that this scorecard has an indicator for
    left : the indicators of the other changes, by the names that they had there
    """

    title: str
    fitting: tuple[Change, ...]
    left: list[str]


def offer(chosen: state.Chosen) -> Offer | None:
    """What can be carried over to the scorecard that is open; None where nothing was in hand, or it was answered."""
    hand: state.InHand | None = st.session_state.get(state.IN_HAND)
    if hand is None or hand.scorecard == chosen.name:
        return None
    fitting = tuple(change for change in hand.scenario.changes if change.fits(chosen.position.figures))
    left = [change.id for change in hand.scenario.changes if change not in fitting]
    return Offer(hand.title, fitting, list(dict.fromkeys(hand.names.get(key, key) for key in left)))


def carry(chosen: state.Chosen, offered: Offer) -> None:
    """Make the changes that fit one step of the what-if on the scorecard that is open."""
    begun = state.what_if(chosen)
    scenario: Scenario = begun.history.scenario
    moved = scenario.with_changes((*scenario.changes, *offered.fitting))
    st.session_state[state.what_if_key(chosen)] = replace(
        begun, history=begun.history.add(moved), carried=begun.carried + 1
    )
    decline()


def decline() -> None:
    """Leave the scenario with the scorecard that it was made for."""
    st.session_state.pop(state.IN_HAND, None)

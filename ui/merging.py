"""Merging two scenarios: what only one changes is taken over, and what both change is chosen."""

from __future__ import annotations

import streamlit as st

from ragcore.figures import Figures
from ragcore.merge import About, Conflict, Side, merge
from ragcore.scenario import Change
from ui import scenario_sentences, what_if
from ui.compared import Compared
from ui.label import label
from ui.literal import literal
from ui.state import Chosen

# Choices that are asked for one by one.
MOST_ASKED = 50


def draw(chosen: Chosen, compared: list[Compared]) -> None:
    """Draw the choice of two scenarios, what both of them change, and the button that puts the two on the board."""
    titles = [one.title for one in compared]
    left, right = st.columns(2)
    with left:
        one = compared[titles.index(st.selectbox("First scenario", titles, key="merge-one"))]
    others = [title for title in titles if title != one.title]
    with right:
        other = compared[titles.index(st.selectbox("Second scenario", others, key=f"merge-other-{one.version}"))]
    merged = merge(one.scenario, other.scenario)
    if len(merged.conflicts) > MOST_ASKED:
        st.warning(f"Both change {len(merged.conflicts):,} things in different ways, which is too many to choose here.")
        return
    told = "Both change these. Choose which to take." if merged.conflicts else "Nothing is changed by both differently."
    st.markdown(told)
    sides = {conflict.about: _side(chosen.position.figures, one, other, conflict) for conflict in merged.conflicts}
    if st.button("Put the two on the board", key="merge"):
        what_if.put_on(chosen, merged.with_choices(sides))


def _side(figures: Figures, one: Compared, other: Compared, conflict: Conflict) -> Side:
    """Ask which of the two is taken for one thing that both set."""
    offered = {
        Side.ONE: f"{one.title}: {_told(figures, conflict, conflict.one)}",
        Side.OTHER: f"{other.title}: {_told(figures, conflict, conflict.other)}",
    }
    indicator_id, field = conflict.about
    picked = st.radio(
        label(_about(figures, conflict.about)),
        list(Side),
        format_func=lambda side: literal(offered[side]),
        key=f"merge-{one.version}-{other.version}-{field}-{indicator_id}",
    )
    # One of the two is always chosen.
    return Side(picked or Side.ONE)


def _about(figures: Figures, about: About) -> str:
    """What both set."""
    indicator_id, field = about
    if not indicator_id:
        return scenario_sentences.setting(field).capitalize()
    named = "targets" if field == "band" else scenario_sentences.field(field)
    return f"{scenario_sentences.measure(figures, indicator_id)}: {named}"


def _told(figures: Figures, conflict: Conflict, side: tuple[Change, ...] | str | float) -> str:
    """What one of them sets, with the reason where there is one."""
    if not isinstance(side, tuple):
        return scenario_sentences.amount(figures, *conflict.about, side)
    amounts = " to ".join(scenario_sentences.set_to(figures, change) for change in side)
    reasons = "; ".join(dict.fromkeys(change.reason for change in side if change.reason))
    return f"{amounts} ({reasons})" if reasons else amounts

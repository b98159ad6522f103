"""What routes begin at, and the terms on which they are looked for: effort, locks, and a most for each measure."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

import pandas as pd
import streamlit as st

from ragcore.candidates import EFFORTS, Candidates, Terms, candidates_of
from ragcore.past import Past, past_of
from ragcore.placed import where_children_live
from ragcore.position import Position
from ragcore.scenario import Scenario
from ragcore.wording import short_name
from ui import what_if
from ui.literal import literal
from ui.routes import told
from ui.state import Chosen

_MEASURE, _MOST, _WEIGHT = "Measure", "May move at most", "Weight of a point"


@dataclass(frozen=True)
class Asked:
    """Where routes begin and on what terms.

    base : the scenario that a route is added to; candidates : None where the terms do not fit, as the page has told
    """

    base: Scenario
    position: Position
    past: Past
    candidates: Candidates | None


def ask(chosen: Chosen) -> Asked:
    """Draw the controls of the terms; returns what they say."""
    on, base, position = what_if.what_if(chosen), what_if.blank(chosen), chosen.position
    if on.is_moved and st.checkbox("Begin at the scenario that is on screen on What-if", key="routes-base"):
        base, position = on.scenario, on.after
    past = past_of(chosen.scorecard, position)
    figures = position.figures
    names = {key: short_name(figures, row) for row, key in enumerate(figures.id)}
    with st.expander("On what terms: effort, locks, how far each may move"):
        by = st.radio("Effort is counted as", list(EFFORTS), format_func=told.EFFORTS.__getitem__, key="routes-by")
        placed = where_children_live(figures)
        locked = st.multiselect(
            "Measures that must not be touched",
            list(names),
            default=list(placed),
            format_func=names.__getitem__,
            key="routes-locked",
            help="Measures of where children live are locked at first: moving a child is not effort.",
        )
        most, weights = _each(names, weighed=by == "points")
    terms = Terms(
        by=by,
        weights=MappingProxyType(weights),
        locked=frozenset(locked) - frozenset(placed),
        unlocked=frozenset(placed) - frozenset(locked),
        most=MappingProxyType(most),
    )
    try:
        candidates = candidates_of(position, past, terms)
    except ValueError as fault:
        st.warning(literal(str(fault)))
        return Asked(base, position, past, None)
    for line in told.terms(candidates):
        st.caption(literal(line))
    return Asked(base, position, past, candidates)


def _each(names: dict[str, str], *, weighed: bool) -> tuple[dict[str, float], dict[str, float]]:
    """Ask for a most of each measure, and for the weight of a point of it where points are weighed."""
    st.caption(
        "Leave a most empty for the default: what the measure's own history has seen in one period, where it has at "
        "least four periods."
    )
    frame = pd.DataFrame({_MEASURE: list(names.values()), _MOST: [None] * len(names)}, index=list(names), dtype=object)
    columns = {
        _MEASURE: st.column_config.TextColumn(disabled=True),
        _MOST: st.column_config.NumberColumn(min_value=0.0),
    }
    if weighed:
        frame[_WEIGHT] = 1.0
        columns[_WEIGHT] = st.column_config.NumberColumn(min_value=0.0)
    edited = st.data_editor(
        frame, column_config=columns, hide_index=True, key=f"routes-each-{weighed}", height=240, num_rows="fixed"
    )
    most = {str(key): float(each) for key, each in edited[_MOST].items() if each is not None and not pd.isna(each)}
    weights = {str(key): float(each) for key, each in edited[_WEIGHT].items()} if weighed else {}
    return most, weights

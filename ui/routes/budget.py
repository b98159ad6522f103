"""For a budget of effort: the most green or the fewest red, and the whole curve, to see where it gets steep."""

from __future__ import annotations

import math

import pandas as pd
import streamlit as st

from ragcore.budget import WISHES, curve_of, route_for
from ragcore.rating import Rating
from ragcore.wording import short_name, word
from ui.literal import literal
from ui.routes import charts, told
from ui.routes.answer import draw as draw_route
from ui.routes.terms import Asked
from ui.state import Chosen

MOST_LINES = 200


def draw(chosen: Chosen, asked: Asked, theme: str) -> None:
    """Draw the controls of a budget, the route for it, and the curve."""
    if asked.candidates is None:
        return
    by = asked.candidates.terms.by
    wished = st.radio(
        "What is the budget for?", list(WISHES), format_func=told.wish, horizontal=True, key="budget-wish"
    )
    wish = Rating(wished or Rating.GREEN)
    curve = curve_of(asked.candidates, wish)
    if not len(curve.row):
        st.markdown("Nothing that may move makes a difference, whatever the budget.")
        return
    whole = by == "cases"
    budget = st.number_input(
        "With at most so many extra cases" if whole else "With at most so much effort",
        min_value=0.0,
        # What the first step costs, in figures that somebody might type.
        value=math.ceil(100.0 * float(curve.effort[1])) / 100.0,
        step=1.0 if whole else 0.5,
        format="%g",
        key=f"budget-{by}",
        width=260,
    )
    draw_route(chosen, asked, route_for(asked.candidates, float(budget), wish), "budget")
    st.header("What each effort brings", anchor=False)
    named = f"{word(wish)} measures"
    frame = pd.DataFrame({"effort": curve.effort, "count": curve.counts})
    first, last = (f"{count:,}" for count in (curve.counts[0], curve.counts[-1]))
    st.altair_chart(
        charts.curve(frame, "Effort", named, theme),
        key="curve",
        theme=None,
        alt=f"{named} for each effort, from {first} without any to {last}. The table has every step.",
    )
    figures, shown = asked.position.figures, range(min(len(curve.row), MOST_LINES))
    st.caption(f"Effort is counted as: {told.EFFORTS[by].lower()}.")
    st.table(
        {
            "Measure": [literal(short_name(figures, int(curve.row[at]))) for at in shown],
            "Moves to": [word(curve.to[at]).lower() for at in shown],
            "Its own effort": [told.amount(float(curve.own[at]), by) for at in shown],
            "All up to here": [told.amount(float(curve.effort[at + 1]), by) for at in shown],
            named: [f"{curve.counts[at + 1]:,}" for at in shown],
        }
    )

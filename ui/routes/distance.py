"""How far each measure is from amber and from green: as a chart, and as a table with the least effort first."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from ragcore import sentences, wording
from ragcore.effort import Ways, ways_to
from ragcore.rating import Rating
from ui import what_if, words
from ui.literal import literal
from ui.routes import charts, told
from ui.routes.terms import Asked
from ui.state import Chosen

MOST_LINES = 200


def draw(chosen: Chosen, asked: Asked, theme: str) -> None:
    """Draw the way of each measure that is not green."""
    position = asked.position
    to_amber, to_green = (ways_to(position, asked.past, to) for to in (Rating.AMBER, Rating.GREEN))
    rows = np.flatnonzero((position.ratings == Rating.RED) | (position.ratings == Rating.AMBER))
    if not rows.size:
        st.markdown("Every measure with a rating is green: there is no way left to go.")
        return
    # Without a past move a measure comes last, and among those the one that is the least share of its figure.
    rows = rows[np.lexsort((to_green.points[rows], to_green.share[rows]))]
    shown = rows[:MOST_LINES].tolist()
    frame = _frame(chosen, asked, to_green, shown)
    if len(frame):
        st.altair_chart(
            charts.distances(frame, theme),
            key="distances",
            theme=None,
            alt="For each measure a bar from its figure to the edge of green, on its track. The table has the figures.",
        )
    figures = position.figures
    st.table(
        {
            "Measure": [literal(wording.short_name(figures, row)) for row in shown],
            "Now": [
                literal(f"{sentences.value(position, row)}, {words.badge(position.ratings[row])}") for row in shown
            ],
            "To amber": [literal(_way(asked, to_amber, row, Rating.AMBER)) for row in shown],
            "To green": [literal(_way(asked, to_green, row, Rating.GREEN)) for row in shown],
            "Beside its largest past move": [told.share(float(to_green.share[row])) for row in shown],
        }
    )
    if len(rows) > len(shown):
        st.caption(f"And {len(rows) - len(shown):,} more, which are further away.")


def _way(asked: Asked, ways: Ways, row: int, to: Rating) -> str:
    """How far one measure is from a rating, in points and in cases."""
    if asked.position.ratings[row] >= to:
        return "there"
    if np.isnan(ways.points[row]):
        return "cannot be reached"
    figures = asked.position.figures
    more = told.cases(figures, row, float(ways.cases[row]))
    far = told.distance(figures, row, float(ways.points[row]))
    return f"{far}, {more}" if more else far


def _frame(chosen: Chosen, asked: Asked, ways: Ways, rows: list[int]) -> pd.DataFrame:
    """A row for each measure with a way to green: where on its own track it stands, and where green begins."""
    position, ranges = asked.position, what_if.what_if(chosen).ranges
    found: list[dict[str, object]] = []
    for row in rows:
        begin, end = float(position.figures.value[row]), float(ways.value[row])
        if np.isnan(end):
            continue
        handle = ranges[row]["value"]
        per_step = float(position.figures.scale[row] / position.figures.denominator[row]) if handle.counts else 1.0
        low, high = handle.low * per_step, handle.high * per_step
        found.append(
            {
                "name": wording.short_name(position.figures, row),
                "from": (begin - low) / (high - low),
                "to": (end - low) / (high - low),
                "rating": int(position.ratings[row]),
                "told": _way(asked, ways, row, Rating.GREEN),
            }
        )
    return pd.DataFrame(found)

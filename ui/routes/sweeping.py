"""How the counts change as one thing moves for every measure, with every place where they do."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
import streamlit as st

from ragcore import wording
from ragcore.position import Position
from ragcore.sweep import Sweep, sweep
from ui.literal import literal
from ui.routes import charts, told
from ui.routes.terms import Asked

# What may move, with what it is told as, and what a place along it is.
SWEEPS = {
    "value": ("Every figure better by 0 to 20", "Every figure better by so much, each in its own unit"),
    "gap": ("Every gap to green closed by 0 to 100%", "Every gap closed by so many per cent"),
    "target": ("Every target raised by 0 to 20", "Every target harder by so much, each in its own unit"),
    "tolerance": ("The tolerance from 0 to 10", "The tolerance, in each measure's own unit"),
}
MOST_LINES = 200


def draw(asked: Asked, theme: str) -> None:
    """Draw the choice of what moves, the counts along it, and where they change."""
    picked = st.radio("What moves?", list(SWEEPS), format_func=lambda each: SWEEPS[each][0], key="sweep-what")
    what = picked or "value"
    found = sweep(asked.position, what)
    own = "" if found.own is None else f" The scorecard itself stands at {found.own:g}, at the dashed line."
    st.caption(f"Figures move as they are, without whole cases.{own}")
    st.altair_chart(
        charts.sweep(_stretches(found), found.own, SWEEPS[what][1], theme),
        key=f"sweep-{what}",
        theme=None,
        alt=f"How many measures have each rating: {SWEEPS[what][0].lower()}. The table names every place of change.",
    )
    _places(asked.position, found)


def _stretches(found: Sweep) -> pd.DataFrame:
    """A row for each rating of each stretch between two places, stacked in the order of the ratings."""
    rows: list[dict[str, object]] = []
    places: list[float] = found.at.tolist()  # no frame
    for at, (begin, end) in enumerate(pairwise([*places, found.end])):
        low = 0
        for rating in wording.ORDER:
            count = int(found.after[at, rating])
            if count and end > begin:
                rows.append({"begin": begin, "end": end, "low": low, "high": low + count, "rating": int(rating)})
            low += count
    return pd.DataFrame(rows, columns=["begin", "end", "low", "high", "rating"])


def _places(position: Position, found: Sweep) -> None:
    """Every place where a rating changes, what changes there, and the counts from there on."""
    if not len(found.place):
        st.markdown("No rating changes on the way.")
        return
    lines: dict[int, list[str]] = {}
    places = found.at  # no frame
    for at, row, before, then in zip(found.place, found.row, found.before, found.then, strict=True):
        lines.setdefault(int(at), []).append(told.turned(position.figures, int(row), int(before), int(then)))
    shown = sorted(lines)[:MOST_LINES]
    st.table(
        {
            "At": [f"{places[at]:g}" for at in shown],
            "What changes": [literal("; ".join(lines[at])) for at in shown],
            "From there on": [
                wording.count_line({rating: int(found.after[at, rating]) for rating in wording.ORDER}) for at in shown
            ],
        }
    )
    if len(lines) > len(shown):
        st.caption(f"And {len(lines) - len(shown):,} more places.")

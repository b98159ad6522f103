"""One indicator in detail: how its rating was made, its history over its limits, its counts, definition and source."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import streamlit as st

from ragcore import periods, sentences, wording
from ragcore.gap import way_to
from ragcore.position import Position
from ragcore.rating import Rating
from ui import acronyms, charts, state, words
from ui.literal import literal

OPEN = "indicator"


def open_row(key: str, chosen: state.Chosen) -> None:
    """Open the indicator whose name was chosen in the table; what is no indicator opens nothing."""
    told = (st.session_state.get(key) or {}).get("open")
    asked = told.get("id") if isinstance(told, dict) else None
    if isinstance(asked, str) and chosen.position.figures.row_of(asked) is not None:
        st.query_params[OPEN] = asked


def show(chosen: state.Chosen, theme: str) -> None:
    """Show the indicator that the address names, if any; one that is not there is told."""
    asked = st.query_params.get(OPEN)
    if asked is None:
        return
    row = chosen.position.figures.row_of(asked)
    if row is None:
        st.warning("The indicator that this address names is not in this scorecard at this period.")
        return

    @st.dialog(literal(chosen.position.figures.indicator[row]), width="large", on_dismiss=_close)
    def dialog() -> None:
        _draw(chosen, row, theme)

    dialog()


def _close() -> None:
    st.query_params.pop(OPEN, None)


def _draw(chosen: state.Chosen, row: int, theme: str) -> None:
    """Everything about one indicator."""
    position, figures = chosen.position, chosen.position.figures
    st.markdown(f"**{words.badge(position.ratings[row])}.** {literal(sentences.how_rated(position, row))}")
    if sentences.published(position, row):
        st.markdown(f"**{sentences.published(position, row)}**")
    for line in _facts(position, row):
        st.markdown(literal(line))
    kind = periods.kind(figures.period[row])
    history = chosen.scorecard.series(figures.id[row], chosen.area, kind, figures.measured[row])
    _series(history, [period for period in chosen.scorecard.periods if periods.kind(period) == kind], theme)
    texts = {
        "Definition": figures.definition[row],
        "Short forms": acronyms.in_words(figures.indicator[row]),
        "Measured": figures.measured[row],
        "Priority": figures.priority[row],
        "Owner": figures.owner[row],
        "Comment": figures.comment[row],
        "Source": figures.source[row],
    }
    for title, text in texts.items():
        if text:
            st.markdown(f"**{title}**: {literal(text)}")


def _facts(position: Position, row: int) -> list[str]:
    """The counts, the ways to green and amber, and the direction of travel."""
    figures = position.figures
    lines = [f"Figure: {sentences.value_and_count(position, row)}. Target: {sentences.target_in_words(position, row)}."]
    to_amber, to_green = way_to(position, Rating.AMBER), way_to(position)
    # Without a tolerance the way to amber is the way to green.
    if position.ratings[row] == Rating.RED and to_amber.gap[row] != to_green.gap[row]:
        lines.append(f"{sentences.way_in_words(position, row, to_amber, Rating.AMBER)}.")
    if position.ratings[row] in {Rating.RED, Rating.AMBER}:
        lines.append(f"{sentences.way_in_words(position, row, to_green)}.")
    way = sentences.direction(position, row)
    if way:
        before = wording.figure(figures, row, figures.previous[row], int(figures.decimals[row]))
        lines.append(f"Direction of travel: {way} ({before} before).")
    return lines


def _series(history: Position, known: list[str], theme: str) -> None:
    """The history as a chart and as a table; a period of those `known` without a figure breaks the line."""
    figures = history.figures
    there = ~np.isnan(figures.value)
    if not there.any():
        return
    shown = [sentences.value(history, row) for row in range(len(history))]
    frame = pd.DataFrame(
        {"period": figures.period.astype(str), "value": figures.value, "rating": history.ratings, "shown": shown}
    )
    if there.sum() > 1:
        first, last = shown[int(np.argmax(there))], shown[len(there) - 1 - int(np.argmax(there[::-1]))]
        told = (
            f"The figure over {len(frame)} periods, from {first} to {last}, with the limits of each rating behind it."
        )
        span = known[known.index(frame["period"].iloc[0]) : known.index(frame["period"].iloc[-1]) + 1]
        drawn = charts.series(frame, zones(history), span, str(figures.unit[0]), theme)
        st.altair_chart(drawn, key="series", theme=None, alt=told)
    table = {
        "Period": [literal(period) for period in frame["period"]],
        "Figure": [literal(sentences.value_and_count(history, row)) for row in range(len(history))],
        "Target": [literal(sentences.target_in_words(history, row)) for row in range(len(history))],
        "Rating": [words.badge(rating) for rating in history.ratings],
    }
    st.table(table)


def zones(history: Position) -> pd.DataFrame:
    """The bands of a chart: for each period where red, amber and green lie, as far as the chart reaches."""
    limits = history.stated_limits
    edges = np.concatenate([np.asarray(edge) for edge in limits.arrays()] + [history.figures.value])
    seen = edges[np.isfinite(edges)]
    spare = 0.1 * (seen.max() - seen.min()) or 1.0
    low, high = float(seen.min() - spare), float(seen.max() + spare)
    if (history.figures.value[~np.isnan(history.figures.value)] >= 0).all():
        low = max(low, 0.0)
    high = min(high, float(history.figures.most.max()))
    rows: list[dict[str, object]] = []
    for at, period in enumerate(history.figures.period):
        parts = [float(edge[at]) for edge in limits.arrays()]
        if any(math.isnan(part) for part in parts):
            continue
        green_low, green_high, amber_low, amber_high = (min(max(part, low), high) for part in parts)
        bands = [
            (low, amber_low, Rating.RED),
            (amber_low, green_low, Rating.AMBER),
            (green_low, green_high, Rating.GREEN),
            (green_high, amber_high, Rating.AMBER),
            (amber_high, high, Rating.RED),
        ]
        rows += [
            {"period": str(period), "low": below, "high": above, "rating": int(rating)}
            for below, above, rating in bands
            if above > below
        ]
    if not rows:
        rows = [{"period": str(history.figures.period[0]), "low": low, "high": high, "rating": int(Rating.UNRATED)}]
    return pd.DataFrame(rows)

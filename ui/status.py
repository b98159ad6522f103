"""What the status page draws: the tiles' frame, the key indicators in columns, the facts of the table."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np
import streamlit as st

from ragcore import sentences, wording
from ragcore.gap import Way
from ragcore.position import Position
from ragcore.rating import RAG, Rating
from ui import state, words
from ui.literal import literal

_COLUMNS = [
    ("Rating", "rating"),
    ("Indicator", "name"),
    ("Value", "number"),
    ("Target", "number"),
    ("Gap", "number"),
    ("Cases to green", "number"),
    ("Direction", "text"),
    ("Service", "text"),
    ("Trend", "trend"),
]


def count_lines(position: Position) -> None:
    """The count line, and the line of the key indicators where there are any."""
    for line in (wording.count_line(position.counts), wording.key_line(position.key_counts)):
        if line:
            st.markdown(f"**{line}**")


def key_columns(position: Position) -> None:
    """The key indicators set out under Green, Amber and Red, as a report does."""
    key = np.flatnonzero(position.figures.key)
    others = [r for r in (Rating.UNAVAILABLE, Rating.UNRATED) if (position.ratings[key] == r).any()]
    shown = [*RAG, *others]
    for column, rating in zip(st.columns(len(shown)), shown, strict=True):
        with column:
            rows = [row for row in key.tolist() if position.ratings[row] == rating]
            st.subheader(f"{words.badge(rating)}: {len(rows):,}", anchor=False)
            lines = [_line(position, row) for row in rows]
            st.markdown("\n".join(lines) if lines else "None.")


def _line(position: Position, row: int) -> str:
    """One key indicator: its name, its figure, and the published rating where that is another."""
    told = sentences.published(position, row)
    published = f" ({told})" if told else ""
    return f"- {literal(position.figures.indicator[row])}: {literal(sentences.value(position, row))}{published}"


def table_facts(chosen: state.Chosen, way: Way) -> str:
    """All that the table of indicators needs, as JSON."""
    position = chosen.position
    services = list(dict.fromkeys(service for service in position.figures.service if service))
    values = chosen.scorecard.histories(chosen.area, chosen.period)
    history = [values.get(key, np.zeros(0)).tolist() for key in position.figures.id]
    has_trend = any(len(values) > 1 for values in history)
    told = {
        "columns": [
            {"title": title, "kind": kind}
            for title, kind in _COLUMNS
            if (kind != "trend" or has_trend) and (title != "Service" or services)
        ],
        "services": sorted(services),
        "ratings": [{"name": r.word, "badge": words.badge(r)} for r in wording.ORDER if position.counts[r]],
        "words": {
            "shown": "Showing {shown} of {all} indicators.",
            "none": "No indicator fits. Clear the search or a filter.",
        },
        "rows": [_row(position, row, way, history[row], services, has_trend) for row in range(len(position))],
    }
    return json.dumps(told, allow_nan=False)


def _row(
    position: Position, row: int, way: Way, history: list[float], services: list[str], has_trend: bool
) -> dict[str, Any]:
    """One indicator, for the table: what each cell says, and what it sorts by."""
    figures = position.figures
    gap, cases = float(way.gap[row]), float(way.cases[row])
    places = int(position.shown_decimals[row])
    has_target = not math.isnan(position.limits.green_low[row])
    target = position.targets[0][row] if has_target else math.nan
    cells = [
        (words.badge(position.ratings[row]), -int(position.ratings[row])),
        (figures.indicator[row], figures.indicator[row].casefold()),
        (sentences.value(position, row), _sortable(figures.value[row])),
        (sentences.target_in_words(position, row), _sortable(target)),
        (_gap(position, row, gap), _sortable(gap)),
        (_cases(position, row, way), _sortable(abs(cases))),
        (sentences.direction(position, row), _sortable(position.direction[row])),
    ]
    cells += [(figures.service[row], figures.service[row].casefold() or None)] if services else []
    cells += [("", _sortable(history[-1] - history[0]) if len(history) > 1 else None)] if has_trend else []
    first, last = (wording.figure(figures, row, history[at], places) if history else "" for at in (0, -1))
    return {
        "id": figures.id[row],
        "key": bool(figures.key[row]),
        "rating": Rating(position.ratings[row]).word,
        "published": sentences.published(position, row),
        "service": figures.service[row],
        "search": f"{figures.indicator[row]} {figures.short_name[row]} {figures.service[row]}".lower(),
        "cells": [shown for shown, _ in cells],
        "sort": [sorts for _, sorts in cells],
        "history": history,
        "trend": f"From {first} to {last} over {len(history)} periods",
    }


def _gap(position: Position, row: int, gap: float) -> str:
    if math.isnan(gap):
        return ""
    return sentences.gap_in_words(position, row, gap) if gap else "0"


def _cases(position: Position, row: int, way: Way) -> str:
    """How many more or fewer, or why that cannot be said."""
    cases = float(way.cases[row])
    if math.isnan(cases):
        known = position.ratings[row] > Rating.UNRATED
        return "out of reach" if known and not way.reachable[row] else ""
    return "0" if not cases else f"{wording.digits(abs(cases), 0)} {'more' if cases > 0 else 'fewer'}"


def _sortable(number: float) -> float | None:
    return None if math.isnan(number) else float(number)

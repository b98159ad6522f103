"""What the browser is told at the beginning: edges, ranges and words of each indicator."""

from __future__ import annotations

import json
import math
import sys
from dataclasses import asdict
from typing import Any

import numpy as np

from ragcore import headline_short, sentences, wording
from ragcore.figures import Figures
from ragcore.gap import Way, way_to
from ragcore.knife_edge import ends
from ragcore.limits import Edge, FloatArray, Polarity
from ragcore.position import Position
from ragcore.rail import Rail
from ragcore.ranges import Range, target_range, value_range
from ui import acronyms, words
from ui.board import presenting
from ui.board.rail_marks import end, rail_marks

# Which way a typed value is taken to whole cases, so that it is still met; 0 is the nearest.
_WHOLE = {Polarity.HIGHER: 1, Polarity.LOWER: -1}

WORDS: dict[str, Any] = words.looks_for_browser() | {
    "captions": {
        "value": "Projected value",
        "target": "Target",
        "target_low": "Lower target",
        "target_high": "Upper target",
    },
    "moves": [["values", "Projected values"], ["targets", "Targets"], ["both", "Both"]],
    "orders": [["report", "As in the report"], ["name", "By name"], ["worst", "Worst first"]],
    "noService": "No service",
    "shown": "Showing {shown} of {all} measures.",
    "none": {
        "search": "No measure has these words. Clear the search to see more.",
        "key": "There are no key measures.",
        "all": "There are no measures.",
        "changed": "Nothing has been changed. Choose All, and move a handle.",
        "red": "No measure is red.",
    },
    "target": "Target {is}",
    "targetWas": "Target {is}, was {was}",
    "to": " to ",
    "noTarget": "No target",
    "noNumber": "That is not a number; type a figure such as 82.5.",
    "taken": "{taken} was taken: the nearest that this slider can have.",
    "beyond": "That is beyond the end of the scale; the end was taken.",
    "moreBy": "{count} more {things} by {horizon}",
    "fewerBy": "{count} fewer {things} by {horizon}",
    "distanceMoreBy": "{distance} more by {horizon}",
    "distanceLessBy": "{distance} less by {horizon}",
    "short": headline_short.TEMPLATES,
    "knifeEdge": {
        "case": "Knife-edge: one {one} would change it",
        "digit": "Knife-edge: one in the last digit would change it",
        "range": "{count} {rating}, {fewest} to {most} on a knife-edge",
        "between": "; ",
        "none": "No rating is on a knife-edge.",
    },
}


def ranges(position: Position, row: int, seen: FloatArray) -> dict[str, Range]:
    """The handles of an indicator: by field, how far each may move."""
    found = {"value": value_range(position, row, seen)}
    polarity = position.figures.polarity[row]
    if polarity != Polarity.NONE and not math.isnan(position.targets[0][row] + position.targets[1][row]):
        fields = ("target_low", "target_high") if polarity == Polarity.BAND else ("target",)
        found |= dict.fromkeys(fields, target_range(position, row, seen))
    return found


def handles(position: Position, histories: dict[str, FloatArray]) -> list[dict[str, Range]]:
    """The ranges of each row; histories : all values that were seen of each indicator, by its id."""
    ids = position.figures.id
    return [ranges(position, row, histories.get(ids[row], np.zeros(0))) for row in range(len(position))]


def facts(
    position: Position,
    ruled: Position,
    found: list[dict[str, Range]],
    rail: Rail,
    horizons: list[str],
    horizon: str,
    strip: presenting.Strip = presenting.NO_STRIP,
) -> str:
    """All that the browser needs to begin, as JSON.

    ruled : the position under the tolerances and the rule of the scenario; found : the ranges of each row
    rail : what targets are argued with; strip : what the wall says of the scorecard
    """
    has_key = bool(position.figures.key.any())
    shows = [["all", "All"], ["changed", "Changed"], ["red", "Red"]]
    way, (least, most) = way_to(ruled), ends(position)
    rows = [
        _row(position, ruled, row, found[row], way)
        | {
            "least": end(least[row]),
            "most": end(most[row]),
            "rail": rail_marks(position, rail, row),
        }
        for row in range(len(position))
    ]
    told = {
        "words": WORDS | {"shows": [["key", "Key"], *shows] if has_key else shows, "presenting": presenting.WORDS},
        "strip": asdict(strip),
        "show": "key" if has_key else "all",
        "horizons": horizons,
        "horizon": horizon,
        "rows": rows,
    }
    return json.dumps(told, allow_nan=False)


def _row(position: Position, ruled: Position, row: int, found: dict[str, Range], way: Way) -> dict[str, Any]:
    """One indicator, for the browser."""
    figures = position.figures
    counted = bool(figures.counted[row])
    value, start = _number(figures.value[row]), None
    handle = found["value"]
    if value is not None:
        start = float(figures.numerator[row]) if counted else handle.snap(value)
    name, short = figures.indicator[row], wording.short_name(figures, row)
    low, high = position.targets
    band = bool(figures.polarity[row] == Polarity.BAND)
    return {
        "id": figures.id[row],
        "name": name,
        "short": short,
        "spoken": name if name == short else f"{name} ({short})",
        "service": figures.service[row],
        "about": [text for text in (name, figures.definition[row], acronyms.in_words(name)) if text],
        "key": bool(figures.key[row]),
        "rating": int(position.ratings[row]),
        "value": value,
        "start": start,
        "target": None if band else _number(low[row]),
        "target_low": _number(low[row]) if band else None,
        "target_high": _number(high[row]) if band else None,
        "band": band,
        "decimals": int(figures.decimals[row]),
        "roundTo": int(figures.decimals[row]) if ruled.rule.as_shown else None,
        "format": wording.NumberFormat.of(figures.unit[row]).as_dict(),
        "scale": float(figures.scale[row]),
        "denominator": float(figures.denominator[row]) if counted else None,
        "cases": _cases(figures, row) if counted else None,
        "whole": _WHOLE.get(Polarity(figures.polarity[row]), 0),
        "edges": _edges(ruled, row),
        "range": {field: _range(each) for field, each in found.items()}
        | {"value": _range(handle) | {"begin": _begin(position, row, handle)}},
        "nothing": sentences.value(position, row) if value is None else "",
        "way": sentences.way_in_words(ruled, row, way),
    }


def _number(figure: float) -> float | None:
    return None if math.isnan(figure) else float(figure)


def _cases(figures: Figures, row: int) -> dict[str, str]:
    """What an indicator counts, one of it and many."""
    one, many = (wording.counted(figures, row, count).partition(" ")[2] for count in (1, 2))
    return {"one": one, "many": many}


def _range(handle: Range) -> dict[str, Any]:
    return {
        "low": handle.low,
        "high": handle.high,
        "step": handle.step,
        "arrow": handle.arrow,
        "counts": handle.counts,
    }


def _begin(position: Position, row: int, handle: Range) -> float:
    """Where a handle begins for a measure without a figure: its forecast, its previous value, else midway."""
    figures = position.figures
    for figure in (figures.forecast[row], figures.previous[row]):
        if not np.isnan(figure):
            return handle.snap(float(figure))
    return handle.snap((handle.low + handle.high) / 2)


def _edges(position: Position, row: int) -> dict[str, Any] | None:
    """The edges of an indicator as offset, slope and bend; None where it has none, null for an edge that is not there.

    The strict edges of "better than the previous value" do not move with a target; the largest number there is
    stands for one out of reach.
    """
    edges = position.edges
    if position.figures.polarity[row] == Polarity.NONE:
        return None

    def parts(edge: Edge) -> list[float] | None:
        at = [float(part[row]) for part in edge]
        return at if math.isfinite(at[0]) else None

    def strict(bound: float, absent: float) -> float | None:
        return None if bound == absent else float(np.clip(bound, -sys.float_info.max, sys.float_info.max))

    return {
        "greenLow": parts(edges.green_low),
        "greenHigh": parts(edges.green_high),
        "amberLow": parts(edges.amber_low),
        "amberHigh": parts(edges.amber_high),
        "betterLow": strict(float(edges.better_low[row]), -math.inf),
        "betterHigh": strict(float(edges.better_high[row]), math.inf),
    }

"""What the browser sends, before anything of it is believed: only known indicators, fields and figures in range."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from ragcore.figures import Figures
from ragcore.ranges import Range
from ragcore.scenario import Change

ACTIONS = ("move", "undo", "redo")
# A number that grows by one with each move; a browser that sends more is none of ours.
LARGEST_NUMBER = 2**53


@dataclass(frozen=True)
class Message:
    """A move that was made: its number, what it was, and the whole list of changes after it."""

    number: int
    action: str
    changes: tuple[Change, ...]
    horizon: str


def understood(told: Any, figures: Figures, found: list[dict[str, Range]], horizons: list[str]) -> Message | None:
    """The message that the browser sent; None where it is none.

    Changes of unknown indicators or fields are left out, figures are brought back to where the handle can be, and
    the targets of a band are kept from crossing.
    """
    if not isinstance(told, dict) or told.get("action") not in ACTIONS:
        return None
    number, changes, horizon = told.get("number"), told.get("changes"), told.get("horizon")
    if type(number) is not int or not 0 < number < LARGEST_NUMBER or not isinstance(changes, list):
        return None
    taken = [_change(each, figures, found) for each in changes[: 4 * len(figures)]]
    known = horizon if isinstance(horizon, str) and horizon in horizons else (horizons[0] if horizons else "")
    return Message(number, str(told["action"]), tuple(change for change in taken if change), known)


def _change(told: Any, figures: Figures, found: list[dict[str, Range]]) -> Change | None:
    """One change, in range and on a step; None where it is of nothing that can be moved."""
    if not isinstance(told, dict) or not isinstance(told.get("id"), str):
        return None
    row, value = figures.row_of(told["id"]), told.get("value")
    if row is None or isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    handle = found[row].get(str(told.get("field")))
    if handle is None:
        return None
    figure = float(value)
    if handle.counts:
        per_case = float(figures.scale[row] / figures.denominator[row])
        own = figure == figures.value[row]
        snapped = figure if own else handle.snap(figure / per_case) * figures.scale[row] / figures.denominator[row]
    else:
        snapped = handle.snap(figure)
    return Change(told["id"], str(told["field"]), float(snapped))

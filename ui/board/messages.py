"""What the browser sends, before anything of it is believed: only known indicators, fields and figures in range."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from ragcore.figures import Figures
from ragcore.ranges import Range
from ragcore.rule import Tolerance
from ragcore.scenario import Change

ACTIONS = ("move", "undo", "redo", "reset", "tolerance")
# A number that grows by one with each move; a browser that sends more is none of ours.
LARGEST_NUMBER = 2**53
# A tolerance beyond this, in whatever unit, is none that a scorecard states.
LARGEST_TOLERANCE = 100.0
# Steps that may be without an answer at once: more than anybody makes while the server is away.
MOST_UNANSWERED = 1000


@dataclass(frozen=True)
class Step:
    """A move that was made: its number, what it was, and the whole list of changes after it.

    tolerance : that of the whole scorecard, where the action is about it; None for the scorecard's own
    """

    number: int
    action: str
    changes: tuple[Change, ...]
    horizon: str
    tolerance: Tolerance | None = None


def understood(
    told: Any,
    figures: Figures,
    found: list[dict[str, Range]],
    horizons: list[str],
    is_own: Callable[[Change], bool] = lambda _: False,
) -> list[Step]:
    """The steps that the browser sent, oldest first: the last move, and those before it that had no answer yet.

    What is no step is left out, so are changes of unknown indicators or fields; figures are brought back to where
    the handle can be.

    is_own : whether a change is one that the what-if has already, wherever a handle can be
    """
    if not isinstance(told, dict):
        return []
    earlier = told.get("earlier")
    sent = [*(earlier[-MOST_UNANSWERED:] if isinstance(earlier, list) else []), told]
    steps = [_step(each, figures, found, horizons, is_own) for each in sent]
    return sorted((step for step in steps if step), key=lambda step: step.number)


def _step(
    told: Any, figures: Figures, found: list[dict[str, Range]], horizons: list[str], is_own: Callable[[Change], bool]
) -> Step | None:
    """One step; None where it is none."""
    if not isinstance(told, dict) or told.get("action") not in ACTIONS:
        return None
    number, changes, horizon = told.get("number"), told.get("changes"), told.get("horizon")
    if type(number) is not int or not 0 < number < LARGEST_NUMBER or not isinstance(changes, list):
        return None
    size = told.get("size")
    tolerance = tolerance_of(size) if told["action"] == "tolerance" else None
    if told["action"] == "tolerance" and tolerance is None and size != "":
        return None
    taken = [_change(each, figures, found, is_own) for each in changes[: 4 * len(figures)]]
    known = horizon if isinstance(horizon, str) and horizon in horizons else (horizons[0] if horizons else "")
    return Step(number, str(told["action"]), tuple(change for change in taken if change), known, tolerance)


def tolerance_of(told: Any) -> Tolerance | None:
    """A tolerance as a step carries it, '3' or '3%'; None where it is none, or too large.

    >>> tolerance_of("2.5%"), tolerance_of("-1"), tolerance_of("1000")
    (Tolerance(size=2.5, percent=True), None, None)
    """
    try:
        tolerance = Tolerance.parse(told) if isinstance(told, str) else None
    except ValueError:
        return None
    return tolerance if tolerance and tolerance.size <= LARGEST_TOLERANCE else None


def brought(change: Change, figures: Figures, handle: Range) -> Change:
    """A change of an indicator's value or target, brought to the nearest place where its handle can be.

    >>> brought(Change("a", "value", 82.26), Figures.of(id=["a"], value=[80.0]), Range(0.0, 100.0, 0.1, 0.5)).value
    82.3
    """
    figure, row = float(change.value), figures.row_of(change.id)
    if handle.counts and row is not None:
        scale, denominator = figures.scale[row], figures.denominator[row]
        own = figure == figures.value[row]
        snapped = figure if own else handle.snap(figure / float(scale / denominator)) * scale / denominator
    else:
        snapped = handle.snap(figure)
    return change if snapped == figure else replace(change, value=float(snapped))


def _change(
    told: Any, figures: Figures, found: list[dict[str, Range]], is_own: Callable[[Change], bool]
) -> Change | None:
    """One change, in range and on a step; None where it is of nothing that can be moved."""
    if not isinstance(told, dict) or not isinstance(told.get("id"), str):
        return None
    row, value = figures.row_of(told["id"]), told.get("value")
    if row is None or isinstance(value, bool) or not isinstance(value, int | float):
        return None
    # A whole number may be too large for a float, and NaN is within nothing.
    if not abs(value) <= sys.float_info.max:
        return None
    handle = found[row].get(str(told.get("field")))
    if handle is None:
        return None
    sent = Change(told["id"], str(told["field"]), float(value))
    # A scenario file may have figures that no handle can be brought to.
    return sent if is_own(sent) else brought(sent, figures, handle)

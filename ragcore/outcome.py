"""Did it come true: the projected values of a scenario beside the figures that were then reported."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from ragcore.limits import SLACK, FloatArray, Polarity
from ragcore.position import Position
from ragcore.rounding import half_up
from ragcore.scenario import Scenario, apply, rows_of


class Met(IntEnum):
    """Whether a projected value was met."""

    UNKNOWN = 0
    MISSED = 1
    MET = 2


@dataclass(frozen=True, eq=False)
class Outcome:
    """What became of the projected values that there is a figure for; each array of shape (m,).

    was_row, now_row : the indicator's row in the position that was projected from, and in the one that came
    projected, actual : values in the indicator's unit, as each position rates them
    met : a code of `Met`; UNKNOWN where no direction is better, or a band had no targets
    by : how much better (0 or more) or worse (less than 0) than projected, in the indicator's unit; NaN where unknown
    cases : how many more (or, negative, fewer) in the actual numerator than the last whole number that meets the
        projected value at the actual denominator; NaN where unknown, and where there are no counts
    left : the ids with a projected value that cannot be held against a figure: in one of the positions they are not,
        have no value, or have another unit
    """

    was_row: NDArray[np.intp]
    now_row: NDArray[np.intp]
    projected: FloatArray
    actual: FloatArray
    met: NDArray[np.int8]
    by: FloatArray
    cases: FloatArray
    left: tuple[str, ...]


def outcome(scenario: Scenario, was: Position, now: Position) -> Outcome:
    """What became of the projected values of a scenario.

    was : the position that it was made for; now : where things stand at the time that it was about

    A projected value is what the scenario makes of it, in whole cases. An actual value meets it where it is as good
    or better by polarity; for a band, where it is as near to the scenario's band or nearer.

    Source: docs/method.md#did-it-come-true

    >>> from ragcore.figures import Figures
    >>> from ragcore.rule import Rule
    >>> from ragcore.scenario import Change
    >>> was, now = (Position(Figures.of(id=["a"], value=[value], target=[85.0]), Rule()) for value in (82.0, 83.5))
    >>> found = outcome(Scenario().plus(Change("a", "value", 84.0)), was, now)
    >>> Met(found.met[0]).name, found.by
    ('MISSED', array([-0.5]))
    """
    was_row, now_row, left = _rows(scenario, was, now)
    after = apply(scenario, was)
    projected, actual = after.rated_value[was_row], now.rated_value[now_row]
    polarity = was.figures.polarity[was_row]
    low, high = (target[was_row] for target in after.targets)
    # How far a value lies outside the band; where there is one target only, nobody asks.
    off, still_off = (np.maximum(np.maximum(low - value, value - high), 0.0) for value in (projected, actual))
    ways = [polarity == Polarity.HIGHER, polarity == Polarity.LOWER, polarity == Polarity.BAND]
    by = np.select(ways, [actual - projected, projected - actual, off - still_off], np.nan)
    noise = SLACK * np.maximum(np.abs(projected), np.abs(actual))
    by = np.where(np.abs(by) <= noise, 0.0, by)
    met = np.select([by >= 0, by < 0], [Met.MET, Met.MISSED], Met.UNKNOWN).astype(np.int8)
    # The ends of what meets the projected value.
    least = np.select(ways, [projected, np.full_like(projected, -np.inf), low - off], np.nan)
    most = np.select(ways, [np.full_like(projected, np.inf), projected, high + off], np.nan)
    cases = np.where(np.isnan(by), np.nan, _cases(now, now_row, least, most, met == Met.MET))
    return Outcome(was_row, now_row, projected, actual, met, by, cases, left)


def _rows(
    scenario: Scenario, was: Position, now: Position
) -> tuple[NDArray[np.intp], NDArray[np.intp], tuple[str, ...]]:
    """The rows of each projected value in both positions, and the ids of those that cannot be compared."""
    there = {key: row for row, key in enumerate(zip(now.figures.id, now.figures.area, strict=True))}
    rows = rows_of(scenario, was)
    pairs: list[tuple[int, int]] = []
    left: list[str] = []
    for change in scenario.changes:
        if change.field != "value":
            continue
        found = [(row, there.get((change.id, was.figures.area[row]))) for row in rows.get(change.id, ())]
        fair = [(row, at) for row, at in found if at is not None and _comparable(was, row, now, at)]
        pairs += fair
        if not found or len(fair) < len(found):
            left.append(change.id)
    was_row, now_row = np.array(pairs, dtype=np.intp).reshape(-1, 2).T
    return was_row, now_row, tuple(left)


def _comparable(was: Position, row: int, now: Position, at: int) -> bool:
    """Whether there is an actual value, in the unit of the projected one."""
    return not np.isnan(now.figures.value[at]) and bool(was.figures.unit[row] == now.figures.unit[at])


def _cases(
    now: Position, row: NDArray[np.intp], least: FloatArray, most: FloatArray, met: NDArray[np.bool_]
) -> FloatArray:
    """How many more there are than the last whole number that meets, at the nearer end of what does; shape (m,).

    A value as typed is rounded, and may meet what its counts just miss, or miss what they meet: then it is on the
    last number that does, or one short of it.
    """
    own, value, counted = now.figures.numerator[row], now.rated_value[row], now.figures.counted[row]
    below = np.abs(value - least) <= np.abs(value - most)
    up = np.where(below, 1.0, -1.0)
    better = up * (own - _last_to_meet(now, row, np.where(below, least, most), up))
    change = up * np.where(met, np.maximum(better, 0.0), np.minimum(better, -1.0))
    # A minus zero is a zero.
    return np.where(counted, change + 0.0, np.nan)


def _last_to_meet(now: Position, row: NDArray[np.intp], edge: FloatArray, up: FloatArray) -> FloatArray:
    """The last numerator whose value is on an edge or beyond it, upwards (1) or downwards (-1); shape (m,).

    Whole numbers on both sides of the edge are tried: a rounded quotient could miss it by one.
    """
    figures, decimals = now.figures, now.figures.decimals[row]
    beyond = edge
    if now.rule.as_shown:
        power = 10.0**decimals
        scaled = up * edge * power
        # The least that rounds to the first shown figure on the edge or beyond it.
        beyond = up * (np.ceil(scaled - SLACK * np.abs(scaled)) - 0.5) / power
    with np.errstate(divide="ignore", invalid="ignore"):
        per_case = figures.scale[row] / figures.denominator[row]
        tried = up * np.ceil(up * beyond / per_case) + up * np.array([[-1.0], [0.0], [1.0]])
        made = tried * figures.scale[row] / figures.denominator[row]
    shown = half_up(made, decimals) if now.rule.as_shown else made
    meets = up * (shown - edge) >= -SLACK * np.maximum(np.abs(shown), np.abs(edge))
    last: FloatArray = np.take_along_axis(tried, np.argmax(meets, axis=0)[None, :], axis=0)[0]
    return last

"""What a sweep may move for every indicator at once, and the places where that can take a value over an edge."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ragcore.better import better_by, closer_by, harder_by, room_to_narrow, signed_gap, way_to_better
from ragcore.limits import Edge, Edges, FloatArray, Limits
from ragcore.position import Position
from ragcore.rating import Rating, RatingArray, rate


@dataclass(frozen=True, eq=False)
class Kind:
    """One sweep of n indicators.

    start, end : its ends; own : where the scorecard itself stands, None where no one place is its
    breaks : of shape (m, n), every place where a rating may change and perhaps others; NaN or infinite is none
    rated : the ratings at places of shape (k, n)
    """

    start: float
    end: float
    own: float | None
    breaks: FloatArray
    rated: Callable[[FloatArray], RatingArray]


def better_values(position: Position) -> Kind:
    """Every value better by 0 to 20 points, as far as a value can be; that of a band moves to it and no further."""

    def rated(better: FloatArray) -> RatingArray:
        return rate(position.as_rated(better_by(position, better)), position.limits)

    with np.errstate(divide="ignore", invalid="ignore"):
        breaks = (_turning_values(position) - position.figures.value) / way_to_better(position)
    return Kind(0.0, 20.0, 0.0, breaks, rated)


def closed_gaps(position: Position) -> Kind:
    """Every gap to green closed by 0 to 100 per cent, as far as a value can be."""

    def rated(closed: FloatArray) -> RatingArray:
        return rate(position.as_rated(closer_by(position, closed / 100.0)), position.limits)

    with np.errstate(divide="ignore", invalid="ignore"):
        breaks = 100.0 * (_turning_values(position) - position.figures.value) / signed_gap(position)
    return Kind(0.0, 100.0, 0.0, breaks, rated)


def raised_targets(position: Position) -> Kind:
    """Every target made harder by 0 to 20: lowered where lower is better; a band narrows until its ends meet."""
    low, high = position.targets
    value, edges = position.rated_value, position.edges

    def rated(raised: FloatArray) -> RatingArray:
        return _rated_each(value, edges.at(*harder_by(position, raised)))

    ends = [room_to_narrow(position)]
    ends += [target - low for edge in (edges.green_low, edges.amber_low) for target in _crossings(edge, value)]
    ends += [high - target for edge in (edges.green_high, edges.amber_high) for target in _crossings(edge, value)]
    return Kind(0.0, 20.0, 0.0, np.stack(ends), rated)


def other_tolerances(position: Position) -> Kind:
    """Every tolerance from 0 to 10: in its own unit, or in per cent of its target where it is in per cent now.

    A stated worst value that is still amber is no tolerance and stays where it is.
    """
    figures, rule = position.figures, position.rule
    low, high = position.targets
    size, percent = position.tolerance

    def rated(tolerance: FloatArray) -> RatingArray:
        every = np.broadcast_to(np.arange(len(position)), tolerance.shape).reshape(-1)
        edges = Edges.of(
            figures.polarity[every],
            amber=tolerance.reshape(-1),
            amber_percent=percent[every],
            amber_limit=figures.amber_limit[every],
            green_within=rule.green_within.size,
            green_percent=rule.green_within.percent,
            improved=rule.improved,
            previous=position.rated_previous[every],
        )
        limits = edges.at(low[every], high[every])
        return rate(position.rated_value[every], limits).reshape(tolerance.shape)

    with np.errstate(divide="ignore", invalid="ignore"):
        ends = ((low - position.rated_value, low), (position.rated_value - high, high))
        breaks = np.stack([np.where(percent, 100.0 * end / np.abs(target), end) for end, target in ends])
    movable = np.isnan(figures.amber_limit) & (position.ratings > Rating.UNRATED)
    sizes = np.unique(size[movable])
    return Kind(0.0, 10.0, float(sizes[0]) if len(sizes) == 1 and sizes[0] <= 10.0 else None, breaks, rated)


KINDS: dict[str, Callable[[Position], Kind]] = {
    "value": better_values,
    "gap": closed_gaps,
    "target": raised_targets,
    "tolerance": other_tolerances,
}


def _rated_each(value: FloatArray, limits: Limits) -> RatingArray:
    """Values of shape (n,) against limits of shape (k, n)."""
    shape = limits.green_low.shape
    flat = Limits(*(np.broadcast_to(edge, shape).reshape(-1) for edge in limits.arrays()))
    return rate(np.broadcast_to(value, shape).reshape(-1), flat).reshape(shape)


def _turning_values(position: Position) -> FloatArray:
    """Every value at which a moving value can change its rating, of shape (m, n)."""
    ends = np.stack([*position.stated_limits.arrays(), position.rated_previous])
    if not position.rule.as_shown:
        return ends
    # What is shown changes half a step of the decimals beside each figure that can be shown.
    step = 10.0 ** -position.figures.decimals.astype(np.float64)
    nearest = np.round(ends / step) * step
    return np.concatenate([nearest + shift * step for shift in (-1.5, -0.5, 0.5, 1.5)])


def _crossings(edge: Edge, value: FloatArray) -> tuple[FloatArray, FloatArray]:
    """The targets at which an edge is on a value, above a target of 0 and below it; NaN where there is none."""
    with np.errstate(divide="ignore", invalid="ignore"):
        above, below = (
            (value - edge.offset) / (edge.slope + edge.bend),
            (value - edge.offset) / (edge.slope - edge.bend),
        )
        return np.where(above >= 0.0, above, np.nan), np.where(below <= 0.0, below, np.nan)

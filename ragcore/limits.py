"""A rule as two nested intervals: the edges of every rule in use, and the limits that they make at a target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]

# One part in 10**12: far above the noise of a few additions of doubles, far below any figure that is reported.
SLACK = 1e-12


class Polarity(IntEnum):
    """Which way is better."""

    NONE = 0
    HIGHER = 1
    LOWER = 2
    BAND = 3

    @property
    def word(self) -> str:
        """The word that files use: 'higher', 'lower', 'band' or 'none'."""
        return self.name.lower()


class Edge(NamedTuple):
    """One edge of n intervals, as `offset + slope * t + bend * |t|` in its own target t.

    offset : floats of shape (n,) in the indicator's unit; infinite where there is no edge
    slope, bend : floats of shape (n,), without unit
    """

    offset: FloatArray
    slope: FloatArray
    bend: FloatArray

    def at(self, target: FloatArray, outward: float) -> FloatArray:
        """The edge at its target, let out by `outward` times its larger term (negative is downwards).

        >>> Edge(np.array([-5.0]), np.array([1.0]), np.array([0.0])).at(np.array([85.0]), 0.0)
        array([80.])
        """
        along, bent = self.slope * target, self.bend * np.abs(target)
        edge: FloatArray = self.offset + along + bent
        if outward:
            edge = edge + outward * np.maximum(np.abs(self.offset), np.maximum(np.abs(along), np.abs(bent)))
        return edge


@dataclass(frozen=True)
class Limits:
    """The two nested intervals of n indicators; infinite where there is no edge, NaN where there is no target.

    Each field : floats of shape (n,) in the indicator's unit.
    """

    green_low: FloatArray
    green_high: FloatArray
    amber_low: FloatArray
    amber_high: FloatArray

    def arrays(self) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
        """The four edges, green before amber and low before high."""
        return self.green_low, self.green_high, self.amber_low, self.amber_high


@dataclass(frozen=True)
class Edges:
    """What a rule makes of n indicators before their targets are put in.

    better_low, better_high : the strict edges of "better than the previous value", which do not move with a
    target; infinite where the rule does not ask for it.
    """

    green_low: Edge
    green_high: Edge
    amber_low: Edge
    amber_high: Edge
    better_low: FloatArray
    better_high: FloatArray

    @classmethod
    def of(
        cls,
        polarity: Sequence[str] | NDArray[np.int8],
        amber: ArrayLike = 0.0,
        amber_percent: ArrayLike = False,
        amber_limit: ArrayLike = np.nan,
        green_within: ArrayLike = 0.0,
        green_percent: ArrayLike = False,
        improved: str = "",
        previous: ArrayLike = np.nan,
    ) -> Edges:
        """Make the edges of n indicators under a rule.

        Parameters
        ----------
        polarity : n words ('higher', 'lower', 'band', 'none') or codes of `Polarity`
        amber, green_within : tolerances, scalars or of shape (n,): in the indicator's unit or, where
            `amber_percent` or `green_percent` is true, in per cent of the target
        amber_limit : the worst value that is still amber, instead of `amber`; NaN where there is none
        improved : '' for no; 'also': amber only where the value is strictly better than the previous one;
            'instead': beyond green, amber is whatever is strictly better than the previous one
        previous : the previous value; NaN where there is none, and then nothing is better than it

        Source: docs/method.md#edges

        >>> edges = Edges.of(["higher", "lower"], amber=5.0)
        >>> edges.at(np.array([85.0, 20.0]), slack=0.0).amber_low
        array([ 80., -inf])
        """
        if isinstance(polarity, np.ndarray) and polarity.dtype == np.int8:
            codes = polarity
        else:
            codes = np.array([Polarity[p.upper()] if isinstance(p, str) else p for p in polarity], dtype=np.int8)
        shape = codes.shape
        limit = np.broadcast_to(np.asarray(amber_limit, dtype=np.float64), shape)
        beyond = _edge_beyond(shape, amber, amber_percent)
        if improved == "instead":
            beyond = Edge(np.full(shape, np.inf), np.zeros(shape), np.zeros(shape))
        within = _edge_beyond(shape, green_within, green_percent)
        has_low, has_high = _sides(codes)
        rated = codes != Polarity.NONE
        stated = rated & ~np.isnan(limit) & (improved != "instead")
        better_low, better_high = _strictly_better(
            np.broadcast_to(np.asarray(previous, dtype=np.float64), shape), improved
        )
        return cls(
            green_low=_one_sided(within, -1.0, has_low, rated),
            green_high=_one_sided(within, 1.0, has_high, rated),
            amber_low=_at_a_limit(_one_sided(beyond, -1.0, has_low, rated), limit, stated & has_low),
            amber_high=_at_a_limit(_one_sided(beyond, 1.0, has_high, rated), limit, stated & has_high),
            better_low=np.where(has_low, better_low, -np.inf),
            better_high=np.where(has_high, better_high, np.inf),
        )

    def at(self, low_target: FloatArray, high_target: FloatArray | None = None, slack: float = SLACK) -> Limits:
        """The limits at given targets.

        low_target : the target of the lower edge, of shape (n,); the one target where there is only one
        high_target : the target of the upper edge where it differs (a band); else `low_target`
        slack : how far each edge is let out, as a share of its larger term; 0 gives the edges themselves

        A NaN target makes the edges NaN: no target, no rating. Amber is widened to hold at least green. A band
        that a scenario turned upside down holds nothing: its edges are out of reach, so every value is red.
        """
        high_target = low_target if high_target is None else high_target
        missing = np.isnan(low_target) | np.isnan(high_target)
        low, high = np.where(missing, 0.0, low_target), np.where(missing, 0.0, high_target)
        green_low, green_high = self.green_low.at(low, -slack), self.green_high.at(high, slack)
        amber_low = np.minimum(np.maximum(self.amber_low.at(low, -slack), self.better_low), green_low)
        amber_high = np.maximum(np.minimum(self.amber_high.at(high, slack), self.better_high), green_high)
        upside_down = green_low > green_high
        return Limits(
            *(
                np.where(missing, np.nan, np.where(upside_down, np.inf, edge))
                for edge in (green_low, green_high, amber_low, amber_high)
            )
        )


def _sides(polarity: NDArray[np.int8]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Where there is a lower edge, and where an upper one."""
    return (
        (polarity == Polarity.HIGHER) | (polarity == Polarity.BAND),
        (polarity == Polarity.LOWER) | (polarity == Polarity.BAND),
    )


def _edge_beyond(shape: tuple[int, ...], size: ArrayLike, percent: ArrayLike) -> Edge:
    """How far beyond the target a tolerance reaches, as the terms of an edge on its upper side."""
    sizes = np.broadcast_to(np.asarray(size, dtype=np.float64), shape)
    in_percent = np.broadcast_to(np.asarray(percent, dtype=bool), shape)
    return Edge(np.where(in_percent, 0.0, sizes), np.ones(shape), np.where(in_percent, sizes / 100.0, 0.0))


def _one_sided(beyond: Edge, side: float, there: NDArray[np.bool_], rated: NDArray[np.bool_]) -> Edge:
    """The edge on one side (-1 lower, 1 upper): no edge is infinite, no rating at all is NaN."""
    nothing = np.where(rated, side * np.inf, np.nan)
    offset = np.where(there, side * beyond.offset, nothing)
    return Edge(offset, np.where(there, beyond.slope, 0.0), np.where(there, side * beyond.bend, 0.0))


def _at_a_limit(edge: Edge, limit: FloatArray, stated: NDArray[np.bool_]) -> Edge:
    """The edge where the report states it as a figure, whatever the target."""
    return Edge(
        np.where(stated, limit, edge.offset), np.where(stated, 0.0, edge.slope), np.where(stated, 0.0, edge.bend)
    )


def _strictly_better(previous: FloatArray, improved: str) -> tuple[FloatArray, FloatArray]:
    """The smallest value above, and the largest below, the previous one that count as different from it."""
    if not improved:
        return np.full(previous.shape, -np.inf), np.full(previous.shape, np.inf)
    inward = 2 * SLACK * np.abs(previous)
    # The next double, because the slack of a previous value of 0 is 0.
    low, high = np.nextafter(previous + inward, np.inf), np.nextafter(previous - inward, -np.inf)
    missing = np.isnan(previous)
    return np.where(missing, np.inf, low), np.where(missing, -np.inf, high)

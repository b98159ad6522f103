"""The way to a rating: how far in the indicator's unit, and how many people or things that is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ragcore.limits import FloatArray, Limits
from ragcore.position import Position
from ragcore.rating import Rating, rate


@dataclass(frozen=True)
class Way:
    """The way of n indicators to one rating; each field of shape (n,).

    gap : how far the value is from the rating's nearest edge, in the indicator's unit; 0 where it is there already;
        NaN where there is no value or no target, or where no value at all has the rating
    cases : how many more (or, negative, fewer) in the numerator if the denominator stays the same; 0 where it is
        there already; NaN where there are no counts to move, or no number of cases reaches it
    reachable : whether any value that can be, or any whole number of cases, has the rating
    """

    gap: FloatArray
    cases: FloatArray
    reachable: NDArray[np.bool_]


def way_to(position: Position, to: Rating = Rating.GREEN) -> Way:
    """The way of each indicator to a rating (or a better one), with all else as it is.

    Source: docs/method.md#cases

    >>> from ragcore.figures import Figures
    >>> from ragcore.rule import Rule
    >>> figures = Figures.of(id=["a"], unit=["%"], value=[82.1], numerator=[985], denominator=[1200], typed=[1],
    ...     target=[85.0])
    >>> way = way_to(Position(figures, Rule()))
    >>> way.gap.round(9), way.cases
    (array([2.9]), array([35.]))
    """
    figures = position.figures
    value, rating = position.rated_value, position.ratings
    low, high = _interval(position.stated_limits, to)
    there = rating >= to
    known = rating > Rating.UNRATED
    gap = np.where(there, 0.0, np.maximum(np.maximum(low - value, value - high), 0.0))
    cases = np.where(there, 0.0, _cases(position, to))
    counted = figures.counted
    in_reach = np.where(counted, ~np.isnan(cases), _some_value(position, to))
    return Way(
        gap=np.where(known & np.isfinite(gap), gap, np.nan),
        cases=np.where(known & (counted | there), cases, np.nan),
        reachable=known & (there | in_reach),
    )


def value_of(position: Position, numerator: FloatArray) -> FloatArray:
    """The value that a numerator makes with each indicator's denominator; shape of `numerator`, (..., n)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        value: FloatArray = position.figures.scale * numerator / position.figures.denominator
    return value


def most_cases(position: Position) -> FloatArray:
    """The largest numerator that can be: the denominator for shares of a whole, else without end. Shape (n,)."""
    return np.where(np.isfinite(position.figures.most), position.figures.denominator, np.inf)


def _interval(limits: Limits, to: Rating) -> tuple[FloatArray, FloatArray]:
    """Where a rating or a better one lies."""
    if to == Rating.GREEN:
        return limits.green_low, limits.green_high
    return limits.amber_low, limits.amber_high


def _cases(position: Position, to: Rating) -> FloatArray:
    """The least change of the numerator that rates `to` or better; NaN where none does. Shape (n,).

    Whole numbers on both sides of each edge are rated, and the nearest that holds is taken: a rounded quotient
    could miss an edge by one. The numerator as it is stands for the file's own value and is not tried; where it
    would do, and only the rounding of the file's value does not, one case more towards the edge is enough.
    """
    figures = position.figures
    low, high = _interval(position.limits, to)
    if position.rule.as_shown:
        low, high = _before_rounding(low, figures.decimals, up=True), _before_rounding(high, figures.decimals, up=False)
    with np.errstate(divide="ignore", invalid="ignore"):
        per_case = figures.scale / figures.denominator
        at_edges = np.stack([np.ceil(low / per_case), np.floor(high / per_case)])
    own = figures.numerator
    towards = np.where(position.rated_value > high, -1.0, 1.0)
    # Of two that are equally near, the first is taken.
    tried = np.concatenate([[own + towards, own - towards], at_edges - 1.0, at_edges, at_edges + 1.0])
    possible = (
        np.isfinite(tried)
        & (tried >= np.minimum(own, 0.0))
        & (tried <= most_cases(position))
        & (tried != own)
        & figures.counted
    )
    tried = np.where(possible, tried, np.nan)
    rated = rate(position.as_rated(value_of(position, tried)), position.limits) >= to
    change = np.where(rated, tried - own, np.nan)
    nearest = np.argmin(np.where(rated, np.abs(change), np.inf), axis=0)
    least: FloatArray = np.take_along_axis(change, nearest[None, :], axis=0)[0]
    return least


def _before_rounding(edge: FloatArray, decimals: NDArray[np.int8], up: bool) -> FloatArray:
    """The least (or greatest) value that rounds to an edge or beyond it."""
    half = 0.5 * 10.0 ** -decimals.astype(np.float64)
    return _first_shown(edge, decimals, up) + (-half if up else half)


def _first_shown(edge: FloatArray, decimals: NDArray[np.int8], up: bool) -> FloatArray:
    """The first figure with so many decimals that is on an edge, upwards or downwards from it."""
    power = 10.0 ** decimals.astype(np.float64)
    return (np.ceil if up else np.floor)(edge * power) / power


def _some_value(position: Position, to: Rating) -> NDArray[np.bool_]:
    """Whether any value that can be has the rating, where there are no counts."""
    most = position.figures.most
    low, high = _interval(position.limits, to)
    low, high = np.maximum(low, np.where(np.isfinite(most), 0.0, -np.inf)), np.minimum(high, most)
    if position.rule.as_shown:
        low = _first_shown(low, position.figures.decimals, up=True)
    some: NDArray[np.bool_] = (low <= high) & (low < np.inf) & (high > -np.inf)
    return some

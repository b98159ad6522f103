"""The way of each indicator to a rating, and how far that is: in points, in cases, and as a share of its past."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ragcore.gap import value_of, way_to
from ragcore.limits import SLACK, FloatArray
from ragcore.past import Past
from ragcore.position import Position
from ragcore.rating import Rating, rate
from ragcore.units import kind_of, plain_unit, scale_of


@dataclass(frozen=True, eq=False)
class Ways:
    """The least move of n indicators to a rating or a better one; each field of shape (n,).

    Where it is there already nothing moves. NaN where there is no value or no target, or none that can be has the
    rating.

    value : the value that it takes, which rates so: whole cases where there are counts, else the edge itself, or the
        first figure of the indicator's decimals beyond it where the edge cannot be met or values are rated as shown
    points : how far that is from the value as it stands, in the indicator's unit; never below 0
    cases : how many more (or, negative, fewer) in the numerator; NaN where there are no counts
    share : points as a share of the largest move that its past has seen in one period; NaN where that is not known
        or 0
    """

    value: FloatArray
    points: FloatArray
    cases: FloatArray
    share: FloatArray


def ways_to(position: Position, past: Past, to: Rating = Rating.GREEN) -> Ways:
    """The least move of each indicator to a rating, or a better one.

    Source: docs/method.md#effort

    >>> from ragcore.figures import Figures
    >>> from ragcore.rule import Rule
    >>> figures = Figures.of(id=["a"], unit=["%"], value=[82.1], numerator=[985], denominator=[1200], typed=[1],
    ...     target=[85.0])
    >>> ways = ways_to(Position(figures, Rule()), Past(moved=np.array([2.5]), periods=np.array([2])))
    >>> ways.value, ways.points.round(9), ways.cases, ways.share.round(9)
    (array([85.]), array([2.9]), array([35.]), array([1.16]))
    """
    figures = position.figures
    there, counted = position.ratings >= to, figures.counted
    way = way_to(position, to)
    moved_to = np.where(counted, value_of(position, figures.numerator + way.cases), _nearest(position, to))
    value = np.where(there, figures.value, np.where(way.reachable, moved_to, np.nan))
    # What the noise of a subtraction leaves behind the ninth decimal is no distance.
    points: FloatArray = np.abs(value - figures.value).round(9)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(points == 0.0, 0.0, np.where(past.moved > 0.0, points / past.moved, np.nan))
    return Ways(value, points, np.where(counted & ~np.isnan(value), way.cases, np.nan), share)


def counts_what(position: Position) -> list[str]:
    """What the cases of each indicator are, so that only like is added to like; '' where the file does not say.

    Two that count in units of different kinds do not count the same: days over visits are no visits.

    >>> from ragcore.figures import Figures
    >>> from ragcore.rule import Rule
    >>> counts_what(Position(Figures.of(id=["a", "b"], counts=["visit|visits", ""], unit=["% of visits", "%"]), Rule()))
    ['visits', '']
    """
    whole = {text: _plural(text) for text in position.figures.codes("counts").texts}
    of = {text: _counted_in(text) for text in position.figures.codes("unit").texts}
    return [
        f"{whole[counts]} ({of[unit]})" if whole[counts] and of[unit] else whole[counts]
        for counts, unit in zip(position.figures.counts, position.figures.unit, strict=True)
    ]


def _plural(counts: str) -> str:
    """What is counted, of a text such as 'child|children'."""
    one, _, many = counts.partition("|")
    return " ".join((many or one).lower().split())


def _counted_in(unit: str) -> str:
    """What a numerator is in beside what is counted: nothing for shares, rates and plain numbers."""
    if scale_of(unit) > 1.0 or kind_of(unit) == "number":
        return ""
    return kind_of(unit) or plain_unit(unit).lower()


def _nearest(position: Position, to: Rating) -> FloatArray:
    """The nearest value that rates `to` or better, of shape (n,); NaN where none of those tried does.

    The edge itself is nearest. Where it is a strict one (better than the previous value), or values are rated as
    shown, the first figure of the indicator's decimals that is beyond it is tried before it.
    """
    figures, limits = position.figures, position.stated_limits
    low, high = (limits.green_low, limits.green_high) if to == Rating.GREEN else (limits.amber_low, limits.amber_high)
    # A share of a whole is neither below none nor above all of it.
    low = np.where(np.isfinite(figures.most), np.maximum(low, 0.0), low)
    high = np.minimum(high, figures.most)
    below = position.rated_value < low
    edge = np.where(below, low, high)
    strict = edge == np.where(below, position.edges.better_low, position.edges.better_high)
    finest = figures.decimals if position.rule.as_shown else np.maximum(figures.decimals, figures.typed)
    power = 10.0 ** finest.astype(np.float64)
    with np.errstate(invalid="ignore"):
        inward = np.where(below, 1.0, -1.0)
        neat = inward * np.ceil(inward * edge * power - SLACK * np.abs(edge * power)) / power
    plain = _without_noise(edge)
    first = strict | position.rule.as_shown
    tried = np.stack([np.where(first, neat, plain), plain, edge, neat])
    tried = np.where(np.isfinite(tried), tried, np.nan)
    reaches: NDArray[np.bool_] = rate(position.as_rated(tried), position.limits) >= to
    best = np.argmax(reaches, axis=0)[None, :]
    found: FloatArray = np.take_along_axis(np.where(reaches, tried, np.nan), best, axis=0)[0]
    return found


def _without_noise(figure: FloatArray) -> FloatArray:
    """Figures with twelve digits, as somebody would have typed what a sum of doubles only comes near to."""
    with np.errstate(divide="ignore", invalid="ignore"):
        places = np.clip(11.0 - np.floor(np.log10(np.abs(figure))), 0.0, 22.0)
        # A whole number over a power of ten is the double that a person's figure is read as.
        plain: FloatArray = np.round(figure * 10.0**places) / 10.0**places
    return np.where(np.isfinite(plain), plain, figure)

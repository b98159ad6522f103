"""Every indicator moved the same way: values to the better, gaps closed, targets made harder, as far as each can go."""

from __future__ import annotations

import numpy as np

from ragcore.limits import FloatArray, Polarity
from ragcore.position import Position
from ragcore.rating import Rating


def ends(position: Position) -> tuple[FloatArray, FloatArray]:
    """The least and the largest value that can be, of shape (n,): a share of a whole is between none and all of it."""
    most = position.figures.most
    return np.where(np.isfinite(most), 0.0, -np.inf), most


def way_to_better(position: Position) -> FloatArray:
    """1 where a higher value is better, -1 where a lower one is, 0 where neither is; of a band, towards it."""
    low, high = position.targets
    value, polarity = position.figures.value, position.figures.polarity
    towards = np.select([value < low, value > high], [1.0, -1.0], 0.0)
    return np.select(
        [polarity == Polarity.HIGHER, polarity == Polarity.LOWER, polarity == Polarity.BAND], [1.0, -1.0, towards], 0.0
    )


def better_by(position: Position, points: FloatArray | float) -> FloatArray:
    """The values better by so many of their unit, as far as a value can be; less than 0 is worse.

    points : of shape (..., n) or one for all; a value beside a band moves to it and no further

    >>> from ragcore.figures import Figures
    >>> from ragcore.rule import Rule
    >>> figures = Figures.of(id=["a", "b"], unit=["%", "%"], value=[97.0, 12.0], polarity=[1, 2])
    >>> better_by(Position(figures, Rule()), 5.0)
    array([100.,   7.])
    """
    value = position.figures.value
    least, most = ends(position)
    low, high = position.targets
    band = position.figures.polarity == Polarity.BAND
    most = np.where(band & (value < low), np.minimum(most, low), most)
    least = np.where(band & (value > high), np.maximum(least, high), least)
    return kept_within(value, value + way_to_better(position) * points, least, most)


def closer_by(position: Position, share: FloatArray | float) -> FloatArray:
    """The values nearer to green by a share of their gap, 0 to 1, as far as a value can be.

    share : of shape (..., n) or one for all; what has no gap stays
    """
    value = position.figures.value
    return kept_within(value, value + signed_gap(position) * share, *ends(position))


def harder_by(position: Position, points: FloatArray | float) -> tuple[FloatArray, FloatArray]:
    """The two targets of each indicator, harder by so many of their unit; less than 0 is easier.

    points : of shape (..., n) or one for all. A target is lower where lower is better; a band narrows until its ends
        meet

    >>> from ragcore.figures import Figures
    >>> from ragcore.rule import Rule
    >>> position = Position(Figures.of(id=["a", "b"], target=[85.0, 10.0], polarity=[1, 2]), Rule())
    >>> harder_by(position, 2.0)
    (array([87.,  8.]), array([87.,  8.]))
    """
    low, high = position.targets
    polarity = position.figures.polarity
    by = np.minimum(points, room_to_narrow(position))
    harder = low + np.where(polarity == Polarity.LOWER, -by, by)
    return harder, np.where(polarity == Polarity.BAND, high - by, harder)


def room_to_narrow(position: Position) -> FloatArray:
    """How far either end of a band can move before the two meet; infinite where there is no band. Shape (n,)."""
    low, high = position.targets
    return np.where(position.figures.polarity == Polarity.BAND, np.maximum(high - low, 0.0) / 2.0, np.inf)


def signed_gap(position: Position) -> FloatArray:
    """What would have to be added to each value to be on the nearest edge of green; 0 where nothing would.

    Where a value is rated as shown, it may be beyond the edge and not be green yet; then it has no gap to close.
    """
    limits, value = position.stated_limits, position.figures.value
    below = position.rated_value < limits.green_low
    gap = np.where(below, limits.green_low, limits.green_high) - value
    closes = (position.ratings > Rating.UNRATED) & (position.ratings < Rating.GREEN) & (below == (gap > 0.0))
    return np.where(closes & np.isfinite(gap), gap, 0.0)


def kept_within(start: FloatArray, moved: FloatArray, least: FloatArray, most: FloatArray) -> FloatArray:
    """Moved figures between two ends, each of shape (n,); what was beyond an end to start with may stay there."""
    kept: FloatArray = np.clip(moved, np.minimum(least, start), np.maximum(most, start))
    return kept

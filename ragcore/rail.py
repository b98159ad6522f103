"""What a target should be argued with: the previous figure, the best and the worst, the usual range, the benchmark."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ragcore.figures import TextArray
from ragcore.limits import FloatArray, Polarity
from ragcore.position import Position
from ragcore.scorecard import Scorecard
from ragcore.so_far import SoFar, so_far

# A usual range is told from so many figures on, each but the first one period after another. NHS England's Making Data
# Count calls limits of fewer than 12 figures trial limits: NHSRplotthedots, vignette "Number of points required".
FEWEST_PERIODS = 12

# The natural process limits of an XmR chart are so many mean moving ranges from the mean: three standard deviations,
# each estimated as the mean moving range over 1.128. D. J. Wheeler, Understanding Variation.
MOVING_RANGES = 2.66


@dataclass(frozen=True, eq=False)
class Rail:
    """What n indicators are argued with, in their units; each field of shape (n,), NaN or '' where there is none.

    polarity : codes of `Polarity`
    periods : how many periods have a figure, up to the position's own; all else that was seen is of these
    previous : the previous value, as the position has it
    lowest, highest : the extremes that were seen, each with the text of the last period that it was in
        (`lowest_period`, `highest_period`), '' for the period before the only one of a file
    usual_low, usual_high : the natural process limits; NaN with fewer than FEWEST_PERIODS figures one after another
    achieved_low, achieved_high : where what was ever achieved lies, as the position rates figures; infinite where
        nothing ends it
    benchmark, benchmark_name : the figure of others, as the scorecard states it
    """

    polarity: NDArray[np.int8]
    periods: NDArray[np.int64]
    previous: FloatArray
    lowest: FloatArray
    lowest_period: TextArray
    highest: FloatArray
    highest_period: TextArray
    usual_low: FloatArray
    usual_high: FloatArray
    achieved_low: FloatArray
    achieved_high: FloatArray
    benchmark: FloatArray
    benchmark_name: TextArray

    @cached_property
    def best(self) -> FloatArray:
        """The best figure that was seen; NaN for a band and for polarity none, which have no best."""
        return self._by_polarity(self.highest, self.lowest, np.nan)

    @cached_property
    def best_period(self) -> TextArray:
        """The last period that the best was in."""
        return self._by_polarity(self.highest_period, self.lowest_period, "")

    @cached_property
    def worst(self) -> FloatArray:
        """The worst figure that was seen; NaN for a band and for polarity none."""
        return self._by_polarity(self.lowest, self.highest, np.nan)

    @cached_property
    def worst_period(self) -> TextArray:
        """The last period that the worst was in."""
        return self._by_polarity(self.lowest_period, self.highest_period, "")

    def _by_polarity(self, higher: NDArray[Any], lower: NDArray[Any], neither: float | str) -> NDArray[Any]:
        way = self.polarity
        return np.where(way == Polarity.HIGHER, higher, np.where(way == Polarity.LOWER, lower, neither))


def rail_of(scorecard: Scorecard, position: Position) -> Rail:
    """What each indicator of a position is argued with, from its figures up to the position's own period.

    Source: docs/method.md#what-a-target-is-argued-with

    >>> from ragcore.figures import Figures
    >>> years = ["2014/15", "2015/16", "2016/17"]
    >>> scorecard = Scorecard(Figures.of(id=["a"] * 3, period=years, value=[80.0, 83.0, 81.0]))
    >>> rail = rail_of(scorecard, scorecard.position())
    >>> rail.periods, rail.best, rail.best_period, rail.previous
    (array([3]), array([83.]), array(['2015/16'], dtype=object), array([83.]))
    """
    figures, known = position.figures, so_far(scorecard, position)
    lowest, lowest_period = _extreme(known, np.fmin)
    highest, highest_period = _extreme(known, np.fmax)
    usual_low, usual_high = _usual(known)
    # No figure is below 0 or above the whole where none ever was.
    least = np.where(lowest >= 0.0, 0.0, -np.inf)
    most = np.where(highest <= figures.most, figures.most, np.inf)
    rated_lowest, rated_highest = position.as_rated(lowest), position.as_rated(highest)
    return Rail(
        polarity=figures.polarity,
        periods=known.periods,
        previous=figures.previous,
        lowest=lowest,
        lowest_period=lowest_period,
        highest=highest,
        highest_period=highest_period,
        usual_low=np.maximum(usual_low, least),
        usual_high=np.minimum(usual_high, most),
        achieved_low=np.where((figures.polarity == Polarity.LOWER) & ~np.isnan(lowest), rated_lowest, -np.inf),
        achieved_high=np.where((figures.polarity == Polarity.HIGHER) & ~np.isnan(highest), rated_highest, np.inf),
        benchmark=figures.benchmark,
        benchmark_name=figures.benchmark_name,
    )


def _extreme(known: SoFar, of: np.ufunc) -> tuple[FloatArray, TextArray]:
    """The lowest or the highest figure of each indicator, and the last period that it was in; shapes (n,).

    of : np.fmin or np.fmax, for which NaN is no figure
    """
    found = np.full(known.count, np.nan)
    of.at(found, known.row, known.value)
    period = np.full(known.count, "", dtype=object)
    there = known.value == found[known.row]
    # Of several periods the last one that is written stays, and they are in time.
    period[known.row[there]] = known.period[there]
    return found, period


def _usual(known: SoFar) -> tuple[FloatArray, FloatArray]:
    """The natural process limits of each indicator, of shape (n,); NaN where too few figures follow one another."""
    row, moves = known.moves()
    ranges = np.bincount(row, minlength=known.count)
    enough = ranges >= FEWEST_PERIODS - 1
    mean = np.bincount(known.row, weights=known.value, minlength=known.count) / np.where(enough, known.periods, np.nan)
    moving = np.bincount(row, weights=np.abs(moves), minlength=known.count) / np.where(enough, ranges, np.nan)
    return mean - MOVING_RANGES * moving, mean + MOVING_RANGES * moving

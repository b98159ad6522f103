"""How far each indicator has ever moved in one period: what an effort is measured by, and how far one may ask."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ragcore.limits import FloatArray
from ragcore.position import Position
from ragcore.scorecard import Scorecard
from ragcore.so_far import so_far

# With fewer periods than this a history says too little of what can be for a cap to be taken from it.
FEWEST_PERIODS = 4


@dataclass(frozen=True, eq=False)
class Past:
    """What the history of n indicators has seen; each field of shape (n,).

    moved : the largest move from one period to the next, in either direction and in the indicator's unit; NaN where
        there are no two periods beside each other
    periods : how many periods have a figure, up to the position's own
    """

    moved: FloatArray
    periods: NDArray[np.int64]

    @property
    def is_long_enough(self) -> NDArray[np.bool_]:
        """Where there are periods enough to take a cap from."""
        return self.periods >= FEWEST_PERIODS


def past_of(scorecard: Scorecard, position: Position) -> Past:
    """What the history of each indicator of a position has seen, up to the position's own period.

    A history holds figures of one area, measured in one way, over periods of one kind, as `Scorecard.series` does.
    Where the file has one period only, its `previous` is the period before. A move over a missing period is none
    of one period and does not count.

    Source: docs/method.md#effort

    >>> from ragcore.figures import Figures
    >>> quarters = [f"2016/17 Q{number}" for number in (1, 2, 3)]
    >>> scorecard = Scorecard(Figures.of(id=["a"] * 3, period=quarters, value=[80.0, 83.0, 81.0]))
    >>> past = past_of(scorecard, scorecard.position())
    >>> past.moved, past.periods
    (array([3.]), array([3]))
    """
    known = so_far(scorecard, position)
    row, moves = known.moves()
    moved = np.full(len(position), np.nan)
    np.fmax.at(moved, row, np.abs(moves))
    return Past(moved, known.periods)

"""How far each indicator has ever moved in one period: what an effort is measured by, and how far one may ask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ragcore import periods
from ragcore.limits import FloatArray
from ragcore.position import Position
from ragcore.scorecard import Scorecard

# With fewer periods than this a history says too little of what can be for a cap to be taken from it.
FEWEST_PERIODS = 4

# Two figures further apart than this many of a history's own shortest steps are not one period apart: one is missing
# between them. More than 1, because months and quarters are not of one length.
_ONE_STEP = 1.5

_Known = dict[tuple[str, str, str, str], list[tuple[float, float]]]


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
    known = _known(scorecard)
    place = {text: float(index) for index, text in enumerate(scorecard.periods)}
    moved, counts = np.full(len(position), np.nan), np.zeros(len(position), dtype=np.int64)
    for row, (key, text) in enumerate(_keys(position)):
        when = _when(text, place)
        # Of a period that stands twice, the last figure counts, as for a position.
        own = dict(sorted((at, value) for at, value in known.get(key, ()) if at <= when))
        if len(own) == 1 and not np.isnan(position.figures.previous[row]):
            # Its own distance, whatever that is, is one period.
            own = {-np.inf: float(position.figures.previous[row])} | own
        counts[row] = len(own)
        moved[row] = _largest_move(np.array(list(own)), np.array(list(own.values())))
    return Past(moved, counts)


def _known(scorecard: Scorecard) -> _Known:
    """Every figure of a scorecard by what it is of, each with when it is about."""
    place = {text: float(index) for index, text in enumerate(scorecard.periods)}
    figures = scorecard.figures
    known: _Known = {}
    for (key, text), value in zip(_keys(scorecard), figures.value.tolist(), strict=True):
        if value == value:  # noqa: PLR0124  # NaN, no figure, differs from itself
            known.setdefault(key, []).append((_when(text, place), value))
    return known


def _keys(holder: Scorecard | Position) -> Iterator[tuple[tuple[str, str, str, str], str]]:
    """For each row what its history is of, and its period."""
    figures = holder.figures
    kinds = {text: periods.kind(text) for text in figures.codes("period").texts}
    for one, area, measured, period in zip(figures.id, figures.area, figures.measured, figures.period, strict=True):
        yield (one, area, measured, kinds[period]), period


def _when(text: str, place: dict[str, float]) -> float:
    """When a period ends, in days; its place among them all where that is not known."""
    period = periods.parse(text)
    return float(period.end.toordinal()) if period else place.get(text, 0.0)


def _largest_move(when: FloatArray, value: FloatArray) -> float:
    """The largest move between figures that are one period apart; NaN where no two are."""
    if len(value) < 2:
        return np.nan
    apart = np.diff(when)
    return float(np.abs(np.diff(value))[apart <= _ONE_STEP * apart.min()].max())

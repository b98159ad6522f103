"""What is known of each indicator up to the period of a position: its figures in time, all indicators at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ragcore import periods
from ragcore.coded import Coded, coded, grouped
from ragcore.figures import TextArray
from ragcore.limits import FloatArray
from ragcore.position import Position
from ragcore.scorecard import Scorecard

# Two figures further apart than this many of a history's own shortest steps are not one period apart: one is missing
# between them. More than 1, because months and quarters are not of one length.
_ONE_STEP = 1.5


@dataclass(frozen=True, eq=False)
class SoFar:
    """The m known figures of n indicators, indicator by indicator and each in time; each array of shape (m,).

    count : n; row : whose figure it is, a row of the position
    value : in the indicator's unit, never NaN
    when : when its period ends, in days; its place among the periods where that is not known
    period : its text; '' for the period before the only one of a file
    """

    count: int
    row: NDArray[np.intp]
    value: FloatArray
    when: FloatArray
    period: TextArray

    @property
    def periods(self) -> NDArray[np.int64]:
        """How many periods of each indicator have a figure; shape (n,)."""
        return np.bincount(self.row, minlength=self.count)

    def moves(self) -> tuple[NDArray[np.intp], FloatArray]:
        """Every move from one period to the next, in the indicator's unit, and the row that it is of.

        A move over a missing period is none.
        """
        beside = self.row[1:] == self.row[:-1]
        row, apart = self.row[1:][beside], self.when[1:][beside] - self.when[:-1][beside]
        shortest = np.full(self.count, np.inf)
        np.minimum.at(shortest, row, apart)
        one_step = apart <= _ONE_STEP * shortest[row]
        return row[one_step], np.diff(self.value)[beside][one_step]


def so_far(scorecard: Scorecard, position: Position) -> SoFar:
    """The figures of each indicator of a position, up to the position's own period.

    They are of one area, measured in one way, over periods of one kind, as those of `Scorecard.series`. Of a period
    that stands twice the last figure counts. Where the file has nothing earlier, its `previous` is the period before.

    >>> from ragcore.figures import Figures
    >>> years = ["2015/16", "2014/15", "2016/17"]
    >>> scorecard = Scorecard(Figures.of(id=["a"] * 3, period=years, value=[80.0, 83.0, 81.0]))
    >>> so_far(scorecard, scorecard.position(period="2015/16")).value
    array([83., 80.])
    """
    count = len(scorecard.figures)
    group, when = _groups(scorecard, position), _whens(scorecard, position)
    # A rank in place of a day: group and time make one whole number, and what is sought in it is a range.
    days, rank = np.unique(when, return_inverse=True)
    key = group * len(days) + rank
    own, begins = key[count:], group[count:] * len(days)
    rows = np.flatnonzero(~np.isnan(scorecard.figures.value))
    rows = rows[np.argsort(key[rows], kind="stable")]
    rows = rows[np.append(key[rows][1:] != key[rows][:-1], True)[: len(rows)]]
    in_time = key[rows]

    first, before = np.searchsorted(in_time, begins), np.searchsorted(in_time, own)
    lengths = np.searchsorted(in_time, own, side="right") - first
    row = np.repeat(np.arange(len(position)), lengths)
    at = rows[np.arange(len(row)) + np.repeat(first - (np.cumsum(lengths) - lengths), lengths)]
    lone = np.flatnonzero((before == first) & ~np.isnan(position.figures.previous))

    known = [
        (lone, row),
        (position.figures.previous[lone], scorecard.figures.value[at]),
        (np.full(len(lone), -np.inf), when[at]),
        (np.full(len(lone), "", dtype=object), scorecard.figures.codes("period").as_texts()[at]),
    ]
    in_order = np.argsort(np.concatenate(known[0]), kind="stable")
    return SoFar(len(position), *(np.concatenate(parts)[in_order] for parts in known))


def _groups(scorecard: Scorecard, position: Position) -> NDArray[np.int64]:
    """What the history of each row is of, as a number: first the rows of the scorecard, then those of the position."""
    named = [_together(scorecard, position, name, str) for name in ("id", "area", "measured")]
    kinds = _together(scorecard, position, "period", periods.kind)
    group, _ = grouped(*((each.codes, len(each.texts)) for each in (*named, kinds)))
    return group


def _whens(scorecard: Scorecard, position: Position) -> FloatArray:
    """When the period of each row ends, in days; its place among them all where that is not known."""
    period = _together(scorecard, position, "period", str)
    place = {text: float(index) for index, text in enumerate(scorecard.periods)}
    read = {text: periods.parse(text) for text in period.texts}
    ends = [float(known.end.toordinal()) if known else place.get(text, 0.0) for text, known in read.items()]
    return np.array(ends, dtype=np.float64)[period.codes]


def _together(scorecard: Scorecard, position: Position, column: str, meaning: Callable[[str], str]) -> Coded:
    """What a column means in the rows of both, in one code."""
    here, there = scorecard.figures.codes(column), position.figures.codes(column)
    both = coded([meaning(text) for text in (*here.texts, *there.texts)])
    codes = np.concatenate([here.codes, there.codes + len(here.texts)])
    return Coded(both.codes[codes], both.texts)

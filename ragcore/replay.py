"""Rule replay: how the past periods would have been rated under today's targets, another tolerance, or no amber."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ragcore.limits import Polarity
from ragcore.position import Position
from ragcore.rating import count
from ragcore.rule import Tolerance
from ragcore.scorecard import Scorecard

TARGETS = ("target", "target_low", "target_high")


@dataclass(frozen=True)
class Otherwise:
    """What is put in the place of the past rule; at least one thing of it.

    todays_targets : each indicator's latest target, or both of a band, in every period
    tolerance : one tolerance for all, except where a report states the worst value that is still amber
    no_amber : green and red only, whatever else the rule says of amber
    """

    todays_targets: bool = False
    tolerance: Tolerance | None = None
    no_amber: bool = False


@dataclass(frozen=True, eq=False)
class Replay:
    """The counts of each period, in time: as they were, and as they would have been.

    periods : the k periods that have a row in the area, as the scorecard spells them
    before, after : of shape (k, 5), in the order of the codes of `Rating`
    turned : how many indicators of each period have another rating; shape (k,)
    """

    periods: tuple[str, ...]
    before: NDArray[np.int64]
    after: NDArray[np.int64]
    turned: NDArray[np.int64]


def replay(scorecard: Scorecard, otherwise: Otherwise, area: str | None = None) -> Replay:
    """The counts of every period under another rule.

    area : one area, or None for every one

    An indicator that has no target today, or another polarity, keeps the target of its time.
    Raises ValueError with a sentence where there is nothing to put in its place, or two things contradict.

    Source: docs/method.md#rule-replay

    >>> from ragcore.figures import Figures
    >>> figures = Figures.of(id=["a", "a"], period=["2015/16", "2016/17"], value=[82.0, 84.0], target=[80.0, 85.0])
    >>> found = replay(Scorecard(figures), Otherwise(todays_targets=True))
    >>> found.before.tolist(), found.after.tolist()
    ([[0, 0, 0, 0, 1], [0, 0, 0, 1, 0]], [[0, 0, 0, 1, 0], [0, 0, 0, 1, 0]])
    """
    if otherwise == Otherwise():
        raise ValueError("Say what is to be otherwise: today's targets, another tolerance, or no amber.")
    if otherwise.tolerance is not None and otherwise.no_amber:
        raise ValueError("Another tolerance and no amber contradict each other; choose one of the two.")
    today = scorecard.position(area)
    periods, before, after, turned = [], [], [], []
    for period in scorecard.periods:
        was = scorecard.position(area, period)
        if not len(was):
            continue
        would_be = _under(was, today, otherwise)
        periods.append(period)
        before.append(count(was.ratings))
        after.append(count(would_be.ratings))
        turned.append(np.count_nonzero(was.ratings != would_be.ratings))
    shape = (len(periods), 5)
    return Replay(tuple(periods), np.reshape(before, shape), np.reshape(after, shape), np.array(turned, dtype=np.int64))


def _under(was: Position, today: Position, otherwise: Otherwise) -> Position:
    """A past position under what is put in the place of its rule."""
    figures, rule = was.figures, was.rule
    if otherwise.todays_targets:
        figures = figures.changed(**_targets_of(today, was))
    if otherwise.tolerance is not None:
        figures = figures.changed(
            amber=np.full(len(was), otherwise.tolerance.size),
            amber_percent=np.full(len(was), otherwise.tolerance.percent),
        )
    if otherwise.no_amber:
        nothing = {"amber": np.zeros(len(was)), "amber_limit": np.full(len(was), np.nan)}
        figures, rule = figures.changed(**nothing), rule.changed({"improved": ""})
    return Position(figures, rule)


def _targets_of(today: Position, was: Position) -> dict[str, NDArray[np.float64]]:
    """The targets of a past position, today's where there are any of the same kind; by column."""
    keys = zip(today.figures.id, today.figures.area, today.figures.polarity.tolist(), strict=True)
    rows = {key: row for row, key in enumerate(keys)}
    of = np.array(
        [
            rows.get(key, -1)
            for key in zip(was.figures.id, was.figures.area, was.figures.polarity.tolist(), strict=True)
        ],
        dtype=np.intp,
    )
    low, high = today.targets
    stated = (of >= 0) & ~np.isnan(low[of]) & ~np.isnan(high[of])
    stated &= was.figures.polarity != Polarity.NONE
    return {name: np.where(stated, getattr(today.figures, name)[of], getattr(was.figures, name)) for name in TARGETS}

"""Two positions beside each other: what flipped, from what to what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ragcore.position import Position
from ragcore.rating import Rating


@dataclass(frozen=True)
class Flip:
    """A rating that differs between two positions; row : the indicator's row in both."""

    row: int
    before: Rating
    after: Rating


def flips(before: Position, after: Position) -> list[Flip]:
    """The ratings that differ, in the order of the rows.

    Raises ValueError where the two do not hold the same indicators in the same rows.
    """
    _see_that_rows_match(before, after)
    return [
        Flip(int(row), Rating(before.ratings[row]), Rating(after.ratings[row]))
        for row in np.flatnonzero(before.ratings != after.ratings)
    ]


def matrix(before: Position, after: Position) -> NDArray[np.int64]:
    """How many indicators went from each rating to each other; on the diagonal those that have kept theirs.

    Shape (5, 5), before down and after across, both in the order of the codes of `Rating`. Raises ValueError as
    `flips` does.
    """
    _see_that_rows_match(before, after)
    counts = np.zeros((len(Rating), len(Rating)), dtype=np.int64)
    np.add.at(counts, (before.ratings, after.ratings), 1)
    return counts


def differing(positions: Sequence[Position]) -> NDArray[np.intp]:
    """The rows in which some positions differ: in the figure, a target, the indicator's own tolerance or the rating.

    What another tolerance of the whole scorecard leaves as it was is no difference of a row. Raises ValueError as
    `flips` does.

    >>> from ragcore.figures import Figures
    >>> from ragcore.rule import Rule
    >>> one, other = (Position(Figures.of(id=["a", "b"], value=[1.0, value]), Rule()) for value in (2.0, 3.0))
    >>> differing([one, other])
    array([1])
    """
    first, *others = positions
    differs = np.zeros(len(first), dtype=bool)
    for other in others:
        _see_that_rows_match(first, other)
        for one, two in zip(_told(first), _told(other), strict=True):
            differs |= (one != two) & ~((one != one) & (two != two))  # noqa: PLR0124  # NaN beside NaN is no difference
    return np.flatnonzero(differs)


def _told(position: Position) -> tuple[NDArray[np.generic], ...]:
    """What is told of each indicator; arrays of shape (n,)."""
    figures = position.figures
    return (position.ratings, figures.value, *position.targets, figures.amber, figures.amber_percent)


def _see_that_rows_match(before: Position, after: Position) -> None:
    one, other = before.figures, after.figures
    if not (np.array_equal(one.id, other.id) and np.array_equal(one.area, other.area)):
        raise ValueError("the two positions must hold the same indicators in the same rows")


def with_rating(counts: dict[Rating, int]) -> int:
    """How many measures have a red, amber or green rating.

    >>> with_rating({Rating.UNAVAILABLE: 2, Rating.UNRATED: 1, Rating.RED: 10, Rating.AMBER: 4, Rating.GREEN: 3})
    17
    """
    return counts[Rating.RED] + counts[Rating.AMBER] + counts[Rating.GREEN]

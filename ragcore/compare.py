"""Two positions beside each other: what flipped, from what to what."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

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
    if before.figures.id.shape != after.figures.id.shape or (before.figures.id != after.figures.id).any():
        raise ValueError("the two positions must hold the same indicators in the same rows")
    return [
        Flip(int(row), Rating(before.ratings[row]), Rating(after.ratings[row]))
        for row in np.flatnonzero(before.ratings != after.ratings)
    ]


def with_rating(counts: dict[Rating, int]) -> int:
    """How many measures have a red, amber or green rating.

    >>> with_rating({Rating.UNAVAILABLE: 2, Rating.UNRATED: 1, Rating.RED: 10, Rating.AMBER: 4, Rating.GREEN: 3})
    17
    """
    return counts[Rating.RED] + counts[Rating.AMBER] + counts[Rating.GREEN]

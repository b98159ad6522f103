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
    if _rows(before) != _rows(after):
        raise ValueError("the two positions must hold the same indicators in the same rows")
    return [
        Flip(int(row), Rating(before.ratings[row]), Rating(after.ratings[row]))
        for row in np.flatnonzero(before.ratings != after.ratings)
    ]


def _rows(position: Position) -> list[tuple[str, str]]:
    """What each row of a position is about."""
    return list(zip(position.figures.id, position.figures.area, strict=True))


def with_rating(counts: dict[Rating, int]) -> int:
    """How many measures have a red, amber or green rating.

    >>> with_rating({Rating.UNAVAILABLE: 2, Rating.UNRATED: 1, Rating.RED: 10, Rating.AMBER: 4, Rating.GREEN: 3})
    17
    """
    return counts[Rating.RED] + counts[Rating.AMBER] + counts[Rating.GREEN]

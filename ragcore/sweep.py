"""How the counts change as one thing moves for all indicators: every place where one does, found and not sampled."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ragcore.limits import FloatArray
from ragcore.position import Position
from ragcore.rating import Rating, RatingArray, count
from ragcore.sweep_kinds import KINDS

# Places that differ by less than this are one: what the noise of a subtraction makes of 2.9 is 2.9.
_SAME = 1e-9
_NOISE = 1e-12


@dataclass(frozen=True, eq=False)
class Sweep:
    """The counts of each rating from one end of a sweep to the other.

    what : one of KINDS; start, end : its ends; own : where the scorecard itself stands, None where no one place is its
    at : the k places where a rating changes, in order, of shape (k,); the first is always the start
    counts : how many have each rating exactly at each place; after : between it and the next, or the end, both of
        shape (k, 5) in the order of the codes of `Rating`; on an edge is the better rating, so the two may differ
    place, row : for each of m changes the index in `at`, and the indicator; shape (m,)
    before, on, then : its rating before, exactly at and after that place; shape (m,)
    """

    what: str
    start: float
    end: float
    own: float | None
    at: FloatArray
    counts: NDArray[np.int64]
    after: NDArray[np.int64]
    place: NDArray[np.intp]
    row: NDArray[np.intp]
    before: RatingArray
    on: RatingArray
    then: RatingArray

    def counts_at(self, place: float) -> NDArray[np.int64]:
        """How many have each rating at any place from start to end; shape (5,).

        Raises ValueError where the place is beyond them.
        """
        if not self.start - _SAME <= place <= self.end + _SAME:
            raise ValueError(f"The sweep goes from {self.start:g} to {self.end:g}.")
        index = max(0, int(np.searchsorted(self.at, place + _SAME, side="right")) - 1)
        counts: NDArray[np.int64] = (self.counts if abs(self.at[index] - place) <= _SAME else self.after)[index]
        return counts


def sweep(position: Position, what: str) -> Sweep:
    """The counts as one thing moves for every indicator.

    what : 'value', every value better by 0 to 20 points; 'gap', every gap to green closed by 0 to 100%; 'target',
        every target raised by 0 to 20 (made harder, whichever way is better); 'tolerance', every tolerance from 0 to 10

    The figure itself moves, not whole cases. Work grows as indicators times their logarithm.

    Source: docs/method.md#sweeps

    >>> from ragcore.figures import Figures
    >>> from ragcore.rule import Rule
    >>> figures = Figures.of(id=["a", "b"], value=[78.0, 84.0], target=[85.0, 85.0], unit=["%", "%"])
    >>> found = sweep(Position(figures, Rule()), "value")
    >>> found.at, found.counts[:, Rating.GREEN], found.counts[:, Rating.RED]
    (array([0., 1., 2., 7.]), array([0, 1, 1, 2]), array([1, 1, 0, 0]))
    """
    if what not in KINDS:
        raise ValueError(f"A sweep is of {', '.join(list(KINDS)[:-1])} or {list(KINDS)[-1]}, not of '{what[:60]}'.")
    kind = KINDS[what](position)
    breaks = _in_order(kind.breaks, kind.start, kind.end)
    on = kind.rated(breaks)
    # Between two places nothing changes, so any point there speaks for all of it.
    then = kind.rated((breaks + np.concatenate([breaks[1:], np.full_like(breaks[:1], kind.end)])) / 2.0)
    before = np.concatenate([on[:1], then[:-1]])
    stood = count(on[0])
    changes = (on != before) | (then != before)
    at, place = _places(breaks[changes], kind.start)
    on, then, before = on[changes], then[changes], before[changes]
    left, became = _per_place(place, before, len(at)), _per_place(place, then, len(at))
    after = stood + np.cumsum(became - left, axis=0)
    counts = np.concatenate([[stood], after[:-1]]) + _per_place(place, on, len(at)) - left
    return Sweep(
        what=what,
        start=kind.start,
        end=kind.end,
        own=kind.own,
        at=at,
        counts=counts,
        after=after,
        place=place,
        row=np.nonzero(changes)[1],
        before=before,
        on=on,
        then=then,
    )


def _in_order(breaks: FloatArray, start: float, end: float) -> FloatArray:
    """The start and the places after it, in order and each once; the others are the end. Shape (m + 1, n)."""
    inside = np.where((breaks > start + _SAME) & (breaks < end - _SAME), breaks, end)
    inside.sort(axis=0)
    # Of two that are the same but for noise the first counts.
    again = np.diff(inside, axis=0, prepend=-np.inf) <= _SAME
    inside[again] = end
    inside.sort(axis=0)
    return np.concatenate([np.full_like(inside[:1], start), inside])


def _places(found: FloatArray, start: float) -> tuple[FloatArray, NDArray[np.intp]]:
    """The places of all indicators in order, the start before them, and for each that was found its index there."""
    order = np.argsort(found, kind="stable")
    in_order = np.concatenate([[start], found[order]])
    begins = np.diff(in_order, prepend=-np.inf) > _SAME
    place = np.empty(len(found), dtype=np.intp)
    place[order] = (np.cumsum(begins) - 1)[1:]
    at = in_order[begins]
    # What a subtraction leaves behind the ninth decimal is no part of a place.
    plain = np.round(at, 9)
    return np.where(np.abs(plain - at) <= _NOISE, plain, at), place


def _per_place(place: NDArray[np.intp], ratings: RatingArray, places: int) -> NDArray[np.int64]:
    """How many of some ratings are at each place; shape (places, 5)."""
    counts: NDArray[np.int64] = np.bincount(place * len(Rating) + ratings, minlength=places * len(Rating))
    return counts.reshape(places, len(Rating))

"""For a budget of effort or of cases: the most greens or the fewest reds, and the whole curve of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ragcore.candidates import Candidates
from ragcore.limits import SLACK, FloatArray
from ragcore.rating import Rating
from ragcore.routes import Route, route_of

# What a budget may be spent on: more greens, or fewer reds.
WISHES = (Rating.GREEN, Rating.RED)


@dataclass(frozen=True, eq=False)
class Curve:
    """How many greens (or reds) there are for each effort: the cheapest indicator first, then the next.

    row, to : the indicator that each of m steps moves, and the rating that it moves it to; shape (m,)
    own : what each step costs by itself, never less than the one before; shape (m,)
    effort : what all up to here cost, of shape (m + 1,); the first is 0
    counts : how many greens (or reds) there are then, of shape (m + 1,); the first is how many there are now
    """

    row: NDArray[np.intp]
    to: NDArray[np.int8]
    own: FloatArray
    effort: FloatArray
    counts: NDArray[np.int64]


def curve_of(candidates: Candidates, wish: Rating = Rating.GREEN) -> Curve:
    """The most greens, or the fewest reds, for every effort.

    Each indicator makes one green more (or one red fewer) at its own price, so the cheapest ones together are the
    least effort for so many: no solver could find less. Of equal prices the first in the file comes first.

    wish : one of WISHES

    Source: docs/method.md#budgets

    >>> from ragcore.candidates import candidates_of
    >>> from ragcore.figures import Figures
    >>> from ragcore.past import Past
    >>> from ragcore.position import Position
    >>> from ragcore.rule import Rule
    >>> figures = Figures.of(id=["a", "b"], value=[70.0, 80.0], target=[85.0, 85.0], unit=["%", "%"])
    >>> past = Past(moved=np.array([5.0, 5.0]), periods=np.array([3, 3]))
    >>> curve = curve_of(candidates_of(Position(figures, Rule()), past))
    >>> curve.effort, curve.counts
    (array([0., 1., 4.]), array([0, 1, 2]))
    """
    if wish not in WISHES:
        raise ValueError("A budget is for more green or for fewer red.")
    position, amber, green = candidates.position, candidates.effort[Rating.AMBER], candidates.effort[Rating.GREEN]
    if wish == Rating.GREEN:
        price, to, step = green, np.full(len(position), Rating.GREEN), 1
    else:
        red = position.ratings == Rating.RED
        price = np.where(red, np.minimum(amber, green), np.inf)
        to, step = np.where(amber <= green, Rating.AMBER, Rating.GREEN), -1
    rows = np.argsort(price, kind="stable")
    rows = rows[np.isfinite(price[rows])]
    own = price[rows]
    return Curve(
        row=rows,
        to=to[rows].astype(np.int8),
        own=own,
        effort=np.concatenate([[0.0], np.cumsum(own)]),
        counts=position.counts[wish] + step * np.arange(len(rows) + 1),
    )


def route_for(candidates: Candidates, budget: float, wish: Rating = Rating.GREEN) -> Route:
    """The route to the most greens, or the fewest reds, for at most so much effort; of those the one of least effort.

    budget : in what the terms of the candidates count, cases included

    Raises ValueError with a sentence where the budget is none.
    """
    if not budget >= 0.0:
        raise ValueError("A budget is a number of cases, or an effort, not below 0.")
    curve = curve_of(candidates, wish)
    # On the budget is within it, whatever the noise of a sum.
    taken = int(np.searchsorted(curve.effort, budget * (1.0 + SLACK) + SLACK, side="right")) - 1
    order = np.argsort(curve.row[:taken])
    return route_of(candidates, curve.row[:taken][order], curve.to[:taken][order] == Rating.GREEN)

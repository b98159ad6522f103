"""What a route may choose from: for each indicator the move to amber and to green, its effort, or what stops it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from ragcore.effort import Ways, counts_what, ways_to
from ragcore.limits import SLACK, FloatArray
from ragcore.past import Past
from ragcore.placed import where_children_live
from ragcore.position import Position
from ragcore.rating import Rating, rate

# How effort is counted: as a share of each indicator's own largest past move, in points, or in cases.
EFFORTS = ("share", "points", "cases")
# What a route may move an indicator to.
AIMS = (Rating.AMBER, Rating.GREEN)


class Stop(IntEnum):
    """Why an indicator is not moved to a rating."""

    NONE = 0
    THERE = 1  # it has the rating, or the move has it reach a better one
    NO_RATING = 2  # no value, no target or no better direction
    LOCKED = 3  # the user said so
    PLACED = 4  # a measure of where children live
    NO_VALUE = 5  # no value that can be has the rating
    NO_PAST = 6  # effort is a share of past moves, and it has none
    TOO_FAR = 7  # further than the most that was said, or than its past has seen


@dataclass(frozen=True)
class Terms:
    """On what terms a route is looked for.

    by : one of EFFORTS; weights : with points, what one point of an indicator weighs, by its id; else 1
    locked : the ids not to be touched; unlocked : ids of measures of where children live that may be moved
    most : how far an indicator may move, in its unit, by its id; else as far as its past has seen in one period
    """

    by: str = "share"
    weights: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    locked: frozenset[str] = frozenset()
    unlocked: frozenset[str] = frozenset()
    most: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, eq=False)
class Candidates:
    """The moves that are open in a position; each array of shape (n,).

    ways : by rating, the least move to it
    effort : by rating, what that costs; infinite where it is not open
    stop : by rating, a code of `Stop`: why it is not open
    most : how far each may move, in its unit; infinite where there is no cap
    no_cap : the rows that have none because their history is too short for one
    placed : the measures of where children live that are locked, by id, each with the word that it is known by
    """

    position: Position
    terms: Terms
    ways: Mapping[Rating, Ways]
    effort: Mapping[Rating, FloatArray]
    stop: Mapping[Rating, NDArray[np.int8]]
    most: FloatArray
    no_cap: NDArray[np.intp]
    placed: Mapping[str, str]


def candidates_of(position: Position, past: Past, terms: Terms = Terms()) -> Candidates:
    """The moves that are open in a position on some terms.

    Raises ValueError with a sentence where the terms do not fit the position: an unknown id, a weight that is none,
    an indicator twice, or cases that cannot be added up.

    Source: docs/method.md#effort

    >>> from ragcore.figures import Figures
    >>> from ragcore.rule import Rule
    >>> position = Position(Figures.of(id=["a"], value=[70.0], target=[85.0], unit=["%"]), Rule())
    >>> found = candidates_of(position, Past(moved=np.array([20.0]), periods=np.array([4])))
    >>> found.effort[Rating.AMBER], found.effort[Rating.GREEN]
    (array([0.5]), array([0.75]))
    """
    _see_that_they_fit(position, terms)
    figures = position.figures
    # What the user locked is told as such; what the user unlocked is left alone.
    told = terms.locked | terms.unlocked
    placed = {one: word for one, word in where_children_live(figures).items() if one not in told}
    own = np.array([terms.most.get(one, np.nan) for one in figures.id], dtype=np.float64)
    by_past = np.isnan(own)
    most = np.where(by_past, np.where(past.is_long_enough, past.moved, np.inf), own)
    ways = {to: ways_to(position, past, to) for to in AIMS}
    stop = {to: _stops(position, to, ways[to], most, terms, placed) for to in AIMS}
    # What moves to amber and reaches green in doing so is a move to green.
    reached = rate(position.as_rated(ways[Rating.AMBER].value), position.limits) == Rating.GREEN
    stop[Rating.AMBER][(stop[Rating.AMBER] == Stop.NONE) & reached] = Stop.THERE
    if terms.by == "cases":
        _see_that_cases_add_up(position, stop)
    effort = {to: np.where(stop[to] == Stop.NONE, _effort(position, ways[to], terms), np.inf) for to in AIMS}
    open_ = np.any([stop[to] == Stop.NONE for to in AIMS], axis=0)
    no_cap = np.flatnonzero(open_ & by_past & ~past.is_long_enough)
    return Candidates(position, terms, ways, effort, stop, most, no_cap, placed)


def _stops(
    position: Position, to: Rating, ways: Ways, most: FloatArray, terms: Terms, placed: Mapping[str, str]
) -> NDArray[np.int8]:
    """What stops each indicator on its way to a rating; of several things the one that lies deepest."""
    ids, ratings = position.figures.id, position.ratings
    conditions = [
        (ratings <= Rating.UNRATED, Stop.NO_RATING),
        (ratings >= to, Stop.THERE),
        (np.array([one in terms.locked for one in ids], dtype=bool), Stop.LOCKED),
        (np.array([one in placed for one in ids], dtype=bool), Stop.PLACED),
        (np.isnan(ways.value), Stop.NO_VALUE),
        (np.isnan(ways.share) & (terms.by == "share"), Stop.NO_PAST),
        # On its most is within it, whatever the noise of binary fractions.
        (ways.points > most + SLACK * np.maximum(most, np.abs(position.figures.value)) + 1e-9, Stop.TOO_FAR),
    ]
    found = np.select([condition for condition, _ in conditions], [code for _, code in conditions], Stop.NONE)
    return found.astype(np.int8)


def _effort(position: Position, ways: Ways, terms: Terms) -> FloatArray:
    """What each move costs."""
    if terms.by == "share":
        return ways.share
    if terms.by == "cases":
        return np.abs(ways.cases)
    return ways.points * np.array([terms.weights.get(one, 1.0) for one in position.figures.id], dtype=np.float64)


def _see_that_they_fit(position: Position, terms: Terms) -> None:
    """Raise ValueError where terms are none, or are not about this position."""
    ids = position.figures.id
    known = set(ids)
    if len(known) < len(ids):
        raise ValueError("A route is for one area at a time; choose one, because a measure stands here more than once.")
    if terms.by not in EFFORTS:
        raise ValueError(f"Effort is counted as {', '.join(EFFORTS[:-1])} or {EFFORTS[-1]}, not as '{terms.by}'.")
    named = [*sorted(terms.locked), *sorted(terms.unlocked), *terms.weights, *terms.most]
    if unknown := next((one for one in named if one not in known), None):
        raise ValueError(f"There is no measure '{unknown[:60]}' here; use the ids of the scorecard.")
    if both := sorted(terms.locked & terms.unlocked) or sorted(terms.locked & terms.most.keys()):
        raise ValueError(f"'{both[0]}' is locked and may be moved at once; choose one of the two.")
    if terms.weights and terms.by != "points":
        raise ValueError("Weights are for effort in points; a share of past moves, or cases, need none.")
    if not all(math.isfinite(weight) and weight > 0 for weight in terms.weights.values()):
        raise ValueError("A weight is a number above 0; lock a measure to leave it alone.")
    if not all(math.isfinite(most) and most >= 0 for most in terms.most.values()):
        raise ValueError("The most that a measure may move is a number in its own unit, not below 0.")


def _see_that_cases_add_up(position: Position, stop: Mapping[Rating, NDArray[np.int8]]) -> None:
    """Raise ValueError where some that may move have no counts, or count different things."""
    figures = position.figures
    rows = np.flatnonzero(np.any([stop[to] == Stop.NONE for to in AIMS], axis=0))
    way_out = "count effort as a share of past moves or in points"
    if uncounted := [figures.indicator[row] or figures.id[row] for row in rows if not figures.counted[row]]:
        raise ValueError(f"{_listed(uncounted)} no counts that agree with the value; lock what has none, or {way_out}.")
    things = counts_what(position)
    kinds = list(dict.fromkeys(things[row] for row in rows))
    if len(kinds) > 1:
        named = ", ".join(kind or "what the file does not say" for kind in kinds)
        raise ValueError(f"Cases of different things do not add up ({named}); lock all but one kind, or {way_out}.")
    if kinds == [""] and len(rows) > 1:
        raise ValueError(f"The file does not say what its counts count, so they do not add up; say so, or {way_out}.")


def _listed(names: Sequence[str]) -> str:
    """One or more measures that have something."""
    if len(names) == 1:
        return f"'{names[0]}' has"
    return f"'{names[0]}' and {len(names) - 1} more have"

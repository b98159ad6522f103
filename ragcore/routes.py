"""Routes to green: the least that would have to change for a goal to be reached, or what stands in the way of it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from ragcore.candidates import AIMS, Candidates, Stop
from ragcore.goals import Goal, Needs
from ragcore.rating import Rating, RatingArray, count
from ragcore.scenario import Change, Scenario
from ragcore.solver import Choice, model_of, solved

# Stands beside every route, wherever it is shown.
NOT_ADVICE = "A sum, not advice"
# How many routes are looked for.
MOST_ROUTES = 3


class Reach(IntEnum):
    """Whether a goal can be reached."""

    ALREADY = 0
    REACHED = 1
    OUT_OF_REACH = 2


@dataclass(frozen=True)
class Move:
    """What a route has one indicator do, in its own unit; None is not known.

    points : how far, never below 0; cases : how many more (or, negative, fewer) in the numerator
    share : points as a share of its own largest past move; effort : what the move counts
    """

    row: int
    id: str
    was: Rating
    to: Rating
    before: float
    after: float
    points: float
    cases: int | None
    share: float | None
    effort: float


@dataclass(frozen=True)
class Route:
    """Moves that together reach something, in the order of the file.

    effort : the sum of their efforts; counts, key_counts : how many have each rating then, and among the key ones
    """

    moves: tuple[Move, ...]
    effort: float
    counts: dict[Rating, int]
    key_counts: dict[Rating, int]

    @property
    def changes(self) -> tuple[Change, ...]:
        """The same as changes: a scenario with these stands where the route leads."""
        return tuple(Change(move.id, "value", move.after) for move in self.moves)

    def scenario(self, base: Scenario = Scenario()) -> Scenario:
        """A scenario with the route's values beside what it already changes."""
        return base.with_changes((*base.changes, *self.changes))


@dataclass(frozen=True)
class Obstacle:
    """An indicator that a goal would need and that is not moved so far.

    to : the rating that it does not reach; stop : why
    points : how far that would be, in its unit; most : how far it may move; None where there is no such figure
    """

    row: int
    id: str
    to: Rating
    stop: Stop
    points: float | None
    most: float | None


@dataclass(frozen=True)
class Answer:
    """What there is to say of a goal.

    needs : the goal in numbers; short : what of it is missing, in the same numbers, even when all that may move does
    routes : up to MOST_ROUTES, the least effort first, each leaving alone at least half of what each before moves
    nearest : where the goal is out of reach, the least effort that comes as near to it as can be; None where
        nothing that may move comes nearer
    obstacles : where the goal is out of reach, what stands in the way, in the order of the file
    """

    goal: Goal
    needs: Needs
    reach: Reach
    routes: tuple[Route, ...]
    short: Needs
    nearest: Route | None = None
    obstacles: tuple[Obstacle, ...] = ()


def routes_to(goal: Goal, candidates: Candidates, most: int = MOST_ROUTES) -> Answer:
    """The routes of least effort to a goal, at most so many.

    Raises ValueError as `Goal.needs` does.

    Source: docs/method.md#routes

    >>> from ragcore.candidates import candidates_of
    >>> from ragcore.figures import Figures
    >>> from ragcore.past import Past
    >>> from ragcore.position import Position
    >>> from ragcore.rule import Rule
    >>> figures = Figures.of(id=["a", "b"], value=[70.0, 80.0], target=[85.0, 85.0], unit=["%", "%"])
    >>> past = Past(moved=np.array([5.0, 5.0]), periods=np.array([3, 3]))
    >>> answer = routes_to(Goal(greens=1), candidates_of(Position(figures, Rule()), past))
    >>> [(route.changes[0].id, route.effort) for route in answer.routes]
    [('b', 1.0), ('a', 3.0)]
    """
    position = candidates.position
    needs = goal.needs(position)
    if not any(needs.short(position)):
        return Answer(goal, needs, Reach.ALREADY, (), Needs(0, 0, 0))
    nearest, short = _as_near_as_can_be(needs, candidates)
    if any(short):
        there = least_route(nearest, candidates) if nearest.short(position) != Needs(0, 0, 0) else None
        return Answer(goal, needs, Reach.OUT_OF_REACH, (), short, there, _obstacles(short, candidates))
    routes: list[Route] = []
    while len(routes) < most and (found := least_route(needs, candidates, routes)):
        routes.append(found)
    return Answer(goal, needs, Reach.REACHED, tuple(routes), short)


def least_route(needs: Needs, candidates: Candidates, apart: Sequence[Route] = ()) -> Route | None:
    """The route of least effort to a goal in numbers; None where there is none.

    apart : routes from which it differs truly: of what each moves, it leaves at least half alone
    """
    position = candidates.position
    choice = Choice(
        amber=candidates.effort[Rating.AMBER],
        green=candidates.effort[Rating.GREEN],
        red=position.ratings == Rating.RED,
        key=position.figures.key,
    )
    others = [(np.array([move.row for move in route.moves]), _at_most_again(len(route.moves))) for route in apart]
    found = solved(model_of(choice, needs.short(position), others))
    return None if found is None else route_of(candidates, *found)


def route_of(candidates: Candidates, rows: NDArray[np.intp], to_green: NDArray[np.bool_]) -> Route:
    """The route that moves some rows, each to green or to amber.

    rows, to_green : both of shape (m,), in the order of the file
    """
    position = candidates.position
    moves = tuple(
        _move(candidates, int(row), Rating.GREEN if green else Rating.AMBER)
        for row, green in zip(rows, to_green, strict=True)
    )
    after: RatingArray = position.ratings.copy()
    after[rows] = np.where(to_green, Rating.GREEN, Rating.AMBER)
    return Route(
        moves=moves,
        effort=math.fsum(move.effort for move in moves),
        counts=_counts(after),
        key_counts=_counts(after[position.figures.key]),
    )


def _move(candidates: Candidates, row: int, to: Rating) -> Move:
    ways, position = candidates.ways[to], candidates.position
    cases, share = float(ways.cases[row]), float(ways.share[row])
    return Move(
        row=row,
        id=str(position.figures.id[row]),
        was=Rating(position.ratings[row]),
        to=to,
        before=float(position.figures.value[row]),
        after=float(ways.value[row]),
        points=float(ways.points[row]),
        cases=None if math.isnan(cases) else int(cases),
        share=None if math.isnan(share) else share,
        effort=float(candidates.effort[to][row]),
    )


def _counts(ratings: RatingArray) -> dict[Rating, int]:
    return dict(zip(Rating, count(ratings).tolist(), strict=True))


def _at_most_again(moved: int) -> int:
    """Of so many that a route moves, how many a truly different one may move again."""
    return moved // 2


def _as_near_as_can_be(needs: Needs, candidates: Candidates) -> tuple[Needs, Needs]:
    """The nearest to a goal that all the open moves together come, and what of the goal is missing then.

    No move makes anything worse, so all of them together come nearest in each of the three numbers at once.
    """
    position = candidates.position
    best: RatingArray = position.ratings.copy()
    for to in AIMS:
        best[candidates.stop[to] == Stop.NONE] = to
    counts, key_counts = _counts(best), _counts(best[position.figures.key])
    nearest = Needs(
        min(needs.greens, counts[Rating.GREEN]),
        max(needs.reds, counts[Rating.RED]),
        max(needs.key_reds, key_counts[Rating.RED]),
    )
    short = Needs(needs.greens - nearest.greens, nearest.reds - needs.reds, nearest.key_reds - needs.key_reds)
    return nearest, short


def _obstacles(short: Needs, candidates: Candidates) -> tuple[Obstacle, ...]:
    """What is not moved as far as the missing part of a goal would need."""
    position = candidates.position
    stays_red = (candidates.stop[Rating.AMBER] != Stop.NONE) & (candidates.stop[Rating.GREEN] != Stop.NONE)
    stays_red &= position.ratings == Rating.RED
    stays = np.zeros(len(position), dtype=bool)
    if short.reds:
        stays |= stays_red
    if short.key_reds:
        stays |= stays_red & position.figures.key
    to = np.where(stays, Rating.AMBER, Rating.GREEN)
    if short.greens:
        stays |= ~np.isin(candidates.stop[Rating.GREEN], [Stop.NONE, Stop.THERE])
        to[:] = Rating.GREEN
    return tuple(_obstacle(candidates, int(row), Rating(to[row])) for row in np.flatnonzero(stays))


def _obstacle(candidates: Candidates, row: int, to: Rating) -> Obstacle:
    stop = Stop(candidates.stop[to][row])
    # Where the move to amber would be green at once, it is the one to green that is stopped.
    if stop == Stop.THERE:
        to, stop = Rating.GREEN, Stop(candidates.stop[Rating.GREEN][row])
    points, most = float(candidates.ways[to].points[row]), float(candidates.most[row])
    return Obstacle(
        row=row,
        id=str(candidates.position.figures.id[row]),
        to=to,
        stop=stop,
        points=None if math.isnan(points) else points,
        most=most if math.isfinite(most) else None,
    )

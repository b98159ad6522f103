"""Goal seek both ways: the value that reaches a rating, and the most ambitious target that a value still meets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ragcore.effort import ways_to
from ragcore.limits import SLACK, Edge, FloatArray, Polarity
from ragcore.past import Past
from ragcore.position import Position
from ragcore.rating import Rating
from ragcore.scenario import Change, Scenario, apply


class Sought(NamedTuple):
    """The value that reaches a rating, in the indicator's unit, and how far it is from where the value stands.

    points : never below 0; cases : how many more (or, negative, fewer), None where there are no counts
    """

    value: float
    points: float
    cases: int | None


@dataclass(frozen=True, eq=False)
class Targets:
    """The most ambitious targets of n indicators that their values still meet, by the name of a change's field.

    Each of shape (n,), in the indicator's unit; of a band each of its two with the other as it is. Plus or minus
    infinity where any target will do. NaN where the indicator has no such target, no value or no better direction,
    and where no target will do.
    """

    target: FloatArray
    target_low: FloatArray
    target_high: FloatArray


def value_that_reaches(position: Position, row: int, to: Rating, changes: Iterable[Change] = ()) -> Sought | None:
    """The nearest value of one indicator that has a rating or a better one; None where none that can be has.

    changes : other targets or tolerances to seek it for

    A value with counts moves in whole cases, and one that has the rating already stays where it is.

    Source: docs/method.md#goal-seek

    >>> from ragcore.figures import Figures
    >>> from ragcore.rule import Rule
    >>> position = Position(Figures.of(id=["a"], value=[82.0], target=[85.0]), Rule())
    >>> value_that_reaches(position, 0, Rating.GREEN, [Change("a", "target", 90)])
    Sought(value=90.0, points=8.0, cases=None)
    """
    one = Position(position.figures.take(np.array([row])), position.rule)
    one = apply(Scenario().with_changes(changes), one)
    ways = ways_to(one, Past(np.full(1, np.nan), np.zeros(1, dtype=np.int64)), to)
    value, cases = float(ways.value[0]), float(ways.cases[0])
    if np.isnan(value) or one.ratings[0] <= Rating.UNRATED:
        return None
    return Sought(value, float(ways.points[0]), None if np.isnan(cases) else int(cases))


def targets_still_met(position: Position, to: Rating = Rating.GREEN) -> Targets:
    """The most ambitious targets at which each value, as the rule rates it, still has a rating or a better one.

    The value is the position's: for a projected one, ask of the position that the scenario makes.

    Source: docs/method.md#goal-seek

    >>> from ragcore.figures import Figures
    >>> from ragcore.rule import Rule, Tolerance
    >>> position = Position(Figures.of(id=["a"], value=[82.1], target=[85.0]), Rule(amber=Tolerance(5.0)))
    >>> targets_still_met(position).target, targets_still_met(position, Rating.AMBER).target
    (array([82.1]), array([87.1]))
    """
    edges, value = position.edges, position.rated_value
    better_low, better_high = value >= edges.better_low, value <= edges.better_high
    up = _most_at_low_edge(edges.green_low, edges.amber_low, better_low, value, to)
    down = -_most_at_low_edge(_mirrored(edges.green_high), _mirrored(edges.amber_high), better_high, -value, to)
    polarity = position.figures.polarity
    band = polarity == Polarity.BAND
    # Of a band the other end must be met as it is, and the two must not pass each other.
    low_target, high_target = position.targets
    low_holds, high_holds = _at_most(low_target, up), _at_most(down, high_target)
    low = np.minimum(up, _most(edges.green_low, edges.green_high.at(high_target, 0.0)))
    high = np.maximum(down, -_most(_mirrored(edges.green_high), -edges.green_low.at(low_target, 0.0)))
    nothing = np.isnan(value)
    return Targets(
        target=_plain(
            np.select([polarity == Polarity.HIGHER, polarity == Polarity.LOWER], [up, down], np.nan), nothing
        ),
        target_low=_plain(np.where(band & high_holds, low, np.nan), nothing),
        target_high=_plain(np.where(band & low_holds, high, np.nan), nothing),
    )


def no_more_ambitious(target: FloatArray, decimals: NDArray[np.int8], lower_is_better: NDArray[np.bool_]) -> FloatArray:
    """The nearest target in so many decimals that is no more ambitious; all of shape (n,).

    >>> no_more_ambitious(np.array([86.47, 19.12]), np.array([1, 1], dtype=np.int8), np.array([False, True]))
    array([86.4, 19.2])
    """
    power, side = 10.0 ** decimals.astype(np.float64), np.where(lower_is_better, -1.0, 1.0)
    scaled = side * target * power
    down: FloatArray = side * np.floor(scaled + SLACK * np.abs(scaled)) / power
    return down


def _most_at_low_edge(green: Edge, amber: Edge, better: NDArray[np.bool_], value: FloatArray, to: Rating) -> FloatArray:
    """The greatest target at which a value is at a lower edge or above it; minus infinity where none is.

    better : where the value is better than the previous one, as far as the rule asks for it
    """
    by_green = _most(green, value)
    if to == Rating.GREEN:
        return by_green
    # Amber holds green, whatever else the rule asks of it.
    return np.maximum(by_green, np.where(better, _most(amber, value), -np.inf))


def _most(edge: Edge, value: FloatArray) -> FloatArray:
    """The greatest target whose edge is not above a value; shape (n,).

    An edge bends at a target of 0, and nowhere else. It rises below 0; above 0 it may stay or fall, with a tolerance
    of 100% or more or where it is a stated figure, and then any target will do once one does.
    """
    above, below = edge.slope + edge.bend, edge.slope - edge.bend
    room = value - edge.offset
    on_it = room >= -SLACK * np.abs(edge.offset)
    with np.errstate(divide="ignore", invalid="ignore"):
        least = np.where(below > 0.0, room / below, -np.inf)
        found: FloatArray = np.where(on_it, np.where(above > 0.0, room / above, np.inf), least)
    return found


def _at_most(one: FloatArray, other: FloatArray) -> NDArray[np.bool_]:
    """Where one figure is no more than another, whatever the noise of binary fractions."""
    at_most: NDArray[np.bool_] = (one <= other) | (np.abs(one - other) <= 2 * SLACK * np.abs(one))
    return at_most


def _mirrored(edge: Edge) -> Edge:
    """The edge with up and down exchanged, in a target with up and down exchanged."""
    return Edge(-edge.offset, edge.slope, -edge.bend)


def _plain(target: FloatArray, nothing: NDArray[np.bool_]) -> FloatArray:
    """Targets without the noise of a division; NaN where there is no value."""
    return np.array([np.nan if none else float(f"{one:.14g}") for one, none in zip(target, nothing, strict=True)])

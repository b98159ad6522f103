"""What made each rating another one: projected performance, moved targets, or a changed tolerance or rule."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import combinations
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from ragcore.compare import Flip, flips
from ragcore.position import Position
from ragcore.rating import Rating
from ragcore.scenario import Scenario, apply

TARGETS = ("target", "target_low", "target_high")


class Cause(IntEnum):
    """What made a flip: one part of the scenario; any one of several; or several only together."""

    PERFORMANCE = 0
    TARGET = 1
    RULE = 2
    EITHER = 3
    TOGETHER = 4


PARTS = (Cause.PERFORMANCE, Cause.TARGET, Cause.RULE)
_PART_OF = {"value": Cause.PERFORMANCE, "amber": Cause.RULE} | dict.fromkeys(TARGETS, Cause.TARGET)

Parts = frozenset[Cause]


@dataclass(frozen=True)
class Causes:
    """The flips of a scenario, each with its one cause.

    flips : the ratings that differ from the position as it stands, in the order of the rows
    cause : a code of `Cause` for each flip
    alone : for each flip the parts of which each makes it alone; empty where it takes several together
    together : for each flip of TOGETHER the smallest sets of parts that make it; empty for every other flip
    net : for each cause how many more (or, negative, fewer) of each rating its flips make; over all causes these add
        up to the difference of the counts
    """

    flips: list[Flip]
    cause: NDArray[np.int8]
    alone: tuple[Parts, ...]
    together: tuple[frozenset[Parts], ...]
    net: dict[Cause, dict[Rating, int]]


def causes(scenario: Scenario, position: Position) -> Causes:
    """What made each rating another one than the position as it stands has.

    Source: docs/method.md#what-turned-it-green

    >>> from ragcore.figures import Figures
    >>> from ragcore.rule import Rule, Tolerance
    >>> from ragcore.scenario import Change
    >>> position = Position(Figures.of(id=["a"], value=[82.0], target=[85.0]), Rule(amber=Tolerance(5.0)))
    >>> scenario = Scenario().plus(Change("a", "value", 83.0)).plus(Change("a", "target", 83.0))
    >>> found = causes(scenario, position)
    >>> Cause(found.cause[0]).name, found.net[Cause.TOGETHER][Rating.GREEN]
    ('TOGETHER', 1)
    """
    positions = _positions(scenario, position)
    # The last set is of all the parts.
    found = flips(position, list(positions.values())[-1])
    smallest = [
        _smallest([parts for parts, other in positions.items() if other.ratings[flip.row] == flip.after])
        for flip in found
    ]
    cause = [_cause(each) for each in smallest]
    net = {each: dict.fromkeys(Rating, 0) for each in Cause}
    for flip, each in zip(found, cause, strict=True):
        net[each][flip.before] -= 1
        net[each][flip.after] += 1
    return Causes(
        flips=found,
        cause=np.array(cause, dtype=np.int8),
        alone=tuple(frozenset().union(*(parts for parts in each if len(parts) == 1)) for each in smallest),
        together=tuple(frozenset(parts for parts in each if len(parts) > 1) for each in smallest),
        net=net,
    )


def only(scenario: Scenario, parts: Parts) -> Scenario:
    """The scenario with only some of its parts, each a cause of PARTS: what belongs to the others is left out.

    >>> from ragcore.scenario import Change
    >>> scenario = Scenario().plus(Change("a", "value", 83.0)).plus(Change("a", "target", 83.0))
    >>> [change.field for change in only(scenario, frozenset({Cause.TARGET})).changes]
    ['target']
    """
    changes = tuple(change for change in scenario.changes if _PART_OF[change.field] in parts)
    return replace(scenario, changes=changes, rule=scenario.rule if Cause.RULE in parts else MappingProxyType({}))


def won_by_target(scenario: Scenario, position: Position, after: Position | None = None) -> NDArray[np.bool_]:
    """Where an indicator is green under the scenario and would not be with its targets left where they stand.

    The rest of the scenario is kept, so a green that would merely have been lost is one of them too. Shape (n,).

    after : the position as the scenario would have it, where that is known already

    >>> from ragcore.figures import Figures
    >>> from ragcore.rule import Rule
    >>> from ragcore.scenario import Change
    >>> position = Position(Figures.of(id=["a", "b"], value=[82.0, 90.0], target=[85.0, 85.0]), Rule())
    >>> won_by_target(Scenario(changes=(Change("a", "target", 82), Change("b", "target", 80))), position)
    array([ True, False])
    """
    if all(change.field not in TARGETS for change in scenario.changes):
        return np.zeros(len(position), dtype=bool)
    after = apply(scenario, position) if after is None else after
    unmoved = apply(only(scenario, frozenset({Cause.PERFORMANCE, Cause.RULE})), position)
    won: NDArray[np.bool_] = (after.ratings == Rating.GREEN) & (unmoved.ratings != Rating.GREEN)
    return won


def _positions(scenario: Scenario, position: Position) -> dict[Parts, Position]:
    """The position under each set of the parts that the scenario has, from none of them to all."""
    has = [
        part for part in PARTS if only(scenario, frozenset({part})).changes or (part == Cause.RULE and scenario.rule)
    ]
    sets = [frozenset(parts) for size in range(1, len(has) + 1) for parts in combinations(has, size)]
    return {frozenset(): position} | {parts: apply(only(scenario, parts), position) for parts in sets}


def _smallest(makers: list[Parts]) -> list[Parts]:
    """Of sets of parts those of the fewest parts."""
    return [parts for parts in makers if len(parts) == min(map(len, makers))]


def _cause(smallest: list[Parts]) -> Cause:
    """The cause of a flip that the smallest sets of parts make."""
    if len(smallest[0]) > 1:
        return Cause.TOGETHER
    (part,) = smallest[0]
    return part if len(smallest) == 1 else Cause.EITHER

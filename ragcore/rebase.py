"""Carrying a scenario over to another period or scorecard: what still says something there, and what does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto
from types import MappingProxyType

import numpy as np

from ragcore import periods
from ragcore.limits import SLACK, Polarity
from ragcore.position import Position
from ragcore.rule import Tolerance
from ragcore.scenario import Change, Scenario, rows_of, whole_cases


class Why(Enum):
    """Why a change is left behind; where there are several reasons, the first of these is told."""

    UNKNOWN = auto()  # there is no such indicator
    OTHER_UNIT = auto()  # it is measured in another unit than it was
    UNRATED_POLARITY = auto()  # no direction is better any more, and a target is moved
    OTHER_TARGET = auto()  # it has a band and had a single target, or the other way round
    PAST = auto()  # a projected value for a time that is not ahead any more
    BEYOND = auto()  # a projected value above all that can be
    ALREADY = auto()  # the scorecard says so itself


@dataclass(frozen=True)
class Left:
    """A change that is left behind."""

    change: Change
    why: Why


@dataclass(frozen=True)
class Rebased:
    """A scenario as it fits another position.

    fitting, left : its changes, each in one of the two, in their order
    horizon : the scenario's own where it is still ahead, or cannot be compared; else None
    rule : the settings of the rule that are still a change
    of : the scenario as it was
    """

    fitting: tuple[Change, ...]
    left: tuple[Left, ...]
    horizon: str | None
    rule: Mapping[str, object]
    of: Scenario

    def scenario(
        self, area: str | None, period: str | None, base_hash: str = "", base_rows: int | None = None, created: str = ""
    ) -> Scenario:
        """The scenario for the new position, with the changes that fit; its name and its note stay.

        area, period, base_hash, base_rows, created : as in `Scenario`, of the new position
        """
        return replace(
            self.of,
            changes=self.fitting,
            area=area,
            period=period,
            horizon=self.horizon,
            rule=self.rule,
            created=created,
            base_hash=base_hash,
            base_rows=base_rows,
        )


def rebase(scenario: Scenario, was: Position | None, position: Position, period: str) -> Rebased:
    """What of a scenario fits another position.

    was : the position that it was made for, where that is known
    period : what the figures of the new position are about

    An indicator with rows for several areas keeps a change where it says something for one of them.

    Source: docs/method.md#a-new-quarter

    >>> from ragcore.figures import Figures
    >>> from ragcore.rule import Rule
    >>> scenario = Scenario(changes=(Change("a", "value", 85.0), Change("a", "target", 90)), horizon="2016/17 Q3")
    >>> position = Position(Figures.of(id=["a"], value=[83.0], target=[85.0]), Rule())
    >>> rebased = rebase(scenario, None, position, "2016/17 Q3")
    >>> [change.field for change in rebased.fitting], [each.why.name for each in rebased.left]
    (['target'], ['PAST'])
    """
    past = scenario.horizon is not None and _is_past(scenario.horizon, period)
    # What a tolerance says already depends on the rule that the scenario makes.
    ruled = Position(position.figures, position.rule.changed(scenario.rule))
    rows = rows_of(Scenario(), position)
    fitting: list[Change] = []
    left: list[Left] = []
    for change in scenario.changes:
        why = _why(change, was, ruled, rows.get(change.id, []), past)
        if why is None:
            fitting.append(change)
        else:
            left.append(Left(change, why))
    rule = {
        name: value for name, value in scenario.rule.items() if position.rule.changed({name: value}) != position.rule
    }
    horizon = None if past else scenario.horizon
    return Rebased(tuple(fitting), tuple(left), horizon, MappingProxyType(rule), scenario)


def _is_past(horizon: str, period: str) -> bool:
    """Whether a horizon is not after a period; two that cannot be compared are past only where they are the same."""
    ahead, now = periods.parse(horizon), periods.parse(period)
    return ahead.end <= now.end if ahead and now else horizon == period


def _why(change: Change, was: Position | None, position: Position, rows: list[int], past: bool) -> Why | None:
    """Why a change is left behind; None where it is not. rows : those of its indicator in the new position."""
    if not rows:
        return Why.UNKNOWN
    figures, row = position.figures, rows[0]
    own_row = was.figures.row_of(change.id) if was else None
    if was and own_row is not None and was.figures.unit[own_row] != figures.unit[row]:
        return Why.OTHER_UNIT
    if figures.polarity[row] == Polarity.NONE and change.field.startswith("target"):
        return Why.UNRATED_POLARITY
    if not change.fits(figures):
        return Why.OTHER_TARGET
    if change.field == "value" and past:
        return Why.PAST
    reasons = [_why_in(change, each, position) for each in rows]
    return None if None in reasons else reasons[0]


def _why_in(change: Change, row: int, position: Position) -> Why | None:
    """Why a change says nothing in one row."""
    figures = position.figures
    if change.field == "amber":
        size, percent = position.tolerance
        own = Tolerance(float(size[row]), bool(percent[row]))
        return Why.ALREADY if own == Tolerance.parse(change.value) and np.isnan(figures.amber_limit[row]) else None
    value = float(change.value)
    if change.field == "value":
        most = figures.most[row]
        if value > most + SLACK * abs(most):
            return Why.BEYOND
        value = whole_cases(position, row, value)[1]
    return Why.ALREADY if _same(value, getattr(figures, change.field)[row]) else None


def _same(one: float, other: float) -> bool:
    """Whether two figures are the same but for noise; never where one is missing."""
    return bool(abs(one - other) <= SLACK * max(abs(one), abs(other)))

"""What is to be said of a target that a scenario moves: what it is easier than."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from ragcore.limits import SLACK, FloatArray, Polarity
from ragcore.position import Position
from ragcore.scenario import Change, Scenario, rows_of

# On which side an easier target lies: by field, and of a single one by the way that is better.
_LOWER, _UPPER = -1.0, 1.0
_EASIER = {
    ("target", Polarity.HIGHER): _LOWER,
    ("target", Polarity.LOWER): _UPPER,
    ("target_low", Polarity.BAND): _LOWER,
    ("target_high", Polarity.BAND): _UPPER,
}


class FlagKind(IntEnum):
    """What a moved target is easier than."""

    LAST_OUTTURN = 0
    AS_IT_STANDS = 1
    PERIOD_BEFORE = 2
    BENCHMARK = 3


@dataclass(frozen=True)
class Flag:
    """One fact about a target that a scenario moves.

    row : the indicator's row in the position; field : 'target', 'target_low' or 'target_high'
    target : where the scenario moves it; than : the figure that it is easier than
    """

    row: int
    field: str
    target: float
    kind: FlagKind
    than: float


def flags(scenario: Scenario, position: Position, earlier_target: Mapping[str, FloatArray] | None = None) -> list[Flag]:
    """What is to be said of each target that a scenario moves, in the order of its changes.

    earlier_target : the targets of the period before, as `Scorecard.earlier_targets` gives them

    A target is easier where it is lower and higher is better, or higher and lower is better; an edge of a band where
    it makes the band wider. On a figure is not easier than it. The last outturn is the value as it stands, else the
    previous one, as the rule rates it. A target that stays where it stands is not moved, and one that has no effect
    (of polarity none, a single one of a band) is not told of.

    An edge of a band is held against an outturn or a benchmark only where the move takes it past that: a band usually
    holds such figures, and that makes it no easier.

    Source: docs/method.md#moved-targets

    >>> from ragcore.figures import Figures
    >>> from ragcore.rule import Rule
    >>> position = Position(Figures.of(id=["a"], value=[82.0], target=[85.0], benchmark=[80.0]), Rule())
    >>> [(flag.kind.name, flag.than) for flag in flags(Scenario().plus(Change("a", "target", 81.0)), position)]
    [('LAST_OUTTURN', 82.0), ('AS_IT_STANDS', 85.0)]
    """
    rows = rows_of(scenario, position)
    return [
        flag
        for change in scenario.changes
        for row in rows.get(change.id, ())
        for flag in _flags(change, row, position, earlier_target or {})
    ]


def _flags(change: Change, row: int, position: Position, earlier: Mapping[str, FloatArray]) -> Iterator[Flag]:
    """What is to be said of one change, in one row."""
    figures, field = position.figures, change.field
    easier = _EASIER.get((field, Polarity(figures.polarity[row])))
    if easier is None:
        return
    target, stands = float(change.value), getattr(figures, field)[row]
    if not (_beyond(target, stands, _LOWER) or _beyond(target, stands, _UPPER) or np.isnan(stands)):
        return
    before = earlier[field][row] if field in earlier else np.nan
    against = (
        (FlagKind.LAST_OUTTURN, _last_outturn(position, row)),
        (FlagKind.AS_IT_STANDS, stands),
        (FlagKind.PERIOD_BEFORE, before),
        (FlagKind.BENCHMARK, figures.benchmark[row]),
    )
    for kind, than in against:
        of_an_edge = field != "target" and kind in (FlagKind.LAST_OUTTURN, FlagKind.BENCHMARK)
        passed = not of_an_edge or (not np.isnan(stands) and not _beyond(stands, than, easier))
        if passed and _beyond(target, than, easier):
            yield Flag(row, field, target, kind, float(than))


def _last_outturn(position: Position, row: int) -> float:
    """The value as it stands, else the previous one; NaN where there is neither."""
    value = position.rated_value[row]
    return float(position.rated_previous[row] if np.isnan(value) else value)


def _beyond(target: float, than: float, side: float) -> bool:
    """Whether a target lies on one side of a figure, and not on it but for noise; never of NaN."""
    return bool(side * (target - than) > SLACK * max(abs(target), abs(than)))

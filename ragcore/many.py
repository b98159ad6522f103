"""Many measures moved in one step: values, targets, and the tolerance of the whole scorecard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ragcore.better import better_by, closer_by, ends, harder_by, kept_within, signed_gap, way_to_better
from ragcore.effort import ways_to
from ragcore.limits import FloatArray, Polarity
from ragcore.past import Past
from ragcore.placed import where_children_live
from ragcore.position import Position
from ragcore.rating import Rating
from ragcore.rule import Tolerance
from ragcore.scenario import Change, Scenario, apply, whole_cases

VALUES = ("points", "per_cent", "gap")
TARGETS = ("target", "benchmark")
KINDS = (*VALUES, *TARGETS)
_MOVED = -1


class Left(IntEnum):
    """Why an indicator is left as it is."""

    NO_FIGURE = 0
    NO_BETTER = 1  # neither way is better
    NO_TARGET = 2
    BAND = 3  # two targets, and a benchmark is one figure
    NO_BENCHMARK = 4
    THERE = 5  # where it would be moved to
    AT_END = 6  # as far as a figure can be, or a band whose ends have met
    PLACED = 7  # a measure of where children live: moving a child is not effort
    OWN_TOLERANCE = 8  # a tolerance or a stated amber limit of its own, or a rule that has none


class LeftOut(NamedTuple):
    """An indicator that is left as it is; row : its row in the position."""

    row: int
    why: Left


@dataclass(frozen=True)
class Many:
    """What moving many at once comes to: the changes, and the rows that none is about, in the order of the rows."""

    changes: tuple[Change, ...]
    left: tuple[LeftOut, ...]


def move_many(position: Position, rows: Sequence[int], kind: str, amount: float = 0.0) -> Many:
    """Move some indicators of a position, which is where the what-if stands now, all in the same way.

    rows : each once; of one area, because a change is of an indicator's id
    kind : 'points' or 'per_cent', values better by so many of their unit or by so much of themselves; 'gap', values
        nearer to green by 0 to 100% of the way; 'target', targets harder by so many of their unit; 'benchmark', targets
        to the benchmark
    amount : less than 0 is worse, or easier; 'benchmark' takes none

    Values with counts move in whole cases. All of the way to green rates green wherever any value that can be does.
    Measures of where children live keep their values. Raises ValueError for another kind, or more than all of a gap.

    Source: docs/method.md#many-at-once

    >>> from ragcore.figures import Figures
    >>> from ragcore.rule import Rule
    >>> figures = Figures.of(id=["a", "b"], unit=["%", "days"], polarity=[1, 2], value=[82.1, 12.0],
    ...     numerator=[985, np.nan], denominator=[1200, np.nan], typed=[1, 0], target=[85.0, np.nan])
    >>> moved = move_many(Position(figures, Rule()), [0, 1], "gap", 100)
    >>> moved.changes, moved.left
    ((Change(id='a', field='value', value=85.0, reason=''),), (LeftOut(row=1, why=<Left.NO_TARGET: 2>),))
    """
    if kind not in KINDS:
        raise ValueError(f"Many are moved by {', '.join(KINDS[:-1])} or {KINDS[-1]}, not by '{kind[:60]}'.")
    if kind == "gap" and not 0.0 <= amount <= 100.0:
        raise ValueError("A gap is closed by 0 to 100 per cent.")
    taken = Position(position.figures.take(np.array(rows, dtype=np.intp)), position.rule)
    if kind in VALUES:
        to, why = _values(taken, kind, amount)
    else:
        to, why = _to_benchmarks(taken) if kind == "benchmark" else _targets(taken, amount)
    stands = {field: getattr(taken.figures, field) for field in to}
    changes = [
        Change(taken.figures.id[row], field, float(figures[row]))
        for row in np.flatnonzero(why == _MOVED)
        for field, figures in to.items()
        if not np.isnan(figures[row]) and figures[row] != stands[field][row]
    ]
    left = [LeftOut(row, Left(code)) for row, code in zip(rows, why.tolist(), strict=True) if code != _MOVED]
    return Many(tuple(changes), tuple(left))


def with_tolerance(scenario: Scenario, position: Position, tolerance: Tolerance | None) -> Scenario:
    """The scenario with another tolerance of the whole scorecard; None takes it back to the scorecard's own.

    position : as it stands, without the scenario

    An indicator's own tolerance goes before that of the scorecard, so it stays. One that only says the scorecard's
    once more goes along.

    >>> from ragcore.figures import Figures
    >>> from ragcore.rule import Rule
    >>> position = Position(Figures.of(id=["a", "b", "c"], amber=[np.nan, 5.0, 2.0]), Rule(amber=Tolerance(5.0)))
    >>> made = with_tolerance(Scenario(), position, Tolerance(3.0))
    >>> dict(made.rule), made.changes
    ({'amber': 3.0}, (Change(id='b', field='amber', value=3.0, reason=''),))
    """
    following = _following(scenario, position)
    kept = [each for each in scenario.changes if each.field != "amber" or each.id not in following]
    settings = {name: value for name, value in scenario.rule.items() if name != "amber"}
    if tolerance is not None and tolerance != position.rule.amber:
        to = str(tolerance) if tolerance.percent else tolerance.size
        kept += [Change(one, "amber", to) for one in following]
        settings["amber"] = to
    return replace(scenario, rule=MappingProxyType(settings)).with_changes(kept)


def repeats_scorecard(position: Position) -> NDArray[np.bool_]:
    """Whether an indicator's own tolerance only says the scorecard's once more; shape (n,).

    >>> from ragcore.figures import Figures
    >>> from ragcore.rule import Rule
    >>> repeats_scorecard(Position(Figures.of(id=["a", "b"], amber=[5.0, 2.0]), Rule(amber=Tolerance(5.0))))
    array([ True, False])
    """
    figures, count = position.figures, len(position)
    none = np.full(count, np.nan), np.zeros(count, dtype=bool)
    size, percent = position.rule.tolerances(figures.codes("unit"), *none)
    repeats: NDArray[np.bool_] = (figures.amber == size) & (figures.amber_percent == percent)
    return repeats


def own_tolerances(scenario: Scenario, position: Position) -> tuple[LeftOut, ...]:
    """The rated rows that another tolerance of the whole scorecard leaves as they are.

    position : as it stands, without the scenario
    """
    after, following = apply(scenario, position), _following(scenario, position)
    figures = after.figures
    along = np.array([one in following for one in figures.id], dtype=bool)
    own = ~np.isnan(figures.amber_limit) | (~np.isnan(figures.amber) & ~along)
    stays = (after.ratings > Rating.UNRATED) & (own | (after.rule.improved == "instead"))
    return tuple(LeftOut(row, Left.OWN_TOLERANCE) for row in np.flatnonzero(stays).tolist())


def _values(position: Position, kind: str, amount: float) -> tuple[Mapping[str, FloatArray], NDArray[np.int8]]:
    """The values that are wanted, and why one is not moved, or that it is."""
    figures, value = position.figures, position.figures.value
    if kind == "gap":
        wanted = _nearer_to_green(position, amount)
        onward = np.sign(signed_gap(position))
        unknown = position.ratings == Rating.UNRATED
    else:
        wanted = better_by(position, amount if kind == "points" else np.abs(value) * amount / 100.0)
        onward = way_to_better(position) * np.sign(amount)
        unknown = (figures.polarity == Polarity.BAND) & np.isnan(sum(position.targets))
    # Counts have a slack of their own, and a value that stays keeps all of its digits.
    moved = np.where(figures.counted | (wanted == value), wanted, _plain(wanted))
    for row in np.flatnonzero(figures.counted & (wanted != value)):
        moved[row] = whole_cases(position, int(row), float(wanted[row]))[1]
    least, most = ends(position)
    placed = where_children_live(figures)
    why = np.select(
        [
            np.isnan(value),
            figures.polarity == Polarity.NONE,
            unknown,
            (moved == value) & (((onward > 0) & (value >= most)) | ((onward < 0) & (value <= least))),
            moved == value,
            np.array([one in placed for one in figures.id], dtype=bool),
        ],
        [Left.NO_FIGURE, Left.NO_BETTER, Left.NO_TARGET, Left.AT_END, Left.THERE, Left.PLACED],
        _MOVED,
    )
    return {"value": moved}, why.astype(np.int8)


def _nearer_to_green(position: Position, share: float) -> FloatArray:
    """The values nearer to green by a share of the way, in per cent; as near as can be where green is out of reach."""
    value = position.figures.value
    nothing = Past(np.full(len(position), np.nan), np.zeros(len(position), dtype=np.int64))
    found = ways_to(position, nothing).value
    goal = np.where(np.isnan(found), closer_by(position, 1.0), found)
    return goal if share == 100.0 else value + (goal - value) * share / 100.0


def _targets(position: Position, amount: float) -> tuple[Mapping[str, FloatArray], NDArray[np.int8]]:
    """The targets harder by so much, and why one is not moved, or that it is."""
    (low, high), (least, most) = position.targets, ends(position)
    band = position.figures.polarity == Polarity.BAND
    to_low, to_high = (
        np.where(moved == stands, stands, _plain(kept_within(stands, moved, least, most)))
        for stands, moved in zip((low, high), harder_by(position, amount), strict=True)
    )
    why = np.select(
        [_no_target(position), (to_low == low) & (to_high == high)],
        [Left.NO_TARGET, Left.AT_END if amount else Left.THERE],
        _MOVED,
    )
    to = {
        "target": np.where(band, np.nan, to_low),
        "target_low": np.where(band, to_low, np.nan),
        "target_high": np.where(band, to_high, np.nan),
    }
    return to, why.astype(np.int8)


def _to_benchmarks(position: Position) -> tuple[Mapping[str, FloatArray], NDArray[np.int8]]:
    """The benchmarks, and why a target is not moved to one, or that it is."""
    figures = position.figures
    why = np.select(
        [
            _no_target(position),
            figures.polarity == Polarity.BAND,
            np.isnan(figures.benchmark),
            figures.benchmark == figures.target,
        ],
        [Left.NO_TARGET, Left.BAND, Left.NO_BENCHMARK, Left.THERE],
        _MOVED,
    )
    return {"target": figures.benchmark}, why.astype(np.int8)


def _plain(figures: FloatArray) -> FloatArray:
    """Figures without what the noise of a sum leaves behind the ninth decimal."""
    return figures.round(9)


def _no_target(position: Position) -> NDArray[np.bool_]:
    none: NDArray[np.bool_] = np.isnan(sum(position.targets)) | (position.figures.polarity == Polarity.NONE)
    return none


def _following(scenario: Scenario, position: Position) -> dict[str, None]:
    """The ids whose own tolerance only says the scorecard's once more, as it stands and in the scenario."""
    said = {change.id: Tolerance.parse(change.value) for change in scenario.changes if change.field == "amber"}
    of_all = Tolerance.parse(str(scenario.rule["amber"])) if "amber" in scenario.rule else None
    alike = position.figures.id[repeats_scorecard(position)]
    return {one: None for one in alike if one not in said or said[one] == of_all}

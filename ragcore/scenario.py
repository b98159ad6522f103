"""A scenario: a named list of changes to a position. Nothing it does touches the scorecard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import numpy as np

from ragcore.figures import Figures
from ragcore.gap import most_cases
from ragcore.limits import SLACK, Polarity
from ragcore.position import Position
from ragcore.rule import Tolerance

FIELDS = ("value", "target", "target_low", "target_high", "amber")


@dataclass(frozen=True)
class Change:
    """One thing that a scenario sets.

    id : the indicator's id; field : one of FIELDS
    value : a number in the indicator's unit; for `amber` also a text such as '5%'
    reason : why, where somebody said so
    """

    id: str
    field: str
    value: float | str
    reason: str = ""

    def fits(self, figures: Figures) -> bool:
        """Whether these figures have the indicator, and a target of that kind: a band has two.

        >>> Change("calls", "target_low", 80).fits(Figures.of(id=["calls"]))
        False
        """
        row = figures.row_of(self.id)
        if row is None:
            return False
        band = figures.polarity[row] == Polarity.BAND
        return not ((self.field == "target" and band) or (self.field in ("target_low", "target_high") and not band))


@dataclass(frozen=True)
class Scenario:
    """A named list of changes to a position, as plain data.

    changes : at most one for each indicator and field, in the order in which they were first made
    area, period : the position that it was made for; None for every area, for each indicator's latest
    horizon : the period that its projected values are about; None where nobody said
    rule : the settings of the rule that it changes
    created : when, in UTC, as the file writes it
    base_hash, base_rows : the scorecard that it was made for
    """

    name: str = ""
    changes: tuple[Change, ...] = ()
    note: str = ""
    area: str | None = None
    period: str | None = None
    horizon: str | None = None
    rule: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    created: str = ""
    base_hash: str = ""
    base_rows: int | None = None

    @property
    def place(self) -> tuple[str, str]:
        """The area and the period of the position that it was made for, each '' where it names none.

        >>> Scenario(period="2016/17 Q2").place
        ('', '2016/17 Q2')
        """
        return self.area or "", self.period or ""

    def __getstate__(self) -> dict[str, object]:
        """What is handed to another process: there is no other process's view of a mapping, so its content goes."""
        return vars(self) | {"rule": dict(self.rule)}

    def plus(self, change: Change) -> Scenario:
        """The scenario with one more change, in the place of an earlier one of the same indicator and field.

        >>> Scenario().plus(Change("calls", "target", 90)).plus(Change("calls", "target", 85)).changes
        (Change(id='calls', field='target', value=85, reason=''),)
        """
        return self.with_changes((*self.changes, change))

    def with_changes(self, changes: Iterable[Change]) -> Scenario:
        """The scenario with these changes and no others; the last for an indicator and field counts."""
        kept = {(change.id, change.field): change for change in changes}
        return replace(self, changes=tuple(kept.values()))

    def unknown_to(self, position: Position) -> list[str]:
        """The ids that the position does not have: they are kept, and change nothing."""
        known = set(position.figures.id)
        return list(dict.fromkeys(change.id for change in self.changes if change.id not in known))


def apply(scenario: Scenario, position: Position) -> Position:
    """The position as a scenario would have it.

    A value of an indicator with counts moves whole cases: it becomes the nearest whole case that still meets it,
    and the file's own value where that is the file's own number of cases. Changes of unknown indicators, and of
    areas that the scenario is not about, change nothing.

    >>> from ragcore.rule import Rule
    >>> figures = Figures.of(id=["a"], unit=["%"], value=[82.1], numerator=[985], denominator=[1200], typed=[1],
    ...     target=[85.0])
    >>> after = apply(Scenario().plus(Change("a", "value", 84.95)), Position(figures, Rule()))
    >>> after.figures.numerator, after.figures.value
    (array([1020.]), array([85.]))
    """
    rows, figures = rows_of(scenario, position), position.figures
    names = ("value", "numerator", "target", "target_low", "target_high", "amber", "amber_percent", "amber_limit")
    columns = {name: getattr(figures, name).copy() for name in (*names, "suppressed")}
    for change in scenario.changes:
        for row in rows.get(change.id, ()):
            if change.field == "amber":
                tolerance = Tolerance.parse(change.value)
                columns["amber"][row], columns["amber_percent"][row] = tolerance.size, tolerance.percent
                columns["amber_limit"][row] = np.nan
            elif change.field == "value":
                columns["numerator"][row], columns["value"][row] = whole_cases(position, row, float(change.value))
                columns["suppressed"][row] = False
            else:
                columns[change.field][row] = float(change.value)
    return Position(figures.changed(**columns), position.rule.changed(scenario.rule))


def rows_of(scenario: Scenario, position: Position) -> dict[str, list[int]]:
    """The rows of each indicator, by its id, that a scenario is about: those of its area, or of every one.

    >>> from ragcore.rule import Rule
    >>> position = Position(Figures.of(id=["a", "a"], area=["North", "South"]), Rule())
    >>> rows_of(Scenario(), position), rows_of(Scenario(area="South"), position)
    ({'a': [0, 1]}, {'a': [1]})
    """
    rows: dict[str, list[int]] = {}
    for row, indicator_id in enumerate(position.figures.id):
        if scenario.area is None or position.figures.area[row] == scenario.area:
            rows.setdefault(indicator_id, []).append(row)
    return rows


def whole_cases(position: Position, row: int, value: float) -> tuple[float, float]:
    """The numerator and the value that an indicator takes when its value is set.

    Without counts that can be trusted the numerator is none and the value is as set.
    """
    figures = position.figures
    own, denominator, scale = figures.numerator[row], figures.denominator[row], figures.scale[row]
    if value == figures.value[row]:
        return float(own), value
    if not figures.counted[row]:
        return float("nan"), value
    polarity = figures.polarity[row]
    cases = value * denominator / scale
    noise = SLACK * abs(cases)
    if polarity == Polarity.HIGHER:
        whole = np.ceil(cases - noise)
    elif polarity == Polarity.LOWER:
        whole = np.floor(cases + noise)
    else:
        whole = np.floor(cases + 0.5)
    whole = float(min(max(whole, min(own, 0.0)), most_cases(position)[row]))
    return whole, float(figures.value[row]) if whole == own else float(scale * whole / denominator)

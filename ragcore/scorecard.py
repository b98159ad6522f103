"""A scorecard: its figures, what it says of itself, its rule; and where it stands at one area and period."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ragcore import periods
from ragcore.about import About
from ragcore.figures import Figures
from ragcore.position import Position
from ragcore.rule import Rule


@dataclass(frozen=True, eq=False)
class Scorecard:
    """The indicators of one body with their figures, for one or more areas and periods.

    figures : one row for each indicator, area and period, in the order of the file
    """

    figures: Figures
    about: About = About()
    rule: Rule = Rule()

    @cached_property
    def areas(self) -> list[str]:
        """The areas, in the order of the file; [''] where it names none."""
        return list(dict.fromkeys(self.figures.area))

    @cached_property
    def periods(self) -> list[str]:
        """The periods sorted in time, as typed; [''] where the file names none."""
        return periods.in_time(self.figures.period)

    @cached_property
    def hash(self) -> str:
        """The SHA-256 of the canonical form: rule and figures, whatever the order of rows and columns.

        Titles and the like are left out: they may be put right without a scenario losing its scorecard.
        """
        columns = {field.name: getattr(self.figures, field.name).tolist() for field in fields(Figures)}
        names = sorted(columns)
        rows = sorted(zip(*(columns[name] for name in names), strict=True), key=repr)
        shape = {"columns": names, "rule": self.rule.as_settings(), "rows": rows}
        canonical = json.dumps(shape, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()

    def position(self, area: str | None = None, period: str | None = None) -> Position:
        """Where the scorecard stands, in the order in which indicators first appear in the file.

        area : one area, or None for every one; period : one period, or None for each indicator's latest

        An indicator without a row at the area and period is not part of the position. An area or period that the
        scorecard does not have gives an empty one.
        """
        figures = self.figures
        rows = np.arange(len(figures))
        if area is not None:
            rows = rows[figures.area[rows] == area]
        if period is not None:
            rows = rows[figures.period[rows] == period]
        else:
            rows = self._latest(rows)
        rows = rows[np.lexsort((self._area_order[rows], self._indicator_order[rows]))]
        chosen = figures.take(rows)
        return Position(chosen.changed(previous=self._previous(rows)), self.rule)

    def series(self, indicator_id: str, area: str, kind: str = "") -> Position:
        """The history of one indicator in one area, in time: the rows whose periods are of one kind.

        kind : 'quarter', 'financial year', ... as `periods.kind` says; '' for those of no known kind
        """
        figures = self.figures
        rows = np.flatnonzero((figures.id == indicator_id) & (figures.area == area))
        rows = rows[np.array([periods.kind(figures.period[row]) == kind for row in rows], dtype=bool)]
        rows = rows[np.argsort(self._period_order[rows], kind="stable")]
        return Position(figures.take(rows).changed(previous=self._previous(rows)), self.rule)

    @cached_property
    def _indicator_order(self) -> NDArray[np.intp]:
        order = {key: place for place, key in enumerate(dict.fromkeys(self.figures.id))}
        return np.array([order[key] for key in self.figures.id], dtype=np.intp)

    @cached_property
    def _area_order(self) -> NDArray[np.intp]:
        order = {area: place for place, area in enumerate(self.areas)}
        return np.array([order[area] for area in self.figures.area], dtype=np.intp)

    @cached_property
    def _period_order(self) -> NDArray[np.intp]:
        order = {period: place for place, period in enumerate(self.periods)}
        return np.array([order[period] for period in self.figures.period], dtype=np.intp)

    def _latest(self, rows: NDArray[np.intp]) -> NDArray[np.intp]:
        """Of some rows, the latest of each indicator in each area."""
        group = self._indicator_order * len(self.areas) + self._area_order
        in_time = rows[np.lexsort((self._period_order[rows], group[rows]))]
        last = np.append(group[in_time][1:] != group[in_time][:-1], True) if in_time.size else np.zeros(0, dtype=bool)
        return in_time[last]

    @cached_property
    def _before(self) -> NDArray[np.intp]:
        """For each row, the last earlier row with a value of the same indicator, area and kind of period; else -1."""
        figures = self.figures
        kinds = {period: periods.kind(period) for period in self.periods}
        before = np.full(len(figures), -1, dtype=np.intp)
        seen: dict[tuple[int, int, str, str], int] = {}
        for row in np.argsort(self._period_order, kind="stable"):
            key = (
                int(self._indicator_order[row]),
                int(self._area_order[row]),
                kinds[figures.period[row]],
                str(figures.measured[row]),
            )
            before[row] = seen.get(key, -1)
            if not np.isnan(figures.value[row]):
                seen[key] = int(row)
        return before

    def _previous(self, rows: NDArray[np.intp]) -> NDArray[np.float64]:
        """The previous value of some rows: as the file states it, else from the row before."""
        stated, before = self.figures.previous[rows], self._before[rows]
        return np.where(np.isnan(stated) & (before >= 0), self.figures.value[before], stated)

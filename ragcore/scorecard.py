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
from ragcore.figures import NUMBERS, Figures
from ragcore.limits import FloatArray
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
        """The periods sorted in time, as first typed; [''] where the file names none."""
        return periods.in_time(self._spellings.values())

    @cached_property
    def hash(self) -> str:
        """The SHA-256 of the canonical form: rule and figures, whatever the order of rows and columns.

        Titles and the like are left out: they may be put right without a scenario losing its scorecard. So are
        columns that hold nothing, so that a column which a later version reads changes no hash.
        """
        nothing = Figures.of(id=[""] * len(self.figures))
        columns: dict[str, list[object]] = {}
        for name in (field.name for field in fields(Figures)):
            own = getattr(self.figures, name)
            said = ~np.isnan(own) if name in NUMBERS else own != getattr(nothing, name)
            if said.any():
                columns[name] = own.tolist()
        names = sorted(columns)
        encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
        rows = sorted(map(encode, zip(*(columns[name] for name in names), strict=True)))
        canonical = "\n".join([encode({"columns": names, "rule": self.rule.as_settings()}), *rows])
        return hashlib.sha256(canonical.encode()).hexdigest()

    def period_named(self, text: str) -> str | None:
        """A period in the scorecard's own spelling, however it is spelt here; None where it has none.

        >>> Scorecard(Figures.of(id=["calls"], period=["2016/17 Q2"])).period_named("Quarter 2 2016-17")
        '2016/17 Q2'
        """
        return self._spellings.get(periods.parse(text) or text)

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
        rows = self._latest(rows) if period is None else rows[self._period_order[rows] == self._place(period)]
        rows = rows[np.lexsort((self._area_order[rows], self._indicator_order[rows]))]
        chosen = figures.take(rows)
        return Position(chosen.changed(previous=self._previous(rows)), self.rule)

    def series(self, indicator_id: str, area: str, kind: str = "", measured: str = "") -> Position:
        """The history of one indicator in one area, in time: the rows whose periods are of one kind.

        Each period is in the spelling of `periods`, in whichever a row has it.

        kind : 'quarter', 'financial year', ... as `periods.kind` says; '' for those of no known kind
        measured : as the column says; an average over a year and a count at its end are never joined
        """
        figures = self.figures
        rows = np.flatnonzero((figures.id == indicator_id) & (figures.area == area) & (figures.measured == measured))
        rows = rows[np.array([periods.kind(figures.period[row]) == kind for row in rows], dtype=bool)]
        rows = rows[np.argsort(self._period_order[rows], kind="stable")]
        named = np.array([self.period_named(text) for text in figures.period[rows]], dtype=object)
        return Position(figures.take(rows).changed(previous=self._previous(rows), period=named), self.rule)

    def histories(self, area: str, until: str | None = None) -> dict[str, FloatArray]:
        """The values of each indicator in one area, in time, by its id; rows without a value are left out.

        until : only up to this period, and only over periods of its kind: a year and a quarter are never joined

        >>> Scorecard(Figures.of(id=["a", "a"], period=["2016/17", "2015/16"], value=[2.0, 1.0])).histories("")
        {'a': array([1., 2.])}
        """
        figures = self.figures
        rows = np.flatnonzero((figures.area == area) & ~np.isnan(figures.value))
        if until is not None:
            same = np.array([periods.kind(figures.period[row]) == periods.kind(until) for row in rows], dtype=bool)
            rows = rows[same & (self._period_order[rows] <= self._place(until))]
        rows = rows[np.lexsort((self._period_order[rows], self._indicator_order[rows]))]
        # What is measured in another way than the latest figure is not of its history.
        latest = {figures.id[row]: figures.measured[row] for row in rows}
        rows = rows[np.array([figures.measured[row] == latest[figures.id[row]] for row in rows], dtype=bool)]
        ids, begins = np.unique(self._indicator_order[rows], return_index=True)
        groups = np.split(figures.value[rows], begins[1:]) if ids.size else []
        return {figures.id[rows[begin]]: values for begin, values in zip(begins, groups, strict=True)}

    @cached_property
    def _indicator_order(self) -> NDArray[np.intp]:
        order = {key: place for place, key in enumerate(dict.fromkeys(self.figures.id))}
        return np.array([order[key] for key in self.figures.id], dtype=np.intp)

    @cached_property
    def _area_order(self) -> NDArray[np.intp]:
        order = {area: place for place, area in enumerate(self.areas)}
        return np.array([order[area] for area in self.figures.area], dtype=np.intp)

    @cached_property
    def _spellings(self) -> dict[object, str]:
        """What each period means (or its text, where that is not known) to its first spelling in the file."""
        found: dict[object, str] = {}
        for text in dict.fromkeys(self.figures.period):
            found.setdefault(periods.parse(text) or text, text)
        return found

    def _place(self, period: str) -> int:
        """The place of a period among the periods; -1 where the scorecard has none such."""
        own = self.period_named(period)
        return -1 if own is None else self.periods.index(own)

    @cached_property
    def _period_order(self) -> NDArray[np.intp]:
        order = {text: self._place(text) for text in set(self.figures.period)}
        return np.array([order[text] for text in self.figures.period], dtype=np.intp)

    def _latest(self, rows: NDArray[np.intp]) -> NDArray[np.intp]:
        """Of some rows, the latest of each indicator in each area."""
        group = self._indicator_order * len(self.areas) + self._area_order
        in_time = rows[np.lexsort((self._period_order[rows], group[rows]))]
        last = np.append(group[in_time][1:] != group[in_time][:-1], True) if in_time.size else np.zeros(0, dtype=bool)
        latest: NDArray[np.intp] = in_time[last]
        return latest

    @cached_property
    def _before(self) -> NDArray[np.intp]:
        """For each row, the last earlier row with a value of the same indicator, area and kind of period; else -1."""
        figures = self.figures
        kinds = {text: periods.kind(text) for text in set(figures.period)}
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

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
from ragcore.coded import coded, grouped
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
        return self.figures.codes("area").texts

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
        return self.rated(self._rows_at(area, period))

    def earlier_targets(self, area: str | None = None, period: str | None = None) -> dict[str, FloatArray]:
        """The targets of the period before, for each row of the position at an area and period; NaN where none was.

        By name: `target`, `target_low` and `target_high`. Each is of the last earlier period that has one, of the same
        indicator, area, kind of period and way of measuring.

        >>> some = Scorecard(Figures.of(id=["a", "a"], period=["2016/17", "2015/16"], target=[80.0, 85.0]))
        >>> some.earlier_targets()["target"]
        array([85.])
        """
        rows = self._rows_at(area, period)
        found: dict[str, FloatArray] = {}
        for name, before in self._with_targets_before.items():
            target: FloatArray = getattr(self.figures, name)
            found[name] = np.where(before[rows] >= 0, target[before[rows]], np.nan)
        return found

    def rated(self, rows: NDArray[np.intp]) -> Position:
        """Some rows of the file, rated, in the order given."""
        return Position(self.figures.take(rows).changed(previous=self._previous(rows)), self.rule)

    def series(self, indicator_id: str, area: str, kind: str = "", measured: str = "") -> Position:
        """The history of one indicator in one area, in time: the rows whose periods are of one kind.

        Each period is in the spelling of `periods`, in whichever a row has it.

        kind : 'quarter', 'financial year', ... as `periods.kind` says; '' for those of no known kind
        measured : as the column says; an average over a year and a count at its end are never joined
        """
        figures = self.figures
        own = self._is("id", indicator_id) & self._is("area", area) & self._is("measured", measured)
        rows = np.flatnonzero(own & self._is_of_kind(kind))
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
        own = self._is("area", area) & ~np.isnan(figures.value)
        if until is not None:
            own &= self._is_of_kind(periods.kind(until)) & (self._period_order <= self._place(until))
        rows = np.flatnonzero(own)
        rows = rows[np.lexsort((self._period_order[rows], self._indicator_order[rows]))]
        # What is measured in another way than the latest figure is not of its history.
        latest = {figures.id[row]: figures.measured[row] for row in rows}
        rows = rows[np.array([figures.measured[row] == latest[figures.id[row]] for row in rows], dtype=bool)]
        ids, begins = np.unique(self._indicator_order[rows], return_index=True)
        groups = np.split(figures.value[rows], begins[1:]) if ids.size else []
        return {figures.id[rows[begin]]: values for begin, values in zip(begins, groups, strict=True)}

    def _is(self, column: str, text: str) -> NDArray[np.bool_]:
        """The rows that have a text in a column, of shape (n,)."""
        codes, texts = self.figures.codes(column)
        own: NDArray[np.bool_] = codes == (texts.index(text) if text in texts else -1)
        return own

    def _is_of_kind(self, kind: str) -> NDArray[np.bool_]:
        """The rows whose period is of a kind, of shape (n,)."""
        codes, texts = self.figures.codes("period")
        return np.array([periods.kind(text) == kind for text in texts], dtype=bool)[codes]

    @property
    def _indicator_order(self) -> NDArray[np.int32]:
        """The place of each row's indicator among them all, as they first appear; shape (n,)."""
        return self.figures.codes("id").codes

    @property
    def _area_order(self) -> NDArray[np.int32]:
        return self.figures.codes("area").codes

    @cached_property
    def _spellings(self) -> dict[object, str]:
        """What each period means (or its text, where that is not known) to its first spelling in the file."""
        found: dict[object, str] = {}
        for text in self.figures.codes("period").texts:
            found.setdefault(periods.parse(text) or text, text)
        return found

    def _place(self, period: str) -> int:
        """The place of a period among the periods; -1 where the scorecard has none such."""
        own = self.period_named(period)
        return -1 if own is None else self.periods.index(own)

    @cached_property
    def _period_order(self) -> NDArray[np.int32]:
        """The place of each row's period in time; shape (n,)."""
        places = {text: place for place, text in enumerate(self.periods)}
        codes, texts = self.figures.codes("period")
        own = [places[self._spellings[periods.parse(text) or text]] for text in texts]
        return np.array(own, dtype=np.int32)[codes]

    def _in_time(self, rows: NDArray[np.intp], group: NDArray[np.int64]) -> NDArray[np.intp]:
        """Some rows, group by group, each group in time; `group` is that of every row of the scorecard."""
        key = group[rows] * (len(self.periods) + 1) + self._period_order[rows]
        in_time: NDArray[np.intp] = rows[np.argsort(key, kind="stable")]
        return in_time

    def _latest(self, rows: NDArray[np.intp]) -> NDArray[np.intp]:
        """Of some rows, the latest of each indicator in each area."""
        if not rows.size:
            return rows
        ids, areas = self.figures.codes("id"), self.figures.codes("area")
        group, _ = grouped((ids.codes, len(ids.texts)), (areas.codes, len(areas.texts)))
        in_time = self._in_time(rows, group)
        last = np.append(group[in_time][1:] != group[in_time][:-1], True)
        latest: NDArray[np.intp] = in_time[last]
        return latest

    def _rows_at(self, area: str | None, period: str | None) -> NDArray[np.intp]:
        """The rows of the position at an area and period, by indicator and then area."""
        rows = np.arange(len(self.figures)) if area is None else np.flatnonzero(self._is("area", area))
        rows = self._latest(rows) if period is None else rows[self._period_order[rows] == self._place(period)]
        return rows[np.lexsort((self._area_order[rows], self._indicator_order[rows]))]

    @cached_property
    def _histories(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """The rows, each history in time: those of one indicator, area, way of measuring and kind of period.

        Beside them, for each place among these rows, the place at which its history begins.
        """
        figures, count = self.figures, len(self.figures)
        ids, areas, measured, whens = (figures.codes(name) for name in ("id", "area", "measured", "period"))
        kinds = coded([periods.kind(text) for text in whens.texts])
        group, _ = grouped(
            (ids.codes, len(ids.texts)),
            (areas.codes, len(areas.texts)),
            (measured.codes, len(measured.texts)),
            (kinds.codes[whens.codes], len(kinds.texts)),
        )
        in_time = self._in_time(np.arange(count), group)
        begins = np.append(True, group[in_time][1:] != group[in_time][:-1])[:count]
        return in_time, np.maximum.accumulate(np.where(begins, np.arange(count), 0))

    def _last_before(self, has: NDArray[np.bool_]) -> NDArray[np.intp]:
        """For each row, the last earlier row of its history that has something; -1 where none has. Shape (n,)."""
        count = len(self.figures)
        in_time, begin = self._histories
        # The last place up to here that has it.
        having = np.maximum.accumulate(np.where(has[in_time], np.arange(count), -1))
        earlier = np.append(-1, having[:-1])[:count]
        before = np.empty(count, dtype=np.intp)
        before[in_time] = np.where(earlier >= begin, in_time[earlier], -1)
        return before

    @cached_property
    def _before(self) -> NDArray[np.intp]:
        """For each row, the last earlier row of its history with a value; else -1."""
        return self._last_before(~np.isnan(self.figures.value))

    @cached_property
    def _with_targets_before(self) -> dict[str, NDArray[np.intp]]:
        """For each row, the last earlier row of its history with a target, by the name of the target; else -1."""
        names = ("target", "target_low", "target_high")
        return {name: self._last_before(~np.isnan(getattr(self.figures, name))) for name in names}

    def _previous(self, rows: NDArray[np.intp]) -> NDArray[np.float64]:
        """The previous value of some rows: as the file states it, else from the row before."""
        stated, before = self.figures.previous[rows], self._before[rows]
        return np.where(np.isnan(stated) & (before >= 0), self.figures.value[before], stated)

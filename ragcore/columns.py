"""Columns of cells to columns of figures: each different cell by the rule of its column, every fault with its rows."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ragcore import counts, periods
from ragcore.beside import in_stated_unit, units_of, unlike_units
from ragcore.cells import CellError, Number, number, plain_text, target, yes_or_no
from ragcore.coded import Coded, recoded
from ragcore.figures import NOT_PUBLISHED, NUMBERS, TEXTS
from ragcore.files.table import Table, empty
from ragcore.limits import Polarity
from ragcore.marks import Legend, legend_of, usual
from ragcore.numbers import Numbers, read_numbers
from ragcore.polarities import by_signs, polarity
from ragcore.problems import Place, Problem, each, error, quoted, warning
from ragcore.rounding import MOST_DECIMALS
from ragcore.rule import Tolerance
from ragcore.scales import not_all_shares, signs_are_alike
from ragcore.text import visible
from ragcore.vocabulary import vocabulary

FIGURE_COLUMNS = tuple(name for name in NUMBERS if name != "amber")
OTHER_COLUMNS = ("amber", "decimals", "polarity", "key", "published")
COLUMNS = (*TEXTS, *FIGURE_COLUMNS, *OTHER_COLUMNS)

TARGETS = ("target", "target_low", "target_high")
# Columns that are in the unit of the indicator; what the others are compared with comes first.
MEASURED = ("value", *TARGETS, "amber_limit", "previous", "forecast", "benchmark")
SHOWN_WITHOUT_VALUE = 1


class Converter:
    """Converts the columns of one table and collects what is wrong with them."""

    def __init__(self, table: Table, columns: dict[str, int], polarity: Polarity = Polarity.HIGHER) -> None:
        """Take a table, for each canonical name the place of its column in it, and the polarity where none is said."""
        self.table = table
        self.columns = columns
        self.polarity = polarity
        self.problems: list[Problem] = []

    def converted(self) -> dict[str, Any]:
        """The columns of `Figures`, without what checks across columns add."""
        found: dict[str, Any] = {name: self._texts(name) for name in TEXTS if name in self.columns}
        nothing = Coded(np.zeros(len(self.table), dtype=np.int32), [""])
        names, stated, rows = found.get("indicator", nothing), found.get("unit", nothing), self.table.rows
        figures = self._figures(stated)
        found |= {name: numbers.value for name, numbers in figures.items()}
        if "value" in figures:
            found["typed"] = figures["value"].decimals
        found |= self._benchmark_names(figures)
        found["suppressed"] = self._suppressed(figures)
        found["decimals"] = self._decimals(figures.get("value"))
        found |= self._tolerances()
        found["polarity"] = self._polarities(names, figures.get("target"))
        found["key"] = self._each("key", yes_or_no, False, np.bool_)
        found["published"] = self._each("published", _published, NOT_PUBLISHED, np.int8)
        measured = {name: figures[name] for name in MEASURED if name in figures}
        found["unit"] = units_of(names, stated, [figures[name] for name in ("value", *TARGETS) if name in figures])
        self.problems += unlike_units(measured, stated, rows)
        self.problems += signs_are_alike(measured, names, rows)
        self.problems += not_all_shares(measured, found["unit"], rows)
        changed, problems = counts.without_lone(found, *self._hidden_counts(figures), rows)
        self.problems += problems
        return found | changed

    def is_empty(self, name: str) -> NDArray[np.bool_]:
        """The rows in which a column says nothing at all, of shape (n,); all of them where there is no such column."""
        if name not in self.columns:
            return np.ones(len(self.table), dtype=bool)
        return empty(self.table.cells[self.columns[name]])

    def _texts(self, name: str) -> Coded:
        """A column of texts, each as a screen may show it."""
        codes, texts = _different(self.table.cells[self.columns[name]])
        return recoded(codes, list(map(visible, texts)))

    def _each(self, name: str, read: Callable[[str], Any], nothing: Any, dtype: Any) -> NDArray[Any]:
        """Read a column; `nothing` where there is no such column, and in the place of a fault."""
        if name not in self.columns:
            return np.broadcast_to(np.array(nothing, dtype=dtype), len(self.table))
        codes, texts = _different(self.table.cells[self.columns[name]])
        known: list[Any] = []
        faults: dict[int, tuple[str, CellError]] = {}
        for place, text in enumerate(texts):
            try:
                known.append(read(text))
            except CellError as fault:
                known.append(nothing)
                # Without the frames that it came through: there may be one for each row.
                faults[place] = text, fault.with_traceback(None)
        self._tell_faults(name, codes, faults)
        return np.array(known, dtype=dtype)[codes] if texts else np.zeros(0, dtype=dtype)

    def _tell_faults(self, name: str, codes: NDArray[np.integer], faults: dict[int, tuple[str, CellError]]) -> None:
        """A problem for each faulty cell, with every row that it stands in; of many of one kind for the first few."""
        there = np.bincount(codes[codes >= 0]).nonzero()[0].tolist() if faults else []
        kinds: dict[str, list[int]] = {}
        for place in there:
            if place in faults:
                kinds.setdefault(faults[place][1].code, []).append(place)

        def told(place: int) -> Problem:
            text, fault = faults[place]
            make = error if fault.code.startswith("E_") else warning
            return make(fault.code, Place(self.table.rows[codes == place], name), f"{quoted(text)} {fault}.")

        for places in kinds.values():
            self.problems += each(places, told)

    def _figures(self, stated: Coded) -> dict[str, Numbers]:
        """The columns of figures, read by the file's own legend of marks; all that is no plain number is told."""
        there = [name for name in FIGURE_COLUMNS if name in self.columns]
        figures = {name: self._numbers(name, usual()) for name in there}
        marks = {text for numbers in figures.values() for text, _ in numbers.others}
        latest = self._latest_year() if any(mark.strip().lower() == "x" for mark in marks) else None
        legend = legend_of(self.table.notes, latest, marks)
        if legend.told:
            self.problems.append(warning("W_LEGEND", "file", legend.told))
            figures = {name: self._numbers(name, legend) for name in there}
        for name in there:
            if name in MEASURED:
                figures[name], problems = in_stated_unit(figures[name], stated, self.table.rows, name)
                self.problems += problems
            self._tell_figures(name, figures[name])
        return figures

    def _numbers(self, name: str, legend: Legend) -> Numbers:
        """A column of figures."""
        read = partial(target if name in TARGETS else number, legend=legend)
        return read_numbers(self.table.cells[self.columns[name]], read, decimals=name == "value")

    def _latest_year(self) -> int | None:
        """The year in which the latest period ends, None where no period is known."""
        texts = self._texts("period").texts if "period" in self.columns else []
        return max((period.end.year for period in map(periods.parse, texts) if period), default=None)

    def _tell_figures(self, name: str, numbers: Numbers) -> None:
        """Tell of the cells of a column that are no plain numbers."""
        faults = {
            place: (text, fault) for place, (text, fault) in enumerate(numbers.others) if isinstance(fault, CellError)
        }
        self._tell_faults(name, numbers.special, faults)
        there = np.bincount(numbers.special + 1, minlength=len(numbers.others) + 1)[1:] > 0
        kinds: dict[str, dict[str, list[int]]] = {}
        for place, (text, read) in enumerate(numbers.others):
            if isinstance(read, Number) and there[place] and text.strip():
                for code, what in _told_of(read, name):
                    kinds.setdefault(code, {}).setdefault(what, []).append(place)
        for code, sentences in kinds.items():
            told = partial(self._told, code, name, numbers, list(sentences.items()))
            self.problems += each(range(len(sentences)), told)

    def _told(self, code: str, name: str, numbers: Numbers, kinds: list[tuple[str, list[int]]], at: int) -> Problem:
        """A problem for the cells of one of some kinds: a sentence to fill in, and the places of their texts."""
        what, places = kinds[at]
        which = np.isin(numbers.special, places)
        count = int(np.count_nonzero(which))
        text, read = numbers.others[places[0]]
        value = read.value if isinstance(read, Number) else np.nan
        cells = f"{count:,} {'cell was' if count == 1 else 'cells were'}"
        absent = int(np.count_nonzero(np.isnan(numbers.value)))
        without = f"{absent:,} {'row in all has' if absent == 1 else 'rows in all have'}"
        sentence = what.format(cells=cells, text=quoted(text), value=f"{value:.10g}", without=without)
        return warning(code, Place(self.table.rows[which], name), sentence)

    def _suppressed(self, figures: dict[str, Numbers]) -> NDArray[np.bool_]:
        """Where the value is suppressed, or there is none and what it would be made of is."""
        over, under = self._hidden_counts(figures)
        own, no_value = np.zeros_like(over), np.ones_like(over)
        if "value" in figures:
            own = figures["value"].of_others(lambda read: read.suppressed)
            no_value = np.isnan(figures["value"].value)
        suppressed: NDArray[np.bool_] = own | (no_value & (over | under))
        return suppressed

    def _hidden_counts(self, figures: dict[str, Numbers]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Where the numerator, and where the denominator, is suppressed."""
        nowhere = np.zeros(len(self.table), dtype=bool)
        over, under = (
            figures[name].of_others(lambda read: read.suppressed) if name in figures else nowhere
            for name in ("numerator", "denominator")
        )
        return over, under

    def _benchmark_names(self, figures: dict[str, Numbers]) -> dict[str, Coded]:
        """Whose the benchmarks are, where only the name of their column says so: 'England'."""
        name = self.table.header[self.columns["benchmark"]] if "benchmark" in figures else ""
        if not name or name.lower().startswith("benchmark") or "benchmark_name" in self.columns:
            return {}
        there = ~np.isnan(figures["benchmark"].value)
        return {"benchmark_name": recoded(there.astype(np.int32), ["", visible(name)])}

    def _decimals(self, values: Numbers | None) -> NDArray[np.int8]:
        """How many decimals each figure is shown with: as stated, else as typed; 1 for what is made from counts."""
        stated = self._each("decimals", _whole_decimals, -1, np.int8)
        if values is None:
            return np.where(stated >= 0, stated, SHOWN_WITHOUT_VALUE).astype(np.int8)
        typed = np.where(np.isnan(values.value), SHOWN_WITHOUT_VALUE, values.decimals)
        return np.where(stated >= 0, stated, typed).astype(np.int8)

    def _tolerances(self) -> dict[str, Any]:
        """The indicators' own tolerances, NaN where they have none."""
        if "amber" not in self.columns:
            return {}
        read = self._each("amber", _tolerance, (np.nan, False), [("size", np.float64), ("percent", np.bool_)])
        return {"amber": read["size"], "amber_percent": read["percent"]}

    def _polarities(self, names: Coded, targets: Numbers | None) -> NDArray[np.int8]:
        """The polarity of each row: as stated, else as the sign of its target says, else as is assumed."""
        header = self.table.header[self.columns["polarity"]] if "polarity" in self.columns else ""
        stated = self._each("polarity", partial(polarity, assumed=self.polarity, header=header), self.polarity, np.int8)
        if targets is None:
            return stated
        signed, problems = by_signs(stated, self.is_empty("polarity"), targets, names, self.table.rows)
        self.problems += problems
        return signed


def coded_cells(cells: pa.Array) -> Coded:
    """A column of cells as codes of its different texts, a double being what is written for it.

    >>> coded_cells(pa.array([7.0, 1.5, None])).texts
    ['7', '1.5', '']
    """
    return recoded(*_different(cells))


def _different(cells: pa.Array) -> tuple[NDArray[np.integer], list[str]]:
    """For each row the place of its text among the texts; a text may stand among them more than once, or for no row."""
    if pa.types.is_floating(cells.type):
        different, codes = np.unique(cells.to_numpy(zero_copy_only=False), return_inverse=True)
        return codes, ["" if np.isnan(value) else f"{value:.15g}" for value in different.tolist()]
    dictionary = cells if pa.types.is_dictionary(cells.type) else cells.dictionary_encode()
    return dictionary.indices.to_numpy(), dictionary.dictionary.to_pylist()


def _told_of(read: Number, column: str) -> list[tuple[str, str]]:
    """What to tell of a cell that is no plain number: the code, and a sentence to fill in."""
    if read.suppressed:
        told = "{cells} read as unavailable, suppressed, such as {text}; it is never worked out from other figures."
        return [("W_SUPPRESSED", told)]
    if read.formula_error or read.too_narrow:
        why = "the spreadsheet could not work the figure out" if read.formula_error else "the column was too narrow"
        return [("W_FORMULA_ERROR", f"{{cells}} read as unavailable, because {why}: {{text}}.")]
    if read.mark and read.mark in vocabulary().no_target and column in TARGETS:
        return [("W_NO_TARGET", "{cells} read as no target, such as {text}; without one an indicator is unrated.")]
    if read.mark and column == "value":
        return [("W_MISSING", "{cells} read as unavailable, such as {text}; {without} no figure.")]
    if read.cleaned:
        return [("W_NUMBER_CLEANED", f"{{cells}} read without {read.cleaned}, such as {{text}} as {{value}}.")]
    return []


def _tolerance(text: str) -> tuple[float, bool]:
    """The size of an indicator's own tolerance and whether it is in per cent; NaN where the cell is empty."""
    plain = plain_text(text)
    if plain.lower() in vocabulary().missing:
        return np.nan, False
    try:
        own = Tolerance.parse(plain)
    except ValueError as fault:
        raise CellError("W_AMBER", "is no tolerance (5, or 5% of the target); the scorecard's own was used") from fault
    return own.size, own.percent


def _published(text: str) -> int:
    """A rating as published; none where the cell says so."""
    plain = plain_text(text).lower()
    words = vocabulary()
    if plain in words.rating:
        return words.rating[plain]
    if plain in words.missing or plain in words.no_target:
        return NOT_PUBLISHED
    raise CellError("W_PUBLISHED", "is no rating; it was not compared with the computed one")


def _whole_decimals(text: str) -> int:
    """How many decimals a figure is shown with; -1 where the cell is empty."""
    plain = plain_text(text)
    if not plain:
        return -1
    # A spreadsheet may write a whole number as 1.0.
    whole = re.fullmatch(r"(\d)(?:\.0*)?", plain, re.ASCII)
    if not whole or int(whole[1]) > MOST_DECIMALS:
        raise CellError("E_DECIMALS", f"is no number of decimals; write a whole number from 0 to {MOST_DECIMALS}")
    return int(whole[1])

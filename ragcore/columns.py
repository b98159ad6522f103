"""Columns of texts to columns of figures: each cell by the rule of its column, every fault with its row."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, TypeVar

from ragcore.cells import CellError, Number, number, plain_text, yes_or_no
from ragcore.figures import NOT_PUBLISHED, NUMBERS, TEXTS
from ragcore.limits import Polarity
from ragcore.problems import Problem, error, quoted, rows_named, warning
from ragcore.rounding import MOST_DECIMALS
from ragcore.rule import Tolerance
from ragcore.table import Table
from ragcore.text import same_name, visible
from ragcore.vocabulary import vocabulary

FIGURE_COLUMNS = tuple(name for name in NUMBERS if name != "amber")
OTHER_COLUMNS = ("amber", "decimals", "polarity", "key", "published")
COLUMNS = (*TEXTS, *FIGURE_COLUMNS, *OTHER_COLUMNS)

TARGETS = ("target", "target_low", "target_high")

NOTHING = Number(math.nan)
# In the place of a cell that is a fault: it has a problem of its own.
NOT_READ = Number(math.nan)

Read = TypeVar("Read")


class Converter:
    """Converts the columns of one table and collects what is wrong with them."""

    def __init__(self, table: Table, columns: dict[str, int]) -> None:
        """Take a table, and for each canonical name the place of its column in it."""
        self.table = table
        self.columns = columns
        self.problems: list[Problem] = []

    def converted(self) -> dict[str, Any]:
        """The columns of `Figures`, without what checks across columns add."""
        found: dict[str, Any] = {name: self._each(name, visible, "") for name in TEXTS if name in self.columns}
        figures = {name: self._numbers(name) for name in FIGURE_COLUMNS if name in self.columns}
        found |= {name: [read.value for read in column] for name, column in figures.items()}
        nothing = [NOTHING] * len(self.table.rows)
        values = figures.get("value", nothing)
        parts = zip(values, figures.get("numerator", nothing), figures.get("denominator", nothing), strict=True)
        found["typed"] = [read.decimals for read in values]
        found["suppressed"] = [
            value.suppressed or (math.isnan(value.value) and (over.suppressed or under.suppressed))
            for value, over, under in parts
        ]
        found["decimals"] = self._decimals(values)
        tolerances = self._each("amber", _tolerance, None)
        found["amber"] = [math.nan if read is None else read.size for read in tolerances]
        found["amber_percent"] = [read is not None and read.percent for read in tolerances]
        found["polarity"] = self._each("polarity", _polarity, Polarity.HIGHER)
        found["key"] = self._each("key", yes_or_no, False)
        found["published"] = self._each("published", _published, NOT_PUBLISHED)
        found["unit"] = self._units(found, [figures[name] for name in ("value", *TARGETS) if name in figures])
        return found

    def _units(self, found: dict[str, Any], figures: list[list[Number]]) -> list[str]:
        """The unit of each row: as stated, else % where the indicator has a figure with that sign in any row."""
        names: list[str] = found.get("indicator", [""] * len(self.table.rows))
        stated: list[str] = found.get("unit", [""] * len(names))
        marked = {name for column in figures for name, read in zip(names, column, strict=True) if read.percent}
        percent = set(map(same_name, marked))
        units = {name: "%" if same_name(name) in percent else "" for name in set(names)}
        return [unit or units[name] for unit, name in zip(stated, names, strict=True)]

    def _each(self, name: str, read: Callable[[str], Read], nothing: Read) -> list[Read]:
        """Read a column cell by cell; `nothing` where there is no such column, and in the place of a fault."""
        if name not in self.columns:
            return [nothing] * len(self.table.rows)
        known: dict[str, Read] = {}
        faults: dict[str, CellError] = {}
        cells = self.table.cells[self.columns[name]]
        for cell in set(cells):
            try:
                known[cell] = read(cell)
            except CellError as fault:
                known[cell], faults[cell] = nothing, fault
        if faults:
            self._tell(name, cells, faults)
        return [known[cell] for cell in cells]

    def _tell(self, name: str, cells: list[str], faults: dict[str, CellError]) -> None:
        """A problem for each faulty text, with every row that it stands in."""
        rows: dict[str, list[int]] = {}
        for row, cell in zip(self.table.rows, cells, strict=True):
            if cell in faults:
                rows.setdefault(cell, []).append(row)
        for cell, places in rows.items():
            fault = faults[cell]
            make = error if fault.code.startswith("E_") else warning
            self.problems.append(make(fault.code, f"{rows_named(places)}, column {name}", f"{quoted(cell)} {fault}."))

    def _numbers(self, name: str) -> list[Number]:
        """A column of figures; what was there and says that there is none is told."""
        read = self._each(name, _target if name in TARGETS else number, NOT_READ)
        cells = self.table.cells[self.columns[name]]
        kinds: dict[tuple[str, str, str], list[int]] = {}
        for row, cell, figure in zip(self.table.rows, cells, read, strict=True):
            if figure.suppressed:
                kind = ("W_SUPPRESSED", "unavailable, suppressed", "it is never worked out from other figures")
                kinds.setdefault(kind, []).append(row)
            elif name == "value" and math.isnan(figure.value) and figure is not NOT_READ and cell.strip():
                kinds.setdefault(("W_MISSING", "unavailable", "no figure is put in its place"), []).append(row)
        for (code, state, rest), rows in kinds.items():
            told = f"{len(rows)} {'cell was' if len(rows) == 1 else 'cells were'} read as {state}; {rest}."
            self.problems.append(warning(code, f"{rows_named(rows)}, column {name}", told))
        return read

    def _decimals(self, values: list[Number]) -> list[int]:
        """How many decimals each figure is shown with: as stated, else as typed; 1 for what is made from counts."""
        stated = self._each("decimals", _whole_decimals, -1)
        return [
            wanted if wanted >= 0 else (1 if math.isnan(value.value) else value.decimals)
            for wanted, value in zip(stated, values, strict=True)
        ]


def _target(text: str) -> Number:
    """A target: a number, or a word that says that there is none."""
    return NOTHING if plain_text(text).lower() in vocabulary().no_target else number(text)


def _tolerance(text: str) -> Tolerance | None:
    """An indicator's own tolerance, None where the cell is empty."""
    plain = plain_text(text)
    if plain.lower() in vocabulary().missing:
        return None
    try:
        return Tolerance.parse(plain)
    except ValueError as fault:
        raise CellError("W_AMBER", "is no tolerance (5, or 5% of the target); the scorecard's own was used") from fault


def _polarity(text: str) -> Polarity:
    """A polarity; higher is better where the cell is empty."""
    plain = plain_text(text).lower()
    found = Polarity.HIGHER if not plain else vocabulary().polarity.get(plain)
    if found is None:
        raise CellError("E_POLARITY", "is no polarity; write higher, lower, band or none")
    return found


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
    if not plain.isascii() or not plain.isdigit() or int(plain) > MOST_DECIMALS:
        raise CellError("E_DECIMALS", f"is no number of decimals; write a whole number from 0 to {MOST_DECIMALS}")
    return int(plain)

"""What a sheet holds beside its texts, gathered while it is read, and told once for each kind."""

from __future__ import annotations

import statistics
from dataclasses import dataclass, field

from ragcore.files.cell_names import cells_named, columns_named, letters
from ragcore.files.formats import Look
from ragcore.files.shown import number_shown, percent_shown
from ragcore.files.table import MOST_CHARACTERS, MOST_COLUMNS, MOST_ROWS, Grid
from ragcore.problems import Place, Problem, error, note, warning

# So few cells, so far from all others, lie there by accident.
FEW = 10
FAR_ROWS = 1000
_FAR_COLUMNS = 50
# A title, notes and a legend may stand around a table of the most rows.
_ROWS_AROUND = 1000
# No sheet that a person makes has more merged areas, and each costs a look at the rows.
MOST_MERGED = 10_000


class TooMuchError(Exception):
    """Says that a sheet is larger than may be, as soon as that is known."""

    def __init__(self, seen: Seen, reach: tuple[int, int] | None = None) -> None:
        """Take the sheet, as far as it was read; or up to which row and how many columns it reaches, if that is it."""
        super().__init__(seen.name)
        self.seen, self.reach = seen, reach

    @property
    def problem(self) -> Problem:
        """What refuses the sheet."""
        if self.reach:
            row, columns = self.reach
            code = "E_TOO_MANY_COLUMNS" if columns > MOST_COLUMNS else "E_TOO_MANY_ROWS"
            said = (
                f"The sheet reaches to row {row:,} and column {letters(columns - 1)}; empty what is not the scorecard."
            )
            return error(code, f"sheet {self.seen.name}", said)
        what = f"{MOST_COLUMNS:,} columns" if len(self.seen.far) > FEW else f"{MOST_ROWS:,} rows"
        code = "E_TOO_MANY_COLUMNS" if len(self.seen.far) > FEW else "E_TOO_MANY_ROWS"
        said = f"The sheet has more than {what}; leave out what is not the scorecard."
        return error(code, f"sheet {self.seen.name}", said)


@dataclass
class Differing:
    """Cells whose formats show something else than is stored, and the first of them both ways."""

    cells: list[tuple[int, int]] = field(default_factory=list)
    example: tuple[str, str] = ("", "")

    def add(self, row: int, column: int, stored: str, shown: str) -> None:
        """Take note of a cell."""
        if not self.cells:
            self.example = stored, shown
        self.cells.append((row, column))


@dataclass
class Seen:
    """A sheet as it is being read: rows are numbered from 1, columns from 0.

    rows : the cells of each row that holds any text
    percents : where a number is shown as a percentage; `percent` has the first, as stored and as shown
    scaled : where a format shows a number as thousands or millions, or not at all; it is read as stored
    worded : where a format shows a text instead of a number; that is read
    failed : where a formula ends in an error, with that; `unknown` where it has no result at all
    far : cells beyond the last column that a file may have
    fractions : how many figures lie between 0 and 1, where their formats cannot be seen
    """

    name: str
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    filtered: bool = False
    percents: list[tuple[int, int]] = field(default_factory=list)
    percent: tuple[str, str] = ("", "")
    scaled: Differing = field(default_factory=Differing)
    worded: Differing = field(default_factory=Differing)
    failed: list[tuple[int, int, str]] = field(default_factory=list)
    unknown: list[tuple[int, int]] = field(default_factory=list)
    far: list[tuple[int, int]] = field(default_factory=list)
    fractions: int = 0
    links: int = 0
    comments: int = 0

    def add(self, number: int, cells: list[str], *, hidden: bool = False) -> None:
        """Take a row, if any of its cells holds a text; raises TooMuchError where there are too many."""
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            return
        if len(self.rows) >= MOST_ROWS + _ROWS_AROUND:
            raise TooMuchError(self)
        self.rows.append((number, cells))
        if hidden:
            self.hidden_rows.append(number)

    def share(self, row: int, column: int, value: float) -> str:
        """The text of a number that is shown as a percentage, of which note is taken."""
        text = percent_shown(value)
        if not self.percents:
            self.percent = number_shown(value), text
        self.percents.append((row, column))
        return text

    def altered(self, row: int, column: int, value: float, look: Look) -> str:
        """The text of a number whose format shows another one, or a text or nothing, of which note is taken."""
        stored = number_shown(value)
        if look.text is None:
            self.scaled.add(row, column, f"{value:,.15g}", f"{value / look.scale:,.{look.decimals}f}")
            return stored
        if any(map(str.isalnum, look.text)):
            self.worded.add(row, column, stored, look.text)
            return look.text
        # A dash for zero, as in accounts, is a zero.
        self.scaled.add(row, column, stored, look.text or "nothing")
        return stored

    def add_far(self, row: int, column: int) -> None:
        """Take note of a cell beyond the last column; raises TooMuchError where that is no accident."""
        self.far.append((row, column))
        if len(self.far) > FEW:
            raise TooMuchError(self)


def told(seen: Seen) -> tuple[Grid, list[Problem]]:
    """The grid of a sheet that has been read, and what its reader should know of it.

    Raises TooMuchError where the cells beyond the last column follow on those before.

    >>> grid, problems = told(Seen("Data", rows=[(1, ["indicator"]), (2, ["Calls"])], hidden_rows=[2]))
    >>> print(*problems)
    warning: row 2: The row is hidden in the workbook; it was read as all others.
    """
    _refuse_wide(seen)
    stray = [*seen.far, *_stray(seen)]
    problems = _too_long(seen)
    if stray:
        said = (
            f"Far from all others something stands in {cells_named(stray)}; it was left out. Empty it in the workbook."
        )
        problems.append(warning("W_STRAY_CELL", _rows_of(stray), said))
    problems += [*_hidden(seen), *_formulas(seen)]
    if seen.percents:
        columns = columns_named(sorted({column for _, column in seen.percents}))
        said = (
            f"In {columns} numbers are formatted as percentages ({seen.percent[0]} is stored and {seen.percent[1]} "
            "shown); they were read as shown."
        )
        problems.append(warning("W_PERCENT_FORMAT", _rows_of(seen.percents), said))
    problems += _differing(seen)
    if len(seen.merged) > MOST_MERGED:
        said = (
            f"The sheet has more than {MOST_MERGED:,} merged areas; they were passed over. Undo them in the workbook."
        )
        problems.append(warning("W_MERGED_CELLS", f"sheet {seen.name}", said))
        seen.merged = []
    if seen.fractions:
        said = (
            "The formats of this kind of workbook cannot be seen, and some of its figures lie between 0 and 1 "
            f"({seen.fractions:,}): where they are shown as percentages, save it as 'Excel Workbook (.xlsx)'."
        )
        problems.append(warning("W_FORMATS_UNSEEN", f"sheet {seen.name}", said))
    if seen.comments:
        said = "The sheet has comments on cells. They were not read."
        problems.append(warning("W_COMMENTS", f"sheet {seen.name}", said))
    if seen.links:
        said = "The addresses of links behind cells were not read, only their texts."
        problems.append(note("N_HYPERLINKS", f"sheet {seen.name}", said))
    return Grid(seen.rows, seen.name, seen.merged), problems


def _refuse_wide(seen: Seen) -> None:
    """Raise TooMuchError where the cells beyond the last column that may be follow on those before it."""
    columns = [column for _, column in seen.far]
    widest = max((len(cells) for _, cells in seen.rows), default=0)
    if columns and min(columns) < widest + _FAR_COLUMNS:
        raise TooMuchError(seen, (max(row for row, _ in seen.far), max(columns) + 1))


def _differing(seen: Seen) -> list[Problem]:
    """What is told of number formats that show something else than is stored."""
    return [
        warning(
            "W_NUMBER_FORMAT",
            _rows_of(each.cells),
            f"The number format shows something else than is stored in {cells_named(each.cells)} ({each.example[0]} is "
            f"stored and {each.example[1]} shown); it was read as {done}.",
        )
        for each, done in ((seen.scaled, "stored"), (seen.worded, "shown"))
        if each.cells
    ]


def _stray(seen: Seen) -> list[tuple[int, int]]:
    """Take out of a sheet the few cells that lie far from all others, and say which."""
    numbers = [number for number, _ in seen.rows]
    gap = next((at for at in range(1, len(numbers)) if numbers[at] - numbers[at - 1] > FAR_ROWS), len(numbers))
    below = [(row, at) for row, cells in seen.rows[gap:] for at, cell in enumerate(cells) if cell]
    if len(below) > FEW:
        below = []
    else:
        del seen.rows[gap:]
    if not seen.rows:
        return below
    edge = statistics.median_high([len(cells) for _, cells in seen.rows]) + _FAR_COLUMNS
    long = [(row, cells) for row, cells in seen.rows if len(cells) > edge]
    right = [(row, at) for row, cells in long for at, cell in enumerate(cells[edge:], edge) if cell]
    if len(right) > FEW:
        return below
    for _, cells in long:
        del cells[edge:]
    return right + below


def _too_long(seen: Seen) -> list[Problem]:
    """An error for each cell that holds too much."""
    return [
        error(
            "E_CELL_TOO_LONG",
            Place([row]),
            f"The cell {letters(at)}{row} holds {len(cell):,} characters, and the most is {MOST_CHARACTERS:,}; "
            "shorten it.",
        )
        for row, cells in seen.rows
        if max(map(len, cells), default=0) > MOST_CHARACTERS
        for at, cell in enumerate(cells)
        if len(cell) > MOST_CHARACTERS
    ]


def _hidden(seen: Seen) -> list[Problem]:
    """What is told of rows and columns that are hidden."""
    problems: list[Problem] = []
    if seen.hidden_rows:
        how = "hidden by a filter" if seen.filtered else "hidden"
        one = len(seen.hidden_rows) == 1
        are, they = ("The row is", "it was") if one else ("The rows are", "they were")
        said = f"{are} {how} in the workbook; {they} read as all others."
        problems.append(warning("W_HIDDEN_ROWS", Place(seen.hidden_rows), said))
    widest = max((len(cells) for _, cells in seen.rows), default=0)
    columns = sorted(column for column in seen.hidden_columns if column < widest)
    if columns:
        are, they = ("is", "it was") if len(columns) == 1 else ("are", "they were")
        said = f"In this sheet {columns_named(columns)} {are} hidden; {they} read as all others."
        problems.append(warning("W_HIDDEN_COLUMNS", f"sheet {seen.name}", said))
    return problems


def _formulas(seen: Seen) -> list[Problem]:
    """What is told of formulas without a figure."""
    problems: list[Problem] = []
    if seen.failed:
        cells = [(row, column) for row, column, _ in seen.failed]
        kinds = ", ".join(dict.fromkeys(fault for _, _, fault in seen.failed))
        said = f"Formulas end in an error ({kinds}) in {cells_named(cells)}; there is no figure there."
        problems.append(warning("W_FORMULA_ERROR", _rows_of(cells), said))
    if seen.unknown:
        said = (
            f"Formulas have no result in the file in {cells_named(seen.unknown)}; the cells were read as empty. "
            "Open the workbook in Excel and save it."
        )
        problems.append(warning("W_NO_CACHED_VALUE", _rows_of(seen.unknown), said))
    return problems


def _rows_of(cells: list[tuple[int, int]]) -> Place:
    return Place(sorted({row for row, _ in cells}))

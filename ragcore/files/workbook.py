"""Workbooks of every kind: their sheets, which of them holds the table, and what else is in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise

from ragcore.files.child import can_contain
from ragcore.files.header import column_named
from ragcore.files.kinds import Kind
from ragcore.files.seen import Seen, TooMuchError, told
from ragcore.files.table import Grid
from ragcore.files.xlsx import Package
from ragcore.problems import Problem, error, note, quoted, refused, warning
from ragcore.text import same_name

ABOUT = "about"

# A header is looked for in so many rows, and is one where it names so many columns of a scorecard.
_ROWS_LOOKED_AT = 50
_NAMES_OF_A_TABLE = 3

_PASSWORD = error("E_PASSWORD", "file", "The workbook has a password; take it off, and save it again.")
_DAMAGED = "The workbook is damaged here; open it in the program that made it and save it again."


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook: its name, whether it is hidden, and how its cells are read."""

    name: str
    hidden: bool
    read: Callable[[], Seen] = field(repr=False)


@dataclass(frozen=True)
class Workbook:
    """A workbook whose sheets can be read, one at a time.

    problems : what else is in it and is not read: macros, comments, links to other workbooks
    """

    sheets: list[Sheet]
    problems: list[Problem] = field(default_factory=list)

    def grid(self, name: str) -> tuple[Grid, list[Problem]]:
        """The cells of a sheet, and what its reader should know of them; no cells where it is refused."""
        sheet = next(sheet for sheet in self.sheets if sheet.name == name)
        try:
            return told(sheet.read())
        except TooMuchError as fault:
            return Grid([], name), [fault.problem]
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 - of a broken workbook any fault may come out of a library, and all say the same
            return Grid([], name), [error("E_DAMAGED", f"sheet {name}", _DAMAGED)]

    @property
    def about(self) -> Grid | None:
        """The cells of the sheet About, which is never a table; None where there is none."""
        name = next((sheet.name for sheet in self.sheets if _is_about(sheet)), None)
        return None if name is None else self.grid(name)[0]

    @property
    def tables(self) -> list[Sheet]:
        """The sheets that may hold a table: all but About."""
        return [sheet for sheet in self.sheets if not _is_about(sheet)]


def _is_about(sheet: Sheet) -> bool:
    return same_name(sheet.name) == ABOUT


def open_workbook(data: bytes, kind: Kind) -> tuple[Workbook | None, list[Problem]]:
    """Open a workbook that has passed the gate; None where it is refused.

    kind : what the gate took it for; all but .xlsx are read by machine code, so this must run in a child process
    """
    try:
        if kind == Kind.XLSX:
            return _opened_xlsx(Package(data))
        return _opened_binary(data, kind)
    except TooMuchError as fault:
        return None, [fault.problem]
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - as above
        return None, [error("E_DAMAGED", "file", _DAMAGED.replace(" here", ""))]


def _opened_xlsx(package: Package) -> tuple[Workbook | None, list[Problem]]:
    missing = package.missing()
    if missing:
        said = "The workbook is damaged: this sheet is listed and not there; open it in Excel and save it again."
        return None, [error("E_DAMAGED", f"sheet {name}", said) for name in missing]
    beside = (
        (r"vbaproject\.bin$", warning, "W_MACROS", "macros", "They were not run, and nothing of them is kept."),
        (r"^xl/externallinks/", warning, "W_LINKS", "links to other workbooks", "They were not followed."),
        (r"^xl/(threaded)?comments", warning, "W_COMMENTS", "comments on cells", "They were not read."),
        (r"^xl/(media|charts)/", note, "N_PICTURES", "pictures or charts", "They were not read."),
    )
    problems = [
        level(code, "file", f"The workbook has {what}. {done}")
        for pattern, level, code, what, done in beside
        if package.has(pattern)
    ]
    sheets = [Sheet(each.name, each.hidden, partial(package.read, each)) for each in package.sheets]
    return Workbook(sheets, problems), []


def _opened_binary(data: bytes, kind: Kind) -> tuple[Workbook | None, list[Problem]]:
    if not can_contain():
        said = f"The file is {kind}, which is not read on this system; save it as 'Excel Workbook (.xlsx)'."
        return None, [error("E_FORMAT", "file", said)]
    from ragcore.files.binary import Binary, PasswordError  # noqa: PLC0415 - machine code, only ever in a child
    from ragcore.files.ods import OpenDocument  # noqa: PLC0415 - as above

    try:
        book = OpenDocument(data) if kind == Kind.ODS else Binary(data)
    except PasswordError:
        return None, [_PASSWORD]
    return Workbook([Sheet(name, hidden, partial(book.read, name)) for name, hidden in book.sheets]), []


def choose(workbook: Workbook, wanted: str | None = None) -> tuple[Grid | None, list[Problem]]:
    """The sheet that holds the table, None where none does, and what was passed over.

    wanted : the name of a sheet, hidden or not; without it the visible one that looks most like a scorecard
    """
    if wanted is not None:
        return _wanted(workbook, wanted)
    shown = [sheet for sheet in workbook.tables if not sheet.hidden]
    problems = _hidden(workbook)
    read = {sheet.name: workbook.grid(sheet.name) for sheet in shown}
    full = {name: grid for name, (grid, found) in read.items() if grid.rows or refused(found)}
    if not full:
        names = ", ".join(sheet.name for sheet in shown)
        said = "The workbook is empty: no sheet that is shown has anything in it; choose one with figures."
        return None, [*workbook.problems, *problems, error("E_EMPTY", f"sheet {names}" if names else "file", said)]
    known = {name: names_known(grid) for name, grid in full.items()}
    tables = [name for name in full if known[name] >= _NAMES_OF_A_TABLE]
    best = max(full, key=lambda name: (known[name], len(full[name].rows) > 1))
    maybe = tables or [name for name in full if known[name] or _widest(full[name]) >= _NAMES_OF_A_TABLE]
    others = [name for name in maybe if name != best]
    if others:
        named = ", ".join(map(quoted, others))
        said = f"The sheet {quoted(best)} was read; {named} may hold tables too. Choose another by its name."
        problems.append(warning("W_SHEET_CHOSEN", "sheets " + " and ".join([best, *others]), said))
    elif len(full) > 1:
        rest = ", ".join(quoted(name) for name in full if name != best)
        problems.append(note("N_SHEET_CHOSEN", f"sheet {best}", f"This sheet was read, and not {rest}."))
    grid, found = read[best]
    return (None if refused(found) else grid), [*workbook.problems, *problems, *found]


def _wanted(workbook: Workbook, wanted: str) -> tuple[Grid | None, list[Problem]]:
    named = [sheet.name for sheet in workbook.sheets if same_name(sheet.name) == same_name(wanted)]
    name = wanted if wanted in named else next(iter(named), None)
    if name is None:
        there = ", ".join(quoted(sheet.name) for sheet in workbook.tables)
        said = f"There is no sheet {quoted(wanted)}; choose one of {there}."
        return None, [error("E_UNKNOWN_SHEET", "file", said)]
    grid, found = workbook.grid(name)
    if not grid.rows and not found:
        found = [error("E_EMPTY", f"sheet {name}", "The sheet is empty; choose one with figures.")]
    return (None if refused(found) else grid), [*workbook.problems, *found]


def _hidden(workbook: Workbook) -> list[Problem]:
    """A warning that names the sheets that are hidden."""
    hidden = [sheet.name for sheet in workbook.tables if sheet.hidden]
    if not hidden:
        return []
    said = f"Hidden sheets were not read: {', '.join(map(quoted, hidden))}. Choose one by its name to read it."
    return [warning("W_HIDDEN_SHEETS", "file", said)]


def names_known(grid: Grid) -> int:
    """How many columns of a scorecard are named in two neighbouring rows, in those that name most.

    >>> names_known(Grid([(1, ["Quarterly report"]), (3, ["Measure", "Q1", ""]), (4, ["", "Actual", "Target"])]))
    3
    """
    named = [set(map(column_named, cells)) - {""} for _, cells in grid.rows[:_ROWS_LOOKED_AT]]
    return max((len(over | below) for over, below in pairwise([set(), *named])), default=0)


def _widest(grid: Grid) -> int:
    """How many cells of a row hold anything, in the fullest one."""
    return max((sum(map(bool, cells)) for _, cells in grid.rows), default=0)

"""Binary workbooks (.xls, .xlsb): their sheets, by a library of machine code, and so only in a child process."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta

import python_calamine as calamine

from ragcore.files.seen import Seen
from ragcore.files.shown import moment_shown, number_shown, time_shown
from ragcore.files.table import MOST_COLUMNS

Cell = int | float | str | bool | date | datetime | time | timedelta


class PasswordError(Exception):
    """Says that a workbook has a password."""


class Binary:
    """A binary workbook. Raises PasswordError where it has a password, and ValueError where it is damaged."""

    def __init__(self, data: bytes) -> None:
        """Read the list of sheets."""
        try:
            self.book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
            listed = self.book.sheets_metadata
        except calamine.PasswordError:
            raise PasswordError from None
        except (calamine.CalamineError, OSError) as fault:
            raise ValueError("no workbook") from fault
        self.sheets = [
            (sheet.name, sheet.visible != calamine.SheetVisibleEnum.Visible)
            for sheet in listed
            if sheet.typ == calamine.SheetTypeEnum.WorkSheet
        ]

    def rows(self, name: str) -> list[list[Cell]]:
        """The cells of a sheet, from its first row and column on."""
        try:
            return self.book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        except (calamine.CalamineError, OSError) as fault:
            raise ValueError("no sheet") from fault

    def read(self, name: str) -> Seen:
        """Read one sheet; where a formula ends in an error its cell is empty.

        Raises TooMuchError where the sheet is larger than may be.
        """
        seen = Seen(name)
        for number, row in enumerate(self.rows(name), start=1):
            for at, cell in enumerate(row[MOST_COLUMNS:], MOST_COLUMNS):
                if cell != "":
                    seen.add_far(number, at)
            seen.fractions += sum(isinstance(cell, float) and 0 < abs(cell) < 1 for cell in row)
            seen.add(number, [text_of(cell) for cell in row[:MOST_COLUMNS]])
        merged = self.book.get_sheet_by_name(name).merged_cell_ranges or ()
        seen.merged = [(top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in merged]
        return seen


def text_of(cell: Cell) -> str:
    """The text of a cell.

    >>> text_of(82.0), text_of(True), text_of(date(2024, 4, 1)), text_of(time(9, 30))
    ('82', 'TRUE', '1 Apr 2024', '09:30')
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, int | float):
        return number_shown(float(cell))
    if isinstance(cell, date):
        return moment_shown(cell)
    return time_shown(cell, seconds=cell.second > 0 if isinstance(cell, time) else cell.seconds % 60 > 0)

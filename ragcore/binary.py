"""Binary workbooks (.xls, .xlsb): their sheets, by a library of machine code, and so only in a child process."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta

import python_calamine as calamine

from ragcore.seen import Seen
from ragcore.shown import moment_shown, number_shown, time_shown
from ragcore.table import MOST_COLUMNS

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

    def read(self, name: str) -> Seen:
        """Read one sheet; where a formula ends in an error its cell is empty.

        Raises TooMuchError where the sheet is larger than may be.
        """
        seen = Seen(name)
        try:
            sheet = self.book.get_sheet_by_name(name)
            rows = sheet.to_python(skip_empty_area=False)
            seen.merged = [
                (top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
            ]
        except (calamine.CalamineError, OSError) as fault:
            raise ValueError("no sheet") from fault
        for number, row in enumerate(rows, start=1):
            for at, cell in enumerate(row[MOST_COLUMNS:], MOST_COLUMNS):
                if cell != "":
                    seen.add_far(number, at)
            seen.fractions += sum(isinstance(cell, float) and 0 < abs(cell) < 1 for cell in row)
            seen.add(number, [_text(cell) for cell in row[:MOST_COLUMNS]])
        return seen


def _text(cell: Cell) -> str:
    """The text of a cell."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, int | float):
        return number_shown(float(cell))
    if isinstance(cell, date):
        return moment_shown(cell)
    return time_shown(cell, seconds=cell.second > 0 if isinstance(cell, time) else cell.seconds % 60 > 0)

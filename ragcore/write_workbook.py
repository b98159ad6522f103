"""Workbooks made of rows: texts that no spreadsheet runs, and numbers in full."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice, zip_longest
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from ragcore.files.formula import unsafe
from ragcore.rounding import MOST_DECIMALS, decimals_typed
from ragcore.text import visible, whole

# A column is as wide as its longest text, in characters, but no wider than this; longer texts are wrapped.
WIDEST = 60
# The texts that are measured for it.
MEASURED = 1000
# Spreadsheets read `_x0041_` as the one character that it numbers; its first mark is written by its number.
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


class Figure(str):
    """A number in digits, in full: its cell is a number and shows as many decimals as are written."""

    __slots__ = ()


class Sheet(NamedTuple):
    """One sheet: its name, the names of its columns, and its rows of texts and `Figure`s, '' for nothing."""

    name: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """Write a workbook; nothing in it is run, linked or hidden, whatever the texts are.

    >>> workbook([Sheet("Scorecard", ["indicator", "value"], [["=1+1", Figure("82.50")]])])[:2]
    b'PK'
    """
    book = Workbook(write_only=True)
    # Else the library says that it is the author.
    book.properties.creator = None
    for sheet in sheets:
        written = book.create_sheet(sheet.name)
        written.freeze_panes = "A2"
        for place, width in enumerate(_widths(sheet), 1):
            written.column_dimensions[get_column_letter(place)].width = width
        for cells in chain([_header(written, sheet.header)], (_cells(written, row) for row in sheet.rows)):
            written.append(cells)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _widths(sheet: Sheet) -> Iterator[int]:
    """How wide each column is, with a little space."""
    for column in zip_longest(sheet.header, *islice(sheet.rows, MEASURED), fillvalue=""):
        yield min(WIDEST, max(map(len, column))) + 2


def _header(written: Any, names: Sequence[str]) -> list[Cell]:
    cells = [_text(written, name) for name in names]
    for cell in cells:
        cell.font = Font(bold=True)
    return cells


def _cells(written: Any, row: Sequence[str]) -> list[Cell | None]:
    return [
        None if not text else _number(written, text) if isinstance(text, Figure) else _text(written, text)
        for text in row
    ]


def _number(written: Any, digits: str) -> Cell:
    """A cell that is a number; the library would round a float to 16 digits, but leaves a text as it is."""
    cell = WriteOnlyCell(written, str(digits))
    cell.data_type = "n"
    decimals = decimals_typed(digits)
    if decimals < MOST_DECIMALS:
        cell.number_format = f"0.{'0' * decimals}" if decimals else "0"
    return cell


def plain_text(text: str) -> tuple[str, bool]:
    r"""A text as a cell can hold it, and whether a spreadsheet would run it if somebody typed it there.

    >>> plain_text("Calls\x07"), plain_text("=1+1"), plain_text("'tis")
    (('Calls', False), ('=1+1', True), ("'tis", True))
    """
    plain = whole(visible(text))
    return plain, unsafe(plain) or plain.startswith("'")


def _text(written: Any, text: str) -> Cell:
    """A cell that is a text, whatever it looks like."""
    plain, marked = plain_text(text)
    cell = WriteOnlyCell(written, _ESCAPE.sub("_x005F_", plain))
    # After the value, of which the library makes a formula or an error where it looks like one.
    cell.data_type = "s"
    if marked:
        cell.quotePrefix = True
    if len(plain) > WIDEST:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell

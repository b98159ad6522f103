"""Excel workbooks (.xlsx, .xlsm): their values and formats by openpyxl, one row at a time."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.reader.excel import ExcelReader

from ragcore.files.formats import Form, look_of
from ragcore.files.scan import SheetScan
from ragcore.files.seen import Seen
from ragcore.files.shown import moment_shown, number_shown, with_decimals

# Characters that XML cannot hold, and the mark itself, as Excel writes them.
_ESCAPED = re.compile("_x(00[01][0-9A-Fa-f]|005[Ff])_")
# Workbooks that Excel saves as 'Strict' name the same things by other addresses.
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_USUAL = rb"http://schemas.openxmlformats.org/\1/2006/"


@dataclass(frozen=True)
class Listed:
    """A sheet that a workbook lists: its name, whether it is hidden, and the part that holds it."""

    name: str
    hidden: bool
    part: str


class _Reader(ExcelReader):
    """The library's reader without what no cell needs: who wrote it, colours, charts."""

    def _nothing(self, *_: Any, **__: Any) -> None:
        """Read nothing."""

    read_properties = read_custom = read_theme = read_chartsheet = _nothing


class Package:
    """An Excel workbook. Raises whatever the library does where it is damaged."""

    def __init__(self, data: bytes) -> None:
        """Read what the sheets have in common: their list, texts and formats."""
        reader = _Reader(io.BytesIO(_usual(data)), read_only=True, data_only=True, keep_links=False)
        with warnings.catch_warnings():
            # The library warns of what it would not write again.
            warnings.simplefilter("ignore")
            reader.read()
            listed = list(reader.parser.find_sheets())
        self.book, self.archive = reader.wb, reader.archive
        self.sheets = [
            Listed(sheet.name, sheet.state != "visible", relation.target)
            for sheet, relation in listed
            if relation.Type.endswith("/worksheet")
        ]

    def has(self, pattern: str) -> bool:
        """Whether any part has such a name."""
        return any(re.search(pattern, name.lower()) for name in self.archive.namelist())

    def missing(self) -> list[str]:
        """The names of the sheets that no part holds."""
        there = set(self.archive.namelist())
        return [sheet.name for sheet in self.sheets if sheet.part not in there]

    def read(self, sheet: Listed) -> Seen:
        """Read one sheet; raises TooMuchError where it is larger than may be."""
        seen = Seen(sheet.name)
        scan = SheetScan(seen)
        with self.archive.open(sheet.part) as file:
            scan.read(file)
        if not scan.rows:
            return seen
        cells_of: Any = self.book[sheet.name]
        # What the sheet says of its own size is not believed.
        cells_of.reset_dimensions()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for number, row in enumerate(cells_of.iter_rows(max_row=scan.rows, max_col=scan.columns), start=1):
                texts = ["" if (value := cell.value) is None else _text(cell, value, seen) for cell in row]
                seen.add(number, texts, hidden=number in scan.hidden)
        return seen


def _usual(data: bytes) -> bytes:
    """A workbook with the addresses that the library knows."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        if not _STRICT.search(old.read("_rels/.rels")):
            return data
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as new:
            for name in old.namelist():
                new.writestr(name, _STRICT.sub(_USUAL, old.read(name)))
    return file.getvalue()


def _text(cell: ReadOnlyCell, value: Any, seen: Seen) -> str:
    """The text of a cell that is not empty; what is to be told of it goes to what was seen."""
    if isinstance(value, str):
        if cell.data_type == "e":
            seen.failed.append((cell.row, cell.column - 1, value))
        return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value) if "_x" in value else value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, date | time | timedelta):
        return moment_shown(value, look_of(cell.number_format).form)
    return _number(cell, float(value), seen) if cell.has_style else number_shown(float(value))


def _number(cell: ReadOnlyCell, number: float, seen: Seen) -> str:
    """The text of a number, as its format shows it as far as that says what it is."""
    look = look_of(cell.number_format, (number > 0) - (number < 0))
    if look.form == Form.PERCENT:
        return seen.share(cell.row, cell.column - 1, number)
    if look.text is not None or look.scale > 1:
        return seen.altered(cell.row, cell.column - 1, number, look)
    return with_decimals(number_shown(number).zfill(look.digits), look.decimals)

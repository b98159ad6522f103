"""OpenDocument spreadsheets (.ods): values by the library that reads binary workbooks, and what it does not tell."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

from ragcore.files.binary import Binary, PasswordError, text_of
from ragcore.files.scan import LAST_ROW, Scan
from ragcore.files.seen import Seen, TooMuchError
from ragcore.files.table import MOST_COLUMNS, MOST_ROWS

# The library makes room for every cell up to the last; for more than these the memory of a child would not do.
MOST_CELLS = 10 * MOST_ROWS
_LIST = "META-INF/manifest.xml"
_HIDDEN = ("collapse", "filter")
# What lies in a sheet or a cell and is no part of its text: comments, pictures, what was there before.
_ASIDE = {"annotation", "shapes", "frame", "custom-shape", "tracked-changes", "dde-links", "detective"}
_CELLS = ("table-cell", "covered-table-cell")
# Where the value of a cell of each type is.
_VALUES = {
    **dict.fromkeys(("float", "currency", "percentage"), "office:value"),
    "date": "office:date-value",
    "boolean": "office:boolean-value",
}
# What is shown says more than the value: of a number TRUE, of a date a month without its day, of a time all its hours.
_SHOWN = {
    "": re.compile(".*", re.DOTALL),
    "time": re.compile(".*"),
    "float": re.compile("TRUE|FALSE"),
    "date": re.compile(r"[A-Za-z]{3,9}\.?[ /-]?'?\d{2,4}|\d{1,2}[/-]\d{4}"),
}
_ERROR = re.compile(r"#(DIV/0|N/A|NAME\?|NULL|NUM|REF|VALUE)!?|Err:\d+")


class OpenDocument(Binary):
    """An OpenDocument spreadsheet. Raises PasswordError, TooMuchError, or another error where it is damaged.

    It is scanned before the library sees it, which would take any memory for a cell that lies far from all others.
    """

    def __init__(self, data: bytes) -> None:
        """Scan all sheets, and have them read."""
        scan = SpreadsheetScan()
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if _LIST in archive.namelist() and b"encryption-data" in archive.read(_LIST):
                raise PasswordError
            with archive.open("content.xml") as file:
                scan.read(file)
        super().__init__(data)
        self.scanned = {seen.name: (seen, shown) for seen, shown in reversed(scan.sheets)}
        self.sheets = [sheet for sheet in self.sheets if sheet[0] in self.scanned]

    def read(self, name: str) -> Seen:
        """Read one sheet."""
        scanned, shown = self.scanned[name]
        seen = replace(scanned, rows=[], hidden_rows=[], percents=[])
        hidden, percents = set(scanned.hidden_rows), dict[int, list[int]]()
        for number, at in scanned.percents:
            percents.setdefault(number, []).append(at)
        rows = self.rows(name)
        for number in range(1, max(len(rows), *shown, 0, 0) + 1):
            cells = rows[number - 1] if number <= len(rows) else []
            texts = [text_of(cell) for cell in cells[:MOST_COLUMNS]]
            for at in percents.get(number, ()):
                texts[at] = seen.share(number, at, float(str(cells[at])))
            for at, text in shown.get(number, {}).items():
                texts.extend([""] * (at + 1 - len(texts)))
                texts[at] = text
            seen.add(number, texts, hidden=number in hidden)
        return seen


class SpreadsheetScan(Scan):
    """All sheets of a spreadsheet: what stands beside their cells, and which of these are percentages.

    sheets : each sheet, and by row and column the cells whose shown text says more than the library: times, errors,
        and what has no type
    """

    def __init__(self) -> None:
        """Begin before the first sheet."""
        super().__init__()
        self.parser.EndElementHandler = self.end
        self.sheets: list[tuple[Seen, dict[int, dict[int, str]]]] = []
        self.seen, self.shown = Seen(""), dict[int, dict[int, str]]()
        self.tables, self.aside, self.area = 0, 0, 0
        self.number, self.at, self.rows, self.columns = 0, 0, 0, 0
        self.row, self.cell, self.parts = dict[str, str](), dict[str, str](), list[str]()
        # The cells of a row that hold anything: from which column, to which, whether percentages, text as shown.
        self.filled: list[tuple[int, int, bool, str]] = []

    def start(self, name: str, given: dict[str, str]) -> None:
        """An element begins."""
        name = self.local[name]
        if self.aside or name in _ASIDE:
            self.aside += 1
            self.seen.comments += name == "annotation"
        elif name in _CELLS:
            self.cell, self.parts = given, []
        elif name == "p":
            self.parser.CharacterDataHandler = self._text
            if self.parts:
                self.parts.append("\n")
        elif name == "table-row":
            self.row, self.at, self.filled = given, 0, []
        else:
            self._around(name, given)

    def _around(self, name: str, given: dict[str, str]) -> None:
        """What is neither a row nor a cell begins."""
        if name == "a":
            self.seen.links += 1
        elif name == "table-column":
            last = min(self.at + int(given.get("table:number-columns-repeated", 1)), MOST_COLUMNS)
            if given.get("table:visibility") in _HIDDEN:
                self.seen.hidden_columns.update(range(self.at, last))
            self.at = last
        elif name == "table":
            self.tables += 1
            if self.tables == 1:
                self.number, self.at, self.rows, self.columns = 0, 0, 0, 0
                self.seen, self.shown = Seen(given.get("table:name", "")), {}
                self.sheets.append((self.seen, self.shown))

    def end(self, name: str) -> None:
        """An element ends."""
        name = self.local[name]
        if self.aside:
            self.aside -= 1
        elif name == "p":
            self.parser.CharacterDataHandler = None
        elif name in _CELLS:
            self._end_cell()
        elif name == "table-row":
            self._end_row()
        elif name == "table":
            self.tables -= 1
            self.area += self.rows * self.columns

    def _text(self, text: str) -> None:
        """Characters of a cell, or of what lies in it."""
        if not self.aside:
            self.parts.append(text)

    def _end_cell(self) -> None:
        """A cell is complete, and stands for as many as it is repeated."""
        given, number = self.cell, self.number + 1
        at, self.at = self.at, self.at + int(given.get("table:number-columns-repeated", 1))
        wide, high = int(given.get("table:number-columns-spanned", 1)), int(given.get("table:number-rows-spanned", 1))
        if wide > 1 or high > 1:
            self.seen.merged.append((number, at, number + high - 1, at + wide - 1))
        kind, shown, formula = given.get("office:value-type", ""), "".join(self.parts).strip(), "table:formula" in given
        if not (kind or shown or formula):
            return
        if kind in _VALUES and _VALUES[kind] not in given:
            raise ValueError("a cell without its value")
        if not (kind or shown):
            self.seen.unknown.append((number, at))
        if _ERROR.fullmatch(shown) and (formula or given.get("calcext:value-type") == "error"):
            self.seen.failed.append((number, at, shown))
        elif kind not in _SHOWN or not _SHOWN[kind].fullmatch(shown):
            shown = ""
        self.filled.append((at, self.at, kind == "percentage", shown))

    def _end_row(self) -> None:
        """A row is complete, and stands for as many as it is repeated."""
        first, self.number = self.number + 1, self.number + int(self.row.get("table:number-rows-repeated", 1))
        if not self.filled:
            return
        if self.number > LAST_ROW:
            raise ValueError("a row beyond the last")
        self.rows, self.columns = self.number, max(self.columns, self.filled[-1][1])
        if self.area + self.rows * self.columns > MOST_CELLS:
            raise TooMuchError(self.seen, (self.rows, self.columns))
        hidden = self.row.get("table:visibility")
        self.seen.filtered |= hidden == "filter"
        for number in range(first, self.number + 1):
            if hidden in _HIDDEN:
                self.seen.hidden_rows.append(number)
            for start, end, percent, shown in self.filled:
                for at in range(max(start, MOST_COLUMNS), end):
                    self.seen.add_far(number, at)
                places = range(start, min(end, MOST_COLUMNS))
                if percent:
                    self.seen.percents += ((number, at) for at in places)
                elif shown:
                    self.shown.setdefault(number, {}).update(dict.fromkeys(places, shown))

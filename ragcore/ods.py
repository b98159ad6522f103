"""OpenDocument spreadsheets (.ods): their sheets, read once, from the XML, and never into memory as a whole."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime, timedelta
from xml.parsers import expat

from ragcore.seen import Seen
from ragcore.shown import Form, moment_shown, number_shown, percent_shown, time_shown
from ragcore.table import MOST_COLUMNS

_CHUNK = 1 << 16
_LIST = "META-INF/manifest.xml"
_LAST_ROW = 1 << 20
_HIDDEN = ("collapse", "filter")
# What lies in a sheet or a cell and is no part of its text: comments, pictures, what was there before.
_ASIDE = {"annotation", "shapes", "frame", "custom-shape", "tracked-changes", "dde-links", "detective"}
_CELLS = ("table-cell", "covered-table-cell")
_ERROR = re.compile(r"#(DIV/0|N/A|NAME\?|NULL|NUM|REF|VALUE)!?|Err:\d+")
# A date that is shown without its day: Apr 2024, April-24, 04/2024.
_MONTH = re.compile(r"([A-Za-z]{3,9}\.?[ /-]?'?\d{2,4}|\d{1,2}[/-]\d{4})")
_SPAN = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,]\d+)?S)?")


def has_password(data: bytes) -> bool:
    """Whether a spreadsheet is encrypted, as its list of parts says."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return _LIST in archive.namelist() and b"encryption-data" in archive.read(_LIST)


def read(data: bytes) -> list[tuple[bool, Seen]]:
    """The sheets of a spreadsheet: whether each is hidden, and its cells.

    Raises TooMuchError where a sheet is larger than may be, and KeyError, ExpatError or ValueError where the file is
    damaged.
    """
    reader = _Reader()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("content.xml") as file:
        while chunk := file.read(_CHUNK):
            reader.parser.Parse(chunk, False)
        reader.parser.Parse(b"", True)
    return reader.sheets


class _Reader:
    """Gathers the cells of all sheets as their XML goes by."""

    def __init__(self) -> None:
        """Begin before the first sheet."""
        self.sheets: list[tuple[bool, Seen]] = []
        self.seen: Seen | None = None
        self.unseen_styles: set[str] = set()
        self.style, self.tables, self.aside = "", 0, 0
        self.row, self.row_given, self.cells = 0, dict[str, str](), list[str]()
        self.column, self.cell_given, self.parts, self.reading = 0, dict[str, str](), list[str](), 0
        self.marked: list[tuple[str, int, str]] = []
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text

    def start(self, name: str, given: dict[str, str]) -> None:
        """An element begins."""
        name = name.rpartition(":")[2]
        if self.aside or name in _ASIDE:
            self.aside += 1
            if name == "annotation" and self.seen:
                self.seen.comments += 1
        elif name in _CELLS:
            self.cell_given, self.parts = given, []
        elif name == "p":
            if self.parts:
                self.parts.append("\n")
            self.reading += 1
        elif name == "s":
            self.parts.append(" " * min(int(given.get("text:c", 1)), 1000))
        elif name in ("tab", "line-break"):
            self.parts.append("\t" if name == "tab" else "\n")
        elif name == "table-row":
            self.row_given, self.cells, self.column, self.marked = given, [], 0, []
        else:
            self.around(name, given)

    def around(self, name: str, given: dict[str, str]) -> None:
        """What holds rows begins: a sheet, its columns, or a style of sheets."""
        if name == "style":
            self.style = given.get("style:name", "")
        elif name == "table-properties" and given.get("table:display") == "false":
            self.unseen_styles.add(self.style)
        elif name == "table":
            self.tables += 1
            if self.tables == 1:
                self.row, self.column = 0, 0
                self.seen = Seen(given.get("table:name", ""))
                self.sheets.append((given.get("table:style-name") in self.unseen_styles, self.seen))
        elif name == "table-column" and self.seen:
            last = min(self.column + int(given.get("table:number-columns-repeated", 1)), MOST_COLUMNS)
            if given.get("table:visibility") in _HIDDEN:
                self.seen.hidden_columns.update(range(self.column, last))
            self.column = last
        elif name == "a" and self.seen:
            self.seen.links += 1

    def text(self, text: str) -> None:
        """Characters of a cell."""
        if self.reading and not self.aside:
            self.parts.append(text)

    def end(self, name: str) -> None:
        """An element ends."""
        name = name.rpartition(":")[2]
        if self.aside:
            self.aside -= 1
        elif name == "p":
            self.reading -= 1
        elif name in _CELLS:
            self.cell("".join(self.parts))
        elif name == "table-row":
            self.end_row()
        elif name == "table":
            self.tables -= 1
            if not self.tables:
                self.seen = None

    def cell(self, shown: str) -> None:
        """A cell is complete: put its text into the row, as often as it is repeated."""
        given = self.cell_given
        repeated = int(given.get("table:number-columns-repeated", 1))
        at, self.column = self.column, self.column + repeated
        if not self.seen:
            return
        wide, high = int(given.get("table:number-columns-spanned", 1)), int(given.get("table:number-rows-spanned", 1))
        if wide > 1 or high > 1:
            self.seen.merged.append((self.row + 1, at, self.row + high, at + wide - 1))
        text = self.said(shown, at)
        if not text:
            if "table:formula" in given and not given.get("office:value-type"):
                self.marked.append(("unknown", at, ""))
            return
        for column in range(at, at + repeated):
            if column >= MOST_COLUMNS:
                self.seen.add_far(self.row + 1, column)
            else:
                self.cells.extend([""] * (column + 1 - len(self.cells)))
                self.cells[column] = text

    def said(self, shown: str, at: int) -> str:
        """The text of a cell: from its value, where that says more than what is shown."""
        given, shown = self.cell_given, shown.strip()
        kind = given.get("office:value-type", "string")
        text = shown or given.get("office:string-value", "")
        if _ERROR.fullmatch(shown) and ("table:formula" in given or given.get("calcext:value-type") == "error"):
            self.marked.append(("failed", at, shown))
        elif kind == "boolean":
            text = given["office:boolean-value"].upper()
        elif kind in ("float", "currency") and shown not in ("TRUE", "FALSE"):
            text = number_shown(float(given["office:value"]))
        elif kind == "percentage":
            value = float(given["office:value"])
            text = percent_shown(value)
            if self.seen and not self.seen.percent[0]:
                self.seen.percent = number_shown(value), text
            self.marked.append(("percent", at, ""))
        elif kind == "date":
            moment = datetime.fromisoformat(given["office:date-value"].partition(".")[0])
            text = moment_shown(moment, Form.MONTH if _MONTH.fullmatch(shown) else Form.MOMENT)
        elif kind == "time" and (span := _SPAN.fullmatch(given["office:time-value"])):
            hours, minutes, seconds = (int(part or 0) for part in span.groups())
            clock = timedelta(hours=hours, minutes=minutes, seconds=seconds)
            text = time_shown(clock, seconds=shown.count(":") > 1)
        return text

    def end_row(self) -> None:
        """A row is complete: take it, as often as it is repeated."""
        given = self.row_given
        repeated = int(given.get("table:number-rows-repeated", 1))
        first, self.row = self.row + 1, self.row + repeated
        if not self.seen or not (self.cells or self.marked):
            return
        if self.row > _LAST_ROW:
            raise ValueError("a row beyond the last")
        hidden = given.get("table:visibility") in _HIDDEN
        self.seen.filtered |= given.get("table:visibility") == "filter"
        for number in range(first, self.row + 1):
            self.seen.add(number, self.cells, hidden=hidden)
            for kind, at, text in self.marked:
                if kind == "failed":
                    self.seen.failed.append((number, at, text))
                else:
                    (self.seen.percents if kind == "percent" else self.seen.unknown).append((number, at))

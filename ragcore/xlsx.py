"""Excel workbooks (.xlsx, .xlsm): their sheets, read once, from the XML, and never into memory as a whole.

Read here and not by a library, because none tells all that must be told: hidden rows, merged cells, percentages,
formulas without a result.
"""

from __future__ import annotations

import io
import posixpath
import re
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import dataclass
from datetime import datetime
from typing import IO
from xml.parsers import expat

from ragcore.seen import Seen
from ragcore.shown import Form, form_of, moment_shown, number_shown, percent_shown, shown
from ragcore.table import MOST_COLUMNS

_CHUNK = 1 << 16
_LAST_ROW = 1 << 20
_YES = ("1", "true", "on")
_DAYS = (datetime(1899, 12, 30), datetime(1904, 1, 1))  # noqa: DTZ001 - a workbook knows no zones
# The number formats that every workbook has, as far as they change what a number says.
_BUILT_IN = {
    **dict.fromkeys((9, 10), Form.PERCENT),
    **dict.fromkeys((14, 15, 16, *range(27, 32), 36, *range(50, 59)), Form.DATE),
    **dict.fromkeys((18, 20, 32, 34), Form.TIME),
    **dict.fromkeys((19, 21, 33, 35, 45, 47), Form.SECONDS),
    17: Form.MONTH,
    22: Form.MOMENT,
    46: Form.SPAN,
}
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


class _Local(dict[str, str]):
    """Names of elements without their prefix."""

    def __missing__(self, name: str) -> str:
        """The part after the colon, found once for each name."""
        self[name] = name.rpartition(":")[2]
        return self[name]


@dataclass(frozen=True)
class Listed:
    """A sheet that a workbook lists: its name, whether it is hidden, and the part that holds it, '' where none does."""

    name: str
    hidden: bool
    part: str


class Package:
    """The parts of an Excel workbook. Raises KeyError, ExpatError or ValueError where it is damaged."""

    def __init__(self, data: bytes) -> None:
        """Read what the sheets have in common: their list, texts and formats."""
        self.archive = zipfile.ZipFile(io.BytesIO(data))
        self.names = {name.lower(): name for name in self.archive.namelist()}
        main = self._related("", "officeDocument").get("", "xl/workbook.xml")
        book = self._tree(main)
        settings = book.find("{*}workbookPr")
        self.first_day = _DAYS[settings is not None and settings.get("date1904") in _YES]
        parts = self._related(main)
        self.sheets = [
            Listed(sheet.get("name", ""), sheet.get("state", "visible") != "visible", parts.get(_relation(sheet), ""))
            for sheet in book.iterfind("{*}sheets/{*}sheet")
            if _relation(sheet) not in self._related(main, "chartsheet|dialogsheet|macrosheet|xlMacrosheet")
        ]
        folder = posixpath.dirname(main)
        self.texts = self._texts(posixpath.join(folder, "sharedStrings.xml"))
        self.forms = self._forms(posixpath.join(folder, "styles.xml"))

    def has(self, pattern: str) -> bool:
        """Whether any part has such a name."""
        return any(re.search(pattern, name) for name in self.names)

    def missing(self) -> list[str]:
        """The names of the sheets that no part holds."""
        return [sheet.name for sheet in self.sheets if sheet.part.lower() not in self.names]

    def read(self, sheet: Listed) -> Seen:
        """Read one sheet; raises TooMuchError where it is larger than may be."""
        reader = _Reader(Seen(sheet.name), self)
        with self._open(sheet.part) as file:
            _parse(file, reader.parser)
        return reader.seen

    def _open(self, part: str) -> IO[bytes]:
        return self.archive.open(self.names[part.lower()])

    def _tree(self, part: str) -> ET.Element:
        with self._open(part) as file:
            return ET.parse(file).getroot()  # noqa: S314 - the gate lets no declared entity through

    def _related(self, part: str, kind: str = "") -> dict[str, str]:
        """What a part points to, by the name of the relation; of one kind the first is under '' too."""
        folder, name = posixpath.split(part)
        listed = posixpath.join(folder, "_rels", f"{name}.rels")
        if listed.lower() not in self.names:
            return {}
        found: dict[str, str] = {}
        for relation in self._tree(listed).iterfind("{*}Relationship"):
            if re.search(f"/({kind})$" if kind else "", relation.get("Type", "")):
                target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
                found[relation.get("Id", "")] = target
                found.setdefault("", target)
        return found

    def _texts(self, part: str) -> list[str]:
        """The texts that cells point to, without the readings that stand above Japanese ones."""
        if part.lower() not in self.names:
            return []
        texts: list[str] = []
        with self._open(part) as file:
            for _, element in ET.iterparse(file):  # noqa: S314 - as above
                if element.tag.endswith("}si"):
                    runs = (*element.iterfind("{*}t"), *element.iterfind("{*}r/{*}t"))
                    texts.append(_unescaped("".join(run.text or "" for run in runs)))
                    element.clear()
        return texts

    def _forms(self, part: str) -> list[Form]:
        """How each style of a cell shows a number."""
        if part.lower() not in self.names:
            return []
        styles = self._tree(part)
        own = {each.get("numFmtId"): form_of(each.get("formatCode", "")) for each in styles.iterfind("{*}numFmts/*")}
        used = (style.get("numFmtId", "0") for style in styles.iterfind("{*}cellXfs/{*}xf"))
        return [own.get(form) or _BUILT_IN.get(int(form), Form.NUMBER) for form in used]


def _relation(sheet: ET.Element) -> str:
    """The name of the relation that leads to a sheet's part."""
    return next((value for name, value in sheet.items() if name.endswith("}id")), "")


def _unescaped(text: str) -> str:
    """A text with its escaped characters as they are."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _parse(file: IO[bytes], parser: expat.XMLParserType) -> None:
    while chunk := file.read(_CHUNK):
        parser.Parse(chunk, False)
    parser.Parse(b"", True)


def _range(ref: str) -> tuple[int, int, int, int]:
    """A range such as A1:B2 as first row, first column, last row, last column."""
    first, _, last = ref.replace("$", "").partition(":")
    (top, left), (bottom, right) = _place(first), _place(last or first)
    return top, left, bottom, right


def _place(ref: str) -> tuple[int, int]:
    """The row, from 1, and the column, from 0, of a cell such as B12."""
    column = 0
    name = ref.rstrip("0123456789")
    for letter in name.upper():
        column = column * 26 + ord(letter) - 64
    return int(ref[len(name) :] or 1), column - 1


class _Reader:
    """Gathers the cells of one sheet as its XML goes by."""

    def __init__(self, seen: Seen, package: Package) -> None:
        """Begin before the first row."""
        self.seen, self.texts, self.forms, self.first_day = seen, package.texts, package.forms, package.first_day
        self.local, self.columns = _Local(), dict[str, int]()
        self.number, self.hidden, self.cells = 0, False, list[str]()
        self.at, self.type, self.style, self.formula = -1, "n", "", False
        self.reading, self.parts = False, list[str]()
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text

    def start(self, name: str, given: dict[str, str]) -> None:
        """An element begins."""
        name = self.local[name]
        if name == "c":
            ref = given.get("r")
            if ref:
                column = ref.rstrip("0123456789")
                if column not in self.columns:
                    self.columns[column] = _place(column)[1]
                self.at = self.columns[column]
            else:
                self.at += 1
            self.type, self.style = given.get("t", "n"), given.get("s", "")
            self.formula, self.parts = False, []
        elif name in ("v", "t"):
            self.reading = True
        elif name == "f":
            self.formula = True
        elif name == "row":
            self.number = int(given.get("r") or self.number + 1)
            if not 0 < self.number <= _LAST_ROW:
                raise ValueError("a row beyond the last")
            self.hidden, self.cells, self.at = given.get("hidden") in _YES, [], -1
        elif name == "rPh":
            self.parser.StartElementHandler = None  # a reading above the text, which is no part of it
        else:
            self.beside(name, given)

    def beside(self, name: str, given: dict[str, str]) -> None:
        """An element that is no cell begins."""
        if name == "mergeCell":
            self.seen.merged.append(_range(given["ref"]))
        elif name == "col" and given.get("hidden") in _YES:
            last = min(int(given["max"]), MOST_COLUMNS)
            self.seen.hidden_columns.update(range(int(given["min"]) - 1, last))
        elif name == "autoFilter":
            self.seen.filtered = True
        elif name == "hyperlink":
            self.seen.links += 1

    def text(self, text: str) -> None:
        """Characters of a value."""
        if self.reading:
            self.parts.append(text)

    def end(self, name: str) -> None:
        """An element ends."""
        name = self.local[name]
        if name in ("v", "t"):
            self.reading = False
        elif name == "c":
            self.cell("".join(self.parts))
        elif name == "row":
            self.seen.add(self.number, self.cells, hidden=self.hidden)
        elif name == "rPh":
            self.parser.StartElementHandler = self.start

    def cell(self, raw: str) -> None:
        """A cell is complete: put its text into the row."""
        if not raw:
            if self.formula and self.type != "str":
                self.seen.unknown.append((self.number, self.at))
            return
        text = self.shown(raw)
        if not text:
            return
        if self.at >= MOST_COLUMNS:
            self.seen.add_far(self.number, self.at)
            return
        if self.at >= len(self.cells):
            self.cells.extend([""] * (self.at + 1 - len(self.cells)))
        self.cells[self.at] = text

    def shown(self, raw: str) -> str:
        """The text of a cell."""
        kind = self.type
        if kind == "s":
            return self.texts[int(raw)]
        if kind == "n":
            form = self.forms[int(self.style)] if self.style and self.forms else Form.NUMBER
            value = float(raw)
            if form == Form.NUMBER:
                return number_shown(value)
            if form == Form.PERCENT:
                if not self.seen.percents:
                    self.seen.percent = number_shown(value), percent_shown(value)
                self.seen.percents.append((self.number, self.at))
            return shown(value, form, self.first_day)
        if kind == "b":
            return "TRUE" if raw.strip() in _YES else "FALSE"
        if kind == "e":
            self.seen.failed.append((self.number, self.at, raw))
        if kind == "d":
            return moment_shown(datetime.fromisoformat(raw.strip().replace("Z", "")))
        return _unescaped(raw)

"""What the libraries do not tell of a sheet: hidden rows, merged cells and the like, seen as its XML goes by."""

from __future__ import annotations

from typing import IO
from xml.parsers import expat

from openpyxl.utils import column_index_from_string, range_boundaries

from ragcore.files.seen import FAR_ROWS, FEW, MOST_MERGED, Seen
from ragcore.files.table import MOST_COLUMNS

LAST_ROW = 1 << 20
_CHUNK = 1 << 16
_YES = ("1", "true", "on")
_CONTENT = frozenset(("v", "is"))


class _Local(dict[str, str]):
    """Names of elements without their prefix."""

    def __missing__(self, name: str) -> str:
        """The part after the colon, found once for each name."""
        self[name] = name.rpartition(":")[2]
        return self[name]


class Scan:
    """Goes through XML once and keeps none of it. Raises ExpatError where it is broken."""

    def __init__(self) -> None:
        """Begin before the first element."""
        self.local = _Local()
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self.start

    def read(self, file: IO[bytes]) -> None:
        """Go through a file to its end."""
        while chunk := file.read(_CHUNK):
            self.parser.Parse(chunk, False)
        self.parser.Parse(b"", True)

    def start(self, name: str, given: dict[str, str]) -> None:
        """An element begins."""
        raise NotImplementedError


class SheetScan(Scan):
    """One sheet of an Excel workbook: what stands beside its cells, and how far these reach.

    rows, columns : up to the last cell that holds anything, but for the few that lie far from all others
    hidden : the numbers of hidden rows, whether or not anything is in them
    """

    def __init__(self, seen: Seen) -> None:
        """Begin before the first row."""
        super().__init__()
        self.seen, self.rows, self.columns, self.hidden = seen, 0, 0, set[int]()
        self.number, self.at, self.letters = 0, -1, dict[str, int]()
        self.cell, self.formula = dict[str, str](), False
        self.below: list[tuple[int, int]] = []

    def read(self, file: IO[bytes]) -> None:
        """Go through a sheet; raises ValueError where a row or a cell is not where it can be."""
        super().read(file)
        self._settle()
        self.seen.far += self.below

    def start(self, name: str, given: dict[str, str]) -> None:
        """An element begins; of cells there are many, and what holds nothing new is passed over."""
        name = self.local[name]
        if name == "c":
            self._cell(given)
        elif name in _CONTENT:
            if self.formula:
                self.parser.CharacterDataHandler = self._result
            elif self.number > self.rows or self.at >= self.columns:
                self._filled()
        elif name == "f":
            self.formula = self.cell.get("t") != "str"
        elif name == "row":
            self._row(given)
        elif name != "t":
            self._beside(name, given)

    def _cell(self, given: dict[str, str]) -> None:
        """A cell begins."""
        if self.formula:
            self._settle()
        self.cell = given
        letters, before = given.get("r", "").rstrip("0123456789"), self.at
        try:
            self.at = self.letters[letters] if letters else before + 1
        except KeyError:
            self.at = self.letters[letters] = column_index_from_string(letters) - 1
        if self.at <= before:
            raise ValueError("a cell out of its place, or given twice")

    def _row(self, given: dict[str, str]) -> None:
        """A row begins."""
        self._settle()
        before, self.number, self.at = self.number, int(given.get("r") or self.number + 1), -1
        if not before < self.number <= LAST_ROW:
            raise ValueError("a row out of its place")
        if given.get("hidden") in _YES:
            self.hidden.add(self.number)

    def _beside(self, name: str, given: dict[str, str]) -> None:
        """An element that is no cell begins."""
        if name == "mergeCell" and len(self.seen.merged) <= MOST_MERGED:
            left, top, right, bottom = (edge or 1 for edge in range_boundaries(given["ref"]))
            self.seen.merged.append((top, left - 1, bottom, right - 1))
        elif name == "col" and given.get("hidden") in _YES:
            self.seen.hidden_columns.update(range(int(given["min"]) - 1, min(int(given["max"]), MOST_COLUMNS)))
        elif name == "autoFilter":
            self.seen.filtered = True
        elif name == "hyperlink":
            self.seen.links += 1

    def _result(self, _: str) -> None:
        """A formula has a result."""
        self.formula = False
        self.parser.CharacterDataHandler = None
        self._filled()

    def _settle(self) -> None:
        """The cell before is complete: a formula that has got no result has none."""
        if self.formula:
            self.formula = False
            self.parser.CharacterDataHandler = None
            self.seen.unknown.append((self.number, self.at))

    def _filled(self) -> None:
        """A cell holds something."""
        if self.at >= MOST_COLUMNS:
            self.seen.add_far(self.number, self.at)
        elif 0 < self.rows < self.number - FAR_ROWS and len(self.below) < FEW:
            self.below.append((self.number, self.at))
        else:
            self.columns = max(self.columns, self.at + 1, *(at + 1 for _, at in self.below))
            self.rows, self.below = self.number, []

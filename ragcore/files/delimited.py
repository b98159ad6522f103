"""A text file as a table: its encoding, its delimiter, its rows by the number that the file gives them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from functools import partial

from ragcore.files.decimal_comma import decimal_comma
from ragcore.files.delimiter import delimiter_of, delimiter_told
from ragcore.files.encoding import encoding_of
from ragcore.files.header import Row, header_of
from ragcore.files.layout import laid_out
from ragcore.files.plain import read_plain
from ragcore.files.table import MOST_BYTES, MOST_CHARACTERS, MOST_COLUMNS, MOST_ROWS, Grid, Table
from ragcore.problems import Place, Problem, error

# From so many bytes on a file is read without a Python object for each cell, where it is plain enough.
LARGE = 1_000_000
_HEAD = 100_000
# No row within the limits is longer, even where it is all quotation marks; a longer line is not read whole.
_MOST_LINE = 2 * MOST_COLUMNS * (MOST_CHARACTERS + 2)
# Up to here a cell is split off, so that its column can be named; one that is longer stops the reading.
_MOST_SPLIT = 1_000_000
# Blank rows are no rows of a table, but a file of nothing else must end; titles and notes are few.
_MOST_LINES = 2 * MOST_ROWS
_MOST_AROUND = 1_000
# What old programs put behind the last row (Ctrl-Z).
_END = b"\x1a"
_NOTHING = b" \t\r\n\x00,;|\xef\xbb\xbf"


def read_text(data: bytes) -> tuple[Table | None, list[Problem]]:
    r"""Read the bytes of a text file; None where it is refused.

    Cells may be separated by commas, semicolons, tabs or vertical bars, and the header may stand below title rows.

    >>> table, problems = read_text(b"indicator;value\nCalls;82,5\n")
    >>> table.cells[1].to_pylist(), [problem.code for problem in problems]
    (['82.5'], ['W_DELIMITER', 'W_DECIMAL_COMMA'])
    """
    data = data.rstrip(_END)
    if len(data) > MOST_BYTES:
        told = f"The file has more than {MOST_BYTES:,} bytes; leave out what is not the scorecard."
        return None, [error("E_TOO_LARGE", "file", told)]
    if not data[:_HEAD].strip(_NOTHING) and not data.strip(_NOTHING):
        return None, [error("E_EMPTY", "file", "The file is empty; choose a file with a header row and figures.")]
    # The encoding of what is ASCII is found at once; of anything else not before its size is known to be right.
    if not data.isascii() and _has_too_many_lines(data):
        return None, [_too_many()]
    encoding, problems = encoding_of(data)
    if not encoding:
        return None, problems
    head = _head(data, encoding)
    delimiter, stated = delimiter_of(head)
    problems += delimiter_told(head, delimiter)
    read = read_plain(data, delimiter) if len(data) > LARGE and encoding == "utf-8-sig" and not stated else None
    table, found = read or _carefully(data, encoding, delimiter, passed=int(stated))
    problems += found
    if table and delimiter != ",":
        table, found = decimal_comma(table)
        problems += found
    return table, problems


def _head(data: bytes, encoding: str) -> str:
    """The first lines of a file, the last of them whole."""
    head = _opened(data, encoding).read(_HEAD)
    return head if len(head) < _HEAD else head[: max(head.rfind("\n"), head.rfind("\r")) + 1] or head


def _opened(data: bytes, encoding: str) -> io.TextIOWrapper:
    """The text of a file, decoded piece by piece, with its own line ends."""
    return io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="")


def _carefully(data: bytes, encoding: str, delimiter: str, *, passed: int) -> tuple[Table | None, list[Problem]]:
    """Read a file cell by cell; passed : how many rows at its beginning belong to no table."""
    if _has_too_many_lines(data):
        return None, [_too_many()]
    csv.field_size_limit(_MOST_SPLIT)
    lines = iter(partial(_opened(data, encoding).readline, _MOST_LINE), "")
    rows: list[Row] = []
    # Most cells of a large file say what others say: one object is kept for all of them.
    known: dict[str, str] = {}
    number = passed
    try:
        for number, cells in _records(lines, delimiter, passed):
            problem = _too_much(rows, number, cells)
            if problem:
                return None, [problem]
            if any(cell and not cell.isspace() for cell in cells):
                rows.append((number, [known.setdefault(cell, cell) for cell in cells]))
    except csv.Error as fault:
        return None, [_not_split(number + 1, long="limit" in str(fault))]
    return laid_out(Grid(rows))


def _records(lines: Iterator[str], delimiter: str, passed: int) -> Iterator[Row]:
    """Each record with its number, blank ones included."""
    for number, cells in enumerate(csv.reader(lines, delimiter=delimiter, strict=True), start=1):
        if number > passed:
            yield number, cells


def _too_much(rows: list[Row], number: int, cells: list[str]) -> Problem | None:
    """The problem of a row with more than may be."""
    if len(cells) > MOST_COLUMNS:
        count = f"{len(cells):,}" if len(cells) < _MOST_SPLIT else f"more than {_MOST_SPLIT:,}"
        told = f"The file has {count} columns here; the most is {MOST_COLUMNS:,}."
        return error("E_TOO_MANY_COLUMNS", Place([number]), told)
    if number > _MOST_LINES or len(rows) > MOST_ROWS + _MOST_AROUND:
        return _too_many()
    longest = max(map(len, cells), default=0)
    return _too_long(rows, number, cells, longest) if longest > MOST_CHARACTERS else None


def _has_too_many_lines(data: bytes) -> bool:
    """Whether there are more lines than may be, in a file where no line break can be part of a cell."""
    return b'"' not in data and (data.count(b"\n") or data.count(b"\r")) > _MOST_LINES


def _too_many() -> Problem:
    told = f"The file has more than {MOST_ROWS:,} rows; leave out what is not the scorecard."
    return error("E_TOO_MANY_ROWS", "file", told)


def _too_long(rows: list[Row], number: int, cells: list[str], longest: int) -> Problem:
    """The problem of a cell that holds too much, with the name of its column where that is known."""
    at = [len(cell) for cell in cells].index(longest)
    header = header_of(rows) if rows else None
    name = header.names[at] if header and at < len(header.names) else ""
    told = f"The cell holds {longest:,} characters; the most is {MOST_CHARACTERS:,}. Shorten it."
    return error("E_CELL_TOO_LONG", Place([number], name or str(at + 1)), told)


def _not_split(number: int, *, long: bool) -> Problem:
    """The problem of a row that cannot be split into cells."""
    if long:
        told = f"A cell holds more than {MOST_CHARACTERS:,} characters, or a quotation mark is not closed; shorten it."
        return error("E_CELL_TOO_LONG", Place([number]), told)
    told = "A quotation mark is not closed, or stands in the middle of a cell; put it right from this row on."
    return error("E_CSV_SYNTAX", Place([number]), told)

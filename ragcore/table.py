"""A file as a table of texts: its encoding, its header, its rows by the number that the file gives them."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from ragcore.problems import Problem, error, warning
from ragcore.text import hidden_in, visible

MOST_BYTES = 100_000_000
MOST_ROWS = 1_000_000
MOST_COLUMNS = 500
MOST_CHARACTERS = 10_000

# What a file begins with that is no text, and what to call it.
_OTHER_KINDS = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a workbook or a zip file"),
    (b"\xd0\xcf\x11\xe0", "an old workbook"),
    (b"PAR1", "a Parquet file"),
    (b"<!doctype", "a web page"),
    (b"<html", "a web page"),
)


@dataclass(frozen=True)
class Table:
    """Texts by column name, all columns of one length; rows : the number of each row in the file."""

    header: list[str]
    cells: list[list[str]]
    rows: list[int]


def read_table(data: bytes) -> tuple[Table | None, list[Problem]]:
    """Read the bytes of a CSV file; None where it is refused.

    The header is row 1; rows without any text are passed over.
    """
    problem = _not_text(data)
    if problem:
        return None, [problem]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        row = data[: fault.start].count(b"\n") + 1
        told = "The file is not UTF-8 here; save it as 'CSV UTF-8'."
        return None, [error("E_ENCODING", f"row {row}", told)]
    rows, problems = _rows(text)
    if problems:
        return None, problems
    if not rows:
        return None, [error("E_EMPTY", "file", "The file is empty; choose a file with a header row and figures.")]
    return _squared(rows)


def _not_text(data: bytes) -> Problem | None:
    """The problem of a file that is too large, or no text at all."""
    if len(data) > MOST_BYTES:
        told = f"The file has {len(data):,} bytes; the most is {MOST_BYTES:,}. Leave out what is not the scorecard."
        return error("E_TOO_LARGE", "file", told)
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        return error("E_EMPTY", "file", "The file is empty; choose a file with a header row and figures.")
    for begins, name in _OTHER_KINDS:
        if data[:64].lstrip().lower().startswith(begins.lower()):
            told = f"The file is {name} and not a CSV file; save the scorecard as 'CSV UTF-8'."
            return error("E_NOT_A_TABLE", "file", told)
    if b"\x00" in data:
        row = data[: data.index(b"\x00")].count(b"\n") + 1
        told = "The file is not UTF-8 text here; save it as 'CSV UTF-8'."
        return error("E_ENCODING", f"row {row}", told)
    return None


def _rows(text: str) -> tuple[list[tuple[int, list[str]]], list[Problem]]:
    """The rows that hold any text, each with its number; a problem where there is too much of something."""
    rows: list[tuple[int, list[str]]] = []
    csv.field_size_limit(MOST_BYTES)
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), strict=True), start=1):
            if len(cells) > MOST_COLUMNS:
                told = f"The file has {len(cells):,} columns here; the most is {MOST_COLUMNS:,}."
                return [], [error("E_TOO_MANY_COLUMNS", f"row {number}", told)]
            if len(rows) > MOST_ROWS:
                told = f"The file has more than {MOST_ROWS:,} rows; leave out what is not the scorecard."
                return [], [error("E_TOO_MANY_ROWS", "file", told)]
            longest = max(map(len, cells), default=0)
            if longest > MOST_CHARACTERS:
                told = f"A cell holds {longest:,} characters; the most is {MOST_CHARACTERS:,}. Shorten it."
                return [], [error("E_CELL_TOO_LONG", f"row {number}", told)]
            if any(cell and not cell.isspace() for cell in cells):
                rows.append((number, cells))
    except csv.Error:
        told = "A quotation mark is not closed, or stands in the middle of a cell; put it right from this row on."
        return [], [error("E_CSV_SYNTAX", f"row {len(rows) + 1}", told)]
    return rows, []


def _squared(rows: list[tuple[int, list[str]]]) -> tuple[Table | None, list[Problem]]:
    """Rows as long as the header: short ones filled with nothing, long ones refused."""
    header = [visible(name) for name in rows[0][1]]
    while header and not header[-1]:
        header.pop()
    width = len(header)
    problems: list[Problem] = []
    if len(rows) == 1:
        return None, [error("E_NO_ROWS", "file", "The file has a header but no rows; export it again with figures.")]
    if width == 1:
        told = "The file has one column only; separate the columns with commas, and name one of them 'indicator'."
        return None, [error("E_NOT_A_SCORECARD", "row 1", told)]
    cells: list[list[str]] = []
    for number, row in rows[1:]:
        if any(cell.strip() for cell in row[width:]):
            told = f"The row has {len(row)} cells and the header {width}; put a text with a comma in quotation marks."
            problems.append(error("E_LONG_ROW", f"row {number}", told))
        elif len(row) < width:
            absent = ", ".join(name for name in header[len(row) :] if name)
            told = f"The row ends early: there is nothing under {absent}."
            problems.append(warning("W_SHORT_ROW", f"row {number}", told))
        cells.append([*row[:width], *[""] * (width - len(row))])
    numbers = [number for number, _ in rows[1:]]
    columns = [list(column) for column in zip(*cells, strict=True)]
    for name, column in zip(header, columns, strict=True):
        hidden = [number for number, cell in zip(numbers, column, strict=True) if hidden_in(cell)]
        if hidden:
            told = (
                "Characters that cannot be seen, or that turn the text around them, were removed (hidden characters)."
            )
            problems.append(warning("W_CONTROL_CHAR", f"row {hidden[0]}, column {name}", told))
    return Table(header, columns, numbers), problems

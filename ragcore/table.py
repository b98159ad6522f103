"""A file as a table of texts: its encoding, its header, its rows by the number that the file gives them."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace

from ragcore.kinds import kind_of
from ragcore.problems import Problem, error, rows_named, warning
from ragcore.text import HIDDEN, hidden_in, visible, without_hidden

MOST_BYTES = 100_000_000
MOST_ROWS = 1_000_000
MOST_COLUMNS = 500
MOST_CHARACTERS = 10_000


@dataclass(frozen=True)
class Table:
    """Texts in columns of one length, each under its name in the header.

    rows : the number of each row in the file, the first row being 1
    """

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
    table, problems = _squared(rows)
    # Looked for in the whole before it is looked for in each cell: nearly no file has any.
    if table is None or not hidden_in(text):
        return table, problems
    table, found = _seen(table)
    return table, problems + found


def _not_text(data: bytes) -> Problem | None:
    """The problem of a file that is too large, or no text at all."""
    if len(data) > MOST_BYTES:
        told = f"The file has more than {MOST_BYTES:,} bytes; leave out what is not the scorecard."
        return error("E_TOO_LARGE", "file", told)
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        return error("E_EMPTY", "file", "The file is empty; choose a file with a header row and figures.")
    kind = kind_of(data)
    if kind:
        told = f"The file is {kind} and not a CSV file; save the scorecard as 'CSV UTF-8'."
        return error("E_NOT_A_TABLE", "file", told)
    if b"\x00" in data:
        row = data[: data.index(b"\x00")].count(b"\n") + 1
        told = "The file is not UTF-8 text here; save it as 'CSV UTF-8'."
        return error("E_ENCODING", f"row {row}", told)
    return None


def _rows(text: str) -> tuple[list[tuple[int, list[str]]], list[Problem]]:
    """The rows that hold any text, each with its number; a problem where there is too much of something."""
    rows: list[tuple[int, list[str]]] = []
    number = 0
    csv.field_size_limit(MOST_BYTES)
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), strict=True), start=1):
            if len(cells) > MOST_COLUMNS:
                told = f"The file has {len(cells):,} columns here; the most is {MOST_COLUMNS:,}."
                return [], [error("E_TOO_MANY_COLUMNS", f"row {number}", told)]
            if len(rows) > MOST_ROWS:
                told = f"The file has more than {MOST_ROWS:,} rows; leave out what is not the scorecard."
                return [], [error("E_TOO_MANY_ROWS", "file", told)]
            lengths = list(map(len, cells))
            if max(lengths, default=0) > MOST_CHARACTERS:
                longest = max(lengths)
                where = f"row {number}, column {lengths.index(longest) + 1}"
                told = f"The cell holds {longest:,} characters; the most is {MOST_CHARACTERS:,}. Shorten it."
                return [], [error("E_CELL_TOO_LONG", where, told)]
            if any(cell and not cell.isspace() for cell in cells):
                rows.append((number, cells))
    except csv.Error:
        told = "A quotation mark is not closed, or stands in the middle of a cell; put it right from this row on."
        return [], [error("E_CSV_SYNTAX", f"row {number + 1}", told)]
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
    if width <= 1:
        told = "The first row must name the columns, separated by commas, and one of them 'indicator'."
        return None, [error("E_NOT_A_SCORECARD", f"row {rows[0][0]}", told)]
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
    return Table(header, columns, numbers), problems


def _seen(table: Table) -> tuple[Table, list[Problem]]:
    """The table without hidden characters, and a problem for each column that had any."""
    problems: list[Problem] = []
    for name, column in zip(table.header, table.cells, strict=True):
        hidden = [row for row, cell in zip(table.rows, column, strict=True) if hidden_in(cell)]
        if hidden:
            problems.append(warning("W_CONTROL_CHAR", f"{rows_named(hidden)}, column {name}", HIDDEN))
    return replace(table, cells=[list(map(without_hidden, column)) for column in table.cells]), problems

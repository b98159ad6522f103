"""Large text files of a plain build, read straight into columns; any doubt leaves them to the careful way."""

from __future__ import annotations

import csv
import io

import numpy as np
import pyarrow as pa
from pyarrow import csv as arrow

from ragcore.files.body import cleaned
from ragcore.files.header import Header, Row, header_of, header_told
from ragcore.files.layout import is_sparse, noted, notes_from
from ragcore.files.table import MOST_CHARACTERS, MOST_COLUMNS, MOST_ROWS, Table, bytes_of, empty
from ragcore.problems import Problem, error

_HEAD = 200_000
_TAIL = 100
# So many bytes at a time stay in the cache of a processor.
_STEP = 1 << 18
# A column whose first rows repeat their texts so often is kept as its different texts.
_FEW = 0.5
_QUOTE, _LINE, _RETURN = ord('"'), ord("\n"), ord("\r")


def read_plain(data: bytes, delimiter: str) -> tuple[Table | None, list[Problem]] | None:
    """Read a text file in UTF-8; None where it is not plain enough to be read so.

    Plain are lines that end alike, one for each row, all with as many cells as the header, and quotation marks only
    around whole cells. What comes out is what the careful way makes of the same file.
    """
    quoted = b'"' in data
    alone = b"\r" in data and data.count(b"\r") != data.count(b"\r\n")
    if alone or (quoted and not _quoted_plainly(data, ord(delimiter))):
        return None
    head = _rows(data, delimiter)
    rows = [(number, cells) for number, cells in head if any(map(str.strip, cells))]
    header = header_of(rows)
    if header is None or header.last + 1 >= len(rows) or header.width > MOST_COLUMNS:
        return None
    first = rows[header.last][0]
    body = rows[header.last + 1 :]
    if {len(cells) for _, cells in body} != {header.width}:
        return None
    cells = _columns(data, _start_of(data, first), delimiter, body, quoted=quoted)
    # In quotation marks a line break is part of a cell, and rows are then not lines.
    lines = data.count(b"\n") - first + (not data.endswith(b"\n")) if quoted else None
    if cells is None or _not_plain(cells) or lines not in (None, len(cells[0])):
        return None
    return _table(cells, rows, header)


def _table(cells: list[pa.Array], rows: list[Row], header: Header) -> tuple[Table | None, list[Problem]] | None:
    """The table of columns under a header; None where notes stand below it."""
    count = len(cells[0])
    if count > MOST_ROWS:
        told = f"The file has more than {MOST_ROWS:,} rows; leave out what is not the scorecard."
        return None, [error("E_TOO_MANY_ROWS", "file", told)]
    first = rows[header.last][0]
    tail = [column.slice(max(0, count - _TAIL)).to_pylist() for column in cells]
    last = [(number, list(row)) for number, row in enumerate(zip(*tail, strict=True))]
    # Where the rows looked at are all like notes, notes may begin above them.
    width = len(header.names)
    if all(is_sparse(row, width) for _, row in last) or notes_from(last, width) < len(last):
        return None
    width = len(cells)
    while width > len(header.names) and empty(cells[width - 1]).all():
        width -= 1
    names = [*header.names, *[""] * (width - len(header.names))]
    numbers = np.arange(first + 1, first + 1 + count, dtype=np.int32)
    table, found = cleaned(Table(names, cells[:width], numbers, notes=noted(rows[: header.first])))
    return table, header_told([number for number, _ in rows], header) + found


def _quoted_plainly(data: bytes, delimiter: int) -> bool:
    """Whether every quotation mark opens a whole cell or closes one, behind or before a delimiter or a line end."""
    inside = 0
    for start in range(0, len(data), _STEP):
        # With the byte before and the byte behind, which a mark is known by; outside the file a line ends.
        piece = np.frombuffer(data[max(start - 1, 0) : start + _STEP + 1], dtype=np.uint8)
        first, last = int(start > 0), min(_STEP, len(data) - start)
        own = np.flatnonzero(piece[first : first + last] == _QUOTE) + first
        before, behind = piece[own[inside::2] - 1], piece[np.minimum(own[1 - inside :: 2] + 1, len(piece) - 1)]
        begun = (before == delimiter) | (before == _LINE)
        ended = (behind == delimiter) | (behind == _LINE) | (behind == _RETURN)
        # A mark that is the first or the last byte of the file stands beside the end of a line.
        begun |= own[inside::2] == 0
        ended |= own[1 - inside :: 2] + 1 == len(piece)
        if not (begun.all() and ended.all()):
            return False
        inside = (inside + len(own)) % 2
    return inside == 0


def _rows(data: bytes, delimiter: str) -> list[Row]:
    """The first rows; none where they are not one line each."""
    head = data[:_HEAD]
    text = head[: head.rfind(b"\n") + 1].decode("utf-8-sig")
    try:
        rows = list(enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), start=1))
    except csv.Error:
        return []
    return rows if len(rows) == text.count("\n") else []


def _start_of(data: bytes, row: int) -> int:
    """Where the line behind a row begins."""
    start = 0
    for _ in range(row):
        start = data.index(b"\n", start) + 1
    return start


def _columns(data: bytes, start: int, delimiter: str, body: list[Row], *, quoted: bool) -> list[pa.Array] | None:
    """The columns from a byte on; None where they cannot be read without a question."""
    width = len(body[0][1])
    coded = pa.dictionary(pa.int32(), pa.string())
    types = {
        str(at): coded if len({cells[at] for _, cells in body}) < _FEW * len(body) else pa.string()
        for at in range(width)
    }
    try:
        read = arrow.read_csv(
            pa.BufferReader(pa.py_buffer(data).slice(start)),
            arrow.ReadOptions(column_names=list(types)),
            arrow.ParseOptions(
                delimiter=delimiter, quote_char='"' if quoted else False, double_quote=False, ignore_empty_lines=False
            ),
            # That it is UTF-8 is known.
            arrow.ConvertOptions(column_types=types, check_utf8=False, strings_can_be_null=False),
        )
    except pa.ArrowException:
        return None
    return [column.unify_dictionaries().combine_chunks() for column in read.columns]


def _not_plain(cells: list[pa.Array]) -> bool:
    """Whether a cell is longer than may be, or a row blank."""
    for column in cells:
        held = column.dictionary if pa.types.is_dictionary(column.type) else column
        if len(held) and np.diff(bytes_of(held)[0]).max() > MOST_CHARACTERS:
            return True
    blank = np.ones(len(cells[0]), dtype=bool)
    for column in cells:
        if not blank.any():
            return False
        blank &= empty(column)
    return bool(blank.any())

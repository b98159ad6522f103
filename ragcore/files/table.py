"""Cells as they lie in a file, and as a table: texts under a header, by the number that the file gives each row."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

MOST_BYTES = 100_000_000
MOST_BYTES_UNPACKED = 250_000_000
MOST_ROWS = 1_000_000
MOST_COLUMNS = 500
MOST_CHARACTERS = 10_000

# A text may be all spaces only if its first byte is up to the one, or above the other.
_SPACE, _ASCII = 32, 126

RowNumbers = NDArray[np.int32]


@dataclass(frozen=True)
class Grid:
    """Texts as they lie: one sheet of a workbook, or a whole text file.

    rows : the number of each row in the file, the first row being 1, and its cells; rows may differ in length, and
        rows without text may be left out
    sheet : the name of the sheet, '' in a text file
    merged : ranges of merged cells as first row, first column, last row, last column: rows by number, columns from 0
    """

    rows: list[tuple[int, list[str]]]
    sheet: str = ""
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


@dataclass(frozen=True, eq=False)
class Table:
    """Cells in columns of one length n, each under its name in the header.

    header : the names as the file has them; '' where a column has none
    cells : for each name an Arrow array of length n, without chunks: of strings or of a dictionary of strings, where
        '' is an empty cell; or of doubles, where null is one
    rows : the number of each row in the file, of shape (n,), the first row being 1
    sheet : the name of the sheet, '' where the file has none
    notes : what stands above and below the table: titles, notes, the legend of marks
    """

    header: list[str]
    cells: list[pa.Array]
    rows: RowNumbers
    sheet: str = ""
    notes: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.rows)


def empty(column: pa.Array) -> NDArray[np.bool_]:
    """Where a column has no text, or no figure."""
    if pa.types.is_floating(column.type):
        return np.asarray(column.is_null(nan_is_null=True).to_numpy(zero_copy_only=False), dtype=np.bool_)
    if pa.types.is_dictionary(column.type):
        different = [not text.strip() for text in column.dictionary.to_pylist()]
        found: NDArray[np.bool_] = np.array(different, dtype=np.bool_)[column.indices.to_numpy()]
        return found
    # By their bytes: most cells begin with what is no space, and are not looked at again.
    offsets, data = bytes_of(column)
    blank: NDArray[np.bool_] = offsets[1:] == offsets[:-1]
    full = np.flatnonzero(~blank)
    first = data[offsets[full]]
    spaced = full[(first <= _SPACE) | (first > _ASCII)]
    texts = column.take(pa.array(spaced)).to_pylist() if spaced.size else []
    blank[spaced] = [not text.strip() for text in texts]
    return blank


def bytes_of(texts: pa.Array) -> tuple[NDArray[np.int32], NDArray[np.uint8]]:
    """Where each of some texts begins and the last one ends, and the bytes of them all."""
    offsets = np.frombuffer(texts.buffers()[1], dtype=np.int32)[texts.offset : texts.offset + len(texts) + 1]
    held = texts.buffers()[2]
    return offsets, np.frombuffer(held, dtype=np.uint8) if held else np.zeros(0, dtype=np.uint8)

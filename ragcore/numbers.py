"""A column of cells to numbers: plain ones all at once, the others by what `cells` makes of each different text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ragcore.cells import LARGEST, SMALLEST, CellError, Number
from ragcore.coded import Codes
from ragcore.limits import FloatArray
from ragcore.rounding import MOST_DECIMALS

# What nearly every figure looks like, and nothing else could be meant by it.
_PLAIN = rf"^-?[0-9]{{1,15}}(\.[0-9]{{1,{MOST_DECIMALS}}})?$"
# A double that comes so near to fewer decimals was typed with them; the rest is noise of sums.
_NOISE = 1e-13

Outcome = Number | CellError


@dataclass(frozen=True, eq=False)
class Numbers:
    """A column of n numbers.

    value : NaN where there is none, of shape (n,)
    decimals : how many each was typed with, of shape (n,)
    special : for each row its place in `others`, -1 where the cell is a plain number, of shape (n,)
    others : the different cells that are no plain numbers, each with what it was read as
    """

    value: FloatArray
    decimals: NDArray[np.int8]
    special: Codes
    others: list[tuple[str, Outcome]]

    def of_others(self, wanted: Callable[[Number], bool]) -> NDArray[np.bool_]:
        """The rows whose cell was read as a number of which something is so; shape (n,)."""
        return self.said(wanted) > 0

    def said(self, what: Callable[[Number], int]) -> NDArray[np.int32]:
        """A code for each row by what its cell was read as, 0 for plain numbers and for faults; shape (n,)."""
        # One more entry than there are others: a plain number, -1, finds it at the end.
        codes = [what(read) if isinstance(read, Number) else 0 for _, read in self.others]
        return np.array([*codes, 0], dtype=np.int32)[self.special]

    def text_of(self, row: int | np.integer) -> str:
        """The text of a cell that is no plain number."""
        text, _ = self.others[int(self.special[row])]
        return text


def read_numbers(cells: pa.Array, read: Callable[[str], Number], *, decimals: bool = True) -> Numbers:
    """Read a column: strings, a dictionary of strings, or doubles.

    read : what makes a number of a cell that is not plain; where it raises CellError, that is what the cell is
    decimals : whether anybody wants to know the decimals of doubles

    >>> from ragcore.cells import number
    >>> numbers = read_numbers(pa.array(["82.50", "85%", "soon"]), number)
    >>> numbers.value, numbers.decimals, [text for text, _ in numbers.others]
    (array([82.5, 85. ,  nan]), array([2, 0, 0], dtype=int8), ['85%', 'soon'])
    """
    if pa.types.is_floating(cells.type):
        numbers = _of_doubles(cells, read)
        return replace(numbers, decimals=decimals_of(numbers.value)) if decimals else numbers
    if not pa.types.is_dictionary(cells.type):
        return _of_texts(cells, read)
    codes = cells.indices.to_numpy()
    different = _of_texts(cells.dictionary, read)
    return Numbers(different.value[codes], different.decimals[codes], different.special[codes], different.others)


def _of_texts(texts: pa.Array, read: Callable[[str], Number]) -> Numbers:
    """Read texts: the plain ones as they are, each different one of the others once."""
    is_plain = pc.match_substring_regex(texts, _PLAIN)
    plain = is_plain.to_numpy(zero_copy_only=False)
    if plain.all():
        value = pc.cast(texts, pa.float64()).to_numpy(zero_copy_only=False) + 0.0
    else:
        value = pc.cast(pc.if_else(is_plain, texts, "nan"), pa.float64()).to_numpy(zero_copy_only=False) + 0.0
    point = pc.find_substring(texts, ".").to_numpy(zero_copy_only=False)
    length = pc.binary_length(texts).to_numpy(zero_copy_only=False)
    decimals = np.where(plain & (point >= 0), length - point - 1, 0).astype(np.int8)
    special = np.full(len(texts), -1, dtype=np.int32)
    rest = np.flatnonzero(~plain)
    if not rest.size:
        return Numbers(value, decimals, special, [])
    different = texts.take(pa.array(rest)).dictionary_encode()
    others = [(text, _read(text, read)) for text in different.dictionary.to_pylist()]
    which = different.indices.to_numpy()
    numbers = [read if isinstance(read, Number) else Number(np.nan) for _, read in others]
    value[rest] = np.array([number.value for number in numbers])[which]
    decimals[rest] = np.array([number.decimals for number in numbers], dtype=np.int8)[which]
    special[rest] = which
    return Numbers(value, decimals, special, others)


def _read(text: str, read: Callable[[str], Number]) -> Outcome:
    try:
        return read(text)
    except CellError as fault:
        # Without the frames that it came through: there may be one for each row.
        return fault.with_traceback(None)


def _of_doubles(cells: pa.Array, read: Callable[[str], Number]) -> Numbers:
    """Take doubles as they are; what no figure can be is read as its text, which says why."""
    value = np.array(cells.to_numpy(zero_copy_only=False), dtype=np.float64)
    beyond = np.abs(value) > LARGEST
    value[np.abs(value) < SMALLEST] = 0.0
    special = np.full(len(value), -1, dtype=np.int32)
    others: list[tuple[str, Outcome]] = []
    if beyond.any() or np.isnan(value).any():
        texts = ["", *map(repr, np.unique(value[beyond]).tolist())]
        others = [(text, _read(text, read)) for text in texts]
        special[np.isnan(value)] = 0
        special[beyond] = 1 + np.searchsorted(np.unique(value[beyond]), value[beyond])
        value[beyond] = np.nan
    return Numbers(value, np.zeros(len(value), dtype=np.int8), special, others)


def decimals_of(value: FloatArray) -> NDArray[np.int8]:
    """How many decimals a figure needs to be written with, as shape (n,); 0 for NaN.

    >>> decimals_of(np.array([82.5, 85.0, 0.1 + 0.2, np.nan]))
    array([1, 0, 1, 0], dtype=int8)
    """
    decimals = np.zeros(len(value), dtype=np.int8)
    size = np.abs(value)
    # Beyond it a double has no decimals.
    left = np.flatnonzero(size < 2.0**53)
    for count in range(MOST_DECIMALS + 1):
        scaled = size[left] * 10.0**count
        left = left[np.abs(scaled - np.rint(scaled)) > _NOISE * np.maximum(scaled, 1.0)]
        if not left.size:
            break
        decimals[left] = min(count + 1, MOST_DECIMALS)
    return decimals

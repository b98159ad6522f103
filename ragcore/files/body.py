"""The rows of a table before they are read: hidden characters, texts like formulas, totals and headings among them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ragcore.cells import CellError, number
from ragcore.figures import NUMBERS
from ragcore.files.encoding import is_garbled
from ragcore.files.formula import text_of_safe, unsafe
from ragcore.files.header import column_named
from ragcore.files.table import Table, bytes_of, empty
from ragcore.problems import Place, Problem, quoted, warning
from ragcore.text import HIDDEN, hidden_in, same_name, without_hidden

Mask = NDArray[np.bool_]

# A dash before a space begins a line of a list.
_LIST = re.compile(r"[-+－＋]\s")
_SIGNS = str.maketrans("\t\r\n", "␉␍␊")
_TOTAL = re.compile(r"(?:(?:grand|overall|sub)[ -]?)?totals?|sum", re.IGNORECASE)


def cleaned(table: Table) -> tuple[Table, list[Problem]]:
    """The table without hidden characters, and without the mark that keeps a spreadsheet from running a text.

    An export puts one `'` before such a text; one is taken off, so that a file that was exported reads as it was. What
    would run is told, in columns of texts.
    """
    problems = [warning("W_ENCODING", "header row", _garbled(name)) for name in table.header if is_garbled(name)]
    cells: list[pa.Array] = []
    formulas: list[tuple[str, str, Mask]] = []
    for name, column in zip(table.header, table.cells, strict=True):
        seen, found, formula = _seen(table, name, column)
        cells.append(seen)
        problems += found
        if formula is not None:
            formulas.append(formula)
    if formulas:
        rows = table.rows[np.logical_or.reduce([mask for _, _, mask in formulas])]
        names = {name for name, _, _ in formulas}
        told = (
            f"{quoted(formulas[0][1])} would run as a formula in a spreadsheet; it was read as text, and exports mark "
            "it as text."
        )
        problems.append(warning("W_FORMULA_TEXT", Place(rows.tolist(), names.pop() if len(names) == 1 else ""), told))
    return replace(table, cells=cells), problems


def _seen(table: Table, name: str, column: pa.Array) -> tuple[pa.Array, list[Problem], tuple[str, str, Mask] | None]:
    """A column cleaned, what was taken from it, and its texts like formulas: the first, and where they are."""
    if not _may_hold(name, column):
        return column, [], None
    coded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    texts: list[str] = coded.dictionary.to_pylist()
    hidden = np.array([hidden_in(text) for text in texts], dtype=bool)
    garbled = np.array(list(map(is_garbled, texts)), dtype=bool)
    plain = [without_hidden(text) if bad else text for text, bad in zip(texts, hidden, strict=True)]
    plain = list(map(text_of_safe, plain))
    # In a column of figures such a text is refused for being none.
    formula = np.array([_is_formula(text) for text in plain], dtype=bool) & (column_named(name) not in NUMBERS)
    places = coded.indices.to_numpy(zero_copy_only=False)
    problems: list[Problem] = []
    if garbled.any():
        where = garbled[places]
        first = texts[places[int(np.argmax(where))]]
        problems.append(warning("W_ENCODING", Place(table.rows[where].tolist(), name), _garbled(first)))
    if hidden.any():
        problems.append(warning("W_CONTROL_CHAR", Place(table.rows[hidden[places]].tolist(), name), HIDDEN))
    plain = [_shown(text) if runs else text for text, runs in zip(plain, formula, strict=True)]
    if plain != texts:
        column = pa.array(plain, pa.string()).take(coded.indices)
    if not formula.any():
        return column, problems, None
    like = formula[places]
    return column, problems, (name, plain[places[int(np.argmax(like))]], like)


def _garbled(text: str) -> str:
    """What is told of a text whose encoding was mistaken before it came here."""
    return (
        f"{quoted(text)} has letters or signs that were garbled before this file was saved; put them right, and save "
        "it again as 'CSV UTF-8'."
    )


def _may_hold(name: str, column: pa.Array) -> bool:
    """Whether a column may hold anything to clean; found in its bytes, before any text is made of them."""
    if pa.types.is_floating(column.type):
        return False
    held = column.dictionary if pa.types.is_dictionary(column.type) else column
    if not len(held):
        return False
    offsets, data = bytes_of(held)
    if offsets[0] == offsets[-1]:
        return False
    if _strange(data[offsets[0] : offsets[-1]]):
        return True
    first = data[offsets[:-1][offsets[1:] > offsets[:-1]]]
    # A figure may well begin with a sign.
    marks = b"='@" if column_named(name) in NUMBERS else b"=+-@'"
    return bool(np.isin(first, np.frombuffer(marks, dtype=np.uint8)).any())


def _strange(data: NDArray[np.uint8]) -> bool:
    """Whether bytes hold any that is no plain visible ASCII."""
    step = 1 << 20
    pieces = (data[start : start + step] for start in range(0, len(data), step))
    return any(bool(((piece - np.uint8(32)) > np.uint8(94)).any()) for piece in pieces)


def _shown(text: str) -> str:
    r"""A text that would run with its leading tabs and line breaks as signs, so that it is told from one without.

    >>> _shown("\t=1+1")
    '␉=1+1'
    """
    bare = text.lstrip("\t\r\n")
    return text[: len(text) - len(bare)].translate(_SIGNS) + bare


def _is_formula(text: str) -> bool:
    """Whether a spreadsheet would run a text; a figure, and a word for none, it would not."""
    plain = text.strip()
    if plain.startswith("'") or not unsafe(plain) or _LIST.match(plain) or not any(map(str.isalnum, plain)):
        return False
    try:
        number(plain)
    except CellError:
        return True
    return False


def without_totals(table: Table, columns: Mapping[str, int]) -> tuple[Table, list[Problem]]:
    """The table without rows of totals, and without headings and repeated headers that stand among the rows.

    columns : the place in the table of each column of a scorecard

    A heading is a row that has nothing but a name in capitals, with a colon, or behind a blank row, and rows with
    figures below it; any other name alone is an indicator whose figure is unavailable.
    """
    count = len(table)
    total = np.zeros(count, dtype=bool)
    for name in ("indicator", "area", "period"):
        if name in columns:
            total |= _where(table.cells[columns[name]], _is_total)
    # Where nearly all are called so, the word is a name.
    if 2 * int(total.sum()) >= count:
        total[:] = False
    alone = _alone(table, columns)
    heading = _headings(table, columns, alone)
    repeated = _repeated(table)
    problems = []
    if total.any():
        told = "Rows of totals were left out, because they are no indicators of their own."
        problems.append(warning("W_TOTAL_ROW", Place(table.rows[total].tolist()), told))
    if heading.any():
        told = "Headings among the rows were left out; give each row its service in a column of that name."
        problems.append(warning("W_HEADING_ROW", Place(table.rows[heading].tolist()), told))
    if repeated.any():
        told = "Rows that repeat the header were left out."
        problems.append(warning("W_HEADER_REPEATED", Place(table.rows[repeated].tolist()), told))
    gone = total | heading | repeated
    if gone.any():
        table = taken(table, np.flatnonzero(~gone))
        alone = alone[~gone]
    return table, problems + _no_figures(table.rows[_leading(alone)].tolist())


def taken(table: Table, at: NDArray[np.int64]) -> Table:
    """The rows of a table at these places."""
    return replace(table, cells=[column.take(pa.array(at)) for column in table.cells], rows=table.rows[at])


def _where(column: pa.Array, is_so: Callable[[str], bool]) -> Mask:
    """Where the text of a column is so; each different text is asked once."""
    if pa.types.is_floating(column.type):
        return np.zeros(len(column), dtype=bool)
    if not pa.types.is_dictionary(column.type):
        different = pc.unique(column).to_pylist()
        chosen = [text for text in different if is_so(text)]
        return _mask(pc.is_in(column, pa.array(chosen, pa.string()))) if chosen else np.zeros(len(column), dtype=bool)
    so = np.array([is_so(text) for text in column.dictionary.to_pylist()], dtype=bool)
    return so[column.indices.to_numpy(zero_copy_only=False)] if so.any() else np.zeros(len(column), dtype=bool)


def _is_total(text: str) -> bool:
    return len(text) < 20 and bool(_TOTAL.fullmatch(same_name(text).rstrip(": ")))


def _repeated(table: Table) -> Mask:
    """Where a row says what the header says."""
    names = {at: same_name(name) for at, name in enumerate(table.header) if name}
    same = np.full(len(table), bool(names))
    for at, name in names.items():
        if same.any():
            same &= _where(table.cells[at], partial(_says, name))
    return same


def _says(name: str, text: str) -> bool:
    return same_name(text) == name


def _no_figures(rows: list[int]) -> list[Problem]:
    """What is told of rows that may be headings, and have nothing that says so."""
    if not rows:
        return []
    told = (
        "The row has a name and nothing else; it was read as a measure without figures; remove it if it is a heading."
        if len(rows) == 1
        else "These rows have a name and nothing else; they were read as measures without figures; remove them if they "
        "are headings."
    )
    return [warning("W_NO_FIGURES", Place(rows), told)]


def _alone(table: Table, columns: Mapping[str, int]) -> Mask:
    """Where a row has nothing but the name of an indicator."""
    alone = np.ones(len(table), dtype=bool)
    named = columns.get("indicator", -1)
    figures = [columns[name] for name in ("value", "numerator", "target", "period") if name in columns]
    others = [at for at in range(len(table.cells)) if at not in (named, *figures)]
    # Columns of figures first: in nearly every file they settle it.
    for at in (*figures, *others) if named >= 0 else ():
        if at != named and alone.any():
            alone &= empty(table.cells[at])
    if named < 0 or len(table.cells) < 2:
        alone[:] = False
    return alone


def _leading(alone: Mask) -> Mask:
    """Where such a row is followed by one with more in it, as a heading is: the last row heads nothing."""
    leading: Mask = alone & ~np.append(alone[1:], True)
    return leading


def _headings(table: Table, columns: Mapping[str, int], alone: Mask) -> Mask:
    """Where a row has nothing but the name of what the rows below it are about."""
    if not alone.any():
        return alone
    gap = np.diff(table.rows, prepend=table.rows[:1] - 1) > 1
    gap[0] = False
    places = np.flatnonzero(alone)
    names = table.cells[columns["indicator"]].take(pa.array(places)).to_pylist()
    marked = [name.isupper() or name.rstrip().endswith(":") for name in names]
    heads = np.zeros(len(table), dtype=bool)
    heads[places] = [mark or gap[at] for mark, at in zip(marked, places, strict=True)]
    return _leading(heads)


def _mask(flags: pa.Array) -> Mask:
    found: Mask = np.asarray(flags.to_numpy(zero_copy_only=False), dtype=np.bool_)
    return found

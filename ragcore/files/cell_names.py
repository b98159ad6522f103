"""Cells and columns of a sheet by the names that spreadsheets give them."""

from __future__ import annotations

_MOST_NAMED = 5


def letters(column: int) -> str:
    """A column as spreadsheets name it, the first being 0.

    >>> letters(0), letters(25), letters(26), letters(16383)
    ('A', 'Z', 'AA', 'XFD')
    """
    named = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        named = chr(ord("A") + rest) + named
    return named


def cells_named(cells: list[tuple[int, int]]) -> str:
    """Name cells by row and column, the first few of them.

    >>> cells_named([(4, 2), (4, 3)]), cells_named([(row, 0) for row in range(1, 9)])
    ('C4 and D4', 'A1, A2, A3, A4, A5 and 3 more')
    """
    return _listed([f"{letters(column)}{row}" for row, column in cells[: _MOST_NAMED + 1]], len(cells))


def columns_named(columns: list[int]) -> str:
    """Name columns, the first few of them.

    >>> columns_named([2]), columns_named([0, 2, 3])
    ('column C', 'columns A, C and D')
    """
    listed = _listed(list(map(letters, columns[: _MOST_NAMED + 1])), len(columns))
    return f"column {listed}" if len(columns) == 1 else f"columns {listed}"


def _listed(names: list[str], count: int) -> str:
    """The first few of so many names."""
    if count == 1:
        return names[0]
    last = names[-1] if count <= _MOST_NAMED else f"{count - _MOST_NAMED:,} more"
    return f"{', '.join(names[: count - 1][:_MOST_NAMED])} and {last}"

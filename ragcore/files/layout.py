"""Where the table lies in a sheet or a file: what stands above it, its header, its rows, what stands below it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from ragcore.files.body import cleaned
from ragcore.files.cell_names import letters
from ragcore.files.header import Header, Merged, Row, header_of, header_told
from ragcore.files.table import MOST_COLUMNS, MOST_ROWS, Grid, Table
from ragcore.problems import Place, Problem, error, warning
from ragcore.text import visible, whole

# How a note below a table begins.
_NOTE = re.compile(
    r"(source|notes?|footnotes?|key|legend|symbols?|data|coverage|contact|produced|published|last updated|©|\*|†|‡|\[|"
    r"\(?\d{1,2}[.)]|[¹²³⁴⁵⁶⁷⁸⁹]|\S{1,4}\s*=)(\b|\s|:|$|(?<=\W))",
    re.IGNORECASE,
)


def laid_out(grid: Grid) -> tuple[Table | None, list[Problem]]:
    """Find the table in a grid of texts; None where there is none.

    Title rows above the header and notes below the rows become the notes of the table. Blank rows are passed over and
    columns keep their places, so that rows and columns are those of the file.

    >>> table, problems = laid_out(Grid([(1, ["Scorecard"]), (3, ["indicator", "value"]), (4, ["Calls", "82"])]))
    >>> table.header, table.rows, [problem.where for problem in problems]
    (['indicator', 'value'], array([4], dtype=int32), ['row 3'])
    """
    rows = [(number, cells) for number, cells in grid.rows if any(map(str.strip, cells))]
    if not rows:
        thing = "sheet" if grid.sheet else "file"
        told = f"The {thing} is empty; choose a {thing} with a header row and figures."
        return None, [error("E_EMPTY", "file", told)]
    merged = disjoint(grid.merged)
    header = header_of(rows, merged)
    if header is None:
        told = "The first row must name the columns, separated by commas, and one of them 'indicator'."
        alone = len(rows) == 1
        return None, [_no_rows() if alone else error("E_NOT_A_SCORECARD", Place([rows[0][0]]), told)]
    body, filled = _filled(rows[header.last + 1 :], merged)
    below = notes_from(body, len(header.names))
    notes = [*rows[: header.first], *body[below:]]
    problems = header_told([number for number, _ in rows], header) + filled
    if below < len(body):
        told = "What stands below the table was kept as its notes, and not read as rows of it."
        problems.append(warning("W_NOTES_BELOW", Place([number for number, _ in body[below:]]), told))
    body, bands = _without_bands(body[:below], merged)
    problems += bands
    if not body:
        return None, [*problems, _no_rows()]
    if len(body) > MOST_ROWS:
        told = f"The file has more than {MOST_ROWS:,} rows; leave out what is not the scorecard."
        return None, [*problems, error("E_TOO_MANY_ROWS", "file", told)]
    names, found = _squared(header, body, strict=not grid.sheet)
    problems += found
    if len(names) > MOST_COLUMNS:
        return None, problems
    table = Table(
        names,
        [texts([cells[at] if at < len(cells) else "" for _, cells in body]) for at in range(len(names))],
        np.array([number for number, _ in body], dtype=np.int32),
        grid.sheet,
        noted(notes),
    )
    table, found = cleaned(table)
    return table, problems + found


def disjoint(merged: Merged) -> Merged:
    """The merged areas without those that repeat or overlap another, as no spreadsheet makes them.

    >>> disjoint([(2, 0, 3, 0), (2, 0, 3, 0), (3, 0, 9, 1), (4, 0, 5, 0)])
    [(2, 0, 3, 0), (4, 0, 5, 0)]
    """
    taken = np.zeros(MOST_COLUMNS, dtype=np.int64)  # for each column up to which row
    kept = []
    for top, left, bottom, right in sorted(merged):
        across = taken[left : right + 1]
        if across.size and across.max() < top:
            across[:] = bottom
            kept.append((top, left, bottom, right))
    return kept


def texts(cells: list[str]) -> pa.Array:
    """Cells as an Arrow array; half of a character, which no array holds, is marked."""
    try:
        return pa.array(cells, pa.string())
    except UnicodeEncodeError:
        return pa.array(list(map(whole, cells)), pa.string())


def noted(rows: Sequence[Row]) -> list[str]:
    """The texts of rows that are no rows of the table."""
    return [" ".join(filter(None, map(visible, cells))) for _, cells in rows]


def notes_from(body: Sequence[Row], width: int) -> int:
    """From which of the rows on there are only notes; their number where there are none.

    Notes have no more than a cell or two, and stand behind a gap or begin as notes do. An indicator without any figure
    stays an indicator.
    """
    start = len(body)
    while start > 0 and is_sparse(body[start - 1][1], width):
        start -= 1
    for at in range(start, len(body)):
        filled = [cell for cell in map(str.strip, body[at][1]) if cell]
        gap = at > 0 and body[at][0] > body[at - 1][0] + 1
        if (gap and len(filled) == 1) or (_NOTE.match(filled[0]) and _stays_note(filled)):
            return at
    return len(body)


def is_sparse(cells: Sequence[str], width: int) -> bool:
    """Whether a row has so little in it that it may be a note below the table."""
    return sum(1 for cell in cells if cell.strip()) <= min(2, max(1, width - 1))


def _stays_note(cells: list[str]) -> bool:
    """Whether what begins as a note is one: an indicator '1. Calls' with a figure beside it is none."""
    return len(cells) == 1 or not any(character.isdigit() for character in cells[-1])


def _no_rows() -> Problem:
    return error("E_NO_ROWS", "file", "The file has a header but no rows; export it again with figures.")


def _without_bands(body: list[Row], merged: Merged) -> tuple[list[Row], list[Problem]]:
    """The rows without headings that are merged across the table."""
    across = {top for top, left, bottom, right in merged if top == bottom and left < right}
    bands = [number for number, cells in body[:-1] if number in across and sum(map(bool, map(str.strip, cells))) == 1]
    if not bands:
        return body, []
    told = "Headings among the rows were left out; give each row its service in a column of that name."
    return [row for row in body if row[0] not in bands], [warning("W_HEADING_ROW", Place(bands), told)]


def _filled(body: list[Row], merged: Merged) -> tuple[list[Row], list[Problem]]:
    """The rows with the text of cells that are merged down in each of their rows."""
    numbers = [number for number, _ in body]
    places = {number: at for at, number in enumerate(numbers)}
    down = [area for area in merged if area[0] < area[2] and area[0] in places]
    if not down:
        return body, []
    body = [(number, list(cells)) for number, cells in body]
    for top, column, bottom, _ in down:
        cells = body[places[top]][1]
        text = cells[column] if column < len(cells) else ""
        # Only rows that hold anything are there to be filled, however far an area reaches.
        for _, below in body[places[top] + 1 : bisect_right(numbers, bottom)]:
            below.extend([""] * (column + 1 - len(below)))
            below[column] = text
    ranges = [f"{letters(left)}{top}:{letters(right)}{bottom}" for top, left, bottom, right in down]
    rest = f" and {len(ranges) - 5} more" if len(ranges) > 5 else ""
    told = "What cells merged down say was read in each of their rows; fill the cells where that is wrong."
    return body, [warning("W_MERGED_CELLS", ", ".join(ranges[:5]) + rest, told)]


def _squared(header: Header, body: list[Row], *, strict: bool) -> tuple[list[str], list[Problem]]:
    """The names of all columns that hold anything, and what is told of rows that are longer or shorter.

    strict : a text file says with its delimiters where each row ends, a sheet does not
    """
    names = list(header.names)
    width = max(len(names), *(_extent(cells) for _, cells in body))
    if width > MOST_COLUMNS:
        told = f"The file has {width:,} columns; the most is {MOST_COLUMNS:,}."
        return [*names, *[""] * (width - len(names))], [error("E_TOO_MANY_COLUMNS", "file", told)]
    if not strict:
        return [*names, *[""] * (width - len(names))], []
    written = max(header.width, len(names))
    problems: list[Problem] = []
    lengths = Counter(len(cells) for _, cells in body)
    long = [(number, len(cells)) for number, cells in body if _extent(cells) > written]
    for length in sorted({length for _, length in long}):
        told = f"There are {length} cells and {written} in the header; put a text with a comma in quotation marks."
        problems.append(error("E_LONG_ROW", Place([row for row, size in long if size == length]), told))
    if not long and set(lengths) == {header.width + 1}:
        told = "Every row but the header ends with a trailing delimiter, which was passed over."
        problems.append(warning("W_TRAILING_DELIMITER", "file", told))
    short: dict[str, list[int]] = {}
    for number, cells in body:
        absent = ", ".join(filter(None, names[len(cells) :]))
        if absent:
            short.setdefault(absent, []).append(number)
    for absent, rows in short.items():
        told = f"{'The row ends' if len(rows) == 1 else 'These rows end'} early: there is nothing under {absent}."
        problems.append(warning("W_SHORT_ROW", Place(rows), told))
    return [*names, *[""] * (min(width, written) - len(names))], problems


def _extent(cells: list[str]) -> int:
    """How many cells there are up to the last that holds any text."""
    return next((at for at in range(len(cells), 0, -1) if cells[at - 1].strip()), 0)

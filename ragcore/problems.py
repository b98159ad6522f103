"""What is wrong with a file, as data: one problem, one place, one sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ragcore.text import visible

ERROR = "error"
WARNING = "warning"
NOTE = "note"

# After so many problems of one kind the rest are counted: a thousand sentences help nobody.
MOST_OF_A_KIND = 20
# A screen marks no more rows of one problem than this.
MOST_ROWS_MARKED = 1000


@dataclass(frozen=True)
class Place:
    """Where in a table something is: its rows by number, and the name of its column; either may be left out.

    >>> str(Place([2, 3, 4], "value")), str(Place([7])), str(Place(column="target"))
    ('rows 2 to 4, column value', 'row 7', 'column target')
    """

    rows: Sequence[int] | NDArray[np.integer] = ()
    column: str = ""

    def __str__(self) -> str:
        """The place in words."""
        column = f"column {self.column}" if self.column else ""
        return ", ".join(filter(None, [rows_named(self.rows) if len(self.rows) else "", column])) or "file"


@dataclass(frozen=True)
class Problem:
    """One thing about a file that its reader should know.

    level : 'error' refuses the file, 'warning' says what was done to it, 'note' what was assumed
    code : a stable name for scripts, such as 'E_DUPLICATE_ROW'
    where : the place, in the file's own numbering ('row 4, column target'), or 'file'
    message : one sentence that says what is wrong and what to do
    rows, column : the same place for a screen that marks it, where it is one of a table; of many rows the first
    more : how many more of its kind it stands for
    """

    level: str
    code: str
    where: str
    message: str
    rows: tuple[int, ...] = ()
    column: str = ""
    more: int = 0

    def as_dict(self) -> dict[str, str]:
        """What is wrong and where in words, as the command line's JSON has it."""
        return {"level": self.level, "code": self.code, "where": self.where, "message": self.message}

    def __str__(self) -> str:
        """The problem on one line."""
        return f"{self.level}: {self.where}: {self.message}"


def error(code: str, where: str | Place, message: str) -> Problem:
    """A problem that refuses the file."""
    return _problem(ERROR, code, where, message)


def warning(code: str, where: str | Place, message: str) -> Problem:
    """A problem that says what was done to the file."""
    return _problem(WARNING, code, where, message)


def note(code: str, where: str | Place, message: str) -> Problem:
    """A problem that says what was assumed."""
    return _problem(NOTE, code, where, message)


def _problem(level: str, code: str, where: str | Place, message: str) -> Problem:
    if isinstance(where, str):
        return Problem(level, code, where, message)
    rows = tuple(int(row) for row in where.rows[:MOST_ROWS_MARKED])
    return Problem(level, code, str(where), message, rows, where.column)


def is_error(problem: Problem) -> bool:
    """Whether the problem refuses the file."""
    return problem.level == ERROR


def refused(problems: Iterable[Problem]) -> bool:
    """Whether any of the problems refuses the file."""
    return any(map(is_error, problems))


def each(rows: Sequence[int] | NDArray[np.integer], told: Callable[[int], Problem]) -> list[Problem]:
    """A problem for each of some rows: the first few, the last of which stands for all that are left.

    told : what makes a problem of one of the rows
    """
    few = [told(int(row)) for row in rows[:MOST_OF_A_KIND]]
    return [*few[:-1], replace(few[-1], more=len(rows) - len(few))] if few else []


def at_most(problems: Sequence[Problem], most: int = MOST_OF_A_KIND) -> list[Problem]:
    """The first problems of each kind; the last of them says how many more there are.

    >>> [str(problem) for problem in at_most([error("E", f"row {row}", "No name.") for row in (2, 3, 4)], most=2)]
    ['error: row 2: No name.', 'error: row 3: No name. And 1 more of this kind.']
    """
    left: Counter[str] = Counter()
    for problem in problems:
        left[problem.code] += 1 + problem.more
    places = Counter(problem.code for problem in problems)
    seen: Counter[str] = Counter()
    kept: list[Problem] = []
    for problem in problems:
        code = problem.code
        seen[code] += 1
        if seen[code] > most:
            continue
        is_last = seen[code] == min(most, places[code])
        more = left[code] - seen[code] if is_last else 0
        rest = f" And {more:,} more of this kind." if more else ""
        kept.append(replace(problem, message=problem.message + rest, more=0))
    return kept


def rows_named(rows: Sequence[int] | NDArray[np.integer], most: int = 5) -> str:
    """Name rows of a file, each once: one, a run of them, or the first few.

    >>> rows_named([2]), rows_named([2, 3, 4]), rows_named([2, 9, 9]), rows_named([1, 3, 5, 7, 9, 11])
    ('row 2', 'rows 2 to 4', 'rows 2 and 9', 'rows 1, 3, 5, 7, 9 and 1 more')
    """
    numbers = np.asarray(rows)
    if (numbers[1:] <= numbers[:-1]).any():  # a row of the file may stand for several periods
        rows = np.unique(numbers)
    if len(rows) == 1:
        return f"row {rows[0]}"
    if len(rows) > 2 and rows[-1] - rows[0] == len(rows) - 1:
        return f"rows {rows[0]} to {rows[-1]}"
    if len(rows) > most:
        return f"rows {', '.join(str(row) for row in rows[:most])} and {len(rows) - most} more"
    return f"rows {', '.join(str(row) for row in rows[:-1])} and {rows[-1]}"


def quoted(text: str, most: int = 60) -> str:
    r"""A text of a file as a sentence may show it: in quotation marks, on one line, nothing hidden, not endless.

    >>> quoted("half\n\x1bleft")
    "'half left'"
    """
    flat = visible(text)
    return f"'{flat[: most - 1]}…'" if len(flat) > most else f"'{flat}'"

"""What is wrong with a file, as data: one problem, one place, one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

ERROR = "error"
WARNING = "warning"
NOTE = "note"


@dataclass(frozen=True)
class Problem:
    """One thing about a file that its reader should know.

    level : 'error' refuses the file, 'warning' says what was done to it, 'note' what was assumed
    code : a stable name for scripts, such as 'E_DUPLICATE_ROW'
    where : the place, in the file's own numbering ('row 4, column target'), or 'file'
    message : one sentence that says what is wrong and what to do
    """

    level: str
    code: str
    where: str
    message: str

    def as_dict(self) -> dict[str, str]:
        """The four fields, as the command line's JSON has them."""
        return asdict(self)

    def __str__(self) -> str:
        """The problem on one line."""
        return f"{self.level}: {self.where}: {self.message}"


def error(code: str, where: str, message: str) -> Problem:
    """A problem that refuses the file."""
    return Problem(ERROR, code, where, message)


def warning(code: str, where: str, message: str) -> Problem:
    """A problem that says what was done to the file."""
    return Problem(WARNING, code, where, message)


def note(code: str, where: str, message: str) -> Problem:
    """A problem that says what was assumed."""
    return Problem(NOTE, code, where, message)


def refused(problems: Iterable[Problem]) -> bool:
    """Whether any of the problems refuses the file."""
    return any(problem.level == ERROR for problem in problems)


def rows_named(rows: Sequence[int], most: int = 5) -> str:
    """Name rows of a file: one, a run of them, or the first few.

    >>> rows_named([2]), rows_named([2, 3, 4]), rows_named([2, 9]), rows_named([1, 3, 5, 7, 9, 11])
    ('row 2', 'rows 2 to 4', 'rows 2 and 9', 'rows 1, 3, 5, 7, 9 and 1 more')
    """
    if len(rows) == 1:
        return f"row {rows[0]}"
    if len(rows) > 2 and list(rows) == list(range(rows[0], rows[-1] + 1)):
        return f"rows {rows[0]} to {rows[-1]}"
    if len(rows) > most:
        return f"rows {', '.join(str(row) for row in rows[:most])} and {len(rows) - most} more"
    return f"rows {', '.join(str(row) for row in rows[:-1])} and {rows[-1]}"


def quoted(text: str, most: int = 60) -> str:
    """A text of a file as a sentence may show it: on one line, in quotation marks, not endless.

    >>> quoted("half\\nleft")
    "'half left'"
    """
    flat = " ".join(text.split())
    return f"'{flat[: most - 1]}…'" if len(flat) > most else f"'{flat}'"

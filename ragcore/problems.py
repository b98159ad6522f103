"""What is wrong with a file, as data: one problem, one place, one sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace

from ragcore.text import visible

ERROR = "error"
WARNING = "warning"
NOTE = "note"

# After so many problems of one kind the rest are counted: a thousand sentences help nobody.
MOST_OF_A_KIND = 20


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


def is_error(problem: Problem) -> bool:
    """Whether the problem refuses the file."""
    return problem.level == ERROR


def refused(problems: Iterable[Problem]) -> bool:
    """Whether any of the problems refuses the file."""
    return any(map(is_error, problems))


def at_most(problems: Sequence[Problem], most: int = MOST_OF_A_KIND) -> list[Problem]:
    """The first problems of each kind; the last of them says how many more there are.

    >>> [str(problem) for problem in at_most([error("E", f"row {row}", "No name.") for row in (2, 3, 4)], most=2)]
    ['error: row 2: No name.', 'error: row 3: No name. And 1 more of this kind.']
    """
    of_a_kind = Counter(problem.code for problem in problems)
    seen: Counter[str] = Counter()
    kept: list[Problem] = []
    for problem in problems:
        seen[problem.code] += 1
        more = of_a_kind[problem.code] - most
        rest = f" And {more:,} more of this kind." if seen[problem.code] == most and more > 0 else ""
        if seen[problem.code] <= most:
            kept.append(replace(problem, message=problem.message + rest))
    return kept


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
    r"""A text of a file as a sentence may show it: in quotation marks, on one line, nothing hidden, not endless.

    >>> quoted("half\n\x1bleft")
    "'half left'"
    """
    flat = visible(text)
    return f"'{flat[: most - 1]}…'" if len(flat) > most else f"'{flat}'"

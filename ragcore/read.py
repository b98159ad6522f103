"""The door for files: a path, bytes or an open file to a scorecard, and a list of all that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import IO

from ragcore.about import read_about, sidecar
from ragcore.columns import COLUMNS
from ragcore.files import child
from ragcore.files.kinds import Kind, kind_of
from ragcore.files.table import MOST_BYTES
from ragcore.mapping import NOT_READ
from ragcore.problems import Problem, error, refused
from ragcore.reading import Options, Reading, reading_of
from ragcore.rule import Rule
from ragcore.scorecard import Scorecard

Source = str | Path | bytes | IO[bytes]

# Text up to here is split by Python itself and at once; what is larger, or no text, is read in a child process.
MOST_AT_ONCE = 100_000


def read(
    source: Source,
    *,
    sheet: str | None = None,
    mapping: Mapping[str, str] | None = None,
    rule: Rule | None = None,
) -> tuple[Scorecard | None, list[Problem]]:
    r"""Read a scorecard file: CSV, Excel, OpenDocument or Parquet, told by its content.

    Parameters
    ----------
    source : a path, the bytes of a file, or an open binary file; beside a path, `<name>.about.toml` is read too
    sheet : the sheet of a workbook, None for the one that looks most like a scorecard
    mapping : the file's own column names to those of a scorecard, before any synonym is tried
    rule : the rule to rate with, instead of the one that the scorecard states

    Returns the scorecard, None where the file is refused, and all problems found; of more than a few of one kind
    the first, and how many more there are.

    Raises ValueError where `mapping` names a column that no scorecard has.

    >>> scorecard, problems = read(b"indicator,value,target\nCalls answered,82.5,85\n")
    >>> scorecard.position().ratings, [problem.code for problem in problems]
    (array([3], dtype=int8), ['N_POLARITY', 'N_TOLERANCE'])
    """
    found = understand(source, Options(sheet=sheet, mapping=mapping or {}, rule=rule))
    return found.scorecard, found.problems


def understand(source: Source, options: Options) -> Reading:
    """Read a scorecard file, and say how it was understood.

    source : as for `read`; what a file beside a path says goes where `options` say nothing

    Raises ValueError where the mapping names a column that no scorecard has.
    """
    strange = sorted(set(options.mapping.values()) - {*COLUMNS, NOT_READ})
    if strange:
        raise ValueError(f"mapping must be to columns of a scorecard, not to {', '.join(strange)}")
    problems: list[Problem] = []
    if isinstance(source, str | Path):
        path = Path(source)
        try:
            data = _bytes_of(path)
        except (OSError, ValueError):  # the latter of a name that can be none
            told = "There is no such file, or it may not be read; check its name and its folder."
            return Reading(None, [error("E_NO_FILE", path.name or "file", told)])
        about, rule, problems = read_about(sidecar(path))
        options = replace(
            options,
            name=options.name or path.name,
            about=options.about.over(about),
            rule=options.rule or (rule if rule != Rule() else None),
        )
    else:
        data = source if isinstance(source, bytes) else source.read(MOST_BYTES + 1)
    found = _contained(data, options)
    problems = [*problems, *found.problems]
    return replace(found, scorecard=None if refused(problems) else found.scorecard, problems=problems)


def _bytes_of(path: Path) -> bytes:
    """The bytes of a file, as many as are looked at. Raises OSError where there is none, or it may not be read."""
    if not path.is_file():
        raise FileNotFoundError(path)  # a pipe, for one, may never end
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _contained(data: bytes, options: Options) -> Reading:
    """Read bytes here where that is safe and quick, else in a process of its own."""
    if len(data) <= MOST_AT_ONCE and kind_of(data) is Kind.TEXT:
        return reading_of(data, options)
    try:
        found: Reading = child.in_child(reading_of, data, options)
    except child.ChildFailed as fault:
        return Reading(None, [_FAILED[fault.reason]])
    return found


_FAILED = {
    "memory": error(
        "E_TOO_LARGE", "file", "The file needs more memory than a scorecard may; leave out what is not the scorecard."
    ),
    "time": error(
        "E_TOO_LARGE", "file", "It takes longer to read the file than it may; leave out what is not the scorecard."
    ),
    "crash": error("E_DAMAGED", "file", "The file is damaged and cannot be read; save it again where it was made."),
}

"""The gate before every reader: what a file is, and what refuses it by its size and structure alone."""

from __future__ import annotations

from ragcore.files.kinds import ZIPPED, Kind, kind_of, unreadable
from ragcore.files.table import MOST_BYTES
from ragcore.files.zipped import faults
from ragcore.problems import Problem, error

_EMPTY = b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"
_HEAD = 4096
# A compound file has sectors of 512 bytes, or of 4,096.
_SECTOR_SHIFTS = (9, 12)


def enter(data: bytes) -> tuple[Kind, list[Problem]]:
    """What a file is, and what refuses it before it is read: nothing, or one problem.

    Neither time nor memory depend on what the file unpacks to.

    >>> kind, problems = enter(b"indicator,value,target")
    >>> kind == Kind.TEXT, problems
    (True, [])
    """
    if len(data) > MOST_BYTES:
        told = f"The file has more than {MOST_BYTES / 1e6:,.0f} MB; leave out what is not the scorecard."
        return Kind.TEXT, [error("E_TOO_LARGE", "file", told)]
    # Asked of the beginning first: to strip a large file is to copy it.
    if not data[:_HEAD].strip(_EMPTY) and not data.strip(_EMPTY):
        told = "The file is empty; choose a file with a header row and figures."
        return Kind.TEXT, [error("E_EMPTY", "file", told)]
    kind = kind_of(data)
    refusal = unreadable(data)
    if refusal:
        return kind, [refusal]
    if kind in ZIPPED:
        return kind, faults(data)
    if (kind == Kind.XLS and not _is_compound(data)) or (kind == Kind.PARQUET and not _has_footer(data)):
        told = "The file is damaged: it ends early, or its structure is broken; fetch it again, or write it again."
        return kind, [error("E_DAMAGED", "file", told)]
    return kind, []


def _is_compound(data: bytes) -> bool:
    """Whether the header of a compound (OLE) file is sane: sectors of a known size, a directory within the file."""
    shift = int.from_bytes(data[30:32], "little")
    directory = int.from_bytes(data[48:52], "little")
    return shift in _SECTOR_SHIFTS and (directory + 2) << shift <= len(data) + (1 << shift)


def _has_footer(data: bytes) -> bool:
    """Whether a Parquet file ends as one, with a footer that lies within it."""
    length = int.from_bytes(data[-8:-4], "little")
    return len(data) > 12 and data[-4:] == b"PAR1" and 0 < length <= len(data) - 12

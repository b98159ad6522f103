"""What can go wrong with the store, as a sentence for whoever was about to use it."""

from __future__ import annotations

import errno
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError

log = logging.getLogger(__name__)

_FULL = "the disk is full. Make room on it, or ask whoever runs the app to."
_NOT_WRITTEN = "the disk is full, takes no file as large, or fails. Ask whoever runs the app to look at it."
_CLOSED = (
    "the store is gone, or cannot be written to. Ask whoever runs the app to look at the folder that RAG_DATA_DIR "
    "names."
)
_BUSY = "another program holds the store. Try again in a moment."
_DAMAGED = "the store is damaged, or is not one of this program. Ask whoever runs the app to put back a backup."
_UNKNOWN = "the reason is in the log of the server. Try again; if it stays, tell whoever runs the app."

# SQLite's primary result codes; an extended code has one of them in its last byte.
_REASONS = {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_IOERR: _NOT_WRITTEN,
    sqlite3.SQLITE_TOOBIG: "it is larger than the store can take.",
    sqlite3.SQLITE_CANTOPEN: _CLOSED,
    sqlite3.SQLITE_READONLY: _CLOSED,
    sqlite3.SQLITE_PERM: _CLOSED,
    sqlite3.SQLITE_AUTH: _CLOSED,
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_PROTOCOL: _BUSY,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_ERROR: _DAMAGED,  # a table or a column that should be there is not
}
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class StoreError(Exception):
    """What the store could not do, and why, in sentences for a user; the log has what happened.

    >>> str(StoreError("The scorecard could not be kept", "the disk is full."))
    'The scorecard could not be kept: the disk is full. Nothing that is open is lost.'
    """

    def __init__(self, what: str, why: str) -> None:
        super().__init__(f"{what}: {why} Nothing that is open is lost.")


@contextmanager
def telling(what: str) -> Iterator[None]:
    """Turn whatever a database or a disk may say into a StoreError that begins with `what`."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, OSError, ValueError) as fault:
        log.exception("%s", what)
        raise StoreError(what, _why(fault)) from fault


def damaged(what: str) -> StoreError:
    """The error for what was read and cannot be right."""
    return StoreError(what, _DAMAGED)


def _why(fault: BaseException) -> str:
    """The reason in words."""
    if isinstance(fault, ValueError):
        return _DAMAGED
    if isinstance(fault, OSError):
        return _FULL if fault.errno in _NO_ROOM else _CLOSED
    code = getattr(getattr(fault, "orig", fault), "sqlite_errorcode", None)
    return _REASONS.get(code & 0xFF, _UNKNOWN) if code is not None else _UNKNOWN

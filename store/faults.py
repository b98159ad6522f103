"""What can go wrong with the store, as a sentence for whoever was about to use it."""

from __future__ import annotations

import errno
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError, TimeoutError  # noqa: A004  # nobody let go of a connection

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
# PostgreSQL's SQLSTATE: its class, or the whole of it where that says more. Without one, there was no server to say it.
_SERVER = (
    "the database cannot be reached, does not let this app in, or cannot be written to. Ask whoever runs the app to "
    "look at it, and at the setting RAG_DATABASE_URL."
)
_SERVER_BUSY = "the database is busy. Try again in a moment."
_STATES = {
    "08": _SERVER,
    "25006": _SERVER,  # it only lets read
    "28": _SERVER,
    "3D": _SERVER,
    "42501": _SERVER,  # it lets in, and no further
    "57P": _SERVER,  # it stops, or starts
    "40": _SERVER_BUSY,
    "53300": _SERVER_BUSY,  # others have all its connections
    "55P03": _SERVER_BUSY,
    "57014": _SERVER_BUSY,
    "25P03": _SERVER_BUSY,  # this program hung within a transaction
    "53100": "the disk of the database is full. Ask whoever runs the app to make room on it.",
    "53": "the database has no room for it. Ask whoever runs the app to look at it.",
    "54": "it is larger than the store can take.",
    "58": _NOT_WRITTEN,
    "22": _DAMAGED,
    "42": _DAMAGED,  # a table or a column that should be there is not
    "XX": _DAMAGED,
}
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class StoreError(Exception):
    """What the store could not do, and why, in sentences for a user; the log has what happened.

    >>> str(StoreError("The scorecard could not be kept", "the disk is full."))
    'The scorecard could not be kept: the disk is full. Nothing that is open is lost.'
    """

    def __init__(self, what: str, why: str) -> None:
        super().__init__(f"{what}: {why} Nothing that is open is lost.")


class RefusedError(ValueError):
    """What somebody typed and the store does not take, and why, in a sentence for them; nothing was done."""


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
    if isinstance(fault, TimeoutError):
        return _SERVER_BUSY
    told = getattr(fault, "orig", fault)
    if hasattr(told, "sqlstate"):
        state = told.sqlstate
        return (
            next((_STATES[state[:long]] for long in (5, 3, 2) if state[:long] in _STATES), _UNKNOWN)
            if state
            else _SERVER
        )
    code = getattr(told, "sqlite_errorcode", None)
    return _REASONS.get(code & 0xFF, _UNKNOWN) if code is not None else _UNKNOWN

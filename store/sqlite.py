"""The store in a file: the one place that knows SQLite."""

from __future__ import annotations

import contextlib
import math
import os
import sqlite3
import threading
import time
import weakref
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.pool import ConnectionPoolEntry

from store import engine

FILE = "store.sqlite3"
# A commit is on the disk before it is acknowledged. A file that is mapped into memory spreads a fault of the disk or of
# another program into it, so none is. What is deleted is overwritten, and not left to be read in the file.
_EACH_CONNECTION = ("synchronous=FULL", "foreign_keys=ON", "mmap_size=0", "secure_delete=ON")
_WRITES = "writes"
_SECONDS_BETWEEN_TRIES = 0.01
# So many stay open between uses.
_HELD = 5
_Identity = tuple[int, int] | None


class SQLite:
    """A database in a file: many may read, one writes at a time.

    SQLite would sort out several writers by itself, but a lock lets them wait their turn instead of asking again and
    again. Connections stay open between uses, because closing the last one tidies up the journal, which takes longer
    than a write. But each use sees first that the file in that place is still the one that they are connected to: they
    would go on writing to a file that somebody has deleted, and leave a journal to the one that is put in its place.
    """

    setting = "folder in RAG_DATA_DIR"
    insert = staticmethod(insert)

    def __init__(self, file: Path) -> None:
        self._place = _Place(file.absolute())
        self._lock = threading.Lock()
        self._engine: Engine = create_engine(
            "sqlite://",
            creator=self._place.connected,
            poolclass=QueuePool,
            pool_size=_HELD,
            max_overflow=-1,
            hide_parameters=True,  # what people typed, and the secret, are nothing for a log
        )
        event.listen(self._engine, "begin", _begin)
        event.listen(self._engine, "checkin", self._place.let_go)
        weakref.finalize(self, self._engine.dispose)

    @property
    def file(self) -> Path:
        """Where it lies."""
        return self._place.file

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One state of the database, whatever others write meanwhile."""
        if not self._place.is_as_it_was():
            with self._lock:
                self._begin_anew()
        with self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is on the disk when this ends, or that never was."""
        with self._lock:
            self._begin_anew()
            with self._engine.connect().execution_options(**{_WRITES: True}) as connection, connection.begin():
                yield connection

    @contextmanager
    def opening(self) -> Iterator[Connection]:
        """A writer is alone in any case; where there is no file, one is made, with a journal."""
        self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._place.connected("rwc").close()
        if not self.file.stat().st_size:
            self.opened()
        with self.writing() as connection:
            yield connection

    def opened(self) -> None:
        """Write ahead to a journal from now on, so that readers and a writer do not wait for each other.

        A backup that was put back has none; only now it is known that the file is not another program's.
        """
        until = time.monotonic() + engine.SECONDS_TO_WAIT
        with self._lock, closing(self._place.connected()) as connection:
            while True:
                try:
                    connection.execute("PRAGMA journal_mode=WAL")
                except sqlite3.OperationalError as fault:
                    # For this alone SQLite does not wait where another program is at it.
                    if fault.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                        raise
                    time.sleep(_SECONDS_BETWEEN_TRIES)
                else:
                    return

    @contextmanager
    def keeping_a_copy(self, step: str) -> Iterator[None]:
        """The copy stays only where the tables could be changed, since else nothing was."""
        before = self.file.with_name(f"store-before-{step}-{datetime.now(UTC):%Y%m%dT%H%M%S}.sqlite3")
        self.backup(before)
        try:
            yield
        except BaseException:
            before.unlink()
            raise

    def alone(self, connection: Connection, what: str) -> None:
        """A writer is."""

    def version(self, connection: Connection) -> str:  # noqa: ARG002
        """The version comes with Python."""
        return f"SQLite {sqlite3.sqlite_version}"

    def size(self, connection: Connection) -> int:
        """All pages, those that are still in the journal included."""
        return math.prod(connection.exec_driver_sql(f"PRAGMA {of}").scalar_one() for of in ("page_count", "page_size"))

    def sound(self) -> bool:
        """Whether SQLite finds nothing wrong with the whole file; reads all of it."""
        with closing(self._place.connected()) as connection:
            return _sound(connection)

    def checkpoint(self) -> None:
        """Bring all that was committed into the one file, and close what is open."""
        with self._lock:
            with closing(self._place.connected()) as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._engine.dispose()

    def backup(self, to: Path) -> None:
        """Write a sound copy of the state of now to a new file, while others go on.

        A copy of the file by other means may lack what lies in the journal beside it. Raises FileExistsError rather
        than write over anything, and sqlite3.DatabaseError where the copy is not sound.
        """
        if to.exists():
            raise FileExistsError(to)
        partial = to.with_name(f"{to.name}.partial")
        partial.unlink(missing_ok=True)
        try:
            with closing(self._place.connected()) as connection:
                connection.execute("VACUUM INTO ?", (str(partial),))
            with closing(sqlite3.connect(partial)) as copy:
                if not _sound(copy):
                    raise sqlite3.DatabaseError("the copy is not sound")
            with partial.open("r+b") as written:
                os.fsync(written.fileno())
            partial.rename(to)
        finally:
            partial.unlink(missing_ok=True)

    def _begin_anew(self) -> None:
        """Close what is connected to a file that is no longer in its place; the caller holds the lock.

        The journal is emptied into that file first, so that it is none of the one that comes in its place.
        """
        if self._place.is_as_it_was():
            return
        if self._engine.pool.checkedin():  # type: ignore[attr-defined]  # only a pool of no connections has no count
            with contextlib.suppress(sqlite3.Error), closing(self._engine.raw_connection()) as old:
                old.cursor().execute("PRAGMA busy_timeout=0").execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._place.look()
        self._engine.dispose()


class _Connection(sqlite3.Connection):
    """A connection that knows which file it is one to."""

    identity: _Identity = None


class _Place:
    """Where the file lies, which file that is, and connections to it."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.identity: _Identity = None

    def connected(self, mode: str = "rw") -> _Connection:
        """A connection of one's own; `rw` finds no file where there is none, and makes none in silence."""
        identity = self._now()
        connection = sqlite3.connect(
            f"{self.file.as_uri()}?mode={mode}",
            uri=True,
            timeout=engine.SECONDS_TO_WAIT,
            isolation_level=None,
            check_same_thread=False,
            factory=_Connection,
        )
        try:
            for setting in _EACH_CONNECTION:
                connection.execute(f"PRAGMA {setting}")
        except sqlite3.Error:
            connection.close()
            raise
        connection.identity = identity
        return connection

    def is_as_it_was(self) -> bool:
        """Whether the file in the place is the one that was there when somebody looked last."""
        return self.identity is not None and self.identity == self._now()

    def look(self) -> None:
        """See which file is in the place."""
        self.identity = self._now()

    def let_go(self, connection: _Connection, entry: ConnectionPoolEntry) -> None:
        """Close a connection whose file went away while it was in use."""
        if connection.identity != self.identity:
            entry.invalidate()

    def _now(self) -> _Identity:
        """Which file is in the place; None where there is none."""
        try:
            found = self.file.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino


def _begin(connection: Connection) -> None:
    """Begin as what comes needs it: a reader that turned writer half-way would fail where another writes."""
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get(_WRITES) else "BEGIN")


def _sound(connection: sqlite3.Connection) -> bool:
    found: list[tuple[str]] = connection.execute("PRAGMA integrity_check(1)").fetchall()
    return found == [("ok",)]

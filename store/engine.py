"""How the store speaks to its database: the one place that knows SQLite."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, NullPool, create_engine, event

# Longer than any write of ours takes; whoever waits longer is told.
SECONDS_TO_WAIT = 10
# A commit is on the disk before it is acknowledged. A file that is mapped into memory spreads a fault of the disk or of
# another program into it, so none is. What is deleted is overwritten, and not left to be read in the file.
_EACH_CONNECTION = ("synchronous=FULL", "foreign_keys=ON", "mmap_size=0", "secure_delete=ON")
_WRITES = "writes"


class Database:
    """A database in a file: many may read, one writes at a time, and no connection outlives its use.

    A connection that stays open would go on writing to a file that somebody has deleted. SQLite would sort out several
    writers by itself, but a lock lets them wait their turn instead of asking again and again.
    """

    def __init__(self, file: Path) -> None:
        self.file = file.absolute()
        self._lock = threading.Lock()
        self._engine: Engine = create_engine("sqlite://", creator=self._connected, poolclass=NullPool)
        event.listen(self._engine, "begin", _begin)

    def create(self) -> None:
        """Make a file with a journal where there is none; what there is stays as it is."""
        self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._connected("rwc").close()
        if not self.file.stat().st_size:
            self.keep_a_journal()

    def keep_a_journal(self) -> None:
        """Write ahead to a journal from now on, so that readers and a writer do not wait for each other."""
        with self._lock, closing(self._connected()) as connection:
            connection.execute("PRAGMA journal_mode=WAL")

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One state of the database, whatever others write meanwhile."""
        with self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is on the disk when this ends, or that never was."""
        with self._lock, self._engine.connect().execution_options(**{_WRITES: True}) as connection, connection.begin():
            yield connection

    def sound(self) -> bool:
        """Whether SQLite finds nothing wrong with the whole file; reads all of it."""
        with closing(self._connected()) as connection:
            return _sound(connection)

    def checkpoint(self) -> None:
        """Bring all that was committed into the one file."""
        with self._lock, closing(self._connected()) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

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
            with closing(self._connected()) as connection:
                connection.execute("VACUUM INTO ?", (str(partial),))
            with closing(sqlite3.connect(partial)) as copy:
                if not _sound(copy):
                    raise sqlite3.DatabaseError("the copy is not sound")
            with partial.open("r+b") as written:
                os.fsync(written.fileno())
            partial.rename(to)
        finally:
            partial.unlink(missing_ok=True)

    def _connected(self, mode: str = "rw") -> sqlite3.Connection:
        """A connection of one's own; `rw` finds no file where there is none, and makes none in silence."""
        connection = sqlite3.connect(
            f"{self.file.as_uri()}?mode={mode}", uri=True, timeout=SECONDS_TO_WAIT, isolation_level=None
        )
        try:
            for setting in _EACH_CONNECTION:
                connection.execute(f"PRAGMA {setting}")
        except sqlite3.Error:
            connection.close()
            raise
        return connection


def _begin(connection: Connection) -> None:
    """Begin as what comes needs it: a reader that turned writer half-way would fail where another writes."""
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get(_WRITES) else "BEGIN")


def _sound(connection: sqlite3.Connection) -> bool:
    found: list[tuple[str]] = connection.execute("PRAGMA integrity_check(1)").fetchall()
    return found == [("ok",)]

"""Scorecards that are kept: each under the name that its content gives it, as Parquet."""

from __future__ import annotations

import hashlib
import re
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, delete, func, insert, select

from ragcore.text import visible, whole
from store.engine import Database
from store.faults import StoreError, damaged, telling
from store.schema import SCORECARDS, NotOursError, newest, step_of, upgrade

FILE = "store.sqlite3"
_NAME = re.compile(r"[0-9a-f]{32}")
_ABOUT = (SCORECARDS.c.name, SCORECARDS.c.title, SCORECARDS.c.rows, SCORECARDS.c.kept)

_OPENED = "The store of kept scorecards could not be opened"
_KEPT = "The scorecard could not be kept"
_READ = "The kept scorecards could not be read"
_DELETED = "The scorecard could not be deleted"
_BACKED_UP = "The store could not be backed up"


@dataclass(frozen=True)
class Kept:
    """What is told of a kept scorecard: `rows` is how many it has, `kept` when it was kept, in UTC."""

    name: str
    title: str
    rows: int
    kept: datetime


@dataclass(frozen=True)
class Health:
    """How much a sound store holds, and the version of SQLite that it is read with."""

    sqlite: str
    scorecards: int
    bytes: int


class Store:
    """Scorecards in a database in a folder; may be shared by threads. Every method may raise StoreError.

    Nothing is opened before it is needed. The first use makes the folder and the file where there are none, and takes
    the steps from an older version; where that fails, the next use tries again.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     store = Store(Path(folder))
    ...     store.keep("0" * 32, "Quarter 2", 17, b"PAR1"), store.keep("0" * 32, "Quarter 2", 17, b"PAR1")
    ...     [(kept.title, kept.rows) for kept in store.scorecards()], store.parquet("0" * 32)
    (True, False)
    ([('Quarter 2', 17)], b'PAR1')
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._database = Database(folder / FILE)
        self._opening = threading.Lock()
        self._is_open = False

    def keep(self, name: str, title: str, rows: int, parquet: bytes) -> bool:
        """Keep a scorecard; when this returns it is on the disk. False where it was there already, unchanged.

        name : 32 of 0-9 and a-f, made of the content: the same content has the same name
        parquet : all of the scorecard, what is known about it included
        """
        if not _NAME.fullmatch(name):
            raise ValueError(name)
        values = {
            "name": name,
            "title": visible(whole(title)),
            "rows": rows,
            "kept": datetime.now(UTC),
            "sha256": hashlib.sha256(parquet).hexdigest(),
            "parquet": parquet,
        }
        with self._ready(_KEPT) as database, database.writing() as connection:
            if connection.scalar(select(SCORECARDS.c.name).where(SCORECARDS.c.name == name)):
                return False
            connection.execute(insert(SCORECARDS), values)
        return True

    def scorecards(self) -> list[Kept]:
        """All that are kept, the newest first."""
        with self._ready(_READ) as database, database.reading() as connection:
            found = connection.execute(select(*_ABOUT).order_by(SCORECARDS.c.kept.desc(), SCORECARDS.c.name))
            return [Kept(*row) for row in found]

    def kept(self, name: str) -> Kept | None:
        """What is told of one; None where none has the name, whatever the name is."""
        if not _NAME.fullmatch(name):
            return None
        with self._ready(_READ) as database, database.reading() as connection:
            row = connection.execute(select(*_ABOUT).where(SCORECARDS.c.name == name)).one_or_none()
            return Kept(*row) if row else None

    def parquet(self, name: str) -> bytes | None:
        """The bytes that were kept, and no others; None where none has the name, whatever the name is."""
        if not _NAME.fullmatch(name):
            return None
        wanted = select(SCORECARDS.c.parquet, SCORECARDS.c.sha256).where(SCORECARDS.c.name == name)
        with self._ready(_READ) as database, database.reading() as connection:
            row = connection.execute(wanted).one_or_none()
        if row and hashlib.sha256(row[0]).hexdigest() != row[1]:
            raise damaged(_READ)
        return row[0] if row else None

    def delete(self, name: str) -> bool:
        """Delete a scorecard for good; False where none has the name, whatever the name is."""
        if not _NAME.fullmatch(name):
            return False
        with self._ready(_DELETED) as database, database.writing() as connection:
            return connection.execute(delete(SCORECARDS).where(SCORECARDS.c.name == name)).rowcount == 1

    def open(self) -> None:
        """Open the store now rather than at its first use, and see that it can be written to."""
        with self._ready(_OPENED) as database, database.writing():
            pass

    def health(self) -> Health:
        """How the store is, when nothing in it is damaged; reads all of it, so it is for people, not for every page."""
        with self._ready(_READ) as database:
            if not database.sound():
                raise damaged(_READ)
            with database.reading() as connection:
                count = connection.scalar(select(func.count()).select_from(SCORECARDS)) or 0
            return Health(sqlite3.sqlite_version, count, database.file.stat().st_size)

    def backup(self, to: Path) -> None:
        """Write a sound copy of the store to a new file, while it is in use; an older store stays as it is."""
        if to.exists():
            raise StoreError(_BACKED_UP, f"there is a file {to.name} already. Name another.")
        with telling(_BACKED_UP):
            self._database.backup(to)

    def checkpoint(self) -> None:
        """Bring all that was kept into the one file, before the program ends."""
        with self._ready(_OPENED) as database:
            database.checkpoint()

    @contextmanager
    def _ready(self, what: str) -> Iterator[Database]:
        """The database with all steps taken; what goes wrong begins with `what`."""
        with telling(what):
            if not self._is_open:
                try:
                    self._open()
                except NotOursError as reason:
                    raise StoreError(_OPENED, str(reason)) from reason
            yield self._database

    def _open(self) -> None:
        """Make the file where there is none and take the steps that are missing, after a backup of what there is.

        The transaction is a lock as well: of two programs that start at once the second waits, and finds all done.
        """
        with self._opening:
            self._database.create()
            with self._database.writing() as connection:
                step = step_of(connection)
                if not step:
                    upgrade(connection)
                elif step != newest():
                    self._upgrade_after_backup(connection)
            # A backup that was put back has none; only now it is known that the file is not another program's.
            self._database.keep_a_journal()
            self._is_open = True

    def _upgrade_after_backup(self, connection: Connection) -> None:
        """Take the steps that are missing; the backup stays only where they could be taken, since else nothing was."""
        before = self.folder / f"store-before-{newest()}-{datetime.now(UTC):%Y%m%dT%H%M%S}.sqlite3"
        self._database.backup(before)
        try:
            upgrade(connection)
        except BaseException:
            before.unlink()
            raise

"""How each part of the store gets at the database: opened first, and what goes wrong told in sentences."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, false, update

from store.engine import Database
from store.faults import StoreError, telling
from store.schema import SECRETS, NotOursError, newest, step_of, upgrade

OPENED = "The store of kept scorecards could not be opened"


class Access:
    """Access to a database, which is opened at the first use; where that fails, the next use tries again.

    `what` is what could not be done where anything goes wrong, and begins the StoreError.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._opening = threading.Lock()
        self._is_open = False

    @contextmanager
    def reading(self, what: str) -> Iterator[Connection]:
        """One state of the store, with all steps taken."""
        with self.ready(what) as database, database.reading() as connection:
            yield connection

    @contextmanager
    def writing(self, what: str) -> Iterator[tuple[Database, Connection]]:
        """A transaction of the store, with all steps taken, and the database that it is one of."""
        with self.ready(what) as database, database.writing() as connection:
            yield database, connection

    @contextmanager
    def ready(self, what: str) -> Iterator[Database]:
        """The database with all steps taken."""
        with telling(what):
            if not self._is_open:
                try:
                    self._open()
                except NotOursError as reason:
                    raise StoreError(OPENED, str(reason)) from reason
            yield self._database

    @contextmanager
    def unopened(self, what: str) -> Iterator[Database]:
        """The database as it is."""
        with telling(what):
            yield self._database

    def _open(self) -> None:
        """Take the steps that are missing; of two programs that start at once the second waits, and finds all done."""
        with self._opening:
            with self._database.opening() as connection:
                step = step_of(connection, self._database.setting)
                if not step:
                    upgrade(connection)
                elif step != newest():
                    with self._database.keeping_a_copy(newest()):
                        upgrade(connection)
            self._database.opened()
            self._is_open = True


def see_that_it_writes(connection: Connection) -> None:
    """Fail where the database lets nobody write; nothing is changed."""
    connection.execute(update(SECRETS).values(what="").where(false()))

"""The store on a server for several processes or machines: the one place that knows PostgreSQL."""

from __future__ import annotations

import hashlib
import selectors
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Dialect, Engine, create_engine, event, func, make_url, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.pool import ConnectionPoolEntry

from store import engine
from store.faults import StoreError

# So many connections has one process at most: servers let in a hundred of all processes together.
MOST_CONNECTIONS = 10
SECONDS_TO_CONNECT = 5
# A server that stops closes its connections, which is seen without asking it. One that loses its power or its network
# closes none, but is not back within so many seconds; what lay idle for longer is tried before it is used.
SECONDS_TO_TRUST = 5
# A commit is on the disk before it is acknowledged, whatever the server does for others. What takes longer than these
# is broken off, so that nothing waits for ever for a process that hangs.
_EACH_CONNECTION = {
    "synchronous_commit": "on",
    "lock_timeout": f"{engine.SECONDS_TO_WAIT}s",
    "statement_timeout": "60s",
    "idle_in_transaction_session_timeout": "60s",
}
_OPENS = "the store is opened"
_IDLE_SINCE = "idle since"


class PostgreSQL:
    """A database that a server keeps; the server sorts out who writes when.

    url : the setting RAG_DATABASE_URL: `postgresql://user:password@host/name`
    """

    setting = "database in RAG_DATABASE_URL"
    insert = staticmethod(insert)

    def __init__(self, url: str) -> None:
        self._url = url

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One state of the database, that of the first statement."""
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with self._engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction each of whose statements sees what was committed before it, also while it waited for a lock."""
        with self._engine.begin() as connection:
            yield connection

    @contextmanager
    def opening(self) -> Iterator[Connection]:
        """The database must be there; steps may take as long as they need."""
        with self.writing() as connection:
            connection.execute(select(func.set_config("statement_timeout", "0", True)))
            self.alone(connection, _OPENS)
            yield connection

    def opened(self) -> None:
        """Nothing is left to do."""

    @contextmanager
    def keeping_a_copy(self, step: str) -> Iterator[None]:  # noqa: ARG002
        """The server makes none; whoever runs it does, with `pg_dump`."""
        yield

    def alone(self, connection: Connection, what: str) -> None:
        """Wait until nobody else is in a transaction that asked for the same."""
        key = int.from_bytes(hashlib.sha256(what.encode()).digest()[:8], "big", signed=True)
        connection.execute(select(func.pg_advisory_xact_lock(key)))

    def version(self, connection: Connection) -> str:
        """That of the server."""
        return f"PostgreSQL {connection.scalar(select(func.current_setting('server_version')))}"

    def size(self, connection: Connection) -> int:
        """All of the database, whatever else lies in it."""
        return connection.scalar(select(func.pg_database_size(func.current_database()))) or 0

    def sound(self) -> bool:
        """The server tells of its own pages when they are read."""
        return True

    def checkpoint(self) -> None:
        """Close what is open; the server writes in its own time what is committed."""
        self._engine.dispose()

    def backup(self, to: Path) -> None:  # noqa: ARG002
        """Only whoever runs the server can back it up as a whole."""
        raise StoreError(
            "The store could not be backed up", "it is on a server. Use pg_dump, as docs/running.md tells."
        )

    @cached_property
    def _engine(self) -> Engine:
        """Made at the first use, so that an address that is none stops nobody before that."""
        url = _parsed(self._url)
        made = create_engine(
            url,
            isolation_level="READ COMMITTED",
            pool_size=MOST_CONNECTIONS,
            max_overflow=0,
            pool_timeout=engine.SECONDS_TO_WAIT,
            pool_use_lifo=True,  # the one that was used last is the surest
            hide_parameters=True,  # what people typed, and the secret, are nothing for a log
            connect_args={} if "connect_timeout" in url.query else {"connect_timeout": SECONDS_TO_CONNECT},
        )
        event.listen(made, "connect", _set)
        event.listen(made, "checkin", _note)
        event.listen(made, "checkout", partial(_see_that_it_lives, made.dialect))
        weakref.finalize(self, made.dispose)
        return made


def _parsed(url: str) -> URL:
    """The address for the library; what is wrong with it never says the password."""
    try:
        parsed = make_url(url)
        if parsed.drivername in ("postgresql", "postgres"):
            return parsed.set(drivername="postgresql+psycopg")
    except Exception:  # noqa: BLE001, S110  # whatever it is, it may hold the address
        pass
    raise StoreError(
        "The store of kept scorecards could not be opened",
        "the setting RAG_DATABASE_URL is not the address of a PostgreSQL database. Write it as "
        "postgresql://user:password@host/name, with %-codes for special characters in the password.",
    )


def _set(connection: Any, record: object) -> None:  # noqa: ARG001
    """Set what a new connection needs."""
    settings = ", ".join(f"set_config('{name}', '{value}', false)" for name, value in _EACH_CONNECTION.items())
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {settings}")
    connection.commit()


def _note(connection: Any, entry: ConnectionPoolEntry) -> None:  # noqa: ARG001
    """Note since when nobody uses a connection."""
    entry.info[_IDLE_SINCE] = time.monotonic()


def _see_that_it_lives(dialect: Dialect, connection: Any, entry: ConnectionPoolEntry, proxy: object) -> None:  # noqa: ARG001
    """Let nobody have a connection that was lost while it was idle: all that are as old are made anew."""
    since = entry.info.get(_IDLE_SINCE)
    if since is None:
        return
    try:
        if time.monotonic() - since > SECONDS_TO_TRUST or _says_something(connection):
            dialect.do_ping(connection)
    except connection.Error as fault:
        raise InvalidatePoolError from fault


def _says_something(connection: Any) -> bool:
    """Whether the server says anything unasked; for the most part that is that it ends the connection."""
    with selectors.DefaultSelector() as selector:
        selector.register(connection, selectors.EVENT_READ)
        return bool(selector.select(timeout=0))

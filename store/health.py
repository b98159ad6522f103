"""Whether all that is kept can be read as it was written, and how much it is."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlalchemy import Connection, Table, func, select

from store import versions
from store.access import Access
from store.faults import damaged
from store.schema import SCENARIOS, SCORECARDS, VERSIONS
from store.scorecards import READ

# So many versions are in memory at once.
_AT_ONCE = 1000


@dataclass(frozen=True)
class Health:
    """How much a sound store holds, and the database that it is in, with its version: `SQLite 3.51.3`."""

    database: str
    scorecards: int
    versions: int
    scenarios: int
    bytes: int


def health(access: Access) -> Health:
    """How the store is; reads all of it. Raises StoreError where anything in it is damaged."""
    with access.ready(READ) as database:
        if not database.sound():
            raise damaged(READ)
        with database.reading() as connection:
            _see_scorecards(connection)
            _see_versions(connection)
            return Health(
                database=database.version(connection),
                scorecards=_count(connection, SCORECARDS),
                versions=_count(connection, VERSIONS),
                scenarios=_count(connection, SCENARIOS),
                bytes=database.size(connection),
            )


def _count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def _see_scorecards(connection: Connection) -> None:
    """See that each scorecard is the bytes that were kept; one at a time, because one may be a hundred megabytes."""
    for name in connection.scalars(select(SCORECARDS.c.name)).all():
        wanted = select(SCORECARDS.c.parquet, SCORECARDS.c.sha256).where(SCORECARDS.c.name == name)
        parquet, sha256 = connection.execute(wanted).one()
        if hashlib.sha256(parquet).hexdigest() != sha256:
            raise damaged(READ)


def _see_versions(connection: Connection) -> None:
    """See that each version is what its name is made of, and that what it came from is there."""
    last = ""
    while found := list(versions.all_after(connection, last, _AT_ONCE)):
        last = found[-1].name
    before = VERSIONS.alias()
    orphans = select(VERSIONS.c.name).outerjoin(before, before.c.name == VERSIONS.c.parent)
    if connection.scalar(orphans.where(VERSIONS.c.parent != "", before.c.name.is_(None)).limit(1)):
        raise damaged(READ)

"""Scorecards that are kept: each under the name that its content gives it, as Parquet."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import delete, select, update

from ragcore.text import visible, whole
from store.access import Access
from store.faults import damaged
from store.names import is_name
from store.schema import SCORECARDS

READ = "The kept scorecards could not be read"
_KEPT = "The scorecard could not be kept"
_DELETED = "The scorecard could not be deleted"
_ABOUT = (SCORECARDS.c.name, SCORECARDS.c.title, SCORECARDS.c.rows, SCORECARDS.c.kept, SCORECARDS.c.listed)


@dataclass(frozen=True)
class Kept:
    """What is told of a kept scorecard: `rows` is how many it has, `kept` when it was kept, in UTC.

    listed : whether people keep it, or only the store does, for what was saved on it
    """

    name: str
    title: str
    rows: int
    kept: datetime
    listed: bool = True


class Scorecards:
    """The part of a store that keeps scorecards. Every method may raise StoreError."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def keep(self, name: str, title: str, rows: int, parquet: bytes, listed: bool = True) -> bool:
        """Keep a scorecard; when this returns it is on the disk. False where it was there already, unchanged.

        name : 32 of 0-9 and a-f, made of the content: the same content has the same name
        parquet : all of the scorecard, what is known about it included
        listed : False for one that only what was saved on it needs. Keeping that for people lists it with this title,
            as new; one that is listed stays so
        """
        if not is_name(name):
            raise ValueError(name)
        told = {"title": visible(whole(title)), "kept": datetime.now(UTC), "listed": listed}
        sha256 = hashlib.sha256(parquet).hexdigest()
        values = told | {"name": name, "rows": rows, "sha256": sha256, "parquet": parquet}
        with self._access.writing(_KEPT) as (database, connection):
            new = database.insert(SCORECARDS).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
            added: int = connection.execute(new, values).rowcount
            if not added and listed:
                hidden = (SCORECARDS.c.name == name) & ~SCORECARDS.c.listed
                added = connection.execute(update(SCORECARDS).where(hidden).values(told)).rowcount
        return bool(added)

    def all(self) -> list[Kept]:
        """All that are listed, the newest first."""
        wanted = select(*_ABOUT).where(SCORECARDS.c.listed).order_by(SCORECARDS.c.kept.desc(), SCORECARDS.c.name)
        with self._access.reading(READ) as connection:
            return [Kept(*row) for row in connection.execute(wanted)]

    def kept(self, name: str) -> Kept | None:
        """What is told of one, listed or not; None where none has the name, whatever the name is."""
        if not is_name(name):
            return None
        with self._access.reading(READ) as connection:
            row = connection.execute(select(*_ABOUT).where(SCORECARDS.c.name == name)).one_or_none()
            return Kept(*row) if row else None

    def parquet(self, name: str) -> bytes | None:
        """The bytes that were kept, and no others; None where none has the name, whatever the name is."""
        if not is_name(name):
            return None
        wanted = select(SCORECARDS.c.parquet, SCORECARDS.c.sha256).where(SCORECARDS.c.name == name)
        with self._access.reading(READ) as connection:
            row = connection.execute(wanted).one_or_none()
        if row and hashlib.sha256(row[0]).hexdigest() != row[1]:
            raise damaged(READ)
        return row[0] if row else None

    def delete(self, name: str) -> bool:
        """Delete a scorecard for good, with its versions, its scenarios and their record.

        False where none has the name, whatever the name is.
        """
        if not is_name(name):
            return False
        with self._access.writing(_DELETED) as (_, connection):
            return connection.execute(delete(SCORECARDS).where(SCORECARDS.c.name == name)).rowcount == 1

"""Scenarios that were saved: a name for a version, which may be given to another version."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from ragcore.text import same_name, visible, whole
from store import records, words
from store.access import Access
from store.engine import Database
from store.faults import StoreError
from store.names import by_chance, is_name
from store.records import Entry, What
from store.schema import SCENARIOS, SCORECARDS, VERSIONS

_READ = "The saved scenarios could not be read"
_SAVED = "The scenario could not be saved"
_RENAMED = "The scenario could not be renamed"
_COPIED = "The scenario could not be copied"
_DELETED = "The scenario could not be deleted"
_GONE = "it was deleted. Save it again under a name."


@dataclass(frozen=True)
class Named:
    """A version that somebody gave a name.

    id : its own name for machines, which nobody can guess and which stays
    saved : when it was given its version, in UTC; author : by whom, where they said so
    scorecard : the name of the kept scorecard; opened : the name under which people open that. No two scenarios of one
        `opened` have the same name
    """

    id: str
    name: str
    note: str
    author: str
    saved: datetime
    version: str
    scorecard: str
    opened: str


@dataclass(frozen=True)
class Saved:
    """What was saved, and what stands beside it where that was not all that was wanted.

    beside : the scenario that has the name, where this one got a number; or, where this one should have taken the
        place of a scenario, what that is now. None where nothing was in the way, or that scenario was deleted
    """

    named: Named
    beside: Named | None = None


_ROW = tuple(SCENARIOS.c[field.name] for field in fields(Named))


class Scenarios:
    """The part of a store that keeps names. Every method may raise StoreError.

    What people type is cleaned; where it is too long, or no name at all, RefusedError says so before anything is done.
    Who comes second to a name gets the next number: nobody overwrites anybody.
    """

    def __init__(self, access: Access) -> None:
        self._access = access

    def save(self, name: str, version: str, note: str = "", author: str = "", over: Named | None = None) -> Saved:
        """Give a kept version a name; when this returns it is on the disk.

        over : the scenario, as somebody saw it, that is to be this version from now on, under its own name unless
            this one is another. That is done only while it still is the version that they saw; else the two stand
            side by side

        The same again changes nothing: a browser may send twice.
        """
        name, note, author = words.name(name), words.note(note), words.author(author)
        with self._access.writing(_SAVED) as (database, connection):
            scorecard, opened = _version(database, connection, version)
            wanted = Named("", name, note, author, datetime.now(UTC), version, scorecard, opened)
            now = over and _one(connection, SCENARIOS.c.id == over.id)
            if over and now and (now.version, now.opened) == (over.version, opened):
                return _repointed(connection, now, wanted, keeps_name=same_name(name) == same_name(over.name))
            if again := _again(connection, wanted):
                ours = over is None or again.id == over.id
                return Saved(again, _holder(connection, opened, name, but=again.id) if ours else now)
            taken = _holder(connection, opened, name)
            # Where it should have taken the place of another it gets a number even if that is gone, so that it is told.
            number = over is not None and same_name(name) == same_name(over.name)
            told = _free(connection, opened, name) if taken or number else name
            named = replace(wanted, id=by_chance(), name=told)
            _add(connection, named, asked=same_name(name))
            _record(connection, named, What.SAVED, "", author)
            return Saved(named, now if over else taken)

    def all(self, opened: str | None = None) -> list[Named]:
        """All scenarios, or those of the scorecard that people open under this name; the newest first."""
        wanted = select(*_ROW).order_by(SCENARIOS.c.saved.desc(), SCENARIOS.c.id)
        if opened is not None:
            wanted = wanted.where(SCENARIOS.c.opened == visible(whole(opened)))
        with self._access.reading(_READ) as connection:
            return [Named(*row) for row in connection.execute(wanted)]

    def get(self, scenario: str) -> Named | None:
        """The scenario with an id; None where there is none, whatever the id is."""
        if not is_name(scenario):
            return None
        with self._access.reading(_READ) as connection:
            return _one(connection, SCENARIOS.c.id == scenario)

    def rename(self, scenario: str, name: str, author: str = "") -> Saved:
        """Give a scenario another name."""
        name, author = words.name(name), words.author(author)
        with self._held(_RENAMED, scenario) as (connection, now):
            if now is None:
                raise StoreError(_RENAMED, _GONE)
            taken = _holder(connection, now.opened, name, but=scenario)
            named = replace(now, name=_free(connection, now.opened, name, but=scenario) if taken else name)
            if named != now:
                _change(connection, named, asked=same_name(name))
                _record(connection, named, What.RENAMED, now.name, author)
            return Saved(named, taken)

    def copy(self, scenario: str, name: str, author: str = "") -> Saved:
        """Give the version of a scenario another name besides, with the same note."""
        name, author = words.name(name), words.author(author)
        with self._held(_COPIED, scenario) as (connection, now):
            if now is None:
                raise StoreError(_COPIED, _GONE)
            taken = _holder(connection, now.opened, name)
            told = _free(connection, now.opened, name) if taken else name
            named = replace(now, id=by_chance(), name=told, author=author, saved=datetime.now(UTC))
            _add(connection, named, asked=same_name(name))
            _record(connection, named, What.COPIED, now.name, author)
            return Saved(named, taken)

    def delete(self, scenario: str, author: str = "") -> bool:
        """Delete a scenario; its versions and its record stay. False where there is none, whatever the id is."""
        author = words.author(author)
        with self._held(_DELETED, scenario) as (connection, now):
            if now is None:
                return False
            connection.execute(delete(SCENARIOS).where(SCENARIOS.c.id == scenario))
            _record(connection, now, What.DELETED, "", author)
            return True

    def record(self, scenario: str) -> list[Entry]:
        """What was done to a scenario, the oldest first; empty where there never was one, whatever the id is."""
        if not is_name(scenario):
            return []
        with self._access.reading(_READ) as connection:
            return records.of(connection, scenario)

    @contextmanager
    def _held(self, what: str, scenario: str) -> Iterator[tuple[Connection, Named | None]]:
        """A transaction in which nobody else changes the scenario, and what that is."""
        with self._access.writing(what) as (database, connection):
            found = _one(connection, SCENARIOS.c.id == scenario) if is_name(scenario) else None
            if found:
                _alone(database, connection, found.opened)
                held = select(SCORECARDS.c.name).where(SCORECARDS.c.name == found.scorecard)
                connection.execute(held.with_for_update(read=True, key_share=True))
                # While this waited it may have been changed, or gone with its scorecard.
                found = _one(connection, SCENARIOS.c.id == scenario)
            yield connection, found


def _version(database: Database, connection: Connection, name: str) -> tuple[str, str]:
    """The scorecard of a kept version and under which name people open it, both held."""
    wanted = select(VERSIONS.c.scorecard, VERSIONS.c.opened).join(SCORECARDS).where(VERSIONS.c.name == name)
    held = wanted.with_for_update(read=True, key_share=True, of=SCORECARDS)
    row = connection.execute(held).one_or_none() if is_name(name) else None
    if row is None:
        raise StoreError(_SAVED, "the scorecard was deleted. Keep its file again, then the scenario.")
    _alone(database, connection, row.opened)
    return row.scorecard, row.opened


def _alone(database: Database, connection: Connection, opened: str) -> None:
    """Let nobody else give names in what people open under this one."""
    database.alone(connection, f"names of {opened}")


def _one(connection: Connection, *where: ColumnElement[bool]) -> Named | None:
    row = connection.execute(select(*_ROW).where(*where).order_by(SCENARIOS.c.saved.desc()).limit(1)).one_or_none()
    return Named(*row) if row else None


def _holder(connection: Connection, opened: str, name: str, but: str = "") -> Named | None:
    """The scenario that has a name, where that is another than `but`."""
    return _one(connection, SCENARIOS.c.opened == opened, SCENARIOS.c.same == same_name(name), SCENARIOS.c.id != but)


def _free(connection: Connection, opened: str, name: str, but: str = "") -> str:
    """The name with the next number that is free, or that `but` has."""
    wanted = select(SCENARIOS.c.same).where(SCENARIOS.c.opened == opened, SCENARIOS.c.id != but)
    return words.numbered(name, set(connection.scalars(wanted)))


def _again(connection: Connection, wanted: Named) -> Named | None:
    """The scenario that was saved last with all that is wanted, whatever number its name got."""
    same = {key: getattr(wanted, key) for key in ("opened", "version", "note", "author")}
    same["asked"] = same_name(wanted.name)
    return _one(connection, *(SCENARIOS.c[key] == value for key, value in same.items()))


def _repointed(connection: Connection, now: Named, wanted: Named, *, keeps_name: bool) -> Saved:
    """Make a scenario what is wanted of it, under its own name or under the one that is wanted."""
    taken = None if keeps_name else _holder(connection, now.opened, wanted.name, but=now.id)
    name = _free(connection, now.opened, wanted.name, but=now.id) if taken else wanted.name
    named = replace(wanted, id=now.id, name=now.name if keeps_name else name)
    if replace(named, saved=now.saved) == now:
        return Saved(now, taken)
    _change(connection, named, asked=same_name(wanted.name))
    if named.name != now.name:
        _record(connection, replace(named, version=now.version), What.RENAMED, now.name, named.author)
    _record(connection, named, What.REPOINTED, now.version, named.author)
    return Saved(named, taken)


def _add(connection: Connection, named: Named, asked: str) -> None:
    connection.execute(insert(SCENARIOS), vars(named) | {"same": same_name(named.name), "asked": asked})


def _change(connection: Connection, named: Named, asked: str) -> None:
    values = vars(named) | {"same": same_name(named.name), "asked": asked}
    connection.execute(update(SCENARIOS).where(SCENARIOS.c.id == named.id).values(values))


def _record(connection: Connection, named: Named, what: What, before: str, author: str) -> None:
    entry = Entry(datetime.now(UTC), what, named.name, before, named.version, author)
    records.add(connection, named.id, named.scorecard, entry)

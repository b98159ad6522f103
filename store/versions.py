"""Versions of scenarios: each under the name that its content gives it, so that none is ever changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Cast, Connection, Row, Select, Table, bindparam, cast, exists, literal, select

from ragcore.text import visible, whole
from ragcore.version import Version
from store.access import Access
from store.faults import StoreError, damaged
from store.names import in_turns, is_name
from store.schema import SCORECARDS, SECRETS, VERSIONS

READ = "The scenario could not be read"
_KEPT = "The scenario could not be kept"
_GONE = "the scorecard was deleted. Keep its file again, then the scenario."
_ORPHAN = "what it came from is not kept with its scorecard. Save it as a new one."
BYTES_OF_THE_SECRET = 32


def _behind() -> Select[str, str, str, str, bytes]:
    """What reads a version and those behind it, one after the other, the oldest first."""
    step = literal(1).label("step")
    chain = select(VERSIONS.c.name, VERSIONS.c.parent, step).where(VERSIONS.c.name == bindparam("name"))
    behind = chain.cte("behind", recursive=True)
    before = select(VERSIONS.c.name, VERSIONS.c.parent, behind.c.step + 1)
    behind = behind.union_all(before.where(VERSIONS.c.name == behind.c.parent, behind.c.step < bindparam("most")))
    return select(*_ROW).join(behind, VERSIONS.c.name == behind.c.name).order_by(behind.c.step.desc())


def _holding(wanted: Select[Any]) -> Select[Any]:
    """The same of the one scorecard, which stays until the transaction ends; others may hold it too."""
    wanted = wanted.where(SCORECARDS.c.name == bindparam("scorecard"))
    return wanted.with_for_update(read=True, key_share=True, of=SCORECARDS)


def _new() -> Select[Any]:
    """What makes the row of a version, and none where the scorecard, the secret or what it came from is not there."""
    before = VERSIONS.alias()
    its = exists().where(before.c.name == _value("parent"), before.c.scorecard == SCORECARDS.c.name)
    made = select(SCORECARDS.c.name, *map(_value, _TOLD))
    return _holding(made.where(bindparam("secret") == _SECRET, (_value("parent") == "") | its))


def _value(column: str) -> Cast[Any]:
    """What is told for a column, with its type: a server cannot guess that in a SELECT."""
    return cast(bindparam(column), VERSIONS.c[column].type)


# Made once, because making one takes longer than many a database takes to answer it.
_SECRET = select(SECRETS.c.secret).where(SECRETS.c.what == "versions").scalar_subquery()
_ROW = (VERSIONS.c.name, VERSIONS.c.content, VERSIONS.c.scorecard, VERSIONS.c.opened, _SECRET)
_NAMED = VERSIONS.c.name.in_(bindparam("names", expanding=True))
_OF_NAMES = select(*_ROW).where(_NAMED)
_AFTER = select(*_ROW).where(VERSIONS.c.name > bindparam("name")).order_by(VERSIONS.c.name).limit(bindparam("most"))
_BEHIND = _behind()
_THERE = select(VERSIONS.c.name).where(_NAMED)
_HELD = _holding(select(_SECRET).select_from(SCORECARDS))
_TOLD = ("name", "parent", "opened", "content")
_NEW = _new()


@dataclass(frozen=True)
class Stored:
    """A version with its name, the name of the kept scorecard that it is one of, and under which people open that."""

    name: str
    version: Version
    scorecard: str
    opened: str


class Versions:
    """The part of a store that keeps versions. Every method may raise StoreError."""

    def __init__(self, access: Access) -> None:
        self._access = access
        # As it was last read; the store may be another since.
        self._known = b""

    def secret(self) -> bytes:
        """What names are made with; made once for each store, and kept with its backups."""
        with self._access.reading(READ) as connection:
            return _had(connection.scalar(select(_SECRET)))

    def keep(self, versions: Sequence[Version], scorecard: str, opened: str) -> list[str]:
        """Keep versions, all or none; when this returns they are on the disk. Returns their names.

        versions : each after the one that it came from, which may also be kept already, of the same scorecard
        scorecard : the name of the kept scorecard that they are versions of
        opened : the name under which people open that scorecard

        One that is there already stays as it is.
        """
        if not versions:
            return []
        _see_that_they_can_be(versions, scorecard)
        of = {"scorecard": scorecard, "opened": visible(whole(opened))}
        rows = _rows(versions, self._known, of)
        with self._access.writing(_KEPT) as (database, connection):
            adds = _adding(database.insert)
            # One by itself is added by one statement, and only where that adds nothing it has to be seen why.
            if len(rows) == 1 and connection.execute(adds, rows[0]).rowcount:
                return [rows[0]["name"]]
            self._known = _held(connection, scorecard)
            rows = _rows(versions, self._known, of)
            connection.execute(adds, rows)
            names = [row["name"] for row in rows]
            there = {name for turn in in_turns(names) for name in connection.scalars(_THERE, {"names": turn})}
            if not there.issuperset(names):
                raise StoreError(_KEPT, _ORPHAN)
        return names

    def get(self, name: str) -> Stored | None:
        """The version of a name; None where none has it, whatever the name is."""
        return self.many([name]).get(name)

    def many(self, names: Iterable[str]) -> dict[str, Stored]:
        """The versions of these names, as far as there are any, whatever the names are."""
        turns = in_turns(names)
        if not turns:
            return {}
        with self._access.reading(READ) as connection:
            found = [row for turn in turns for row in connection.execute(_OF_NAMES, {"names": turn})]
            return {row.name: stored(row) for row in found}

    def behind(self, name: str, most: int) -> list[Stored]:
        """The version of a name and those that it came from, the oldest first, at most so many of the newest.

        Empty where none has the name, whatever the name is.
        """
        if not is_name(name) or most < 1:
            return []
        with self._access.reading(READ) as connection:
            found = [stored(row) for row in connection.execute(_BEHIND, {"name": name, "most": most})]
            if found and found[0].version.parent and len(found) < most:
                raise damaged(READ)
            return found


def stored(row: Row[str, str, str, str, bytes]) -> Stored:
    """The version of a row; its content must give it its name, or what was read cannot be right."""
    name, content, scorecard, opened, secret = row
    version = Version.of(content)
    if version.content != content or version.named(_had(secret)) != name:
        raise damaged(READ)
    return Stored(name, version, scorecard, opened)


def all_after(connection: Connection, name: str, most: int) -> Iterator[Stored]:
    """The next versions in the order of their names, for who has to see them all."""
    return map(stored, connection.execute(_AFTER, {"name": name, "most": most}))


def _had(secret: bytes | None) -> bytes:
    """The secret; without it nothing can be named."""
    if not isinstance(secret, bytes) or len(secret) != BYTES_OF_THE_SECRET:
        raise damaged(READ)
    return secret


def _see_that_they_can_be(versions: Sequence[Version], scorecard: str) -> None:
    """Refuse what names something that can be nowhere, whatever that is; a database may choke on it."""
    if not is_name(scorecard):
        raise StoreError(_KEPT, _GONE)
    if not all(version.parent == "" or is_name(version.parent) for version in versions):
        raise StoreError(_KEPT, _ORPHAN)


def _rows(versions: Iterable[Version], secret: bytes, of: dict[str, str]) -> list[dict[str, Any]]:
    """What is told of each version, with the name that the secret gives it."""
    return [
        of | {"name": each.named(secret), "parent": each.parent, "content": each.content, "secret": secret}
        for each in versions
    ]


def _held(connection: Connection, scorecard: str) -> bytes:
    """The secret; holds the scorecard."""
    found = connection.execute(_HELD, {"scorecard": scorecard}).one_or_none()
    if found is None:
        raise StoreError(_KEPT, _GONE)
    return _had(found[0])


@cache
def _adding(insert: Callable[[Table], Any]) -> Any:
    """The database's own statement that adds versions and leaves those that are there."""
    adds = insert(VERSIONS).from_select(["scorecard", *_TOLD], _NEW).on_conflict_do_nothing()
    return adds.execution_options(preserve_rowcount=True)

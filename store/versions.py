"""Versions of scenarios: each under the name that its content gives it, so that none is ever changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, bindparam, literal, select

from ragcore.text import visible, whole
from ragcore.version import Version
from store.access import Access
from store.faults import StoreError, damaged
from store.names import in_turns, is_name
from store.schema import SCORECARDS, SECRETS, VERSIONS

READ = "The scenario could not be read"
_KEPT = "The scenario could not be kept"
BYTES_OF_THE_SECRET = 32


def _behind() -> Select[str, str, str, str, bytes]:
    """What reads a version and those behind it, one after the other, the oldest first."""
    step = literal(1).label("step")
    chain = select(VERSIONS.c.name, VERSIONS.c.parent, step).where(VERSIONS.c.name == bindparam("name"))
    behind = chain.cte("behind", recursive=True)
    before = select(VERSIONS.c.name, VERSIONS.c.parent, behind.c.step + 1)
    behind = behind.union_all(before.where(VERSIONS.c.name == behind.c.parent, behind.c.step < bindparam("most")))
    return select(*_ROW).join(behind, VERSIONS.c.name == behind.c.name).order_by(behind.c.step.desc())


# Made once, because making one takes longer than many a database takes to answer it.
_SECRET = select(SECRETS.c.secret).where(SECRETS.c.what == "versions").scalar_subquery()
_ROW = (VERSIONS.c.name, VERSIONS.c.content, VERSIONS.c.scorecard, VERSIONS.c.opened, _SECRET)
_NAMED = VERSIONS.c.name.in_(bindparam("names", expanding=True))
_OF_NAMES = select(*_ROW).where(_NAMED)
_AFTER = select(*_ROW).where(VERSIONS.c.name > bindparam("name")).order_by(VERSIONS.c.name).limit(bindparam("most"))
_BEHIND = _behind()
_HELD = (
    select(_SECRET, VERSIONS.c.name, VERSIONS.c.scorecard)
    .select_from(SCORECARDS)
    .outerjoin(VERSIONS, _NAMED)
    .where(SCORECARDS.c.name == bindparam("scorecard"))
    .with_for_update(read=True, key_share=True, of=SCORECARDS)
)


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
        contents = [version.content for version in versions]
        opened = visible(whole(opened))
        with self._access.writing(_KEPT) as (database, connection):
            names, there = self._named(connection, versions, scorecard)
            new = []
            for name, version, content in zip(names, versions, contents, strict=True):
                if name in there:
                    continue
                if version.parent and there.get(version.parent) != scorecard:
                    raise StoreError(_KEPT, "what it came from is not kept with its scorecard. Save it as a new one.")
                there[name] = scorecard
                told = {"name": name, "parent": version.parent, "content": content}
                new.append(told | {"scorecard": scorecard, "opened": opened})
            if new:
                connection.execute(_adding(database.insert), new if len(new) > 1 else new[0])
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

    def _named(
        self, connection: Connection, versions: Sequence[Version], scorecard: str
    ) -> tuple[list[str], dict[str, str]]:
        """The names of versions, and the scorecards of those that are there, and of what they came from."""
        secret, read = self._known, None
        while secret != read:
            secret = read or secret
            names = [version.named(secret) for version in versions]
            read, there = _held(connection, scorecard, [*names, *(version.parent for version in versions)])
        self._known = secret
        return names, there


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


def _held(connection: Connection, scorecard: str, names: Iterable[str]) -> tuple[bytes, dict[str, str]]:
    """The secret, and the scorecards of the versions that are kept; holds the one scorecard, so that it stays."""
    turns = in_turns(names) or [[]]
    found = (
        [row for turn in turns for row in connection.execute(_HELD, {"scorecard": scorecard, "names": turn})]
        if is_name(scorecard)
        else []
    )
    if not found:
        raise StoreError(_KEPT, "the scorecard was deleted. Keep its file again, then the scenario.")
    return _had(found[0][0]), {name: its for _, name, its in found if name}


@cache
def _adding(insert: Callable[[Table], Any]) -> Any:
    """The database's own statement that adds versions and leaves those that are there."""
    return insert(VERSIONS).on_conflict_do_nothing()

"""Where the store's tests keep what, and writers of a store in a process of their own, which a test can kill."""

from __future__ import annotations

import hashlib
import logging
import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

from ragcore.scenario import Change, Scenario
from ragcore.version import Version
from store import Store, StoreError

DATABASES = ("SQLite", "PostgreSQL")
WRITERS = 4
# Of a writer's versions so many get a name, and after so many it keeps another scorecard.
NAMED_EACH, SCORECARD_EACH = 5, 10


@dataclass(frozen=True)
class Place:
    """Where a store is kept: in a folder, or in a database that an address names."""

    folder: Path
    url: str = ""

    def store(self) -> Store:
        """The store in this place, as another process would open it."""
        return Store(self.folder, self.url)


def name(number: int) -> str:
    """The name of made-up content."""
    return hashlib.sha256(str(number).encode()).hexdigest()[:32]


def content(name: str) -> bytes:
    """The made-up content of a name: a few pages of it."""
    return name.encode() * 300


def version(target: float, parent: str = "", author: str = "", reason: str = "") -> Version:
    """A version that sets one target."""
    scenario = Scenario().plus(Change("calls", "target", target, reason))
    return Version("hash", scenario, parent, author, "2026-01-05T09:00:00Z")


def chain(length: int, secret: bytes, author: str = "") -> list[Version]:
    """Versions of which each came from the one before it."""
    made: list[Version] = []
    for number in range(length):
        made.append(version(number, made[-1].named(secret) if made else "", author))
    return made


def at_once(threads: int, work: Callable[[int], object]) -> list[BaseException]:
    """Do work in many threads, each with its number; returns what went wrong."""
    faults: list[BaseException] = []

    def does(number: int) -> None:
        try:
            work(number)
        except BaseException as fault:  # noqa: BLE001  # a test looks at it
            faults.append(fault)

    running = [threading.Thread(target=does, args=(number,)) for number in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    return faults


@contextmanager
def writing(place: Place, begin: int) -> Iterator[tuple[ForkServerProcess, Connection]]:
    """Yields a process with several writers, which never end by themselves, and where they acknowledge.

    begin : what makes the names differ from those of other processes
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["store", "psycopg", "sqlalchemy.dialects.postgresql.psycopg", "alembic.op"])
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_write, args=(place, begin, there), daemon=True)
    process.start()
    there.close()
    try:
        yield process, here
    finally:
        process.kill()
        process.join()
        here.close()


@dataclass
class Told:
    """What writers acknowledged: names of scorecards, ids of scenarios by version, versions by how many are in each."""

    scorecards: set[str]
    scenarios: dict[str, str]
    versions: dict[str, int]

    @classmethod
    def by(cls, pipe: Connection) -> Told:
        """All that was acknowledged, once the process is dead."""
        told = b""
        while more := os.read(pipe.fileno(), 1 << 16):
            told += more
        lines = [line.split(" ") for line in told.decode().split("\n")[:-1]]
        return cls(
            {line[1] for line in lines if line[0] == "scorecard"},
            {line[1]: line[2] for line in lines if line[0] == "scenario"},
            {line[1]: int(line[2]) for line in lines if line[0] == "version"},
        )

    def count(self) -> int:
        """How much was acknowledged."""
        return len(self.scorecards) + len(self.scenarios) + len(self.versions)

    def lost(self, store: Store) -> list[str]:
        """What of it is not in a store as it was acknowledged."""
        there = store.versions.many(self.versions)
        named = {scenario.id: scenario.version for scenario in store.scenarios.all()}
        scorecards = {kept.name for kept in store.scorecards.all()}
        lost = [version for version in self.versions if version not in there]
        lost += [scenario for scenario, version in self.scenarios.items() if named.get(scenario) != version]
        lost += [scorecard for scorecard in self.scorecards if scorecard not in scorecards]
        parents = {stored.version.parent for stored in there.values()}
        ends = [version for version in self.versions if version not in parents]
        return lost + [end for end in ends if len(store.versions.behind(end, 1_000_000)) != self.versions[end]]


def _write(place: Place, begin: int, pipe: Connection) -> None:
    """Keep one thing after another, and acknowledge each once it is kept."""
    logging.disable()
    store = place.store()

    def kept(does: Callable[[], Any]) -> Any:
        """What a server that was stopped did not take is sent again."""
        while True:
            try:
                return does()
            except StoreError:
                time.sleep(0.02)

    def tell(*words: object) -> None:
        os.write(pipe.fileno(), f"{' '.join(map(str, words))}\n".encode())

    def work(writer: int) -> None:
        parent = scorecard = ""
        for at in range(1_000_000):
            number = begin + at * WRITERS + writer
            if at % SCORECARD_EACH == 0:
                scorecard, parent, length = name(number), "", 0
                kept(lambda: store.scorecards.keep(scorecard, f"Scorecard {number}", number, content(scorecard)))  # noqa: B023  # done before the next turn
                tell("scorecard", scorecard)
            moved = version(number, parent)
            [parent] = kept(lambda: store.versions.keep([moved], scorecard, scorecard))  # noqa: B023
            length += 1
            tell("version", parent, length)
            if at % NAMED_EACH == 0:
                saved = kept(lambda: store.scenarios.save(f"Plan {number}", parent))  # noqa: B023
                tell("scenario", saved.named.id, parent)

    at_once(WRITERS, work)

"""How fast the store keeps versions and finds them, in one run: `python benchmarks/store.py [--seconds N]`.

It prints, with what is wished for:

- on SQLite and on PostgreSQL, the time until a version is kept, so that everybody can read it, beside a bare INSERT and
  COMMIT of the same bytes on the same database: on one connection that stays open, with the same durability (a commit
  is on the disk), into a table with a name as its key. The two take turns. And the time to read it again;
- on both, the time to open a link (the version, and the 100 behind it) in a store of 100,000 versions, beside one of
  100;
- on SQLite, 25 sessions that each make two moves a second for a minute or for N seconds: what went wrong, what was
  lost, and how long each had to wait. A session is a thread, and makes each move of its own last one.

The PostgreSQL is one that the tests bring, on a socket of this machine. Times are medians.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import keeping  # noqa: E402  # it lies there
import postgres  # noqa: E402
import psycopg  # noqa: E402

from store import Store  # noqa: E402

TURNS = 500
WISHED_TO_KEEP = 3.0
SMALL, LARGE, BEHIND = 100, 100_000, 100
LINKS = 300
SESSIONS, MOVES_A_SECOND, SECONDS = 25, 2, 60
SCORECARD = keeping.name(1)


def made(folder: Path, url: str = "") -> Store:
    """A store with one scorecard."""
    store = Store(folder, url)
    store.scorecards.keep(SCORECARD, "Quarter 2", 17, b"PAR1")
    return store


@contextmanager
def bare(folder: Path, url: str) -> Iterator[Callable[[str, str], None]]:
    """Yields what inserts and commits on an open connection, and does no more."""
    connection: Any
    if url:
        connection, mark = psycopg.connect(url), "%s"
        connection.execute("SET synchronous_commit = on")
    else:
        connection, mark = sqlite3.connect(folder / "bare.sqlite3"), "?"
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
    with closing(connection):
        connection.execute("CREATE TABLE bare (name VARCHAR(32) PRIMARY KEY, content TEXT NOT NULL)")
        connection.commit()

        def insert(name: str, content: str) -> None:
            connection.execute(f"INSERT INTO bare VALUES ({mark}, {mark})", (name, content))  # noqa: S608  # no text of others
            connection.commit()

        yield insert


def timed(does: Callable[[], object]) -> float:
    """How many milliseconds something takes."""
    began = time.perf_counter()
    does()
    return (time.perf_counter() - began) * 1000


def keep(name: str, folder: Path, url: str = "") -> None:
    """Print how long keeping a version takes, beside a bare insert of its bytes."""
    store, parent = made(folder, url), ""
    secret = store.versions.secret()
    kept, read, inserted = [], [], []
    with bare(folder, url) as insert:
        for number in range(TURNS):
            version = keeping.version(number, parent, reason="as the committee asked")
            parent = version.named(secret)
            kept.append(timed(lambda: store.versions.keep([version], SCORECARD, "quarter-2")))  # noqa: B023  # done at once
            read.append(timed(lambda: store.versions.get(parent)))  # noqa: B023
            inserted.append(timed(lambda: insert(parent, version.content)))  # noqa: B023
    store.checkpoint()
    ours, again, least = (statistics.median(times) for times in (kept, read, inserted))
    print(f"{name}, a version kept beside a bare INSERT and COMMIT")
    print(f"  kept    {ours:6.2f} ms beside {least:6.2f} ms: {ours / least:5.2f} times", end="")
    print(f"  (wished: at most {WISHED_TO_KEEP:g})")
    print(f"  read    {again:6.2f} ms")


def filled(store: Store, versions: int) -> list[str]:
    """The ends of chains, of so many versions together."""
    secret, ends = store.versions.secret(), []
    for number in range(versions // BEHIND):
        chain = keeping.chain(BEHIND, secret, f"session {number}")
        ends.append(store.versions.keep(chain, SCORECARD, "quarter-2")[-1])
    return ends


def open_links(name: str, small: Store, large: Store) -> None:
    """Print how long opening a link takes in a large store, beside a small one."""
    chance = random.Random(7)  # noqa: S311  # which link, not a secret
    ends = {store: filled(store, size) for store, size in ((small, SMALL), (large, LARGE))}
    times: dict[Store, list[float]] = {small: [], large: []}
    for _ in range(LINKS):
        for store, mine in times.items():
            end = chance.choice(ends[store])
            mine.append(timed(lambda: (store.versions.get(end), store.versions.behind(end, BEHIND))))  # noqa: B023
    few, many = (statistics.median(times[store]) for store in (small, large))
    print(f"{name}, a link opened with the {BEHIND} versions behind it, of {LARGE:,} versions beside {SMALL}")
    print(f"  opened  {many:6.2f} ms beside {few:6.2f} ms: {many / few:5.2f} times  (wished: the same)")
    small.checkpoint()
    large.checkpoint()


def sessions(folder: Path, seconds: float) -> None:
    """Print how many people at once fare who all move something."""
    store = made(folder)
    secret, until = store.versions.secret(), time.monotonic() + seconds
    waits: list[float] = []
    lost: list[int] = []

    def session(number: int) -> None:
        parent, count = "", 0
        due = time.monotonic() + random.Random(number).uniform(0, 1 / MOVES_A_SECOND)  # noqa: S311
        while due < until:
            time.sleep(max(0, due - time.monotonic()))
            version = keeping.version(count, parent, f"session {number}")
            waits.append(timed(lambda: store.versions.keep([version], SCORECARD, "quarter-2")))  # noqa: B023
            parent, count, due = version.named(secret), count + 1, due + 1 / MOVES_A_SECOND
        lost.append(count - len(store.versions.behind(parent, count + 1)))

    faults = keeping.at_once(SESSIONS, session)
    store.checkpoint()
    ninety_fifth = statistics.quantiles(waits, n=20)[-1]
    print(
        f"SQLite, {SESSIONS} sessions with {MOVES_A_SECOND} moves a second, {seconds:g} seconds: {len(waits):,} moves"
    )
    print(f"  errors {len(faults)}, lost versions {sum(lost)}  (wished: 0 and 0)")
    print(f"  wait   {statistics.median(waits):.2f} ms, the 95th percentile {ninety_fifth:.2f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=SECONDS, help="how long people move things")
    seconds = parser.parse_args().seconds
    with tempfile.TemporaryDirectory() as made_here, postgres.served() as server:
        folder = Path(made_here)
        keep("SQLite", folder / "keep")
        keep("PostgreSQL", folder / "none", server.new())
        open_links("SQLite", made(folder / "small"), made(folder / "large"))
        open_links("PostgreSQL", made(folder, server.new()), made(folder, server.new()))
        sessions(folder / "sessions", seconds)


if __name__ == "__main__":
    main()

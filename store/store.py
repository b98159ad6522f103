"""The store: one way in to all that is kept, whichever database keeps it."""

from __future__ import annotations

from pathlib import Path

from store.access import OPENED, Access, see_that_it_writes
from store.covers import Covers
from store.engine import Database
from store.faults import StoreError
from store.health import Health, health
from store.postgresql import PostgreSQL
from store.scenarios import Scenarios
from store.scorecards import Scorecards
from store.sqlite import FILE, SQLite
from store.versions import Versions

_BACKED_UP = "The store could not be backed up"


class Store:
    """All that is kept, in a database; may be shared by threads. Every method may raise StoreError.

    folder : where the file of the database lies
    url : a PostgreSQL database in the place of the file: `postgresql://user:password@host/name`

    Nothing is opened before it is needed. The first use makes the folder, the file and the tables where there are none,
    and takes the steps from an older version; where that fails, the next use tries again.

    >>> import tempfile
    >>> from ragcore.scenario import Change, Scenario
    >>> from ragcore.version import Version
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     store = Store(Path(folder))
    ...     store.scorecards.keep("0" * 32, "Quarter 2", 17, b"PAR1"), store.scorecards.parquet("0" * 32)
    ...     moved = Version("hash", Scenario().plus(Change("calls", "target", 90)))
    ...     [name] = store.versions.keep([moved], scorecard="0" * 32, opened="quarter-2")
    ...     store.versions.get(name).version.says_what(moved.scenario)
    ...     store.scenarios.save("Winter plan", name).named.name
    ...     [scenario.name for scenario in store.scenarios.all("quarter-2")]
    ...     store.checkpoint()
    (True, b'PAR1')
    True
    'Winter plan'
    ['Winter plan']
    """

    def __init__(self, folder: Path, url: str = "") -> None:
        self.folder = folder
        database: Database = PostgreSQL(url) if url else SQLite(folder / FILE)
        self._access = Access(database)
        self.scorecards = Scorecards(self._access)
        self.versions = Versions(self._access)
        self.scenarios = Scenarios(self._access)
        self.covers = Covers(self._access)

    def open(self) -> None:
        """Open the store now rather than at its first use, and see that it can be written to."""
        with self._access.writing(OPENED) as (_, connection):
            see_that_it_writes(connection)

    def health(self) -> Health:
        """How the store is, when nothing in it is damaged; reads all of it, so it is for people, not for every page."""
        return health(self._access)

    def backup(self, to: Path) -> None:
        """Write a sound copy of the store to a new file, while it is in use; an older store stays as it is."""
        if to.exists():
            raise StoreError(_BACKED_UP, f"there is a file {to.name} already. Name another.")
        with self._access.unopened(_BACKED_UP) as database:
            database.backup(to)

    def checkpoint(self) -> None:
        """Leave the database tidy and nothing open, before the program ends; it may go on all the same."""
        with self._access.ready(OPENED) as database:
            database.checkpoint()

"""What the store asks of a database, whichever it is. The database knows nothing of what is kept in it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Connection

# Longer than any write of ours takes; whoever waits longer is told.
SECONDS_TO_WAIT = 10


class Database(Protocol):
    """Many may read, and each sees one state; what was written is on the disk before it is acknowledged."""

    setting: str
    """The setting that names it, and what that is the name of: `folder in RAG_DATA_DIR`."""

    def reading(self) -> AbstractContextManager[Connection]:
        """One state of the database, whatever others write meanwhile."""

    def writing(self) -> AbstractContextManager[Connection]:
        """A transaction that is on the disk when this ends, or that never was."""

    def opening(self) -> AbstractContextManager[Connection]:
        """A transaction that no other program that opens the database can be in at the same time.

        Makes the database first where there is none and it can be made.
        """

    def opened(self) -> None:
        """Do what may be done only to a database that is known to be one of ours."""

    def keeping_a_copy(self, step: str) -> AbstractContextManager[None]:
        """Around what changes the tables: a copy from before it, where the database can make one by itself."""

    def alone(self, connection: Connection, what: str) -> None:
        """From here to the end of its transaction, let nobody else pass who asks for the same."""

    def insert(self, table: Any) -> Any:
        """The database's own INSERT, which may be told what to do with rows that are there already."""

    def version(self, connection: Connection) -> str:
        """What it is called, with the version of the program that runs it."""

    def size(self, connection: Connection) -> int:
        """How many bytes it takes on the disk."""

    def sound(self) -> bool:
        """Whether the database finds nothing wrong with itself, as far as it can tell."""

    def checkpoint(self) -> None:
        """Leave it tidy, with nothing open: the program may end."""

    def backup(self, to: Path) -> None:
        """Write a sound copy of the state of now to a new file, while others go on."""

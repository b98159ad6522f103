"""A line between a store and a PostgreSQL on a socket, which a test can lose as a network does: nobody is told."""

from __future__ import annotations

import shutil
import socket
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

SOCKET = ".s.PGSQL.5432"
SECONDS_TO_END = 60


@dataclass
class _Connection:
    """The two ends of one connection through the line."""

    store: socket.socket
    server: socket.socket
    lost: threading.Event = field(default_factory=threading.Event)


class Line:
    """url : the address of the database by way of this line"""

    def __init__(self, url: str) -> None:
        address, _, folder = url.partition("?host=")
        self._server = Path(folder) / SOCKET
        self._folder = Path(tempfile.mkdtemp(prefix="line-"))
        self.url = f"{address}?host={self._folder}"
        self._made: list[_Connection] = []
        self._listens = socket.socket(socket.AF_UNIX)
        self._listens.bind(str(self._folder / SOCKET))
        self._listens.listen()
        self._threads: list[threading.Thread] = []
        self._does(self._accept)

    def connections(self) -> int:
        """How many were made in all."""
        return len(self._made)

    def lose(self) -> None:
        """Lose all connections: the server knows nothing of them any more, and the store hears of it when it asks."""
        for made in self._made:
            made.lost.set()
            _end(made.server)

    def end(self) -> None:
        """Take the line away."""
        for end in (self._listens, *(end for made in self._made for end in (made.store, made.server))):
            _end(end)
        for thread in self._threads:
            thread.join(SECONDS_TO_END)
        for end in (self._listens, *(end for made in self._made for end in (made.store, made.server))):
            end.close()
        shutil.rmtree(self._folder)

    def _accept(self) -> None:
        with suppress(OSError):  # the line was taken away
            while True:
                made = _Connection(self._listens.accept()[0], socket.socket(socket.AF_UNIX))
                self._made.append(made)
                made.server.connect(str(self._server))
                self._does(self._ask, made)
                self._does(self._answer, made)

    def _ask(self, made: _Connection) -> None:
        """Carry what the store says; who asks on a line that was lost is told."""
        with suppress(OSError):
            while (said := made.store.recv(1 << 16)) and not made.lost.is_set():
                made.server.sendall(said)
        _end(made.store)
        _end(made.server)

    def _answer(self, made: _Connection) -> None:
        """Carry what the server says; that the line was lost is nothing that it says."""
        with suppress(OSError):
            while said := made.server.recv(1 << 16):
                made.store.sendall(said)
        if not made.lost.is_set():
            _end(made.store)

    def _does(self, work: object, *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()


@contextmanager
def line(url: str) -> Iterator[Line]:
    """Yields a line to a database; afterwards nothing of it is left."""
    made = Line(url)
    try:
        yield made
    finally:
        made.end()


def _end(of: socket.socket) -> None:
    """Say that nothing more will come."""
    with suppress(OSError):
        of.shutdown(socket.SHUT_RDWR)

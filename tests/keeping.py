"""Writers of a store in a process of their own, which a test can kill."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from store import Store

WRITERS = 4


def name(number: int) -> str:
    """The name of made-up content."""
    return hashlib.sha256(str(number).encode()).hexdigest()[:32]


def content(name: str) -> bytes:
    """The made-up content of a name: a few pages of it."""
    return name.encode() * 300


@contextmanager
def writing(folder: Path, begin: int) -> Iterator[tuple[ForkServerProcess, Connection]]:
    """Yields a process with several writers, which never end by themselves, and where they acknowledge.

    begin : what makes the names differ from those of other processes
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["store.scorecards"])
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_write, args=(folder, begin, there), daemon=True)
    process.start()
    there.close()
    try:
        yield process, here
    finally:
        process.kill()
        process.join()
        here.close()


def acknowledged(pipe: Connection) -> list[str]:
    """All names that were acknowledged, once the process is dead."""
    told = b""
    while more := os.read(pipe.fileno(), 1 << 16):
        told += more
    return told.decode().split("\n")[:-1]


def _write(folder: Path, begin: int, pipe: Connection) -> None:
    """Keep one scorecard after another, and acknowledge each once it is kept."""
    store = Store(folder)

    def work(writer: int) -> None:
        for number in range(begin + writer, begin + 1_000_000, WRITERS):
            named = name(number)
            store.keep(named, f"Scorecard {number}", number, content(named))
            os.write(pipe.fileno(), f"{named}\n".encode())

    threads = [threading.Thread(target=work, args=(writer,)) for writer in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

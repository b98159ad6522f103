"""Work that may crash, hang or fill the memory is done in a child process with limits, which nothing outlives.

A program is started once that imports what the work needs. It forks itself for each piece of work, in milliseconds,
and knows nothing of the program that asked: no module of that is run again.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib
import os
import pickle
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from struct import Struct
from typing import Any, Literal, NoReturn, TypeVar

MOST_MEMORY = 2_000_000_000  # bytes of address space beyond what the program has before the work
# A workbook of the most bytes takes half of it.
MOST_CPU_SECONDS = 40
MOST_SECONDS = 60

_LOADED_BEFORE = ("pyarrow.csv", "ragcore.parquet", "ragcore.workbook", "ragcore.binary", "ragcore.read", "pandas")
_REHEARSED = "indicator,value,target,period\nCalls,82.5%,£85,2016/17 Q2\n".encode()
_LENGTH = Struct("<Q")
_LIMITS = Struct("<Qdd")  # the three above, which go with each piece of work
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
    work = _packed((function, arguments))
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
                    _send(ours, work)
                reason, result = _receive(ours)
            except TimeoutError:
                raise ChildFailed("time") from None
            except ConnectionResetError:
                raise EOFError from None
        if reason:
            raise ChildFailed(reason)
        return result

    def _hand_over(self, connection: socket.socket) -> None:
        """Give the program one end of a connection, to fork a child for it."""
        limits = _LIMITS.pack(MOST_MEMORY, MOST_CPU_SECONDS, MOST_SECONDS)
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
        code = f"import sys; sys.path[:] = {sys.path!r}; from ragcore import child; child.serve({theirs.fileno()})"
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


def _packed(content: object) -> list[memoryview]:
    """Anything that can be pickled, as blocks: a pickle, and what it points to; arrays are not copied."""
    buffers: list[pickle.PickleBuffer] = []
    head = pickle.dumps(content, protocol=5, buffer_callback=buffers.append)
    return [memoryview(head), *(buffer.raw() for buffer in buffers)]


def _send(connection: socket.socket, blocks: list[memoryview]) -> None:
    connection.sendall(b"".join(map(_LENGTH.pack, [len(blocks), *map(len, blocks)])))
    for block in blocks:
        connection.sendall(block)


def _receive(connection: socket.socket) -> Any:
    """What was sent; raises EOFError where it breaks off."""
    count = _LENGTH.unpack(_exactly(connection, _LENGTH.size))[0]
    lengths = [_LENGTH.unpack(_exactly(connection, _LENGTH.size))[0] for _ in range(count)]
    head, *buffers = [_exactly(connection, length) for length in lengths]
    return pickle.loads(head, buffers=buffers)  # noqa: S301 - from our own process


def _exactly(connection: socket.socket, length: int) -> bytearray:
    block = bytearray(length)
    view = memoryview(block)
    while view:
        got = connection.recv_into(view)
        if not got:
            raise EOFError
        view = view[got:]
    return block


@dataclass
class _Child:
    """A piece of work that is being done: by which process, for whom, until when at most."""

    pid: int
    connection: socket.socket
    deadline: float
    late: bool = False


def serve(descriptor: int) -> NoReturn:
    """The program that forks: a child for each connection that comes over a socket, until that is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the program that asked
    control = socket.socket(fileno=descriptor)
    for name in _LOADED_BEFORE:
        # What cannot be imported fails again, and is told, where it is needed.
        with contextlib.suppress(Exception):
            importlib.import_module(name)
    with contextlib.suppress(Exception):
        # What is made at first use, such as patterns, is made once here and not in every child.
        importlib.import_module("ragcore.read").read(_REHEARSED)
    gc.collect()
    gc.freeze()
    children: dict[int, _Child] = {}
    while True:
        nearest = min((child.deadline for child in children.values() if not child.late), default=time.monotonic() + 60)
        ready = select.select([descriptor, *children], [], [], max(0, nearest - time.monotonic()))[0]
        for alive in set(ready) & children.keys():
            _bury(children.pop(alive), alive)
        for child in children.values():
            if child.deadline < time.monotonic() and not child.late:
                os.kill(child.pid, signal.SIGKILL)
                child.late = True
        if descriptor in ready:
            limits, received, _, _ = socket.recv_fds(control, _LIMITS.size, 1)
            if not limits:
                break
            memory, cpu_seconds, seconds = _LIMITS.unpack(limits)
            connection = socket.socket(fileno=received[0])
            alive, pid = _fork(control, connection, memory, int(cpu_seconds))
            children[alive] = _Child(pid, connection, time.monotonic() + seconds)
    for child in children.values():
        os.kill(child.pid, signal.SIGKILL)
    os._exit(0)


def _fork(control: socket.socket, connection: socket.socket, memory: int, cpu_seconds: int) -> tuple[int, int]:
    """Fork a child for a connection: a pipe that can be read once the child is no more, and the child's number."""
    alive, held = os.pipe()
    pid = os.fork()
    if not pid:
        control.close()
        _work(connection, memory, cpu_seconds)
    os.close(held)
    return alive, pid


def _bury(child: _Child, alive: int) -> None:
    """Take leave of a child that is no more, and where it gave no answer say why."""
    os.close(alive)
    status = os.waitstatus_to_exitcode(os.waitpid(child.pid, 0)[1])
    with child.connection as connection:
        if status:
            out_of_time = child.late or status == -signal.SIGXCPU
            reason = "time" if out_of_time else "memory" if status == -signal.SIGKILL else "crash"
            connection.setblocking(False)
            with contextlib.suppress(OSError):  # nobody may be listening any more
                _send(connection, _packed((reason, None)))


def _work(connection: socket.socket, memory: int, cpu_seconds: int) -> NoReturn:
    """Do one piece of work within the limits, send its result, and end."""
    try:
        _limit(memory, cpu_seconds)
        try:
            function, arguments = _receive(connection)
            blocks = _packed(("", function(*arguments)))
        except MemoryError:
            blocks = _packed(("memory", None))
        except BaseException:  # noqa: BLE001 - of whatever kind, there is no result
            blocks = _packed(("crash", None))
        _send(connection, blocks)
    finally:
        os._exit(0)


def _limit(memory: int, cpu_seconds: int) -> None:
    """Limit what this process may take: memory, time, and no core file."""
    import resource  # noqa: PLC0415 - Windows has none, and never comes here

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 5))
    with contextlib.suppress(OSError, ValueError):  # macOS has no such file, and no such limit
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - a process's own figures
            pages = int(file.read().split()[0])
        most = pages * resource.getpagesize() + memory
        resource.setrlimit(resource.RLIMIT_AS, (most, most))

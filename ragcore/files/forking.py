"""The program that forks: a child for each piece of work, with limits, and an answer also where the child dies."""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import select
import signal
import socket
import time
from dataclasses import dataclass
from typing import NoReturn

from ragcore.files.wire import LIMITS, packed, receive, send

_LOADED_BEFORE = (
    "pyarrow.csv",
    "pandas",
    "ragcore.files.parquet",
    "ragcore.files.workbook",
    "ragcore.files.binary",
    "ragcore.files.ods",
    "ragcore.read",
)
_REHEARSED = "indicator,value,target,period\nCalls,82.5%,£85,2016/17 Q2\n".encode()


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
            limits, received, _, _ = socket.recv_fds(control, LIMITS.size, 1)
            if not limits:
                break
            memory, cpu_seconds, seconds = LIMITS.unpack(limits)
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
                send(connection, packed((reason, None)))


def _work(connection: socket.socket, memory: int, cpu_seconds: int) -> NoReturn:
    """Do one piece of work within the limits, send its result, and end."""
    try:
        _limit(memory, cpu_seconds)
        try:
            function, arguments = receive(connection)
            blocks = packed(("", function(*arguments)))
        except MemoryError:
            blocks = packed(("memory", None))
        except BaseException:  # noqa: BLE001 - of whatever kind, there is no result
            blocks = packed(("crash", None))
        send(connection, blocks)
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

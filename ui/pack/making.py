"""Packs are made in processes of their own: what writes them would hold up the sessions of everybody else.

Each process is started when it is first needed, and stays: it has loaded what takes long to load. It is a program of
its own that knows nothing of the one that asked: Python's own pools would run the page again that is open in that.
"""

from __future__ import annotations

import atexit
import contextlib
import logging
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from typing import BinaryIO

from ui.pack.pack import Pack

log = logging.getLogger(__name__)

# Two people may take a pack away at once; whoever comes third waits for one of them.
MOST_AT_ONCE = 2
# A pack of 500 measures takes a few seconds. What takes so long will never end.
MOST_SECONDS = 120
# Behind the sessions, which people look at: on a machine with few cores these go first.
_NICE = 10


class NotMadeError(Exception):
    """Why a pack could not be made, in a sentence."""


class Maker:
    """A process that makes packs one after another, started when it is first needed. Not to be shared by threads.

    most_seconds : how long one pack may take
    """

    def __init__(self, most_seconds: float = MOST_SECONDS) -> None:
        """Start nothing yet."""
        self.most_seconds = most_seconds
        self.process: subprocess.Popen[bytes] | None = None

    def ask(self, ending: str, pack: Pack) -> bytes:
        """What it makes; raises NotMadeError where that comes to nothing, and then begins anew the next time."""
        process = self.start()
        limit = threading.Timer(self.most_seconds, process.kill)
        limit.start()
        try:
            made = _answer(process, ending, pack)
        except (OSError, EOFError, pickle.UnpicklingError):
            self.stop()
            told = "What was making it has stopped, or took too long. Try again, or try another format."
            raise NotMadeError(told) from None
        finally:
            limit.cancel()
        if isinstance(made, str):
            log.error("A pack could not be made as %s: %s", ending, made)
            raise NotMadeError("It could not be made in this format. Try another one.")
        return made

    def start(self) -> subprocess.Popen[bytes]:
        """The process, which is started where there is none."""
        if self.process is None or self.process.poll() is not None:
            self.stop()
            code = f"import sys; sys.path[:] = {sys.path!r}; from ui.pack.making import serve; serve()"
            self.process = subprocess.Popen(  # noqa: S603 - our own program, with no word of anybody else's
                [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
        return self.process

    def stop(self) -> None:
        """End the process; the next that asks starts another."""
        if self.process is not None:
            self.process.kill()
            with contextlib.suppress(OSError):  # what it had not read yet
                self.process.communicate()
            self.process = None


def _answer(process: subprocess.Popen[bytes], ending: str, pack: Pack) -> bytes | str:
    """The file that a process makes of a pack, or what went wrong there."""
    if process.stdin is None or process.stdout is None:
        raise EOFError
    pickle.dump((ending, pack), process.stdin)
    process.stdin.flush()
    made: bytes | str = pickle.load(process.stdout)  # noqa: S301 - our own program wrote it
    return made


_MAKERS = [Maker() for _ in range(MOST_AT_ONCE)]
_FREE: queue.LifoQueue[Maker] = queue.LifoQueue()
for _maker in _MAKERS:
    _FREE.put(_maker)
    atexit.register(_maker.stop)


def made(ending: str, pack: Pack) -> bytes:
    """A pack as a file with this ending, made in another process; may be called by any thread, which waits.

    Raises NotMadeError, with a sentence, where it could not be made.
    """
    maker = _FREE.get()
    try:
        return maker.ask(ending, pack)
    finally:
        _FREE.put(maker)


def warm() -> None:
    """Start a process if none is there, and wait for nothing: what it loads is there when somebody asks."""
    with contextlib.suppress(queue.Empty, OSError):
        maker = _FREE.get_nowait()
        try:
            maker.start()
        finally:
            _FREE.put(maker)


def serve() -> None:
    """The other process: makes what it is asked for until nobody is there to ask."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the program that asked
    if hasattr(os, "nice"):
        os.nice(_NICE)
    asked, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Whatever a library prints is no answer.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    from ui.pack.formats import load  # noqa: PLC0415 - it is for this process alone

    load()
    with contextlib.suppress(EOFError, OSError):
        _serve(asked, answers)


def _serve(asked: BinaryIO, answers: BinaryIO) -> None:
    from ui.pack.formats import named  # noqa: PLC0415

    while True:
        ending, pack = pickle.load(asked)  # noqa: S301 - the program that started this one wrote it
        try:
            answer: bytes | str = named(ending).make(pack)
        except Exception as fault:  # noqa: BLE001 - whatever it was, whoever asked is told
            answer = f"{type(fault).__name__}: {fault}"
        pickle.dump(answer, answers)
        answers.flush()

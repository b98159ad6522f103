"""The program that forks, started by hand; what it does for its caller is in test_child.py."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from ragcore.files.wire import LIMITS, packed, receive, send

ROOT = Path(__file__).parent.parent
MEMORY = 2_000_000_000


@pytest.fixture
def program():
    """The program, and our end of the socket that it listens on."""
    ours, theirs = socket.socketpair()
    code = f"from ragcore.files.forking import serve; serve({theirs.fileno()})"
    with ours:
        with theirs:
            running = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, pass_fds=[theirs.fileno()])
        yield running, ours
    running.kill()
    running.wait()


def asked(control, work, cpu_seconds=10.0, seconds=10.0):
    """The reason and the result of one piece of work."""
    ours, theirs = socket.socketpair()
    with ours:
        with theirs:
            socket.send_fds(control, [LIMITS.pack(MEMORY, cpu_seconds, seconds)], [theirs.fileno()])
        send(ours, packed(work))
        return receive(ours)


def test_it_answers_one_piece_of_work_after_another(program):
    _, control = program

    assert asked(control, (sorted, ([3, 1],))) == ("", [1, 3])
    assert asked(control, (len, ("four",))) == ("", 4)


@pytest.mark.parametrize(
    ("work", "reason"),
    [((int, ("x",)), "crash"), ((os.abort, ()), "crash"), ((bytearray, (8_000_000_000,)), "memory")],
    ids=["a fault", "an abort", "too much memory"],
)
def test_it_says_why_there_is_no_result(program, work, reason):
    _, control = program

    assert asked(control, work) == (reason, None)


def test_it_ends_when_nobody_can_ask_any_more(program):
    running, control = program

    control.close()

    assert running.wait(timeout=30) == 0


def test_ctrl_c_is_not_for_it(program):
    running, control = program
    assert asked(control, (len, ("",))) == ("", 0)

    running.send_signal(signal.SIGINT)

    assert asked(control, (len, ("",))) == ("", 0)

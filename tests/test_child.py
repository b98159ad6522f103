import os
import resource
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from ragcore.files import child
from ragcore.files.child import ChildFailed, in_child, warm

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True, scope="module")
def _warmed():
    warm()


def fill_the_memory():
    return len(bytearray(child.MOST_MEMORY))


def fill_arrows_memory():
    return pa.allocate_buffer(child.MOST_MEMORY).size


def read_memory_limit():
    return resource.getrlimit(resource.RLIMIT_AS)[0], resource.getrlimit(resource.RLIMIT_CORE)[0]


def abort():
    os.abort()


def be_killed():
    os.kill(os.getpid(), signal.SIGKILL)


def overrun():
    os.kill(os.getpid(), signal.SIGXCPU)


def spin():
    while True:
        pass


def refuse():
    raise ValueError


def leave():
    sys.exit(3)


def doubled(array):
    return 2 * array


def own_parent():
    return os.getppid()


def main_module():
    return sys.modules["__main__"].__dict__.get("__file__")


@pytest.mark.parametrize(
    ("function", "reason"),
    [
        (fill_the_memory, "memory"),
        (fill_arrows_memory, "memory"),
        (be_killed, "memory"),
        (overrun, "time"),
        (abort, "crash"),
        (refuse, "crash"),
        (leave, "crash"),
    ],
)
def test_work_that_fails_says_why_and_hurts_nobody(function, reason):
    with pytest.raises(ChildFailed) as failed:
        in_child(function)

    assert failed.value.reason == reason
    assert in_child(len, "alive") == 5


def test_a_result_comes_back_whole_and_arrays_can_be_written():
    result = in_child(doubled, np.arange(1_000_000))
    result[0] = 7

    assert result[:3].tolist() == [7, 2, 4]
    assert in_child(pa.array, ["a", None]).to_pylist() == ["a", None]


def test_a_hundred_megabytes_come_back_whole():
    result = in_child(np.ones, 12_500_000)

    assert result.nbytes == 100_000_000
    assert result.all()


def test_work_that_hangs_is_ended_at_the_wall_limit(monkeypatch):
    monkeypatch.setattr(child, "MOST_SECONDS", 0.3)

    with pytest.raises(ChildFailed, match="time"):
        in_child(time.sleep, 60)


def test_work_that_computes_for_ever_is_ended_at_the_limit_of_the_processor(monkeypatch):
    monkeypatch.setattr(child, "MOST_CPU_SECONDS", 1)

    with pytest.raises(ChildFailed, match="time"):
        in_child(spin)


def test_several_threads_may_ask_at_once():
    results = {}
    threads = [threading.Thread(target=lambda n=n: results.update({n: in_child(doubled, n)})) for n in range(8)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert results == {n: 2 * n for n in range(8)}


def test_no_child_is_left_behind_not_even_as_a_zombie():
    server = in_child(own_parent)

    with pytest.raises(ChildFailed):
        in_child(abort)
    time.sleep(0.2)

    assert children_of(server) == []


def test_the_program_that_forks_is_started_again_when_it_was_killed():
    server = in_child(own_parent)

    os.kill(server, signal.SIGKILL)

    assert in_child(own_parent) != server


def test_the_limits_are_set():
    memory, core = in_child(read_memory_limit)

    assert child.MOST_MEMORY < memory < child.MOST_MEMORY + 4_000_000_000
    assert core == 0


def test_a_child_knows_nothing_of_the_program_that_asked(tmp_path):
    script = """
        print("run", __name__)
        from ragcore.files.child import in_child
        print(in_child(sorted, [2, 1]))
    """
    file = tmp_path / "script.py"
    file.write_text(textwrap.dedent(script), encoding="utf-8")

    done = subprocess.run(
        [sys.executable, file],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert (done.stdout, done.stderr) == ("run __main__\n[1, 2]\n", "")


def test_nothing_outlives_a_program_that_is_killed():
    script = """
        import os, signal, sys, test_child
        from ragcore.files.child import in_child
        print(in_child(test_child.own_parent), flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
    """

    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)],
        cwd=ROOT / "tests",
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    server = int(done.stdout)
    deadline = time.monotonic() + 5
    while Path(f"/proc/{server}").exists() and time.monotonic() < deadline:
        time.sleep(0.05)

    assert not Path(f"/proc/{server}").exists()


def test_where_no_child_can_be_had_the_work_is_done_here(monkeypatch):
    monkeypatch.setattr(child.sys, "platform", "win32")

    assert in_child(os.getpid) == os.getpid()
    with pytest.raises(ChildFailed, match="crash"):
        in_child(refuse)


def children_of(pid):
    """The processes that have this one as their parent."""
    stats = [path.read_text(encoding="ascii") for path in Path("/proc").glob("[0-9]*/stat")]
    return [stat.split()[0] for stat in stats if stat.rpartition(")")[2].split()[1] == str(pid)]

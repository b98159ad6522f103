"""The app, started as its users start it, on a free port of this machine."""

from __future__ import annotations

import contextlib
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
SECONDS_TO_START = 60
PORTS = range(20_000, 32_000)


@contextlib.contextmanager
def served(port: int | None = None, **settings: str) -> Iterator[str]:
    """Run the app, its settings from the environment; yields its address and stops it afterwards.

    port : where it listens; None for any that is free
    Raises RuntimeError, with what the app said, where it does not start.
    """
    port = port or _free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    # Nothing of whoever runs this may change what is shown.
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("STREAMLIT_", "RAG_"))}
    with tempfile.TemporaryFile() as said, tempfile.TemporaryDirectory() as kept:
        environment = inherited | {"RAG_DATA_DIR": kept} | settings
        app = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=subprocess.STDOUT)
        try:
            if not _is_ready(app, f"{address}/ready"):
                said.seek(0)
                raise RuntimeError(f"The app did not start. It said:\n{said.read().decode(errors='replace')}")
            yield address
        finally:
            app.terminate()
            try:
                app.wait(timeout=10)
            except subprocess.TimeoutExpired:
                app.kill()
                app.wait()


def _free_port() -> int:
    """A port that nothing listened on a moment ago, and that no system gives to whoever connects meanwhile."""
    for port in random.SystemRandom().sample(PORTS, len(PORTS)):
        with contextlib.suppress(OSError), socket.socket() as listening:
            listening.bind(("127.0.0.1", port))
            return port
    raise RuntimeError("There is no port that is free.")


def _is_ready(app: subprocess.Popen[bytes], address: str) -> bool:
    """Wait until the app says that it is ready; False where it ended, or takes too long."""
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and app.poll() is None:
        # What is said counts: a server that is not ready yet may answer with something else.
        with (
            contextlib.suppress(OSError, ValueError),
            urllib.request.urlopen(address, timeout=5) as answer,  # noqa: S310  # the app itself
        ):
            if json.load(answer).get("ready") is True:
                return True
        time.sleep(0.1)
    return False

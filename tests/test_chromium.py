"""The browser that the tests drive: which one is taken, and what happens where there is none."""

import os
import subprocess
import sys
from pathlib import Path

import chromium

ROOT = Path(__file__).parent.parent


def test_without_a_browser_its_tests_fail_and_say_what_to_install():
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "tests/test_browser_board.py", "-x"]
    settings = os.environ | {"CHROMIUM": "no-such-program"}

    done = subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert chromium.MISSING in done.stdout
    assert "skipped" not in done.stdout


def test_the_browser_that_is_named_goes_before_all_others(monkeypatch):
    monkeypatch.setenv("CHROMIUM", sys.executable)

    assert chromium.find() == Path(sys.executable)


def test_a_name_that_is_no_program_is_not_replaced_by_another(monkeypatch):
    monkeypatch.setenv("CHROMIUM", "no-such-program")

    assert chromium.find() is None

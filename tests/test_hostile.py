"""Broken and hostile files end in a sentence, never in a traceback, a hang or a word that only a programmer knows."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from ragcore.cli import DONE, REFUSED, main

ROOT = Path(__file__).parent.parent
NEVER = re.compile(
    r"Traceback|\b\w+(Error|Exception)\b|\bNoneType\b|\bBadZipFile\b|<class|\bobject at 0x|site-packages"
)


@pytest.fixture(scope="session")
def hostile(shared):
    """The folder of broken and hostile files, beside the public data."""
    return shared / "hostile"


def test_every_scenario_file_becomes_what_it_must(hostile):
    command = [sys.executable, str(hostile / "run.py"), "--only", "json-"]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


def test_every_table_is_accepted_or_refused_in_plain_words(hostile, capsys):
    files = sorted((hostile / "files" / "csv").iterdir())

    told = {}
    for file in files:
        code = main(["check", str(file)])
        output = "".join(capsys.readouterr())
        told[file.name] = (code in (DONE, REFUSED), NEVER.findall(output))

    assert files
    assert {name: what for name, what in told.items() if what != (True, [])} == {}


def test_every_scenario_file_is_accepted_or_refused_in_plain_words(hostile, capsys):
    files = sorted((hostile / "files" / "json").iterdir())

    told = {}
    for file in files:
        code = main(["rate", str(hostile / "base.csv"), "--scenario", str(file)])
        output = "".join(capsys.readouterr())
        told[file.name] = (code in (DONE, REFUSED), NEVER.findall(output))

    assert files
    assert {name: what for name, what in told.items() if what != (True, [])} == {}

"""What must hold of any file whatever: it becomes a scorecard or a refusal, and each problem is a sentence."""

import re

from ragcore.problems import is_error
from ragcore.read import understand
from ragcore.reading import Options, Reading, reading_of
from ragcore.write import to_csv

NO_SENTENCE = re.compile(r"Traceback|\b\w+(?:Error|Exception)\b|\bNoneType\b|\bnan\b|ArrowInvalid|0x[0-9a-f]{6}")


def check(data: bytes) -> None:
    """Read a file and rate it; raises AssertionError, or whatever it fails with, where it is not taken calmly."""
    look(reading_of(data, Options()))


def check_contained(data: bytes) -> None:
    """The same in a child process, as the app reads it: what aborts a native parser there is a refusal here."""
    look(understand(data, Options()))


def look(reading: Reading) -> None:
    """Look at what became of a file."""
    refused = any(map(is_error, reading.problems))
    assert refused == (reading.scorecard is None)
    for problem in reading.problems:
        own = re.sub(r"'[^']*'", "''", problem.message)
        assert problem.where
        assert problem.message.endswith(".")
        assert not NO_SENTENCE.search(own), own
    assert all(len(cells) == len(reading.rows) for cells in reading.cells)
    if reading.scorecard:
        assert sum(reading.scorecard.position().counts.values()) == len(reading.scorecard.position())
        to_csv(reading.scorecard)

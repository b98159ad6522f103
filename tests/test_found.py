"""Files that once were not taken calmly: each found by tests/fuzz.py, and kept."""

from pathlib import Path

import calm
import pytest

FOUND = sorted((Path(__file__).parent / "found").glob("*"))


def test_there_are_files_to_try():
    assert FOUND


@pytest.mark.parametrize("file", FOUND, ids=lambda file: file.name)
def test_what_was_found_is_taken_calmly(file):
    calm.check_contained(file.read_bytes())

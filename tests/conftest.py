"""What all tests share: repeatable laws, and the public data that may lie beside the checkout."""

from pathlib import Path

import hypothesis
import pytest

# The same examples in every run, so that a verdict can be trusted; `--hypothesis-profile=searching` looks for others.
hypothesis.settings.register_profile("repeatable", deadline=None, derandomize=True)
hypothesis.settings.register_profile("searching", deadline=None, max_examples=1000)
hypothesis.settings.load_profile("repeatable")

SHARED = Path(__file__).parent.parent.parent / "shared"


@pytest.fixture(scope="session")
def shared():
    """The folder of public data and hostile files beside the checkout; skips where it is not there."""
    if not SHARED.is_dir():
        pytest.skip("the folder ../shared with public data and hostile files is not beside the checkout")
    return SHARED

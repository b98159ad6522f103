"""The board's script makes the short form as Python does: the same random ratings through both, no difference."""

import numpy as np
import pytest

from ragcore.headline_short import KINDS, TEMPLATES, short
from ui import board

SHORT = "cases => cases.map(({ before, now, words }) => shortForm(before, now, words))"


@pytest.fixture
def in_browser(browser):
    """Runs a function over cases, with the functions of the board's script within its reach."""
    page = browser.new_page()
    script = "\n".join((board.HERE / name).read_text(encoding="utf-8") for name in ("rating.js", "short.js"))
    yield lambda function, cases: page.evaluate(f"cases => {{ {script}\n return ({function})(cases); }}", cases)
    page.close()


def drawn_ratings(draw):
    """Codes before and now: few of them or many, a few moved or all of them."""
    count = int(draw.choice([0, 1, 2, 19, 60, 3000]))
    before = draw.integers(0, 5, count)
    now = np.where(draw.random(count) < draw.choice([0.0, 0.1, 1.0]), draw.integers(0, 5, count), before)
    return before, now


def test_the_short_form_is_the_same_in_both(in_browser):
    draw = np.random.default_rng(20161206)
    drawn = [drawn_ratings(draw) for _ in range(300)]
    # Each kind alone, and more of it than there are words for.
    drawn += [(np.full(many, was), np.full(many, now)) for was, now in KINDS for many in (1, 2, 10)]

    found = in_browser(
        SHORT, [{"before": before.tolist(), "now": now.tolist(), "words": TEMPLATES} for before, now in drawn]
    )

    assert found == [short(before, now) for before, now in drawn]

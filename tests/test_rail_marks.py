import numpy as np

from ragcore.figures import Figures
from ragcore.limits import Polarity
from ragcore.rail import rail_of
from ragcore.scorecard import Scorecard
from ui.board.rail_marks import rail_marks

YEARS = [f"{year}/{(year + 1) % 100:02d}" for year in range(2001, 2021)]


def told(values, **columns):
    """What the browser is told of one percentage over some years; columns : one entry for all of them."""
    count = len(values)
    own = {name: [entry] * count for name, entry in ({"unit": "%"} | columns).items()}
    card = Scorecard(Figures.of(id=["a"] * count, period=YEARS[:count], value=values, **own))
    position = card.position()
    return rail_marks(position, rail_of(card, position), 0)


def test_a_mark_is_a_place_and_the_usual_range_is_two():
    marks = {mark["kind"]: mark for mark in told([82.0] * 12, benchmark=90.0, benchmark_name="England")["marks"]}

    assert list(marks) == ["previous", "best", "worst", "usual", "benchmark"]
    assert marks["benchmark"] == {"kind": "benchmark", "at": 90.0, "name": "England", "text": "90%"}
    assert marks["usual"] == {"kind": "usual", "from": 82.0, "to": 82.0, "name": "Usual range", "text": "82%"}


def test_what_was_achieved_ends_at_the_best_and_has_words_beyond_it():
    assert told([80.0, 83.0]) | {"marks": []} == {
        "marks": [],
        "low": None,
        "high": 83.0,
        "beyond": {
            "value": "Better than both figures here.",
            "target": "Neither of the 2 figures here has met this target.",
        },
    }
    assert told([80.0, 83.0], polarity=Polarity.LOWER)["low"] == 80.0


def test_where_nothing_is_known_nothing_is_told():
    nothing = {"marks": [], "low": None, "high": None, "beyond": {"value": "", "target": ""}}

    assert told([np.nan]) == nothing

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragcore.figures import Figures
from ragcore.limits import Polarity
from ragcore.rail import rail_of
from ragcore.rail_sentences import beyond_in_words, marks
from ragcore.scorecard import Scorecard

YEARS = [f"{year}/{(year + 1) % 100:02d}" for year in range(2001, 2021)]


def scorecard(values, **columns):
    """One percentage over some years; columns : one entry for all of them."""
    count = len(values)
    told = {"unit": "%", "decimals": 1} | columns
    own = {name: [entry] * count for name, entry in told.items()}
    return Scorecard(Figures.of(id=["a"] * count, period=YEARS[:count], value=values, **own))


def told(values, **columns):
    """What one measure is argued with, by name."""
    card = scorecard(values, **columns)
    position = card.position()
    return {mark.name: mark.text for mark in marks(position, rail_of(card, position), 0)}


def beyond(values, of, **columns):
    """What is said of a handle beyond all that one measure achieved."""
    card = scorecard(values, **columns)
    return beyond_in_words(rail_of(card, card.position()), 0, of)


def test_a_measure_is_argued_with_all_that_is_known_of_it():
    assert told([80.0, 84.0] * 6, benchmark=93.6, benchmark_name="England") == {
        "Previous": "80.0%",
        "Best of 12 periods": "84.0% in 2012/13",
        "Worst of 12 periods": "80.0% in 2011/12",
        "Usual range": "71.4% to 92.6%",
        "England": "93.6%",
    }


def test_where_lower_is_better_the_best_is_the_lowest():
    found = told([12.0, 9.0, 15.0], unit="days", decimals=0, polarity=Polarity.LOWER)

    assert found == {
        "Previous": "9 days",
        "Best of 3 periods": "9 days in 2002/03",
        "Worst of 3 periods": "15 days in 2003/04",
    }


@pytest.mark.parametrize("polarity", [Polarity.BAND, Polarity.NONE])
def test_where_neither_is_better_the_lowest_and_the_highest_are_told(polarity):
    found = told([80.0, 83.0], polarity=polarity)

    assert found == {
        "Previous": "80.0%",
        "Lowest of 2 periods": "80.0% in 2001/02",
        "Highest of 2 periods": "83.0% in 2002/03",
    }


def test_a_file_with_one_period_has_its_previous_figure_in_the_period_before():
    assert told([82.1], previous=79.6) == {
        "Previous": "79.6%",
        "Best of 2 periods": "82.1% in 2001/02",
        "Worst of 2 periods": "79.6% in the period before",
    }


def test_of_one_figure_nothing_is_told():
    assert told([82.1]) == {}


def test_without_a_figure_there_still_may_be_a_benchmark():
    assert told([np.nan], benchmark=90.0) == {"Benchmark": "90%"}


def test_a_measure_that_never_moved_has_one_usual_figure():
    assert told([82.0] * 12)["Usual range"] == "82.0%"


def test_a_mark_says_where_it_lies():
    card = scorecard([80.0, 84.0] * 6)
    position = card.position()

    found = {mark.kind: (mark.low, mark.high) for mark in marks(position, rail_of(card, position), 0)}

    assert found["previous"] == (80.0, 80.0)
    assert found["usual"] == pytest.approx((71.36, 92.64))


@pytest.mark.parametrize(
    ("count", "value", "target"),
    [
        (1, "Better than the only figure here.", "The only figure here has not met this target."),
        (2, "Better than both figures here.", "Neither of the 2 figures here has met this target."),
        (3, "Better than any of the 3 figures here.", "None of the 3 figures here has met this target."),
        (13, "Better than any of the 13 figures here.", "None of the 13 figures here has met this target."),
    ],
)
def test_a_handle_beyond_all_that_was_achieved_is_told_of_how_many(count, value, target):
    values = [80.0 + at for at in range(count)]

    assert (beyond(values, "value"), beyond(values, "target")) == (value, target)


@pytest.mark.parametrize("of", ["value", "target"])
def test_nothing_is_beyond_what_was_achieved_where_nothing_was_or_neither_way_is_better(of):
    assert beyond([np.nan], of) == ""
    assert beyond([80.0, 83.0], of, polarity=Polarity.BAND) == ""
    assert beyond([80.0, 83.0], of, polarity=Polarity.NONE) == ""


@given(st.lists(st.none() | st.integers(0, 100), min_size=1, max_size=15), st.sampled_from(Polarity))
def test_no_mark_is_told_that_is_not_there(values, polarity):
    card = scorecard([np.nan if value is None else float(value) for value in values], polarity=polarity)
    position = card.position()

    for mark in marks(position, rail_of(card, position), 0):
        assert mark.low <= mark.high
        assert "no figure" not in mark.text

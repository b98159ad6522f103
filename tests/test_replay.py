import numpy as np
import pytest
from drawn_routes import positions
from hypothesis import given

from ragcore.figures import Figures
from ragcore.limits import Polarity
from ragcore.rating import Rating
from ragcore.replay import Otherwise, replay
from ragcore.rule import Rule, Tolerance
from ragcore.scorecard import Scorecard

QUARTERS = ["2016/17 Q1", "2016/17 Q2"]
SHOWN = [Rating.GREEN, Rating.AMBER, Rating.RED]


def scorecard(rule=None, **columns):
    """Two indicators over two quarters; the target of the first was raised."""
    own = {
        "id": ["a", "b", "a", "b"],
        "period": [QUARTERS[0]] * 2 + [QUARTERS[1]] * 2,
        "value": [82.0, 70.0, 84.0, 90.0],
        "target": [80.0, 85.0, 85.0, 85.0],
        "unit": ["%"] * 4,
    }
    return Scorecard(Figures.of(**(own | columns)), rule=rule or Rule(amber=Tolerance(5.0)))


def counts(found):
    """Green, amber and red of each period before and after."""
    return [
        (period, before[SHOWN].tolist(), after[SHOWN].tolist())
        for period, before, after in zip(found.periods, found.before, found.after, strict=True)
    ]


def test_under_todays_targets_a_past_green_may_have_been_none():
    found = replay(scorecard(), Otherwise(todays_targets=True))

    assert counts(found) == [(QUARTERS[0], [1, 0, 1], [0, 1, 1]), (QUARTERS[1], [1, 1, 0], [1, 1, 0])]
    assert found.turned.tolist() == [1, 0]


def test_under_another_tolerance_an_indicators_own_gives_way_too():
    found = replay(scorecard(amber=[np.nan, 1.0] * 2), Otherwise(tolerance=Tolerance(20.0)))

    assert counts(found)[0] == (QUARTERS[0], [1, 0, 1], [1, 1, 0])


def test_a_tolerance_in_per_cent_is_of_each_target():
    found = replay(scorecard(), Otherwise(tolerance=Tolerance(1.0, percent=True)))

    assert counts(found)[1][2] == [1, 0, 1]


def test_a_stated_limit_is_no_tolerance():
    limited = scorecard(amber_limit=[np.nan, 60.0] * 2)

    assert counts(replay(limited, Otherwise(tolerance=Tolerance(0.0))))[0][2] == [1, 1, 0]


def test_without_amber_there_is_green_and_red_whatever_the_rule_says():
    limited = scorecard(amber_limit=[np.nan, 60.0] * 2)
    improved = scorecard(Rule(improved="instead"))

    assert counts(replay(limited, Otherwise(no_amber=True)))[0][2] == [1, 0, 1]
    assert counts(replay(improved, Otherwise(no_amber=True)))[1][1:] == ([1, 1, 0], [1, 0, 1])


def test_two_things_may_be_otherwise_at_once():
    found = replay(scorecard(), Otherwise(todays_targets=True, no_amber=True))

    assert counts(found)[0][2] == [0, 0, 2]


def test_without_a_target_today_the_one_of_its_time_is_kept():
    found = replay(scorecard(target=[80.0, 85.0, np.nan, 85.0]), Otherwise(todays_targets=True))

    assert counts(found)[0] == (QUARTERS[0], [1, 0, 1], [1, 0, 1])


def test_with_another_polarity_today_the_target_of_its_time_is_kept():
    polarity = [Polarity.HIGHER, Polarity.HIGHER, Polarity.LOWER, Polarity.HIGHER]

    assert replay(scorecard(polarity=polarity), Otherwise(todays_targets=True)).turned.tolist() == [0, 0]


def test_a_band_has_both_its_targets_of_today():
    band = {
        "id": ["a", "a"], "period": QUARTERS, "value": [45.0, 45.0], "unit": ["%"] * 2, "target": [np.nan] * 2,
        "polarity": [Polarity.BAND] * 2, "target_low": [40.0, 46.0], "target_high": [50.0, 60.0],
    }  # fmt: skip

    assert counts(replay(scorecard(**band), Otherwise(todays_targets=True)))[0] == (QUARTERS[0], [1, 0, 0], [0, 1, 0])


def test_only_periods_with_a_row_in_the_area_are_told():
    found = replay(scorecard(area=["N", "N", "S", "S"]), Otherwise(no_amber=True), area="S")

    assert found.periods == (QUARTERS[1],)


def test_a_scorecard_without_rows_has_no_past():
    found = replay(scorecard(), Otherwise(no_amber=True), area="nowhere")

    assert (found.periods, found.before.shape, found.after.shape, found.turned.shape) == ((), (0, 5), (0, 5), (0,))


@pytest.mark.parametrize(
    ("otherwise", "told"),
    [(Otherwise(), "Say what is to be otherwise"), (Otherwise(tolerance=Tolerance(5.0), no_amber=True), "contradict")],
)
def test_nothing_and_contradictions_are_refused(otherwise, told):
    with pytest.raises(ValueError, match=told):
        replay(scorecard(), otherwise)


@given(positions())
def test_the_latest_period_under_todays_targets_is_as_it_is(drawn):
    found = replay(Scorecard(drawn.figures, rule=drawn.rule), Otherwise(todays_targets=True))

    assert found.before.tolist() == found.after.tolist()
    assert found.turned.tolist() == [0]


@given(positions())
def test_without_amber_nothing_is_amber_and_all_greens_are_left(drawn):
    found = replay(Scorecard(drawn.figures, rule=drawn.rule), Otherwise(no_amber=True))

    assert found.after[:, Rating.AMBER].tolist() == [0]
    assert found.after[:, Rating.GREEN].tolist() == found.before[:, Rating.GREEN].tolist()

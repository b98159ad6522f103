import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragcore.figures import Figures
from ragcore.limits import Polarity
from ragcore.rail import FEWEST_PERIODS, rail_of
from ragcore.rule import Rule
from ragcore.scorecard import Scorecard

HIGHER, LOWER, BAND, NONE = Polarity.HIGHER, Polarity.LOWER, Polarity.BAND, Polarity.NONE
YEARS = [f"{year}/{(year + 1) % 100:02d}" for year in range(2001, 2041)]
# Twelve figures that go up and down by 4: mean 82, and 2.66 times 4 to either side.
TWELVE = [80.0, 84.0] * 6


def rail(values, periods=YEARS, at=None, rule=None, **columns):
    """The rail of one percentage; columns : one entry for all of its periods."""
    count = len(values)
    told = {"unit": "%", "polarity": HIGHER} | columns
    figures = Figures.of(
        id=["a"] * count,
        period=periods[:count],
        value=values,
        **{name: [entry] * count for name, entry in told.items()},
    )
    scorecard = Scorecard(figures, rule=rule or Rule())
    return rail_of(scorecard, scorecard.position(period=at))


def usual(values, **options):
    """The usual range, rounded as far as it could be shown."""
    found = rail(values, **options)
    return round(float(found.usual_low[0]), 9), round(float(found.usual_high[0]), 9)


@pytest.mark.parametrize(
    ("polarity", "best", "worst"),
    [
        (HIGHER, (83.0, YEARS[1]), (76.0, YEARS[2])),
        (LOWER, (76.0, YEARS[2]), (83.0, YEARS[1])),
        (BAND, (np.nan, ""), (np.nan, "")),
        (NONE, (np.nan, ""), (np.nan, "")),
    ],
)
def test_the_best_and_the_worst_are_by_polarity_and_a_band_has_neither(polarity, best, worst):
    found = rail([80.0, 83.0, 76.0, 78.0], polarity=polarity)

    assert (found.best[0], found.best_period[0]) == pytest.approx(best, nan_ok=True)
    assert (found.worst[0], found.worst_period[0]) == pytest.approx(worst, nan_ok=True)
    assert (found.lowest[0], found.lowest_period[0]) == (76.0, YEARS[2])
    assert (found.highest[0], found.highest_period[0]) == (83.0, YEARS[1])


def test_of_two_periods_with_the_best_figure_the_last_is_told():
    assert rail([83.0, 80.0, 83.0, 81.0]).best_period.tolist() == [YEARS[2]]


def test_what_came_after_the_position_is_not_told():
    found = rail([80.0, 83.0, 99.0], at=YEARS[1])

    assert (found.best.tolist(), found.periods.tolist(), found.previous.tolist()) == ([83.0], [2], [80.0])


def test_with_one_period_the_previous_figure_is_a_second():
    found = rail([80.0], previous=83.0)

    assert (found.periods.tolist(), found.best.tolist(), found.best_period.tolist()) == ([2], [83.0], [""])


def test_without_a_figure_there_is_nothing_to_argue_with():
    found = rail([np.nan])

    assert found.periods.tolist() == [0]
    assert np.isnan([found.previous, found.best, found.worst, found.usual_low, found.usual_high]).all()
    assert (found.achieved_low.tolist(), found.achieved_high.tolist()) == ([-np.inf], [np.inf])


def test_the_benchmark_is_as_the_scorecard_states_it():
    found = rail([80.0], benchmark=93.6, benchmark_name="England")

    assert (found.benchmark.tolist(), found.benchmark_name.tolist()) == ([93.6], ["England"])


# ---- the usual range


def test_the_usual_range_is_the_mean_and_so_many_mean_moving_ranges_to_either_side():
    assert usual(TWELVE) == (71.36, 92.64)


def test_with_one_period_fewer_there_is_no_usual_range():
    assert len(TWELVE) == FEWEST_PERIODS
    assert np.isnan(usual(TWELVE[1:])).all()


def test_a_move_over_a_missing_period_makes_no_moving_range():
    gap = [*TWELVE[:6], np.nan, *TWELVE[6:]]

    # 12 figures, and 10 moves of one period.
    assert np.isnan(usual(gap)).all()
    # 13 figures and 11 such moves: the 4 points over the gap are none of them, and the mean is that of 13.
    assert usual([*gap, 82.0]) == (round(82.0 - 2.66 * 42 / 11, 9), round(82.0 + 2.66 * 42 / 11, 9))


@pytest.mark.parametrize(
    ("values", "columns", "ends"),
    [
        pytest.param([96.0, 100.0] * 6, {}, (87.36, 100.0), id="a share is no more than its whole"),
        pytest.param([0.0, 4.0] * 6, {}, (0.0, 12.64), id="a share is no less than nothing"),
        pytest.param([96.0, 104.0] * 6, {}, (78.72, 121.28), id="no share of a whole"),
        pytest.param([100.0, 108.0] * 5 + [96.0] * 2, {}, (82.353939394, 122.979393939), id="so in the past only"),
        pytest.param([1.0, 5.0] * 6, {"unit": "days"}, (0.0, 13.64), id="days have no most"),
        pytest.param([-1.0, 3.0] * 6, {"unit": "£m"}, (-9.64, 11.64), id="what was below nothing may be again"),
    ],
)
def test_the_usual_range_is_never_beyond_what_can_be(values, columns, ends):
    assert usual(values, **columns) == ends


def test_a_measure_that_never_moved_has_a_usual_range_of_one_figure():
    assert usual([82.0] * 12) == (82.0, 82.0)


# ---- what was ever achieved


@pytest.mark.parametrize(
    ("polarity", "ends"),
    [
        (HIGHER, (-np.inf, 83.0)),
        (LOWER, (76.0, np.inf)),
        (BAND, (-np.inf, np.inf)),
        (NONE, (-np.inf, np.inf)),
    ],
)
def test_what_was_achieved_ends_at_the_best(polarity, ends):
    found = rail([80.0, 83.0, 76.0], polarity=polarity)

    assert (found.achieved_low[0], found.achieved_high[0]) == ends


def test_where_figures_are_rated_as_shown_what_was_achieved_is_as_shown():
    found = rail([80.0, 82.96], decimals=1, rule=Rule(as_shown=True))

    assert (found.best.tolist(), found.achieved_high.tolist()) == ([82.96], [83.0])


# ---- laws

HISTORIES = st.lists(st.integers(0, 100).map(float), min_size=1, max_size=20)


@given(HISTORIES, st.sampled_from([HIGHER, LOWER]))
def test_no_figure_of_the_history_is_beyond_what_was_achieved(values, polarity):
    found = rail(values, polarity=polarity)

    assert ((found.achieved_low[0] <= values) & (values <= found.achieved_high[0])).all()
    assert found.best[0] in (found.achieved_low[0], found.achieved_high[0])


@given(HISTORIES)
def test_lower_is_the_mirror_of_higher(values):
    higher = rail(values, unit="days")
    lower = rail([-value for value in values], unit="days", polarity=LOWER)

    assert lower.best.tolist() == [-higher.best[0]]
    assert lower.worst.tolist() == [-higher.worst[0]]
    assert (lower.best_period.tolist(), lower.worst_period.tolist()) == (
        higher.best_period.tolist(),
        higher.worst_period.tolist(),
    )


@given(st.lists(st.integers(0, 100).map(float), min_size=12, max_size=20))
def test_the_mean_is_in_the_usual_range(values):
    low, high = usual(values)

    assert 0.0 <= low <= round(float(np.mean(values)), 9) <= high <= 100.0


@given(st.lists(HISTORIES, min_size=1, max_size=5))
def test_an_indicator_has_the_same_rail_among_others_as_alone(histories):
    rows = [(str(at), year, value) for at, own in enumerate(histories) for year, value in zip(YEARS, own, strict=False)]
    ids, periods, values = zip(*rows, strict=True)
    scorecard = Scorecard(Figures.of(id=ids, period=periods, value=values, unit=["%"] * len(rows)))
    together = rail_of(scorecard, scorecard.position())

    for at, own in enumerate(histories):
        alone = rail(own)
        for name in ("periods", "best", "worst_period", "usual_low", "usual_high"):
            assert getattr(together, name)[at] == pytest.approx(getattr(alone, name)[0], nan_ok=True)

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ragcore import periods
from ragcore.figures import Figures
from ragcore.past import past_of
from ragcore.scorecard import Scorecard
from ragcore.so_far import so_far

YEAR = [f"2015/16 Q{quarter}" for quarter in (1, 2, 3, 4)]
KINDS = ["2015/16 Q1", "2015/16 Q2", "2015/16 Q3", "2015/16 Q4", "2014/15", "2015/16", "Jan 2016", "autumn", "winter"]


def known(values, periods=YEAR, at=None, **columns):
    """The figures of one indicator, each with its period."""
    count = len(values)
    scorecard = Scorecard(Figures.of(id=["a"] * count, period=periods[:count], value=values, **columns))
    found = so_far(scorecard, scorecard.position(period=at))
    return list(zip(found.period.tolist(), found.value.tolist(), strict=True))


def test_figures_are_in_time_whatever_their_order_in_the_file():
    assert known([3.0, 1.0, 2.0], [YEAR[2], YEAR[0], YEAR[1]]) == [(YEAR[0], 1.0), (YEAR[1], 2.0), (YEAR[2], 3.0)]


def test_what_came_after_the_position_is_not_told():
    assert known([1.0, 2.0, 3.0], at=YEAR[1]) == [(YEAR[0], 1.0), (YEAR[1], 2.0)]


def test_a_missing_figure_is_no_figure():
    assert known([1.0, np.nan, 3.0]) == [(YEAR[0], 1.0), (YEAR[2], 3.0)]


def test_of_a_period_that_stands_twice_the_last_figure_counts():
    assert known([1.0, 9.0, 2.0], [YEAR[0], YEAR[1], "Quarter 2 2015-16"]) == [
        (YEAR[0], 1.0),
        ("Quarter 2 2015-16", 2.0),
    ]


def test_years_and_quarters_are_never_joined():
    assert known([1.0, 2.0, 3.0], ["2014/15", *YEAR[:2]], at=YEAR[1]) == [(YEAR[0], 2.0), (YEAR[1], 3.0)]


def test_what_is_measured_in_another_way_is_another_history():
    assert known([1.0, 2.0], measured=["in period", "at date"]) == [(YEAR[1], 2.0)]


def test_the_previous_figure_of_a_file_with_one_period_is_the_period_before():
    assert known([2.0], previous=[1.0]) == [("", 1.0), (YEAR[0], 2.0)]


def test_a_previous_figure_is_known_where_the_figure_itself_is_not():
    assert known([np.nan], previous=[1.0]) == [("", 1.0)]


def test_a_previous_figure_that_the_file_has_a_period_of_is_counted_once():
    assert known([1.0, np.nan]) == [(YEAR[0], 1.0)]
    assert known([1.0, 2.0], previous=[np.nan, 1.0]) == [(YEAR[0], 1.0), (YEAR[1], 2.0)]


def test_areas_are_never_joined():
    figures = Figures.of(id=["a"] * 4, area=["N", "N", "S", "S"], period=YEAR[:2] * 2, value=[1.0, 2.0, 3.0, 4.0])
    scorecard = Scorecard(figures)

    found = so_far(scorecard, scorecard.position())

    assert (found.row.tolist(), found.value.tolist()) == ([0, 0, 1, 1], [1.0, 2.0, 3.0, 4.0])


def test_periods_in_no_known_spelling_follow_one_another_as_in_the_file():
    assert known([1.0, 4.0], ["first wave", "second wave"]) == [("first wave", 1.0), ("second wave", 4.0)]


def test_an_indicator_that_the_scorecard_does_not_have_has_no_figures():
    other = Scorecard(Figures.of(id=["b"], value=[1.0], period=["2015/16"])).position()

    assert so_far(Scorecard(Figures.of(id=["a"], value=[2.0])), other).periods.tolist() == [0]


def test_nothing_is_known_of_a_scorecard_without_rows():
    empty = Scorecard(Figures.of(id=[]))

    found = so_far(empty, empty.position())

    assert (found.periods.tolist(), [part.tolist() for part in found.moves()]) == ([], [[], []])


def test_a_move_over_a_missing_period_is_none():
    figures = Figures.of(id=["a"] * 3, period=[YEAR[0], YEAR[1], YEAR[3]], value=[80.0, 81.0, 99.0])
    scorecard = Scorecard(figures)

    row, move = so_far(scorecard, scorecard.position()).moves()

    assert (row.tolist(), move.tolist()) == ([0], [1.0])


@st.composite
def scorecards(draw):
    """A scorecard of a few indicators in a few areas, over periods of every kind."""
    cell = st.tuples(
        st.sampled_from("ab"), st.sampled_from("NS"), st.sampled_from(KINDS), st.sampled_from(["", "at date"])
    )
    cells = draw(st.lists(cell, min_size=1, max_size=20, unique_by=lambda each: each[:3]))
    ids, areas, periods, measured = zip(*cells, strict=True)
    values = [draw(st.none() | st.integers(-50, 50)) for _ in cells]
    value = [np.nan if each is None else float(each) for each in values]
    return Scorecard(Figures.of(id=ids, area=areas, period=periods, measured=measured, value=value))


@given(scorecards(), st.sampled_from([None, *KINDS]))
def test_what_is_known_is_what_the_series_of_each_indicator_has_up_to_then(scorecard, period):
    position = scorecard.position(period=period)
    figures, found = position.figures, so_far(scorecard, position)

    for row in range(len(position)):
        own = figures.period[row]
        kind, measured = periods.kind(own), figures.measured[row]
        series = scorecard.series(figures.id[row], figures.area[row], kind, measured).figures
        value = series.value[: series.period.tolist().index(own) + 1]
        assert found.value[found.row == row].tolist() == value[~np.isnan(value)].tolist()


@given(scorecards())
def test_the_moves_are_those_that_an_effort_is_measured_by(scorecard):
    position = scorecard.position()
    row, move = so_far(scorecard, position).moves()

    largest = np.full(len(position), np.nan)
    np.fmax.at(largest, row, np.abs(move))

    past = past_of(scorecard, position).moved
    # Where the latest period has no figure, its previous one is a period of its own there, which moved by nothing.
    there = ~np.isnan(largest)
    assert largest[there].tolist() == past[there].tolist()

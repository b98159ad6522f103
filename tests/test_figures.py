import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragcore.figures import NOT_PUBLISHED, NUMBERS, TEXTS, Figures
from ragcore.limits import Polarity
from ragcore.units import scale_of


def figures(**columns):
    """Figures of a few rows; each column a list."""
    count = len(next(iter(columns.values())))
    return Figures.of(**{"id": [f"i{at}" for at in range(count)], **columns})


def test_columns_that_are_not_given_hold_nothing():
    some = Figures.of(id=["calls", "waste"])

    assert len(some) == 2
    assert all((getattr(some, name) == "").all() for name in TEXTS if name != "id")
    assert all(np.isnan(getattr(some, name)).all() for name in NUMBERS)
    assert (some.polarity == Polarity.HIGHER).all()
    assert (some.published == NOT_PUBLISHED).all()
    assert not (some.key | some.suppressed | some.amber_percent).any()


def test_no_rows_are_figures_too():
    none = Figures.of(id=[])

    assert len(none) == 0
    assert none.counted.shape == none.most.shape == none.scale.shape == (0,)
    assert none.row_of("calls") is None


def test_columns_of_different_lengths_are_refused():
    with pytest.raises(ValueError, match="column value has shape"):
        Figures.of(id=["calls", "waste"], value=[82.5])


def test_no_column_can_be_written_to():
    some = figures(value=[82.5])

    with pytest.raises(ValueError, match="read-only"):
        some.value[0] = 90.0


def test_a_change_is_a_copy():
    some = figures(value=[82.5, 44.1])

    other = some.changed(value=np.array([90.0, 44.1]))

    assert some.value.tolist() == [82.5, 44.1]
    assert other.value.tolist() == [90.0, 44.1]


def test_rows_are_taken_in_the_order_asked_for():
    some = figures(id=["calls", "waste", "homes"], value=[1.0, 2.0, 3.0]).take(np.array([2, 0]))

    assert some.id.tolist() == ["homes", "calls"]
    assert some.value.tolist() == [3.0, 1.0]


def test_an_indicator_is_found_at_its_first_row():
    some = figures(id=["calls", "waste", "calls"])

    assert [some.row_of(key) for key in ("calls", "waste", "gone")] == [0, 1, None]


@pytest.mark.parametrize(
    ("unit", "scale"),
    [
        ("%", 100.0),
        ("% of visits", 100.0),
        ("per 1,000", 1000.0),
        ("rate per 10,000 children", 10_000.0),
        ("Per 100000", 100_000.0),
        ("days", 1.0),
        ("per day", 1.0),
        ("per ,", 1.0),
        ("per 0", 1.0),
        ("per 9999999999", 1.0),
        ("per " + "9" * 400, 1.0),
        ("£", 1.0),
        ("", 1.0),
    ],
)
def test_a_unit_says_what_a_quotient_is_multiplied_by(unit, scale):
    assert scale_of(unit) == scale


@pytest.mark.parametrize(
    ("value", "typed", "counted"),
    [(82.1, 1, True), (82.08, 2, True), (82.0, 0, True), (82.08, 1, True), (82.2, 1, False), (82.0, 1, False)],
)
def test_counts_are_trusted_where_the_value_is_their_quotient_as_typed(value, typed, counted):
    some = figures(unit=["%"], value=[value], typed=[typed], numerator=[985.0], denominator=[1200.0])

    assert some.counted.tolist() == [counted]


@pytest.mark.parametrize(
    ("value", "numerator", "denominator"),
    [
        (np.nan, 1.0, 2.0),
        (50.0, np.nan, 2.0),
        (50.0, 1.0, np.nan),
        (50.0, 1.5, 3.0),
        (0.0, 0.0, 0.0),
        (50.0, -1.0, -2.0),
    ],
)
def test_what_nobody_can_be_counted_by_is_not_trusted(value, numerator, denominator):
    some = figures(unit=["%"], value=[value], numerator=[numerator], denominator=[denominator])

    assert some.counted.tolist() == [False]


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.sampled_from(["%", "per 10,000", "number"]), st.integers(0, 9))
def test_a_quotient_rounded_to_the_decimals_it_was_typed_with_is_trusted(numerator, denominator, unit, typed):
    value = round(scale_of(unit) * numerator / denominator, typed)

    some = figures(
        unit=[unit], value=[value], typed=[typed], numerator=[float(numerator)], denominator=[float(denominator)]
    )

    assert some.counted.tolist() == [True]


def test_a_share_can_be_no_more_than_the_whole():
    some = figures(unit=["%", "per 1,000", "days"], value=[82.5, 900.0, 31.0])

    assert some.most.tolist() == [100.0, 1000.0, np.inf]


@pytest.mark.parametrize("column", ["value", "previous", "forecast"])
def test_a_percentage_that_is_above_100_anywhere_is_no_share(column):
    some = figures(unit=["%"], **{column: [100.1]})

    assert some.most.tolist() == [np.inf]


@pytest.mark.parametrize("column", ["value", "previous", "forecast"])
def test_a_percentage_of_just_100_is_still_a_share(column):
    some = figures(unit=["%"], **{column: [100.0]})

    assert some.most.tolist() == [100.0]

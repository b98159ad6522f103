import numpy as np
import pytest

from ragcore.coded import coded
from ragcore.counts import made_values, without_lone, without_suppressed

NAN = np.nan


def columns(**given):
    """Columns of one row for each entry, as the reader has them at this point."""
    count = len(next(iter(given.values())))
    base = {"unit": ["%"] * count, "suppressed": [False] * count, "decimals": [1] * count}
    found = {name: np.array(values) for name, values in {**base, **given}.items() if name != "unit"}
    return {**found, "unit": coded({**base, **given}["unit"])}, np.arange(2, count + 2, dtype=np.int32)


def made(**given):
    found, rows = columns(**given)
    return made_values(found, np.isnan(found.get("value", np.full(len(rows), NAN))), rows)


def test_a_value_is_made_of_its_counts_on_the_scale_of_its_unit():
    changed, problems = made(numerator=[985.0, 3.0], denominator=[1200.0, 2000.0], unit=["%", "per 10,000"])

    assert changed["value"].tolist() == [98500 / 1200, 15.0]
    assert [(problem.code, problem.where) for problem in problems] == [("N_VALUE_MADE", "rows 2 and 3, column value")]


@pytest.mark.parametrize(
    ("numerator", "denominator", "where", "said"),
    [
        (3.0, 0.0, "row 2, column denominator", "so no value was made"),
        (3.0, -4.0, "row 2, column denominator", "so no value was made"),
        (-3.0, 4.0, "row 2, column numerator", "below 0"),
        (5.0, 4.0, "row 2, column numerator", "above 100"),
    ],
)
def test_counts_that_cannot_be_or_make_no_share_are_told(numerator, denominator, where, said):
    problem = made(numerator=[numerator], denominator=[denominator])[1][0]

    assert (problem.code, problem.where) == ("W_COUNTS", where)
    assert said in problem.message


def test_a_rate_may_be_above_its_whole():
    codes = [problem.code for problem in made(numerator=[5.0], denominator=[4.0], unit=["days"])[1]]

    assert codes == ["N_VALUE_MADE"]


@pytest.mark.parametrize(
    ("over", "under", "taken"), [(True, False, "denominator"), (False, True, "numerator"), (False, False, None)]
)
def test_the_count_beside_a_suppressed_one_is_taken_away_where_the_value_is_shown(over, under, taken):
    found, rows = columns(numerator=[NAN if over else 4.0], denominator=[NAN if under else 8.0])

    changed, problems = without_lone(found, np.array([over]), np.array([under]), rows)

    assert [name for name, column in changed.items() if np.isnan(column).all()] == ([taken] if taken else [])
    assert [(problem.code, problem.where) for problem in problems] == (
        [("W_COUNTS_SUPPRESSED", f"row 2, column {taken}")] if taken else []
    )


def test_the_counts_of_a_suppressed_value_are_told_with_it():
    found, rows = columns(numerator=[NAN], denominator=[8.0], suppressed=[True])

    assert without_lone(found, np.array([True]), np.array([False]), rows) == ({}, [])


def test_a_value_that_is_there_is_left_alone():
    assert made(value=[80.0], numerator=[985.0], denominator=[1200.0])[0]["value"].tolist() == [80.0]


@pytest.mark.parametrize("denominator", [0.0, NAN, -4.0])
def test_no_value_is_made_without_a_denominator(denominator):
    assert np.isnan(made(numerator=[1.0], denominator=[denominator])[0]["value"]).all()


def test_a_suppressed_value_is_never_made():
    assert np.isnan(made(numerator=[1.0], denominator=[2.0], suppressed=[True])[0]["value"]).all()


def test_a_cell_that_says_something_is_no_empty_one():
    found, rows = columns(value=[NAN], numerator=[1.0], denominator=[2.0])

    changed, _ = made_values(found, np.array([False]), rows)

    assert np.isnan(changed["value"]).all()


def test_a_value_out_of_range_is_an_error_with_its_row():
    _, problems = made(numerator=[1e15], denominator=[1e-9])

    assert [(problem.code, problem.where) for problem in problems] == [("E_OUT_OF_RANGE", "row 2, column denominator")]


def test_counts_of_a_suppressed_value_are_taken_away_and_told():
    found, rows = columns(numerator=[3.0, 40.0], denominator=[90.0, 80.0], suppressed=[True, False])

    changed, problems = without_suppressed(found, rows)

    assert np.isnan(changed["numerator"]).tolist() == np.isnan(changed["denominator"]).tolist() == [True, False]
    assert [(problem.code, problem.where) for problem in problems] == [
        ("W_COUNTS_SUPPRESSED", "row 2, column numerator")
    ]


def test_where_nothing_is_suppressed_no_count_is_touched():
    found, rows = columns(numerator=[3.0], denominator=[90.0])

    assert without_suppressed(found, rows) == ({}, [])

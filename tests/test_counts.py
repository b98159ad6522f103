import numpy as np
import pytest

from ragcore.coded import coded
from ragcore.counts import SMALL, made_values, without_small, without_suppressed

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
    assert problems == []


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


@pytest.mark.parametrize(
    ("count", "hidden"), [(0.0, False), (1.0, True), (SMALL, True), (SMALL + 1.0, False), (NAN, False)]
)
def test_numerators_of_one_to_five_are_hidden(count, hidden):
    found, rows = columns(value=[3.4090909], numerator=[count], denominator=[88.0])

    changed, problems = without_small(found, rows)

    assert bool(changed) is hidden
    assert [problem.code for problem in problems] == ["N_SMALL_HIDDEN"] * hidden


def test_a_hidden_count_cannot_be_worked_out_from_the_digits_of_its_value():
    found, rows = columns(value=[3.4090909], numerator=[3.0], denominator=[88.0])

    changed, _ = without_small(found, rows)

    assert changed["value"].tolist() == [3.4]
    assert np.isnan(changed["numerator"]).all()
    assert np.isnan(changed["denominator"]).all()

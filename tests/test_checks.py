import numpy as np
import pytest

from ragcore import checks
from ragcore.figures import Figures
from ragcore.limits import Polarity
from ragcore.problems import ERROR, WARNING

HIGHER, LOWER, BAND = Polarity.HIGHER, Polarity.LOWER, Polarity.BAND


def found(check, **columns):
    """The problems that a check finds in a few rows, from row 2 on."""
    count = len(next(iter(columns.values())))
    ids = ["calls", "waste", "homes"][:count]
    figures = Figures.of(**{"id": ids, "indicator": [key.title() for key in columns.get("id", ids)], **columns})
    return check(figures, np.arange(2, count + 2, dtype=np.int32))


def test_every_check_finds_nothing_in_good_rows():
    columns = {"value": [82.5, 44.1], "target": [85.0, 45.0], "period": ["2016/17 Q1", "2016/17 Q2"]}

    assert [problem for check in checks.CHECKS for problem in found(check, **columns)] == []


def test_rows_without_a_name_are_told_together():
    (problem,) = found(checks.names_are_there, indicator=["", "Waste", ""])

    assert (problem.level, problem.code, problem.where) == (ERROR, "E_NO_NAME", "rows 2 and 4, column indicator")


def test_two_rows_about_the_same_are_an_error_that_names_both():
    (problem,) = found(checks.rows_are_different, id=["calls", "waste", "calls"], period=["2016/17"] * 3)

    assert (problem.level, problem.code, problem.where) == (ERROR, "E_DUPLICATE_ROW", "rows 2 and 4")
    assert problem.message == "'Calls' stands there twice for '2016/17'; keep one of the rows."


def test_a_period_in_two_spellings_is_the_same_period():
    (problem,) = found(checks.rows_are_different, id=["calls", "calls"], period=["2016/17 Q2", "Q2 2016-17"])

    assert problem.code == "E_DUPLICATE_ROW"


def test_one_id_for_two_measures_is_told_as_such():
    (problem,) = found(checks.rows_are_different, id=["007", "007"], indicator=["Calls", "Waste"])

    assert problem.message == "The id '007' stands for two measures; give 'Waste' an id of its own."


@pytest.mark.parametrize("column", ["area", "period"])
def test_the_same_indicator_elsewhere_or_at_another_time_is_another_row(column):
    assert found(checks.rows_are_different, id=["calls", "calls"], **{column: ["2016", "2017"]}) == []


@pytest.mark.parametrize(
    ("columns", "code", "told"),
    [
        ({"target_low": [10.0], "target_high": [2.0]}, "E_BAND_LIMITS", "target_low is above target_high"),
        ({"target_low": [10.0]}, "E_BAND_LIMITS", "fill in the other"),
        ({}, "E_BAND_LIMITS", "fill in both"),
        ({"target_low": [1.0], "target_high": [2.0], "amber_limit": [3.0]}, "E_AMBER_LIMIT", "a band takes"),
    ],
)
def test_a_band_has_a_lower_target_below_an_upper_one(columns, code, told):
    (problem,) = found(checks.limits_do_not_cross, polarity=[BAND], **columns)

    assert (problem.level, problem.code) == (ERROR, code)
    assert problem.where.startswith("row 2, column ")
    assert told in problem.message


def test_a_band_of_one_figure_is_a_band():
    assert found(checks.limits_do_not_cross, polarity=[BAND], target_low=[2.0], target_high=[2.0]) == []


@pytest.mark.parametrize(
    ("polarity", "limit", "wrong"),
    [(HIGHER, 84.9, False), (HIGHER, 85.0, False), (HIGHER, 85.1, True), (LOWER, 85.0, False), (LOWER, 84.9, True)],
)
def test_an_amber_limit_is_on_the_worse_side_of_its_target(polarity, limit, wrong):
    problems = found(checks.limits_do_not_cross, polarity=[polarity], target=[85.0], amber_limit=[limit])

    assert [(problem.code, problem.where) for problem in problems] == (
        [("E_AMBER_LIMIT", "row 2, column amber_limit")] if wrong else []
    )


def test_a_tolerance_and_an_amber_limit_are_one_too_many():
    (problem,) = found(checks.limits_do_not_cross, target=[85.0], amber=[5.0], amber_limit=[80.0])

    assert (problem.level, problem.code) == (ERROR, "E_AMBER_TWICE")
    assert "keep one of them" in problem.message


def test_the_targets_of_a_band_are_told_where_nothing_is_a_band():
    (problem,) = found(checks.bands_are_named, target_low=[1.0, np.nan], target_high=[2.0, np.nan])

    assert (problem.level, problem.code, problem.where) == (WARNING, "W_BAND_IGNORED", "row 2, column target_low")


def test_a_value_that_is_its_counts_as_it_was_rounded_agrees():
    problems = found(checks.counts_agree, unit=["%"], value=[82.1], typed=[1], numerator=[985.0], denominator=[1200.0])

    assert problems == []


@pytest.mark.parametrize(
    ("value", "numerator", "denominator", "told"),
    [
        (85.0, 40.0, 100.0, "the value 85 is not 40 of 100"),
        (50.0, 1.5, 3.0, "1.5 of 3 are no counts"),
        (50.0, 0.0, 0.0, "0 of 0 are no counts"),
        (12345678.9, 1.0, 2.0, "the value 12345678.9 is not 1 of 2"),
    ],
)
def test_a_value_that_is_not_its_counts_is_used_and_told(value, numerator, denominator, told):
    problems = found(checks.counts_agree, unit=["%"], value=[value], numerator=[numerator], denominator=[denominator])

    assert [(problem.level, problem.code, problem.where) for problem in problems] == [
        (WARNING, "W_VALUE_MISMATCH", "row 2, column value")
    ]
    assert told in problems[0].message


@pytest.mark.parametrize(("column", "values"), [("polarity", [HIGHER, LOWER]), ("unit", ["%", "days"])])
def test_an_indicator_is_of_one_kind_in_all_its_rows(column, values):
    (problem,) = found(checks.indicators_are_alike, id=["calls", "calls"], **{column: values})

    assert (problem.level, problem.code, problem.where) == (ERROR, "E_UNLIKE_ROWS", f"rows 2 and 3, column {column}")
    assert problem.message == f"'Calls' has more than one {column}; give it the same one in every row."


@pytest.mark.parametrize("key", ["02-Jan", "Jan-02", "1.23457E+15", "1234567890123450"])
def test_an_id_that_a_spreadsheet_made_of_another_is_told(key):
    (problem,) = found(checks.ids_are_whole, id=["007", key])

    assert (problem.code, problem.where) == ("W_ID_MANGLED", "row 3, column id")
    assert key in problem.message


@pytest.mark.parametrize("key", ["007", "1.10", "2-1", "Jan", "E+5", "1234567890123456", "123456789012340"])
def test_other_ids_are_left_alone(key):
    assert found(checks.ids_are_whole, id=[key]) == []


def test_an_id_for_two_names_in_two_periods_is_told_once():
    columns = {"id": ["1", "1", "2"], "indicator": ["Calls", "Emails", "Waste"], "period": ["2016", "2017", "2016"]}

    (problem,) = found(checks.ids_have_one_name, **columns)

    assert (problem.level, problem.code, problem.where) == (WARNING, "W_ID_NAMES", "rows 2 and 3, column id")
    assert problem.message.startswith("The id '1' stands for 'Calls' and 'Emails'")


def test_a_name_in_two_spellings_is_one_name():
    assert found(checks.ids_have_one_name, id=["1", "1", "1"], indicator=["Calls", "CALLS ", ""]) == []


def test_ids_that_differ_in_capitals_only_are_told():
    (problem,) = found(checks.ids_are_apart, id=["A1", "a1", "A2"], indicator=["Calls", "Calls", "Waste"])

    assert (problem.code, problem.where) == ("W_ID_NAMES", "rows 2 and 3, column id")
    assert problem.message.startswith("The ids 'A1' and 'a1' were taken for two indicators")

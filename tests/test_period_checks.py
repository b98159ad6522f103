import numpy as np
import pytest

from ragcore import period_checks
from ragcore.figures import Figures
from ragcore.problems import ERROR, WARNING


def found(check, **columns):
    """The problems that a check finds in a few rows, from row 2 on."""
    count = len(next(iter(columns.values())))
    names = ["Calls", "Waste", "Homes"][:count]
    figures = Figures.of(**{"id": names, "indicator": names, **columns})
    return check(figures, np.arange(2, count + 2, dtype=np.int32))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("last winter", "'last winter' is in no known spelling"),
        ("", "There is no period"),
        ("45383", "'45383' is a date's number from a spreadsheet"),
        ("12345", "'12345' is in no known spelling"),
    ],
)
def test_a_period_that_cannot_be_put_in_time_is_told(text, said):
    (problem,) = found(period_checks.periods_are_known, period=["2016/17 Q1", text, "2016/17 Q2"])

    assert (problem.level, problem.code, problem.where) == (WARNING, "W_PERIOD", "row 3, column period")
    assert said in problem.message


@pytest.mark.parametrize("text", ["last winter", ""])
def test_one_period_alone_needs_no_place_in_time(text):
    assert found(period_checks.periods_are_known, period=[text, text]) == []


def test_a_date_that_could_be_read_month_first_is_told_as_it_was_read():
    (problem,) = found(period_checks.periods_have_one_meaning, period=["01/04/2024", "13/04/2024"])

    assert (problem.code, problem.where) == ("W_DATE_DAY_FIRST", "row 2, column period")
    assert problem.message == "Dates were read day first: '01/04/2024' is 1 April 2024 and not 4 January 2024."


def test_a_year_that_could_be_a_month_is_a_note():
    (problem,) = found(period_checks.periods_have_one_meaning, period=["2011-12"])

    assert problem.code == "N_PERIOD_READ"
    assert "the financial year 2011/12 and not as December 2011" in problem.message


@pytest.mark.parametrize("text", ["05/13/2024", "5-13-24", "week ending 05/13/2024"])
def test_a_date_that_can_only_be_read_month_first_refuses_those_that_can_be_read_both_ways(text):
    (problem,) = found(period_checks.periods_have_one_meaning, period=["01/04/2024", text, "02/04/2024"])

    assert (problem.level, problem.code, problem.where) == (ERROR, "E_DATE_ORDER", "row 3, column period")
    assert "can only be 13 May" in problem.message
    assert "write all dates in one way, such as 13 May 2024" in problem.message


def test_a_date_that_can_only_be_read_month_first_beside_others_is_in_no_known_spelling():
    period = ["05/13/2024", "13/04/2024"]

    assert found(period_checks.periods_have_one_meaning, period=period) == []
    assert [problem.code for problem in found(period_checks.periods_are_known, period=period)] == ["W_PERIOD"]

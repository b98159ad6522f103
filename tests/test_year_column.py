import numpy as np
import pyarrow as pa
import pytest

from ragcore.files.table import Table
from ragcore.files.year_column import joined_periods
from ragcore.mapping import columns_of


def joined(mapping=None, **columns):
    """The header, the periods and the problems of a table of these columns."""
    count = len(next(iter(columns.values())))
    header = [name.replace("_", " ") for name in columns]
    cells = [pa.array(cells) for cells in columns.values()]
    table, problems = joined_periods(Table(header, cells, np.arange(2, count + 2, dtype=np.int32)), mapping or {})
    return dict(zip(table.header, (column.to_pylist() for column in table.cells), strict=True)), problems


@pytest.mark.parametrize(
    ("year", "part", "period"),
    [
        ("2016/17", "Q2", "2016/17 Q2"),
        ("2016-17", "2", "2016-17 Q2"),
        ("2016/17", "Quarter 4", "2016/17 Q4"),
        ("2016", "q1", "2016 Q1"),
        ("2016/17", "Sep", "Sep 2016"),
        ("2016/17", "March", "March 2017"),
        ("2016", "March", "March 2016"),
        ("2016/17", "Sep 2016", "Sep 2016"),
    ],
)
def test_a_year_and_a_part_of_it_become_one_period_which_is_told(year, part, period):
    table, problems = joined(Financial_Year=[year], Quarter=[part])

    assert table == {"": [""], "period": [period]}
    assert [problem.code for problem in problems] == ["W_PERIOD_JOINED"]
    assert f"'{period}'" in problems[0].message


def test_each_row_gets_its_own():
    table, _ = joined(Year=["2015/16", "2016/17", "2015/16"], Month=["Apr", "Apr", "May"])

    assert table["period"] == ["Apr 2015", "Apr 2016", "May 2015"]


@pytest.mark.parametrize(
    "columns",
    [
        {"Year": ["2016/17"]},
        {"Quarter": ["Q2"]},
        {"Year": ["2016/17"], "Quarter": ["second"]},
        {"Year": ["soon"], "Month": ["Sep"]},
        {"Year": ["2016/17", "2016/17"], "Quarter": ["Q1", ""]},
        {"Period": ["2016/17 Q2"], "Year": ["2016/17"], "Quarter": ["Q2"]},
    ],
)
def test_what_does_not_make_a_period_in_every_row_is_left_alone(columns):
    table, problems = joined(**columns)

    assert list(table) == list(columns)
    assert problems == []


@pytest.mark.parametrize("name", ["financial year", "Financial_Year", "QUARTER"])
def test_a_column_that_the_user_mapped_is_left_alone(name):
    table, problems = joined(mapping={name: "period"}, Financial_Year=["2016/17"], Quarter=["Q2"])

    assert list(table) == ["Financial Year", "Quarter"]
    assert problems == []


def test_the_columns_keep_their_places_and_the_year_is_not_told_again_as_ignored():
    header = ["Indicator", "Year", "Quarter", "Value", "Target"]
    cells = [pa.array([text]) for text in ("Calls", "2016/17", "Q2", "82", "85")]

    table, _ = joined_periods(Table(header, cells, np.array([2], dtype=np.int32)), {})

    assert columns_of(table, {}) == ({"indicator": 0, "period": 2, "value": 3, "target": 4}, [])

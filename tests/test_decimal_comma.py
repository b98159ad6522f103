import numpy as np
import pyarrow as pa
import pytest

from ragcore.files.decimal_comma import decimal_comma, pointed
from ragcore.files.table import Table


def table(**columns):
    cells = [pa.array(texts, pa.string()) for texts in columns.values()]
    return Table(list(columns), cells, np.arange(2, 2 + len(cells[0]), dtype=np.int32))


def texts(read):
    return {name: column.to_pylist() for name, column in zip(read.header, read.cells, strict=True)}


def test_a_comma_that_can_be_nothing_else_makes_the_file_one_of_decimal_commas():
    read, (problem,) = decimal_comma(
        table(indicator=["Recycling", "Cost"], value=["44,1", "1.234,5"], target=["1.234", "-"])
    )

    assert texts(read) == {
        "indicator": ["Recycling", "Cost"],
        "value": ["44.1", "1234.5"],
        "target": ["1234", "-"],
    }
    assert (problem.code, problem.where) == ("W_DECIMAL_COMMA", "column value, column target")
    assert "comma as the decimal" in problem.message
    assert "'44,1' was read as 44.1" in problem.message


@pytest.mark.parametrize("cells", [["1,234", "5"], ["82.5", "1,23"], ["1,234.5", "4,1"], ["4,1", "x,y"]])
def test_without_evidence_or_with_evidence_for_both_nothing_is_changed(cells):
    given = table(indicator=["Calls", "Waste"], value=cells)

    assert decimal_comma(given) == (given, [])


@pytest.mark.parametrize("name", ["id", "indicator", "period", "comment"])
def test_columns_of_text_stay_as_they_are(name):
    read, _ = decimal_comma(table(**{name: ["1.100", "2,5"], "value": ["4,1", "4,2"]}))

    assert texts(read)[name] == ["1.100", "2,5"]


@pytest.mark.parametrize(
    ("cell", "point"),
    [("44,1", "44.1"), ("-1.234.567,89", "-1234567.89"), ("1 234,5", "1234.5"), ("£4,50", "£4.50"), ("", ""),
     ("c", "c"), ("85,5%", "85.5%"), ("12.34.56", "12.34.56")],
)  # fmt: skip
def test_a_figure_is_written_with_a_point(cell, point):
    assert pointed(cell) == point


def test_a_column_of_different_texts_is_changed_as_one_of_texts_is():
    given = table(value=["44,1", "44,1"])
    coded = Table(given.header, [given.cells[0].dictionary_encode()], given.rows)

    read, _ = decimal_comma(coded)

    assert texts(read)["value"] == ["44.1", "44.1"]


def test_columns_of_numbers_need_no_reading():
    given = Table(["value"], [pa.array([1.5, None])], np.array([2, 3], dtype=np.int32))

    assert decimal_comma(given) == (given, [])


@pytest.mark.parametrize("cells", [["1.234", "1.200"], ["1.234", "n/a"], ["1.234", "5"]])
def test_points_that_may_mark_thousands_are_told_and_read_as_they_stand(cells):
    given = table(indicator=["Calls", "Waste"], value=cells)

    made, (problem,) = decimal_comma(given)

    assert (made, problem.code) == (given, "W_DECIMAL_POINT")
    assert "'1.234' is a little more than 1" in problem.message


@pytest.mark.parametrize("cells", [["1.234", "1.2"], ["0.125", "0.250"], ["1.234", "1,234"], ["5", "n/a"]])
def test_points_that_can_be_nothing_but_decimal_are_not_told(cells):
    assert decimal_comma(table(value=cells))[1] == []

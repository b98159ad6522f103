import numpy as np
import pyarrow as pa
import pytest

from ragcore.files.table import Table
from ragcore.files.wide import long


def table(header, *rows, notes=()):
    cells = [pa.array(list(column), pa.string()) for column in zip(*rows, strict=True)]
    return Table(list(header), cells, np.arange(2, 2 + len(rows), dtype=np.int32), notes=list(notes))


def turned(header, *rows, notes=(), columns=None):
    """What becomes of a table: its rows as dicts, their numbers, and the sentences told."""
    made, problems = long(table(header, *rows, notes=notes), columns or {})
    cells = [column.to_pylist() for column in made.cells]
    return [dict(zip(made.header, row, strict=True)) for row in zip(*cells, strict=True)], list(made.rows), problems


@pytest.mark.parametrize(
    "header",
    [
        ["indicator", "value", "Q1", "Q2"],
        ["indicator", "Actual", "2023/24", "2024/25"],
        ["indicator", "period", "2023/24", "2024/25"],
        ["indicator", "target", "2024/25", "owner"],
        ["indicator", "target", "last quarter", "service"],
        ["indicator", "Q1", "q1", "target"],
    ],
    ids=["value", "its synonym", "period", "one period", "previous", "twice"],
)
def test_a_table_that_says_its_value_or_period_stays(header):
    given = table(header, ["Calls", "1", "2", "3"])

    made, problems = long(given, {})

    assert made is given
    assert problems == []


def test_a_column_that_is_mapped_to_the_value_makes_periods_extra_columns():
    given = table(["indicator", "Score", "Q1", "Q2"], ["Calls", "1", "2", "3"])

    assert long(given, {"score": "value"}) == (given, [])


def test_columns_of_words_are_no_periods():
    given = table(["indicator", "2023/24", "2024/25"], ["Calls", "better", "worse"])

    assert long(given, {}) == (given, [])


def test_a_column_for_each_period_becomes_a_row_for_each():
    rows, numbers, (problem,) = turned(
        ["indicator", "2023/24", "2024/25", "target"], ["Calls", "82", "83", "85"], ["Waste", "44", "n/a", "45"]
    )

    assert rows == [
        {"indicator": "Calls", "target": "85", "value": "82", "period": "2023/24"},
        {"indicator": "Calls", "target": "85", "value": "83", "period": "2024/25"},
        {"indicator": "Waste", "target": "45", "value": "44", "period": "2023/24"},
        {"indicator": "Waste", "target": "45", "value": "n/a", "period": "2024/25"},
    ]
    assert numbers == [2, 2, 3, 3]
    assert (problem.code, problem.where) == ("W_PERIOD_COLUMNS", "header row")
    assert "'2023/24', '2024/25'" in problem.message
    assert problem.message.endswith("each row of the file as one for each period.")


@pytest.mark.parametrize(
    "names",
    [["Q1 actual", "Q1 target"], ["Actual Q1", "Target (Q1)"], ["Q1 Result", "Q1_target"], ["Q1", "Q1 - target"]],
)
def test_pairs_of_value_and_target_go_together(names):
    rows, _, _ = turned(["indicator", *names], ["Calls", "82", "85"])

    assert rows == [{"indicator": "Calls", "value": "82", "target": "85", "period": "Q1"}]


def test_a_period_without_its_own_target_has_none():
    rows, _, _ = turned(["indicator", "2023/24", "2024/25", "2024/25 target"], ["Calls", "82", "83", "85"])

    assert [(row["value"], row["target"]) for row in rows] == [("82", ""), ("83", "85")]


def test_a_period_for_which_no_row_says_anything_is_left_out():
    rows, _, _ = turned(["indicator", "Q1", "Q2", "Q3"], ["Calls", "82", "83", ""], ["Waste", "44", "", " "])

    assert [(row["period"], row["value"]) for row in rows] == [("Q1", "82"), ("Q2", "83"), ("Q1", "44"), ("Q2", "")]
    assert set(rows[0]) == {"indicator", "value", "period"}


@pytest.mark.parametrize(
    ("notes", "periods"),
    [
        (["Scorecard 2016/17"], ["2016/17 Q1", "2016/17 Q2"]),
        (["Scorecard 2016-17", "2016/17, printed in 2018"], ["2016/17 Q1", "2016/17 Q2"]),
        (["Scorecard 2024"], ["2024 Q1", "2024 Q2"]),
        (["From 2016/17 to 2017/18"], ["Q1", "Q2"]),
        ([], ["Q1", "Q2"]),
    ],
)
def test_quarters_take_the_one_year_that_stands_above_the_table(notes, periods):
    rows, _, (problem,) = turned(["indicator", "Q1", "Quarter 2"], ["Calls", "82", "83"], notes=notes)

    assert [row["period"].replace("Quarter ", "Q") for row in rows] == periods
    assert ("of which year" in problem.message) == (periods == ["Q1", "Q2"])


def test_months_of_a_financial_year_are_in_its_two_halves():
    rows, _, _ = turned(["indicator", "Apr", "Dec", "Jan"], ["Calls", "1", "2", "3"], notes=["2016/17"])

    assert [row["period"] for row in rows] == ["Apr 2016", "Dec 2016", "Jan 2017"]


def test_quarters_take_the_year_of_their_row():
    rows, numbers, (problem,) = turned(
        ["indicator", "Year", "Q1", "Q2"], ["Calls", "2015/16", "82", "83"], ["Calls", "2016/17", "84", "85"]
    )

    assert [row["period"] for row in rows] == ["2015/16 Q1", "2015/16 Q2", "2016/17 Q1", "2016/17 Q2"]
    assert set(rows[0]) == {"indicator", "value", "period"}
    assert numbers == [2, 2, 3, 3]
    assert "'Year'" in problem.message


def test_numbers_stay_numbers_and_different_texts_become_texts():
    numbers = Table(
        ["indicator", "2023", "2024"], [pa.array(["Calls"]), *[pa.array([82.5])] * 2], np.array([2], np.int32)
    )
    mixed = Table(
        ["indicator", "2023", "2024"],
        [pa.array(["Calls"]), pa.array([82.5]), pa.array(["83"]).dictionary_encode()],
        np.array([2], np.int32),
    )

    assert long(numbers, {})[0].cells[1].to_pylist() == [82.5, 82.5]
    assert long(mixed, {})[0].cells[1].to_pylist() == ["82.5", "83"]


def test_more_rows_than_may_be_are_refused():
    many = 500_001
    cells = [pa.array(["Calls"] * many), *[pa.array([1.0] * many)] * 2]

    _, problems = long(Table(["indicator", "2023", "2024"], cells, np.arange(many, dtype=np.int32)), {})

    assert [problem.code for problem in problems] == ["E_TOO_MANY_ROWS"]


def test_a_rating_behind_each_period_is_the_rating_of_that_period():
    rows, _, (problem,) = turned(
        ["indicator", "target", "Q1 2024/25", "RAG", "Q2 2024/25", "RAG"], ["Calls", "85", "80", "red", "86", "green"]
    )

    assert [(row["period"], row["value"], row["published"], row["target"]) for row in rows] == [
        ("Q1 2024/25", "80", "red", "85"),
        ("Q2 2024/25", "86", "green", "85"),
    ]
    assert "'Q1 2024/25', 'Q2 2024/25' were read as periods, 'RAG' as about the one that it stands" in problem.message


def test_columns_that_cannot_be_paired_with_periods_are_left_out_with_a_warning():
    rows, _, (_, problem) = turned(
        ["indicator", "2023/24", "RAG", "2024/25", "2025/26", "RAG"], ["Calls", "80", "red", "86", "87", "green"]
    )

    assert [set(row) for row in rows] == [{"indicator", "value", "period"}] * 3
    assert (problem.code, problem.where) == ("W_PERIOD_UNCLEAR", "header row")
    assert problem.message.endswith("left out: 'RAG'; write the period in each name, such as '2025/26 RAG'.")


def test_a_target_that_stands_once_is_for_every_period_and_a_rating_for_none_but_the_latest():
    rows, _, (problem,) = turned(
        ["indicator", "Q1", "Q2", "RAG", "Target", "Comment"],
        ["Calls", "80", "86", "green", "85", "Rising"],
        notes=["Scorecard 2024/25"],
    )

    assert [(row["published"], row["Target"], row["Comment"]) for row in rows] == [
        ("", "85", "Rising"),
        ("green", "85", "Rising"),
    ]
    assert "'RAG' as about the one that it stands behind" in problem.message


@pytest.mark.parametrize(
    "header",
    [
        ["indicator", "RAG", "2023/24", "2024/25"],
        ["indicator", "2024/25", "2023/24", "RAG"],
        ["indicator", "2024/25", "2024/25 Q4", "RAG"],
        ["indicator", "Q1", "Q2", "RAG"],
        ["indicator", "2023/24", "2024/25", "Owner", "RAG"],
        ["indicator", "2023/24", "2024/25", "2024/25 RAG", "RAG"],
    ],
    ids=["before all", "behind another", "as late", "no year", "further behind", "said"],
)
def test_a_rating_that_may_be_about_another_period_is_left_out(header):
    rows, _, problems = turned(header, ["Calls", "1", "2", "3", "4", "5"][: len(header)])

    assert "RAG" not in rows[0]
    assert problems[-1].code == "W_PERIOD_UNCLEAR"


def test_a_rating_behind_a_period_that_no_row_has_yet_is_not_moved_to_another():
    rows, _, problems = turned(["indicator", "2023/24", "2024/25", "2025/26", "RAG"], ["Calls", "1", "2", "", "red"])

    assert set(rows[0]) == {"indicator", "value", "period"}
    assert problems[-1].code == "W_PERIOD_UNCLEAR"


def test_periods_to_come_are_left_out_with_what_stands_behind_them():
    rows, _, problems = turned(
        ["indicator", "Q1", "RAG", "Q2", "RAG", "Q3", "RAG"], ["Calls", "80", "red", "86", "green", "", ""]
    )

    assert [(row["period"], row["published"]) for row in rows] == [("Q1", "red"), ("Q2", "green")]
    assert [problem.code for problem in problems] == ["W_PERIOD_COLUMNS"]


def test_a_rating_that_is_not_to_be_read_is_neither_turned_nor_told():
    rows, _, problems = turned(
        ["indicator", "Q1", "RAG", "Q2", "RAG"], ["Calls", "1", "x", "2", "y"], columns={"rag": ""}
    )

    assert set(rows[0]) == {"indicator", "value", "period", "RAG"}
    assert [problem.code for problem in problems] == ["W_PERIOD_COLUMNS"]


@pytest.mark.parametrize("name", ["Actual Q2 2024/25", "Actual (Q2 2024/25)"])
def test_a_lone_column_that_is_called_the_value_of_a_period_is_read_as_both(name):
    rows, _, (problem,) = turned(["indicator", name, "target"], ["Calls", "82", "85"])

    assert rows == [{"indicator": "Calls", "target": "85", "value": "82", "period": "Q2 2024/25"}]
    assert problem.code == "W_PERIOD_COLUMNS"
    assert f"{name!r} was read as the value of 'Q2 2024/25'" in problem.message

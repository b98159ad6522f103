import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragcore.files.body import cleaned, empty, taken, without_totals
from ragcore.files.formula import safe_text
from ragcore.files.table import Table

KINDS = (lambda column: column, lambda column: column.dictionary_encode())


def table(rows=None, kind=KINDS[0], **columns):
    cells = [kind(pa.array(texts, pa.string())) for texts in columns.values()]
    numbers = np.array(rows or range(2, 2 + len(cells[0])), dtype=np.int32)
    return Table(list(columns), cells, numbers)


def texts(table):
    return [column.to_pylist() for column in table.cells]


def told(problems):
    return [(problem.code, problem.where) for problem in problems]


@pytest.mark.parametrize("kind", KINDS)
def test_hidden_characters_are_removed_and_told_by_column(kind):
    given = table(kind=kind, indicator=["Calls\x07", "Waste", "Homes\u202e"], value=["1", "2", "\u200b3"])

    made, problems = cleaned(given)

    assert texts(made) == [["Calls", "Waste", "Homes"], ["1", "2", "3"]]
    assert told(problems) == [
        ("W_CONTROL_CHAR", "rows 2 and 4, column indicator"),
        ("W_CONTROL_CHAR", "row 4, column value"),
    ]


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("x")', "+44 1632", "-2+3", "@SUM(1)", "＝1+1x"])
def test_a_text_that_would_run_is_kept_and_told_once(text):
    made, problems = cleaned(table(indicator=["Calls", text, text], comment=["", "", text]))

    assert texts(made) == [["Calls", text, text], ["", "", text]]
    assert told(problems) == [("W_FORMULA_TEXT", "rows 3 and 4")]
    assert text.strip() in problems[0].message


@pytest.mark.parametrize(
    "text", ["-5", "+3.2", "-", "--", "-5%", "-1,234.5", "- better", "", "+", "---", "a=b", "'tis"]
)
def test_figures_and_dashes_are_no_formulas(text):
    given = table(indicator=["Calls"], comment=[text])

    made, problems = cleaned(given)

    assert (texts(made), problems) == (texts(given), [])


def test_in_a_column_of_figures_such_a_text_is_left_to_be_refused_as_no_figure():
    assert cleaned(table(value=["-Infinity"], target=["=1+1"]))[1] == []


@given(st.lists(st.text(st.sampled_from("'=+-@1aé＝"), max_size=4), min_size=1))
def test_what_was_exported_reads_as_it_was(given):
    made, _ = cleaned(table(comment=[safe_text(text) for text in given]))

    assert texts(made) == [given]


def test_columns_of_numbers_and_empty_tables_need_no_cleaning():
    numbers = Table(["value"], [pa.array([1.5, None])], np.array([2, 3], dtype=np.int32))

    assert cleaned(numbers)[1] == []
    assert cleaned(table(indicator=[], value=[]))[1] == []
    assert cleaned(table(indicator=["", ""]))[1] == []


def test_a_slice_of_a_column_is_cleaned_as_its_own():
    column = pa.array(["=1+1", "Calls", "Waste"]).slice(1)

    made, problems = cleaned(Table(["comment"], [column], np.array([2, 3], dtype=np.int32)))

    assert (texts(made), problems) == ([["Calls", "Waste"]], [])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["Total", "TOTAL", "Grand total", "Sum", "Overall total:", "sub-total", " Totals "])
@pytest.mark.parametrize("column", ["indicator", "area"])
def test_rows_of_totals_are_left_out_and_told(kind, name, column):
    others = {"indicator": ["Calls", "Waste", "x"], "area": ["East", "West", "x"], "value": ["1", "2", "3"]}
    others[column][2] = name

    made, problems = without_totals(table(kind=kind, **others), {"indicator": 0, "area": 1, "value": 2})

    assert (texts(made)[2], list(made.rows)) == (["1", "2"], [2, 3])
    assert told(problems) == [("W_TOTAL_ROW", "row 4")]


@pytest.mark.parametrize("name", ["Total number of children", "Totals of waste", "Summer schools", "", "All"])
def test_a_name_with_more_to_say_is_an_indicator(name):
    given = table(indicator=["Calls", "Waste", name], value=["1", "2", "3"])

    assert without_totals(given, {"indicator": 0, "value": 1}) == (given, [])


def test_where_most_rows_are_called_so_the_word_is_a_name():
    given = table(indicator=["Total", "Boys", "Total"], value=["1", "2", "3"])

    assert without_totals(given, {"indicator": 0, "value": 1}) == (given, [])


@pytest.mark.parametrize(
    ("rows", "name"), [([2, 3, 4], "CHILDREN'S SERVICES"), ([2, 3, 4], "Adults:"), ([2, 4, 5], "Adults")]
)
def test_a_heading_among_the_rows_is_left_out_and_told(rows, name):
    given = table(rows, indicator=["Calls", name, "Visits"], value=["1", "", "2"], owner=["", " ", "Ann"])

    made, problems = without_totals(given, {"indicator": 0, "value": 1})

    assert texts(made)[0] == ["Calls", "Visits"]
    assert told(problems) == [("W_HEADING_ROW", f"row {rows[1]}")]


@pytest.mark.parametrize(
    ("rows", "name", "value", "owner"),
    [
        ([2, 3, 4], "Waste recycled", "", ""),
        ([2, 3, 4], "WASTE", "n/a", ""),
        ([2, 3, 4], "WASTE", "", "Ann"),
        ([2, 4, 5], "Waste", "", "Ann"),
    ],
    ids=["plain", "a word for none", "an owner", "behind a gap with an owner"],
)
def test_an_indicator_without_a_figure_stays_one(rows, name, value, owner):
    given = table(rows, indicator=["Calls", name, "Visits"], value=["1", value, "2"], owner=["", owner, "Ann"])

    made, problems = without_totals(given, {"indicator": 0, "value": 1})

    assert made is given
    assert told(problems) == ([("W_NO_FIGURES", "row 3")] if not (value or owner) else [])


def test_rows_of_a_name_alone_before_rows_with_figures_are_told_together():
    given = table(indicator=["Adults", "Calls", "Children", "Visits", "Homes"], value=["", "1", "", "2", ""])

    made, (problem,) = without_totals(given, {"indicator": 0, "value": 1})

    assert (made, problem.code, problem.where) == (given, "W_NO_FIGURES", "rows 2 and 4")
    assert "remove them if they are headings" in problem.message


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", ["Ynys M\u00c3\u00b4n", "Cost (\u00c2\u00a3)", "Don\u00e2\u20ac\u2122t", "M\ufffdn"])
def test_texts_that_were_garbled_are_kept_and_told_by_column(kind, text):
    made, (problem,) = cleaned(table(kind=kind, indicator=["Môn", text, text], value=["1", "2", "3"]))

    assert (texts(made)[0][1], problem.code, problem.where) == (text, "W_ENCODING", "rows 3 and 4, column indicator")
    assert "CSV UTF-8" in problem.message


def test_a_name_in_the_header_that_was_garbled_is_told():
    assert told(cleaned(table(**{"Cost \u00c2\u00a3": ["1"]}))[1]) == [("W_ENCODING", "header row")]


@pytest.mark.parametrize("kind", KINDS)
def test_a_header_that_is_repeated_among_the_rows_is_left_out_and_told(kind):
    given = table(kind=kind, indicator=["Calls", " Indicator", "Indicator"], value=["1", "VALUE", "2"])

    made, problems = without_totals(given, {"indicator": 0, "value": 1})

    assert texts(made) == [["Calls", "Indicator"], ["1", "2"]]
    assert told(problems) == [("W_HEADER_REPEATED", "row 3")]


def test_names_at_the_end_or_one_below_another_head_nothing():
    given = table(indicator=["Calls", "WASTE", "ROADS"], value=["1", "", ""])

    assert without_totals(given, {"indicator": 0, "value": 1}) == (given, [])


def test_without_rows_or_columns_there_is_nothing_to_leave_out():
    given = table(indicator=[], value=[])

    assert without_totals(given, {"indicator": 0, "value": 1}) == (given, [])
    assert without_totals(table(a=["Total"], b=["1"]), {})[1] == []


@pytest.mark.parametrize("kind", KINDS)
def test_empty_cells_are_those_without_text(kind):
    assert empty(kind(pa.array(["", " ", "a"]))).tolist() == [True, True, False]
    assert empty(pa.array([1.0, None])).tolist() == [False, True]


def test_rows_are_taken_with_their_numbers():
    made = taken(table(indicator=["Calls", "Waste", "Homes"]), np.array([0, 2]))

    assert (texts(made), list(made.rows)) == ([["Calls", "Homes"]], [2, 4])

import pytest

from ragcore.files.header import column_named, header_of, header_told, is_part, is_period


def numbered(*rows):
    """Rows by number from 1."""
    return [(number, list(cells)) for number, cells in enumerate(rows, start=1)]


def names(rows, merged=()):
    return header_of(rows, merged).names


def test_the_header_is_the_row_with_most_names_of_columns():
    rows = numbered(["Performance", "2024/25"], ["indicator", "value", "target"], ["Calls", "82", "85"])

    header = header_of(rows)

    assert (header.first, header.last, header.names, header.width) == (1, 1, ["indicator", "value", "target"], 3)


def test_a_row_of_figures_is_no_header_however_many_years_are_among_them():
    rows = numbered(["ward", "homes", "people"], ["East", "2013", "41"], ["West", "2014", "2015"])

    assert names(rows) == ["ward", "homes", "people"]


def test_periods_count_as_names():
    rows = numbered(["Wards"], ["Measure", "2023/24", "2024/25"], ["Calls", "82", "83"])

    assert names(rows) == ["Measure", "2023/24", "2024/25"]


def test_without_known_names_it_is_the_fullest_row_above_the_first_figure():
    rows = numbered(["Homes", ""], ["Printed", "today"], ["ward", "homes", "note"], ["East", "31", ""])

    assert names(rows) == ["ward", "homes", "note"]


@pytest.mark.parametrize("rows", [[], numbered(["one"], ["two"])])
def test_without_two_names_in_a_row_there_is_none(rows):
    assert header_of(rows) is None


def test_empty_cells_at_the_end_are_no_names_and_still_counted():
    header = header_of(numbered(["indicator", "value", "", ""], ["Calls", "82", "", ""]))

    assert (header.names, header.width) == (["indicator", "value"], 4)


def test_a_name_that_is_merged_over_others_is_put_before_them():
    rows = numbered(["Measure", "2023/24", "", "2024/25", ""], ["", "Actual", "Target", "Actual", "Target"])

    joined = ["Measure", "2023/24 Actual", "2023/24 Target", "2024/25 Actual", "2024/25 Target"]
    assert names(rows) == joined
    assert names(rows, [(1, 1, 1, 2), (1, 3, 1, 4)]) == joined


def test_a_known_name_stands_alone_where_another_column_says_the_period():
    rows = numbered(["Scorecard"], ["Indicator", "Period", "Quarter 1", ""], ["", "", "Value", "Target"])

    assert names(rows, [(2, 0, 3, 0), (2, 1, 3, 1), (2, 2, 2, 3)]) == ["Indicator", "Period", "Value", "Target"]


def test_a_name_with_nothing_below_heads_its_own_column_only():
    rows = numbered(["Measure", "", "Result", ""], ["", "Unit", "Actual", "Target"])

    assert names(rows) == ["Measure", "Unit", "Actual", "Target"]


def test_a_title_above_a_header_is_no_part_of_it():
    header = header_of(numbered(["2024/25", "", ""], ["indicator", "value", "target"], ["Calls", "82", "85"]))

    assert (header.first, header.names) == (1, ["indicator", "value", "target"])


def test_a_header_in_the_first_row_is_not_told_and_any_other_is_by_its_row():
    first = numbered(["indicator", "value"], ["Calls", "82"])
    lower = [(3, ["Scorecard"]), (5, ["indicator", "value"]), (6, ["Calls", "82"])]
    double = numbered(["Measure", "2024/25", ""], ["", "Actual", "Target"], ["Calls", "82", "85"])

    def told(rows):
        problems = header_told([number for number, _ in rows], header_of(rows))
        return [(problem.code, problem.where) for problem in problems]

    assert told(first) == []
    assert told(lower) == [("W_HEADER_NOT_FIRST", "row 5")]
    assert told(double) == [("W_HEADER_ROWS", "rows 1 and 2")]


@pytest.mark.parametrize("name", ["Q1", "quarter 4", "Apr", "September", "2016/17 Q2", "2016/17", "2024", "Apr-24"])
def test_periods_and_their_parts_are_periods(name):
    assert is_period(name)


@pytest.mark.parametrize("name", ["", "Q5", "Target", "1234", "20", "May be", "Year", "Quarter", "value 2024"])
def test_other_names_are_none(name):
    assert not is_period(name)


def test_a_part_of_a_year_lacks_it():
    assert (is_part("q1"), is_part("mar"), is_part("2016/17 Q1"), is_part("Mar 2017")) == (True, True, False, False)


@pytest.mark.parametrize(
    ("name", "column"), [("Target Low", "target_low"), ("RAG", "published"), ("kpi", "indicator"), ("", ""), ("x", "")]
)
def test_a_name_stands_for_a_column_by_itself_or_as_a_synonym(name, column):
    assert column_named(name) == column


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("Value (%)", "value"), ("Actual %", "value"), ("Value*", "value"), ("Target\u00b9", "target"),
        ("Target [note 2]", "target"),
        ("Target (\u00a3000) \u2020", "target"), ("Actual (Q2 2024/25)", ""), ("% of wards", ""), ("(%)", ""),
        ("*", ""),
    ],
)  # fmt: skip
def test_a_unit_or_the_mark_of_a_footnote_behind_a_name_is_passed_over(name, column):
    assert column_named(name) == column


@pytest.mark.parametrize("merged", [True, False])
def test_a_year_above_its_quarters_makes_periods_of_them(merged):
    rows = numbered(
        ["Measure", "2023/24", "", "", "", "2024/25", ""], ["", "Q1", "", "Q2", "", "Q1", ""],
        ["", *["Actual", "Target"] * 3], ["Calls", "80", "85", "81", "85", "82", "85"],
    )  # fmt: skip
    areas = [(1, 0, 3, 0), (1, 1, 1, 4), (1, 5, 1, 6), (2, 1, 2, 2), (2, 3, 2, 4), (2, 5, 2, 6)] if merged else []

    header = header_of(rows, areas)

    periods = ("2023/24 Q1", "2023/24 Q2", "2024/25 Q1")
    assert header.last == 2
    assert header.names == ["Measure", *(f"{period} {name}" for period in periods for name in ("Actual", "Target"))]

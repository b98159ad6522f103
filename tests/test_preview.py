import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragcore.problems import Place, error, note, warning
from ragcore.reading import MOST_SHOWN, Options, Reading, reading_of
from ui.preview import (
    MOST_CHARACTERS_OF_PROBLEMS,
    agreement,
    cells_of,
    compared,
    marked,
    problems_counted,
    rows_left_out,
    understood,
    way_on,
    without_published,
    worst_first,
)

GOOD = b"indicator,unit,value,target\nCalls answered,%,82,85\nBins emptied,%,96,95\n"
RATED = b"""\
Measure,Actual,Target,RAG
Calls answered,82.1,80,Red
Bins emptied,96,95,Green
Letters,50,95,
"""


def read(data, **options):
    return reading_of(data, Options(**options))


def every(reading):
    """All rows of a table as they are shown."""
    return cells_of(reading, list(range(len(reading.rows))))


# ---- what was understood


def test_a_file_is_told_in_one_sentence():
    assert understood("x.csv", read(GOOD)) == "x.csv: 2 measures. It is not open yet."


def test_periods_and_areas_are_counted_where_the_file_names_them():
    reading = read(b"indicator,area,period,value,target\nCalls,North,2024/25,1,2\nCalls,South,2024/25,1,2\n")

    assert understood("x.csv", reading) == "x.csv: 1 measure, 1 period, 2 areas. It is not open yet."


def test_a_refused_file_says_where_and_why():
    reading = read(GOOD.replace(b"96", b"lots"))

    told = understood("x.csv", reading)

    assert told.startswith(
        "x.csv was refused; what was open is still open. Row 3, column value: 'lots' is not a number"
    )
    assert way_on(reading) == "It can be used when the errors below are put right: here, or in the file itself."


def test_a_file_that_is_no_table_is_to_be_put_right_where_it_was_made():
    reading = read(b"\x89PNG\r\n\x1a\n")

    assert understood("x.csv", reading).startswith(
        "x.csv was refused; what was open is still open. The file is a picture"
    )
    assert way_on(reading) == "Put it right where it was made, and drop it again."


def test_the_sheet_is_named_where_there_are_several():
    reading = Reading(None, [error("E", "file", "It is none.")], sheets=["Adults", "Children"], sheet="Adults")

    assert understood("x.xlsx", reading) == (
        "x.xlsx, sheet Adults was refused; what was open is still open. It is none."
    )


# ---- problems


def test_problems_are_told_the_worst_first():
    problems = [note("N", "file", "c"), warning("W", "file", "b"), error("E", "file", "a"), warning("W", "file", "d")]

    assert [problem.message for problem in worst_first(problems)] == ["a", "b", "d", "c"]
    assert problems_counted(problems) == "1 error, 2 warnings, 1 note"
    assert problems_counted([]) == ""


def test_published_ratings_that_differ_are_told_in_the_comparison_and_not_twice():
    reading = read(RATED)

    assert "W_PUBLISHED_DIFFERS" in {problem.code for problem in reading.problems}
    assert "W_PUBLISHED_DIFFERS" not in {problem.code for problem in without_published(reading)}


# ---- the table


def test_the_table_has_the_names_of_a_scorecard_and_what_is_not_read_after_them():
    cells = every(read(b"Measure,Colour,Actual,Target\nCalls,Blue,82,85\n"))

    assert list(cells.frame) == ["row in file", "problems", "indicator", "value", "target", "unread 1"]
    assert cells.frame.iloc[0].tolist() == ["2", "", "Calls", "82", "85", "Blue"]
    assert cells.labels["unread 1"] == "Colour (not read)"
    assert cells.fixed == ["row in file", "problems", "unread 1"]


def test_a_target_can_be_filled_in_where_the_file_has_none():
    cells = every(read(b"indicator,value\nCalls,82\n"))

    assert cells.frame["target"].tolist() == [""]
    assert "target" not in cells.fixed


def test_a_column_that_is_not_read_is_never_mistaken_for_one_that_is():
    reading = read(b"indicator,value,target,Plan\nCalls,82,85,80\n", mapping={"target": "", "Plan": "target"})
    cells = every(reading)

    assert (cells.frame["target"].tolist(), cells.frame["unread 2"].tolist()) == (["80"], ["85"])


def test_each_row_tells_what_is_wrong_with_it():
    reading = read(GOOD.replace(b"96", b"lots").replace(b",95", b",fifty"))
    cells = every(reading)

    first, second = cells.frame["problems"]
    assert first == ""
    assert "value: 'lots' is not a number" in second
    assert "target: 'fifty' is not a number" in second
    assert marked(reading) == [1]


def test_a_row_is_not_told_what_stands_in_another_one():
    reading = read(b"indicator,value,target\nCalls,9 (p),8\nBins,10 (p),8\nLetters,n/a,20\n")

    calls, bins, letters = every(reading).frame["problems"]
    assert calls == bins == "value: 2 cells were read without a footnote mark."
    assert "'n/a'" in letters


def test_what_a_row_shares_with_others_is_told_without_the_example():
    reading = read(b"indicator,value,target\nCalls,#N/A,8\nBins,#DIV/0!,8\nLetters,-,9\nVisits,n/a,9\n")

    calls, bins, letters, visits = every(reading).frame["problems"]
    assert calls == bins
    assert calls.endswith("because the spreadsheet could not work the figure out.")
    assert letters == visits == "value: 2 cells were read as unavailable; 4 rows in all have no figure."


def test_a_target_may_be_missing_where_columns_can_be_chosen():
    told = "Choose it under Which column is which, below, or put it right in the file itself."

    assert way_on(read(b"indicator,value,goal posts\nCalls,82,85\n")) == told


def test_what_is_wrong_with_a_row_is_cut_where_it_is_long():
    reading = Reading(None, [error("E", Place([2]), "x" * 500)], rows=[2], header=["a"], cells=[["b"]])

    (told,) = every(reading).frame["problems"]
    assert len(told) == MOST_CHARACTERS_OF_PROBLEMS
    assert told.endswith("…")


def test_some_rows_can_be_shown_without_the_others():
    cells = cells_of(read(GOOD), [1])

    assert cells.places == [1]
    assert cells.frame["row in file"].tolist() == ["3"]
    assert cells.frame["indicator"].tolist() == ["Bins emptied"]


def test_a_table_of_more_rows_than_are_shown_says_so():
    rows = b"".join(b"Measure %d,82,85\n" % at for at in range(MOST_SHOWN + 1))
    reading = read(b"indicator,value,target\n" + rows)

    assert rows_left_out(reading) == "The first 2,000 of 2,001 rows are shown. Put the others right in the file itself."
    assert rows_left_out(read(GOOD)) == ""


@given(st.binary(max_size=300))
def test_whatever_was_read_can_be_shown(data):
    reading = read(data)
    cells = every(reading)

    assert len(cells.frame) == len(reading.rows)
    assert set(cells.frame) == set(cells.labels)
    assert understood("x", reading)


# ---- published ratings


def test_a_published_rating_that_the_rule_makes_another_comes_first_with_the_reason():
    lines = compared(read(RATED).scorecard)

    assert [line.measure for line in lines] == ["Calls answered", "Bins emptied"]
    assert lines[0][1:] == ("◆ Red", "● Green", "No: the report says red; 82.1 against 80 is green by its own rule")
    assert lines[1][1:] == ("● Green", "● Green", "Yes")
    assert agreement(lines) == "1 of 2 published ratings agrees with the rule; 1 does not."


def test_of_several_periods_and_areas_the_line_says_which():
    data = b"indicator,area,period,value,target,published\nCalls,North,2023/24,1,2,Red\nCalls,South,2024/25,1,2,Red\n"

    assert [line.measure for line in compared(read(data).scorecard)] == [
        "Calls, North, 2023/24",
        "Calls, South, 2024/25",
    ]


def test_without_published_ratings_there_is_nothing_to_compare():
    assert compared(read(GOOD).scorecard) == []


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (1, "The one published rating agrees with the rule."),
        (2, "Both published ratings agree with the rule."),
        (3, "All 3 published ratings agree with the rule."),
    ],
)
def test_where_all_agree_it_says_so(count, told):
    rows = b"".join(b"Measure %d,96,95,Green\n" % at for at in range(count))

    assert agreement(compared(read(b"indicator,value,target,published\n" + rows).scorecard)) == told

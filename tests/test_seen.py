import pytest

from ragcore.files.seen import FEW, Seen, TooMuchError, told
from ragcore.files.table import MOST_CHARACTERS, MOST_COLUMNS, MOST_ROWS


def a_table(rows=30):
    return [(number, ["Calls", "82.5", "85"]) for number in range(1, rows + 1)]


def codes(seen):
    return [problem.code for problem in told(seen)[1]]


def test_a_plain_sheet_is_told_as_it_is():
    grid, problems = told(Seen("Data", rows=a_table()))

    assert (len(grid.rows), grid.sheet, problems) == (30, "Data", [])


@pytest.mark.parametrize("row", [1031, 1_048_576])
def test_a_cell_far_below_is_left_out_and_named(row):
    grid, (problem,) = told(Seen("Data", rows=[*a_table(), (row, ["", "1"])]))

    assert len(grid.rows) == 30
    assert problem.code == "W_STRAY_CELL"
    assert f"B{row}" in problem.message


def test_a_cell_far_to_the_right_is_left_out_and_named():
    grid, (problem,) = told(Seen("Data", rows=[*a_table(), (31, [*["x"] * 3, *[""] * 50, "1"])]))

    assert grid.rows[-1] == (31, ["x"] * 3 + [""] * 50)
    assert "BB31" in problem.message


def test_a_note_a_little_below_is_kept():
    assert len(told(Seen("Data", rows=[*a_table(), (1030, ["Source: us"])]))[0].rows) == 31


def test_a_second_table_far_below_is_kept():
    rows = [*a_table(), *((number + 5000, cells) for number, cells in a_table())]

    assert len(told(Seen("Data", rows=rows))[0].rows) == 60


def test_cells_beyond_the_last_column_are_named_and_too_many_refuse_the_sheet():
    seen = Seen("Data", rows=a_table())
    for row in range(FEW):
        seen.add_far(row + 1, 16383)

    assert "XFD1" in told(seen)[1][0].message
    with pytest.raises(TooMuchError) as fault:
        seen.add_far(99, 16383)
    assert fault.value.problem.code == "E_TOO_MANY_COLUMNS"


def test_more_rows_than_a_file_may_have_refuse_the_sheet():
    seen = Seen("Data", rows=[(1, ["x"])] * (MOST_ROWS + 1000))

    with pytest.raises(TooMuchError) as fault:
        seen.add(1_001_001, ["x"])

    assert fault.value.problem.code == "E_TOO_MANY_ROWS"
    assert "1,000,000" in fault.value.problem.message


def test_a_sheet_that_reaches_too_far_says_how_far():
    assert TooMuchError(Seen("Data"), (1_048_576, 3)).problem.code == "E_TOO_MANY_ROWS"
    assert "column XFD" in TooMuchError(Seen("Data"), (5, 16_384)).problem.message


def test_a_share_is_noted_and_the_first_is_kept():
    seen = Seen("Data")

    assert (seen.share(2, 1, 0.825), seen.share(3, 1, 0.07)) == ("82.5%", "7%")
    assert (seen.percents, seen.percent) == ([(2, 1), (3, 1)], ("0.825", "82.5%"))


def test_rows_without_a_text_are_left_out_and_keep_nobody_waiting():
    seen = Seen("Data")

    seen.add(1, ["", ""])
    seen.add(2, ["a", "", ""])

    assert seen.rows == [(2, ["a"])]


def test_a_cell_that_is_too_long_is_refused_by_name():
    (problem,) = told(Seen("Data", rows=[(4, ["", "x" * (MOST_CHARACTERS + 1)])]))[1]

    assert (problem.code, problem.where) == ("E_CELL_TOO_LONG", "row 4")
    assert "B4" in problem.message


def test_hidden_rows_and_columns_are_kept_and_told():
    seen = Seen("Data", rows=a_table(), hidden_rows=[3, 5], hidden_columns={2, 400}, filtered=True)

    grid, (rows, columns) = told(seen)

    assert len(grid.rows) == 30
    assert (rows.code, rows.where) == ("W_HIDDEN_ROWS", "rows 3 and 5")
    assert "hidden by a filter" in rows.message
    assert "column C is hidden; it was read" in columns.message


def test_formulas_without_a_figure_are_told_with_their_cells():
    seen = Seen("Data", rows=a_table(), failed=[(4, 2, "#DIV/0!"), (4, 3, "#REF!")], unknown=[(5, 1)])

    failed, unknown = told(seen)[1]

    assert (failed.code, failed.where) == ("W_FORMULA_ERROR", "row 4")
    assert "#DIV/0!, #REF!) in C4 and D4" in failed.message
    assert (unknown.code, unknown.where) == ("W_NO_CACHED_VALUE", "row 5")


def test_percentages_are_told_as_stored_and_as_shown():
    seen = Seen("Data", rows=a_table(), percents=[(2, 1), (3, 1), (3, 2)], percent=("0.825", "82.5%"))

    (problem,) = told(seen)[1]

    assert problem.where == "rows 2 and 3"
    assert "columns B and C" in problem.message
    assert "0.825 is stored and 82.5% shown" in problem.message


def test_what_is_passed_over_is_told():
    seen = Seen("Data", rows=a_table(), fractions=2, links=1, comments=1)

    assert codes(seen) == ["W_FORMATS_UNSEEN", "W_COMMENTS", "N_HYPERLINKS"]


@pytest.mark.parametrize("columns", [1, 5])
def test_cells_beyond_the_last_column_that_follow_on_the_others_are_not_strays(columns):
    seen = Seen("Data", rows=[(1, ["x"] * MOST_COLUMNS)])
    for at in range(columns):
        seen.add_far(1, MOST_COLUMNS + at)

    with pytest.raises(TooMuchError) as fault:
        told(seen)
    assert fault.value.problem.code == "E_TOO_MANY_COLUMNS"

import pytest

from ragcore.files.layout import disjoint, is_sparse, laid_out, noted, notes_from, texts
from ragcore.files.table import MOST_COLUMNS, MOST_ROWS, Grid

HEADER = ["indicator", "value", "target"]


def numbered(*rows):
    """Rows by number from 1; those without text are left out, as in a workbook."""
    return [(number, list(cells)) for number, cells in enumerate(rows, start=1) if any(cells)]


def laid(*rows, sheet="", merged=()):
    table, problems = laid_out(Grid(numbered(*rows), sheet, list(merged)))
    return table, [(problem.code, problem.where) for problem in problems]


def cells(table):
    return [column.to_pylist() for column in table.cells]


def test_a_plain_table_is_laid_out_without_a_word():
    table, problems = laid(HEADER, ["Calls", "82", "85"], ["Waste", "44", "45"])

    assert (table.header, cells(table)) == (HEADER, [["Calls", "Waste"], ["82", "44"], ["85", "45"]])
    assert (list(table.rows), table.notes, problems) == ([2, 3], [], [])


@pytest.mark.parametrize(("sheet", "thing"), [("", "file"), ("Data", "sheet")])
def test_a_grid_without_text_is_empty(sheet, thing):
    table, (problem,) = laid_out(Grid([(1, ["", " "])], sheet))

    assert (table, problem.code, problem.where) == (None, "E_EMPTY", "file")
    assert f"{thing} is empty" in problem.message


def test_a_header_without_rows_is_refused():
    assert laid(HEADER) == (None, [("E_NO_ROWS", "file")])
    assert laid(["Scorecard"], HEADER)[1][-1] == ("E_NO_ROWS", "file")


def test_blank_rows_are_passed_over_and_rows_keep_their_numbers():
    table, problems = laid([], HEADER, [], ["Calls", "82", "85"], [], ["Waste", "44", "45"])

    assert (list(table.rows), problems) == ([4, 6], [])


def test_columns_keep_their_places_even_without_a_name():
    table, problems = laid(["indicator", "", "value", ""], ["Calls", "", "82", "late"], sheet="Data")

    assert (table.header, cells(table)) == (["indicator", "", "value", ""], [["Calls"], [""], ["82"], ["late"]])
    assert problems == []


def test_titles_above_and_notes_below_are_kept_and_told():
    table, problems = laid(
        ["Corporate scorecard"], [], HEADER, ["Calls", "82", "85"], ["Waste", "c", "45"], [],
        ["c = suppressed"], ["Source: returns of 2024"],
    )  # fmt: skip

    assert (len(table), table.notes) == (2, ["Corporate scorecard", "c = suppressed", "Source: returns of 2024"])
    assert problems == [("W_HEADER_NOT_FIRST", "row 3"), ("W_NOTES_BELOW", "rows 7 and 8")]


@pytest.mark.parametrize(
    "note", ["Source: returns", "Notes", "1. Of all calls", "* provisional", "c = hidden", "Key: c"]
)
def test_a_note_needs_no_blank_row_above_it(note):
    table, problems = laid(HEADER, ["Calls", "82", "85"], [note, "", ""])

    assert (len(table), table.notes, problems) == (1, [note], [("W_NOTES_BELOW", "row 3")])


@pytest.mark.parametrize(
    "last", [["Waste", "", ""], ["1. Calls", "82", ""], ["Waste", "n/a", ""], ["Datasets", "", ""]]
)
def test_an_indicator_without_figures_at_the_end_stays_one(last):
    table, problems = laid(HEADER, ["Calls", "82", "85"], last)

    assert (len(table), problems) == (2, [])


def test_a_name_alone_behind_a_blank_row_is_a_note():
    assert notes_from([(2, ["Calls", "82"]), (4, ["Provisional figures", ""])], 2) == 1
    assert notes_from([(2, ["Calls", "82"]), (3, ["Provisional figures", ""])], 2) == 2
    assert notes_from([], 2) == 0


def test_a_row_is_sparse_where_it_has_a_cell_or_two():
    assert (is_sparse(["a", "b", "c"], 3), is_sparse(["a", "b", ""], 3), is_sparse(["a", "b"], 2)) == (
        False,
        True,
        False,
    )


def test_cells_merged_down_are_filled_and_told_by_their_range():
    table, problems = laid(
        ["indicator", "value", "service"], ["Calls", "82", "Customer"], ["Waste", "44", ""],
        sheet="Data", merged=[(2, 2, 3, 2), (1, 0, 1, 1)],
    )  # fmt: skip

    assert cells(table)[2] == ["Customer", "Customer"]
    assert problems == [("W_MERGED_CELLS", "C2:C3")]


def test_a_heading_that_is_merged_across_the_rows_is_left_out_and_told():
    table, problems = laid(
        HEADER, ["Adults", "", ""], ["Calls", "82", "85"], ["Children"], ["Waste", "", ""],
        sheet="Data", merged=[(2, 0, 2, 2), (4, 0, 4, 2)],
    )  # fmt: skip

    assert cells(table)[0] == ["Calls", "Waste"]
    assert problems == [("W_HEADING_ROW", "rows 2 and 4")]


def test_many_merged_ranges_are_told_in_one_problem():
    rows = [[f"m{at}", "82", "" if at % 2 else "Customer"] for at in range(20)]

    _, problems = laid(
        ["indicator", "value", "service"],
        *rows,
        sheet="Data",
        merged=[(2 * at + 2, 2, 2 * at + 3, 2) for at in range(10)],
    )

    assert problems == [("W_MERGED_CELLS", "C2:C3, C4:C5, C6:C7, C8:C9, C10:C11 and 5 more")]


def test_areas_that_repeat_or_overlap_are_merged_once_and_reach_no_further_than_the_rows():
    table, problems = laid(
        ["indicator", "value", "service"], ["Calls", "82", "Customer"], ["Waste", "44", ""],
        sheet="Data", merged=[(2, 2, 1_048_576, 16_383)] * 10_000 + [(3, 0, 9, 2)],
    )  # fmt: skip

    assert cells(table) == [["Calls", "Waste"], ["82", "44"], ["Customer", "Customer"]]
    assert problems == [("W_MERGED_CELLS", "C2:XFD1048576")]


def test_what_lies_beyond_the_last_column_is_merged_with_nothing():
    assert list(disjoint([(1, MOST_COLUMNS, 2, MOST_COLUMNS + 1)])) == []


def test_short_rows_of_a_text_file_are_told_together():
    table, problems = laid(HEADER, ["Calls", "82"], ["Waste", "44"], ["Homes"])

    assert cells(table)[2] == ["", "", ""]
    assert problems == [("W_SHORT_ROW", "rows 2 and 3"), ("W_SHORT_ROW", "row 4")]


def test_short_rows_of_a_sheet_end_where_its_cells_do():
    assert laid(HEADER, ["Calls", "82"], ["Waste"], ["Homes", "3"], sheet="Data")[1] == []


def test_long_rows_of_a_text_file_are_refused_together_and_the_rest_is_read_on_for_its_own_faults():
    table, problems = laid(HEADER, ["Calls", "82", "85"], ["Waste", " paper", "44", "45"], ["Homes", " new", "3", "4"])

    assert problems == [("E_LONG_ROW", "rows 3 and 4")]
    assert cells(table)[1] == ["82", " paper", " new"]


def test_more_rows_or_columns_than_may_be_are_refused():
    wide = [[f"c{at}" for at in range(MOST_COLUMNS + 1)]] * 2
    rows = [(1, ["indicator", "value"]), *((number, ["Calls", "82"]) for number in range(2, MOST_ROWS + 3))]

    assert laid(*wide, sheet="Data")[1] == [("E_TOO_MANY_COLUMNS", "file")]
    assert [problem.code for problem in laid_out(Grid(rows))[1]] == ["E_TOO_MANY_ROWS"]


def test_half_of_a_character_is_marked():
    assert texts(["a\ud800"]).to_pylist() == ["a\ufffd"]


def test_notes_are_one_text_for_each_row():
    assert noted([(1, ["Scorecard", "", " 2024/25 "])]) == ["Scorecard 2024/25"]

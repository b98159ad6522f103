import pytest

from ragcore.problems import ERROR
from ragcore.table import MOST_BYTES, MOST_CHARACTERS, MOST_COLUMNS, read_table


def refusal(data):
    """The one problem that refuses a file."""
    table, problems = read_table(data)

    assert table is None
    (problem,) = problems
    assert problem.level == ERROR
    return problem


def test_a_table_has_its_texts_by_column_and_the_number_of_each_row():
    table, problems = read_table(b"indicator,value\nCalls,82.5\nWaste,44.1\n")

    assert problems == []
    assert table.header == ["indicator", "value"]
    assert table.cells == [["Calls", "Waste"], ["82.5", "44.1"]]
    assert table.rows == [2, 3]


def test_rows_without_text_are_passed_over_and_still_counted():
    table, _ = read_table(b"\nindicator,value\n\nCalls,82.5\n , \n,,,\nWaste,44.1\n")

    assert table.rows == [4, 7]


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_every_kind_of_line_end_ends_a_row(end):
    table, _ = read_table(end.join([b"indicator,value", b"Calls,82.5", b"Waste,44.1"]))

    assert table.cells[1] == ["82.5", "44.1"]


def test_a_line_break_in_quotation_marks_ends_no_row():
    table, _ = read_table(b'indicator,value\n"Calls\nanswered",82.5\nWaste,44.1\n')

    assert table.cells[0] == ["Calls\nanswered", "Waste"]
    assert table.rows == [2, 3]


def test_a_byte_order_mark_is_no_part_of_the_first_name():
    table, _ = read_table("\ufeffindicator,value\nCalls,82.5\n".encode())

    assert table.header == ["indicator", "value"]


@pytest.mark.parametrize("data", [b"", b"\n \r\n", b"\xef\xbb\xbf", b",,,\n,,\n", b"\x00\x00"])
def test_a_file_without_text_is_empty(data):
    problem = refusal(data)

    assert (problem.code, problem.where) == ("E_EMPTY", "file")
    assert "empty" in problem.message


def test_a_header_without_rows_is_refused():
    problem = refusal(b"indicator,value,target\n\n")

    assert problem.code == "E_NO_ROWS"
    assert "no rows" in problem.message


@pytest.mark.parametrize("data", [b"one\ntwo\n", b"a;b;c\n1;2;3\n", b"Scorecard,,\nindicator,value,target\n"])
def test_a_first_row_that_names_one_column_only_is_no_header(data):
    problem = refusal(data)

    assert (problem.code, problem.where) == ("E_NOT_A_SCORECARD", "row 1")
    assert "commas" in problem.message


@pytest.mark.parametrize(
    ("data", "told"),
    [(b"\x89PNG\r\n", "a picture"), (b"%PDF-1.7", "a PDF"), (b"<html>", "a web page"), (b"\x1f\x8b\x08", "compressed")],
)
def test_what_is_no_text_is_called_what_it_is(data, told):
    problem = refusal(data)

    assert problem.code == "E_NOT_A_TABLE"
    assert told in problem.message


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-16-le", "utf-32"])
def test_another_encoding_is_refused_with_the_way_out(encoding):
    problem = refusal("indicator,value\nYnys Môn,1\n".encode(encoding))

    assert problem.code == "E_ENCODING"
    assert "save it as 'CSV UTF-8'" in problem.message


def test_the_row_that_is_in_another_encoding_is_named():
    problem = refusal(b"indicator,value\nCalls,1\n" + "Môn,1\n".encode("cp1252"))

    assert problem.where == "row 3"


@pytest.mark.parametrize(
    ("data", "where"), [(b'a,b\n"1,2\n3,4\n', "row 2"), (b'a,b\n\n1,2\n"3"x,4\n', "row 4")], ids=["open", "inside"]
)
def test_a_quotation_mark_out_of_place_is_refused_with_its_row(data, where):
    problem = refusal(data)

    assert (problem.code, problem.where) == ("E_CSV_SYNTAX", where)


def test_a_row_that_ends_early_is_filled_with_nothing_and_told():
    table, problems = read_table(b"indicator,value,target\nCalls,82.5,85\nWaste,44.1\n")

    assert table.cells[2] == ["85", ""]
    assert [(problem.code, problem.where) for problem in problems] == [("W_SHORT_ROW", "row 3")]
    assert "target" in problems[0].message


def test_empty_cells_beyond_the_header_are_nothing():
    table, problems = read_table(b"indicator,value\nCalls,82.5,\nWaste,44.1, ,\n")

    assert table.cells[1] == ["82.5", "44.1"]
    assert problems == []


def test_a_row_with_more_cells_than_the_header_is_an_error_with_its_row():
    _, problems = read_table(b"indicator,value\nCalls, answered,82.5\nWaste,44.1\n")

    assert [(problem.level, problem.code, problem.where) for problem in problems] == [(ERROR, "E_LONG_ROW", "row 2")]
    assert "quotation marks" in problems[0].message


def test_hidden_characters_are_removed_and_told_by_column():
    data = "indicator,value\nCalls\x07,82.5\nWaste,44.1\nHomes\u202e,\u200b31\n".encode()

    table, problems = read_table(data)

    assert table.cells == [["Calls", "Waste", "Homes"], ["82.5", "44.1", "31"]]
    assert [problem.where for problem in problems] == ["rows 2 and 4, column indicator", "row 4, column value"]


def test_the_longest_cell_is_read_and_one_character_more_is_refused():
    table, _ = read_table(b"indicator,value\n" + b"a" * MOST_CHARACTERS + b",1\n")

    problem = refusal(b"indicator,value\nb,1\n" + b"a" * (MOST_CHARACTERS + 1) + b",1\n")

    assert table.rows == [2]
    assert (problem.code, problem.where) == ("E_CELL_TOO_LONG", "row 3, column 1")
    assert "10,001" in problem.message


def test_as_many_columns_as_may_be_are_read_and_one_more_is_refused():
    names = [f"c{at}".encode() for at in range(MOST_COLUMNS + 1)]

    table, _ = read_table(b",".join(names[:-1]) + b"\n1,2\n")
    problem = refusal(b",".join(names) + b"\n1,2\n")

    assert len(table.header) == MOST_COLUMNS
    assert problem.code == "E_TOO_MANY_COLUMNS"
    assert "501" in problem.message


def test_a_file_larger_than_may_be_is_refused_by_that_number():
    problem = refusal(b"indicator,value\n".ljust(MOST_BYTES + 1, b"\n"))

    assert problem.code == "E_TOO_LARGE"
    assert "100,000,000" in problem.message

import pytest

from ragcore.files.delimited import read_text
from ragcore.files.table import MOST_BYTES, MOST_CHARACTERS, MOST_COLUMNS
from ragcore.problems import ERROR


def texts(table):
    """The cells of a table, column by column."""
    return [column.to_pylist() for column in table.cells]


def refusal(data):
    """The one problem that refuses a file."""
    table, problems = read_text(data)

    assert table is None
    (problem,) = problems
    assert problem.level == ERROR
    return problem


def test_a_table_has_its_texts_by_column_and_the_number_of_each_row():
    table, problems = read_text(b"indicator,value\nCalls,82.5\nWaste,44.1\n")

    assert problems == []
    assert table.header == ["indicator", "value"]
    assert texts(table) == [["Calls", "Waste"], ["82.5", "44.1"]]
    assert list(table.rows) == [2, 3]


def test_rows_without_text_are_passed_over_and_still_counted():
    table, _ = read_text(b"\nindicator,value\n\nCalls,82.5\n , \n,,,\nWaste,44.1\n")

    assert list(table.rows) == [4, 7]


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_every_kind_of_line_end_ends_a_row(end):
    table, _ = read_text(end.join([b"indicator,value", b"Calls,82.5", b"Waste,44.1"]))

    assert texts(table)[1] == ["82.5", "44.1"]


def test_a_line_break_in_quotation_marks_ends_no_row():
    table, _ = read_text(b'indicator,value\n"Calls\nanswered",82.5\nWaste,44.1\n')

    assert texts(table)[0] == ["Calls\nanswered", "Waste"]
    assert list(table.rows) == [2, 3]


def test_a_byte_order_mark_is_no_part_of_the_first_name():
    table, _ = read_text("\ufeffindicator,value\nCalls,82.5\n".encode())

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


@pytest.mark.parametrize("data", [b"one\ntwo\n", b"Scorecard,,\nOctober,,\n"])
def test_a_file_in_which_no_row_names_two_columns_is_no_scorecard(data):
    problem = refusal(data)

    assert (problem.code, problem.where) == ("E_NOT_A_SCORECARD", "row 1")
    assert "commas" in problem.message


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-16-le", "utf-8", "utf-8-sig"])
def test_every_encoding_in_use_is_read(encoding):
    table, _ = read_text("indicator,value\nYnys Môn,1\n".encode(encoding))

    assert texts(table) == [["Ynys Môn"], ["1"]]


def test_an_encoding_that_cannot_be_told_is_refused():
    assert refusal(b"indicator,value\nM\x81n,1\n").code == "E_ENCODING"


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_another_delimiter_than_a_comma_is_found_and_told(delimiter):
    data = "indicator,value,target\nCalls,82.5,85\n".replace(",", delimiter).encode()

    table, problems = read_text(data)

    assert texts(table) == [["Calls"], ["82.5"], ["85"]]
    assert [problem.code for problem in problems] == ["W_DELIMITER"]


def test_a_line_that_states_the_delimiter_is_no_row_of_the_table_and_still_counted():
    table, problems = read_text(b"sep=;\r\nindicator;value\r\nCalls;82.5\r\n")

    assert (table.header, list(table.rows), problems) == (["indicator", "value"], [3], [])


def test_a_comma_as_the_decimal_mark_is_read_and_told():
    table, problems = read_text(b"indicator;value\nRecycling;44,1\nCost;1.234,5\n")

    assert texts(table)[1] == ["44.1", "1234.5"]
    assert [problem.code for problem in problems] == ["W_DELIMITER", "W_DECIMAL_COMMA"]


def test_title_rows_above_the_header_are_kept_as_notes():
    table, problems = read_text(b"Corporate scorecard,,\n,,\nindicator,value,target\nCalls,82.5,85\n")

    assert (table.header, list(table.rows), table.notes) == (
        ["indicator", "value", "target"],
        [4],
        ["Corporate scorecard"],
    )
    assert [(problem.code, problem.where) for problem in problems] == [("W_HEADER_NOT_FIRST", "row 3")]
    assert "Header found in row 3" in problems[0].message


@pytest.mark.parametrize(
    ("data", "where"), [(b'a,b\n"1,2\n3,4\n', "row 2"), (b'a,b\n\n1,2\n"3"x,4\n', "row 4")], ids=["open", "inside"]
)
def test_a_quotation_mark_out_of_place_is_refused_with_its_row(data, where):
    problem = refusal(data)

    assert (problem.code, problem.where) == ("E_CSV_SYNTAX", where)


def test_a_row_that_ends_early_is_filled_with_nothing_and_told():
    table, problems = read_text(b"indicator,value,target\nCalls,82.5,85\nWaste,44.1\n")

    assert texts(table)[2] == ["85", ""]
    assert [(problem.code, problem.where) for problem in problems] == [("W_SHORT_ROW", "row 3")]
    assert "target" in problems[0].message


def test_a_delimiter_at_the_end_of_every_row_but_the_header_is_told_once():
    table, problems = read_text(b"indicator,value\nCalls,82.5,\nWaste,44.1,\n")

    assert texts(table) == [["Calls", "Waste"], ["82.5", "44.1"]]
    assert [(problem.code, problem.where) for problem in problems] == [("W_TRAILING_DELIMITER", "file")]


def test_empty_cells_beyond_the_header_are_nothing():
    table, problems = read_text(b"indicator,value\nCalls,82.5,\nWaste,44.1, ,\n")

    assert texts(table)[1] == ["82.5", "44.1"]
    assert problems == []


def test_a_row_with_more_cells_than_the_header_is_an_error_with_its_row():
    _, problems = read_text(b"indicator,value\nCalls, answered,82.5\nWaste,44.1\n")

    assert [(problem.level, problem.code, problem.where) for problem in problems] == [(ERROR, "E_LONG_ROW", "row 2")]
    assert "quotation marks" in problems[0].message


def test_hidden_characters_are_removed_and_told_by_column():
    data = "indicator,value\nCalls\x07,82.5\nWaste,44.1\nHomes\u202e,\u200b31\n".encode()

    table, problems = read_text(data)

    assert texts(table) == [["Calls", "Waste", "Homes"], ["82.5", "44.1", "31"]]
    assert [problem.where for problem in problems] == ["rows 2 and 4, column indicator", "row 4, column value"]


def test_the_longest_cell_is_read_and_one_character_more_is_refused():
    table, _ = read_text(b"indicator,value\n" + b"a" * MOST_CHARACTERS + b",1\n")

    problem = refusal(b"indicator,value\nb,1\n" + b"a" * (MOST_CHARACTERS + 1) + b",1\n")

    assert list(table.rows) == [2]
    assert (problem.code, problem.where) == ("E_CELL_TOO_LONG", "row 3, column indicator")
    assert "10,001" in problem.message


def test_as_many_columns_as_may_be_are_read_and_one_more_is_refused():
    names = [f"c{at}".encode() for at in range(MOST_COLUMNS + 1)]

    table, _ = read_text(b",".join(names[:-1]) + b"\n1,2\n")
    problem = refusal(b",".join(names) + b"\n1,2\n")

    assert len(table.header) == MOST_COLUMNS
    assert problem.code == "E_TOO_MANY_COLUMNS"
    assert "501" in problem.message


def test_a_file_larger_than_may_be_is_refused_by_that_number():
    problem = refusal(b"indicator,value\n".ljust(MOST_BYTES + 1, b"\n"))

    assert problem.code == "E_TOO_LARGE"
    assert "100,000,000" in problem.message


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'indicator,value\n"' + b'"' * 20_000_000, "E_CELL_TOO_LONG"),
        (b"indicator,value\n" + b"a" * 20_000_000, "E_CELL_TOO_LONG"),
        (b"indicator,value\n" + b"," * 500_000, "E_TOO_MANY_COLUMNS"),
        (b"indicator,value\n" + b"," * 20_000_000, "E_TOO_MANY_COLUMNS"),
        (b"indicator,value\n" + b"a,1\n" * 5_000_000, "E_TOO_MANY_ROWS"),
        (b"indicator,value\n" + b"\n" * 20_000_000, "E_TOO_MANY_ROWS"),
        (b"indicator,value\n" + b"a,1\n" * 1_000_001, "E_TOO_MANY_ROWS"),
    ],
    ids=["quotes", "one cell", "commas", "many commas", "many rows", "blank rows", "one row more"],
)
def test_what_is_too_much_is_refused_before_it_is_read_whole(data, code):
    problem = refusal(data)

    assert problem.code == code


def test_an_open_quotation_mark_above_many_rows_is_told_in_its_row():
    problem = refusal(b'indicator,value\n"Calls,1\n' + b"Waste,2\n" * 200_000)

    assert (problem.code, problem.where) == ("E_CELL_TOO_LONG", "row 2")
    assert "quotation mark" in problem.message


def test_a_large_file_is_the_same_table_however_it_is_read():
    rows = [f"m{at % 97},{at / 7:.2f},Area {at % 5}\n" for at in range(60_000)]
    plain = "id,value,area\n" + "".join(rows)
    ragged = plain + "last,1\n"

    table, _ = read_text(plain.encode())
    careful, problems = read_text(ragged.encode())

    assert texts(table) == [column[:-1] for column in texts(careful)]
    assert list(table.rows) == list(careful.rows[:-1])
    assert [problem.where for problem in problems] == ["row 60002"]


def test_the_mark_at_the_end_of_an_old_file_is_no_row():
    table, problems = read_text(b"indicator,value\r\nCalls,82\r\n\x1a")

    assert (texts(table), problems) == ([["Calls"], ["82"]], [])

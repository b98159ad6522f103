import pytest

from ragcore.files.delimiter import delimiter_of, delimiter_told


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_each_delimiter_is_found_by_the_names_of_columns(delimiter):
    head = (
        f"Scorecard, 2024; printed\n\nindicator{delimiter}value{delimiter}target\nCalls{delimiter}44,1{delimiter}45,0\n"
    )

    assert delimiter_of(head) == (delimiter, False)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_each_delimiter_is_found_where_no_name_is_known(delimiter):
    head = (
        f"Ward{delimiter}Homes{delimiter}Rate\nEast, upper{delimiter}31{delimiter}1,5\nWest{delimiter}7{delimiter}2,5\n"
    )

    assert delimiter_of(head) == (delimiter, False)


@pytest.mark.parametrize("line", ["sep=;\n", "sep=;\r\n", '"sep=;"\n', "SEP=;\r"])
def test_a_first_line_states_the_delimiter(line):
    assert delimiter_of(f"{line}indicator;value\n") == (";", True)
    assert delimiter_of(f"{line}Wards\nEast\n") == (";", True)


def test_a_first_line_that_states_another_delimiter_than_the_rows_have_is_told():
    head = "sep=;\nindicator,value\nCalls,82\n"

    assert delimiter_of(head) == (",", True)
    (problem,) = delimiter_told(head, ",")
    assert (problem.code, problem.where) == ("W_DELIMITER", "row 1")
    assert "by a semicolon (;), and they are by a comma" in problem.message


@pytest.mark.parametrize("head", ["", "one\ntwo\n", "sep=\n", "sep=x\n", '"' * 2_000_000])
def test_without_any_evidence_it_is_a_comma(head):
    assert delimiter_of(head) == (",", False)


def test_a_comma_is_not_told_and_others_are_by_name():
    assert delimiter_told("", ",") == []
    assert [("tab" in told.message, told.code) for told in delimiter_told("", "\t")] == [(True, "W_DELIMITER")]

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragcore.problems import MOST_OF_A_KIND, at_most, error, note, quoted, refused, rows_named, warning


def test_no_problems_refuse_nothing():
    assert not refused([])


def test_warnings_and_notes_refuse_nothing():
    problems = [warning("W_KEY", "row 2", "Read as no."), note("N_POLARITY", "file", "Higher is better.")]

    assert not refused(problems)


def test_one_error_among_others_refuses_the_file():
    problems = [note("N_POLARITY", "file", "Higher is better."), error("E_EMPTY", "file", "The file is empty.")]

    assert refused(problems)


def test_a_problem_is_one_line_with_its_level_and_its_place():
    problem = error("E_NO_NAME", "row 4, column indicator", "There is no name.")

    assert str(problem) == "error: row 4, column indicator: There is no name."
    assert list(problem.as_dict()) == ["level", "code", "where", "message"]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([7], "row 7"),
        ([2, 3], "rows 2 and 3"),
        ([2, 3, 4], "rows 2 to 4"),
        ([2, 4, 9], "rows 2, 4 and 9"),
        ([2, 4, 6, 8, 10], "rows 2, 4, 6, 8 and 10"),
        ([2, 4, 6, 8, 10, 12, 14], "rows 2, 4, 6, 8, 10 and 2 more"),
        (list(range(2, 60_002)), "rows 2 to 60001"),
        ([7, 7], "row 7"),
        ([3, 3, 4, 4], "rows 3 and 4"),
        ([2, 2, 3, 3, 4], "rows 2 to 4"),
        (np.repeat(np.arange(2, 14, 2), 4), "rows 2, 4, 6, 8, 10 and 1 more"),
    ],
)
def test_rows_are_named_one_by_one_as_a_run_or_the_first_few(rows, told):
    assert rows_named(rows) == told


def test_a_quoted_text_is_on_one_line_and_shows_nothing_hidden():
    assert quoted("Calls\r\n\x1b[31manswered\u202e ") == "'Calls [31manswered'"


def test_a_long_text_is_cut_where_it_is_quoted():
    assert quoted("a" * 60) == "'" + "a" * 60 + "'"
    assert quoted("a" * 61) == "'" + "a" * 59 + "…'"


def test_as_many_problems_as_are_told_are_all_told():
    problems = [error("E_NO_NAME", f"row {row}", "There is no name.") for row in range(MOST_OF_A_KIND)]

    assert at_most(problems) == problems


def test_of_more_problems_of_one_kind_the_last_says_how_many_there_are():
    problems = [error("E_NO_NAME", f"row {row}", "There is no name.") for row in range(MOST_OF_A_KIND + 3)]

    told = at_most(problems)

    assert told[:-1] == problems[: MOST_OF_A_KIND - 1]
    assert told[-1].message == "There is no name. And 3 more of this kind."


@given(st.lists(st.sampled_from(["E_NO_NAME", "W_KEY", "N_POLARITY"]), max_size=80), st.integers(1, 30))
def test_no_kind_of_problem_is_lost_and_none_is_told_too_often(codes, most):
    problems = [error(code, "file", "Wrong.") for code in codes]

    told = [problem.code for problem in at_most(problems, most)]

    assert set(told) == set(codes)
    assert all(told.count(code) == min(most, codes.count(code)) for code in codes)

import numpy as np
import pyarrow as pa
import pytest

from ragcore.files.table import Table
from ragcore.mapping import NOT_READ, columns_of

BASE = ("indicator", "value", "target")


def found(*header, mapping=None, **cells):
    """The columns of a table of one row with these names, and the problems."""
    texts = [pa.array([cells.get(name, "x")]) for name in header]
    return columns_of(Table(list(header), texts, np.array([2], dtype=np.int32)), mapping or {})


def codes(problems):
    return [problem.code for problem in problems]


def test_columns_are_found_whatever_their_order_and_capitals():
    assert found("TARGET", "Indicator", "vaLue") == ({"target": 0, "indicator": 1, "value": 2}, [])


def test_a_name_of_two_words_may_have_a_space():
    assert found(*BASE, "Target low")[0]["target_low"] == 3


def test_a_synonym_is_mapped_and_told():
    columns, problems = found("Measure", "Actual", "target")

    assert columns == {"indicator": 0, "value": 1, "target": 2}
    assert [(problem.code, problem.message) for problem in problems] == [
        ("W_HEADER_MAPPED", "The column 'Measure' was read as indicator."),
        ("W_HEADER_MAPPED", "The column 'Actual' was read as value."),
    ]


def test_a_column_of_the_name_itself_goes_before_a_synonym():
    columns, problems = found("Actual", *BASE)

    assert columns["value"] == 2
    assert codes(problems) == ["W_EXTRA_COLUMNS"]


def test_what_the_user_maps_goes_before_everything():
    columns, problems = found(*BASE, "Plan", mapping={"plan": "target"})

    assert columns["target"] == 3
    assert codes(problems) == ["W_EXTRA_COLUMNS"]


def test_of_two_other_names_the_more_telling_goes_first_and_of_two_alike_the_first():
    assert found("indicator", "Score", "Actual", "target")[0]["value"] == 2
    assert found(*BASE, "RAG", "rag")[0]["published"] == 3


def test_a_name_that_is_mapped_and_not_there_takes_nothing_away():
    assert found(*BASE, mapping={"Plan": "target"}) == ({"indicator": 0, "value": 1, "target": 2}, [])


def test_a_column_that_is_not_to_be_read_is_not_read_and_not_told():
    assert found(*BASE, "Owner", mapping={"Owner": NOT_READ}) == ({"indicator": 0, "value": 1, "target": 2}, [])


def test_two_columns_of_one_name_are_an_error_with_both_places():
    _, problems = found(*BASE, "Target ")

    assert [(problem.code, problem.where) for problem in problems] == [("E_DUPLICATE_HEADER", "columns 3 and 4")]


@pytest.mark.parametrize("missing", BASE)
def test_a_column_that_is_needed_and_not_there_is_named(missing):
    _, problems = found(*(name for name in BASE if name != missing))

    assert codes(problems) == ["E_MISSING_COLUMN"]
    assert f"no column {missing}" in problems[0].message


def test_counts_stand_for_a_value_and_a_band_for_a_target():
    _, problems = found("indicator", "numerator", "denominator", "target_low", "target_high")

    assert problems == []


def test_a_table_of_other_things_is_no_scorecard():
    _, problems = found("apples", "pears")

    assert codes(problems) == ["E_NOT_A_SCORECARD", "W_EXTRA_COLUMNS"]


def test_a_column_without_a_name_is_told_only_if_there_is_something_in_it():
    assert found(*BASE, "", **{"": " "})[1] == []
    assert "column 4, which has no name" in found(*BASE, "", **{"": "x"})[1][0].message


def test_of_many_columns_that_are_not_read_ten_are_named():
    _, problems = found(*BASE, *(f"extra {number}" for number in range(12)))

    assert problems[0].message.endswith("'extra 9' and 2 more.")


def test_a_column_that_may_be_one_that_was_read_already_is_told_as_such():
    _, problems = found("indicator", "actual", "result", "target")

    assert codes(problems) == ["W_HEADER_MAPPED", "W_COLUMN_TWICE"]
    assert (
        problems[1].message == "'result' may be the value too; 'actual' was read as it. Remove or rename one of them."
    )


def test_of_a_missing_column_it_is_said_which_it_may_be():
    _, problems = found("indicator", "value", "aim of 100% {of} it")

    assert "the targets so, perhaps 'aim of 100% {of} it'." in problems[0].message


def test_a_name_with_a_unit_or_a_footnote_mark_is_the_name_and_told():
    columns, problems = found("Measure", "Value (%)", "Target*")

    assert columns == {"indicator": 0, "value": 1, "target": 2}
    assert [problem.message for problem in problems][1:] == [
        "The column 'Value (%)' was read as value.",
        "The column 'Target*' was read as target.",
    ]


def test_a_name_as_it_is_goes_before_one_with_a_unit():
    assert found("indicator", "Actual (%)", "Result", "target")[0]["value"] == 2


def test_the_same_name_twice_is_an_error_still():
    assert codes(found("indicator", "Value", "Value", "target")[1]) == ["E_DUPLICATE_HEADER"]

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragcore.files.header import column_named
from ragcore.files.period_columns import (
    Part,
    are_periods,
    behind,
    decoded,
    named_parts,
    of_latest,
    split_name,
    unclear_told,
)
from ragcore.files.table import Table


def named(header):
    return [column_named(name) or None for name in header]


def paired(*header):
    """For each column behind a period its place and that period, and the places of those that are not paired."""
    found, unclear = behind(header, named(header), named_parts(header, named(header)))
    return {part.at: part.period for part in found}, unclear


def table(header, *cells):
    columns = [pa.array([text]) for text in cells or header]
    return Table(list(header), columns, np.array([2], dtype=np.int32))


@pytest.mark.parametrize("name", ["", "RAG", "2024/25 owner", "Owner 2024/25", "Q1 Q2", "period 2024/25"])
def test_a_name_without_a_period_or_with_more_is_no_column_of_a_period(name):
    assert split_name(name) == ("", "")


def test_a_column_that_is_not_to_be_read_is_no_period():
    assert named_parts(["Q1", "Q2"], ["", None]) == [Part(1, "Q2", "value")]


@pytest.mark.parametrize(
    ("header", "found"),
    [
        (["Q1", "RAG", "Q2", "RAG"], {1: "Q1", 3: "Q2"}),
        (["Q1", "Target", "RAG", "Q2", "Target", "RAG"], {1: "Q1", 4: "Q2", 2: "Q1", 5: "Q2"}),
        (["Q1 actual", "Q1 target", "RAG", "Q2 actual", "Q2 target", "RAG"], {2: "Q1", 5: "Q2"}),
        (["Q1", "Owner", "RAG", "Q2", "Owner", "RAG", "Comment"], {2: "Q1", 5: "Q2"}),
        (["Q1", "RAG", "Q2", "rag "], {1: "Q1", 3: "Q2"}),
    ],
)
def test_columns_that_repeat_as_far_behind_each_period_are_about_it(header, found):
    assert paired(*header) == (found, [])


@pytest.mark.parametrize(
    ("header", "unclear"),
    [
        (["RAG", "Q1", "RAG", "Q2"], [0, 2]),
        (["Q1", "Q2", "RAG", "RAG"], [2, 3]),
        (["Q1", "RAG", "Q2", "Owner", "RAG"], [1, 4]),
        (["Q1", "RAG", "Q2", "Q3", "RAG"], [1, 4]),
        (["Q1", "RAG", "Q2", "RAG", "Q3"], [1, 3]),
        (["Q1", "RAG", "Q2", "RAG", "RAG"], [1, 3, 4]),
        (["Q1", "Q1 RAG", "RAG", "Q2", "Q2 RAG", "RAG"], [2, 5]),
    ],
    ids=["before", "together", "not as far", "one without", "the last without", "one more", "said already"],
)
def test_columns_that_repeat_otherwise_are_unclear(header, unclear):
    assert paired(*header) == ({}, unclear)


@given(st.lists(st.sampled_from(["Q1", "Q2", "Q3", "RAG", "Target", "Owner"]), max_size=9))
def test_each_period_has_each_of_what_stands_behind_it_once(header):
    parts = named_parts(header, named(header))
    found, unclear = behind(header, named(header), parts)
    said = [(part.period, part.measure) for part in found]

    assert len(set(said)) == len(said)
    assert {period for period, _ in said} <= {part.period for part in parts}
    assert not {part.at for part in found} & set(unclear)


def test_what_is_about_one_figure_and_stands_behind_the_latest_period_is_about_that():
    header = ["Q1", "Q2", "Numerator", "Denominator", "RAG"]

    found, unclear = of_latest(table(header), named(header), named_parts(header, named(header)), "Q2")

    assert [(part.at, part.period) for part in found] == [(2, "Q2"), (3, "Q2"), (4, "Q2")]
    assert unclear == []


@pytest.mark.parametrize("header", [["RAG", "Q1", "Q2"], ["Q1", "RAG", "Q2"], ["Q1", "Q2", "Target", "RAG"]])
@pytest.mark.parametrize("latest", ["", "Q2"])
def test_what_stands_anywhere_else_is_unclear(header, latest):
    found, unclear = of_latest(table(header), named(header), named_parts(header, named(header)), latest)

    assert found == []
    assert unclear == [header.index("RAG")]


def test_a_rating_of_a_row_that_has_no_figure_for_the_latest_period_is_unclear():
    header = ["Q1", "Q2", "RAG"]

    assert of_latest(table(header, "1", "", "red"), named(header), named_parts(header, named(header)), "Q2") == (
        [],
        [2],
    )
    assert of_latest(table(header, "1", "n/a", ""), named(header), named_parts(header, named(header)), "Q2") == ([], [])


def test_a_column_in_which_nothing_stands_is_not_unclear():
    header = ["RAG", "Q1", "Q2"]

    assert of_latest(table(header, " ", "1", "2"), named(header), [], "Q2") == ([], [])


def test_columns_that_are_left_out_are_told_once_by_name():
    assert unclear_told([], "Q2") == []
    (problem,) = unclear_told(["RAG", "RAG", "Status"], "Q2")
    assert "left out: 'RAG', 'Status'; write" in problem.message
    assert "such as 'Q2 RAG'" in problem.message


def test_one_value_alone_is_no_table_of_periods():
    assert not are_periods(table(["Q1"], "1"), [Part(0, "Q1", "value")])
    assert are_periods(table(["Q1", "RAG"], "1", "red"), [Part(0, "Q1", "value"), Part(1, "Q1", "published")])


def test_codes_of_texts_become_texts():
    assert decoded(pa.array(["a", "b", "a"]).dictionary_encode()).to_pylist() == ["a", "b", "a"]

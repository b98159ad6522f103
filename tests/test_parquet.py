import io
from datetime import UTC, date, datetime, time
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragcore.files.parquet import read_parquet
from ragcore.files.table import MOST_CHARACTERS


def written(columns, metadata=None, **options):
    """The bytes of a Parquet file with these columns."""
    table = columns if isinstance(columns, pa.Table) else pa.table(columns)
    file = io.BytesIO()
    pq.write_table(table.replace_schema_metadata(metadata), file, **options)
    return file.getvalue()


def cells_of(*columns, **options):
    """What is read of columns; each is named x and its place."""
    table, _, problems = read_parquet(written({f"x{at}": column for at, column in enumerate(columns)}, **options))
    assert problems == []
    return [cells.to_pylist() for cells in table.cells]


def the_problem(data):
    table, _, (problem,) = read_parquet(data)
    assert table is None
    return problem


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        (pa.array([82.5, None, float("nan"), float("inf")]), [82.5, None, None, float("inf")]),
        (pa.array([1, None], pa.int8()), [1.0, None]),
        (pa.array([2**53, 0]), [2.0**53, 0.0]),
        (pa.array([2**53 + 1, None]), [str(2**53 + 1), ""]),
        (pa.array([0.1, None], pa.float32()), [0.1, None]),
        (pa.array([np.float16(0.5)], pa.float16()), [0.5]),
        (pa.array([Decimal("82.50"), None], pa.decimal128(10, 2)), [82.5, None]),
        (pa.array([Decimal("12345678901234567.25")], pa.decimal128(30, 2)), ["12345678901234567.25"]),
        (pa.array(["a", None, ""]), ["a", "", ""]),
        (pa.array(["a", None], pa.large_string()), ["a", ""]),
        (pa.array(["a", None, "a"]).dictionary_encode(), ["a", "", "a"]),
        (pa.array([1, 2, 1]).dictionary_encode(), [1.0, 2.0, 1.0]),
        (pa.array([True, None, False]), ["TRUE", "", "FALSE"]),
        (pa.nulls(2), [None, None]),
        (pa.array([date(2016, 9, 30), None]), ["30 Sep 2016", ""]),
        (pa.array([1711929600, 1711963800], pa.timestamp("s")), ["1 Apr 2024", "1 Apr 2024 09:30"]),
        (pa.array([datetime(2024, 7, 1, tzinfo=UTC)], pa.timestamp("ns", "Europe/London")), ["1 Jul 2024 01:00"]),
        (pa.array([time(9, 5)]), ["09:05"]),
    ],
)
def test_a_column_of_any_plain_type_becomes_doubles_or_texts(column, cells):
    assert cells_of(column) == [cells]


def test_texts_that_repeat_come_as_codes_and_numbers_as_doubles():
    table, _, _ = read_parquet(written({"indicator": ["a", "b"] * 500, "value": [1, 2] * 500}, row_group_size=100))

    assert [cells.type for cells in table.cells] == [pa.dictionary(pa.int32(), pa.string()), pa.float64()]
    assert table.rows.tolist() == list(range(1, 1001))
    assert table.header == ["indicator", "value"]


def test_texts_that_all_differ_come_back_in_order():
    texts = [f"indicator {number}" for number in range(50_000)]

    assert cells_of(texts, row_group_size=7000) == [texts]


@given(st.lists(st.floats(width=64, allow_nan=False) | st.none(), min_size=1))
def test_doubles_come_back_to_the_last_digit(values):
    assert cells_of(pa.array(values, pa.float64())) == [values]


@given(st.lists(st.decimals(-(10**9), 10**9, places=3), min_size=1))
def test_decimals_become_the_doubles_that_a_person_would_have_typed(values):
    assert cells_of(pa.array(values, pa.decimal128(15, 3))) == [[float(value) for value in values]]


@pytest.mark.parametrize(
    ("column", "word"),
    [
        (pa.array([[1.0]]), "list"),
        (pa.array([{"low": 1}]), "struct"),
        (pa.array([[("a", "b")]], pa.map_(pa.string(), pa.string())), "map"),
        (pa.array([b"a"]), "binary"),
        (pa.array([b"ab"], pa.binary(2)), "binary"),
        (pa.array([1], pa.duration("s")), "no figure"),
    ],
)
def test_a_column_of_another_type_is_refused_by_name_in_plain_words(column, word):
    problem = the_problem(written({"indicator": ["a"], "value": column}))

    assert (problem.code, problem.where) == ("E_COLUMN_TYPE", "column value")
    assert word in problem.message


def test_all_columns_that_cannot_be_read_are_told_together():
    _, _, problems = read_parquet(written({"value": [[1]], "target": [b"x"]}))

    assert [problem.column for problem in problems] == ["value", "target"]


def test_two_columns_of_one_name_are_refused():
    table = pa.Table.from_arrays([pa.array([1]), pa.array([2]), pa.array([3])], names=["a", "target", "target"])

    problem = the_problem(written(table))

    assert (problem.code, problem.where) == ("E_DUPLICATE_HEADER", "columns 2 and 3")
    assert "'target'" in problem.message


def test_a_file_without_rows_or_columns_says_so():
    assert the_problem(written({"value": pa.array([], pa.float64())})).code == "E_NO_ROWS"
    assert the_problem(written(pa.table({}))).code == "E_EMPTY"


def test_too_many_rows_are_refused_by_their_number_and_before_they_are_read():
    column = pa.DictionaryArray.from_arrays(pa.array(np.zeros(1_000_001, np.int8)), ["a"])

    problem = the_problem(written({"indicator": column}))

    assert problem.code == "E_TOO_MANY_ROWS"
    assert "1,000,001" in problem.message


def test_too_many_columns_are_refused_by_their_number():
    problem = the_problem(written({f"x{at}": [1] for at in range(501)}))

    assert problem.code == "E_TOO_MANY_COLUMNS"
    assert "501" in problem.message


def test_texts_that_unpack_to_too_much_are_refused_with_the_column():
    data = written({"value": [1] * 30, "indicator": ["x" * 9_000_000] * 30}, compression="zstd", use_dictionary=False)

    problem = the_problem(data)

    assert (problem.code, problem.where) == ("E_TOO_LARGE_UNZIPPED", "column indicator")
    assert "270 MB" in problem.message
    assert len(data) < 100_000


def test_a_cell_that_is_too_long_is_refused():
    assert the_problem(written({"indicator": ["é" * (MOST_CHARACTERS + 1)]})).code == "E_CELL_TOO_LONG"
    assert cells_of(["é" * MOST_CHARACTERS]) == [["é" * MOST_CHARACTERS]]


def test_texts_that_are_not_utf_8_are_refused_by_column():
    broken = pa.StringArray.from_buffers(1, pa.py_buffer(np.array([0, 4], np.int32)), pa.py_buffer(b"caf\xe9"))

    problem = the_problem(written({"indicator": broken}))

    assert (problem.code, problem.where) == ("E_ENCODING", "column indicator")


def test_what_the_file_says_of_its_report_comes_with_it():
    data = written({"value": [1]}, metadata={b"scorecard-about": b'{"title": "Q2"}', b"pandas": b"{not json"})

    assert read_parquet(data)[1] == '{"title": "Q2"}'


def test_one_flipped_bit_is_seen_where_the_file_has_checksums():
    data = bytearray(
        written({"value": [44.1, 82.5]}, compression="none", use_dictionary=False, write_page_checksum=True)
    )
    at = data.index(np.array([44.1, 82.5]).tobytes())
    data[at + 6] ^= 1

    assert the_problem(bytes(data)).code == "E_DAMAGED"


@given(st.data())
def test_a_damaged_file_ends_in_a_sentence(data):
    whole = written({"indicator": ["a", "b"] * 20, "value": [1.5, 2.5] * 20})
    at = data.draw(st.integers(4, len(whole) - 1))
    flipped = whole[:at] + bytes([whole[at] ^ data.draw(st.integers(1, 255))]) + whole[at + 1 :]

    table, _, problems = read_parquet(flipped)

    assert (table is None) == bool(problems)


def test_columns_that_no_scorecard_needs_are_left_out_where_they_cannot_be_read():
    columns = {
        "tags": pa.array([["a", "b"]]), "indicator": ["Calls"], "where": pa.array([{"x": 1, "y": {"z": 2}}]),
        "value": [82.5], "raw": pa.array([b"a"]), "links": pa.array([[("a", 1)]], pa.map_(pa.string(), pa.int64())),
        "target": [85.0],
    }  # fmt: skip

    table, _, problems = read_parquet(written(columns))

    assert table.header == ["indicator", "value", "target"]
    assert [column.to_pylist() for column in table.cells] == [["Calls"], [82.5], [85.0]]
    assert [(problem.code, problem.where) for problem in problems] == [
        ("W_COLUMN_TYPE", f"column {name}") for name in ("tags", "where", "raw", "links")
    ]


def test_a_description_that_is_signed_is_that_of_an_encrypted_file():
    data = written({"indicator": ["Calls"], "value": [82.5]})
    length = int.from_bytes(data[-8:-4], "little")

    problem = the_problem(data[:-8] + bytes(28) + (length + 28).to_bytes(4, "little") + b"PAR1")

    assert problem.code == "E_PASSWORD"

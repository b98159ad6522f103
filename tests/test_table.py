import numpy as np
import pyarrow as pa
import pytest

from ragcore.files.table import Grid, Table, empty


def test_a_table_is_as_long_as_it_has_rows():
    assert len(Table(["indicator"], [pa.array(["Calls", "Waste"])], np.array([2, 5], dtype=np.int32))) == 2


def test_a_table_and_a_grid_say_nothing_of_what_they_do_not_have():
    table = Table([], [], np.zeros(0, dtype=np.int32))

    assert (len(table), table.sheet, table.notes) == (0, "", [])
    assert (Grid([]).sheet, Grid([]).merged) == ("", [])


@pytest.mark.parametrize("form", ["strings", "dictionary", "slice"])
def test_a_cell_without_any_text_but_space_is_empty(form):
    texts = ["", " ", "\t\n", "\u00a0", "x", " x", "é", "0"]
    column = pa.array(["before", *texts])[1:] if form == "slice" else pa.array(texts)

    found = empty(column.dictionary_encode() if form == "dictionary" else column)

    assert found.tolist() == [True] * 4 + [False] * 4


def test_a_double_that_is_none_is_empty():
    assert empty(pa.array([1.0, None, float("nan"), 0.0])).tolist() == [False, True, True, False]


def test_a_column_of_no_rows_has_no_empty_one():
    assert empty(pa.array([], pa.string())).tolist() == empty(pa.array([], pa.float64())).tolist() == []

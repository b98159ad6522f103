import numpy as np
import pyarrow as pa

from ragcore.example import MARK, without_example
from ragcore.files.table import Table


def table(*names):
    cells = [pa.array(names)]
    return Table(["indicator"], cells, np.arange(2, len(names) + 2, dtype=np.int32))


def test_the_example_is_left_out_and_told_with_its_row():
    kept, problems = without_example(table("Calls", f"{MARK}Calls answered"), {"indicator": 0})

    assert kept.cells[0].to_pylist() == ["Calls"]
    assert kept.rows.tolist() == [2]
    assert [(problem.code, problem.where) for problem in problems] == [("W_EXAMPLE_ROW", "row 3")]


def test_other_measures_are_left_alone_whatever_they_are_called():
    measures = table("Examples of good practice", "Example: bins")

    assert without_example(measures, {"indicator": 0}) == (measures, [])


def test_a_table_without_names_has_no_example():
    measures = table(MARK)

    assert without_example(measures, {}) == (measures, [])

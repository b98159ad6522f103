import numpy as np
import pyarrow as pa

from ragcore.table import Grid, Table


def test_a_table_is_as_long_as_it_has_rows():
    assert len(Table(["indicator"], [pa.array(["Calls", "Waste"])], np.array([2, 5], dtype=np.int32))) == 2


def test_a_table_and_a_grid_say_nothing_of_what_they_do_not_have():
    table = Table([], [], np.zeros(0, dtype=np.int32))

    assert (len(table), table.sheet, table.notes) == (0, "", [])
    assert (Grid([]).sheet, Grid([]).merged) == ("", [])

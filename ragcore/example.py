"""The example row of the template: how it is marked, and that it is never read as a measure."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ragcore.columns import coded_cells
from ragcore.files.body import taken
from ragcore.files.table import Table
from ragcore.problems import Place, Problem, warning

MARK = "Example (delete this row): "


def without_example(table: Table, columns: Mapping[str, int]) -> tuple[Table, list[Problem]]:
    """The table without the template's own example, which somebody forgot to delete.

    columns : the place in the table of each column of a scorecard
    """
    if "indicator" not in columns:
        return table, []
    codes, texts = coded_cells(table.cells[columns["indicator"]])
    is_example = np.array([text.startswith(MARK.strip()) for text in texts], dtype=bool)[codes]
    if not is_example.any():
        return table, []
    told = "The template's example was left out; delete the row in the file too."
    return taken(table, np.flatnonzero(~is_example)), [warning("W_EXAMPLE_ROW", Place(table.rows[is_example]), told)]

"""A year in one column and its quarter or month in another: the two as one period."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pyarrow as pa

from ragcore import periods
from ragcore.coded import grouped
from ragcore.columns import coded_cells
from ragcore.files.header import plain_name
from ragcore.files.table import Table
from ragcore.problems import Problem, quoted, warning
from ragcore.text import visible

YEARS = ("year", "financial year", "fiscal year", "reporting year")
PARTS = ("quarter", "qtr", "month", "reporting quarter", "reporting month")
# From this month on a month of a financial year is in its first calendar year.
_FIRST_MONTH = 4


def joined_periods(table: Table, mapping: Mapping[str, str]) -> tuple[Table, list[Problem]]:
    """Put the year into the column of the quarter or month; a table that says it in one column stays.

    The year's own column is left empty and without a name.

    mapping : the table's own names to those of a scorecard; what the user maps is left alone

    >>> cells = [pa.array(["2016/17"]), pa.array(["Q2"])]
    >>> table, _ = joined_periods(Table(["Year", "Quarter"], cells, np.array([2], dtype=np.int32)), {})
    >>> table.header, table.cells[1].to_pylist()
    (['', 'period'], ['2016/17 Q2'])
    """
    named = list(map(plain_name, table.header))
    year, part = (next((named.index(name) for name in names if name in named), -1) for names in (YEARS, PARTS))
    mapped = set(map(plain_name, mapping)) & {named[at] for at in (year, part)}
    if -1 in (year, part) or "period" in named or mapped:
        return table, []
    years, parts = coded_cells(table.cells[year]), coded_cells(table.cells[part])
    group, _ = grouped((years.codes, len(years.texts)), (parts.codes, len(parts.texts)))
    _, first, which = np.unique(group, return_index=True, return_inverse=True)
    pairs = [(visible(years.texts[years.codes[row]]), visible(parts.texts[parts.codes[row]])) for row in first]
    joined = [_joined(*pair) for pair in pairs]
    if not all(joined):
        return table, []
    texts = pa.DictionaryArray.from_arrays(pa.array(which, pa.int32()), pa.array(joined, pa.string()))
    header, cells = list(table.header), list(table.cells)
    header[part], cells[part] = "period", texts
    # The year's place stays, so that the columns behind it keep their numbers.
    header[year], cells[year] = "", pa.repeat("", len(table))
    told = (
        f"The columns {quoted(table.header[year])} and {quoted(table.header[part])} were read as one period, such as "
        f"{quoted(joined[0])}."
    )
    return replace(table, header=header, cells=cells), [warning("W_PERIOD_JOINED", "header row", told)]


def _joined(year: str, part: str) -> str:
    """A quarter or month of a year as one text; '' where they are none.

    A quarter stays as it is typed, a month of a financial year gets the calendar year that it lies in.
    """
    if periods.parse(part):
        return part
    quarter = re.fullmatch(r"(?:q|qtr|quarter)?\s*([1-4])", part, re.IGNORECASE)
    if quarter:
        text = f"{year} Q{quarter[1]}"
        return text if periods.parse(text) else ""
    span = periods.parse(year)
    month = periods.parse(f"{part} {span.start.year}") if span else None
    if span is None or month is None or month.kind != "month":
        return ""
    later = span.kind == "financial year" and month.start.month < _FIRST_MONTH
    return f"{part} {span.start.year + later}"

"""Tables with a column for each period, turned into a row for each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ragcore.files.header import column_named
from ragcore.files.period_columns import (
    Named,
    Part,
    are_periods,
    behind,
    decoded,
    named_parts,
    of_latest,
    unclear_told,
)
from ragcore.files.table import MOST_ROWS, Table, empty
from ragcore.periods import kind, parse
from ragcore.problems import Problem, error, quoted, warning
from ragcore.text import same_name

_YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d\s*[-/–]\s*(?:20)?\d\d(?!\d)")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_QUARTER = re.compile(r"(?:q|quarter\s*)[1-4]", re.IGNORECASE)


def long(table: Table, columns: Mapping[str, str]) -> tuple[Table, list[Problem]]:
    """Turn columns of periods into rows of a column `period`; a table that has a value or none of them stays.

    columns : the file's own names to the columns of a scorecard, before any synonym; '' for what is not to be read

    Each row becomes one for each period, under the number that it has in the file. Periods for which no row says
    anything are left out. Quarters and months take the year from the row or from the title of the table.

    A column that stands behind each period, such as `RAG`, is about that period; a rating or a count that stands once
    is about the latest one if it stands right behind it. Others of these are left out with a warning.
    """
    own = {same_name(name): column for name, column in columns.items()}
    named = [own.get(same_name(name), column_named(name) or None) for name in table.header]
    every = [] if "value" in named else named_parts(table.header, named)
    paired, unclear = behind(table.header, named, every)
    parts = [part for part in (*every, *paired) if not empty(table.cells[part.at]).all()]
    periods = list(dict.fromkeys(part.period for part in parts))
    if not are_periods(table, parts) or ("period" in named and not _years_in(table, named, periods)):
        return table, []
    if len(table) * len(periods) > MOST_ROWS:
        told = f"A row for each period makes more than {MOST_ROWS:,} rows; leave out periods."
        return table, [error("E_TOO_MANY_ROWS", "file", told)]
    spelt, year_told = _spelt(table, named, periods)
    rest = [None if at in unclear else column for at, column in enumerate(named)]
    last, more = of_latest(table, rest, [*every, *paired], _latest(periods, spelt))
    left = sorted([*unclear, *more])
    gone = {part.at for part in (*every, *paired, *last)} | {*left, named.index("period") if "period" in named else -1}
    kept = [at for at in range(len(named)) if at not in gone]
    turned = _turned(table, kept, [*parts, *last], periods, spelt)
    told = (
        f"The columns {_listed(table, [part for part in parts if part in every])} were read as periods"
        f"{_behind_told(table, [*paired, *last])}, and each row of the file as one for each period{year_told}."
    )
    if len(parts) == len([*every, *paired]) == 1:
        told = f"The column {_listed(table, parts)} was read as the value of {quoted(periods[0], 30)}{year_told}."
    problems = [warning("W_PERIOD_COLUMNS", "header row", told)]
    return turned, problems + unclear_told([table.header[at] for at in left], periods[-1])


def _listed(table: Table, parts: Sequence[Part]) -> str:
    """The names of columns, the first few of them."""
    names = [quoted(table.header[part.at], 30) for part in parts]
    return ", ".join(names[:10]) + (f" and {len(names) - 10} more" if len(names) > 10 else "")


def _behind_told(table: Table, parts: Sequence[Part]) -> str:
    """What is told of columns that are about the period that they stand behind."""
    names = list(dict.fromkeys(quoted(table.header[part.at], 30) for part in parts))
    stand = "it stands" if len(names) == 1 else "they stand"
    return f", {' and '.join(names)} as about the one that {stand} behind" if names else ""


def _years_in(table: Table, named: Named, periods: Sequence[str]) -> bool:
    """Whether the column period has years that the columns are parts of."""
    if any(parse(period) for period in periods):
        return False
    column = table.cells[named.index("period")]
    texts = [] if pa.types.is_floating(column.type) else decoded(column).unique().to_pylist()
    return bool(texts) and all(kind(text).endswith("year") for text in texts)


def _spelt(table: Table, named: Named, periods: Sequence[str]) -> tuple[list[pa.Array], str]:
    """For each period its text in every row, and what is told of where its year comes from."""
    count = len(table)
    if "period" in named:
        years = decoded(table.cells[named.index("period")])
        different = {year: [_with_year(period, year) for period in periods] for year in years.unique().to_pylist()}
        coded = years.dictionary_encode()
        own = [different[year] for year in coded.dictionary.to_pylist()]
        spelt = [pa.array([texts[at] for texts in own]).take(coded.indices) for at in range(len(periods))]
        return spelt, f", its year from the column {quoted(table.header[named.index('period')], 30)}"
    without = [period for period in periods if not parse(period)]
    year = _year_above(table) if without else ""
    texts = [_with_year(period, year) if year and period in without else period for period in periods]
    told = f", in the year {year} that stands above the table" if year else ""
    if without and not year:
        told = f", and nothing says of which year {without[0]} is: put the year before it"
    return [pa.array([text] * count, pa.string()) for text in texts], told


def _latest(periods: Sequence[str], spelt: Sequence[pa.Array]) -> str:
    """The period that ends after all others; '' where that is not known of each."""
    spans = [parse(texts[0].as_py()) for texts in spelt]
    ends = [span.end for span in spans if span]
    last = max(ends, default=None)
    return periods[ends.index(last)] if last and len(ends) == len(periods) and ends.count(last) == 1 else ""


def _year_above(table: Table) -> str:
    """The one year that the title of a table, its notes or its sheet names; '' where there is none, or more."""
    texts = (*table.notes, table.sheet)
    for spelling in (_YEARS, _YEAR):
        years = {year[:4]: year for text in texts for year in spelling.findall(text)}
        if years:
            return next(iter(years.values())) if len(years) == 1 else ""
    return ""


def _with_year(period: str, year: str) -> str:
    """A quarter or a month in a year: months from January on are in the second half of a financial one.

    >>> _with_year("Q2", "2016/17"), _with_year("Feb", "2016/17"), _with_year("Apr", "2016")
    ('2016/17 Q2', 'Feb 2017', 'Apr 2016')
    """
    year = year.strip()
    if _QUARTER.fullmatch(period):
        return f"{year} Q{period[-1]}"
    if not _YEARS.fullmatch(year):
        return f"{period} {year}"
    later = same_name(period)[:3] in ("jan", "feb", "mar")
    return f"{period} {int(year[:4]) + later}"


def _turned(
    table: Table, kept: Sequence[int], parts: Sequence[Part], periods: Sequence[str], spelt: Sequence[pa.Array]
) -> Table:
    """The table with a row for each row and period, those of one row together; kept : the columns for all periods."""
    count = len(table)
    again = np.repeat(np.arange(count), len(periods))
    # Columns one behind another have the cell of row i and period p at p * count + i.
    across = pa.array(again + np.tile(np.arange(len(periods)), count) * count)
    rows = pa.array(again)
    cells = [table.cells[at].take(rows) for at in kept]
    measures = list(dict.fromkeys(part.measure for part in parts))
    for measure in measures:
        at = {part.period: part.at for part in parts if part.measure == measure}
        each = [table.cells[at[period]] if period in at else None for period in periods]
        cells.append(_one(each, count).take(across))
    period = pa.concat_arrays(list(spelt)).take(across)
    header = [*(table.header[at] for at in kept), *measures, "period"]
    return replace(table, header=header, cells=[*cells, period], rows=table.rows[again])


def _one(columns: Sequence[pa.Array | None], count: int) -> pa.Array:
    """Columns one behind another, as numbers where all are; empty where a period has none."""
    if all(column is None or pa.types.is_floating(column.type) for column in columns):
        return pa.concat_arrays([pa.nulls(count, pa.float64()) if column is None else column for column in columns])
    texts = [pa.array([""] * count) if column is None else decoded(column) for column in columns]
    return pa.concat_arrays([pc.fill_null(column.cast(pa.string()), "") for column in texts])

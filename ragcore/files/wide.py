"""Tables with a column for each period, turned into a row for each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ragcore.cells import CellError, number
from ragcore.files.header import column_named, is_period
from ragcore.files.table import MOST_ROWS, Table, empty
from ragcore.periods import kind, parse
from ragcore.problems import Problem, error, quoted, warning
from ragcore.text import same_name, visible

# What may be told of each period beside its value.
MEASURES = (
    "value", "target", "target_low", "target_high", "numerator", "denominator", "forecast", "published", "comment",
)  # fmt: skip
_YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d\s*[-/–]\s*(?:20)?\d\d(?!\d)")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_QUARTER = re.compile(r"(?:q|quarter\s*)[1-4]", re.IGNORECASE)
# A column of which more cells are no figures holds something else.
_MOST_OTHER = 0.5


@dataclass(frozen=True)
class _Part:
    """One column of a period: its place in the table, the period as typed, what it says of it."""

    at: int
    period: str
    measure: str


def long(table: Table, columns: Mapping[str, str]) -> tuple[Table, list[Problem]]:
    """Turn columns of periods into rows of a column `period`; a table that has a value or none of them stays.

    columns : the file's own names to the columns of a scorecard, before any synonym

    Each row becomes one for each period, under the number that it has in the file. Periods for which no row says
    anything are left out. Quarters and months take the year from the row or from the title of the table.
    """
    own = {same_name(name): column for name, column in columns.items()}
    named = [own.get(same_name(name)) or column_named(name) for name in table.header]
    parts = [] if "value" in named else _parts(table, named)
    periods = list(dict.fromkeys(part.period for part in parts))
    if not parts or ("period" in named and not _years_in(table, named, periods)):
        return table, []
    if len(table) * len(periods) > MOST_ROWS:
        told = f"A row for each period makes more than {MOST_ROWS:,} rows; leave out periods."
        return table, [error("E_TOO_MANY_ROWS", "file", told)]
    spelt, told = _spelt(table, named, periods)
    turned = _turned(table, named, parts, spelt)
    names = [quoted(table.header[part.at], 30) for part in parts]
    rest = f" and {len(names) - 10} more" if len(names) > 10 else ""
    told = (
        f"The columns {', '.join(names[:10])}{rest} were read as periods, and each row of the file as one for each "
        f"period, {len(turned):,} in all{told}."
    )
    return turned, [warning("W_PERIOD_COLUMNS", "header row", told)]


def _parts(table: Table, named: Sequence[str]) -> list[_Part]:
    """The columns of periods; none where they do not hold values of two periods, or value and target of one."""
    split = [(at, *_split(name)) for at, name in enumerate(table.header) if not named[at]]
    parts = [_Part(at, period, measure) for at, period, measure in split if period and not empty(table.cells[at]).all()]
    values = [part for part in parts if part.measure == "value"]
    twice = len({(same_name(part.period), part.measure) for part in parts}) < len(parts)
    enough = len(values) > 1 or (len(values) == 1 and len(parts) > 1)
    if twice or not enough or not all(_holds_figures(table.cells[part.at]) for part in values):
        return []
    return parts


def _split(name: str) -> tuple[str, str]:
    """The period in the name of a column, and what the column says of it; '' twice where it names no period.

    >>> _split("2016/17 Q2"), _split("Q1 actual"), _split("Target 2024/25"), _split("Wards 2024")
    (('2016/17 Q2', 'value'), ('Q1', 'value'), ('2024/25', 'target'), ('', ''))
    """
    plain = visible(name)
    if is_period(plain):
        return plain, "value"
    words = plain.replace("(", " ").replace(")", " ").replace("_", " ").split()
    for at in range(1, len(words)):
        first, last = " ".join(words[:at]).strip(" -:,"), " ".join(words[at:]).strip(" -:,")
        for period, measure in ((first, column_named(last)), (last, column_named(first))):
            if measure in MEASURES and is_period(period):
                return period, measure
    return "", ""


def _holds_figures(column: pa.Array) -> bool:
    """Whether most of what a column holds is figures, or words for none."""
    if pa.types.is_floating(column.type):
        return True
    texts = [text for text in _texts(column).unique().to_pylist() if text.strip()]
    return sum(1 for text in texts if not _is_figure(text)) <= _MOST_OTHER * len(texts)


def _is_figure(text: str) -> bool:
    try:
        number(text)
    except CellError:
        return False
    return True


def _texts(column: pa.Array) -> pa.Array:
    """A column as plain strings."""
    return column.dictionary.take(column.indices) if pa.types.is_dictionary(column.type) else column


def _years_in(table: Table, named: Sequence[str], periods: Sequence[str]) -> bool:
    """Whether the column period has years that the columns are parts of."""
    if any(parse(period) for period in periods):
        return False
    column = table.cells[named.index("period")]
    texts = [] if pa.types.is_floating(column.type) else _texts(column).unique().to_pylist()
    return bool(texts) and all(kind(text).endswith("year") for text in texts)


def _spelt(table: Table, named: Sequence[str], periods: Sequence[str]) -> tuple[list[pa.Array], str]:
    """For each period its text in every row, and what is told of where its year comes from."""
    count = len(table)
    if "period" in named:
        years = _texts(table.cells[named.index("period")])
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


def _turned(table: Table, named: Sequence[str], parts: Sequence[_Part], spelt: Sequence[pa.Array]) -> Table:
    """The table with a row for each row and period, those of one row together."""
    count = len(table)
    periods = list(dict.fromkeys(part.period for part in parts))
    own = {part.at for part in parts} | ({named.index("period")} if "period" in named else set())
    own |= {at for at in range(len(named)) if not named[at] and _split(table.header[at])[0]}
    kept = [at for at in range(len(table.header)) if at not in own]
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
    texts = [pa.array([""] * count) if column is None else _texts(column) for column in columns]
    return pa.concat_arrays([pc.fill_null(column.cast(pa.string()), "") for column in texts])

"""Which column of a table is which column of a scorecard, and what is wrong with that."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from ragcore.columns import COLUMNS
from ragcore.files.table import Table
from ragcore.problems import Problem, error, quoted, warning
from ragcore.text import same_name
from ragcore.vocabulary import vocabulary

# What the user maps a column to so that it is not read.
NOT_READ = ""


def columns_of(table: Table, mapping: Mapping[str, str]) -> tuple[dict[str, int], list[Problem]]:
    """Where each column of a scorecard is among those of a table.

    mapping : the table's own names to those of a scorecard, NOT_READ for what is not to be read; it goes before a
        column that has the name itself, and that before a synonym

    >>> import numpy as np
    >>> cells = [pa.array(["Calls"]), pa.array(["82.5"]), pa.array(["85"])]
    >>> columns_of(Table(["Measure", "Value", "Plan"], cells, np.array([2], dtype=np.int32)), {"Plan": "target"})[0]
    {'indicator': 0, 'value': 1, 'target': 2}
    """
    own = {same_name(name): column for name, column in mapping.items()}
    named = [same_name(name).replace(" ", "_") for name in table.header]
    chosen = [own.get(same_name(name)) for name in table.header]
    for place, name in enumerate(named):
        if chosen[place] is None and name in COLUMNS and name not in own.values():
            chosen[place] = name
    mapped = _by_synonyms([name.replace("_", " ") for name in named], chosen)
    columns: dict[str, int] = {}
    problems: list[Problem] = []
    extra: list[str] = []
    for place, name in enumerate(table.header):
        canonical = mapped.get(place, chosen[place])
        if place in mapped:
            told = f"The column {quoted(name)} was read as {canonical}."
            problems.append(warning("W_HEADER_MAPPED", f"column {place + 1}", told))
        if canonical is None:
            extra += [quoted(name, 30)] if name else _nameless(table, place)
        elif canonical in columns:
            first = columns[canonical] + 1
            told = f"Two columns are called {canonical}; remove or rename one of them."
            problems.append(error("E_DUPLICATE_HEADER", f"columns {first} and {place + 1}", told))
        elif canonical != NOT_READ:
            columns[canonical] = place
    return columns, problems + _missing(columns) + _extra(extra)


def _by_synonyms(names: list[str], chosen: list[str | None]) -> dict[int, str]:
    """Columns of a scorecard by the places of columns that have another name for them: of several, the most telling."""
    mapped: dict[int, str] = {}
    taken = set(chosen)
    for synonym, canonical in vocabulary().synonyms.items():
        if canonical not in taken and synonym in names and chosen[names.index(synonym)] is None:
            mapped[names.index(synonym)] = canonical
            taken.add(canonical)
    return mapped


def _nameless(table: Table, place: int) -> list[str]:
    """What to call a column that has no name; nothing where there is nothing in it."""
    cells = table.cells[place]
    texts = cells.dictionary if pa.types.is_dictionary(cells.type) else cells
    says = pa.types.is_floating(cells.type) or pc.any(pc.not_equal(pc.utf8_trim_whitespace(texts), "")).as_py()
    return [f"column {place + 1}, which has no name"] if says else []


def _missing(columns: Mapping[str, int]) -> list[Problem]:
    """A problem for each column that a scorecard cannot do without."""
    counts = {"numerator", "denominator"} <= columns.keys()
    wanted = {
        "indicator": "indicator" in columns,
        "value": "value" in columns or counts,
        "target": "target" in columns or {"target_low", "target_high"} <= columns.keys(),
    }
    told = {
        "indicator": "There is no column indicator; name the column that holds the names of the measures so.",
        "value": "There is no column value; name the column that holds the figures so.",
        "target": "There is no column target; name the column that holds the targets so.",
    }
    missing = [name for name, there in wanted.items() if not there]
    if len(missing) == len(wanted):
        whole = (
            "The file is not a scorecard: it needs columns named indicator, value and target, and a row for each "
            "measure; a file with a column for each measure must be turned first."
        )
        return [error("E_NOT_A_SCORECARD", "header row", whole)]
    return [error("E_MISSING_COLUMN", "header row", told[name]) for name in missing]


def _extra(names: list[str]) -> list[Problem]:
    """A warning that names the columns that no scorecard has."""
    if not names:
        return []
    rest = f" and {len(names) - 10} more" if len(names) > 10 else ""
    told = f"Columns that a scorecard does not have were ignored: {', '.join(names[:10])}{rest}."
    return [warning("W_EXTRA_COLUMNS", "header row", told)]

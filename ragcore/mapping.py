"""Which column of a table is which column of a scorecard, and what is wrong with that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from ragcore.files.header import column_named, plain_name
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
    said = {same_name(name): column for name, column in mapping.items()}
    chosen = {place: said[same_name(name)] for place, name in enumerate(table.header) if same_name(name) in said}
    known = {place: column_named(name) for place, name in enumerate(table.header) if place not in chosen}
    chosen |= {
        place: column
        for place, column in known.items()
        if column and column not in chosen.values() and plain_name(table.header[place]) == plain_name(column)
    }
    synonyms = _by_synonyms(table.header, chosen)
    columns: dict[str, int] = {}
    problems: list[Problem] = []
    extra: list[str] = []
    for place, name in enumerate(table.header):
        canonical = chosen.get(place, synonyms.get(place))
        if place in synonyms:
            told = f"The column {quoted(name)} was read as {canonical}."
            problems.append(warning("W_HEADER_MAPPED", f"column {place + 1}", told))
        if canonical is None and known.get(place) in columns:
            own = quoted(table.header[columns[known[place]]], 30)
            told = (
                f"{quoted(name, 30)} may be the {known[place]} too; {own} was read as it. Remove or rename one of them."
            )
            problems.append(warning("W_COLUMN_TWICE", f"column {place + 1}", told))
        elif canonical is None:
            extra += [quoted(name, 30)] if name else _nameless(table, place)
        elif canonical in columns:
            first = columns[canonical] + 1
            told = f"Two columns are called {canonical}; remove or rename one of them."
            problems.append(error("E_DUPLICATE_HEADER", f"columns {first} and {place + 1}", told))
        elif canonical != NOT_READ:
            columns[canonical] = place
    return columns, problems + _missing(columns, extra) + _extra(extra)


def _by_synonyms(header: Sequence[str], chosen: Mapping[int, str]) -> dict[int, str]:
    """Columns of a scorecard by the places of columns that have another name for them: of several, the most telling."""
    found: dict[int, str] = {}
    taken = set(chosen.values())
    telling = {synonym: order for order, synonym in enumerate(vocabulary().synonyms)}
    places = [place for place, name in enumerate(header) if place not in chosen and column_named(name)]
    # A name with a unit or a footnote mark comes after all that are as they are.
    for place in sorted(places, key=lambda place: telling.get(plain_name(header[place]), len(telling))):
        canonical = column_named(header[place])
        if canonical not in taken:
            found[place] = canonical
            taken.add(canonical)
    return found


def _nameless(table: Table, place: int) -> list[str]:
    """What to call a column that has no name; nothing where there is nothing in it."""
    cells = table.cells[place]
    texts = cells.dictionary if pa.types.is_dictionary(cells.type) else cells
    says = pa.types.is_floating(cells.type) or pc.any(pc.not_equal(pc.utf8_trim_whitespace(texts), "")).as_py()
    return [f"column {place + 1}, which has no name"] if says else []


def _missing(columns: Mapping[str, int], extra: list[str]) -> list[Problem]:
    """A problem for each column that a scorecard cannot do without; `extra` are the names of those not understood."""
    counts = {"numerator", "denominator"} <= columns.keys()
    wanted = {
        "indicator": "indicator" in columns,
        "value": "value" in columns or counts,
        "target": "target" in columns or {"target_low", "target_high"} <= columns.keys(),
    }
    told = {
        "indicator": "There is no column indicator; name the column that holds the names of the measures so{perhaps}.",
        "value": "There is no column value; name the column that holds the figures so{perhaps}.",
        "target": "There is no column target; name the column that holds the targets so{perhaps}.",
    }
    missing = [name for name, there in wanted.items() if not there]
    if len(missing) == len(wanted):
        whole = (
            "The file is not a scorecard: it needs columns named indicator, value and target, and a row for each "
            "measure; a file with a column for each measure must be turned first."
        )
        return [error("E_NOT_A_SCORECARD", "header row", whole)]
    perhaps = f", perhaps {' or '.join(extra)}" if len(missing) == 1 and 0 < len(extra) <= 3 else ""
    return [error("E_MISSING_COLUMN", "header row", told[name].format(perhaps=perhaps)) for name in missing]


def _extra(names: list[str]) -> list[Problem]:
    """A warning that names the columns that no scorecard has."""
    if not names:
        return []
    rest = f" and {len(names) - 10} more" if len(names) > 10 else ""
    told = f"Columns that a scorecard does not have were ignored: {', '.join(names[:10])}{rest}."
    return [warning("W_EXTRA_COLUMNS", "header row", told)]

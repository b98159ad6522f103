"""Reading a scorecard: from bytes or a path to a scorecard, and a list of all that is wrong with it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

import numpy as np

from ragcore.about import About, read_about, sidecar
from ragcore.checks import CHECKS
from ragcore.columns import COLUMNS, Converter
from ragcore.figures import Figures, scale_of
from ragcore.problems import Problem, error, note, quoted, refused, warning
from ragcore.rule import Rule
from ragcore.scorecard import Scorecard
from ragcore.table import MOST_BYTES, Table, read_table
from ragcore.text import slug
from ragcore.vocabulary import vocabulary

Source = str | Path | bytes | IO[bytes]


def read(
    source: Source,
    *,
    sheet: str | None = None,
    mapping: Mapping[str, str] | None = None,
    rule: Rule | None = None,
) -> tuple[Scorecard | None, list[Problem]]:
    """Read a scorecard file.

    Parameters
    ----------
    source : a path, the bytes of a file, or an open binary file; beside a path, `<name>.about.toml` is read too
    sheet : the sheet of a workbook; a CSV file has none
    mapping : the file's own column names to those of a scorecard, before any synonym is tried
    rule : the rule to rate with, instead of the one that the scorecard states

    Returns the scorecard, None where the file is refused, and every problem found, in the order of the file.

    >>> scorecard, problems = read(b"indicator,value,target\\nCalls answered,82.5,85\\n")
    >>> scorecard.position().ratings, [problem.code for problem in problems]
    (array([3], dtype=int8), ['N_POLARITY', 'N_TOLERANCE'])
    """
    about, stated, problems = About(), Rule(), []
    if isinstance(source, str | Path):
        path = Path(source)
        try:
            with path.open("rb") as file:
                data = file.read(MOST_BYTES + 1)
        except OSError:
            told = "There is no such file, or it may not be read; check its name and its folder."
            return None, [error("E_NO_FILE", path.name, told)]
        about, stated, problems = read_about(sidecar(path))
    else:
        data = source if isinstance(source, bytes) else source.read(MOST_BYTES + 1)
    if sheet is not None:
        problems = [*problems, warning("W_SHEET", "file", f"A CSV file has no sheets; {quoted(sheet)} was ignored.")]
    table, found = read_table(data)
    problems = [*problems, *found]
    if table is None:
        return None, problems
    figures, found = _figures(table, mapping or {})
    problems = [*problems, *found]
    if figures is None or refused(problems):
        return None, problems
    used = rule or stated
    return Scorecard(figures, about, used), problems + _assumptions(figures, used)


def _figures(table: Table, mapping: Mapping[str, str]) -> tuple[Figures | None, list[Problem]]:
    """The figures of a table; None where its header is refused."""
    columns, problems = _header(table, mapping)
    if refused(problems):
        return None, problems
    converter = Converter(table, columns)
    found = converter.converted()
    problems += converter.problems
    names: list[str] = found["indicator"]
    ids = found.get("id", [""] * len(names))
    made = _ids_of(set(names))
    found["id"] = [given or made[name] for given, name in zip(ids, names, strict=True)]
    _make_values(found)
    figures = Figures.of(**found)
    for check in CHECKS:
        problems += check(figures, table.rows)
    if "polarity" not in columns:
        problems.append(note("N_POLARITY", "file", "There is no column polarity; higher is taken to be better."))
    return figures, problems


def _header(table: Table, mapping: Mapping[str, str]) -> tuple[dict[str, int], list[Problem]]:
    """Where each column of a scorecard is, and what is wrong with the header."""
    own = {name.strip().lower(): column for name, column in mapping.items()}
    synonyms = vocabulary().synonyms
    columns: dict[str, int] = {}
    problems: list[Problem] = []
    extra: list[str] = []
    named = [name.strip().lower().replace(" ", "_") for name in table.header]
    for place, name in enumerate(table.header):
        low = name.strip().lower()
        canonical = own.get(low) or (named[place] if named[place] in COLUMNS else None)
        # A synonym gives way to a column that has the name itself.
        if canonical is None and synonyms.get(low) and synonyms[low] not in (*named, *own.values(), *columns):
            canonical = synonyms[low]
            told = f"The column {quoted(name)} was read as {canonical}."
            problems.append(warning("W_HEADER_MAPPED", f"column {place + 1}", told))
        if canonical is None:
            extra += [name] if name else []
        elif canonical in columns:
            first = columns[canonical] + 1
            told = f"Two columns are called {canonical}; remove or rename one of them."
            problems.append(error("E_DUPLICATE_HEADER", f"columns {first} and {place + 1}", told))
        else:
            columns[canonical] = place
    return columns, problems + _missing(columns) + _extra(extra)


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
        whole = "The file is not a scorecard: it needs columns named indicator, value and target."
        return [error("E_NOT_A_SCORECARD", "header row", whole)]
    return [error("E_MISSING_COLUMN", "header row", told[name]) for name in missing]


def _extra(names: list[str]) -> list[Problem]:
    """A warning that names the columns that no scorecard has."""
    if not names:
        return []
    listed = ", ".join(quoted(name, 30) for name in names[:10])
    rest = f" and {len(names) - 10} more" if len(names) > 10 else ""
    return [
        warning(
            "W_EXTRA_COLUMNS", "header row", f"Columns that a scorecard does not have were ignored: {listed}{rest}."
        )
    ]


def _ids_of(names: set[str]) -> dict[str, str]:
    """An id for each name, of its letters and digits; names that have the same ones are told apart by their hash."""
    same = Counter(slug(name) for name in names)
    return {
        name: made if same[made := slug(name)] == 1 else f"{made}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
        for name in names
    }


def _make_values(found: dict[str, Any]) -> None:
    """Make the value of rows that have counts and no value; a suppressed value is never made."""
    if "numerator" not in found or "denominator" not in found:
        return
    count = len(found["id"])
    value = np.array(found.get("value", [np.nan] * count))
    numerator, denominator = np.array(found["numerator"]), np.array(found["denominator"])
    unit = found.get("unit", [""] * count)
    scale = np.array([scale_of(text) for text in unit])
    makes = np.isnan(value) & ~np.array(found["suppressed"]) & ~np.isnan(numerator) & (denominator > 0)
    value[makes] = scale[makes] * numerator[makes] / denominator[makes]
    found["value"] = value


def _assumptions(figures: Figures, rule: Rule) -> list[Problem]:
    """What was assumed about the rule."""
    if rule.amber is not None or bool((~np.isnan(figures.amber) | ~np.isnan(figures.amber_limit)).all()):
        return []
    told = "No tolerance is stated; amber is assumed to reach 5 points short of the target for percentages and 5% otherwise."
    return [note("N_TOLERANCE", "file", told)]

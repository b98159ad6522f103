"""Reading a scorecard: from bytes or a path to a scorecard, and a list of all that is wrong with it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

import numpy as np

from ragcore.about import About, read_about, sidecar
from ragcore.cells import LARGEST
from ragcore.checks import CHECKS
from ragcore.columns import COLUMNS, Converter
from ragcore.figures import Figures, scale_of
from ragcore.problems import Problem, at_most, error, note, quoted, refused, rows_named, warning
from ragcore.rule import Rule, assumed_tolerance
from ragcore.scorecard import Scorecard
from ragcore.table import MOST_BYTES, Table, read_table
from ragcore.text import same_name, slug
from ragcore.vocabulary import vocabulary

Source = str | Path | bytes | IO[bytes]


def read(
    source: Source,
    *,
    sheet: str | None = None,
    mapping: Mapping[str, str] | None = None,
    rule: Rule | None = None,
) -> tuple[Scorecard | None, list[Problem]]:
    r"""Read a scorecard file.

    Parameters
    ----------
    source : a path, the bytes of a file, or an open binary file; beside a path, `<name>.about.toml` is read too
    sheet : the sheet of a workbook; a CSV file has none
    mapping : the file's own column names to those of a scorecard, before any synonym is tried
    rule : the rule to rate with, instead of the one that the scorecard states

    Returns the scorecard, None where the file is refused, and all problems found; of more than a few of one kind
    the first, and how many more there are.

    Raises ValueError where `mapping` names a column that no scorecard has.

    >>> scorecard, problems = read(b"indicator,value,target\nCalls answered,82.5,85\n")
    >>> scorecard.position().ratings, [problem.code for problem in problems]
    (array([3], dtype=int8), ['N_POLARITY', 'N_TOLERANCE'])
    """
    about, stated, problems = About(), Rule(), list[Problem]()
    if isinstance(source, str | Path):
        path = Path(source)
        try:
            with path.open("rb") as file:
                data = file.read(MOST_BYTES + 1)
        except (OSError, ValueError):  # the latter of a name that can be none
            told = "There is no such file, or it may not be read; check its name and its folder."
            return None, [error("E_NO_FILE", path.name or "file", told)]
        about, stated, problems = read_about(sidecar(path))
    else:
        data = source if isinstance(source, bytes) else source.read(MOST_BYTES + 1)
    if sheet is not None:
        problems = [*problems, warning("W_SHEET", "file", f"A CSV file has no sheets; {quoted(sheet)} was ignored.")]
    table, found = read_table(data)
    figures = None
    if table:
        figures, more = _figures(table, mapping or {})
        found = found + more
    problems = [*problems, *at_most(found)]
    if figures is None or refused(problems):
        return None, problems
    used = rule or stated
    return Scorecard(figures, about, used), problems + _assumed_tolerance(figures, used)


def _figures(table: Table, mapping: Mapping[str, str]) -> tuple[Figures | None, list[Problem]]:
    """The figures of a table; None where its header is refused."""
    columns, problems = _header(table, mapping)
    if refused(problems):
        return None, problems
    converter = Converter(table, columns)
    found = converter.converted()
    problems += converter.problems
    found["id"] = _ids(found["indicator"], found.get("id", [""] * len(table.rows)))
    problems += _make_values(found, table.rows)
    figures = Figures.of(**found)
    for check in CHECKS:
        problems += check(figures, table.rows)
    return figures, problems + _assumed_polarity(table, columns)


def _header(table: Table, mapping: Mapping[str, str]) -> tuple[dict[str, int], list[Problem]]:
    """Where each column of a scorecard is, and what is wrong with the header."""
    own = {same_name(name): column for name, column in mapping.items()}
    strange = sorted(set(own.values()) - set(COLUMNS))
    if strange:
        raise ValueError(f"mapping must be to columns of a scorecard, not to {', '.join(strange)}")
    synonyms = vocabulary().synonyms
    columns: dict[str, int] = {}
    problems: list[Problem] = []
    extra: list[str] = []
    named = [same_name(name).replace(" ", "_") for name in table.header]
    for place, name in enumerate(table.header):
        canonical = own.get(same_name(name))
        # What the user maps goes before a column that has the name itself, and that before a synonym.
        if canonical is None and named[place] in COLUMNS and named[place] not in own.values():
            canonical = named[place]
        synonym = synonyms.get(named[place].replace("_", " "))
        if canonical is None and synonym and synonym not in (*named, *own.values(), *columns):
            canonical = synonym
            told = f"The column {quoted(name)} was read as {canonical}."
            problems.append(warning("W_HEADER_MAPPED", f"column {place + 1}", told))
        if canonical is None:
            extra += [quoted(name, 30)] if name else _nameless(table, place)
        elif canonical in columns:
            first = columns[canonical] + 1
            told = f"Two columns are called {canonical}; remove or rename one of them."
            problems.append(error("E_DUPLICATE_HEADER", f"columns {first} and {place + 1}", told))
        else:
            columns[canonical] = place
    return columns, problems + _missing(columns) + _extra(extra)


def _nameless(table: Table, place: int) -> list[str]:
    """What to call a column that has no name; nothing where there is nothing in it."""
    return [f"column {place + 1}, which has no name"] if any(cell.strip() for cell in table.cells[place]) else []


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
    rest = f" and {len(names) - 10} more" if len(names) > 10 else ""
    told = f"Columns that a scorecard does not have were ignored: {', '.join(names[:10])}{rest}."
    return [warning("W_EXTRA_COLUMNS", "header row", told)]


def _ids(names: list[str], given: list[str]) -> list[str]:
    """The id of each row: as given, else that of another row of the same name, else made of the name.

    It is made of the name's letters and digits; names that have the same ones are told apart by their hash.
    """
    plain = {name: same_name(name) for name in set(names)}
    ids: dict[str, str] = {}
    for name, own in zip(names, given, strict=True):
        if own:
            ids.setdefault(plain[name], own)
    made = {name: slug(name) for name in set(plain.values()) - ids.keys()}
    same = Counter([*made.values(), *set(ids.values())])
    for name, own in made.items():
        ids[name] = own if same[own] == 1 else f"{own}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
    return [own or ids[plain[name]] for name, own in zip(names, given, strict=True)]


def _make_values(found: dict[str, Any], rows: list[int]) -> list[Problem]:
    """Make the value of rows that have counts and no value; a suppressed value is never made."""
    if "numerator" not in found or "denominator" not in found:
        return []
    value = np.array(found.get("value", [np.nan] * len(rows)))
    numerator, denominator = np.array(found["numerator"]), np.array(found["denominator"])
    scale = np.array([scale_of(text) for text in found["unit"]])
    makes = np.isnan(value) & ~np.array(found["suppressed"]) & ~np.isnan(numerator) & (denominator > 0)
    value[makes] = scale[makes] * numerator[makes] / denominator[makes]
    beyond = makes & (np.abs(value) > LARGEST)
    value[beyond] = np.nan
    found["value"] = value
    if not beyond.any():
        return []
    where = f"{rows_named([rows[at] for at in np.flatnonzero(beyond)])}, column denominator"
    told = "The numerator over the denominator makes a figure out of range; put one of the two right."
    return [error("E_OUT_OF_RANGE", where, told)]


def _assumed_polarity(table: Table, columns: Mapping[str, int]) -> list[Problem]:
    """What was assumed where nothing says which way is better."""
    if "polarity" not in columns:
        return [note("N_POLARITY", "file", "There is no column polarity; higher is taken to be better.")]
    cells = table.cells[columns["polarity"]]
    empty = [row for row, cell in zip(table.rows, cells, strict=True) if not cell.strip()]
    if not empty:
        return []
    told = "Where the polarity is empty, higher is taken to be better."
    return [note("N_POLARITY", f"{rows_named(empty)}, column polarity", told)]


def _assumed_tolerance(figures: Figures, rule: Rule) -> list[Problem]:
    """What was assumed where nothing says how far amber reaches."""
    stated = ~np.isnan(figures.amber) | ~np.isnan(figures.amber_limit)
    if rule.amber is not None or rule.improved == "instead" or bool(stated.all()):
        return []
    points, share = assumed_tolerance("%"), assumed_tolerance("")
    told = (
        f"Where no tolerance is stated, amber is assumed to reach {points} points short of the target for percentages, "
        f"and {share} of it otherwise."
    )
    return [note("N_TOLERANCE", "file", told)]

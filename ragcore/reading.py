"""From the bytes of a file to a scorecard, step by step: how it was understood, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa

from ragcore import counts
from ragcore.about import About, about_in_grid, about_in_json
from ragcore.checks import CHECKS
from ragcore.columns import COLUMNS, Converter, coded_cells
from ragcore.example import without_example
from ragcore.figures import Figures
from ragcore.files.body import cleaned, without_totals
from ragcore.files.delimited import read_text
from ragcore.files.gate import enter
from ragcore.files.kinds import Kind, wrong_ending
from ragcore.files.layout import laid_out
from ragcore.files.parquet import read_parquet
from ragcore.files.table import RowNumbers, Table
from ragcore.files.wide import long
from ragcore.files.workbook import choose, open_workbook
from ragcore.files.year_column import joined_periods
from ragcore.ids import ids_of
from ragcore.limits import Polarity
from ragcore.mapping import columns_of
from ragcore.problems import Place, Problem, at_most, error, note, quoted, refused, warning
from ragcore.published import contradictions
from ragcore.rule import Rule, assumed_tolerance
from ragcore.scorecard import Scorecard
from ragcore.small import without_small

# So many rows of a table are kept to be looked at and corrected.
MOST_SHOWN = 2_000


@dataclass(frozen=True)
class Options:
    """How a file is to be read, where it does not say so itself.

    name : the file's own name, '' where it has none
    sheet : the sheet of a workbook, None for the one that looks most like a scorecard
    mapping : the file's own column names to those of a scorecard, '' for one that is not to be read
    polarity : which way is better where no polarity is stated
    about, rule : what a file beside it says; it goes before what the file itself says, field by field
    hide_small : whether numerators of 1 to 5 are hidden; None as the scorecard says itself
    corrections : texts for cells, by the place of the row in the table and the name of a scorecard's column
    """

    name: str = ""
    sheet: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    polarity: Polarity = Polarity.HIGHER
    about: About = About()
    rule: Rule | None = None
    hide_small: bool | None = None
    corrections: Mapping[tuple[int, str], str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Reading:
    """What was made of a file.

    scorecard : None where the file is refused
    problems : all that is wrong with it, what was done to it and what was assumed
    sheets, sheet : the names of a workbook's sheets, and the one that was read
    header, columns : the names of its columns, and which of them is which column of a scorecard
    rows, cells : the first rows of the table, by their number in the file, and for each column their texts
    """

    scorecard: Scorecard | None
    problems: list[Problem]
    sheets: list[str] = field(default_factory=list)
    sheet: str = ""
    header: list[str] = field(default_factory=list)
    columns: dict[str, int] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=list)


@dataclass(frozen=True, eq=False)
class _Opened:
    """A file that was opened: its table, None where it is refused, and what it says of itself."""

    table: Table | None
    problems: list[Problem]
    about: About = About()
    rule: Rule = Rule()
    sheets: list[str] = field(default_factory=list)


def reading_of(data: bytes, options: Options) -> Reading:
    r"""Read the bytes of a file of any kind that is known.

    Raises ValueError where the mapping names a column that no scorecard has.

    >>> reading = reading_of(b"measure,actual,target\nCalls answered,82.5,85\n", Options())
    >>> reading.columns, [problem.code for problem in reading.problems][:2]
    ({'indicator': 0, 'value': 1, 'target': 2}, ['W_HEADER_MAPPED', 'W_HEADER_MAPPED'])
    """
    opened = _opened(data, options)
    reading = Reading(None, at_most(opened.problems), opened.sheets)
    if opened.table is None:
        return reading
    table, joined = joined_periods(opened.table, options.mapping)
    table, found = long(table, options.mapping)
    columns, more = columns_of(table, options.mapping)
    table, totals = without_totals(table, columns)
    table, example = without_example(table, columns)
    table, columns = _corrected(table, columns, options.corrections)
    if options.corrections:
        # What a correction fills in is no longer missing.
        _, more = columns_of(table, options.mapping)
    problems = [*joined, *found, *more, *totals, *example]
    if not len(table):
        nothing = "There are no rows but totals, headings and examples; fill in a row for each measure."
        problems.append(error("E_NO_ROWS", "file", nothing))
    shown = [coded_cells(cells[:MOST_SHOWN]).as_texts().tolist() for cells in table.cells]
    numbers = table.rows[:MOST_SHOWN].tolist()
    reading = replace(reading, sheet=table.sheet, header=table.header, columns=columns, rows=numbers, cells=shown)
    scorecard = None
    if not refused(problems):
        scorecard, more = _scorecard(table, columns, opened, options)
        problems += more
    told = at_most([*opened.problems, *_on_sheet(table.sheet, problems)])
    return replace(reading, scorecard=None if refused(told) else scorecard, problems=told)


def _opened(data: bytes, options: Options) -> _Opened:
    """Open a file by what it is, whatever its name says."""
    kind, problems = enter(data)
    if refused(problems):
        return _Opened(None, problems)
    problems = [*problems, *wrong_ending(options.name, kind)]
    if kind is Kind.TEXT:
        table, found = read_text(data)
        if options.sheet is not None:
            told = f"A CSV file has no sheets; {quoted(options.sheet)} was ignored."
            found = [warning("W_SHEET", "file", told), *found]
        return _Opened(table, problems + found)
    if kind is Kind.PARQUET:
        table, text, found = read_parquet(data)
        about, rule, more = about_in_json(text) if text else (About(), Rule(), [])
        problems = [*problems, *found, *more]
        if table is None or refused(problems):
            return _Opened(None, problems)
        table, found = cleaned(table)
        return _Opened(table, problems + found, about, rule)
    return _opened_workbook(data, kind, options, problems)


def _opened_workbook(data: bytes, kind: Kind, options: Options, problems: list[Problem]) -> _Opened:
    """Open one sheet of a workbook, and what its sheet About says."""
    book, found = open_workbook(data, kind)
    problems = [*problems, *found]
    if book is None or refused(problems):
        return _Opened(None, problems)
    sheets = [sheet.name for sheet in book.tables]
    about, rule, found = about_in_grid(book.about) if book.about else (About(), Rule(), [])
    grid, more = choose(book, options.sheet)
    problems += [*found, *_on_sheet(grid.sheet if grid else "", more)]
    if grid is None or refused(problems):
        return _Opened(None, problems, sheets=sheets)
    table, found = laid_out(grid)
    return _Opened(table, problems + _on_sheet(grid.sheet, found), about, rule, sheets)


def _on_sheet(sheet: str, problems: list[Problem]) -> list[Problem]:
    """The problems with their sheet before the place."""
    if not sheet:
        return problems
    return [
        problem
        if problem.where.startswith(("file", "sheet"))
        else replace(problem, where=f"sheet {sheet}, {problem.where}")
        for problem in problems
    ]


def _corrected(
    table: Table, columns: dict[str, int], corrections: Mapping[tuple[int, str], str]
) -> tuple[Table, dict[str, int]]:
    """The table with other texts in some cells; a column that it does not have is added."""
    header, cells, places = list(table.header), list(table.cells), dict(columns)
    for name in dict.fromkeys(name for _, name in corrections if name in COLUMNS):
        if name in places:
            texts = coded_cells(cells[places[name]]).as_texts().tolist()
        else:
            texts = [""] * len(table)
            places[name] = len(header)
            header.append(name)
            cells.append(pa.nulls(0, pa.string()))
        for (row, column), text in corrections.items():
            if column == name and row < len(texts):
                texts[row] = text
        cells[places[name]] = pa.array(texts, pa.string())
    return replace(table, header=header, cells=cells), places


def _scorecard(
    table: Table, columns: dict[str, int], opened: _Opened, options: Options
) -> tuple[Scorecard | None, list[Problem]]:
    """The scorecard of a table; None where it is refused."""
    about, rule = options.about.over(opened.about), options.rule or opened.rule
    if options.hide_small is not None:
        about = replace(about, hide_small=options.hide_small)
    converter = Converter(table, columns, options.polarity)
    found = converter.converted()
    problems = converter.problems
    found["id"] = ids_of(found["indicator"], found.get("id"))
    changed, more = counts.made_values(found, converter.is_empty("value"), table.rows)
    found |= changed
    problems += more
    changed, more = counts.without_suppressed(found, table.rows)
    found |= changed
    problems += more
    if about.hide_small:
        changed, more = without_small(found, table.rows)
        found |= changed
        problems += more
    figures = Figures.of(**found)
    for check in CHECKS:
        problems += check(figures, table.rows)
    problems += _assumed_polarity(converter, table.rows, columns, options.polarity)
    if refused(problems):
        return None, problems
    scorecard = Scorecard(figures, about, rule)
    return scorecard, [*problems, *contradictions(scorecard, table.rows), *_assumed_tolerance(figures, rule)]


def _assumed_polarity(
    converter: Converter, rows: RowNumbers, columns: dict[str, int], polarity: Polarity
) -> list[Problem]:
    """What was assumed where nothing says which way is better."""
    assumed = {
        Polarity.HIGHER: "higher is taken to be better",
        Polarity.LOWER: "lower is taken to be better",
        Polarity.NONE: "neither way is taken to be better",
    }.get(polarity, "a band is taken to be best")
    if "polarity" not in columns:
        return [note("N_POLARITY", "file", f"There is no column polarity; {assumed}.")]
    empty = converter.is_empty("polarity")
    if not empty.any():
        return []
    return [note("N_POLARITY", Place(rows[empty], "polarity"), f"Where the polarity is empty, {assumed}.")]


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

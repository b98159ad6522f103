"""The header of a table: in which rows it stands, and the names that it gives to the columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ragcore.columns import COLUMNS
from ragcore.periods import kind, parse
from ragcore.problems import Place, Problem, rows_named, warning
from ragcore.text import same_name, visible
from ragcore.vocabulary import vocabulary

Row = tuple[int, list[str]]
Merged = Sequence[tuple[int, int, int, int]]

# Among so many rows the header is looked for, and it stands in no more than so many of them.
LOOKED_AT = 50
MOST_HEADER_ROWS = 3
# What may stand behind the name of a column: its unit, the mark of a footnote.
_UNIT = r"%|per ?cent|percentage|£[\w, ']{0,8}|no\.?|number|count|rate|days|weeks|hours|minutes"
_ORNAMENTS = re.compile(
    rf"(\s*(\((?:{_UNIT}|\d\d?)\)|\[(?:{_UNIT}|(?:note )?\d\d?)\]|%|[*†‡§\u00b9\u00b2\u00b3\u2070-\u2079]))+$"
)
_FIGURE = re.compile(r"[-+£$€(]?\s*\.?\d[\d,. ]*[%)]?")


@dataclass(frozen=True)
class Header:
    """Where a header stands among rows, and what it says.

    first, last : the places of its rows in the list that it was found in
    names : a name for each column, '' where it has none; as far as there are any
    width : how many cells its rows have, empty ones at the end included
    """

    first: int
    last: int
    names: list[str]
    width: int


def plain_name(name: str) -> str:
    """A name in a header as the vocabulary writes it.

    >>> plain_name(" Target_Low")
    'target low'
    """
    return same_name(name).replace("_", " ")


@lru_cache(maxsize=4096)
def column_named(name: str) -> str:
    """The column of a scorecard that a name in a header stands for; '' where it stands for none.

    A unit or the mark of a footnote behind a name is passed over where the whole stands for none.

    >>> column_named("Target_Low "), column_named("Outturn"), column_named("Actual (%)*"), column_named("Wards")
    ('target_low', 'value', 'value', '')
    """
    plain = plain_name(name)
    return _column_called(plain) or _column_called(without_ornaments(plain))


def without_ornaments(plain: str) -> str:
    """A plain name without the unit and the marks of footnotes behind it; a period is no ornament.

    >>> without_ornaments("value (%)"), without_ornaments("target\u00b9 *"), without_ornaments("actual (q1)")
    ('value', 'target', 'actual (q1)')
    """
    return _ORNAMENTS.sub("", plain)


def _column_called(plain: str) -> str:
    own = plain.replace(" ", "_")
    return own if own in COLUMNS else vocabulary().synonyms.get(plain, "")


def is_period(name: str) -> bool:
    """Whether a name in a header is a period, or the part of a year that is one.

    >>> is_period("2016/17 Q2"), is_period("Quarter 1"), is_period("Apr"), is_period("Target")
    (True, True, True, False)
    """
    plain = same_name(name)
    if plain.isdigit():  # parsed, every figure of four digits is a year
        return len(plain) == 4 and 1950 <= int(plain) < 2100
    return parse(plain) is not None or is_part(plain)


@lru_cache(maxsize=4096)
def is_part(name: str) -> bool:
    """Whether a name is a quarter or a month without its year.

    >>> is_part("Quarter 1"), is_part("Apr"), is_part("2016/17")
    (True, True, False)
    """
    return name[:1].isalpha() and (kind(f"2001/02 {name}") == "quarter" or kind(f"{name} 2001") == "month")


def header_of(rows: Sequence[Row], merged: Merged = ()) -> Header | None:
    """Find the header among the first rows that hold any text; None where no row names two columns.

    It is where most cells are names of columns that a scorecard has, or periods; else the first row that is as wide
    as the rows below it.
    """
    looked = rows[:LOOKED_AT]
    figures = _first_figure(looked)
    found: Header | None = None
    best = (1, 0)
    for first in range(len(looked)):
        for last in range(first, min(first + MOST_HEADER_ROWS, len(looked))):
            block = looked[first : last + 1]
            if _has_figure(block[-1][1]) or (last > first and not _stacked(block[-2][1], block[-1][1])):
                break
            names = _names(block[0][1]) if last == first else _joined(block, merged)
            # Of two that say the same, the one of fewer rows: a title above a header is no part of it.
            merit = (_known(names, below=first > figures), first - last)
            if merit[0] > 1 and merit > best:
                best, found = merit, Header(first, last, names, max(len(cells) for _, cells in block))
    return found or _widest(looked)


def header_told(numbers: Sequence[int], header: Header) -> list[Problem]:
    """What is told of a header that is not one row, or not the first; numbers : those of all rows that hold text."""
    place = numbers[header.first : header.last + 1]
    if header.first:
        told = f"Header found in {rows_named(place)}; what stands above it was kept as the notes of the table."
        return [warning("W_HEADER_NOT_FIRST", Place(place), told)]
    if header.last > header.first:
        told = f"Header found in {rows_named(place)}; names in one column were joined."
        return [warning("W_HEADER_ROWS", Place(place), told)]
    return []


def _names(cells: list[str]) -> list[str]:
    """Cells as names, without empty ones at the end."""
    names = [visible(cell) for cell in cells]
    while names and not names[-1]:
        names.pop()
    return names


def _known(names: Sequence[str], *, below: bool) -> int:
    """How many different columns of a scorecard, and periods, are among the names of a header.

    A row of data may hold periods too: without the name of a column, half of all must be periods, and no figure may
    stand in a row above.
    """
    columns = {column_named(name) for name in names} - {""}
    periods = {same_name(name) for name in names if not column_named(name) and _of_period(name)}
    if not columns and (below or 2 * len(periods) < sum(map(bool, names))):
        return 0
    return len(columns) + len(periods)


def _of_period(name: str) -> bool:
    """Whether a name is a period, alone or before the name of a column ('Q1 actual')."""
    words = name.split()
    return is_period(name) or any(
        is_period(" ".join(words[:at])) and bool(column_named(" ".join(words[at:]))) for at in range(1, len(words))
    )


def _has_figure(cells: Sequence[str]) -> bool:
    """Whether a row has a figure, as headers have none: a year is no figure here."""
    return any(_FIGURE.fullmatch(cell.strip()) and not is_period(cell) for cell in cells)


def _first_figure(rows: Sequence[Row]) -> int:
    """The place of the first row with a figure; behind the last where there is none."""
    return next((at for at, (_, cells) in enumerate(rows) if _has_figure(cells)), len(rows))


def _stacked(over: Sequence[str], below: Sequence[str]) -> bool:
    """Whether two rows may be one header: some name above stands over more than the one below it."""
    return any(cell.strip() and not (at < len(over) and over[at].strip()) for at, cell in enumerate(below))


def _joined(rows: Sequence[Row], merged: Merged) -> list[str]:
    """The names of a header of several rows: what stands above is put before what stands below.

    What is known below goes alone, unless a period stands above it and no other column says the period; so does what
    stands above nothing.
    """
    width = max(len(cells) for _, cells in rows)
    levels = [[visible(cell) for cell in cells] + [""] * (width - len(cells)) for _, cells in rows]
    lowest = levels[-1]
    for (number, _), level in zip(rows[:-1], levels[:-1], strict=True):
        _spread(level, lowest, [(left, right) for top, left, _, right in merged if top == number])
    stacks = [list(dict.fromkeys(filter(None, stack))) for stack in zip(*levels, strict=True)]
    own = [stack[-1] if stack else "" for stack in stacks]
    often = Counter(column_named(name) for name in own if column_named(name))
    has_period = "period" in often
    names: list[str] = []
    for stack, name in zip(stacks, own, strict=True):
        column = column_named(name)
        parts = [part for part in stack[:-1] if is_period(part)]
        # A year above its quarters makes periods of them.
        period = " ".join(parts) if is_period(" ".join(parts)) else next(iter(parts), "")
        alone = column and (often[column] == 1 if not period or has_period else False)
        if column and not alone:
            names.append(f"{period or ' '.join(stack[:-1])} {name}".strip())
        else:
            names.append(name if column else " ".join(stack))
    return _names(names)


def _spread(level: list[str], lowest: Sequence[str], merged: Sequence[tuple[int, int]]) -> None:
    """Let a name stand over the columns that it is merged over; without merges, up to the next name."""
    for left, right in merged:
        level[left : right + 1] = [level[left]] * (min(right + 1, len(level)) - left)
    if merged:
        return
    over = ""
    for at, name in enumerate(level):
        over = name or (over if lowest[at] else "")
        # A name with nothing below it heads its own column, and no other.
        level[at] = over
        if name and not lowest[at]:
            over = ""


def _widest(rows: Sequence[Row]) -> Header | None:
    """The header where no row has names that are known: the fullest row above the first with a figure.

    Where no row is, it is the first that is as full as most.
    """
    filled = [sum(1 for cell in cells if cell.strip()) for _, cells in rows]
    common = Counter(size for size in filled if size > 1).most_common(1)
    if not common:
        return None
    above = max(filled[: _first_figure(rows)], default=0)
    at = filled.index(above if above > 1 else common[0][0])
    return Header(at, at, _names(rows[at][1]), len(rows[at][1]))

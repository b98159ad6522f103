"""The units that stand beside figures in their cells, and how they go with the unit that the table states."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial

import numpy as np

from ragcore.cells import CellError
from ragcore.coded import Coded, recoded
from ragcore.files.table import RowNumbers
from ragcore.numbers import Numbers, Outcome, decimals_of
from ragcore.problems import Place, Problem, quoted, warning
from ragcore.text import same_name
from ragcore.units import kind_of, plain_unit, power_of

_SCALES = {3: "thousands", 6: "millions", 9: "billions"}


def unit_beside(read: Outcome) -> str:
    """The unit that stands beside a figure in its cell; '' for none.

    >>> from ragcore.cells import number
    >>> unit_beside(number("31 days")), unit_beside(number("85%")), unit_beside(number("85"))
    ('days', '%', '')
    """
    if isinstance(read, CellError):
        return ""
    return "%" if read.percent else read.unit


def units_of(names: Coded, stated: Coded, figures: Iterable[Numbers]) -> Coded:
    """The unit of each row: as stated, else the one that stands beside a figure of the indicator in any row.

    names, stated : of n rows; figures : the columns in which to look, the first that has a unit counting
    """
    units = list(map(plain_unit, stated.texts))
    seen: dict[str, str] = {}
    for column in figures:
        different = sorted({unit_beside(read) for _, read in column.others} - {""})
        places = {unit: place for place, unit in enumerate(different, 1)}
        own = column.said(partial(_place_of, places))
        rows = np.flatnonzero(own)
        pairs = np.unique(own[rows].astype(np.int64) * len(names.texts) + names.codes[rows])
        for place, code in (divmod(pair, len(names.texts)) for pair in pairs.tolist()):
            seen.setdefault(same_name(names.texts[code]), different[place - 1])
    if not seen:
        return recoded(stated.codes, units)
    at = {unit: len(units) + place for place, unit in enumerate(dict.fromkeys(seen.values()))}
    by_name = np.array([at.get(seen.get(same_name(name), ""), -1) for name in names.texts], dtype=np.int32)[names.codes]
    unstated = np.array([not unit for unit in units], dtype=bool)[stated.codes]
    return recoded(np.where(unstated & (by_name >= 0), by_name, stated.codes), [*units, *at])


def in_stated_unit(numbers: Numbers, stated: Coded, rows: RowNumbers, column: str) -> tuple[Numbers, list[Problem]]:
    """The figures in the unit that the table states: '1.2m' in '£m' is 1.2 and not 1,200,000; that is told."""
    powers = np.array([power_of(unit) for unit in stated.texts], dtype=np.int32)[stated.codes]
    scaled = np.flatnonzero((powers > 0) & (numbers.said(lambda read: read.power) > 0))
    if not scaled.size:
        return numbers, []
    value, decimals, special = numbers.value.copy(), numbers.decimals.copy(), numbers.special.copy()
    value[scaled] /= 10.0 ** powers[scaled]
    decimals[scaled] = decimals_of(value[scaled])
    special[scaled] = -1
    first = scaled[0]
    text, unit = numbers.others[numbers.special[first]][0], stated.texts[stated.codes[first]]
    told = (
        f"{quoted(text)} was read as {value[first]:.10g}, because the unit {quoted(unit)} says "
        f"{_SCALES[int(powers[first])]} already."
    )
    changed = replace(numbers, value=value, decimals=decimals, special=special)
    return changed, [warning("W_UNIT", Place(rows[scaled], column), told)]


def unlike_units(figures: Mapping[str, Numbers], stated: Coded, rows: RowNumbers) -> list[Problem]:
    """Figures whose cells say another unit than the table does, or than another cell of their row.

    figures : the columns, of which the first that has a unit is what the others are compared with
    """
    kinds = ["", *dict.fromkeys(filter(None, map(kind_of, [*stated.texts, *_all_units(figures.values())])))]
    if len(kinds) < len(["", "one", "another"]):
        return []
    code = {kind: place for place, kind in enumerate(kinds)}
    known = np.array([code[kind_of(unit)] for unit in stated.texts], dtype=np.int32)[stated.codes]
    by_table = known > 0
    problems: list[Problem] = []
    earlier: list[tuple[Numbers, np.ndarray]] = []
    for name, numbers in figures.items():
        own = numbers.said(partial(_kind_code, code))
        # '31 days' may be a number of days; 85% is no number of anything.
        counted = (known == code.get("number", -1)) & (own != code.get("%", -1))
        unlike = np.flatnonzero((known > 0) & (own > 0) & (own != known) & ~counted)
        pair = known[unlike] * len(kinds) + own[unlike]
        for one in np.unique(pair).tolist():
            which = unlike[pair == one]
            first = which[0]
            beside = (
                f"the unit {quoted(stated.texts[stated.codes[first]])}"
                if by_table[first]
                else next(quoted(other.text_of(first)) for other, kind in earlier if kind[first])
            )
            told = (
                f"{quoted(numbers.text_of(first))} does not go with {beside}; nothing was changed, so put one of the "
                "two right."
            )
            problems.append(warning("W_UNIT", Place(rows[which], name), told))
        known = np.where(known > 0, known, own)
        earlier.append((numbers, own))
    return problems


def _all_units(figures: Iterable[Numbers]) -> list[str]:
    """Every unit that stands beside a figure."""
    return sorted({unit_beside(read) for numbers in figures for _, read in numbers.others})


def _place_of(places: Mapping[str, int], read: Outcome) -> int:
    """The place of the unit beside a figure among others; 0 where there is none."""
    return places.get(unit_beside(read), 0)


def _kind_code(code: Mapping[str, int], read: Outcome) -> int:
    """The code of what the unit beside a figure measures; 0 where it is in doubt."""
    return code[kind_of(unit_beside(read))]

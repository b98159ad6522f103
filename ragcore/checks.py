"""Checks across the columns of a scorecard: each takes the figures and the rows' numbers, and returns problems."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray

from ragcore.coded import grouped
from ragcore.figures import Figures
from ragcore.files.table import RowNumbers
from ragcore.limits import Polarity
from ragcore.period_checks import periods_are_known, periods_have_one_meaning, periods_of
from ragcore.problems import Place, Problem, each, error, quoted, warning
from ragcore.scales import scales_are_alike
from ragcore.text import same_name

Check = Callable[[Figures, RowNumbers], list[Problem]]

# What a spreadsheet makes of an id that it takes for a date or a number.
_MANGLED = re.compile(r"\d{1,2}-[A-Z][a-z]{2}|[A-Z][a-z]{2}-\d{2}|\d(?:\.\d+)?E\+\d+|\d{15,}0", re.ASCII)


def names_are_there(figures: Figures, rows: RowNumbers) -> list[Problem]:
    """Each row needs a name."""
    names = figures.codes("indicator")
    nameless = np.array([not text for text in names.texts], dtype=bool)[names.codes]
    if not nameless.any():
        return []
    told = "There is no name in column indicator; write the measure's name, or remove the row."
    return [error("E_NO_NAME", Place(rows[nameless], "indicator"), told)]


def rows_are_different(figures: Figures, rows: RowNumbers) -> list[Problem]:
    """No two rows may be about the same indicator, area and period, however the period is spelt."""
    ids, areas, whens = (figures.codes(name) for name in ("id", "area", "period"))
    same: dict[object, int] = {}
    period = np.array(
        [same.setdefault(read or text, len(same)) for text, read in zip(whens.texts, periods_of(figures), strict=True)],
        dtype=np.int32,
    )
    columns = ((ids.codes, len(ids.texts)), (areas.codes, len(areas.texts)), (period[whens.codes], len(same)))
    group, size = grouped(*columns)
    there = np.zeros(size, dtype=bool)
    there[group] = True
    if np.count_nonzero(there) == len(group):
        return []
    first = np.zeros(size, dtype=np.intp)
    # Of several rows of one group the last one that is written stays: the first of the file.
    first[group[::-1]] = np.arange(len(group) - 1, -1, -1)

    def told(at: int) -> Problem:
        earlier = first[group[at]]
        name, when = figures.indicator[at], f" for {quoted(figures.period[at])}" if figures.period[at] else ""
        if same_name(name) == same_name(figures.indicator[earlier]):
            told = f"{quoted(name)} stands there twice{when}; keep one of the rows."
        else:
            told = (
                f"The id {quoted(figures.id[at])} stands for two measures{when}; give {quoted(name)} an id of its own."
            )
        return error("E_DUPLICATE_ROW", Place([rows[earlier], rows[at]]), told)

    return each(np.flatnonzero(first[group] != np.arange(len(group))), told)


def limits_do_not_cross(figures: Figures, rows: RowNumbers) -> list[Problem]:
    """A band has a lower target below an upper one; an amber limit is on the worse side of its target."""
    band = figures.polarity == Polarity.BAND
    lone = band & (np.isnan(figures.target_low) != np.isnan(figures.target_high))
    none = band & np.isnan(figures.target_low) & np.isnan(figures.target_high)
    inverted = band & (figures.target_low > figures.target_high)
    limit, target = figures.amber_limit, figures.target
    wrong_side = ((figures.polarity == Polarity.HIGHER) & (limit > target)) | (
        (figures.polarity == Polarity.LOWER) & (limit < target)
    )
    both = ~np.isnan(figures.amber) & ~np.isnan(limit)
    faults: list[tuple[NDArray[np.bool_], str, str, str]] = [
        (lone, "E_BAND_LIMITS", "target_low", "a band needs both target_low and target_high; fill in the other"),
        (none, "E_BAND_LIMITS", "target_low", "a band needs target_low and target_high; fill in both"),
        (inverted, "E_BAND_LIMITS", "target_low", "target_low is above target_high; exchange the two"),
        (wrong_side, "E_AMBER_LIMIT", "amber_limit", "amber_limit is better than the target; it must be worse"),
        (both, "E_AMBER_TWICE", "amber", "there are both amber and amber_limit; keep one of them"),
        (band & ~np.isnan(limit), "E_AMBER_LIMIT", "amber_limit", "a band takes a tolerance in amber, not amber_limit"),
    ]

    def problem(at: int, code: str, column: str, told: str) -> Problem:
        return error(code, Place([rows[at]], column), f"{quoted(figures.indicator[at])}: {told}.")

    return [
        one
        for mask, code, column, told in faults
        for one in each(np.flatnonzero(mask), partial(problem, code=code, column=column, told=told))
    ]


def bands_are_named(figures: Figures, rows: RowNumbers) -> list[Problem]:
    """The two targets of a band say nothing of an indicator that is none."""
    idle = (figures.polarity != Polarity.BAND) & ~(np.isnan(figures.target_low) & np.isnan(figures.target_high))
    if not idle.any():
        return []
    told = "target_low and target_high were ignored; where a band is best, write band in the column polarity."
    return [warning("W_BAND_IGNORED", Place(rows[idle], "target_low"), told)]


def counts_agree(figures: Figures, rows: RowNumbers) -> list[Problem]:
    """A value should be its numerator over its denominator; where it is not, the value counts."""
    both = ~np.isnan(figures.numerator) & ~np.isnan(figures.denominator) & ~np.isnan(figures.value)
    if not both.any():
        return []

    def told(at: int) -> Problem:
        value, over, under = figures.value[at], figures.numerator[at], figures.denominator[at]
        counts = f"{over:.10g} of {under:.10g}"
        whole = over == np.floor(over) and under > 0
        fault = f"the value {value:.10g} is not {counts}" if whole else f"{counts} are no counts"
        told = f"{quoted(figures.indicator[at])}: {fault}; the value was used, without counts."
        return warning("W_VALUE_MISMATCH", Place([rows[at]], "value"), told)

    return each(np.flatnonzero(both & ~figures.counted), told)


def ids_are_whole(figures: Figures, rows: RowNumbers) -> list[Problem]:
    """A spreadsheet makes a date of the id 1-2, and drops digits of a long one; what it dropped is gone."""
    codes, texts = figures.codes("id")
    mangled = [place for place, text in enumerate(texts) if _MANGLED.fullmatch(text)]
    if not mangled:
        return []
    named = " and ".join(quoted(texts[place]) for place in mangled[:3])
    told = f"{named} may be what a spreadsheet made of another id; format the column as text and fill it in again."
    return [warning("W_ID_MANGLED", Place(rows[np.isin(codes, mangled)], "id"), told)]


def ids_have_one_name(figures: Figures, rows: RowNumbers) -> list[Problem]:
    """An id stands for one indicator, and not for another one in another period."""
    ids, names = figures.codes("id"), figures.codes("indicator")
    group, _ = grouped((ids.codes, len(ids.texts)), (names.codes, len(names.texts)))
    _, first = np.unique(group, return_index=True)
    first.sort()
    several = np.bincount(ids.codes[first], minlength=len(ids.texts)) > 1
    different: dict[int, dict[str, int]] = {}
    for row in first[several[ids.codes[first]]].tolist():
        name = same_name(names.texts[names.codes[row]])
        if name:
            different.setdefault(int(ids.codes[row]), {}).setdefault(name, row)
    unlike = [list(found.values()) for found in different.values() if len(found) > 1]

    def told(at: int) -> Problem:
        one, other = unlike[at][:2]
        told = (
            f"The id {quoted(figures.id[one])} stands for {quoted(figures.indicator[one])} and "
            f"{quoted(figures.indicator[other])}, which were taken for one indicator; where they are two, give each "
            "an id of its own."
        )
        return warning("W_ID_NAMES", Place(rows[unlike[at]], "id"), told)

    return each(range(len(unlike)), told)


def ids_are_apart(figures: Figures, rows: RowNumbers) -> list[Problem]:
    """Two ids that differ only in capitals are two indicators, and may have been meant as one."""
    codes, texts = figures.codes("id")
    same: dict[str, list[int]] = {}
    for place, text in enumerate(texts):
        same.setdefault(text.casefold(), []).append(place)
    alike = [places for places in same.values() if len(places) > 1]

    def told(at: int) -> Problem:
        one, other = (quoted(texts[place]) for place in alike[at][:2])
        told = f"The ids {one} and {other} were taken for two indicators; where they are one, write them alike."
        return warning("W_ID_NAMES", Place(rows[np.isin(codes, alike[at])], "id"), told)

    return each(range(len(alike)), told)


def indicators_are_alike(figures: Figures, rows: RowNumbers) -> list[Problem]:
    """An indicator has one polarity and one unit in all its rows."""
    codes, ids = figures.codes("id")
    first = np.zeros(len(ids), dtype=np.intp)
    first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)

    def told(at: int, column: str) -> Problem:
        told = f"{quoted(figures.indicator[at])} has more than one {column}; give it the same one in every row."
        return error("E_UNLIKE_ROWS", Place([rows[first[codes[at]]], rows[at]], column), told)

    kinds: dict[str, NDArray[np.integer]] = {"polarity": figures.polarity, "unit": figures.codes("unit").codes}
    return [
        problem
        for column, kind in kinds.items()
        for problem in each(np.flatnonzero(kind[first[codes]] != kind), partial(told, column=column))
    ]


CHECKS: tuple[Check, ...] = (
    names_are_there,
    rows_are_different,
    limits_do_not_cross,
    bands_are_named,
    counts_agree,
    scales_are_alike,
    periods_are_known,
    periods_have_one_meaning,
    ids_are_whole,
    ids_have_one_name,
    ids_are_apart,
    indicators_are_alike,
)

"""Percentages of 100 and shares of 1: where one may have been written for the other; none is changed."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from ragcore.coded import Coded
from ragcore.figures import Figures
from ragcore.files.table import RowNumbers
from ragcore.limits import FloatArray
from ragcore.numbers import Numbers
from ragcore.problems import Place, Problem, each, quoted, warning

# A share of 1 beside a percentage: a hundred times as much, give or take what a measure may be from its target. Small
# percentages are left out, because rates may well be below 1.
SHARE, LIKE, LARGE = 100.0, 2.0, 20.0
# What a value may stand beside.
OTHERS = ("previous", "target", "target_low", "target_high", "amber_limit", "forecast", "benchmark")
# Two figures at least make a column.
FEWEST = 2


def scales_are_alike(figures: Figures, rows: RowNumbers) -> list[Problem]:
    """A percentage is on one scale with what stands in its row, and with the other values of its indicator."""
    percent = _of_percent(figures.codes("unit"), unstated=True)
    against = np.full(len(rows), np.nan)
    for name in OTHERS:
        other: FloatArray = getattr(figures, name)
        if other.strides == (0,):
            continue  # the file has no such column
        low = np.minimum(figures.value, other)
        at = np.flatnonzero((low > 0) & (low < 1) & percent)
        at = at[_share_beside(figures.value[at], other[at])]
        against[at] = other[at]
    alone = np.flatnonzero(np.isnan(against))
    against[alone] = _against_other_rows(figures)[alone]

    def told(at: int) -> Problem:
        name, value, other = quoted(figures.indicator[at]), figures.value[at], against[at]
        told = (
            f"{name}: {value:.10g} beside {other:.10g} looks like a share of 1 beside a percentage of 100; "
            "nothing was changed, so write both on one scale, as 85 or 85%."
        )
        return warning("W_SCALE", Place([rows[at]], "value"), told)

    return each(np.flatnonzero(~np.isnan(against)), told)


def _share_beside(value: FloatArray, other: FloatArray) -> NDArray[np.bool_]:
    """Where one of two figures looks like a share of 1 and the other like a percentage, of shape (n,)."""
    low, high = np.minimum(value, other), np.maximum(value, other)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        ratio = high / (SHARE * low)
    share = (low > 0) & (low < 1) & (high >= LARGE) & (high <= SHARE)
    found: NDArray[np.bool_] = share & (ratio > 1 / LIKE) & (ratio < LIKE)
    return found


def _against_other_rows(figures: Figures) -> FloatArray:
    """For a value below 1 the smallest of the indicator's values from 1 on, where these are large; else NaN."""
    value = figures.value
    percent = _of_percent(figures.codes("unit"), unstated=False)
    share = np.flatnonzero((value > 0) & (value < 1) & percent)
    if not share.size:
        return np.full(len(value), np.nan)
    codes, ids = figures.codes("id")
    least = np.full(len(ids), np.inf)
    whole = np.flatnonzero(value >= 1)
    np.minimum.at(least, codes[whole], value[whole])
    beside = least[codes[share]]
    other = np.full(len(value), np.nan)
    other[share] = np.where(_share_beside(value[share], beside), beside, np.nan)
    return other


def signs_are_alike(figures: Mapping[str, Numbers], names: Coded, rows: RowNumbers) -> list[Problem]:
    """A value and what stands in its row both have the sign for per cent, or none of them is below 1 without it."""
    if "value" not in figures:
        return []
    value = figures["value"]
    signed = value.of_others(lambda read: read.percent)
    problems: list[Problem] = []
    for name in OTHERS:
        if name not in figures:
            continue
        other = figures[name]
        bare = np.where(signed, other.value, value.value)
        one_sided = signed != other.of_others(lambda read: read.percent)
        if not one_sided.any():
            continue
        both = ~np.isnan(value.value) & ~np.isnan(other.value)
        small = (bare != 0) & (np.abs(bare) < 1) & ~_share_beside(value.value, other.value)

        def told(at: int, column: str = name, bare: FloatArray = bare) -> Problem:
            told = (
                f"{quoted(names.texts[names.codes[at]])}: only one of value and {column} has the sign for per cent, so "
                f"{bare[at]:.10g} was taken for {bare[at]:.10g}%; write it so, or {SHARE * bare[at]:.10g}%."
            )
            return warning("W_SCALE", Place([rows[at]], column), told)

        problems += each(np.flatnonzero(one_sided & both & small), told)
    return problems


def not_all_shares(figures: Mapping[str, Numbers], units: Coded, rows: RowNumbers) -> list[Problem]:
    """Percentages of which all lie between 0 and 1, and none has the sign for per cent, may all be shares of 1."""
    percent = _of_percent(units, unstated=False)
    count, part = 0, np.zeros(len(rows), dtype=bool)
    for name in ("value", "target", "target_low", "target_high"):
        if name not in figures or not percent.any():
            continue
        value = figures[name].value
        there = percent & ~np.isnan(value)
        signed = figures[name].of_others(lambda read: read.percent)
        if (there & (signed | (value < 0) | (value > 1))).any():
            return []
        count += int(np.count_nonzero(there))
        part |= there & (value > 0) & (value < 1)
    if count < FEWEST or not part.any():
        return []
    told = (
        "All percentages lie between 0 and 1; nothing was changed, so where they are shares of 1 multiply them by 100: "
        "write 85 or 85% and not 0.85."
    )
    return [warning("W_SCALE", Place(rows[part], "value"), told)]


def _of_percent(units: Coded, *, unstated: bool) -> NDArray[np.bool_]:
    """Where the unit is per cent, or it is not stated and that is enough; of shape (n,)."""
    return np.array([text.startswith("%") or (unstated and not text) for text in units.texts], dtype=bool)[units.codes]

"""Checks across the columns of a scorecard: each takes the figures and the rows' numbers, and returns problems."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from ragcore import periods
from ragcore.figures import Figures
from ragcore.limits import Polarity
from ragcore.problems import Problem, error, quoted, rows_named, warning
from ragcore.text import same_name

Check = Callable[[Figures, list[int]], list[Problem]]


def names_are_there(figures: Figures, rows: list[int]) -> list[Problem]:
    """Each row needs a name."""
    nameless = [rows[at] for at in np.flatnonzero(figures.indicator == "")]
    if not nameless:
        return []
    told = "There is no name in column indicator; write the measure's name, or remove the row."
    return [error("E_NO_NAME", f"{rows_named(nameless)}, column indicator", told)]


def rows_are_different(figures: Figures, rows: list[int]) -> list[Problem]:
    """No two rows may be about the same indicator, area and period, however the period is spelt."""
    first: dict[tuple[str, str, object], int] = {}
    problems: list[Problem] = []
    for at, (key, area, period) in enumerate(zip(figures.id, figures.area, figures.period, strict=True)):
        earlier = first.setdefault((key, area, periods.parse(period) or period), at)
        if earlier == at:
            continue
        name, when = figures.indicator[at], f" for {quoted(period)}" if period else ""
        if same_name(name) == same_name(figures.indicator[earlier]):
            told = f"{quoted(name)} stands there twice{when}; keep one of the rows."
        else:
            told = f"The id {quoted(key)} stands for two measures{when}; give {quoted(name)} an id of its own."
        problems.append(error("E_DUPLICATE_ROW", rows_named([rows[earlier], rows[at]]), told))
    return problems


def limits_do_not_cross(figures: Figures, rows: list[int]) -> list[Problem]:
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
    return [
        error(code, f"row {rows[at]}, column {column}", f"{quoted(figures.indicator[at])}: {told}.")
        for mask, code, column, told in faults
        for at in np.flatnonzero(mask)
    ]


def bands_are_named(figures: Figures, rows: list[int]) -> list[Problem]:
    """The two targets of a band say nothing of an indicator that is none."""
    idle = (figures.polarity != Polarity.BAND) & ~(np.isnan(figures.target_low) & np.isnan(figures.target_high))
    if not idle.any():
        return []
    where = f"{rows_named([rows[at] for at in np.flatnonzero(idle)])}, column target_low"
    told = "target_low and target_high were ignored; where a band is best, write band in the column polarity."
    return [warning("W_BAND_IGNORED", where, told)]


def counts_agree(figures: Figures, rows: list[int]) -> list[Problem]:
    """A value should be its numerator over its denominator; where it is not, the value counts."""
    both = ~np.isnan(figures.numerator) & ~np.isnan(figures.denominator) & ~np.isnan(figures.value)
    problems: list[Problem] = []
    for at in np.flatnonzero(both & ~figures.counted):
        value, over, under = figures.value[at], figures.numerator[at], figures.denominator[at]
        counts = f"{over:.10g} of {under:.10g}"
        whole = over == np.floor(over) and under > 0
        fault = f"the value {value:.10g} is not {counts}" if whole else f"{counts} are no counts"
        told = f"{quoted(figures.indicator[at])}: {fault}; the value was used, without counts."
        problems.append(warning("W_VALUE_MISMATCH", f"row {rows[at]}, column value", told))
    return problems


def periods_are_known(figures: Figures, rows: list[int]) -> list[Problem]:
    """Periods in a spelling that is not known cannot be put in time."""
    unknown = {text for text in set(figures.period) if not periods.parse(text)}
    if not unknown or len(set(figures.period)) == 1:
        return []
    at = [row for row, text in zip(rows, figures.period, strict=True) if text in unknown]
    told = (
        f"The period {quoted(min(unknown))} is in no known spelling, so it was put before all that are; "
        "write it as 2016/17 Q2, 2016/17 or Sep 2016."
    )
    return [warning("W_PERIOD", f"{rows_named(at)}, column period", told)]


def indicators_are_alike(figures: Figures, rows: list[int]) -> list[Problem]:
    """An indicator has one polarity and one unit in all its rows."""
    problems: list[Problem] = []
    for column in ("polarity", "unit"):
        first: dict[str, int] = {}
        values = getattr(figures, column)
        for at, key in enumerate(figures.id):
            if values[first.setdefault(key, at)] != values[at]:
                where = f"{rows_named([rows[first[key]], rows[at]])}, column {column}"
                told = f"{quoted(figures.indicator[at])} has more than one {column}; give it the same one in every row."
                problems.append(error("E_UNLIKE_ROWS", where, told))
    return problems


CHECKS: tuple[Check, ...] = (
    names_are_there,
    rows_are_different,
    limits_do_not_cross,
    bands_are_named,
    counts_agree,
    periods_are_known,
    indicators_are_alike,
)

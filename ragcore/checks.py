"""Checks across the columns of a scorecard: each takes the figures and the rows' numbers, and returns problems."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from ragcore import periods
from ragcore.figures import NOT_PUBLISHED, Figures
from ragcore.limits import Polarity
from ragcore.position import Position
from ragcore.problems import Problem, error, quoted, rows_named, warning
from ragcore.rule import Rule

Check = Callable[[Figures, list[int]], list[Problem]]

# After so many problems of one kind the rest are counted: a thousand sentences help nobody.
MOST_OF_A_KIND = 20


def names_are_there(figures: Figures, rows: list[int]) -> list[Problem]:
    """Each row needs a name."""
    nameless = [rows[at] for at in np.flatnonzero(figures.indicator == "")]
    if not nameless:
        return []
    told = "There is no name in column indicator; write the measure's name, or remove the row."
    return [error("E_NO_NAME", f"{rows_named(nameless)}, column indicator", told)]


def rows_are_different(figures: Figures, rows: list[int]) -> list[Problem]:
    """No two rows may be about the same indicator, area and period."""
    first: dict[tuple[str, str, str], int] = {}
    problems: list[Problem] = []
    for at, key in enumerate(zip(figures.id, figures.area, figures.period, strict=True)):
        if key in first:
            where = rows_named([rows[first[key]], rows[at]])
            when = f" for {quoted(key[2])}" if key[2] else ""
            told = f"{quoted(figures.indicator[at])} stands there twice{when}; keep one of the rows."
            problems.append(error("E_DUPLICATE_ROW", where, told))
        first.setdefault(key, at)
    return _at_most(problems)


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
    problems = [
        error(code, f"row {rows[at]}, column {column}", f"{quoted(figures.indicator[at])}: {told}.")
        for mask, code, column, told in faults
        for at in np.flatnonzero(mask)
    ]
    return _at_most(problems)


def counts_agree(figures: Figures, rows: list[int]) -> list[Problem]:
    """A value should be its numerator over its denominator; where it is not, the value counts."""
    both = ~np.isnan(figures.numerator) & ~np.isnan(figures.denominator) & ~np.isnan(figures.value)
    problems = [
        warning(
            "W_VALUE_MISMATCH",
            f"row {rows[at]}, column value",
            f"{quoted(figures.indicator[at])}: the value {figures.value[at]:g} is not {figures.numerator[at]:g} of "
            f"{figures.denominator[at]:g}; the value was used, and no counts are shown for it.",
        )
        for at in np.flatnonzero(both & ~figures.counted)
    ]
    return _at_most(problems)


def periods_are_known(figures: Figures, rows: list[int]) -> list[Problem]:
    """Periods in a spelling that is not known cannot be put in time."""
    unknown = {text for text in set(figures.period) if text and not periods.parse(text)}
    if not unknown or len(set(figures.period)) == 1:
        return []
    at = [row for row, text in zip(rows, figures.period, strict=True) if text in unknown]
    told = f"The period {quoted(min(unknown))} is in no known spelling; it was put before those that are (2016/17 Q2)."
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
    return _at_most(problems)


CHECKS: tuple[Check, ...] = (
    names_are_there,
    rows_are_different,
    limits_do_not_cross,
    counts_agree,
    periods_are_known,
    indicators_are_alike,
)


def published_differ(figures: Figures, rule: Rule) -> NDArray[np.bool_]:
    """Where a published rating differs from the one that the rule gives; shape (n,)."""
    published = figures.published
    differs: NDArray[np.bool_] = (published != NOT_PUBLISHED) & (published != Position(figures, rule).ratings)
    return differs


def _at_most(problems: list[Problem]) -> list[Problem]:
    """The first problems of a kind, and how many more there are."""
    if len(problems) <= MOST_OF_A_KIND:
        return problems
    last = problems[MOST_OF_A_KIND - 1]
    more = len(problems) - MOST_OF_A_KIND
    told = f"{last.message} And {more:,} more rows of this kind."
    return [*problems[: MOST_OF_A_KIND - 1], Problem(last.level, last.code, last.where, told)]

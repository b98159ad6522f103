"""The counts behind values: values made from them, and counts that must not be seen taken away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ragcore.cells import LARGEST
from ragcore.files.table import RowNumbers
from ragcore.problems import Place, Problem, error, note, warning
from ragcore.units import scale_of

# What a percentage is of.
SHARE = 100.0

_BEYOND = "The numerator over the denominator makes a figure out of range; put one of the two right."
_NO_DENOMINATOR = "The denominator is not above 0, so no value was made of it; put it right, or write the value."
_NEGATIVE = "The numerator is below 0, and so is the value that was made of it; put it right if it is a count."
_ABOVE = "The numerator is above the denominator, so the percentage made of them is above 100; look at both."
_MADE = "The value is empty, so it was made of the numerator and the denominator."

Columns = dict[str, Any]


def made_values(found: Mapping[str, Any], empty: NDArray[np.bool_], rows: RowNumbers) -> tuple[Columns, list[Problem]]:
    """Make the value of rows that say nothing of it and have counts; a suppressed value is never made.

    found : columns of `Figures`; empty : the rows whose cell of the value says nothing at all, of shape (n,)

    Returns the columns that change, and what was made and what is wrong with the counts.
    """
    if "numerator" not in found or "denominator" not in found:
        return {}, []
    value = np.array(found.get("value", np.full(len(rows), np.nan)))
    numerator, denominator, unit = found["numerator"], found["denominator"], found["unit"]
    scale = np.array([scale_of(text) for text in unit.texts])[unit.codes] if unit.texts else np.zeros(0)
    wanted = empty & np.isnan(value) & ~found["suppressed"] & ~np.isnan(numerator) & ~np.isnan(denominator)
    makes = wanted & (denominator > 0)
    value[makes] = scale[makes] * numerator[makes] / denominator[makes]
    beyond = makes & (np.abs(value) > LARGEST)
    value[beyond] = np.nan
    made = makes & ~beyond
    told = (
        (error, "E_OUT_OF_RANGE", "denominator", beyond, _BEYOND),
        (warning, "W_COUNTS", "denominator", wanted & (denominator <= 0), _NO_DENOMINATOR),
        (warning, "W_COUNTS", "numerator", made & (numerator < 0), _NEGATIVE),
        (warning, "W_COUNTS", "numerator", made & (scale == SHARE) & (numerator > denominator), _ABOVE),
        (note, "N_VALUE_MADE", "value", made, _MADE),
    )
    problems = [make(code, Place(rows[at], column), what) for make, code, column, at, what in told if at.any()]
    return {"value": value}, problems


def without_suppressed(found: Mapping[str, Any], rows: RowNumbers) -> tuple[Columns, list[Problem]]:
    """Take the counts of suppressed values away, so that nobody works the value out from them, here or in an export."""
    there = [name for name in ("numerator", "denominator") if name in found]
    counted = np.zeros(len(rows), dtype=bool)
    for name in there:
        counted |= ~np.isnan(found[name])
    counted &= found["suppressed"]
    if not counted.any():
        return {}, []
    told = "The value is suppressed, so the counts beside it were not taken in; nobody can work it out from them here."
    taken = {name: np.where(counted, np.nan, found[name]) for name in there}
    return taken, [warning("W_COUNTS_SUPPRESSED", Place(rows[counted], "numerator"), told)]


def without_lone(
    found: Mapping[str, Any], over: NDArray[np.bool_], under: NDArray[np.bool_], rows: RowNumbers
) -> tuple[Columns, list[Problem]]:
    """Take away the count beside a suppressed one whose value is shown: the two would give the suppressed one away.

    over, under : where the numerator, and where the denominator, is suppressed, of shape (n,)
    """
    taken: Columns = {}
    problems: list[Problem] = []
    for name, hidden, other in (("denominator", over, "numerator"), ("numerator", under, "denominator")):
        if name not in found:
            continue
        lone = hidden & ~found["suppressed"] & ~np.isnan(found[name])
        if lone.any():
            taken[name] = np.where(lone, np.nan, found[name])
            told = (
                f"The {other} is suppressed, so the {name} beside it was not taken in; nobody can work it out from the "
                "value here."
            )
            problems.append(warning("W_COUNTS_SUPPRESSED", Place(rows[lone], name), told))
    return taken, problems

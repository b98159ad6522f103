"""The counts behind values: values made from them, and counts that must not be seen taken away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ragcore.cells import LARGEST
from ragcore.files.table import RowNumbers
from ragcore.problems import Place, Problem, error, note, warning
from ragcore.rounding import half_up
from ragcore.units import scale_of

# A person could be known from a count as small as this.
SMALL = 5

Columns = dict[str, Any]


def made_values(found: Mapping[str, Any], empty: NDArray[np.bool_], rows: RowNumbers) -> tuple[Columns, list[Problem]]:
    """Make the value of rows that say nothing of it and have counts; a suppressed value is never made.

    found : columns of `Figures`; empty : the rows whose cell of the value says nothing at all, of shape (n,)

    Returns the columns that change, and a problem where a value would be out of range.
    """
    if "numerator" not in found or "denominator" not in found:
        return {}, []
    value = np.array(found.get("value", np.full(len(rows), np.nan)))
    numerator, denominator, unit = found["numerator"], found["denominator"], found["unit"]
    scale = np.array([scale_of(text) for text in unit.texts])[unit.codes] if unit.texts else np.zeros(0)
    makes = empty & np.isnan(value) & ~found["suppressed"] & ~np.isnan(numerator) & (denominator > 0)
    value[makes] = scale[makes] * numerator[makes] / denominator[makes]
    beyond = makes & (np.abs(value) > LARGEST)
    value[beyond] = np.nan
    if not beyond.any():
        return {"value": value}, []
    told = "The numerator over the denominator makes a figure out of range; put one of the two right."
    return {"value": value}, [error("E_OUT_OF_RANGE", Place(rows[beyond], "denominator"), told)]


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


def without_small(found: Mapping[str, Any], rows: RowNumbers) -> tuple[Columns, list[Problem]]:
    """Take away counts whose numerator is 1 to 5, for good: no screen, link or export can show what is not there.

    The value stays, rounded to its decimals: a longer one would give the count away.
    """
    if "numerator" not in found:
        return {}, []
    numerator = found["numerator"]
    small = (numerator >= 1) & (numerator <= SMALL)
    if not small.any():
        return {}, []
    told = f"Numerators of 1 to {SMALL} are hidden, as asked for: their counts were not taken in."
    taken: Columns = {
        name: np.where(small, np.nan, found[name]) for name in ("numerator", "denominator") if name in found
    }
    if "value" in found:
        taken["value"] = np.where(small, half_up(found["value"], found["decimals"]), found["value"])
        taken["typed"] = np.where(small, found["decimals"], found.get("typed", 0)).astype(np.int8)
    return taken, [note("N_SMALL_HIDDEN", Place(rows[small], "numerator"), told)]

"""Small counts, hidden for good where a scorecard asks for it: no screen, link or export can show what is not there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ragcore.files.table import RowNumbers
from ragcore.limits import FloatArray
from ragcore.problems import Place, Problem, note
from ragcore.rounding import half_up

# A person could be known from a count as small as this.
SMALL = 5
# Units of figures that are counts themselves.
_COUNTS = ("number", "count", "no.", "#")

Columns = dict[str, Any]


def without_small(found: Mapping[str, Any], rows: RowNumbers) -> tuple[Columns, list[Problem]]:
    """Take away numerators of 1 to 5 with their denominators, and values that are such counts themselves.

    found : columns of `Figures`

    A percentage or a rate stays, rounded to its decimals: a longer one would give the count away. A value that is the
    count becomes suppressed, and so do the previous value and the forecast of such a measure.
    """
    nothing = np.full(len(rows), np.nan)
    numerator, value = found.get("numerator", nothing), found.get("value", nothing)
    unit = found["unit"]
    is_count = np.array([text.lower() in _COUNTS for text in unit.texts], dtype=bool)[unit.codes]
    small = _is_small(numerator)
    told_by_value = (is_count & _is_small(value)) | (small & (value == numerator))
    hidden = small | told_by_value
    taken: Columns = {
        name: np.where(hidden, np.nan, found[name]) for name in ("numerator", "denominator") if name in found
    }
    if "value" in found:
        rounded = np.where(small, half_up(value, found["decimals"]), value)
        taken["value"] = np.where(told_by_value, np.nan, rounded)
        taken["suppressed"] = found["suppressed"] | told_by_value
        taken["typed"] = np.where(small, found["decimals"], found.get("typed", 0)).astype(np.int8)
    for name in ("previous", "forecast"):
        if name in found:
            own = (is_count | told_by_value) & _is_small(found[name])
            hidden |= own
            taken[name] = np.where(own, np.nan, found[name])
    if not hidden.any():
        return {}, []
    told = (
        f"Numerators of 1 to {SMALL}, and counts as small, are hidden as asked for: they were not taken in. Other "
        "rows, totals and comments stay as they are and may still tell them, so look before you share it."
    )
    return taken, [note("N_SMALL_HIDDEN", Place(rows[hidden], "numerator"), told)]


def _is_small(count: FloatArray) -> NDArray[np.bool_]:
    small: NDArray[np.bool_] = (count >= 1) & (count <= SMALL)
    return small

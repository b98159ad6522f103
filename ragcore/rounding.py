"""Rounding half up, as spreadsheets do, and the decimals that a figure is shown with."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ragcore.limits import SLACK, FloatArray, Limits
from ragcore.rating import rate

# More decimals than this say nothing of a reported figure, and a double cannot hold them beside its whole part.
MOST_DECIMALS = 9

# Of large figures the slack would reach into decimals that somebody typed; it never passes this part of the last one.
MOST_SLACK = 1e-3


def half_up(value: FloatArray, decimals: ArrayLike) -> FloatArray:
    """Round to decimals, halves away from zero; binary noise does not pull a half down. NaN stays NaN.

    value : floats of any shape; decimals : whole numbers that broadcast against it

    >>> half_up(np.array([1.005, 2.5, -2.5, 0.35]), [2, 0, 0, 1])
    array([ 1.01,  3.  , -3.  ,  0.4 ])
    """
    power = 10.0 ** np.asarray(decimals)
    # From 2**53 on there are no decimals left to round, and scaling could overflow.
    scaled = np.minimum(np.abs(value), 2.0**53) * power
    rounded = np.floor(scaled + 0.5 + np.minimum(scaled * SLACK, MOST_SLACK)) / power
    # A minus zero is a zero.
    return np.where(scaled < 2.0**53, np.copysign(rounded, value) + 0.0, value)


def decimals_typed(text: str) -> int:
    """How many decimals a figure was typed with.

    >>> decimals_typed("82.10"), decimals_typed("1,234"), decimals_typed("5e-3")
    (2, 0, 3)
    """
    mantissa, _, exponent = text.strip().rstrip("%").lower().partition("e")
    whole_and_part = mantissa.partition(".")
    typed = sum(character.isdigit() for character in whole_and_part[2])
    shift = int(exponent) if re.fullmatch(r"[+-]?\d{1,3}", exponent) else 0
    return min(MOST_DECIMALS, max(0, typed - shift))


def shown_decimals(value: FloatArray, decimals: NDArray[np.int8], limits: Limits) -> NDArray[np.int8]:
    """The decimals to show figures with, so that none contradicts its rating.

    value : floats of shape (n,) as they are rated; decimals : how each is usually shown, shape (n,)

    Where the rounded figure would have another rating than the figure itself (89.98 shown as 90.0 against a target
    of 90), more decimals are shown, one after another, until it has not.

    >>> from ragcore.limits import Edges
    >>> limits = Edges.of(["higher"] * 2, amber=5.0).at(np.array([90.0, 90.0]))
    >>> shown_decimals(np.array([89.98, 89.1]), np.array([1, 1], dtype=np.int8), limits)
    array([2, 1], dtype=int8)
    """
    shown = decimals.copy()
    rating = rate(value, limits)
    for _ in range(MOST_DECIMALS):
        contradicts = (rate(half_up(value, shown), limits) != rating) & (shown < MOST_DECIMALS)
        if not contradicts.any():
            break
        shown[contradicts] += 1
    return shown

"""The five ratings, and the one function that gives them: inside green, else inside amber, else red."""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from ragcore.limits import FloatArray, Limits

RatingArray = NDArray[np.int8]

# Values compared at a time: few enough for what is read again to stay in cache, enough for the calls not to count.
BLOCK = 1 << 16


class Rating(IntEnum):
    """What a figure is rated; the greater code is the better rating."""

    UNAVAILABLE = 0
    UNRATED = 1
    RED = 2
    AMBER = 3
    GREEN = 4

    @property
    def word(self) -> str:
        """The word that files and the command line use.

        >>> Rating.AMBER.word
        'amber'
        """
        return self.name.lower()


RAG = (Rating.GREEN, Rating.AMBER, Rating.RED)


def rate(value: FloatArray, limits: Limits) -> RatingArray:
    """Rate values against their limits, elementwise.

    Parameters
    ----------
    value : floats of shape (n,) or (scenarios, n), each in its indicator's unit; NaN is no value
    limits : the edges of n indicators, same units; NaN edges mean no target

    Returns
    -------
    int8 codes of `Rating`, of value's shape: UNAVAILABLE where the value is NaN, else UNRATED where the
    edges are. A value on an edge has the better rating.

    Raises ValueError where the last axis of `value` is not as long as the limits.

    Source: docs/method.md#rating

    >>> from ragcore.limits import Edges
    >>> edges = Edges.of(polarity=["higher"] * 4, amber=5.0)
    >>> rate(np.array([91.0, 83.0, 70.0, np.nan]), edges.at(np.full(4, 85.0)))
    array([4, 3, 2, 0], dtype=int8)
    """
    count = limits.green_low.shape[-1]
    value = np.ascontiguousarray(value, dtype=np.float64)
    if value.shape[-1:] != (count,):
        raise ValueError(f"value has shape {value.shape}; its last axis must be {count} long, as the limits are")
    ratings = np.empty(value.shape, dtype=np.int8)
    if value.size:
        _rate_in_blocks(value.reshape(-1), limits, ratings.reshape(-1))
    return ratings


def _rate_in_blocks(value: FloatArray, limits: Limits, ratings: RatingArray) -> None:
    """Rate a flat array whose values meet the limits again every n, block by block, into `ratings`.

    The intervals are nested, so the number of edges that a value is on the good side of is its code: all four in
    green, three in amber, two in red. It is none where the value or the edges are NaN, and then 1 for a value.
    """
    count = limits.green_low.shape[-1]
    # A period is a whole number of rows of values, so that one copy of the limits serves every block of them.
    rows = max(1, min(BLOCK // count, value.size // count))
    green_low, green_high, amber_low, amber_high = (
        np.tile(edge, rows) if rows > 1 else edge for edge in limits.arrays()
    )
    period = rows * count
    flags = np.empty(min(BLOCK, period), dtype=bool)
    for start in range(0, value.size, period):
        end = min(start + period, value.size)
        for at in range(start, end, BLOCK):
            stop = min(at + BLOCK, end)
            block, code, edge = value[at:stop], ratings[at:stop], slice(at - start, stop - start)
            flag = flags[: block.size]
            np.greater_equal(block, amber_low[edge], out=code.view(bool))
            np.add(code, np.greater_equal(block, green_low[edge], out=flag).view(np.int8), out=code)
            np.add(code, np.less_equal(block, green_high[edge], out=flag).view(np.int8), out=code)
            np.add(code, np.less_equal(block, amber_high[edge], out=flag).view(np.int8), out=code)
            # Only NaN differs from itself.
            np.maximum(code, np.equal(block, block, out=flag).view(np.int8), out=code)


def count(ratings: RatingArray) -> NDArray[np.int64]:
    """Count each rating along the last axis.

    ratings : int8 codes of shape (n,) or (scenarios, n)

    Returns counts of shape (5,) or (scenarios, 5), in the order of the codes of `Rating`.

    >>> count(np.array([4, 3, 3, 0], dtype=np.int8))
    array([1, 0, 0, 2, 1])
    """
    return np.stack([np.count_nonzero(ratings == rating, axis=-1) for rating in Rating], axis=-1)

"""Columns of texts as codes: each different text once, and which of them stands in each row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.int32]

# Groups may be sparse up to so many for each row before it is worth numbering them without gaps.
MOST_SPARSE = 16


class Coded(NamedTuple):
    """A column of n texts; the different texts are in the order in which they first appear.

    codes : of shape (n,), the place of each row's text among `texts`
    """

    codes: Codes
    texts: list[str]

    def as_texts(self) -> NDArray[np.object_]:
        """The text of each row, of shape (n,)."""
        return np.array(self.texts, dtype=object).take(self.codes) if self.texts else np.zeros(0, dtype=object)


def coded(texts: Sequence[str] | NDArray[np.object_]) -> Coded:
    """Code a column of texts.

    >>> coded(["b", "a", "b"])
    Coded(codes=array([0, 1, 0], dtype=int32), texts=['b', 'a'])
    """
    places: dict[str, int] = {}
    codes = np.fromiter((places.setdefault(text, len(places)) for text in texts), dtype=np.int32, count=len(texts))
    return Coded(codes, list(places))


def recoded(codes: NDArray[np.integer], texts: Sequence[str]) -> Coded:
    """Code rows of other codes anew: equal texts get one code, texts that stand nowhere get none.

    >>> recoded(np.array([2, 0, 2]), ["a", "b", "a"])
    Coded(codes=array([0, 0, 0], dtype=int32), texts=['a'])
    """
    same = coded(texts)
    # What is in order already is left as it is: for a million rows that is most of the work.
    own = codes if len(same.texts) == len(texts) else same.codes[codes]
    first = np.full(len(same.texts), len(own), dtype=np.int64)
    # Of several rows with one code the last one that is written stays: the first of the column.
    first[own[::-1]] = np.arange(len(own) - 1, -1, -1)
    there = np.flatnonzero(first < len(own))
    in_order = there[np.argsort(first[there])]
    if np.array_equal(in_order, np.arange(len(same.texts))):
        return Coded(own.astype(np.int32, copy=False), same.texts)
    place = np.zeros(len(same.texts), dtype=np.int32)
    place[in_order] = np.arange(len(in_order))
    return Coded(place[own], [same.texts[code] for code in in_order])


def grouped(*columns: tuple[NDArray[np.integer], int]) -> tuple[NDArray[np.int64], int]:
    """Number the groups of rows that have the same codes in every column.

    columns : codes of shape (n,), and how many different ones there may be

    Returns the number of each row's group, of shape (n,), and a number that none reaches. The numbers may have gaps,
    but stay within a few for each row.

    >>> grouped((np.array([0, 1, 0]), 2), (np.array([1, 1, 1]), 3))
    (array([1, 4, 1]), 6)
    """
    group, size = columns[0][0].astype(np.int64), columns[0][1]
    for codes, count in columns[1:]:
        if count == 1:
            continue  # what is the same in every row tells no groups apart
        group, size = group * count + codes, size * count
        if size > max(MOST_SPARSE * len(group), 1 << 16):
            different, group = np.unique(group, return_inverse=True)
            size = len(different)
    return group, size

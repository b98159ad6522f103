"""On a knife-edge: ratings that one case, or one in the last digit, would change, and what that does to the counts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ragcore.gap import most_cases, value_of
from ragcore.limits import FloatArray
from ragcore.position import Position
from ragcore.rating import RAG, Rating, RatingArray, rate


@dataclass(frozen=True, eq=False)
class KnifeEdge:
    """The ratings of n indicators as they are, and one step to either side; each field codes of shape (n,)."""

    below: RatingArray
    rating: RatingArray
    above: RatingArray

    @property
    def worse(self) -> RatingArray:
        """The worst rating of the three."""
        return np.minimum(np.minimum(self.below, self.above), self.rating)

    @property
    def better(self) -> RatingArray:
        """The best rating of the three."""
        return np.maximum(np.maximum(self.below, self.above), self.rating)

    @property
    def on(self) -> NDArray[np.bool_]:
        """Where a step to either side would change the rating; shape (n,)."""
        on: NDArray[np.bool_] = (self.below != self.rating) | (self.above != self.rating)
        return on


def knife_edge(position: Position) -> KnifeEdge:
    """What the rating of each indicator would be one step to either side.

    A step is one case where the value is counted, else one in the last decimal that the indicator is shown with. It
    goes no further than a figure can be. What has no rating is on no edge.

    Source: docs/method.md#on-a-knife-edge

    >>> from ragcore.figures import Figures
    >>> from ragcore.rule import Rule
    >>> figures = Figures.of(id=["a"] * 2, decimals=[1] * 2, value=[84.9, 84.8], target=[85.0] * 2)
    >>> knife_edge(Position(figures, Rule())).on
    array([ True, False])
    """
    below, above = (rate(position.as_rated(_a_step(position, way)), position.limits) for way in (-1.0, 1.0))
    return KnifeEdge(below, position.ratings, above)


def ends(position: Position) -> tuple[FloatArray, FloatArray]:
    """The least and the most that each indicator can be, in cases where it is counted; infinite without end."""
    figures = position.figures
    share = np.isfinite(figures.most)
    least = np.where(figures.counted | share, 0.0, -np.inf)
    return least, np.where(figures.counted, most_cases(position), figures.most)


def count_ranges(edge: KnifeEdge) -> dict[Rating, tuple[int, int]]:
    """The fewest and the most of green, amber and red, if each indicator had any of its three ratings.

    >>> codes = np.array([[2, 3], [2, 4], [2, 4]], dtype=np.int8)
    >>> count_ranges(KnifeEdge(*codes))[Rating.GREEN]
    (0, 1)
    """
    three = np.stack([edge.below, edge.rating, edge.above])
    return {
        rating: (int((three == rating).all(axis=0).sum()), int((three == rating).any(axis=0).sum())) for rating in RAG
    }


def ranges_in_words(edge: KnifeEdge) -> str:
    """'1 green, 0 to 1 on a knife-edge' for each rating that there could be more or fewer of; '' where none is.

    >>> codes = np.array([[2, 3], [2, 4], [2, 4]], dtype=np.int8)
    >>> ranges_in_words(KnifeEdge(*codes))
    '1 green, 0 to 1 on a knife-edge; 0 amber, 0 to 1 on a knife-edge'
    """
    return "; ".join(
        f"{np.count_nonzero(edge.rating == rating):,} {rating.word}, {fewest:,} to {most:,} on a knife-edge"
        for rating, (fewest, most) in count_ranges(edge).items()
        if fewest < most
    )


def _a_step(position: Position, way: float) -> FloatArray:
    """The value of each indicator one step up or down; at its end it stays as it is. Shape (n,)."""
    figures, (least, most) = position.figures, ends(position)
    counted, value = figures.counted, figures.value
    begin = np.where(counted, figures.numerator, value)
    # What is beyond an end already, as a count below 0, is taken no further, and not back.
    step = begin + way * np.where(counted, 1.0, 1.0 / 10.0**figures.decimals)
    there = np.clip(step, np.minimum(least, begin), np.maximum(most, begin))
    moved = np.where(counted, value_of(position, there), there)
    # The numerator as it is stands for the file's own value, which may have been rounded.
    return np.where(there == begin, value, moved)

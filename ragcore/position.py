"""A position: figures at one area and period, rated. Where we stand, or where a scenario would have us stand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ragcore.figures import NOT_PUBLISHED, Figures
from ragcore.limits import SLACK, Edges, FloatArray, Limits, Polarity
from ragcore.rating import Rating, RatingArray, count, rate
from ragcore.rounding import half_up, shown_decimals
from ragcore.rule import Rule

WORSE, SAME, BETTER = -1, 0, 1


@dataclass(frozen=True, eq=False)
class Position:
    """Figures of n indicators under a rule; everything else here follows from the two.

    figures : one row for each indicator (and area); `previous` is filled from history where there is one
    """

    figures: Figures
    rule: Rule

    def __len__(self) -> int:
        """How many indicators there are."""
        return len(self.figures)

    @cached_property
    def tolerance(self) -> tuple[FloatArray, NDArray[np.bool_]]:
        """The amber tolerance of each indicator, and whether it is in per cent of the target; shapes (n,)."""
        return self.rule.tolerances(self.figures.codes("unit"), self.figures.amber, self.figures.amber_percent)

    @cached_property
    def edges(self) -> Edges:
        """The edges of each indicator before its target is put in."""
        size, percent = self.tolerance
        return Edges.of(
            self.figures.polarity,
            amber=size,
            amber_percent=percent,
            amber_limit=self.figures.amber_limit,
            green_within=self.rule.green_within.size,
            green_percent=self.rule.green_within.percent,
            improved=self.rule.improved,
            previous=self.rated_previous,
        )

    @cached_property
    def targets(self) -> tuple[FloatArray, FloatArray]:
        """The targets of the lower and of the upper edge; the same one unless the polarity is a band."""
        band = self.figures.polarity == Polarity.BAND
        return (
            np.where(band, self.figures.target_low, self.figures.target),
            np.where(band, self.figures.target_high, self.figures.target),
        )

    @cached_property
    def limits(self) -> Limits:
        """The limits to rate against, let out by the slack."""
        return self.edges.at(*self.targets)

    @cached_property
    def stated_limits(self) -> Limits:
        """The limits as the rule states them, without slack: to draw, to say, and to measure distances from."""
        return self.edges.at(*self.targets, slack=0.0)

    @cached_property
    def rated_value(self) -> FloatArray:
        """The values as they are rated, of shape (n,)."""
        return self.as_rated(self.figures.value)

    @cached_property
    def rated_previous(self) -> FloatArray:
        """The previous values, as the values that are compared with them; shape (n,)."""
        return self.as_rated(self.figures.previous)

    def as_rated(self, value: FloatArray) -> FloatArray:
        """Values of shape (..., n) as the rule rates them: as given, or rounded to the indicators' decimals."""
        return half_up(value, self.figures.decimals) if self.rule.as_shown else value

    @cached_property
    def ratings(self) -> RatingArray:
        """Codes of `Rating`, of shape (n,)."""
        return rate(self.rated_value, self.limits)

    @cached_property
    def counts(self) -> dict[Rating, int]:
        """How many indicators have each rating."""
        return dict(zip(Rating, count(self.ratings).tolist(), strict=True))

    @cached_property
    def key_counts(self) -> dict[Rating, int]:
        """How many key indicators have each rating."""
        return dict(zip(Rating, count(self.ratings[self.figures.key]).tolist(), strict=True))

    @cached_property
    def differs_from_published(self) -> NDArray[np.bool_]:
        """Where a rating was published and it is another than the computed one; shape (n,)."""
        published = self.figures.published
        differs: NDArray[np.bool_] = (published != NOT_PUBLISHED) & (published != self.ratings)
        return differs

    @cached_property
    def shown_decimals(self) -> NDArray[np.int8]:
        """The decimals to show each value with, so that none contradicts its rating."""
        return shown_decimals(self.rated_value, self.figures.decimals, self.limits)

    @cached_property
    def direction(self) -> FloatArray:
        """Direction of travel: BETTER, SAME or WORSE than the previous value, NaN where that cannot be said.

        For a band, better is nearer to it, or as near inside it.
        """
        value, previous = self.rated_value, self.rated_previous
        now, before = self._goodness(value), self._goodness(previous)
        noise = SLACK * np.maximum(np.abs(value), np.abs(previous))
        moved = np.where(np.abs(now - before) <= noise, SAME, np.sign(now - before))
        return np.where(np.isnan(now - before), np.nan, moved)

    def _goodness(self, value: FloatArray) -> FloatArray:
        """A figure that rises as a value gets better, in the indicator's unit; NaN for polarity none."""
        low, high = self.targets
        outside = np.maximum(np.maximum(low - value, value - high), 0.0)
        polarity = self.figures.polarity
        return np.select(
            [polarity == Polarity.HIGHER, polarity == Polarity.LOWER, polarity == Polarity.BAND],
            [value, -value, -outside],
            np.nan,
        )

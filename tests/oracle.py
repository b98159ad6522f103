"""The method page once more, one figure at a time and in exact fractions: what the array code must agree with.

It is written from docs/method.md and shares nothing with the core: no edges, no slack, no arrays. Figures are given
as texts or fractions, so that 0.1 is a tenth here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor

RATINGS = ("unavailable", "unrated", "red", "amber", "green")


@dataclass(frozen=True)
class Measure:
    """One indicator, its rule and its figure; None is nothing."""

    polarity: str = "higher"
    target: Fraction | None = None
    target_high: Fraction | None = None
    amber: Fraction = Fraction(0)
    amber_percent: bool = False
    amber_limit: Fraction | None = None
    green_within: Fraction = Fraction(0)
    green_percent: bool = False
    improved: str = ""
    previous: Fraction | None = None
    as_shown: bool = False
    decimals: int = 0
    value: Fraction | None = None


def rating(measure):
    """The word of the rating; of a band, `target` is the lower target."""
    if measure.value is None:
        return "unavailable"
    band = measure.polarity == "band"
    if measure.polarity == "none" or measure.target is None or (band and measure.target_high is None):
        return "unrated"
    if measure.as_shown:
        shown_before = None if measure.previous is None else half_up(measure.previous, measure.decimals)
        shown = half_up(measure.value, measure.decimals)
        measure = replace(measure, value=shown, previous=shown_before)
    if measure.polarity == "lower":
        return _when_higher_is_better(_mirrored(measure))
    if not band:
        return _when_higher_is_better(measure)
    above = _mirrored(replace(measure, target=measure.target_high))
    if measure.target - _within(measure) > -(above.target - _within(above)):
        return "red"
    return min(_when_higher_is_better(measure), _when_higher_is_better(above), key=RATINGS.index)


def half_up(value, decimals):
    """Rounded, halves away from zero."""
    scaled = abs(value) * 10**decimals
    rounded = Fraction(floor(scaled + Fraction(1, 2)), 10**decimals)
    return rounded if value >= 0 else -rounded


def nearest_cases(measure, numerator, denominator, scale, to, most):
    """The least change of the numerator that rates `to` or better, by trying every number up to `most`; else None.

    The numerator as it is stands for the figure as it was typed. Of two that are equally near, the one on the way
    to the target is taken.
    """

    def there(value):
        return RATINGS.index(rating(replace(measure, value=value))) >= RATINGS.index(to)

    if there(measure.value):
        return 0
    changes = [
        cases - numerator
        for cases in range(most + 1)
        if cases != numerator and there(Fraction(scale * cases, denominator))
    ]
    rated = half_up(measure.value, measure.decimals) if measure.as_shown else measure.value
    too_high = measure.polarity == "lower" or (measure.polarity == "band" and rated > measure.target_high)
    return min(changes, key=lambda change: (abs(change), (change > 0) == too_high), default=None)


def _when_higher_is_better(measure):
    """The rating where higher is better."""
    value, target, previous = measure.value, measure.target, measure.previous
    if value >= target - _within(measure):
        return "green"
    better = previous is not None and value > previous
    if measure.improved == "instead":
        return "amber" if better else "red"
    beyond = measure.amber * abs(target) / 100 if measure.amber_percent else measure.amber
    least = target - beyond if measure.amber_limit is None else measure.amber_limit
    return "amber" if value >= least and (better or not measure.improved) else "red"


def _within(measure):
    """How far short of the target is still green."""
    return measure.green_within * abs(measure.target) / 100 if measure.green_percent else measure.green_within


def _mirrored(measure):
    """The measure with up and down exchanged."""
    names = ("value", "target", "previous", "amber_limit")
    turned = {name: None if getattr(measure, name) is None else -getattr(measure, name) for name in names}
    return replace(measure, **turned)

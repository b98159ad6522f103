"""How far the handles of an indicator may move, and in what steps; what a browser sends is brought back to them."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from ragcore.gap import most_cases
from ragcore.limits import FloatArray
from ragcore.position import Position
from ragcore.rounding import MOST_SLACK, decimals_typed

# A handle crosses its track in about so many presses of an arrow key: half a point of a percentage.
PRESSES = 200


@dataclass(frozen=True)
class Range:
    """Where a handle may be, in the indicator's unit, or in cases where it `counts` them.

    arrow : how far an arrow key moves it, a multiple of `step`; Page Up and Page Down move ten times that
    """

    low: float
    high: float
    step: float
    arrow: float
    counts: bool = False

    def snap(self, figure: float) -> float:
        """The nearest figure that the handle can be at.

        >>> Range(0.0, 100.0, 0.1, 0.5).snap(90.05), Range(0.0, 100.0, 0.1, 0.5).snap(120.0)
        (90.1, 100.0)
        """
        # Half up, and binary noise does not pull a half down; the browser has the same slack.
        steps = math.floor((min(max(figure, self.low), self.high) - self.low) / self.step + 0.5 + MOST_SLACK)
        # Steps are decimal, so the figure is the one that a person would have typed.
        return min(self.high, round(self.low + steps * self.step, 9))


def value_range(position: Position, row: int, seen: FloatArray) -> Range:
    """The range of a projected value; seen : all values of the indicator in its history.

    Percentages run from 0 to 100; other units as far as what was ever seen and what is asked for, and some more.
    """
    figures = position.figures
    low, high = _span(position, row, seen)
    if figures.counted[row]:
        per_case = figures.scale[row] / figures.denominator[row]
        top = float(min(most_cases(position)[row], math.ceil(high / per_case)))
        top = max(top, float(figures.numerator[row]))
        bottom = min(0.0, math.floor(low / per_case))
        return Range(bottom, top, 1.0, float(max(1, round(_arrow(low, high, 0.0) / per_case))), counts=True)
    return _range(
        low, high, max(int(figures.decimals[row]), int(figures.typed[row]), _tolerance_decimals(position, row))
    )


def target_range(position: Position, row: int, seen: FloatArray) -> Range:
    """The range of a target, or of either target of a band; as fine as it was typed, and as figures are shown."""
    low, high = _span(position, row, seen)
    stated = [side[row] for side in position.targets if not np.isnan(side[row])]
    typed = max((decimals_typed(f"{target:.15g}") for target in stated), default=0)
    return _range(low, high, max(int(position.figures.decimals[row]), typed, _tolerance_decimals(position, row)))


def _tolerance_decimals(position: Position, row: int) -> int:
    """The decimals of a tolerance in the indicator's unit: a coarser step would pass over amber."""
    size, percent = (part[row] for part in position.tolerance)
    return 0 if percent else decimals_typed(f"{size:.15g}")


def _span(position: Position, row: int, seen: FloatArray) -> tuple[float, float]:
    """The ends of a track in the indicator's unit."""
    figures, limits = position.figures, position.stated_limits
    targets = [side[row] for side in position.targets]
    facts = np.concatenate([seen, [figures.value[row], figures.previous[row], figures.forecast[row]], targets])
    facts = facts[np.isfinite(facts)]
    # The end of a tolerance is no fact: short of a target of 3% by 5 points does not make a percentage negative.
    share = figures.scale[row] == 100.0 and not (facts > 100.0).any() and not (facts < 0.0).any()
    if share or not facts.size:
        return 0.0, 100.0
    ends = np.append(facts, [edge[row] for edge in limits.arrays() if np.isfinite(edge[row])])
    least, most = float(ends.min()), float(ends.max())
    step = 10.0 ** -float(figures.decimals[row])
    spare = max(most - least, 0.25 * max(abs(least), abs(most)), step)
    # Never finer than a step, so that what a person types is on one.
    grain = max(_nice((most - least + 2 * spare) / 10), step)
    low = math.floor((least - spare) / grain) * grain
    return (max(low, 0.0) if (facts >= 0.0).all() else low), math.ceil((most + spare) / grain) * grain


def _range(low: float, high: float, decimals: int) -> Range:
    """A range in the indicator's own unit, in steps of its last decimal."""
    step = 10.0**-decimals
    return Range(round(low, 9), round(high, 9), step, _arrow(low, high, step))


def _arrow(low: float, high: float, step: float) -> float:
    """How far an arrow key moves: a round figure, about one part in PRESSES of the track, at least a step."""
    return max(step, _nice((high - low) / PRESSES))


def _nice(figure: float) -> float:
    """The nearest figure of 1, 2 or 5 times a power of ten.

    >>> _nice(0.5), _nice(0.23), _nice(7.0)
    (0.5, 0.2, 5.0)
    """
    power = math.floor(math.log10(figure))
    return min(
        (float(f"{lead}e{exponent}") for exponent in (power, power + 1) for lead in (1, 2, 5)),
        key=lambda nice: abs(math.log(nice / figure)),
    )

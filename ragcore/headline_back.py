"""The way back after a fall, in words: the least that would win the rating back, or why nothing could."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from ragcore.compare import Flip
from ragcore.gap import Way, most_cases, way_to
from ragcore.limits import Polarity
from ragcore.position import Position
from ragcore.rating import RAG, Rating
from ragcore.sentences import gap_in_words, more_or_fewer
from ragcore.wording import counted, digits, figure, short_name

ANY = "any improvement"


def has_fallen(flip: Flip) -> bool:
    """Whether a measure has a worse red, amber or green than before."""
    return flip.after in RAG and flip.before > flip.after


def way_back(after: Position, found: list[Flip], named: int | None) -> str:
    """What would win back what fell, with the targets and the rule as they now are; '' where nothing fell.

    named : the row of the measure that the sentence before has named, and no other

    >>> from ragcore.figures import Figures
    >>> from ragcore.rule import Rule
    >>> after = Position(Figures.of(id=["a"], unit=["%"], value=[82.0], target=[85.0]), Rule())
    >>> way_back(after, [Flip(0, Rating.GREEN, Rating.AMBER)], 0)
    '3 points more would win it back.'
    """
    fallen = [flip for flip in found if has_fallen(flip)]
    if not fallen:
        return ""
    ways = {rating: way_to(after, rating) for rating in {Rating.GREEN, *(flip.before for flip in fallen)}}
    if len(fallen) > 1:
        return _nearest(after, fallen, ways)
    (flip,) = fallen
    row, to_it, to_green = flip.row, ways[flip.before], ways[Rating.GREEN]
    name = None if row == named and len(found) == 1 else short_name(after.figures, row)
    back = "win it back" if name is None else f"win back {name}"
    if not to_it.reachable[row]:
        return _never(after, row, back)
    takes, takes_to_green = (_takes(after, row, way) if way.reachable[row] else "" for way in (to_it, to_green))
    begins = takes[:1].upper() + takes[1:]
    if flip.before == Rating.GREEN or not takes_to_green:
        return f"{begins} would {back}."
    if takes == takes_to_green:
        return f"{begins} would turn {'it' if name is None else name} green."
    if to_it.cases[row] * to_green.cases[row] > 0:
        # Of the same things, the same way: the number says it.
        takes_to_green = digits(abs(float(to_green.cases[row])), 0)
    return f"{begins} would {back}, and {takes_to_green} would turn it green."


def _takes(position: Position, row: int, way: Way) -> str:
    """'35 more assessments', '3 points less', 'any improvement'; the rating must be reachable, and not there yet."""
    if not math.isnan(way.cases[row]):
        return more_or_fewer(position.figures, row, float(way.cases[row]))
    distance = gap_in_words(position, row, float(way.gap[row]))
    # The nearer edge of amber lies on the same side as the nearer one of green.
    below = position.rated_value[row] < position.stated_limits.green_low[row]
    return distance if distance == ANY else f"{distance} {'more' if below else 'less'}"


def _never(position: Position, row: int, back: str) -> str:
    """Why nothing could win a rating back."""
    figures = position.figures
    low, high = (side[row] for side in position.targets)
    if low > high:
        return f"No figure could {back}: the lower target is above the upper one."
    if figures.counted[row] and math.isfinite(most_cases(position)[row]):
        things = counted(figures, row, float(figures.denominator[row]))
        if figures.polarity[row] == Polarity.HIGHER:
            return f"Even all {things} would not {back}."
        if figures.polarity[row] == Polarity.LOWER:
            return f"Not even 0 of {things} would {back}."
        return f"No whole number of the {things} would {back}."
    if figures.polarity[row] != Polarity.LOWER and low > figures.most[row]:
        return f"No figure could {back}: the target is above {figure(figures, row, float(figures.most[row]), 0)}."
    return f"No figure could {back} with this target."


def _nearest(after: Position, fallen: list[Flip], ways: dict[Rating, Way]) -> str:
    """Of several that fell the nearest to coming back; '' where they cannot be ranked."""
    within = [flip for flip in fallen if ways[flip.before].reachable[flip.row]]
    if not within:
        return "Nothing could win any of them back with these targets."
    sizes = _sizes(after, within, ways)
    if sizes is None or np.count_nonzero(np.isclose(sizes, min(sizes), rtol=1e-9, atol=0.0)) > 1:
        return ""
    flip = within[int(np.argmin(sizes))]
    takes = _takes(after, flip.row, ways[flip.before])
    return f"Of those that fell, {short_name(after.figures, flip.row)} is the nearest: {takes} would win it back."


def _sizes(after: Position, fallen: list[Flip], ways: dict[Rating, Way]) -> Sequence[float] | None:
    """How far each is from coming back, in one measure for all; None where there is none.

    Cases of things that are counted differently have no order, nor have points beside days. What is told of the
    nearest is what they were ranked by.
    """
    figures = after.figures
    cases = [float(abs(ways[flip.before].cases[flip.row])) for flip in fallen]
    if not any(map(math.isnan, cases)):
        things = {figures.counts[flip.row] or "case|cases" for flip in fallen}
        return cases if len(things) == 1 else None
    gaps = [float(ways[flip.before].gap[flip.row]) for flip in fallen]
    units = {figures.unit[flip.row].strip() for flip in fallen}
    return gaps if all(map(math.isnan, cases)) and not any(map(math.isnan, gaps)) and len(units) == 1 else None

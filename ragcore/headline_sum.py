"""The sums behind the sentence about a scenario, a line each."""

from __future__ import annotations

import math

import numpy as np

from ragcore.compare import Flip, flips
from ragcore.gap import Way, value_of, way_to
from ragcore.headline_back import has_fallen
from ragcore.headline_lead import moved_by
from ragcore.limits import SLACK
from ragcore.position import Position
from ragcore.rating import RAG, Rating
from ragcore.scenario import Scenario
from ragcore.sentences import MOST_DECIMALS_OF_A_GAP, how_rated, value
from ragcore.wording import decimals_needed, digits, short_name, target

# What a page shows at once: about three measures.
MOST_LINES = 12


def sum_behind(before: Position, scenario: Scenario, after: Position) -> list[str]:
    """The arithmetic of each measure that flipped, and of a single measure that was moved, flipped or not.

    after : the position as the scenario would have it

    Whole measures as far as MOST_LINES; a last line then says how many more there are.

    Source: docs/method.md#the-sentence

    >>> from ragcore.figures import Figures
    >>> from ragcore.rule import Rule
    >>> from ragcore.scenario import Change, apply
    >>> figures = Figures.of(id=["a"], unit=["%"], value=[82.0], numerator=[82], denominator=[100], target=[85.0])
    >>> before, scenario = Position(figures, Rule()), Scenario().plus(Change("a", "target", 86))
    >>> for line in sum_behind(before, scenario, apply(scenario, before)):
    ...     print(line)
    As it stands: 82% is 3 points short of the target of 85%; within the tolerance of 5 points: amber.
    Scenario: 82% is 4 points short of the target of 86%; within the tolerance of 5 points: amber.
    To green: 86% of 100 is 86; 86 - 82 = 4.
    """
    alone = moved_by(before, scenario, after).row
    found = flips(before, after)
    if not found and alone is not None:
        found = [Flip(alone, Rating(before.ratings[alone]), Rating(after.ratings[alone]))]
    names = len(found) > 1 or (found and found[0].row != alone)
    told: list[str] = []
    for at, flip in enumerate(found):
        name = f"{short_name(after.figures, flip.row)}. " if names else ""
        lines = [name + line for line in _of_measure(before, after, flip)]
        if len(told) + len(lines) > MOST_LINES:
            left = len(found) - at
            return [*told, f"And {left:,} more {'measure' if left == 1 else 'measures'}."]
        told += lines
    return told


def _of_measure(before: Position, after: Position, flip: Flip) -> list[str]:
    """The lines of one measure: how it was and is rated, how far its figure went, how far it is to what it lost."""
    row = flip.row
    lines = [f"As it stands: {how_rated(before, row)}", f"Scenario: {how_rated(after, row)}"]
    was, now = (float(position.figures.numerator[row]) for position in (before, after))
    if before.figures.counted[row] and abs(now - was) >= 1:
        lines.append(f"{_is(after, row)}; {_difference(was, now)}.")
    goals = [Rating.AMBER] if has_fallen(flip) and flip.before == Rating.AMBER else []
    goals += [Rating.GREEN] if flip.after in RAG and flip.after < Rating.GREEN else []
    ways = {goal: way_to(after, goal) for goal in goals}
    if len(goals) > 1:
        amber, green = ways[Rating.AMBER], ways[Rating.GREEN]
        if amber.cases[row] == green.cases[row] or amber.gap[row] == green.gap[row]:
            # Without a tolerance the way to amber is the way to green.
            del ways[Rating.AMBER]
    return lines + [line for goal, way in ways.items() if (line := _to(after, row, goal, way))]


def _to(position: Position, row: int, goal: Rating, way: Way) -> str:
    """The sum that leads to a rating in cases, else where amber begins; '' where there is none to show."""
    if not way.reachable[row]:
        return ""
    if math.isnan(way.cases[row]):
        # How far it is to green is said where the rating is.
        return _where_amber_begins(position, row) if goal == Rating.AMBER else ""
    own = float(position.figures.numerator[row])
    needed = own + float(way.cases[row])
    makes = _share(position, row, goal, own, needed) or _makes(position, row, needed)
    return f"To {goal.word}: {makes}; {_difference(own, needed)}."


def _where_amber_begins(position: Position, row: int) -> str:
    """'Amber begins at 85%, 2.9 points from 82.1%' where that is an edge and not an improvement."""
    edge = _edge(position, row, Rating.AMBER, up=bool(position.rated_value[row] < position.targets[0][row]))
    if position.rule.improved or not math.isfinite(edge):
        return ""
    return f"To amber: it begins at {target(position.figures, row, edge)}, and the figure is {value(position, row)}."


def _edge(position: Position, row: int, goal: Rating, up: bool) -> float:
    """The edge of a rating that is reached upwards or downwards."""
    limits = position.stated_limits
    if goal == Rating.GREEN:
        return float((limits.green_low if up else limits.green_high)[row])
    return float((limits.amber_low if up else limits.amber_high)[row])


def _share(position: Position, row: int, goal: Rating, own: float, needed: float) -> str:
    """'90% of 1,200 is 1,080', and the whole number that it takes; '' where that is not how it was found."""
    figures, rule = position.figures, position.rule
    if not figures.unit[row].startswith("%") or rule.as_shown or (rule.improved and goal == Rating.AMBER):
        return ""
    up = needed > own
    edge, whole = _edge(position, row, goal, up), float(figures.denominator[row])
    exact = edge * whole / float(figures.scale[row])
    told = f"{target(figures, row, edge)} of {digits(whole, 0)} is"
    if abs(exact - needed) <= SLACK * abs(needed):
        return f"{told} {digits(needed, 0)}"
    nearest = np.ceil(exact) if up else np.floor(exact)
    places = min(decimals_needed(exact), MOST_DECIMALS_OF_A_GAP)
    if nearest != needed or digits(exact, places) == digits(needed, places):
        return ""
    return f"{told} {digits(exact, places)}, so it takes {digits(needed, 0)}"


def _makes(position: Position, row: int, numerator: float) -> str:
    """'1,080 of 1,200 is 90.0%' where the numerator is another."""
    numerators = position.figures.numerator.copy()
    numerators[row] = numerator
    made = position.figures.changed(numerator=numerators, value=value_of(position, numerators))
    return _is(Position(made, position.rule), row)


def _is(position: Position, row: int) -> str:
    """'1,080 of 1,200 is 90.0%', with as many decimals as the rating of it needs."""
    figures = position.figures
    return f"{digits(figures.numerator[row], 0)} of {digits(figures.denominator[row], 0)} is {value(position, row)}"


def _difference(was: float, now: float) -> str:
    """'1,080 - 985 = 95': the larger first."""
    more, less = max(was, now), min(was, now)
    return f"{digits(more, 0)} - {digits(less, 0)} = {digits(more - less, 0)}"

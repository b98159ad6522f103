"""Sentences that say what the figures mean: how a rating was made, what it would take, what flipped."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from ragcore.compare import Flip, with_rating
from ragcore.figures import Figures
from ragcore.gap import Way, most_cases
from ragcore.limits import SLACK, Polarity
from ragcore.position import BETTER, SAME, WORSE, Position
from ragcore.rating import Rating
from ragcore.rule import Tolerance
from ragcore.wording import NumberFormat, counted, decimals_needed, digits, figure, short_name, target, word

DIRECTIONS = {BETTER: "better", SAME: "same", WORSE: "worse"}
# A share of a target can have many decimals; more than these help nobody.
MOST_DECIMALS_OF_A_GAP = 3


def value(position: Position, row: int) -> str:
    """The figure of an indicator, with as many decimals as its rating needs; why there is none where there is none."""
    figures = position.figures
    if math.isnan(figures.value[row]):
        return "suppressed" if figures.suppressed[row] else "no figure"
    return figure(figures, row, figures.value[row], int(position.shown_decimals[row]))


def value_and_count(position: Position, row: int) -> str:
    """'82.1%, 985 of 1,200', or the figure alone where there are no counts that agree with it."""
    figures = position.figures
    shown = value(position, row)
    if not figures.counted[row]:
        return shown
    return f"{shown}, {digits(figures.numerator[row], 0)} of {digits(figures.denominator[row], 0)}"


def target_in_words(position: Position, row: int) -> str:
    """The target, or both of a band; 'no target' where there is none."""
    figures = position.figures
    low, high = (side[row] for side in position.targets)
    if math.isnan(low) or math.isnan(high) or figures.polarity[row] == Polarity.NONE:
        return "no target"
    if figures.polarity[row] == Polarity.BAND:
        return f"{target(figures, row, low)} to {target(figures, row, high)}"
    return target(figures, row, low)


def tolerance_in_words(size: float, percent: bool, unit: str) -> str:
    """'5 points', '5% of the target', 'no tolerance'."""
    if not size:
        return "no tolerance"
    return f"{size:g}% of the target" if percent else NumberFormat.of(unit).distance(size, decimals_needed(size))


def legend(position: Position) -> dict[Rating, str]:
    """What green, amber and red mean under this scorecard's rule, each in one sentence."""
    rule = position.rule
    tolerance = _tolerances(position)
    within = rule.green_within
    green = "at the target or better" if not within.size else f"at the target, or within {_beyond(within)} of it"
    if rule.improved == "instead":
        amber = "short of the target, and better than the previous figure"
    elif tolerance == "no tolerance":
        amber = "not used: there is no tolerance"
    else:
        amber = f"short of it by no more than the tolerance: {tolerance}"
        amber += ", and better than the previous figure" if rule.improved == "also" else ""
    red = {"also": "further away, or not better than the previous figure", "instead": "not better than it"}
    rounded = " Figures are rated as they are shown." if rule.as_shown else ""
    means = {Rating.GREEN: green, Rating.AMBER: amber, Rating.RED: red.get(rule.improved, "further away")}
    return {rating: f"{text}.{rounded if rating == Rating.RED else ''}" for rating, text in means.items()}


def _beyond(tolerance: Tolerance) -> str:
    return f"{tolerance.size:g}{'%' if tolerance.percent else ''}"


def _tolerances(position: Position) -> str:
    """The tolerances in use: the most common one, and for how many measures it is another."""
    figures, (sizes, percents) = position.figures, position.tolerance
    said: dict[str, int] = {}
    assumed = False
    for row in range(len(position)):
        if figures.polarity[row] != Polarity.NONE and math.isnan(figures.amber_limit[row]):
            unit = figures.unit[row]
            said_so = tolerance_in_words(float(sizes[row]), bool(percents[row]), unit)
            said[said_so] = said.get(said_so, 0) + 1
            assumed |= position.rule.amber is None and math.isnan(figures.amber[row])
    if not said:
        return "as stated for each measure"
    usual = max(said, key=lambda words: said[words])
    stated = int(np.count_nonzero(~np.isnan(figures.amber_limit)))
    others = [f"{words} for {_measures(count)}" for words, count in said.items() if words != usual]
    others += [f"a stated limit for {_measures(stated)}"] if stated else []
    told = f"{usual}{' (assumed: the scorecard states none)' if assumed else ''}"
    return f"{told}, but {', '.join(others)}" if others else told


def how_rated(position: Position, row: int) -> str:
    """How a rating was made, in one sentence."""
    figures, rating = position.figures, Rating(position.ratings[row])
    if rating == Rating.UNAVAILABLE:
        return "There is no figure, so it is unavailable." + (
            " The figure was suppressed." if figures.suppressed[row] else ""
        )
    if rating == Rating.UNRATED:
        return f"{value(position, row)}, with no target to rate it against: unrated."
    band = figures.polarity[row] == Polarity.BAND
    aim = f"the {'band' if band else 'target'} of {target_in_words(position, row)}"
    shown = value(position, row)
    if rating == Rating.GREEN:
        return f"{shown} {_meets(position, row, aim)}: green."
    return f"{shown} is {_short_of(position, row, aim)}; {_why(position, row, rating)}: {rating.word}."


def _meets(position: Position, row: int, aim: str) -> str:
    """How a green value stands to its target."""
    low, high = (float(side[row]) for side in position.targets)
    worth, polarity = float(position.rated_value[row]), position.figures.polarity[row]
    noise = SLACK * max(abs(worth), abs(low), abs(high))
    beyond = (worth < low - noise and polarity != Polarity.LOWER) or (
        worth > high + noise and polarity != Polarity.HIGHER
    )
    if beyond:
        return f"is within {_beyond(position.rule.green_within)} of {aim}"
    return f"is within {aim}" if polarity == Polarity.BAND else f"meets {aim}"


def _short_of(position: Position, row: int, aim: str) -> str:
    """'2.9 points short of the target of 85%', or above it where lower is better."""
    figures = position.figures
    low, high = (float(side[row]) for side in position.targets)
    worth = float(position.rated_value[row])
    below = worth < low if figures.polarity[row] != Polarity.LOWER else False
    away = low - worth if below else worth - high
    places = max(int(position.shown_decimals[row]), decimals_needed(low if below else high))
    distance = NumberFormat.of(figures.unit[row]).distance(away, places)
    side = "short of" if below and figures.polarity[row] == Polarity.HIGHER else "below" if below else "above"
    return f"{distance} {side} {aim}"


def _why(position: Position, row: int, rating: Rating) -> str:
    """Why a value that is not green is amber, or is not."""
    figures, rule = position.figures, position.rule
    size, percent = (part[row] for part in position.tolerance)
    within = rating == Rating.AMBER
    has_previous = not math.isnan(figures.previous[row])
    no_better = "not better than the previous figure" if has_previous else "there is no previous figure"
    if rule.improved == "instead":
        return "better than the previous figure" if within else no_better
    if not math.isnan(figures.amber_limit[row]):
        limit = f"the stated limit of {target(figures, row, figures.amber_limit[row])}"
        inside, outside = f"not beyond {limit}", f"beyond {limit}"
    elif size:
        tolerance = f"the tolerance of {tolerance_in_words(float(size), bool(percent), figures.unit[row])}"
        inside, outside = f"within {tolerance}", f"beyond {tolerance}"
    else:
        return "there is no tolerance"
    if rule.improved != "also":
        return inside if within else outside
    if within:
        return f"{inside} and better than the previous figure"
    near_enough = Position(figures, replace(rule, improved="")).ratings[row] == Rating.AMBER
    return f"{inside} but {no_better}" if near_enough else outside


def way_in_words(position: Position, row: int, way: Way, to: Rating = Rating.GREEN) -> str:
    """What it would take to turn green (or amber), in points and in cases."""
    rating = Rating(position.ratings[row])
    if rating <= Rating.UNRATED:
        return "No figure yet" if rating == Rating.UNAVAILABLE else "No target"
    if rating >= to:
        return "Green now" if rating == Rating.GREEN else "Amber now"
    if not way.reachable[row]:
        return _out_of_reach(position, row, to)
    distance = gap_in_words(position, row, float(way.gap[row]))
    if math.isnan(way.cases[row]):
        return f"To {to.word}: {distance}"
    return f"To {to.word}: {distance}, {cases_in_words(position, row, float(way.cases[row]))}"


def gap_in_words(position: Position, row: int, gap: float) -> str:
    """How far a figure is from a rating, written as finely as the figure and as the edge that it is measured from."""
    worth = float(position.rated_value[row])
    edge = min(decimals_needed(worth - gap), decimals_needed(worth + gap), MOST_DECIMALS_OF_A_GAP)
    places = max(int(position.shown_decimals[row]), edge)
    # The edge of "better than the previous figure" may be no distance away that can be shown.
    if gap < 0.5 * 10.0**-places:
        return "any improvement"
    return NumberFormat.of(position.figures.unit[row]).distance(gap, places)


def cases_in_words(position: Position, row: int, cases: float) -> str:
    """'35 more assessments of 1,200, if numbers stay the same'."""
    whole = digits(position.figures.denominator[row], 0)
    return f"{more_or_fewer(position.figures, row, cases)} of {whole}, if numbers stay the same"


def more_or_fewer(figures: Figures, row: int, cases: float) -> str:
    """'35 more assessments', or fewer where the number is below 0."""
    number, _, name = counted(figures, row, cases).partition(" ")
    return f"{number} {'more' if cases > 0 else 'fewer'} {name}"


def _out_of_reach(position: Position, row: int, to: Rating) -> str:
    """Why no figure that can be has the rating."""
    figures = position.figures
    low, high = position.targets[0][row], position.targets[1][row]
    most = float(figures.most[row])
    if low > high:
        return f"Cannot turn {to.word}: the lower target is above the upper one"
    if figures.polarity[row] != Polarity.LOWER and low > most:
        return f"Cannot turn {to.word}: the target is above {figure(figures, row, most, 0)}"
    if figures.counted[row] and math.isfinite(most_cases(position)[row]):
        _, _, name = counted(figures, row, 2).partition(" ")
        return f"Cannot turn {to.word}: no whole number of the {digits(figures.denominator[row], 0)} {name} gives it"
    return f"Cannot turn {to.word} with this target"


def direction(position: Position, row: int) -> str:
    """Direction of travel in a word; '' where it cannot be said."""
    way = position.direction[row]
    return "" if math.isnan(way) else DIRECTIONS[int(way)]


def published(position: Position, row: int) -> str:
    """'published: red' where the published rating differs from the computed one, else ''."""
    if not position.differs_from_published[row]:
        return ""
    return f"published: {Rating(position.figures.published[row]).word}"


def totals(position: Position) -> str:
    """The two totals that a report gives."""
    rated, without = with_rating(position.counts), position.counts[Rating.UNAVAILABLE]
    return f"{_measures(rated)} with a RAG, {without:,} with data unavailable"


def _measures(count: int) -> str:
    return f"{count:,} {'measure' if count == 1 else 'measures'}"


def flip(position: Position, change: Flip) -> str:
    """'Repeat referrals: red to amber'."""
    return f"{short_name(position.figures, change.row)}: {word(change.before).lower()} to {word(change.after).lower()}"

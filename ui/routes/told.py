"""Sentences about routes: what a move is, what stands in the way, how effort is counted."""

from __future__ import annotations

import math

from ragcore.candidates import Candidates, Stop
from ragcore.figures import Figures
from ragcore.goals import Goal, Needs
from ragcore.past import FEWEST_PERIODS
from ragcore.rating import Rating
from ragcore.routes import Move, Obstacle, Route
from ragcore.wording import NumberFormat, counted, decimals_needed, digits, figure, short_name, word

MOST_DECIMALS = 3
EFFORTS = {
    "share": "A share of each measure's own largest past move",
    "points": "Points, weighed as you say",
    "cases": "Cases (people or things)",
}
STOPS = {
    Stop.NO_RATING: "it has no figure, no target or no better direction",
    Stop.LOCKED: "you said that it must not be touched",
    Stop.PLACED: "it is about where children live, and moving a child is not effort",
    Stop.NO_VALUE: "no figure that can be has the rating",
    Stop.NO_PAST: "it has no past move that effort could be a share of",
}


def effort(amount: float, by: str) -> str:
    """An amount of effort, in what it is counted in.

    >>> effort(1.5, "share"), effort(1.0, "cases"), effort(2.25, "points")
    ('1.5 times the largest past move', '1 case', '2.25 weighed points')
    """
    if by == "cases":
        return f"{digits(amount, 0)} {'case' if amount == 1 else 'cases'}"
    shown = digits(amount, min(decimals_needed(round(amount, 2)), 2))
    return f"{shown} times the largest past move" if by == "share" else f"{shown} weighed points"


def amount(effort: float, by: str) -> str:
    """An amount of effort in a table that says what it is counted in.

    >>> amount(1.5, "share"), amount(1.0, "cases")
    ('1.5 times', '1')
    """
    if by == "cases":
        return digits(effort, 0)
    shown = digits(effort, min(decimals_needed(round(effort, 2)), 2))
    return f"{shown} times" if by == "share" else shown


def distance(figures: Figures, row: int, points: float) -> str:
    """How far a move is, in the measure's unit."""
    # With counts it is the cases that are exact.
    needed = 0 if figures.counted[row] else decimals_needed(points)
    places = min(max(int(figures.decimals[row]), needed), MOST_DECIMALS)
    return NumberFormat.of(figures.unit[row]).distance(points, places)


def value(figures: Figures, row: int, at: float) -> str:
    """A figure that a move begins or ends at."""
    places = min(max(int(figures.decimals[row]), decimals_needed(at) if not figures.counted[row] else 0), MOST_DECIMALS)
    return figure(figures, row, at, places)


def cases(figures: Figures, row: int, change: float | None) -> str:
    """'35 more assessments'; '' where there are no counts."""
    if change is None or math.isnan(change):
        return ""
    number, _, name = counted(figures, row, change).partition(" ")
    return f"{number} {'more' if change > 0 else 'fewer'} {name}" if change else ""


def share(part: float | None) -> str:
    """How large a move is beside the largest past one.

    >>> share(1.16), share(None)
    ('1.16 times', 'no past move')
    """
    return "no past move" if part is None or math.isnan(part) else f"{digits(part, 2)} times"


def move(figures: Figures, told: Move) -> str:
    """One move of a route, in a sentence without its full stop."""
    way = f"{value(figures, told.row, told.before)} to {value(figures, told.row, told.after)}"
    more = cases(figures, told.row, told.cases)
    turned = f"{told.was.word} to {told.to.word}"
    return f"{short_name(figures, told.row)}: {way}{f', {more}' if more else ''} ({turned})"


def summary(route: Route, by: str) -> str:
    """How many measures a route moves, and what that takes."""
    count = len(route.moves)
    return f"{count:,} {'measure moves' if count == 1 else 'measures move'}; effort {effort(route.effort, by)}"


def obstacle(figures: Figures, told: Obstacle) -> str:
    """Why one measure is not moved."""
    name = short_name(figures, told.row)
    if told.stop == Stop.TOO_FAR and told.points is not None and told.most is not None:
        far, most = distance(figures, told.row, told.points), distance(figures, told.row, told.most)
        return f"{name}: {told.to.word} is {far} away, and it may move {most} at most."
    return f"{name}: {STOPS.get(told.stop, 'it cannot be moved')}."


def missing(short: Needs) -> str:
    """What of a goal is missing.

    >>> missing(Needs(2, 1, 0))
    '2 green too few, 1 red too many'
    """
    parts = [
        f"{short.greens:,} green too few" if short.greens else "",
        f"{short.reds:,} red too many" if short.reds else "",
        f"{short.key_reds:,} red too many among the key indicators" if short.key_reds else "",
    ]
    return ", ".join(filter(None, parts))


def already(goal: Goal) -> str:
    """What is said of a goal that is reached."""
    return f"Already there: {goal}. Nothing has to change."


def terms(candidates: Candidates) -> list[str]:
    """What has to be known of the terms: what is locked by itself, and what has no cap."""
    figures = candidates.position.figures
    told: list[str] = []
    if candidates.placed:
        rows = [row for key in candidates.placed if (row := figures.row_of(key)) is not None]
        names = ", ".join(short_name(figures, row) for row in rows)
        told.append(f"Locked because they are about where children live, and moving a child is not effort: {names}.")
    if len(candidates.no_cap):
        names = ", ".join(short_name(figures, int(row)) for row in candidates.no_cap[:12])
        more = f" and {len(candidates.no_cap) - 12:,} more" if len(candidates.no_cap) > 12 else ""
        told.append(
            f"Without a cap, because they have fewer than {FEWEST_PERIODS} periods of history: {names}{more}. Say a "
            "most for them if there is one."
        )
    return told


def turned(figures: Figures, row: int, before: int, after: int) -> str:
    """One rating that changes along the way."""
    return f"{short_name(figures, row)}: {word(before).lower()} to {word(after).lower()}"


def wish(rating: Rating) -> str:
    """What a budget is spent on."""
    return "The most green" if rating == Rating.GREEN else "The fewest red"

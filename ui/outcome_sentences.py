"""Sentences about a scenario and the figures that came after it: what was left behind, and what came true."""

from __future__ import annotations

import math

from ragcore.outcome import Met, Outcome
from ragcore.position import Position
from ragcore.rebase import Why
from ragcore.sentences import MOST_DECIMALS_OF_A_GAP
from ragcore.wording import NumberFormat, counted, decimals_needed, figure, short_name
from ui.literal import literal

WHY = {
    Why.UNKNOWN: "There is no such measure here.",
    Why.OTHER_UNIT: "It is measured in another unit here.",
    Why.UNRATED_POLARITY: "No direction is better here, so it has no target.",
    Why.OTHER_TARGET: "It has a band here and one target there, or the other way round.",
    Why.PAST: "It is a projection for a time that these figures have reached.",
    Why.BEYOND: "It is more than there can be here.",
    Why.ALREADY: "The figures here say so themselves.",
}
MET = {Met.MET: "met", Met.MISSED: "missed", Met.UNKNOWN: "cannot be said"}


def no_figures_yet(horizon: str, period: str) -> str:
    """What is compared where there are no figures for the time that was projected."""
    then = f"There are no figures for {horizon} here" if horizon else "The scenario does not say for when it projects"
    return (
        f"{then}; it is set beside those for {period}." if period else f"{then}; it is set beside those that are open."
    )


def table(found: Outcome, was: Position, now: Position) -> dict[str, list[str]]:
    """Each projected value beside what happened, as columns of Markdown."""
    rows = range(len(found.met))
    return {
        "Measure": [literal(short_name(now.figures, int(found.now_row[at]))) for at in rows],
        "Projected": [literal(_figure(was, int(found.was_row[at]), found.projected[at])) for at in rows],
        "What happened": [literal(_figure(now, int(found.now_row[at]), found.actual[at])) for at in rows],
        "Met?": [f"**{MET[Met(found.met[at])]}**" for at in rows],
        "By": [literal(by(found, now, at)) for at in rows],
    }


def by(found: Outcome, now: Position, at: int) -> str:
    """By how much one projected value was met or missed, in points and in cases."""
    row, distance, cases = int(found.now_row[at]), float(found.by[at]), float(found.cases[at])
    if math.isnan(distance):
        return ""
    places = min(max(int(now.figures.decimals[row]), decimals_needed(distance)), MOST_DECIMALS_OF_A_GAP)
    points = NumberFormat.of(now.figures.unit[row]).distance(abs(distance), places)
    way = "just met" if not distance else f"{points} {'better' if distance > 0 else 'short'}"
    if math.isnan(cases) or not cases:
        return way
    number, _, name = counted(now.figures, row, cases).partition(" ")
    return f"{way}, {number} {name} {'more' if cases > 0 else 'fewer'} than that takes"


def _figure(position: Position, row: int, value: float) -> str:
    figures = position.figures
    return figure(figures, row, value, int(figures.decimals[row]))

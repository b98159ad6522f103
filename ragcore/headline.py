"""What a scenario does to a scorecard, in a sentence or two that a chair can read out."""

from __future__ import annotations

from ragcore.causes import TARGETS, Cause, causes
from ragcore.compare import Flip, flips, with_rating
from ragcore.headline_back import way_back
from ragcore.headline_lead import Moved, lead, moved_by
from ragcore.headline_short import counts_in_words, in_words, turned
from ragcore.position import Position
from ragcore.rating import RAG
from ragcore.scenario import Scenario


def headline(before: Position, scenario: Scenario, after: Position) -> str:
    """What was moved, what it turned and the counts; what would win back what fell; whether only targets moved.

    after : the position as the scenario would have it. Names are as the file has them, cut to fit a row.

    Source: docs/method.md#the-sentence

    >>> from ragcore.figures import Figures
    >>> from ragcore.rule import Rule
    >>> from ragcore.scenario import Change, apply
    >>> figures = Figures.of(id=["a"], indicator=["Calls"], unit=["%"], value=[82.0], target=[85.0])
    >>> before, scenario = Position(figures, Rule()), Scenario().plus(Change("a", "target", 90))
    >>> headline(before, scenario, apply(scenario, before))  # doctest: +NORMALIZE_WHITESPACE
    'Raising the target of Calls from 85% to 90% turns one measure from amber to red: 0 green, 0 amber, 1 red.
    3 points more would win it back, and 8 points more would turn it green.'
    """
    if not scenario.changes and not scenario.rule:
        return "No changes yet."
    moved, found = moved_by(before, scenario, after), flips(before, after)
    what_it_does = turned(before.ratings, after.ratings)
    if not moved.fields and not moved.settings:
        told = "Nothing differs from the scorecard as it stands"
    else:
        told = lead(before, scenario, after, moved)
        told += f" turns {what_it_does}" if what_it_does else " changes no rating"
    first = f"{told}: {counts_in_words(before.ratings, after.ratings)}{_now_rated(before, after)}."
    return " ".join(filter(None, [first, way_back(after, found, moved.row), _owed(before, scenario, found, moved)]))


def _now_rated(before: Position, after: Position) -> str:
    """How many measures have a RAG, where that is another number than it was."""
    count = with_rating(after.counts)
    if count == with_rating(before.counts):
        return ""
    return f"; {count:,} {'measure now has' if count == 1 else 'measures now have'} a RAG"


def _owed(before: Position, scenario: Scenario, found: list[Flip], moved: Moved) -> str:
    """Where ratings rose and no figure did: that it was the target, or the rule."""
    risen = {flip.row for flip in found if flip.before in RAG and flip.after > flip.before}
    targets = moved.count(*TARGETS)
    if not risen:
        return ""
    if not moved.count("value"):
        return f"No figure is different: only {_what_moved(moved, targets)}."
    if not targets:
        return ""
    why = causes(scenario, before)
    count = sum(
        cause == Cause.TARGET and flip.row in risen for flip, cause in zip(why.flips, why.cause.tolist(), strict=True)
    )
    if not count:
        return ""
    measures, figures = ("measure", "its figure") if count == 1 else ("measures", "their figures")
    return f"{in_words(count).capitalize()} {measures} rose by a moved target, not by {figures}."


def _what_moved(moved: Moved, targets: int) -> str:
    """What moved where no figure did."""
    rules = moved.count("amber") + len(moved.settings)
    if targets and rules:
        return "targets and the rule changed"
    if targets:
        return "the target moved" if targets == 1 else "targets moved"
    return "the rule changed" if moved.settings else f"the tolerance{'s' if rules > 1 else ''} moved"

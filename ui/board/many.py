"""Many measures moved at once: what the browser asks, and what then would come true, before anybody does it."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ragcore import many
from ragcore.figures import Figures
from ragcore.headline import headline
from ragcore.many import Left, LeftOut
from ragcore.placed import words
from ragcore.ranges import Range
from ragcore.rating import Rating, RatingArray
from ragcore.rule import Tolerance
from ragcore.scenario import Change, Scenario, apply
from ragcore.wording import digits, short_name
from ui.board import messages
from ui.board.what_if import WhatIf

TOLERANCES = ("tolerance", "tolerance_per_cent")
# In which range an amount makes sense, by kind; where it is in a measure's own unit, that may be pounds.
AMOUNTS = {
    "points": (-1e6, 1e6),
    "per_cent": (-100.0, 1000.0),
    "gap": (0.0, 100.0),
    "target": (-1e6, 1e6),
    "benchmark": (0.0, 0.0),
    **dict.fromkeys(TOLERANCES, (0.0, messages.LARGEST_TOLERANCE)),
}
# Of those that are left out for one reason.
MOST_NAMED = 2
# Further than any handle goes.
_FAR = 1e300

_WHY = {
    Left.NO_FIGURE: "no figure",
    Left.NO_BETTER: "neither way is better",
    Left.NO_TARGET: "no target",
    Left.BAND: "a band, and a benchmark is one figure",
    Left.NO_BENCHMARK: "no benchmark",
    Left.THERE: "there already",
    Left.AT_END: "at the end of the scale",
    Left.OWN_TOLERANCE: "a tolerance of its own",
}
_NO_AMOUNT = "Type how much: a number such as 5."
_NO_ROWS = "No measure is chosen."
_NOTHING = "Nothing would move."


@dataclass(frozen=True)
class Ask:
    """What somebody would move: the rows, in their order, and how.

    amount : None where nothing was typed, NaN where it is no number
    """

    number: int
    kind: str
    amount: float | None
    rows: tuple[int, ...]


@dataclass(frozen=True)
class Preview:
    """What an ask comes to.

    scenario : as it then would be; moved : how many measures that moves; left : those asked for that stay
    changes : of values and targets; size : the tolerance, as a step carries it, None where it is not about one
    problem : why there is nothing to do, '' where there is
    """

    scenario: Scenario
    moved: int
    left: tuple[LeftOut, ...] = ()
    changes: tuple[Change, ...] = ()
    size: str | None = None
    problem: str = ""


def understood(told: Any, figures: Figures) -> Ask | None:
    """What the browser asks; None where that is nothing. Ids that are unknown, or there twice, are left out."""
    if not isinstance(told, dict) or not isinstance(told.get("kind"), str) or told["kind"] not in AMOUNTS:
        return None
    number, ids, amount = told.get("number"), told.get("ids"), told.get("amount")
    if type(number) is not int or not 0 < number < messages.LARGEST_NUMBER or not isinstance(ids, list):
        return None
    # NaN is within nothing, and a whole number may be too large for a float.
    is_number = isinstance(amount, int | float) and not isinstance(amount, bool) and abs(amount) <= _FAR
    asked = float(told["amount"]) if is_number else None if amount is None else math.nan
    rows = {figures.row_of(one) for one in ids[: len(figures)] if isinstance(one, str)}
    known = sorted(row for row in rows if row is not None)
    return Ask(number, told["kind"], asked, tuple(known))


def preview(told: Any, on: WhatIf) -> str:
    """What would come true, as JSON; 'null' where nothing is asked, or it is asked of another board.

    With the number of the ask and that of the last step, so that the browser knows one that is old.
    """
    ask = understood(told, on.position.figures) if isinstance(told, dict) and told.get("name") == on.name else None
    if ask is None:
        return "null"
    found = previewed(ask, on)
    after = apply(found.scenario, on.position)
    shown = {
        "number": ask.number,
        "step": on.number,
        "codes": after.ratings.tolist(),
        "moves": "" if found.problem else _moves(found),
        "left": _left_in_words(found.left, on.position.figures, ask.kind),
        "sentence": "" if found.problem else headline(on.position, found.scenario, after),
        "changes": [{"id": each.id, "field": each.field, "value": each.value} for each in found.changes],
        "size": found.size,
        "problem": found.problem,
    }
    return json.dumps(shown, allow_nan=False)


def previewed(ask: Ask, on: WhatIf) -> Preview:
    """What an ask comes to on a what-if as it is now."""
    low, high = AMOUNTS[ask.kind]
    # Without an amount a tolerance is the scorecard's own again.
    optional = ask.kind == "benchmark" or ask.kind in TOLERANCES
    if ask.amount is None and not optional:
        return Preview(on.scenario, 0, problem=_NO_AMOUNT)
    if ask.amount is not None and ask.kind != "benchmark" and not low <= ask.amount <= high:
        return Preview(on.scenario, 0, problem=f"Type a number from {digits(low, 0)} to {digits(high, 0)}.")
    if ask.kind in TOLERANCES:
        return _tolerance(ask, on)
    if not ask.rows:
        return Preview(on.scenario, 0, problem=_NO_ROWS)
    found = many.move_many(on.after, ask.rows, ask.kind, ask.amount or 0.0)
    changes, stay = _where_handles_can_be(found.changes, on)
    left = tuple(sorted([*found.left, *stay]))
    scenario = on.scenario.with_changes([*on.scenario.changes, *changes])
    moved = len({change.id for change in changes})
    return Preview(scenario, moved, left, changes, problem="" if moved else _NOTHING)


def _tolerance(ask: Ask, on: WhatIf) -> Preview:
    """Another tolerance of the whole scorecard."""
    tolerance = None if ask.amount is None else Tolerance(ask.amount, ask.kind == "tolerance_per_cent")
    scenario = many.with_tolerance(on.scenario, on.position, tolerance)
    left = many.own_tolerances(on.scenario, on.position)
    moved = int((on.after.ratings > Rating.UNRATED).sum()) - len(left)
    is_so = set(scenario.changes) == set(on.scenario.changes) and scenario.rule == on.scenario.rule
    problem = (
        "That is the tolerance already." if is_so else "" if moved else "Every measure has a tolerance of its own."
    )
    return Preview(scenario, moved, left, size="" if tolerance is None else str(tolerance), problem=problem)


def _where_handles_can_be(wanted: Sequence[Change], on: WhatIf) -> tuple[tuple[Change, ...], list[LeftOut]]:
    """The changes as the handles can make them, and the rows that then stay where they are."""
    figures = on.position.figures
    handles = [
        (row, on.ranges[row][change.field]) for change in wanted if (row := figures.row_of(change.id)) is not None
    ]
    near = [messages.brought(change, figures, handle) for change, (_, handle) in zip(wanted, handles, strict=True)]
    meant, rated = _ratings(wanted, on), _ratings(near, on)
    taken: list[Change] = []
    stay: dict[int, Left] = {}
    for change, nearest, (row, handle) in zip(wanted, near, handles, strict=True):
        # Where the nearest place costs the rating that was meant, the next one along the way is taken.
        costs = change.field == "value" and rated[row] < meant[row]
        to = messages.brought(_one_further(nearest, change, handle), figures, handle) if costs else nearest
        if to.value != getattr(on.after.figures, change.field)[row]:
            taken.append(to)
        else:
            ends = [messages.brought(replace(to, value=end), figures, handle).value for end in (-_FAR, _FAR)]
            stay[row] = Left.AT_END if to.value in ends else Left.THERE
    moved = {figures.row_of(change.id) for change in taken}
    return tuple(taken), [LeftOut(row, why) for row, why in stay.items() if row not in moved]


def _ratings(changes: Sequence[Change], on: WhatIf) -> RatingArray:
    """The ratings with some changes beside those that are there."""
    return apply(on.scenario.with_changes([*on.scenario.changes, *changes]), on.position).ratings


def _one_further(near: Change, wanted: Change, handle: Range) -> Change:
    """One place of a handle further than the nearest, towards what was wanted."""
    stands = float(near.value)
    return replace(near, value=stands + math.copysign(handle.step, float(wanted.value) - stands))


def _moves(found: Preview) -> str:
    """How many measures move, or what becomes of the tolerance."""
    measures = f"{found.moved:,} {'measure' if found.moved == 1 else 'measures'}"
    if found.size is None:
        return f"{measures} would move."
    if not found.size:
        return f"{measures} would have the tolerance of the scorecard again."
    of_what = " of the target" if found.size.endswith("%") else ", in points or in its own unit"
    return f"{measures} would have a tolerance of {found.size}{of_what}."


def _left_in_words(left: Sequence[LeftOut], figures: Figures, kind: str) -> str:
    """Which are left as they are, and why, in one sentence; '' where none is."""
    by_reason = {why: [short_name(figures, row) for row, each in left if each == why] for why in Left}
    told = [f"{_named(names)} ({_why(why, kind, len(names))})" for why, names in by_reason.items() if names]
    return f"Left as they are: {'; '.join(told)}." if told else ""


def _named(names: Sequence[str]) -> str:
    """Some names, and how many more."""
    shown, more = names[:MOST_NAMED], len(names) - MOST_NAMED
    return f"{', '.join(shown)} and {more:,} more" if more > 0 else " and ".join(shown)


def _why(why: Left, kind: str, count: int) -> str:
    if why == Left.PLACED:
        return f"{'each ' if count > 1 else ''}because {words().reason}"
    return "green already" if (why, kind) == (Left.THERE, "gap") else _WHY[why]

"""What a scenario moves, in words: what the sentence about it begins with."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ragcore.causes import TARGETS
from ragcore.headline_short import in_words, joined
from ragcore.limits import SLACK, Polarity
from ragcore.many import repeats_scorecard
from ragcore.position import BETTER, WORSE, Position
from ragcore.rule import Tolerance
from ragcore.scenario import FIELDS, Scenario, rows_of
from ragcore.sentences import more_or_fewer, tolerance_in_words, value
from ragcore.wording import short_name, target

_NOUNS = {
    "value": "projected value",
    "target": "target",
    "target_low": "lower target",
    "target_high": "upper target",
    "amber": "tolerance",
}
_SETTINGS = ("amber", "green_within", "improved", "as_shown")
_IMPROVED = {
    "": "Giving amber whether or not a figure has improved",
    "also": "Giving amber only where a figure has improved",
    "instead": "Giving amber wherever a figure has improved, and nowhere else,",
}
_AS_SHOWN = {True: "Rating figures as they are shown", False: "Rating figures as they are given, not rounded,"}


@dataclass(frozen=True)
class Moved:
    """What is different under a scenario, whatever it turns.

    fields : row and field of each figure, target and tolerance, by row and then in the order of FIELDS
    settings : the settings of the rule
    """

    fields: tuple[tuple[int, str], ...]
    settings: tuple[str, ...]

    @property
    def row(self) -> int | None:
        """The row of the one measure that is moved; None where there are several, or where the rule is another."""
        rows = {row for row, _ in self.fields}
        return rows.pop() if len(rows) == 1 and not self.settings else None

    def count(self, *fields: str) -> int:
        """How many of these fields are moved."""
        return sum(field in fields for _, field in self.fields)


def moved_by(before: Position, scenario: Scenario, after: Position) -> Moved:
    """What a scenario makes different; what it sets as it stands already is not moved.

    A tolerance that says the scorecard's once more, before and after, is moved with that of the scorecard.

    after : the position as the scenario would have it

    >>> from ragcore.figures import Figures
    >>> from ragcore.rule import Rule
    >>> from ragcore.scenario import Change, apply
    >>> before = Position(Figures.of(id=["a"], value=[82.0], target=[85.0]), Rule())
    >>> scenario = Scenario(changes=(Change("a", "target", 90), Change("a", "value", 82)))
    >>> moved_by(before, scenario, apply(scenario, before))
    Moved(fields=((0, 'target'),), settings=())
    """
    rows = rows_of(scenario, before)
    fields = [
        (row, change.field)
        for change in scenario.changes
        for row in (rows.get(change.id, ()) if change.fits(before.figures) else ())
        if _differs(before, after, row, change.field)
    ]
    settings = [name for name in _SETTINGS if getattr(before.rule, name) != getattr(after.rule, name)]
    if "amber" in settings:
        along = repeats_scorecard(before) & repeats_scorecard(after)
        fields = [(row, field) for row, field in fields if field != "amber" or not along[row]]
    return Moved(tuple(sorted(fields, key=lambda each: (each[0], FIELDS.index(each[1])))), tuple(settings))


def _differs(before: Position, after: Position, row: int, field: str) -> bool:
    """Whether one field of a row is another than it was."""
    if field == "amber":
        return _tolerance(before, row) != _tolerance(after, row)
    was, now = (float(getattr(position.figures, field)[row]) for position in (before, after))
    return not (was == now or abs(was - now) <= SLACK * max(abs(was), abs(now)))


def lead(before: Position, scenario: Scenario, after: Position, moved: Moved) -> str:
    """What is moved, as the subject of a sentence; something must be.

    >>> from ragcore.figures import Figures
    >>> from ragcore.rule import Rule
    >>> from ragcore.scenario import Change, apply
    >>> before = Position(Figures.of(id=["a"], indicator=["Calls"], unit=["%"], value=[82], target=[85]), Rule())
    >>> scenario = Scenario().plus(Change("a", "target", 90))
    >>> after = apply(scenario, before)
    >>> lead(before, scenario, after, moved_by(before, scenario, after))
    'Raising the target of Calls from 85% to 90%'
    """
    by = f" by {scenario.horizon}" if scenario.horizon else ""
    if not moved.fields and len(moved.settings) == 1:
        return _SETTING_LEADS[moved.settings[0]](after)
    if moved.row is None:
        return f"Changing {_kinds(moved)}"
    if len(moved.fields) > 1:
        return _several(after, moved, by)
    ((row, field),) = moved.fields
    if field == "value":
        return _value_lead(before, after, row, by)
    return _tolerance_lead(before, after, row) if field == "amber" else _target_lead(before, after, row, field)


def _kinds(moved: Moved) -> str:
    """'two targets and one projected value'."""
    counts = {
        "target": moved.count(*TARGETS),
        "projected value": moved.count("value"),
        "tolerance": moved.count("amber"),
    }
    told = [f"{in_words(count)} {noun}{'s' if count > 1 else ''}" for noun, count in counts.items() if count]
    count = len(moved.settings)
    told += [f"{in_words(count)} {'settings' if count > 1 else 'setting'} of the rule"] if count else []
    return joined(told)


def _several(after: Position, moved: Moved, by: str) -> str:
    """Several fields of one measure: 'Setting the projected value of Calls to 90% by Q4 and its target to 85%'."""
    told: list[str] = []
    for row, field in moved.fields:
        whose = f"its {_NOUNS[field]}" if told else f"the {_NOUNS[field]} of {short_name(after.figures, row)}"
        told.append(f"{whose} to {_field(after, row, field)}{by if field == 'value' else ''}")
    return f"Setting {joined(told)}"


def _field(position: Position, row: int, field: str) -> str:
    """One field of a row in words."""
    if field == "value":
        return value(position, row)
    if field == "amber":
        return _tolerance(position, row)
    return target(position.figures, row, getattr(position.figures, field)[row])


def _tolerance(position: Position, row: int) -> str:
    """The tolerance of a measure in words; 'none', or the amber limit that is stated instead."""
    figures, (size, percent) = position.figures, (part[row] for part in position.tolerance)
    if not math.isnan(figures.amber_limit[row]):
        return f"the stated limit of {target(figures, row, figures.amber_limit[row])}"
    return tolerance_in_words(float(size), bool(percent), figures.unit[row]) if size else "none"


def _from_to(was: str, now: str) -> str:
    """Where something moved; what is written alike, and is not, is written once."""
    return f"from {was} to {now}" if was != now else f"to {now}"


def _target_lead(before: Position, after: Position, row: int, field: str) -> str:
    was, now = (getattr(position.figures, field)[row] for position in (before, after))
    name, noun = short_name(after.figures, row), _NOUNS[field]
    if math.isnan(was):
        return f"Giving {name} {'an' if noun.startswith('u') else 'a'} {noun} of {_field(after, row, field)}"
    way = "Raising" if now > was else "Lowering"
    return f"{way} the {noun} of {name} {_from_to(_field(before, row, field), _field(after, row, field))}"


def _value_lead(before: Position, after: Position, row: int, by: str) -> str:
    figures = after.figures
    shown, name = value(after, row), short_name(figures, row)
    was, now = before.figures.value[row], figures.value[row]
    if math.isnan(was):
        instead = "whose figure was suppressed" if before.figures.suppressed[row] else "which had no figure"
        return f"A figure of {shown}{by} for {name}, {instead},"
    # Which way is better is asked of the figure as it was, at the targets as they are.
    way = Position(figures.changed(previous=before.figures.value), after.rule).direction[row]
    verb = "Reaching" if way == BETTER else "Moving to"
    if way == WORSE:
        verb = "Rising to" if now > was else "Falling to"
    cases = float(figures.numerator[row] - before.figures.numerator[row])
    more = f", {more_or_fewer(figures, row, cases)}," if figures.counted[row] and abs(cases) >= 1 else ""
    return f"{verb} {shown} on {name}{by}{more}"


def _tolerance_lead(before: Position, after: Position, row: int) -> str:
    (sizes, percents), (new_sizes, new_percents) = before.tolerance, after.tolerance
    comparable = percents[row] == new_percents[row] and math.isnan(before.figures.amber_limit[row])
    verb = ("Widening" if new_sizes[row] > sizes[row] else "Narrowing") if comparable else "Changing"
    was_to_now = _from_to(_tolerance(before, row), _tolerance(after, row))
    return f"{verb} the tolerance of {short_name(after.figures, row)} {was_to_now}"


def _rule_tolerance_lead(after: Position) -> str:
    """The tolerance of the scorecard, in the unit of its measures where they have one in common."""
    size, figures = after.rule.amber or Tolerance(0.0), after.figures
    rated = (figures.polarity != Polarity.NONE) & np.isnan(figures.amber_limit)
    own = rated & ~np.isnan(figures.amber) & ~repeats_scorecard(after)
    where = "wherever a measure has none of its own" if own.any() else "for the whole scorecard"
    if not size.size:
        return f"No tolerance {where}"
    units = set(figures.unit[rated & ~own]) or set(figures.unit[rated])
    if size.percent or len(units) == 1:
        return f"A tolerance of {tolerance_in_words(size.size, size.percent, ''.join(units))} {where}"
    return f"A tolerance of {size} in each measure's unit {where}"


def _green_within_lead(after: Position) -> str:
    within = after.rule.green_within
    if not within.size:
        return "Giving green only where a figure meets its target"
    return f"Giving green within {within} of the target"


_SETTING_LEADS: dict[str, Callable[[Position], str]] = {
    "amber": _rule_tolerance_lead,
    "green_within": _green_within_lead,
    "improved": lambda after: _IMPROVED[after.rule.improved],
    "as_shown": lambda after: _AS_SHOWN[after.rule.as_shown],
}

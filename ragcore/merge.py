"""Two scenarios made into one: what only one says is taken over, and where the two differ somebody chooses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from types import MappingProxyType
from typing import cast

from ragcore import periods
from ragcore.rule import Rule, Tolerance
from ragcore.scenario import Change, Scenario

# An indicator's id and a field, 'band' for both targets of a band; or '' and 'horizon' or a setting of the rule.
About = tuple[str, str]
# A text, a number or, of `as_shown`, true or false.
Setting = str | float
Said = dict[About, Change | Setting]

_BAND = ("target_low", "target_high")
_HORIZON = ("", "horizon")


class Side(IntEnum):
    """One of the two scenarios."""

    ONE = 0
    OTHER = 1


@dataclass(frozen=True)
class Conflict:
    """What both scenarios set, and differently.

    one, other : what each says of it: its change, or up to two of a band, in a tuple; or the horizon or the setting
    """

    about: About
    one: tuple[Change, ...] | Setting
    other: tuple[Change, ...] | Setting


@dataclass(frozen=True)
class Merge:
    """Two scenarios for one position, and where they differ.

    conflicts : in the order of the changes, then the horizon, then the settings of the rule
    """

    one: Scenario
    other: Scenario
    conflicts: tuple[Conflict, ...]

    def with_choices(self, choices: Mapping[About, Side]) -> Scenario:
        """The scenario of both, with the side that was chosen for what each conflict is about.

        Its changes are in the order of the one, then of the other. Its name, time and scorecard are those of the one;
        what is noted in either is kept. Raises ValueError where nothing was chosen for a conflict.

        >>> one, other = (Scenario().plus(Change("calls", "target", target)) for target in (80, 90))
        >>> merge(one, other).with_choices({("calls", "target"): Side.OTHER}).changes
        (Change(id='calls', field='target', value=90, reason=''),)
        """
        undecided = [conflict.about for conflict in self.conflicts if conflict.about not in choices]
        if undecided:
            raise ValueError(f"choose one of the two scenarios for {' and for '.join(map(_named, undecided))}")
        one, other = _said(self.one), _said(self.other)
        both = _keys(one, other)
        for conflict in self.conflicts:
            passed_over = other if choices[conflict.about] == Side.ONE else one
            for key in both:
                if _about(key) == conflict.about:
                    passed_over.pop(key, None)
        merged: Said = {
            key: _joined(one[key], other[key]) if key in one and key in other else (one | other)[key]
            for key in both
            if key in one or key in other
        }
        horizon = merged.pop(_HORIZON, None)
        return replace(
            self.one,
            changes=tuple(each for each in merged.values() if isinstance(each, Change)),
            note=_both(self.one.note, self.other.note),
            horizon=None if horizon is None else str(horizon),
            rule=MappingProxyType({key[1]: each for key, each in merged.items() if not isinstance(each, Change)}),
        )


def merge(one: Scenario, other: Scenario) -> Merge:
    """Put two scenarios for one position together.

    What both say alike is no conflict, and both reasons are kept. The two targets of a band are one thing: taken from
    one scenario each, they could turn it upside down. They are a conflict where they differ, or would do so.

    Raises ValueError where the two are not about the same area and period.
    """
    if one.area != other.area or not _same_period(one.period, other.period):
        raise ValueError("the two scenarios must be about the same area and period")
    said, others = _said(one), _said(other)
    groups: dict[About, list[About]] = {}
    for key in _keys(said, others):
        groups.setdefault(_about(key), []).append(key)
    found = ((about, _of(said, keys), _of(others, keys)) for about, keys in groups.items())
    return Merge(one, other, tuple(Conflict(about, _told(a), _told(b)) for about, a, b in found if _differ(a, b)))


def alike(one: Change, other: Change) -> bool:
    """Whether two changes set the same figure of the same indicator, whatever their reasons.

    >>> alike(Change("calls", "amber", 5.0), Change("calls", "amber", "5", "agreed"))
    True
    """
    if (one.id, one.field) != (other.id, other.field):
        return False
    if one.field == "amber":
        return Tolerance.parse(one.value) == Tolerance.parse(other.value)
    return float(one.value) == float(other.value)


def _said(scenario: Scenario) -> Said:
    """All that a scenario sets."""
    said: Said = {(change.id, change.field): change for change in scenario.changes}
    if scenario.horizon is not None:
        said[_HORIZON] = scenario.horizon
    # What a rule says was checked where it was read.
    return said | {("", name): cast("Setting", value) for name, value in scenario.rule.items()}


def _keys(one: Said, other: Said) -> list[About]:
    """What either sets: the changes of the one, those of the other, and then the settings."""
    return sorted(dict.fromkeys([*one, *other]), key=lambda key: not key[0])


def _about(key: About) -> About:
    """What is chosen together: a band as a whole, all else by itself."""
    return (key[0], "band") if key[1] in _BAND else key


def _of(said: Said, keys: list[About]) -> Said:
    """Some of what a scenario sets."""
    return {key: said[key] for key in keys if key in said}


def _told(part: Said) -> tuple[Change, ...] | Setting:
    """One side of a conflict."""
    changes = tuple(each for each in part.values() if isinstance(each, Change))
    return changes or next(each for each in part.values() if not isinstance(each, Change))


def _differ(one: Said, other: Said) -> bool:
    """Whether what two scenarios say of one thing cannot both be had."""
    if not all(_agree(key, one[key], other[key]) for key in one if key in other):
        return True
    both = one | other
    ends = {key[1]: each.value for key, each in both.items() if isinstance(each, Change) and key[1] in _BAND}
    mixed = len(one) < len(both) > len(other)
    return mixed and float(ends["target_low"]) > float(ends["target_high"])


def _agree(about: About, one: Change | Setting, other: Change | Setting) -> bool:
    """Whether two scenarios say the same of one thing, however each writes it."""
    if isinstance(one, Change) and isinstance(other, Change):
        return alike(one, other)
    if about == _HORIZON:
        return _same_period(str(one), str(other))
    return Rule().changed({about[1]: one}) == Rule().changed({about[1]: other})


def _same_period(one: str | None, other: str | None) -> bool:
    """Whether two periods are the same, however each is spelt."""
    if one is None or other is None:
        return one is other
    return one == other or (periods.parse(one) is not None and periods.parse(one) == periods.parse(other))


def _joined(one: Change | Setting, other: Change | Setting) -> Change | Setting:
    """What two scenarios say alike, with the reasons of both."""
    if isinstance(one, Change) and isinstance(other, Change):
        return replace(one, reason=_both(one.reason, other.reason))
    return one


def _both(one: str, other: str) -> str:
    """Two texts in one, and nothing twice."""
    if not one or not other or one == other:
        return one or other
    return "; ".join(dict.fromkeys([*one.split("; "), *other.split("; ")]))


def _named(about: About) -> str:
    """What a conflict is about, in words."""
    indicator, field = about
    if about == _HORIZON:
        return "the horizon"
    return f"the {'tolerance' if field == 'amber' else field} of {indicator}" if indicator else f"the rule's {field}"

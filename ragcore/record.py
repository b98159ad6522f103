"""The record of a scenario: what each of its versions changed, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from ragcore.merge import alike
from ragcore.rule import Rule
from ragcore.scenario import Change, Scenario
from ragcore.version import Version


@dataclass(frozen=True)
class Move:
    """One thing that a version changed.

    id, field : as in `Change`; or '' and 'horizon' or the name of a setting of the rule
    before, after : what it was and what it became; None where it is as the scorecard has it. Both are the same where
        only the reason is another one
    reason : why, where somebody said so
    """

    id: str
    field: str
    before: float | str | None
    after: float | str | None
    reason: str = ""


@dataclass(frozen=True)
class Step:
    """A version and what it changed.

    moves : in the order in which its scenario has them, then what was taken back, the horizon and the rule
    known : whether the version that it came from is there; where it is not, there are no moves to tell
    """

    version: Version
    moves: tuple[Move, ...]
    known: bool = True


def steps(versions: Sequence[Version], begun: Scenario = Scenario()) -> list[Step]:
    """What each version changed from the one before it.

    versions : the oldest first, each made from the one before. The first was made from the scorecard as it stands,
        unless it names another that it came from
    begun : the scenario with which a what-if begins: it changes nothing, and may say for when it projects

    >>> first = Version("hash", Scenario().plus(Change("calls", "target", 80)))
    >>> second = Version("hash", Scenario().plus(Change("calls", "target", 85, "agreed")), parent="first")
    >>> steps([first, second])[1].moves
    (Move(id='calls', field='target', before=80, after=85, reason='agreed'),)
    """
    found: list[Step] = []
    before = begun
    for version in versions:
        known = bool(found) or not version.parent
        found.append(Step(version, tuple(_moves(before, version.scenario)) if known else (), known))
        before = version.scenario
    return found


def last_reasons(versions: Sequence[Version]) -> dict[tuple[str, str], str]:
    """The latest reason that was given for each target or tolerance, by its id and field.

    versions : as for `steps`
    """
    return {
        (change.id, change.field): change.reason
        for version in versions
        for change in version.scenario.changes
        if _wants_reason(change) and change.reason.strip()
    }


def unexplained(scenario: Scenario) -> list[Change]:
    """The changes of a target or a tolerance that have no reason, in their order.

    >>> changes = Change("a", "value", 80), Change("a", "target", 80), Change("a", "amber", 3, "agreed")
    >>> scenario = Scenario(changes=changes)
    >>> [change.field for change in unexplained(scenario)]
    ['target']
    """
    return [change for change in scenario.changes if _wants_reason(change) and not change.reason.strip()]


def _wants_reason(change: Change) -> bool:
    """Whether a change moves what is measured against, and not the figure itself."""
    return change.field != "value"


def _moves(before: Scenario, after: Scenario) -> Iterator[Move]:
    """What differs between two scenarios."""
    was = {(change.id, change.field): change for change in before.changes}
    now = {(change.id, change.field): change for change in after.changes}
    for key, change in now.items():
        old = was.get(key)
        if old is None or not alike(old, change):
            yield Move(*key, old.value if old else None, change.value, change.reason)
        elif old.reason != change.reason:
            yield Move(*key, change.value, change.value, change.reason)
    for key in [key for key in was if key not in now]:
        yield Move(*key, was[key].value, None)
    if before.horizon != after.horizon:
        yield Move("", "horizon", before.horizon, after.horizon)
    yield from _settings(before.rule, after.rule)


def _settings(before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[Move]:
    """Which settings of the rule differ."""
    for name in dict.fromkeys([*after, *before]):
        if name in before and name in after and _rule_of(before, name) == _rule_of(after, name):
            continue
        # What a rule says was checked where it was read.
        was, now = (cast("float | str | None", rule.get(name)) for rule in (before, after))
        yield Move("", name, was, now)


def _rule_of(settings: Mapping[str, object], name: str) -> Rule:
    """The rule of one setting: 5 and '5' make the same."""
    return Rule().changed({name: settings[name]})

"""Each step of a what-if as an immutable version with a parent, named by its content; undo is walking back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType

from ragcore.scenario import Change, Scenario


@dataclass(frozen=True)
class Version:
    """One step of a what-if: a scenario on a scorecard, and the name of the version that it came from.

    base : the hash of the scorecard; parent : None for the scorecard as it stands
    """

    base: str
    scenario: Scenario
    parent: str | None = None

    @cached_property
    def name(self) -> str:
        """The SHA-256 of the content: the same content is the same version, in whatever order it was changed."""
        content = {
            "base": self.base,
            "area": self.scenario.area,
            "period": self.scenario.period,
            "horizon": self.scenario.horizon,
            "rule": dict(self.scenario.rule),
            "changes": sorted([c.id, c.field, _plain(c.value), c.reason] for c in self.scenario.changes),
            "parent": self.parent,
        }
        return hashlib.sha256(json.dumps(content, sort_keys=True, allow_nan=False).encode()).hexdigest()


def _plain(value: float | str) -> float | str:
    """A change's value such that 90 and 90.0 are the same."""
    return value if isinstance(value, str) else float(value)


@dataclass(frozen=True)
class History:
    """The versions of one what-if, and where in them it is. A step makes a new history and forgets nothing.

    >>> first = History.begin("hash", Scenario())
    >>> moved = first.add(Scenario().plus(Change("calls", "target", 90)))
    >>> moved.undo().scenario == first.scenario, moved.undo().redo().scenario == moved.scenario
    (True, True)
    """

    current: str
    versions: Mapping[str, Version] = field(repr=False)
    undone: tuple[str, ...] = ()

    @classmethod
    def begin(cls, base: str, scenario: Scenario) -> History:
        """A what-if whose first version is the scorecard as it stands."""
        version = Version(base, scenario)
        return cls(version.name, MappingProxyType({version.name: version}))

    @property
    def version(self) -> Version:
        """The version that is on."""
        return self.versions[self.current]

    @property
    def scenario(self) -> Scenario:
        """The scenario that is on."""
        return self.version.scenario

    def add(self, scenario: Scenario) -> History:
        """One step on; what was undone can no longer be redone. No step where nothing changes."""
        if scenario == self.scenario:
            return self
        version = Version(self.version.base, scenario, self.current)
        return History(version.name, MappingProxyType({**self.versions, version.name: version}))

    def undo(self) -> History:
        """One step back; none from the first version."""
        parent = self.version.parent
        return replace(self, current=parent, undone=(*self.undone, self.current)) if parent else self

    def redo(self) -> History:
        """One step on again; none where nothing was undone."""
        return replace(self, current=self.undone[-1], undone=self.undone[:-1]) if self.undone else self

    def trail(self, most: int) -> tuple[list[Scenario], list[Scenario]]:
        """The scenarios behind the present one, oldest first, and those that were undone, next first."""
        behind: list[Scenario] = []
        version = self.version
        while version.parent and len(behind) < most:
            version = self.versions[version.parent]
            behind.append(version.scenario)
        return behind[::-1], [self.versions[name].scenario for name in reversed(self.undone)][:most]

    def walk_to(self, changes: tuple[Change, ...], horizon: str | None) -> History | None:
        """The same history at the nearest version, behind or undone, with these changes; None where none has them."""
        for step in (History.undo, History.redo):
            walked = self
            while (further := step(walked)) is not walked:
                walked = further
                if set(walked.scenario.changes) == set(changes) and walked.scenario.horizon == horizon:
                    return walked
        return None

"""The versions of one what-if, and where in them it is; undo is walking back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from ragcore.scenario import Scenario
from ragcore.version import Version

# The name of where every what-if begins: the scorecard as it stands, which is no step of anybody.
AS_IT_STANDS = ""


@dataclass(frozen=True)
class History:
    """The versions of one what-if, and where in them it is. A step makes a new history and forgets nothing.

    current : the name of the version that is on
    versions : by name, each after the one that it came from; that may be missing where the history was not read whole
    undone : the names of the versions that can be done again, the next one last
    secret : what names are made with

    >>> from ragcore.scenario import Change
    >>> first = History.begin("hash", Scenario())
    >>> moved = first.add(Scenario().plus(Change("calls", "target", 90)))
    >>> moved.undo().scenario == first.scenario, moved.undo().redo().scenario == moved.scenario
    (True, True)
    """

    current: str
    versions: Mapping[str, Version] = field(repr=False)
    undone: tuple[str, ...] = ()
    secret: bytes = field(default=b"", repr=False)

    @classmethod
    def begin(cls, base: str, scenario: Scenario, secret: bytes = b"") -> History:
        """A what-if in which nothing has been moved: its scenario changes nothing."""
        return cls(AS_IT_STANDS, MappingProxyType({AS_IT_STANDS: Version(base, scenario)}), secret=secret)

    @property
    def version(self) -> Version:
        """The version that is on."""
        return self.versions[self.current]

    @property
    def scenario(self) -> Scenario:
        """The scenario that is on."""
        return self.version.scenario

    def add(self, scenario: Scenario, author: str = "", made: str = "") -> History:
        """One step on; what was undone can no longer be redone. No step where nothing changes."""
        if self.version.says_what(scenario):
            return self
        return self._at(Version(self.version.base, scenario, self.current, author, made))

    def open(self, scenario: Scenario, author: str = "", made: str = "") -> History:
        """A scenario from elsewhere put on: its only step back is the scorecard as it stands."""
        return self._at(Version(self.version.base, scenario, AS_IT_STANDS, author, made))

    def read(self, versions: Iterable[Version]) -> History:
        """At the last of some versions, each of which came from the one before it; nothing is undone there."""
        history = self
        for version in versions:
            history = history._at(version)  # of the same class
        return history

    def undo(self) -> History:
        """One step back; none from the scorecard as it stands, or where the step before was not read."""
        parent = self.version.parent
        if self.current == AS_IT_STANDS or parent not in self.versions:
            return self
        return replace(self, current=parent, undone=(*self.undone, self.current))

    def redo(self) -> History:
        """One step on again; none where nothing was undone."""
        return replace(self, current=self.undone[-1], undone=self.undone[:-1]) if self.undone else self

    def behind(self) -> list[str]:
        """The names of the version that is on and of those it came from, oldest first, without where it all began."""
        names: list[str] = []
        name = self.current
        while name != AS_IT_STANDS and name in self.versions:
            names.append(name)
            name = self.versions[name].parent
        return names[::-1]

    def trail(self, most: int) -> tuple[list[Scenario], list[Scenario]]:
        """The scenarios behind the present one, oldest first, and those that were undone, next first."""
        steps: list[History] = []
        walked = self
        while len(steps) < most and (further := walked.undo()) is not walked:
            steps.append(further)
            walked = further
        return [step.scenario for step in reversed(steps)], [
            self.versions[name].scenario for name in reversed(self.undone)
        ][:most]

    def walk_to(self, is_there: Callable[[Scenario], bool]) -> History | None:
        """The same history at the nearest version whose scenario is the one sought; None where none is.

        The version that is on is the nearest, then those behind, then those undone.
        """
        return next((walked for walked in self._walks() if is_there(walked.scenario)), None)

    def go_to(self, name: str) -> History | None:
        """The same history at the version of a name; None where it has none such.

        Where undo or redo leads there, it is as if these had been used.
        """
        walked = next((walked for walked in self._walks() if walked.current == name), None)
        return walked or (replace(self, current=name, undone=()) if name in self.versions else None)

    def under(self, secret: bytes) -> History:
        """The same history with the names that another secret makes."""
        if secret == self.secret:
            return self
        names = {AS_IT_STANDS: AS_IT_STANDS}
        versions = {AS_IT_STANDS: self.versions[AS_IT_STANDS]}
        for old, version in self.versions.items():
            if old != AS_IT_STANDS:
                moved = replace(version, parent=names.get(version.parent, version.parent))
                names[old] = moved.named(secret)
                versions[names[old]] = moved
        undone = tuple(names[name] for name in self.undone)
        return History(names[self.current], MappingProxyType(versions), undone, secret)

    def _walks(self) -> Iterator[History]:
        """Where it is, and all that undo leads to, and redo, each with the nearest first."""
        yield self
        for step in (History.undo, History.redo):
            walked = self
            while (further := step(walked)) is not walked:
                walked = further
                yield walked

    def _at(self, version: Version) -> History:
        name = version.named(self.secret)
        return replace(self, current=name, versions=MappingProxyType({**self.versions, name: version}), undone=())

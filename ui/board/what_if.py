"""A what-if on a position, as the board needs it: its history, what the board is told, and the steps that it takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from ragcore.history import AS_IT_STANDS, History
from ragcore.many import with_tolerance
from ragcore.position import Position
from ragcore.rail import Rail
from ragcore.ranges import Range
from ragcore.record import last_reasons
from ragcore.scenario import Change, Scenario, apply
from ragcore.scenario_file import now
from store import Stored
from ui import keeping
from ui.board import facts as board_facts
from ui.board import messages, presenting


@dataclass(frozen=True)
class WhatIf:
    """A what-if on a position: its history, the number of the last message taken, and what the board needs.

    place : where the session keeps it
    ranges : the handles of each row; rail : what targets are argued with
    horizons : the periods that projections may be about; strip : what the wall says of the scorecard
    walked : how often it was put somewhere by something other than a step of the board
    kept : the names of the versions that are in the store; fault : why the one that is on is not
    """

    place: str
    history: History
    number: int
    position: Position
    ranges: list[dict[str, Range]]
    rail: Rail
    horizons: list[str]
    walked: int = 0
    strip: presenting.Strip = presenting.NO_STRIP
    kept: frozenset[str] = frozenset()
    fault: str = ""

    @property
    def scenario(self) -> Scenario:
        """The scenario that is on."""
        return self.history.scenario

    @property
    def is_moved(self) -> bool:
        """Whether anybody made a step: what is on may still change nothing, where all was reset."""
        return self.history.current != AS_IT_STANDS

    @property
    def last_reasons(self) -> dict[tuple[str, str], str]:
        """The last reason that was given for each target and tolerance, by id and field."""
        return last_reasons([self.history.versions[name] for name in self.history.behind()])

    @cached_property
    def after(self) -> Position:
        """Where the scenario would have it stand."""
        return apply(self.scenario, self.position)

    @cached_property
    def ruled(self) -> Position:
        """Where it stands under the tolerances and the rule of the scenario: the board moves everything else."""
        return apply(replace(self.scenario, changes=self._tolerances), self.position)

    @property
    def name(self) -> str:
        """What the facts of the board are called: other tolerances make other edges, and so other facts."""
        # A reason makes no other edge: a move that is on its way while one is given is still about this board.
        ruled = (*((each.id, each.value) for each in self._tolerances), *sorted(self.scenario.rule.items()))
        return f"{self.place}:{ruled}" if ruled else self.place

    @cached_property
    def facts(self) -> str:
        """What the board is told at the beginning, as JSON."""
        horizon = self.history.versions[AS_IT_STANDS].scenario.horizon or ""
        return board_facts.facts(self.position, self.ruled, self.ranges, self.rail, self.horizons, horizon, self.strip)

    @property
    def known_horizons(self) -> list[str]:
        """The periods that a step may be about: those ahead, and those of steps that came from elsewhere."""
        others = [version.scenario.horizon for version in self.history.versions.values()]
        return list(dict.fromkeys([*self.horizons, *filter(None, others)]))

    @property
    def others(self) -> list[str]:
        """The names of what the scenario changes and the board has no handle for."""
        names = dict(zip(self.position.figures.id, self.position.figures.indicator, strict=True))
        own = [names.get(change.id, change.id) for change in self.scenario.changes if not self.is_movable(change)]
        return list(dict.fromkeys([*own, *(["the rule"] if self.scenario.rule else [])]))

    def is_movable(self, change: Change) -> bool:
        """Whether the board has a handle for what a change sets."""
        row = self.position.figures.row_of(change.id)
        return row is not None and change.field in self.ranges[row]

    def take(self, told: Any, author: str = "") -> WhatIf:
        """The same what-if after a message of the browser; steps that were taken before change nothing."""
        taken = self
        understood = messages.understood(told, self.position.figures, self.ranges, self.known_horizons, self._is_own)
        for step in understood:
            if step.number > taken.number:
                taken = replace(taken, history=taken.stepped(step, author), number=step.number)
        return taken

    def stepped(self, step: messages.Step, author: str = "") -> History:
        """The history one step on: walked to where it was where the step was undo or redo, else a new version."""
        wanted = _moves(step.changes), step.horizon
        if step.action == "reset":
            return self.history.add(replace(self.scenario, changes=(), rule={}, horizon=step.horizon), author, now())
        if step.action in ("undo", "redo"):
            walked = self._walked(step.action, lambda scenario: self._on_the_board(scenario) == wanted)
            if walked:
                return walked
        reasons = {(c.id, c.field, c.value): c.reason for c in self.scenario.changes}
        moved = [replace(c, reason=reasons.get((c.id, c.field, c.value), "")) for c in step.changes]
        others = [c for c in self.scenario.changes if not self.is_movable(c)]
        scenario = replace(self.scenario, horizon=step.horizon).with_changes([*moved, *others])
        if step.action == "tolerance":
            scenario = with_tolerance(scenario, self.position, step.tolerance)
        return self.history.add(scenario, author, now())

    def put(self, history: History) -> WhatIf:
        """Put somewhere else, by something other than the board."""
        return replace(self, history=history, walked=self.walked + 1, fault="")

    def at(self, stored: Stored | None) -> WhatIf:
        """Put at a version that is kept; None for the scorecard as it stands."""
        if stored is None:
            return self.put(self.history.go_to(AS_IT_STANDS) or self.history)
        read = keeping.read(self.history, stored)
        return replace(self.put(read.history), kept=self.kept | read.names)

    def _walked(self, action: str, is_there: Callable[[Scenario], bool]) -> History | None:
        """The history where undo or redo leads to what is sought; None where nothing like it is."""
        walked = self.history.walk_to(is_there)
        if walked is self.history:
            # It looks the same to the board where a step changed only what that has no handle for.
            further = walked.undo() if action == "undo" else walked.redo()
            if is_there(further.scenario) and self._beside(further.scenario) != self._beside(self.scenario):
                return further
        return walked

    def _on_the_board(self, scenario: Scenario) -> tuple[set[tuple[str, str, float | str]], str]:
        return _moves(filter(self.is_movable, scenario.changes)), scenario.horizon or ""

    def _beside(self, scenario: Scenario) -> tuple[set[tuple[str, str, float | str]], dict[str, object]]:
        return _moves(change for change in scenario.changes if not self.is_movable(change)), dict(scenario.rule)

    @property
    def _tolerances(self) -> tuple[Change, ...]:
        return tuple(change for change in self.scenario.changes if change.field == "amber")

    @cached_property
    def _own(self) -> set[tuple[str, str, float | str]]:
        """What any version sets."""
        return set().union(*(_moves(version.scenario.changes) for version in self.history.versions.values()))

    def _is_own(self, change: Change) -> bool:
        """Whether a version has a change itself: then it is taken as it is, wherever a handle can be."""
        return (change.id, change.field, change.value) in self._own


def _moves(changes: Any) -> set[tuple[str, str, float | str]]:
    return {(change.id, change.field, change.value) for change in changes}

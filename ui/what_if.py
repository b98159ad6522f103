"""The what-if of the session on each place: its history, what the board is told, and the steps that it takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
import streamlit as st

from ragcore import periods
from ragcore.history import AS_IT_STANDS, History
from ragcore.position import Position
from ragcore.ranges import Range
from ragcore.record import last_reasons
from ragcore.scenario import Change, Scenario, apply
from ragcore.scenario_file import now
from store import Stored
from ui import address, keeping
from ui.board import facts as board_facts
from ui.board import messages
from ui.state import VERSION, Chosen

PAGE = Path(__file__).parent.parent / "pages" / "what_if.py"
HORIZONS_AHEAD = 4
NEXT_PERIOD = "the next period"


@dataclass(frozen=True)
class WhatIf:
    """A what-if on a position: its history, the number of the last message taken, and what the board needs.

    place : where the session keeps it
    ranges : the handles of each row; horizons : the periods that projections may be about
    walked : how often it was put somewhere by something other than a step of the board
    kept : the names of the versions that are in the store; fault : why the one that is on is not
    """

    place: str
    history: History
    number: int
    position: Position
    ranges: list[dict[str, Range]]
    horizons: list[str]
    walked: int = 0
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
        return board_facts.facts(self.position, self.ruled, self.ranges, self.horizons, horizon)

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
        if step.action != "move":
            walked = self._walked(step.action, lambda scenario: self._on_the_board(scenario) == wanted)
            if walked:
                return walked
        reasons = {(c.id, c.field, c.value): c.reason for c in self.scenario.changes}
        moved = [replace(c, reason=reasons.get((c.id, c.field, c.value), "")) for c in step.changes]
        others = [c for c in self.scenario.changes if not self.is_movable(c)]
        scenario = replace(self.scenario, horizon=step.horizon).with_changes([*moved, *others])
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

    def _is_own(self, change: Change) -> bool:
        """Whether a version has a change itself: then it is taken as it is, wherever a handle can be."""
        wanted = (change.id, change.field, change.value)
        return any(wanted in _moves(version.scenario.changes) for version in self.history.versions.values())


def _moves(changes: Any) -> set[tuple[str, str, float | str]]:
    return {(change.id, change.field, change.value) for change in changes}


def arrive(chosen: Chosen) -> None:
    """Go where the address says, where somebody went back or forward in the browser.

    At any other time it is the address that follows the what-if: what a browser sends of it may be a moment old.
    """
    name = chosen.linked.name if chosen.linked else AS_IT_STANDS
    on = what_if(chosen)
    if address.went() and name != on.history.current:
        st.session_state[key_of(chosen)] = on.at(chosen.linked)


def what_if(chosen: Chosen) -> WhatIf:
    """The what-if on what is open, begun at the version that the address names; it lasts as long as the session."""
    key = key_of(chosen)
    if key not in st.session_state:
        begun = _begun(chosen)
        st.session_state[key] = begun.at(chosen.linked) if chosen.linked else begun
    on: WhatIf = st.session_state[key]
    return on


def keep(what_if: WhatIf, chosen: Chosen) -> WhatIf:
    """Have the session hold a what-if, the store what is new in it, and the address name it."""
    done = keeping.kept(what_if.history, what_if.kept, chosen)
    kept = replace(what_if, history=done.history, kept=done.names, fault=done.fault)
    st.session_state[key_of(chosen)] = kept
    if not kept.fault:
        address.write(query(chosen))
    return kept


def query(chosen: Chosen) -> dict[str, str]:
    """The query parameters that name what is open and the version that is on; the last before it that is kept."""
    on = what_if(chosen)
    name = next((name for name in reversed(on.history.behind()) if name in on.kept), None)
    return chosen.query | ({VERSION: name} if name else {})


def key_of(chosen: Chosen) -> str:
    """Where the session keeps the what-if on what is open."""
    return f"what-if:{chosen.scorecard.hash}:{chosen.area}:{chosen.period}"


def take_message(key: str, chosen: Chosen) -> None:
    """Take what the browser sent through the component of this key."""
    take((st.session_state.get(key) or {}).get("message"), chosen)


def take(told: Any, chosen: Chosen) -> bool:
    """Take a message of the browser; whether it was news. One of another board, which was open before, is not."""
    begun = what_if(chosen)
    if not isinstance(told, dict) or told.get("name") != begun.name:
        return False
    taken = begun.take(told, keeping.author())
    if taken is begun:
        return False
    keep(taken, chosen)
    return True


def change(chosen: Chosen, scenario: Scenario) -> WhatIf:
    """Make a scenario one step of the what-if, other than by the board."""
    on = what_if(chosen)
    return keep(on.put(on.history.add(scenario, keeping.author(), now())), chosen)


def put_on(chosen: Chosen, scenario: Scenario) -> NoReturn:
    """Put a scenario from elsewhere on the board and go there; behind it is the scorecard as it stands.

    Where it says nothing of the time that its projections are about, they are about the one that a what-if begins with.
    """
    on, here = what_if(chosen), blank(chosen)
    placed = replace(
        scenario,
        area=here.area,
        period=here.period,
        horizon=scenario.horizon or here.horizon,
        base_hash=here.base_hash,
        base_rows=here.base_rows,
    )
    keep(on.put(on.history.open(placed, keeping.author(), now())), chosen)
    st.switch_page(PAGE, query_params=query(chosen))


def open_version(chosen: Chosen, stored: Stored) -> NoReturn:
    """Go to a version that is kept, with the steps behind it, at the place that it was made for."""
    scenario = stored.version.scenario
    place = {"area": scenario.area, "period": scenario.period}
    where = {key: text for key, text in place.items() if text is not None}
    address.go(PAGE, {"scorecard": chosen.name, **where, VERSION: stored.name})


def blank(chosen: Chosen) -> Scenario:
    """A scenario at what is open that changes nothing."""
    _, horizon = _horizons(chosen)
    return Scenario(
        area=chosen.area or None,
        period=chosen.period or None,
        horizon=horizon,
        base_hash=chosen.scorecard.hash,
        base_rows=len(chosen.scorecard.figures),
    )


def _begun(chosen: Chosen) -> WhatIf:
    """A what-if in which nothing has been changed."""
    scorecard, position = chosen.scorecard, chosen.position
    horizons, _ = _horizons(chosen)
    seen = scorecard.histories(chosen.area)
    ids = position.figures.id
    ranges = [board_facts.ranges(position, row, seen.get(ids[row], np.zeros(0))) for row in range(len(position))]
    history = History.begin(scorecard.hash, blank(chosen), keeping.secret())
    return WhatIf(key_of(chosen), history, 0, position, ranges, horizons)


def _horizons(chosen: Chosen) -> tuple[list[str], str]:
    """The periods that projections may be about, and the one that they are about at first."""
    ahead = periods.following(chosen.period, HORIZONS_AHEAD)
    stated = chosen.scorecard.about.horizon
    if stated and stated not in ahead and chosen.period == chosen.scorecard.periods[-1]:
        ahead = [stated, *ahead]
    year_end = periods.year_end(chosen.period)
    # A projection always says for when, also where the period is in no spelling that is known.
    ahead = ahead or [stated or NEXT_PERIOD]
    first = next((period for period in (stated, year_end) if period in ahead), ahead[0])
    return ahead, first

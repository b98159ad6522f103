"""The session: which scorecard, area and period are chosen, and the what-if of each."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import streamlit as st

from ragcore import periods
from ragcore.history import History
from ragcore.position import Position
from ragcore.problems import Problem, quoted
from ragcore.ranges import Range
from ragcore.scenario import Scenario, apply
from ragcore.scenario_file import now
from ragcore.scorecard import Scorecard
from ui import library
from ui.board import facts as board_facts
from ui.board import messages

HORIZONS_AHEAD = 4
NEXT_PERIOD = "the next period"
PARAMETERS = ("scorecard", "area", "period")
# Where the session keeps the scenario that was in hand when another scorecard was opened, and the open scorecard.
IN_HAND, _HELD = "in-hand", "held"


@dataclass(frozen=True)
class Chosen:
    """What is open: a scorecard by its name, one of its areas, one of its periods, and where it stands there."""

    name: str
    scorecard: Scorecard
    area: str
    period: str
    position: Position

    @property
    def query(self) -> dict[str, str]:
        """The query parameters that name it."""
        asked = {"scorecard": self.name}
        # An area without a name is one among several, too.
        asked |= {"area": self.area} if len(self.scorecard.areas) > 1 else {}
        return asked | ({"period": self.period} if self.period or len(self.scorecard.periods) > 1 else {})


@dataclass(frozen=True)
class Refusal:
    """Why what was asked for is not what is shown; problems : those of a refused file."""

    message: str
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class _Held:
    """The scorecard that is open, held by the session: it stays open where the store fails, and keeps its title."""

    name: str
    title: str
    scorecard: Scorecard


@dataclass(frozen=True)
class InHand:
    """The scenario of the scorecard that was open before: its name and title, and the names of its indicators by id."""

    scorecard: str
    title: str
    scenario: Scenario
    names: dict[str, str]


def choose() -> tuple[Chosen, list[Refusal]]:
    """What the address asks for, the first scorecard where it asks for none; and why, where it cannot be had.

    What cannot be had leaves open what was: a refused file changes nothing.
    """
    was: dict[str, str] = st.session_state.get("open", {"scorecard": library.FIRST})
    asked: dict[str, str] = {key: st.query_params[key] for key in PARAMETERS if key in st.query_params}
    refusals: list[Refusal] = []
    name, scorecard = _scorecard(asked.get("scorecard", library.FIRST), was["scorecard"], refusals)
    still = was if name == was["scorecard"] else {}
    wanted = asked if name == asked.get("scorecard", library.FIRST) else still
    area = _one_of("area", wanted.get("area"), scorecard.areas, scorecard.areas[0], refusals)
    period = wanted.get("period")
    named = scorecard.period_named(period) or period if period is not None else None
    period = _one_of("period", named, scorecard.periods, scorecard.periods[-1], refusals)
    chosen = Chosen(name, scorecard, area, period, _position(name, scorecard, area, period))
    _hold(name, scorecard)
    st.session_state["open"] = {"scorecard": name, "area": area, "period": period}
    st.session_state["what-if"] = what_if_key(chosen)
    return chosen, refusals


def _hold(name: str, scorecard: Scorecard) -> None:
    """Hold the scorecard that is open; where it is another one than before, what was moved on that is in hand."""
    held: _Held | None = st.session_state.get(_HELD)
    if held is None or held.name != name or held.scorecard is not scorecard:
        about = scorecard.about
        st.session_state[_HELD] = _Held(name, about.short_title or about.title or library.title(name), scorecard)
    if held and held.name != name:
        _take_in_hand(held)


def _take_in_hand(left: _Held) -> None:
    """Keep what was moved on the scorecard that is left, so that it can be carried over."""
    begun: WhatIf | None = st.session_state.get(st.session_state.get("what-if", "no-what-if"))
    if begun and begun.history.scenario.changes:
        figures = begun.position.figures
        named = dict(zip(figures.id, figures.indicator, strict=True))
        st.session_state[IN_HAND] = InHand(left.name, left.title, begun.history.scenario, named)


def pick(**picked: str) -> None:
    """Open something else: a scorecard at its first area and latest period, or another area or period."""
    chosen = {**st.session_state["open"], **picked} if "scorecard" not in picked else picked
    st.query_params.from_dict(chosen)


def _scorecard(wanted: str, open_name: str, refusals: list[Refusal]) -> tuple[str, Scorecard]:
    """The scorecard that is wanted, else the one that is open, else the first."""
    held: _Held | None = st.session_state.get(_HELD)
    for name in dict.fromkeys((wanted, open_name, library.FIRST)):
        scorecard, problems = library.load(name)
        if scorecard:
            return name, scorecard
        last = problems[-1]
        if last.code in library.NOT_HAD:
            refusals += [Refusal(last.message)] if last.message not in {each.message for each in refusals} else []
            if held and held.name == name and last.code == library.FAILED:
                return name, held.scorecard
            continue
        instead = "the first one is shown instead" if name == open_name else "what was open is still open"
        refusals.append(Refusal(f"{quoted(name)} could not be opened; {instead}.", problems))
    raise RuntimeError("the scorecard that ships cannot be read")


def _one_of(what: str, wanted: str | None, there: list[str], latest: str, refusals: list[Refusal]) -> str:
    """What is wanted where it is there, else the first area or the latest period, and why."""
    if wanted is None or wanted in there:
        return latest if wanted is None else wanted
    instead = {"area": "the first one", "period": "the latest"}[what]
    shown = f" ({latest})" if latest else ""
    refusals.append(Refusal(f"This scorecard has no {what} {quoted(wanted)}; {instead} is shown instead{shown}."))
    return latest


def _position(name: str, scorecard: Scorecard, area: str, period: str) -> Position:
    """Where a scorecard stands, made once for a session as long as it stays open."""
    key = (name, scorecard.hash, area, period)
    kept = st.session_state.get("position")
    if kept is None or kept[0] != key:
        kept = (key, scorecard.position(area, period))
        st.session_state["position"] = kept
    position: Position = kept[1]
    return position


@dataclass(frozen=True)
class WhatIf:
    """A what-if on a position: its history, the number of the last message taken, and what the board needs.

    ranges : the handles of each row; horizons : the periods that projections may be about
    carried : how often a scenario was carried over to it; after each time the board is drawn anew
    """

    history: History
    number: int
    position: Position
    ranges: list[dict[str, Range]]
    horizons: list[str]
    facts: str
    carried: int = 0

    @property
    def after(self) -> Position:
        """Where the scenario would have it stand."""
        return apply(self.history.scenario, self.position)

    def take(self, told: Any) -> WhatIf:
        """The same what-if after a message of the browser; steps that were taken before change nothing."""
        taken = self
        for step in messages.understood(told, self.position.figures, self.ranges, self.horizons):
            if step.number > taken.number:
                taken = replace(taken, history=taken.stepped(step), number=step.number)
        return taken

    def stepped(self, step: messages.Step) -> History:
        """The history one step on: walked to where it was where the step was undo or redo, else a new version."""
        walked = None if step.action == "move" else self.history.walk_to(step.changes, step.horizon)
        if walked:
            return walked
        scenario = self.history.scenario.with_changes(step.changes)
        return self.history.add(replace(scenario, horizon=step.horizon))


def what_if(chosen: Chosen) -> WhatIf:
    """The what-if on what is open, begun where there is none yet; it lasts as long as the session."""
    key = what_if_key(chosen)
    if key not in st.session_state:
        st.session_state[key] = _begun(chosen)
    begun: WhatIf = st.session_state[key]
    return begun


def what_if_key(chosen: Chosen) -> str:
    """Where the session keeps the what-if on what is open."""
    return f"what-if:{chosen.scorecard.hash}:{chosen.area}:{chosen.period}"


def _begun(chosen: Chosen) -> WhatIf:
    """A what-if in which nothing has been changed."""
    scorecard, position = chosen.scorecard, chosen.position
    horizons, horizon = _horizons(chosen)
    seen = scorecard.histories(chosen.area)
    ids = position.figures.id
    ranges = [board_facts.ranges(position, row, seen.get(ids[row], np.zeros(0))) for row in range(len(position))]
    scenario = Scenario(
        area=chosen.area or None,
        period=chosen.period or None,
        horizon=horizon,
        created=now(),
        base_hash=scorecard.hash,
        base_rows=len(scorecard.figures),
    )
    facts = board_facts.facts(position, ranges, horizons, horizon)
    return WhatIf(History.begin(scorecard.hash, scenario), 0, position, ranges, horizons, facts)


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


def take_message(key: str, chosen: Chosen) -> None:
    """Take what the browser sent through the component of this key."""
    take((st.session_state.get(key) or {}).get("message"), chosen)


def take(told: Any, chosen: Chosen) -> bool:
    """Take a message of the browser; whether it was news. One of another board, which was open before, is not."""
    if not isinstance(told, dict) or told.get("name") != what_if_key(chosen):
        return False
    begun = what_if(chosen)
    taken = begun.take(told)
    st.session_state[what_if_key(chosen)] = taken
    return taken is not begun


def theme() -> str:
    """The theme that the browser shows: 'light' or 'dark'."""
    return "dark" if st.context.theme.type == "dark" else "light"

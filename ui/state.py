"""The session: which scorecard, area and period are open, and what an address asks for."""

from __future__ import annotations

from dataclasses import dataclass, field

import streamlit as st

from ragcore.position import Position
from ragcore.problems import Problem, quoted
from ragcore.scorecard import Scorecard
from store import Stored
from ui import library, links

PARAMETERS = ("scorecard", "area", "period")
# The parameter that names the version of a scenario.
VERSION = "version"
_HELD = "held"


@dataclass(frozen=True)
class Chosen:
    """What is open: a scorecard by its name, one of its areas, one of its periods, and where it stands there.

    linked : the version of a scenario that the address names, where it was made for this place
    """

    name: str
    scorecard: Scorecard
    area: str
    period: str
    position: Position
    linked: Stored | None = None

    @property
    def query(self) -> dict[str, str]:
        """The query parameters that name it as it stands."""
        asked = {"scorecard": self.name}
        # An area without a name is one among several, too.
        asked |= {"area": self.area} if len(self.scorecard.areas) > 1 else {}
        return asked | ({"period": self.period} if self.period or len(self.scorecard.periods) > 1 else {})

    @property
    def title(self) -> str:
        """What the scorecard is called where there is little room."""
        about = self.scorecard.about
        return about.short_title or about.title or library.title(self.name)


@dataclass(frozen=True)
class Refusal:
    """Why what was asked for is not what is shown; problems : those of a refused file."""

    message: str
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class _Held:
    """The scorecard that is open, held by the session: it stays open where the store fails."""

    name: str
    scorecard: Scorecard


def choose() -> tuple[Chosen, list[Refusal]]:
    """What the address asks for, the first scorecard where it asks for none; and why, where it cannot be had.

    What cannot be had leaves open what was: a refused file changes nothing.
    """
    was: dict[str, str] = st.session_state.get("open", {"scorecard": library.FIRST})
    link = links.find(st.query_params.get(VERSION))
    typed: dict[str, str] = {key: st.query_params[key] for key in PARAMETERS if key in st.query_params}
    # The name of a version alone is enough to find what it was made for.
    asked = _made_for(link) | typed
    if link.stored and link.outlives(asked["scorecard"]):
        asked["scorecard"] = link.stored.scorecard
    refusals: list[Refusal] = []
    name, scorecard = _scorecard(asked.get("scorecard", library.FIRST), was["scorecard"], refusals)
    still = was if name == was["scorecard"] else {}
    wanted = asked if name == asked.get("scorecard", library.FIRST) else still
    # Where the scorecard itself cannot be had, that is what is told.
    name, scorecard, link = link.on(name, scorecard) if wanted is asked else (name, scorecard, links.Link())
    wanted = wanted if link.stored or wanted is not asked else typed
    area = _one_of("area", wanted.get("area"), scorecard.areas, scorecard.areas[0], refusals)
    period = wanted.get("period")
    named = scorecard.period_named(period) or period if period is not None else None
    period = _one_of("period", named, scorecard.periods, scorecard.periods[-1], refusals)
    link = link.at(area, period)
    if link.told:
        refusals.append(Refusal(link.told))
    st.session_state[_HELD] = _Held(name, scorecard)
    st.session_state["open"] = {"scorecard": name, "area": area, "period": period}
    return Chosen(name, scorecard, area, period, _position(name, scorecard, area, period), link.stored), refusals


def _made_for(link: links.Link) -> dict[str, str]:
    """The scorecard, area and period that a version was made for."""
    if link.stored is None:
        return {}
    area, period = link.stored.version.scenario.place
    return {"scorecard": link.stored.opened, "area": area, "period": period}


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


def theme() -> str:
    """The theme that the browser shows: 'light' or 'dark'."""
    return "dark" if st.context.theme.type == "dark" else "light"

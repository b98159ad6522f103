"""The what-if of the session on each place: begun, kept and named by the address, and put elsewhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import streamlit as st

from ragcore import periods
from ragcore.history import AS_IT_STANDS, History
from ragcore.rail import rail_of
from ragcore.scenario import Scenario
from ragcore.scenario_file import now
from store import Stored
from ui import address, keeping
from ui.board import facts as board_facts
from ui.board import presenting
from ui.board.what_if import WhatIf
from ui.state import VERSION, Chosen

PAGE = Path(__file__).parent.parent / "pages" / "what_if.py"
HORIZONS_AHEAD = 4
NEXT_PERIOD = "the next period"


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
    on: WhatIf | None = st.session_state.get(key_of(chosen))
    if on is None:
        begun = _begun(chosen)
        on = begun.at(chosen.linked) if chosen.linked else begun
        st.session_state[key_of(chosen)] = on
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
    return Scenario(
        area=chosen.area or None,
        period=chosen.period or None,
        horizon=_horizons(chosen)[1],
        base_hash=chosen.scorecard.hash,
        base_rows=len(chosen.scorecard.figures),
    )


def _begun(chosen: Chosen) -> WhatIf:
    """A what-if in which nothing has been changed."""
    scorecard, position, (horizons, _) = chosen.scorecard, chosen.position, _horizons(chosen)
    ranges = board_facts.handles(position, scorecard.histories(chosen.area))
    history = History.begin(scorecard.hash, blank(chosen), keeping.secret())
    strip = presenting.strip(chosen.title, chosen.area, chosen.period, scorecard.about)
    return WhatIf(key_of(chosen), history, 0, position, ranges, rail_of(scorecard, position), horizons, strip=strip)


def _horizons(chosen: Chosen) -> tuple[list[str], str]:
    """The periods that projections may be about, and the one that they are about at first."""
    ahead = periods.following(chosen.period, HORIZONS_AHEAD)
    stated = chosen.scorecard.about.horizon
    if stated and stated not in ahead and chosen.period == chosen.scorecard.periods[-1]:
        ahead = [stated, *ahead]
    year_end = periods.year_end(chosen.period)
    # A projection always says for when, also where the period is in no spelling that is known.
    ahead = ahead or [stated or NEXT_PERIOD]
    return ahead, next((period for period in (stated, year_end) if period in ahead), ahead[0])

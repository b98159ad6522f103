"""What is compared: the scenarios that the address names, each with where it would have the scorecard stand."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from ragcore.position import Position
from ragcore.scenario import Scenario, apply
from store import Stored, StoreError
from ui import address, library, links, names, scenario_sentences, what_if
from ui.controls import readable
from ui.literal import literal
from ui.names import called
from ui.pack.titles import told_apart
from ui.state import Chosen

MOST = 4
# What stands beside the scenarios: none of them is called so.
AS_IT_STANDS, MEASURE = "As it stands", "Measure"
# What the scenario on screen is told as, where it has no name.
ON_SCREEN = "On screen now"
# The parameter of the address that names what is compared, and the control that chooses it.
WITH, _PICKED = "with", "compare-picked"
NOT_HERE = (
    "One of the scenarios that this address names is not here, or was made for another scorecard, area or period; it "
    "is left out."
)


@dataclass(frozen=True)
class Compared:
    """One scenario beside others; title : its name, or what tells it from the others; no two have the same.

    version : the name of its version; after : where it would have the scorecard stand
    """

    title: str
    version: str
    scenario: Scenario
    after: Position


def choose(
    chosen: Chosen,
    label: str = "Scenarios to compare with the scorecard as it stands",
    at_first: int = 2,
    none: str = "There is nothing to compare yet. On **What-if**, move something; **Save** keeps it under a name.",
) -> list[Compared]:
    """Draw the control that chooses what is compared; returns that, in the order in which it was chosen.

    label : of the control; at_first : how many are chosen before anybody chooses
    none : what is said, as Markdown, where there is nothing to choose from
    """
    there = _there(chosen)
    asked, missing = _asked(there, at_first)
    if missing:
        st.warning(NOT_HERE)
    if not there:
        st.markdown(none)
        return []
    titles = _titles(there)
    st.session_state[_PICKED] = asked
    readable(_PICKED, "[data-tag] *")
    st.multiselect(
        label,
        list(there),
        key=_PICKED,
        format_func=titles.__getitem__,
        max_selections=MOST,
        placeholder="Choose up to four",
        on_change=lambda: _pick(chosen),
    )
    # Only what was chosen is worked out: a scorecard may have hundreds of scenarios.
    return [
        Compared(titles[version], version, there[version][1], apply(there[version][1], chosen.position))
        for version in asked
    ]


def _there(chosen: Chosen) -> dict[str, tuple[str, Scenario]]:
    """What can be compared, by version, each with what it is called.

    What is on screen comes first, then the saved ones, then what the address names.
    """
    on = what_if.what_if(chosen)
    found: dict[str, tuple[str, Scenario]] = {}
    try:
        named = library.store().scenarios.all()
        stored = library.store().versions.many([one.version for one in named])
    except StoreError as fault:
        st.warning(literal(str(fault)))
        named, stored = [], {}
    if on.is_moved:
        here = names.on_screen(on, named)
        title = here.name if names.is_on(here, on) and here else ON_SCREEN
        found[on.history.current] = (title, names.named_scenario(here, on))
    for one in named:
        # Somebody may have deleted a scorecard with its versions since the names were read.
        if one.version in found or one.version not in stored or not _is_here(stored[one.version], chosen):
            continue
        found[one.version] = (one.name, called(one, stored[one.version].version.scenario))
    for name in _names_asked():
        link = links.find(name).stored if name not in found else None
        if link and _is_here(link, chosen):
            made = scenario_sentences.made(link.version.made)
            found[name] = (f"Made {made}{scenario_sentences.by(link.version.author)}", link.version.scenario)
    return found


def _is_here(stored: Stored, chosen: Chosen) -> bool:
    """Whether a version was made for what is open."""
    version = stored.version
    return version.base == chosen.scorecard.hash and version.scenario.place == (chosen.area, chosen.period)


def _asked(there: dict[str, tuple[str, Scenario]], at_first: int) -> tuple[list[str], bool]:
    """The versions that the address asks for, else the first few; and whether it asks for any that are not there."""
    if WITH not in st.query_params:
        return list(there)[:at_first], False
    asked = _names_asked()
    return [name for name in asked if name in there], any(name not in there for name in asked)


def _names_asked() -> list[str]:
    asked = st.query_params.get(WITH, "")
    return list(dict.fromkeys(name for name in asked[: MOST * (links.MOST_CHARACTERS + 1)].split(",") if name))[:MOST]


def _pick(chosen: Chosen) -> None:
    if not address.is_news():
        address.write(what_if.query(chosen), **{WITH: ",".join(st.session_state[_PICKED])})


def _titles(there: dict[str, tuple[str, Scenario]]) -> dict[str, str]:
    """What each is told as, with a number where others are called so, too."""
    titles = told_apart([called_so for called_so, _ in there.values()], [AS_IT_STANDS, MEASURE])
    return dict(zip(there, titles, strict=True))

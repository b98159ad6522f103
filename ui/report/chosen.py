"""What goes into the pack: the scorecard that is open, and the scenarios that were chosen."""

from __future__ import annotations

from urllib.parse import urlencode, urljoin

import streamlit as st

from store import StoreError
from ui import compared, library, what_if
from ui.pack.pack import Cover, Pack, Told
from ui.state import VERSION, Chosen

_LABEL = "Scenarios in the report"
# On paper there is no screen.
_WITHOUT_NAME = "A scenario without a name"
_NONE = (
    "The report says where the scorecard stands. To put a scenario in, move something on **What-if**; **Save** there "
    "keeps it under a name."
)


def choose(chosen: Chosen) -> Pack:
    """Draw the control that chooses the scenarios; returns the pack with them, and with the scorecard's own cover.

    What is on screen is in it at first, where something was moved.
    """
    on = what_if.what_if(chosen)
    picked = compared.choose(chosen, _LABEL, int(on.is_moved), _NONE)
    authors = _authors([one.version for one in picked]) | {
        name: version.author for name, version in on.history.versions.items()
    }
    lost = {on.history.current} if on.fault else set()
    told = tuple(
        Told(
            _WITHOUT_NAME if one.title == compared.ON_SCREEN else one.title,
            one.scenario,
            one.after,
            "" if one.version in lost else one.version,
            authors.get(one.version, ""),
            "" if one.version in lost else _link("what-if", chosen.query | {VERSION: one.version}),
        )
        for one in picked
    )
    return Pack(
        chosen.scorecard,
        chosen.position,
        Cover.of(chosen.scorecard.about),
        told,
        chosen.area,
        chosen.period,
        library.title(chosen.name),
        _link("", chosen.query),
    )


def _authors(versions: list[str]) -> dict[str, str]:
    """Who made each version that is kept; what the store cannot say is left out."""
    try:
        return {name: one.version.author for name, one in library.store().versions.many(versions).items()}
    except StoreError:
        return {}


def _link(page: str, query: dict[str, str]) -> str:
    """The address of a page of this app; '' where the app does not know its own."""
    here = st.context.url or ""
    return f"{urljoin(here, page or '.')}?{urlencode(query)}" if here else ""

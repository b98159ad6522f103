"""The address that a browser shows: it names the version on screen, and the browser's back and forward lead there."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NoReturn

import streamlit as st

from ui import component
from ui.component.source import joined
from ui.state import PARAMETERS, VERSION

_KEEPER, _WENT, _SENT, _FORGET = "keeper", "address-went", "address-sent", "address-forget"
_mount = st.components.v2.component(
    "keeper",
    js="\n".join([joined(component.HERE, "last.js"), joined(Path(__file__).parent / "keeper", "keeper.js")]),
)


def write(query: dict[str, str], **more: str) -> None:
    """Have the address name what is on screen, and more where a page says so; what else it asks for stays."""
    others = {key: text for key, text in st.query_params.items() if key not in (*PARAMETERS, VERSION)}
    wanted = others | query | more
    if wanted != st.query_params.to_dict():
        st.query_params.from_dict(wanted)


def went() -> bool:
    """Whether it is the address that says where to go, since this was last asked.

    That is where somebody went back or forward in the browser, or followed a link of ours to a version.
    """
    sent: bool = st.session_state.pop(_SENT, False)
    news = is_news()
    if news:
        st.session_state[_WENT] = _told("went")
    return news or sent


def is_news() -> bool:
    """Whether the browser has said that somebody went back or forward, and nothing has followed from it yet.

    What comes with such a message, as the value of a picker, is what was shown before they went.
    """
    times = _told("went")
    return isinstance(times, int) and times != st.session_state.get(_WENT, 0)


def go(page: Path, query: dict[str, str]) -> NoReturn:
    """Go to a page, at the version that these query parameters name."""
    st.session_state[_SENT] = True
    st.switch_page(page, query_params=query)


def last() -> str:
    """The name of the last version of this browser, as it says, where it came to an address that names none."""
    told = _told("last")
    name = told.get(VERSION) if isinstance(told, dict) else None
    return name if isinstance(name, str) and name != st.session_state.get(_FORGET) else ""


def forget(version: str) -> None:
    """Have the browser offer a version no more."""
    st.session_state[_FORGET] = version


def keeper(page: str, query: dict[str, str], is_told: bool) -> None:
    """Keep the browser's side: it says when somebody goes back, and remembers the last version of this browser.

    page : the path of the page that is open; query : what names what is on screen
    is_told : whether the address asks for a version that is not there, as the page says: then it stays as it is until
        something is moved
    """
    asked = st.query_params.get(VERSION, "")
    follows = not is_told and asked != query.get(VERSION, "")
    forgotten = st.session_state.get(_FORGET, "")
    _mount(
        key=_KEEPER,
        data={"page": page, "query": query, "asked": asked, "follows": follows, "forget": forgotten},
        on_went_change=_nothing,
        on_last_change=_nothing,
    )


def _told(what: str) -> Any:
    """What the browser's side said last."""
    return (st.session_state.get(_KEEPER) or {}).get(what)


def _nothing() -> None:
    """A run of the page is all that is wanted."""

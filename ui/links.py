"""Links: the version of a scenario that an address names, and why there is none where there is none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import streamlit as st

from ragcore.scorecard import Scorecard
from store import Stored, StoreError
from store.names import is_name
from ui import library

# Of any address that this app makes; mail programs and proxies cut longer ones.
MOST_CHARACTERS = 64
# Versions that a session knows without asking the store.
MOST_KNOWN = 500
_KNOWN = "links-known"

_INSTEAD = "The scorecard is shown as it stands."
TOO_LONG = f"The name of the scenario in this address is too long to be one; copy the link again. {_INSTEAD}"
DAMAGED = f"The name of the scenario in this address is damaged or incomplete; copy the link again. {_INSTEAD}"
UNKNOWN = (
    "There is no scenario with the name in this address here: it was deleted with its scorecard, was made on another "
    f"server, or the address was changed. {_INSTEAD}"
)
OTHER_SCORECARD = f"The scenario that this address names was made for another scorecard. {_INSTEAD}"
OTHER_PLACE = f"The scenario that this address names was made for another area or period of this scorecard. {_INSTEAD}"
EARLIER = "This link was made for an earlier state of the scorecard, and that state is what is shown."


@dataclass(frozen=True)
class Link:
    """What an address names: a version that is kept, or nothing and why.

    told : a sentence where something about it has to be told, '' where all is as asked
    """

    stored: Stored | None = None
    told: str = ""

    def outlives(self, name: str) -> bool:
        """Whether what was opened under this name when the version was made is gone or refused now, and still kept."""
        if self.stored is None or name != self.stored.opened or library.load(name)[0]:
            return False
        return library.load(self.stored.scorecard)[0] is not None

    def at(self, area: str, period: str) -> Link:
        """The same link, where its version was made for this area and period."""
        scenario = self.stored.version.scenario if self.stored else None
        if scenario is None or scenario.place == (area, period):
            return self
        return Link(told=OTHER_PLACE)

    def on(self, name: str, scorecard: Scorecard) -> tuple[str, Scorecard, Link]:
        """The scorecard on which the version is shown: the one that is there, or an earlier state of it that is kept.

        A version that was made for another one is not shown.
        """
        if self.stored is None:
            return name, scorecard, self
        if scorecard.hash == self.stored.version.base:
            # What stands under its first name may be another state by now, or nothing.
            is_first = name != self.stored.scorecard or name == self.stored.opened
            latest = scorecard if is_first else library.load(self.stored.opened)[0]
            is_earlier = latest is None or latest.hash != scorecard.hash
            return name, scorecard, replace(self, told=EARLIER) if is_earlier else self
        earlier = library.load(self.stored.scorecard)[0] if name == self.stored.opened else None
        if earlier is None or earlier.hash != self.stored.version.base:
            return name, scorecard, Link(told=OTHER_SCORECARD)
        return self.stored.scorecard, earlier, replace(self, told=EARLIER)


def find(asked: str | None) -> Link:
    """What the name of a version in an address leads to."""
    if not asked:
        return Link()
    if len(asked) > MOST_CHARACTERS:
        return Link(told=TOO_LONG)
    if not is_name(asked):
        return Link(told=DAMAGED)
    known: dict[str, Stored] = st.session_state.setdefault(_KNOWN, {})
    if asked not in known:
        try:
            stored = library.store().versions.get(asked)
        except StoreError as fault:
            return Link(told=f"{fault} {_INSTEAD}")
        if stored is None:
            return Link(told=UNKNOWN)
        remember([stored])
    return Link(known[asked])


def remember(stored: Iterable[Stored]) -> None:
    """Know some versions for as long as the session lasts: what is kept never changes, and the store may fail."""
    known: dict[str, Stored] = st.session_state.setdefault(_KNOWN, {})
    known.update((one.name, one) for one in stored)
    for name in list(known)[:-MOST_KNOWN]:
        del known[name]

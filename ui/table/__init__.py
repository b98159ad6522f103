"""The table of all indicators: a real table, sorted, filtered and searched in the page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ui.component import register
from ui.component.source import joined, source

_HERE = Path(__file__).parent
_mount = register(source(_HERE), joined(_HERE, "table.js"))


def table(name: str, facts: str, key: str, on_open: Callable[[], None]) -> None:
    """Draw the table; facts : JSON, as `ui.status.table_facts` makes it; name : what these facts are called.

    on_open : called when the name of an indicator was chosen
    """
    _mount(key=key, data={"name": name, "facts": facts}, on_open_change=on_open)

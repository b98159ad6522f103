"""The scorecards there are to open: those that ship, and a council's own."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from ragcore.about import sidecar
from ragcore.problems import Problem
from ragcore.read import read
from ragcore.scorecard import Scorecard
from ui.settings import kept_in

SHIPPED = Path(__file__).parent.parent / "data"
# The report that this project starts from, and the other scorecards that ship, in the order of the picker.
NAMES = ("buckinghamshire_2016_17_q2", "buckinghamshire_by_year")
FIRST = NAMES[0]


def paths() -> dict[str, Path]:
    """Each scorecard's name, the stem of its file, with the file: those that ship, then a council's own by name.

    A council's own lie in the folder `scorecards` of the one that the setting RAG_DATA_DIR names.
    """
    found = {name: SHIPPED / f"{name}.csv" for name in NAMES}
    kept = kept_in()
    if kept:
        own = sorted((kept / "scorecards").glob("*.csv"))
        found |= {path.stem: path for path in own if path.stem not in found}
    return found


def load(name: str) -> tuple[Scorecard | None, list[Problem]]:
    """The scorecard of a name and what is wrong with it; read again only when its file has changed."""
    path = paths()[name]
    stamps = tuple(file.stat().st_mtime_ns if file.is_file() else 0 for file in (path, sidecar(path)))
    return _load(path, stamps)


def title(name: str) -> str:
    """What a scorecard is called in the picker: its own short title, else the name of its file."""
    scorecard, _ = load(name)
    about = scorecard.about if scorecard else None
    return (about.short_title or about.title if about else "") or name


@st.cache_resource(max_entries=32, show_spinner=False)
def _load(path: Path, stamps: tuple[int, ...]) -> tuple[Scorecard | None, list[Problem]]:  # noqa: ARG001
    """Read a file in the state that the stamps name: frozen, so every session may share it."""
    return read(path)

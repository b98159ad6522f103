"""The scorecards there are to open: those that ship, those in a council's own folder, and those that are kept."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import cache
from pathlib import Path

import streamlit as st

from ragcore.about import read_about, sidecar
from ragcore.problems import Problem, error
from ragcore.read import read
from ragcore.scorecard import Scorecard
from ragcore.write import to_parquet
from store import Kept, Store, StoreError
from ui.settings import kept_in

SHIPPED = Path(__file__).parent.parent / "data"
# The report that this project starts from, and the other scorecards that ship, in the order of the picker.
NAMES = ("buckinghamshire_2016_17_q2", "buckinghamshire_by_year")
FIRST = NAMES[0]
# What may lie in a council's own folder; what each is, its content says.
ENDINGS = (".csv", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".parquet")


def paths() -> dict[str, Path]:
    """Each scorecard that lies as a file, by its name, the stem of the file: those that ship, then a council's own.

    A council's own lie in the folder `scorecards` of the one that the setting RAG_DATA_DIR names.
    """
    found = {name: SHIPPED / f"{name}.csv" for name in NAMES}
    folder = kept_in() / "scorecards"
    own = sorted(path for path in folder.glob("*") if path.suffix.lower() in ENDINGS) if folder.is_dir() else []
    for path in own:
        found.setdefault(path.stem, path)
    return found


def names() -> list[str]:
    """The names of all that can be opened, in the order of the picker; without the kept ones where the store fails."""
    try:
        stored = [one.name for one in kept()]
    except StoreError:
        stored = []
    return [*paths(), *stored]


def load(name: str) -> tuple[Scorecard | None, list[Problem]]:
    """The scorecard of a name and what is wrong with it; a file is read again only when it has changed."""
    path = paths().get(name)
    if path:
        stamps = tuple(file.stat().st_mtime_ns if file.is_file() else 0 for file in (path, sidecar(path)))
        return _load(path, stamps)
    try:
        return _load_kept(kept_in(), name)
    except StoreError as fault:
        return None, [error("E_STORE", "store", str(fault))]


def title(name: str) -> str:
    """What a scorecard is called in the picker: its own short title, else what it is kept as, else its name."""
    path = paths().get(name)
    if path:
        about, _, _ = read_about(sidecar(path))
        if not (about.short_title or about.title or path.suffix == ".csv"):
            scorecard, _ = load(name)
            about = scorecard.about if scorecard else about
        return about.short_title or about.title or name
    try:
        one = store().kept(name)
    except StoreError:
        one = None
    return one.title if one else name


def kept() -> list[Kept]:
    """The scorecards that are kept, the newest first. Raises StoreError."""
    return store().scorecards()


def keep(scorecard: Scorecard, called: str) -> str:
    """Keep a scorecard for good; returns its name, which its content gives it. Raises StoreError.

    called : its title where it has none of its own
    """
    about = scorecard.about
    if not about.title:
        scorecard = replace(scorecard, about=replace(about, title=called))
    parquet = to_parquet(scorecard)
    name = hashlib.sha256(parquet).hexdigest()[:32]
    store().keep(name, about.short_title or scorecard.about.title, len(scorecard.figures), parquet)
    return name


def delete(name: str) -> None:
    """Delete a scorecard that is kept. Raises StoreError."""
    store().delete(name)


def store() -> Store:
    """The store of this process: one for each folder, so that there is one lock on writing."""
    return _store(kept_in())


@cache
def _store(folder: Path) -> Store:
    return Store(folder)


@st.cache_resource(max_entries=32, show_spinner=False)
def _load(path: Path, stamps: tuple[int, ...]) -> tuple[Scorecard | None, list[Problem]]:  # noqa: ARG001
    """Read a file in the state that the stamps name: frozen, so every session may share it."""
    return read(path)


@st.cache_resource(max_entries=32, show_spinner=False)
def _load_kept(folder: Path, name: str) -> tuple[Scorecard | None, list[Problem]]:  # noqa: ARG001
    """Read what is kept; under one name it never changes."""
    parquet = store().parquet(name)
    if parquet is None:
        return None, [error("E_NO_FILE", "store", "It is no longer kept here; open its file again on the page Data.")]
    return read(parquet)

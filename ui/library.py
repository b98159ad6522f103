"""The scorecards there are to open: those that ship, those in a council's own folder, and those that are kept."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import streamlit as st

from ragcore.about import read_about, sidecar
from ragcore.problems import Problem, error, quoted
from ragcore.read import read
from ragcore.scorecard import Scorecard
from ragcore.write import to_parquet
from store import Kept, Store, StoreError
from store.names import is_name
from ui.settings import database_url, kept_in

SHIPPED = Path(__file__).parent.parent / "data"
# The report that this project starts from, and the other scorecards that ship, in the order of the picker.
NAMES = ("buckinghamshire_2016_17_q2", "buckinghamshire_by_year")
FIRST = NAMES[0]
# What may lie in a council's own folder; what each is, its content says.
ENDINGS = (".csv", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".parquet")
# More measures than these for one area and period are more than a browser can be sent.
MOST_MEASURES = 5_000
# Why there is no scorecard of a name: it is not here, or the store cannot be asked.
GONE, FAILED = NOT_HAD = ("E_NO_FILE", "E_STORE")


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


def load(name: str) -> tuple[Scorecard | None, list[Problem]]:
    """The scorecard of a name and what is wrong with it; a file is read again only when it has changed.

    Where there is none, the last problem says why: one of NOT_HAD, unless its file is refused.
    """
    path = paths().get(name)
    if path:
        stamps = tuple(file.stat().st_mtime_ns if file.is_file() else 0 for file in (path, sidecar(path)))
        return _load(path, stamps)
    try:
        # What was deleted may still be in the memory of this process.
        return _load_kept(kept_in(), name) if store().scorecards.kept(name) else (None, [_gone(name)])
    except StoreError as fault:
        return None, [error(FAILED, "store", str(fault))]


def _gone(name: str) -> Problem:
    told = f"There is no scorecard {quoted(name)} here; choose another."
    if is_name(name):
        told = (
            "The scorecard that this address names is not kept here (any more); choose another, or open its file again "
            "on the page Data."
        )
    return error(GONE, "store", told)


def too_many(scorecard: Scorecard) -> str:
    """Why the app cannot show a scorecard; '' where it can."""
    figures = scorecard.figures
    areas, _ = figures.codes("area")
    spellings, texts = figures.codes("period")
    # A period in two spellings is one.
    periods = np.unique([str(scorecard.period_named(text)) for text in texts], return_inverse=True)[1][spellings]
    most = np.unique(areas.astype(np.int64) * len(texts) + periods, return_counts=True)[1].max(initial=0)
    if most <= MOST_MEASURES:
        return ""
    return (
        f"There are {most:,} measures for one area and period, and the app shows at most {MOST_MEASURES:,}. Leave some "
        "out, or tell them apart by area or period. The command line reads them all."
    )


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
        one = store().scorecards.kept(name)
    except StoreError:
        one = None
    return one.title if one else name


def kept() -> list[Kept]:
    """The scorecards that are kept, the newest first. Raises StoreError."""
    return store().scorecards.all()


def keep(scorecard: Scorecard, called: str, *, listed: bool = True) -> str:
    """Keep a scorecard for good; returns its name, which its content gives it. Raises StoreError.

    called : its title where it has none of its own; listed : whether people choose it from the list
    """
    about = scorecard.about
    if not about.title:
        scorecard = replace(scorecard, about=replace(about, title=called))
    parquet = to_parquet(scorecard)
    name = hashlib.sha256(parquet).hexdigest()[:32]
    shown = about.short_title or scorecard.about.title
    store().scorecards.keep(name, shown, len(scorecard.figures), parquet, listed=listed)
    return name


def snapshot(name: str, scorecard: Scorecard) -> str:
    """Keep a scorecard for what is made on it, without listing it; returns its name in the store. Raises StoreError.

    A file may change; what a link shows does not.
    """
    if name not in paths():
        return name
    kept_as = _snapshot(kept_in(), scorecard.hash, name, scorecard)
    if store().scorecards.kept(kept_as) is None:
        # Somebody kept the same under the same name, and deleted it.
        _snapshot.clear()
        kept_as = _snapshot(kept_in(), scorecard.hash, name, scorecard)
    return kept_as


def delete(name: str) -> None:
    """Delete a scorecard that is kept. Raises StoreError."""
    store().scorecards.delete(name)


def store() -> Store:
    """The store of this process: one for each folder and database, so that there is one lock on writing."""
    return _store(kept_in(), database_url())


@cache
def _store(folder: Path, url: str) -> Store:
    return Store(folder, url)


@st.cache_resource(max_entries=32, show_spinner=False)
def _load(path: Path, stamps: tuple[int, ...]) -> tuple[Scorecard | None, list[Problem]]:  # noqa: ARG001
    """Read a file in the state that the stamps name: frozen, so every session may share it."""
    return _shown(*read(path))


@st.cache_resource(max_entries=32, show_spinner=False)
def _snapshot(folder: Path, state: str, name: str, _scorecard: Scorecard) -> str:  # noqa: ARG001
    """Keep a scorecard, once for each of its states in each store."""
    return keep(_scorecard, title(name), listed=False)


@st.cache_resource(max_entries=32, show_spinner=False)
def _load_kept(folder: Path, name: str) -> tuple[Scorecard | None, list[Problem]]:  # noqa: ARG001
    """Read what is kept; under one name it never changes."""
    parquet = store().scorecards.parquet(name)
    if parquet is None:
        raise StoreError("The scorecard could not be read", "it has just been deleted.")
    return _shown(*read(parquet))


def _shown(scorecard: Scorecard | None, problems: list[Problem]) -> tuple[Scorecard | None, list[Problem]]:
    """What was read, refused where it is more than the app can show."""
    if scorecard and (told := too_many(scorecard)):
        return None, [*problems, error("E_TOO_MANY_MEASURES", "file", told)]
    return scorecard, problems

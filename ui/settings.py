"""The settings that the environment gives."""

from __future__ import annotations

import os
from pathlib import Path

# One process serves a workshop of fifty many times over; more than this is no workshop.
MOST_SESSIONS = 300


def kept_in() -> Path | None:
    """The folder for all that the app keeps, where the setting RAG_DATA_DIR names one."""
    folder = os.environ.get("RAG_DATA_DIR")
    return Path(folder) if folder else None


def most_sessions() -> int:
    """How many people may use one server at once; the setting RAG_MOST_SESSIONS says otherwise."""
    stated = os.environ.get("RAG_MOST_SESSIONS", "")
    return int(stated) if stated.isdecimal() and int(stated) else MOST_SESSIONS

"""The settings that the environment gives; docs/running.md tells each."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_data_dir

# One process serves a workshop of fifty many times over; more than this is no workshop.
MOST_SESSIONS = 300


def kept_in() -> Path:
    """The folder for all that the app keeps: the one that RAG_DATA_DIR names, else the user's own for this program."""
    return Path(os.environ.get("RAG_DATA_DIR") or user_data_dir("rag-what-if", appauthor=False))


def database_url() -> str:
    """The PostgreSQL database that keeps what people keep, which RAG_DATABASE_URL names; '' is a file in the folder."""
    return os.environ.get("RAG_DATABASE_URL", "")


def most_sessions() -> int:
    """How many people may use one server at once; the setting RAG_MOST_SESSIONS says otherwise."""
    stated = os.environ.get("RAG_MOST_SESSIONS", "")
    return int(stated) if stated.isdecimal() and int(stated) else MOST_SESSIONS

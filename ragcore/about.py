"""What belongs to the report and not to a row: its title, its committee, its rule, where it comes from."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

from ragcore.problems import Problem, error, quoted, warning
from ragcore.rule import Rule
from ragcore.text import visible

SUFFIX = ".about.toml"
MOST_BYTES = 1_000_000


@dataclass(frozen=True)
class About:
    """What a scorecard says of itself; '' where it says nothing.

    illustrative : one line for the screen where figures are not a body's own
    horizon : the period that projections are about, unless a scenario says otherwise
    """

    title: str = ""
    short_title: str = ""
    body: str = ""
    committee: str = ""
    date: str = ""
    author: str = ""
    purpose: str = ""
    recommendation: str = ""
    source: str = ""
    licence: str = ""
    attribution: str = ""
    illustrative: str = ""
    note: str = ""
    horizon: str = ""


def sidecar(table: Path) -> Path:
    """Where the file about a table lies: `report.csv` has `report.about.toml`."""
    return table.with_name(table.stem + SUFFIX)


def read_about(path: Path) -> tuple[About, Rule, list[Problem]]:
    """Read the file beside a table; what is not there says nothing.

    Returns what it says, the rule it states, and all that is wrong with it: an error refuses the scorecard.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return About(), Rule(), []
    except OSError:
        return _refused(path.name, "E_ABOUT", "may not be read; check who may read it")
    if len(data) > MOST_BYTES:
        return _refused(path.name, "E_TOO_LARGE", f"has more than {MOST_BYTES:,} bytes; shorten it")
    return _read(path.name, data)


def _read(name: str, data: bytes) -> tuple[About, Rule, list[Problem]]:
    """Read the bytes of the file."""
    try:
        told = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return _refused(name, "E_ENCODING", "is not UTF-8; save it as UTF-8")
    except tomllib.TOMLDecodeError as fault:
        place = re.search(r"\(at (.+)\)", str(fault))
        return _refused(name, "E_ABOUT", f"is not TOML at {place[1] if place else 'some place'}; correct it")
    except (ValueError, RecursionError):  # of a number of thousands of digits, and of brackets as deep
        return _refused(name, "E_ABOUT", "holds what no report says; correct it")
    return _understood(name, told)


def _refused(name: str, code: str, fault: str) -> tuple[About, Rule, list[Problem]]:
    """What is read of a file that is refused as a whole."""
    return About(), Rule(), [error(code, name, f"{name} {fault}, or remove the file.")]


def _understood(name: str, told: dict[str, object]) -> tuple[About, Rule, list[Problem]]:
    """Make an About and a Rule of what a file tells."""
    problems: list[Problem] = []
    texts: dict[str, str] = {}
    known = {field.name for field in fields(About)}
    rule = Rule()
    for key, value in told.items():
        where = f"{name}, {visible(key)[:60]}"
        if key == "rule":
            try:
                rule = Rule.parse(value if isinstance(value, dict) else {"rule": value})
            except ValueError as fault:
                problems.append(error("E_RULE", where, f"In {name}, {visible(str(fault))[:300]}."))
        elif key not in known:
            problems.append(warning("W_UNKNOWN_FIELD", where, f"{name} has a field {quoted(key)} that was ignored."))
        elif isinstance(value, str | date):
            texts[key] = visible(str(value))
        else:
            problems.append(error("E_FIELD_TYPE", where, f"In {name}, {key} must be a text in quotation marks."))
    return About(**texts), rule, problems

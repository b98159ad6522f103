"""What belongs to the report and not to a row: its title, its committee, its rule, where it comes from."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

from ragcore.problems import Problem, error, warning
from ragcore.rule import Rule
from ragcore.text import visible

SUFFIX = ".about.toml"


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
    if not path.is_file():
        return About(), Rule(), []
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        return About(), Rule(), [error("E_ENCODING", path.name, f"{path.name} is not UTF-8; save it as UTF-8.")]
    except tomllib.TOMLDecodeError as fault:
        problem = error("E_ABOUT", path.name, f"{path.name} is not TOML: {fault}. Correct it, or remove the file.")
        return About(), Rule(), [problem]
    return _understood(path.name, told)


def _understood(name: str, told: dict[str, object]) -> tuple[About, Rule, list[Problem]]:
    """Make an About and a Rule of what a file tells."""
    problems: list[Problem] = []
    texts: dict[str, str] = {}
    known = {field.name for field in fields(About)}
    rule = Rule()
    for key, value in told.items():
        where = f"{name}, {key}"
        if key == "rule":
            try:
                rule = Rule.parse(value if isinstance(value, dict) else {"rule": value})
            except ValueError as fault:
                problems.append(error("E_RULE", where, f"In {name}, {fault}."))
        elif key not in known:
            problems.append(warning("W_UNKNOWN_FIELD", where, f"{name} has a field '{key}' that was ignored."))
        elif isinstance(value, str | date):
            texts[key] = visible(str(value))
        else:
            problems.append(error("E_FIELD_TYPE", where, f"In {name}, {key} must be a text in quotation marks."))
    return About(**texts), rule, problems

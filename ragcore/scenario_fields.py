"""The fields of a scenario file, each read by its own rule, with all that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any

from ragcore.problems import Problem, error, quoted, warning
from ragcore.rule import Rule
from ragcore.text import HIDDEN, hidden_in, visible

MOST_CHARACTERS = 10_000


def unknown(told: Mapping[str, Any], known: frozenset[str], within: str) -> list[Problem]:
    """A warning for each field that is not known."""
    return [
        warning(
            "W_UNKNOWN_FIELD",
            f"{within}{visible(name)[:60]}",
            f"The field {quoted(name)} is not known; it was ignored.",
        )
        for name in told
        if name not in known
    ]


def text(value: object, where: str, *, several_lines: bool = False) -> tuple[str | None, list[Problem]]:
    """A text without what cannot be seen; None where there is none."""
    if value is None:
        return None, []
    if not isinstance(value, str):
        return None, [error("E_FIELD_TYPE", where, f"{where} must be a text in quotation marks.")]
    if len(value) > MOST_CHARACTERS:
        told = f"{where} has {len(value):,} characters; the most is {MOST_CHARACTERS:,}."
        return None, [error("E_TOO_LONG", where, told)]
    plain = "\n".join(visible(line) for line in value.splitlines()) if several_lines else visible(value)
    broken = not several_lines and re.search(r"[\t\r\n]", value)
    if hidden_in(value) or broken:
        return plain, [warning("W_CONTROL_CHAR", where, HIDDEN)]
    return plain, []


def created(value: object) -> list[Problem]:
    """A problem where the time of making is none, or can hardly be right."""
    try:
        made = datetime.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        told = "created must be a date and time such as 2026-01-05T09:00:00Z."
        return [error("E_FIELD_TYPE", "created", told)]
    problems: list[Problem] = []
    if made.tzinfo is None:
        made = made.replace(tzinfo=UTC)
        told = "created has no time zone; it was taken to be UTC. Write it as 2026-01-05T09:00:00Z."
        problems.append(warning("W_CREATED", "created", told))
    if made > datetime.now(UTC) + timedelta(days=1):
        told = "created is in the future; the clock where the scenario was saved may be wrong."
        problems.append(warning("W_CREATED", "created", told))
    return problems


def base(value: object) -> tuple[tuple[str, int | None], list[Problem]]:
    """The hash and the number of rows of the scorecard that the scenario was made for."""
    if not isinstance(value, dict):
        return ("", None), [error("E_FIELD_TYPE", "base", "base must be an object with hash and rows.")]
    rows = value.get("rows")
    problems = unknown(value, frozenset({"hash", "rows"}), "base.")
    found, faults = text(value.get("hash"), "base.hash")
    problems += faults
    if rows is not None and (type(rows) is not int or rows < 0):
        problems.append(error("E_FIELD_TYPE", "base.rows", "base.rows must be a whole number."))
    return (found or "", rows if type(rows) is int else None), problems


def rule_settings(value: object) -> tuple[Mapping[str, object], list[Problem]]:
    """The settings of the rule that the scenario changes."""
    if value is None:
        return MappingProxyType({}), []
    if not isinstance(value, dict):
        return MappingProxyType({}), [error("E_FIELD_TYPE", "rule", "rule must be an object of settings.")]
    try:
        Rule.parse(value)
    except ValueError as fault:
        return MappingProxyType({}), [error("E_RULE", "rule", f"In the scenario, {visible(str(fault))[:300]}.")]
    return MappingProxyType(dict(value)), []

"""The scenario file: read with all its problems, and written so that nothing is lost."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from ragcore import scenario_fields as fields
from ragcore.json_text import read_json
from ragcore.position import Position
from ragcore.problems import Problem, at_most, error, quoted, refused, warning
from ragcore.rule import Tolerance
from ragcore.scenario import FIELDS, Change, Scenario
from ragcore.scorecard import Scorecard

FORMAT = "scorecard-scenario"
VERSION = 1
MOST_CHANGES = 10_000

_FILE_FIELDS = frozenset(
    {"format", "version", "name", "created", "base", "note", "horizon", "area", "period", "rule", "overrides"}
)
_FIRST_FIELDS = frozenset({"name", "created", "targets"})
_CHANGE_FIELDS = frozenset({"id", "field", "value", "reason"})


def read_scenario(data: bytes) -> tuple[Scenario | None, list[Problem]]:
    """Read the bytes of a scenario file; None where it is refused.

    What the scenario says of a scorecard is checked by `check_against`.
    """
    told, problems = read_json(data)
    if refused(problems):
        return None, problems
    if not isinstance(told, dict):
        return None, [*problems, _not_a_scenario()]
    told, found = _this_version(told)
    problems = problems + found
    if refused(problems):
        return None, problems
    scenario, found = _scenario(told)
    problems = problems + at_most(fields.unknown(told, _FILE_FIELDS, "") + found)
    return (None if refused(problems) else scenario), problems


def check_against(scenario: Scenario, scorecard: Scorecard, position: Position) -> list[Problem]:
    """What a scenario asks for that this scorecard does not have: told, kept, and without effect."""
    problems: list[Problem] = []
    if scenario.base_hash and scenario.base_hash != scorecard.hash:
        told = "The scenario was made for another scorecard, or for another state of this one; check what it changes."
        problems.append(warning("W_OTHER_SCORECARD", "base.hash", told))
    figures = position.figures
    if scenario.area is not None and scenario.area not in set(figures.area):
        told = f"There is no area {quoted(scenario.area)} here; the scenario is kept and has no effect."
        problems.append(warning("W_OTHER_AREA", "area", told))
    shown = {scorecard.period_named(text) for text in set(figures.period)}
    if scenario.period is not None and scorecard.period_named(scenario.period) not in shown:
        told = f"The scenario was made for {quoted(scenario.period)}; these are figures of another period."
        problems.append(warning("W_OTHER_PERIOD", "period", told))
    unknown = set(scenario.unknown_to(position))
    for place, change in enumerate(scenario.changes):
        where = f"overrides[{place}]"
        if change.id in unknown:
            told = f"There is no indicator {quoted(change.id)} here; the change is kept and has no effect."
            problems.append(warning("W_UNKNOWN_INDICATOR", f"{where}.id", told))
            continue
        if not change.fits(figures):
            band = change.field == "target"
            has = "target_low and target_high" if band else "target"
            told = f"{quoted(change.id)} has {has}, not {change.field}; the change is kept and has no effect."
            problems.append(warning("W_FIELD", f"{where}.field", told))
    return problems


def write_scenario(scenario: Scenario) -> bytes:
    """The scenario as a file, in UTF-8, with every change that it holds."""
    told: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "name": scenario.name,
        "created": scenario.created,
        "base": {"hash": scenario.base_hash, "rows": scenario.base_rows},
        "note": scenario.note,
        "horizon": scenario.horizon,
        "area": scenario.area,
        "period": scenario.period,
        "rule": dict(scenario.rule),
        "overrides": [
            {"id": change.id, "field": change.field, "value": change.value}
            | ({"reason": change.reason} if change.reason else {})
            for change in scenario.changes
        ],
    }
    return (json.dumps(told, ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode()


def _not_a_scenario() -> Problem:
    return error("E_FORMAT", "file", f'The file is not a scenario; a scenario file says "format": "{FORMAT}".')


def _this_version(told: dict[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
    """The file in the shape of this version; refused where it is of none that is known."""
    if "format" not in told and "version" not in told and isinstance(told.get("targets"), dict):
        return _from_the_first_shape(told)
    if told.get("format") != FORMAT:
        return told, [_not_a_scenario()]
    version = told.get("version")
    if type(version) is not int or version < 1:
        wanted = f"The version must be a whole number without quotation marks, at most {VERSION}."
        return told, [error("E_VERSION", "version", wanted)]
    if version > VERSION:
        newer = f"The file has version {version}; this program reads up to version {VERSION}. Use a newer program."
        return told, [error("E_VERSION", "version", newer)]
    return told, []


def _from_the_first_shape(told: dict[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
    """A file from before versions were numbered: a name, and targets by id."""
    changes = [{"id": key, "field": "target", "value": value} for key, value in told["targets"].items()]
    migrated = {
        "format": FORMAT,
        "version": VERSION,
        "name": told.get("name", ""),
        "created": told.get("created", "1970-01-01T00:00:00Z"),
        "base": {},
        "overrides": changes,
    }
    says = f"The file is of an older shape; it was read as version {VERSION}, and saving it writes that."
    return migrated, [warning("W_MIGRATED", "file", says), *fields.unknown(told, _FIRST_FIELDS, "")]


def _scenario(told: dict[str, Any]) -> tuple[Scenario, list[Problem]]:
    """The scenario that a file of this version tells, and all that is wrong with it."""
    problems = [
        error("E_MISSING_FIELD", name, f"The field {name} is missing; every scenario file has it.")
        for name in ("name", "created", "base", "overrides")
        if name not in told
    ]
    base, found = fields.base(told.get("base", {}))
    problems += found
    rule, found = fields.rule_settings(told.get("rule"))
    problems += found
    changes, found = _changes(told.get("overrides", []))
    problems += found
    texts: dict[str, Any] = {}
    for name in ("name", "note", "area", "period", "horizon"):
        texts[name], found = fields.text(told.get(name), name, several_lines=name == "note")
        problems += found
    if told.get("name", "") is None:
        problems.append(error("E_FIELD_TYPE", "name", "name must be a text in quotation marks."))
    problems += fields.created(told["created"]) if "created" in told else []
    scenario = Scenario(
        name=texts["name"] or "",
        note=texts["note"] or "",
        area=texts["area"],
        period=texts["period"],
        horizon=texts["horizon"],
        rule=rule,
        created=str(told.get("created", "")),
        base_hash=base[0],
        base_rows=base[1],
    )
    return scenario.with_changes(changes), problems


def _changes(value: object) -> tuple[list[Change], list[Problem]]:
    """The changes that a file tells, and all that is wrong with them."""
    if not isinstance(value, list):
        return [], [error("E_FIELD_TYPE", "overrides", "overrides must be a list.")]
    if len(value) > MOST_CHANGES:
        return [], [
            error("E_TOO_MANY", "overrides", f"There are {len(value):,} overrides; the most is {MOST_CHANGES:,}.")
        ]
    changes: list[Change] = []
    problems: list[Problem] = []
    seen: set[tuple[str, str]] = set()
    for place, entry in enumerate(value):
        change, found = _change(entry, f"overrides[{place}]")
        problems += found
        if change is None:
            continue
        if (change.id, change.field) in seen:
            told = f"The {change.field} of {quoted(change.id)} is set twice; the later one counts."
            problems.append(warning("W_DUPLICATE_OVERRIDE", f"overrides[{place}]", told))
        seen.add((change.id, change.field))
        changes.append(change)
    return changes, problems


def _change(entry: object, where: str) -> tuple[Change | None, list[Problem]]:
    """One change, and all that is wrong with it."""
    if not isinstance(entry, dict):
        return None, [error("E_FIELD_TYPE", where, "An override must be an object with id, field and value.")]
    problems = fields.unknown(entry, _CHANGE_FIELDS, f"{where}.")
    field, value = entry.get("field"), entry.get("value")
    # As a scorecard's own ids are read, so that what looks the same is the same.
    indicator_id, found = fields.text(entry.get("id"), f"{where}.id")
    problems += found
    if not indicator_id and not refused(found):
        problems.append(error("E_FIELD_TYPE", f"{where}.id", "id must be a text that names an indicator."))
    if field not in FIELDS:
        problems.append(error("E_FIELD", f"{where}.field", f"field must be one of {', '.join(FIELDS)}."))
    elif field == "amber":
        try:
            Tolerance.parse(value if type(value) in (int, float, str) else "")  # type: ignore[arg-type]
        except ValueError:
            told = "value must be a number such as 5, or a text such as '5%'."
            problems.append(error("E_FIELD_TYPE", f"{where}.value", told))
    elif type(value) not in (int, float):
        problems.append(error("E_FIELD_TYPE", f"{where}.value", "value must be a number, without quotation marks."))
    reason, found = fields.text(entry.get("reason"), f"{where}.reason")
    problems += found
    if refused(problems):
        return None, problems
    made = value if isinstance(value, str) else float(value or 0)
    return Change(indicator_id or "", str(field), made, reason or ""), problems


def now() -> str:
    """The present time as the file writes it, in UTC."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

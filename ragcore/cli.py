"""The command line: check a scorecard file, rate it, with or without a scenario."""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from ragcore.figures import NOT_PUBLISHED
from ragcore.files.formula import safe_text
from ragcore.gap import way_to
from ragcore.json_text import MOST_BYTES
from ragcore.position import Position
from ragcore.problems import Problem, error, quoted, refused
from ragcore.rating import RAG, Rating
from ragcore.read import read
from ragcore.rule import IMPROVED, Tolerance
from ragcore.scenario import Scenario, apply
from ragcore.scenario_file import check_against, read_scenario
from ragcore.scorecard import Scorecard

DONE, REFUSED, WRONG_USAGE = 0, 1, 2

FIELDS = ("area", "period", "id", "indicator", "value", "target", "rating", "gap", "cases", "published")


@dataclass(frozen=True)
class Outcome:
    """Where a scorecard stands, and where a scenario would have it stand where there is one."""

    before: Position
    after: Position | None

    @property
    def position(self) -> Position:
        """What was asked for: the scenario's position, else the scorecard's."""
        return self.after or self.before


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns its exit code.

    0 : done; 1 : the scorecard or the scenario was refused; 2 : wrong usage
    """
    for stream in (sys.stdout, sys.stderr):
        # What a file says is written in UTF-8, whatever the machine prefers; nothing of it may stop the program.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        asked = _parser().parse_args(arguments)
    except SystemExit as stopped:
        return WRONG_USAGE if stopped.code else DONE
    try:
        code: int = asked.run(asked)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever reads the output had enough of it; what is left is written to nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ragcore", description="Red, amber and green scorecards.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="say what is wrong with a scorecard file")
    check.add_argument("file", metavar="FILE")
    check.add_argument("--sheet", metavar="NAME", help="the sheet of a workbook")
    check.add_argument("--format", choices=("text", "json"), default="text")
    check.set_defaults(run=_check)
    rate = commands.add_parser("rate", help="rate a scorecard file, as it stands or under a scenario")
    rate.add_argument("file", metavar="FILE")
    rate.add_argument("--scenario", metavar="FILE", help="a scenario file")
    rate.add_argument("--period", metavar="P", help="one period; else each indicator at its latest")
    rate.add_argument("--area", metavar="A", help="one area; else every area")
    rate.add_argument("--amber", metavar="5%|5", type=_tolerance, help="tolerance where an indicator has none")
    rate.add_argument("--green-within", metavar="0|5%", type=_tolerance, help="how far short is still green")
    rate.add_argument("--improved", choices=IMPROVED[1:], help="amber if improved")
    rate.add_argument("--as-shown", action="store_true", help="round values to their decimals before rating")
    rate.add_argument("--format", choices=("table", "csv", "json"), default="table")
    rate.set_defaults(run=_rate)
    return parser


def _tolerance(text: str) -> str:
    """A tolerance, as it was typed."""
    try:
        Tolerance.parse(text)
    except ValueError as fault:
        raise argparse.ArgumentTypeError(str(fault)) from fault
    return text


def _check(asked: argparse.Namespace) -> int:
    scorecard, problems = read(asked.file, sheet=asked.sheet)
    rows = len(scorecard.figures) if scorecard else 0
    if asked.format == "json":
        told = {
            "outcome": "accepted" if scorecard else "rejected",
            "rows": rows,
            "problems": [problem.as_dict() for problem in problems],
        }
        _print_json(told)
    else:
        print(f"Accepted: {rows:,} {'row' if rows == 1 else 'rows'}." if scorecard else "Refused.")
        for problem in problems:
            print(problem)
    return DONE if scorecard else REFUSED


def _rate(asked: argparse.Namespace) -> int:
    outcome, problems = _outcome(asked)
    for problem in problems:
        print(problem, file=sys.stderr)
    if outcome is None:
        return REFUSED
    {"table": _print_table, "csv": _print_csv, "json": _print_ratings}[asked.format](outcome)
    return DONE


def _outcome(asked: argparse.Namespace) -> tuple[Outcome | None, list[Problem]]:
    """Rate what was asked for; None where the scorecard or the scenario was refused."""
    scorecard, problems = read(asked.file)
    if scorecard is None:
        return None, problems
    if asked.amber is not None:
        # Nothing is assumed where it was stated.
        problems = [problem for problem in problems if problem.code != "N_TOLERANCE"]
    scenario: Scenario | None = None
    if asked.scenario is not None:
        scenario, found = _read_scenario(Path(asked.scenario))
        problems = problems + found
        if scenario is None:
            return None, problems
    problems = problems + _not_there(scorecard, asked.area, asked.period)
    if refused(problems):
        return None, problems
    before = _position(scorecard, scenario or Scenario(), asked.area, asked.period)
    before = Position(before.figures, before.rule.changed(_settings(asked)))
    if scenario is None:
        return Outcome(before, None), problems
    problems = problems + check_against(scenario, scorecard, before)
    return Outcome(before, apply(scenario, before)), problems


def _position(scorecard: Scorecard, scenario: Scenario, area: str | None, period: str | None) -> Position:
    """Where the scorecard stands: as asked for, else as the scenario says where the scorecard has that."""
    if area is None and scenario.area in scorecard.areas:
        area = scenario.area
    if period is None and scenario.period is not None:
        period = scorecard.period_named(scenario.period)
    return scorecard.position(area, period)


def _read_scenario(path: Path) -> tuple[Scenario | None, list[Problem]]:
    try:
        with path.open("rb") as file:
            return read_scenario(file.read(MOST_BYTES + 1))
    except (OSError, ValueError):  # the latter of a name that can be none
        told = "There is no such scenario file, or it may not be read; check its name and its folder."
        return None, [error("E_NO_FILE", path.name or "file", told)]


def _not_there(scorecard: Scorecard, area: str | None, period: str | None) -> list[Problem]:
    """A problem for an area or a period that the scorecard does not have."""
    problems: list[Problem] = []
    own_period = None if period is None else scorecard.period_named(period)
    if area is not None and area not in scorecard.areas:
        told = f"The scorecard has no area {quoted(area)}; it has {_listed(scorecard.areas)}."
        problems.append(error("E_UNKNOWN_AREA", "area", told))
    if period is not None and own_period is None:
        told = f"The scorecard has no period {quoted(period)}; it has {_listed(scorecard.periods)}."
        problems.append(error("E_UNKNOWN_PERIOD", "period", told))
    return problems


def _listed(names: list[str], most: int = 12) -> str:
    """The last few of some names."""
    shown = ", ".join(quoted(name, 40) for name in names[-most:] if name) or "none"
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown


def _settings(asked: argparse.Namespace) -> dict[str, Any]:
    """The settings of the rule that the command line states."""
    stated = {"amber": asked.amber, "green_within": asked.green_within, "improved": asked.improved}
    settings: dict[str, Any] = {name: value for name, value in stated.items() if value is not None}
    return settings | ({"as_shown": True} if asked.as_shown else {})


def _print_json(told: dict[str, Any]) -> None:
    print(json.dumps(told, ensure_ascii=False, allow_nan=False))


def _records(outcome: Outcome) -> list[dict[str, Any]]:
    """A record for each indicator, as the JSON has them: numbers as numbers, missing as None."""
    position = outcome.position
    figures, way = position.figures, way_to(position)
    records = []
    for row in range(len(position)):
        published = int(figures.published[row])
        record = {
            "area": figures.area[row] or None,
            "period": figures.period[row] or None,
            "id": figures.id[row],
            "indicator": figures.indicator[row],
            "value": _number(figures.value[row]),
            "target": _number(figures.target[row]),
            "rating": Rating(position.ratings[row]).word,
            "gap": _number(float(f"{way.gap[row]:.12g}")),
            "cases": _cases(way.cases[row]),
            "published": None if published == NOT_PUBLISHED else Rating(published).word,
        }
        if outcome.after:
            record["before"] = Rating(outcome.before.ratings[row]).word
        records.append(record)
    return records


def _number(figure: float) -> float | None:
    return None if np.isnan(figure) else float(figure)


def _cases(change: float) -> int | None:
    """How many cases, whichever way: `gap` has no sign either."""
    return None if np.isnan(change) else abs(int(change))


def _counts(position: Position) -> dict[str, int]:
    return {rating.word: position.counts[rating] for rating in RAG} | {
        rating.word: position.counts[rating] for rating in (Rating.UNAVAILABLE, Rating.UNRATED)
    }


def _print_ratings(outcome: Outcome) -> None:
    told: dict[str, Any] = {"counts": _counts(outcome.position)}
    if outcome.after:
        told["counts_before"] = _counts(outcome.before)
    _print_json(told | {"indicators": _records(outcome)})


def _print_csv(outcome: Outcome) -> None:
    """The records as CSV; a text that a spreadsheet would run is shown to it as text."""
    names = (*FIELDS, "before") if outcome.after else FIELDS
    writer = csv.DictWriter(sys.stdout, names, lineterminator="\n")
    writer.writeheader()
    for record in _records(outcome):
        writer.writerow({name: _safe(value) for name, value in record.items()})


def _safe(value: object) -> object:
    """A text as a spreadsheet may be given it; numbers are left alone."""
    return safe_text(value) if isinstance(value, str) else value


def _print_table(outcome: Outcome) -> None:
    """The records in columns, and the counts beneath."""
    figures = outcome.position.figures
    # What all the rows have in common is in none of them.
    where = [name for name in ("area", "period") if len(set(getattr(figures, name))) > 1]
    names = [*(["before"] if outcome.after else []), "rating", "value", "target", "gap", "cases", *where, "indicator"]
    rows = [[_shown(record[name]) for name in names] for record in _records(outcome)]
    widths = [max(map(len, column)) for column in zip(names, *rows, strict=True)]
    for row in [names, *rows]:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    for name, position in (("As it stands", outcome.before), ("Scenario", outcome.after)):
        if position:
            print(f"{name}: " + ", ".join(f"{word} {count}" for word, count in _counts(position).items()))


def _shown(value: object) -> str:
    return "" if value is None else f"{value:.10g}" if isinstance(value, float) else str(value)

"""The command line: check a scorecard file, rate it, with or without a scenario, and look for routes to green."""

from __future__ import annotations

import argparse
import csv
import io
import math
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from ragcore import cli_routes
from ragcore.causes import won_by_target
from ragcore.cli_asked import (
    DONE,
    REFUSED,
    WRONG_USAGE,
    Outcome,
    add_position_options,
    counts,
    number,
    outcome_of,
    print_json,
)
from ragcore.figures import NOT_PUBLISHED
from ragcore.files.formula import safe_text
from ragcore.gap import way_to
from ragcore.headline import headline
from ragcore.rating import Rating
from ragcore.read import read

# What adds a command to the others, to which `argparse` gives no name that is its users'.
Adds = Callable[[Any], None]
FIELDS = ("area", "period", "id", "indicator", "value", "target", "rating", "gap", "cases", "published")


def main(arguments: Sequence[str] | None = None, also: Sequence[Adds] = ()) -> int:
    """Run the command line; returns its exit code.

    also : adds commands that the core does not have itself

    0 : done; 1 : the scorecard or the scenario was refused; 2 : wrong usage
    """
    for stream in (sys.stdout, sys.stderr):
        # What a file says is written in UTF-8, whatever the machine prefers; nothing of it may stop the program.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        asked = _parser(also).parse_args(arguments)
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


def _parser(also: Sequence[Adds]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ragcore", description="Red, amber and green scorecards.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="say what is wrong with a scorecard file")
    check.add_argument("file", metavar="FILE")
    check.add_argument("--sheet", metavar="NAME", help="the sheet of a workbook")
    check.add_argument("--format", choices=("text", "json"), default="text")
    check.set_defaults(run=_check)
    rate = commands.add_parser("rate", help="rate a scorecard file, as it stands or under a scenario")
    add_position_options(rate)
    rate.add_argument("--format", choices=("table", "csv", "json"), default="table")
    rate.set_defaults(run=_rate)
    for add in (cli_routes.add_command, *also):
        add(commands)
    return parser


def _check(asked: argparse.Namespace) -> int:
    scorecard, problems = read(asked.file, sheet=asked.sheet)
    rows = len(scorecard.figures) if scorecard else 0
    if asked.format == "json":
        told = {
            "outcome": "accepted" if scorecard else "rejected",
            "rows": rows,
            "problems": [problem.as_dict() for problem in problems],
        }
        print_json(told)
    else:
        print(f"Accepted: {rows:,} {'row' if rows == 1 else 'rows'}." if scorecard else "Refused.")
        for problem in problems:
            print(problem)
    return DONE if scorecard else REFUSED


def _rate(asked: argparse.Namespace) -> int:
    outcome, problems = outcome_of(asked)
    for problem in problems:
        print(problem, file=sys.stderr)
    if outcome is None:
        return REFUSED
    {"table": _print_table, "csv": _print_csv, "json": _print_ratings}[asked.format](outcome)
    return DONE


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
            "value": number(figures.value[row]),
            "target": number(figures.target[row]),
            "rating": Rating(position.ratings[row]).word,
            "gap": number(float(f"{way.gap[row]:.12g}")),
            "cases": _cases(way.cases[row]),
            "published": None if published == NOT_PUBLISHED else Rating(published).word,
        }
        if outcome.after:
            record["before"] = Rating(outcome.before.ratings[row]).word
        records.append(record)
    return records


def _cases(change: float) -> int | None:
    """How many cases, whichever way: `gap` has no sign either."""
    return None if math.isnan(change) else abs(int(change))


def _print_ratings(outcome: Outcome) -> None:
    told: dict[str, Any] = {"counts": counts(outcome.position)}
    if outcome.after:
        told["counts_before"] = counts(outcome.before)
        told["greens_by_moved_target"] = _won(outcome)
        told["changes"] = [asdict(change) for change in outcome.scenario.changes]
        told["headline"] = headline(outcome.before, outcome.scenario, outcome.after)
    print_json(told | {"indicators": _records(outcome)})


def _won(outcome: Outcome) -> int:
    """How many greens of the scenario would not be green with their targets left where they stand."""
    return int(won_by_target(outcome.scenario, outcome.before, outcome.after).sum())


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
    if outcome.after and (won := _won(outcome)):
        print(f"Greens by a moved target: {won}")
    for name, position in (("As it stands", outcome.before), ("Scenario", outcome.after)):
        if position:
            print(f"{name}: " + ", ".join(f"{word} {count}" for word, count in counts(position).items()))
    if outcome.after:
        print(headline(outcome.before, outcome.scenario, outcome.after))


def _shown(value: object) -> str:
    return "" if value is None else f"{value:.10g}" if isinstance(value, float) else str(value)

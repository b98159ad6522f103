"""What a command line asks of a scorecard: the options that name a position, and the position that they make."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

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


@dataclass(frozen=True)
class Outcome:
    """Where a scorecard stands, and where a scenario would have it stand where there is one."""

    scorecard: Scorecard
    before: Position
    after: Position | None
    scenario: Scenario = Scenario()

    @property
    def position(self) -> Position:
        """What was asked for: the scenario's position, else the scorecard's."""
        return self.after or self.before


def add_position_options(parser: argparse.ArgumentParser, *, scenarios: bool = False) -> None:
    """The file and what of it is asked for: area, period, scenario and rule.

    scenarios : whether there may be several scenarios
    """
    parser.add_argument("file", metavar="FILE")
    if scenarios:
        parser.add_argument("--scenario", metavar="FILE", action="append", help="a scenario file; may be repeated")
    else:
        parser.add_argument("--scenario", metavar="FILE", help="a scenario file")
    parser.add_argument("--period", metavar="P", help="one period; else each indicator at its latest")
    parser.add_argument("--area", metavar="A", help="one area; else every area")
    parser.add_argument("--amber", metavar="5%|5", type=_tolerance, help="tolerance where an indicator has none")
    parser.add_argument("--green-within", metavar="0|5%", type=_tolerance, help="how far short is still green")
    parser.add_argument("--improved", choices=IMPROVED[1:], help="amber if improved")
    parser.add_argument("--as-shown", action="store_true", help="round values to their decimals before rating")


def _tolerance(text: str) -> str:
    """A tolerance, as it was typed."""
    try:
        Tolerance.parse(text)
    except ValueError as fault:
        raise argparse.ArgumentTypeError(str(fault)) from fault
    return text


def outcome_of(asked: argparse.Namespace) -> tuple[Outcome | None, list[Problem]]:
    """Rate what was asked for; None where the scorecard or the scenario was refused."""
    outcomes, problems = outcomes_of(asked, [] if asked.scenario is None else [asked.scenario])
    return (outcomes[0] if outcomes else None), problems


def outcomes_of(
    asked: argparse.Namespace, scenarios: Sequence[str], sheet: str | None = None
) -> tuple[list[Outcome], list[Problem]]:
    """Rate what was asked for under each scenario, without any as it stands; none where anything was refused.

    scenarios : their files; where the place is not asked for, it is that of the first; sheet : of a workbook
    """
    scorecard, problems = read(asked.file, sheet=sheet)
    if scorecard is None:
        return [], problems
    if asked.amber is not None:
        # Nothing is assumed where it was stated.
        problems = [problem for problem in problems if problem.code != "N_TOLERANCE"]
    read_ones: list[Scenario] = []
    for path in scenarios:
        scenario, found = _read_scenario(Path(path))
        problems = problems + found
        read_ones += [scenario] if scenario else []
    problems = problems + _not_there(scorecard, asked.area, asked.period)
    if refused(problems):
        return [], problems
    before = _position(scorecard, read_ones[0] if read_ones else Scenario(), asked.area, asked.period)
    before = Position(before.figures, before.rule.changed(_settings(asked)))
    for scenario in read_ones:
        problems = problems + check_against(scenario, scorecard, before)
    if not read_ones:
        return [Outcome(scorecard, before, None)], problems
    return [Outcome(scorecard, before, apply(scenario, before), scenario) for scenario in read_ones], problems


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


def print_json(told: dict[str, Any]) -> None:
    """Print an answer as JSON."""
    print(json.dumps(told, ensure_ascii=False, allow_nan=False))


def number(figure: float) -> float | None:
    """A figure as JSON has it: missing is none."""
    return None if np.isnan(figure) else float(figure)


def counts(position: Position) -> dict[str, int]:
    """The counts of a position by word."""
    return {rating.word: position.counts[rating] for rating in RAG} | {
        rating.word: position.counts[rating] for rating in (Rating.UNAVAILABLE, Rating.UNRATED)
    }

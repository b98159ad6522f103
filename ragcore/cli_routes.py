"""The command line's routes: what a goal would take, what a budget buys, and how the counts move as one thing does."""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from ragcore import routes_lines, routes_told
from ragcore.budget import WISHES, curve_of, route_for
from ragcore.candidates import EFFORTS, Candidates, Terms, candidates_of
from ragcore.cli_asked import DONE, REFUSED, WRONG_USAGE, Outcome, add_position_options, outcome_of, print_json
from ragcore.goals import FORMS, Goal
from ragcore.past import past_of
from ragcore.problems import error
from ragcore.rating import Rating
from ragcore.replay import Otherwise, replay
from ragcore.routes import routes_to
from ragcore.rule import Tolerance
from ragcore.sweep import sweep
from ragcore.sweep_kinds import KINDS

# What may be put in the place of the rule of past periods, besides a tolerance.
REPLAYS = {"targets": Otherwise(todays_targets=True), "no-amber": Otherwise(no_amber=True)}


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `routes` to the commands."""
    parser = commands.add_parser("routes", help="say what is the least that would have to change")
    add_position_options(parser)
    parser.add_argument("--goal", metavar="GOAL", action="append", default=[], help=f"{FORMS}; may be repeated")
    parser.add_argument("--by", choices=EFFORTS, default="share", help="how effort is counted")
    parser.add_argument("--weight", metavar="ID=N", action="append", default=[], help="with points: what one weighs")
    parser.add_argument("--lock", metavar="ID", action="append", default=[], help="an indicator not to be touched")
    parser.add_argument("--unlock", metavar="ID", action="append", default=[], help="one that started locked")
    parser.add_argument("--only", metavar="ID", action="append", default=[], help="lock all the others")
    parser.add_argument("--most", metavar="ID=N", action="append", default=[], help="how far one may move, in its unit")
    parser.add_argument("--budget", metavar="N", type=float, help="the most greens, or fewest reds, for so much effort")
    parser.add_argument("--curve", action="store_true", help="the greens, or reds, for every effort")
    parser.add_argument("--wish", choices=[wish.word for wish in WISHES], default="green", help="what a budget is for")
    parser.add_argument("--seek", metavar="ID", action="append", default=[], help="the value and the target for it")
    parser.add_argument("--sweep", choices=list(KINDS), action="append", default=[], help="move one thing for all")
    parser.add_argument(
        "--replay", metavar="targets|no-amber|5|5%", action="append", default=[], help="other past rule"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.set_defaults(run=_routes)


def _routes(asked: argparse.Namespace) -> int:
    outcome, problems = outcome_of(asked)
    for problem in problems:
        print(problem, file=sys.stderr)
    if outcome is None:
        return REFUSED
    try:
        told = _answers(asked, outcome)
    except ValueError as fault:
        print(error("E_QUESTION", "routes", str(fault)), file=sys.stderr)
        return WRONG_USAGE
    if asked.format == "json":
        print_json(told)
    else:
        for line in routes_lines.lines(told):
            print(line)
    return DONE


def _answers(asked: argparse.Namespace, outcome: Outcome) -> dict[str, Any]:
    """An answer to each question that was asked, and to none the distances."""
    position = outcome.position
    questions: dict[str, Callable[[], object]] = {}
    if asked.sweep:
        questions["sweeps"] = lambda: [routes_told.of_sweep(position, sweep(position, what)) for what in asked.sweep]
    if asked.replay:
        # As the command line states it, where it does.
        scorecard = replace(outcome.scorecard, rule=outcome.before.rule)
        questions["replays"] = lambda: [
            routes_told.of_replay(text, replay(scorecard, _otherwise(text), asked.area)) for text in asked.replay
        ]
    if asked.seek:
        questions["seeks"] = lambda: [routes_told.of_seek(position, one) for one in asked.seek]
    about_moves = asked.goal or asked.budget is not None or asked.curve
    if about_moves or not questions:
        candidates = _candidates(asked, outcome)
        wish = Rating[asked.wish.upper()]
        questions["terms"] = lambda: routes_told.of_terms(candidates)
        if asked.goal:
            questions["goal"] = lambda: routes_told.of_answer(routes_to(Goal.parse(asked.goal), candidates))
        if asked.budget is not None:
            questions["budget"] = lambda: routes_told.of_budget(asked.budget, route_for(candidates, asked.budget, wish))
        if asked.curve:
            questions["curve"] = lambda: routes_told.of_curve(position, curve_of(candidates, wish), wish)
        if not about_moves:
            questions["distance"] = lambda: routes_told.of_distance(candidates)
    return {name: answer() for name, answer in questions.items()}


def _candidates(asked: argparse.Namespace, outcome: Outcome) -> Candidates:
    """The moves that are open on the terms that the command line states."""
    position = outcome.position
    others = {str(one) for one in position.figures.id if asked.only and one not in asked.only}
    if unknown := [one for one in asked.only if one not in position.figures.id]:
        raise ValueError(f"There is no measure '{unknown[0][:60]}' here; use the ids of the scorecard.")
    terms = Terms(
        by=asked.by,
        weights=_numbers(asked.weight),
        locked=frozenset({*asked.lock, *others}),
        unlocked=frozenset(asked.unlock),
        most=_numbers(asked.most),
    )
    return candidates_of(position, past_of(outcome.scorecard, position), terms)


def _numbers(texts: list[str]) -> dict[str, float]:
    """Numbers by id, of texts such as 'calls=5'."""
    found: dict[str, float] = {}
    for text in texts:
        name, _, figure = text.rpartition("=")
        try:
            found[name] = float(figure)
        except ValueError:
            found[name] = math.nan
        if not name or math.isnan(found[name]):
            raise ValueError(f"'{text[:60]}' is no measure with a number; write it as ID=5.")
    return found


def _otherwise(text: str) -> Otherwise:
    """What to replay the past under, of its word or a tolerance."""
    return REPLAYS[text] if text in REPLAYS else Otherwise(tolerance=Tolerance.parse(text))

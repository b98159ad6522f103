"""The answers about routes as plain records, which the command line prints as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ragcore.budget import Curve
from ragcore.candidates import AIMS, Candidates, Stop
from ragcore.cli_asked import number
from ragcore.placed import words
from ragcore.position import Position
from ragcore.rating import Rating
from ragcore.replay import Replay
from ragcore.routes import NOT_ADVICE, Answer, Reach, Route
from ragcore.scenario import Change
from ragcore.seek import targets_still_met, value_that_reaches
from ragcore.sweep import Sweep

Record = dict[str, Any]

# What stops a move, in the words of the command line.
STOPPED_BY = {
    Stop.NONE: None, Stop.THERE: "there already", Stop.NO_RATING: "no rating", Stop.LOCKED: "locked",
    Stop.PLACED: "where children live", Stop.NO_VALUE: "no value that can be", Stop.NO_PAST: "no past move",
    Stop.TOO_FAR: "too far",
}  # fmt: skip
REACHED = {Reach.ALREADY: "already there", Reach.REACHED: "reached", Reach.OUT_OF_REACH: "out of reach"}


def of_terms(candidates: Candidates) -> Record:
    """On what terms: how effort is counted, what started locked and why, and what has no cap from its past."""
    ids = candidates.position.figures.id
    return {
        "effort": candidates.terms.by,
        "placed": [{"id": one, "word": word, "reason": words().reason} for one, word in candidates.placed.items()],
        "no_cap": [str(ids[row]) for row in candidates.no_cap],
    }


def of_distance(candidates: Candidates) -> list[Record]:
    """Every indicator's way to amber and to green, the least effort to green first, those without a way last."""
    position = candidates.position
    efforts = candidates.effort[Rating.GREEN]
    there = position.ratings == Rating.GREEN
    order = np.lexsort((np.arange(len(position)), np.where(there, -1.0, efforts)))
    return [
        {
            "id": str(position.figures.id[row]),
            "rating": Rating(position.ratings[row]).word,
            "value": number(position.figures.value[row]),
        }
        | {to.word: _way(candidates, int(row), to) for to in AIMS}
        for row in order
    ]


def _way(candidates: Candidates, row: int, to: Rating) -> Record:
    ways = candidates.ways[to]
    cases = ways.cases[row]
    return {
        "value": number(ways.value[row]),
        "points": number(ways.points[row]),
        "cases": None if np.isnan(cases) else int(cases),
        "share": number(ways.share[row]),
        "stopped_by": STOPPED_BY[Stop(candidates.stop[to][row])],
    }


def of_route(route: Route) -> Record:
    """A route, its sum, and what it is not."""
    return {
        "advice": NOT_ADVICE,
        "effort": route.effort,
        "counts": _by_word(route.counts),
        "key_counts": _by_word(route.key_counts),
        "moves": [
            {
                "id": move.id,
                "was": move.was.word,
                "rating": move.to.word,
                "from": move.before,
                "to": move.after,
                "points": move.points,
                "cases": move.cases,
                "share": move.share,
                "effort": move.effort,
            }
            for move in route.moves
        ],
    }


def of_answer(answer: Answer) -> Record:
    """What there is to say of a goal."""
    return {
        "goal": str(answer.goal),
        "reach": REACHED[answer.reach],
        "short": answer.short._asdict(),
        "routes": [of_route(route) for route in answer.routes],
        "nearest": None if answer.nearest is None else of_route(answer.nearest),
        "obstacles": [
            {
                "id": each.id,
                "rating": each.to.word,
                "stopped_by": STOPPED_BY[each.stop],
                "points": each.points,
                "most": each.most,
            }
            for each in answer.obstacles
        ],
    }


def of_budget(budget: float, route: Route) -> Record:
    """What a budget buys."""
    return {"budget": budget, "route": of_route(route)}


def of_curve(position: Position, curve: Curve, wish: Rating) -> Record:
    """How many for every effort: first those there are, then one more step each."""
    steps: list[Record] = [
        {"effort": float(effort), "count": int(many)} for effort, many in zip(curve.effort, curve.counts, strict=True)
    ]
    for step, row, to, own in zip(steps[1:], curve.row, curve.to, curve.own, strict=True):
        step |= {"id": str(position.figures.id[row]), "rating": Rating(to).word, "own": float(own)}
    return {"wish": wish.word, "steps": steps}


def of_seek(position: Position, indicator_id: str) -> Record:
    """The value that reaches each rating, and the most ambitious targets that the value still meets."""
    row = position.figures.row_of(indicator_id)
    if row is None:
        raise ValueError(f"There is no measure '{indicator_id[:60]}' here; use the ids of the scorecard.")
    record: Record = {"id": indicator_id, "value": number(position.figures.value[row])}
    for to in AIMS:
        sought, targets = value_that_reaches(position, row, to), targets_still_met(position, to)
        record[to.word] = {
            "value": None if sought is None else sought._asdict(),
            "targets": {
                name: _target(float(getattr(targets, name)[row]))
                for name in ("target", "target_low", "target_high")
                if Change(indicator_id, name, 0).fits(position.figures)
            },
        }
    return record


def _target(figure: float) -> float | str | None:
    """A target that is still met; in words where any is."""
    return "any" if np.isinf(figure) else number(figure)


def of_sweep(position: Position, found: Sweep) -> Record:
    """Every place of a sweep: the counts there and beyond, and which indicators change, each from what to what."""
    changes: list[list[Record]] = [[] for _ in found.at]
    for place, row, *codes in zip(found.place, found.row, found.before, found.on, found.then, strict=True):
        ratings = dict(zip(("before", "on", "after"), (Rating(code).word for code in codes), strict=True))
        changes[place].append({"id": str(position.figures.id[row])} | ratings)
    return {
        "sweep": found.what,
        "start": found.start,
        "end": found.end,
        "own": found.own,
        "places": [
            {"at": float(at), "counts": _by_code(on), "after": _by_code(after), "changes": changed}
            for at, on, after, changed in zip(found.at, found.counts, found.after, changes, strict=True)
        ],
    }


def of_replay(text: str, found: Replay) -> Record:
    """The counts of each period before and after."""
    return {
        "replay": text,
        "periods": [
            {"period": period, "before": _by_code(before), "after": _by_code(after), "turned": int(turned)}
            for period, before, after, turned in zip(
                found.periods, found.before, found.after, found.turned, strict=True
            )
        ],
    }


def _by_word(counts: Mapping[Rating, int]) -> dict[str, int]:
    """Counts by word, the best first and then those without a rating, as everywhere."""
    order = (Rating.GREEN, Rating.AMBER, Rating.RED, Rating.UNAVAILABLE, Rating.UNRATED)
    return {rating.word: int(counts[rating]) for rating in order}


def _by_code(counts: NDArray[np.int64]) -> dict[str, int]:
    return _by_word({rating: int(counts[rating]) for rating in Rating})

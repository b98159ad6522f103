"""How fast routes and sweeps are found, beside what they are measured by, in one run: `python benchmarks/routes.py`.

Prints, for each thing measured, the figure and what is wished for:

- the least-effort route of the report that ships, 19 indicators, from its figures to its moves, beside one rerun of the
  app's page Status and of a page with nothing but one slider, both without a browser and so without the way to it;
- the least-effort route of 500 indicators, from the open moves to the route, beside a plain `scipy.optimize.milp` call
  on the same model, ready-made;
- each sweep over 5,000 indicators, beside rating the position made at each of 1,000 points of the same way.

Contenders take turns, so that what else the machine does falls on all of them. Times are the least of all turns.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csc_array
from streamlit.testing.v1 import AppTest

sys.path.insert(0, str(Path(__file__).parent.parent))

from ragcore.candidates import Candidates, candidates_of
from ragcore.figures import Figures
from ragcore.goals import Goal
from ragcore.limits import Polarity
from ragcore.past import Past, past_of
from ragcore.position import Position
from ragcore.rating import Rating, count
from ragcore.read import read
from ragcore.routes import least_route
from ragcore.rule import Rule, Tolerance
from ragcore.solver import Choice, Model, model_of
from ragcore.sweep import sweep
from ragcore.sweep_kinds import KINDS

ROOT = Path(__file__).parent.parent
REPORT = ROOT / "data" / "buckinghamshire_2016_17_q2.csv"
TURNS = 15
POINTS = 1000
INDICATORS = 500
SWEPT = 5000

Work = Callable[[], object]


def least_times(*works: Work) -> list[float]:
    """The least time of each piece of work in seconds, all taking turns; a turn to warm up is not counted."""
    turns = []
    for _ in range(TURNS + 1):
        times = []
        for work in works:
            start = time.perf_counter()
            work()
            times.append(time.perf_counter() - start)
        turns.append(times)
    return [min(times) for times in zip(*turns[1:], strict=True)]


def tell(what: str, figure: str, met: bool, wish: str) -> None:
    """One line: what was measured, the figure, what is wished for, and whether it came out so."""
    print(f"  {what:<62} {figure:>14}   {wish:<20} {'met' if met else 'MISSED'}")


def some_position(n: int, random: np.random.Generator) -> Position:
    """Made-up indicators: two in three where higher is better, some with counts, about half of them red."""
    denominator = random.integers(50, 2000, n).astype(float)
    numerator = np.floor(denominator * random.uniform(0.4, 1.0, n))
    counted = random.random(n) < 0.6
    figures = Figures.of(
        id=[f"m{place}" for place in range(n)],
        indicator=[f"Made-up measure {place}" for place in range(n)],
        unit=["%"] * n,
        polarity=random.choice([Polarity.HIGHER, Polarity.LOWER], n, p=[0.67, 0.33]),
        value=np.where(counted, 100.0 * numerator / denominator, random.uniform(40.0, 100.0, n).round(1)),
        numerator=np.where(counted, numerator, np.nan),
        denominator=np.where(counted, denominator, np.nan),
        target=random.uniform(60.0, 90.0, n).round(0),
        decimals=[1] * n,
        typed=[9] * n,
        key=random.random(n) < 0.3,
    )
    return Position(figures, Rule(amber=Tolerance(5.0)))


def afresh(position: Position) -> Position:
    """The same position with nothing worked out yet."""
    return Position(position.figures, position.rule)


def the_report() -> None:
    """The route of the report that ships, beside one rerun of a bare page."""
    scorecard, _ = read(REPORT)
    if scorecard is None:
        raise SystemExit("the report that ships was refused")
    goal = Goal(greens=12)

    def route() -> None:
        position = scorecard.position()
        least_route(goal.needs(position), candidates_of(position, past_of(scorecard, position)))

    with tempfile.TemporaryDirectory() as folder:
        os.environ["RAG_DATA_DIR"] = folder
        status = AppTest.from_file(str(ROOT / "ui" / "frame.py"), default_timeout=30).run()
        bare = AppTest.from_file(str(ROOT / "benchmarks" / "bare" / "page.py")).run()
        own, rerun, least = least_times(route, status.run, bare.run)
    print(f"19 indicators: the route {own * 1e3:.1f} ms, Status {rerun * 1e3:.1f} ms, a bare page {least * 1e3:.1f} ms")
    tell("the route beside one rerun of the page Status", f"{own / rerun:.2f} times", own < rerun, "below 1")


def many_indicators(random: np.random.Generator) -> None:
    """The route of 500 indicators, beside the solver alone."""
    position = some_position(INDICATORS, random)
    past = Past(random.uniform(1.0, 20.0, INDICATORS), np.full(INDICATORS, 3))
    candidates = candidates_of(position, past)
    rated, red, key = len(position), position.counts[Rating.RED], position.key_counts[Rating.RED]
    print(f"{INDICATORS} indicators, {position.counts[Rating.GREEN]} green and {red} red, {key} of them key")
    for goal in (
        Goal(greens=rated * 3 // 4),
        Goal(greens=rated * 2 // 3, reds=red // 3),
        Goal(reds=0, no_key_red=True),
    ):
        model = model_of(choice_of(candidates), goal.needs(position).short(position))
        own, whole, plain = least_times(
            lambda goal=goal: least_route(goal.needs(position), candidates),
            lambda goal=goal: least_route(goal.needs(position), candidates_of(afresh(position), past)),
            lambda model=model: solved_plainly(model),
        )
        print(f"  {goal}: {own * 1e3:.1f} ms, with its moves {whole * 1e3:.1f} ms, milp {plain * 1e3:.1f} ms")
        tell("the route beside a plain milp call", f"{own / plain:.2f} times", own <= 1.2 * plain, "at most 1.2")
        tell("with its moves worked out afresh", f"{whole / plain:.2f} times", whole <= 1.2 * plain, "at most 1.2")
        tell("the route", f"{whole:.3f} s", whole <= 1.0, "within 1 s")


def choice_of(candidates: Candidates) -> Choice:
    """What a route chooses from."""
    position = candidates.position
    red = position.ratings == Rating.RED
    return Choice(candidates.effort[Rating.AMBER], candidates.effort[Rating.GREEN], red, position.figures.key)


def solved_plainly(model: Model) -> object:
    """SciPy alone, with the model ready."""
    matrix = csc_array((model.entries, (model.at, model.of)), shape=(len(model.low), len(model.cost)))
    return milp(
        model.cost,
        integrality=np.ones(len(model.cost)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(matrix, model.low, model.high),
        options={"mip_rel_gap": 0.0},
    )


def sweeps(random: np.random.Generator) -> None:
    """Each sweep, beside a grid."""
    position = some_position(SWEPT, random)
    print(f"sweeps over {SWEPT:,} indicators, beside a grid of {POINTS:,} points")
    for what in KINDS:
        own, grid = least_times(
            lambda what=what: sweep(afresh(position), what), lambda what=what: rated_grid(position, what)
        )
        found = sweep(position, what)
        print(f"  {what}: {own * 1e3:.1f} ms for {len(found.at):,} places, the grid {grid * 1e3:.0f} ms")
        tell("the grid takes longer by", f"{grid / own:.0f} times", grid >= 50 * own, "at least 50")


def rated_grid(position: Position, what: str) -> object:
    """The counts of the position made at each point of a grid, one point after another."""
    kind = KINDS[what](position)
    return [count(made(position, what, place).ratings) for place in np.linspace(kind.start, kind.end, POINTS)]


def made(position: Position, what: str, place: float) -> Position:
    """The position with one thing moved by so much."""
    figures = position.figures
    way = np.where(figures.polarity == Polarity.LOWER, -1.0, 1.0)
    if what == "value":
        return Position(figures.changed(value=figures.value + way * place), position.rule)
    if what == "gap":
        gap = np.maximum(way * (figures.target - figures.value), 0.0)
        return Position(figures.changed(value=figures.value + way * gap * place / 100.0), position.rule)
    if what == "target":
        return Position(figures.changed(target=figures.target + way * place), position.rule)
    return Position(figures.changed(amber=np.full(len(position), place)), position.rule)


def main() -> None:
    """Measure everything and print it."""
    random = np.random.default_rng(0)
    the_report()
    many_indicators(random)
    sweeps(random)


if __name__ == "__main__":
    main()

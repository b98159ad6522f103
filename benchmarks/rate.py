"""How fast figures are rated, beside two plain ways to do the same, in one run: `python benchmarks/rate.py`.

Prints, for each thing measured, the figure and what is wished for:

- rating ten million values against ready limits, beside numpy.select over the same four edges and beside a function
  applied to each row of a DataFrame (to a sample of them, so per value);
- the memory that rating works in beyond its input and its output;
- many scenarios of a scorecard, rated and counted: the time grows with scenarios x indicators and no faster.

Contenders take turns, so that what else the machine does falls on all of them. Times are the least of all turns.
"""

from __future__ import annotations

import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parent.parent))

from ragcore.limits import Edges, FloatArray, Limits, Polarity
from ragcore.rating import Rating, RatingArray, count, rate

VALUES = 10_000_000
INDICATORS = 500
SCENARIOS = 10_000
APPLIED = 20_000
TURNS = 7
EDGES = ["green_low", "green_high", "amber_low", "amber_high"]

Work = Callable[[], object]


def some_limits(n: int, random: np.random.Generator) -> Limits:
    """Limits of n indicators: most with a better way, some a band, a few without a target."""
    polarity = random.choice([Polarity.HIGHER, Polarity.LOWER, Polarity.BAND], n, p=[0.6, 0.3, 0.1]).astype(np.int8)
    target = np.where(random.random(n) < 0.01, np.nan, random.uniform(50.0, 90.0, n))
    return Edges.of(polarity, amber=5.0).at(target, np.where(polarity == Polarity.BAND, target + 5.0, target))


def some_values(shape: tuple[int, ...], random: np.random.Generator) -> FloatArray:
    """Values around the limits, a few missing."""
    return np.where(random.random(shape) < 0.02, np.nan, random.uniform(30.0, 110.0, shape))


def select(value: FloatArray, limits: Limits) -> NDArray[np.int64]:
    """The same ratings, as numpy's own way to choose among conditions gives them."""
    green = (value >= limits.green_low) & (value <= limits.green_high)
    amber = (value >= limits.amber_low) & (value <= limits.amber_high)
    unrated = np.broadcast_to(np.isnan(limits.green_low), value.shape)
    codes = [Rating.UNAVAILABLE, Rating.UNRATED, Rating.GREEN, Rating.AMBER]
    return np.select([np.isnan(value), unrated, green, amber], codes, Rating.RED)


def rate_row(row: pd.Series) -> int:
    """The same rating, of one row of a DataFrame."""
    if np.isnan(row["value"]):
        return Rating.UNAVAILABLE
    if np.isnan(row["green_low"]):
        return Rating.UNRATED
    if row["green_low"] <= row["value"] <= row["green_high"]:
        return Rating.GREEN
    return Rating.AMBER if row["amber_low"] <= row["value"] <= row["amber_high"] else Rating.RED


def least_times(*works: Work) -> list[float]:
    """The least time of each piece of work in seconds, all taking turns."""
    turns = []
    for _ in range(TURNS):
        times = []
        for work in works:
            start = time.perf_counter()
            work()
            times.append(time.perf_counter() - start)
        turns.append(times)
    return [min(times) for times in zip(*turns, strict=True)]


def tell(what: str, figure: str, met: bool, wish: str) -> None:
    """One line: what was measured, the figure, what is wished for, and whether it came out so."""
    print(f"  {what:<58} {figure:>16}   {wish:<20} {'met' if met else 'MISSED'}")


def beside_select(value: FloatArray, limits: Limits, wish: float) -> float:
    """Rate beside numpy.select; returns the seconds that rating takes for each value."""
    own, theirs = least_times(lambda: rate(value, limits), lambda: select(value, limits))
    if not np.array_equal(rate(value, limits), select(value, limits)):
        raise SystemExit("rate and numpy.select do not agree")
    print(f"{value.size:,} values of shape {value.shape}, limits ready")
    print(f"  rate {own * 1e3:.1f} ms ({own / value.size * 1e9:.2f} ns a value), numpy.select {theirs * 1e3:.1f} ms")
    tell("numpy.select takes longer by", f"{theirs / own:.1f} times", theirs >= wish * own, f"at least {wish:g}")
    return own / value.size


def beside_apply(value: FloatArray, limits: Limits, own: float) -> None:
    """Rate beside a function applied to each row of a DataFrame, per value."""
    frame = pd.DataFrame(dict(zip(EDGES, limits.arrays(), strict=True))).assign(value=value).head(APPLIED)
    start = time.perf_counter()
    applied = frame.apply(rate_row, axis=1)
    theirs = (time.perf_counter() - start) / APPLIED
    if not np.array_equal(applied, rate(value, limits)[:APPLIED]):
        raise SystemExit("rate and DataFrame.apply do not agree")
    print(f"  DataFrame.apply {theirs * 1e9:,.0f} ns a value ({APPLIED:,} of them)")
    tell("DataFrame.apply takes longer by", f"{theirs / own:,.0f} times", theirs >= 1000 * own, "at least 1,000")


def working_memory(value: FloatArray, limits: Limits) -> None:
    """The most memory held at a time while rating, less the ratings themselves."""
    tracemalloc.start()
    ratings: RatingArray = rate(value, limits)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    beyond = (peak - ratings.nbytes) / value.size
    tell("memory beyond input and output", f"{beyond:.2f} bytes a value", beyond <= 2.0, "at most 2")


def many_scenarios(random: np.random.Generator) -> None:
    """Rate and count scenarios of a scorecard, for half and a quarter of the scenarios and of the indicators."""
    shapes = [
        (SCENARIOS // 4, INDICATORS),
        (SCENARIOS // 2, INDICATORS),
        (SCENARIOS, INDICATORS),
        (SCENARIOS, INDICATORS // 4),
        (SCENARIOS, INDICATORS // 2),
    ]
    drawn = [(some_values(shape, random), some_limits(shape[1], random)) for shape in shapes]
    times = least_times(*(lambda value=value, limits=limits: count(rate(value, limits)) for value, limits in drawn))
    whole = times[2] / (SCENARIOS * INDICATORS)
    print("scenarios x indicators, rated and counted")
    for (scenarios, indicators), spent in zip(shapes, times, strict=True):
        each = spent / (scenarios * indicators)
        what = f"{scenarios:,} x {indicators}: {spent * 1e3:.1f} ms, {each * 1e9:.2f} ns a value, beside the whole"
        tell(what, f"{each / whole:.2f} times", each <= 1.5 * whole, "at most 1.5")


def main() -> None:
    """Measure everything and print it."""
    random = np.random.default_rng(0)
    limits = some_limits(VALUES, random)
    value = some_values((VALUES,), random)
    own = beside_select(value, limits, 4.0)
    beside_apply(value, limits, own)
    working_memory(value, limits)
    scenarios, limits = value.reshape(-1, INDICATORS), some_limits(INDICATORS, random)
    beside_select(scenarios, limits, 6.0)
    working_memory(scenarios, limits)
    many_scenarios(random)


if __name__ == "__main__":
    main()

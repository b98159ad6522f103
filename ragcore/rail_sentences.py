"""What a target is argued with in words: the marks of one indicator, and what a figure beyond all of them is told."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ragcore.limits import Polarity
from ragcore.position import Position
from ragcore.rail import Rail
from ragcore.wording import figure, target

# What a benchmark is called that the scorecard gives no name.
BENCHMARK = "Benchmark"


@dataclass(frozen=True)
class Mark:
    """One figure that a target is argued with, or a range of them.

    kind : 'previous', 'best', 'worst', 'lowest', 'highest', 'usual' or 'benchmark'
    name, text : what it is and what it says, as in 'Best of 13 periods' and '98.4% in 2016/17'
    low, high : where it lies, in the indicator's unit; the same but for the usual range
    """

    kind: str
    name: str
    text: str
    low: float
    high: float


def marks(position: Position, rail: Rail, row: int) -> list[Mark]:
    """What an indicator is argued with, in the order in which it is told; what there is none of is left out.

    Of one figure there is no best and no worst.

    >>> from ragcore.figures import Figures
    >>> from ragcore.rail import rail_of
    >>> from ragcore.scorecard import Scorecard
    >>> figures = Figures.of(id=["a"] * 2, unit=["%"] * 2, period=["2015/16", "2016/17"], value=[80.0, 83.0])
    >>> scorecard = Scorecard(figures)
    >>> position = scorecard.position()
    >>> [(mark.name, mark.text) for mark in marks(position, rail_of(scorecard, position), 0)][:2]
    [('Previous', '80%'), ('Best of 2 periods', '83% in 2016/17')]
    """
    figures = position.figures
    told = [_mark(position, row, "previous", "Previous", rail.previous[row])]
    if rail.periods[row] > 1:
        told += _extremes(position, rail, row)
    told.append(_usual(position, rail, row))
    benchmark = float(rail.benchmark[row])
    name = rail.benchmark_name[row] or BENCHMARK
    # A benchmark is typed as a target is, and not measured here.
    told.append(Mark("benchmark", name, target(figures, row, benchmark), benchmark, benchmark))
    return [mark for mark in told if not math.isnan(mark.low)]


def beyond_in_words(rail: Rail, row: int, of: str) -> str:
    """What is told of a handle beyond anything that was achieved; '' where nothing can be beyond it.

    of : 'value' for a projected value, 'target' for a target
    """
    if math.isinf(rail.achieved_low[row]) and math.isinf(rail.achieved_high[row]):
        return ""
    count = int(rail.periods[row])
    if of == "value":
        than = {1: "the only figure", 2: "both figures"}.get(count, f"any of the {count:,} figures")
        return f"Better than {than} here."
    has = {1: "The only figure here has not met", 2: "Neither of the 2 figures here has met"}
    return f"{has.get(count, f'None of the {count:,} figures here has met')} this target."


def _extremes(position: Position, rail: Rail, row: int) -> list[Mark]:
    """The best and the worst; the lowest and the highest where neither is better."""
    if rail.polarity[row] in (Polarity.HIGHER, Polarity.LOWER):
        ends = (("best", rail.best, rail.best_period), ("worst", rail.worst, rail.worst_period))
    else:
        ends = (("lowest", rail.lowest, rail.lowest_period), ("highest", rail.highest, rail.highest_period))
    count = f"{rail.periods[row]:,} periods"
    return [
        _mark(
            position, row, kind, f"{kind.capitalize()} of {count}", at[row], f" in {when[row] or 'the period before'}"
        )
        for kind, at, when in ends
    ]


def _usual(position: Position, rail: Rail, row: int) -> Mark:
    """The usual range; a figure that never moved is a range of one."""
    low, high = float(rail.usual_low[row]), float(rail.usual_high[row])
    ends = dict.fromkeys(_written(position, row, end) for end in (low, high))
    return Mark("usual", "Usual range", " to ".join(ends), low, high)


def _mark(position: Position, row: int, kind: str, name: str, at: float, when: str = "") -> Mark:
    return Mark(kind, name, f"{_written(position, row, at)}{when}", float(at), float(at))


def _written(position: Position, row: int, number: float) -> str:
    """A figure with the decimals that the indicator is usually shown with."""
    return figure(position.figures, row, number, int(position.figures.decimals[row]))

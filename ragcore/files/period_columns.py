"""Which columns of a table are about which period, where each period has columns of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from ragcore.cells import CellError, number
from ragcore.files.header import column_named, is_period
from ragcore.files.table import Table, empty
from ragcore.problems import Problem, quoted, warning
from ragcore.text import same_name, visible

# What may be told of each period beside its value.
MEASURES = (
    "value", "target", "target_low", "target_high", "numerator", "denominator", "forecast", "published", "comment",
)  # fmt: skip
# What is about one figure and so never about all periods, as a target or a comment may be.
_OF_ONE = ("numerator", "denominator", "published")
# A column of which more cells are no figures holds something else.
_MOST_OTHER = 0.5

# For each column of a table which one of a scorecard it is: None where none, '' where it is not to be read.
Named = Sequence[str | None]


@dataclass(frozen=True)
class Part:
    """One column of a period: its place in the table, the period as typed, what it says of it."""

    at: int
    period: str
    measure: str


def named_parts(header: Sequence[str], named: Named) -> list[Part]:
    """The columns that have a period in their names.

    >>> named_parts(["Measure", "Q1 actual", "Wards 2024"], ["indicator", None, None])
    [Part(at=1, period='Q1', measure='value')]
    """
    split = [(at, *split_name(name)) for at, name in enumerate(header) if named[at] is None]
    return [Part(at, period, measure) for at, period, measure in split if period]


def split_name(name: str) -> tuple[str, str]:
    """The period in the name of a column, and what the column says of it; '' twice where it names no period.

    >>> split_name("2016/17 Q2"), split_name("Q1 actual"), split_name("Target 2024/25"), split_name("Wards 2024")
    (('2016/17 Q2', 'value'), ('Q1', 'value'), ('2024/25', 'target'), ('', ''))
    """
    plain = visible(name)
    if is_period(plain):
        return plain, "value"
    words = plain.replace("(", " ").replace(")", " ").replace("_", " ").split()
    for at in range(1, len(words)):
        first, last = " ".join(words[:at]).strip(" -:,"), " ".join(words[at:]).strip(" -:,")
        for period, measure in ((first, column_named(last)), (last, column_named(first))):
            if measure in MEASURES and is_period(period):
                return period, measure
    return "", ""


def behind(header: Sequence[str], named: Named, parts: Sequence[Part]) -> tuple[list[Part], list[int]]:
    """The columns of one name that stand behind each period, all as far behind it; and the places of other such ones.

    parts : the columns that have a period in their names

    >>> parts = [Part(0, "Q1", "value"), Part(2, "Q2", "value")]
    >>> behind(["Q1", "RAG", "Q2", "RAG"], [None, "published", None, "published"], parts)[0]
    [Part(at=1, period='Q1', measure='published'), Part(at=3, period='Q2', measure='published')]
    """
    period_at = {part.at: part.period for part in parts}
    periods = sorted(set(period_at.values()))
    said = {(part.period, part.measure) for part in parts}
    places: defaultdict[str, list[int]] = defaultdict(list)
    for at, measure in enumerate(named):
        if measure in MEASURES:
            places[same_name(header[at])].append(at)
    paired: list[Part] = []
    unclear: list[int] = []
    for repeated in (each for each in places.values() if len(each) > 1):
        before = {at: max((other for other in period_at if other < at), default=-1) for at in repeated}
        found = [Part(at, period_at.get(other, ""), named[at] or "") for at, other in before.items()]
        own = {(part.period, part.measure) for part in found}
        as_far = len({at - other for at, other in before.items()}) == 1
        if as_far and sorted(part.period for part in found) == periods and not own & said:
            paired += found
            said |= own
        else:
            unclear += repeated
    return paired, unclear


def of_latest(table: Table, named: Named, parts: Sequence[Part], latest: str) -> tuple[list[Part], list[int]]:
    """The columns about one figure that stand once, right behind the latest period; and the places of other such ones.

    Where a row has no figure for that period, what the column says there may be about an earlier one.

    parts : all columns that are known to be about a period
    latest : the latest period as typed, '' where that is not known
    """
    period_at = {part.at: part.period for part in parts}
    said = {part.measure for part in parts if part.period == latest}
    values = [table.cells[part.at] for part in parts if (part.period, part.measure) == (latest, "value")]
    absent = empty(values[0]) if values else np.ones(len(table), dtype=bool)
    found: list[Part] = []
    unclear: list[int] = []
    for at, measure in enumerate(named):
        if measure not in _OF_ONE or at in period_at:
            continue
        says = ~empty(table.cells[at])
        if not says.any():
            continue
        if period_at.get(at - 1) == latest and measure not in said and not (says & absent).any():
            found.append(Part(at, latest, measure))
            period_at[at] = latest
            said.add(measure)
        else:
            unclear.append(at)
    return found, unclear


def unclear_told(names: Iterable[str], period: str) -> list[Problem]:
    """What is told of columns that are left out; period : one of those that such a column may be about."""
    different = list(dict.fromkeys(quoted(name, 30) for name in names))
    if not different:
        return []
    told = (
        f"Columns that may be about any period were left out: {', '.join(different)}; write the period in each name, "
        f"such as {quoted(f'{period} {different[0][1:-1]}')}."
    )
    return [warning("W_PERIOD_UNCLEAR", "header row", told)]


def are_periods(table: Table, parts: Sequence[Part]) -> bool:
    """Whether columns of periods hold values of two periods, or a value that is called so or has others beside it."""
    values = [part for part in parts if part.measure == "value"]
    twice = len({(same_name(part.period), part.measure) for part in parts}) < len(parts)
    # One that is called a value of its period, and not only by that, needs no other.
    lone = len(values) == 1 and not is_period(table.header[values[0].at])
    enough = len(values) > 1 or (len(values) == 1 and len(parts) > 1) or lone
    return enough and not twice and all(_holds_figures(table.cells[part.at]) for part in values)


def _holds_figures(column: pa.Array) -> bool:
    """Whether most of what a column holds is figures, or words for none."""
    if pa.types.is_floating(column.type):
        return True
    texts = [text for text in decoded(column).unique().to_pylist() if text.strip()]
    return sum(1 for text in texts if not _is_figure(text)) <= _MOST_OTHER * len(texts)


def _is_figure(text: str) -> bool:
    try:
        number(text)
    except CellError:
        return False
    return True


def decoded(column: pa.Array) -> pa.Array:
    """A column of texts without codes."""
    return column.dictionary.take(column.indices) if pa.types.is_dictionary(column.type) else column

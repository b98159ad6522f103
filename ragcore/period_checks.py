"""Checks of the column period: what cannot be put in time, and what could be another period."""

from __future__ import annotations

import re
from weakref import WeakKeyDictionary

import numpy as np

from ragcore import periods
from ragcore.figures import Figures
from ragcore.files.table import RowNumbers
from ragcore.periods import Period
from ragcore.problems import Place, Problem, error, note, quoted, warning

# The number that a spreadsheet holds for a day from 1982 to 2064.
_DAY_NUMBER = re.compile(r"[345]\d{4}(?:\.\d+)?", re.ASCII)
# A date in numbers that has no meaning with its day first.
_MONTH_FIRST = re.compile(
    r"\b(?P<month>0?[1-9]|1[0-2])(?P<mark>[/.-])(?P<day>1[3-9]|2\d|3[01])(?P=mark)(?:\d{4}|\d{2})\b", re.ASCII
)
# Kinds of periods that are written as dates.
_DATED = ("day", "week", "rolling year", "year to date")
# The periods of figures are parsed once, whichever checks ask for them, and let go with the figures.
_PERIODS: WeakKeyDictionary[Figures, list[Period | None]] = WeakKeyDictionary()


def periods_of(figures: Figures) -> list[Period | None]:
    """What each different text of the column period says."""
    if figures not in _PERIODS:
        _PERIODS[figures] = list(map(periods.parse, figures.codes("period").texts))
    return _PERIODS[figures]


def periods_are_known(figures: Figures, rows: RowNumbers) -> list[Problem]:
    """Periods in a spelling that is not known cannot be put in time."""
    codes, texts = figures.codes("period")
    unknown = [place for place, read in enumerate(periods_of(figures)) if not read]
    if not unknown or len(texts) == 1:
        return []
    kinds: dict[str, list[int]] = {}
    for place in unknown:
        kind = "none" if not texts[place] else "number" if _DAY_NUMBER.fullmatch(texts[place]) else "text"
        kinds.setdefault(kind, []).append(place)
    told = {
        "none": "There is no period, so these rows were put before all others; fill it in.",
        "number": "The period {text} is a date's number from a spreadsheet, so it was put before all that are known; "
        "format the column as dates.",
        "text": "The period {text} is in no known spelling, so it was put before all that are; "
        "write it as 2016/17 Q2, 2016/17 or Sep 2016.",
    }
    return [
        warning(
            "W_PERIOD",
            Place(rows[np.isin(codes, places)], "period"),
            told[kind].format(text=quoted(min(texts[place] for place in places))),
        )
        for kind, places in kinds.items()
    ]


def periods_have_one_meaning(figures: Figures, rows: RowNumbers) -> list[Problem]:
    """A period that could be another one is read one way, and that is told; dates in two ways are refused."""
    codes, texts = figures.codes("period")
    read: dict[str, dict[int, tuple[str, str]]] = {"day": {}, "other": {}}
    month_first: list[int] = []
    for place, (text, period) in enumerate(zip(texts, periods_of(figures), strict=True)):
        meanings = periods.ambiguous(text) if period else None
        if period and meanings:
            read["day" if period.kind in _DATED else "other"][place] = meanings
        if not period and _MONTH_FIRST.search(text):
            month_first.append(place)
    problems: list[Problem] = []
    for what, places in read.items():
        if not places:
            continue
        first = next(iter(places))
        text, (own, other) = texts[first], places[first]
        where = Place(rows[np.isin(codes, list(places))], "period")
        if what == "other":
            problems.append(note("N_PERIOD_READ", where, f"{quoted(text)} was read as {own} and not as {other}."))
        elif month_first:
            problems.append(_dates_in_two_ways(texts[month_first[0]], rows[codes == month_first[0]], text, own, other))
        else:
            told = f"Dates were read day first: {quoted(text)} is {own} and not {other}."
            problems.append(warning("W_DATE_DAY_FIRST", where, told))
    return problems


def _dates_in_two_ways(text: str, rows: RowNumbers, doubtful: str, own: str, other: str) -> Problem:
    """A date that can only be read month first, beside one that can be read either way."""
    found = _MONTH_FIRST.search(text)
    day = f"{int(found['day'])} {periods.MONTHS[int(found['month']) - 1].capitalize()}" if found else quoted(text)
    told = (
        f"{quoted(text)} can only be {day}, the month first, so {quoted(doubtful)} may be {own} or {other}; "
        "write all dates in one way, such as 13 May 2024."
    )
    return error("E_DATE_ORDER", Place(rows, "period"), told)

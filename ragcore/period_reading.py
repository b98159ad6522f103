"""What a spelling of a period means: the days from its first to its last."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from ragcore.period_spellings import ORDINAL_WORDS, ORDINALS, TERMS, full_year, month_of, spelt

# A council's financial year runs from April to March, an academic year from September to August.
FIRST_MONTHS = {"calendar": 1, "financial": 4, "academic": 9}
# No figure is of another time; what looks like one is a number.
FIRST_YEAR, LAST_YEAR = 1900, 2199

DAY = timedelta(days=1)
WEEK = 7 * DAY

# What a range of so many months is that begins with one of a year, or a year with this month.
_RANGES = {
    (1, 1): "month",
    (3, 1): "quarter",
    (6, 1): "half year",
    **{(12, month): f"{name} year" for name, month in FIRST_MONTHS.items()},
}

Parts = dict[str, str | None]


class Period(NamedTuple):
    """A span of time: its last day, its first, so that periods sort in time, and its length in words."""

    end: date
    start: date
    kind: str


class Reading(NamedTuple):
    """One way to read a text: the period, what its spelling is of ('financial', 'range', ...), and the match."""

    period: Period
    spelling: str
    found: re.Match[str]


def readings(text: str) -> Iterator[Reading]:
    """What a text may mean, the likeliest first.

    >>> [str(reading.period.end) for reading in readings("Sep 2016")]
    ['2016-09-30']
    """
    for spelling, found in spelt(text):
        try:
            period = _period(spelling, found.groupdict())
        except ValueError:
            continue
        if FIRST_YEAR <= period.end.year <= LAST_YEAR:
            yield Reading(period, spelling, found)


def lasting(start: date, months: int, kind: str) -> Period:
    """The period of some months from a day on; raises ValueError where there is no such day.

    >>> str(lasting(date(2016, 11, 1), 3, "3 months").end)
    '2017-01-31'
    """
    return Period(months_on(start, months) - DAY, start, kind)


def months_on(day: date, months: int) -> date:
    """The same day some months later; raises ValueError where that month is too short.

    >>> months_on(date(2016, 11, 1), 3)
    datetime.date(2017, 2, 1)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return day.replace(year=year, month=month + 1)


def _period(spelling: str, parts: Parts) -> Period:
    """Make a period of the parts of a spelling; raises ValueError where they are none."""
    if spelling in {"financial", "academic", "calendar"}:
        return _of_year(spelling, parts)
    if spelling == "several":
        return _several(parts)
    if spelling == "range":
        return _range(parts)
    if parts.get("week"):
        start = date.fromisocalendar(int(parts["calendar"] or 0), int(parts["week"] or 0), 1)
        return Period(start + WEEK - DAY, start, "week")
    return _around(spelling, parts)


def _around(spelling: str, parts: Parts) -> Period:
    """A day or a month, or what ends or begins with it."""
    year = full_year(parts["calendar"] or "")
    month = month_of(parts["name"] or "") if parts.get("name") else int(parts["month"] or 0)
    first = date(year, month, int(parts.get("day") or 1))
    point = Period(first, first, "day") if parts.get("day") else lasting(first, 1, "month")
    if spelling == "week":
        start = first if parts.get("begins") else first - WEEK + DAY
        return Period(start + WEEK - DAY, start, "week")
    if spelling == "rolling":
        return Period(point.end, months_on(point.end + DAY, -12), "rolling year")
    if spelling == "year to date":
        april = FIRST_MONTHS["financial"]
        return Period(point.end, date(year - (month < april), april, 1), "year to date")
    return point


def _of_year(spelling: str, parts: Parts) -> Period:
    """A year, or a quarter, half or term of it."""
    begin = date(_first_year(spelling, parts), FIRST_MONTHS[spelling], 1)
    if parts.get("term"):
        month = TERMS[(parts["term"] or "").lower()]
        later = spelling != "calendar" and month < FIRST_MONTHS["academic"]
        return lasting(date(begin.year + later, month, 1), 4, "term")
    if parts.get("half"):
        return lasting(months_on(begin, 6 * int(parts["half"] or 0) - 6), 6, "half year")
    ordinal = (parts.get("ordinal") or "").lower()
    ordinals = ORDINAL_WORDS if ordinal in ORDINAL_WORDS else ORDINALS
    quarter = ordinals.index(ordinal) + 1 if ordinal else int(parts.get("quarter") or 0)
    if quarter:
        period = lasting(months_on(begin, 3 * quarter - 3), 3, "quarter")
        if parts.get("since") and _months(parts) != (period.start.month, period.end.month):
            raise ValueError("the months beside the quarter are of another one")
        return period
    if parts.get("nth"):
        return lasting(months_on(begin, int(parts["nth"] or 0) - 1), 1, "month")
    if parts.get("since"):
        first, last = ((month - begin.month) % 12 for month in _months(parts))
        return _named(months_on(begin, first), last + 1 - first)
    return lasting(begin, 12, f"{spelling} year")


def _first_year(spelling: str, parts: Parts) -> int:
    """The year in which a year begins; raises ValueError where its second is not the next one."""
    if spelling == "calendar":
        return full_year(parts["calendar"] or "")
    if parts.get("ends"):
        return full_year(parts["ends"] or "") - 1
    year, later = full_year(parts["year"] or ""), parts["next"] or ""
    if int(later) != (year + 1) % 10 ** len(later):
        raise ValueError("the second year is not the next one")
    return year


def _several(parts: Parts) -> Period:
    """Several years as one: '2014-16' of calendar years, '2013/14-15/16' of financial ones."""
    if parts.get("first"):
        first, last, month = int(parts["first"] or 0), parts["last"] or "", FIRST_MONTHS["calendar"]
        name = "years"
    else:
        first = _first_year("financial", parts)
        begun = _first_year("financial", {"year": parts["year2"], "next": parts["next2"]})
        last, month, name = f"{begun}", FIRST_MONTHS["financial"], "financial years"
    years = int(last) - first % 10 ** len(last) + 1
    # Two years with a dash are one financial year; nobody adds up more than ten.
    if not (3 if parts.get("first") else 2) <= years <= 10:
        raise ValueError("these are no several years")
    return lasting(date(first, month, 1), 12 * years, f"{years} {name}")


def _range(parts: Parts) -> Period:
    """From one month to another: a quarter, a half or a year where they are one."""
    begin, end = _months(parts)
    ends = int(parts["calendar"] or 0)
    last = months_on(date(ends, end, 1), 1)
    start = date(int(parts.get("from") or ends - (begin > end)), begin, 1)
    return _named(start, (last.year - start.year) * 12 + last.month - start.month)


def _named(start: date, months: int) -> Period:
    """Some months from one on: a quarter, a half or a year where they are one."""
    if not 1 <= months <= 24:
        raise ValueError("the months are not in time")
    # Quarters and halves begin where quarters of a year do; of a year it is said which.
    whole = start.month if months == 12 else int(months == 1 or start.month % 3 == 1)
    return lasting(start, months, _RANGES.get((months, whole), f"{months} months"))


def _months(parts: Parts) -> tuple[int, int]:
    """The first and the last month of a range."""
    return month_of(parts["since"] or ""), month_of(parts["until"] or "")

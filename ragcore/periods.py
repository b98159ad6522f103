"""When a figure is about: the spellings of a period, their order in time, and what comes next."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from ragcore.period_reading import DAY, FIRST_MONTHS, WEEK, Period, Reading, lasting, months_on, readings
from ragcore.period_spellings import MONTHS, TERMS, full_year, rewritten

__all__ = ["MONTHS", "Period", "ambiguous", "following", "in_time", "kind", "parse", "year_end"]


@lru_cache(maxsize=4096)
def parse(text: str) -> Period | None:
    """Read a period in a usual spelling; None where it is not one.

    >>> parse("2016/17 Q2").end, parse("Sep 2016").kind, parse("2016/17") > parse("Q2 2016-17")
    (datetime.date(2016, 9, 30), 'month', True)
    >>> parse("01/04/2024").start, parse("last winter") is None
    (datetime.date(2024, 4, 1), True)
    """
    reading = _read(text)
    return reading.period if reading else None


def in_time(texts: Iterable[str]) -> list[str]:
    """Sort different period texts in time; those in no known spelling come first, in the order given.

    >>> in_time(["2016/17", "2016/17 Q2", "2016/17 Q1"])
    ['2016/17 Q1', '2016/17 Q2', '2016/17']
    """
    read = {text: parse(text) for text in texts}
    known = {text: period for text, period in read.items() if period}
    return [text for text in read if text not in known] + sorted(known, key=lambda text: known[text])


def kind(text: str) -> str:
    """The length of a period in words ('quarter', 'financial year', ...); '' where it is not known."""
    period = parse(text)
    return period.kind if period else ""


def following(text: str, count: int) -> list[str]:
    """The next periods after one, in its own spelling; none where that is not known.

    >>> following("2016/17 Q2", 3), following("2015/16", 1), following("Dec 2016", 1)
    (['2016/17 Q3', '2016/17 Q4', '2017/18 Q1'], ['2016/17'], ['Jan 2017'])
    """
    found: list[str] = []
    reading = _read(text)
    while reading and len(found) < count:
        later = _after(reading.period)
        reading = _respelt(reading, later) if later else None
        if reading:
            found.append(reading.found.string)
    return found


def year_end(text: str) -> str | None:
    """The quarter that ends the year of a quarter, in its own spelling; None for any other period.

    >>> year_end("2016/17 Q2"), year_end("Jul-Sep 2016"), year_end("2015/16")
    ('2016/17 Q4', 'Jan-Mar 2017', None)
    """
    reading = _read(text)
    if not reading or reading.period.kind != "quarter":
        return None
    start = reading.period.start
    last = lasting(months_on(start, 9 - (start.month - _first_month(reading)) % 12), 3, "quarter")
    ended = _respelt(reading, last)
    return ended.found.string if ended else None


def ambiguous(text: str) -> tuple[str, str] | None:
    """How a period that could be another one was read, and what else it could be; None where there is no doubt.

    >>> ambiguous("01/04/2024"), ambiguous("2011-12"), ambiguous("13/04/2024")
    (('1 April 2024', '4 January 2024'), ('the financial year 2011/12', 'December 2011'), None)
    """
    reading = _read(text)
    if not reading:
        return None
    parts = reading.found.groupdict()
    start, kind = reading.period.start, reading.period.kind
    if kind in {"day", "week", "rolling year", "year to date"}:
        return _other_day(reading)
    if kind == "financial year" and parts.get("ends"):
        return f"the financial year {_years(start.year)}", f"the financial year {_years(start.year + 1)}"
    second = parts.get("next") or ""
    # A stroke is how financial years are written; with a dash, or nothing, it may be a month.
    stroke = parts.get("mark") or "/" in text
    if kind == "financial year" and len(second) == len("12") and 1 <= int(second) <= len(MONTHS) and not stroke:
        return f"the financial year {_years(start.year)}", f"{MONTHS[int(second) - 1].capitalize()} {start.year}"
    if kind == "quarter" and reading.spelling == "calendar":
        quarter = f"quarter {start.month // 3 + 1}"
        return f"{quarter} of the calendar year {start.year}", f"{quarter} of {_years(start.year)}"
    return None


def _other_day(reading: Reading) -> tuple[str, str] | None:
    """A date in numbers that begins with its day: as it was read, and with the month first."""
    parts, found = reading.found.groupdict(), reading.found
    if not (parts.get("day") and parts.get("month")) or found.start("day") > found.start("month"):
        return None
    day, month = int(parts["day"]), int(parts["month"])
    year = full_year(parts["calendar"])
    doubtful = day <= len(MONTHS) and day != month
    return (_date(day, month, year), _date(month, day, year)) if doubtful else None


def _date(day: int, month: int, year: int) -> str:
    return f"{day} {MONTHS[month - 1].capitalize()} {year}"


def _years(year: int) -> str:
    return f"{year}/{(year + 1) % 100:02d}"


@lru_cache(maxsize=4096)
def _read(text: str) -> Reading | None:
    """The likeliest meaning of a text."""
    return next(readings(text), None)


def _after(period: Period) -> Period | None:
    """The period of the same length that begins the day after; None where there is none such, or none is known."""
    if period.kind in {"day", "year to date"} or period.kind.endswith("years"):
        return None
    start = period.end + DAY
    if period.kind == "week":
        return Period(period.end + WEEK, start, "week")
    months = (start.year - period.start.year) * 12 + start.month - period.start.month
    try:
        return lasting(start, months, period.kind)
    except ValueError:
        return None


def _first_month(reading: Reading) -> int:
    """The month with which the years of a spelling begin."""
    if reading.period.kind == "term":
        return 1 if reading.spelling == "calendar" else FIRST_MONTHS["academic"]
    return FIRST_MONTHS.get(reading.spelling, FIRST_MONTHS["financial"])


def _respelt(reading: Reading, period: Period) -> Reading | None:
    """Another period in the spelling of one; None where that spelling cannot say it."""
    first = _first_month(reading)
    start, end = period.start, period.end
    year = start.year - (start.month < first)
    into = (start.month - first) % 12
    begins = reading.found.groupdict().get("begins") or reading.spelling in FIRST_MONTHS
    point = start if begins else end
    calendar_year, week, _ = start.isocalendar() if "week" in reading.found.groupdict() else (point.year, 0, 0)
    said: dict[str, int | str] = {
        "year": year, "next": year + 1, "ends": year + 1, "quarter": into // 3 + 1, "ordinal": into // 3 + 1,
        "half": into // 6 + 1, "nth": into + 1, "calendar": calendar_year, "week": week, "name": point.month,
        "month": point.month, "day": point.day, "since": start.month, "until": end.month, "from": start.year,
    }  # fmt: skip
    said["term"] = next((term for term, month in TERMS.items() if month == start.month), "")
    spelling = _read(rewritten(reading.found, said))
    return spelling if spelling and spelling.period == period else None

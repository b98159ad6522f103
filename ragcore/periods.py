"""When a figure is about: the spellings of a period, their order in time, and what comes next."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

# A council's financial year runs from April to March.
FINANCIAL_MONTH = 4

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_YEARS = r"(?P<year>\d{4})\s*[-/–]\s*(?P<next>\d{4}|\d{2})"
_SPELLINGS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_YEARS}\s*[;,]?\s*(?:q|quarter\s*)(?P<quarter>[1-4])",
        rf"(?:q|quarter\s*)(?P<quarter>[1-4])\s*[;,]?\s*{_YEARS}",
        _YEARS,
        r"(?P<calendar>\d{4})\s*[;,]?\s*(?:q|quarter\s*)(?P<quarter>[1-4])",
        r"(?:q|quarter\s*)(?P<quarter>[1-4])\s*[;,]?\s*(?P<calendar>\d{4})",
        r"(?P<day>\d{1,2})\s+(?P<name>[a-z]{3,9})\.?\s+(?P<calendar>\d{4})",
        r"(?P<name>[a-z]{3,9})\.?[-\s]+(?P<calendar>\d{4})",
        r"(?P<calendar>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})",
        r"(?P<calendar>\d{4})-(?P<month>\d{2})",
        r"(?P<calendar>\d{4})",
    )
)


class Period(NamedTuple):
    """A span of time: its last day, its first, so that periods sort in time, and its length in words."""

    end: date
    start: date
    kind: str


@lru_cache(maxsize=4096)
def parse(text: str) -> Period | None:
    """Read a period in a usual spelling; None where it is not one.

    >>> parse("2016/17 Q2").end, parse("Sep 2016").kind, parse("2016/17") > parse("Q2 2016-17")
    (datetime.date(2016, 9, 30), 'month', True)
    >>> parse("last winter") is None
    True
    """
    for spelling in _SPELLINGS:
        found = spelling.fullmatch(text.strip())
        if found:
            try:
                return _period(found.groupdict())
            except ValueError:
                continue
    return None


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
    """The next periods after one, in its own spelling; none where the spelling is not known.

    >>> following("2016/17 Q2", 3), following("2015/16", 1), following("Dec 2016", 1)
    (['2016/17 Q3', '2016/17 Q4', '2017/18 Q1'], ['2016/17'], ['Jan 2017'])
    """
    found: list[str] = []
    for _ in range(count):
        later = _next(text)
        if later is None:
            break
        found.append(later)
        text = later
    return found


def year_end(text: str) -> str | None:
    """The quarter that ends the financial year of a quarter, in its own spelling.

    >>> year_end("2016/17 Q2"), year_end("2015/16")
    ('2016/17 Q4', None)
    """
    return re.sub(r"(?i)(q|quarter\s*)[1-4]", r"\g<1>4", text) if kind(text) == "quarter" else None


def _period(parts: dict[str, str | None]) -> Period:
    """Make a period of the parts of a spelling; raises ValueError where they are no date."""
    if parts.get("year"):
        year, later = int(parts["year"] or 0), parts["next"] or ""
        if int(later) != (year + 1) % 10 ** len(later):
            raise ValueError("the second year is not the next one")
        return _span(year, FINANCIAL_MONTH, parts.get("quarter"), "financial year")
    year = int(parts["calendar"] or 0)
    month = _month(parts)
    if parts.get("day"):
        day = date(year, month, int(parts["day"] or 0))
        return Period(day, day, "day")
    if month:
        return Period(_before(year, month + 1), date(year, month, 1), "month")
    return _span(year, 1, parts.get("quarter"), "calendar year")


def _month(parts: dict[str, str | None]) -> int:
    """The month of a spelling, 0 where it has none; raises ValueError where it is none."""
    name, number = parts.get("name"), parts.get("month")
    if name:
        found = [month for month in MONTHS if month.startswith(name.lower())]
        return MONTHS.index(found[0] if found else name) + 1
    if number and int(number) == 0:
        raise ValueError("there is no month 0")
    return int(number or 0)


def _span(year: int, first_month: int, quarter: str | None, kind: str) -> Period:
    """A year, or a quarter of it."""
    begin = first_month + 3 * (int(quarter) - 1) if quarter else first_month
    length = 3 if quarter else 12
    start = date(year + (begin - 1) // 12, (begin - 1) % 12 + 1, 1)
    return Period(_before(year, begin + length), start, "quarter" if quarter else kind)


def _before(year: int, month: int) -> date:
    """The day before the first of a month; the month may run past the year's end."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1) - timedelta(days=1)


def _next(text: str) -> str | None:
    """The period after one, in its spelling."""
    period = parse(text)
    if period is None or period.kind == "day":
        return None
    later = text
    if period.kind == "quarter":
        quarter = int(re.findall(r"(?i)(?:q|quarter\s*)([1-4])", text)[0])
        later = re.sub(r"(?i)(q|quarter\s*)[1-4]", rf"\g<1>{quarter % 4 + 1}", text)
        return later if quarter < 4 else _years_on(later)
    if period.kind == "month":
        return _next_month(text, period.end.month)
    return _years_on(later)


def _next_month(text: str, month: int) -> str:
    """The month after one, in its spelling."""
    name = re.search(r"(?i)[a-z]{3,9}", text)
    if name is None:
        later = re.sub(r"-\d{2}$", f"-{month % 12 + 1:02d}", text.strip())
    else:
        full = MONTHS[month % 12].capitalize()
        spelt = full[:3] if len(name[0]) == 3 else full
        later = text.replace(name[0], spelt.upper() if name[0].isupper() else spelt)
    return later if month < 12 else _full_years_on(later)


def _years_on(text: str) -> str:
    """The same text a year later: every year of four digits, and the two digits behind a stroke."""
    later = _full_years_on(text)
    return re.sub(
        r"([-/–]\s*)(\d{2})(?!\d)", lambda found: f"{found[1]}{(int(found[2]) + 1) % 100:02d}", later, count=1
    )


def _full_years_on(text: str) -> str:
    """The same text with every year of four digits a year later."""
    return re.sub(r"\d{4}", lambda year: f"{int(year[0]) + 1:04d}", text)

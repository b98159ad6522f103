"""Typed cells of workbooks as the text that a person would have typed, or sees."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from ragcore.files.formats import Form

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

# A spreadsheet shows 15 digits; what lies beyond them is the noise of its arithmetic.
_DIGITS = 15
# Outside these a figure is no figure of a scorecard, and its zeros would only hide what it is.
_PLAIN_FROM, _PLAIN_TO = 1e-9, 1e21


def number_shown(value: float) -> str:
    """A number with as few digits as tell it apart, at most 15, without exponent or empty decimals.

    >>> number_shown(82.0), number_shown(0.1 + 0.2), number_shown(1e-5), number_shown(1e308)
    ('82', '0.3', '0.00001', '1e+308')
    """
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = repr(value)
    if len(text) > _DIGITS:
        short = f"{value:.{_DIGITS}g}"
        text = short if len(short) < len(text) else text
    if "e" in text and _PLAIN_FROM <= abs(value) < _PLAIN_TO:
        text = format(Decimal(text), "f")
    return text.removesuffix(".0")


def with_decimals(digits: str, least: int) -> str:
    """A number with zeros at its end, so that it has as many decimals as are shown of it; never with fewer.

    >>> with_decimals("85", 1), with_decimals("82.537", 1), with_decimals("1e+308", 2)
    ('85.0', '82.537', '1e+308')
    """
    whole, _, part = digits.partition(".")
    return digits if len(part) >= least or "e" in digits else f"{whole}.{part.ljust(least, '0')}"


def percent_shown(value: float) -> str:
    """A share as a percentage, to all its digits.

    >>> percent_shown(0.825), percent_shown(0.07)
    ('82.5%', '7%')
    """
    shown = format(Decimal(number_shown(value)) * 100, "f")
    return f"{shown.rstrip('0').rstrip('.') if '.' in shown else shown}%"


def date_shown(day: date) -> str:
    """A date with the month as a word, so that no day can be taken for a month.

    >>> date_shown(date(2024, 4, 1))
    '1 Apr 2024'
    """
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def month_shown(day: date) -> str:
    """The month of a date: 'Apr 2024'."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def time_shown(clock: time | timedelta, *, seconds: bool = False) -> str:
    """A time of day, or a span of hours, as hh:mm, or hh:mm:ss where seconds are shown.

    >>> time_shown(time(1, 30)), time_shown(timedelta(hours=30), seconds=True)
    ('01:30', '30:00:00')
    """
    if isinstance(clock, time):
        clock = timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second)
    minutes, rest = divmod(round(clock.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}" + (f":{rest:02}" if seconds else "")


def moment_shown(moment: date | datetime | time | timedelta, form: Form = Form.MOMENT) -> str:
    """A date, with its time where there is one and the form shows it; or a time alone.

    >>> moment_shown(datetime(2024, 4, 1)), moment_shown(datetime(2024, 4, 1, 9, 30)), moment_shown(time(9, 30))
    ('1 Apr 2024', '1 Apr 2024 09:30', '09:30')
    """
    if isinstance(moment, datetime) and form in (Form.TIME, Form.SECONDS):
        moment = moment.time()
    if not isinstance(moment, date):
        return time_shown(moment, seconds=form == Form.SECONDS)
    if form == Form.MONTH:
        return month_shown(moment)
    if form == Form.YEAR:
        return str(moment.year)
    has_clock = form == Form.MOMENT and isinstance(moment, datetime) and (moment.hour or moment.minute)
    return f"{date_shown(moment)} {moment:%H:%M}" if has_clock else date_shown(moment)

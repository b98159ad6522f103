"""Units: one spelling for percentages, what a rate is per, and the units that stand behind a figure in a cell."""

from __future__ import annotations

import re

# The whole of a rate: no body has more people. Beyond it, 'per' is followed by a code and not by a number.
MOST_PER = 1e9

_POINTS = re.compile(r"(?:%|per\s?cent(?:age)?|pct\.?)[\s-]*(?:points?|pts?)|pp|ppts?", re.IGNORECASE)
_PERCENT = re.compile(r"\(?(?:%(?:age)?|per\s?cent(?:age)?s?|pct\.?)\)?(?![a-z])\s*(?:\(%\))?", re.IGNORECASE)
_POUNDS = re.compile(r"gbp|pounds?(?:\s\(£\))?|£s?|£\s\(gbp\)", re.IGNORECASE)
_MILLIONS = re.compile(r"(?:£|gbp)\s?(?:m|mn|mil|millions?)|(?:£|gbp)\s?\(?millions?\)?", re.IGNORECASE)
_PER = re.compile(
    r"(?:\bper\s+|/\s?)(?P<digits>\d[\d,]*(?:\s\d{3})*)?(?:\s?(?P<words>(?:(?:ten|hundred)\s)?thousand|million|k|m)\b)?",
    re.IGNORECASE,
)
_WORDS = {"thousand": 1e3, "k": 1e3, "ten thousand": 1e4, "hundred thousand": 1e5, "million": 1e6, "m": 1e6}
# What stands behind a figure in its cell. Words that change what it says ('or more', 'approx') are none.
_IN_CELL = re.compile(
    r"per\s?cent|pct|(?:%|per\s?cent(?:age)?)\s?points?|pp|p\.?a\.?"
    r"|(?:(?:working|calendar|school)\s)?(?:days?|weeks?|months?|years?|yrs?|hours?|hrs?|minutes?|mins?|seconds?|secs?)"
    r"|points?|pts|fte|kg|km|miles?|tonnes?|litres?|ha|hectares?|kwh|tco2e?|people|persons?|children|cases?|homes?"
    r"|households?|properties|pupils?|visits?|calls?|incidents?|complaints?|per\s?\d[\d,]*(?:\s[a-z]{2,20}){0,3}",
    re.IGNORECASE,
)

# What a unit measures, where that is beyond doubt: two of these are two things.
_KINDS = (
    ("%", re.compile(r"%.*|percentage points|per cent.*|pct|pp|proportion.*", re.IGNORECASE)),
    ("£", re.compile(r"£.*", re.DOTALL)),
    ("number", re.compile(r"numbers?|no\.?|count|#", re.IGNORECASE)),
    *(
        (word, re.compile(rf"(?:(?:working|calendar|school)\s)?(?:{word}|{short})s?", re.IGNORECASE))
        for word, short in (
            ("day", "dy"), ("week", "wk"), ("month", "mth"), ("year", "yr"), ("hour", "hr"), ("minute", "min"),
            ("second", "sec"),
        )
    ),
)  # fmt: skip
# The power of ten that figures in a unit are already divided by.
_POWERS = (
    (9, re.compile(r"\b(?:bn|billions?)\b|£\s?bn\b", re.IGNORECASE)),
    (6, re.compile(r"\b(?:m|mn|millions?)\b|£\s?m\b|000,000", re.IGNORECASE)),
    (3, re.compile(r"\b(?:k|thousands?)\b|£\s?k\b|(?<!\d)[,']?000'?s?\b", re.IGNORECASE)),
)


def plain_unit(text: str) -> str:
    """A unit with one spelling for per cent and for pounds; any other stays as typed.

    >>> plain_unit("Percentage"), plain_unit("per cent of referrals"), plain_unit("GBP"), plain_unit("days ")
    ('%', '% of referrals', '£', 'days')
    """
    unit = " ".join(text.split())
    if _POINTS.fullmatch(unit):
        return "percentage points"
    if _POUNDS.fullmatch(unit):
        return "£"
    if _MILLIONS.fullmatch(unit):
        return "£m"
    percent = _PERCENT.match(unit)
    return f"% {unit[percent.end() :].strip()}".strip() if percent else unit


def scale_of(unit: str) -> float:
    """What a numerator over a denominator is multiplied by: 100 for a percentage, 10,000 for 'per 10,000', else 1.

    >>> scale_of("%"), scale_of("Rate per 10k"), scale_of("per thousand births"), scale_of("days")
    (100.0, 10000.0, 1000.0, 1.0)
    """
    plain = plain_unit(unit)
    if plain.startswith("%"):
        return 100.0
    per = next((found for found in _PER.finditer(plain) if found["digits"] or found["words"]), None)
    if per is None:
        return 1.0
    digits = re.sub(r"[,\s]", "", per["digits"] or "1")
    size = float(digits) * _WORDS.get((per["words"] or "").lower(), 1.0)
    return size if 1.0 <= size <= MOST_PER else 1.0


def is_unit(text: str) -> bool:
    """Whether a text behind a figure is a unit of it.

    >>> is_unit("working days"), is_unit("or more")
    (True, False)
    """
    return bool(_IN_CELL.fullmatch(text))


def kind_of(unit: str) -> str:
    """What a unit measures ('%', '£', 'day', 'number'), so that two units can be told apart; '' where it is in doubt.

    >>> kind_of("% of calls"), kind_of("£m"), kind_of("Working days"), kind_of("rate per 1,000")
    ('%', '£', 'day', '')
    """
    plain = plain_unit(unit)
    return next((kind for kind, pattern in _KINDS if pattern.fullmatch(plain)), "")


def power_of(unit: str) -> int:
    """The power of ten that figures in a unit are already divided by: 6 in '£m', 3 in '£000'; else 0.

    >>> power_of("£m"), power_of("thousands"), power_of("£000s"), power_of("per 10,000"), power_of("per million")
    (6, 3, 3, 0, 0)
    """
    if _PER.search(unit):
        return 0
    return next((power for power, pattern in _POWERS if pattern.search(plain_unit(unit))), 0)

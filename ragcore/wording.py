"""Figures, counts and names in words: the one place where a figure has its digits and its unit."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

import numpy as np

from ragcore.figures import Figures
from ragcore.rating import RAG, Rating
from ragcore.rounding import decimals_typed, half_up

# The order in which a committee reads them.
ORDER = (*RAG, Rating.UNAVAILABLE, Rating.UNRATED)

_ONE = {"days": "day", "weeks": "week", "months": "month", "years": "year", "hours": "hour", "minutes": "minute"}


def word(rating: int) -> str:
    """The word of a rating, as a sentence begins with it."""
    return Rating(rating).word.capitalize()


@dataclass(frozen=True)
class NumberFormat:
    """How the figures of an indicator are written: what stands before and behind the digits."""

    prefix: str = ""
    suffix: str = ""
    suffix_one: str = ""
    points: str = ""
    points_one: str = ""

    @classmethod
    def of(cls, unit: str) -> NumberFormat:
        """The format of a unit.

        >>> NumberFormat.of("days").write(1.0, 0), NumberFormat.of("£").write(-1234.5, 1)
        ('1 day', '-£1,234.5')
        """
        unit = unit.strip()
        if unit.startswith("%"):
            return cls(suffix="%", suffix_one="%", points=" points", points_one=" point")
        if unit == "£":
            return cls(prefix="£")
        if unit.lower() in ("", "number", "count", "ratio"):
            return cls()
        one = f" {_ONE.get(unit.lower(), unit)}"
        return cls(suffix=f" {unit}", suffix_one=one, points=f" {unit}", points_one=one)

    def write(self, figure: float, decimals: int) -> str:
        """A figure with its unit."""
        return self._around(digits(figure, decimals), self.suffix, self.suffix_one)

    def distance(self, figure: float, decimals: int) -> str:
        """A distance between two figures: points where the unit is per cent.

        >>> NumberFormat.of("%").distance(2.9, 1), NumberFormat.of("%").distance(1.0, 0)
        ('2.9 points', '1 point')
        """
        return self._around(digits(figure, decimals), self.points, self.points_one)

    def _around(self, shown: str, suffix: str, suffix_one: str) -> str:
        sign, plain = ("-", shown[1:]) if shown.startswith("-") else ("", shown)
        return f"{sign}{self.prefix}{plain}{suffix_one if plain == '1' else suffix}"

    def as_dict(self) -> dict[str, str]:
        """The same for the browser."""
        return dict(vars(self))


def digits(figure: float, decimals: int) -> str:
    """A figure in digits, rounded half up, with thousands commas, never '-0'.

    >>> digits(1234.565, 2), digits(-0.04, 1)
    ('1,234.57', '0.0')
    """
    rounded = float(half_up(np.array(figure), decimals)) + 0.0
    return f"{rounded or 0.0:,.{decimals}f}"


def figure(figures: Figures, row: int, number: float, decimals: int) -> str:
    """A figure of an indicator with its unit; 'no figure' where there is none."""
    return "no figure" if math.isnan(number) else NumberFormat.of(figures.unit[row]).write(number, decimals)


def decimals_needed(number: float) -> int:
    """The decimals that a target or a tolerance is written with: no more than it needs.

    >>> decimals_needed(85.0), decimals_needed(12.55), decimals_needed(0.1 + 0.2)
    (0, 2, 1)
    """
    return decimals_typed(f"{number:.9g}")


def target(figures: Figures, row: int, number: float) -> str:
    """A target of an indicator with its unit."""
    return figure(figures, row, number, decimals_needed(number))


def counted(figures: Figures, row: int, cases: float) -> str:
    """A number of what an indicator counts.

    >>> counted(Figures.of(id=["a"], counts=["child|children"]), 0, 1.0)
    '1 child'
    """
    one, _, many = (figures.counts[row] or "case|cases").partition("|")
    return f"{digits(abs(cases), 0)} {(one if abs(cases) == 1 else many or one).strip()}"


def short_name(figures: Figures, row: int) -> str:
    """A name that fits a row: the file's own short name, else the name; a long one is cut, never so in data."""
    name: str = figures.short_name[row] or figures.indicator[row]
    return figures.shortened.get(name, name)


def count_line(counts: dict[Rating, int]) -> str:
    """How many measures have each rating, in one line.

    >>> count_line({r: n for n, r in enumerate(Rating)})
    'Green 4, Amber 3, Red 2, Unavailable 0, Unrated 1'
    >>> count_line({**dict.fromkeys(Rating, 0), Rating.GREEN: 180_000})
    'Green 180,000, Amber 0, Red 0, Unavailable 0'
    """
    shown = [r for r in ORDER if r != Rating.UNRATED or counts[r]]
    return ", ".join(f"{word(r)} {counts[r]:,}" for r in shown)


def key_line(counts: dict[Rating, int]) -> str:
    """The same for the key indicators; '' where there are none.

    >>> key_line({r: n for n, r in enumerate(Rating)})
    'Key: Green 4, Amber 3, Red 2, Unrated 1'
    """
    if not any(counts.values()):
        return ""
    shown = [r for r in ORDER if r in RAG or counts[r]]
    return "Key: " + ", ".join(f"{word(r)} {counts[r]:,}" for r in shown)


def day(text: str) -> str:
    """A date of a file as a letter writes it; any other text as it is.

    >>> day("2016-12-06"), day("Winter 2016")
    ('6 December 2016', 'Winter 2016')
    """
    try:
        when = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{when.day} {when:%B %Y}"

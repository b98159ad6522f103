"""Every label, colour, symbol and number format: the one place where a rating has a look and a figure its words."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import numpy as np

from ragcore.figures import Figures
from ragcore.rating import RAG, Rating
from ragcore.rounding import decimals_typed, half_up


@dataclass(frozen=True)
class Look:
    """How a rating is shown: a word, a symbol of its own shape, a fill with a text colour on it, and a pale tint."""

    word: str
    symbol: str
    fill: str
    text: str
    tint: str


# The worst difference of two (CIEDE2000, with any kind of colour blindness) is 25.7 in light and 28.4 in dark.
# tests/test_words.py measures both.
LOOKS: dict[str, dict[Rating, Look]] = {
    "light": {
        Rating.GREEN: Look("Green", "●", "#317E6E", "#FFFFFF", "#A8E4DE"),
        Rating.AMBER: Look("Amber", "▲", "#FECF4F", "#0B0C0C", "#FFF0AA"),
        Rating.RED: Look("Red", "◆", "#840304", "#FFFFFF", "#F5AFA8"),
        Rating.UNAVAILABLE: Look("Unavailable", "–", "#3D4149", "#FFFFFF", "#F2F4F5"),
        Rating.UNRATED: Look("Unrated", "□", "#3D4149", "#FFFFFF", "#F2F4F5"),
    },
    "dark": {
        Rating.GREEN: Look("Green", "●", "#238F83", "#0B0C0C", "#0F4F4B"),
        Rating.AMBER: Look("Amber", "▲", "#FFE06A", "#0B0C0C", "#564A14"),
        Rating.RED: Look("Red", "◆", "#DF0A0A", "#FFFFFF", "#380F0F"),
        Rating.UNAVAILABLE: Look("Unavailable", "–", "#B4B8C1", "#0B0C0C", "#20262C"),
        Rating.UNRATED: Look("Unrated", "□", "#B4B8C1", "#0B0C0C", "#20262C"),
    },
}
# The same in .streamlit/config.toml, which cannot be set from here.
THEMES: dict[str, dict[str, str]] = {
    "light": {"background": "#FFFFFF", "second": "#F2F4F5", "text": "#0B0C0C", "primary": "#1F4B99", "line": "#5C6470"},
    "dark": {"background": "#14181C", "second": "#20262C", "text": "#F3F4F5", "primary": "#85B4F8", "line": "#A9B0BA"},
}
# The order in which a committee reads them.
ORDER = (*RAG, Rating.UNAVAILABLE, Rating.UNRATED)

_ONE = {"days": "day", "weeks": "week", "months": "month", "years": "year", "hours": "hour", "minutes": "minute"}


def word(rating: int) -> str:
    """The word of a rating, as a sentence begins with it."""
    return LOOKS["light"][Rating(rating)].word


def symbol(rating: int) -> str:
    """The symbol of a rating."""
    return LOOKS["light"][Rating(rating)].symbol


def badge(rating: int) -> str:
    """Symbol and word.

    >>> badge(Rating.AMBER)
    '▲ Amber'
    """
    return f"{symbol(rating)} {word(rating)}"


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
        return asdict(self)


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


def short_name(figures: Figures, row: int, most: int = 48) -> str:
    """A name that fits a row: the file's own short name, else the name cut at a word; never so in data."""
    name: str = figures.short_name[row] or figures.indicator[row]
    if len(name) <= most:
        return name
    cut = name[: most - 1]
    return f"{cut.rsplit(' ', 1)[0] if ' ' in cut else cut}…"


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


def looks_for_browser() -> dict[str, Any]:
    """Words, symbols and colours of the ratings, by code, for both themes."""
    return {
        "order": [int(r) for r in ORDER],
        "rag": [int(r) for r in RAG],
        "ratings": {
            int(r): {"word": look.word, "symbol": look.symbol, "name": r.word} for r, look in LOOKS["light"].items()
        },
    }


def colour_css() -> str:
    """The colours of both themes as custom properties: `--green`, `--green-text`, `--green-tint` and so on.

    The browser takes the dark set where the host says `data-theme="dark"`.
    """
    rules = []
    for theme, selector in (("light", ":host"), ("dark", '[data-theme="dark"]')):
        lines = [f"--{name}: {colour};" for name, colour in THEMES[theme].items()]
        for r, look in LOOKS[theme].items():
            lines += [f"--{r.word}: {look.fill};", f"--{r.word}-text: {look.text};", f"--{r.word}-tint: {look.tint};"]
        rules.append(f"{selector} {{ {' '.join(lines)} }}")
    return "\n".join(rules)

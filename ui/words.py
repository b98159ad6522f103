"""How a rating looks, and the colours of both themes: the one place where a rating has a symbol and a colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ragcore.rating import RAG, Rating
from ragcore.wording import ORDER, word


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


def symbol(rating: int) -> str:
    """The symbol of a rating."""
    return LOOKS["light"][Rating(rating)].symbol


def badge(rating: int) -> str:
    """Symbol and word.

    >>> badge(Rating.AMBER)
    '▲ Amber'
    """
    return f"{symbol(rating)} {word(rating)}"


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
    for theme, selector in (("light", ":host, :root"), ("dark", '[data-theme="dark"]')):
        lines = [f"--{name}: {colour};" for name, colour in THEMES[theme].items()]
        for r, look in LOOKS[theme].items():
            lines += [f"--{r.word}: {look.fill};", f"--{r.word}-text: {look.text};", f"--{r.word}-tint: {look.tint};"]
        rules.append(f"{selector} {{ {' '.join(lines)} }}")
    return "\n".join(rules)

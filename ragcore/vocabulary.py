"""The words that scorecard files use, read once from vocabulary.toml, each to what it stands for."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from ragcore.limits import Polarity
from ragcore.rating import Rating


@dataclass(frozen=True)
class Vocabulary:
    """Every word in lower case.

    synonyms : other names of a column, to its own; missing, suppressed, no_target, yes, no : what a cell may say
    polarity, rating : words to codes
    """

    synonyms: dict[str, str]
    missing: frozenset[str]
    suppressed: frozenset[str]
    no_target: frozenset[str]
    yes: frozenset[str]
    no: frozenset[str]
    polarity: dict[str, Polarity]
    rating: dict[str, Rating]


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary in use.

    >>> vocabulary().synonyms["outturn"], vocabulary().polarity["bigger is better"]
    ('value', <Polarity.HIGHER: 1>)
    """
    told = tomllib.loads(resources.files("ragcore").joinpath("vocabulary.toml").read_text(encoding="utf-8"))
    cells = {name: frozenset(words) for name, words in told["cells"].items()}
    return Vocabulary(
        synonyms={word: column for column, words in told["synonyms"].items() for word in words},
        polarity={word: Polarity[name.upper()] for name, words in told["polarity"].items() for word in words},
        rating={word: Rating[name.upper()] for name, words in told["rating"].items() for word in words},
        **cells,
    )

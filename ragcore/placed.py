"""Measures of where children live, known by their words: they start locked, because moving a child is not effort."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

from ragcore.figures import Figures


class Words(NamedTuple):
    """What placed.toml says: the words of a place, those of whom it is about, and why such a measure starts locked."""

    place: re.Pattern[str]
    about: re.Pattern[str]
    reason: str


def where_children_live(figures: Figures) -> dict[str, str]:
    """The measures of where children live: the id of each with the word that gave it away, in the file's order.

    Source: docs/method.md#where-children-live, ragcore/placed.toml

    >>> where_children_live(Figures.of(id=["a", "b"], indicator=["% of CLA placed in county", "% of calls answered"]))
    {'a': 'placed'}
    """
    found: dict[str, str] = {}
    columns = (figures.indicator, figures.short_name, figures.definition, figures.service)
    for indicator_id, *told in zip(figures.id, *columns, strict=True):
        text = " | ".join(filter(None, told))
        word = words().place.search(text)
        if word and words().about.search(text):
            found.setdefault(indicator_id, " ".join(word[0].lower().split()))
    return found


@cache
def words() -> Words:
    """The words in use.

    >>> words().reason
    'it is a measure of where children live: moving a child is not effort'
    """
    told = tomllib.loads(resources.files("ragcore").joinpath("placed.toml").read_text(encoding="utf-8"))
    return Words(_any_of(told["words"]), _any_of(told["about"]), told["reason"])


def _any_of(phrases: Sequence[str]) -> re.Pattern[str]:
    """Any of some phrases, whole and in any case, the longest first."""
    longest = sorted(phrases, key=len, reverse=True)
    spelt = [r"[\s-]+".join(map(re.escape, phrase.replace("'", "\u2019").split())) for phrase in longest]
    either = "|".join(spelt).replace("\u2019", "['\u2019]")
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)

"""What a route is asked to reach: so many green, so few red, no red among the key indicators; said and checked."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from ragcore.position import Position
from ragcore.rating import RAG, Rating

FORMS = "'green 12', 'green 70%', 'red 0' or 'no key red'"

_GREEN = re.compile(r"(?:at least )?(?:greens? ?(?:>=)? ?(\d+(?:\.\d+)?) ?(%?)|(\d+(?:\.\d+)?) ?(%?) greens?)")
_RED = re.compile(r"(?:at most )?(?:reds? ?(?:<=)? ?(\d+)|(\d+|no) reds?)")
_NO_KEY_RED = re.compile(r"no (?:key reds?|reds? among (?:the )?key(?: indicators| measures)?)|key(?: reds?)? 0")


class Needs(NamedTuple):
    """A goal in numbers: at least so many green, at most so many red, at most so many red among the key ones."""

    greens: int
    reds: int
    key_reds: int

    def short(self, position: Position) -> Needs:
        """How far a position is from them: so many green too few, so many red and so many key red too many."""
        return Needs(
            max(0, self.greens - position.counts[Rating.GREEN]),
            max(0, position.counts[Rating.RED] - self.reds),
            max(0, position.key_counts[Rating.RED] - self.key_reds),
        )


@dataclass(frozen=True)
class Goal:
    """What is to be reached, all of it at once; at least one thing of it is said.

    greens : at least so many green; share : at least so many per cent of those with a rating green
    reds : at most so many red; no_key_red : no red among the key indicators
    """

    greens: int | None = None
    share: float | None = None
    reds: int | None = None
    no_key_red: bool = False

    @classmethod
    def parse(cls, texts: Iterable[str]) -> Goal:
        """Read a goal from its words, each of which says one thing of it.

        Raises ValueError with a sentence where one is no goal, or two of them do not say the same.

        >>> Goal.parse(["green 12", "no key red"])
        Goal(greens=12, share=None, reds=None, no_key_red=True)
        """
        said: dict[str, float] = {}
        for text in texts:
            name, number = _read(text)
            if said.setdefault(name, number) != number:
                raise ValueError(
                    f"The goals contradict each other: {_both(name, said[name], number)}; say one of them."
                )
        if not said:
            raise ValueError(f"There is no goal; say what is to be reached, such as {FORMS}.")
        return cls(
            greens=int(said["greens"]) if "greens" in said else None,
            share=said.get("share"),
            reds=int(said["reds"]) if "reds" in said else None,
            no_key_red="key" in said,
        )

    def __str__(self) -> str:
        """In words.

        >>> str(Goal(greens=12, reds=0, no_key_red=True))
        'at least 12 green, no red and no red among the key indicators'
        """
        said = [
            *([] if self.greens is None else [f"at least {self.greens} green"]),
            *([] if self.share is None else [f"at least {self.share:g}% green"]),
            *([] if self.reds is None else [_at_most(self.reds)]),
            *(["no red among the key indicators"] if self.no_key_red else []),
        ]
        return " and ".join(filter(None, [", ".join(said[:-1]), *said[-1:]]))

    def needs(self, position: Position) -> Needs:
        """The goal in numbers for a position; raises ValueError with a sentence where it can be none of it.

        >>> from ragcore.figures import Figures
        >>> from ragcore.rule import Rule
        >>> position = Position(Figures.of(id=["a", "b", "c"], value=[1.0] * 3, target=[2.0] * 3), Rule())
        >>> Goal(share=50.0).needs(position)
        Needs(greens=2, reds=3, key_reds=0)
        """
        rated = sum(position.counts[rating] for rating in RAG)
        key_reds = position.key_counts[Rating.RED]
        if not rated:
            raise ValueError("No measure has a rating here, so there is nothing to reach.")
        if self == Goal():
            raise ValueError(f"There is no goal; say what is to be reached, such as {FORMS}.")
        if any(number is not None and number < 0 for number in (self.greens, self.share, self.reds)):
            raise ValueError("A goal is a number of measures or a share of them; neither is below 0.")
        if self.share is not None and not self.share <= 100.0:
            raise ValueError(f"The goal asks for {self.share:g}% green, and there is no more than 100%.")
        if self.greens is not None and self.greens > rated:
            only = "only 1 measure has" if rated == 1 else f"only {rated} measures have"
            raise ValueError(f"The goal asks for {self.greens} green, and {only} a rating here.")
        if self.no_key_red and not position.figures.key.any():
            raise ValueError("The goal is about key indicators, and the scorecard names none.")
        # A share of 70% of 10 is 7, whatever binary fractions make of it.
        by_share = math.ceil((self.share or 0.0) * rated / 100.0 - 1e-9)
        reds = rated if self.reds is None else self.reds
        return Needs(max(self.greens or 0, by_share), reds, 0 if self.no_key_red else key_reds)


def _read(text: str) -> tuple[str, float]:
    """The name of what a text says of a goal, and its number."""
    plain = " ".join(text.lower().replace("=", "= ").replace("< =", "<=").split())
    green, red = _GREEN.fullmatch(plain), _RED.fullmatch(plain)
    if green:
        number, share = green[1] or green[3], green[2] or green[4]
        if share or "." not in number:
            return ("share" if share else "greens"), float(number)
    if red:
        number = red[1] or red[2]
        return "reds", 0.0 if number == "no" else float(number)
    if _NO_KEY_RED.fullmatch(plain):
        return "key", 0.0
    raise ValueError(f"'{text[:60]}' is no goal; say {FORMS}.")


def _both(name: str, one: float, other: float) -> str:
    """Two numbers of one thing, in words."""
    if name == "reds":
        return f"{_at_most(int(one))} and {_at_most(int(other))}"
    sign = "%" if name == "share" else ""
    return f"at least {one:g}{sign} green and at least {other:g}{sign} green"


def _at_most(reds: int) -> str:
    return f"at most {reds} red" if reds else "no red"

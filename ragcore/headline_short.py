"""How many measures turned from what to what, and the counts after it: by templates that the browser fills in too."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import numpy as np

from ragcore.rating import RAG, Rating, RatingArray
from ragcore.wording import ORDER


def _place(kind: tuple[Rating, Rating]) -> tuple[int, ...]:
    """Where a kind of flip stands among the others: rises, then what has a RAG now, then falls, then what has none."""
    before, after = kind
    if before in RAG and after in RAG:
        return (0, -after, -before) if after > before else (2, -after, before)
    return (1 if after in RAG else 3, -after, -before)


# The best news first.
KINDS = tuple(sorted(permutations(Rating, 2), key=_place))
# Plain data: the browser fills them in as `short` does.
TEMPLATES: dict[str, Any] = {
    "numbers": ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
    "ratings": [rating.word for rating in Rating],
    "kinds": [[int(before), int(after)] for before, after in KINDS],
    "measures": ["measure", "measures"],
    "first": "{number} {measures} from {before} to {after}",
    "next": "{number} from {before} to {after}",
    "joins": [", ", " and "],
    "none": "no rating is different",
    "order": [int(rating) for rating in ORDER],
    "always": [int(rating) for rating in RAG],
    "count": "{count} {rating}",
    "whole": "{turned}: {counts}",
}


def short(before: RatingArray, after: RatingArray) -> str:
    """What turned, and the counts; before, after : codes of `Rating`, both of shape (n,).

    >>> short(np.array([3, 4]), np.array([2, 4]))
    'One measure from amber to red: 1 green, 0 amber, 1 red'
    """
    told = turned(before, after) or TEMPLATES["none"]
    whole: str = TEMPLATES["whole"].format(turned=told, counts=counts_in_words(before, after))
    return whole[:1].upper() + whole[1:]


def turned(before: RatingArray, after: RatingArray) -> str:
    """How many measures turned from what to what; '' where none did. Codes of `Rating`, both of shape (n,).

    >>> turned(np.array([2, 2, 3]), np.array([3, 3, 4]))
    'one measure from amber to green and two from red to amber'
    """
    told: list[str] = []
    turns = np.bincount(len(Rating) * before + after, minlength=len(Rating) ** 2)
    for was, now in KINDS:
        count = int(turns[len(Rating) * was + now])
        if count:
            template = TEMPLATES["next" if told else "first"]
            words = {"number": in_words(count), "measures": TEMPLATES["measures"][count > 1]}
            told.append(template.format(**words, before=was.word, after=now.word))
    return joined(told)


def counts_in_words(before: RatingArray, after: RatingArray) -> str:
    """The counts that a sentence ends with: of the RAG always, of the others where a measure came or went.

    >>> counts_in_words(np.array([0, 0, 4]), np.array([0, 2, 4]))
    '1 green, 0 amber, 1 red, 1 unavailable'
    """
    turns = before != after
    told = []
    for rating in ORDER:
        matters = rating in RAG or np.any(turns & ((before == rating) | (after == rating)))
        if matters:
            count = f"{np.count_nonzero(after == rating):,}"
            told.append(TEMPLATES["count"].format(count=count, rating=rating.word))
    return str(TEMPLATES["joins"][0]).join(told)


def in_words(number: int) -> str:
    """A number inside a sentence: as a word below ten.

    >>> in_words(2), in_words(1200)
    ('two', '1,200')
    """
    numbers: list[str] = TEMPLATES["numbers"]
    return numbers[number] if number < len(numbers) else f"{number:,}"


def joined(told: list[str]) -> str:
    """Some things in a row, the last behind 'and'.

    >>> joined(["one", "two", "three"]), joined([])
    ('one, two and three', '')
    """
    comma, last = TEMPLATES["joins"]
    return str(last).join(filter(None, [comma.join(told[:-1]), *told[-1:]]))

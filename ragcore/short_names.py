"""Names that fit a row: too long ones are cut at a word, and so that no two that differ look the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

MOST = 48
"""So many characters has a name that fits a row."""
_CUT = "…"


def shortened(names: Iterable[str]) -> dict[str, str]:
    """What a row calls each name that is too long for it; names that fit are not in it.

    Of names that begin alike each keeps its end. Where that does not tell them apart either, they stay whole.

    >>> begin = "Percentage of children in care who moved home"
    >>> list(shortened(["Calls answered", f"{begin} once in a year", f"{begin} twice or more"]).values())
    ['Percentage of children…home once in a year', 'Percentage of children…home twice or more']
    """
    told = {name: _beginning(name, MOST) for name in names if len(name) > MOST}
    for other in (_both_ends, str):
        looks = Counter(told.values())
        told = {name: other(name) if looks[look] > 1 else look for name, look in told.items()}
    return told


def _beginning(name: str, most: int) -> str:
    cut = name[: most - len(_CUT)]
    return f"{cut.rsplit(' ', 1)[0] if ' ' in cut else cut}{_CUT}"


def _both_ends(name: str) -> str:
    end = name[-(MOST // 2) :]
    return f"{_beginning(name, MOST // 2)}{end.split(' ', 1)[1] if ' ' in end else end}"

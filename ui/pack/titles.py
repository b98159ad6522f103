"""What scenarios beside each other are told as, where several have one name."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, count


def told_apart(names: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """The names in their order, with a number where one is taken already: a list is told apart by what it shows.

    >>> told_apart(["Plan", "Plan", "As it stands"], ["As it stands"])
    ['Plan', 'Plan (2)', 'As it stands (2)']
    """
    there, titles = set(taken), []
    for name in names:
        numbered = (f"{name} ({number})" for number in count(2))
        titles.append(next(title for title in chain([name], numbered) if title not in there))
        there.add(titles[-1])
    return titles

"""What people type when they save: cleaned of what cannot be seen, and refused where it is too long."""

from __future__ import annotations

import re
from collections.abc import Container

from ragcore.text import visible, whole
from store.faults import RefusedError

MOST_OF_A_NAME = 200
MOST_OF_A_NOTE = 10_000
_NUMBERED = re.compile(r"(.+) \(([1-9][0-9]{0,8})\)")


def name(text: str) -> str:
    """The name of a scenario as it is kept. Raises RefusedError where there is none, or it is too long.

    >>> name("  Winter   plan ")
    'Winter plan'
    """
    plain = visible(whole(text))
    if not plain:
        raise RefusedError("A scenario needs a name. Type one.")
    return _within(plain, MOST_OF_A_NAME, "The name")


def author(text: str) -> str:
    """Who did something, as it is kept. Raises RefusedError where it is too long."""
    return _within(visible(whole(text)), MOST_OF_A_NAME, "The name of who saves it")


def note(text: str) -> str:
    r"""A note as it is kept: its lines are kept apart. Raises RefusedError where it is too long.

    >>> note("First  line \r\n\nthird")
    'First line\n\nthird'
    """
    return _within(_lines(text), MOST_OF_A_NOTE, "The note")


def cover(text: str) -> str:
    """What was typed for a cover, as it is kept. Raises RefusedError where it is too long."""
    return _within(_lines(text), MOST_OF_A_NOTE, "What was typed")


def numbered(name: str, taken: Container[str]) -> str:
    """The name with the next number, from 2, that makes it none of those that are taken, as `same_name` compares them.

    A name that ends with a number already gets another and not one more. It may get longer than a name that is typed.

    >>> numbered("Winter plan", {"winter plan", "winter plan (2)"}), numbered("Winter plan (2)", {"winter plan (2)"})
    ('Winter plan (3)', 'Winter plan (3)')
    """
    found = _NUMBERED.fullmatch(name)
    stem, number = (found[1], int(found[2])) if found else (name, 1)
    while (told := f"{stem} ({(number := number + 1)})").casefold() in taken:
        pass
    return told


def _lines(text: str) -> str:
    lines = [visible(line) for line in whole(text).splitlines()]
    return "\n".join(lines).strip("\n")


def _within(text: str, most: int, what: str) -> str:
    """The text, unless it is too long; cut, it would say what nobody typed."""
    if len(text) > most:
        raise RefusedError(f"{what} has {len(text):,} characters, and {most:,} is the most. Shorten it.")
    return text

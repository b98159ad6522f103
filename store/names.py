"""Names that the store gives: to scorecards and versions by their content, to scenarios by chance."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable

_NAME = re.compile(r"[0-9a-f]{32}")
BYTES = 16
# A database takes so many values in one statement, and more.
_AT_ONCE = 500


def is_name(text: str) -> bool:
    """Whether a text can be a name at all.

    >>> is_name("0" * 32), is_name("0" * 31), is_name("../../x")
    (True, False, False)
    """
    return bool(_NAME.fullmatch(text))


def by_chance() -> str:
    """A name that nobody can guess."""
    return secrets.token_hex(BYTES)


def in_turns(names: Iterable[str]) -> list[list[str]]:
    """The names among the texts, each once, as many together as one statement takes.

    >>> in_turns(["0" * 32, "x", "0" * 32])
    [['00000000000000000000000000000000']]
    """
    found = list(dict.fromkeys(filter(is_name, names)))
    return [found[at : at + _AT_ONCE] for at in range(0, len(found), _AT_ONCE)]

"""JSON from anywhere, read strictly: no repeated names, no numbers that are none, no depth that breaks a reader."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from ragcore.cells import LARGEST
from ragcore.problems import Problem, error
from ragcore.text import broken_in

MOST_BYTES = 10_000_000
MOST_DEPTH = 32

_STRINGS = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class _Refused(Exception):
    """Raised inside the parser to stop it at once; carries the problem."""

    def __init__(self, code: str, where: str, message: str) -> None:
        super().__init__(message)
        self.problem = error(code, where, message)


def read_json(data: bytes) -> tuple[Any, list[Problem]]:
    """Read the bytes of a JSON file, in UTF-8 or (with its mark) UTF-16.

    Returns what it holds and no problems, or None and the problem that refuses it.
    """
    if len(data) > MOST_BYTES:
        told = f"The file has {len(data):,} bytes; the most is {MOST_BYTES:,}."
        return None, [error("E_TOO_LARGE", "file", told)]
    if not data.strip():
        return None, [error("E_EMPTY", "file", "The file is empty; choose a scenario file.")]
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), "utf-8-sig")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None, [error("E_ENCODING", "file", "The file is not UTF-8; save it as UTF-8.")]
    if _depth(text) > MOST_DEPTH:
        told = f"Something in the file is nested more than {MOST_DEPTH} deep; no scenario is."
        return None, [error("E_JSON_TOO_DEEP", "file", told)]
    try:
        return json.loads(
            text, object_pairs_hook=_pairs, parse_constant=_no_number, parse_int=_integer, parse_float=_float
        ), []
    except _Refused as refused:
        return None, [refused.problem]
    except json.JSONDecodeError as fault:
        where = f"line {fault.lineno}, column {fault.colno}"
        return None, [error("E_JSON_SYNTAX", where, "The file is not JSON from here on; JSON has no comments.")]


def _depth(text: str) -> int:
    """How deep brackets are nested, outside of texts."""
    depth = deepest = 0
    for bracket in re.findall(r"[\[\]{}]", _STRINGS.sub("", text)):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names are all different, and whole characters."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _Refused("E_DUPLICATE_KEY", twice[:60], "The name is given twice in one object; keep one of them.")
    for name, value in pairs:
        if broken_in(name) or (isinstance(value, str) and broken_in(value)):
            where = name if not broken_in(name) else "file"
            raise _Refused("E_CONTROL_CHAR", where, "The text holds half of a character; type the text again.")
    return found


def _no_number(word: str) -> NoReturn:
    """NaN and the infinities are not JSON."""
    raise _Refused("E_NOT_A_NUMBER", "file", f"{word} is not a number that a scenario can hold; write a figure.")


def _integer(digits: str) -> int | float:
    """A whole number within range."""
    if len(digits) > len(f"{LARGEST:.0f}") + 1 or abs(int(digits)) > LARGEST:
        shown = digits if len(digits) <= 20 else f"{digits[:12]}… ({len(digits):,} digits)"
        raise _Refused("E_OUT_OF_RANGE", "file", f"The number {shown} is out of range; none may pass {LARGEST:.0e}.")
    return int(digits)


def _float(digits: str) -> float:
    """A decimal number within range; a minus zero is a zero."""
    figure = float(digits)
    if not abs(figure) <= LARGEST:
        raise _Refused(
            "E_OUT_OF_RANGE", "file", f"The number {digits[:20]} is out of range; none may pass {LARGEST:.0e}."
        )
    return figure + 0.0

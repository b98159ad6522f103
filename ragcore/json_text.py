"""JSON from anywhere, read strictly: no repeated names, no numbers that are none, no depth that breaks a reader."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ragcore.cells import LARGEST
from ragcore.files.kinds import kind_of
from ragcore.problems import Problem, at_most, error, quoted, warning
from ragcore.text import broken_in, visible, whole

MOST_BYTES = 10_000_000
MOST_DEPTH = 32

# A text with all that is in it, an opening bracket, or a closing one. A text that never ends reaches to the end, so
# that no character is looked at twice.
_BRACKETS = re.compile(r'"(?:[^"\\]++|\\.)*+"?|([\[{])|[\]}]', re.DOTALL)
_LONGEST_SHOWN = 20


@dataclass(frozen=True)
class _Fault:
    """Stands where the file says something that cannot be taken, until its place is known."""

    code: str
    message: str


_HALF = _Fault("E_CONTROL_CHAR", "The text holds half of a character; type the text again.")


def read_json(data: bytes) -> tuple[Any, list[Problem]]:
    """Read the bytes of a JSON file, in UTF-8 or in what else JSON may be written.

    Returns what it holds and no error, or None and all that refuses it, each with its place ('overrides[0].value').
    """
    text, problems = _decoded(data)
    if text is None:
        return None, problems
    if _too_deep(text):
        deep = f"Something in the file is nested more than {MOST_DEPTH} deep; no scenario is."
        return None, [error("E_JSON_TOO_DEEP", "file", deep)]
    try:
        told = json.loads(
            text, object_pairs_hook=_object, parse_constant=_no_number, parse_int=_integer, parse_float=_float
        )
    except json.JSONDecodeError as fault:
        return None, [_syntax(fault)]
    faults = at_most(list(_faults(told, "")))
    return (None if faults else told), problems + faults


def _decoded(data: bytes) -> tuple[str | None, list[Problem]]:
    """The text of a file; None and the problem that refuses it where it is none."""
    if len(data) > MOST_BYTES:
        return None, [error("E_TOO_LARGE", "file", f"The file has more than {MOST_BYTES:,} bytes; no scenario has.")]
    kind = kind_of(data)
    if kind:
        return None, [error("E_FORMAT", "file", f"The file is {kind} and not a scenario; choose a scenario file.")]
    encoding = json.detect_encoding(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None, [error("E_ENCODING", "file", "The file is not UTF-8; save it as UTF-8.")]
    if not text.strip():
        return None, [error("E_EMPTY", "file", "The file is empty; choose a scenario file.")]
    if encoding.startswith("utf-8") or data.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return text, []
    told = f"The file was taken to be {encoding[:6].upper()}, without a mark that says so; save it as UTF-8."
    return text, [warning("W_ENCODING", "file", told)]


def _syntax(fault: json.JSONDecodeError) -> Problem:
    """The problem of a text that is not JSON."""
    where = f"line {fault.lineno}, column {fault.colno}"
    if fault.pos >= len(fault.doc.rstrip()):
        return error("E_JSON_SYNTAX", where, "The file ends before it is complete; save or copy the whole of it again.")
    told = "The file is not JSON from here on; look for a comma too many, a text that does not end, or a comment."
    return error("E_JSON_SYNTAX", where, told)


def _too_deep(text: str) -> bool:
    """Whether brackets are nested too deep, outside of texts."""
    depth = 0
    for found in _BRACKETS.finditer(text):
        if found.lastindex:
            depth += 1
            if depth > MOST_DEPTH:
                return True
        elif found[0][0] != '"':
            depth -= 1
    return False


def _faults(told: Any, place: str) -> Iterator[Problem]:
    """All that cannot be taken, each at its place."""
    if isinstance(told, _Fault):
        yield error(told.code, whole(visible(place)) or "file", told.message)
    elif isinstance(told, str) and broken_in(told):
        yield from _faults(_HALF, place)
    elif isinstance(told, list):
        for index, inner in enumerate(told):
            yield from _faults(inner, f"{place}[{index}]")
    elif isinstance(told, dict):
        for name, inner in told.items():
            yield from _faults(_HALF if broken_in(name) else inner, f"{place}.{name[:60]}" if place else name[:60])


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any] | _Fault:
    """An object whose names are all different."""
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    twice, _ = Counter(name for name, _ in pairs).most_common(1)[0]
    return _Fault("E_DUPLICATE_KEY", f"The name {quoted(twice)} is given twice in one object; keep one of them.")


def _no_number(word: str) -> _Fault:
    """NaN and the infinities are not JSON."""
    return _Fault("E_NOT_A_NUMBER", f"{word} is not a number that a scenario can hold; write a figure.")


def _integer(digits: str) -> int | _Fault:
    """A whole number within range."""
    if len(digits) > len(f"-{LARGEST:.0f}") or abs(int(digits)) > LARGEST:
        return _out_of_range(digits)
    return int(digits)


def _float(digits: str) -> float | _Fault:
    """A decimal number within range; a minus zero is a zero."""
    figure = float(digits)
    return figure + 0.0 if abs(figure) <= LARGEST else _out_of_range(digits)


def _out_of_range(digits: str) -> _Fault:
    """The fault of a number that nothing could be worked out with."""
    shown = digits if len(digits) <= _LONGEST_SHOWN else f"{digits[:12]}… ({len(digits):,} characters)"
    return _Fault("E_OUT_OF_RANGE", f"The number {shown} is out of range; none may be larger than {LARGEST:,.0f}.")

"""What separates the cells of a text file: stated in its first line, or found where it makes rows of one width."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from itertools import islice

from ragcore.files.header import LOOKED_AT, column_named
from ragcore.problems import Place, Problem, warning

NAMES = {",": "a comma", ";": "a semicolon (;)", "\t": "a tab", "|": "a vertical bar (|)"}
_STATED = re.compile(r'"?sep=([,;\t|])"?\s*?(?:\r\n|\r|\n)', re.IGNORECASE)


def delimiter_of(head: str) -> tuple[str, bool]:
    r"""The delimiter of a file that begins so, and whether its first line states one.

    A statement is not believed where it makes no header of the rows below, and another delimiter does.

    >>> delimiter_of("sep=;\na;b\n"), delimiter_of("indicator|value\nCalls, answered|82\n")
    ((';', True), ('|', False))
    """
    stated = _STATED.match(head)
    rest = head[stated.end() :] if stated else head
    merits = {delimiter: _merit(rest, delimiter) for delimiter in NAMES}
    # Of the same merit, the first: a comma is what CSV is named after.
    best = max(NAMES, key=merits.__getitem__)
    if stated and (merits[stated[1]][0] or not merits[best][0]):
        return stated[1], True
    return best, bool(stated)


def delimiter_told(head: str, delimiter: str) -> list[Problem]:
    """What is told of a delimiter that the first line does not state."""
    stated = _STATED.match(head)
    if stated and stated[1] == delimiter:
        return []
    if stated:
        told = (
            f"The first line says that the cells are separated by {NAMES[stated[1]]}, and they are by "
            f"{NAMES[delimiter]}; they were read so. Correct the first line, or take it out."
        )
        return [warning("W_DELIMITER", Place([1]), told)]
    if delimiter == ",":
        return []
    told = f"The cells of the file are separated by {NAMES[delimiter]} and not by a comma; they were read so."
    return [warning("W_DELIMITER", "file", told)]


def _merit(head: str, delimiter: str) -> tuple[int, int]:
    """How many names of columns a row has at most, and how many rows have one and the same width."""
    try:
        rows = list(islice(csv.reader(io.StringIO(head, newline=""), delimiter=delimiter), LOOKED_AT))
    except csv.Error:  # of a cell without end, which is told when the whole is split
        return 0, 0
    known = max((len({column_named(cell) for cell in cells} - {""}) for cells in rows), default=0)
    widths = Counter(len(cells) for cells in rows if len(cells) > 1)
    return known if known > 1 else 0, max(widths.values(), default=0)

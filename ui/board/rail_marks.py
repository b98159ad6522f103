"""What the browser is told of the rail: the marks on a track, and what is said beyond all that was achieved."""

from __future__ import annotations

import math
from typing import Any

from ragcore.position import Position
from ragcore.rail import Rail
from ragcore.rail_sentences import Mark, beyond_in_words, marks

# The mark that is a range; all others are a place.
_RANGE = "usual"


def rail_marks(position: Position, rail: Rail, row: int) -> dict[str, Any]:
    """The marks of one indicator, where what was ever achieved ends, and the words for what is beyond it."""
    return {
        "marks": [_mark(mark) for mark in marks(position, rail, row)],
        "low": end(rail.achieved_low[row]),
        "high": end(rail.achieved_high[row]),
        "beyond": {of: beyond_in_words(rail, row, of) for of in ("value", "target")},
    }


def end(figure: float) -> float | None:
    """Where something ends; None where nothing ends it."""
    return float(figure) if math.isfinite(figure) else None


def _mark(mark: Mark) -> dict[str, Any]:
    place = {"from": mark.low, "to": mark.high} if mark.kind == _RANGE else {"at": mark.low}
    return {"kind": mark.kind, **place, "name": mark.name, "text": mark.text}

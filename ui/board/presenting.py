"""The board for the wall: its words, and what the strip on top of it says of the scorecard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ragcore.about import About
from ragcore.rating import RAG, Rating

WORDS: dict[str, Any] = {
    "name": "The board for the wall",
    "promise": "Nothing here changes the report",
    "keys": "Keys",
    "leave": "Leave",
    "counts": {"key": "Key measures", "all": "All measures"},
    # Beside the counts of the key measures, a sentence says that it counts the others too.
    "every": "All {count} measures: {sentence}",
    "stands": "As it stands",
    "changes": "With changes",
    # In a room, what is to be talked about comes first.
    "order": [int(r) for r in (*reversed(RAG), Rating.UNAVAILABLE, Rating.UNRATED)],
    "measures": "Measures",
    "measure": "Measure",
    "changed": "{name} (now {rating})",
    "meaning": "What it means",
    "projected": "Projected value for {horizon}",
    "acts": {
        "add": "Add a figure",
        "target": "Move the target too",
        "previous": "Previous",
        "next": "Next",
        "undo": "Undo",
        "redo": "Redo",
        "reset": "Reset this",
        "resetAll": "Reset all",
    },
    # One letter each; they can be switched off, because speech and slips of the hand press letters too.
    "letters": {
        "add": "F",
        "target": "T",
        "previous": "P",
        "next": "N",
        "undo": "U",
        "redo": "Y",
        "reset": "R",
        "resetAll": "A",
    },
    # Those that work on the whole board, and that nobody presses by accident.
    "shortcuts": {"undo": "Control+Z", "redo": "Control+Y"},
}
ILLUSTRATIVE = "Illustrative figures"


@dataclass(frozen=True)
class Strip:
    """What is said of a scorecard in one line; '' for what there is nothing to say of."""

    title: str = ""
    place: str = ""
    illustrative: str = ""


NO_STRIP = Strip()


def strip(title: str, area: str, period: str, about: About) -> Strip:
    """The strip of a scorecard at an area and a period; title : what it is called where there is little room.

    >>> strip("Committee report", "", "2016/17 Q2", About(illustrative="Only the totals are the report's."))
    Strip(title='Committee report', place='2016/17 Q2', illustrative='Illustrative figures')
    """
    return Strip(title, ", ".join(filter(None, [area, period])), ILLUSTRATIVE if about.illustrative else "")

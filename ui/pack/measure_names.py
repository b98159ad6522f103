"""What the documents of a pack call a measure: never cut, and with its area where there are several."""

from __future__ import annotations

from ragcore import wording
from ragcore.position import Position


def measure(position: Position, row: int) -> str:
    """The short name that its file gives it, else its name in full, and its area.

    On paper there is room, and measures whose long names begin alike would all be one where they are cut.
    """
    return f"{_name(position, row)}{in_area(position, row)}"


def measure_in(position: Position, rows: list[int]) -> str:
    """The same of one measure in each of some rows: with its area only where that is one of several."""
    return measure(position, rows[0]) if len(rows) == 1 else _name(position, rows[0])


def in_area(position: Position, row: int) -> str:
    """Behind the name of a measure, the area that it is of, where there are several; else ''."""
    figures = position.figures
    # As codes they are known once for all rows.
    return f" ({figures.area[row] or 'no area'})" if len(figures.codes("area").texts) > 1 else ""


def said_of(position: Position, row: int, sentence: str) -> str:
    """A sentence that begins with the name of a measure as a row of the screen has it, with its name on paper.

    >>> from ragcore.figures import Figures
    >>> from ragcore.rule import Rule
    >>> figures = Figures.of(id=["a", "a"], indicator=["Calls", "Calls"], area=["North", "South"])
    >>> said_of(Position(figures, Rule()), 1, "Calls: red to amber.")
    'Calls (South): red to amber.'
    """
    return f"{measure(position, row)}{sentence.removeprefix(wording.short_name(position.figures, row))}"


def _name(position: Position, row: int) -> str:
    figures = position.figures
    name: str = figures.short_name[row] or figures.indicator[row]
    return name

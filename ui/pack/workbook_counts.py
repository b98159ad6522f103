"""How many measures have each rating, as formulas over the ratings of a sheet, and the line that says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ragcore.compare import with_rating
from ragcore.rating import RAG, Rating
from ragcore.wording import ORDER, count_line, key_line, word
from ui.pack.workbook_form import Formula, Sheet, cell
from ui.pack.workbook_formulas import counted

_FIRST, _TOGETHER = 1, len(ORDER) + 1


@dataclass(frozen=True)
class Counts:
    """One row of counts.

    label : what is counted; ratings : what formulas call the ratings; key : what they call the cells that say which
    measures are key, where only those are counted, else ''
    counts : what it comes to
    """

    label: str
    ratings: str
    key: str
    counts: dict[Rating, int]


def put_counts(sheet: Sheet, row: int, told: Sequence[Counts]) -> int:
    """Write a line in words for each, and below them the table that the lines are made of; gives the row behind."""
    head = row + len(told)
    for at, each in enumerate(told):
        line = (key_line if each.key else count_line)(each.counts)
        label = f"{each.label}: " if len({one.label for one in told}) > 1 else ""
        sheet.put(row + at, 0, Formula(f'"{label}"&{_line(head + 1 + at, bool(each.key))}', f"{label}{line}"), "line")
    sheet.put(head, 0, "How many", "header")
    sheet.badges(head, _FIRST)
    sheet.put(head, _TOGETHER, "With a RAG", "header")
    for at, each in enumerate(told, head + 1):
        sheet.put(at, 0, f"{each.label}, key measures" if each.key else f"{each.label}, all measures", "made")
        for column, rating in enumerate(ORDER, _FIRST):
            over = counted(each.ratings, cell(head, column, fixed_row=True), each.key)
            sheet.put(at, column, Formula(over, each.counts[rating]), "made", "#,##0")
        rag = f"SUM({cell(at, _FIRST)}:{cell(at, _FIRST + len(RAG) - 1)})"
        sheet.put(at, _TOGETHER, Formula(rag, with_rating(each.counts)), "made", "#,##0")
    return head + 1 + len(told)


def rows_of(told: int) -> int:
    """How many rows so many counts take."""
    return 2 * told + 1


def _line(row: int, key: bool) -> str:
    """The formula of a count line, as `ragcore.wording` writes it, over the counts in a row."""
    always = (*RAG,) if key else (*RAG, Rating.UNAVAILABLE)
    parts = []
    for place, rating in enumerate(ORDER):
        count = cell(row, _FIRST + place)
        said = f'"{", " if place else ""}{word(rating)} "&FIXED({count},0)'
        parts.append(said if rating in always else f'IF({count}>0,{said},"")')
    return "&".join(['"Key: "'] * key + parts)

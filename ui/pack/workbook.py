"""A workbook that still thinks: type a figure, a target or a tolerance, and its ratings and counts follow.

No macro, no link to another file, nothing that is worked out again without need.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from ragcore.headline import headline
from ragcore.position import Position
from ui.pack.contents import AS_IT_STANDS, NOTHING_CHANGES, origin
from ui.pack.document import Block, Heading, Paragraph
from ui.pack.pack import Pack, Told
from ui.pack.scenarios import changes, whose
from ui.pack.workbook_blocks import put_blocks
from ui.pack.workbook_counts import Counts, put_counts, rows_of
from ui.pack.workbook_form import Book, Sheet, sheet_name
from ui.pack.workbook_measures import STANDS, Measures, put_measures
from ui.pack.workbook_rule import put_rule, rule_cells

# The row in which the counts begin.
_TOP = 3
THEN = "Then"
_HOW = (
    "Type in the white cells that have a border: ratings and counts follow. Type 82 for 82%: the unit has its own "
    "column. A figure that is no number is unavailable; the columns on the right show how each rating is made."
)
_LIFTED = (
    "Sheets are protected without a password, so that no formula is lost by accident. To change more than the cells "
    "with a border: Review, Unprotect Sheet in Excel; Tools, Protect Sheet in LibreOffice."
)
_ALONE = (
    "A scenario's cells that it leaves alone follow the sheet of the scorecard; what is typed over them stays. "
    "A typed figure is taken as it is: it moves no whole cases, and the counts stand as they were reported."
)


def to_thinking_workbook(pack: Pack) -> bytes:
    """Write the scorecard, each scenario, the rule and where it comes from; the same pack gives the same bytes."""
    book = Book(pack.title, pack.cover.author)
    stood = _stands(book, pack)
    for number, one in enumerate(pack.told, 1):
        _scenario(book, pack, one, number, stood)
    put_rule(book, pack)
    _about(book, pack)
    return book.content()


def _stands(book: Book, pack: Pack) -> Measures:
    """The sheet of the scorecard as it stands."""
    sheet = book.sheet(STANDS)
    position = pack.position
    header = _TOP + rows_of(1 + _has_key(position)) + 1
    measures = Measures.of(position, rule_cells(0), header)
    put_counts(sheet, _TOP, _counts(AS_IT_STANDS, measures, "rating", position))
    put_measures(sheet, measures)
    _top(sheet, pack, pack.title, _HOW, measures.shown - 1)
    sheet.finish(measures.last, measures.shown - 1, header)
    return measures


def _scenario(book: Book, pack: Pack, one: Told, number: int, stood: Measures) -> None:
    """The sheet of a scenario: before and after, and every change with its reason."""
    sheet = book.sheet(sheet_name(number, one.title))
    header = _TOP + rows_of(2 * (1 + _has_key(pack.position))) + 1
    measures = Measures.of(one.after, rule_cells(number), header, stood)
    before = _counts(AS_IT_STANDS, measures, "rating_stood", pack.position)
    after = _counts(THEN, measures, "rating", one.after)
    put_counts(sheet, _TOP, [each for pair in zip(before, after, strict=True) for each in pair])
    put_measures(sheet, measures)
    last = measures.shown - 1
    _top(sheet, pack, f"What if: {one.title}", f"{NOTHING_CHANGES} {_HOW}", last)
    told: Iterable[Block] = chain(
        [Paragraph(headline(pack.position, one.scenario, one.after)), whose(one), Heading("What is changed, and why")],
        changes(pack, one),
    )
    end = put_blocks(sheet, measures.last + 1, told, (0, 1, 3, 5, 7), last)
    sheet.finish(end, last, header)


def _about(book: Book, pack: Pack) -> None:
    """The sheet that says where it comes from, and how to use it."""
    sheet = book.sheet("About")
    sheet.width(0, 30)
    sheet.width(1, 100)
    sheet.put_across(0, 0, 1, "About this workbook", "title")
    illustrative = pack.scorecard.about.illustrative
    told: list[Block] = [Paragraph(illustrative, stands_out=True)] if illustrative else []
    if not pack.told:
        told.append(Paragraph(NOTHING_CHANGES))
    told += [Heading("How to use it"), *(Paragraph(text) for text in (_HOW, _ALONE, _LIFTED)), *origin(pack)]
    sheet.finish(put_blocks(sheet, 1, told, (0, 1), 1), 1)


def _top(sheet: Sheet, pack: Pack, title: str, how: str, last: int) -> None:
    """What a sheet begins with: what it is, where it is from, and what to do with it, up to its last column on paper.

    The widths of the columns are known by then: from them follows how high the last of it is.
    """
    about = pack.scorecard.about
    sheet.put_across(0, 0, 0, title, "title")
    sheet.put(1, 0, ". ".join(filter(None, [about.body, pack.place, about.illustrative])), "line")
    sheet.put_across(2, 0, last, how, "text")


def _has_key(position: Position) -> bool:
    return bool(position.figures.key.any())


def _counts(label: str, measures: Measures, name: str, position: Position) -> list[Counts]:
    """The counts of all measures, and of the key ones where there are any."""
    ratings, key = measures.all(name), measures.all("key")
    told = [Counts(label, ratings, "", position.counts)]
    return [*told, Counts(label, ratings, key, position.key_counts)] if _has_key(position) else told

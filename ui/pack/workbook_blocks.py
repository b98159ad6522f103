"""Blocks of a document on a sheet: what a sheet says in words, as the documents of the pack say it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ui.pack.document import Block, Facts, Heading, Paragraph, Points, Table
from ui.pack.workbook_form import Sheet


def put_blocks(sheet: Sheet, row: int, blocks: Iterable[Block], starts: Sequence[int], last: int) -> int:
    """Write blocks from a row on; gives the row behind them.

    starts : where the columns of facts and tables begin, in a sheet whose columns are there for something else
    last : the column that the last of them, and a paragraph, goes up to
    """
    for block in blocks:
        match block:
            case Heading():
                row = _line(sheet, row + 1, block.text, last, "heading")
            case Paragraph():
                row = _line(sheet, row, block.text, last, "strong" if block.stands_out else "text")
            case Points():
                for item in block.items:
                    row = _line(sheet, row, item, last, "text")
            case Facts():
                for cells in block.rows:
                    row = _row(sheet, row, cells, (starts[0], starts[1]), last, "text")
            case Table():
                row = _row(sheet, row, block.header, starts, last, "header")
                for told in block.rows:
                    texts = [cell if isinstance(cell, str) else cell.text for cell in told]
                    row = _row(sheet, row, texts, starts, last, "text")
            case _:
                # A page and a picture have no place on a sheet.
                pass
    return row


def _line(sheet: Sheet, row: int, text: str, last: int, kind: str) -> int:
    sheet.put_across(row, 0, last, text, kind)
    return row + 1


def _row(sheet: Sheet, row: int, texts: Sequence[str], starts: Sequence[int], last: int, kind: str) -> int:
    ends = [*(start - 1 for start in starts[1 : len(texts)]), last]
    for text, first, end in zip(texts, starts, ends, strict=True):
        sheet.put_across(row, first, end, text, kind)
    return row + 1

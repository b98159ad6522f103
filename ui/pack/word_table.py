"""A table of a document as Word has it: a header that repeats, rows in one piece, and words for who cannot see it."""

from __future__ import annotations

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from ui.pack.document import Cell, Table, Verdict, plain
from ui.pack.word_xml import element, written
from ui.words import LOOKS

# The most rows of a table that is not parted between two pages.
_SHORT = 8


def word_table(table: Table, width: int) -> BaseOxmlElement:
    """The table; width : of all its columns together, in twentieths of a point."""
    widths = [round(width * share) for share in table.shares]
    properties = element(
        "tblPr",
        element("tblStyle", val="PackTable"),
        element("tblW", w=sum(widths), type="dxa"),
        element("tblLayout", type="fixed"),
        element("tblLook", val="04A0", firstRow=1, lastRow=0, firstColumn=1, lastColumn=0, noHBand=1, noVBand=1),
        element("tblCaption", val=plain(table.caption)),
        element("tblDescription", val=plain(_described(table))),
    )
    grid = element("tblGrid", *(element("gridCol", w=width) for width in widths))
    made = element("tbl", properties, grid, _row(table.header, widths, header=True))
    made.extend([_row(cells, widths) for cells in table.rows])
    # A short table stays on one page; of a long one the header and the first row stay together.
    kept = len(table.rows) if len(table.rows) <= _SHORT else 1
    for row in made[2 : 2 + kept]:
        for paragraph in row.iter(qn("w:pPr")):
            paragraph.append(element("keepNext"))
    return made


def _described(table: Table) -> str:
    """What its rows and columns are."""
    count = len(table.rows)
    return f"{count:,} {'row' if count == 1 else 'rows'} below a header with: {', '.join(table.header)}."


def _row(cells: tuple[Cell, ...], widths: list[int], *, header: bool = False) -> BaseOxmlElement:
    properties = element("trPr", element("cantSplit"))
    if header:
        properties.append(element("tblHeader"))
    return element("tr", properties, *(_cell(cell, width) for cell, width in zip(cells, widths, strict=True)))


def _cell(cell: Cell, width: int) -> BaseOxmlElement:
    properties = element("tcPr", element("tcW", w=width, type="dxa"))
    look = element("rPr")
    text = cell if isinstance(cell, str) else cell.text
    if isinstance(cell, Verdict):
        colours = LOOKS["light"][cell.rating]
        properties.append(element("shd", val="clear", color="auto", fill=colours.fill.removeprefix("#")))
        if cell.flipped:
            look.extend([element("b"), element("bCs")])
        look.append(element("color", val=colours.text.removeprefix("#")))
    style = element("pPr", element("pStyle", val="Cell"))
    return element("tc", properties, element("p", style, element("r", look, written(text))))

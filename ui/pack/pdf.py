"""A document as PDF, tagged for screen readers and set by Typst; no text of it is ever read as markup."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

from ui.pack.document import Block, Cell, Document, Facts, Heading, Paragraph, Picture, Points, Table, plain
from ui.pack.drawn import FONT, svg
from ui.words import LOOKS, THEMES

# The font of the screen, which a package brings; then what has more characters, which Typst brings itself.
FONTS = ("Source Sans Pro", "DejaVu Sans Mono")
_FILES = "font_source_sans_pro"
# Paper is white.
_THEME = "light"
# What Typst says where no font has a character.
_LACKS = "could not be displayed"


def to_pdf(document: Document) -> bytes:
    """The whole of it as a PDF that keeps PDF/UA-1; the same document gives the same bytes.

    A character that none of our fonts has comes from a font of the machine. Where that has none either, a box stands
    in its place, and the PDF has its tags but no longer says that it keeps the standard.
    """
    given = json.dumps(_given(document))
    for is_of_machine in (False, True):
        try:
            return _set(given, ["ua-1"], is_of_machine=is_of_machine)
        except typst.TypstError as error:
            if _LACKS not in error.message:
                raise
    return _set(given, [], is_of_machine=True)


def _set(given: str, standards: list[typst.PDFStandard], *, is_of_machine: bool) -> bytes:
    """What Typst makes of it, from memory: no file is written, and none is read but the fonts."""
    return typst.compile(
        Path(__file__).with_suffix(".typ").read_bytes(),
        format="pdf",
        font_paths=_fonts(is_of_machine=is_of_machine),
        sys_inputs={"document": given},
        pdf_standards=standards,
        timestamp=0,
    )


@cache
def _fonts(*, is_of_machine: bool) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=is_of_machine, font_paths=[str(files(_FILES).joinpath("files"))])


def _given(document: Document) -> dict[str, Any]:
    """All that the form asks for: what it says, and how it looks."""
    language, _, region = document.language.partition("-")
    befores: list[Block | None] = [None, *document.blocks]
    pairs = zip(befores, document.blocks, strict=False)
    return {
        "title": plain(document.title),
        "subtitle": plain(document.subtitle),
        "author": plain(document.author),
        "footer": plain(document.footer),
        "language": language,
        "region": region or None,
        "fonts": FONTS,
        "looks": {rating.word: {"fill": look.fill, "text": look.text} for rating, look in LOOKS[_THEME].items()},
        "colours": THEMES[_THEME],
        "blocks": [_block(block, before, document.links) for before, block in pairs],
    }


def _block(block: Block, before: Block | None, links: tuple[str, ...]) -> dict[str, Any]:
    told: dict[str, Any] = {"kind": type(block).__name__}
    match block:
        case Heading():
            told |= {"text": plain(block.text), "level": block.level}
        case Paragraph():
            told |= {"text": plain(block.text), "stands_out": block.stands_out}
        case Points():
            told |= {"items": [plain(item) for item in block.items]}
        case Facts():
            rows = [
                {"label": plain(label), "text": plain(text), "is_link": text in links} for label, text in block.rows
            ]
            told |= {"rows": rows}
        case Picture():
            told |= {"svg": svg(block.spec, f"{FONTS[0]}, {FONT}"), "alt": plain(block.alt)}
        case Table():
            told |= {
                "caption": plain(block.caption),
                "is_said": block.is_said_by(before),
                "header": [plain(text) for text in block.header],
                "rows": [[_cell(cell) for cell in cells] for cells in block.rows],
                "shares": block.shares,
            }
    return told


def _cell(cell: Cell) -> str | dict[str, Any]:
    if isinstance(cell, str):
        return plain(cell)
    return {"rating": cell.rating.word, "text": cell.text, "flipped": cell.flipped}

"""An empty document of Word in the form of a pack: paper, styles, language, properties and footer; no block in it."""

from __future__ import annotations

from pathlib import Path

import docx
from docx.document import Document as Word
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from ui.pack.document import Document, plain
from ui.pack.timeless import MOMENT
from ui.pack.word_xml import element, written

WIDTH, HEIGHT, MARGIN = Mm(210), Mm(297), Mm(20)
# How wide the text is.
MEASURE = Mm(WIDTH.mm - 2 * MARGIN.mm)
# The most characters that a property can have.
_MOST = 255
# What the template brings and no pack needs: a picture of itself, older copies of its styles, its fonts.
_NEEDLESS = ("/thumbnail", "/stylesWithEffects", "/customXml", "/fontTable", "/webSettings")


def formed(document: Document) -> Word:
    """A document of Word that is ready for the blocks of a document."""
    word = docx.Document()
    for rels in (word.part.rels, word.part.package.rels):
        for key in [key for key, rel in rels.items() if rel.reltype.endswith(_NEEDLESS)]:
            del rels[key]
    own = parse_xml((Path(__file__).parent / "word.xml").read_bytes())
    theirs = (word.styles.element, word.part.numbering_part.element, word.settings.element)
    for form, place in zip(own, theirs, strict=True):
        place[:] = form[:]
    for language in word.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), document.language)
    _properties(word, document)
    section = word.sections[0]
    section.page_width, section.page_height = WIDTH, HEIGHT
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    section.footer_distance = Mm(10)
    _footer(word, document)
    return word


def _properties(word: Word, document: Document) -> None:
    properties = word.core_properties
    properties.title = plain(document.title)[:_MOST]
    properties.subject = plain(document.subtitle)[:_MOST]
    properties.author = properties.last_modified_by = plain(document.author)[:_MOST]
    properties.language = document.language
    properties.comments = ""
    properties.created = properties.modified = MOMENT
    properties.revision = 1


def _footer(word: Word, document: Document) -> None:
    """Where it comes from, and the number of the page."""
    footer = word.sections[0].footer
    line = footer.paragraphs[0]
    line.style = "Footer"
    line.add_run(plain(document.footer))
    numbers = footer.add_paragraph(style="Footer")
    numbers.add_run("Page ")
    _number(numbers, "PAGE")
    numbers.add_run(" of ")
    _number(numbers, "NUMPAGES")


def _number(paragraph: Paragraph, name: str) -> None:
    """A number of a page, which Word works out itself: the only kind of field in a pack."""
    paragraph._p.append(element("fldSimple", element("r", written("1")), instr=name))  # noqa: SLF001 - no word for it

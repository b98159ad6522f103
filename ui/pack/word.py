"""A document as Word has it, for the agenda and the minutes: A4, real headings, nothing that Word would run."""

from __future__ import annotations

from io import BytesIO

from docx.document import Document as Word
from docx.image.image import Image
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Inches, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from ui.pack.document import Block, Document, Facts, Heading, PageBreak, Paragraph, Picture, Points, Table, plain
from ui.pack.drawn import png
from ui.pack.timeless import timeless
from ui.pack.word_form import MEASURE, formed
from ui.pack.word_table import word_table
from ui.pack.word_xml import element, written

# Pixels of a chart in an inch, as on screen; and how much finer it is drawn for paper.
_PIXELS, _FINER = 96, 3


def to_word(document: Document) -> bytes:
    """The whole of it as a .docx file; the same document gives the same bytes."""
    word = formed(document)
    word.add_paragraph(plain(document.title), "Title")
    if document.subtitle:
        word.add_paragraph(plain(document.subtitle), "Subtitle")
    before: Block | None = None
    for block in document.blocks:
        first = len(word.paragraphs) if isinstance(before, PageBreak | Table) else 0
        _add(word, block, before, document.links)
        if first and len(word.paragraphs) > first:
            _begins(word.paragraphs[first], before)
        before = block
    kept = BytesIO()
    word.save(kept)
    return timeless(kept.getvalue())


def _begins(line: WordParagraph, before: Block | None) -> None:
    """A property of what follows a page or a table: an empty paragraph between would be read out as one."""
    if isinstance(before, PageBreak):
        line.paragraph_format.page_break_before = True
    elif line.style is not None and line.style.name == "Normal":
        line.paragraph_format.space_before = Pt(10)


def _add(word: Word, block: Block, before: Block | None, links: tuple[str, ...]) -> None:
    match block:
        case Heading():
            word.add_paragraph(plain(block.text), f"Heading {block.level}")
        case Paragraph():
            word.add_paragraph(plain(block.text), "Caution" if block.stands_out else "Normal")
        case Points():
            for item in block.items:
                word.add_paragraph(plain(item), "List Bullet")
        case Facts():
            _facts(word, block, links)
        case Picture():
            _picture(word, block)
        case Table():
            _table(word, block, before)


def _table(word: Word, table: Table, before: Block | None) -> None:
    if not table.is_said_by(before):
        word.add_paragraph(plain(table.caption), "Caption")
    # The last element of the body is the section: the paper.
    word.element.body.insert(len(word.element.body) - 1, word_table(table, round(MEASURE.twips)))


def _facts(word: Word, facts: Facts, links: tuple[str, ...]) -> None:
    for label, text in facts.rows:
        _fact(word, label, text, text in links)
    for line in word.paragraphs[-len(facts.rows) : -1] if facts.rows else ():
        line.paragraph_format.keep_with_next = True


def _fact(word: Word, label: str, text: str, is_link: bool) -> None:
    line = word.add_paragraph(style="Fact")
    line.add_run(f"{plain(label)}:", "Strong")
    line.add_run("\t")
    if not is_link:
        line.add_run(plain(text))
        return
    key = word.part.relate_to(text, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    look = element("rPr", element("rStyle", val="Hyperlink"))
    link = element("hyperlink", element("r", look, written(text)), tooltip=f"Open: {plain(label)}")
    link.set(qn("r:id"), key)
    line._p.append(link)  # noqa: SLF001 - python-docx reads links and writes none


def _picture(word: Word, picture: Picture) -> None:
    """A chart in line with the text, with its words for who cannot see it."""
    drawn = png(picture.spec, _FINER)
    wide = Inches(Image.from_blob(drawn).px_width / _FINER / _PIXELS)
    line = word.add_paragraph(style="Picture")
    line.add_run().add_picture(BytesIO(drawn), min(wide, MEASURE))
    for told in line._p.iter(qn("wp:docPr")):  # noqa: SLF001 - python-docx has no word for it
        told.set("name", picture.name)
        told.set("descr", plain(picture.alt))

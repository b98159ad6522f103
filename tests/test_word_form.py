import pytest
from docx.oxml.ns import qn
from docx.shared import Pt

from ui.pack.document import Document
from ui.pack.timeless import MOMENT
from ui.pack.word_form import MEASURE, formed

DOCUMENT = Document("Quarter 2", "The Council", "Ann Example", "Quarter 2. The Council", ())


def test_it_is_on_a4_paper():
    section = formed(DOCUMENT).sections[0]

    # Word counts in twentieths of a point.
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert section.page_width - section.left_margin - section.right_margin == pytest.approx(MEASURE, abs=Pt(0.1))


def test_it_says_nothing_of_the_moment_or_of_the_program():
    properties = formed(DOCUMENT).core_properties

    assert properties.created == properties.modified == MOMENT
    assert (properties.title, properties.subject, properties.author) == ("Quarter 2", "The Council", "Ann Example")
    assert (properties.last_modified_by, properties.comments, properties.revision) == ("Ann Example", "", 1)


def test_its_footer_is_its_own_and_the_number_of_the_page():
    footer = formed(DOCUMENT).sections[0].footer

    assert footer.paragraphs[0].text == "Quarter 2. The Council"
    assert [field.get(qn("w:instr")) for field in footer._element.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]


def test_its_language_is_that_of_the_document():
    word = formed(Document("Cuarto", "", "", "", (), "es-ES"))

    assert {part.get(qn("w:val")) for part in word.styles.element.iter(qn("w:lang"))} == {"es-ES"}
    assert word.core_properties.language == "es-ES"


def test_every_style_is_based_on_one_that_is_there():
    styles = formed(DOCUMENT).styles.element

    ids = {style.get(qn("w:styleId")) for style in styles.iter(qn("w:style"))}
    others = [part.get(qn("w:val")) for name in ("w:basedOn", "w:next", "w:link") for part in styles.iter(qn(name))]
    assert others
    assert set(others) <= ids


def test_it_has_no_block():
    assert formed(DOCUMENT).paragraphs == []

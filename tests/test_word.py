"""What a reader of a pack in Word meets; and the rules of Word's own accessibility checker, one by one."""

import re
from functools import cache
from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

import colour
import docx
import office
import packs
import pytest
from docx.oxml.ns import qn
from lxml import etree

from ui.pack.contents import document
from ui.pack.document import Document, Facts, Heading, PageBreak, Paragraph, Picture, Points, Table, Verdict, plain
from ui.pack.word import to_word

CASES = ("stands", "one", "several", "by_year", "hostile")
every_case = pytest.mark.parametrize("case", CASES)


@cache
def told(case):
    return document(getattr(packs, case)())


@cache
def made(case):
    return to_word(told(case))


def opened(case):
    return docx.Document(BytesIO(made(case)))


@cache
def printed(case):
    """The pages as LibreOffice prints them, each with its words and one space between."""
    return [" ".join(page.split()) for page in office.pages(office.to_pdf(made(case), "docx"))]


def squeezed(text):
    """A text without spaces and symbols: who prints breaks a long word where it likes, in a font that has a symbol."""
    return re.sub(r"[\s●▲◆–□]|\N{REPLACEMENT CHARACTER}", "", text)


def text_of(part):
    """The text of an element; what python-docx makes of elements has texts of its own, that say it twice."""
    return "".join(text.text for text in part.iter(qn("w:t")))


def parts(case):
    with ZipFile(BytesIO(made(case))) as file:
        return {name: file.read(name) for name in file.namelist()}


def blocks(case, kind):
    return [block for block in told(case).blocks if isinstance(block, kind)]


def said(cell):
    return plain(cell if isinstance(cell, str) else cell.text)


# What it says


@every_case
def test_word_says_all_that_the_document_says(case):
    word = opened(case)

    assert word.paragraphs[0].text == plain(told(case).title)
    texts = [paragraph.text for paragraph in word.paragraphs]
    for block in told(case).blocks:
        match block:
            case Heading() | Paragraph():
                assert plain(block.text) in texts
            case Points():
                assert {plain(item) for item in block.items} <= set(texts)
            case Facts():
                assert {f"{plain(label)}:\t{plain(text)}" for label, text in block.rows} <= set(texts)
    assert [[[cell.text for cell in row.cells] for row in table.rows] for table in word.tables] == [
        [[plain(text) for text in table.header], *([said(cell) for cell in cells] for cells in table.rows)]
        for table in blocks(case, Table)
    ]


@every_case
def test_libreoffice_prints_every_heading_and_every_name(case):
    text = squeezed("".join(printed(case)))

    for heading in blocks(case, Heading):
        assert squeezed(heading.text) in text
    if case != "hostile":
        for name in getattr(packs, case)().position.figures.indicator:
            assert squeezed(name) in text


def test_both_appendices_begin_on_a_page_of_their_own():
    tops = [page[:60] for page in printed("stands")]

    assert any(top.startswith("Appendix 1: Key indicators in detail") for top in tops)
    assert any(top.startswith("Appendix 2: All indicators") for top in tops)


@every_case
def test_every_page_says_where_it_comes_from_and_its_number(case):
    for number, page in enumerate(printed(case), 1):
        assert squeezed(told(case).footer) in squeezed(page)
        assert f"Page {number} of {len(printed(case))}" in page


def test_libreoffice_prints_hostile_names_as_they_are():
    text = squeezed("".join(printed("hostile")))

    # What no font here has a shape for is printed as boxes.
    for name in (name for name in packs.HOSTILE if name.isascii() or "“" in name):
        assert squeezed(name) in text


def test_500_measures_are_all_in_it():
    word = opened("of_500")

    assert [len(table.rows) for table in word.tables][-2:] == [1 + 167, 1 + 500]


def test_the_same_pack_gives_the_same_bytes():
    assert to_word(document(packs.several())) == to_word(document(packs.several()))


def test_the_smallest_document_is_one_too():
    word = docx.Document(BytesIO(to_word(Document("Title", "", "", "", ()))))

    assert [paragraph.text for paragraph in word.paragraphs] == ["Title"]


def test_a_caution_stands_out_by_its_border():
    caution = next(line for line in opened("stands").paragraphs if line.text.startswith("Illustrative figures"))

    assert caution.style.name == "Caution"
    assert len(caution.style.element.find(f".//{qn('w:pBdr')}")) == 4


def test_what_follows_a_page_break_begins_a_page():
    given = Document("Title", "", "", "", (Paragraph("One"), PageBreak(), Heading("Two"), Paragraph("Three")))

    lines = docx.Document(BytesIO(to_word(given))).paragraphs

    assert [line.paragraph_format.page_break_before for line in lines] == [None, None, True, None]


# What Word could run


@every_case
def test_the_only_fields_are_the_numbers_of_pages(case):
    fields = [
        field.get(qn("w:instr"))
        for content in parts(case).values()
        if content.startswith(b"<?xml")
        for field in etree.fromstring(content).iter(qn("w:fldSimple"))
    ]

    assert fields == ["PAGE", "NUMPAGES"]
    assert not any(b"instrText" in content or b"fldChar" in content for content in parts(case).values())


@every_case
def test_there_is_no_macro_and_nothing_embedded(case):
    allowed = r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(app|core)\.xml|word/media/image\d+\.png|word/theme/theme1"
    allowed += r"\.xml|word/(document|styles|settings|numbering|footer1)\.xml|word/_rels/document\.xml\.rels"

    assert [name for name in parts(case) if not re.fullmatch(allowed, name)] == []


@every_case
def test_nothing_outside_is_named_but_links_that_are_ones(case):
    outside = [
        relationship.get("Target")
        for name, content in parts(case).items()
        if name.endswith(".rels")
        for relationship in etree.fromstring(content)
        if relationship.get("TargetMode") == "External"
    ]

    assert outside == list(told(case).links)
    assert outside == ([] if case == "hostile" else [packs.LINK])


# Word's own accessibility rules


@every_case
def test_every_picture_has_words_and_stands_in_line(case):
    body = opened(case).element.body

    assert [told.get("descr") for told in body.iter(qn("wp:docPr"))] == [
        plain(picture.alt) for picture in blocks(case, Picture)
    ]
    assert len(list(body.iter(qn("wp:inline")))) == len(blocks(case, Picture)) > 0
    assert not list(body.iter(f"{{{docx.oxml.ns.nsmap['wp']}}}anchor"))


@every_case
def test_every_table_has_a_header_that_repeats_and_says_what_it_is(case):
    for table, given in zip(opened(case).tables, blocks(case, Table), strict=True):
        repeats = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
        assert repeats == [True] + [False] * len(given.rows)
        assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in table.rows)
        look = table._tbl.tblPr.find(qn("w:tblLook"))
        assert (look.get(qn("w:firstRow")), look.get(qn("w:firstColumn"))) == ("1", "1")
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == plain(given.caption)
        assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))


@every_case
def test_no_cell_is_merged_or_holds_a_table_and_no_row_or_column_is_blank(case):
    for table in opened(case).tables:
        assert not [part for name in ("w:gridSpan", "w:vMerge", "w:hMerge") for part in table._tbl.iter(qn(name))]
        assert len(list(table._tbl.iter(qn("w:tbl")))) == 1
        texts = [[cell.text.strip() for cell in row.cells] for row in table.rows]
        assert all(texts[0])
        assert all(any(row) for row in texts)
        assert all(any(column) for column in zip(*texts[1:], strict=True))


@every_case
def test_no_paragraph_is_empty(case):
    word = opened(case)

    empty = [
        line for line in word.paragraphs if not line.text.strip() and line._p.find(f".//{qn('w:drawing')}") is None
    ]

    assert empty == []


@every_case
def test_headings_are_headings_and_their_levels_never_jump(case):
    levels = [
        int(line.style.name.removeprefix("Heading "))
        for line in opened(case).paragraphs
        if line.style.name.startswith("Heading ")
    ]

    assert len(levels) == len(blocks(case, Heading)) > 0
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@every_case
def test_it_has_a_title_an_author_and_a_language(case):
    word = opened(case)
    properties = word.core_properties

    assert properties.title == plain(told(case).title)
    assert properties.author == plain(told(case).author)
    assert properties.language == "en-GB"
    assert {part.get(qn("w:val")) for part in word.styles.element.iter(qn("w:lang"))} == {"en-GB"}
    assert word.settings.element.find(qn("w:themeFontLang")).get(qn("w:val")) == "en-GB"


def test_a_long_title_is_cut_in_the_properties_alone():
    word = docx.Document(BytesIO(to_word(Document("T" * 300, "S" * 300, "A" * 300, "", ()))))

    assert word.core_properties.title == "T" * 255
    assert word.paragraphs[0].text == "T" * 300


@every_case
def test_a_link_says_where_it_leads(case):
    links = [(text_of(part), part.get(qn("w:tooltip"))) for part in opened(case).element.iter(qn("w:hyperlink"))]

    assert links == ([] if case == "hostile" else [(packs.LINK, "Open: Link")])


@every_case
def test_text_is_easily_read_on_every_fill(case):
    seen = set()
    for cell in opened(case).element.body.iter(qn("w:tc")):
        fill = cell.find(f"{qn('w:tcPr')}/{qn('w:shd')}")
        if fill is not None:
            seen.add((fill.get(qn("w:fill")), cell.find(f".//{qn('w:color')}").get(qn("w:val"))))

    assert len(seen) >= 4
    assert all(colour.contrast(f"#{fill}", f"#{text}") >= 4.5 for fill, text in seen)


def test_every_colour_of_a_style_is_easily_read_on_white_and_on_the_pale_fill():
    colours = {part.get(qn("w:val")) for part in opened("stands").styles.element.iter(qn("w:color"))}

    assert colours
    assert all(colour.contrast(f"#{text}", fill) >= 4.5 for text in colours for fill in ("#FFFFFF", "#F2F4F5"))


@every_case
def test_a_rating_has_its_word_and_symbol_in_its_cell(case):
    given = [
        cell for table in blocks(case, Table) for cells in table.rows for cell in cells if isinstance(cell, Verdict)
    ]

    filled = [cell for cell in opened(case).element.body.iter(qn("w:tc")) if cell.find(f".//{qn('w:shd')}") is not None]

    assert [text_of(cell) for cell in filled] == [verdict.text for verdict in given]
    assert [cell.find(f".//{qn('w:b')}") is not None for cell in filled] == [verdict.flipped for verdict in given]


def test_word_opens_it_in_the_form_of_today():
    # In an older form Word says "compatibility mode" and checks nothing.
    modes = {
        setting.get(qn("w:name")): setting.get(qn("w:val"))
        for setting in opened("stands").settings.element.iter(qn("w:compatSetting"))
    }

    assert modes["compatibilityMode"] == "15"

"""The PDF of a pack: read with another library than the one that wrote it."""

from io import BytesIO

import packs
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office import pages

from ragcore.rating import Rating
from ui.pack.contents import document
from ui.pack.document import Document, Facts, Heading, PageBreak, Paragraph, Picture, Points, Table, Verdict, plain
from ui.pack.pdf import to_pdf

# Where the text of a page ends, from its foot: what lies below is the footer's.
FOOT_IN_POINTS = 24 / 25.4 * 72
# What would be more than text, if it were ever read as Typst.
MARKUP = (
    '#import "x": *',
    '#read("/etc/passwd")',
    "#panic()",
    "= Heading",
    "- point",
    "$x^2$ and $ alone",
    "*strong* and _emph_ and `raw`",
    "@a <label> ~ --- ... \\ \\u{1F600}",
    "\"quoted\" 'quoted' https://example.org/a//b",
    "// comment",
    "/* comment */",
    "] } ) ; # [ { (",
    "#sys.inputs.document",
)


def of(*blocks, **rest):
    about = {"title": "Title", "subtitle": "", "author": "", "footer": "", "blocks": blocks} | rest
    return Document(**about)


def squeezed(text):
    """A text without its spaces, of which lines that are broken have others."""
    return "".join(text.split())


def text_of(pdf):
    return squeezed("".join(pages(pdf)))


def tagged(pdf):
    """Every tag of a PDF in its order, with what it says of itself."""
    found = []

    def walk(node):
        node = node.get_object()
        if isinstance(node, list):
            for each in node:
                walk(each)
        elif isinstance(node, dict) and "/S" in node:
            found.append((node["/S"], node))
            if "/K" in node:
                walk(node["/K"])

    walk(pypdf.PdfReader(BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


def catalogue(pdf):
    return pypdf.PdfReader(BytesIO(pdf)).trailer["/Root"]


def says_it_is_accessible(pdf):
    """Whether a PDF says of itself that it keeps PDF/UA-1."""
    return b"<pdfuaid:part>1</pdfuaid:part>" in catalogue(pdf)["/Metadata"].get_object().get_data()


@pytest.fixture(scope="module")
def report():
    """The committee report with one scenario."""
    return to_pdf(document(packs.one()))


def test_it_says_what_it_is_in_which_language_and_that_it_is_tagged(report):
    root = catalogue(report)

    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert pypdf.PdfReader(BytesIO(report)).metadata.title == packs.scorecard().about.title
    assert says_it_is_accessible(report)


def test_its_headings_are_headings_and_its_outline(report):
    told = [(block.level, block.text) for block in document(packs.one()).blocks if isinstance(block, Heading)]
    outline = []

    def walk(entries, level):
        for entry in entries:
            walk(entry, level + 1) if isinstance(entry, list) else outline.append((level, entry.title))

    walk(pypdf.PdfReader(BytesIO(report)).outline, 1)

    assert [(int(tag[2:]), node["/T"]) for tag, node in tagged(report) if tag[:2] == "/H"] == told
    assert outline == told


def test_its_tables_have_a_header_and_a_caption_unless_a_heading_has_said_it(report):
    tables = [block for block in document(packs.one()).blocks if isinstance(block, Table)]
    tags = [tag for tag, _ in tagged(report)]
    headers = [node for tag, node in tagged(report) if tag == "/TH"]

    assert tags.count("/Table") == len(tables)
    assert len(headers) == sum(len(table.header) for table in tables)
    assert {part["/Scope"] for node in headers for part in node["/A"] if "/Scope" in part} == {"/Column"}
    # Of the tables of both appendices and of the ratings the heading has said it.
    assert 0 < tags.count("/Caption") < len(tables)


def test_its_charts_are_told_in_words(report):
    alts = [node["/Alt"] for tag, node in tagged(report) if tag == "/Figure"]

    assert len(alts) == 1
    assert "As it stands: Green 3, Amber 4, Red 10, Unavailable 2" in alts[0]
    assert "Winter plan: Green 4" in alts[0]


def test_it_has_every_measure_both_appendices_and_the_origin(report):
    text = text_of(report)

    for name in packs.scorecard().position().figures.indicator:
        assert squeezed(name) in text
    for part in ("Appendix 1: Key indicators in detail", "Appendix 2: All indicators", packs.LINK, "Winter plan"):
        assert squeezed(part) in text


def test_a_rating_is_a_symbol_and_a_word_and_says_that_it_was_another_one():
    cells = tuple(("A measure", Verdict(rating, flipped=True)) for rating in Rating)

    text = text_of(to_pdf(of(Table("Ratings", ("Measure", "Rating"), cells, (1.0, 1.0)))))

    for rating in Rating:
        assert squeezed(Verdict(rating, flipped=True).text) in text


def test_each_page_has_its_number_and_the_footer(report):
    told = pages(report)

    assert len(told) > 3
    for number, text in enumerate(told, 1):
        assert squeezed(f"Page {number} of {len(told)}") in squeezed(text)
        assert squeezed(document(packs.one()).footer) in squeezed(text)


def test_the_header_of_a_table_is_on_each_of_its_pages_and_no_row_is_parted():
    rows = tuple((f"first-{at}.", "words " * 40 + f"last-{at}.") for at in range(60))

    told = pages(to_pdf(of(Table("Many", ("Measure", "What it says"), rows, (1.0, 2.0)))))

    assert len(told) > 3
    for text in told:
        assert "What it says" in text
        assert [at for at in range(60) if f"first-{at}." in text] == [at for at in range(60) if f"last-{at}." in text]


@pytest.mark.parametrize("lines", range(30, 42))
def test_a_caption_is_on_the_page_of_its_table_and_facts_stay_together(lines):
    table = Table("What they are", ("Measure", "Target"), (("Calls", "85"),) * 3, (1.0, 1.0))
    facts = Facts(tuple((f"Label {at}", f"Fact {at}") for at in range(4)))

    above = [Paragraph(f"Line {at}") for at in range(lines)]
    for told, texts in ((table, ("What they are", "Measure", "Calls")), (facts, [f"Fact {at}" for at in range(4)])):
        found = pages(to_pdf(of(*above, told)))
        assert len({next(at for at, page in enumerate(found) if text in page) for text in texts}) == 1


def test_facts_that_are_too_many_for_one_page_go_on_over_the_page_also_where_their_labels_are_long():
    facts = Facts(tuple((f"Scenario: {'of the winter ' * 13}{at}", f"version {at}") for at in range(8)))

    heights = []
    for page in pypdf.PdfReader(BytesIO(to_pdf(of(facts)))).pages:
        page.extract_text(visitor_text=lambda text, at, *_: heights.append(at[5]) if "winter" in text else None)

    assert len(heights) >= 8
    assert min(heights) > FOOT_IN_POINTS


def test_a_row_that_is_higher_than_a_page_goes_on_over_the_page():
    told = pages(to_pdf(of(Table("One", ("A", "B"), (("Name", "word " * 3000 + "end"),), (1.0, 1.0)))))

    assert len(told) > 1
    assert squeezed("".join(told)).count("word") == 3000


def test_what_follows_a_break_is_on_a_new_page():
    told = pages(to_pdf(of(Paragraph("Before"), PageBreak(), Paragraph("After"))))

    assert ["Before" in told[0], "After" in told[1], len(told)] == [True, True, 2]


@pytest.mark.parametrize("text", MARKUP)
def test_what_looks_like_markup_is_text_wherever_it_stands(text):
    table = Table(text, (text, "B"), ((text, text),), (1.0, 1.0))
    blocks = (Heading(text), Paragraph(text, stands_out=True), Points((text,)), Facts(((text, text),)), table)

    pdf = to_pdf(of(*blocks, title=text, subtitle=text, author=text, footer=text))

    assert text_of(pdf).count(squeezed(text)) == 12
    assert pypdf.PdfReader(BytesIO(pdf)).metadata.title == text
    assert len(pages(pdf)) == 1


def test_the_texts_of_a_hostile_pack_are_text():
    pdf = to_pdf(document(packs.hostile()))
    text = text_of(pdf)
    # What is written from right to left, and what no font here has, is read back otherwise.
    for name in packs.HOSTILE:
        if name.isascii() or name.startswith("“"):
            assert squeezed(name) in text
    assert not any(b"/JavaScript" in part or b"/Launch" in part for part in pdf.split(b"endobj"))
    assert [page["/Annots"] for page in pypdf.PdfReader(BytesIO(pdf)).pages if "/Annots" in page] == []


def test_only_the_addresses_that_a_document_names_are_links():
    facts = Facts((("Link", packs.LINK), ("Source", "https://example.org/other")))

    pdf = to_pdf(of(facts, links=(packs.LINK,)))

    page = pypdf.PdfReader(BytesIO(pdf)).pages[0]
    assert {each.get_object()["/A"]["/URI"] for each in page["/Annots"]} == {packs.LINK}


def test_a_long_word_is_broken_and_no_character_is_put_into_it():
    word = "W" * 300

    pdf = to_pdf(of(Heading(word), Paragraph(word), Table(word, (word, word), ((word, word),), (1.0, 5.0)), title=word))

    # 300 in the title, the heading, the paragraph and four in the table and above it; none is beyond the paper.
    places = []
    read = pypdf.PdfReader(BytesIO(pdf))
    for page in read.pages:
        page.extract_text(visitor_text=lambda text, _, at, *__: places.append(at[4]) if text.strip() else None)
    assert text_of(pdf).count("W") == 300 * 8
    assert max(places) < 595 - 30


def test_several_lines_are_several_lines():
    assert "One\nTwo" in pages(to_pdf(of(Paragraph("One\nTwo"))))[0]


def test_a_character_that_no_font_has_leaves_the_tags_and_takes_only_the_claim():
    # A character that Unicode has not given to anything.
    pdf = to_pdf(of(Paragraph("Before \U0003ffef after")))

    assert not says_it_is_accessible(pdf)
    assert "/P" in [tag for tag, _ in tagged(pdf)]
    assert "Before" in pages(pdf)[0]


def test_a_picture_that_fetches_something_is_refused():
    with pytest.raises(ValueError, match="may fetch nothing"):
        to_pdf(of(Picture("x", {"data": {"url": "http://evil.example"}, "mark": "bar"}, "x")))


def test_a_chart_is_never_higher_than_a_page():
    spec = {"data": {"values": [{"a": 1}]}, "mark": "bar", "width": 100, "height": 900}

    pdf = to_pdf(of(Picture("x", spec, "A high chart")))

    # Where it lies on the page, in points from its lower left.
    left, bottom, right, top = next(
        part["/BBox"] for tag, node in tagged(pdf) if tag == "/Figure" for part in node["/A"] if "/BBox" in part
    )
    assert 0 < left < right < 595
    assert 0 < bottom < top < 842


def test_the_same_document_gives_the_same_bytes(report):
    assert to_pdf(document(packs.one())) == report


def test_it_is_made_where_nothing_can_be_written_and_leaves_nothing(tmp_path, monkeypatch):
    tmp_path.chmod(0o500)
    monkeypatch.chdir(tmp_path)

    assert to_pdf(of(Paragraph("x"))).startswith(b"%PDF")

    assert list(tmp_path.iterdir()) == []


def test_500_measures_are_all_in_it():
    text = text_of(to_pdf(document(packs.of_500())))

    assert all(f"Measure{at}ofmany" in text for at in range(500))


# Words of letters that our fonts have, and of what is markup in Typst.
WORDS = st.text(st.sampled_from("abXY 09#$*_@<>`\"\\/[](){}=-+~&;:.,'|^%!?é£“”–●"), min_size=1, max_size=80)


@given(WORDS)
@settings(max_examples=40, deadline=None)
def test_whatever_a_text_is_made_of_it_is_read_back(text):
    pdf = to_pdf(of(Paragraph(text), Table("T", ("A", "B"), ((text, text),), (1.0, 1.0))))

    assert text_of(pdf).count(squeezed(plain(text)) or "T") >= 3 or not text.strip()

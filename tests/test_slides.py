"""What a committee sees of a pack in PowerPoint, read back by python-pptx and printed by LibreOffice."""

import re
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import colour
import office
import openpyxl
import packs
import pptx
import pytest
from lxml import etree
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn
from pptx.util import Pt

from ragcore import wording
from ragcore.compare import differing
from ragcore.headline import headline
from ragcore.rating import Rating
from ragcore.scenario import Change, Scenario
from ui import words
from ui.pack.contents import NOTHING_CHANGES, outline
from ui.pack.pack import Cover
from ui.pack.slide_sections import IN_FULL
from ui.pack.slides import to_slides

CASES = ("stands", "one", "several", "by_year", "hostile", "of_500")
every_case = pytest.mark.parametrize("case", CASES)
# The most slides of 500 measures with one scenario.
MOST_SLIDES = 15
SHIPPED = (Rating.GREEN, Rating.AMBER, Rating.RED, Rating.UNAVAILABLE)


@cache
def pack(case):
    return getattr(packs, case)()


@cache
def made(case):
    return to_slides(pack(case))


def opened(content):
    return pptx.Presentation(BytesIO(content))


def slides(case):
    return list(opened(made(case)).slides)


def titles(content):
    return [slide.shapes.title.text_frame.text for slide in opened(content).slides]


def titled(case, beginning):
    """The slides of a section."""
    return [slide for slide in slides(case) if slide.shapes.title.text_frame.text.startswith(beginning)]


@cache
def printed(case):
    """The pages as LibreOffice prints them, without spaces: it breaks a long word where it likes."""
    return [squeezed(page) for page in office.pages(office.to_pdf(made(case), "pptx"))]


def squeezed(text):
    return re.sub(r"\s", "", text)


def tables(case):
    return [shape.table for slide in slides(case) for shape in slide.shapes if shape.has_table]


def charts(some):
    return [shape.chart for slide in some for shape in slide.shapes if shape.has_chart]


def texts(slide):
    """All that can be read on a slide, in its order."""
    for shape in slide.shapes:
        if shape.has_text_frame:
            yield from (paragraph.text for paragraph in shape.text_frame.paragraphs)
        elif shape.has_table:
            yield from (cell.text for row in shape.table.rows for cell in row.cells)


def everything(case):
    return [text for slide in slides(case) for text in texts(slide)]


def parts(content):
    with ZipFile(BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


def figures(chart):
    """The numbers of each series, by its name."""
    return {series.name: list(series.values) for series in chart.plots[0].series}


# What it says


@every_case
def test_libreoffice_prints_a_page_for_each_slide_with_its_title(case):
    assert len(printed(case)) == len(slides(case))
    for page, slide in zip(printed(case), slides(case), strict=True):
        assert squeezed(slide.shapes.title.text_frame.text) in page


@pytest.mark.parametrize("case", ["stands", "one", "several", "by_year", "of_500"])
def test_libreoffice_prints_all_that_is_on_a_slide(case):
    for page, slide in zip(printed(case), slides(case), strict=True):
        # All but the number of the slide, which is a field; and a symbol has a font and so a place of its own.
        for text in list(texts(slide))[:-1]:
            assert all(word in page for word in text.split())


def test_the_titles_tell_the_story():
    assert titles(made("one")) == [
        "Performance Monitoring Q2 2016/17, Children's Services Portfolio",
        "Recommendation",
        "Where it stands",
        "What the ratings mean",
        *(f"Key indicators ({number} of 3)" for number in (1, 2, 3)),
        "What if: Winter plan",
        *(f"Winter plan: what changes, and why ({number} of 2)" for number in (1, 2)),
        "Where this comes from",
    ]


def test_the_first_slide_has_the_cover_and_the_caution():
    assert list(texts(slides("stands")[0])) == [
        "Performance Monitoring Q2 2016/17, Children's Services Portfolio",
        "Buckinghamshire County Council",
        "Committee: Children's Social Care and Learning Select Committee",
        "Date: 6 December 2016",
        "Period: 2016/17 Q2",
        "Illustrative figures: only the 14 key names, their ratings and the totals are the report's.",
        "Performance Monitoring Q2 2016/17, Children's Services Portfolio. 2016/17 Q2. Illustrative figures",
        "1",
    ]


def test_where_it_stands_has_the_counts_of_the_founding_report():
    (slide,) = titled("stands", "Where it stands")

    assert "17 measures with a RAG, 2 with data unavailable" in " ".join(texts(slide))
    assert "Key: Green 1, Amber 3, Red 10." in list(texts(slide))
    (chart,) = charts([slide])
    assert list(chart.plots[0].categories) == [words.badge(rating) for rating in SHIPPED]
    assert figures(chart) == {"As it stands": [3, 4, 10, 2]}


def test_the_key_indicators_are_set_out_under_their_ratings():
    told = titled("stands", "Key indicators")
    headings = [text for slide in told for text in texts(slide) if re.match(r"[●▲◆] ", text)]
    counts = [len(shape.table.rows) - 1 for slide in told for shape in slide.shapes if shape.has_table]

    assert headings[:3] == ["● Green: 1", "▲ Amber: 3", "◆ Red: 10"]
    assert counts[:2] == [1, 3]
    assert sum(counts) == 14


def test_a_rating_that_no_key_indicator_has_is_said_to_be_of_none():
    assert "▲ Amber: none. ◆ Red: none." in list(texts(titled("of_500", "Key indicators")[0]))


def test_a_scorecard_without_key_indicators_has_all_of_them_in_their_place():
    assert not titled("by_year", "Key indicators")

    told = [text for slide in titled("by_year", "All indicators") for text in texts(slide)]
    assert {"● Green: none.", "▲ Amber: 3", "◆ Red: 3"} <= set(told)


@pytest.mark.parametrize("case", ["one", "several", "of_500"])
def test_each_scenario_has_its_sentence_and_the_counts_before_and_after(case):
    position = pack(case).position
    for told in pack(case).told:
        (slide,) = titled(case, f"What if: {told.title}")
        (chart,) = charts([slide])

        assert headline(position, told.scenario, told.after) in list(texts(slide))
        assert list(chart.plots[0].categories) == ["As it stands", told.title]
        assert figures(chart) == {
            words.badge(rating): [position.counts[rating], told.after.counts[rating]] for rating in SHIPPED
        }


def test_each_change_is_there_with_its_reason():
    told = " ".join(text for slide in titled("one", "Winter plan: what changes") for text in texts(slide))

    assert "Two more social workers from January." in told
    assert "No reason was given." in told
    assert "14 more children of 446, if numbers stay the same." in told
    assert "Looked after seen in 6 weeks: amber to green. The projected figure does it." in told


def test_several_scenarios_are_beside_each_other_with_a_bar_each():
    told = titled("several", "The scenarios beside each other")
    (chart,) = charts(told)
    shown = [pack("several").position, *(one.after for one in pack("several").told)]

    assert list(chart.plots[0].categories) == ["As it stands", *(one.title for one in pack("several").told)]
    assert figures(chart) == {words.badge(rating): [each.counts[rating] for each in shown] for rating in SHIPPED}
    names = {text for slide in told for text in texts(slide)}
    figured = pack("several").position.figures
    assert {wording.short_name(figured, row) for row in differing(shown)} <= names


def test_the_last_slide_says_where_it_comes_from():
    told = list(texts(slides("one")[-1]))

    assert {NOTHING_CHANGES, IN_FULL, f"Link: {packs.LINK}", f"Made: {packs.MADE}"} <= set(told)
    assert NOTHING_CHANGES not in everything("stands")


def test_dissent_has_a_slide_where_there_is_any():
    content = to_slides(packs.pack(cover=Cover(dissent="Councillor A dissents.")))

    assert titles(content)[-2:] == ["Dissent", "Where this comes from"]


def test_libreoffice_prints_the_numbers_of_a_bar_on_one_line():
    (page,) = [page for page in printed("of_500") if page.startswith("Whatif:")]

    # In the bars, and in the table below them.
    assert page.count("167") == 4


def test_a_deck_of_500_measures_is_short_and_says_where_the_others_are():
    assert len(slides("of_500")) <= MOST_SLIDES
    assert "And 147 more, which are in the Word document and in the workbook." in everything("of_500")


@every_case
def test_every_slide_says_at_its_foot_where_it_comes_from_and_its_number(case):
    footer = outline(pack(case)).footer

    for number, (page, slide) in enumerate(zip(printed(case), slides(case), strict=True), 1):
        assert list(texts(slide))[-2] == footer
        assert f"{squeezed(footer)}{number}" in page


# Where it stands


@every_case
def test_nothing_is_beyond_its_slide_or_over_something_else(case):
    for slide in slides(case):
        below = 0
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= pptx.util.Emu(12192000)
            assert shape.top + shape.height <= pptx.util.Emu(6858000)
            kind = shape.placeholder_format.type if shape.is_placeholder else None
            if kind != PP_PLACEHOLDER.SLIDE_NUMBER:
                assert shape.top >= below
                below = shape.top + shape.height


@every_case
def test_a_table_is_as_high_and_as_wide_as_its_rows_and_columns(case):
    for slide in slides(case):
        for shape in slide.shapes:
            if shape.has_table:
                assert sum(row.height for row in shape.table.rows) <= shape.height + Pt(1)
                assert sum(column.width for column in shape.table.columns) <= shape.width + Pt(1)


@every_case
def test_libreoffice_makes_no_text_smaller_to_fit(case):
    assert not re.search(rb"normAutofit|spAutoFit", b"".join(parts(made(case)).values()))


@every_case
def test_no_text_is_small(case):
    for slide in slides(case):
        sizes = {run.get("sz") for run in slide.element.iter(qn("a:rPr"), qn("a:defRPr")) if run.get("sz")}
        assert min(map(int, sizes)) >= 1400
    for chart in charts(slides(case)):
        assert {told.get("sz") for told in chart._chartSpace.iter(qn("a:defRPr"))} <= {"1600", None}


def test_the_same_pack_gives_the_same_bytes():
    assert to_slides(packs.several()) == to_slides(packs.several())


# Whoever cannot see it


@every_case
def test_every_slide_has_a_title_of_its_own_and_it_is_read_first(case):
    told = titles(made(case))

    assert all(told)
    assert len(set(told)) == len(told)
    for slide in slides(case):
        assert slide.shapes[0].shape_id == slide.shapes.title.shape_id


def test_titles_that_are_alike_where_they_are_cut_are_told_apart():
    names = [f"{'A very long name of a scenario ' * 10}{end}" for end in "ab"]
    change = Change("repeat-referrals", "value", 26.0)

    told = titles(to_slides(packs.pack([Scenario(name, (change,)) for name in names])))

    assert len(set(told)) == len(told)
    assert any(title.endswith("… [2]") for title in told)


@every_case
def test_every_table_and_chart_has_words(case):
    for slide in slides(case):
        for shape in slide.shapes:
            if shape.has_table or shape.has_chart:
                assert shape._element.find(f".//{qn('p:cNvPr')}").get("descr")
    assert [shape for slide in slides(case) for shape in slide.shapes if shape.shape_type == 13] == []


@every_case
def test_the_first_row_of_a_table_is_its_header_and_the_first_column_too(case):
    for table in tables(case):
        assert table.first_row
        assert table.first_col
        assert not any(cell.is_merge_origin for row in table.rows for cell in row.cells)
        assert all(cell.text for cell in table.rows[0].cells)


@every_case
def test_every_text_says_its_language(case):
    for slide in slides(case):
        assert {run.get("lang") for run in slide.element.iter(qn("a:rPr"))} == {"en-GB"}
    assert not [name for name, content in parts(made(case)).items() if b"en-US" in content]
    assert opened(made(case)).core_properties.language == "en-GB"


@every_case
def test_no_box_is_empty(case):
    for slide in slides(case):
        for shape in slide.shapes:
            assert not shape.has_text_frame or shape.text_frame.text


@every_case
def test_no_rating_is_a_colour_alone(case):
    for chart in charts(slides(case)):
        names = list(chart.plots[0].categories) if len(list(chart.plots[0].series)) == 1 else list(figures(chart))
        assert set(names) <= {words.badge(rating) for rating in Rating}
        assert all(series.data_labels.show_value for series in chart.plots[0].series)
    for table in tables(case):
        for row in table.rows:
            for cell in row.cells:
                filled = cell._tc.find(f"{qn('a:tcPr')}/{qn('a:solidFill')}")
                if filled is not None and row is not table.rows[0] and filled[0].get("val") != "F2F4F5":
                    assert cell.text.removesuffix(" (changed)") in {words.badge(rating) for rating in Rating}


def test_each_text_of_a_coloured_cell_can_be_read():
    for look in words.LOOKS["light"].values():
        assert colour.contrast(look.text, look.fill) >= 4.5


def test_its_properties_say_what_it_is():
    properties = opened(made("one")).core_properties

    assert properties.title == pack("one").title
    assert properties.subject == "Buckinghamshire County Council, 2016/17 Q2"
    assert properties.created == properties.modified


# What PowerPoint could run


def test_hostile_texts_are_texts():
    told = everything("hostile")

    # Those that are not cut; each stands in a cell of its own, as a reason.
    for name in packs.HOSTILE:
        assert name in told or name.startswith("W")


def test_libreoffice_prints_hostile_names_as_they_are():
    text = "".join(printed("hostile"))

    # What no font here has a shape for is printed as boxes.
    for name in (name for name in packs.HOSTILE if name.isascii() and not name.startswith("W")):
        assert squeezed(name) in text


@every_case
def test_the_only_field_is_the_number_of_the_slide(case):
    for slide in slides(case):
        assert [field.get("type") for field in slide.element.iter(qn("a:fld"))] == ["slidenum"]


@every_case
def test_nothing_outside_is_named_but_links_that_are_ones(case):
    outside = [
        relationship.get("Target")
        for name, content in parts(made(case)).items()
        if name.endswith(".rels")
        for relationship in etree.fromstring(content)
        if relationship.get("TargetMode") == "External"
    ]

    assert outside == ([] if case == "hostile" else [packs.LINK])


@every_case
def test_there_is_no_macro_no_picture_and_nothing_embedded_but_the_figures_of_charts(case):
    embedded = [name for name in parts(made(case)) if not name.endswith((".xml", ".rels"))]

    assert all(re.fullmatch(r"ppt/embeddings/Microsoft_Excel_Sheet\d*\.xlsx", name) for name in embedded)
    assert len(embedded) == len(charts(slides(case)))


@every_case
def test_the_figures_of_a_chart_can_be_edited_and_hold_no_formula(case):
    for chart in charts(slides(case)):
        book = openpyxl.load_workbook(BytesIO(chart.part.chart_workbook.xlsx_part.blob))
        (sheet,) = book.worksheets
        header, *rows = [list(row) for row in sheet.iter_rows(values_only=True)]

        assert header[1:] == list(figures(chart))
        assert [row[0] for row in rows] == list(chart.plots[0].categories)
        columns = zip(*(row[1:] for row in rows), strict=True)
        assert [list(column) for column in columns] == list(figures(chart).values())
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f" or cell.hyperlink]
        book.close()


def test_what_xml_cannot_hold_is_left_out():
    change = Change("repeat-referrals", "value", 26.0, "a\x00b\ud800\n\u202ec")
    cover = Cover(title="Title\x1b", purpose="One\nTwo\x00")
    content = to_slides(packs.pack([Scenario("Win\x07ter\tplan", (change,))], cover=cover, made="now\x01"))

    assert titles(content)[:2] == ["Title", "Purpose and recommendation"]
    assert "What if: Winter plan" in titles(content)
    told = [text for slide in opened(content).slides for text in texts(slide)]
    assert {"One", "Two", "ab\ufffd c", "Made: now"} <= set(told)

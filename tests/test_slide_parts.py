"""Texts, tables and charts, one at a time."""

from io import BytesIO

import openpyxl
import pytest
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml.ns import qn

from ragcore.rating import Rating
from ui.pack.document import Verdict
from ui.pack.slide_flow import Bars, Grid, Line, Piece, Texts
from ui.pack.slide_form import WITH_TEXT, WITHOUT_TEXT, formed
from ui.pack.slide_parts import place, titled
from ui.words import LOOKS, badge

RATINGS = (Rating.GREEN, Rating.RED)
LINK = "https://example.org/"


@pytest.fixture
def deck():
    return formed("", "", "")


@pytest.fixture
def slide(deck):
    return deck.slides.add_slide(deck.slide_layouts.get_by_name(WITH_TEXT))


def placed(slide, what, links=(), height=100.0):
    place(slide, Piece(what, 0.0, height), links)
    return slide.shapes[-1]


def counts(green, red):
    return {Rating.GREEN: green, Rating.RED: red}


def test_the_first_text_has_the_place_of_the_layout_and_the_next_a_box(slide):
    first, other = (placed(slide, Texts((Line(text),))) for text in ("One", "Two"))

    assert first.is_placeholder
    assert not other.is_placeholder
    assert [shape.text_frame.text for shape in slide.shapes] == ["", "One", "Two"]


def test_a_text_below_a_table_is_read_after_it(slide):
    grid = Grid("All", (("Measure",), ("Calls",)), (20.0, 20.0), (100.0,))

    placed(slide, grid)
    placed(slide, Texts((Line("Below"),)))

    assert [shape.has_table for shape in slide.shapes] == [False, True, False]


def test_a_point_has_a_bullet_and_a_label_is_bold(slide):
    box = placed(slide, Texts((Line("One", "point"), Line("today", label="Made: "))))

    point, fact = box.text_frame.paragraphs
    assert point._p.find(f".//{qn('a:buChar')}").get("char") == "•"
    assert [(run.text, run.font.bold) for run in fact.runs] == [("Made: ", True), ("today", False)]


def test_only_an_address_that_may_be_a_link_is_one(slide):
    box = placed(slide, Texts((Line(LINK), Line("http://other.example/"))), links=(LINK,))

    assert [line.runs[0].hyperlink.address for line in box.text_frame.paragraphs] == [LINK, None]


def test_a_cell_of_a_rating_has_its_colours_and_bold_where_it_was_another(slide):
    verdicts = (Verdict(Rating.RED), Verdict(Rating.GREEN, flipped=True))
    frame = placed(slide, Grid("All", (("Rating", "Then"), verdicts), (20.0, 20.0), (100.0, 100.0)))

    red, green = frame.table.rows[1].cells
    assert str(red.fill.fore_color.rgb) == LOOKS["light"][Rating.RED].fill.removeprefix("#")
    assert [cell.text_frame.paragraphs[0].runs[0].font.bold for cell in (red, green)] == [False, True]
    assert green.text == "● Green (changed)"


def test_a_table_says_in_words_what_it_holds(slide):
    frame = placed(slide, Grid("All\x00 of them", (("Measure",), ("Calls",)), (20.0, 20.0), (100.0,)))

    told = frame._element.find(f".//{qn('p:cNvPr')}").get("descr")
    assert told == "All of them. 1 row below a header with: Measure."


def test_the_properties_of_a_cell_are_in_the_order_that_powerpoint_wants(slide):
    frame = placed(slide, Grid("All", (("Rating",), (Verdict(Rating.RED),)), (20.0, 20.0), (100.0,)))

    properties = frame.table.cell(1, 0)._tc.tcPr
    assert [part.tag for part in properties] == [qn("a:lnL"), qn("a:lnB"), qn("a:solidFill")]


def test_one_position_has_a_bar_for_each_rating(slide):
    chart = placed(slide, Bars((("Now", counts(3, 0)),), RATINGS, "Bars.")).chart

    assert chart.chart_type == XL_CHART_TYPE.BAR_CLUSTERED
    assert list(chart.plots[0].categories) == [badge(rating) for rating in RATINGS]
    assert list(chart.plots[0].series[0].values) == [3, 0]
    assert not chart.has_legend


def test_several_positions_have_a_bar_each_with_a_symbol_in_each_part(slide):
    chart = placed(slide, Bars((("Now", counts(3, 1)), ("Then", counts(4, 0))), RATINGS, "Bars.")).chart

    assert chart.chart_type == XL_CHART_TYPE.BAR_STACKED
    assert [(series.name, list(series.values)) for series in chart.plots[0].series] == [
        ("● Green", [3, 4]),
        ("◆ Red", [1, 0]),
    ]
    assert chart.plots[0].series[1].data_labels.number_format == '[>=1]"◆ "#,##0;""'
    assert chart.has_legend


def test_a_part_without_room_for_its_number_has_none(slide):
    chart = placed(slide, Bars((("Now", counts(99, 1)), ("Then", counts(95, 5))), RATINGS, "Bars.")).chart

    assert chart.plots[0].series[0].data_labels.number_format.startswith("[>=5]")


def test_no_measures_at_all_are_a_chart_too(slide):
    chart = placed(slide, Bars((("Now", counts(0, 0)), ("Then", counts(0, 0))), RATINGS, "Bars.")).chart

    assert chart.value_axis.maximum_scale == 1


def test_the_name_of_a_bar_is_no_formula_and_no_link_in_its_workbook(slide):
    names = ("=1+1", "http://evil.example/")
    chart = placed(slide, Bars(tuple((name, counts(1, 2)) for name in names), RATINGS, "Bars.")).chart

    book = openpyxl.load_workbook(BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    cells = [book.active.cell(row, 1) for row in (2, 3)]
    assert [(cell.value, cell.data_type, cell.hyperlink) for cell in cells] == [(name, "s", None) for name in names]
    book.close()


def test_a_title_is_in_its_place(deck):
    slide = deck.slides.add_slide(deck.slide_layouts.get_by_name(WITHOUT_TEXT))

    titled(slide, "=1+1", 26.0)

    assert [shape.text_frame.text for shape in slide.shapes] == ["=1+1"]

"""Texts, tables and charts on a slide: what people can edit, with words for whoever cannot see it."""

# python-pptx has types for a part of itself.
# mypy: allow-untyped-calls

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from pptx.chart.chart import Chart
from pptx.chart.data import ChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from pptx.dml.chtfmt import ChartFormat
from pptx.dml.color import RGBColor
from pptx.dml.fill import FillFormat
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.oxml.xmlchemy import BaseOxmlElement
from pptx.shapes.autoshape import Shape
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide
from pptx.table import _Cell
from pptx.text.text import TextFrame, _Paragraph
from pptx.util import Length, Pt
from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it ships no marker that says it has types

from ragcore.rating import Rating
from ui.pack.document import Cell, Verdict
from ui.pack.slide_flow import (
    ABOVE,
    AFTER,
    BEFORE,
    BESIDE,
    INDENT,
    LEFT,
    SMALL,
    TEXT,
    TOP,
    WIDTH,
    Bars,
    Grid,
    Line,
    Piece,
    Texts,
    cut,
    one_line,
)
from ui.pack.slide_form import LANGUAGE
from ui.pack.timeless import MOMENT
from ui.words import LOOKS, THEMES, badge

# Paper is white, and so are slides.
_LOOKS, _COLOURS = LOOKS["light"], THEMES["light"]
# A table without a style of its own: what it looks like is said of each cell.
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_LABELS = 16.0
# A part of a bar that is a smaller share of it has no room for its number, which the table has too.
_SMALLEST = 0.05
# How wide the name of a bar is.
_NAME = 190.0


def place(slide: Slide, piece: Piece, links: tuple[str, ...]) -> None:
    """What stands in one place of a slide; links : the texts that may be links."""
    match piece.what:
        case Texts():
            box = _box(slide)
            box.left, box.top, box.width, box.height = _where(piece)
            written(box.text_frame, piece.what.lines, links)
        case Grid():
            frame = slide.shapes.add_table(len(piece.what.rows), len(piece.what.widths), *_where(piece))
            _table(frame, piece.what)
        case Bars():
            _chart(slide, piece.what, _where(piece))


def _where(piece: Piece) -> tuple[Length, Length, Length, Length]:
    return Pt(LEFT), Pt(TOP + piece.top), Pt(WIDTH), Pt(piece.height)


def _box(slide: Slide) -> Shape:
    """The layout's own place for text, while it is empty; else a box like it."""
    for own in slide.placeholders:
        if own.placeholder_format.idx == 1 and not own.text_frame.text:
            found: Shape = own
            # What is read out next is what stands below what was placed before.
            slide.shapes._spTree.append(found._element)  # noqa: SLF001 - python-pptx has no word for the order
            return found
    box: Shape = slide.shapes.add_textbox(Pt(0), Pt(0), Pt(0), Pt(0))
    frame = box.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    return box


def titled(slide: Slide, title: str, size: float) -> None:
    """The title of a slide, in the layout's place for it."""
    place_for_it = slide.shapes.title
    if place_for_it is not None:
        _run(place_for_it.text_frame.paragraphs[0], title, size, is_bold=True)


def written(frame: TextFrame, lines: tuple[Line, ...], links: tuple[str, ...] = ()) -> None:
    """Paragraphs as text; whatever they look like, nothing is run of them."""
    for number, line in enumerate(lines):
        paragraph = frame.add_paragraph() if number else frame.paragraphs[0]
        paragraph.space_after = Pt(AFTER)
        if number and line.kind == "heading":
            paragraph.space_before = Pt(BEFORE)
        if line.kind == "point":
            properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - python-pptx has no word for a list
            properties.set("marL", str(Pt(INDENT)))
            properties.set("indent", str(-Pt(INDENT)))
            properties.append(parse_xml(f'<a:buChar {nsdecls("a")} char="•"/>'))
        if line.label:
            _run(paragraph, line.label, TEXT, is_bold=True)
        address = line.text if line.text in links else ""
        _run(paragraph, line.text, TEXT, is_bold=line.is_bold, address=address)


def _run(
    paragraph: _Paragraph, text: str, size: float, *, is_bold: bool = False, colour: str = "", address: str = ""
) -> None:
    run = paragraph.add_run()
    run.text = text
    run.font.size, run.font.bold = Pt(size), is_bold
    if colour:
        run.font.color.rgb = _rgb(colour)
    run._r.get_or_add_rPr().set("lang", LANGUAGE)  # noqa: SLF001 - its languages have no name for a text
    if address:
        run.hyperlink.address = address


def _table(frame: GraphicFrame, grid: Grid) -> None:
    table = frame.table
    table.first_row, table.first_col, table.horz_banding = True, True, False
    frame._element.find(f".//{qn('a:tableStyleId')}").text = _NO_STYLE  # noqa: SLF001 - python-pptx has no word for it
    for number, width in enumerate(grid.widths):
        table.columns[number].width = Pt(width)
    for number, (row, height, cells) in enumerate(zip(table.rows, grid.heights, grid.rows, strict=True)):
        row.height = Pt(height)
        for cell, said in zip(row.cells, cells, strict=True):
            _cell(cell, said, is_header=not number)
    count = len(grid.rows) - 1
    rows = f"{count:,} {'row' if count == 1 else 'rows'} below a header with"
    _described(frame, "Table", f"{grid.caption}. {rows}: {', '.join(_text(cell) for cell in grid.rows[0])}.")


def _cell(cell: _Cell, said: Cell, *, is_header: bool) -> None:
    cell.margin_left = cell.margin_right = Pt(BESIDE)
    cell.margin_top = cell.margin_bottom = Pt(ABOVE)
    cell.vertical_anchor = MSO_ANCHOR.BOTTOM if is_header else MSO_ANCHOR.TOP
    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001 - python-pptx has no word for the lines of a table
    # Two ratings beside each other have a line between them, as all zones that touch.
    if isinstance(said, Verdict):
        properties.append(_line("L", 1.5, _COLOURS["background"]))
    properties.append(_line("B", 1.5 if is_header else 0.75, _COLOURS["line"]))
    paragraph = cell.text_frame.paragraphs[0]
    if isinstance(said, Verdict):
        look = _LOOKS[said.rating]
        _filled(cell.fill, look.fill)
        _run(paragraph, said.text, SMALL, is_bold=said.flipped, colour=look.text)
        return
    if is_header:
        _filled(cell.fill, _COLOURS["second"])
    else:
        cell.fill.background()
    _run(paragraph, said, SMALL, is_bold=is_header, colour=_COLOURS["text"])


def _line(side: str, width: float, colour: str) -> BaseOxmlElement:
    fill = f'<a:solidFill><a:srgbClr val="{colour.removeprefix("#")}"/></a:solidFill>'
    made: BaseOxmlElement = parse_xml(f'<a:ln{side} {nsdecls("a")} w="{Pt(width)}">{fill}</a:ln{side}>')
    return made


def _chart(slide: Slide, bars: Bars, where: tuple[Length, Length, Length, Length]) -> None:
    data = _Counts(number_format="#,##0")
    if len(bars.shown) == 1:
        ((title, counts),) = bars.shown
        data.categories = [badge(rating) for rating in bars.ratings]
        data.add_series(title, [counts[rating] for rating in bars.ratings])
        kind = XL_CHART_TYPE.BAR_CLUSTERED
    else:
        data.categories = [cut(title, _NAME, _LABELS, 2) for title, _ in bars.shown]
        for rating in bars.ratings:
            data.add_series(badge(rating), [counts[rating] for _, counts in bars.shown])
        kind = XL_CHART_TYPE.BAR_STACKED
    # python-pptx says another type than it returns.
    frame: GraphicFrame = slide.shapes.add_chart(kind, *where, data)  # type: ignore[assignment]
    _described(frame, "Chart", bars.alt)
    chart = frame.chart
    chart.font.size, chart.font.color.rgb = Pt(_LABELS), _rgb(_COLOURS["text"])
    _axes(chart)
    if len(bars.shown) == 1:
        _by_rating(chart, bars)
    else:
        _by_position(chart, bars)
    for told in chart._chartSpace.iter(qn("a:defRPr"), qn("a:endParaRPr")):  # noqa: SLF001 - no word for a language
        told.set("lang", LANGUAGE)


def _axes(chart: Chart) -> None:
    """The first bar on top; no axis of numbers, as each part has its number."""
    chart.has_title = False
    chart.category_axis.reverse_order = True
    chart.category_axis.tick_labels.font.size = Pt(_LABELS)
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    chart.category_axis.major_tick_mark = XL_TICK_MARK.NONE
    chart.category_axis.format.line.color.rgb = _rgb(_COLOURS["line"])
    chart.value_axis.visible = chart.value_axis.has_major_gridlines = False
    chart.value_axis.minimum_scale = 0
    chart.plots[0].gap_width = 40


def _by_rating(chart: Chart, bars: Bars) -> None:
    chart.has_legend = False
    (series,) = chart.plots[0].series
    for point, rating in enumerate(bars.ratings):
        _coloured(series.points[point].format, rating)
    labels = series.data_labels
    labels.show_value, labels.number_format, labels.number_format_is_linked = True, "#,##0", False
    labels.position, labels.font.size = XL_LABEL_POSITION.OUTSIDE_END, Pt(_LABELS)


def _by_position(chart: Chart, bars: Bars) -> None:
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    chart.legend.font.size = Pt(_LABELS)
    most = max(sum(counts.values()) for _, counts in bars.shown)
    chart.value_axis.maximum_scale = max(most, 1)
    for series, rating in zip(chart.plots[0].series, bars.ratings, strict=True):
        _coloured(series.format, rating)
        labels = series.data_labels
        smallest = max(1, most * _SMALLEST)
        labels.number_format = f'[>={smallest:g}]"{_LOOKS[rating].symbol} "#,##0;""'
        labels.show_value, labels.number_format_is_linked = True, False
        labels.position, labels.font.size = XL_LABEL_POSITION.CENTER, Pt(_LABELS)
        labels.font.color.rgb = _rgb(_LOOKS[rating].text)
        # A number stays on one line, however wide.
        labels._element.find(f"{qn('c:txPr')}/{qn('a:bodyPr')}").set("wrap", "none")  # noqa: SLF001 - no word for it


def _coloured(part: ChartFormat, rating: Rating) -> None:
    _filled(part.fill, _LOOKS[rating].fill)
    part.line.color.rgb, part.line.width = _rgb(_COLOURS["line"]), Pt(0.75)


class _Counts(ChartData):
    """The figures of a chart, which PowerPoint opens as a workbook."""

    @property
    def _workbook_writer(self) -> _Written:
        return _Written(self)


class _Written(CategoryWorkbookWriter):
    """Writes that workbook with its texts as text, and as if it were of one moment."""

    @contextmanager
    def _open_worksheet(self, xlsx_file: BytesIO) -> Iterator[tuple[Workbook, object]]:
        settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        workbook = Workbook(xlsx_file, settings)
        workbook.set_properties({"created": MOMENT})
        yield workbook, workbook.add_worksheet()
        workbook.close()


def _described(frame: GraphicFrame, name: str, alt: str) -> None:
    told = frame._element.find(f".//{qn('p:cNvPr')}")  # noqa: SLF001 - python-pptx has no word for it
    told.set("name", f"{name} {frame.shape_id}")
    told.set("descr", one_line(alt))


def _text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else cell.text


def _filled(fill: FillFormat, colour: str) -> None:
    fill.solid()
    fill.fore_color.rgb = _rgb(colour)


def _rgb(colour: str) -> RGBColor:
    made: RGBColor = RGBColor.from_string(colour.removeprefix("#"))
    return made

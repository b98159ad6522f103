import io
import zipfile
from xml.parsers.expat import ExpatError

import pytest

from ragcore.files.ods import OpenDocument
from ragcore.files.seen import TooMuchError

NAMES = " ".join(
    f'xmlns:{prefix}="urn:{prefix}"' for prefix in ("office", "table", "text", "style", "calcext", "draw", "xlink")
)


def document(sheets, styles="", manifest="<manifest:manifest xmlns:manifest='m'/>"):
    """The bytes of an OpenDocument spreadsheet with this XML for its sheets."""
    content = (
        f"<office:document-content {NAMES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body></office:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return file.getvalue()


def seen_of(rows):
    return OpenDocument(document(f'<table:table table:name="Data">{rows}</table:table>')).read("Data")


def cell(text="", kind="", **given):
    """The XML of a cell."""
    kind = f' office:value-type="{kind}"' if kind else ""
    told = "".join(f' {name.replace("__", ":").replace("_", "-")}="{value}"' for name, value in given.items())
    shown = f"<text:p>{text}</text:p>" if text else ""
    return f"<table:table-cell{kind}{told}>{shown}</table:table-cell>"


def row(*cells, given=""):
    return f"<table:table-row {given}>{''.join(cells)}</table:table-row>"


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        (cell("Calls", "string"), "Calls"),
        (cell("83", "float", office__value="82.5"), "82.5"),
        (cell("£1,234", "currency", office__value="1234"), "1234"),
        (cell("83%", "percentage", office__value="0.825"), "82.5%"),
        (cell("01/04/24", "date", office__date_value="2024-04-01"), "1 Apr 2024"),
        (cell("Apr-24", "date", office__date_value="2024-04-01"), "Apr-24"),
        (cell("x", "date", office__date_value="2024-04-01T09:30:00"), "1 Apr 2024 09:30"),
        (cell("01:30", "time", office__time_value="PT01H30M00S"), "01:30"),
        (cell("30:00:05", "time", office__time_value="PT30H00M05S"), "30:00:05"),
        (cell("WAHR", "boolean", office__boolean_value="true"), "TRUE"),
        (cell("TRUE", "float", office__value="1"), "TRUE"),
        (cell("a<text:s text:c='2'/>b", "string"), "a  b"),
        (cell("no type"), "no type"),
        (cell("GBP 123", "currency", office__value="123.4"), "123.4"),
        (cell("a</text:p><text:p>b", "string"), "a\nb"),
        (cell("<text:a>a</text:a><office:annotation><text:p>no</text:p></office:annotation>", "string"), "a"),
        (cell("#DIV/0!", "string", table__formula="of:=1/0"), "#DIV/0!"),
        (cell("#DIV/0!", "string", table__formula="of:=1/0", office__string_value=""), "#DIV/0!"),
        (cell("#N/A", "float", calcext__value_type="error", office__value="0"), "#N/A"),
    ],
)
def test_a_cell_of_any_type_becomes_what_a_person_would_have_typed(xml, text):
    assert seen_of(row(xml)).rows == [(1, [text])]


def test_what_is_repeated_is_repeated_and_empty_space_takes_no_room():
    seen = seen_of(
        row(cell("a", table__number_columns_repeated=2), cell("", table__number_columns_repeated=16382))
        + row(cell(), given='table:number-rows-repeated="3"')
        + row(cell("b"), given='table:number-rows-repeated="2"')
        + row(cell("", table__number_columns_repeated=16384), given='table:number-rows-repeated="1048570"')
    )

    assert seen.rows == [(1, ["a", "a"]), (5, ["b"]), (6, ["b"])]


def test_a_text_repeated_without_end_is_too_much():
    with pytest.raises(TooMuchError):
        seen_of(row(cell("a", table__number_columns_repeated=16384)))
    with pytest.raises(TooMuchError):
        seen_of(row(cell("a"), given='table:number-rows-repeated="1048576"'))
    with pytest.raises(ValueError, match="beyond"):
        seen_of(row(cell("a"), given='table:number-rows-repeated="999999999999"'))


def test_what_lies_beside_the_cells_is_seen():
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    seen = seen_of(
        columns
        + row(cell("a", table__number_rows_spanned=2), cell("1%", "percentage", office__value="0.01"))
        + row("<table:covered-table-cell/>", cell("b"), given='table:visibility="filter"')
        + row(cell("", table__formula="of:=1+1"), cell("c<office:annotation/>"))
    )

    assert seen.merged == [(1, 0, 2, 0)]
    assert (seen.hidden_rows, seen.hidden_columns, seen.filtered) == ([2], {1}, True)
    assert (seen.percents, seen.percent) == ([(1, 1)], ("0.01", "1%"))
    assert (seen.unknown, seen.comments) == ([(3, 0)], 1)


def test_sheets_are_told_apart_with_what_is_hidden():
    style = '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'
    sheet = '<table:table table:name="{}" table:style-name="{}">{}</table:table>'
    data = document(sheet.format("A", "ta1", row(cell("a"))) + sheet.format("B", "ta2", row(cell("b"))), style)

    book = OpenDocument(data)

    assert book.sheets == [("A", False), ("B", True)]
    assert [book.read(name).rows for name in "AB"] == [[(1, ["a"])], [(1, ["b"])]]


def test_a_cell_far_from_all_others_is_refused_before_the_library_makes_room_for_it():
    far = row(cell(), given='table:number-rows-repeated="1048574"')
    wide = row(cell("", table__number_columns_repeated=16383), cell("a", "string"))

    with pytest.raises(TooMuchError) as fault:
        seen_of(row(cell("a", "string")) + far + wide)

    assert fault.value.problem.code == "E_TOO_MANY_COLUMNS"
    assert "row 1,048,576 and column XFD" in fault.value.problem.message


def test_a_sheet_may_be_read_twice():
    book = OpenDocument(
        document(f'<table:table table:name="A">{row(cell("1%", "percentage", office__value="0.01"))}</table:table>')
    )

    assert book.read("A") == book.read("A")
    assert book.read("A").percents == [(1, 0)]


def test_a_table_within_a_picture_is_no_sheet():
    inner = "<draw:frame><table:table table:name='no'><table:table-row/></table:table></draw:frame>"

    assert seen_of(row(cell(f"a{inner}"))).rows == [(1, ["a"])]


@pytest.mark.parametrize("xml", ["<table:table>", row(cell("", "float", office__value="1,5")), row(cell("x", "float"))])
def test_what_is_broken_raises_what_the_workbook_catches(xml):
    with pytest.raises((ExpatError, ValueError, LookupError)):
        seen_of(xml)

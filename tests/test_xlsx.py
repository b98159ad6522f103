import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from ragcore.files.seen import TooMuchError
from ragcore.files.seen import told as everything_told
from ragcore.files.xlsx import Package


def saved(book):
    """The bytes of a workbook."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def a_book(*rows):
    """A workbook of one sheet with these rows, and the sheet."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return book, book.active


def seen_of(data):
    """What is read of the first sheet."""
    package = Package(data)
    return package.read(package.sheets[0])


def sheet_of(xml, **parts):
    """The bytes of the least workbook there can be, with this XML for its rows."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    told = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/xl/workbook.xml" ContentType="{types}.sheet.main+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{types}.sharedStrings+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{relations}"><Relationship Id="rId1" Type="{office}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/sharedStrings.xml": f'<sst xmlns="{main}"/>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{relations}"><Relationship Id="rId1" '
        f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}" xmlns:x="{main}">{xml}</worksheet>',
        **parts,
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in told.items():
            archive.writestr(name, content)
    return file.getvalue()


def rows_of(xml):
    return seen_of(sheet_of(f"<sheetData>{xml}</sheetData>")).rows


def test_cells_of_every_type_become_what_a_person_would_have_typed():
    book, sheet = a_book(["Calls", 82.5, 85, True, None, date(2024, 4, 1), 0.825, 0.1 + 0.2, 1234.5, 45383])
    for column, code in (("F", "dd/mm/yyyy"), ("G", "0.0%"), ("I", "£#,##0"), ("J", "mmm-yy")):
        sheet[f"{column}1"].number_format = code

    seen = seen_of(saved(book))

    shown = ["Calls", "82.5", "85", "TRUE", "", "1 Apr 2024", "82.5%", "0.3", "1234.5", "Apr 2024"]
    assert seen.rows == [(1, shown)]
    assert (seen.percents, seen.percent) == ([(1, 6)], ("0.825", "82.5%"))


@pytest.mark.parametrize(
    ("value", "code", "text", "told"),
    [
        (1_200_000, "#,##0,", "1200000", "(1,200,000 is stored and 1,200 shown); it was read as stored"),
        (1_200_000, '£#,##0.0,,"m"', "1200000", "(1,200,000 is stored and 1.2 shown); it was read as stored"),
        (0, '0;-0;"n/a"', "n/a", "(0 is stored and n/a shown); it was read as shown"),
        (82.5, ";;;", "82.5", "(82.5 is stored and nothing shown); it was read as stored"),
        (0, '0;-0;"-"', "0", "(0 is stored and - shown); it was read as stored"),
    ],
)
def test_a_format_that_shows_something_else_than_is_stored_is_told(value, code, text, told):
    book, sheet = a_book(["Calls", value])
    sheet["B1"].number_format = code

    grid, (problem,) = everything_told(seen_of(saved(book)))

    assert (grid.rows[0][1], problem.code, problem.where) == (["Calls", text], "W_NUMBER_FORMAT", "row 1")
    assert told in problem.message


@pytest.mark.parametrize(("value", "text"), [(7, "007"), (1234, "1234"), (-7, "-07"), (7.5, "7.5")])
def test_a_format_of_zeros_keeps_those_at_the_beginning(value, text):
    book, sheet = a_book([value])
    sheet["A1"].number_format = "000"

    assert seen_of(saved(book)).rows == [(1, [text])]


def test_more_merged_areas_than_a_person_makes_are_passed_over_and_told():
    areas = '<mergeCell ref="A2:XFD1048576"/>' * 10_002
    row = '<row r="1"><c r="A1"><v>7</v></c></row>'
    seen = seen_of(sheet_of(f"<sheetData>{row}</sheetData><mergeCells>{areas}</mergeCells>"))

    grid, (problem,) = everything_told(seen)

    assert (grid.merged, problem.code, problem.where) == ([], "W_MERGED_CELLS", "sheet Data")


def test_dates_may_be_counted_from_1904():
    book, _ = a_book([datetime(2024, 4, 1)])  # noqa: DTZ001 - a workbook knows no zones
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904

    assert seen_of(saved(book)).rows == [(1, ["1 Apr 2024"])]


def test_texts_keep_their_runs_their_lines_and_what_looks_like_a_formula():
    rich = CellRichText("Calls ", TextBlock(InlineFont(b=True), "answered"))
    book, sheet = a_book([rich, "two\nlines", "x"])
    sheet["C1"].value, sheet["C1"].data_type = "=1+1", "s"

    assert seen_of(saved(book)).rows == [(1, ["Calls answered", "two\nlines", "=1+1"])]


def test_characters_that_excel_writes_by_their_number_are_those_characters():
    texts = ("a_x000D_b", "_x005F_x0041_", "_x0041_")
    xml = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)

    assert rows_of(f"<row>{xml}</row>") == [(1, ["a\rb", "_x0041_", "_x0041_"])]


@pytest.mark.parametrize(("code", "text"), [("0.0", "85.0"), ("0.00", "85.00"), ("#,##0", "85"), ("General", "85")])
def test_a_number_has_the_decimals_that_are_shown_of_it(code, text):
    book, sheet = a_book([85])
    sheet["A1"].number_format = code

    assert seen_of(saved(book)).rows == [(1, [text])]


def test_a_format_with_fewer_decimals_rounds_nothing():
    book, sheet = a_book([82.4567])
    sheet["A1"].number_format = "0.0"

    assert seen_of(saved(book)).rows == [(1, ["82.4567"])]


def test_a_number_that_is_no_date_under_the_format_of_one_is_an_error_as_excel_shows_it():
    book, sheet = a_book([1e12])
    sheet["A1"].number_format = "dd/mm/yyyy"

    assert seen_of(saved(book)).failed == [(1, 0, "#VALUE!")]


def test_a_formula_without_a_result_is_told_and_one_with_a_result_is_read():
    xml = (
        '<row r="1"><c r="A1"><f>1+1</f></c><c r="B1"><f>1+1</f><v/></c><c r="C1"><f>1+1</f><v>2</v></c>'
        '<c r="D1" t="str"><f>""</f><v></v></c><c r="E1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    )

    seen = seen_of(sheet_of(f"<sheetData>{xml}</sheetData>"))

    assert seen.rows == [(1, ["", "", "2", "", "#DIV/0!"])]
    assert seen.unknown == [(1, 0), (1, 1)]
    assert seen.failed == [(1, 4, "#DIV/0!")]


def test_cells_and_rows_without_a_place_follow_one_another():
    assert rows_of("<row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c><v>3</v></c></row>") == [
        (1, ["1", "2"]),
        (3, ["3"]),
    ]


def test_a_reading_above_a_text_is_no_part_of_it():
    xml = '<row><c t="inlineStr"><is><t>a</t><rPh sb="0" eb="1"><t>no</t></rPh></is></c><c><v>1</v></c></row>'

    assert rows_of(xml) == [(1, ["a", "1"])]


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_names_of_elements_may_have_a_prefix(prefix):
    xml = '<{0}row r="2"><{0}c r="B2" t="b"><{0}v>0</{0}v></{0}c></{0}row>'.format(prefix)  # noqa: UP032 - five times

    assert rows_of(xml) == [(2, ["", "FALSE"])]


def test_strict_workbooks_are_read_too():
    data = sheet_of('<sheetData><row><c t="d"><v>2024-04-01</v></c></row></sheetData>')
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            for one in ("spreadsheetml", "officeDocument"):
                text = text.replace(
                    f"http://schemas.openxmlformats.org/{one}/2006", f"http://purl.oclc.org/ooxml/{one}"
                )
            new.writestr(name, text)

    assert seen_of(file.getvalue()).rows == [(1, ["1 Apr 2024"])]


def test_what_lies_beside_the_cells_is_seen():
    book, sheet = a_book(["a", "b"], ["c", "d"], ["e", "f"])
    sheet.merge_cells("A2:A3")
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet.auto_filter.ref = "A1:B3"
    sheet["B1"].hyperlink = "https://example.org"

    seen = seen_of(saved(book))

    assert (seen.merged, seen.hidden_rows, seen.hidden_columns) == ([(2, 0, 3, 0)], [2], {1})
    assert (seen.filtered, seen.links) == (True, 1)


def test_what_the_sheet_says_of_its_own_size_is_not_believed():
    data = sheet_of('<dimension ref="A1"/><sheetData><row r="5"><c r="C5"><v>1</v></c></row></sheetData>')

    assert seen_of(data).rows == [(5, ["", "", "1"])]


def test_a_cell_in_the_last_corner_is_seen_and_takes_no_room():
    seen = seen_of(sheet_of('<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'))

    assert (seen.rows, seen.far) == ([], [(1048576, 16383)])


def test_many_cells_beyond_the_last_column_are_too_much():
    rows = "".join(f'<row r="{row}"><c r="XFD{row}"><v>1</v></c></row>' for row in range(1, 20))

    with pytest.raises(TooMuchError):
        rows_of(rows)


@pytest.mark.parametrize("again", ["A1", "B1"])
def test_a_cell_that_is_given_twice_or_out_of_order_is_damage(again):
    with pytest.raises(ValueError, match="twice"):
        rows_of(f'<row><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="{again}"><v>3</v></c></row>')


def test_a_cell_far_below_takes_no_time():
    seen = seen_of(sheet_of('<sheetData><row><c><v>1</v></c></row><row r="1048576"><c><v>1</v></c></row></sheetData>'))

    assert (seen.rows, seen.far) == ([(1, ["1"])], [(1048576, 0)])


@pytest.mark.parametrize("xml", ['<row r="x"/>', "<row><c><v>1,5</v></c></row>", '<row><c t="s"><v>7</v></c></row>'])
def test_what_is_broken_raises_what_the_workbook_catches(xml):
    with pytest.raises((ValueError, LookupError)):
        rows_of(xml)


def test_sheets_are_listed_with_what_is_hidden_and_without_charts():
    book, _ = a_book(["a"])
    book.create_sheet("Old").sheet_state = "veryHidden"
    book.create_chartsheet("Chart")

    assert [(sheet.name, sheet.hidden) for sheet in Package(saved(book)).sheets] == [("Sheet", False), ("Old", True)]


def test_a_sheet_that_no_part_holds_is_named():
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sheet_of(""))) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            if "sheet1" not in name:
                new.writestr(name, old.read(name))

    assert Package(file.getvalue()).missing() == ["Data"]


def test_what_no_cell_needs_may_be_broken():
    book, _ = a_book(["a"])
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(book))) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(name, "<" if name in ("docProps/core.xml", "xl/theme/theme1.xml") else old.read(name))

    assert seen_of(file.getvalue()).rows == [(1, ["a"])]


def test_every_value_is_as_openpyxl_reads_it(shared):
    data = (shared / "data" / "england" / "sn_may_2025.xlsx").read_bytes()
    sheet = openpyxl.load_workbook(io.BytesIO(data), data_only=True).active

    for number, cells in seen_of(data).rows:
        expected = ["" if cell.value is None else str(cell.value) for cell in sheet[number]]
        assert cells == expected[: len(cells)]

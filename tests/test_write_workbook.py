import io
import re
import zipfile

import openpyxl
import pytest

from ragcore.write_workbook import WIDEST, Figure, Sheet, workbook


def parts(data):
    """The files in a workbook, each as text."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def only(text):
    """The one cell of a workbook that has one."""
    return openpyxl.load_workbook(io.BytesIO(workbook([Sheet("One", ["name"], [[text]])])))["One"]["A2"]


@pytest.mark.parametrize(
    "text", ["=1+1", '=HYPERLINK("http://example.org")', "+44 1632", "-5", "@SUM(A1)", "＝1+1", "'=1", "'tis", "{=1}"]
)
def test_a_text_that_a_spreadsheet_would_run_is_a_text(text):
    cell = only(text)

    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix == (text != "{=1}")


@pytest.mark.parametrize("text", ["007", "85%", "2024-09-30", "TRUE", "#N/A", "1e5", "c"])
def test_a_text_that_looks_like_something_else_is_a_text(text):
    cell = only(text)

    assert (cell.value, cell.data_type, cell.number_format) == (text, "s", "General")
    assert not cell.quotePrefix


@pytest.mark.parametrize(
    ("digits", "value", "shown"),
    [
        ("85", 85.0, "0"),
        ("85.0", 85.0, "0.0"),
        ("-1234.50", -1234.5, "0.00"),
        ("0.30000000000000004", 0.1 + 0.2, "General"),
        ("0.1234567890123456", 0.1234567890123456, "General"),
        ("999999999999999.9", 999999999999999.9, "0.0"),
        ("1000000000000000", 1e15, "0"),
    ],
)
def test_a_number_is_a_number_in_full_and_shows_the_decimals_it_is_written_with(digits, value, shown):
    cell = only(Figure(digits))

    assert (cell.value, cell.data_type, cell.number_format) == (value, "n", shown)


def test_what_is_not_there_is_an_empty_cell():
    assert only("").value is None
    assert only(Figure("")).value is None


@pytest.mark.parametrize("text", ["bell\x07", "null\x00", "half \ud800", "noncharacter \uffff", "turned \u202e"])
def test_characters_that_no_workbook_can_hold_are_not_in_it(text):
    assert re.fullmatch(r"\w+\ufffd?", only(text).value.replace(" ", ""))


def test_what_a_spreadsheet_takes_for_the_number_of_a_character_is_not_taken_for_it():
    sheet = parts(workbook([Sheet("One", ["name"], [["a_x0041_ _x00e9__x0007_ _x00_"]])]))["xl/worksheets/sheet1.xml"]

    assert "<t>a_x005F_x0041_ _x005F_x00e9__x005F_x0007_ _x00_</t>" in sheet


def test_nothing_in_a_workbook_is_run_linked_or_hidden():
    texts = ["=1+1", "http://example.org", "=cmd|'/c calc'!A0", "\\\\server\\share", "<f>1</f>", "&amp;"]

    found = parts(workbook([Sheet("One", texts, [texts]), Sheet("Two", ["a"], [])]))

    assert set(found) == {
        "[Content_Types].xml", "_rels/.rels", "docProps/app.xml", "docProps/core.xml", "xl/_rels/workbook.xml.rels",
        "xl/styles.xml", "xl/theme/theme1.xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
    }  # fmt: skip
    for name, text in found.items():
        assert not re.search(
            r"<f[ >]|hyperlink|<definedName |state=.(?:hidden|veryHidden)|hidden=.1|TargetMode", text
        ), name
    assert "openpyxl" not in found["docProps/core.xml"]


def test_the_names_of_columns_stay_in_sight_and_are_bold():
    sheet = openpyxl.load_workbook(io.BytesIO(workbook([Sheet("One", ["name", "value"], [["Calls", ""]])])))["One"]

    assert sheet.freeze_panes == "A2"
    assert [cell.font.bold for row in sheet["A1:B2"] for cell in row] == [True, True, False, False]


def test_columns_are_as_wide_as_their_texts_up_to_a_limit_and_longer_texts_are_wrapped():
    rows = [["x" * 20, "y" * 500], ["x", "y"]]

    sheet = openpyxl.load_workbook(io.BytesIO(workbook([Sheet("One", ["a", "name"], rows)])))["One"]

    assert [sheet.column_dimensions[letter].width for letter in "AB"] == [22, WIDEST + 2]
    assert [bool(sheet[place].alignment.wrap_text) for place in ("A2", "B2", "B3")] == [False, True, False]

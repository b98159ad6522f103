import io
import zipfile

import openpyxl
import pytest
from openpyxl.comments import Comment
from test_ods import cell, document, row
from test_xlsx import a_book, saved, sheet_of

from ragcore.files import workbook
from ragcore.files.kinds import Kind
from ragcore.files.workbook import choose, names_known, open_workbook

HEADER = ["indicator", "value", "target"]
FIGURES = ["Calls", 82.5, 85]


def opened(data, kind=Kind.XLSX):
    book, problems = open_workbook(data, kind)
    assert problems == []
    return book


def a_book_of(**sheets):
    """A workbook with these sheets of rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for cells in rows:
            sheet.append(cells)
    return book


def chosen(book, wanted=None):
    grid, problems = choose(opened(saved(book)), wanted)
    return grid and grid.sheet, [problem.code for problem in problems]


def test_the_only_table_is_read_without_a_word():
    assert chosen(a_book_of(Data=[HEADER, FIGURES])) == ("Data", [])


def test_the_sheet_that_looks_most_like_a_scorecard_is_read_and_the_others_are_named():
    book = a_book_of(Cover=[["Report"]], Adults=[HEADER, FIGURES], Children=[HEADER, FIGURES])

    grid, (problem,) = choose(opened(saved(book)))

    assert grid.sheet == "Adults"
    assert (problem.code, problem.where) == ("W_SHEET_CHOSEN", "sheets Adults and Children")
    assert "'Children'" in problem.message


@pytest.mark.parametrize(
    "table",
    [
        [["Measure", "Q1", None, "Good is"], [None, "Actual", "Target"], ["Calls", 82.5, 85, "High"]],
        [["Measure", "2023/24", "2024/25"], ["Calls", 82.5, 85]],
    ],
    ids=["a header of two rows", "one name that is known"],
)
def test_a_cover_with_a_title_and_a_date_is_no_table(table):
    book = a_book_of(Cover=[["Report", "Q1"], [None, None, "Committee"]], Data=table)

    assert chosen(book) == ("Data", ["N_SHEET_CHOSEN"])


def test_where_no_sheet_is_a_scorecard_those_that_may_be_tables_are_offered():
    book = a_book_of(Cover=[["Report"]], Apples=[["a", "b", "c"], [1, 2, 3]], Pears=[["a", "b", "c"], [1, 2, 3]])

    _, (problem,) = choose(opened(saved(book)))

    assert (problem.code, problem.where) == ("W_SHEET_CHOSEN", "sheets Apples and Pears")


def test_notes_beside_the_table_are_noted():
    assert chosen(a_book_of(Notes=[["Figures are provisional"]], Data=[HEADER, FIGURES])) == (
        "Data",
        ["N_SHEET_CHOSEN"],
    )


def test_a_sheet_asked_for_is_read_whatever_the_others_hold():
    book = a_book_of(Adults=[HEADER, FIGURES], Children=[HEADER, FIGURES])

    assert chosen(book, "Children") == ("Children", [])
    assert chosen(book, " children") == ("Children", [])


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are():
    grid, (problem,) = choose(opened(saved(a_book_of(Adults=[HEADER], Children=[HEADER]))), "Housing")

    assert grid is None
    assert problem.code == "E_UNKNOWN_SHEET"
    assert "'Adults', 'Children'" in problem.message


def test_a_hidden_sheet_is_named_and_read_only_when_it_is_asked_for():
    book = a_book_of(Old=[HEADER, FIGURES], Data=[HEADER, FIGURES])
    book["Old"].sheet_state = "hidden"

    assert chosen(book) == ("Data", ["W_HIDDEN_SHEETS"])
    assert chosen(book, "Old") == ("Old", [])


def test_a_sheet_about_is_never_the_table():
    book = opened(saved(a_book_of(About=[HEADER, FIGURES], Data=[HEADER, FIGURES])))

    assert choose(book)[0].sheet == "Data"
    assert book.about.rows[0] == (1, HEADER)
    assert [sheet.name for sheet in book.tables] == ["Data"]
    assert "About" not in choose(book, "Housing")[1][0].message
    assert opened(saved(a_book_of(Data=[HEADER]))).about is None


@pytest.mark.parametrize("wanted", [None, "Sheet"])
def test_an_empty_workbook_says_so(wanted):
    grid, (problem,) = choose(opened(saved(openpyxl.Workbook())), wanted)

    assert grid is None
    assert (problem.code, problem.where) == ("E_EMPTY", "sheet Sheet")
    assert "empty" in problem.message


def test_a_sheet_that_is_refused_gives_no_grid():
    assert chosen(a_book_of(Data=[HEADER, ["x" * 10_001, 1, 2]])) == (None, ["E_CELL_TOO_LONG"])


def test_what_else_is_in_a_workbook_is_told_once_and_not_read():
    book, sheet = a_book(HEADER, FIGURES)
    sheet["A1"].comment = Comment("why", "me")
    file = io.BytesIO(saved(book))
    with zipfile.ZipFile(file, "a") as archive:
        for part in ("xl/vbaProject.bin", "xl/externalLinks/externalLink1.xml", "xl/media/image1.png"):
            archive.writestr(part, "x")

    _, problems = choose(opened(file.getvalue()))

    assert [problem.code for problem in problems] == ["W_MACROS", "W_LINKS", "W_COMMENTS", "N_PICTURES"]


def test_a_sheet_that_is_not_in_the_file_is_damage_and_named():
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sheet_of(""))) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            if "sheet1" not in name:
                new.writestr(name, old.read(name))

    book, (problem,) = open_workbook(file.getvalue(), Kind.XLSX)

    assert book is None
    assert (problem.code, problem.where) == ("E_DAMAGED", "sheet Data")
    assert "damaged" in problem.message


@pytest.mark.parametrize(
    "part",
    [
        "xl/workbook.xml",
        "xl/styles.xml",
        "xl/sharedStrings.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/worksheets/sheet1.xml",
    ],
)
def test_a_broken_part_is_damage(part):
    book, problems = open_workbook(sheet_of("", **{part: "<"}), Kind.XLSX)

    assert book is None
    assert problems[0].code == "E_DAMAGED"


@pytest.mark.parametrize("cell", ["<c><v>1,5</v></c>", '<c t="s"><v>7</v></c>', '<c t="b"><v>x</v></c>'])
def test_a_broken_cell_is_damage_of_its_sheet(cell):
    (problem,) = choose(opened(sheet_of(f"<sheetData><row>{cell}</row></sheetData>")))[1]

    assert (problem.code, problem.where) == ("E_DAMAGED", "sheet Data")


def test_a_workbook_that_needs_too_much_memory_is_not_called_damaged(monkeypatch):
    def full(_):
        raise MemoryError

    monkeypatch.setattr(workbook, "Package", full)

    with pytest.raises(MemoryError):
        open_workbook(b"", Kind.XLSX)


def test_open_documents_are_read_the_same_way():
    rows = "".join(row(*(cell(str(text)) for text in cells)) for cells in (HEADER, FIGURES))

    grid, problems = choose(opened(document(f'<table:table table:name="Data">{rows}</table:table>'), Kind.ODS))

    assert (grid.rows, problems) == ([(1, HEADER), (2, list(map(str, FIGURES)))], [])


def test_an_open_document_that_is_too_large_is_refused_by_sheet():
    sheet = f'<table:table table:name="Data">{row(cell("a", table__number_columns_repeated=9999))}</table:table>'

    book, (problem,) = open_workbook(document(sheet), Kind.ODS)

    assert book is None
    assert (problem.code, problem.where) == ("E_TOO_MANY_COLUMNS", "sheet Data")


def test_an_open_document_with_a_password_says_so():
    data = document("", manifest="<manifest:encryption-data/>")

    assert open_workbook(data, Kind.ODS)[1][0].code == "E_PASSWORD"


def test_binary_workbooks_are_refused_where_no_child_can_be_had(monkeypatch):
    monkeypatch.setattr(workbook, "can_contain", lambda: False)

    assert {open_workbook(b"", kind)[1][0].code for kind in (Kind.XLS, Kind.XLSB, Kind.ODS)} == {"E_FORMAT"}


def test_names_that_scorecards_use_are_known_by_any_spelling():
    from_title = [["Report"], [], ["Measure", "ACTUAL ", "target_value", "Colour of it"]]

    assert names_known(choose(opened(saved(a_book_of(Data=from_title))))[0]) == 3

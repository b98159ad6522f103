import pytest

from ragcore.files.binary import Binary, text_of
from ragcore.files.child import in_child


def opened(data):
    """The sheets of a workbook and the rows of the first of them; or that it is damaged."""
    try:
        book = Binary(data)
        return book.sheets, book.read(book.sheets[0][0]).rows
    except ValueError:
        return "damaged"


def test_what_is_no_workbook_is_damaged(shared):
    stub = (shared / "hostile" / "files" / "xlsx" / "binary_workbook.xlsb").read_bytes()

    assert in_child(opened, stub) == "damaged"
    assert in_child(opened, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)) == "damaged"


def test_the_library_reads_any_workbook_as_we_do(shared):
    data = (shared / "hostile" / "files" / "xlsx" / "ok_control.xlsx").read_bytes()

    sheets, rows = in_child(opened, data)

    assert sheets == [("Data", False)]
    assert rows[:2] == [
        (1, ["indicator", "period", "value", "target"]),
        (2, ["Calls answered in 5 minutes", "2024-25 Q1", "82.5", "85"]),
    ]


@pytest.mark.parametrize(("cell", "text"), [("a", "a"), (82.0, "82"), (7, "7"), (True, "TRUE"), ("", "")])
def test_a_cell_becomes_what_a_person_would_have_typed(cell, text):
    assert text_of(cell) == text

import pytest

from ragcore.files.cell_names import cells_named, columns_named, letters


def test_cells_are_named_as_in_the_workbook():
    assert cells_named([(1, 0)]) == "A1"
    assert cells_named([(1, at) for at in range(5)]) == "A1, B1, C1, D1 and E1"
    assert cells_named([(1, at) for at in range(6)]) == "A1, B1, C1, D1, E1 and 1 more"


@pytest.mark.parametrize(("column", "name"), [(0, "A"), (4, "E"), (25, "Z"), (26, "AA"), (16383, "XFD")])
def test_columns_are_lettered_as_in_a_spreadsheet(column, name):
    assert letters(column) == name


def test_columns_are_named_by_their_letters():
    assert columns_named([27]) == "column AB"
    assert columns_named(list(range(7))) == "columns A, B, C, D, E and 2 more"

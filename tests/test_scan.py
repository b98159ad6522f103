import io
from xml.parsers.expat import ExpatError

import pytest

from ragcore.files.scan import SheetScan
from ragcore.files.seen import FAR_ROWS, FEW, Seen


def scanned(xml):
    """What is seen in these rows of a sheet."""
    scan = SheetScan(Seen("Data"))
    scan.read(io.BytesIO(f"<sheetData>{xml}</sheetData>".encode()))
    return scan


def rows(*numbers):
    return "".join(f'<row r="{number}"><c r="A{number}"><v>1</v></c></row>' for number in numbers)


def test_an_empty_sheet_reaches_nowhere():
    scan = scanned('<row r="9"><c r="Z9" s="1"/></row>')

    assert (scan.rows, scan.columns) == (0, 0)


def test_a_sheet_reaches_to_the_last_cell_that_holds_anything():
    scan = scanned('<row r="2"><c r="B2"><v>1</v></c><c/></row><row><c/><c/><c t="inlineStr"><is/></c></row>')

    assert (scan.rows, scan.columns) == (3, 3)


def test_few_cells_far_below_are_left_out_and_many_are_a_table():
    far = range(FAR_ROWS + 2, FAR_ROWS + 2 + FEW)

    few, many = scanned(rows(1, *far)), scanned(rows(1, *far, far[-1] + 1))

    assert (few.rows, len(few.seen.far)) == (1, FEW)
    assert (many.rows, many.seen.far) == (far[-1] + 1, [])


@pytest.mark.parametrize(
    ("cell", "unknown"),
    [
        ("<f>1+1</f>", True),
        ("<f>1+1</f><v/>", True),
        ("<f>1+1</f><v></v>", True),
        ("<f>1+1</f><v>2</v>", False),
        ("<v>2</v>", False),
        ("", False),
    ],
)
@pytest.mark.parametrize("after", ["", "<c><v>3</v></c>"])
def test_a_formula_without_a_result_is_seen(cell, unknown, after):
    assert scanned(f"<row><c>{cell}</c>{after}</row>").seen.unknown == ([(1, 0)] if unknown else [])


def test_a_formula_may_result_in_an_empty_text():
    assert scanned('<row><c t="str"><f>""</f><v></v></c></row>').seen.unknown == []


@pytest.mark.parametrize("xml", ['<row r="1048577"/>', rows(2, 1), rows(1, 1), '<row r="0"/>', '<row r="x"/>', "<row>"])
def test_a_row_that_is_not_where_it_can_be_is_refused(xml):
    with pytest.raises((ValueError, ExpatError)):
        scanned(xml)


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_what_stands_beside_the_cells_is_seen(prefix):
    xml = (
        '<{0}col min="2" max="99999" hidden="1"/><{0}row hidden="true"/>'
        '<{0}mergeCell ref="A2:B3"/><{0}autoFilter/><{0}hyperlink/>'
    )

    scan = scanned(xml.format(prefix))

    assert (scan.hidden, scan.seen.merged, scan.seen.filtered, scan.seen.links) == ({1}, [(2, 0, 3, 1)], True, 1)
    assert (min(scan.seen.hidden_columns), len(scan.seen.hidden_columns)) == (1, 499)

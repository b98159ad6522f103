"""From bytes to a reading: what each step adds, and that all that is wrong comes together."""

import io

import numpy as np
import pytest
from openpyxl import Workbook

from ragcore.limits import Polarity
from ragcore.reading import MOST_SHOWN, Options, reading_of
from ragcore.rule import Rule

BASE = b"indicator,value,target,polarity,amber\n"


def rows(*lines, header="indicator,value,target,polarity,amber"):
    return "\n".join([header, *lines]).encode()


def read(data, **options):
    return reading_of(data, Options(**options))


def codes(reading):
    return [problem.code for problem in reading.problems]


def workbook(**sheets):
    """The bytes of a workbook: for each sheet its rows."""
    book = Workbook()
    book.remove(book.active)
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


TABLE = [["Indicator", "Value", "Target", "Polarity", "Amber"], ["Calls", 82.5, 85, "higher", 5]]


def test_a_file_is_read_by_its_content_and_shown_as_it_was_understood():
    reading = read(rows("Calls,82.5,85,higher,5"))

    assert codes(reading) == []
    assert reading.header == ["indicator", "value", "target", "polarity", "amber"]
    assert reading.columns == {"indicator": 0, "value": 1, "target": 2, "polarity": 3, "amber": 4}
    assert reading.rows == [2]
    assert reading.cells == [["Calls"], ["82.5"], ["85"], ["higher"], ["5"]]
    assert reading.scorecard.position().counts[3] == 1


def test_a_refused_file_shows_its_table_all_the_same():
    reading = read(rows("Calls,lots,85,higher,5"))

    assert reading.scorecard is None
    assert codes(reading) == ["E_NOT_A_NUMBER"]
    assert (reading.problems[0].rows, reading.problems[0].column) == ((2,), "value")
    assert reading.cells[1] == ["lots"]


def test_a_correction_takes_the_place_of_a_cell():
    reading = read(rows("Calls,lots,85,higher,5"), corrections={(0, "value"): "82.5"})

    assert codes(reading) == []
    assert reading.scorecard.figures.value.tolist() == [82.5]


def test_a_correction_adds_a_column_that_the_file_does_not_have():
    data = rows("Calls,82.5,higher,5", header="indicator,value,polarity,amber")

    assert codes(read(data)) == ["E_MISSING_COLUMN"]
    assert read(data, corrections={(0, "target"): "85"}).scorecard.figures.target.tolist() == [85.0]


def test_a_correction_is_checked_as_a_file_is():
    reading = read(rows("Calls,82.5,85,higher,5"), corrections={(0, "target"): "soon"})

    assert codes(reading) == ["E_NOT_A_NUMBER"]


@pytest.mark.parametrize("correction", [{(7, "value"): "1"}, {(0, "apples"): "1"}])
def test_a_correction_of_what_is_not_there_changes_nothing(correction):
    assert read(rows("Calls,82.5,85,higher,5"), corrections=correction).scorecard.figures.value.tolist() == [82.5]


def test_the_polarity_where_none_is_stated_may_be_chosen_and_is_told():
    reading = read(rows("Calls,82.5,85", header="indicator,value,target"), polarity=Polarity.LOWER)

    assert reading.scorecard.figures.polarity.tolist() == [Polarity.LOWER]
    assert reading.problems[0].message == "There is no column polarity; lower is taken to be better."


def test_the_rule_that_is_given_goes_before_all_others():
    reading = read(rows("Calls,82.5,85,higher,"), rule=Rule.parse({"amber": "1"}))

    assert reading.scorecard.rule.amber.size == 1.0
    assert codes(reading) == []


def test_small_numerators_are_hidden_when_asked_for_and_say_so():
    data = rows("Calls,,85,higher,5,3,88", header="indicator,value,target,polarity,amber,numerator,denominator")

    reading = read(data, hide_small=True)

    assert codes(reading) == ["N_VALUE_MADE", "N_SMALL_HIDDEN"]
    assert np.isnan(reading.scorecard.figures.numerator).all()
    assert reading.scorecard.about.hide_small


def test_a_suppressed_figure_has_no_counts_and_is_never_made_of_them():
    data = rows("Calls,c,85,higher,5,3,88", header="indicator,value,target,polarity,amber,numerator,denominator")

    reading = read(data)

    assert codes(reading) == ["W_SUPPRESSED", "W_COUNTS_SUPPRESSED"]
    assert np.isnan([*reading.scorecard.figures.value, *reading.scorecard.figures.denominator]).all()


def test_a_published_rating_that_the_rule_does_not_make_is_told():
    data = rows("Calls,82.1,80,higher,5,red", header="indicator,value,target,polarity,amber,published")

    assert codes(read(data)) == ["W_PUBLISHED_DIFFERS"]


def test_a_workbook_is_read_with_the_sheet_before_each_place():
    reading = read(workbook(Data=[*TABLE, ["Waste", "lots", 45, "higher", 5]]))

    assert [(problem.code, problem.where) for problem in reading.problems] == [
        ("E_NOT_A_NUMBER", "sheet Data, row 3, column value")
    ]
    assert (reading.sheets, reading.sheet) == (["Data"], "Data")


def test_of_several_sheets_the_one_that_is_asked_for_is_read():
    data = workbook(Adults=TABLE, Children=[TABLE[0], ["Homes", 31, 45, "higher", 5]])

    assert codes(read(data)) == ["W_SHEET_CHOSEN"]
    assert read(data, sheet="Children").scorecard.figures.indicator.tolist() == ["Homes"]
    assert codes(read(data, sheet="Nobody")) == ["E_UNKNOWN_SHEET"]


def test_a_sheet_about_says_what_belongs_to_the_report():
    about = [["Field", "Value"], ["Title", "Quarter 2"], ["rule.amber", "2"]]

    reading = read(workbook(Data=TABLE, About=about))

    assert (reading.scorecard.about.title, reading.scorecard.rule.amber.size) == ("Quarter 2", 2.0)


def test_a_title_above_and_notes_below_are_no_rows_of_the_table():
    lines = [["Quarterly report"], [None], *TABLE, [None], ["Source: our system"]]

    reading = read(workbook(Data=lines))

    assert codes(reading) == ["W_HEADER_NOT_FIRST", "W_NOTES_BELOW"]
    assert reading.rows == [4]


def test_a_column_for_each_quarter_becomes_rows():
    reading = read(rows("Calls,85,higher,5,80,82", header="indicator,target,polarity,amber,2016/17 Q1,2016/17 Q2"))

    assert codes(reading) == ["W_PERIOD_COLUMNS"]
    assert reading.scorecard.periods == ["2016/17 Q1", "2016/17 Q2"]
    assert reading.scorecard.position().figures.previous.tolist() == [80.0]


def test_a_wrong_name_is_told_and_does_not_decide():
    reading = read(workbook(Data=TABLE), name="report.csv")

    assert codes(reading) == ["W_WRONG_EXTENSION"]
    assert reading.scorecard is not None


def test_no_more_rows_are_shown_than_people_look_at():
    reading = read(rows(*(f"M{row},1,2,higher,5" for row in range(MOST_SHOWN + 5))))

    assert len(reading.rows) == len(reading.cells[0]) == MOST_SHOWN
    assert len(reading.scorecard.figures) == MOST_SHOWN + 5

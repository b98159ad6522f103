"""The workbook says all that the pack holds, opens only what may be typed, and runs nothing of a file."""

import io
import zipfile
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from office import converted
from openpyxl.utils import column_index_from_string
from packs import HOSTILE, by_year, hostile, of_500, one, pack, read, several, stands
from workbooks import all_of, column, lines, opened, ratings, table

from ragcore import wording
from ragcore.limits import Polarity
from ragcore.position import Position
from ragcore.rating import Rating
from ui.pack.pack import Told
from ui.pack.workbook import to_thinking_workbook
from ui.pack.workbook_form import sheet_name
from ui.pack.workbook_formulas import FORMULAS
from ui.words import badge


@cache
def made(name):
    """A workbook by the name of its pack."""
    return to_thinking_workbook({"several": several, "hostile": hostile, "one": one, "stands": stands}[name]())


def test_a_scenario_has_a_sheet_with_every_change_its_reason_and_both_counts():
    chosen = several()
    book = opened(made("several"), data_only=True)

    assert book.sheetnames == [
        "Scorecard", "1 Winter plan", "2 Lower targets", "3 A wider rule, and the missing", "Rule", "About",
    ]  # fmt: skip
    for sheet, told in zip(book.worksheets[1:], chosen.told, strict=False):
        texts = {str(cell.value) for row in sheet.iter_rows() for cell in row}
        assert all(not change.reason or change.reason in texts for change in told.scenario.changes)
        assert f"As it stands: {wording.count_line(chosen.position.counts)}" in texts
        assert f"Then: {wording.count_line(told.after.counts)}" in texts


def test_what_to_do_is_told_over_the_columns_on_paper_and_no_word_of_it_is_cut_off():
    for sheet in opened(made("one")).worksheets[:2]:
        (told,) = (each for each in sheet.merged_cells.ranges if each.min_row == 3)
        last = sheet.print_area.rpartition("$")[0].rpartition(":")[2].strip("$")

        assert told.max_col == column_index_from_string(last)
        assert sheet["A3"].alignment.wrap_text


def test_only_what_may_be_typed_is_open_and_no_password_holds_the_rest():
    for sheet in opened(made("several")):
        assert sheet.protection.sheet
        assert sheet.protection.password is None
        for row in sheet.iter_rows():
            for cell in row:
                if not cell.protection.locked:
                    assert cell.border.left.style == "thin", cell
                    assert cell.data_type != "f" or sheet.title != "Scorecard", cell


def test_headers_stay_in_sight_and_are_printed_on_every_page():
    book = opened(made("several"))
    for sheet in book.worksheets[:-2]:
        row, _ = table(sheet)
        assert sheet.freeze_panes == f"B{row + 1}"
        assert sheet.print_title_rows == f"${row}:${row}"
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
        assert sheet.print_area


def test_a_rating_is_a_symbol_and_a_word_and_its_colour_only_comes_on_top():
    sheet = opened(made("stands"))["Scorecard"]
    rules = [rule for each in sheet.conditional_formatting for rule in each.rules]

    assert sorted(rule.formula[0].strip('"') for rule in rules) == sorted(map(badge, Rating))


def test_hostile_texts_are_texts_and_never_formulas():
    content = made("hostile")
    book = opened(content)
    chosen = hostile()
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value not in (None, "")]

    assert column(book["Scorecard"], "Measure", len(HOSTILE)) == list(HOSTILE)
    assert {cell.data_type for cell in cells} <= {"s", "n", "f"}
    formulas = [cell.value for cell in cells if cell.data_type == "f"]
    # Whatever the texts are, they are the formulas of a pack without them.
    assert not any(text[:30] in formula for text in HOSTILE for formula in formulas)
    texts = {cell.value for cell in cells if cell.data_type == "s"}
    assert {change.reason for change in chosen.told[0].scenario.changes} <= texts


def test_hostile_texts_are_the_same_in_another_program():
    book = opened(converted(made("hostile"), "xlsx", "xlsx"))

    assert column(book["Scorecard"], "Measure", len(HOSTILE)) == list(HOSTILE)


def test_a_text_that_the_library_would_take_for_its_own_markup_is_a_text():
    position = read("indicator,value,target\n<r><t>bold</t></r>,1,2\n").position()

    sheet = opened(to_thinking_workbook(all_of(position)))["Scorecard"]

    assert column(sheet, "Measure", 1)[0].strip() == "<r><t>bold</t></r>"


@pytest.mark.parametrize("name", ["several", "hostile"])
def test_there_is_no_macro_no_link_and_nothing_outside(name):
    with zipfile.ZipFile(io.BytesIO(made(name))) as archive:
        names = archive.namelist()
        links = [archive.read(each).decode() for each in names if each.endswith(".rels")]

    assert not [each for each in names if "vba" in each.lower() or "external" in each.lower()]
    assert "External" not in "".join(links)


def test_a_scorecard_of_another_kind_has_its_own_columns():
    position = read(
        "indicator,area,period,value,target_low,target_high,polarity,key\n"
        "Visits,North,2024/25,45,40,50,band,no\nVisits,South,2024/25,55,40,50,band,no\n"
    ).position()

    sheet = opened(to_thinking_workbook(all_of(position)), data_only=True)["Scorecard"]

    assert column(sheet, "Area", 2) == ["North", "South"]
    assert column(sheet, "Upper target", 2) == [50, 50]
    assert "Numerator as reported" not in table(sheet)[1]
    assert (position.figures.polarity == Polarity.BAND).all()


def test_a_scorecard_without_a_measure_is_still_a_workbook():
    position = stands().position
    none = Position(position.figures.take(np.array([], dtype=int)), position.rule)

    sheet = opened(to_thinking_workbook(all_of(none)), data_only=True)["Scorecard"]

    assert lines(sheet)[0] == wording.count_line(none.counts)


def test_the_same_pack_gives_the_same_bytes():
    assert to_thinking_workbook(several()) == made("several")


def test_the_workbook_says_where_it_comes_from():
    chosen = by_year()
    sheet = opened(to_thinking_workbook(chosen))["About"]
    told = {sheet.cell(row, 1).value: sheet.cell(row, 2).value for row in range(1, sheet.max_row + 1)}

    assert told["Period"] == chosen.period
    assert told["Link"] == chosen.link
    assert told["Licence"] == chosen.scorecard.about.licence
    assert any("Unprotect" in str(text) for text in told)


def test_five_hundred_measures_have_a_row_each():
    chosen = of_500()
    book = opened(to_thinking_workbook(chosen), data_only=True)

    assert column(book["Scorecard"], "Rating", 500) == ratings(chosen.position)
    assert lines(book.worksheets[1])[1] == "Then: " + wording.count_line(chosen.told[0].after.counts)


def test_every_formula_of_a_measure_stands_in_a_column():
    sheet = opened(made("stands"))["Scorecard"]
    row, _ = table(sheet)

    assert sum(cell.data_type == "f" for cell in sheet[row + 1]) == len(FORMULAS)
    assert pack().position.ratings.size == len(stands().position)


def test_two_scenarios_whose_long_names_begin_alike_have_sheets_of_their_own():
    names = [sheet_name(number, "A very long name of a scenario that goes on") for number in (1, 2)]

    assert len(set(names)) == 2
    assert max(map(len, names)) <= 31


@pytest.mark.parametrize("title", ["[]:*?/\\'", "History", "😀" * 40, "a'", "\x00\ud800"])
def test_any_title_makes_a_name_that_a_sheet_can_have(title):
    chosen = one()
    told = Told(title, chosen.told[0].scenario, chosen.told[0].after)

    book = opened(to_thinking_workbook(replace(chosen, told=(told,))))

    assert book.sheetnames[1].startswith("1")

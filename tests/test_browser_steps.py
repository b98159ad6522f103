"""Steps on the board: undo, redo, resets, the horizon; and figures that are typed."""

import pytest
from browsing import STANDS, counts, handle, row, typed
from playwright.sync_api import expect

ASSESSMENTS = "% assessments completed in 45 working days"
REPEAT = "% repeat referrals"
VALUE = "Projected value"
ONE_GREENER = "Green 4, Amber 3, Red 10, Unavailable 2"


@pytest.fixture
def board(visit, app):
    """The what-if page, with its board; nothing has been moved."""
    page = visit(f"{app}/what-if")
    expect(page.get_by_text("No changes yet.")).to_be_visible()
    return page


def click(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def expect_steps(page, **can):
    """Which of the buttons for steps can be used."""
    for name, there in can.items():
        button = page.get_by_role("button", name=name.replace("_", " "), exact=True)
        expect(button).to_be_enabled(enabled=there)


def type_in(page, name, text):
    field = typed(page, VALUE, name)
    field.fill(text)
    field.press("Enter")


def move_two(page):
    """Move two handles by keyboard, each once."""
    handle(page, VALUE, ASSESSMENTS).press("End")
    handle(page, VALUE, REPEAT).press("Home")
    expect(counts(page)).to_have_text("Green 5, Amber 3, Red 9, Unavailable 2")


def test_steps_are_undone_and_redone_one_by_one(board):
    expect_steps(board, Undo=False, Redo=False, Reset_all=False)
    move_two(board)
    expect_steps(board, Undo=True, Redo=False, Reset_all=True)

    click(board, "Undo")
    expect(handle(board, VALUE, REPEAT)).to_have_attribute("aria-valuetext", "29.8%, red")
    expect(counts(board)).to_have_text(ONE_GREENER)
    click(board, "Undo")
    expect(handle(board, VALUE, ASSESSMENTS)).to_have_attribute("aria-valuetext", "82.1%, amber")
    expect(counts(board)).to_have_text(STANDS)
    expect(board.get_by_text("No changes yet.")).to_be_visible()
    expect_steps(board, Undo=False, Redo=True, Reset_all=False)

    click(board, "Redo")
    click(board, "Redo")
    expect(counts(board)).to_have_text("Green 5, Amber 3, Red 9, Unavailable 2")
    moved = "turns one measure from amber to green and one from red to green"
    expect(board.get_by_text(moved)).to_be_visible()
    expect_steps(board, Undo=True, Redo=False)


def test_one_measure_is_reset_or_all_of_them_and_both_can_be_undone(board):
    move_two(board)

    board.get_by_role("button", name=f"Reset: {REPEAT}").click()
    expect(handle(board, VALUE, REPEAT)).to_have_attribute("aria-valuetext", "29.8%, red")
    expect(handle(board, VALUE, REPEAT)).to_be_focused()
    expect(handle(board, VALUE, ASSESSMENTS)).to_have_attribute("aria-valuetext", "100.0%, green")
    expect(board.get_by_text("turns one measure from amber to green")).to_be_visible()

    click(board, "Undo")
    click(board, "Reset all")
    expect(board.get_by_text(STANDS, exact=True)).to_have_count(2)
    expect(board.get_by_text("No changes yet.")).to_be_visible()
    expect_steps(board, Undo=True, Reset_all=False)

    click(board, "Undo")
    expect(counts(board)).to_have_text("Green 5, Amber 3, Red 9, Unavailable 2")


def test_control_z_undoes_and_control_y_or_shift_control_z_redoes(board):
    value = handle(board, VALUE, ASSESSMENTS)
    value.press("End")
    expect(counts(board)).to_have_text(ONE_GREENER)

    for redo in ("Control+y", "Control+Shift+Z"):
        board.keyboard.press("Control+z")
        expect(counts(board)).to_have_text(STANDS)
        board.keyboard.press(redo)
        expect(counts(board)).to_have_text(ONE_GREENER)
    expect(value).to_be_focused()


def test_a_move_after_an_undo_leaves_nothing_to_redo(board):
    handle(board, VALUE, ASSESSMENTS).press("End")
    click(board, "Undo")
    expect_steps(board, Redo=True)

    handle(board, VALUE, ASSESSMENTS).press("ArrowRight")

    expect_steps(board, Undo=True, Redo=False)
    expect(row(board, ASSESSMENTS).get_by_text("29 more assessments of 1,200")).to_be_visible()


def test_the_horizon_is_a_step_and_is_kept_when_the_page_is_left(board):
    horizon = board.get_by_role("combobox", name="Projected values are for")
    expect(horizon).to_have_value("2016/17 Q4")

    horizon.select_option("2017/18 Q1")
    board.get_by_role("link", name="Status").click()
    expect(board.get_by_role("heading", name="All indicators")).to_be_visible()
    board.get_by_role("link", name="What-if").click()

    expect(horizon).to_have_value("2017/18 Q1")
    click(board, "Undo")
    expect(horizon).to_have_value("2016/17 Q4")


def test_a_typed_figure_becomes_whole_cases_that_still_meet_it(board):
    for name, text, figure in (
        (ASSESSMENTS, "85", "85.0%, 1,020 of 1,200"),
        (ASSESSMENTS, "84.91", "84.9%, 1,019 of 1,200"),
        (ASSESSMENTS, "84.96", "85.0%, 1,020 of 1,200"),
        (ASSESSMENTS, " 82.5 % ", "82.5%, 990 of 1,200"),
        # Where lower is better, the whole case below.
        (REPEAT, "20.04", "20.0%, 400 of 2,000"),
    ):
        line = row(board, name)
        expect(line.get_by_text(figure, exact=True)).to_have_count(0)

        type_in(board, name, text)

        expect(line.get_by_text(figure, exact=True)).to_be_visible()
        expect(line.get_by_role("alert")).to_have_count(0)
    expect(counts(board)).to_have_text("Green 4, Amber 4, Red 9, Unavailable 2")


def test_what_is_no_figure_or_beyond_the_scale_gets_a_sentence(board):
    problem = row(board, ASSESSMENTS).get_by_role("alert")
    expect(problem).to_have_count(0)

    type_in(board, ASSESSMENTS, "lots")
    expect(problem).to_have_text("That is not a number; type a figure such as 82.5.")
    expect(typed(board, VALUE, ASSESSMENTS)).to_have_value("82.1")
    expect(board.get_by_text(STANDS, exact=True)).to_have_count(2)

    type_in(board, ASSESSMENTS, "120")
    expect(problem).to_have_text("That is beyond the end of the scale; the end was taken.")
    expect(row(board, ASSESSMENTS).get_by_text("100.0%, 1,200 of 1,200")).to_be_visible()
    expect(counts(board)).to_have_text(ONE_GREENER)

    type_in(board, ASSESSMENTS, "83")
    expect(problem).to_have_count(0)
    expect(row(board, ASSESSMENTS).get_by_text("83.0%, 996 of 1,200")).to_be_visible()


def test_a_target_typed_on_the_figure_is_met_and_one_above_it_is_not(board):
    board.get_by_role("group", name="Move").get_by_role("radio", name="Targets").check()
    target = typed(board, "Target", ASSESSMENTS)
    expect(target).to_have_value("85")

    for text, told, line in (("82.1", "82.1%, green", ONE_GREENER), ("82.2", "82.2%, amber", STANDS)):
        target.fill(text)
        target.press("Tab")
        expect(handle(board, "Target", ASSESSMENTS)).to_have_attribute("aria-valuetext", told)
        expect(counts(board)).to_have_text(line)

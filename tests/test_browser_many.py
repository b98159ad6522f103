"""Many at once in a browser: asked, previewed, done in one step, and taken back in one."""

import re

import axe
import pytest
from browsing import (
    KEY_STANDS,
    NARROW,
    STANDS,
    WIDE,
    counts,
    expect_answered,
    expect_within,
    handle,
    present,
    row,
    wall,
)
from playwright.sync_api import expect
from test_browser_access import BACKGROUNDS, CHECK, RULES, fit

ASSESSMENTS = "% assessments completed in 45 working days"
PLANS = "% of Child Protection Plans reviewed in timescales"
REPEAT = "% repeat referrals"
ALL_CLOSED = "Green 11, Amber 4, Red 2, Unavailable 2"
KEY_ALL_CLOSED = "Key: Green 9, Amber 3, Red 2"
TITLES = "buttons => buttons.map((button) => button.title)"
# Type two amounts at once; the second is the one that was there.
TYPE_AGAIN = """(amount) => {
  for (const text of ["3", "2"]) {
    amount.value = text;
    amount.dispatchEvent(new Event("input"));
  }
}"""
TOLERANCE_OF_2 = "15 measures would have a tolerance of 2, in points or in its own unit."


@pytest.fixture
def board(visit, app):
    """The what-if page; nothing has been moved."""
    return begun(visit.new(), app)


def begun(page, address):
    page.goto(f"{address}/what-if")
    expect(page.get_by_text("No changes yet.")).to_be_visible()
    return page


def panel(page):
    return page.get_by_role("region", name="Move many at once")


def opened(page):
    """The panel of a page, opened."""
    panel(page).get_by_text("Move many at once").click()
    return panel(page)


def asking(page, what, amount=None, which=None):
    """Ask something of the open panel."""
    panel(page).get_by_role("combobox", name="What", exact=True).select_option(label=what)
    if which:
        panel(page).get_by_role("combobox", name="Which measures").select_option(label=which)
    if amount is not None:
        panel(page).get_by_role("textbox", name="How much").fill(amount)


def told(page):
    """What the panel says would come true."""
    return panel(page).get_by_role("status")


def line(page, term):
    """One of the two lines of counts of the panel."""
    return told(page).locator("dl > div").filter(has=page.get_by_role("term").filter(has_text=term))


def move(page):
    return panel(page).get_by_role("button", name="Move them")


def step(page, name):
    """Press a button of steps, which may move until the step before has its answer."""
    expect_answered(page)
    page.get_by_role("button", name=name, exact=True).click()


def test_all_reds_close_their_gap_in_one_step_by_keyboard_and_undo_takes_it_back_in_one(board):
    start = board.url
    panel(board).locator("summary").focus()
    board.keyboard.press("Enter")
    board.keyboard.press("Tab")
    expect(panel(board).get_by_role("combobox", name="What", exact=True)).to_be_focused()
    board.keyboard.press("Tab")
    board.keyboard.press("ArrowDown")
    which = panel(board).get_by_role("combobox", name="Which measures")
    expect(which.locator("option:checked")).to_have_text(re.compile("^All red "))
    board.keyboard.press("Tab")
    expect(panel(board).get_by_role("textbox", name="How much")).to_be_focused()
    board.keyboard.press("ControlOrMeta+a")
    board.keyboard.type("100")
    expect(told(board).get_by_text("8 measures would move.")).to_be_visible()
    expect(line(board, "Now")).to_contain_text(STANDS)
    expect(line(board, "Then")).to_contain_text(ALL_CLOSED)
    expect(line(board, "Then")).to_contain_text(KEY_ALL_CLOSED)
    expect(panel(board)).to_contain_text("moving a child is not effort")
    # Nothing has moved so far.
    expect(counts(board).first).to_have_text(STANDS)
    assert board.url == start

    board.keyboard.press("Tab")
    expect(move(board)).to_be_focused()
    board.keyboard.press("Enter")

    expect(counts(board).first).to_have_text(ALL_CLOSED)
    expect(told(board).get_by_text("Nothing would move.")).to_be_visible()
    expect(move(board)).to_be_focused()
    expect(move(board)).to_have_attribute("aria-disabled", "true")
    expect(move(board)).to_have_accessible_description("Nothing would move.")
    expect(row(board, REPEAT).get_by_text("Green now")).to_be_visible()

    step(board, "Undo")
    expect(counts(board).first).to_have_text(STANDS)
    expect(board.get_by_text("No changes yet.")).to_be_visible()
    expect(board.get_by_role("button", name="Undo", exact=True)).to_be_disabled()
    step(board, "Redo")
    expect(counts(board).first).to_have_text(ALL_CLOSED)


def test_what_was_moved_at_once_is_there_again_at_its_address(board, visit):
    opened(board)
    asking(board, "Targets harder, by points", "3", "All (19)")
    expect(told(board).get_by_text("19 measures would move.")).to_be_visible()
    before = board.url
    move(board).click()
    expect(board).not_to_have_url(before)
    then = counts(board).first.inner_text()

    elsewhere = visit(board.url)

    expect(counts(elsewhere).first).to_have_text(then)
    assert then != STANDS


def test_a_service_is_moved_and_nothing_else_and_worse_after_better_leaves_nothing(board):
    opened(board)
    asking(board, "Targets harder, by points", "2", "Assessment (2)")
    expect(told(board).get_by_text("2 measures would move.")).to_be_visible()
    move(board).click()
    expect(row(board, ASSESSMENTS).get_by_text("Target 87%, was 85%")).to_be_visible()
    expect(row(board, PLANS).get_by_text("Target 95%", exact=True)).to_be_visible()
    # Once more, it would be this.
    expect(line(board, "Then")).to_contain_text("Green 3, Amber 2, Red 12")

    asking(board, "Targets harder, by points", "-2")
    expect(told(board).get_by_text("2 measures would move.")).to_be_visible()
    expect(line(board, "Then")).to_contain_text(STANDS)
    move(board).click()

    expect(row(board, ASSESSMENTS).get_by_text("Target 85%", exact=True)).to_be_visible()
    expect(board.get_by_role("button", name="Reset all")).to_be_disabled()


def test_an_amount_that_is_typed_again_as_it_was_is_asked_again(visit, app):
    board = visit.new()
    board.clock.install()
    begun(board, app)
    opened(board)
    asking(board, "Targets harder, by points", "2", "Assessment (2)")
    expect(move(board)).to_be_enabled()
    # Later than what is without an answer is asked once more.
    board.clock.run_for(5000)
    expect(move(board)).to_be_enabled()

    panel(board).get_by_role("textbox", name="How much").evaluate(TYPE_AGAIN)

    expect(move(board)).to_be_enabled()
    move(board).click()
    expect(row(board, ASSESSMENTS).get_by_text("Target 87%, was 85%")).to_be_visible()


def test_the_shown_are_those_that_the_filters_leave(board):
    opened(board)
    which = panel(board).get_by_role("combobox", name="Which measures")
    expect(which.get_by_role("option", name="All shown (14)")).to_have_count(1)

    board.get_by_role("searchbox", name="Search").fill("45 working days")

    expect(which.get_by_role("option", name="All shown (1)")).to_have_count(1)
    expect(told(board).get_by_text("1 measure would move.")).to_be_visible()


def test_the_preview_follows_what_is_moved_beside_it(board):
    opened(board)
    asking(board, "Projected values closer to green", "100", "All shown (14)")
    expect(told(board).get_by_text("11 measures would move.")).to_be_visible()

    handle(board, "Projected value", ASSESSMENTS).press("End")

    expect(told(board).get_by_text("10 measures would move.")).to_be_visible()


def test_another_tolerance_is_one_step_and_the_panel_stays_as_it_was(board):
    opened(board)
    asking(board, "Tolerance of the scorecard, in points", "2")
    expect(told(board).get_by_text(TOLERANCE_OF_2)).to_be_visible()
    expect(panel(board)).to_contain_text("(a tolerance of its own)")
    then = "Green 3, Amber 2, Red 12, Unavailable 2"
    expect(line(board, "Then")).to_contain_text(then)

    move(board).click()

    expect(counts(board).first).to_have_text(then)
    expect(told(board).get_by_text("That is the tolerance already.")).to_be_visible()
    expect(move(board)).to_be_focused()
    step(board, "Undo")
    expect(counts(board).first).to_have_text(STANDS)
    expect(board.get_by_text("No changes yet.")).to_be_visible()
    step(board, "Redo")
    expect(counts(board).first).to_have_text(then)

    panel(board).get_by_role("textbox", name="How much").fill("")
    expect(told(board).get_by_text("15 measures would have the tolerance of the scorecard again.")).to_be_visible()
    move(board).click()
    expect(counts(board).first).to_have_text(STANDS)


def test_the_focus_stays_where_a_step_makes_another_board(board):
    opened(board)
    asking(board, "Tolerance of the scorecard, in points", "2")
    expect(told(board).get_by_text(TOLERANCE_OF_2)).to_be_visible()
    move(board).click()
    expect(told(board).get_by_text("That is the tolerance already.")).to_be_visible()

    step(board, "Undo")
    expect(counts(board).first).to_have_text(STANDS)
    expect(board.get_by_role("button", name="Redo", exact=True)).to_be_enabled()
    expect(board.get_by_role("button", name="Undo", exact=True)).to_be_focused()

    handle(board, "Projected value", ASSESSMENTS).focus()
    board.keyboard.press("Control+y")
    expect(board.get_by_role("button", name="Redo", exact=True)).to_be_disabled()
    expect(counts(board).first).to_contain_text("Green 3, Amber 2, Red 12")
    expect(handle(board, "Projected value", ASSESSMENTS)).to_be_focused()


def test_a_tolerance_is_undone_on_the_wall_which_stays_with_its_measure(board):
    opened(board)
    asking(board, "Tolerance of the scorecard, in points", "2")
    expect(told(board).get_by_text(TOLERANCE_OF_2)).to_be_visible()
    move(board).click()
    expect(told(board).get_by_text("That is the tolerance already.")).to_be_visible()
    present(board)
    board.keyboard.press("n")
    name = wall(board).get_by_role("slider").get_attribute("aria-label")
    order = wall(board).get_by_role("navigation").get_by_role("button").evaluate_all(TITLES)
    expect(wall(board).get_by_role("status")).to_contain_text("A tolerance of 2 points")

    board.keyboard.press("u")

    expect(wall(board).get_by_role("status")).to_have_text("All 19 measures: No changes yet.")
    expect(wall(board).get_by_role("slider", name=name, exact=True)).to_be_focused()
    assert wall(board).get_by_role("navigation").get_by_role("button").evaluate_all(TITLES) == order
    board.keyboard.press("Escape")
    expect(wall(board)).to_have_count(0)
    expect(board.get_by_role("button", name="Present", exact=True)).to_be_focused()


def test_a_tolerance_and_moves_before_and_after_it_are_undone_one_by_one(board):
    opened(board)
    handle(board, "Projected value", ASSESSMENTS).press("End")
    expect(board.get_by_role("region", name="What changes").get_by_role("listitem")).to_have_count(1)
    asking(board, "Tolerance of the scorecard, in points", "2")
    expect(told(board).get_by_text(TOLERANCE_OF_2)).to_be_visible()
    move(board).click()
    expect(told(board).get_by_text("That is the tolerance already.")).to_be_visible()
    handle(board, "Projected value", REPEAT).press("Home")
    expect(counts(board).first).to_contain_text("Green 5")

    step(board, "Undo")
    expect(counts(board).first).to_contain_text("Green 4, Amber 2, Red 11")
    step(board, "Undo")
    expect(counts(board).first).to_have_text("Green 4, Amber 3, Red 10, Unavailable 2")
    step(board, "Undo")
    expect(counts(board).first).to_have_text(STANDS)
    expect(board.get_by_text(KEY_STANDS, exact=True).first).to_be_visible()
    expect(board.get_by_role("button", name="Undo", exact=True)).to_be_disabled()


@pytest.mark.parametrize(
    ("what", "amount", "problem"),
    [
        ("Projected values closer to green", "101", "Type a number from 0 to 100."),
        ("Projected values closer to green", "half", "Type a number from 0 to 100."),
        ("Projected values better, by points", "", "Type how much: a number such as 5."),
        ("Tolerance of the scorecard, in points", "lots", "Type a number from 0 to 100."),
        ("Tolerance of the scorecard, in points", "3%", "Type a number from 0 to 100."),
        ("Targets to the benchmark", None, "Nothing would move."),
    ],
)
def test_where_nothing_can_be_done_it_says_why_and_the_button_does_nothing(board, what, amount, problem):
    opened(board)
    asking(board, what, amount)
    expect(told(board).get_by_text(problem)).to_be_visible()

    # It can be pressed, and says that it cannot be used.
    move(board).click(force=True)

    expect(move(board)).to_have_attribute("aria-disabled", "true")
    expect(counts(board).first).to_have_text(STANDS)
    expect(board.get_by_role("button", name="Undo", exact=True)).to_be_disabled()


def test_the_open_panel_is_accessible_in_both_themes_and_fits_a_phone(visit, app):
    page = begun(visit.new(NARROW), app)
    opened(page)
    asking(page, "Projected values closer to green", "100", "All (19)")
    # What is old by now, until the answer, is faint.
    expect(line(page, "Then")).to_contain_text("Green 14, Amber 1, Red 2")
    expect(panel(page)).to_contain_text("Left as they are:")
    page.evaluate(axe.script().read_text(encoding="utf-8"))
    broken = {}

    for theme, background in BACKGROUNDS.items():
        page.emulate_media(color_scheme=theme)
        expect(page.get_by_test_id("stApp")).to_have_css("background-color", background)
        # The board follows in a frame of its own.
        expect(page.locator(".board")).to_have_attribute("data-theme", theme)
        for size in (WIDE, NARROW):
            fit(page, size)
            broken[theme, size] = page.evaluate(CHECK, RULES)["broken"]
    expect_within(page)

    assert {where: each for where, each in broken.items() if each} == {}
    move(page).click()
    expect(told(page).get_by_text("Nothing would move.")).to_be_visible()

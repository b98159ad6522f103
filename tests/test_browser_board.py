"""The board in a browser: what moves, what follows at once, and what Python says of it."""

import pytest
from browsing import KEY_STANDS, STANDS, Line, counts, drag, handle, names, row, rows
from playwright.sync_api import expect

PLANS = "% of Child Protection Plans reviewed in timescales"
ASSESSMENTS = "% assessments completed in 45 working days"
REPEAT = "% repeat referrals"
HOMES = "% of care leavers in suitable accommodation"
ONE_GREENER = "Green 4, Amber 3, Red 10, Unavailable 2"
KEY_ONE_GREENER = "Key: Green 2, Amber 2, Red 10"
BOX = "element => getComputedStyle(element).borderTopWidth"


@pytest.fixture
def board(visit, app):
    """The what-if page, with its board; nothing has been moved."""
    page = visit.new()
    page.goto(f"{app}/what-if")
    expect(page.get_by_text("No changes yet.")).to_be_visible()
    return page


@pytest.fixture
def held(visit, app):
    """The what-if page, and its line to Python, which is held: whatever happens now, the browser does by itself."""
    page = visit.new()
    line = Line(page)
    page.goto(f"{app}/what-if")
    expect(page.get_by_text("No changes yet.")).to_be_visible()
    line.hold()
    return page, line


def choose(page, group, option):
    page.get_by_role("group", name=group).get_by_role("radio", name=option).check()


def press(page, key, times=1):
    for _ in range(times):
        page.keyboard.press(key)


def test_nothing_has_changed_at_first(board):
    expect(board.get_by_text(STANDS, exact=True)).to_have_count(2)
    expect(board.get_by_text(KEY_STANDS, exact=True)).to_have_count(2)
    expect(counts(board)).to_have_text(STANDS)
    expect(board.get_by_role("term")).to_have_text(["As it stands", "With changes"])
    expect(board.get_by_role("group", name="Move").get_by_role("radio", checked=True)).to_have_accessible_name(
        "Projected values"
    )
    expect(board.get_by_role("group", name="Show").get_by_role("radio", checked=True)).to_have_accessible_name("Key")
    expect(rows(board)).to_have_count(14)
    for name in ("Undo", "Redo", "Reset all"):
        expect(board.get_by_role("button", name=name, exact=True)).to_be_disabled()
    expect(board.get_by_text("▲ Amber: short of it by no more than the tolerance: 5 points")).to_be_visible()


def test_a_target_moved_by_keyboard_turns_a_measure_green_before_python_answers(held):
    page, line = held
    choose(page, "Move", "Targets")
    target = handle(page, "Target", ASSESSMENTS)
    expect(target).to_have_attribute("aria-valuetext", "85%, amber")
    expect(page.get_by_text(KEY_STANDS, exact=True)).to_have_count(2)

    target.focus()
    press(page, "ArrowLeft", 6)

    # Without waiting: all this is there when the key is up.
    assert target.get_attribute("aria-valuetext") == "82%, green"
    assert counts(page).inner_text() == ONE_GREENER
    assert page.get_by_text(KEY_ONE_GREENER, exact=True).count() == 1
    assert "● Green" in row(page, ASSESSMENTS).inner_text()
    # The lines of the scorecard as it stands remain.
    assert page.get_by_text(STANDS, exact=True).count() == 1
    assert page.get_by_text(KEY_STANDS, exact=True).count() == 1
    # The numbers that are others than before are in a box, and the rest are not.
    boxes = {text: counts(page).get_by_text(text, exact=True).evaluate(BOX) for text in ("4", "3", "10", "2")}
    assert boxes == {"4": "2px", "3": "2px", "10": "0px", "2": "0px"}
    # What Python makes of it comes with its answer.
    expect(page.get_by_text("No changes yet.")).to_be_visible()
    line.let_go()
    expect(page.get_by_text("turns one measure from amber to green")).to_be_visible()
    flips = page.get_by_role("region", name="What changes").get_by_role("listitem")
    expect(flips).to_have_text(["Assessments in 45 working days: amber to green"])
    expect(row(page, ASSESSMENTS).get_by_text("Target 82%, was 85%")).to_be_visible()
    expect(counts(page)).to_have_text(ONE_GREENER)


def test_a_target_dragged_with_the_mouse_changes_ratings_while_it_is_dragged(held):
    page, line = held
    choose(page, "Move", "Targets")
    target = handle(page, "Target", PLANS)
    expect(target).to_have_attribute("aria-valuetext", "95%, green")

    drag(page, target, 0.95, 0.98, 0.992)

    # The mouse is still down.
    expect(target).to_have_attribute("aria-valuetext", "99.2%, amber")
    assert counts(page).inner_text() == "Green 2, Amber 5, Red 10, Unavailable 2"
    assert page.get_by_text("Key: Green 0, Amber 4, Red 10", exact=True).count() == 1
    assert page.get_by_text(STANDS, exact=True).count() == 1
    page.mouse.up()
    line.let_go()
    expect(page.get_by_text("turns one measure from green to amber")).to_be_visible()
    expect(counts(page)).to_have_text("Green 2, Amber 5, Red 10, Unavailable 2")


def test_a_handle_dragged_back_to_where_it_began_is_no_change(board):
    value = handle(board, "Projected value", ASSESSMENTS)
    expect(value).to_have_attribute("aria-valuetext", "82.1%, amber")

    drag(board, value, 0.82, 0.95)
    expect(counts(board)).to_have_text(ONE_GREENER)
    box = value.bounding_box()
    board.mouse.move(box["x"] + 10 + (box["width"] - 20) * 985 / 1200, box["y"] + box["height"] / 2)
    board.mouse.up()
    expect(value).to_have_value("985")

    expect(value).to_have_attribute("aria-valuetext", "82.1%, amber")
    expect(board.get_by_text(STANDS, exact=True)).to_have_count(2)
    expect(board.get_by_role("button", name="Reset all")).to_be_disabled()
    expect(board.get_by_text("No changes yet.")).to_be_visible()


def test_a_projected_value_moves_whole_cases(board):
    value, line = handle(board, "Projected value", ASSESSMENTS), row(board, ASSESSMENTS)
    expect(line.get_by_text("82.1%, 985 of 1,200")).to_be_visible()
    expect(line.get_by_text("To green: 2.9 points, 35 more assessments of 1,200")).to_be_visible()

    value.focus()
    press(board, "ArrowRight")
    expect(line.get_by_text("82.6%, 991 of 1,200")).to_be_visible()
    expect(line.get_by_text("29 more assessments of 1,200, if numbers stay the same")).to_be_visible()

    press(board, "ArrowRight", 4)
    expect(value).to_have_attribute("aria-valuetext", "84.6%, amber")
    expect(line.get_by_text("84.6%, 1,015 of 1,200")).to_be_visible()
    press(board, "ArrowRight")
    expect(line.get_by_text("85.1%, 1,021 of 1,200")).to_be_visible()
    expect(line.get_by_text("Green now")).to_be_visible()
    expect(counts(board)).to_have_text(ONE_GREENER)


def test_home_end_and_page_keys_move_a_handle_far(board):
    value = handle(board, "Projected value", ASSESSMENTS)
    expect(value).to_have_value("985")
    value.focus()

    for key, cases, told in (
        ("PageUp", "1045", "87.1%, green"),
        ("PageDown", "985", "82.1%, amber"),
        ("End", "1200", "100.0%, green"),
        ("Home", "0", "0.0%, red"),
        ("ArrowUp", "6", "0.5%, red"),
        ("ArrowDown", "0", "0.0%, red"),
    ):
        press(board, key)
        expect(value).to_have_value(cases)
        expect(value).to_have_attribute("aria-valuetext", told)
        expect(value).to_be_focused()


def test_a_measure_without_a_figure_can_be_given_one(board):
    choose(board, "Show", "All")
    expect(handle(board, "Projected value", HOMES)).to_have_count(0)
    expect(row(board, HOMES).get_by_text("– Unavailable").filter(visible=True)).to_be_visible()

    board.get_by_role("button", name=f"Add a figure: {HOMES}").click()

    expect(handle(board, "Projected value", HOMES)).to_be_focused()
    expect(board.get_by_text("18 measures now have a RAG.")).to_be_visible()
    expect(counts(board)).to_contain_text("Unavailable 1")
    expect(board.get_by_text(STANDS, exact=True)).to_have_count(1)


def test_what_is_moved_and_what_is_shown_are_chosen(board):
    expect(handle(board, "Projected value", REPEAT)).to_be_visible()
    expect(handle(board, "Target", REPEAT)).to_have_count(0)
    choose(board, "Move", "Targets")
    expect(handle(board, "Projected value", REPEAT)).to_have_count(0)
    expect(handle(board, "Target", REPEAT)).to_be_visible()
    choose(board, "Move", "Both")
    expect(handle(board, "Projected value", REPEAT)).to_be_visible()
    expect(handle(board, "Target", REPEAT)).to_be_visible()

    for option, left in (("All", 19), ("Red", 10), ("Changed", 0), ("Key", 14)):
        choose(board, "Show", option)
        expect(rows(board)).to_have_count(left)
        told = f"Showing {left} of 19 measures." if left else "Nothing has been changed. Choose All, and move a handle."
        expect(board.get_by_text(told)).to_be_visible()
        expect(board.get_by_text(STANDS, exact=True)).to_have_count(2)
        expect(board.get_by_text(KEY_STANDS, exact=True)).to_have_count(2)

    board.get_by_role("searchbox", name="Search").fill("referrals")
    expect(rows(board)).to_have_count(2)
    board.get_by_role("searchbox", name="Search").fill("no such words")
    expect(board.get_by_text("No measure has these words. Clear the search to see more.")).to_be_visible()
    expect(board.get_by_text(KEY_STANDS, exact=True)).to_have_count(2)


def test_rows_keep_their_order_while_they_are_moved_and_changed_shows_only_them(board):
    choose(board, "Show", "Red")
    before = names(board)
    assert len(before) == 10

    handle(board, "Projected value", REPEAT).press("Home")
    expect(counts(board)).to_have_text("Green 4, Amber 4, Red 9, Unavailable 2")
    expect(board.get_by_text("turns one measure from red to green")).to_be_visible()

    assert names(board) == before
    choose(board, "Show", "Changed")
    assert names(board) == ["Repeat referrals"]
    choose(board, "Show", "Red")
    assert names(board) == [name for name in before if name != "Repeat referrals"]


def test_a_name_opens_what_the_measure_means(board):
    name = row(board, ASSESSMENTS).get_by_role("button", name="Assessments in 45 working days", exact=True)
    meaning = row(board, ASSESSMENTS).get_by_text(ASSESSMENTS, exact=True)
    expect(meaning).to_be_hidden()
    expect(name).to_have_attribute("aria-expanded", "false")

    name.click()

    expect(meaning).to_be_visible()
    expect(name).to_have_attribute("aria-expanded", "true")

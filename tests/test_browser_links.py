"""Addresses of steps in a browser: fast moves and Back, across scorecards, and links that were put together wrongly."""

import re

from browsing import STANDS, counts, handle, pick, step
from playwright.sync_api import expect

ASSESSMENTS = "% assessments completed in 45 working days"
REPEAT = "% repeat referrals"
VALUE = "Projected value"
ONE_GREENER = "Green 4, Amber 3, Red 10, Unavailable 2"
TWO_GREENER = "Green 5, Amber 3, Red 9, Unavailable 2"
BY_YEAR, REVIEWED = "By year, 2012/13 to 2024/25", "% Child Protection Plans reviewed in timescales"
BY_YEAR_STANDS, BY_YEAR_GREENER = "Green 0, Amber 3, Red 3, Unavailable 0", "Green 1, Amber 3, Red 2, Unavailable 0"


def at_the_board(visit, app):
    page = visit(f"{app}/what-if")
    expect(page.get_by_text("No changes yet.")).to_be_visible()
    return page


def test_a_burst_and_back_and_a_move_on_lose_nothing_and_back_is_no_trap(visit, app):
    page = at_the_board(visit, app)
    slider = handle(page, VALUE, ASSESSMENTS)
    slider.focus()
    for _ in range(20):
        page.keyboard.press("ArrowRight")
    at_the_end = slider.get_attribute("aria-valuetext")
    expect(page.get_by_text("turns one measure from amber to green")).to_be_visible()

    page.go_back()
    expect(slider).not_to_have_attribute("aria-valuetext", at_the_end)
    page.go_forward()
    expect(slider).to_have_attribute("aria-valuetext", at_the_end)
    page.go_back()
    expect(slider).not_to_have_attribute("aria-valuetext", at_the_end)
    on = step(page, VALUE, REPEAT, "Home")
    where = slider.get_attribute("aria-valuetext")

    page.goto(on)
    expect(slider).to_have_attribute("aria-valuetext", where)
    expect(handle(page, VALUE, REPEAT)).to_have_attribute("aria-valuetext", "0.0%, green")
    # All steps behind it are there: they lead to where everything began.
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(handle(page, VALUE, REPEAT)).to_have_attribute("aria-valuetext", "29.8%, red")


def test_back_leads_across_scorecards_to_what_was_on_each(visit, app):
    page = at_the_board(visit, app)
    step(page, VALUE, ASSESSMENTS, "End")
    pick(page, "Scorecard", BY_YEAR)
    expect(counts(page)).to_have_text(BY_YEAR_STANDS)
    step(page, VALUE, REVIEWED, "End")
    expect(counts(page)).to_have_text(BY_YEAR_GREENER)

    for told in (BY_YEAR_STANDS, ONE_GREENER, STANDS):
        page.go_back()
        expect(counts(page)).to_have_text(told)

    for told in (ONE_GREENER, BY_YEAR_STANDS, BY_YEAR_GREENER):
        page.go_forward()
        expect(counts(page)).to_have_text(told)


def test_a_move_right_before_another_page_is_not_lost(visit, app):
    page = at_the_board(visit, app)
    first = step(page, VALUE, ASSESSMENTS, "End")
    handle(page, VALUE, REPEAT).press("Home")
    page.get_by_role("link", name="Compare").click()
    expect(page.get_by_role("heading", name="Take it with you")).to_be_visible()

    # What is on screen stands right after the scorecard as it stands; what others saved may stand behind it.
    on_screen = page.get_by_text(re.compile(r"^Green \d+, Amber")).nth(1)
    expect(on_screen).to_have_text(TWO_GREENER)
    # The link here named no version; what the address names now is the second move.
    expect(page).to_have_url(re.compile(rf"version=(?!{first.rpartition('version=')[2]})[0-9a-f]+"))
    page.reload()
    expect(on_screen).to_have_text(TWO_GREENER)
    page.get_by_role("link", name="What-if").click()
    expect(counts(page)).to_have_text(TWO_GREENER)


def test_undo_and_redo_by_keyboard_keep_the_focus_and_are_what_the_address_names(visit, app):
    page = at_the_board(visit, app)
    first = step(page, VALUE, ASSESSMENTS, "End")
    second = step(page, VALUE, REPEAT, "Home")
    undo, redo = (page.get_by_role("button", name=name, exact=True) for name in ("Undo", "Redo"))

    undo.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(first)
    expect(undo).to_be_focused()
    redo.focus()
    page.keyboard.press("Enter")

    # The same content is the same version.
    expect(page).to_have_url(second)
    expect(redo).to_be_focused()
    expect(counts(page)).to_have_text(TWO_GREENER)


def test_a_link_of_one_period_is_not_shown_on_another(visit, app):
    page = visit(f"{app}/what-if?scorecard=buckinghamshire_by_year&period=2024/25")
    version = step(page, VALUE, REVIEWED, "End").rpartition("version=")[2]

    page.goto(f"{app}/what-if?scorecard=buckinghamshire_by_year&period=2019/20&version={version}")

    told = "was made for another area or period of this scorecard. The scorecard is shown as it stands."
    expect(page.get_by_role("alert").filter(visible=True)).to_contain_text(told)
    expect(counts(page)).to_have_text("Green 1, Amber 4, Red 1, Unavailable 0")
    # The name of the version alone is enough to find what it was made for.
    page.goto(f"{app}/what-if?version={version}")
    expect(counts(page)).to_have_text(BY_YEAR_GREENER)
    expect(page.get_by_role("alert").filter(visible=True)).to_have_count(0)

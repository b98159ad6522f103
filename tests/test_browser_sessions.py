"""Who sees what, and for how long: leaving and coming back, other people, and a server that is started again."""

import pytest
import serving
from browsing import STANDS, counts, handle, pick, row, shown
from playwright.sync_api import expect

ASSESSMENTS = "% assessments completed in 45 working days"
REPEAT = "% repeat referrals"
SUPERVISIONS = "% of social work staff supervisions completed"
VALUE = "Projected value"
ONE_GREENER = "Green 4, Amber 3, Red 10, Unavailable 2"


@pytest.fixture
def moved(visit, app):
    """The what-if page, with one measure moved from amber to green."""
    page = visit(f"{app}/what-if")
    move(page, ASSESSMENTS, "End")
    return page


def move(page, name, key):
    """Move a handle, and wait for Python's answer."""
    before = page.get_by_text("No changes yet.")
    expect(before).to_be_visible()
    handle(page, VALUE, name).press(key)
    expect(before).to_have_count(0)


def expect_one_moved(page):
    """The scenario of `moved` is there, on screen and in Python."""
    expect(counts(page)).to_have_text(ONE_GREENER)
    expect(handle(page, VALUE, ASSESSMENTS)).to_have_attribute("aria-valuetext", "100.0%, green")
    expect(page.get_by_text("turns one measure from amber to green")).to_be_visible()
    expect(page.get_by_text(STANDS, exact=True)).to_have_count(1)


def test_a_scenario_is_still_there_after_a_look_at_another_page(moved):
    moved.get_by_role("link", name="Status").click()
    expect(moved.get_by_role("heading", name="All indicators")).to_be_visible()
    expect(moved.get_by_text(STANDS, exact=True)).to_be_visible()

    moved.get_by_role("link", name="What-if").click()

    expect_one_moved(moved)
    moved.get_by_role("button", name="Undo", exact=True).click()
    expect(counts(moved)).to_have_text(STANDS)


def test_a_scenario_is_still_there_after_a_look_at_another_scorecard(moved):
    pick(moved, "Scorecard", "By year, 2012/13 to 2024/25")
    expect(moved.get_by_role("heading", level=1)).to_have_text("What-if: By year, 2012/13 to 2024/25")
    expect(counts(moved)).to_have_text("Green 0, Amber 3, Red 3, Unavailable 0")
    expect(moved.get_by_text("No changes yet.")).to_be_visible()

    pick(moved, "Scorecard", "Committee report, Q2 2016/17")

    expect(moved.get_by_role("heading", level=1)).to_have_text("What-if: Committee report, Q2 2016/17")
    expect_one_moved(moved)


def test_periods_of_one_scorecard_have_scenarios_of_their_own(visit, app):
    page = visit(f"{app}/what-if?scorecard=buckinghamshire_by_year")
    expect(counts(page)).to_have_text("Green 0, Amber 3, Red 3, Unavailable 0")
    move(page, "% Child Protection Plans reviewed in timescales", "End")
    expect(counts(page)).to_have_text("Green 1, Amber 3, Red 2, Unavailable 0")

    pick(page, "Period", "2019/20")
    expect(counts(page)).to_have_text("Green 1, Amber 4, Red 1, Unavailable 0")
    expect(page.get_by_text("No changes yet.")).to_be_visible()

    pick(page, "Period", "2024/25")
    expect(counts(page)).to_have_text("Green 1, Amber 3, Red 2, Unavailable 0")


def test_loading_the_page_again_shows_the_same(moved):
    moved.reload()

    expect_one_moved(moved)
    expect(moved.get_by_role("alert")).to_have_count(0)
    moved.get_by_role("button", name="Undo", exact=True).click()
    expect(counts(moved)).to_have_text(STANDS)


def test_nobody_sees_what_somebody_else_moves(visit, app, moved):
    other = visit(f"{app}/what-if")
    expect(other.get_by_text("No changes yet.")).to_be_visible()
    expect(counts(other)).to_have_text(STANDS)

    other_name = row(other, REPEAT)
    handle(other, VALUE, REPEAT).press("Home")
    expect(other_name.get_by_text("Green now")).to_be_visible()
    expect(counts(other)).to_have_text("Green 4, Amber 4, Red 9, Unavailable 2")

    handle(moved, VALUE, ASSESSMENTS).press("ArrowLeft")
    expect(row(moved, ASSESSMENTS).get_by_text("99.5%, 1,194 of 1,200")).to_be_visible()
    expect(moved.get_by_text("turns one measure from amber to green")).to_be_visible()
    expect(counts(moved)).to_have_text(ONE_GREENER)
    expect(counts(other)).to_have_text("Green 4, Amber 4, Red 9, Unavailable 2")


def test_the_first_visit_after_a_start_may_be_to_any_page(visit):
    with serving.served() as address:
        page = visit(f"{address}/what-if")

        expect(page.get_by_role("heading", level=1)).to_have_text("What-if: Committee report, Q2 2016/17")
        expect(counts(page)).to_have_text(STANDS)
        expect(page.get_by_role("link", name="Status")).to_be_visible()
        expect(page.get_by_text("Page not found")).to_have_count(0)
        visit.lose(address)


def test_a_scenario_outlives_a_server_that_is_started_again(visit):
    page = visit.new()
    with serving.served() as address:
        page.goto(f"{address}/what-if")
        move(page, ASSESSMENTS, "End")
        expect_one_moved(page)
    # The page cannot reach the server for a while, and says so to its console.
    visit.lose(address)
    connection = page.get_by_test_id("stApp")
    expect(connection).not_to_have_attribute("data-test-connection-state", "CONNECTED")
    handle(page, VALUE, REPEAT).press("Home")
    expect(counts(page)).to_have_text("Green 5, Amber 3, Red 9, Unavailable 2")

    with serving.served(port=int(address.rpartition(":")[2])):
        expect(page.get_by_text("turns one measure from amber to green and one from red to green")).to_be_visible()
        handle(page, VALUE, SUPERVISIONS).press("End")

        expect(page.get_by_text("turns one measure from amber to green and two from red to green")).to_be_visible()
        expect(counts(page)).to_have_text("Green 6, Amber 3, Red 8, Unavailable 2")
        page.get_by_role("link", name="Status").click()
        expect(shown(page)).to_have_count(19)
        page.get_by_role("link", name="What-if").click()
        expect(counts(page)).to_have_text("Green 6, Amber 3, Red 8, Unavailable 2")
        for name in (ASSESSMENTS, SUPERVISIONS):
            expect(handle(page, VALUE, name)).to_have_attribute("aria-valuetext", "100.0%, green")
        expect(handle(page, VALUE, REPEAT)).to_have_attribute("aria-valuetext", "0.0%, green")

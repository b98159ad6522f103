"""The knife-edge in a browser: ratings that one case would change, on rows, on tiles and in the counts."""

import pytest
from browsing import Line, handle, row, typed
from playwright.sync_api import expect

ASSESSMENTS = "% assessments completed in 45 working days"
SECOND_PLANS = "% of children becoming subject to a Child Protection Plan for a second or subsequent time"
MARK = "Knife-edge: one assessment would change it"
AT_FIRST = "3 green, 2 to 3 on a knife-edge; 4 amber, 4 to 5 on a knife-edge"
WITH_ANOTHER = "4 green, 2 to 4 on a knife-edge; 3 amber, 3 to 5 on a knife-edge"
# The outlines of the tiles, by the name that each has.
OUTLINED = """(picture) => [...picture.querySelectorAll(".after .tile")]
  .filter((tile) => getComputedStyle(tile).borderTopStyle === "dashed").map((tile) => tile.title)"""


@pytest.fixture
def held(visit, app):
    """The what-if page, and its line to Python, which is held: whatever happens now, the browser does by itself."""
    page = visit.new()
    line = Line(page)
    page.goto(f"{app}/what-if")
    expect(page.get_by_text("No changes yet.")).to_be_visible()
    line.hold()
    return page, line


def switch(page):
    return page.get_by_role("switch", name="Show knife-edges")


def picture(page):
    return page.get_by_role("region", name="The ratings as a picture")


def to_the_edge(page):
    """Type the figure that is green by one case: 1,020 of 1,200."""
    typed(page, "Projected value", ASSESSMENTS).fill("85")
    typed(page, "Projected value", ASSESSMENTS).press("Enter")


def test_a_row_that_one_case_would_change_says_so_while_its_handle_moves(held):
    page, line = held
    told = row(page, ASSESSMENTS).get_by_text(MARK)
    expect(told).to_have_count(0)
    to_the_edge(page)
    expect(told).to_be_visible()
    handle(page, "Projected value", ASSESSMENTS).press("ArrowLeft")
    expect(told).to_have_count(0)
    line.let_go()


def test_the_counts_are_told_as_ranges_and_tiles_are_outlined_only_behind_the_switch(held):
    page, line = held
    expect(switch(page)).not_to_be_checked()
    expect(page.get_by_text("on a knife-edge")).to_be_hidden()
    assert picture(page).evaluate(OUTLINED) == []

    switch(page).press("Space")

    expect(page.get_by_text(AT_FIRST)).to_be_visible()
    assert len(picture(page).evaluate(OUTLINED)) == 1
    to_the_edge(page)
    expect(page.get_by_text(WITH_ANOTHER)).to_be_visible()
    assert f"{ASSESSMENTS}: Green" in picture(page).evaluate(OUTLINED)

    switch(page).press("Space")
    expect(page.get_by_text(WITH_ANOTHER)).to_be_hidden()
    assert picture(page).evaluate(OUTLINED) == []
    line.let_go()


def test_a_board_with_nothing_on_an_edge_says_so(held):
    page, line = held
    page.get_by_role("group", name="Show").get_by_role("radio", name="All").check()
    switch(page).check()
    handle(page, "Projected value", SECOND_PLANS).press("Home")
    expect(page.get_by_text("No rating is on a knife-edge.")).to_be_visible()
    line.let_go()

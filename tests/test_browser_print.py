"""What a sheet of paper shows: the pages in print, without what can be pressed, and safe in black and white."""

import pytest
from browsing import KEY_STANDS, STANDS, counts, handle, rest, rows, save, shown, table
from playwright.sync_api import expect

ASSESSMENTS = "% assessments completed in 45 working days"
ILLUSTRATIVE = "Illustrative figures: only the 14 key names, their ratings and the totals are the report's."
LEGEND = "● Green: at the target or better."
CONTROLS = ("button", "link", "textbox", "searchbox", "radio", "checkbox", "switch")
PAPER = "rgb(255, 255, 255)"
# Whether a row out of sight is left out.
HIDES = "element => getComputedStyle(element).contentVisibility"


@pytest.fixture(params=["light", "dark"])
def printed(visit, app, request):
    """The what-if page with a value moved, as it is printed from either theme."""
    page = visit(f"{app}/what-if", theme=request.param)
    expect(page.get_by_text("No changes yet.")).to_be_visible()
    handle(page, "Projected value", ASSESSMENTS).press("PageUp")
    expect(page.get_by_text("turns one measure from amber to green")).to_be_visible()
    rest(page)
    page.emulate_media(media="print")
    return page


def printed_row(page):
    """The row that was moved; what a row is known by on screen, its button, is not on paper."""
    return page.get_by_role("listitem").filter(has_text="Target 85%").filter(has_text="Assessments in 45 working days")


def seen(page):
    """What can still be pressed or typed in, by role; a name of a measure is a heading of its row by now."""
    found = [each for role in CONTROLS for each in page.get_by_role(role).all() if each.is_visible()]
    return [each.inner_text() for each in found if each.get_attribute("aria-expanded") is None]


def test_the_board_is_a_sheet_with_all_that_a_committee_needs(printed):
    for text in (ILLUSTRATIVE, "Nothing here changes the report.", LEGEND, "Showing 14 of 19 measures."):
        expect(printed.get_by_text(text)).to_be_visible()
    expect(printed.get_by_role("heading", level=1)).to_have_text("What-if: Committee report, Q2 2016/17")
    expect(printed.get_by_text("6 December 2016, 2016/17 Q2")).to_be_visible()
    expect(printed.get_by_text(STANDS, exact=True)).to_be_visible()
    expect(printed.get_by_text(KEY_STANDS, exact=True)).to_be_visible()
    expect(counts(printed)).to_have_text("Green 4, Amber 3, Red 10, Unavailable 2")
    expect(printed.get_by_text("Projected values are for")).to_be_visible()
    line = printed_row(printed)
    for text in ("Previous 79.6%", "60 more assessments by 2016/17 Q4", "87.1%, 1,045 of 1,200", "● Green"):
        expect(line.get_by_text(text).filter(visible=True).first).to_be_visible()


def test_nothing_that_can_be_pressed_is_on_the_sheet(printed):
    assert seen(printed) == []
    expect(printed.get_by_role("combobox", name="Scorecard")).to_have_count(0)


def test_all_is_black_on_white_in_either_theme(printed):
    badge = printed_row(printed).get_by_text("▲ Amber").first
    for dark, light in ((badge, badge), (printed.get_by_role("heading", level=1), printed.locator("body"))):
        expect(dark).to_have_css("color", "rgb(0, 0, 0)")
        expect(light).to_have_css("background-color", PAPER)
    expect(badge).to_have_css("border-top-style", "solid")
    # A number that is another than it was is in a box.
    expect(counts(printed).get_by_text("4", exact=True)).to_have_css("border-top-width", "2px")
    expect(printed_row(printed).get_by_text("87.1%, 1,045 of 1,200")).to_have_css("border-top-width", "2px")


def test_every_row_is_printed_and_none_is_cut_by_the_end_of_a_page(printed):
    expect(printed.get_by_role("listitem").filter(has_text="Target")).to_have_count(14)
    for each in printed.get_by_role("listitem").filter(has_text="Target").all():
        assert each.evaluate(HIDES) == "visible"
        expect(each).to_have_css("break-inside", "avoid")


def test_the_status_page_is_a_sheet_whose_table_fits_it(visit, app):
    page = visit(app, (718, 1000))
    expect(shown(page)).to_have_count(19)
    rest(page)
    page.emulate_media(media="print")

    headings = [*shown(page).all_inner_texts(), *table(page).get_by_role("columnheader").all_inner_texts()]
    assert [text for text in seen(page) if text not in headings] == []
    for text in (ILLUSTRATIVE, LEGEND, STANDS, KEY_STANDS):
        expect(page.get_by_text(text, exact=text in (STANDS, KEY_STANDS))).to_be_visible()
    wide = table(page).evaluate("element => [element.scrollWidth, element.parentElement.clientWidth]")
    assert wide[0] <= wide[1]


def test_scenarios_side_by_side_are_a_sheet(visit, own):
    page = visit(f"{own}/what-if")
    handle(page, "Projected value", ASSESSMENTS).press("PageUp")
    expect(page.get_by_text("turns one measure from amber to green")).to_be_visible()
    save(page, "For paper")
    page.get_by_role("link", name="Compare").press("Enter")
    expect(page.get_by_role("heading", name="What turned it green?")).to_be_visible()
    rest(page)
    page.emulate_media(media="print")

    assert seen(page) == []
    expect(page.get_by_role("heading", name="For paper").first).to_be_visible()
    expect(page.get_by_text(LEGEND)).to_be_visible()


def test_after_printing_the_board_is_as_it_was(printed):
    printed.emulate_media(media="screen")
    expect(rows(printed)).to_have_count(14)
    handle(printed, "Projected value", ASSESSMENTS).press("PageDown")
    expect(counts(printed)).to_have_text(STANDS)

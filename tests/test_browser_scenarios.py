"""Scenarios under a name in a browser: saving them, the list of them, their links and their files."""

import json
import re

import pytest
import serving
from browsing import NARROW, counts, expect_within, handle, rest, save, saved_told, step
from playwright.sync_api import expect

from ragcore.cli import DONE, main

ROOT = serving.ROOT
ASSESSMENTS = "% assessments completed in 45 working days"
REPEAT = "% repeat referrals"
VALUE, TARGET = "Projected value", "Target"
ONE_GREENER = "Green 4, Amber 3, Red 10, Unavailable 2"
RED_GREENER = "Green 4, Amber 4, Red 9, Unavailable 2"
TWO_GREENER = "Green 5, Amber 3, Red 9, Unavailable 2"
WHY = "Repeat referrals: target 100%"
# Stops on a page with a form that is open, at most.
MOST_TABS = 200
WHEN = r"\d{1,2} \w{3} \d{4}, \d\d:\d\d UTC"
# What Streamlit puts into a text so that it is not taken for Markdown; it cannot be seen.
JOINER = "\u2060"


@pytest.fixture(scope="module")
def desk():
    """The address of an app in which nothing is saved yet."""
    with serving.served() as address:
        yield address


@pytest.fixture
def board(visit, desk):
    """The what-if page; nothing has been moved."""
    return at_the_board(visit, desk)


def at_the_board(visit, desk, scorecard="", theme="light"):
    """The what-if page of somebody, with the targets to move, too."""
    page = visit(f"{desk}/what-if{f'?scorecard={scorecard}' if scorecard else ''}", theme=theme)
    expect(page.get_by_text("No changes yet.")).to_be_visible()
    page.get_by_role("group", name="Move").get_by_role("radio", name="Both").check()
    return page


def listed(page):
    """Go to the list of scenarios as people do."""
    page.get_by_role("link", name="Scenarios", exact=True).click()
    expect(page.get_by_role("heading", name="Saved on this scorecard")).to_be_visible()
    rest(page)


def shared(page):
    """Open what shares the scenario on screen, drawn to its end: a code that comes late moves what is below it."""
    page.get_by_role("button", name="Share").click()
    form = page.get_by_role("dialog", name="Share")
    code = form.get_by_role("img", name="A code that leads a phone to the link above")
    # It has been loaded, too.
    expect(code).not_to_have_js_property("naturalWidth", 0)
    expect(form.get_by_role("button", name="Take this board with you")).to_be_visible()
    rest(page)
    return form


def scenario(page, name):
    """What the list has of one scenario."""
    heading = page.get_by_role("heading", level=3, name=name, exact=True)
    return page.get_by_test_id("stVerticalBlock").filter(has=heading).last


def lines(page, place=0):
    """The cells of a table on the page, line by line, without its head."""
    expect(page.get_by_role("table").nth(place)).to_be_visible()
    rows = page.get_by_role("table").nth(place).get_by_role("row").all()[1:]
    return [[cell.replace(JOINER, "").strip() for cell in row.get_by_role("cell").all_inner_texts()] for row in rows]


# ---- saving


def test_by_keyboard_alone_a_scenario_is_saved_with_a_note_and_the_reason_for_a_target(board):
    step(board, TARGET, REPEAT, "End")
    board.get_by_role("button", name="Save", exact=True).focus()
    board.keyboard.press("Enter")
    form = board.get_by_role("dialog", name="Save")
    expect(form.get_by_text("Repeat referrals: a target of 100% is easier than the latest figure")).to_be_visible()
    expect(form.get_by_role("button", name="Save the scenario")).to_be_visible()
    rest(board)
    name = form.get_by_role("textbox", name="Name of the scenario")
    for _ in range(MOST_TABS):
        if name.evaluate("element => element.matches(':focus')"):
            break
        board.keyboard.press("Tab")
    expect(name).to_be_focused()

    board.keyboard.type("By keyboard")
    for asked, text in (("Your name", "Kay"), ("Note", "For the chair"), (WHY, "Agreed in March")):
        board.keyboard.press("Tab")
        expect(form.get_by_role("textbox", name=asked)).to_be_focused()
        board.keyboard.type(text)
    board.keyboard.press("Tab")
    expect(form.get_by_role("button", name="Save the scenario")).to_be_focused()
    board.keyboard.press("Enter")

    expect(saved_told(board, "Saved as By keyboard.")).to_be_visible()
    expect(form).to_have_count(0)
    expect(board.get_by_role("button", name="Save", exact=True)).to_be_focused()
    # The board says so, too.
    expect(board.get_by_text("Saved as By keyboard.", exact=True)).to_have_count(2)
    listed(board)
    one = scenario(board, "By keyboard")
    expect(one).to_contain_text("by Kay; 1 change; on 2016/17 Q2; projected values for 2016/17 Q4")
    expect(one).to_contain_text("For the chair")
    expect(one).to_contain_text(RED_GREENER)
    expect(one).to_contain_text("1 green by a moved target")


def test_no_reason_is_asked_for_a_projection_and_none_in_the_middle_of_a_move(board):
    form = board.get_by_role("dialog", name="Save")
    board.get_by_role("button", name="Save", exact=True).click()
    expect(form).to_contain_text("Nothing has been moved yet, so there is nothing to save.")
    board.keyboard.press("Escape")
    expect(form).to_have_count(0)

    step(board, VALUE, ASSESSMENTS, "End")
    expect(form).to_have_count(0)
    board.get_by_role("button", name="Save", exact=True).click()

    expect(form.get_by_role("button", name="Save the scenario")).to_be_visible()
    expect(form.get_by_role("textbox")).to_have_count(3)
    expect(form.get_by_text("Why were these changed?")).to_have_count(0)
    # A move is not held up by what is open beside it.
    board.keyboard.press("Escape")
    step(board, TARGET, REPEAT, "End")
    expect(form).to_have_count(0)
    expect(counts(board)).to_have_text(TWO_GREENER)


def test_a_move_right_before_saving_is_saved_too(board):
    step(board, VALUE, ASSESSMENTS, "End")
    handle(board, VALUE, REPEAT).press("Home")
    save(board, "Right before")

    listed(board)

    expect(scenario(board, "Right before")).to_contain_text("2 changes")
    expect(scenario(board, "Right before")).to_contain_text(TWO_GREENER)


def test_two_who_save_under_one_name_at_the_same_moment_both_keep_their_work_and_one_is_told(visit, desk):
    people = {"Ann": ASSESSMENTS, "Bob": REPEAT}
    forms = {}
    for who, measure in people.items():
        page = at_the_board(visit, desk, theme="light" if who == "Ann" else "dark")
        step(page, VALUE, measure, "End" if who == "Ann" else "Home")
        page.get_by_role("button", name="Save", exact=True).click()
        form = page.get_by_role("dialog", name="Save")
        form.get_by_role("textbox", name="Name of the scenario").fill("Same moment")
        form.get_by_role("textbox", name="Your name").fill(who)
        forms[page] = form.get_by_role("button", name="Save the scenario")

    for button in forms.values():
        button.click(no_wait_after=True)

    for page in forms:
        expect(saved_told(page, "Saved as Same moment")).to_be_visible()
        rest(page)
    told = sorted(saved_told(page, "Saved as Same moment").inner_text() for page in forms)
    because = f"because there is another scenario with that name, saved {WHEN} by (Ann|Bob)"
    both = rf"Saved as Same moment \(2\), {because}\. Both are kept\."
    assert re.fullmatch(both, told[0].replace(JOINER, "")), told
    assert told[1] == "Saved as Same moment."
    listed(page)
    first, second = ("Bob", "Ann") if "by Bob" in told[0] else ("Ann", "Bob")
    for name, who in (("Same moment", first), ("Same moment (2)", second)):
        expect(scenario(page, name)).to_contain_text(f"by {who};")
        expect(scenario(page, name)).to_contain_text({"Ann": ONE_GREENER, "Bob": RED_GREENER}[who])


def test_saving_again_under_the_same_name_points_it_at_the_new_step(board):
    step(board, VALUE, ASSESSMENTS, "End")
    save(board, "Twice", author="Ann")
    step(board, VALUE, REPEAT, "Home")
    expect(board.get_by_text("Changed since it was saved as Twice; every step is kept.")).to_be_visible()
    save(board, "Twice")

    listed(board)

    expect(scenario(board, "Twice")).to_contain_text("2 changes")
    expect(board.get_by_role("heading", name="Twice (2)")).to_have_count(0)
    scenario(board, "Twice").get_by_role("link", name="Record").click()
    expect(board.get_by_role("heading", level=2, name="Twice")).to_be_visible()
    rest(board)
    assert [line[1:] for line in lines(board, 1)] == [
        ["Ann", "saved as Twice"],
        ["Ann", "Twice was saved again, as it was then"],
    ]


# ---- the list


def test_a_scenario_is_opened_renamed_copied_and_deleted_and_its_link_still_shows_it(visit, desk, board):
    step(board, VALUE, ASSESSMENTS, "End")
    save(board, "First name", note="A note")
    link = board.url
    listed(board)

    one = scenario(board, "First name")
    one.get_by_role("button", name="Rename").click()
    asked = board.get_by_role("textbox", name="New name")
    expect(asked).to_have_value("First name")
    asked.fill("Second name")
    board.get_by_role("button", name="Rename it").click()
    expect(saved_told(board, "Renamed as Second name.")).to_be_visible()
    expect(board.get_by_role("heading", name="First name", exact=True)).to_have_count(0)
    rest(board)

    scenario(board, "Second name").get_by_role("button", name="Copy").click()
    board.get_by_role("textbox", name="Name of the copy").fill("The copy")
    board.get_by_role("button", name="Copy it").click()
    expect(saved_told(board, "Copied as The copy.")).to_be_visible()
    expect(scenario(board, "The copy")).to_contain_text("A note")
    rest(board)

    scenario(board, "Second name").get_by_role("button", name="Delete").click()
    board.get_by_role("button", name="Delete the scenario").click()
    expect(saved_told(board, "Second name was deleted. Links to it still show it.")).to_be_visible()
    expect(board.get_by_role("heading", name="Second name", exact=True)).to_have_count(0)

    other = visit(f"{desk}/scenarios", theme="dark")
    rest(other)
    other.get_by_role("button", name="Open The copy").click()
    expect(other.get_by_text("Scenario: The copy")).to_be_visible()
    expect(counts(other)).to_have_text(ONE_GREENER)
    other.goto(link)
    expect(counts(other)).to_have_text(ONE_GREENER)


def test_a_scorecard_without_scenarios_says_how_to_come_by_one(visit, desk):
    page = visit(f"{desk}/scenarios?scorecard=buckinghamshire_by_year", NARROW)

    expect(page.get_by_text("None yet. On What-if, move something and choose Save.")).to_be_visible()
    rest(page)
    expect_within(page)


# ---- sharing


def test_the_link_that_is_shared_shows_the_same_and_comes_with_a_code_for_the_room(visit, board):
    form = shared(board)
    board.keyboard.press("Escape")
    expect(form).to_have_count(0)
    step(board, TARGET, REPEAT, "End")

    shared(board)

    link = form.get_by_role("code")
    expect(link).to_have_text(board.url)
    phone = visit(link.inner_text(), NARROW)
    expect(counts(phone)).to_have_text(RED_GREENER)
    expect(phone.get_by_text("1 green by a moved target")).to_be_visible()
    rest(phone)
    expect_within(phone)


def test_a_file_that_was_downloaded_gives_the_same_in_another_browser_and_on_the_command_line(
    visit, desk, board, tmp_path, capsys
):
    step(board, TARGET, REPEAT, "End")
    step(board, VALUE, ASSESSMENTS, "End")
    save(board, "To take along", reasons={WHY: "Agreed in March"})
    form = shared(board)
    with board.expect_download() as download:
        form.get_by_role("button", name="Download the scenario file").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    written = json.loads(path.read_text(encoding="utf-8"))
    assert (written["name"], path.suffix) == ("To take along", ".json")
    assert {each["id"]: each.get("reason") for each in written["overrides"]} == {
        "assessments-45-days": None,
        "repeat-referrals": "Agreed in March",
    }

    other = visit(f"{desk}/scenarios", theme="dark")
    other.locator("input[type=file]").set_input_files(path)
    expect(saved_told(other, f"{path.name}: To take along, 2 changes.")).to_be_visible()
    rest(other)
    other.get_by_role("button", name="Put it on the board").click()

    expect(counts(other)).to_have_text(TWO_GREENER)
    scorecard = ROOT / "data" / "buckinghamshire_2016_17_q2.csv"
    assert main(["rate", str(scorecard), "--scenario", str(path), "--format", "json"]) == DONE
    rated = json.loads(capsys.readouterr().out)["counts"]
    assert (rated["green"], rated["amber"], rated["red"], rated["unavailable"]) == (5, 3, 9, 2)


def test_a_file_that_is_none_is_refused_in_words_and_changes_nothing(board):
    step(board, VALUE, ASSESSMENTS, "End")
    listed(board)

    field = board.locator("input[type=file]")
    field.set_input_files({"name": "x.json", "mimeType": "application/json", "buffer": b'{"format": 1'})

    expect(saved_told(board, "x.json was refused. What is on screen is as it was.")).to_be_visible()
    expect(board.get_by_role("button", name="Put it on the board")).to_be_disabled()
    rest(board)
    board.get_by_role("button", name="Put the file away").click()
    expect(saved_told(board, "x.json")).to_have_count(0)
    board.get_by_role("link", name="What-if").click()
    expect(counts(board)).to_have_text(ONE_GREENER)

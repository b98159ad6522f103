"""The board for the wall: opened and worked by keyboard, the same what-if as the board, large, and on a phone."""

import re

import axe
import pytest
from browsing import FRAMES, counts, filling_the_screen, handle, place_of, present, wall
from playwright.sync_api import expect
from test_browser_access import CHECK, RULES

ASSESSMENTS = "% assessments completed in 45 working days"
FIRST = "% repeat referrals"
HOMES = "% of care leavers in suitable accommodation"
HD, BEAMER, PHONE = (1920, 1080), (1280, 720), (390, 844)
# Whether what has the focus is in the dialog, or is the window itself.
ON_THE_WALL = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at === null || at === document.body || at.closest("dialog") !== null;
}"""
# The numbers in a box.
BOXED = "element => [...element.querySelectorAll('.boxed')].map((number) => number.textContent)"
# How far anything in the dialog reaches beyond its place: sideways, downwards, and what lies outside the window.
BEYOND = """dialog => {
  const beyond = [];
  for (const each of [dialog, ...dialog.querySelectorAll("*")]) {
    if (!each.checkVisibility()) continue;
    const style = getComputedStyle(each), box = each.getBoundingClientRect();
    const name = `${each.localName}.${each.className}`;
    if (style.overflowX !== "visible" && each.scrollWidth > each.clientWidth + 1) beyond.push(`${name} is wider`);
    if (style.overflowY !== "visible" && each.scrollHeight > each.clientHeight + 1) beyond.push(`${name} is higher`);
    if (box.right > innerWidth + 1 || box.left < -1) beyond.push(`${name} is out of the window`);
  }
  return beyond;
}"""
# The font sizes of all texts that can be read, the smallest first.
SIZES = """dialog => [...dialog.querySelectorAll("*")].filter((each) => each.checkVisibility())
  .filter((each) => [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
  .map((each) => parseFloat(getComputedStyle(each).fontSize)).sort((one, other) => one - other)"""
# What can be touched and is less than so many pixels high or wide.
SMALL = """(dialog, least) => [...dialog.querySelectorAll("button, select, label, input[type=range]")]
  .filter((each) => each.checkVisibility())
  .filter((each) => Math.min(each.getBoundingClientRect().width, each.getBoundingClientRect().height) < least)
  .map((each) => each.className + each.textContent)"""
# From now on, what becomes of the whole screen and of the dialog, in its order.
ORDER = """dialog => {
  globalThis.order = [];
  addEventListener("fullscreenchange", () => globalThis.order.push("screen"), true);
  dialog.addEventListener("close", () => globalThis.order.push("dialog"));
}"""
# How far down the window something is.
TOP = "element => Math.round(element.getBoundingClientRect().top)"


def opened(visit, address, size=HD, theme="light", touch=False):
    """A page on which the board is on the wall; nothing has been moved."""
    page = visit.new(size, theme, touch)
    page.goto(address)
    expect(page.get_by_text("No changes yet.")).to_be_visible()
    present(page)
    return page


@pytest.fixture
def page(visit, app):
    return opened(visit, f"{app}/what-if")


def act(page, name):
    return wall(page).get_by_role("button", name=name, exact=True)


def measure(page):
    """The full name of the measure that is on the wall."""
    return wall(page).get_by_role("heading", level=3).filter(has_text="%")


def listed(page, name=None):
    """The measures of the list, or one of them."""
    every = wall(page).get_by_role("navigation", name="Measures").get_by_role("button")
    return every.filter(has_text=name) if name else every


def sentence(page):
    return wall(page).get_by_role("status")


def line(page, which):
    """The counts of a line in words, as its tiles have them."""
    return wall(page).get_by_role("img").nth(("As it stands", "With changes").index(which))


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def test_the_wall_says_what_it_is_about_and_what_stands(page):
    banner = wall(page)
    for text in (
        "Committee report, Q2 2016/17",
        "2016/17 Q2",
        "Illustrative figures",
        "Nothing here changes the report",
    ):
        expect(banner.get_by_text(text, exact=True)).to_be_visible()
    expect(banner.get_by_role("heading", name="Key measures")).to_be_visible()
    expect(banner.get_by_role("term")).to_have_text(["As it stands", "With changes"])
    for which in ("As it stands", "With changes"):
        expect(line(page, which)).to_have_accessible_name("Green 1, Amber 3, Red 10")
    expect(sentence(page)).to_have_text("All 19 measures: No changes yet.")
    expect(listed(page)).to_have_count(19)
    expect(banner.get_by_role("combobox")).to_have_count(0)
    expect(banner.get_by_role("table")).to_have_count(0)


def test_it_is_opened_worked_and_left_by_keyboard_alone(visit, app):
    page = visit.new(HD)
    page.goto(f"{app}/what-if")
    expect(page.get_by_text("No changes yet.")).to_be_visible()
    button = page.get_by_role("button", name="Present", exact=True)
    button.focus()
    with filling_the_screen(page):
        press(page, "Enter")
    expect(handle(wall(page), "Projected value", FIRST)).to_be_focused()

    listed(page, "Assessments in 45 working days").focus()
    press(page, "Enter")

    value = handle(wall(page), "Projected value", ASSESSMENTS)
    expect(value).to_be_focused()
    expect(measure(page)).to_have_text(ASSESSMENTS)
    expect(wall(page).get_by_text("82.1%, 985 of 1,200", exact=True)).to_be_visible()
    expect(wall(page).get_by_text("Target 85%", exact=True)).to_be_visible()
    expect(wall(page).get_by_text("Projected value for 2016/17 Q4")).to_be_visible()
    expect(wall(page).get_by_text("35 more assessments of 1,200")).to_be_visible()

    press(page, "PageUp")
    expect(value).to_have_attribute("aria-valuetext", "87.1%, green")
    expect(line(page, "With changes")).to_have_accessible_name("Green 2, Amber 2, Red 10")
    expect(line(page, "As it stands")).to_have_accessible_name("Green 1, Amber 3, Red 10")
    assert wall(page).get_by_role("definition").nth(0).evaluate(BOXED) == []
    assert wall(page).get_by_role("definition").nth(2).evaluate(BOXED) == ["2", "2"]
    expect(sentence(page)).to_contain_text("turns one measure from amber to green: 4 green, 3 amber, 10 red.")

    press(page, "u")
    expect(value).to_have_attribute("aria-valuetext", "82.1%, amber")
    expect(sentence(page)).to_have_text("All 19 measures: No changes yet.")
    press(page, "y")
    expect(value).to_have_attribute("aria-valuetext", "87.1%, green")
    press(page, "r")
    expect(value).to_have_attribute("aria-valuetext", "82.1%, amber")
    press(page, "Control+z")
    expect(value).to_have_attribute("aria-valuetext", "87.1%, green")
    press(page, "a")
    expect(value).to_have_attribute("aria-valuetext", "82.1%, amber")
    expect(act(page, "Reset all")).to_be_disabled()

    press(page, "n")
    expect(measure(page)).not_to_have_text(ASSESSMENTS)
    expect(wall(page).get_by_role("slider")).to_be_focused()
    press(page, "p")
    expect(measure(page)).to_have_text(ASSESSMENTS)
    expect(listed(page, "Assessments in 45 working days")).to_have_attribute("aria-current", "true")

    press(page, "Escape")
    expect(wall(page)).to_have_count(0)
    expect(button).to_be_focused()


@pytest.mark.parametrize("by", ["Escape", "Leave"])
def test_whoever_leaves_gives_the_screen_back_first_and_can_come_back_by_the_next_key(page, by):
    press(page, "n")
    expect(measure(page)).not_to_have_text(FIRST)
    name = measure(page).text_content()
    is_full = page.evaluate("document.fullscreenElement !== null")
    wall(page).evaluate(ORDER)

    if by == "Escape":
        press(page, "Escape")
    else:
        act(page, "Leave").press("Enter")

    expect(wall(page)).to_have_count(0)
    expect(page.get_by_role("button", name="Present", exact=True)).to_be_focused()
    # A browser may have refused it.
    assert page.evaluate("globalThis.order") == (["screen", "dialog"] if is_full else ["dialog"])
    with filling_the_screen(page):
        press(page, "Enter")
    expect(measure(page)).to_have_text(name)


def test_the_page_behind_cannot_be_reached(page):
    reached = set()
    for _ in range(40):
        press(page, "Tab")
        reached.add(page.evaluate(ON_THE_WALL))

    assert reached == {True}


def test_what_is_moved_on_the_wall_is_moved_on_the_board_and_the_other_way_round(page):
    listed(page, "Assessments in 45 working days").click()
    press(page, "PageUp")
    expect(sentence(page)).to_contain_text("one measure from amber to green")
    act(page, "Leave").click()
    expect(wall(page)).to_have_count(0)

    expect(counts(page)).to_have_text("Green 4, Amber 3, Red 10, Unavailable 2")
    expect(handle(page, "Projected value", ASSESSMENTS)).to_have_attribute("aria-valuetext", "87.1%, green")
    handle(page, "Projected value", ASSESSMENTS).press("Home")
    expect(counts(page)).to_have_text("Green 3, Amber 3, Red 11, Unavailable 2")

    present(page)
    expect(handle(wall(page), "Projected value", ASSESSMENTS)).to_have_attribute("aria-valuetext", "0.0%, red")
    expect(line(page, "With changes")).to_have_accessible_name("Green 1, Amber 2, Red 11")
    expect(sentence(page)).to_contain_text("turns one measure from amber to red")


def test_the_list_keeps_its_order_and_says_which_rating_a_measure_has_now(page):
    before = listed(page).all_inner_texts()
    headings = wall(page).get_by_role("navigation").get_by_role("heading")
    assert headings.all_inner_texts() == ["◆ Red", "▲ Amber", "● Green", "– Unavailable"]

    listed(page, "Repeat referrals").click()
    press(page, "Home")
    expect(listed(page, "Repeat referrals")).to_contain_text("● Green")

    moved = listed(page).all_inner_texts()
    assert [text.split("\n")[0] for text in moved] == before
    assert [text for text in moved if text not in before] == ["Repeat referrals\n● Green"]
    press(page, "Escape")
    present(page)
    # Opened again, it begins with where things stand then.
    greens = wall(page).get_by_role("navigation").get_by_role("list").nth(2)
    expect(greens.get_by_role("button", name="Repeat referrals")).to_be_visible()


def test_the_target_is_moved_where_somebody_wants_to(page):
    listed(page, "Assessments in 45 working days").click()
    expect(wall(page).get_by_role("slider")).to_have_count(1)

    press(page, "t")
    expect(wall(page).get_by_role("switch", name="Move the target too")).to_be_checked()
    target = handle(wall(page), "Target", ASSESSMENTS)
    target.press("Home")

    expect(wall(page).get_by_text("Target 0%, was 85%")).to_be_visible()
    expect(line(page, "With changes")).to_have_accessible_name("Green 2, Amber 2, Red 10")
    press(page, "n", "p")
    expect(target).to_be_visible()
    expect(handle(wall(page), "Projected value", ASSESSMENTS)).to_be_focused()


def test_a_measure_without_a_figure_is_given_one_and_the_focus_follows(page):
    listed(page, "Care leavers in suitable homes").click()
    expect(act(page, "Add a figure")).to_be_focused()
    expect(wall(page).get_by_role("slider")).to_have_count(0)

    press(page, "f")
    expect(handle(wall(page), "Projected value", HOMES)).to_be_focused()
    press(page, "r")
    expect(act(page, "Add a figure")).to_be_focused()


def test_the_ends_of_the_list_are_where_it_stops(page):
    expect(act(page, "Previous")).to_be_disabled()
    press(page, "p")
    expect(measure(page)).to_have_text(FIRST)

    listed(page).last.click()
    expect(act(page, "Next")).to_be_disabled()
    act(page, "Previous").click()
    expect(act(page, "Previous")).to_be_focused()
    expect(measure(page)).to_have_text(HOMES)


def test_letters_do_nothing_once_they_are_switched_off(page):
    expect(act(page, "Next")).to_have_attribute("aria-keyshortcuts", "N")
    expect(act(page, "Undo")).to_have_attribute("aria-keyshortcuts", "U Control+Z")
    listed(page, "Assessments in 45 working days").click()
    value = handle(wall(page), "Projected value", ASSESSMENTS)
    press(page, "PageUp")

    wall(page).get_by_role("switch", name="Keys").uncheck()
    value.focus()
    press(page, "n", "u", "a", "t", "Shift+r")

    expect(measure(page)).to_have_text(ASSESSMENTS)
    expect(value).to_have_attribute("aria-valuetext", "87.1%, green")
    expect(wall(page).get_by_role("slider")).to_have_count(1)
    assert act(page, "Next").get_attribute("aria-keyshortcuts") is None
    expect(act(page, "Undo")).to_have_attribute("aria-keyshortcuts", "Control+Z")
    expect(wall(page).get_by_text("N", exact=True)).to_be_hidden()
    press(page, "Control+z")
    expect(value).to_have_attribute("aria-valuetext", "82.1%, amber")


def test_a_letter_with_another_key_is_the_browsers(page):
    press(page, "Control+u", "Alt+n")

    expect(measure(page)).to_have_text(FIRST)


@pytest.mark.parametrize("size", [HD, BEAMER], ids=str)
def test_everything_fits_on_a_wall_without_scrolling(visit, app, size):
    page = opened(visit, f"{app}/what-if", size)
    press(page, "t")

    for name, said in (
        ("Children in need reviewed in 3 months", "Reaching"),
        ("Second or later child protection plan", "Changing two projected values"),
    ):
        listed(page, name).click()
        before = handle(wall(page), "Projected value", "").first.evaluate(TOP)
        press(page, "PageUp")
        # What is moved stays where it is, while its sentence is awaited and whatever that says.
        assert handle(wall(page), "Projected value", "").first.evaluate(TOP) == before
        expect(sentence(page)).to_contain_text(said)
        assert handle(wall(page), "Projected value", "").first.evaluate(TOP) == before
        page.evaluate(FRAMES)
        assert wall(page).evaluate(BEYOND) == []


def test_texts_can_be_read_from_the_last_row(page):
    listed(page, "Children in need reviewed in 3 months").click()
    sizes = wall(page).evaluate(SIZES)

    assert (
        wall(page)
        .get_by_role("definition")
        .nth(0)
        .get_by_text("10", exact=True)
        .evaluate("each => parseFloat(getComputedStyle(each).fontSize)")
        > 55
    )
    assert sentence(page).evaluate("each => parseFloat(getComputedStyle(each).fontSize)") >= 31.9
    # Only what names a key, or repeats a rating beside its name, is smaller than the text.
    assert min(sizes) >= 20
    assert sizes[len(sizes) // 2] >= 30


def test_on_a_phone_it_is_one_column_worked_by_touch(visit, app):
    page = opened(visit, f"{app}/what-if", PHONE, touch=True)
    expect(listed(page)).to_have_count(0)
    choice = wall(page).get_by_role("combobox", name="Measure")
    assert wall(page).evaluate("dialog => [...dialog.querySelectorAll('optgroup')].map((group) => group.label)") == [
        "◆ Red", "▲ Amber", "● Green", "– Unavailable",
    ]  # fmt: skip

    act(page, "Next").tap()
    expect(measure(page)).not_to_have_text(FIRST)
    choice.select_option("Assessments in 45 working days")
    expect(measure(page)).to_have_text(ASSESSMENTS)
    value = handle(wall(page), "Projected value", ASSESSMENTS)
    box = place_of(value)
    page.touchscreen.tap(box["x"] + box["width"] * 0.96, box["y"] + box["height"] / 2)

    expect(value).to_have_attribute("aria-valuetext", re.compile("green"))
    expect(choice.locator("option:checked")).to_have_text("Assessments in 45 working days (now green)")
    expect(line(page, "With changes")).to_have_accessible_name("Green 2, Amber 2, Red 10")
    assert [each for each in wall(page).evaluate(BEYOND) if not each.startswith("div.stage is higher")] == []
    assert wall(page).evaluate(SMALL, 44) == []
    wall(page).get_by_role("switch", name="Move the target too").tap()
    expect(handle(wall(page), "Target", ASSESSMENTS)).to_be_visible()
    act(page, "Leave").tap()
    expect(wall(page)).to_have_count(0)
    expect(counts(page)).to_contain_text("Green 4")


@pytest.mark.parametrize(("scorecard", "count"), [("band", 4), ("large", 500)])
def test_other_scorecards_are_on_the_wall_too(visit, own, scorecard, count):
    page = opened(visit, f"{own}/what-if?scorecard={scorecard}", BEAMER)

    expect(wall(page).get_by_role("heading", name="All measures")).to_be_visible()
    expect(wall(page).get_by_text("Illustrative figures")).to_have_count(0)
    expect(listed(page)).to_have_count(count)
    expect(sentence(page)).to_have_text("No changes yet.")
    listed(page).last.click()
    press(page, "Home", "p")
    expect(act(page, "Undo")).to_be_enabled()
    beyond = [each for each in wall(page).evaluate(BEYOND) if not each.startswith("nav.measures is higher")]
    assert beyond == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [BEAMER, PHONE], ids=str)
def test_the_wall_is_accessible_in_both_themes(visit, app, theme, size):
    page = opened(visit, f"{app}/what-if", size, theme)
    press(page, "n", "n", "n", "t")
    wall(page).get_by_role("slider").first.press("End")
    # What is old by now, until the answer, is faint.
    expect(sentence(page)).not_to_contain_text("No changes yet.")
    page.evaluate(axe.script().read_text(encoding="utf-8"))

    told = page.evaluate(CHECK, RULES)

    assert {"color-contrast", "button-name", "label"} <= set(told["kept"])
    assert told["broken"] == []

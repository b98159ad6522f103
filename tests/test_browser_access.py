"""Accessible to all: by axe-core, in both themes, wide and narrow; by keyboard; and without scrolling sideways."""

import axe
import pytest
from browsing import FRAMES, NARROW, STANDS, WIDE, counts, expect_within, handle, pick, rest, row, save, shown, step
from playwright.sync_api import expect

ASSESSMENTS = "% assessments completed in 45 working days"
REPEAT = "% repeat referrals"
LOW, NARROW_AND_LOW, NARROWEST = (1280, 700), (390, 700), (320, 800)
BACKGROUNDS = {"light": "rgb(255, 255, 255)", "dark": "rgb(20, 24, 28)"}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CHECK = """async (rules) => {
  const told = await axe.run(document, { runOnly: rules, resultTypes: ["violations", "passes"] });
  const where = (nodes) => nodes.map((node) => node.target.join(" ")).join("; ");
  return {
    broken: told.violations.map(({ id, impact, nodes }) => `${id} (${impact}): ${where(nodes)}`),
    kept: told.passes.map(({ id }) => id),
  };
}"""
# The element with the focus, in whichever shadow root it is.
FOCUSED = "let at = document.activeElement; while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;"
# What it is, and whether something lies over its upper or lower edge, or it is out of the window.
WHERE = f"""async () => {{
  await {FRAMES};
  {FOCUSED}
  const box = at.getBoundingClientRect(), x = box.left + Math.min(box.width / 2, 40);
  const there = (y) => {{
    let top = document.elementFromPoint(x, y);
    while (top?.shadowRoot) {{
      const within = top.shadowRoot.elementFromPoint(x, y);
      if (!within || within === top) break;
      top = within;
    }}
    return top === at || at.contains(top) || top?.contains(at) === true && top.localName !== "main";
  }};
  const inside = box.top >= 0 && box.bottom <= innerHeight;
  return {{
    name: at.getAttribute("aria-label") ?? at.textContent.trim(),
    slider: at.type === "range",
    seen: inside && there(box.top + 2) && there(box.bottom - 2),
  }};
}}"""
# Take all that moves to its end, where it has one. Not to wait for it: what a dialog hides may never get there.
TO_REST = """() => document.getAnimations().filter(({ effect }) => effect.getComputedTiming().endTime < Infinity)
  .forEach((moving) => moving.finish())"""
# All texts that can be seen, each with how far from the top of the window it is.
TEXTS = """() => {
  const found = [];
  const walk = (root) => root.querySelectorAll("*").forEach((element) => {
    if (element.shadowRoot) walk(element.shadowRoot);
    const text = [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data.trim()).join("");
    const box = element.getBoundingClientRect();
    if (text && box.width && box.top >= 0 && box.bottom <= innerHeight && element.checkVisibility()) {
      found.push([text, Math.round(box.top)]);
    }
  });
  walk(document);
  return found;
}"""


def status(page, address):
    page.goto(address)
    expect(shown(page)).to_have_count(19)


def detail(page, address):
    status(page, address)
    shown(page).get_by_role("button", name=ASSESSMENTS).click()
    expect(page.get_by_role("dialog").get_by_text("Definition")).to_be_visible()


def history(page, address):
    page.goto(f"{address}/?scorecard=buckinghamshire_by_year")
    shown(page).get_by_role("button", name="% repeat referrals").click()
    expect(page.get_by_role("dialog").get_by_label("The figure over").first).to_be_visible()


def board(page, address):
    page.goto(f"{address}/what-if")
    expect(page.get_by_text("No changes yet.")).to_be_visible()


def board_with_changes(page, address):
    board(page, address)
    page.get_by_role("group", name="Move").get_by_role("radio", name="Both").check()
    page.get_by_role("group", name="Show").get_by_role("radio", name="All").check()
    handle(page, "Projected value", ASSESSMENTS).press("End")
    handle(page, "Target", REPEAT).press("End")
    row(page, ASSESSMENTS).get_by_role("button", expanded=False).click()
    page.get_by_role("textbox", name=f"Type the target: {ASSESSMENTS}").fill("lots")
    page.keyboard.press("Enter")
    expect(row(page, ASSESSMENTS).get_by_role("alert")).to_be_visible()
    expect(page.get_by_text("turns one measure from amber to green and one from red to green")).to_be_visible()
    page.get_by_role("switch", name="Show knife-edges").check()
    page.get_by_text("The sum behind it").click()


def saved(page, address, name="For all"):
    """The board, with a scenario that was saved: a target was moved."""
    board(page, address)
    page.get_by_role("group", name="Move").get_by_role("radio", name="Both").check()
    step(page, "Projected value", ASSESSMENTS, "End")
    step(page, "Target", REPEAT, "End")
    save(page, name, author="Ann", note="For the chair")
    expect(page.get_by_text(f"Scenario: {name}")).to_be_visible()


def saving(page, address):
    saved(page, address)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Why were these changed?")).to_be_visible()


def sharing(page, address):
    saved(page, address)
    page.get_by_role("button", name="Share").click()
    expect(page.get_by_role("img", name="A code that leads a phone to the link above")).to_be_visible()


def scenarios(page, address):
    saved(page, address)
    page.get_by_role("link", name="Scenarios", exact=True).click()
    expect(page.get_by_role("heading", name="Saved on this scorecard")).to_be_visible()
    rest(page)
    page.get_by_role("button", name="Rename").first.click()
    expect(page.get_by_role("textbox", name="New name")).to_be_visible()


def no_scenarios(page, address):
    page.goto(f"{address}/scenarios?scorecard=of_200")
    expect(page.get_by_text("None yet.")).to_be_visible()


def compared(page, address):
    saved(page, address)
    page.get_by_role("link", name="Compare").click()
    expect(page.get_by_role("heading", name="Take it with you")).to_be_visible()


def nothing_compared(page, address):
    page.goto(f"{address}/compare?scorecard=of_200")
    expect(page.get_by_text("There is nothing to compare yet.")).to_be_visible()


def recorded(page, address):
    saved(page, address)
    page.get_by_role("link", name="Scenarios", exact=True).click()
    expect(page.get_by_role("heading", name="Saved on this scorecard")).to_be_visible()
    rest(page)
    page.get_by_role("link", name="Record").first.click()
    expect(page.get_by_role("heading", name="The name")).to_be_visible()
    rest(page)


def offered(page, address):
    saved(page, address)
    page.goto(f"{address}/?version=x")
    page.goto(f"{address}/")
    expect(page.get_by_text("Go on where you were?")).to_be_visible()


def refused(page, address):
    board(page, address)
    pick(page, "Scorecard", "broken")
    expect(page.get_by_text("could not be opened")).to_be_visible()
    expect(counts(page)).to_have_text(STANDS)


def routes(page, address):
    page.goto(f"{address}/routes")
    expect(page.get_by_role("columnheader", name="To green")).to_be_visible()
    rest(page)


def goal(page, address):
    routes(page, address)
    page.get_by_role("tab", name="A goal").click()
    expect(page.get_by_text("What stands in the way")).to_be_visible()


def reported(page, address):
    saved(page, address)
    page.get_by_role("link", name="Report").click()
    expect(page.get_by_role("button", name="All of it as a ZIP")).to_be_enabled()
    rest(page)
    page.get_by_text("What the document holds").click()
    with page.expect_download():
        page.get_by_role("button", name="CSV", exact=True).click()
    expect(page.get_by_text("The file is in your downloads: CSV.")).to_be_visible()


STATES = [status, detail, history, board, board_with_changes, refused, routes, goal]
OF_SCENARIOS = [saving, sharing, scenarios, no_scenarios, compared, nothing_compared, recorded, offered, reported]
# Streamlit's own: its field for files has a name and a role for something that is only seen.
STREAMLITS = "presentation-role-conflict (minor): section"


@pytest.mark.parametrize("state", [*STATES, *OF_SCENARIOS])
def test_every_page_is_accessible_in_both_themes_and_never_wider_than_the_window(visit, own, state):
    page = visit.new(WIDE)
    state(page, own)
    # What waits for a run is drawn paler.
    rest(page)
    page.evaluate(axe.script().read_text(encoding="utf-8"))
    # A page that a dialog keeps from scrolling is one whose texts axe passes over.
    page.evaluate("document.documentElement.style.overflow = 'visible'")
    broken = {}

    for theme, background in BACKGROUNDS.items():
        page.emulate_media(color_scheme=theme)
        expect(page.get_by_test_id("stApp")).to_have_css("background-color", background)
        for size in (WIDE, NARROW):
            fit(page, size)
            told = page.evaluate(CHECK, RULES)
            # It did look: at colours, at names, and into shadow roots, which is where fields with labels are.
            assert {"color-contrast", "button-name"} | ({"label"} if state not in (detail, history) else set()) <= set(
                told["kept"]
            )
            broken[theme, size] = [each for each in told["broken"] if not each.startswith(STREAMLITS)]
    for size in (WIDE, NARROW, NARROWEST):
        fit(page, size)
        expect_within(page)

    assert {where: told for where, told in broken.items() if told} == {}


def fit(page, size):
    """Give the window another size, and wait until the page is drawn in it and no colour on its way to another."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.evaluate(FRAMES)
    page.evaluate(TO_REST)
    page.evaluate(FRAMES)


@pytest.mark.parametrize("size", [LOW, NARROW_AND_LOW], ids=str)
def test_tab_reaches_every_slider_and_nothing_that_has_the_focus_is_hidden(visit, app, size):
    page = visit(f"{app}/what-if", size)
    every_row(page)
    sliders = {each.get_attribute("aria-label") for each in page.get_by_role("slider").all()}
    assert len(sliders) == 17
    page.get_by_role("searchbox", name="Search").focus()

    met = go_through(page, "Tab", until="What the short forms mean")
    back = go_through(page, "Shift+Tab", until="Undo")

    assert {each["name"] for each in met if each["slider"]} == sliders
    assert {each["name"] for each in back if each["slider"]} == sliders
    assert [each["name"] for each in [*met, *back] if not each["seen"]] == []


def every_row(page):
    """The board with every row, and with all that stands beneath it."""
    expect(page.get_by_text("No changes yet.")).to_be_visible()
    page.get_by_role("group", name="Show").get_by_role("radio", name="All").check()
    rest(page)


def go_through(page, key, until):
    """Press a key until the focus is on something of a name; what had the focus on the way, and could it be seen."""
    met = []
    while not met or until not in met[-1]["name"]:
        page.keyboard.press(key)
        met.append(page.evaluate(WHERE))
        assert len(met) < 200, met[-10:]
    return met


@pytest.mark.parametrize("size", [LOW, NARROW_AND_LOW], ids=str)
def test_only_the_count_lines_stay_in_sight_when_the_page_scrolls(visit, app, size):
    page = visit(f"{app}/what-if", size)
    every_row(page)
    page.get_by_role("main").evaluate("element => element.scrollBy(0, 1500)")
    expect(counts(page)).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("heading", level=1)).not_to_be_in_viewport()

    before = page.evaluate(TEXTS)
    page.get_by_role("main").evaluate("element => element.scrollBy(0, 200)")
    stay = [text for text, top in page.evaluate(TEXTS) if [text, top] in before and not text.isdigit()]

    assert len(before) > 20
    # The words of the lines, each number being an element of its own.
    counted, of_key = "Green, Amber, Red, Unavailable", "Key:Green, Amber, Red"
    assert stay == ["As it stands", counted, of_key, "With changes", counted, of_key]


def test_a_count_that_changes_is_told_by_a_live_region(visit, app):
    page = visit(f"{app}/what-if")
    expect(page.get_by_text("No changes yet.")).to_be_visible()
    live = page.get_by_role("status").filter(has_text="Green")
    expect(live).to_have_count(1)
    expect(live).to_have_text(STANDS)

    # Written only when it says something else: else it would be read out on every move.
    live.evaluate("""element => {
      globalThis.written = 0;
      new MutationObserver(() => (globalThis.written += 1)).observe(element, { childList: true, subtree: true });
    }""")
    value = handle(page, "Projected value", ASSESSMENTS)
    for _ in range(3):
        value.press("ArrowRight")
    expect(row(page, ASSESSMENTS).get_by_text("17 more assessments of 1,200")).to_be_visible()
    assert page.evaluate("globalThis.written") == 0

    value.press("End")
    expect(live).to_have_text("Green 4, Amber 3, Red 10, Unavailable 2")
    # With the answer, too.
    expect(page.get_by_text("turns one measure from amber to green")).to_be_visible()
    assert page.evaluate("globalThis.written") == 1


def test_a_table_that_is_wider_than_a_phone_is_scrolled_by_keyboard(visit, own):
    page = visit.new(NARROW)
    recorded(page, own)
    wide = page.get_by_role("group", name="A table that scrolls sideways").first

    wide.focus()
    page.keyboard.press("ArrowRight")

    expect(wide).to_be_focused()
    expect(wide).not_to_have_js_property("scrollLeft", 0)
    page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    expect(page.get_by_role("group", name="A table that scrolls sideways")).to_have_count(0)


def test_a_skip_link_leads_to_the_main_part(visit, app):
    page = visit(f"{app}/what-if")
    expect(counts(page)).to_be_visible()

    page.keyboard.press("Tab")

    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()

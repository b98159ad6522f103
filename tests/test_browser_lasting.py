"""Nothing that anybody moved is lost: reload, restart, Back and Forward, another browser, a line that was cut."""

import re
from urllib.parse import quote

import pytest
import serving
from browsing import MOST_MILLISECONDS, NARROW, STANDS, Line, counts, expect_within, handle, rest, row, shown
from playwright.sync_api import expect

ASSESSMENTS = "% assessments completed in 45 working days"
REPEAT = "% repeat referrals"
SUPERVISIONS = "% of social work staff supervisions completed"
VALUE = "Projected value"
ONE = "Green 4, Amber 3, Red 10, Unavailable 2"
TWO = "Green 5, Amber 3, Red 9, Unavailable 2"
THREE = "Green 6, Amber 3, Red 8, Unavailable 2"
NAMES_A_VERSION = re.compile(r"[?&]version=[0-9a-f]{32}(&|$)")
KEPT = "Every step is kept: the address of this page leads back here."
INSTEAD = "The scorecard is shown as it stands."


def board(page, address):
    """The what-if page, ready to be moved."""
    page.goto(f"{address}/what-if")
    expect(page.get_by_text("No changes yet.")).to_be_visible()


def move(page, name, key, then):
    """Move a handle, and wait until Python has answered and the step is kept at another address."""
    before = page.url
    handle(page, VALUE, name).press(key)
    expect(counts(page)).to_have_text(then)
    expect(page).not_to_have_url(before)
    expect(page).to_have_url(NAMES_A_VERSION)


@pytest.fixture
def moved(visit, app):
    """The what-if page after three moves."""
    page = visit.new()
    board(page, app)
    move(page, ASSESSMENTS, "End", ONE)
    move(page, REPEAT, "Home", TWO)
    move(page, SUPERVISIONS, "End", THREE)
    # With the answer the browser remembers the last step, too.
    expect(page.get_by_text("turns one measure from amber to green and two from red to green")).to_be_visible()
    return page


def test_every_step_is_at_an_address_that_shows_it_to_a_colleague_and_on_a_phone(visit, moved):
    expect(moved.get_by_text(KEPT)).to_be_visible()

    colleague, phone = visit(moved.url, theme="dark"), visit(moved.url, NARROW)

    for page in (colleague, phone):
        expect(counts(page)).to_have_text(THREE)
        expect(handle(page, VALUE, ASSESSMENTS)).to_have_attribute("aria-valuetext", "100.0%, green")
        expect(page.get_by_role("alert").filter(visible=True)).to_have_count(0)
    rest(phone)
    expect_within(phone)


def test_what_a_colleague_moves_on_does_not_change_what_the_link_shows(visit, moved):
    link = moved.url
    colleague = visit(link)
    expect(counts(colleague)).to_have_text(THREE)
    move(colleague, SUPERVISIONS, "Home", TWO)

    expect(counts(visit(link))).to_have_text(THREE)
    expect(counts(moved)).to_have_text(THREE)


def test_back_and_forward_of_the_browser_walk_through_the_steps(moved):
    for before in (TWO, ONE, STANDS):
        moved.go_back()
        expect(counts(moved)).to_have_text(before)
    expect(moved.get_by_role("button", name="Undo", exact=True)).to_have_attribute("aria-disabled", "true")
    expect(moved.get_by_role("button", name="Redo", exact=True)).to_have_attribute("aria-disabled", "false")

    for after in (ONE, TWO, THREE):
        moved.go_forward()
        expect(counts(moved)).to_have_text(after)
    moved.get_by_role("button", name="Undo", exact=True).click()
    expect(counts(moved)).to_have_text(TWO)


def test_after_going_back_a_move_goes_on_from_there_and_the_other_branch_is_still_at_its_address(moved):
    other = moved.url
    moved.go_back()
    expect(counts(moved)).to_have_text(TWO)

    move(moved, ASSESSMENTS, "Home", "Green 4, Amber 3, Red 10, Unavailable 2")
    expect(row(moved, SUPERVISIONS).get_by_role("button", name="Reset: ")).to_have_attribute("aria-disabled", "true")

    moved.goto(other)
    expect(counts(moved)).to_have_text(THREE)


def test_a_page_that_the_links_lead_to_names_the_latest_step(moved):
    latest = re.search(r"version=([0-9a-f]+)", moved.url)[1]

    moved.get_by_role("link", name="Status").click()
    expect(shown(moved)).to_have_count(19)
    expect(moved).to_have_url(re.compile(f"version={latest}"))
    moved.get_by_role("link", name="What-if").click()
    expect(counts(moved)).to_have_text(THREE)
    moved.go_back()
    expect(shown(moved)).to_have_count(19)
    moved.go_back()
    expect(counts(moved)).to_have_text(THREE)


def test_a_burst_of_key_presses_is_kept_to_the_last(visit, app):
    page = visit.new()
    board(page, app)
    slider = handle(page, VALUE, ASSESSMENTS)
    for _ in range(12):
        slider.press("ArrowRight")
    expect(page.get_by_text("turns one measure from amber to green")).to_be_visible()
    told = slider.get_attribute("aria-valuetext")
    page.get_by_role("link", name="Status").click()
    expect(shown(page)).to_have_count(19)
    page.get_by_role("link", name="What-if").click()
    expect(handle(page, VALUE, ASSESSMENTS)).to_have_attribute("aria-valuetext", told)

    page.reload()

    expect(handle(page, VALUE, ASSESSMENTS)).to_have_attribute("aria-valuetext", told)


def test_a_server_that_was_started_again_shows_the_same_and_nothing_moved_meanwhile_is_lost(visit, tmp_path):
    page = visit.new()
    with serving.served(RAG_DATA_DIR=str(tmp_path)) as address:
        board(page, address)
        move(page, ASSESSMENTS, "End", ONE)
        link = page.url
    visit.lose(address)
    expect(page.get_by_test_id("stApp")).not_to_have_attribute("data-test-connection-state", "CONNECTED")
    handle(page, VALUE, REPEAT).press("Home")
    expect(counts(page)).to_have_text(TWO)

    with serving.served(port=int(address.rpartition(":")[2]), RAG_DATA_DIR=str(tmp_path)):
        expect(page.get_by_text("turns one measure from amber to green and one from red to green")).to_be_visible()
        expect(page).not_to_have_url(link)
        latest = page.url
        expect(counts(visit(link))).to_have_text(ONE)
        expect(counts(visit(latest))).to_have_text(TWO)
        page.reload()
        expect(counts(page)).to_have_text(TWO)
        page.get_by_role("button", name="Undo", exact=True).click()
        expect(counts(page)).to_have_text(ONE)


def test_a_line_that_is_held_delivers_what_was_moved_when_it_is_let_go(visit, app):
    page = visit.new()
    line = Line(page)
    board(page, app)
    line.hold()
    handle(page, VALUE, ASSESSMENTS).press("End")
    handle(page, VALUE, REPEAT).press("Home")
    expect(counts(page)).to_have_text(TWO)

    line.let_go()

    expect(page).to_have_url(NAMES_A_VERSION)
    expect(page.get_by_text("turns one measure from amber to green and one from red to green")).to_be_visible()
    expect(counts(visit(page.url))).to_have_text(TWO)


def test_a_move_before_python_is_heard_is_not_lost(visit, app):
    page = visit.new()
    line = Line(page)
    line.hold_from(b"No changes yet.")
    page.clock.install()
    page.goto(f"{app}/what-if")
    handle(page, VALUE, ASSESSMENTS).press("End")
    expect(counts(page)).to_have_text(ONE)
    expect(page.get_by_text("No changes yet.")).to_have_count(0)
    # Until after it has been sent once more.
    page.clock.fast_forward(10_000)

    line.let_go()

    expect(page.get_by_text("turns one measure from amber to green")).to_be_visible()
    expect(page).to_have_url(NAMES_A_VERSION)


@pytest.mark.usefixtures("moved")
def test_a_browser_that_comes_back_is_offered_its_last_version_and_nobody_else_is(visit, app):
    again = visit(f"{app}/what-if")
    asked = again.get_by_text("Go on where you were?")
    expect(asked).to_be_visible()
    expect(counts(again)).to_have_text(STANDS)
    rest(again)

    again.get_by_role("button", name="Go on").click()

    expect(counts(again)).to_have_text(THREE)
    expect(asked).to_have_count(0)
    third = visit(f"{app}/")
    expect(third.get_by_text("Go on where you were?")).to_be_visible()
    rest(third)
    third.get_by_role("button", name="Not now").click()
    expect(third.get_by_text("Go on where you were?")).to_have_count(0)
    # The browser forgets it with the last of what is drawn.
    expect_forgotten(third)
    third.reload()
    expect(shown(third)).to_have_count(19)
    rest(third)
    expect(third.get_by_text("Go on where you were?")).to_have_count(0)
    # Another size is another browser here.
    other = visit(f"{app}/", NARROW)
    expect(shown(other)).to_have_count(19)
    rest(other)
    expect(other.get_by_text("Go on where you were?")).to_have_count(0)


def expect_forgotten(page):
    """The browser remembers no version any more."""
    expect(page.get_by_text("Go on where you were?")).to_have_count(0)
    left = page.evaluate(
        """async (most) => {
          const last = () => localStorage.getItem("rag-what-if-last");
          while (last() !== null && performance.now() < most) await new Promise(requestAnimationFrame);
          return last();
        }""",
        MOST_MILLISECONDS,
    )
    assert left is None


LONG = "x" * 8_000
TOLD = {
    "unknown": ("0" * 32, "There is no scenario with the name in this address here"),
    "guessed": (f"{7:032x}", "There is no scenario with the name in this address here"),
    "sequential": ("17", "is damaged or incomplete"),
    "path": ("../../etc/passwd", "is damaged or incomplete"),
    "sql": ("' OR 1=1 --", "is damaged or incomplete"),
    "script": ("<script>window.__pwned=1</script>", "is damaged or incomplete"),
    "markdown": ("[a](javascript:window.__pwned=1)", "is damaged or incomplete"),
    "nul": ("a\0b", "is damaged or incomplete"),
    "line": ("a\r\nSet-Cookie: x=1", "is damaged or incomplete"),
    "prototype": ("__proto__", "is damaged or incomplete"),
    "long": (LONG, "is too long to be one"),
}


@pytest.mark.parametrize("case", TOLD)
def test_a_link_to_what_is_not_there_is_told_and_shows_the_scorecard_as_it_stands(visit, app, case):
    asked, told = TOLD[case]

    page = visit(f"{app}/what-if?version={quote(asked)}")

    expect(page.get_by_role("alert").filter(visible=True)).to_contain_text(told)
    expect(page.get_by_role("alert").filter(visible=True)).to_contain_text(INSTEAD)
    expect(counts(page)).to_have_text(STANDS)
    assert page.evaluate("window.__pwned") is None


RAW = ["version=%2500", "version=%00", "version=%ff%fe", "version=%ed%a0%80", f"version={'0' * 32}&version=zz"]


@pytest.mark.parametrize("query", RAW)
def test_a_link_that_is_no_text_is_told_too(visit, app, query):
    page = visit(f"{app}/what-if?{query}")

    expect(page.get_by_role("alert").filter(visible=True)).to_contain_text(INSTEAD)
    expect(counts(page)).to_have_text(STANDS)


IGNORED = ["version=", "utm_source=mail&fbclid=1", "embed=true", "constructor=1&__proto__=2&toString=3"]


@pytest.mark.parametrize("query", IGNORED)
def test_what_else_an_address_may_say_is_no_matter(visit, app, query):
    page = visit(f"{app}/what-if?{query}")

    expect(counts(page)).to_have_text(STANDS)
    expect(page.get_by_role("alert").filter(visible=True)).to_have_count(0)


def test_an_address_of_sixty_thousand_characters_is_no_dead_page(visit, app):
    page = visit(f"{app}/what-if?version={'a' * 60_000}")
    expect(page.get_by_role("alert").filter(visible=True)).to_contain_text("is too long to be one")
    expect(counts(page)).to_have_text(STANDS)

    page.goto(f"{app}/what-if?" + "&".join(f"p{at}=1" for at in range(2_000)))
    expect(counts(page)).to_have_text(STANDS)


def test_a_link_of_one_scorecard_is_not_shown_on_another(visit, moved, app):
    version = re.search(r"version=([0-9a-f]+)", moved.url)[1]

    page = visit(f"{app}/what-if?scorecard=buckinghamshire_by_year&version={version}")

    expect(page.get_by_role("alert").filter(visible=True)).to_contain_text("was made for another scorecard")
    expect(counts(page)).to_have_text("Green 0, Amber 3, Red 3, Unavailable 0")


def test_a_link_shows_for_ever_what_it_showed_when_it_was_sent(visit, tmp_path):
    own = tmp_path / "scorecards"
    own.mkdir()
    table = "indicator,unit,value,target,amber\nCalls answered,%,{},85,5\nBins emptied,%,96,95,5\n"
    (own / "calls.csv").write_text(table.format(82), encoding="utf-8")
    with serving.served(RAG_DATA_DIR=str(tmp_path)) as address:
        page = visit(f"{address}/what-if?scorecard=calls")
        expect(counts(page)).to_have_text("Green 1, Amber 1, Red 0, Unavailable 0")
        move(page, "Calls answered", "End", "Green 2, Amber 0, Red 0, Unavailable 0")
        (own / "calls.csv").write_text(table.format(12), encoding="utf-8")

        later = visit(page.url)

        expect(later.get_by_role("alert").filter(visible=True)).to_contain_text("an earlier state of the scorecard")
        expect(counts(later)).to_have_text("Green 2, Amber 0, Red 0, Unavailable 0")
        expect(later.get_by_text("Green 1, Amber 1, Red 0, Unavailable 0", exact=True)).to_be_visible()
        now = visit(f"{address}/what-if?scorecard=calls")
        expect(counts(now)).to_have_text("Green 1, Amber 0, Red 1, Unavailable 0")
        visit.lose(address)

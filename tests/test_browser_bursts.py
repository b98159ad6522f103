"""Many moves at once: the board ends where they lead, never jumps back, and each of them can be undone."""

import itertools

import pytest
from browsing import Line, counts, expect_answered, handle, place_of, row, typed
from playwright.sync_api import expect

ASSESSMENTS = "% assessments completed in 45 working days"
REFERRALS = "% referrals completed within 3 working days"
VALUE = "Projected value"
PRESSES = 40
# 1,408 of 2,000 at first, and ten cases for each press.
WHERE_THEY_END = "1,008 of 2,000"
AS_PYTHON_SAYS = "To green: 34.6 points, 692 more referrals of 2,000, if numbers stay the same"
ONE_BEFORE = "To green: 34.1 points, 682 more referrals of 2,000, if numbers stay the same"

WATCH = """slider => {
  globalThis.seen = [slider.getAttribute("aria-valuetext")];
  new MutationObserver(() => globalThis.seen.push(slider.getAttribute("aria-valuetext")))
    .observe(slider, { attributes: true, attributeFilter: ["aria-valuetext"] });
}"""


@pytest.fixture
def page(visit):
    """A page that is nowhere yet."""
    return visit.new()


def begin(page, app):
    """Open the board and put the focus on the handle, which is watched from now on."""
    page.goto(f"{app}/what-if")
    slider = handle(page, VALUE, REFERRALS)
    expect(slider).to_have_attribute("aria-valuetext", "70.4%, red")
    expect(page.get_by_text("No changes yet.")).to_be_visible()
    slider.evaluate(WATCH)
    slider.focus()
    return slider


def burst(page):
    for _ in range(PRESSES):
        page.keyboard.press("ArrowLeft")


def expect_the_end(page):
    expect(row(page, REFERRALS).get_by_text(AS_PYTHON_SAYS)).to_be_visible()
    expect(row(page, REFERRALS).get_by_text(WHERE_THEY_END)).to_be_visible()
    expect(handle(page, VALUE, REFERRALS)).to_have_attribute("aria-valuetext", "50.4%, red")
    expect(handle(page, VALUE, REFERRALS)).to_have_value("1008")


def expect_no_step_back(page):
    """All that the handle ever said, from its first place to its last, went down."""
    seen = [float(told.partition("%")[0]) for told in page.evaluate("globalThis.seen")]
    assert (seen[0], seen[-1]) == (70.4, 50.4)
    assert len(set(seen)) == PRESSES + 1
    assert all(later <= earlier for earlier, later in itertools.pairwise(seen)), seen


def test_forty_presses_end_where_forty_presses_lead_and_never_jump_back(page, app):
    slider = begin(page, app)

    burst(page)

    assert slider.get_attribute("aria-valuetext") == "50.4%, red"
    expect_the_end(page)
    expect_no_step_back(page)


def test_answers_that_come_late_change_nothing_that_was_moved_since(page, app):
    line = Line(page)
    begin(page, app)

    for part in range(4):
        line.hold()
        for _ in range(PRESSES // 4):
            page.keyboard.press("ArrowLeft")
        # What Python says of this part comes while the next is under way.
        if part == 3:
            assert handle(page, VALUE, REFERRALS).get_attribute("aria-valuetext") == "50.4%, red"
        line.let_go()

    expect_the_end(page)
    expect_no_step_back(page)


def test_each_press_of_a_burst_can_be_undone(page, app):
    slider = begin(page, app)
    burst(page)
    undo = page.get_by_role("button", name="Undo", exact=True)

    undo.click()
    assert slider.get_attribute("aria-valuetext") == "50.9%, red"
    expect(row(page, REFERRALS).get_by_text(ONE_BEFORE)).to_be_visible()

    for _ in range(PRESSES - 2):
        undo.click()
    expect(slider).to_have_attribute("aria-valuetext", "69.9%, red")
    undo.click()
    expect(slider).to_have_attribute("aria-valuetext", "70.4%, red")
    expect(page.get_by_text("No changes yet.")).to_be_visible()
    expect(undo).to_be_disabled()


def test_leaving_at_once_after_a_burst_loses_none_of_it(page, app):
    begin(page, app)

    burst(page)
    page.get_by_role("link", name="Status").click()
    expect(page.get_by_role("heading", name="All indicators")).to_be_visible()
    page.get_by_role("link", name="What-if").click()

    expect_the_end(page)
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(row(page, REFERRALS).get_by_text(ONE_BEFORE)).to_be_visible()


def test_undo_in_the_midst_of_a_burst_takes_back_one_press(page, app):
    slider = begin(page, app)

    for _ in range(5):
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("Control+z")

    expect(slider).to_have_value(str(1408 - 5 * 10))
    expect(row(page, REFERRALS).get_by_text("1,358 of 2,000")).to_be_visible()
    expect(row(page, REFERRALS).get_by_text("342 more referrals of 2,000")).to_be_visible()
    for _ in range(5):
        page.keyboard.press("Control+z")
    expect(page.get_by_text("No changes yet.")).to_be_visible()
    expect(slider).to_have_attribute("aria-valuetext", "70.4%, red")


def test_what_somebody_is_typing_is_left_alone_by_answers(page, app):
    line = Line(page)
    begin(page, app)
    line.hold()
    page.keyboard.press("ArrowLeft")
    field = typed(page, VALUE, REFERRALS)
    field.fill("86")

    line.let_go()

    expect(row(page, REFERRALS).get_by_text("302 more referrals of 2,000")).to_be_visible()
    expect(field).to_have_value("86")
    expect(field).to_be_focused()


def test_counts_after_a_burst_over_two_ratings_are_those_of_its_end(page, app):
    slider = begin(page, app)

    for key in ("ArrowRight", "ArrowRight", "PageUp", "PageUp", "PageUp", "ArrowLeft", "PageDown", "ArrowRight"):
        page.keyboard.press(key)

    # 1,408 + 10 + 10 + 300 - 10 - 100 + 10 of 2,000 is 81.4%.
    assert slider.get_attribute("aria-valuetext") == "81.4%, amber"
    assert counts(page).inner_text() == "Green 3, Amber 5, Red 9, Unavailable 2"
    expect(page.get_by_text("turns one measure from red to amber")).to_be_visible()
    expect(slider).to_have_attribute("aria-valuetext", "81.4%, amber")
    expect(counts(page)).to_have_text("Green 3, Amber 5, Red 9, Unavailable 2")


def test_an_answer_that_comes_while_a_handle_is_on_its_way_takes_no_part_of_that_move(page, app):
    line = Line(page)
    begin(page, app)
    other = handle(page, VALUE, ASSESSMENTS)
    undo = page.get_by_role("button", name="Undo", exact=True)
    line.hold()
    page.keyboard.press("ArrowLeft")
    box = place_of(other)
    page.mouse.move(box["x"] + box["width"] / 4, box["y"] + box["height"] / 2)
    page.mouse.down()
    dragged = other.input_value()
    line.let_go()
    expect(page.get_by_text("10 fewer referrals")).not_to_have_count(0)
    expect(page.get_by_role("region", name="What changes")).to_contain_text("changes no rating")

    page.mouse.up()

    # The release is a step of its own, that Python has and that can be undone.
    expect(page.get_by_text("Changing two projected values")).to_be_visible()
    assert other.input_value() == dragged
    undo.click()
    expect(other).to_have_value("985")
    # What is pressed moves with the length of what is told.
    expect_answered(page)
    expect(row(page, REFERRALS).get_by_text("1,398 of 2,000")).to_be_visible()
    undo.click()
    expect(page.get_by_text("No changes yet.")).to_be_visible()
    expect(undo).to_be_disabled()


def test_a_handle_that_comes_back_to_where_it_was_taken_is_no_step_and_leaves_nothing_old(page, app):
    slider = begin(page, app)
    told = page.get_by_role("region", name="What changes")
    box = place_of(slider)
    at = box["x"] + box["width"] * 1408 / 2000, box["y"] + box["height"] / 2
    page.mouse.move(*at)
    page.mouse.down()
    page.mouse.move(at[0] + 60, at[1], steps=3)
    expect(told.get_by_text("from red to amber: 3 green, 5 amber, 9 red")).to_be_visible()
    # Less than a case at a time.
    for part in range(600):
        if slider.input_value() == "1408":
            break
        page.mouse.move(at[0] + 60 - part / 5, at[1])

    page.mouse.up()

    expect(slider).to_have_value("1408")
    expect(told.get_by_text("No rating is different")).to_be_hidden()
    expect(told.get_by_text("No changes yet.")).to_be_visible()
    expect(page.get_by_role("button", name="Undo", exact=True)).to_be_disabled()


def test_a_reset_of_what_is_not_changed_leaves_what_was_told_as_it_is(page, app):
    begin(page, app)
    told = page.get_by_role("region", name="What changes")

    page.get_by_role("button", name=f"Reset: {REFERRALS}").dispatch_event("click")

    expect(told.get_by_text("No changes yet.")).to_be_visible()
    expect(told.get_by_text("No rating is different")).to_be_hidden()

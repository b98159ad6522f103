"""What a row tells, in a browser: whole people, what a target is argued with, and the sentence that goes with it."""

import pytest
from browsing import NARROW, Line, drag, expect_answered, expect_within, handle, place_of, row, typed
from playwright.sync_api import expect

ASSESSMENTS = "% assessments completed in 45 working days"
REPEAT = "% repeat referrals"
MARKS = "Previous 79.6% · Best of 2 periods 82.1% in 2016/17 Q2 · Worst of 2 periods 79.6% in the period before"
BEYOND = "Better than both figures here."
NONE_DIFFERS = "No rating is different: 3 green, 4 amber, 10 red"
# Where the centre of each mark of a slider lies in its track, as a share of it; half a handle is left off at each end.
PLACES = """(slider) => {
  const track = slider.getBoundingClientRect(), rail = slider.parentElement.querySelector(".rail");
  return Object.fromEntries([...rail.children].map((mark) => {
    const { left, right } = mark.getBoundingClientRect();
    return [mark.dataset.kind, ((left + right) / 2 - track.left - 10) / (track.width - 20)];
  }));
}"""


@pytest.fixture
def board(visit, app):
    """The what-if page, with its board; nothing has been moved."""
    page = visit(f"{app}/what-if")
    expect(page.get_by_text("No changes yet.")).to_be_visible()
    return page


@pytest.fixture
def held(visit, app):
    """The what-if page, and its line to Python, which is held: whatever happens now, the browser does by itself."""
    page = visit.new()
    line = Line(page)
    page.goto(f"{app}/what-if")
    expect(page.get_by_text("No changes yet.")).to_be_visible()
    line.hold()
    return page, line


def choose(page, what):
    page.get_by_role("group", name="Move").get_by_role("radio", name=what).check()


def test_a_row_names_what_its_target_is_argued_with(board):
    expect(row(board, ASSESSMENTS).get_by_text(MARKS)).to_be_visible()
    value = handle(board, "Projected value", ASSESSMENTS)
    # It follows the slider, and no press of a key reads it.
    expect(value).to_have_accessible_description("")


@pytest.mark.parametrize("what", ["Projected value", "Target"])
def test_each_mark_lies_where_a_handle_of_that_figure_would(board, what):
    if what == "Target":
        choose(board, "Targets")
    places = handle(board, what, ASSESSMENTS).evaluate(PLACES)
    # The worst is the previous figure: in one place there is one sign.
    expected = {"previous": 0.796, "best": 985 / 1200} | ({"target": 0.85} if what == "Projected value" else {})
    assert places == pytest.approx(expected, abs=0.005)


def test_the_target_on_the_rail_of_a_value_moves_with_its_handle(board):
    choose(board, "Both")
    handle(board, "Target", ASSESSMENTS).press("ArrowLeft")
    expect(row(board, ASSESSMENTS).get_by_text("Target 84.5%, was 85%")).to_be_visible()
    assert handle(board, "Projected value", ASSESSMENTS).evaluate(PLACES)["target"] == pytest.approx(0.845, abs=0.005)


def test_a_value_is_told_in_people_by_the_time_that_it_is_for(board):
    value, line = handle(board, "Projected value", ASSESSMENTS), row(board, ASSESSMENTS)
    told = line.get_by_text("by 2016/17 Q4")
    expect(told).to_have_count(0)

    typed(board, "Projected value", ASSESSMENTS).fill("82.16")
    typed(board, "Projected value", ASSESSMENTS).press("Enter")
    expect(told).to_have_text("1 more assessment by 2016/17 Q4")
    value.press("PageDown")
    expect(told).to_have_text("59 fewer assessments by 2016/17 Q4")
    board.get_by_role("combobox", name="Projected values are for").select_option("2017/18 Q1")
    expect(line.get_by_text("59 fewer assessments by 2017/18 Q1")).to_be_visible()
    expect_answered(board)
    board.get_by_role("button", name=f"Reset: {ASSESSMENTS}").click()
    expect(line.get_by_text("fewer assessments by")).to_have_count(0)


def test_without_counts_a_value_is_told_as_a_distance(visit, own):
    page = visit(f"{own}/what-if?scorecard=large")
    value = handle(page, "Projected value", "Measure 0007")
    expect(value).to_have_attribute("aria-valuetext", "78%, amber")
    value.press("ArrowRight")
    expect(row(page, "Measure 0007").get_by_text("1 point more by")).to_be_visible()


def test_a_handle_beyond_anything_achieved_says_so_while_it_moves(held):
    page, line = held
    told = row(page, ASSESSMENTS).get_by_text(BEYOND)
    value = handle(page, "Projected value", ASSESSMENTS)
    expect(told).to_have_count(0)

    drag(page, value, 985 / 1200, 0.84)

    # The mouse is still down, and Python has said nothing.
    expect(told).to_be_visible()
    expect(row(page, ASSESSMENTS).get_by_text("more assessments by 2016/17 Q4")).to_be_visible()
    page.mouse.up()
    value.press("PageDown")
    expect(told).to_have_count(0)
    line.let_go()


def test_a_target_that_no_figure_has_met_says_so_where_targets_are_moved(board):
    told = row(board, REPEAT).get_by_text("Neither of the 2 figures here has met this target.")
    expect(told).to_have_count(0)
    choose(board, "Targets")
    expect(told).to_be_visible()
    handle(board, "Target", REPEAT).press("End")
    expect(told).to_have_count(0)


def test_the_sentence_is_short_while_a_handle_moves_and_whole_and_told_once_after(held):
    page, line = held
    changes = page.get_by_role("region", name="What changes")
    # What a live region says: each text that is written in one.
    changes.evaluate("""(element) => {
      globalThis.spoken = [];
      const live = element.querySelector("[aria-live]");
      new MutationObserver(() => globalThis.spoken.push(live.textContent)).observe(live, { childList: true });
    }""")
    value = handle(page, "Projected value", ASSESSMENTS)

    drag(page, value, 985 / 1200, 0.83, 0.84)
    expect(changes.get_by_text(NONE_DIFFERS)).to_be_visible()
    page.mouse.move(
        value.bounding_box()["x"] + 10 + (value.bounding_box()["width"] - 20) * 0.9, value.bounding_box()["y"] + 16
    )
    expect(changes.get_by_text("One measure from amber to green: 4 green, 3 amber, 10 red")).to_be_visible()
    expect(changes.get_by_text("No changes yet.")).to_have_css("clip-path", "inset(50%)")
    assert page.evaluate("globalThis.spoken") == []
    page.mouse.up()
    line.let_go()

    whole = changes.get_by_text("turns one measure from amber to green: 4 green, 3 amber, 10 red.")
    expect(whole).to_be_visible()
    expect(whole).to_have_css("clip-path", "none")
    expect(changes.get_by_text("One measure from amber to green: 4 green, 3 amber, 10 red", exact=True)).to_be_hidden()
    assert page.evaluate("globalThis.spoken") == [whole.text_content()]


def test_the_sum_behind_the_sentence_comes_on_request_by_keyboard(board):
    summary = board.get_by_text("The sum behind it")
    expect(summary).to_be_hidden()
    handle(board, "Projected value", ASSESSMENTS).press("PageUp")
    expect(summary).to_be_visible()
    line = board.get_by_text("As it stands: 82.1% is 2.9 points short of the target of 85%")
    expect(line).to_be_hidden()

    summary.focus()
    summary.press("Enter")

    expect(line).to_be_visible()
    board.get_by_role("button", name="Reset all").click()
    expect(summary).to_be_hidden()


def test_a_row_is_moved_by_touch_on_a_phone_and_nothing_overflows(visit, app):
    page = visit.new(NARROW, touch=True)
    page.goto(f"{app}/what-if")
    value = handle(page, "Projected value", ASSESSMENTS)
    expect(value).to_have_attribute("aria-valuetext", "82.1%, amber")
    value.evaluate("element => element.scrollIntoView({ block: 'center' })")
    box = place_of(value)

    finger = page.context.new_cdp_session(page)
    at = [{"x": box["x"] + 10 + (box["width"] - 20) * share, "y": box["y"] + 16} for share in (985 / 1200, 0.86, 0.9)]
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": at[:1]})
    for place in at[1:]:
        finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [place]})
    expect(row(page, ASSESSMENTS).get_by_text(BEYOND)).to_be_visible()
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    expect(page.get_by_text("turns one measure from amber to green: 4 green, 3 amber, 10 red.")).to_be_visible()
    expect_within(page)

"""A large council's whole set in a browser: 500 measures all in the page, 5,000 in windows, the right ones."""

import re

import made
import pytest
from browsing import Line, counts, handle, rows
from playwright.sync_api import expect

LARGE, LARGEST = made.large(500), made.large(5000)
GREEN, RED = 80, 60
NO_SERVICE = "No service"
STANDS = "Green 166, Amber 167, Red 167, Unavailable 0"


@pytest.fixture
def board(visit, own):
    """The board of 500 measures; nothing has been moved."""
    page = visit(f"{own}/what-if?scorecard=large")
    expect(rows(page)).to_have_count(500)
    return page


@pytest.fixture
def windowed(visit, own):
    """The board of 5,000 measures; nothing has been moved."""
    page = visit(f"{own}/what-if?scorecard=largest")
    expect(rows(page)).to_have_count(500)
    return page


def choose(page, group, option):
    page.get_by_role("group", name=group).get_by_role("radio", name=option).check()


def order(page, option):
    page.get_by_role("combobox", name="Order").select_option(option)


def search(page, text):
    page.get_by_role("searchbox", name="Search").fill(text)


def group(page):
    return page.get_by_role("checkbox", name="Group by service")


def measures(page):
    """The names of the rows, in their order; found at once, because there are many."""
    return page.get_by_role("button", name=re.compile("^Measure ")).all_text_contents()


def named(indicators):
    return [name for name, _, _ in indicators]


def worst_first(indicators):
    return sorted(indicators, key=lambda each: each[2])


def by_service(indicators):
    """The same, service after service as the report begins with them."""
    services = list(dict.fromkeys(service for _, service, _ in indicators))
    return sorted(indicators, key=lambda each: services.index(each[1]))


def services(page):
    """The services that head the rows, in their order."""
    found = page.get_by_role("heading", level=2).all_text_contents()
    return [text for text in found if text in {*made.SERVICES, NO_SERVICE}]


def test_five_hundred_measures_are_all_in_the_page_with_a_slider_each(board):
    assert measures(board) == named(LARGE)
    expect(board.get_by_role("slider", name=re.compile("^Projected value: Measure "))).to_have_count(500)
    expect(counts(board)).to_have_text(STANDS)
    expect(board.get_by_role("button", name="Next rows")).to_have_count(0)
    for name, _, value in (LARGE[0], LARGE[249], LARGE[499]):
        expect(handle(board, "Projected value", name)).to_have_attribute("aria-valuetext", re.compile(f"^{value}%, "))

    choose(board, "Move", "Targets")

    expect(board.get_by_role("slider", name=re.compile("^Target: Measure "))).to_have_count(500)
    expect(board.get_by_role("slider", name=re.compile("^Projected value: Measure "))).to_have_count(0)


def test_the_tile_of_a_measure_that_moves_goes_among_those_of_its_new_rating_in_their_order(board):
    name = next(name for name, _, value in LARGE[100:] if value == RED)
    greens = named(each for each in LARGE if each[2] >= GREEN or each[0] == name)

    handle(board, "Projected value", name).press("End")

    outlined = board.locator(".tiles.after .tile.flipped")
    expect(outlined).to_have_count(1)
    expect(outlined).to_have_attribute("title", f"{name}: Green")
    titles = board.locator(".tiles.after [data-rating=green]").evaluate_all("all => all.map(({ title }) => title)")
    assert titles == [f"{green}: Green" for green in greens]


def test_what_is_shown_and_searched_for_are_the_right_rows_of_five_hundred_in_their_order(board):
    choose(board, "Show", "Red")
    assert measures(board) == named(each for each in LARGE if each[2] == RED)
    expect(board.get_by_text("Showing 167 of 500 measures.")).to_be_visible()

    search(board, "measure 02")
    assert measures(board) == [name for name, _, value in LARGE if value == RED and name.startswith("Measure 02")]
    choose(board, "Show", "All")
    assert measures(board) == [name for name in named(LARGE) if name.startswith("Measure 02")]
    search(board, "LIBRARIES")
    assert measures(board) == [name for name, service, _ in LARGE if service == "Libraries"]
    search(board, "")
    assert measures(board) == named(LARGE)
    expect(counts(board)).to_have_text(STANDS)


def test_five_hundred_rows_can_be_ordered_and_come_back_as_in_the_report(board):
    order(board, "By name")
    assert measures(board) == sorted(named(LARGE))
    order(board, "Worst first")
    assert measures(board) == named(worst_first(LARGE))
    order(board, "As in the report")
    assert measures(board) == named(LARGE)


def test_five_hundred_rows_can_be_grouped_by_service_in_any_order_and_what_is_empty_has_no_heading(board):
    assert services(board) == []

    group(board).check()
    assert services(board) == ["Waste", NO_SERVICE, "Homes", "Libraries"]
    assert measures(board) == named(by_service(LARGE))

    order(board, "Worst first")
    assert measures(board) == named(by_service(worst_first(LARGE)))
    search(board, "homes")
    assert services(board) == ["Homes"]
    assert measures(board) == named(each for each in worst_first(LARGE) if each[1] == "Homes")
    search(board, "")
    group(board).uncheck()
    assert services(board) == []
    assert measures(board) == named(worst_first(LARGE))


def test_rows_stay_where_they_are_while_they_are_moved_until_an_order_is_asked_for(board):
    order(board, "Worst first")
    before = measures(board)
    worst = before[0]

    handle(board, "Projected value", worst).press("End")
    expect(counts(board)).to_have_text("Green 167, Amber 167, Red 166, Unavailable 0")
    expect(handle(board, "Projected value", worst)).to_be_focused()
    assert measures(board) == before

    order(board, "As in the report")
    order(board, "Worst first")
    after = measures(board)
    assert after[0] == before[1]
    assert after.index(worst) >= len(LARGE) - 167


def test_all_of_it_can_be_done_by_keyboard(board):
    board.get_by_role("radio", name="Projected values").focus()
    keys = board.keyboard

    keys.press("Tab")
    expect(board.get_by_role("radio", name="All")).to_be_focused()
    keys.press("ArrowRight")
    keys.press("ArrowRight")
    expect(board.get_by_role("radio", name="Red")).to_be_checked()
    keys.press("Tab")
    expect(board.get_by_role("combobox", name="Order")).to_be_focused()
    keys.press("ArrowDown")
    keys.press("Tab")
    expect(group(board)).to_be_focused()
    keys.press("Space")
    keys.press("Tab")
    expect(board.get_by_role("searchbox", name="Search")).to_be_focused()
    keys.type("measure 01")

    wanted = by_service(sorted(each for each in LARGE if each[2] == RED and each[0].startswith("Measure 01")))
    assert measures(board) == named(wanted)
    slider = handle(board, "Projected value", wanted[0][0])
    for _ in range(12):
        keys.press("Tab")
        if slider.evaluate("element => element.matches(':focus')"):
            break
    keys.press("End")
    expect(slider).to_be_focused()
    expect(slider).to_have_attribute("aria-valuetext", "100%, green")
    expect(counts(board)).to_have_text("Green 167, Amber 167, Red 166, Unavailable 0")
    assert measures(board) == named(wanted)


def test_five_thousand_measures_are_in_windows_of_rows_that_say_their_place_in_the_whole(windowed):
    expect(windowed.get_by_text("Showing 5,000 of 5,000 measures.")).to_be_visible()
    expect(windowed.get_by_text("Rows 1 to 500 of 5,000")).to_be_visible()
    assert measures(windowed) == named(LARGEST[:500])

    windowed.get_by_role("button", name="Next rows").click()

    expect(windowed.get_by_text("Rows 501 to 1,000 of 5,000")).to_be_visible()
    assert measures(windowed) == named(LARGEST[500:1000])
    for at in (0, 499):
        expect(rows(windowed).nth(at)).to_have_attribute("aria-posinset", str(501 + at))
        expect(rows(windowed).nth(at)).to_have_attribute("aria-setsize", "5000")
    search(windowed, "measure 4999")
    expect(rows(windowed)).to_have_count(1)
    expect(rows(windowed).first).not_to_have_attribute("aria-setsize", re.compile("."))
    expect(windowed.get_by_role("button", name="Next rows")).to_have_count(0)


def test_five_thousand_measures_are_ordered_and_grouped_as_a_whole_before_they_are_windowed(windowed):
    order(windowed, "Worst first")
    group(windowed).check()
    assert services(windowed) == ["Waste"]
    assert measures(windowed) == named(by_service(worst_first(LARGEST))[:500])

    later = windowed.get_by_role("button", name="Next rows")
    later.click()
    later.click()
    expect(windowed.get_by_text("Rows 1,001 to 1,500 of 5,000")).to_be_visible()
    assert services(windowed) == ["Waste", NO_SERVICE]
    assert measures(windowed) == named(by_service(worst_first(LARGEST))[1000:1500])


def test_the_picture_of_five_thousand_measures_is_a_bar_for_each_rating_that_follows_what_is_moved(visit, own):
    page = visit.new()
    line = Line(page)
    page.goto(f"{own}/what-if?scorecard=largest")
    picture = page.get_by_role("region", name="The ratings as a picture")
    stands = "Green 1666, Amber 1667, Red 1667, Unavailable 0"
    expect(picture.get_by_role("img", name=stands)).to_have_text(["● 1,666▲ 1,667◆ 1,667"] * 2)
    line.hold()
    red = next(name for name, _, value in LARGEST if value == RED)

    handle(page, "Projected value", red).press("End")

    # What was rated otherwise is a part of its own.
    changed = picture.get_by_role("img", name="Green 1667, Amber 1667, Red 1666, Unavailable 0")
    expect(changed).to_have_text("● 1,666● 1▲ 1,667◆ 1,666")
    line.let_go()

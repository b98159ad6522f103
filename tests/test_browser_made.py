"""Scorecards of a council's own in a browser: bands, measures that are not rated, and a great many rows."""

from browsing import counts, drag, expect_answered, handle, names, row, rows, shown, typed
from playwright.sync_api import expect

BEDS = "Bed occupancy"
LOWER, UPPER = "Lower target", "Upper target"


def test_a_band_has_two_targets_that_cannot_cross(visit, own):
    page = visit(f"{own}/what-if?scorecard=band")
    expect(page.get_by_text("No changes yet.")).to_be_visible()
    page.get_by_role("group", name="Move").get_by_role("radio", name="Targets").check()
    lower, upper = handle(page, LOWER, BEDS), handle(page, UPPER, BEDS)
    expect(lower).to_have_attribute("aria-valuetext", "85%, green")
    expect(upper).to_have_attribute("aria-valuetext", "92%, green")
    expect(counts(page)).to_have_text("Green 1, Amber 2, Red 0, Unavailable 0, Unrated 1")

    lower.press("End")
    expect(lower).to_have_attribute("aria-valuetext", "92%, red")
    expect(upper).to_have_attribute("aria-valuetext", "92%, red")
    expect(lower).to_have_value("92")
    expect(page.get_by_text("turns one measure from green to red")).to_be_visible()

    typed(page, LOWER, BEDS).fill("90")
    typed(page, LOWER, BEDS).press("Enter")
    expect(counts(page)).to_have_text("Green 0, Amber 3, Red 0, Unavailable 0, Unrated 1")
    # With the answer everything comes to its place.
    expect_answered(page)
    drag(page, upper, 0.92, 0.5, 0.1)
    expect(upper).to_have_attribute("aria-valuetext", "90%, amber")
    page.mouse.up()
    expect_answered(page)
    expect(page.get_by_text("turns one measure from green to amber")).to_be_visible()
    expect(row(page, BEDS).get_by_text("Target 90% to 90%, was 85% to 92%")).to_be_visible()


def test_a_band_is_red_or_amber_on_either_side(visit, own):
    page = visit(f"{own}/what-if?scorecard=band")
    field = typed(page, "Projected value", BEDS)
    told = handle(page, "Projected value", BEDS)
    expect(told).to_have_attribute("aria-valuetext", "88%, green")

    for text, rating in (
        ("92", "green"),
        ("93", "amber"),
        ("95", "amber"),
        ("96", "red"),
        ("84", "amber"),
        ("82", "amber"),
        ("81", "red"),
    ):
        field.fill(text)
        field.press("Enter")
        expect(told).to_have_attribute("aria-valuetext", f"{text}%, {rating}")


def test_a_scorecard_without_key_indicators_has_no_key_line_and_no_switch_for_them(visit, own):
    page = visit(f"{own}/what-if?scorecard=band")

    show = page.get_by_role("group", name="Show")
    expect(show.get_by_role("radio", name="All")).to_be_checked()
    expect(show.get_by_role("radio", name="Key")).to_have_count(0)
    expect(page.get_by_text("Key:")).to_have_count(0)
    # The measure that is not rated can be moved, and stays as it is.
    visits = handle(page, "Projected value", "Visits to the website")
    expect(visits).to_have_attribute("aria-valuetext", "120,000, unrated")
    visits.press("Home")
    expect(page.get_by_text("changes no rating")).to_be_visible()
    expect(handle(page, "Target", "Visits to the website")).to_have_count(0)


def test_two_hundred_measures_are_all_in_the_page(visit, own):
    page = visit(f"{own}/what-if?scorecard=of_200")
    expect(rows(page)).to_have_count(200)
    expect(page.get_by_role("slider", name="Projected value: ")).to_have_count(200)
    expect(page.get_by_role("button", name="Next rows")).to_have_count(0)
    expect(counts(page)).to_have_text("Green 66, Amber 67, Red 67, Unavailable 0")

    handle(page, "Projected value", "Indicator 200").press("End")
    expect(page.get_by_text("turns one measure from red to green")).to_be_visible()
    expect(counts(page)).to_have_text("Green 67, Amber 67, Red 66, Unavailable 0")

    page.get_by_role("link", name="Status").click()
    expect(shown(page)).to_have_count(200)


def test_beyond_five_hundred_measures_rows_say_their_place_in_the_whole(visit, own):
    page = visit(f"{own}/what-if?scorecard=of_600")
    earlier, later = page.get_by_role("button", name="Previous rows"), page.get_by_role("button", name="Next rows")
    expect(page.get_by_text("Rows 1 to 500 of 600")).to_be_visible()
    expect(rows(page)).to_have_count(500)
    expect(earlier).to_be_disabled()
    expect(counts(page)).to_have_text("Green 200, Amber 200, Red 200, Unavailable 0")

    later.click()

    expect(page.get_by_text("Rows 501 to 600 of 600")).to_be_visible()
    expect(rows(page)).to_have_count(100)
    assert names(page)[0] == "Indicator 501"
    expect(later).to_be_disabled()
    handle(page, "Projected value", "Indicator 599").press("End")
    expect(counts(page)).to_have_text("Green 201, Amber 200, Red 199, Unavailable 0")

    earlier.click()
    expect(page.get_by_text("Rows 1 to 500 of 600")).to_be_visible()
    page.get_by_role("searchbox", name="Search").fill("Indicator 599")
    expect(rows(page)).to_have_count(1)
    expect(handle(page, "Projected value", "Indicator 599")).to_have_attribute("aria-valuetext", "100%, green")


def test_the_table_says_the_place_of_its_rows_in_the_whole(visit, own):
    page = visit(f"{own}/?scorecard=of_600")
    earlier, later = page.get_by_role("button", name="Previous rows"), page.get_by_role("button", name="Next rows")
    expect(page.get_by_text("Rows 1 to 500 of 600")).to_be_visible()
    expect(shown(page)).to_have_count(500)
    expect(earlier).to_be_disabled()

    later.click()

    expect(page.get_by_text("Rows 501 to 600 of 600")).to_be_visible()
    expect(shown(page)).to_have_count(100)
    expect(shown(page).first).to_have_text("Indicator 501")
    expect(later).to_be_disabled()
    earlier.click()
    expect(shown(page)).to_have_count(500)


def test_a_measure_may_be_called_what_javascript_has_a_meaning_for(visit, own):
    page = visit(f"{own}/what-if?scorecard=awkward")
    expect(counts(page)).to_have_text("Green 2, Amber 1, Red 1, Unavailable 0")

    for _ in range(2):
        handle(page, "Projected value", "constructor").press("PageUp")

    expect(counts(page)).to_have_text("Green 3, Amber 0, Red 1, Unavailable 0")
    expect(page.get_by_text("turns one measure from amber to green")).to_be_visible()
    expect(page.get_by_text("constructor: amber to green")).to_be_visible()


def test_a_zone_at_the_very_end_of_a_track_is_named(visit, own):
    page = visit(f"{own}/what-if?scorecard=awkward")

    for name in ("Seen in time", "Homes missed"):
        expect(row(page, name).get_by_text("● Green", exact=True).last).to_be_visible()
        expect(row(page, name).get_by_text("◆ Red", exact=True).last).to_be_visible()


def test_a_typed_figure_is_never_taken_for_another_in_silence(visit, own):
    page = visit(f"{own}/what-if?scorecard=awkward")
    told, field = handle(page, "Projected value", "constructor"), typed(page, "Projected value", "constructor")
    expect(told).to_have_attribute("aria-valuetext", "80%, amber")

    for text, value, sentence in (
        ("72,5", "80%, amber", "That is not a number; type a figure such as 82.5."),
        ("84%", "84%, amber", None),
        ("72.5", "73%, red", "73% was taken: the nearest that this slider can have."),
        ("120", "100%, green", "That is beyond the end of the scale; the end was taken."),
    ):
        field.fill(text)
        field.press("Enter")
        expect(told).to_have_attribute("aria-valuetext", value)
        if sentence:
            expect(page.get_by_role("alert").filter(has_text=sentence)).to_be_visible()
        else:
            expect(page.get_by_role("alert")).to_have_count(0)

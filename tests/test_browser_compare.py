"""Scenarios side by side in a browser: what differs and why, by an address that can be sent; and merging two."""

import csv
import io
import re
from pathlib import Path

import pytest
from browsing import KEY_STANDS, NARROW, STANDS, Visits, counts, expect_within, handle, pick, rest, save, step
from playwright.sync_api import expect

ASSESSMENTS, SHORT = "% assessments completed in 45 working days", "Assessments in 45 working days"
REPEAT = "% repeat referrals"
VALUE, TARGET = "Projected value", "Target"
FIRST = "Green 4, Amber 4, Red 9, Unavailable 2"
SECOND = "Green 5, Amber 3, Red 9, Unavailable 2"
# What Streamlit puts into a text so that it is not taken for Markdown; it cannot be seen.
JOINER = "\u2060"
PICKER = "Scenarios to compare with the scorecard as it stands"


@pytest.fixture(scope="module")
def versions(contexts, app):
    """The names of two versions: a target is moved; the same target otherwise, and a projection."""
    visits = Visits(contexts)
    page = visits(f"{app}/what-if")
    expect(page.get_by_text("No changes yet.")).to_be_visible()
    page.get_by_role("group", name="Move").get_by_role("radio", name="Both").check()
    first = step(page, TARGET, REPEAT, "End")
    step(page, TARGET, REPEAT, "PageDown")
    second = step(page, VALUE, ASSESSMENTS, "End")
    # Nobody who comes after has been here before.
    visits.close()
    return [address.rpartition("version=")[2] for address in (first, second)]


@pytest.fixture
def compared(visit, app, versions):
    """The two side by side, at their address, for somebody else."""
    page = visit(f"{app}/compare?with={','.join(versions)}", theme="dark")
    expect(page.get_by_role("heading", name="Take it with you")).to_be_visible()
    rest(page)
    return page


def under(page, heading, level=2):
    """The table that comes first after a heading."""
    after = page.get_by_role("heading", level=level, name=heading, exact=True)
    return after.locator("xpath=following::table[1]")


def lines(table):
    """The cells of a table, line by line, with its head."""
    expect(table).to_be_visible()
    cells = [row.locator("th, td").all_inner_texts() for row in table.get_by_role("row").all()]
    return [[cell.replace(JOINER, "").strip() for cell in row] for row in cells]


def number(text):
    return int(text.replace("\N{MINUS SIGN}", "-"))


def test_the_counts_stand_side_by_side_with_those_of_the_scorecard(compared):
    expect(compared.get_by_role("heading", level=3, name="As it stands")).to_be_visible()
    for line in (STANDS, FIRST, SECOND, KEY_STANDS, "Key: Green 2, Amber 3, Red 9", "Key: Green 3, Amber 2, Red 9"):
        expect(compared.get_by_text(line, exact=True)).to_be_visible()
    # A green that was won by lowering a target is marked beside each.
    expect(compared.get_by_text("1 green by a moved target", exact=True)).to_have_count(2)
    told = re.compile(rf"As it stands: {STANDS}; .*: {FIRST}; .*: {SECOND}\.$")
    expect(compared.get_by_label(told).first).to_be_visible()


def test_only_what_differs_is_listed_with_each_flip_marked(compared):
    expect(compared.get_by_text("2 of 19 measures differ; the others are left out.")).to_be_visible()

    _, assessments, repeat = lines(under(compared, "What differs"))

    stands = "82.1%, target 85%: ▲ Amber"
    assert assessments == [SHORT, stands, stands, "100.0%, target 85%: ● Green (was ▲ Amber)"]
    assert repeat[:3] == [
        "Repeat referrals",
        "29.8%, target 20%: ◆ Red",
        "29.8%, target 100%: ● Green (was ◆ Red)",
    ]


def test_what_turned_it_green_adds_up_and_targets_to_argue_with_are_flagged(compared):
    second = compared.get_by_role("heading", level=3).last
    from_to, causes = (second.locator(f"xpath=following::table[{place}]") for place in (1, 2))

    _, *rows = lines(causes)
    assert rows == [
        ["Projected performance", "+1", "\N{MINUS SIGN}1", "0"],
        ["Moved targets", "+1", "0", "\N{MINUS SIGN}1"],
        ["Together", "+2", "\N{MINUS SIGN}1", "\N{MINUS SIGN}1"],
    ]
    for place in range(1, 4):
        assert sum(number(row[place]) for row in rows[:-1]) == number(rows[-1][place])
    head, *matrix = lines(from_to)
    assert head[1:] == ["● Green", "▲ Amber", "◆ Red", "– Unavailable"]
    assert [row[1:] for row in matrix] == [
        ["3", "0", "0", "0"],
        ["1", "3", "0", "0"],
        ["1", "0", "9", "0"],
        ["0", "0", "0", "2"],
    ]
    expect(compared.get_by_text("Repeat referrals: red to green. The moved target does it.")).to_have_count(2)
    expect(compared.get_by_text(f"{SHORT}: amber to green. The projected figure does it.")).to_be_visible()
    for fact in ("easier than the latest figure, 29.8%.", "easier than the target of the scorecard, 20%."):
        expect(compared.get_by_text(f"Repeat referrals: a target of 100% is {fact}")).to_be_visible()


def test_what_is_compared_is_chosen_by_keyboard_and_is_what_the_address_names(visit, app, versions):
    first, second = versions
    page = visit(f"{app}/what-if?version={second}")
    expect(counts(page)).to_have_text(SECOND)
    save(page, "Chosen by keyboard")
    page.get_by_role("link", name="Compare").click()
    expect(page.get_by_role("heading", name="Take it with you")).to_be_visible()
    rest(page)
    shown = page.get_by_role("group", name="Selected values")
    page.get_by_role("button", name="Clear all").click()
    expect(page.get_by_text("What differs")).to_have_count(0)
    rest(page)

    page.get_by_role("combobox", name=PICKER).focus()
    page.keyboard.type("Chosen by key")
    expect(page.get_by_role("option")).to_have_text(["Chosen by keyboard"])
    page.keyboard.press("Enter")
    # The list stays open, for another one.
    page.keyboard.press("Escape")

    expect(page.get_by_role("heading", level=3, name="Chosen by keyboard").first).to_be_visible()
    expect(page).to_have_url(re.compile(f"with={second}(&|$)"))
    page.reload()
    expect(page.get_by_role("heading", level=3, name="Chosen by keyboard").first).to_be_visible()
    # One that is not on the list is told by when it was made; one that is not there is told, too.
    phone = visit(f"{app}/compare?with={first},{second},{'0' * 32}", NARROW)
    expect(phone.get_by_role("heading", name="Take it with you")).to_be_visible()
    expect(phone.get_by_role("alert").filter(visible=True)).to_contain_text("One of the scenarios that this address")
    expect(phone.get_by_role("heading", level=3, name=re.compile("^Made "))).to_have_count(2)
    expect(phone.get_by_role("heading", level=3, name="Chosen by keyboard")).to_have_count(2)
    rest(phone)
    expect_within(phone)
    expect(shown).to_contain_text("Chosen by keyboard")


def test_without_a_scenario_compare_says_how_to_come_by_one(visit, own):
    page = visit(f"{own}/compare?scorecard=of_200", NARROW)

    expect(page.get_by_text("There is nothing to compare yet.")).to_be_visible()
    expect(page.get_by_text("Green 66, Amber 67, Red 67, Unavailable 0", exact=True)).to_be_visible()
    rest(page)
    expect_within(page)


def test_a_comparison_is_taken_along_as_a_table_and_as_a_workbook(compared):
    with compared.expect_download() as download:
        compared.get_by_role("button", name="Download as CSV").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text))
    assert len(rows) == 19
    assert head[3:6] == ["As it stands: value", "As it stands: target", "As it stands: rating"]
    repeat = next(row for row in rows if row[1] == REPEAT)
    assert (repeat[3:6], repeat[7:9]) == (["29.8", "20%", "◆ Red"], ["100%", "● Green"])

    with compared.expect_download() as download:
        compared.get_by_role("button", name="Download as Excel").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    assert Path(download.value.path()).read_bytes().startswith(b"PK")


def test_two_are_merged_and_what_both_change_is_chosen(compared):
    about = compared.get_by_role("radiogroup", name="Repeat referrals: target")
    expect(compared.get_by_text("Both change these. Choose which to take.")).to_be_visible()
    expect(about.get_by_role("radio")).to_have_count(2)
    taken = about.get_by_role("radio", name=re.compile("100%"))
    expect(taken).to_be_checked()
    taken.focus()
    compared.keyboard.press("ArrowDown")
    expect(taken).not_to_be_checked()

    compared.get_by_role("button", name="Put the two on the board").click()

    expect(compared.get_by_role("heading", level=1)).to_contain_text("What-if")
    expect(counts(compared)).to_have_text(SECOND)
    compared.get_by_role("group", name="Move").get_by_role("radio", name="Both").check()
    expect(handle(compared, VALUE, ASSESSMENTS)).to_have_attribute("aria-valuetext", "100.0%, green")
    expect(handle(compared, TARGET, REPEAT)).to_have_attribute("aria-valuetext", re.compile(r"^(?!100%)\d+%, green"))
    compared.get_by_role("button", name="Undo", exact=True).click()
    expect(counts(compared)).to_have_text(STANDS)


def test_first_and_second_of_a_merge_are_never_the_same(compared):
    first = compared.get_by_role("combobox", name="First scenario")
    second = compared.get_by_role("combobox", name="Second scenario")
    was = second.input_value()
    assert was
    expect(first).not_to_have_value(was)

    pick(compared, "First scenario", was)

    expect(first).to_have_value(was)
    expect(second).not_to_have_value(was)

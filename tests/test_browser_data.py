"""A file of one's own: dropped on the Data page, put right there and used; or refused, and nothing is lost."""

import ast
import csv
import re

import axe
import pytest
import serving
from browsing import NARROW, WIDE, counts, expect_within, handle, pick, rest
from playwright.sync_api import expect
from test_browser_access import BACKGROUNDS, CHECK, RULES, STREAMLITS, fit

from ragcore.write_workbook import Figure, Sheet, workbook

HEADER = ["Measure", "Actual", "Target", "RAG"]
TITLED = workbook(
    [
        Sheet(
            "Quarter 2",
            ["Adult social care: performance, Quarter 2"],
            [
                [""],
                HEADER,
                ["Visits in time", Figure("82.1"), Figure("80"), "Red"],
                ["Reviews in time", Figure("70"), Figure("90"), "Red"],
            ],
        ),
        Sheet("Notes", ["What the marks mean"], []),
    ]
)
GOALS = b"indicator,value,goal posts\nCalls answered,82,85\nBins emptied,lots,95\n"
GOOD = b"indicator,value,target,published\nCalls answered,82,85,Red\nBins emptied,96,95,Green\n"
PICTURE = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """The address of an app that keeps nothing yet."""
    with serving.served(RAG_DATA_DIR=str(tmp_path_factory.mktemp("kept"))) as address:
        yield address


def data_page(page):
    """Go to the page as people do."""
    page.get_by_role("link", name="Data", exact=True).click()
    expect(page.get_by_role("heading", name="Open a file")).to_be_visible()
    rest(page)


def drop(page, data, name="Quarter 2.csv"):
    """Put a file into the field for files."""
    field = page.locator("input[type=file]")
    # After each file the field is another one.
    expect(field).to_have_count(1)
    field.set_input_files({"name": name, "mimeType": "application/octet-stream", "buffer": data})


def told(page, text):
    """What the page says of a file."""
    return page.get_by_test_id("stAlert").filter(has_text=text)


def correct(page, row, column, text):
    """Type into a cell of the table by keyboard; row and column by their place on screen, from 0."""
    rest(page)
    page.get_by_test_id("data-grid-canvas").focus()
    # Whoever comes by keyboard is where somebody was before, else in the first cell.
    expect(page.locator("[id^=glide-cell-][aria-selected=true]")).to_have_count(1)
    page.keyboard.press("Control+Home")
    expect(page.locator("#glide-cell-0-0")).to_have_attribute("aria-selected", "true")
    for key, times in (("ArrowDown", row), ("ArrowRight", column)):
        for _ in range(times):
            page.keyboard.press(key)
    expect(page.locator(f"#glide-cell-{column}-{row}")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    typing = page.locator("textarea.gdg-input")
    typing.fill(text)
    typing.press("Enter")


def test_a_workbook_with_a_title_above_its_table_is_on_the_what_if_page_at_once_and_stays_there(visit, server):
    page = visit(server)
    data_page(page)
    drop(page, TITLED, "Measures.xlsx")

    expect(told(page, "Measures.xlsx")).to_contain_text("2 measures. It is not open yet.")
    expect(page.get_by_text("Green 1, Amber 0, Red 1, Unavailable 0", exact=True)).to_be_visible()
    expect(page.get_by_role("table").filter(has_text="By the rule")).to_contain_text(
        "the report says red; 82.1 against 80 is green by its own rule"
    )
    rest(page)
    page.get_by_role("button", name="Use this scorecard").click()
    expect(told(page, "is open, and kept here for everyone.")).to_be_visible()
    rest(page)
    page.get_by_role("link", name="Go to What-if").click()
    expect(counts(page)).to_have_text("Green 1, Amber 0, Red 1, Unavailable 0")
    handle(page, "Projected value", "Reviews in time").press("End")
    expect(counts(page)).to_have_text("Green 2, Amber 0, Red 0, Unavailable 0")

    page.reload()

    expect(handle(page, "Projected value", "Reviews in time")).to_be_visible()
    expect(page.get_by_role("combobox", name="Scorecard")).to_have_value("Measures")


def test_a_refused_file_leaves_open_what_was_and_so_does_one_that_never_arrives(visit, server):
    page = visit(f"{server}/what-if")
    expect(page.get_by_text("No changes yet.")).to_be_visible()
    handle(page, "Projected value", "% repeat referrals").press("Home")
    expect(counts(page)).to_have_text("Green 4, Amber 4, Red 9, Unavailable 2")
    data_page(page)

    drop(page, PICTURE)
    expect(told(page, "was refused; what was open is still open. The file is a picture")).to_be_visible()
    expect(page.get_by_role("button", name="Use this scorecard")).to_be_disabled()

    drop(page, GOOD)
    expect(told(page, "Quarter 2.csv: 2 measures.")).to_be_visible()
    visit.lose(server)
    page.route("**/_stcore/upload_file/**", lambda route: route.abort())
    drop(page, GOOD, "Lost.csv")
    expect(page.get_by_test_id("stFileUploader")).to_contain_text("Lost.csv")
    expect(told(page, "Quarter 2.csv: 2 measures.")).to_be_visible()

    page.get_by_role("link", name="What-if", exact=True).click()
    expect(counts(page)).to_have_text("Green 4, Amber 4, Red 9, Unavailable 2")
    page.get_by_role("link", name="Data", exact=True).click()
    expect(told(page, "Quarter 2.csv: 2 measures.")).to_be_visible()
    page.get_by_role("button", name="Put the file away").click()
    expect(page.get_by_role("heading", level=2)).to_have_text(["Open a file"])


def test_what_was_not_understood_is_put_right_on_the_page(visit, server):
    page = visit(server)
    data_page(page)
    drop(page, GOALS)
    expect(told(page, "There is no column target")).to_be_visible()

    field = page.get_by_role("combobox", name="goal posts")
    field.click()
    field.fill("target")
    field.press("Enter")
    expect(told(page, "Row 3, column value: 'lots' is not a number")).to_be_visible()
    correct(page, 1, 3, "96")
    expect(page.get_by_text("1 cell corrected.")).to_be_visible()
    expect(page.get_by_text("Green 1, Amber 1, Red 0, Unavailable 0", exact=True)).to_be_visible()
    correct(page, 0, 4, "90")
    expect(page.get_by_text("2 cells corrected.")).to_be_visible()
    expect(page.get_by_text("Green 1, Amber 0, Red 1, Unavailable 0", exact=True)).to_be_visible()

    rest(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as CSV").click()
    assert download.value.suggested_filename == "quarter-2.csv"
    written = list(csv.reader(download.value.path().read_text(encoding="utf-8-sig").splitlines()))
    assert [row[:3] for row in written[1:]] == [["Calls answered", "82", "90"], ["Bins emptied", "96", "95"]]

    rest(page)
    page.get_by_role("button", name="Undo the corrections").click()
    expect(told(page, "Row 3, column value: 'lots' is not a number")).to_be_visible()


def test_a_file_that_was_corrected_can_be_gone_back_to(visit, server):
    page = visit(server)
    data_page(page)
    drop(page, GOOD, "First.csv")
    expect(told(page, "First.csv")).to_be_visible()
    correct(page, 0, 3, "90")
    expect(page.get_by_text("1 cell corrected.")).to_be_visible()
    expect(page.get_by_text("Green 2, Amber 0, Red 0, Unavailable 0", exact=True)).to_be_visible()

    drop(page, GOOD, "Second.csv")
    expect(told(page, "Second.csv")).to_be_visible()
    expect(page.get_by_text("Green 1, Amber 1, Red 0, Unavailable 0", exact=True)).to_be_visible()
    rest(page)
    expect(page.get_by_text("1 cell corrected.")).to_have_count(0)
    correct(page, 1, 3, "10")
    expect(page.get_by_text("Green 0, Amber 1, Red 1, Unavailable 0", exact=True)).to_be_visible()

    rest(page)
    page.get_by_role("button", name="Back to First.csv (1 cell corrected)").click()
    expect(told(page, "First.csv")).to_be_visible()
    expect(page.get_by_text("Green 2, Amber 0, Red 0, Unavailable 0", exact=True)).to_be_visible()
    expect(page.get_by_text("1 cell corrected.")).to_be_visible()
    expect(page.get_by_role("button", name="Back to Second.csv (1 cell corrected)")).to_be_visible()


def test_a_kept_scorecard_is_deleted_by_whoever_means_it(visit, server):
    page = visit(server)
    data_page(page)
    drop(page, GOOD, "Not for long.csv")
    expect(told(page, "Not for long.csv: 2 measures.")).to_be_visible()
    rest(page)
    page.get_by_role("button", name="Use this scorecard").click()
    expect(page.get_by_text("Open now: Not for long")).to_be_visible()

    pick(page, "Choose one that is here", "Not for long (2 rows, kept")
    rest(page)
    page.get_by_role("button", name="Delete", exact=True).click()
    page.get_by_role("button", name="Delete for everyone").click()

    expect(page.get_by_text("Open now: Performance Monitoring Q2 2016/17")).to_be_visible()
    rest(page)
    page.get_by_role("combobox", name="Choose one that is here").click()
    expect(page.get_by_role("option").first).to_be_visible()
    expect(page.get_by_role("option", name="Not for long")).to_have_count(0)


def test_whatever_a_file_is_called_it_is_text(visit, server, shared):
    cases = csv.DictReader((shared / "hostile" / "CASES.csv").read_text(encoding="utf-8").splitlines())
    names = [
        ast.literal_eval(case["what_is_wrong"].removeprefix("upload called "))
        for case in cases
        if case["group"] == "upload-name"
    ]
    assert len(names) > 10
    page = visit(server)
    data_page(page)
    links = page.get_by_role("link").count()
    pictures = page.locator("img").count()

    for name in [*names, "![x](http://example.invalid/x.png).csv", ":red[x] www.example.invalid.csv"]:
        # Of two files with one name the second would look like the first.
        drop(page, PICTURE)
        expect(told(page, "is a picture")).to_be_visible()
        drop(page, GOOD, name)
        expect(told(page, "is a picture")).to_have_count(0)
        # Whether a name is one that a scorecard may have is told elsewhere; here it is told as it stands.
        expect(page.get_by_test_id("stAlert")).to_have_text(re.compile("not open yet|still open"))
        assert seen(name)[:79] in page.get_by_test_id("stAlert").inner_text().replace("\u2060", "")
        assert page.get_by_role("link").count() == links
        assert page.locator("img").count() == pictures
    assert page.evaluate("window.__pwned") is None


def seen(name):
    """What can be seen of a name, the line ends of which a browser writes as they are in addresses."""
    name = name.replace("\r", "%0D").replace("\n", "%0A")
    return " ".join("".join(each for each in name if each.isprintable() or each.isspace()).split())


def empty(page):
    """Before a file was dropped."""


def refused(page):
    drop(page, GOALS)
    expect(told(page, "was refused")).to_be_visible()


def understood(page):
    drop(page, GOOD)
    expect(page.get_by_role("heading", name="Take it with you")).to_be_visible()
    rest(page)
    page.get_by_text("Which column is which").click()
    expect(page.get_by_role("combobox", name="published")).to_be_visible()


@pytest.mark.parametrize("state", [empty, refused, understood])
def test_the_page_is_accessible_in_both_themes_and_never_wider_than_the_window(visit, server, state):
    page = visit(server)
    data_page(page)
    state(page)
    # What waits for a run is drawn paler.
    rest(page)
    page.evaluate(axe.script().read_text(encoding="utf-8"))
    broken = {}

    for theme, background in BACKGROUNDS.items():
        page.emulate_media(color_scheme=theme)
        expect(page.get_by_test_id("stApp")).to_have_css("background-color", background)
        for size in (WIDE, NARROW):
            fit(page, size)
            found = page.evaluate(CHECK, RULES)
            assert {"color-contrast", "button-name", "label"} <= set(found["kept"])
            broken[theme, size] = [each for each in found["broken"] if not each.startswith(STREAMLITS)]
            expect_within(page)

    assert {where: what for where, what in broken.items() if what} == {}

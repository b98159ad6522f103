"""Questions to a scenario in a browser: who moved what and why, did it come true, and who can see it."""

import re
from functools import partial

import pytest
import serving
from browsing import NARROW, STANDS, TAGS, counts, expect_within, handle, pick, rest, save, step
from playwright.sync_api import expect
from test_browser_kept import listen
from test_browser_scenarios import (
    ASSESSMENTS,
    JOINER,
    ONE_GREENER,
    REPEAT,
    TARGET,
    VALUE,
    WHEN,
    WHY,
    at_the_board,
    lines,
    listed,
    scenario,
)

QUARTERS = """\
id,indicator,period,unit,value,numerator,denominator,target,amber
calls,Calls answered,2024/25 Q1,%,80,800,1000,85,5
bins,Bins emptied,2024/25 Q1,%,70,,,90,5
visits,Visits made,2024/25 Q1,%,60,,,90,5
"""
# The next quarter: calls came true, bins did not, and visits are measured no more.
NEXT_QUARTER = """\
calls,Calls answered,2024/25 Q2,%,90,900,1000,85,5
bins,Bins emptied,2024/25 Q2,%,88,,,90,5
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """What the app of these tests keeps."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "scorecards").mkdir()
    (folder / "scorecards" / "quarters.csv").write_text(QUARTERS, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def desk(folder):
    """The address of an app in which nothing is saved yet."""
    with serving.served(RAG_DATA_DIR=str(folder)) as address:
        yield address


# ---- the record


def test_the_record_lists_who_moved_what_when_from_what_to_what_and_why(visit, desk):
    board = at_the_board(visit, desk)
    rest(board)
    board.get_by_role("button", name="Your name").click()
    board.get_by_role("textbox", name="Your name goes into the record").fill("Ann")
    board.keyboard.press("Enter")
    board.keyboard.press("Escape")
    expect(board.get_by_role("button", name="You: Ann")).to_be_visible()
    step(board, TARGET, REPEAT, "End")
    step(board, VALUE, ASSESSMENTS, "End")
    step(board, VALUE, ASSESSMENTS, "Home")
    save(board, "On record", reasons={WHY: "Agreed in March"})
    listed(board)

    scenario(board, "On record").get_by_role("link", name="Record").click()

    expect(board.get_by_role("heading", level=2, name="On record")).to_be_visible()
    wanted = [
        ["4", "Ann", "Repeat referrals: target", "100%", "100%", "Agreed in March"],
        ["3", "Ann", "Assessments in 45 working days: projected value", "100.0%", "0.0%", ""],
        ["2", "Ann", "Assessments in 45 working days: projected value", "as in the scorecard", "100.0%", ""],
        ["1", "Ann", "Repeat referrals: target", "as in the scorecard", "100%", "no reason given"],
    ]
    rest(board)
    assert [[line[0], *line[2:]] for line in lines(board)] == wanted
    assert all(re.fullmatch(WHEN, line[1]) for line in lines(board))
    # The same by its address, for whoever asks.
    phone = visit(board.url, NARROW)
    expect(phone.get_by_role("heading", level=2, name="On record")).to_be_visible()
    rest(phone)
    expect_within(phone)


# ---- a new quarter


def test_a_scenario_is_carried_to_a_new_quarter_and_set_beside_what_happened(visit, desk, folder):
    page = at_the_board(visit, desk, "quarters")
    stands = page.url
    page.get_by_role("combobox", name="Projected values are for").select_option("2024/25 Q2")
    expect(page).not_to_have_url(stands)
    step(page, VALUE, "Calls answered", "PageUp")
    step(page, VALUE, "Bins emptied", "End")
    step(page, TARGET, "Visits made", "Home")
    step(page, TARGET, "Bins emptied", "PageDown")
    save(page, "As we hoped")
    (folder / "scorecards" / "quarters.csv").write_text(QUARTERS + NEXT_QUARTER, encoding="utf-8")

    later = visit(f"{desk}/scenarios?scorecard=quarters&period=2024/25 Q2", theme="dark")
    pick(later, "A scenario that was made on other figures", re.compile("As we hoped"))

    expect(later.get_by_role("heading", name="Did it come true?")).to_be_visible()
    rest(later)
    left, happened = lines(later, 0), lines(later, 1)
    told = {line[0]: line[1:] for line in left}
    assert told["Visits made"] == ["target: 0%", "There is no such measure here."]
    assert told["Calls answered"][1] == "It is a projection for a time that these figures have reached."
    assert [line[:4] for line in happened] == [
        ["Bins emptied", "100%", "88%", "missed"],
        ["Calls answered", "85%", "90%", "met"],
    ]
    assert happened[1][4] == "5 points better, 50 cases more than that takes"
    expect(later.get_by_text("As the scenario had it: Green 3, Amber 0, Red 0, Unavailable 0")).to_be_visible()
    expect(later.get_by_text("(1 green by a moved target)")).to_be_visible()

    later.get_by_role("button", name="Carry it over to these figures").click()

    expect(later.get_by_role("heading", level=1)).to_contain_text("What-if")
    expect(handle(later, TARGET, "Bins emptied")).to_have_count(0)
    later.get_by_role("group", name="Move").get_by_role("radio", name="Both").check()
    expect(handle(later, TARGET, "Bins emptied")).to_have_attribute("aria-valuetext", "80%, green")
    later.get_by_role("button", name="Undo", exact=True).click()
    expect(later.get_by_text("No changes yet.")).to_be_visible()


# ---- other people, and names that try to be more


def test_nothing_of_what_somebody_moves_or_is_called_reaches_anybody_else(visit, desk):
    words = {"Alder": ASSESSMENTS, "Birch": REPEAT}
    received, pages = {word: [] for word in words}, {}
    for word in words:
        page = visit.new(theme="light" if word == "Alder" else "dark")
        page.on("websocket", partial(listen, received[word]))
        page.goto(f"{desk}/what-if")
        expect(page.get_by_text("No changes yet.")).to_be_visible()
        rest(page)
        pages[word] = page
    for word, page in pages.items():
        page.get_by_role("button", name="Your name").click()
        page.get_by_role("textbox", name="Your name goes into the record").fill(word)
        page.keyboard.press("Enter")
        page.keyboard.press("Escape")
        expect(page.get_by_role("button", name=f"You: {word}")).to_be_visible()

    links = {word: step(page, VALUE, words[word], "End") for word, page in pages.items()}

    expect(counts(pages["Alder"])).to_have_text(ONE_GREENER)
    expect(counts(pages["Birch"])).to_have_text(STANDS)
    versions = {word: link.rpartition("version=")[2] for word, link in links.items()}
    for word, other in (("Alder", "Birch"), ("Birch", "Alder")):
        heard = b"".join(received[word])
        assert word.encode() in heard
        assert versions[word].encode() in heard
        assert other.encode() not in heard
        assert versions[other].encode() not in heard


HOSTILE = [
    "<img src=x onerror=window.__pwned=1>",
    "[a](javascript:window.__pwned=1) ![x](http://127.0.0.1:9/x.png)",
    ":red[x] **b** `c` $x$ ~~s~~ <b>b</b> www.evil.invalid",
]


def test_names_notes_and_reasons_that_try_to_be_more_are_shown_as_typed_on_every_page(visit, desk):
    page = at_the_board(visit, desk, "buckinghamshire_by_year")
    measure = "% repeat referrals"
    step(page, TARGET, measure, "End")
    for name in HOSTILE:
        form = open_save(page)
        reason = form.get_by_role("textbox", name="target")
        save(page, name, author=HOSTILE[0], note=HOSTILE[1], reasons={"target": HOSTILE[2]} if reason.count() else {})
        expect_as_typed(page, name)
        step(page, VALUE, measure, "ArrowLeft")

    listed(page)
    for name in HOSTILE:
        expect_as_typed(page, name)
    expect_as_typed(page, HOSTILE[1])
    page.get_by_role("link", name="Record").first.click()
    expect(page.get_by_role("table")).to_have_count(2)
    expect_as_typed(page, HOSTILE[0])
    expect_as_typed(page, HOSTILE[2])
    page.get_by_role("link", name="Compare").click()
    expect(page.get_by_role("heading", name="Take it with you")).to_be_visible()
    expect_as_typed(page, HOSTILE[2])


def open_save(page):
    page.get_by_role("button", name="Save", exact=True).click()
    form = page.get_by_role("dialog", name="Save")
    expect(form.get_by_role("button", name="Save the scenario")).to_be_visible()
    return form


def expect_as_typed(page, text):
    """A text is there as it was typed, and nothing came of it."""
    seen = re.compile(f"{JOINER}*".join(map(re.escape, text)))
    expect(page.get_by_role("main")).to_contain_text(seen, use_inner_text=True)
    rest(page)
    tags = page.evaluate(TAGS)
    assert page.evaluate("window.__pwned") is None
    assert {"img", "iframe", "object", "embed", "b", "s", "del", "code", "math"} & set(tags) == set()
    expect(page.get_by_role("link", name=re.compile("^(a|www.*)$"))).to_have_count(0)

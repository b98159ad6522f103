"""The status page in a browser: the published report on screen, its table, and one indicator in detail."""

import re

import pytest
from browsing import KEY_STANDS, STANDS, shown, table
from playwright.sync_api import expect

ASSESSMENTS = "% assessments completed in 45 working days"
REVIEWED = "% of children in need reviewed in last 3 months"
KEY_NAMES = {
    "● Green: 1": ["% of Child Protection Plans reviewed in timescales: 98.4%"],
    "▲ Amber: 3": [
        "% Children Looked After seen in the last 6 weeks: 92.4%",
        "% children seen during assessment: 93.1%",
        "% assessments completed in 45 working days: 82.1%",
    ],
    "◆ Red: 10": [
        "% repeat referrals: 29.8%",
        "% of social work staff supervisions completed: 68.0%",
        "% of children in need (not including CP, CLA) seen in the last 4 weeks: 61.5%",
        "% of children subject to a Child Protection Plan seen in the last 2 weeks: 74.0%",
        f"{REVIEWED} (not including Child Protection, Children Looked After): 66.0%",
        "% of contacts received actioned within 24 hours (1 working day): 71.3%",
        "% referrals completed within 3 working days: 70.4%",
        "% ICPC held within 15 working days of the strategy discussion: 62.5%",
        "% of CLA placed in county: 44.6%",
        "% of CLA are placed no more than 20 miles away from home: 56.3%",
    ],
}


@pytest.fixture
def status(visit, app):
    """The status page, with its table."""
    page = visit(app)
    expect(shown(page)).to_have_count(19)
    return page


def column(page, title):
    """What the cells of a column say, from top to bottom."""
    titles = [text.rstrip("▲▼") for text in table(page).get_by_role("columnheader").all_inner_texts()]
    at = titles.index(title)
    lines = table(page).get_by_role("row").all()[1:]
    return [line.get_by_role("cell").or_(line.get_by_role("rowheader")).nth(at).inner_text() for line in lines]


def head(page, title):
    return table(page).get_by_role("columnheader", name=title, exact=True)


def sort_by(page, title):
    head(page, title).get_by_role("button").click()


def expect_counts(page):
    expect(page.get_by_text(STANDS, exact=True)).to_be_visible()
    expect(page.get_by_text(KEY_STANDS, exact=True)).to_be_visible()


def test_the_published_report_is_on_the_page(status):
    title = "Performance Monitoring Q2 2016/17, Children's Services Portfolio"
    expect(status.get_by_role("heading", level=1)).to_have_text(title)
    expect(status.get_by_text("Buckinghamshire County Council, Children's Social Care")).to_be_visible()
    expect(status.get_by_text("6 December 2016, 2016/17 Q2")).to_be_visible()
    illustrative = "Illustrative figures: only the 14 key names, their ratings and the totals are the report's."
    expect(status.get_by_text(illustrative)).to_be_visible()
    expect_counts(status)
    expect(status.get_by_text("17 measures with a RAG, 2 with data unavailable.")).to_be_visible()
    # The picture of the tiles in words, and what its colours mean.
    told = f"Each measure as a tile with the symbol of its rating. {STANDS}."
    expect(status.get_by_label(told, exact=True)).to_be_visible()
    expect(status.get_by_text("● Green: at the target or better.")).to_be_visible()
    amber = "▲ Amber: short of it by no more than the tolerance: 5 points"
    expect(status.get_by_text(amber)).to_be_visible()
    expect(status.get_by_text("◆ Red: further away.")).to_be_visible()


def test_the_key_indicators_stand_under_green_amber_and_red(status):
    expect(status.get_by_role("heading", name="Key indicators")).to_be_visible()

    lists = status.get_by_role("list").filter(has_text="%")
    for place, (heading, key_names) in enumerate(KEY_NAMES.items()):
        expect(status.get_by_role("heading", level=3).nth(place)).to_have_text(heading)
        expect(lists.nth(place).get_by_role("listitem")).to_have_text(key_names)


def test_the_table_has_a_row_for_each_measure_with_gap_and_cases(status):
    line = table(status).get_by_role("row").filter(has=status.get_by_role("rowheader", name=ASSESSMENTS))

    expect(line).to_have_count(1)
    cells = ["▲ Amber", "82.1%", "85%", "2.9 points", "35 more", "better", "Assessment"]
    expect(line.get_by_role("cell")).to_have_text(cells)


def test_a_column_sorts_both_ways_and_says_so(status):
    expect(head(status, "Gap")).to_have_attribute("aria-sort", "none")
    in_file = shown(status).all_inner_texts()

    sort_by(status, "Gap")
    expect(head(status, "Gap")).to_have_attribute("aria-sort", "ascending")
    rising = column(status, "Gap")
    sort_by(status, "Gap")
    expect(head(status, "Gap")).to_have_attribute("aria-sort", "descending")
    falling = column(status, "Gap")

    def number(text):
        return float(text.split()[0])

    gaps = [number(text) for text in rising if text]
    assert len(gaps) == 17
    assert gaps == sorted(gaps)
    assert gaps != [number(text) for text in falling if text]
    assert [number(text) for text in falling if text] == sorted(gaps, reverse=True)
    # What has no figure comes last, whichever way the rest is sorted.
    assert (rising[17:], falling[17:]) == (["", ""], ["", ""])
    assert shown(status).all_inner_texts() != in_file


def test_a_column_sorts_by_keyboard_and_the_focus_stays(status):
    button = head(status, "Indicator").get_by_role("button")
    button.focus()

    status.keyboard.press("Enter")
    expect(head(status, "Indicator")).to_have_attribute("aria-sort", "ascending")
    expect(button).to_be_focused()
    rising = shown(status).all_inner_texts()
    status.keyboard.press("Space")
    expect(head(status, "Indicator")).to_have_attribute("aria-sort", "descending")

    assert shown(status).all_inner_texts() == rising[::-1]


def test_the_rating_column_sorts_from_green_to_unavailable(status):
    sort_by(status, "Rating")
    expect(head(status, "Rating")).to_have_attribute("aria-sort", "ascending")

    wanted = ["● Green"] * 3 + ["▲ Amber"] * 4 + ["◆ Red"] * 10 + ["– Unavailable"] * 2
    assert column(status, "Rating") == wanted


def test_no_filter_and_no_search_changes_the_count_lines(status):
    filters = [
        (lambda: status.get_by_role("combobox", name="Service").select_option("Child protection"), 5),
        (lambda: status.get_by_role("combobox", name="Rating").select_option(label="● Green"), 3),
        (lambda: status.get_by_role("checkbox", name="Key only").check(), 1),
        (lambda: status.get_by_role("searchbox", name="Search").fill("timescales"), 1),
        (lambda: status.get_by_role("searchbox", name="Search").fill("no such words"), 0),
    ]

    for choose, left in filters:
        choose()
        expect(shown(status)).to_have_count(left)
        told = f"Showing {left} of 19 indicators." if left else "No indicator fits. Clear the search or a filter."
        expect(status.get_by_text(told)).to_be_visible()
        expect_counts(status)


def test_choosing_a_name_tells_how_its_rating_was_made(status):
    dialog = status.get_by_role("dialog", name=ASSESSMENTS)
    expect(dialog).to_have_count(0)

    shown(status).get_by_role("button", name=ASSESSMENTS).click()

    made = "82.1% is 2.9 points short of the target of 85%; within the tolerance of 5 points: amber."
    expect(dialog.get_by_text(made)).to_be_visible()
    expect(dialog.get_by_text("Figure: 82.1%, 985 of 1,200. Target: 85%.")).to_be_visible()
    way = "To green: 2.9 points, 35 more assessments of 1,200, if numbers stay the same."
    expect(dialog.get_by_text(way)).to_be_visible()
    expect(status).to_have_url(re.compile(r"indicator=assessments"))


def test_escape_closes_the_detail_which_can_then_be_opened_again(status):
    for _ in range(2):
        expect(status.get_by_role("dialog")).to_have_count(0)
        shown(status).get_by_role("button", name=ASSESSMENTS).click()
        expect(status.get_by_role("dialog", name=ASSESSMENTS)).to_be_visible()
        expect(status).to_have_url(re.compile(r"indicator="))

        status.keyboard.press("Escape")

        expect(status.get_by_role("dialog")).to_have_count(0)
        expect(status).not_to_have_url(re.compile(r"indicator="))
        expect(shown(status).get_by_role("button", name=ASSESSMENTS)).to_be_focused()
    expect_counts(status)


def test_going_back_from_a_detail_closes_it_and_forward_opens_it_again(status):
    shown(status).get_by_role("button", name=ASSESSMENTS).click()
    expect(status.get_by_role("dialog")).to_be_visible()

    status.go_back()
    expect(status.get_by_role("dialog")).to_have_count(0)
    expect_counts(status)

    status.go_forward()
    expect(status.get_by_role("dialog", name=ASSESSMENTS)).to_be_visible()


def test_the_history_is_a_chart_with_words_and_a_table(visit, app):
    page = visit(f"{app}/?scorecard=buckinghamshire_by_year")
    expect(shown(page)).to_have_count(6)

    shown(page).get_by_role("button", name="% Child Protection Plans reviewed in timescales").click()

    dialog = page.get_by_role("dialog")
    told = re.compile(r"^The figure over 10 periods, from 92\.5% to .*, with the limits of each rating behind it\.")
    expect(dialog.get_by_label(told)).to_be_visible()
    history = dialog.get_by_role("table")
    expect(history.get_by_role("row")).to_have_count(11)
    expect(history.get_by_role("row").nth(1)).to_contain_text("2015/16")
    expect(history.get_by_role("row").nth(1)).to_contain_text("92.5%, 272 of 294")


def test_the_short_forms_are_spelled_out(status):
    meaning = status.get_by_text("CLA: Children looked after")
    expect(meaning).to_be_hidden()

    status.get_by_text("What the short forms mean").click()

    expect(meaning).to_be_visible()
    expect(status.get_by_text("RAG: Red, amber, green")).to_be_visible()

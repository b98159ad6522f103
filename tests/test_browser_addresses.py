"""What an address may ask for, and what the server answers besides pages."""

import json
import urllib.error
import urllib.request

import pytest
from browsing import KEY_STANDS, STANDS, counts, handle, pick, shown
from playwright.sync_api import expect

from ui.server import content_security_policy

LATEST = "2016/17 Q2"


def answer(address):
    """What the server says at an address: its status, its headers and its text."""
    try:
        with urllib.request.urlopen(address, timeout=60) as told:  # noqa: S310  # the app itself
            return told.status, told.headers, told.read().decode()
    except urllib.error.HTTPError as told:
        with told:
            return told.code, told.headers, told.read().decode()


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("period=2099", f"This scorecard has no period '2099'; the latest is shown instead ({LATEST})."),
        ("area=Mars", "This scorecard has no area 'Mars'; the first one is shown instead."),
        ("scorecard=nope", "There is no scorecard 'nope' here; choose another."),
        ("indicator=nope", "The indicator that this address names is not in this scorecard at this period."),
    ],
)
def test_an_address_that_asks_for_what_is_not_there_is_told_and_shows_the_latest(visit, app, asked, told):
    page = visit(f"{app}/?{asked}")

    expect(page.get_by_text(STANDS, exact=True)).to_be_visible()
    expect(page.get_by_text(KEY_STANDS, exact=True)).to_be_visible()
    expect(shown(page)).to_have_count(19)
    expect(page.get_by_role("alert")).to_have_text(told)


def test_an_address_that_tries_more_is_told_as_it_was_typed(visit, app):
    page = visit(f"{app}/?period=%3Cscript%3Ewindow.__pwned%3D1%3C/script%3E")
    expect(page.get_by_role("alert")).to_contain_text("no period '<script>window.__pwned=1</script>'")
    expect(page.get_by_text(STANDS, exact=True)).to_be_visible()

    page.goto(f"{app}/?scorecard=../../etc/passwd")
    expect(page.get_by_role("alert")).to_contain_text("There is no scorecard '../../etc/passwd' here")
    expect(page.get_by_text(STANDS, exact=True)).to_be_visible()
    assert page.evaluate("window.__pwned") is None


def test_what_an_address_asks_for_in_vain_is_told_on_the_board_too(visit, app):
    page = visit(f"{app}/what-if?period=2099")

    expect(page.get_by_role("alert")).to_contain_text("This scorecard has no period '2099'")
    expect(counts(page)).to_have_text(STANDS)
    # Going on leaves the wrong address behind.
    page.get_by_role("link", name="Status").click()
    expect(shown(page)).to_have_count(19)
    expect(page.get_by_role("alert")).to_have_count(0)


def test_an_address_opens_a_scorecard_at_a_period(visit, app):
    page = visit(f"{app}/?scorecard=buckinghamshire_by_year&period=2019/20")

    expect(page.get_by_text("Green 1, Amber 4, Red 1, Unavailable 0", exact=True)).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Buckinghamshire by year, 2012/13 to 2024/25")
    page.get_by_role("link", name="What-if").click()
    expect(counts(page)).to_have_text("Green 1, Amber 4, Red 1, Unavailable 0")


def test_a_refused_file_lists_its_problems_and_leaves_open_what_was(visit, own):
    page = visit(f"{own}/what-if")
    expect(page.get_by_text("No changes yet.")).to_be_visible()
    handle(page, "Projected value", "% repeat referrals").press("Home")
    expect(counts(page)).to_have_text("Green 4, Amber 4, Red 9, Unavailable 2")

    pick(page, "Scorecard", "broken")

    expect(page.get_by_role("alert")).to_have_text("'broken' could not be opened; what was open is still open.")
    problems = page.get_by_role("table").get_by_role("row")
    expect(problems.filter(has_text="row 2, column value")).to_contain_text("'lots' is not a number")
    expect(problems.filter(has_text="row 3, column target")).to_contain_text("'fifty' is not a number")
    expect(page.get_by_role("heading", level=1)).to_have_text("What-if: Committee report, Q2 2016/17")
    expect(counts(page)).to_have_text("Green 4, Amber 4, Red 9, Unavailable 2")
    expect(handle(page, "Projected value", "% repeat referrals")).to_have_attribute("aria-valuetext", "0.0%, green")


def test_a_refused_file_leaves_open_another_scorecard_than_the_first_too(visit, own):
    page = visit(f"{own}/?scorecard=buckinghamshire_by_year")
    pick(page, "Period", "2019/20")
    expect(page.get_by_text("Green 1, Amber 4, Red 1, Unavailable 0", exact=True)).to_be_visible()

    pick(page, "Scorecard", "broken")

    expect(page.get_by_role("alert")).to_have_text("'broken' could not be opened; what was open is still open.")
    expect(page.get_by_role("heading", level=1)).to_have_text("Buckinghamshire by year, 2012/13 to 2024/25")
    expect(page.get_by_text("Green 1, Amber 4, Red 1, Unavailable 0", exact=True)).to_be_visible()


def test_every_answer_has_the_security_headers(app):
    for path in ("/", "/what-if", "/ready", "/_stcore/health", "/_stcore/metrics"):
        _, headers, _ = answer(app + path)
        assert headers["content-security-policy"] == content_security_policy(), path
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
    assert "unsafe-eval" not in content_security_policy()
    assert "default-src 'self'" in content_security_policy()


def test_the_server_says_when_it_is_ready_and_tells_strangers_nothing(app):
    code, _, told = answer(f"{app}/ready")
    assert (code, json.loads(told)["ready"], json.loads(told)["keeps"]) == (200, True, True)
    assert answer(f"{app}/_stcore/metrics")[::2] == (404, "Not found")
    assert answer(f"{app}/_stcore/agent/openapi.json")[::2] == (404, "Not found")

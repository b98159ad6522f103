"""The board in a file: taken from the app, opened from disk without a network, moved, and given back to ragcore."""

import json

import axe
import numpy as np
import pytest
from browsing import NARROW, WIDE, counts, drag, handle, place_of, rest, row, save, step
from playwright.sync_api import expect
from test_browser_access import CHECK, RULES

from ragcore.cli import DONE, main

SCORECARD = "data/buckinghamshire_2016_17_q2.csv"
ASSESSMENTS = "% assessments completed in 45 working days"
REPEAT = "% repeat referrals"
VALUE = "Projected value"
TAKEN = "Green 5, Amber 3, Red 9, Unavailable 2"
KEYS = ("Home", "End", "PageUp", "PageDown", "ArrowLeft", "ArrowRight")
MOVES = 25


@pytest.fixture(scope="session")
def file(browser, app, tmp_path_factory):
    """The file as somebody takes it from the app: a value and a target were moved, and why. Its name is taken once."""
    page = browser.new_page(viewport={"width": WIDE[0], "height": WIDE[1]}, reduced_motion="reduce")
    page.goto(f"{app}/what-if")
    expect(page.get_by_text("No changes yet.")).to_be_visible()
    page.get_by_role("group", name="Move").get_by_role("radio", name="Both").check()
    step(page, VALUE, ASSESSMENTS, "End")
    step(page, "Target", REPEAT, "End")
    save(page, "To take along", author="Ann", note="For the chair", reasons={"Repeat referrals": "As England"})
    rest(page)
    page.get_by_role("button", name="Share").click()
    # It is above the button, and moves it when it comes.
    code = page.get_by_role("img", name="A code that leads a phone to the link above")
    expect(code).to_have_js_property("complete", True)
    rest(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Take this board with you").click()
    assert download.value.suggested_filename == "to-take-along.html"
    path = tmp_path_factory.mktemp("taken") / "board.html"
    download.value.save_as(path)
    page.close()
    return path


@pytest.fixture
def at_home(browser, file):
    """Opens the file from disk with the network off; nothing may then be asked for but the file, or go wrong."""
    contexts, asked, faults = [], [], []

    def opened(size=WIDE, **settings):
        viewport = {"width": size[0], "height": size[1]}
        context = browser.new_context(viewport=viewport, reduced_motion="reduce", **settings)
        contexts.append(context)
        context.set_offline(True)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.goto(file.as_uri())
        expect(counts(page)).to_have_text(TAKEN)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert {url for url in asked if not url.startswith("blob:")} == {file.as_uri()}
    assert faults == []


def given_back(page, path):
    """The scenario file that the page gives back."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the scenario file").click()
    assert download.value.suggested_filename == "to-take-along.json"
    download.value.save_as(path)
    return path


def rated(scenario, capsys):
    """What the command line makes of a scenario file: its count line, and the rating of each measure."""
    capsys.readouterr()
    code = main(["rate", SCORECARD, "--scenario", str(scenario), "--format", "json"])
    said = capsys.readouterr()
    assert (code, said.err) == (DONE, "")
    told = json.loads(said.out)
    count = {name.capitalize(): number for name, number in told["counts"].items() if name != "unrated"}
    line = ", ".join(f"{name} {number}" for name, number in count.items())
    return line, {each["indicator"]: each["rating"] for each in told["indicators"]}


def show_all(page):
    page.get_by_role("group", name="Move").get_by_role("radio", name="Both").check()
    page.get_by_role("group", name="Show").get_by_role("radio", name="All").check()


def ratings(page, names):
    """The rating that each slider says, by the name of its measure."""
    said = {}
    for slider in page.get_by_role("slider").all():
        spoken = slider.get_attribute("aria-label").partition(": ")[2]
        name = next(name for name in names if spoken == name or spoken.startswith(f"{name} ("))
        said[name] = slider.get_attribute("aria-valuetext").rpartition(", ")[2]
    return said


def test_it_shows_what_was_on_screen_and_what_it_is_about(at_home):
    page = at_home()

    for text in ("Scenario: To take along", "For the chair", "Nothing here changes the report."):
        expect(page.get_by_text(text, exact=True)).to_be_visible()
    expect(page.get_by_text("Illustrative figures").first).to_be_visible()
    expect(page.get_by_text("1 green by a moved target")).to_be_visible()
    expect(page.get_by_text("One measure from amber to green and one from red to green").first).to_be_visible()
    expect(page.get_by_role("button", name="Present")).to_be_visible()
    expect(page.get_by_text("Move many at once")).to_be_hidden()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_moved_by_keyboard_it_rates_as_the_core_does(at_home, seed, capsys, tmp_path):
    page, draw = at_home(), np.random.default_rng(seed)
    show_all(page)
    sliders = page.get_by_role("slider").all()
    for _ in range(MOVES):
        sliders[draw.integers(len(sliders))].press(str(draw.choice(KEYS)))

    line, wanted = rated(given_back(page, tmp_path / "back.json"), capsys)

    assert counts(page).text_content() == line
    said = ratings(page, wanted)
    assert said == {name: wanted[name] for name in said}
    assert len(said) > 15


def test_moved_by_mouse_it_rates_as_the_core_does_and_says_the_way(at_home, capsys, tmp_path):
    page = at_home()
    drag(page, handle(page, VALUE, ASSESSMENTS), 1.0, 0.8)
    page.mouse.up()
    expect(row(page, ASSESSMENTS)).to_contain_text("To green")
    expect(row(page, ASSESSMENTS)).to_contain_text("if numbers stay the same")

    line, _ = rated(given_back(page, tmp_path / "back.json"), capsys)

    assert counts(page).text_content() == line
    assert line != TAKEN


def test_moved_by_touch_on_a_phone_it_rates_as_the_core_does(at_home, capsys, tmp_path):
    page = at_home(NARROW, has_touch=True, is_mobile=True)
    slider = handle(page, VALUE, ASSESSMENTS)
    box = place_of(slider)
    page.touchscreen.tap(box["x"] + box["width"] * 0.3, box["y"] + box["height"] / 2)
    expect(counts(page)).not_to_have_text(TAKEN)

    line, _ = rated(given_back(page, tmp_path / "back.json"), capsys)

    assert counts(page).text_content() == line
    assert page.evaluate("document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth") == 0


def test_steps_are_undone_and_redone_also_those_from_before_and_a_reload_keeps_them(at_home):
    page = at_home()
    undo, redo = (page.get_by_role("button", name=name, exact=True) for name in ("Undo", "Redo"))
    handle(page, VALUE, ASSESSMENTS).press("Home")
    moved = "Green 4, Amber 3, Red 10, Unavailable 2"
    expect(counts(page)).to_have_text(moved)

    page.reload()
    expect(counts(page)).to_have_text(moved)
    undo.click()
    expect(counts(page)).to_have_text(TAKEN)
    undo.click()
    expect(counts(page)).to_have_text("Green 4, Amber 3, Red 10, Unavailable 2")
    redo.click()
    redo.click()
    expect(handle(page, VALUE, ASSESSMENTS)).to_have_attribute("aria-valuetext", "0.0%, red")
    page.get_by_role("button", name="Reset all").click()
    expect(page.get_by_text("No changes yet.")).to_be_visible()


def test_it_gives_back_what_it_was_made_from_with_the_reasons(at_home, capsys, tmp_path):
    page = at_home()

    path = given_back(page, tmp_path / "back.json")

    told = json.loads(path.read_text(encoding="utf-8"))
    by_field = {each["field"]: each for each in told["overrides"]}
    assert (told["name"], told["note"], told["horizon"]) == ("To take along", "For the chair", "2016/17 Q4")
    assert by_field["target"]["reason"] == "As England"
    assert "reason" not in by_field["value"]
    assert rated(path, capsys)[0] == TAKEN
    expect(page.get_by_text("Your browser was given to-take-along.json.")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_it_is_accessible(at_home, theme, size):
    # Its policy lets no script in but its own; a checker is let past it.
    page = at_home(size, color_scheme=theme, bypass_csp=True)
    show_all(page)
    handle(page, VALUE, ASSESSMENTS).press("PageDown")
    page.add_script_tag(path=axe.script())

    told = page.evaluate(CHECK, RULES)

    assert told["broken"] == []
    assert "color-contrast" in told["kept"]
    assert page.evaluate("document.documentElement.dataset.theme") == theme


def test_on_paper_it_is_light_and_without_buttons(at_home):
    page = at_home(color_scheme="dark")

    page.emulate_media(media="print")

    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    expect(page.get_by_role("button", name="Save the scenario file")).to_be_hidden()
    expect(page.get_by_role("button", name="Undo", exact=True)).to_be_hidden()
    expect(page.get_by_text("Scenario: To take along")).to_be_visible()

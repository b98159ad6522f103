"""What all tests share: repeatable laws, the public data that may lie beside the checkout, the app in a browser."""

from functools import cache
from pathlib import Path

import browsing
import chromium
import hypothesis
import keeping
import made
import postgres
import pytest
import serving
from playwright.sync_api import expect, sync_playwright

# The same examples in every run, so that a verdict can be trusted; `--hypothesis-profile=searching` looks for others.
hypothesis.settings.register_profile("repeatable", deadline=None, derandomize=True)
hypothesis.settings.register_profile("searching", deadline=None, max_examples=1000)
hypothesis.settings.load_profile("repeatable")

# So long that a machine that is slow or busy is no failure; what hangs still ends.
SECONDS_TO_WAIT = 60
SHARED = Path(__file__).parent.parent.parent / "shared"


@pytest.fixture(scope="session")
def shared():
    """The folder of public data and hostile files beside the checkout; skips where it is not there."""
    if not SHARED.is_dir():
        pytest.skip("the folder ../shared with public data and hostile files is not beside the checkout")
    return SHARED


@pytest.fixture(autouse=True)
def _own_folder(tmp_path_factory, monkeypatch):
    """What a test keeps is its own, and nothing of it stays with whoever runs the tests."""
    monkeypatch.setenv("RAG_DATA_DIR", str(tmp_path_factory.mktemp("kept")))


@pytest.fixture(scope="session")
def server():
    """A PostgreSQL that runs."""
    with postgres.served() as server:
        yield server


@pytest.fixture(params=keeping.DATABASES)
def new_place(request, tmp_path_factory):
    """Makes empty places for a store, on each database in turn."""
    places = []

    def made():
        url = request.getfixturevalue("server").new() if request.param == "PostgreSQL" else ""
        places.append(keeping.Place(tmp_path_factory.mktemp("store"), url))
        return places[-1]

    yield made
    for place in places:
        if place.url:
            request.getfixturevalue("server").drop(place.url)


@pytest.fixture
def place(new_place):
    """An empty place for a store, on each database in turn."""
    return new_place()


def pytest_collection_modifyitems(items):
    """What is quick comes first, and nothing else runs beside the browser, which keeps an event loop of its own."""
    items.sort(key=lambda item: "browser" in getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def browser():
    """A Chromium; without one the tests that need it fail and say what to install."""
    program = chromium.find()
    if not program:
        pytest.fail(chromium.MISSING, pytrace=False)
    expect.set_options(timeout=SECONDS_TO_WAIT * 1000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=chromium.ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def contexts(browser):
    """Windows of the browser by size, theme and touch; each is made once, because its first page is slow."""

    @cache
    def made(size, theme, touch=False):
        viewport = {"width": size[0], "height": size[1]}
        context = browser.new_context(viewport=viewport, color_scheme=theme, reduced_motion="reduce", has_touch=touch)
        context.set_default_timeout(SECONDS_TO_WAIT * 1000)
        return context

    return made


@pytest.fixture(scope="session")
def app():
    """The address of the app as it ships."""
    with serving.served() as address:
        yield address


@pytest.fixture(scope="session")
def own(tmp_path_factory):
    """The address of an app with scorecards of a council's own: `made.SCORECARDS`."""
    folder = tmp_path_factory.mktemp("own")
    made.write(folder / "scorecards")
    with serving.served(RAG_DATA_DIR=str(folder)) as address:
        yield address


@pytest.fixture(scope="session")
def hostile_app(shared, tmp_path_factory):
    """The address of an app with scorecards whose names try to be more than names, and the folder of these."""
    folder = tmp_path_factory.mktemp("hostile")
    made.write_hostile(shared / "hostile" / "files" / "csv", folder / "scorecards")
    with serving.served(RAG_DATA_DIR=str(folder)) as address:
        yield address, folder / "scorecards"


@pytest.fixture
def visit(contexts):
    """Lets people visit the app; afterwards none of their pages may have gone elsewhere, or said that it failed."""
    visits = browsing.Visits(contexts)
    yield visits
    visits.close()
    assert visits.elsewhere == []
    assert visits.faults == []

"""How the browser tests see the app: by role and name, as people do; and what no page of it may ever do."""

from __future__ import annotations

import contextlib
import re
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import expect

# What Streamlit itself asks for beside a page that is not the first, before it looks where the server really is.
PAGES = ("what-if", "compare", "scenarios", "routes", "report", "data", "record")
PROBES = tuple(f"/{page}/_stcore/{probe}" for page in PAGES for probe in ("health", "host-config"))
# How wide and high a window is.
WIDE, NARROW = (1280, 900), (390, 844)

STANDS = "Green 3, Amber 4, Red 10, Unavailable 2"
KEY_STANDS = "Key: Green 1, Amber 3, Red 10"

# Every tag of a page with its shadow roots; what the tests may not find by role, because it must not be there.
TAGS = """() => {
  const count = {};
  const walk = (root) => root.querySelectorAll("*").forEach((element) => {
    const tag = element.localName;
    count[tag] = (count[tag] ?? 0) + 1;
    if (element.shadowRoot) walk(element.shadowRoot);
  });
  walk(document);
  return count;
}"""


# What a page says where the app has failed, as ui/server.py words it.
FAILED = "Something went wrong here"
# Until what has happened has been drawn.
FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
# In which charts follow the size of the window, and what is scrolled into sight comes to rest.
MOST_FRAMES = 300
# Until something has been in one place for two frames: what comes into sight beside it gets its height there.
STILL = f"""async (element) => {{
  const place = () => JSON.stringify(element.getBoundingClientRect());
  for (let was = "", turn = 0; was !== place() && turn < {MOST_FRAMES}; turn += 1) {{
    was = place();
    await {FRAMES};
  }}
}}"""
# From now on, until the browser has given the whole screen, or taken it back, or refused it; at most so long.
ASKED_FOR_THE_SCREEN = """(most) => {
  globalThis.screenTold = new Promise((done, fail) => {
    for (const name of ["fullscreenchange", "fullscreenerror"]) addEventListener(name, () => done(), true);
    setTimeout(() => fail(new Error("the browser says nothing of the whole screen")), most);
  });
}"""
MOST_MILLISECONDS = 60_000


class Visits:
    """People who come to the app; keeps what their pages did that none may do.

    A browser is as fresh for each of them as a new one, but that it may know the files of Streamlit's own from before.
    """

    def __init__(self, contexts):
        self.contexts = contexts
        self.pages = []
        self.elsewhere = []
        self.faults = []
        self.gone = set()

    def new(self, size=WIDE, theme="light", touch=False):
        """A page of somebody who has not been here before, and that is nowhere yet."""
        page = self.contexts(size, theme, touch).new_page()
        self.pages.append(page)
        page.on("request", lambda request: self._asked(request.url))
        page.on("websocket", lambda socket: self._asked(socket.url))
        page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        page.on("console", self._said)
        return page

    def __call__(self, address, size=WIDE, theme="light"):
        """A page at an address."""
        page = self.new(size, theme)
        page.goto(address)
        return page

    def lose(self, address):
        """From now on, a server that cannot be reached at this address is no fault, as those lost before."""
        self.gone.add(urlsplit(address).netloc)

    def close(self):
        """End all visits, and leave nothing of them behind."""
        for page in self.pages:
            if page.get_by_text(FAILED).count():
                self.faults.append(f"{FAILED}: {page.url}")
        # All leave before anything is cleared: an answer that is on its way would have a page remember something again.
        for page in self.pages:
            if page.url.startswith("http"):
                page.route("**", lambda route: route.fulfill(body=""))
                page.goto(urljoin(page.url, "/"))
        for page in self.pages:
            page.evaluate("try { localStorage.clear() } catch {}")
            page.context.clear_cookies()
            page.close()

    def _asked(self, url):
        if urlsplit(url).scheme not in {"data", "blob"} and urlsplit(url).hostname != "127.0.0.1":
            self.elsewhere.append(url)

    def _said(self, message):
        if message.type != "error" or urlsplit(message.location["url"]).path in PROBES:
            return
        if not any(gone in message.text + message.location["url"] for gone in self.gone):
            self.faults.append(f"{message.text} ({message.location['url']})")


class Line:
    """The line between a page and Python, which can be held so that nothing from Python comes through."""

    def __init__(self, page):
        self.holds = False
        self.held = []
        self.awaited = None
        page.route_web_socket("**/_stcore/stream", self._join)

    def _join(self, page_end):
        python_end = page_end.connect_to_server()
        python_end.on_message(lambda message: self._pass(page_end, message))

    def _pass(self, page_end, message):
        self.holds = self.holds or (self.awaited is not None and self.awaited in message)
        if self.holds:
            self.held.append((page_end, message))
        else:
            page_end.send(message)

    def hold(self):
        """From now on, keep what Python says."""
        self.holds = True

    def hold_from(self, awaited):
        """Keep what Python says from the first message on that has some bytes in it."""
        self.awaited = awaited

    def let_go(self):
        """Hand over what was kept, in its order, and hold nothing any more."""
        self.holds, self.awaited = False, None
        while self.held:
            page_end, message = self.held.pop(0)
            page_end.send(message)


def handle(page, what, name):
    """The slider of an indicator: its `Projected value`, `Target`, `Lower target` or `Upper target`."""
    return page.get_by_role("slider", name=f"{what}: {name}")


def typed(page, what, name):
    """The text field beside a slider."""
    return page.get_by_role("textbox", name=f"Type the {what.lower()}: {name}")


def expect_answered(page):
    """Python has told of the last step; until then, what it told before is marked as old."""
    expect(page.get_by_role("region", name="What changes")).not_to_contain_class("stale")


def counts(page):
    """The count line with changes, which is a live region."""
    return page.get_by_role("status").filter(has_text="Green")


def rows(page):
    """The rows of the board, in their order."""
    return page.get_by_role("listitem").filter(has=page.get_by_role("button", name=re.compile("^Reset: ")))


def row(page, name):
    """The row of one indicator."""
    return rows(page).filter(has=page.get_by_role("button", name=f"Reset: {name}"))


def names(page):
    """The names of the rows as they are shown, in their order."""
    return rows(page).get_by_role("button", expanded=False).all_text_contents()


def table(page):
    """The table of all indicators on the status page."""
    return page.get_by_role("table", name="All indicators with their ratings")


def shown(page):
    """The names in that table, in their order."""
    return table(page).get_by_role("rowheader")


def step(page, what, name, key):
    """Move a handle by one key, and wait until the address names the step; returns the address."""
    before = page.evaluate("location.href")
    handle(page, what, name).press(key)
    expect(page).not_to_have_url(before)
    return page.url


def save(page, name, author="", note="", reasons=None):
    """Save what is on screen; reasons : why targets were changed, by the names of the fields that ask for them."""
    form = page.get_by_role("dialog", name="Save")
    if not form.count():
        page.get_by_role("button", name="Save", exact=True).click()
    form.get_by_role("textbox", name="Name of the scenario").fill(name)
    for asked, text in {"Your name": author, "Note": note, **(reasons or {})}.items():
        if text:
            form.get_by_role("textbox", name=asked).fill(text)
    form.get_by_role("button", name="Save the scenario").click()
    expect(form).to_have_count(0)
    expect(saved_told(page, "Saved as ")).to_be_visible()


def saved_told(page, text):
    """What the page says has become of a scenario or of its file."""
    return page.get_by_test_id("stAlert").filter(has_text=text)


def rest(page):
    """Wait until all that belongs to what is shown has been drawn; what moves while it is pressed is not pressed."""
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    expect(page.locator("[data-stale=true]")).to_have_count(0)
    page.evaluate(FRAMES)


def pick(page, label, option):
    """Choose something in one of the pickers on top."""
    picker = page.get_by_role("combobox", name=label, exact=True)
    picker.scroll_into_view_if_needed()
    # Its list closes when the page scrolls, so the page must have come to rest.
    rest(page)
    picker.click()
    page.get_by_role("option", name=option).click()


def sideways(page):
    """How many pixels a page can be scrolled to the side, by itself or in its main part."""
    own = page.evaluate("document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth")
    return max(own, page.get_by_role("main").evaluate("element => element.scrollWidth - element.clientWidth"))


def expect_within(page):
    """The page cannot be scrolled to the side, as soon as charts have followed the size of the window."""
    page.get_by_role("main").evaluate(f"""async (main) => {{
      const wider = () => [main, document.scrollingElement].some((each) => each.scrollWidth > each.clientWidth);
      for (let frame = 0; wider() && frame < {MOST_FRAMES}; frame += 1) await new Promise(requestAnimationFrame);
    }}""")
    assert sideways(page) == 0


def wall(page):
    """The board for the wall, where it is open."""
    return page.get_by_role("dialog", name="The board for the wall")


@contextlib.contextmanager
def filling_the_screen(page):
    """Wait until the wall that is opened meanwhile has the whole screen, or is refused it: keys on the way are lost."""
    expect(wall(page)).to_have_count(0)
    page.evaluate(ASKED_FOR_THE_SCREEN, MOST_MILLISECONDS)
    yield
    expect(wall(page)).to_be_visible()
    page.evaluate("globalThis.screenTold")


def present(page):
    """Put the board on the wall."""
    with filling_the_screen(page):
        page.get_by_role("button", name="Present", exact=True).click()


def place_of(element):
    """Where in the window something is, brought into sight and come to rest."""
    element.scroll_into_view_if_needed()
    element.evaluate(STILL)
    return element.bounding_box()


def drag(page, slider, *shares):
    """Take the handle of a slider and move it along its track; the mouse is left down."""
    box = place_of(slider)
    at = [box["x"] + 10 + (box["width"] - 20) * share for share in shares]
    page.mouse.move(at[0], box["y"] + box["height"] / 2)
    page.mouse.down()
    for place in at[1:]:
        page.mouse.move(place, box["y"] + box["height"] / 2)

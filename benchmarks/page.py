"""How fast the what-if page answers, in real Chromium: `python benchmarks/page.py`.

Three pages take turns in one run, 30 moves each: the board with the report that ships, the board with 200 indicators,
and a page with nothing but one slider and one line of text behind the same start-up. It prints

- the main-thread work of a move that takes a rating over its edge, up to and with the frame that shows it, and whether
  the verdict and the count line had changed in that very frame;
- the time from the key press to Python's confirmed result, and its ratio to the bare page;
- the time from the start of the process to the first rated page.
"""

from __future__ import annotations

import contextlib
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from chromium import ARGUMENTS, find  # noqa: E402

MOVES = 30
WARM_UP = 4
FRAME_MS = 16.7

# Notes when a move began, what the count line said in the next frame, and when Python's answer was on the screen.
WATCH = """
(confirmed) => {
  const find = (selector) => [document, ...[...document.querySelectorAll("*")].map((e) => e.shadowRoot).filter(Boolean)]
    .map((root) => root.querySelector(selector)).find(Boolean);
  window.moves = [];
  window.addEventListener("keydown", (event) => {
    if (!event.key.startsWith("Arrow")) return;
    const move = { began: performance.now(), shown: "" }, line = find(".count-after"), waited = find(confirmed);
    const was = waited.textContent;
    window.moves.push(move);
    if (line) requestAnimationFrame(() => { move.shown = line.textContent; });
    const watch = new MutationObserver(() => {
      if (waited.textContent === was) return;
      move.confirmed = performance.now() - move.began;
      watch.disconnect();
    });
    watch.observe(waited, { childList: true, subtree: true, characterData: true });
  }, { capture: true });
}
"""


class Trace:
    """Chromium's own record of what its main thread did."""

    def __init__(self, page: Page) -> None:
        self.page, self.session = page, page.context.new_cdp_session(page)
        self.events: list[dict[str, Any]] = []
        self.complete = False
        self.session.on("Tracing.tracingComplete", self._completed)
        self.session.on("Tracing.dataCollected", lambda told: self.events.extend(told["value"]))
        self.session.send("Tracing.start", {"categories": "toplevel,devtools.timeline", "transferMode": "ReportEvents"})

    def work(self) -> list[float]:
        """For each key press, the milliseconds of main-thread work up to and with the frame that shows it."""
        self.session.send("Tracing.end")
        while not self.complete:
            self.page.wait_for_timeout(50)
        spans = [event for event in self.events if event.get("ph") == "X" and "tdur" in event]
        presses = [e for e in spans if e["name"] == "EventDispatch" and e["args"]["data"]["type"] == "keydown"]
        found = []
        for press in presses:
            own = [e for e in spans if (e["pid"], e["tid"]) == (press["pid"], press["tid"])]
            frames = [e["ts"] + e["dur"] for e in own if e["name"] == "Layerize" and e["ts"] > press["ts"]]
            if not frames:
                continue
            drawn = min(frames)
            tasks = [
                e for e in own if e["name"].endswith("RunTask") and press["ts"] < e["ts"] + e["dur"] and e["ts"] < drawn
            ]
            found.append(sum(e["tdur"] for e in tasks) / 1000)
        return found

    def _completed(self, _: object) -> None:
        self.complete = True


def many(count: int) -> str:
    """A made-up scorecard of so many indicators, each one step short of green."""
    rows = [f"m{n},Measure {n},2016/17 Q2,%,84.5,845,1000,85" for n in range(count)]
    return "id,indicator,period,unit,value,numerator,denominator,target\n" + "\n".join(rows) + "\n"


@contextlib.contextmanager
def server(script: str, folder: str) -> Iterator[tuple[str, float]]:
    """Serve a script on a free port of this machine; gives its address and when its process began."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    began = time.perf_counter()
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    environment = os.environ | {"RAG_DATA_DIR": folder, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        yield f"http://127.0.0.1:{port}", began
    finally:
        process.terminate()
        process.wait(timeout=20)


def opened(page: Page, address: str, text: str) -> None:
    """Open an address as soon as there is a server, and wait for a text."""
    for _ in range(400):
        with contextlib.suppress(Exception):
            page.goto(address)
            break
        time.sleep(0.05)
    page.get_by_text(text).first.wait_for(timeout=60_000)


def move(page: Page, turn: int) -> dict[str, Any]:
    """Take the handle over its edge, or back, and wait for the confirmed result."""
    page.bring_to_front()
    before = page.evaluate("window.moves.length")
    page.keyboard.press("ArrowRight" if turn % 2 == 0 else "ArrowLeft")
    page.wait_for_function("n => window.moves.length > n && window.moves[n].confirmed !== undefined", arg=before)
    page.wait_for_timeout(40)
    found: dict[str, Any] = page.evaluate("n => window.moves[n]", before)
    return found


def traced(page: Page) -> list[float]:
    """The main-thread work of each of so many moves."""
    trace = Trace(page)
    for turn in range(MOVES):
        move(page, turn)
    return trace.work()


def main() -> None:
    """Run the three pages in turn and print what was found."""
    chromium = find()
    if chromium is None:
        sys.exit("No Chromium was found; install one from the system's packages.")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        own = Path(folder) / "scorecards"
        own.mkdir()
        (own / "many.csv").write_text(many(200), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=str(chromium), args=ARGUMENTS)
        with contextlib.ExitStack() as served:
            app, began = served.enter_context(server("app.py", folder))
            first = browser.new_page()
            opened(first, app, "Green 3, Amber 4, Red 10, Unavailable 2")
            print(f"from the start of the process to the first rated page: {time.perf_counter() - began:.2f} s")
            first.close()
            bare, _ = served.enter_context(server("benchmarks/bare/app.py", folder))
            pages = {
                "bare page": begin(browser.new_page(), bare, "At 50", "[data-testid=stText]"),
                "19 indicators": begin(browser.new_page(), f"{app}/what-if", "With changes", ".sentence"),
                "200 indicators": begin(
                    browser.new_page(), f"{app}/what-if?scorecard=many", "With changes", ".sentence"
                ),
            }
            told: dict[str, list[dict[str, Any]]] = {name: [] for name in pages}
            for turn in range(WARM_UP + MOVES):
                for name, page in pages.items():
                    found = move(page, turn)
                    if turn >= WARM_UP:
                        told[name].append(found)
            # Traced apart, because tracing itself takes time.
            work = {name: traced(page) for name, page in pages.items() if name != "bare page"}
        browser.close()
    report(told, work)


def begin(page: Page, address: str, text: str, confirmed: str) -> Page:
    """A page with the handle focused one step short of an edge, and watched."""
    opened(page, address, text)
    page.wait_for_timeout(500)
    if "what-if" in address and "many" not in address:
        # 82.1% is six steps short of green: five of them are made first.
        slider = page.get_by_role("slider", name="Projected value: % assessments completed in 45 working days")
        slider.focus()
        for _ in range(5):
            page.keyboard.press("ArrowRight")
            page.wait_for_timeout(300)
    else:
        page.get_by_role("slider").first.focus()
    page.evaluate(WATCH, confirmed)
    return page


def report(told: dict[str, list[dict[str, Any]]], work: dict[str, list[float]]) -> None:
    """Print the figures and what was wished for."""
    base = statistics.median(each["confirmed"] for each in told["bare page"])
    wishes = {"bare page": "", "19 indicators": ", wished for: at most 2", "200 indicators": ", wished for: at most 3"}
    for name, moves in told.items():
        confirmed = [each["confirmed"] for each in moves]
        middle, late = statistics.median(confirmed), percentile(confirmed)
        print(
            f"{name}: confirmed after {middle:.0f} ms (95th percentile {late:.0f}): {middle / base:.2f}{wishes[name]}"
        )
    for name, spent in work.items():
        shown = [each["shown"] for each in told[name]]
        changed = sum(one != other for one, other in pairwise(shown))
        print(f"{name}: count line changed in the next frame in {changed} of {len(shown) - 1} moves")
        middle, late = statistics.median(spent), percentile(spent)
        print(f"{name}: main-thread work {middle:.1f} ms (95th percentile {late:.1f}, wished for: at most {FRAME_MS})")


def percentile(figures: list[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(figures, n=20)[-1]


if __name__ == "__main__":
    main()

"""How fast the what-if board is under the hand, in real Chromium: `python benchmarks/board.py [--slower N]`.

There is no server and no Python behind the page: it is opened from the disk, and a host of a few lines answers each
move at once. The scorecards are the report that ships with its 19 indicators, and two that are invented, with 500 and
5,000. A page with one bare range input and nothing else is dragged in the same run: what the browser itself costs.

It prints the median, the 95th percentile and the most, each 95th percentile beside that of the bare input, of

- the work to open the board, to the end of all that is drawn at first;
- the work for a frame while a handle is dragged from end to end by the mouse, and while the page is scrolled;
- the work from a key to all that it changes is drawn, for each of: a step of a handle, what is shown, a letter of a
  search, the order, the groups, and a turn to the next rows where not all are in the page.

Work is the time that the main thread was on the processor, as Chromium's own trace has it (`frames.py`): scripts,
style, layout and paint. What else the machine does meanwhile is not in it. `--slower 4` makes the browser's processor
four times slower.
"""

from __future__ import annotations

import argparse
import math
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle, islice, pairwise
from pathlib import Path

import numpy as np
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from chromium import ARGUMENTS, MISSING, find  # noqa: E402  # it lies there
from frames import Trace  # noqa: E402

from ragcore import read  # noqa: E402
from ragcore.rail import rail_of  # noqa: E402
from ui.board import facts  # noqa: E402
from ui.board.source import BOARD  # noqa: E402

REPORT = ROOT / "data" / "buckinghamshire_2016_17_q2.csv"
INVENTED = (500, 5000)
OPENINGS, FRAMES, PRESSES = 5, 240, 20
FRAME_MS = 16.7
WINDOW: ViewportSize = {"width": 1280, "height": 900}
# In which all that a key has started is drawn.
QUIET_MS = 70

# Answers at once, as Python would: the board's own ratings stand, and nothing is said of them.
HOST = """
const facts = JSON.parse(document.querySelector("#facts").textContent);
const root = document.querySelector(".board");
root.dataset.theme = "light";
const said = { rows: {}, sentence: "", sum: [], flips: [], won: "", kept: "", others: 0, fault: "" };
const made = makeBoard(root, facts, { past: [], future: [] }, ({ number, changes, horizon }) =>
  queueMicrotask(() => made.answer({ number, changes, horizon, ...said })));
"""
BARE = (
    "<!doctype html><title>Bare</title><input type='range' aria-label='Bare' min='0' max='1000' style='width: 800px'>"
)

# The control that each press goes to, by its place in the board, and the keys that it is given in turn.
KEYS = {
    "a step of a handle": (".slider:not([hidden]) input[type=range]", ["ArrowRight"] * 7 + ["ArrowLeft"] * 7),
    "what is shown": (".show input:checked", ["ArrowRight"]),
    "a letter of a search": (".search input", [*"measure 24", *["Backspace"] * 10]),
    "the order": (".order select", ["ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp"]),
    "groups by service": (".grouped input", ["Space"]),
    "the next rows": (".later", ["Enter"]),
}


def invented(count: int) -> bytes:
    """A scorecard of so many indicators that are made up and say so, of ten services; all are key, and so all shown."""
    draw = np.random.default_rng(count)
    lines = ["indicator,service,period,unit,polarity,value,numerator,denominator,target,decimals,key"]
    for at in range(1, count + 1):
        name, service = f"Invented measure {at} of {count}", f"Invented service {draw.integers(1, 11)}"
        if at % 5 == 0:
            figures = f"days,lower,{draw.uniform(5, 40):.1f},,,{draw.integers(10, 25)},1"
        else:
            whole = int(draw.integers(50, 2000))
            figures = f"%,higher,,{int(whole * draw.uniform(0.4, 1.0))},{whole},{draw.integers(60, 90)},1"
        lines.append(f"{name},{service},2024/25 Q1,{figures},yes")
    return "\n".join(lines).encode()


def page_of(scorecard: Path | bytes) -> str:
    """The board with a scorecard, and nothing else."""
    found, _ = read(scorecard)
    if found is None:
        raise SystemExit("a scorecard was refused")
    position = found.position()
    ranges = [facts.ranges(position, row, np.zeros(0)) for row in range(len(position))]
    told = facts.facts(position, position, ranges, rail_of(found, position), [], "").replace("<", "\\u003c")
    return (
        f"<!doctype html><meta charset='utf-8'><title>Board</title><style>{BOARD.css}</style>{BOARD.html}"
        f"<script type='application/json' id='facts'>{told}</script><script type='module'>{BOARD.js}{HOST}</script>"
    )


@contextmanager
def opened(browser: Browser, path: Path, slower: float) -> Iterator[Page]:
    """Yields a page on a file, in a window of its own, on a processor that is so much slower."""
    page = browser.new_page(viewport=WINDOW)
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    if slower > 1:
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.goto(path.as_uri())
    page.wait_for_timeout(QUIET_MS)
    yield page
    page.close()
    if faults:
        raise SystemExit(f"the board failed, so that nothing was measured: {faults[0]}")


def opening(page: Page) -> list[float]:
    """The work to open a page, each time that it is loaded anew."""
    works = []
    for _ in range(OPENINGS):
        trace = Trace(page)
        page.reload()
        page.wait_for_timeout(QUIET_MS)
        works.append(sum(frame.work for frame in trace.frames()))
    return works


def dragged(page: Page) -> list[float]:
    """The work for each frame while the first handle of a page is taken from end to end and back."""
    slider = page.get_by_role("slider").first
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    if box is None:
        raise SystemExit("there is no handle to drag")
    left, wide, middle = box["x"] + 10, box["width"] - 20, box["y"] + box["height"] / 2
    page.mouse.move(left, middle)
    page.mouse.down()
    trace = Trace(page)
    for at in range(1, FRAMES + 1):
        page.mouse.move(left + wide * (1 - math.cos(4 * math.pi * at / FRAMES)) / 2, middle)
    page.mouse.up()
    return [frame.work for frame in trace.frames() if "input" in frame.events]


def scrolled(page: Page) -> list[float]:
    """The work for each frame while a page is scrolled down by the wheel."""
    page.mouse.move(WINDOW["width"] / 2, WINDOW["height"] / 2)
    trace = Trace(page)
    for _ in range(FRAMES // 2):
        page.mouse.wheel(0, 240)
    page.wait_for_timeout(QUIET_MS)
    return [frame.work for frame in trace.frames()]


def pressed(page: Page, selector: str, keys: list[str]) -> list[float]:
    """The work of each press of keys on a control, until all that it changes is drawn; empty where it is not there."""
    control = page.locator(selector).first
    if not control.is_visible():
        return []
    control.focus()
    page.wait_for_timeout(QUIET_MS)
    trace = Trace(page)
    for key in islice(cycle(keys), PRESSES):
        page.keyboard.press(key)
        page.wait_for_timeout(QUIET_MS)
    frames = trace.frames()
    begun = [at for at, frame in enumerate(frames) if "keydown" in frame.events]
    return [sum(frame.work for frame in frames[at:end]) for at, end in pairwise([*begun, len(frames)])]


def tell(what: str, works: list[float], base: float, wish: str = "") -> None:
    """One line: what was measured, its spread, and its ratio to the bare input."""
    middle, late, most = np.percentile(works, [50, 95, 100])
    ratio = f"{late / base:6.1f} times"
    print(f"  {what:<24} {middle:8.1f} {late:8.1f} {most:8.1f} ms {ratio}  of {len(works):3d}  {wish}".rstrip())


def main() -> None:
    """Measure the pages in turn and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--slower", type=float, default=1, help="how many times slower the browser's processor is")
    slower = parser.parse_args().slower
    program = find()
    if program is None:
        raise SystemExit(MISSING)
    pages = {"19 indicators, as they ship": page_of(REPORT)}
    pages |= {f"{count:,} invented indicators": page_of(invented(count)) for count in INVENTED}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(program), args=ARGUMENTS)
        path = Path(folder) / "page.html"
        speed = f"{slower:g} times slower than it is" if slower > 1 else "as fast as it is"
        print(f"main-thread work in Chromium {browser.version}, on a processor {speed}")
        print(f"  {'':<24} {'median':>8} {'95th':>8} {'most':>8}    95th beside the bare input")
        path.write_text(BARE, encoding="utf-8")
        with opened(browser, path, slower) as page:
            bare = dragged(page)
        base = float(np.percentile(bare, 95))
        print("one bare range input")
        tell("a frame of a drag", bare, base)
        for name, text in pages.items():
            path.write_text(text, encoding="utf-8")
            print(name)
            with opened(browser, path, slower) as page:
                tell("opening", opening(page), base)
                tell("a frame of a drag", dragged(page), base, f"95th wished for: at most {FRAME_MS}")
                page.reload()
                tell("a frame of scrolling", scrolled(page), base, f"95th wished for: at most {FRAME_MS}")
                for what, (selector, keys) in KEYS.items():
                    page.reload()
                    works = pressed(page, selector, keys)
                    if works:
                        tell(what, works, base)
        browser.close()


if __name__ == "__main__":
    main()

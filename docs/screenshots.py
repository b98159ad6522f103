"""The pictures in the README, taken of the app as it is: `.venv/bin/python docs/screenshots.py`."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
sys.path.append(str(HERE.parent / "tests"))

import chromium  # noqa: E402
import serving  # noqa: E402

WINDOW = {"width": 1280, "height": 1000}
LINES_IN_SIGHT = 130  # pixels that the count lines take at the top of the what-if page
MOVES = (
    ("% Children Looked After seen in the last 6 weeks", "ArrowRight", 6),
    ("% children seen during assessment", "ArrowRight", 6),
    ("% assessments completed in 45 working days", "ArrowRight", 6),
    ("% repeat referrals", "PageDown", 1),
)


def main() -> None:
    """Take both pictures, or say what is missing."""
    program = chromium.find()
    if not program:
        sys.exit(chromium.MISSING)
    with serving.served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=chromium.ARGUMENTS)
        page = browser.new_page(viewport=WINDOW, color_scheme="light", reduced_motion="reduce")
        page.goto(address)
        page.get_by_text("Key: Green").first.wait_for()
        page.get_by_role("heading", name="All indicators").wait_for()
        take(page, "status")
        page.goto(f"{address}/what-if")
        move(page)
        take(page, "what_if")


def move(page: Page) -> None:
    """Move a few projected values to where some ratings change, by keyboard."""
    for name, key, presses in MOVES:
        slider = page.get_by_role("slider", name=f"Projected value: {name}")
        for _ in range(presses):
            slider.press(key)
    page.get_by_text("turns three measures from amber to green and one from red to amber").wait_for()
    # What changes stands on top, under the lines that stay in sight.
    page.get_by_role("region", name="What changes").evaluate("element => element.scrollIntoView()")
    page.mouse.move(640, 500)
    page.mouse.wheel(0, -LINES_IN_SIGHT)


def take(page: Page, name: str) -> None:
    """Save what the window shows."""
    page.evaluate("document.activeElement?.blur()")
    page.wait_for_timeout(1000)  # charts draw after the text
    page.screenshot(path=HERE / f"{name}.png", animations="disabled")


if __name__ == "__main__":
    main()

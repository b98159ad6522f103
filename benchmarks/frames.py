"""The frames that a page drew, as Chromium's own trace has them: what its main thread did for each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

# What is traced in the task that draws a frame: its layers go to the compositor.
DRAWN = "Layerize"
# What the page says at the end, so that its thread is known among those of the browser.
MARK = "the end of the trace"


@dataclass(frozen=True)
class Frame:
    """A frame that was drawn, with all that led to it since the frame before.

    work : milliseconds that the tasks of the main thread were on the processor, not those that they waited for it
    events : the types of the events that were dispatched in them
    """

    work: float
    events: frozenset[str]


class Trace:
    """A trace of a page, which runs from when it is made until `frames` is asked for."""

    def __init__(self, page: Page) -> None:
        self._page, self._session = page, page.context.new_cdp_session(page)
        self._found: list[dict[str, Any]] = []
        self._complete = False
        self._session.on("Tracing.tracingComplete", self._completed)
        self._session.on("Tracing.dataCollected", lambda told: self._found.extend(told["value"]))
        categories = "toplevel,devtools.timeline"
        self._session.send("Tracing.start", {"categories": categories, "transferMode": "ReportEvents"})

    def frames(self) -> list[Frame]:
        """End the trace; the frames that were drawn, oldest first."""
        self._page.evaluate("mark => console.timeStamp(mark)", MARK)
        self._session.send("Tracing.end")
        while not self._complete:
            self._page.wait_for_timeout(20)
        self._session.detach()
        return _frames(self._of_the_page())

    def _of_the_page(self) -> list[dict[str, Any]]:
        """What the main thread of the page did, oldest first."""
        stamps = (each for each in self._found if each["name"] == "TimeStamp")
        thread = next((each["pid"], each["tid"]) for each in stamps if each["args"]["data"]["name"] == MARK)
        own = (each for each in self._found if (each["pid"], each["tid"]) == thread and each["ph"] == "X")
        return sorted(own, key=lambda each: float(each["ts"]))

    def _completed(self, _: object) -> None:
        self._complete = True


def _frames(done: list[dict[str, Any]]) -> list[Frame]:
    """The frames of what a thread did. A task within a task is no other work, and what came after the last is none."""
    frames: list[Frame] = []
    work, events, end, is_drawn = 0.0, set[str](), 0.0, False
    for each in done:
        if each["name"].endswith("RunTask") and each["ts"] >= end:
            if is_drawn:
                frames.append(Frame(work, frozenset(events)))
                work, events, is_drawn = 0.0, set(), False
            work, end = work + each.get("tdur", 0) / 1000, each["ts"] + each["dur"]
        elif each["name"] == "EventDispatch":
            events.add(each["args"]["data"]["type"])
        elif each["name"] == DRAWN:
            is_drawn = True
    return frames

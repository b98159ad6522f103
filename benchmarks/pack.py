"""How long a pack takes in each format, how large it is, and how long others wait while a large one is made.

    python benchmarks/pack.py

At 19 measures, the committee report, each may take 3 seconds, and at 500 it may take 15, with a scenario in it.
Meanwhile a thread of this process ticks, as the sessions of others would: its longest wait is told for making the pack
here, as the command line does, and for making it in another process, as the app does.
"""

from __future__ import annotations

import statistics
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent.parent), str(Path(__file__).parent.parent / "tests")]

import packs  # noqa: E402

from ui.pack.formats import FORMATS  # noqa: E402
from ui.pack.making import Maker  # noqa: E402

TIMES = 3
TICK = 0.005
LIMITS = {19: 3.0, 500: 15.0}


def main() -> None:
    """Print a line for each format and size; ends with 1 where one is over its limit."""
    over = False
    for pack in (packs.one(), packs.of_500()):
        maker = Maker()
        started = time.perf_counter()
        maker.ask("docx", pack)
        print(
            f"{len(pack.position):,} measures, one scenario. The first Word file: {time.perf_counter() - started:.2f} s"
        )
        print("  format       seconds     bytes  others wait, made elsewhere  made here")
        for each in FORMATS:
            times, waits = _measured(lambda each=each, pack=pack, maker=maker: maker.ask(each.ending, pack))
            _, here = _measured(lambda each=each, pack=pack: each.make(pack))
            size = len(each.make(pack))
            seconds = statistics.median(times)
            over |= seconds > LIMITS[len(pack.position)] and each.ending != "zip"
            print(f"  {each.ending:<10} {seconds:>8.2f} {size:>10,} {waits * 1000:>21.0f} ms {here * 1000:>15.0f} ms")
        maker.stop()
    sys.exit(over)


def _measured(make: Callable[[], bytes]) -> tuple[list[float], float]:
    """How long each of several turns took, and the longest that a thread waited meanwhile, in seconds."""
    waits: list[float] = []
    done = threading.Event()

    def ticks() -> None:
        while not done.is_set():
            before = time.perf_counter()
            time.sleep(TICK)
            waits.append(time.perf_counter() - before - TICK)

    thread = threading.Thread(target=ticks)
    thread.start()
    times = []
    for _ in range(TIMES):
        before = time.perf_counter()
        make()
        times.append(time.perf_counter() - before)
    done.set()
    thread.join()
    return times, max(waits)


if __name__ == "__main__":
    main()

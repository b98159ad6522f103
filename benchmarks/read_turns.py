"""What `read.py` measures, each in a child process: one way to read a file."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
from openpyxl import load_workbook

from ragcore.reading import Options, reading_of

Work = Callable[[bytes], object]


def read_and_rate(data: bytes) -> object:
    found = reading_of(data, Options())
    if found.scorecard is None:
        raise RuntimeError(str(found.problems[0]))
    return found.scorecard.position().counts


def typed_parquet(data: bytes) -> object:
    return pq.read_table(pa.BufferReader(data))


def typed_csv(data: bytes) -> object:
    return pyarrow.csv.read_csv(pa.BufferReader(data))


def cells_of_workbook(data: bytes) -> object:
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    return [row for sheet in book for row in sheet.iter_rows(values_only=True)]


def measured(work: Work, path: str) -> tuple[float, float]:
    """Seconds, and MB beyond those at the beginning, of one turn with the bytes of a file; runs in the child."""
    data = Path(path).read_bytes()
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    held = _memory("VmRSS")
    began = time.perf_counter()
    kept = work(data)
    seconds = time.perf_counter() - began
    del kept
    return seconds, _memory("VmHWM") - held


def _memory(what: str) -> float:
    """One of the kernel's figures on this process, in MB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition(f"{what}:")[2].split()[0]) / 1024

"""Look for files that the reader does not take calmly: `python tests/fuzz.py KIND [SECONDS] [FOLDER]`.

KIND is text, workbook (.xlsx and .ods) or parquet; SECONDS are 600 unless said. Files are changed at random, guided by
which lines of ragcore they reach, and each must become a scorecard or a refusal with sentences. Of workbooks the parts
are changed and packed again, so that more than the unpacking is tried; Parquet is read in a child process, where no
line is counted. FOLDER may hold more files to begin with.

Needs the package atheris, which is not among those that are locked: it exists for Linux alone. What it finds goes into
tests/found, where test_found.py tries it from then on.
"""

from __future__ import annotations

import io
import random
import sys
import tempfile
import zipfile
from pathlib import Path

import atheris

ROOT = Path(__file__).parent.parent
FOUND = Path(__file__).parent / "found"
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

with atheris.instrument_imports(include=["ragcore"]):
    import calm

    from ragcore.read import read
    from ragcore.write import to_parquet, to_workbook

MOST_BYTES = 20_000
PLAIN = (
    b"indicator,value,target,polarity,period,numerator,denominator,unit,amber\n"
    b'"Calls, answered",82.5%,85,higher,2016/17 Q2,985,1200,%,5\nWaste,c,45,lower,Sep 2016,,,days,5%\n'
)
WIDE = (
    "Scorecard 2016/17\n\nMeasure;Target;Q1 actual;Q2 actual\nCalls;85;82,5;n/a\n£ a head;1.234,5;(12);x\n"
    "x = suppressed\n"
)
PARTS = (".xml", ".rels")


def seeds(kind: str) -> list[bytes]:
    """Good files of a kind, from which all others are made."""
    if kind == "text":
        return [PLAIN, WIDE.encode(), WIDE.encode("utf-16"), WIDE.encode("cp1252")]
    scorecards = [scorecard for data in (PLAIN, WIDE.encode()) if (scorecard := read(data)[0])]
    return [(to_workbook if kind == "workbook" else to_parquet)(scorecard) for scorecard in scorecards]


def repacked(data: bytes, most: int, seed: int) -> bytes:
    """A workbook with one of its parts changed; any other file with its bytes changed."""
    chance = random.Random(seed)  # noqa: S311 - nothing is kept secret with it
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            parts = {name: book.read(name) for name in book.namelist()}
    except Exception:  # noqa: BLE001 - of whatever kind: it is no workbook any more
        return atheris.Mutate(data, most)
    name = chance.choice([name for name in parts if name.endswith(PARTS)] or list(parts) or [""])
    if name:
        parts[name] = atheris.Mutate(parts[name], len(parts[name]) + 200)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
        for part, content in parts.items():
            book.writestr(part, content)
    return packed.getvalue()


def main() -> None:
    kind, seconds = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "600"
    FOUND.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as corpus:
        for number, data in enumerate(seeds(kind)):
            Path(corpus, f"seed-{number}").write_bytes(data)
        flags = [f"-max_total_time={seconds}", f"-max_len={MOST_BYTES}", "-timeout=10", f"-artifact_prefix={FOUND}/"]
        # What reads Parquet is machine code, which may abort: it is never run in this process.
        check = calm.check_contained if kind == "parquet" else calm.check
        how = {"custom_mutator": repacked} if kind == "workbook" else {}
        atheris.Setup([sys.argv[0], *flags, corpus, *sys.argv[3:]], check, **how)
        atheris.Fuzz()


if __name__ == "__main__":
    main()

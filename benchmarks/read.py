"""How fast and in how much memory files are read, in one run: `python benchmarks/read.py [FOLDER]`.

FOLDER is where `bds_long_0.parquet` of the Department for Education's Local Authority Interactive Tool lies. Of its
figures the benchmark makes a canonical scorecard of a million rows, with England's figure of the same measure and
period as the target, and prints, with what is wished for:

- the scorecard as Parquet: read, checked and rated, beside `pyarrow.parquet` reading it into typed columns;
- the same as CSV, beside `pyarrow.csv`;
- 5,000 rows of it as an Excel workbook, beside openpyxl reading its cells.

Each turn runs in a child process of the kind that the app reads files in; time and memory are measured within it, from
the bytes of the file on. Contenders take turns, so that what else the machine does falls on all of them. Times are the
least of all turns, memory the most that a turn held at once beyond what the child began with.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
from openpyxl import Workbook

sys.path.insert(0, str(Path(__file__).parent.parent))

from read_turns import Work, cells_of_workbook, measured, read_and_rate, typed_csv, typed_parquet

from ragcore.files import child

ROOT = Path(__file__).parent.parent
ROWS = 1_000_000
WORKBOOK_ROWS = 5_000
TURNS = 5
WISHED = {"Parquet": 3.0, "CSV": 3.0, "workbook": 1.5}


def scorecard(folder: Path) -> pd.DataFrame:
    """A million rows of a canonical scorecard; where the source has fewer, areas are taken once more."""
    told = pq.read_table(folder / "bds_long_0.parquet").to_pandas()
    frame = pd.DataFrame(
        {
            "indicator": told["Short Desc"],
            "area": told["LA and Regions"],
            "period": told["Years"],
            "service": told["Region"],
            "value": pd.to_numeric(told["Values"], errors="coerce"),
        }
    ).drop_duplicates(["indicator", "area", "period"])
    england = frame[frame["area"] == "England"].set_index(["indicator", "period"])["value"].rename("target")
    frame = frame.join(england, on=["indicator", "period"])
    frame["polarity"] = "higher"
    again = [
        frame.assign(area=frame["area"] + " " * bool(turn) + "again " * turn) for turn in range(ROWS // len(frame) + 1)
    ]
    return pd.concat(again, ignore_index=True).head(ROWS)


def files(folder: Path, made: Path) -> dict[str, Path]:
    """The scorecard in each kind of file."""
    frame = scorecard(folder)
    table = pa.Table.from_pandas(frame, preserve_index=False)
    paths = {"Parquet": made / "rows.parquet", "CSV": made / "rows.csv", "workbook": made / "rows.xlsx"}
    pq.write_table(table, paths["Parquet"])
    pa.csv.write_csv(table, paths["CSV"], pa.csv.WriteOptions(quoting_style="needed"))
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Scorecard")
    sheet.append(list(frame.columns))
    few = frame.head(WORKBOOK_ROWS).astype(object)
    for row in few.where(few.notna(), None).itertuples(index=False):
        sheet.append(list(row))
    book.save(paths["workbook"])
    return paths


def compare(kind: str, path: Path, bare: Work) -> None:
    """Print how reading a file as a scorecard compares with reading its cells."""
    turns = [[child.in_child(measured, work, str(path)) for work in (read_and_rate, bare)] for _ in range(TURNS)]
    ours, theirs = zip(*turns, strict=True)
    (seconds, bare_seconds), (memory, bare_memory) = (
        (min(turn[0] for turn in mine) for mine in (ours, theirs)),
        (max(turn[1] for turn in mine) for mine in (ours, theirs)),
    )
    size = path.stat().st_size / 1e6
    print(f"{kind}, {size:.0f} MB")
    print(f"  time    {seconds:6.2f} s  beside {bare_seconds:6.2f} s : {seconds / bare_seconds:5.2f} times", end="")
    print(f"  (wished: at most {WISHED[kind]:g})")
    print(f"  memory  {memory:6.0f} MB beside {bare_memory:6.0f} MB: {memory / bare_memory:5.2f} times", end="")
    print(f"  (wished: at most {WISHED[kind]:g})")


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "data" / "england"
    if not (folder / "bds_long_0.parquet").is_file():
        sys.exit(f"bds_long_0.parquet is not in {folder}; give the folder that it lies in.")
    with tempfile.TemporaryDirectory() as made:
        paths = files(folder, Path(made))
        child.warm()
        for kind, bare in (("Parquet", typed_parquet), ("CSV", typed_csv), ("workbook", cells_of_workbook)):
            compare(kind, paths[kind], bare)


if __name__ == "__main__":
    main()

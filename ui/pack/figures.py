"""The figures of a pack as tables for other programs: unrounded, as CSV and as Parquet."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from ragcore.figures import NOT_PUBLISHED
from ragcore.files.formula import marked_text, safe_text
from ragcore.gap import way_to
from ragcore.limits import FloatArray
from ragcore.position import Position
from ragcore.rating import Rating, RatingArray
from ui.pack.pack import Pack, Told

# Where Parquet says what it comes from.
METADATA = b"scorecard-pack"
_TARGETS = ("target", "target_low", "target_high")
Columns = dict[str, pa.Array]


def to_csv(pack: Pack) -> bytes:
    """A row for each measure, with what it comes from in the last columns; nothing stands for missing.

    In UTF-8 with a mark and with the line ends of Excel. A text that a spreadsheet would run has a quotation mark
    before it.
    """
    columns = _measures(pack) | {
        name: pa.array([text] * len(pack.position)) for name, text in _origin(pack).items() if text
    }
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow([safe_text(name) for name in columns])
    writer.writerows(
        zip(*([_written(value) for value in column.to_pylist()] for column in columns.values()), strict=True)
    )
    return file.getvalue().encode("utf-8-sig")


def to_parquet(pack: Pack) -> bytes:
    """A row for each measure, null for missing; what it comes from is JSON in the metadata, under METADATA.

    The same pack gives the same bytes, and every page has a checksum.
    """
    columns = _measures(pack)
    texts = {name: pa.array([value and marked_text(value) for value in column.to_pylist()], pa.string())
             for name, column in columns.items() if column.type == pa.string()}  # fmt: skip
    scenarios = [
        {"title": one.title, "version": one.version, "author": one.author, "link": one.link} for one in pack.told
    ]
    said = json.dumps(_about(pack) | {"scenarios": scenarios}, ensure_ascii=False)
    table = pa.table(columns | texts).replace_schema_metadata({METADATA: said.encode(errors="replace")})
    file = io.BytesIO()
    pq.write_table(table, file, compression="zstd", write_page_checksum=True)
    return file.getvalue()


def _about(pack: Pack) -> dict[str, str]:
    """Where the figures come from."""
    return {
        "scorecard": pack.scorecard.about.title or pack.called,
        "scorecard hash": pack.scorecard.hash,
        "reported for": pack.place,
        "link": pack.link,
        "made": pack.made,
    }


def _origin(pack: Pack) -> dict[str, str]:
    """The same as columns, with the versions of the scenarios."""
    versions = {f"{one.title}: version": one.version for one in pack.told}
    return _about(pack) | versions | {f"{one.title}: link": one.link for one in pack.told}


def _measures(pack: Pack) -> Columns:
    """What is known of each measure as it stands, then under each scenario."""
    position, figures = pack.position, pack.position.figures
    way = way_to(position)
    published = [None if code == NOT_PUBLISHED else Rating(code).word for code in figures.published.tolist()]
    columns: Columns = {
        name: _texts(getattr(figures, name)) for name in ("id", "indicator", "area", "period", "service", "unit")
    }
    columns |= {name: _numbers(getattr(figures, name)) for name in ("value", "numerator", "denominator")}
    columns |= _targets(position, "") | {"tolerance": _tolerances(position), "rating": _words(position.ratings)}
    # As the command line has them: a distance of decimals that people typed has no noise of binary numbers.
    gap = np.array([float(f"{each:.12g}") for each in way.gap.tolist()])
    columns |= {
        "gap": _numbers(gap),
        "cases": _numbers(np.abs(way.cases)),
        "published": pa.array(published, pa.string()),
    }
    for one in pack.told:
        columns |= _under(position, one)
    return columns


def _under(position: Position, one: Told) -> Columns:
    """What a scenario would make of each measure, under its title."""
    after = one.after
    changed = after.ratings != position.ratings
    return {
        f"{one.title}: value": _numbers(after.figures.value),
        **_targets(after, f"{one.title}: "),
        f"{one.title}: tolerance": _tolerances(after),
        f"{one.title}: rating": _words(after.ratings),
        f"{one.title}: flipped": pa.array(["yes" if each else "no" for each in changed.tolist()]),
    }


def _targets(position: Position, before: str) -> Columns:
    """The target of each; the two edges of bands only where there is a band. before : what their names begin with."""
    there = {name: getattr(position.figures, name) for name in _TARGETS}
    return {
        f"{before}{name}": _numbers(values)
        for name, values in there.items()
        if name == "target" or np.isfinite(values).any()
    }


def _tolerances(position: Position) -> pa.Array:
    """Each tolerance as a file has it: `5` or `5%`."""
    sizes, percents = position.tolerance
    told = [
        None if np.isnan(size) else f"{np.format_float_positional(size, trim='-')}{'%' if percent else ''}"
        for size, percent in zip(sizes.tolist(), percents.tolist(), strict=True)
    ]
    return pa.array(told, pa.string())


def _texts(column: Any) -> pa.Array:
    return pa.array([text or None for text in column], pa.string())


def _numbers(column: FloatArray) -> pa.Array:
    return pa.array(column, pa.float64(), mask=np.isnan(column))


def _words(ratings: RatingArray) -> pa.Array:
    return pa.array([Rating(code).word for code in ratings.tolist()])


def _written(value: str | float | None) -> str:
    """A cell of CSV: a number in full, a text as a spreadsheet may be given it."""
    if value is None:
        return ""
    return safe_text(value) if isinstance(value, str) else np.format_float_positional(value, trim="-")

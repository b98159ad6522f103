"""Writing a scorecard: to CSV, to a workbook and to Parquet, so that reading it gives the same scorecard again."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from ragcore.about import METADATA, SHEET, as_json, as_rows
from ragcore.columns import FIGURE_COLUMNS, SHOWN_WITHOUT_VALUE
from ragcore.figures import NOT_PUBLISHED, TEXTS, Figures
from ragcore.files.formula import marked_text, safe_text
from ragcore.limits import FloatArray, Polarity
from ragcore.numbers import decimals_of
from ragcore.rating import Rating
from ragcore.rounding import MOST_DECIMALS
from ragcore.scorecard import Scorecard
from ragcore.text import slug
from ragcore.write_workbook import Figure, Sheet, workbook

# The columns in the order in which files have them.
ORDER = (
    "indicator", "value", "target", "period", "id", "area", "service", "owner", "comment", "source", "unit",
    "short_name", "definition", "priority", "counts", "measured", "forecast", "decimals", "polarity", "target_low",
    "target_high", "amber", "amber_limit", "numerator", "denominator", "previous", "key", "published",
    "benchmark", "benchmark_name",
)  # fmt: skip
NEEDED = ("indicator", "value", "target")
# The columns whose cells are numbers wherever they are digits.
NUMBERS = (*FIGURE_COLUMNS, "amber", "decimals")
SUPPRESSED = "c"

# Names that Windows keeps for itself, whatever their ending.
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)")
# All rows that a scorecard may have.
_ROW_GROUP = 1 << 20
# What has to follow digits with so many decimals (tens) for them to have as many as were typed (ones).
_PADDING = pa.array(
    ("" if written else ".") + "0" * (typed - written) if typed > written else ""
    for written in range(MOST_DECIMALS + 1)
    for typed in range(MOST_DECIMALS + 1)
)


def to_csv(scorecard: Scorecard) -> bytes:
    r"""Write the figures as CSV; what belongs to the report is no part of it.

    In UTF-8 with a mark, without which Excel takes it for something else, and with the line ends that Excel and the
    standard (RFC 4180) write. A text that a spreadsheet would run has a quotation mark before it.

    >>> to_csv(Scorecard(Figures.of(id=["calls"], indicator=["Calls"], value=[85.0], typed=[1], decimals=[1])))
    b'\xef\xbb\xbfindicator,value,target,id\r\nCalls,85.0,,calls\r\n'
    """
    columns = _columns(scorecard.figures, safe_text)
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(columns)
    writer.writerows(zip(*(_written(column) for column in columns.values()), strict=True))
    return file.getvalue().encode("utf-8-sig")


def to_workbook(scorecard: Scorecard) -> bytes:
    """Write an Excel workbook: the figures in a sheet Scorecard, what belongs to the report in a sheet About.

    Texts are texts whatever they look like. Numbers are numbers that show as many decimals as they were typed with; a
    percentage is 82.5 with the unit %, and not in a spreadsheet's format of that name.

    >>> to_workbook(Scorecard(Figures.of(id=["calls"], indicator=["Calls"], value=[82.5])))[:2]
    b'PK'
    """
    columns = _columns(scorecard.figures, marked_text)
    cells = [
        [Figure(text) if name in NUMBERS and text[-1:].isdigit() else text for text in _written(column)]
        for name, column in columns.items()
    ]
    figures = Sheet("Scorecard", list(columns), list(zip(*cells, strict=True)))
    return workbook([figures, Sheet(SHEET, ["field", "value"], as_rows(scorecard.about, scorecard.rule))])


def to_parquet(scorecard: Scorecard) -> bytes:
    """Write Parquet: texts and numbers, null for nothing; what belongs to the report is in the metadata.

    The values are numbers where numbers say all there is to say, and else the texts of the CSV file: that a value is
    suppressed, or was typed as 85.0. The same scorecard gives the same bytes, and every page has a checksum.

    >>> to_parquet(Scorecard(Figures.of(id=["calls"], indicator=["Calls"], value=[82.5])))[:4]
    b'PAR1'
    """
    figures = scorecard.figures
    columns = _columns(figures, marked_text)
    values = columns["value"]
    there = pc.is_valid(values).to_numpy(zero_copy_only=False)
    if not figures.suppressed.any() and bool((decimals_of(figures.value) == figures.typed)[there].all()):
        columns["value"] = pa.array(figures.value, mask=~there)
    said = as_json(scorecard.about, scorecard.rule)
    table = pa.table(columns).replace_schema_metadata({METADATA: said.encode()})
    file = io.BytesIO()
    pq.write_table(table, file, compression="zstd", write_page_checksum=True, row_group_size=_ROW_GROUP)
    return file.getvalue()


def file_name(title: str, ending: str) -> str:
    """A name for a download, of a-z, 0-9 and hyphens, that every system takes.

    >>> file_name("Report, Q2 2016/17", "csv"), file_name("con", "csv"), file_name("", "csv")
    ('report-q2-2016-17.csv', 'scorecard-con.csv', 'unnamed.csv')
    """
    name = slug(title)
    return f"scorecard-{name}.{ending}" if _RESERVED.fullmatch(name) else f"{name}.{ending}"


def _columns(figures: Figures, text_for: Callable[[str], str]) -> dict[str, pa.Array]:
    """The columns of a file in their order: those that it needs, and those that hold anything; null for nothing.

    text_for : what a text of the scorecard is written as
    """
    values = _values(figures)
    columns = {name: _texts(figures, name, text_for) for name in TEXTS}
    columns |= {name: pa.array(getattr(figures, name), from_pandas=True) for name in FIGURE_COLUMNS}
    columns["value"] = values
    columns["decimals"] = _decimals(figures, values)
    columns["amber"] = _tolerances(figures)
    columns["key"] = _words(figures.key, ~figures.key, ["no", "yes"])
    ratings = [rating.word for rating in Rating]
    columns["published"] = _words(figures.published, figures.published == NOT_PUBLISHED, ratings)
    if (figures.polarity != Polarity.HIGHER).any():
        columns["polarity"] = _words(figures.polarity, None, [polarity.word for polarity in Polarity])
    said = {name for name, column in columns.items() if column.null_count < len(column)}
    return {name: columns[name] for name in ORDER if name in said or name in NEEDED}


def _texts(figures: Figures, name: str, text_for: Callable[[str], str]) -> pa.Array:
    """A column of texts, each different one once."""
    codes, texts = figures.codes(name)
    nothing = np.array([not text for text in texts], dtype=bool)[codes]
    return pa.DictionaryArray.from_arrays(pa.array(codes, mask=nothing), pa.array(map(text_for, texts), pa.string()))


def _words(codes: NDArray[np.generic], nothing: NDArray[np.bool_] | None, words: list[str]) -> pa.Array:
    """A column of words by their codes."""
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int32), mask=nothing), pa.array(words))


def _values(figures: Figures) -> pa.Array:
    """The values in digits, with as many decimals as they were typed with.

    A value that was made from its counts is null where its digits would say that somebody typed them: reading makes it
    again.
    """
    digits = _digits(figures.value)
    written = _decimals_in(digits)
    with np.errstate(divide="ignore", invalid="ignore"):
        made = figures.value == figures.scale * figures.numerator / figures.denominator
    padding = _PADDING.take(pa.array(written * (MOST_DECIMALS + 1) + figures.typed))
    digits = pc.binary_join_element_wise(digits, padding, "")
    digits = pc.if_else(pa.array(made & (written > figures.typed)), pa.scalar(None, pa.string()), digits)
    return pc.if_else(pa.array(figures.suppressed), SUPPRESSED, digits)


def _decimals(figures: Figures, values: pa.Array) -> pa.Array:
    """How many decimals figures are shown with, where the value does not say so itself."""
    unsaid = pc.is_null(values).to_numpy(zero_copy_only=False) | figures.suppressed
    expected = np.where(unsaid, SHOWN_WITHOUT_VALUE, figures.typed)
    said = (figures.decimals == expected) & (unsaid | (_decimals_in(values) == figures.typed))
    return pa.array(figures.decimals, mask=said)


def _tolerances(figures: Figures) -> pa.Array:
    """The indicators' own tolerances, as texts."""
    digits = _digits(figures.amber)
    in_per_cent = pc.binary_join_element_wise(digits, "%", "")
    return pc.if_else(pa.array(figures.amber_percent), in_per_cent, digits).dictionary_encode()


def _digits(figures: FloatArray) -> pa.Array:
    """Numbers as the fewest digits that read as the same number, without exponents; null for NaN.

    >>> _digits(np.array([82.5, 85.0, 1e15, 1e-7, np.nan])).to_pylist()
    ['82.5', '85', '1000000000000000', '0.0000001', None]
    """
    texts = pc.cast(pa.array(figures, from_pandas=True), pa.string())
    short = pc.match_substring(texts, "e").fill_null(False)
    whole = [np.format_float_positional(figure, trim="-") for figure in figures[short.to_numpy(zero_copy_only=False)]]
    return pc.replace_with_mask(texts, short, pa.array(whole, pa.string())) if whole else texts


def _decimals_in(digits: pa.Array) -> NDArray[np.int64]:
    """How many decimals are written, up to the most that are counted; 0 for null."""
    point = pc.find_substring(digits, ".").fill_null(-1).to_numpy().astype(np.int64)
    length = pc.binary_length(digits).fill_null(0).to_numpy()
    return np.where(point >= 0, np.minimum(length - point - 1, MOST_DECIMALS), 0)


def _written(column: pa.Array) -> list[str]:
    """A column as texts, '' for null."""
    numbers = pa.types.is_floating(column.type)
    texts = _digits(column.to_numpy(zero_copy_only=False)) if numbers else column.cast(pa.string())
    written: list[str] = texts.fill_null("").to_pylist()
    return written

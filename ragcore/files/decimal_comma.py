"""Figures with a comma as the decimal mark: found by evidence from the whole file, and told."""

from __future__ import annotations

import re
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from ragcore.figures import TEXTS
from ragcore.files.header import column_named
from ragcore.files.table import Table
from ragcore.problems import Problem, quoted, warning
from ragcore.vocabulary import vocabulary

_SIGN = r"[-+\u2212]?\s*[£€$]?\s*[-+\u2212]?"
_END = r"\s*%?"
_GROUPED = r"\d{1,3}(?:[. \u00a0]\d{3})+"
# 44,1 and 1.234,5 and 0,125: a comma that can be nothing but the decimal mark.
_COMMA = re.compile(rf"{_SIGN}(?:\d+,(?:\d\d?|\d{{4,}})|0,\d+|{_GROUPED},\d+){_END}")
# 44.1 and 1,234.5 and 1,234,567: one that can be nothing but a mark of thousands, or a point that is none.
_THOUSANDS = r"\d{1,3}(?:(?:,\d{3})+\.\d+|(?:,\d{3}){2,})"
_POINT = re.compile(rf"{_SIGN}(?:\d+\.(?:\d\d?|\d{{4,}})|0\.\d+|{_THOUSANDS}){_END}")
# 1.234: a mark of thousands where a comma is the decimal mark, else a point and three decimals.
_THREE = re.compile(rf"{_SIGN}[1-9]\d{{0,2}}\.\d{{3}}{_END}")
# Either, once the file has shown which: 1.234 is then 1234, and 1,234 a little more than 1.
_EITHER = re.compile(rf"{_SIGN}(?:{_GROUPED}|\d+)(?:,\d+)?{_END}")


def decimal_comma(table: Table) -> tuple[Table, list[Problem]]:
    """The table with points for decimal commas, where some figure shows that it has them and none that it has not.

    Names, ids and other columns of text stay as they are.
    """
    words = vocabulary().missing | vocabulary().suppressed
    places = [at for at, name in enumerate(table.header) if column_named(name) not in (*TEXTS, "comment")]
    different = {at: _different(table.cells[at]) for at in places}
    figures = {at: texts for at, texts in different.items() if _are_figures(texts, words)}
    every = [text for texts in figures.values() for text in texts]
    example = next(filter(_COMMA.fullmatch, every), None)
    if any(map(_POINT.fullmatch, every)):
        return table, []
    if example is None:
        return table, _three_told([text.strip() for text in every if text.strip().lower() not in words])
    changed = {at: texts for at, texts in figures.items() if any("," in text or "." in text for text in texts)}
    cells = list(table.cells)
    for at, texts in changed.items():
        cells[at] = _with(table.cells[at], {text: pointed(text) for text in texts})
    names = ", ".join(f"column {table.header[at] or at + 1}" for at in changed)
    told = f"The file has a comma as the decimal mark; {quoted(example)} was read as {pointed(example)}, and so on."
    return replace(table, cells=cells), [warning("W_DECIMAL_COMMA", names, told)]


def pointed(text: str) -> str:
    """A figure with a point for its decimal comma, and without its marks of thousands.

    >>> pointed("1.234,5"), pointed("-44,1 %"), pointed("n/a")
    ('1234.5', '-44.1 %', 'n/a')
    """
    plain = text.strip()
    if not _EITHER.fullmatch(plain):
        return text
    return re.sub(r"(?<=\d)[. \u00a0](?=\d)", "", plain).replace(",", ".")


def _three_told(figures: list[str]) -> list[Problem]:
    """What is told where all points of a file may be marks of thousands, and nothing shows whether they are."""
    pointed_at = next(filter(_THREE.fullmatch, figures), None)
    if pointed_at is None or any("," in text for text in figures):
        return []
    told = (
        "Every point in the figures stands before three digits; it was read as the decimal mark, so that "
        f"{quoted(pointed_at)} is a little more than {pointed_at.partition('.')[0]}; where it marks thousands, take it "
        "out."
    )
    return [warning("W_DECIMAL_POINT", "file", told)]


def _different(column: pa.Array) -> list[str]:
    """The different texts of a column."""
    found: list[str] = pc.unique(column).to_pylist() if pa.types.is_string(column.type) else _words(column)
    return found


def _words(column: pa.Array) -> list[str]:
    """The texts of a dictionary; none of a column of numbers."""
    return column.dictionary.to_pylist() if pa.types.is_dictionary(column.type) else []


def _are_figures(texts: list[str], words: frozenset[str]) -> bool:
    """Whether all texts are figures, or words for none."""
    plain = [text.strip() for text in texts]
    return all(
        text.lower() in words or _EITHER.fullmatch(text) or _POINT.fullmatch(text) or text.replace(",", "").isdigit()
        for text in plain
    )


def _with(column: pa.Array, instead: dict[str, str]) -> pa.Array:
    """A column with other texts."""
    coded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    words = pa.array([instead[text] for text in coded.dictionary.to_pylist()], pa.string())
    return words.take(coded.indices)

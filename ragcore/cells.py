"""What a cell says: a number as people write it, nothing, something suppressed, yes or no."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass

from ragcore.rounding import decimals_typed
from ragcore.vocabulary import vocabulary

# Larger than any figure of a public body, small enough that sums and squares stay finite.
LARGEST = 1e15
# Below any digit that a figure is shown with, above the noise of sums of spreadsheets.
SMALLEST = 1e-15

_NUMBER = re.compile(r"[-+]?(?=\.?\d)(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:e[-+]?\d{1,3})?", re.ASCII | re.IGNORECASE)


class CellError(ValueError):
    """A cell does not say what its column needs; the code is that of the problem, the text completes a sentence."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Number:
    """A number from a cell: NaN where it says that there is none; decimals : how many it was typed with."""

    value: float
    decimals: int = 0
    suppressed: bool = False
    percent: bool = False


def number(text: str) -> Number:
    """Read a number: '1,234.5', '85%', '£12', '-3', or a word for none. Raises CellError for anything else.

    >>> number("1,234.50"), number(" 85% ").percent, number("c").suppressed
    (Number(value=1234.5, decimals=2, suppressed=False, percent=False), True, True)
    """
    plain = plain_text(text)
    low = plain.lower()
    words = vocabulary()
    if low in words.missing:
        return Number(math.nan)
    if low in words.suppressed:
        return Number(math.nan, suppressed=True)
    percent = plain.endswith("%")
    figure = plain.removesuffix("%").strip()
    sign = "-" if figure.startswith("-") else ""
    figure = figure.removeprefix("-").removeprefix("£").strip()
    if not _NUMBER.fullmatch(sign + figure):
        raise CellError("E_NOT_A_NUMBER", "is not a number; write it in digits, or leave the cell empty")
    value = float(sign + figure.replace(",", ""))
    if not abs(value) <= LARGEST:
        raise CellError("E_OUT_OF_RANGE", f"is out of range; no figure may be larger than {LARGEST:,.0f}")
    # What is left of a sum that should be zero is zero, so that it rates as one; a minus zero is a zero.
    value = value + 0.0 if abs(value) >= SMALLEST else 0.0
    return Number(value, decimals_typed(figure.replace(",", "")), percent=percent)


def yes_or_no(text: str) -> bool:
    """Read a yes or a no. Raises CellError for anything else.

    >>> yes_or_no("Yes"), yes_or_no("")
    (True, False)
    """
    low = plain_text(text).lower()
    words = vocabulary()
    if low in words.yes or low in words.no:
        return low in words.yes
    raise CellError("W_KEY", "is neither yes nor no; it was read as no")


def plain_text(text: str) -> str:
    r"""A cell with plain spaces, digits and minus signs, whatever the program that wrote it preferred.

    >>> plain_text("\u22125\u00a0"), plain_text("\uff18\uff15")
    ('-5', '85')
    """
    return "".join(map(_plain, text)).strip()


def _plain(character: str) -> str:
    """One character as ASCII has it; a raised digit stays what it is, because it marks a footnote."""
    if "\uff01" <= character <= "\uff5e":
        return chr(ord(character) - 0xFEE0)
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    return {"\u2212": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " "}.get(character, character)

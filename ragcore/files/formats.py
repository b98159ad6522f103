"""Number formats of spreadsheets: what they make of a number, as far as that changes what it says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

# What a section of a format shows as it stands: a text in quotation marks, a character behind a backslash.
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
_ASIDE = re.compile(r"[_*].|\[[^\]]*\]")
_DIGIT = re.compile(r"[0#?@]|general", re.IGNORECASE)
_SCALED = re.compile(r"[0#?](,+)(?![0#?,])")


class Form(Enum):
    """How a spreadsheet shows a number, as far as it changes what the number says."""

    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"
    MONTH = "month"
    YEAR = "year"
    MOMENT = "moment"
    TIME = "time"
    SECONDS = "seconds"
    SPAN = "span"


@dataclass(frozen=True)
class Look:
    """How a format shows a number.

    decimals : how many of them at least
    digits : how many before the point at least, where there is nothing else to the format, as in numbers of things
    scale : by what the number is divided
    text : what stands instead of the number; None where that is shown
    """

    form: Form
    decimals: int = 0
    digits: int = 0
    scale: int = 1
    text: str | None = None


@lru_cache
def look_of(code: str, sign: int = 1) -> Look:
    """How a number format shows a number that is negative, zero or positive (-1, 0, 1); it is looked at once.

    >>> look_of("0.00").decimals, look_of("000").digits, look_of("#,##0,").scale, look_of('0;-0;"n/a"', 0).text
    (2, 3, 1000, 'n/a')
    """
    section = _section(code, sign)
    form = form_of(section)
    if form != Form.NUMBER:
        return Look(form)
    bare = _ASIDE.sub("", _LITERAL.sub("", section))
    if code and not _DIGIT.search(bare) and "[" not in section:
        return Look(form, text=_ASIDE.sub("", _LITERAL.sub(r"\1\2", section)).strip())
    scaled = _SCALED.search(bare)
    digits = len(bare) if re.fullmatch("0{2,9}", bare) and bare == section else 0
    return Look(form, decimals_of(code), digits, 1000 ** len(scaled[1]) if scaled else 1)


def _section(code: str, sign: int) -> str:
    """The part of a format that is for numbers of this sign; the first where they are told apart in other ways."""
    # What is quoted or escaped may hold a semicolon, and ends no section.
    sections = re.findall(r'(?:"[^"]*"|\\.|[^;])*(?:;|$)', code)
    sections = [section.removesuffix(";") for section in sections]
    if sections[-1:] == [""] and not code.endswith(";"):
        sections.pop()
    at = {-1: 1, 0: 2}.get(sign, 0)
    conditional = re.search(r"\[[<>=]", code)
    return sections[at] if at < len(sections) and not conditional else sections[0] if sections else ""


def decimals_of(code: str) -> int:
    r"""How many decimals a number format always shows, of a number that is not negative; at most 9.

    >>> [decimals_of(code) for code in ("0.00", "#,##0", "0.0##", "General", '0" (0.00)"', "0.0;-0.000")]
    [2, 0, 1, 0, 0, 1]
    """
    bare = re.sub(r'"[^"]*"|\\.|[_*].|\[[^\]]*\]', "", code).partition(";")[0]
    found = re.search(r"\.(0+)", bare)
    return min(len(found[1]), 9) if found else 0


def form_of(code: str) -> Form:
    r"""How a number format shows a number.

    >>> [form_of(code).value for code in ("0.0%", "dd/mm/yyyy", "mmm-yy", "[h]:mm", "#,##0.00", "General", '0"d"')]
    ['percent', 'date', 'month', 'span', 'number', 'number', 'number']
    """
    bare = re.sub(r'"[^"]*"|\\.|[_*].', "", code)
    span = re.search(r"\[(h+|m+|s+)\]", bare, re.IGNORECASE)
    bare = re.sub(r"\[[^\]]*\]", "", bare).partition(";")[0].lower()
    if "%" in bare:
        return Form.PERCENT
    if span:
        return Form.SPAN
    if "general" in bare or re.search(r"[0#?@]", re.sub(r"s\.?0+", "", bare)):
        return Form.NUMBER
    clock = Form.SECONDS if "s" in bare else Form.TIME if "h" in bare else None
    days = re.sub(r"am/pm|a/p|h+[:.]?m+|m+[:.]?s+", "", bare)
    if clock:
        return Form.MOMENT if re.search(r"[dy]", days) else clock
    if "d" in days:
        return Form.DATE
    return Form.MONTH if "m" in days else Form.YEAR if "y" in days else Form.NUMBER

"""What a cell says: a number as people write it, nothing, something suppressed, yes or no."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass, replace

from ragcore.limits import Polarity
from ragcore.marks import Legend, usual
from ragcore.rounding import MOST_DECIMALS, decimals_typed
from ragcore.text import without_hidden
from ragcore.units import is_unit
from ragcore.vocabulary import vocabulary

# Larger than any figure of a public body, small enough that sums and squares stay finite.
LARGEST = 1e15
# Below any digit that a figure is shown with, above the noise of sums of spreadsheets.
SMALLEST = 1e-15
# No number is written as long as this; a longer text is a sentence, whatever it holds.
LONGEST = 400

# Most figures, so that they need no second look.
_SIMPLE = re.compile(r"-?\d{1,14}(?:\.(\d{1,25}))?", re.ASCII)
_DIGITS = r"(?=\.?\d)(?:[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,2}(?: \d{3})+|\d+)?(?:\.\d*)?(?:e[-+]?\d{1,3})?"
_FIGURE = re.compile(
    rf"(?P<sign>[-+]?)\s?(?P<money>£?)\s?(?P<second>[-+]?)(?P<digits>{_DIGITS})"
    r"(?:\s?(?P<scale>k|m|mn|bn|thousand|million|billion)(?![a-z]))?\s?(?P<percent>%?)\s*(?P<rest>.*)",
    re.ASCII | re.IGNORECASE | re.DOTALL,
)
_BRACKETS = re.compile(r"\(\s*(?P<inside>[^()]+?)\s*\)(?P<percent>%?)")
# Footnotes, and what a statistician adds to a figure: provisional, revised, estimated, of low reliability.
_FOOTNOTE = re.compile(
    r"(.*?)(?P<note>\s?[*†‡§#]+|\s?[¹²³⁰⁴-⁹ᵖʳᵉ]+|\s?\[(?:[befpru]|\d{1,2}|note \d{1,2})\]"
    r"|\s?\((?:[befpru]|\d|note \d{1,2}|prov|provisional|rev|revised|est|estimated?)\)|(?<=\d)r)",
    re.IGNORECASE | re.DOTALL,
)
_BOUND = re.compile(
    r"(?:(?P<least>>=|=>|[≥⩾>]|(?:min(?:imum)?|at least|no less than)\b)"
    r"|(?P<most><=|=<|[≤⩽<]|(?:max(?:imum)?|at most|no more than)\b))\s*(?P<figure>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_SMALL_NUMBER = re.compile(r"(?:[<≤⩽]|<=|=<)\s*\d{1,3}(?:\.\d+)?\s*%?")
_DASHES = ("\u2010", "\u2011", "\u2012", "\u2013", "\u2014")
_POWERS = {"k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "bn": 9, "billion": 9}
_SCALES = {3: "thousands", 6: "millions", 9: "billions"}
_PER_CENT = frozenset({"per cent", "percent", "pct"})
# What a cell is that is no number, where more can be said of it.
_KINDS = (
    (re.compile(r"\d{1,3}:\d{2}(?::\d{2})?"), "is a time, not a number"),
    (re.compile(r"\S*\d\s?(?:-|–|—|to)\s?[£\d]\S*", re.IGNORECASE), "is a range, not a number"),
    (re.compile(r"[-+£]*\d[\d,]*,\d[\d,]*"), "is not a number: its comma may be for thousands or for decimals"),
)
_LATER = re.compile(
    r"(?:awaiting|reports? in|reported in|available (?:in|from)|due (?:in|by)|not yet|data (?:not|due))\b.*"
)

# What a spreadsheet shows in the place of a figure: '#DIV/0!' and its like, and LibreOffice's 'Err:502'.
_FORMULA_ERROR = re.compile(r"#[a-z][a-z/0]*[!?]|#?div/0!?|#n/a|#getting_data|err:\d{3}")
_TOO_NARROW = re.compile("#{2,}")


class CellError(ValueError):
    """A cell does not say what its column needs; the code is that of the problem, the text completes a sentence."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Number:
    """A number from a cell: NaN where it says that there is none.

    decimals : how many it was typed with
    percent : whether it has the sign for per cent; unit : what stands beside it otherwise ('£', 'days')
    better : which way is better by the sign before it: HIGHER for '≥85', LOWER for '≤5'; None without a sign
    power : the power of ten that its word for thousands, millions or billions stands for; 0 for none
    mark : what stands in the place of a number, in lower case; '' where there is one, and in an empty cell
    cleaned : what the number has that a person might read otherwise ('a footnote mark'); '' for nothing
    """

    value: float
    decimals: int = 0
    suppressed: bool = False
    percent: bool = False
    unit: str = ""
    better: Polarity | None = None
    power: int = 0
    mark: str = ""
    cleaned: str = ""

    @property
    def formula_error(self) -> bool:
        """Whether a spreadsheet could not work the number out."""
        return bool(_FORMULA_ERROR.fullmatch(self.mark))

    @property
    def too_narrow(self) -> bool:
        """Whether a spreadsheet's column was too narrow to show the number."""
        return bool(_TOO_NARROW.fullmatch(self.mark))


def number(text: str, legend: Legend | None = None) -> Number:
    """Read a number: '1,234.5', '85%', '£1.2m', '(12)', or a mark for none. Raises CellError for anything else.

    legend : what the marks of the file mean; as usual where it is None

    >>> number("1,234.50").value, number(" 85% ").percent, number("c").suppressed
    (1234.5, True, True)
    >>> number("31 days").value, number("31 days").unit, number("85 (p)").cleaned
    (31.0, 'days', 'a footnote mark')
    """
    simple = _SIMPLE.fullmatch(text)
    if simple:
        return Number(_plainly(float(text)), min(MOST_DECIMALS, len(simple[1] or "")))
    marks = legend or usual()
    plain = plain_text(text)
    low = " ".join(plain.lower().split())
    if low in marks.suppressed or _SMALL_NUMBER.fullmatch(low):
        return Number(math.nan, suppressed=True, mark=low)
    if low in marks.missing or any(pattern.fullmatch(low) for pattern in (_LATER, _FORMULA_ERROR, _TOO_NARROW)):
        return Number(math.nan, mark=low)
    return _figure(text, plain)


def target(text: str, legend: Legend | None = None) -> Number:
    """Read a target: a number, one with a sign such as '≥85%' or 'max 5', or a word that says that there is none.

    >>> target(">=85%").value, target(">=85%").cleaned, target("Monitor only").mark
    (85.0, "the sign '>='", 'monitor only')
    >>> target("max 5").better
    <Polarity.LOWER: 2>
    """
    plain = plain_text(text)
    low = " ".join(plain.lower().split())
    if low in vocabulary().no_target:
        return Number(math.nan, mark=low)
    bound = _BOUND.fullmatch(plain)
    if not bound:
        return number(text, legend)
    sign, better = (bound["least"], Polarity.HIGHER) if bound["least"] else (bound["most"], Polarity.LOWER)
    what = "word" if sign[0].isalpha() else "sign"
    return replace(_figure(text, bound["figure"], [f"the {what} '{sign}'"]), better=better)


def _figure(text: str, plain: str, cleaned: list[str] | None = None) -> Number:
    """Read what is no mark. Raises CellError where it is no number."""
    cleaned = cleaned or []
    if not text.isascii() and any(character.isdecimal() and not character.isascii() for character in text):
        cleaned.append("digits of another script")
    found = _FIGURE.fullmatch(_undressed(plain, cleaned)) if len(plain) <= LONGEST else None
    if not found or (found["sign"] and found["second"]) or not _known(found["rest"], found["percent"]):
        what = next((said for pattern, said in _KINDS if pattern.fullmatch(plain)), "is not a number")
        raise CellError("E_NOT_A_NUMBER", f"{what}; write it in digits, or leave the cell empty")
    power = _POWERS.get((found["scale"] or "").lower(), 0)
    if power:
        cleaned.append(f"'{found['scale']}' for {_SCALES[power]}")
    if " " in found["digits"]:
        cleaned.append("spaces between thousands")
    unit, percent = found["money"], bool(found["percent"])
    if found["rest"]:
        unit = found["rest"].lower()
        percent = unit in _PER_CENT
        if not percent:
            cleaned.append(f"its unit '{unit}'")
    digits = re.sub("[, ]", "", found["digits"])
    value, decimals = _scaled(found["sign"] + found["second"] + digits, power)
    unit = "" if percent else unit
    return Number(value, decimals, percent=percent, unit=unit, power=power, cleaned=" and ".join(cleaned))


def _undressed(plain: str, cleaned: list[str]) -> str:
    """A figure without what people put around it; what that was is added to a list."""
    body = plain
    if body.startswith("'"):
        cleaned.append("an apostrophe before it")
        body = body[1:].lstrip()
    if body.startswith(_DASHES):
        cleaned.append("a dash for a minus")
        body = f"-{body[1:].lstrip()}"
    noted = _FOOTNOTE.fullmatch(body)
    if noted and noted[1].strip():
        cleaned.append("a footnote mark")
        body = noted[1].strip()
    inside = _BRACKETS.fullmatch(body)
    if inside and inside["inside"][0] not in "-+":
        cleaned.append("brackets for a minus")
        body = f"-{inside['inside']}{inside['percent']}"
    return body


def _known(rest: str, percent: str) -> bool:
    """Whether what follows the digits is a unit, or nothing."""
    return not rest or (not percent and is_unit(rest))


def _scaled(digits: str, power: int) -> tuple[float, int]:
    """The value of digits times a power of ten, without noise, and its decimals. Raises CellError out of range."""
    mantissa, _, exponent = digits.lower().partition("e")
    scaled = f"{mantissa}e{int(exponent or 0) + power}" if power else digits
    value = float(scaled)
    if not abs(value) <= LARGEST:
        raise CellError("E_OUT_OF_RANGE", f"is out of range; no figure may be larger than {LARGEST:,.0f}")
    return _plainly(value), decimals_typed(scaled)


def _plainly(value: float) -> float:
    """What is left of a sum that should be zero is zero, so that it rates as one; a minus zero is a zero."""
    return value + 0.0 if abs(value) >= SMALLEST else 0.0


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
    if text.isascii():
        return text.strip()
    return "".join(map(_plain, without_hidden(text))).strip()


def _plain(character: str) -> str:
    """One character as ASCII has it; a raised digit stays what it is, because it marks a footnote."""
    if character.isascii():
        return character
    if "\uff01" <= character <= "\uff5e":
        return chr(ord(character) - 0xFEE0)
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    if unicodedata.category(character) == "Zs":
        return " "
    return {"\u2212": "-", "\u2018": "'", "\u2019": "'", "\uffe1": "£", "\u066b": ".", "\u066c": ","}.get(
        character, character
    )

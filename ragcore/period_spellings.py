"""The spellings of a period in use, as patterns whose named parts are read, and written again for another period."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import product

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
# In England, roughly: three terms of four months, so that each begins where the last one ended.
TERMS = {"autumn": 9, "spring": 1, "summer": 5}
ORDINALS = ("1st", "2nd", "3rd", "4th")
ORDINAL_WORDS = ("first", "second", "third", "fourth")
# No spelling is as long as this; a longer text is a sentence.
LONGEST = 80

_NAMES = "|".join(rf"{month[:3]}(?:{month[3:]})?" for month in MONTHS).replace("(?:)?", "").replace(
    "sep(?:tember)?", "sept?(?:ember)?"
)  # fmt: skip
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?P<calendar>\d{4})"
_ANY_YEAR = r"(?P<calendar>\d{4}|\d{2})"
# Whole dates, the day before the month where both are numbers.
_DATES = (
    rf"{_DAY}(?:st|nd|rd|th)?(?:\s+of)?[\s/-]+(?P<name>{_NAMES})\.?,?[\s/-]+{_ANY_YEAR}",
    rf"(?P<name>{_NAMES})\.?\s+{_DAY}(?:st|nd|rd|th)?,?\s+{_YEAR}",
    rf"{_YEAR}[-/](?P<month>\d{{2}})[-/](?P<day>\d{{2}})(?:[T\s]\d{{2}}:\d{{2}}(?::\d{{2}}(?:\.\d{{1,9}})?)?Z?)?",
    rf"{_DAY}\s?[-/.]\s?(?P<month>\d{{1,2}})\s?[-/.]\s?{_ANY_YEAR}(?:\s\d{{2}}:\d{{2}}(?::\d{{2}})?)?",
    r"(?P<calendar>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})",
)
_MONTHS = (
    rf"(?P<name>{_NAMES})\.?[-–/,_\s]*{_YEAR}",
    rf"(?P<name>{_NAMES})\.?\s?[-–/'\u2019_\s]\s?(?P<calendar>\d{{2}})",
    rf"{_YEAR}[-/_\s](?P<name>{_NAMES})",
    rf"{_YEAR}[-/](?P<month>\d{{2}})",
    rf"(?P<month>\d{{1,2}})[-/]{_YEAR}",
    r"(?P<calendar>(?:19|20)\d{2})(?P<month>\d{2})",
)
_JOINED = r"\s?[-/–—_]\s?"
_FINANCIAL = r"(?:(?P<mark>fy|f/y|fin(?:ancial|\.)?\s?year(?:\sending)?)\s?)"
_ACADEMIC = r"(?:(?P<mark>ay|a/y|academic\s?year|school\s?year)\s?)"
_TWO_YEARS = (
    rf"(?P<year>\d{{4}})(?:{_JOINED}|\sto\s)(?P<next>\d{{4}}|\d{{2}})",
    r"(?P<year>\d{4})(?P<next>\d{4}|\d{2})",
    rf"(?P<year>\d{{2}}){_JOINED}(?P<next>\d{{2}})",
)
_YEAR_ENDS = r"fy\s?['\u2019]?(?P<ends>\d{4}|\d{2})"
_PARTS = (
    r"q(?:uarter|tr)?\.?\s?(?P<quarter>[1-4])",
    rf"(?P<ordinal>{'|'.join(ORDINALS + ORDINAL_WORDS)})\s(?:quarter|qtr)",
    r"h(?:alf(?:[\s-]year)?)?\s?(?P<half>[12])",
    r"(?P<term>autumn|spring|summer)\sterm",
    r"(?:m|month|p|period)\s?(?P<nth>0?[1-9]|1[0-2])",
)
# The months of a quarter beside it: they are held to it.
_GLOSS = rf"(?:\s?\((?P<since>{_NAMES})\s?(?:[-–—]|to)\s?(?P<until>{_NAMES})\))?"
_BETWEEN = r"(?:\s?[;,:/–—-]\s?|\s?(?:of|in)?\s?)"
_SPAN = r"\s?(?:[-–—]|to)\s?"
_REVISED = (
    r"(?:\s?[\[(](?:p|r|e|ot|rev|revised|prov|provisional|final|est|estimated?|outturn)[\])]"
    r"|\s(?:rev|revised|prov|provisional|final|outturn)|(?<=\d)[pr]|\s?[*†‡])?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|satur|sat|sun)(?:day)?,?\s)?"
_AT = r"(?:(?:(?:position|snapshot|data)\s)?(?:as\s)?(?:at|of|on)\s|snapshot\s)?"
_ENDING = r"(?:rolling\s|the\s)?(?:(?:12|twelve)\smonths?|year|yr|y/?e)(?:\s(?:to|ending|ended|end))?:?\s"
_TO_DATE = r"(?:ytd|year\sto\sdate)[\s:,–-]+"


@cache
def _forms() -> tuple[tuple[str, str], ...]:
    """Every form in the order in which it is tried, with what its period is."""
    numbered = [
        ("financial", order)
        for years, part in product((*(rf"{_FINANCIAL}?{form}" for form in _TWO_YEARS), _YEAR_ENDS), _PARTS)
        for order in (
            rf"{years}{_BETWEEN}{part}{_GLOSS}",
            rf"{part}{_GLOSS}{_BETWEEN}{years}",
            rf"{part}{_BETWEEN}{years}{_GLOSS}",
        )
    ]
    calendar = [
        ("calendar", order)
        for part in _PARTS[:-1]
        for order in (rf"{_YEAR}{_BETWEEN}{part}{_GLOSS}", rf"{part}{_GLOSS}{_BETWEEN}{_YEAR}")
    ]
    years = [
        ("financial", rf"{_FINANCIAL}?{_TWO_YEARS[0]}"),
        *(("financial", rf"{_FINANCIAL}{form}") for form in _TWO_YEARS[1:]),
        ("financial", _TWO_YEARS[1]),
        ("financial", _YEAR_ENDS),
        ("financial", rf"{_TWO_YEARS[0]}\s(?:financial\syear|full\syear)"),
        *(("academic", rf"{_ACADEMIC}{form}") for form in _TWO_YEARS),
        ("academic", rf"{_TWO_YEARS[0]}\s(?:academic|school)\syear"),
        ("several", r"(?P<first>\d{4})[-–](?P<last>\d{2}|\d{4})"),
        ("several", r"(?P<year>\d{4})/(?P<next>\d{2})\s?[-–]\s?(?:\d{2})?(?P<year2>\d{2})/(?P<next2>\d{2})"),
    ]
    ranges = [
        ("financial", rf"(?P<since>{_NAMES}){_SPAN}(?P<until>{_NAMES})\s{_FINANCIAL}?{_TWO_YEARS[0]}"),
        ("financial", rf"{_FINANCIAL}?{_TWO_YEARS[0]}\s(?P<since>{_NAMES}){_SPAN}(?P<until>{_NAMES})"),
        ("range", rf"(?P<since>{_NAMES})(?:\s(?P<from>\d{{4}}))?{_SPAN}(?P<until>{_NAMES})\s{_YEAR}"),
        ("range", rf"{_YEAR}\s(?P<since>{_NAMES}){_SPAN}(?P<until>{_NAMES})"),
    ]
    ended = [
        form
        for points in (_DATES, _MONTHS)
        for point in points
        for form in (
            ("year to date", rf"{_TO_DATE}(?:to\s)?{point}"),
            ("year to date", rf"{point}[\s,]+\(?(?:ytd|year\sto\sdate)\)?"),
            ("rolling", rf"{_ENDING}{point}"),
        )
    ]
    weeks = [
        form
        for point in _DATES
        for form in (
            ("week", rf"(?:week\s(?:ending|ended|to)|w/?e):?\s{_WEEKDAY}{point}"),
            ("week", rf"(?P<begins>week\s(?:commencing|beginning|starting|of)|w/?[cb]):?\s{_WEEKDAY}{point}"),
        )
    ]
    return (
        *years[:1],
        *(("point", point) for point in _MONTHS[:5]),
        *(("point", rf"{_AT}{_WEEKDAY}{point}") for point in _DATES),
        *numbered,
        *calendar,
        *years[1:],
        ("point", _MONTHS[5]),
        ("calendar", rf"(?:(?:cy|calendar\syear|reporting\syear|year)\s?)?{_YEAR}"),
        *ranges,
        *ended,
        *weeks,
        ("week", rf"{_YEAR}[-\s]?w(?:eek)?\s?(?P<week>\d{{1,2}})"),
        ("week", rf"w(?:ee)?k\s(?P<week>\d{{1,2}}),?\s{_YEAR}"),
        # A code of the sender with a month in it.
        ("point", rf"[a-z]{{2,20}}[-_](?P<name>{_NAMES})[-_]{_YEAR}"),
    )


@cache
def _pattern(form: str) -> re.Pattern[str]:
    """The pattern of a form, made when it is first tried: most files need only a few."""
    return re.compile(rf"\s*(?:{form}){_REVISED}\s*", re.IGNORECASE | re.ASCII)


def spelt(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Each way in which a text is the spelling of a period: what kind of one, and its parts by name.

    >>> [(kind, found.groupdict()) for kind, found in spelt("Sep 2016 (p)")]
    [('point', {'name': 'Sep', 'calendar': '2016'})]
    """
    if len(text) <= LONGEST:
        for kind, form in _forms():
            found = _pattern(form).fullmatch(text)
            if found:
                yield kind, found


def month_of(name: str) -> int:
    """The number of a month by its name, whole or shortened.

    >>> month_of("Sept")
    9
    """
    return [month[:3] for month in MONTHS].index(name[:3].lower()) + 1


def rewritten(found: re.Match[str], parts: dict[str, int | str]) -> str:
    """The text of a match with other parts, each in the style of what stood there.

    parts : for each name a number, or for a term its name; months are numbers

    >>> [found] = [found for _, found in spelt("SEP-16")]
    >>> rewritten(found, {"name": 1, "calendar": 2017})
    'JAN-17'
    """
    text = found.string
    places = sorted(((found.span(name), name) for name in found.groupdict() if found[name]), reverse=True)
    for (begin, end), name in places:
        if name in parts:
            text = text[:begin] + _in_style(text[begin:end], parts[name], name) + text[end:]
    return text


def _in_style(old: str, new: int | str, name: str) -> str:
    """One part as its predecessor was written: its digits, its length, its capitals."""
    if name == "ordinal":
        new = (ORDINALS if old[0].isdigit() else ORDINAL_WORDS)[int(new) - 1]
    elif name in {"name", "since", "until"}:
        month = MONTHS[int(new) - 1]
        new = month[:3] if len(old) == len("sep") else month
    if isinstance(new, int):
        return f"{new % 10 ** max(2, len(old)):0{len(old)}d}"
    return new.upper() if old.isupper() else new.capitalize() if old[0].isupper() else new


def full_year(digits: str) -> int:
    """A year of four digits, or of two: 70 to 99 are of the last century.

    >>> full_year("2016"), full_year("16"), full_year("99")
    (2016, 2016, 1999)
    """
    year = int(digits)
    return year if len(digits) == len("2016") else year + (1900 if year >= 70 else 2000)

"""The marks that stand where a figure should: what the vocabulary and the file's own legend say of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache

from ragcore.vocabulary import vocabulary

# The first year in which the Department for Education's x no longer hides a small number.
MODERN_YEAR = 2019
# Marks that stood beside an x for a small number; the department uses others now.
OLD_MARKS = frozenset({".", ".."})
# A legend is a few lines; a page of prose is none.
LONGEST_NOTE = 4000
MOST_OF_NOTES = 40_000

_WORDS = r"denotes?|means?|indicates?|represents?|signif(?:y|ies)|stands for|is used (?:for|to \w+)|refers to|is|are"
_MARK = (
    r"[\"'\u2018\u201c]?(?P<mark>\[[a-z]{1,4}\]|\([a-z]\)|[a-z]{1,4}|n/a|[*~:.†#-]|[-\u2013\u2014]|\.{2,3}|[<≤]\s?\d{1,2})"
    r"[\"'\u2019\u201d]?"
)
_ENTRY = re.compile(
    rf"{_MARK}(?:\s*(?P<sign>=|:|-|–|—)\s*|\s+(?P<word>{_WORDS})\s+|\s+)(?P<meaning>\S.*)", re.IGNORECASE
)
_SHOWN = re.compile(
    r"(?:suppress|confidential|disclos|withh[eo]ld|fewer than|less than|or (?:less|fewer)|small (?:number|count))"
    r".{0,80}?(?:marked|shown|replaced|represented|denoted|indicated|displayed|reported)\s(?:by|with|as)\s"
    rf"(?:an?\s|the (?:symbol|letter)\s)?{_MARK}(?![a-z])",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\s*(?:key|legend|symbols?(?: used)?|notes?|conventions?|shorthand|figures? marked|values? marked|cells? marked)"
    r"(?:\s*[:\-–]\s*|\s+(?=\S))",
    re.IGNORECASE,
)
# One entry of a legend ends where a sentence does, or where a comma is followed by the next one.
_ENDS = re.compile(
    rf"[;\n|]|(?<=[a-z\d)])\.\s+(?=\S)|,\s*(?:and\s+)?(?=\S{{1,6}}\s*(?:=|:\s|\s(?:{_WORDS})\s))", re.IGNORECASE
)
_HIDDEN = re.compile(r"suppress|confidential|disclos|withh[eo]ld|redact|protect|identif", re.IGNORECASE)
_NONE = re.compile(
    r"not\s(?:yet\s)?(?:available|applicable|collected|relevant|reported|recorded|known|measured|published)|unavailable"
    r"|no\s(?:data|figures?|cases|value)|missing|round|half|negligible|reliab|nil|zero|\bn/a\b",
    re.IGNORECASE,
)
_SMALL = re.compile(
    r"fewer|less than|under|below|between|[<≤]|or (?:less|fewer)|\b[01] (?:to|-) \d|small", re.IGNORECASE
)
_OLD = f"'x' was read as a suppressed figure, as the Department for Education used it before {MODERN_YEAR}."
_MODERN = (
    f"'x' was read as not available and not as suppressed, as the Department for Education has used it since "
    f"{MODERN_YEAR}; where it is suppressed, write 'x = suppressed' below the table."
)


@dataclass(frozen=True)
class Legend:
    """What the marks of one file mean, every mark in lower case.

    missing, suppressed : the marks, none in both
    told : a sentence on what was read from the file's own legend, or assumed without one; '' where there is nothing
        to tell
    """

    missing: frozenset[str]
    suppressed: frozenset[str]
    told: str = ""


@cache
def usual() -> Legend:
    """The meaning of marks where a file says nothing of them.

    >>> "c" in usual().suppressed, "x" in usual().missing
    (True, True)
    """
    return Legend(vocabulary().missing, vocabulary().suppressed)


def legend_of(notes: Iterable[str], latest_year: int | None = None, seen: Collection[str] | None = None) -> Legend:
    """What the marks of a file mean: as its own legend says, else as is usual.

    notes : what stands above and below the table
    latest_year : the year in which the latest period ends, where it is known
    seen : what stands in the cells for figures, in any case: only these marks are told; None where that is
        not known

    >>> legend_of(["x = number less than or equal to 5", ". = not applicable"]).told
    "By the file's own legend, 'x' is a suppressed figure and '.' is no figure."
    >>> legend_of([], latest_year=2014, seen={"x"}).told
    "'x' was read as a suppressed figure, as the Department for Education used it before 2019."
    """
    there = None if seen is None else {mark.strip().lower() for mark in seen}
    own = {mark: hidden for mark, hidden in _own(notes).items() if there is None or mark in there}
    told = []
    if own:
        said = [f"'{mark}' is {'a suppressed figure' if hidden else 'no figure'}" for mark, hidden in own.items()]
        told.append(f"By the file's own legend, {' and '.join(filter(None, [', '.join(said[:-1]), said[-1]]))}.")
    if "x" not in own and (there is None or "x" in there):
        old = latest_year < MODERN_YEAR if latest_year else not OLD_MARKS.isdisjoint(there or ())
        own |= {"x": True} if old else {}
        told += [_OLD] if old else [_MODERN] if there else []
    hidden = {mark for mark, suppressed in own.items() if suppressed}
    missing = {mark for mark, suppressed in own.items() if not suppressed}
    return Legend(usual().missing - hidden | missing, usual().suppressed - missing | hidden, " ".join(told))


def _own(notes: Iterable[str]) -> dict[str, bool]:
    """The marks of which the notes say what they mean, each with whether it hides a figure."""
    found: dict[str, bool] = {}
    left = MOST_OF_NOTES
    for note in notes:
        left -= len(note)
        if left < 0:
            break
        for entry in _ENDS.split(re.sub(r"[^\S\n]+", " ", note[:LONGEST_NOTE])):
            told = _entry(_TITLE.sub("", entry, count=1).strip())
            shown = None if told else _SHOWN.search(entry)
            mark, hidden = (shown["mark"], True) if shown else told or ("", False)
            # The first that is said of a mark counts; no mark is a word of prose.
            if mark:
                found.setdefault(mark.lower(), hidden)
    return found


def _entry(text: str) -> tuple[str, bool] | None:
    """A mark and whether it hides a figure; None where a text is no entry of a legend."""
    entry = _ENTRY.fullmatch(text)
    if not entry:
        return None
    mark, meaning = entry["mark"], entry["meaning"]
    word = mark.isalpha()
    # 'A suppressed figure ...' and 'This is ...' are prose: a word needs a sign, a letter at least a verb or nothing.
    if word and not entry["sign"] and (len(mark) > 1 or mark.lower() in {"a", "i"}):
        return None
    if _HIDDEN.search(meaning):
        return mark, True
    if _NONE.search(meaning):
        return mark, False
    return (mark, True) if _SMALL.search(meaning) else None

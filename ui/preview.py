"""What is shown of a file that is not open yet: the sentence, the cells of its table, published ratings beside ours."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from ragcore.figures import NOT_PUBLISHED
from ragcore.problems import ERROR, NOTE, WARNING, Problem, is_error, quoted
from ragcore.published import contradiction
from ragcore.rating import Rating
from ragcore.reading import MOST_SHOWN, Reading
from ragcore.scorecard import Scorecard
from ui import words

MOST_CHARACTERS_OF_PROBLEMS = 200
# The frame's own columns; those of the file have names of scorecards, and what is not read has a number.
ROW, PROBLEMS, UNREAD = "row in file", "problems", "unread"
OFFERED = "target"
_OF_COLUMNS = ("E_NOT_A_SCORECARD", "E_MISSING_COLUMN", "E_DUPLICATE_HEADER")
FIRST = ("indicator", "value", "target", "period", "area", "published")
PUBLISHED_DIFFERS = "W_PUBLISHED_DIFFERS"

# A quoted text, and what was made of it.
_EXAMPLE = re.compile(r"(?:,? such as|:) '.*'(?: (?:as|is) .+?)?(?=[.;,](?:\s|$))")
_LEVELS = (ERROR, WARNING, NOTE)


def worst_first(problems: list[Problem]) -> list[Problem]:
    """Errors before warnings, and these before notes."""
    return sorted(problems, key=lambda problem: _LEVELS.index(problem.level))


def understood(name: str, reading: Reading) -> str:
    """What was made of a file, in one sentence.

    >>> understood("x.csv", Reading(None, []))
    'x.csv was refused; what was open is still open.'
    """
    file = f"{name}, sheet {reading.sheet}" if len(reading.sheets) > 1 else name
    scorecard = reading.scorecard
    if scorecard is None:
        first = next(filter(is_error, reading.problems), None)
        place = f"{first.where[:1].upper()}{first.where[1:]}: " if first and first.rows else ""
        why = f" {place}{first.message}" if first else ""
        return f"{file} was refused; what was open is still open.{why}"
    measures = [_number(len(scorecard.figures.codes("id").texts), "measure")]
    measures += [_number(len(scorecard.periods), "period")] if any(scorecard.periods) else []
    measures += [_number(len(scorecard.areas), "area")] if any(scorecard.areas) else []
    return f"{file}: {', '.join(measures)}. It is not open yet."


def stands_at(scorecard: Scorecard) -> str:
    """Which of several areas and periods a position is of at first, '' where there is one of each.

    >>> from ragcore.figures import Figures
    >>> stands_at(Scorecard(Figures.of(id=["a", "a"], area=["North", "South"], period=["2024/25", "2024/25"])))
    'North'
    """
    areas, periods = scorecard.areas, scorecard.periods
    own = [areas[0] or "(no area)" if len(areas) > 1 else "", periods[-1] or "(no period)" if len(periods) > 1 else ""]
    return ", ".join(filter(None, own))


def lacks_columns(reading: Reading) -> bool:
    """Whether a table is refused for its columns, so that saying which is which may be all that it needs."""
    return bool(reading.header) and any(problem.code in _OF_COLUMNS for problem in reading.problems)


def effect(now: str, first: str) -> str:
    """What settings and corrections do to the count line, as Markdown; '' where it is as when the file was first read.

    now, first : the count line, '' where the file is refused

    >>> effect("Green 2", "Green 1"), effect("Green 2", "Green 2")
    ('**Now: Green 2.** As first read: Green 1.', '')
    """
    if now == first:
        return ""
    return f"**Now: {now or 'refused'}.** As first read: {first or 'refused'}."


def without_published(reading: Reading) -> list[Problem]:
    """All problems but those that the comparison with published ratings tells."""
    return [problem for problem in reading.problems if not (reading.scorecard and problem.code == PUBLISHED_DIFFERS)]


def way_on(reading: Reading) -> str:
    """What to do with a refused file.

    >>> way_on(Reading(None, []))
    'Put it right where it was made, and drop it again.'
    """
    if lacks_columns(reading):
        return "Choose it under Which column is which, below, or put it right in the file itself."
    if reading.header:
        return "It can be used when the errors below are put right: here, or in the file itself."
    return "Put it right where it was made, and drop it again."


def back_to(name: str, corrections: int) -> str:
    """The label of what goes back to another file.

    >>> back_to("Quarter 2.csv", 5), back_to("Quarter 2.csv", 0)
    ('Back to Quarter 2.csv (5 cells corrected)', 'Back to Quarter 2.csv')
    """
    corrected = f" ({_number(corrections, 'cell')} corrected)" if corrections else ""
    return f"Back to {name}{corrected}"


def problems_counted(problems: list[Problem]) -> str:
    """'1 error, 2 warnings'; '' where there are none."""
    counts = [(level, sum(problem.level == level for problem in problems)) for level in _LEVELS]
    return ", ".join(_number(count, level) for level, count in counts if count)


def _number(count: int, one: str) -> str:
    return f"{count:,} {one}{'' if count == 1 else 's'}"


@dataclass(frozen=True, eq=False)
class Cells:
    """The rows of a table that are shown.

    frame : a row for each, with its number in the file, its problems and its texts; columns that are not read last
    labels : what each column of the frame is called on screen
    fixed : the columns that cannot be corrected
    places : for each row of the frame, its place in the table
    """

    frame: pd.DataFrame
    labels: dict[str, str]
    fixed: list[str]
    places: list[int]


def marked(reading: Reading) -> list[int]:
    """The places of the rows that have problems."""
    told = _told(reading)
    return [place for place, row in enumerate(reading.rows) if row in told]


def cells_of(reading: Reading, places: list[int]) -> Cells:
    """Cells of a table under the names of a scorecard's columns, and a target to fill in where it has none.

    places : of the rows that are shown
    """
    told = _told(reading)
    unread = [
        place for place, texts in enumerate(reading.cells) if place not in reading.columns.values() and any(texts)
    ]
    names = {place: name for name, place in reading.columns.items()}
    texts = {names[place]: reading.cells[place] for place in sorted(names)}
    texts.setdefault(OFFERED, [""] * len(reading.rows))
    # What is most often put right is in sight without scrolling.
    texts = {name: texts[name] for name in (*filter(texts.__contains__, FIRST), *texts)}
    texts |= {f"{UNREAD} {place}": reading.cells[place] for place in unread}
    columns = {
        ROW: list(map(str, reading.rows)),
        PROBLEMS: [told.get(row, "") for row in reading.rows],
        **texts,
    }
    own = {f"{UNREAD} {place}": f"{reading.header[place] or f'column {place + 1}'} (not read)" for place in unread}
    labels = {ROW: "Row", PROBLEMS: "Problems", **{name: name for name in texts}, **own}
    frame = pd.DataFrame({name: [cells[place] for place in places] for name, cells in columns.items()}, dtype=object)
    return Cells(frame, labels, [ROW, PROBLEMS, *own], places)


def _told(reading: Reading) -> dict[int, str]:
    """What is wrong with each row, by its number in the file."""
    told: defaultdict[int, list[str]] = defaultdict(list)
    for problem in worst_first(reading.problems):
        # The example of many rows is the text of another one.
        message = _EXAMPLE.sub("", problem.message) if len(problem.rows) > 1 else problem.message
        sentence = f"{problem.column}: {message}" if problem.column else message
        for row in problem.rows:
            told[row].append(sentence)
    return {row: _cut(" ".join(sentences)) for row, sentences in told.items()}


def _cut(text: str) -> str:
    return text if len(text) <= MOST_CHARACTERS_OF_PROBLEMS else f"{text[: MOST_CHARACTERS_OF_PROBLEMS - 1]}…"


def rows_left_out(reading: Reading) -> str:
    """How many rows are not shown, '' where all are."""
    count = len(reading.scorecard.figures) if reading.scorecard else len(reading.rows)
    if len(reading.rows) < MOST_SHOWN or count == len(reading.rows):
        return ""
    return f"The first {MOST_SHOWN:,} of {count:,} rows are shown. Put the others right in the file itself."


class Compared(NamedTuple):
    """One published rating against the rule."""

    measure: str
    published: str
    computed: str
    agrees: str


def compared(scorecard: Scorecard) -> list[Compared]:
    """Every published rating beside the one that the rule makes, those that disagree first."""
    rows = np.flatnonzero(scorecard.figures.published != NOT_PUBLISHED)
    if not rows.size:
        return []
    position = scorecard.rated(rows)
    figures = position.figures
    lines = []
    for row, differs in enumerate(position.differs_from_published.tolist()):
        name = figures.indicator[row]
        # Which of its rows it is, where a measure has more than one.
        where = [figures.area[row] if len(scorecard.areas) > 1 else ""]
        where += [figures.period[row] if len(scorecard.periods) > 1 else ""]
        why = contradiction(position, row).removeprefix(f"{quoted(name)}: ") if differs else ""
        lines.append(
            Compared(
                ", ".join(filter(None, [name, *where])),
                words.badge(Rating(figures.published[row])),
                words.badge(Rating(position.ratings[row])),
                f"No: {why}" if differs else "Yes",
            )
        )
    return sorted(lines, key=lambda line: line.agrees == "Yes")


def agreement(lines: list[Compared]) -> str:
    """How many of the published ratings the rule agrees with."""
    agree = sum(line.agrees == "Yes" for line in lines)
    if agree < len(lines):
        rest = len(lines) - agree
        told = f"{agree:,} of {_number(len(lines), 'published rating')} {'agrees' if agree == 1 else 'agree'}"
        return f"{told} with the rule; {rest:,} {'does' if rest == 1 else 'do'} not."
    all_of = {1: "The one published rating agrees", 2: "Both published ratings agree"}
    return f"{all_of.get(agree, f'All {agree:,} published ratings agree')} with the rule."

"""The measures of a position as rows of a sheet whose ratings follow from what is typed there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from ragcore import wording
from ragcore.figures import Figures
from ragcore.gap import way_to
from ragcore.limits import SLACK, FloatArray, Polarity
from ragcore.position import Position
from ragcore.rule import assumed_tolerance
from ui.pack.contents import told_apart
from ui.pack.workbook_form import Content, Formula, Sheet, cell, cells
from ui.pack.workbook_formulas import FORMULAS, NO, NO_EDGE, YES, formula, same_as
from ui.words import badge

# Nothing of the name is there: what a formula has in its place.
_NOWHERE = '""'
# The sheet that shows where the scorecard stands.
STANDS = "Scorecard"
_EDGE = '[<=-1E+299]"no edge";[>=1E+299]"no edge";#,##0.00##'
# What somebody may type.
INPUTS = ("value", "target", "target_high", "amber", "amber_percent", "amber_limit")
# How a rating is made, beyond the paper's edge.
_MAKING = {
    "decimals": "Decimals",
    "assumed": "Assumed tolerance",
    "assumed_percent": "Assumed: % of target",
    "worth": "Value as rated",
    "before": "Previous as rated",
    "size": "Tolerance used",
    "percent": "Used: % of target",
    "low": "Lower target used",
    "high": "Upper target used",
    "green_low": "Green from",
    "green_high": "Green to",
    "amber_low": "Amber from",
    "amber_high": "Amber to",
    "better_low": "Amber only above",
    "better_high": "Amber only below",
}
_HEADERS = {
    "indicator": "Measure",
    "key": "Key",
    "unit": "Unit",
    "polarity": "Best",
    "value_stood": "Value as it stands",
    "value": "Value",
    "numerator": "Numerator as reported",
    "denominator": "Denominator as reported",
    "target_stood": "Target as it stands",
    "target": "Target",
    "target_high": "Upper target",
    "amber": "Own tolerance",
    "amber_percent": "Own: % of target",
    "amber_limit": "Stated limit of amber",
    "previous": "Previous value",
    "rating_stood": "Rating as it stands",
    "rating": "Rating",
    "changed": "Changed",
    "gap": "Gap to green",
    **_MAKING,
}
_WIDTHS = {"indicator": 46, "Area": 22, "Service": 22, "Period": 13, "rating": 15, "rating_stood": 15}
_USUAL_WIDTH = 12
_CHANGED = "changed"


@dataclass(frozen=True)
class Measures:
    """Where the measures of a position stand on their sheet.

    position : what they are; rule : what formulas call each setting of the rule
    columns : the place of each column by its name; shown : how many of them are for paper
    header : the row of their header; the first of them is in the next one
    stood : for a scenario, the measures as they stand
    """

    position: Position
    rule: Mapping[str, str]
    header: int
    columns: Mapping[str, int]
    shown: int
    stood: Measures | None = None

    @classmethod
    def of(cls, position: Position, rule: Mapping[str, str], header: int, stood: Measures | None = None) -> Measures:
        """The columns that these measures need; one that would be empty is not there."""
        figures = position.figures
        limits = (stood.position if stood else position).figures.amber_limit
        also = told_apart(position, () if stood else ("service",))[0]
        there = {
            "value_stood": stood is not None,
            "target_stood": stood is not None,
            "rating_stood": stood is not None,
            "changed": stood is not None,
            "numerator": stood is None and bool(figures.counted.any()),
            "denominator": stood is None and bool(figures.counted.any()),
            "previous": stood is None,
            "target_high": bool((figures.polarity == Polarity.BAND).any()),
            "amber_limit": bool((~np.isnan(limits)).any()),
        }
        names = [name for name in _HEADERS if there.get(name, True)]
        names[1:1] = also
        return cls(
            position, rule, header, {name: at for at, name in enumerate(names)}, len(names) - len(_MAKING), stood
        )

    @property
    def first(self) -> int:
        """The row of the first measure."""
        return self.header + 1

    @property
    def last(self) -> int:
        """The row of the last measure; an empty one where there is none."""
        return self.header + max(len(self.position), 1)

    def all(self, name: str) -> str:
        """What a formula on the same sheet calls the cells of a column."""
        return cells(self.first, self.last, self.columns[name])

    def cell(self, row: int, name: str) -> str:
        """What a formula on the same sheet calls one cell of a measure."""
        if name not in self.columns:
            return _NOWHERE
        return cell(self.first + row, self.columns[name], fixed_column=True)

    def cell_as_it_stands(self, row: int, name: str) -> str:
        """What a formula on the sheet of a scenario calls the cell of a measure as it stands."""
        called = (self.stood or self).cell(row, name)
        return called if called == _NOWHERE else f"{STANDS}!{called}"


def put_measures(sheet: Sheet, measures: Measures) -> None:
    """Write all of them: header, inputs, formulas, and what each formula comes to."""
    position = measures.position
    then = " then" if measures.stood else ""
    headers = _HEADERS | {name: f"{_HEADERS[name]}{then}" for name in (*INPUTS, "rating", "gap")}
    for name, at in measures.columns.items():
        sheet.width(at, _WIDTHS.get(name, _USUAL_WIDTH))
        sheet.put_across(measures.header, at, at, headers.get(name, name), "header")
    results, texts = _results(position), dict(zip(*told_apart(position, ("service",))[::2], strict=True))
    for row in range(len(position)):
        names = measures.columns.keys() | {"previous"}
        where = {name: measures.cell(row, name) for name in (*_HEADERS, *names)} | dict(measures.rule)
        where["previous"] = measures.cell_as_it_stands(row, "previous") if measures.stood else where["previous"]
        for name, at in measures.columns.items():
            content = texts[name][row] if name in texts else _content(measures, row, name, where, results)
            sheet.put(measures.first + row, at, content, *_look(position, row, name))
            if isinstance(content, str) and name != "unit":
                sheet.heighten(measures.first + row, at, at, content, "text")
    _restrict(sheet, measures)


def _content(
    measures: Measures, row: int, name: str, where: Mapping[str, str], results: Mapping[str, list[float | str]]
) -> Content:
    """What is in one cell."""
    position, stood = measures.position, measures.stood
    if name in FORMULAS:
        return Formula(formula(name, where), results[name][row])
    if name == "changed" and stood:
        turned = position.ratings[row] != stood.position.ratings[row]
        compared = f'IF({where["rating_stood"]}={where["rating"]},"","{_CHANGED}")'
        return Formula(compared, _CHANGED if turned else "")
    if name.endswith("_stood") and stood:
        of = name.removesuffix("_stood")
        before = badge(stood.position.ratings[row]) if of == "rating" else _typed(stood.position, row, of)
        return Formula(same_as(measures.cell_as_it_stands(row, of)), before)
    typed = _typed(position, row, name)
    if name in INPUTS and stood and name in stood.columns and _same(typed, _typed(stood.position, row, name)):
        # What a scenario leaves alone goes along with what is typed on the sheet of the scorecard.
        return Formula(same_as(measures.cell_as_it_stands(row, name)), typed)
    return typed


def _typed(position: Position, row: int, name: str) -> float | str:
    """A cell that somebody typed, or could have."""
    figures = position.figures
    if name in _SAID:
        return _SAID[name](figures, row)
    if name == "value" and figures.suppressed[row]:
        return "suppressed"
    if name == "target":
        return float(position.targets[0][row])
    if name in ("numerator", "denominator") and not figures.counted[row]:
        return ""
    return float(getattr(figures, name)[row])


def _yes(so: bool) -> str:
    return YES if so else NO


# What is no column of numbers, or no number in every row.
_SAID: Mapping[str, Callable[[Figures, int], float | str]] = {
    "indicator": lambda figures, row: figures.indicator[row],
    "unit": lambda figures, row: figures.unit[row],
    "key": lambda figures, row: _yes(bool(figures.key[row])),
    "polarity": lambda figures, row: Polarity(figures.polarity[row]).word,
    "target_high": lambda figures, row: figures.target_high[row] if figures.polarity[row] == Polarity.BAND else "",
    "amber_percent": lambda figures, row: (
        "" if np.isnan(figures.amber[row]) else _yes(bool(figures.amber_percent[row]))
    ),
    "assumed": lambda figures, row: assumed_tolerance(figures.unit[row]).size,
    "assumed_percent": lambda figures, row: _yes(assumed_tolerance(figures.unit[row]).percent),
}


def _same(one: float | str, other: float | str) -> bool:
    # Nothing is as much as nothing.
    return one == other or (one != one and other != other)  # noqa: PLR0124 - only NaN differs from itself


def _results(position: Position) -> dict[str, list[float | str]]:
    """What each formula comes to."""
    (sizes, percents), (low, high) = position.tolerance, position.targets
    missing = np.isnan(low) | np.isnan(high) | (position.figures.polarity == Polarity.NONE)
    zero = np.where(missing, 0.0, low), np.where(missing, 0.0, high)
    edges = position.edges
    found: dict[str, FloatArray] = {
        "worth": position.rated_value,
        "before": position.rated_previous,
        "size": sizes,
        "low": np.where(missing, np.nan, low),
        "high": np.where(missing, np.nan, high),
        "gap": way_to(position).gap,
    }
    for name, outward, at in (("low", -SLACK, zero[0]), ("high", SLACK, zero[1])):
        for colour in ("green", "amber"):
            found[f"{colour}_{name}"] = getattr(edges, f"{colour}_{name}").at(at, outward)
        found[f"better_{name}"] = getattr(edges, f"better_{name}")
        for edge in ("green", "amber", "better"):
            clipped = np.clip(found[f"{edge}_{name}"], -NO_EDGE, NO_EDGE)
            found[f"{edge}_{name}"] = np.where(missing, np.nan, clipped)
    told: dict[str, list[float | str]] = {name: column.tolist() for name, column in found.items()}
    told["percent"] = [_yes(bool(percent)) for percent in percents]
    told["rating"] = [badge(rating) for rating in position.ratings]
    return told


def _look(position: Position, row: int, name: str) -> tuple[str, str]:
    """The look of a cell, and how its number is shown."""
    figures = position.figures
    shown = int(position.shown_decimals[row])
    if name in ("value", "value_stood", "previous", "worth", "before"):
        number = figures.previous[row] if name in ("previous", "before") else figures.value[row]
        digits = _digits(float(number), shown)
    elif name.startswith(("green_", "amber_l", "amber_h", "better_")):
        digits = "General" if name == "amber_limit" else _EDGE
    else:
        digits = {"numerator": "#,##0", "denominator": "#,##0", "gap": "#,##0.0##"}.get(name, "")
    if name in INPUTS:
        return "choice" if name == "amber_percent" else "input", digits
    if name in ("rating", "rating_stood"):
        return "rating", digits
    return ("made" if name in _HEADERS and name != "indicator" else "text"), digits


def _digits(number: float, decimals: int) -> str:
    """How a figure is shown: with its decimals, and with more where somebody types more; never so a long quotient.

    >>> _digits(82.1, 1), _digits(2.0, 0), _digits(100 * 985 / 1200, 1)
    ('#,##0.0######', 'General', '#,##0.0')
    """
    plain = f"#,##0.{'0' * decimals}" if decimals else "#,##0"
    if not np.isnan(number) and wording.decimals_needed(number) > decimals:
        return plain
    return f"{plain}######" if decimals else "General"


def _restrict(sheet: Sheet, measures: Measures) -> None:
    """Colour what is rated, and let nothing be typed where it could mean nothing."""
    place = measures.columns
    for name in ("rating", "rating_stood"):
        if name in place:
            sheet.coloured(measures.first, measures.last, place[name])
    sheet.only(measures.first, measures.last, place["amber"])
    sheet.only(measures.first, measures.last, place["amber_percent"], (YES, NO))

"""A workbook to fill in: the columns of a scorecard, what each of them holds, and what belongs to the report."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from ragcore.about import FIELDS, SHEET
from ragcore.example import MARK
from ragcore.write import NUMBERS
from ragcore.write_workbook import Figure, Sheet, workbook

# The columns that most scorecards use; the others are explained.
USEFUL = (
    "indicator", "value", "target", "period", "service", "comment", "unit", "definition", "counts", "polarity", "amber",
    "numerator", "denominator", "previous", "key",
)  # fmt: skip


@dataclass(frozen=True)
class Explained:
    """One column of a scorecard, or one field of its sheet About, in words.

    needed : when a file needs it, '' for never
    """

    name: str
    holds: str
    example: str
    needed: str = ""


@cache
def columns_explained() -> tuple[Explained, ...]:
    """Every column of a scorecard file, in the order in which files have them.

    >>> columns_explained()[0].name
    'indicator'
    """
    return _explained("column")


@cache
def about_explained() -> tuple[Explained, ...]:
    """Every field of the sheet About; those of the rule are named after `rule.`.

    >>> about_explained()[-1].name
    'rule.as_shown'
    """
    return _explained("about")


def _explained(kind: str) -> tuple[Explained, ...]:
    told = tomllib.loads(resources.files("ragcore").joinpath("columns.toml").read_text(encoding="utf-8"))
    return tuple(Explained(**entry) for entry in told[kind])


def template() -> bytes:
    """The workbook, with one example in the sheet Scorecard and every column and field in the sheet Explanations.

    >>> template()[:2]
    b'PK'
    """
    examples = {column.name: column.example for column in columns_explained()}
    example = [Figure(examples[name]) if name in NUMBERS else examples[name] for name in USEFUL]
    explanations = [
        ("Scorecard", column.name, column.needed or "no", column.holds, column.example)
        for column in columns_explained()
    ] + [(SHEET, FIELDS[field.name], "no", field.holds, field.example) for field in about_explained()]
    return workbook(
        [
            Sheet("Scorecard", USEFUL, [[MARK + example[0], *example[1:]]]),
            Sheet("Explanations", ("sheet", "column or field", "needed", "what it holds", "example"), explanations),
            Sheet(SHEET, ("field", "value"), [(label, "") for label in FIELDS.values()]),
        ]
    )

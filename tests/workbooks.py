"""Workbooks of a pack, read back."""

import io

import numpy as np
import openpyxl

from ragcore.about import About
from ragcore.scorecard import Scorecard
from ui.pack.pack import Cover, Pack
from ui.words import badge


def opened(content, **how):
    return openpyxl.load_workbook(io.BytesIO(content), **how)


def table(sheet):
    """The row of the header of the measures, and the place of each column by its header."""
    row = next(row for row in range(1, 40) if sheet.cell(row, 1).value == "Measure")
    return row, {cell.value: cell.column for cell in sheet[row] if cell.value}


def column(sheet, header, count):
    row, places = table(sheet)
    return [sheet.cell(row + 1 + at, places[header]).value for at in range(count)]


def ratings(position):
    return [badge(rating) for rating in position.ratings]


def all_of(position):
    """A pack of a position, whatever its rows are."""
    return Pack(Scorecard(position.figures, About(title="Drawn"), position.rule), position, Cover())


def lines(sheet):
    """The count lines above the measures."""
    return [str(sheet.cell(row, 1).value) for row in range(4, table(sheet)[0])]


def close(found, wanted):
    """Whether a number of a workbook is a number of ours; nothing for NaN."""
    nothing = found in (None, "")
    return nothing if np.isnan(wanted) else not nothing and abs(found - wanted) <= 1e-9 * max(1.0, abs(wanted))

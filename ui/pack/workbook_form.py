"""A workbook that is written cell by cell: the looks of its cells, its texts as texts, its formulas with their results.

Its library writes the result of a formula beside it, so that a viewer that works nothing out shows the ratings too.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from io import BytesIO
from typing import Any, NamedTuple

import xlsxwriter  # type: ignore[import-untyped]  # it has types and ships no marker that says so
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell  # type: ignore[import-untyped]  # as above
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # as above

from ragcore.write_workbook import plain_text
from ui.pack.timeless import MOMENT
from ui.words import LOOKS, THEMES, badge

_COLOURS, _RATINGS = THEMES["light"], LOOKS["light"]
_A4 = 9
# The most characters that Excel has for the name of a sheet, and for a property.
_MOST_OF_A_NAME, _MOST_OF_A_PROPERTY = 31, 255
_NEVER_IN_A_NAME = str.maketrans("", "", "[]:*?/\\'")
# Points of a line of text, and how many characters a column holds for each of its width.
_LINE, _FILLED, _FILLED_BOLD = 15, 1.0, 0.75
# The size of its letters and the width of its columns where nobody says otherwise.
_SIZE, _NARROW = 11, 8.43

# A cell that somebody may type in, and the line around a rating: the same ratings touch.
_LINED = {"border": 1, "border_color": _COLOURS["line"]}
_INPUT = {**_LINED, "font_color": _COLOURS["primary"], "locked": False}
_KINDS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16},
    "heading": {"bold": True, "font_size": 13},
    "line": {"bold": True},
    "strong": {"bold": True, "text_wrap": True},
    "plain": {},
    "text": {"text_wrap": True},
    "header": {"bold": True, "text_wrap": True, "bottom": 2, "bg_color": _COLOURS["second"]},
    "made": {"bg_color": _COLOURS["second"]},
    "input": _INPUT,
    "choice": {**_INPUT, "align": "center"},
    "rating": {"align": "left", "indent": 1},
}


class Formula(NamedTuple):
    """A formula without its sign, and what it comes to: a number, NaN or '' for nothing, or a text."""

    text: str
    result: float | str


Content = str | float | Formula


class _Plain(Worksheet):  # type: ignore[misc]  # its library's types are not known
    """A sheet whose formulas are written as they are.

    The library looks through each for newer functions that need a mark of their own, one search after another, which
    takes most of the time of a large workbook. No formula here has one.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002 - as theirs
        return formula.removeprefix("=")


class Sheet:
    """One sheet; rows and columns are counted from 0."""

    def __init__(self, book: Book, name: str) -> None:
        """A sheet at the end of a book; name : fit for one, as `sheet_name` makes it."""
        self.name = name
        self._book = book
        self._sheet = book.library.add_worksheet(name, worksheet_class=_Plain)
        self._widths: dict[int, float] = {}
        # Spreadsheets differ in whether they make a row high enough themselves.
        self._heights: dict[int, float] = {}

    def put(self, row: int, column: int, content: Content, kind: str = "plain", digits: str = "") -> None:
        """Write one cell; kind : one of the looks; digits : how a number is shown; NaN and '' are an empty cell."""
        if isinstance(content, Formula):
            result = "" if isinstance(content.result, float) and math.isnan(content.result) else content.result
            self._sheet.write_formula(row, column, f"={content.text}", self._book.look(kind, digits), result)
        elif isinstance(content, str) and content:
            text, marked = plain_text(content)
            # The library takes such a text for its own; a space behind it keeps it a text.
            text += " " if text.startswith("<r>") and text.endswith("</r>") else ""
            self._sheet.write_string(row, column, text, self._book.look(kind, digits, quoted=marked))
        elif content == "" or math.isnan(content):
            self._sheet.write_blank(row, column, None, self._book.look(kind, digits))
        else:
            self._sheet.write_number(row, column, content, self._book.look(kind, digits))

    def put_across(self, row: int, column: int, last: int, text: str, kind: str) -> None:
        """Write a text over several columns, as one cell that is as high as it needs."""
        if last > column:
            self._sheet.merge_range(row, column, row, last, "", self._book.look(kind, ""))
        self.put(row, column, text, kind)
        self.heighten(row, column, last, text, kind)

    def heighten(self, row: int, column: int, last: int, text: str, kind: str) -> None:
        """See that a row is high enough for a text over some columns, whose widths are known by now."""
        look = _KINDS[kind]
        size = look.get("font_size", _SIZE) / _SIZE
        filled = _FILLED_BOLD if look.get("bold") else _FILLED
        room = sum(self._widths.get(at, _NARROW) for at in range(column, last + 1)) * filled / size
        lines = math.ceil(len(text) / room) if look.get("text_wrap") else 1
        height = max(self._heights.get(row, 0), lines * _LINE * size)
        self._heights[row] = height
        self._sheet.set_row(row, height)

    def width(self, column: int, width: float) -> None:
        """How wide a column is, in characters."""
        self._widths[column] = width
        self._sheet.set_column(column, column, width)

    def badges(self, row: int, column: int) -> None:
        """The symbols and words of the ratings beside each other, in their colours, as the head of a table."""
        for place, (rating, look) in enumerate(_RATINGS.items()):
            self._sheet.write_string(row, column + place, badge(rating), self._book.coloured(look.fill, look.text))

    def coloured(self, first: int, last: int, column: int) -> None:
        """Colour the ratings in a column by what they say: a symbol and a word, which stay where colours do not."""
        for rating, look in _RATINGS.items():
            rule = {"type": "cell", "criteria": "==", "value": f'"{badge(rating)}"'}
            shown = self._book.coloured(look.fill, look.text)
            self._sheet.conditional_format(first, column, last, column, rule | {"format": shown})

    def only(self, first: int, last: int, column: int, allowed: Sequence[str] | None = None) -> None:
        """Let only some words be typed in a column, or else only numbers from 0 on."""
        told = {
            "validate": "decimal",
            "criteria": ">=",
            "value": 0,
            "error_message": "Type a number that is 0 or more.",
        }
        if allowed is not None:
            told = {"validate": "list", "source": list(allowed), "error_message": f"Type {' or '.join(allowed)}."}
        self._sheet.data_validation(first, column, last, column, told)

    def finish(self, last_row: int, last_column: int, header: int | None = None) -> None:
        """Set it for paper and for the screen; header : the row that stays in sight, and is printed on every page."""
        sheet = self._sheet
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.print_area(0, 0, last_row, last_column)
        sheet.set_footer("&L&A&RPage &P of &N")
        sheet.hide_gridlines(2)
        sheet.protect("", {"format_columns": True, "format_rows": True})
        # Excel would mark every cell that may be typed in, and begins with a formula, as a mistake.
        told = xl_range_abs(0, 0, last_row, last_column)
        sheet.ignore_errors(dict.fromkeys(("formula_unlocked", "formula_differs", "number_stored_as_text"), told))
        if header is not None:
            sheet.freeze_panes(header + 1, 1)
            sheet.repeat_rows(header)


class Book:
    """A workbook in the making; the same cells give the same bytes."""

    def __init__(self, title: str, author: str) -> None:
        """A workbook without a sheet."""
        self._kept = BytesIO()
        self.library = xlsxwriter.Workbook(self._kept, {"in_memory": True})
        title, author = (plain_text(text)[0][:_MOST_OF_A_PROPERTY] for text in (title, author))
        self.library.set_properties({"title": title, "author": author, "created": MOMENT})
        self._looks: dict[tuple[object, ...], Any] = {}

    def sheet(self, name: str) -> Sheet:
        """A new sheet behind the others."""
        return Sheet(self, name)

    def content(self) -> bytes:
        """The whole of it."""
        self.library.close()
        return self._kept.getvalue()

    def look(self, kind: str, digits: str, *, quoted: bool = False) -> Any:
        """A look of cells; quoted : whether its texts have the mark that keeps them texts when somebody edits them."""
        told = {"valign": "top", "quote_prefix": quoted, **_KINDS[kind]}
        return self._once((kind, digits, quoted), told | ({"num_format": digits} if digits else {}))

    def coloured(self, fill: str, text: str) -> Any:
        """The look of a rating."""
        return self._once((fill, text), {**_LINED, "bold": True, "bg_color": fill, "font_color": text})

    def _once(self, key: tuple[object, ...], told: dict[str, Any]) -> Any:
        if key not in self._looks:
            self._looks[key] = self.library.add_format(told)
        return self._looks[key]


def cell(row: int, column: int, *, fixed_row: bool = False, fixed_column: bool = False) -> str:
    """What a formula on the same sheet calls a cell.

    >>> cell(9, 7), cell(9, 7, fixed_column=True)
    ('H10', '$H10')
    """
    called: str = xl_rowcol_to_cell(row, column, row_abs=fixed_row, col_abs=fixed_column)
    return called


def cells(first: int, last: int, column: int) -> str:
    """What it calls some cells of a column.

    >>> cells(9, 27, 7)
    '$H$10:$H$28'
    """
    called: str = xl_range_abs(first, column, last, column)
    return called


def sheet_name(number: int, title: str) -> str:
    """A name for the sheet of a scenario: no other has its number, whatever the title is.

    >>> sheet_name(2, "'Lower' targets: [draft]?"), sheet_name(3, "")
    ('2 Lower targets draft', '3')
    """
    plain = plain_text(f"{number} {title}".translate(_NEVER_IN_A_NAME))[0]
    # Excel counts in halves of the rarer characters.
    return plain.encode("utf-16-le")[: 2 * _MOST_OF_A_NAME].decode("utf-16-le", "ignore").strip()

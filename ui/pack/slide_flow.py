"""What stands where on the slides of one title: texts, tables and charts, one below the other, on as many as it takes.

All lengths are points. How wide a text is, is judged from above, so that it fits where another font shows it.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from ragcore.rating import Rating
from ui.pack.document import Cell, Facts, Heading, Paragraph, Points, Table, Verdict, plain

# Where there is room below the title and above the footer.
LEFT, TOP, WIDTH, HEIGHT = 48.0, 98.0, 864.0, 394.0
# How large texts are, and those in tables.
TEXT, SMALL = 18.0, 14.0
# From one line to the next, in sizes of the text; after a paragraph, and before a heading that is not the first.
LINE, AFTER, BEFORE = 1.2, 6.0, 10.0
# Around the text of a cell: beside it, and above and below it.
BESIDE, ABOVE = 6.0, 4.0
INDENT = 18.0
# The most lines of a cell and of a paragraph; the most rows of a table and points of a list: a deck is short.
MOST_CELL, MOST_TEXT, MOST_ROWS = 3, 8, 20
CONTINUED = " (continued)"
# Between a table or a chart and what is above it.
_APART = 8.0
# What a bar of a chart takes, of one position and of several, and all that is around the bars.
_BAR, _BAR_OF_SEVERAL, _AROUND = 48.0, 40.0, 40.0
# The most rows of a table that is not parted between two slides.
_SHORT = 5
# How wide the characters of Arial are, in hundredths of its size, from below; a letter that is not here is a wide one.
_WIDTHS = {
    30: " !',./:;I[\\]fijlt|",
    37: "()-`r{}",
    52: '"*Jcksvxyz',
    62: "#$0123456789?+<=>^_~abdeghnopquFLTZ",
    74: "&ABCDEHKNPRSUVXYw",
    80: "GOQ",
    86: "Mm",
    104: "%@W…—▲ÆæŒœŴ",
}
_WIDTH_OF = {character: width / 100 for width, characters in _WIDTHS.items() for character in characters}
# What every other character is at most: one of a script whose letters are squares, or any other.
_SQUARE, _OTHER = 1.1, 0.85
_BOLD = 1.12


@dataclass(frozen=True)
class Bars:
    """A chart that can be edited: how many measures have each rating, for one position or for several.

    shown : the counts of each position, by its title; ratings : those there is a bar for; alt : all of it, in words
    """

    shown: tuple[tuple[str, dict[Rating, int]], ...]
    ratings: tuple[Rating, ...]
    alt: str

    @property
    def height(self) -> float:
        """How high it is: a bar for each rating of one position, else one for each position."""
        bars = _BAR * len(self.ratings) if len(self.shown) == 1 else _BAR_OF_SEVERAL * len(self.shown)
        return min(_AROUND + bars, HEIGHT - _APART)


@dataclass(frozen=True)
class Line:
    """A paragraph of a slide; label : what stands before it; kind : 'text', 'heading', 'point' or 'caution'."""

    text: str
    kind: str = "text"
    label: str = ""

    @property
    def is_bold(self) -> bool:
        """Whether all of it is bold."""
        return self.kind in ("heading", "caution")


@dataclass(frozen=True)
class Texts:
    """Paragraphs in one box."""

    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Grid:
    """A table, or the part of one that stands on a slide; the first row is its header."""

    caption: str
    rows: tuple[tuple[Cell, ...], ...]
    heights: tuple[float, ...]
    widths: tuple[float, ...]


@dataclass(frozen=True)
class Piece:
    """What stands in one place; top : how far below the top of the room it begins."""

    what: Texts | Grid | Bars
    top: float
    height: float


Content = Heading | Paragraph | Facts | Points | Table | Bars


def one_line(text: str) -> str:
    r"""A text as a slide can hold it, on one line.

    >>> one_line("Winter\n plan\x00")
    'Winter plan'
    """
    return " ".join(plain(text).split())


def lines_of(text: str, width: float, size: float) -> int:
    """How many lines a text takes in a width, at most; a word that is wider is parted.

    >>> lines_of("Calls answered", 400, 18), lines_of("Calls answered", 90, 18), lines_of("", 90, 18)
    (1, 2, 1)
    """
    lines, used, space = 1, 0.0, size * _wide(" ")
    for word in text.split():
        whole = sum(map(_wide, word)) * size
        if used and used + space + whole <= width:
            used += space + whole
            continue
        lines += bool(used)
        used = 0.0
        for character in word if whole > width else ():
            more = _wide(character) * size
            if used + more > width:
                lines, used = lines + 1, 0.0
            used += more
        used = used or whole
    return lines


def cut(text: str, width: float, size: float, most: int) -> str:
    """A text on one line of a file that takes at most so many lines of a slide, cut at a word where it is longer.

    >>> cut("Repeat referrals within a year", 120, 18, 1)
    'Repeat…'
    """
    text = one_line(text)
    # No character is narrower than the narrowest.
    text = text[: int((most + 1) * width / size / _wide(" ")) + 1]
    if lines_of(text, width, size) <= most:
        return text
    end = bisect_right(range(len(text)), most, key=lambda length: lines_of(f"{text[:length]}…", width, size)) - 1
    short = text[: max(end, 0)]
    return f"{(short.rpartition(' ')[0] or short).rstrip()}…"


def flow(blocks: Iterable[Content]) -> list[tuple[Piece, ...]]:
    """The slides that the blocks take, each with its pieces from top to bottom; at least one.

    >>> [len(slide) for slide in flow([Paragraph("One"), Paragraph("Two")])]
    [1]
    """
    room = _Room()
    for block in blocks:
        match block:
            case Heading():
                room.begin(block.text)
            case Paragraph():
                room.write(Line(block.text, "caution" if block.stands_out else "text"))
            case Facts():
                for label, text in block.rows:
                    room.write(Line(text, label=label))
            case Points():
                for item in block.items[:MOST_ROWS]:
                    room.write(Line(item, "point"))
                room.leave_out(len(block.items) - MOST_ROWS)
            case Table():
                room.tabulate(block)
                room.leave_out(len(block.rows) - MOST_ROWS)
            case Bars():
                room.place(block, block.height)
    return [tuple(slide) for slide in room.slides]


class _Room:
    """The slides so far, and how far the last is filled."""

    def __init__(self) -> None:
        self.slides: list[list[Piece]] = [[]]
        self.used = 0.0
        self.heading = ""
        # A heading that is not written yet: it stands on one slide with what follows it.
        self.due = ""

    def begin(self, heading: str) -> None:
        self.heading = self.due = heading

    def write(self, line: Line) -> None:
        line, height = _fitted(line)
        self._make_room(height)
        self._add(line, height)

    def leave_out(self, count: int) -> None:
        if count > 0:
            self.write(Line(f"And {count:,} more, which are in the Word document and in the workbook.", "caution"))

    def place(self, what: Grid | Bars, height: float) -> None:
        self._make_room(height + _APART)
        top = self.used + _APART
        self.slides[-1].append(Piece(what, top, height))
        self.used = top + height + _APART

    def tabulate(self, table: Table) -> None:
        """The table with its header on as many slides as it takes."""
        widths = tuple(WIDTH * share for share in table.shares)
        header, first = _row(table.header, widths, is_bold=True)
        rows = [_row(cells, widths, is_bold=False) for cells in table.rows[:MOST_ROWS]]
        kept = sum(height for _, height in rows) if len(rows) <= _SHORT else 0.0
        while rows:
            self._make_room(first + (kept or rows[0][1]) + _APART)
            room, here = HEIGHT - self.used - _APART - first, 0
            while here < len(rows) and rows[here][1] <= room:
                room -= rows[here][1]
                here += 1
            # A row that is higher than a slide cannot be: its cells are cut.
            some, rows = rows[:here], rows[here:]
            heights = (first, *(height for _, height in some))
            self.place(Grid(table.caption, (header, *(cells for cells, _ in some)), heights, widths), sum(heights))

    def _make_room(self, height: float) -> None:
        """A new slide where there is no room for this, and for the heading that it stands under; then the heading."""
        above = _fitted(Line(self.due, "heading"))[1] + BEFORE if self.due else 0.0
        if self.used + above + height > HEIGHT and self.slides[-1]:
            self.slides.append([])
            self.used = 0.0
            if self.heading and not self.due:
                self.due = self.heading + CONTINUED
        if self.due:
            self._add(*_fitted(Line(self.due, "heading")))
        self.due = ""

    def _add(self, line: Line, height: float) -> None:
        """A paragraph, in the box of the one above it where there is one."""
        slide = self.slides[-1]
        is_apart = line.kind == "heading" and bool(slide)
        if slide and isinstance(above := slide[-1].what, Texts):
            top = slide.pop().top
            height += BEFORE if is_apart else 0.0
            slide.append(Piece(Texts((*above.lines, line)), top, self.used + height - top))
        else:
            self.used += BEFORE if is_apart else 0.0
            slide.append(Piece(Texts((line,)), self.used, height))
        self.used += height


def _fitted(line: Line) -> tuple[Line, float]:
    """The paragraph as it is written, and how high it is."""
    label = f"{cut(line.label, WIDTH / 2, TEXT, 1)}: " if line.label else ""
    width = WIDTH / (_BOLD if line.is_bold else 1.0)
    width -= INDENT if line.kind == "point" else sum(map(_wide, label)) * TEXT * _BOLD
    most = 1 if line.kind == "heading" else MOST_CELL if line.label or line.kind == "point" else MOST_TEXT
    text = cut(line.text, width, TEXT, most)
    return Line(text, line.kind, label), lines_of(text, width, TEXT) * TEXT * LINE + AFTER


def _row(cells: tuple[Cell, ...], widths: tuple[float, ...], *, is_bold: bool) -> tuple[tuple[Cell, ...], float]:
    """A row as it is written, and how high it is."""
    most = [(width - 2 * BESIDE) / (_BOLD if is_bold else 1.0) for width in widths]
    made = tuple(
        cell if isinstance(cell, Verdict) else cut(cell, width, SMALL, MOST_CELL)
        for cell, width in zip(cells, most, strict=True)
    )
    return made, max(map(_lines, made, most)) * SMALL * LINE + 2 * ABOVE


def _lines(cell: Cell, width: float) -> int:
    """How many lines a cell takes; a rating that is another one is bold."""
    return lines_of(cell.text, width / _BOLD, SMALL) if isinstance(cell, Verdict) else lines_of(cell, width, SMALL)


def _wide(character: str) -> float:
    """How wide a character is, in sizes of the text."""
    is_square = unicodedata.east_asian_width(character) in "WF"
    return _WIDTH_OF.get(character, _SQUARE if is_square else _OTHER)

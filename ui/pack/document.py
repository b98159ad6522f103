"""What a document is made of, whatever it is written as: headings, paragraphs, facts, lists, tables and pictures.

Every text is plain text: a writer shows it literally, and nothing in it is markup, a formula or a field.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ragcore.rating import Rating
from ragcore.text import whole, without_hidden
from ui.words import badge

# How many characters a table as wide as the paper has beside each other, and how many of them are beside each text.
# A word of more of them may be parted: it would leave no room for the others.
_ACROSS, _AROUND, _MOST_OF_A_WORD = 92, 2, 16


@dataclass(frozen=True)
class Heading:
    """A heading; level : 1 for a part of the document, 2 for one of its sections. Its title is no heading."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; stands_out : whether it must not be missed, as a caution."""

    text: str
    stands_out: bool = False


@dataclass(frozen=True)
class Facts:
    """What stands beside a label, such as a date: (label, text)."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Points:
    """A list whose items have no order."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Verdict:
    """A rating in a cell, written as its symbol and word; flipped : whether it was another one before."""

    rating: Rating
    flipped: bool = False

    @property
    def text(self) -> str:
        """How it is written: a word says too that it was another one, as bold alone is easily missed and never heard.

        >>> Verdict(Rating.GREEN, flipped=True).text
        '● Green (changed)'
        """
        return badge(self.rating) + (" (changed)" if self.flipped else "")


Cell = str | Verdict


@dataclass(frozen=True)
class Table:
    """A table whose first column names its rows; caption : what it is, also for whoever cannot see it.

    widths : how wide the columns should be beside each other; `shares` says how wide they are
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]

    @property
    def shares(self) -> tuple[float, ...]:
        """What share of the width each column takes: as it should, but so that no figure is parted in two.

        >>> table = Table("Costs", ("Measure", "Target"), (("Cost", "£1,000,000"),), (19.0, 1.0))
        >>> [round(share, 2) for share in table.shares]
        [0.87, 0.13]
        """
        should = [width / sum(self.widths) for width in self.widths]
        needs = [_longest(cells) / _ACROSS for cells in zip(self.header, *self.rows, strict=True)]
        lacks = [max(need - share, 0.0) for need, share in zip(needs, should, strict=True)]
        spare = [max(share - need, 0.0) for need, share in zip(needs, should, strict=True)]
        # What some lack, the others give, each as much as it has to spare.
        given = min(sum(lacks) / sum(spare), 1.0) if sum(spare) else 0.0
        found = [share + lack - given * more for share, lack, more in zip(should, lacks, spare, strict=True)]
        return tuple(share / sum(found) for share in found)

    def is_said_by(self, before: Block | None) -> bool:
        """Whether a heading before it ends with its caption, so that nobody needs to see it again."""
        return isinstance(before, Heading) and before.text.endswith(self.caption)


def _longest(cells: tuple[Cell, ...]) -> int:
    """How many characters a column needs for the longest word in it, with what is around it; a rating is one word."""
    words = (word for cell in cells for word in ([badge(cell.rating)] if isinstance(cell, Verdict) else cell.split()))
    return min(max(map(len, words), default=0), _MOST_OF_A_WORD) + _AROUND


@dataclass(frozen=True)
class Picture:
    """A chart; spec : Vega-Lite, as Altair makes it; alt : all that it says, in words; name : of a-z and hyphens."""

    name: str
    spec: dict[str, Any]
    alt: str


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page, where there are pages."""


Block = Heading | Paragraph | Facts | Points | Table | Picture | PageBreak


@dataclass(frozen=True)
class Document:
    """A whole document; footer : where it comes from, in one line for each page; language : as HTML names it.

    links : the addresses in its facts that a writer may make links of; every other address is text
    """

    title: str
    subtitle: str
    author: str
    footer: str
    blocks: tuple[Block, ...]
    language: str = "en-GB"
    links: tuple[str, ...] = ()


def plain(text: str) -> str:
    r"""A text as every kind of document can hold it: no character that XML has none for, or that hides others.

    >>> plain("Winter\x00 \u202eplan")
    'Winter plan'
    """
    return whole(without_hidden(text))

"""Texts that a spreadsheet would run, and the one mark that keeps it from doing so."""

from __future__ import annotations

import re

# Marks before such a text count as part of it, so that what is marked twice is not taken for what is marked once.
_UNSAFE = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")


def unsafe(text: str) -> bool:
    """Whether a spreadsheet that opens a text file would run this text, or take its mark for its own.

    >>> unsafe("=1+1"), unsafe("'=1+1"), unsafe("1+1"), unsafe("'tis")
    (True, True, False, False)
    """
    return bool(_UNSAFE.match(text))


def safe_text(text: str) -> str:
    """The text with a quotation mark before it where it is unsafe; for texts only, never for numbers.

    >>> safe_text("=1+1"), safe_text("'=1+1"), safe_text("Calls")
    ("'=1+1", "''=1+1", 'Calls')
    """
    return f"'{text}" if unsafe(text) else text


def marked_text(text: str) -> str:
    """The text for a file that says of a cell that it is a text: only what would be taken for made safe gets a mark.

    >>> marked_text("=1+1"), marked_text("'=1+1")
    ('=1+1', "''=1+1")
    """
    return f"'{text}" if text.startswith("'") and unsafe(text) else text


def text_of_safe(text: str) -> str:
    """The text before it was made safe or marked: exactly one mark is taken off, and only before an unsafe text.

    >>> text_of_safe("'=1+1"), text_of_safe("''=1+1"), text_of_safe("'tis")
    ('=1+1', "'=1+1", "'tis")
    """
    return text[1:] if text.startswith("'") and unsafe(text[1:]) else text

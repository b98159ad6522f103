"""Text from files: what is removed from it, whatever it is, and names made of it."""

from __future__ import annotations

import re
import unicodedata

# Control characters (C0 but tab, line feed and carriage return; C1), and those that turn or hide the text around them.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff"
    "\ufff9-\ufffb\ufffe\uffff]"
)
# What is told of them.
HIDDEN = "Characters that cannot be seen, or that turn the text around them, were removed (hidden characters)."
_BROKEN = re.compile("[\ud800-\udfff]")


def hidden_in(text: str) -> bool:
    """Whether a text holds characters that cannot be seen, or that turn the text around them."""
    return bool(_HIDDEN.search(text))


def broken_in(text: str) -> bool:
    """Whether a text holds half of a character, which no file can be written with."""
    return bool(_BROKEN.search(text))


def whole(text: str) -> str:
    r"""The text with a mark where it holds half of a character.

    >>> whole("Winter \ud800 plan")
    'Winter \ufffd plan'
    """
    return _BROKEN.sub("\ufffd", text)


def without_hidden(text: str) -> str:
    r"""The text without characters that cannot be seen, or that turn the text around them.

    >>> without_hidden("85\u200b")
    '85'
    """
    return _HIDDEN.sub("", text)


def visible(text: str) -> str:
    r"""The text without hidden characters, composed (NFC), on one line, without space around it.

    >>> visible("  Winter\u0007 plan\n")
    'Winter plan'
    """
    plain = text if text.isascii() and text.isprintable() else without_hidden(unicodedata.normalize("NFC", text))
    return " ".join(plain.split())


def same_name(text: str) -> str:
    """What two spellings of one name have in common, whatever their capitals and spaces.

    >>> same_name("calls  Answered ")
    'calls answered'
    """
    return visible(text).casefold()


def slug(text: str, most: int = 80) -> str:
    """A name of a-z, 0-9 and hyphens, for ids and for names of files.

    >>> slug("% of CLA placed in county"), slug("../../x"), slug("!")
    ('of-cla-placed-in-county', 'x', 'unnamed')
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:most].strip("-") or "unnamed"

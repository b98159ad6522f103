"""Names from files as labels of controls, which Streamlit reads as Markdown and tells screen readers as they stand."""

from __future__ import annotations

import re

from ui.literal import literal

# Letters, digits and marks that no Markdown begins with: nearly every name that people give a column.
# A colon begins a directive only where no space comes after it.
_PLAIN = re.compile(r"(?:[\w %/(),.?£€'\u2019\u2013+-]|: )*")
_MARKED = re.compile(r"(?i)\bwww\.|--|(?<![^\W_])_|_(?![^\W_])")


def label(text: str) -> str:
    """A text that is shown as typed, and that a screen reader is told as typed wherever that can be.

    >>> label("Bigger is better?"), label("target_low"), label("Calls: target"), label("*Actual*")
    ('Bigger is better?', 'target_low', 'Calls: target', '&#42;Actual&#42;')
    """
    plain = " ".join(text.split())
    return plain if _PLAIN.fullmatch(plain) and not _MARKED.search(plain) else literal(text)

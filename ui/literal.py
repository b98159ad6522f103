"""Text from files, shown as typed where Streamlit reads Markdown."""

from __future__ import annotations

import re

# A word joiner: it cannot be seen, and what it stands in is no longer a directive, a link or an arrow.
_JOINER = "\u2060"
_DIRECTIVE = re.compile(r":(?=[\w+/\-])")
_WWW = re.compile(r"(?i)(www)\.")
_ADDRESS = re.compile(r"(?<=\S)@(?=\S)")
_ARROW = re.compile(r"(?=(?<=<)-|(?<=-)>|(?<=-)-|(?<=[<>~])=)")


def literal(text: str) -> str:
    """The Markdown that shows a text exactly as typed, on one line.

    >>> literal("[a](b)")
    '&#91;a&#93;&#40;b&#41;'
    """
    text = " ".join(text.split())
    text = _DIRECTIVE.sub(f":{_JOINER}", text)
    text = _WWW.sub(rf"\1{_JOINER}.", text)
    text = _ADDRESS.sub(f"{_JOINER}@", text)
    text = _ARROW.sub(_JOINER, text)
    # Every mark of ASCII as an entity: no Markdown is left that could mean anything.
    return "".join(c if c.isalnum() or c == " " or not c.isascii() else f"&#{ord(c)};" for c in text)

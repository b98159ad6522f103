"""Elements of a document of Word, where python-docx has no word for them."""

from __future__ import annotations

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from ui.pack.document import plain


def element(tag: str, *inside: BaseOxmlElement, **attributes: str | int) -> BaseOxmlElement:
    """An element of Word's own namespace.

    >>> bold = element("rPr", element("b"))
    >>> bold[0].tag == qn("w:b"), element("gridCol", w=5).get(qn("w:w"))
    (True, '5')
    """
    made: BaseOxmlElement = OxmlElement(f"w:{tag}", {qn(f"w:{name}"): str(value) for name, value in attributes.items()})
    made.extend(inside)
    return made


def written(text: str) -> BaseOxmlElement:
    """A text as text: whatever it looks like, Word runs nothing of it."""
    made = element("t")
    made.text = plain(text)
    made.set(qn("xml:space"), "preserve")
    return made

"""A document as one page of HTML: it fetches nothing, runs nothing, and every text of it is text."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from html import escape
from pathlib import Path

from ui.pack.document import (
    Block,
    Cell,
    Document,
    Facts,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Points,
    Table,
    plain,
)
from ui.pack.drawn import svg
from ui.words import colour_css


def to_page(document: Document) -> bytes:
    """The whole of it as an .html file; the same document gives the same bytes."""
    befores: list[Block | None] = [None, *document.blocks]
    pairs = zip(befores, document.blocks, strict=False)
    told = [_element("h1", _told(document.title))]
    if document.subtitle:
        told.append(_element("p", _told(document.subtitle), class_="subtitle"))
    told += [_block(block, before, document.links) for before, block in pairs]
    body = _element("body", _element("main", *told), _element("footer", _told(document.footer)))
    page = _element("html", _head(document), body, lang=document.language)
    return f"<!DOCTYPE html>\n{page}\n".encode()


def _told(text: str) -> str:
    """A text as HTML shows it, between tags and between the quotes of an attribute."""
    return escape(plain(text))


def _element(tag: str, *inside: str, **attributes: str) -> str:
    """An element; inside : HTML; attributes : texts, by names with _ for -, and the word class with one at its end."""
    named = "".join(f' {name.rstrip("_").replace("_", "-")}="{_told(text)}"' for name, text in attributes.items())
    parts = "\n".join(inside)
    return f"<{tag}{named}>{parts}</{tag}>"


@cache
def _style() -> str:
    return colour_css() + "\n" + Path(__file__).with_suffix(".css").read_text(encoding="utf-8")


def _head(document: Document) -> str:
    """What the page says of itself; its policy allows nothing but its own style."""
    summed = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{summed}'; base-uri 'none'; form-action 'none'"
    title = ", ".join(filter(None, [document.title, document.subtitle]))
    return "\n".join(
        [
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light">',
            f'<meta name="author" content="{_told(document.author)}">',
            _element("title", _told(title)),
            # What a policy has the sum of is kept to the letter.
            f"<style>{_style()}</style>",
            "</head>",
        ]
    )


def _block(block: Block, before: Block | None, links: tuple[str, ...]) -> str:
    told = ""
    match block:
        case Heading():
            look = {"class_": "page"} if isinstance(before, PageBreak) else {}
            told = _element(f"h{block.level + 1}", _told(block.text), **look)
        case Paragraph():
            told = _element("p", _told(block.text), **({"class_": "caution"} if block.stands_out else {}))
        case Points():
            told = _element("ul", *(_element("li", _told(item)) for item in block.items))
        case Facts():
            told = _element("dl", *(_fact(label, text, text in links) for label, text in block.rows))
        case Picture():
            told = _wide(f"Chart: {block.name}", _picture(block))
        case Table():
            told = _wide(f"Table: {block.caption}", _table(block, is_said=block.is_said_by(before)))
    return told


def _wide(name: str, inside: str) -> str:
    """What may be wider than the window, in a part of the page that the keyboard can scroll."""
    return _element("div", inside, class_="wide", role="group", tabindex="0", aria_label=name)


def _fact(label: str, text: str, is_link: bool) -> str:
    shown = _element("a", _told(text), href=text, rel="noreferrer") if is_link else _told(text)
    return _element("div", _element("dt", _told(label)), _element("dd", shown))


def _picture(picture: Picture) -> str:
    # What the drawer says of the parts of a chart is less than our words for the whole of it.
    drawn = svg(picture.spec).replace("<svg ", '<svg aria-hidden="true" ', 1)
    return _element("div", drawn, role="img", aria_label=picture.alt)


def _table(table: Table, *, is_said: bool) -> str:
    caption = _element("caption", _told(table.caption), **({"class_": "said"} if is_said else {}))
    header = _element("tr", *(_element("th", _told(text), scope="col") for text in table.header))
    rows = [_element("tr", _cell(first, "th", scope="row"), *map(_cell, rest)) for first, *rest in table.rows]
    return _element("table", caption, _element("thead", header), _element("tbody", *rows))


def _cell(cell: Cell, tag: str = "td", **attributes: str) -> str:
    if isinstance(cell, str):
        return _element(tag, _told(cell), **attributes)
    look = f"verdict {cell.rating.word}{' flipped' if cell.flipped else ''}"
    return _element(tag, _told(cell.text), class_=look, **attributes)

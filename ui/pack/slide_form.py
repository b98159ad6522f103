"""An empty presentation in the form of a pack: 16:9, master, layouts, language and properties; no slide in it."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import pptx
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation
from pptx.slide import Slide
from pptx.util import Emu

from ui.pack.slide_flow import cut, one_line
from ui.pack.timeless import MOMENT
from ui.words import THEMES

WIDTH, HEIGHT = Emu(12192000), Emu(6858000)
LANGUAGE = "en-GB"
COVER, WITH_TEXT, WITHOUT_TEXT = "Title Slide", "Title and Content", "Title Only"
# The most characters that a property can have.
_MOST = 255
# What the template brings and no pack needs: a picture of itself, what made it, the settings of a printer.
_NEEDLESS = ("/thumbnail", "/extended-properties", "/printerSettings")
# What the theme of the template has, and what ours has in its place.
_THEME = {
    "Calibri": "Arial",
    "1F497D": THEMES["light"]["line"].removeprefix("#"),
    "4F81BD": THEMES["light"]["primary"].removeprefix("#"),
    "0000FF": THEMES["light"]["primary"].removeprefix("#"),
}
# How wide the footer is, and how large its text.
_FOOTER = (784.0, 14.0)
# Every slide has them; python-pptx makes none of a layout's.
_AT_THE_FOOT = ("ftr", "sldNum")


def formed(title: str, subtitle: str, author: str) -> Presentation:
    """A presentation that is ready for its slides."""
    deck = pptx.Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    del deck.element.find(qn("p:sldSz")).attrib["type"]
    for rels in (deck.part.rels, deck.part.package._rels):  # noqa: SLF001 - the package has no other name for them
        for key in [key for key, rel in rels.items() if rel.reltype.endswith(_NEEDLESS)]:
            rels.pop(key)
    _masters(deck)
    for told in deck.element.iter(qn("a:defRPr")):
        if told.get("lang"):
            told.set("lang", LANGUAGE)
    properties = deck.core_properties
    properties.title, properties.subject = one_line(title)[:_MOST], one_line(subtitle)[:_MOST]
    properties.author = properties.last_modified_by = one_line(author)[:_MOST]
    properties.language = LANGUAGE
    properties.created = properties.modified = MOMENT
    properties.revision = 1
    return deck


def _masters(deck: Presentation) -> None:
    """Our master and layouts in place of the template's."""
    master_form, styles, *forms = parse_xml(Path(__file__).with_name("slides.xml").read_bytes())
    master, layouts = deck.slide_master, {form.get("name"): form for form in forms}
    master.element.replace(master.element.find(qn("p:cSld")), master_form)
    master.element.replace(master.element.find(qn("p:txStyles")), styles)
    for layout in list(deck.slide_layouts):
        if layout.name in layouts:
            layout.element.replace(layout.element.find(qn("p:cSld")), layouts[layout.name])
        else:
            deck.slide_layouts.remove(layout)
    for rel in master.part.rels.values():
        if rel.reltype.endswith("/theme"):
            theme = rel.target_part.blob.decode()
            for theirs, ours in _THEME.items():
                theme = theme.replace(theirs, ours)
            rel.target_part.blob = theme.encode()


def foot(deck: Presentation, slide: Slide, footer: str) -> None:
    """Where it comes from and the number of the slide, last in the order that a slide is read in."""
    for theirs in deck.slide_master.placeholders:
        kind = theirs.element.find(f".//{qn('p:ph')}")
        if kind.get("type") in _AT_THE_FOOT:
            own = deepcopy(theirs.element)
            own.find(f".//{qn('p:cNvPr')}").set("id", str(max(shape.shape_id for shape in slide.shapes) + 1))
            slide.shapes._spTree.append(own)  # noqa: SLF001 - python-pptx makes no footer of its own
            if kind.get("type") == "ftr":
                told = own.find(f".//{qn('a:p')}")
                told.insert(0, parse_xml(f'<a:r {nsdecls("a")}><a:rPr lang="{LANGUAGE}"/><a:t/></a:r>'))
                told[0][1].text = cut(footer, *_FOOTER, 1)

"""A pack as a short deck for PowerPoint: its tables and charts can be edited, and no text of it is ever run."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from pptx.presentation import Presentation
from pptx.slide import Slide

from ui.pack.contents import outline
from ui.pack.document import Document
from ui.pack.pack import Pack
from ui.pack.slide_flow import WIDTH, Piece, Texts, cut, flow
from ui.pack.slide_form import COVER, WITH_TEXT, WITHOUT_TEXT, foot, formed
from ui.pack.slide_parts import place, titled, written
from ui.pack.slide_sections import cover, sections
from ui.pack.timeless import timeless

# How large titles are, that of the first slide and the others.
_COVER, _TITLE = 36.0, 26.0
# The most lines of either. They are bold, and beside the others stands which slide of several it is.
_MOST_COVER, _MOST_TITLE, _TITLE_WIDTH = 3, 2, WIDTH * 0.75


def to_slides(pack: Pack) -> bytes:
    """The whole of it as a .pptx file; the same pack gives the same bytes."""
    about = outline(pack)
    deck = formed(about.title, about.subtitle, about.author)
    titles = {_cover(deck, pack, about)}
    for title, pieces in _slides(pack):
        # Two names may be alike where they are cut, and a title is for one slide.
        alike = (f"{title} [{number}]" for number in range(2, len(titles) + 3))
        own = title if title not in titles else next(other for other in alike if other not in titles)
        titles.add(own)
        _slide(deck, own, pieces, about)
    kept = BytesIO()
    deck.save(kept)
    return timeless(kept.getvalue())


def _slides(pack: Pack) -> Iterator[tuple[str, tuple[Piece, ...]]]:
    """Each slide but the first, with its title: which of several it is, where a section takes more than one."""
    for section in sections(pack):
        title, slides = cut(section.title, _TITLE_WIDTH, _TITLE, _MOST_TITLE), flow(section.blocks)
        for number, pieces in enumerate(slides, 1):
            yield f"{title} ({number} of {len(slides)})" if len(slides) > 1 else title, pieces


def _cover(deck: Presentation, pack: Pack, about: Document) -> str:
    """The first slide; its title."""
    slide = _added(deck, COVER)
    title = cut(about.title, _TITLE_WIDTH, _COVER, _MOST_COVER)
    titled(slide, title, _COVER)
    for piece in flow(cover(pack))[0]:
        if isinstance(piece.what, Texts):
            written(slide.placeholders[1].text_frame, piece.what.lines)
    foot(deck, slide, about.footer)
    return title


def _slide(deck: Presentation, title: str, pieces: tuple[Piece, ...], about: Document) -> None:
    has_text = any(isinstance(piece.what, Texts) for piece in pieces)
    slide = _added(deck, WITH_TEXT if has_text else WITHOUT_TEXT)
    titled(slide, title, _TITLE)
    for piece in pieces:
        place(slide, piece, about.links)
    foot(deck, slide, about.footer)


def _added(deck: Presentation, layout: str) -> Slide:
    slide: Slide = deck.slides.add_slide(deck.slide_layouts.get_by_name(layout))
    return slide

"""The form of the slides, before there are any."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from pptx.oxml.ns import qn

from ui.pack.slide_flow import HEIGHT as ROOM_HEIGHT
from ui.pack.slide_flow import LEFT, TOP
from ui.pack.slide_flow import WIDTH as ROOM_WIDTH
from ui.pack.slide_form import COVER, HEIGHT, LANGUAGE, WIDTH, WITH_TEXT, WITHOUT_TEXT, foot, formed


@pytest.fixture
def deck():
    return formed("Title", "Subtitle", "Ann")


def saved(deck):
    kept = BytesIO()
    deck.save(kept)
    with ZipFile(kept) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_it_is_16_to_9_and_has_three_layouts_and_no_slide(deck):
    assert deck.slide_width * 9 == deck.slide_height * 16
    assert [layout.name for layout in deck.slide_layouts] == [COVER, WITH_TEXT, WITHOUT_TEXT]
    assert len(deck.slides) == 0


def test_the_place_for_text_is_where_the_room_is(deck):
    title, text, footer, _ = deck.slide_master.placeholders

    assert (text.left.pt, text.top.pt, text.width.pt, text.height.pt) == (LEFT, TOP, ROOM_WIDTH, ROOM_HEIGHT)
    assert title.top + title.height <= text.top
    assert text.top + text.height <= footer.top


def test_every_place_of_a_layout_is_on_the_slide(deck):
    for layout in [deck.slide_master, *deck.slide_layouts]:
        for place in layout.placeholders:
            assert place.left + place.width <= WIDTH
            assert place.top + place.height <= HEIGHT


def test_nothing_of_the_template_is_left_that_no_deck_needs(deck):
    names = saved(deck)

    assert not [name for name in names if "thumbnail" in name or "printerSettings" in name or name.endswith("app.xml")]
    assert sum("slideLayouts/slideLayout" in name for name in names) == 3


def test_its_font_and_its_language_are_ours(deck):
    content = b"".join(saved(deck).values())

    assert b"Calibri" not in content
    assert b"en-US" not in content
    assert f'lang="{LANGUAGE}"'.encode() in content


def test_its_properties_are_cut_to_what_a_property_can_hold():
    properties = formed("T" * 300, "S\x00", "A" * 300).core_properties

    assert (len(properties.title), properties.subject, len(properties.author)) == (255, "S", 255)


def test_a_footer_is_on_one_line_and_read_last(deck):
    slide = deck.slides.add_slide(deck.slide_layouts[1])

    foot(deck, slide, "Where it comes from " * 30)

    kinds = [shape.element.find(f".//{qn('p:ph')}").get("type") for shape in slide.shapes]
    assert kinds == ["title", None, "ftr", "sldNum"]
    assert slide.shapes[2].text_frame.text.endswith("…")
    assert len({shape.shape_id for shape in slide.shapes}) == 4

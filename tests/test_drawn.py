import struct

import packs
import pytest
from lxml import etree

from ui.pack import drawn
from ui.pack.contents import counts_picture
from ui.pack.document import plain

SVG = "{http://www.w3.org/2000/svg}"


def texts(svg):
    return [part.text for part in etree.fromstring(svg).iter(f"{SVG}text")]


def named(name):
    """A chart with one text."""
    return {"data": {"values": [{"name": name}]}, "mark": "text", "encoding": {"text": {"field": "name"}}}


@pytest.mark.parametrize("made", [packs.stands, packs.several, packs.by_year])
def test_the_text_of_a_drawing_is_text(made):
    pack = made()

    told = texts(drawn.svg(counts_picture(pack).spec))

    assert {"As it stands", *(one.title for one in pack.told)} <= set(told)
    assert "◆ 3" in told or "◆ 10" in told


def test_a_drawing_is_in_a_font_that_comes_along():
    drawing = etree.fromstring(drawn.svg(counts_picture(packs.stands()).spec))

    fonts = {part.get("font-family") for part in drawing.iter(f"{SVG}text")}

    assert fonts == {drawn.FONT}


def test_a_drawing_names_the_font_that_is_asked_for():
    drawing = etree.fromstring(drawn.svg(named("a"), "Gill Sans"))

    assert [part.get("font-family") for part in drawing.iter(f"{SVG}text")] == ["Gill Sans"]


def test_the_figures_in_a_picture_are_there():
    with_text, without = drawn.png(named("Green 3")), drawn.png(named(""))

    assert len(with_text) > len(without)


def test_the_symbol_of_red_is_in_the_font_that_comes_along():
    # Were it not, another font would draw the whole text: then the figure beside it would be another picture.
    diamond, heart = drawn.png(named("◆")), drawn.png(named("♦"))

    assert diamond == heart


@pytest.mark.parametrize("scale", [1, 2, 3])
def test_a_picture_is_as_fine_as_asked(scale):
    spec = counts_picture(packs.stands()).spec
    wide = float(etree.fromstring(drawn.svg(spec)).get("width"))

    made = drawn.png(spec, scale)

    assert made.startswith(b"\x89PNG")
    assert struct.unpack(">I", made[16:20])[0] == pytest.approx(wide * scale, abs=1)


def test_the_same_chart_is_the_same_picture():
    spec = counts_picture(packs.several()).spec

    assert drawn.png(spec) == drawn.png(spec)
    assert drawn.svg(spec) == drawn.svg(spec)


def test_a_chart_stays_as_it_was():
    spec = counts_picture(packs.stands()).spec
    before = repr(spec)

    drawn.svg(spec)

    assert repr(spec) == before


@pytest.mark.parametrize("address", ["https://example.org/a.csv", "file:///etc/passwd", "a.csv", "data:text/csv,a"])
def test_a_chart_fetches_nothing(address):
    data = {"data": {"url": address, "format": {"type": "csv"}}, "mark": "point"}
    picture = named("a") | {"mark": "image", "encoding": {"url": {"value": address}}}

    for spec in (data, {"layer": [data]}, picture):
        with pytest.raises(ValueError, match="fetch nothing"):
            drawn.svg(spec)
        with pytest.raises(ValueError, match="fetch nothing"):
            drawn.png(spec)


@pytest.mark.parametrize("name", [*packs.HOSTILE, "Half \ud800 of one", "Bell \x07 and \u202eback"])
def test_a_name_is_drawn_as_text_and_no_more(name):
    told = texts(drawn.svg(named(name)))

    assert told == [plain(name)]

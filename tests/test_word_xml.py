import packs
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

from ui.pack.document import plain
from ui.pack.word_xml import element, written


def test_an_element_has_its_attributes_and_what_is_in_it_in_order():
    made = element("tr", element("trPr", element("cantSplit")), element("tc"), rsidR=1)

    assert [part.tag for part in made.iter()] == [qn(f"w:{name}") for name in ("tr", "trPr", "cantSplit", "tc")]
    assert made.get(qn("w:rsidR")) == "1"


@pytest.mark.parametrize("text", [*packs.HOSTILE, "", "  spaces  ", "Half \ud800 of one", "Bell \x07"])
def test_every_text_is_read_back_as_it_was(text):
    back = parse_xml(etree.tostring(written(text)))

    assert len(back) == 0
    assert (back.text or "") == plain(text)
    assert back.get(qn("xml:space")) == "preserve"

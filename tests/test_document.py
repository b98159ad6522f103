from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from ragcore.rating import Rating
from ui.pack.document import Heading, Paragraph, Table, Verdict, plain

TABLE = Table("All indicators", ("Measure",), (("Calls",),), (1.0,))


@given(st.text(st.characters(codec=None)))
def test_every_text_can_be_written_in_a_document(text):
    made = etree.Element("a")

    made.text = plain(text)

    assert etree.fromstring(etree.tostring(made)).text in (plain(text) or None, plain(text).replace("\r", "\n"))


@given(st.sampled_from(list(Rating)))
def test_a_rating_says_that_it_is_another_one(rating):
    stays, flips = Verdict(rating).text, Verdict(rating, flipped=True).text

    assert rating.word.capitalize() in stays
    assert flips == f"{stays} (changed)"


def test_a_heading_says_a_caption_that_it_ends_with():
    assert TABLE.is_said_by(Heading("Appendix 2: All indicators"))


def test_no_other_heading_and_no_paragraph_says_a_caption():
    assert not TABLE.is_said_by(Heading("Key indicators"))
    assert not TABLE.is_said_by(Paragraph("All indicators"))
    assert not TABLE.is_said_by(None)

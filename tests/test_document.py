import pytest
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


def test_columns_with_room_for_their_words_are_as_wide_as_they_should_be():
    table = Table("Costs", ("Measure", "Target", "Rating"), (("Cost", "£9", Verdict(Rating.RED)),), (2.0, 1.0, 1.0))

    assert table.shares == pytest.approx((0.5, 0.25, 0.25))


def test_a_column_takes_what_a_long_figure_needs_from_those_that_can_spare_it():
    narrow, wide = (
        Table("Costs", ("Measure", "Target"), ((name, "£1,000,000"),), (19.0, 1.0)).shares
        for name in ("Cost", "The cost of a placement away from home")
    )

    assert narrow == wide
    assert narrow[1] > 0.12


@given(
    st.lists(st.tuples(st.floats(0.1, 9.9), st.text("a £,0", max_size=40)), min_size=1, max_size=7),
    st.sampled_from(list(Rating)),
)
def test_all_columns_together_are_as_wide_as_the_paper_and_none_is_gone(columns, rating):
    widths, texts = zip(*columns, strict=True)
    table = Table("Any", ("", *texts), ((Verdict(rating), *texts),), (1.0, *widths))

    assert sum(table.shares) == pytest.approx(1.0)
    assert min(table.shares) > 0.01


@pytest.mark.parametrize("count", range(1, 7))
def test_a_figure_of_ten_characters_has_room_however_narrow_its_column_should_be(count):
    table = Table("Any", ("Measure", *["Cost"] * count), (("One", *["£1,000,000"] * count),), (20.0, *[0.1] * count))

    assert min(table.shares[1:]) > 0.12

import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from ragcore.rating import Rating
from ui.pack.document import Table, Verdict
from ui.pack.word_table import word_table
from ui.words import LOOKS


def of(count, widths=(3.0, 1.0)):
    return Table("Measures", ("Measure", "Rating"), (("Calls", Verdict(Rating.RED)),) * count, widths)


def kept_with_next(made):
    return [row.find(f".//{qn('w:keepNext')}") is not None for row in made.iter(qn("w:tr"))]


@given(st.lists(st.floats(0.1, 10), min_size=2, max_size=2), st.integers(5_000, 12_000))
def test_columns_have_their_share_of_the_width(widths, width):
    table = of(1, tuple(widths))
    columns = [int(each.get(qn("w:w"))) for each in word_table(table, width).iter(qn("w:gridCol"))]

    assert abs(sum(columns) - width) <= 2
    assert columns == pytest.approx([width * share for share in table.shares], abs=1)


def test_a_table_says_how_many_rows_there_are_and_what_its_columns_are():
    told = [word_table(of(count), 9000).tblPr.find(qn("w:tblDescription")).get(qn("w:val")) for count in (1, 2)]

    assert told == ["1 row below a header with: Measure, Rating.", "2 rows below a header with: Measure, Rating."]


@pytest.mark.parametrize(("count", "kept"), [(0, [False]), (1, [True, False]), (3, [True] * 3 + [False])])
def test_a_short_table_stays_on_one_page(count, kept):
    assert kept_with_next(word_table(of(count), 9000)) == kept


def test_of_a_long_table_the_header_stays_with_the_first_row():
    assert kept_with_next(word_table(of(9), 9000)) == [True] + [False] * 9


@pytest.mark.parametrize("rating", list(Rating))
@pytest.mark.parametrize("flipped", [False, True])
def test_a_rating_has_its_colours_and_is_bold_where_it_is_another_one(rating, flipped):
    made = word_table(Table("T", ("Rating",), ((Verdict(rating, flipped),),), (1.0,)), 9000)
    cell = list(made.iter(qn("w:tc")))[1]

    fill, colour = next(cell.iter(qn("w:shd"))), next(cell.iter(qn("w:color")))

    assert "#" + fill.get(qn("w:fill")) == LOOKS["light"][rating].fill
    assert "#" + colour.get(qn("w:val")) == LOOKS["light"][rating].text
    assert bool(list(cell.iter(qn("w:b")))) == flipped

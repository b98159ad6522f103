"""Whether what is said fits where it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragcore.rating import Rating
from ui.pack.document import Facts, Heading, Paragraph, Points, Table, Verdict
from ui.pack.slide_flow import (
    CONTINUED,
    HEIGHT,
    MOST_CELL,
    MOST_ROWS,
    SMALL,
    WIDTH,
    Bars,
    Grid,
    Line,
    Texts,
    cut,
    flow,
    lines_of,
    one_line,
)

TEXTS = st.text(max_size=300)
BARS = Bars((("As it stands", {Rating.GREEN: 1}),), (Rating.GREEN,), "One green.")


def table(count, text="Calls answered"):
    return Table("All of them", ("Measure", "Rating"), ((text, Verdict(Rating.RED)),) * count, (3, 1))


def tables(slides):
    return [piece.what for slide in slides for piece in slide if isinstance(piece.what, Grid)]


def lines(slide):
    return [line for piece in slide if isinstance(piece.what, Texts) for line in piece.what.lines]


BLOCKS = st.one_of(
    st.builds(Heading, TEXTS, st.just(2)),
    st.builds(Paragraph, TEXTS, st.booleans()),
    st.builds(lambda rows: Facts(tuple(rows)), st.lists(st.tuples(TEXTS, TEXTS), max_size=4)),
    st.builds(lambda items: Points(tuple(items)), st.lists(TEXTS, max_size=30)),
    st.builds(table, st.integers(1, 40), TEXTS),
    st.just(BARS),
)


# How much room a text takes


def test_a_text_that_just_fits_a_line_takes_one():
    # Five letters of 0.62 and a size of 10.
    assert lines_of("aaaaa", 31.1, 10) == 1
    assert lines_of("aaaaa", 30.9, 10) == 2


def test_a_word_that_is_wider_than_a_line_is_parted():
    assert lines_of("W" * 300, 105, 10) == 30


def test_a_word_goes_to_the_next_line_whole_where_there_is_room_for_it():
    assert lines_of("aaa aaa", 30, 10) == 2


def test_a_text_is_cut_at_a_word_with_a_mark():
    assert cut("Repeat referrals within a year", 120, 18, 1) == "Repeat…"


def test_a_text_without_a_space_is_cut_all_the_same():
    assert cut("W" * 300, 105, 10, 2) == f"{'W' * 19}…"


@pytest.mark.parametrize("text", ["", "Calls", "two\nlines", "\t", "a\x0bb", "\ud800"])
def test_what_fits_is_kept_to_the_letter_on_one_line(text):
    assert cut(text, 500, 14, 1) == one_line(text)


@given(TEXTS, st.floats(30, 900), st.integers(1, 8))
def test_what_is_cut_fits_and_begins_as_the_text_does(text, width, most):
    short = cut(text, width, SMALL, most)

    assert lines_of(short, width, SMALL) <= most
    assert one_line(text).startswith(short.removesuffix("…"))


# What stands where


def test_nothing_takes_one_slide():
    assert flow([]) == [()]


@given(st.lists(BLOCKS, max_size=8))
def test_everything_stands_in_its_room_and_below_what_came_before(blocks):
    for slide in flow(blocks):
        below = 0.0
        for piece in slide:
            assert piece.top >= below - 1e-6
            below = piece.top + piece.height
            assert below <= HEIGHT + 1e-6


@given(st.lists(BLOCKS, min_size=1, max_size=8))
def test_no_slide_of_several_is_empty_and_none_ends_with_a_heading(blocks):
    slides = flow(blocks)

    for slide in slides:
        assert slide or len(slides) == 1
        if slide and isinstance(slide[-1].what, Texts):
            assert slide[-1].what.lines[-1].kind != "heading"


@given(st.integers(1, 60), TEXTS)
def test_every_part_of_a_table_has_its_header_and_each_row_is_there_once(count, text):
    parts = tables(flow([table(count, text)]))

    assert {part.rows[0] for part in parts} == {("Measure", "Rating")}
    assert sum(len(part.rows) - 1 for part in parts) == min(count, MOST_ROWS)
    assert all(sum(part.widths) == pytest.approx(WIDTH) for part in parts)


def test_a_short_table_is_in_one_piece():
    blocks = [Points(("One",) * 12), table(4)]

    assert [len(part.rows) for part in tables(flow(blocks))] == [5]


def test_how_many_rows_are_left_out_is_said_and_where_they_are():
    assert lines(flow([table(MOST_ROWS)])[-1]) == []
    assert lines(flow([table(MOST_ROWS + 1)])[-1]) == [
        Line("And 1 more, which are in the Word document and in the workbook.", "caution")
    ]
    assert lines(flow([Points(("One",) * (MOST_ROWS + 2))])[-1])[-1].text.startswith("And 2 more")


def test_a_heading_is_on_one_slide_with_the_table_below_it():
    slides = flow([Points(("One",) * 13), Heading("What changes", 2), table(4)])

    assert [line.text for line in lines(slides[1])] == ["What changes"]


def test_a_heading_is_repeated_where_its_table_goes_on():
    slides = flow([Heading("What changes", 2), table(20)])

    assert [line.text for slide in slides for line in lines(slide)] == ["What changes", f"What changes{CONTINUED}"]


def test_a_cell_has_no_more_lines_than_there_is_room_for():
    ((_, row),) = [part.rows for part in tables(flow([table(1, "words " * 2000)]))]

    assert row[0].endswith("…")
    assert lines_of(row[0], WIDTH * 3 / 4, SMALL) <= MOST_CELL


def test_texts_that_follow_each_other_are_in_one_box():
    ((piece,),) = flow([Paragraph("One"), Facts((("Made", "today"),)), Points(("Two",))])

    assert piece.what.lines == (Line("One"), Line("today", label="Made: "), Line("Two", "point"))


def test_a_chart_has_a_bar_for_each_position_or_for_each_rating_of_one():
    both = Bars((("a", {}), ("b", {})), (Rating.GREEN,), "")

    assert BARS.height < both.height < Bars((("a", {}),), tuple(Rating), "").height
    assert Bars((("a", {}),) * 50, (), "").height < HEIGHT

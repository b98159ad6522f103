import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragcore.cells import LARGEST, CellError, number, plain_text, yes_or_no


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0.0),
        ("-0", 0.0),
        ("82.5", 82.5),
        (" 82.5 ", 82.5),
        ("+3", 3.0),
        (".5", 0.5),
        ("5.", 5.0),
        ("1,234", 1234.0),
        ("12,345,678.9", 12345678.9),
        ("1234567", 1234567.0),
        ("£12.50", 12.5),
        ("-£12.50", -12.5),
        ("£-12.50", -12.5),
        ("\u22125", -5.0),
        ("\uff18\uff15", 85.0),
        ("٨٥", 85.0),
        ("1e3", 1000.0),
        ("5.55e-17", 0.0),
        ("-5e-324", 0.0),
        ("1e-9", 1e-9),
        ("1e15", LARGEST),
    ],
)
def test_a_figure_is_read_as_people_write_it(text, value):
    assert number(text).value == value


def test_a_minus_zero_is_a_zero():
    assert math.copysign(1.0, number("-0.0").value) == 1.0


@pytest.mark.parametrize("text", ["85%", " 85 % ", "85\u00a0%"])
def test_a_per_cent_sign_is_told_and_no_part_of_the_figure(text):
    read = number(text)

    assert (read.value, read.percent) == (85.0, True)


@pytest.mark.parametrize(("text", "decimals"), [("82", 0), ("82.10", 2), ("1,234.5", 1), ("85.0%", 1), ("5e-3", 3)])
def test_the_decimals_are_those_that_were_typed(text, decimals):
    assert number(text).decimals == decimals


@pytest.mark.parametrize("text", ["", " ", "n/a", "N/A", "-", "–", "..", "#N/A", "None", "TBC", "[x]"])
def test_a_word_for_no_figure_is_missing_and_not_suppressed(text):
    read = number(text)

    assert math.isnan(read.value)
    assert not read.suppressed


@pytest.mark.parametrize("text", ["c", "[C]", "*", "<5", "≤5", "Suppressed"])
def test_a_mark_for_a_hidden_figure_is_suppressed_and_never_a_number(text):
    read = number(text)

    assert math.isnan(read.value)
    assert read.suppressed


@pytest.mark.parametrize(
    "text",
    [
        "abc", "82.5 days", "1 in 3", "80-90", ">=85%", "01:30", "TRUE", "inf", "-Infinity", "1,23", "12,34,567",
        "1.2.3", "1e", "e5", "--5", "5%%", "£", "%", "+", "1_000", "0x10", "½", "8²", "1e9999", "(5)", "²",
    ],
)  # fmt: skip
def test_what_is_no_figure_is_an_error_and_never_a_guess(text):
    with pytest.raises(CellError, match="write it in digits, or leave the cell empty") as caught:
        number(text)

    assert caught.value.code == "E_NOT_A_NUMBER"


@pytest.mark.parametrize("text", ["1e308", "-1e308", "1e999", "1000000000000001", "9" * 400])
def test_a_figure_out_of_range_is_an_error_that_names_the_range(text):
    with pytest.raises(CellError, match="1,000,000,000,000,000") as caught:
        number(text)

    assert caught.value.code == "E_OUT_OF_RANGE"


@given(st.decimals(-LARGEST, LARGEST, places=3))
def test_every_decimal_that_is_written_is_the_same_figure_when_read(figure):
    assert number(f"{figure:f}").value == float(figure)
    assert number(f"{figure:,f}").value == float(figure)


@given(st.text(max_size=20))
def test_any_text_is_a_figure_in_range_or_none_or_an_error(text):
    try:
        read = number(text)
    except CellError:
        return

    assert math.isnan(read.value) or abs(read.value) <= LARGEST


@pytest.mark.parametrize(("text", "said"), [("yes", True), (" Y ", True), ("✓", True), ("no", False), ("", False)])
def test_a_yes_is_a_yes_and_nothing_is_a_no(text, said):
    assert yes_or_no(text) is said


def test_neither_yes_nor_no_says_what_was_done():
    with pytest.raises(CellError, match="neither yes nor no; it was read as no") as caught:
        yes_or_no("maybe")

    assert caught.value.code == "W_KEY"


def test_a_raised_digit_marks_a_footnote_and_is_no_digit():
    assert plain_text("82\u00b9") == "82\u00b9"

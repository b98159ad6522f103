import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragcore.cells import LARGEST, LONGEST, CellError, Number, number, plain_text, target, yes_or_no
from ragcore.limits import Polarity
from ragcore.marks import legend_of


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
        ("0.00000000000000005", 0.0),
        ("0.30000000000000004", 0.30000000000000004),
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


@pytest.mark.parametrize(
    ("text", "said"),
    [("80-90", "is a range"), ("01:30", "is a time"), ("1,23", "its comma may be"), ("abc", "is not a number;")],
)
def test_an_error_says_what_stands_there_where_that_is_known(text, said):
    with pytest.raises(CellError, match=said):
        number(text)


@pytest.mark.parametrize(
    ("text", "value", "cleaned"),
    [
        ("\uff18\uff15", 85.0, "digits of another script"),
        ("٨٥", 85.0, "digits of another script"),
        ("1 234", 1234.0, "spaces between thousands"),
        ("1\u00a0234\u00a0567.5", 1234567.5, "spaces between thousands"),
        ("1\u202f234", 1234.0, "spaces between thousands"),
        ("1\u2009234", 1234.0, "spaces between thousands"),
        ("(12)", -12.0, "brackets for a minus"),
        ("(1,234)", -1234.0, "brackets for a minus"),
        ("(£12.50)", -12.5, "brackets for a minus"),
        ("–5", -5.0, "a dash for a minus"),
        ("'85", 85.0, "an apostrophe before it"),
        ("85*", 85.0, "a footnote mark"),
        ("85¹", 85.0, "a footnote mark"),
        ("8²", 8.0, "a footnote mark"),
        ("85†", 85.0, "a footnote mark"),
        ("85 (p)", 85.0, "a footnote mark"),
        ("85 [r]", 85.0, "a footnote mark"),
        ("85r", 85.0, "a footnote mark"),
        ("85 [1]", 85.0, "a footnote mark"),
        ("85(2)", 85.0, "a footnote mark"),
        ("85% (provisional)", 85.0, "a footnote mark"),
        ("£1.2m", 1_200_000.0, "'m' for millions"),
        ("1.1m", 1_100_000.0, "'m' for millions"),
        ("£3k", 3000.0, "'k' for thousands"),
        ("1.2bn", 1_200_000_000.0, "'bn' for billions"),
        ("2 million", 2_000_000.0, "'million' for millions"),
        ("31 days", 31.0, "its unit 'days'"),
        ("3.5 per 1,000", 3.5, "its unit 'per 1,000'"),
        ("'(1 234)*", -1234.0, "an apostrophe before it and a footnote mark and brackets for a minus and sp"),
    ],
)
def test_what_a_person_might_read_otherwise_is_told(text, value, cleaned):
    read = number(text)

    assert read.value == value
    assert read.cleaned.startswith(cleaned)


@pytest.mark.parametrize("text", ["85", "1,234.5", "85 %", "£12.50", "\u22125.2", "+3.2", "85\u200b", "85 per cent"])
def test_what_nobody_doubts_is_not_told(text):
    assert number(text).cleaned == ""


@pytest.mark.parametrize(
    ("text", "unit", "percent"),
    [
        ("85", "", False),
        ("85%", "", True),
        ("85 per cent", "", True),
        ("£1.2m", "£", False),
        ("31 Days", "days", False),
    ],
)
def test_the_unit_in_a_cell_is_told(text, unit, percent):
    assert (number(text).unit, number(text).percent) == (unit, percent)


def test_a_figure_in_millions_has_the_decimals_that_are_left():
    assert [number(text).decimals for text in ("£1.2m", "1.2345k", "(1.50)")] == [0, 1, 2]


@pytest.mark.parametrize(
    "text",
    ["", " ", "n/a", "N/A", "-", "–", "..", "…", "#N/A", "None", "TBC", "[x]", "nil", "z", "Low", "k", "Reports in Q4"],
)
def test_a_word_for_no_figure_is_missing_and_not_suppressed(text):
    read = number(text)

    assert math.isnan(read.value)
    assert not read.suppressed


@pytest.mark.parametrize("text", ["c", "[C]", "*", "<5", "≤5", "< 10%", "<=4", "Suppressed", "~"])
def test_a_mark_for_a_hidden_figure_is_suppressed_and_never_a_number(text):
    read = number(text)

    assert math.isnan(read.value)
    assert read.suppressed


@pytest.mark.parametrize(
    "text",
    [
        "abc", "1 in 3", "80-90", ">=85%", "01:30", "TRUE", "inf", "-Infinity", "1,23", "12,34,567",
        "1.2.3", "1e", "e5", "--5", "5%%", "£", "%", "+", "1_000", "0x10", "½", "²",
        "0,123", "1 23", "1 234 5", "4 hrs 30", "under 5 days", "5 or more", "85p", "85 (12)", "85 / 100", "()",
        "-(5)", "''5", "85 [c]", "7 c", "1.2.3%", "85% days", "(p)", "*5", "$5", "5 - 10", "5 to 10",
        "1" + "*" * LONGEST,
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


@pytest.mark.parametrize(
    "text",
    [
        "#DIV/0!",
        "#ref!",
        "#N/A",
        "#VALUE!",
        "#NAME?",
        "#NUM!",
        "#NULL!",
        "DIV/0",
        "#SPILL!",
        "#CALC!",
        "#FIELD!",
        "#BLOCKED!",
        "#GETTING_DATA",
        "Err:502",
        "#CONNECT!",
    ],
)
def test_what_a_spreadsheet_could_not_work_out_is_missing_and_known(text):
    read = number(text)

    assert math.isnan(read.value)
    assert read.formula_error


def test_no_other_mark_is_a_formula_error():
    assert not any(number(text).formula_error for text in ("", "n/a", "c", "85", "####"))


def test_a_column_that_was_too_narrow_shows_no_figure():
    assert [number(text).too_narrow for text in ("##", "########", "n/a", "85#")] == [True, True, False, False]


@pytest.mark.parametrize("text", ["#", "#key", "Err:", "err:5024"])
def test_what_only_looks_like_an_error_of_a_spreadsheet_is_none(text):
    with pytest.raises(CellError):
        number(text)


def test_a_mark_is_told_as_it_stands_in_small_letters():
    assert [number(text).mark for text in (" [C] ", "N/A", "", "85")] == ["[c]", "n/a", "", ""]


def test_the_own_legend_of_a_file_goes_before_what_is_usual():
    legend = legend_of(["x = suppressed", "c: not available"])

    assert number("X", legend).suppressed
    assert not number("c", legend).suppressed
    assert number("12", legend) == Number(12.0)


@pytest.mark.parametrize(
    ("text", "value", "sign"),
    [(">=85%", 85.0, ">="), ("≥ 85", 85.0, "≥"), ("≤5", 5.0, "≤"), ("<5", 5.0, "<"), (">£1.2m", 1_200_000.0, ">")],
)
def test_a_target_with_a_sign_is_its_figure_and_the_sign_is_told(text, value, sign):
    read = target(text)

    assert read.value == value
    assert f"the sign '{sign}'" in read.cleaned


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("≥85", Polarity.HIGHER),
        ("min 5", Polarity.HIGHER),
        ("<5", Polarity.LOWER),
        ("Max 5", Polarity.LOWER),
        ("5", None),
    ],
)
def test_the_sign_of_a_target_says_which_way_is_better(text, better):
    assert target(text).better is better


def test_a_word_before_a_target_is_told_as_a_word():
    assert target("max 5").cleaned == "the word 'max'"


@pytest.mark.parametrize("text", ["maxi 5", "minutes 5", "max", "at most"])
def test_a_word_that_is_no_sign_is_no_target(text):
    with pytest.raises(CellError):
        target(text)


@pytest.mark.parametrize("text", ["Monitor only", "No target", "Trend", "Baseline"])
def test_a_word_for_no_target_is_none_and_told(text):
    assert math.isnan(target(text).value)
    assert target(text).mark == text.lower()


@pytest.mark.parametrize("text", ["under 5 days", "80-90", "≥", "≥ c", ">=85 or more"])
def test_a_target_in_words_is_an_error(text):
    with pytest.raises(CellError):
        target(text)


@given(st.decimals(-LARGEST, LARGEST, places=3))
def test_every_decimal_that_is_written_is_the_same_figure_when_read(figure):
    assert number(f"{figure:f}").value == float(figure)
    assert number(f"{figure:,f}").value == float(figure)


@given(st.decimals(1, LARGEST, places=3))
def test_brackets_are_a_minus_and_spaces_are_thousands(figure):
    assert number(f"({figure:f})").value == -float(figure)
    assert number(f"{figure:,f}".replace(",", "\u00a0")).value == float(figure)


@given(
    st.one_of(st.text(max_size=20), st.text("0123456789.,- ()[]%£mkrp*'<>\u00a0\u2212", max_size=12)),
    st.sampled_from([number, target]),
)
def test_any_text_is_a_figure_in_range_or_none_or_an_error(text, read_cell):
    try:
        read = read_cell(text)
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

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragcore.period_spellings import LONGEST, MONTHS, full_year, month_of, rewritten, spelt


def first(text):
    return next(found for _, found in spelt(text))


@pytest.mark.parametrize(("digits", "year"), [("2016", 2016), ("16", 2016), ("69", 2069), ("70", 1970), ("99", 1999)])
def test_a_year_of_two_digits_is_of_this_century_or_the_last(digits, year):
    assert full_year(digits) == year


@given(st.sampled_from(MONTHS), st.integers(3, 9))
def test_a_month_is_known_by_its_beginning(month, length):
    assert MONTHS[month_of(month[:length].upper()) - 1] == month


@pytest.mark.parametrize(
    ("text", "parts", "later"),
    [
        ("SEP 2016", {"name": 10, "calendar": 2016}, "OCT 2016"),
        ("september-16", {"name": 1, "calendar": 2017}, "january-17"),
        ("1999/00 Q4", {"year": 2000, "next": 2001, "quarter": 1}, "2000/01 Q1"),
        ("First quarter 2016/17", {"ordinal": 2}, "Second quarter 2016/17"),
        ("w/e 3/9/2016", {"day": 10, "month": 9}, "w/e 10/9/2016"),
        ("Autumn term 2016", {"term": "spring", "calendar": 2017}, "Spring term 2017"),
    ],
)
def test_a_spelling_is_written_again_in_its_own_style(text, parts, later):
    assert rewritten(first(text), parts) == later


def test_a_text_longer_than_any_spelling_is_none():
    assert list(spelt("2016" + " " * LONGEST)) == []


@pytest.mark.parametrize(
    "text", ["1" * LONGEST, " " * (LONGEST - 1) + "x", "Q2 " * 26, "- " * 40, "jan" * 26, "(" * 80]
)
def test_the_longest_text_comes_to_an_end(text):
    assert isinstance(list(spelt(text)), list)

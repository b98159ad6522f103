from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragcore import periods

YEARS = st.integers(1900, 2099)
QUARTERS = st.integers(1, 4)
# Spellings in use; `after` is the year after `year`, in two digits.
SPELLINGS = {
    "quarter": ["{year}/{after:02d} Q{quarter}", "Q{quarter} {year}-{after:02d}", "{year}/{full} quarter {quarter}"],
    "calendar quarter": ["{year} Q{quarter}", "Q{quarter} {year}", "Quarter {quarter}, {year}"],
    "financial year": ["{year}/{after:02d}", "{year}-{full}", "{year}–{after:02d}"],
    "calendar year": ["{year}"],
    "month": ["{short} {year}", "{long} {year}", "{short}-{year}", "{upper} {year}"],
}  # fmt: skip
LONG = [month.capitalize() for month in periods.MONTHS]


@st.composite
def spelt(draw, kinds=tuple(SPELLINGS)):
    """A period in a spelling in use."""
    spelling = draw(st.sampled_from([form for kind in kinds for form in SPELLINGS[kind]]))
    year, month = draw(YEARS), draw(st.sampled_from(LONG))
    return spelling.format(
        year=year, full=year + 1, after=(year + 1) % 100, quarter=draw(QUARTERS), long=month, short=month[:3],
        upper=month.upper(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind", "start", "end"),
    [
        ("2016/17 Q1", "quarter", date(2016, 4, 1), date(2016, 6, 30)),
        ("2016/17 Q4", "quarter", date(2017, 1, 1), date(2017, 3, 31)),
        ("Q2 2016-17", "quarter", date(2016, 7, 1), date(2016, 9, 30)),
        ("quarter 3, 2016/2017", "quarter", date(2016, 10, 1), date(2016, 12, 31)),
        ("2016 Q4", "quarter", date(2016, 10, 1), date(2016, 12, 31)),
        ("2016/17", "financial year", date(2016, 4, 1), date(2017, 3, 31)),
        ("1999/00", "financial year", date(1999, 4, 1), date(2000, 3, 31)),
        ("1999–2000", "financial year", date(1999, 4, 1), date(2000, 3, 31)),
        ("2016", "calendar year", date(2016, 1, 1), date(2016, 12, 31)),
        ("Feb 2016", "month", date(2016, 2, 1), date(2016, 2, 29)),
        ("Sept. 2016", "month", date(2016, 9, 1), date(2016, 9, 30)),
        ("dec-2016", "month", date(2016, 12, 1), date(2016, 12, 31)),
        ("2016-12", "month", date(2016, 12, 1), date(2016, 12, 31)),
        ("30 September 2016", "day", date(2016, 9, 30), date(2016, 9, 30)),
        ("2016-09-30", "day", date(2016, 9, 30), date(2016, 9, 30)),
        (" 2016/17 q2 ", "quarter", date(2016, 7, 1), date(2016, 9, 30)),
    ],
)
def test_a_period_in_a_usual_spelling_is_known(text, kind, start, end):
    period = periods.parse(text)

    assert (period.kind, period.start, period.end) == (kind, start, end)
    assert periods.kind(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "", "last winter", "2016/18", "2016/1917", "2016/17 Q5", "Q0 2016", "2016-00", "2016-13", "31 February 2016",
        "2016-02-30", "Smarch 2016", "Marvel 2016", "Ju 2016", "01/04/2016", "0000", "9999", "16/17",
        "2016/17 Q2 to Q3",
    ],
)  # fmt: skip
def test_a_text_that_is_no_period_is_not_made_one(text):
    assert periods.parse(text) is None
    assert periods.kind(text) == ""
    assert periods.following(text, 2) == []
    assert periods.year_end(text) is None


def test_periods_are_sorted_by_their_ends_and_unknown_ones_come_first():
    texts = ["2016/17", "Oct 2016", "later", "2016/17 Q4", "2016/17 Q2", "sooner", "2016/17 Q2", "Sep 2016"]

    assert periods.in_time(texts) == [
        "later", "sooner", "2016/17 Q2", "Sep 2016", "Oct 2016", "2016/17", "2016/17 Q4",
    ]  # fmt: skip


@given(st.lists(spelt(), max_size=8), st.randoms(use_true_random=False))
def test_the_order_in_time_is_total_whatever_order_came_in(texts, random):
    shuffled = random.sample(texts, len(texts))
    ordered = [periods.parse(text) for text in periods.in_time(shuffled)]

    assert ordered == sorted(ordered)
    assert set(periods.in_time(shuffled)) == set(texts)
    assert ordered == [periods.parse(text) for text in periods.in_time(texts)]


@given(spelt())
def test_the_next_period_is_of_the_same_kind_and_begins_the_day_after(text):
    (later,) = periods.following(text, 1)

    this, following = periods.parse(text), periods.parse(later)
    assert following.kind == this.kind
    assert following.start == this.end + timedelta(days=1)
    assert (following.end - following.start).days in range((this.end - this.start).days - 3, 370)


@given(spelt(), st.integers(0, 14))
def test_as_many_periods_follow_as_are_asked_for_in_one_unbroken_row(text, count):
    found = [periods.parse(later) for later in [text, *periods.following(text, count)]]

    assert len(found) == count + 1
    assert all(after.start == before.end + timedelta(days=1) for before, after in pairwise(found))


@pytest.mark.parametrize(
    ("text", "later"),
    [
        ("2016/17 Q4", "2017/18 Q1"),
        ("Quarter 4 2016-2017", "Quarter 1 2017-2018"),
        ("2098/99", "2099/00"),
        ("2016 Q4", "2017 Q1"),
        ("2016-12", "2017-01"),
        ("2016-09", "2016-10"),
        ("Dec 2016", "Jan 2017"),
        ("MAR 2016", "APR 2016"),
        ("Sept 2016", "October 2016"),
        ("December-2016", "January-2017"),
    ],
)
def test_the_next_period_is_in_the_spelling_of_the_last(text, later):
    assert periods.following(text, 1) == [later]


def test_no_day_follows_a_day():
    assert periods.following("2016-09-30", 3) == []


@given(spelt(kinds=("quarter", "calendar quarter")))
def test_the_year_of_a_quarter_ends_with_its_fourth(text):
    last = periods.parse(periods.year_end(text))

    assert last.kind == "quarter"
    assert 0 <= (last.end - periods.parse(text).end).days < 280


@given(spelt(kinds=("financial year", "calendar year", "month")))
def test_only_a_quarter_has_a_quarter_that_ends_its_year(text):
    assert periods.year_end(text) is None

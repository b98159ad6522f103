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
    "month": [
        "{short} {year}", "{long} {year}", "{short}-{year}", "{upper} {year}", "{year}-{month:02d}",
        "CODE-{upper}-{year}", "{short} {year} (r)", "{month:02d}/{year}",
    ],
    "newer quarter": [
        "{year}/{after:02d} - Q{quarter}", "{year}-{after:02d};Q{quarter}", "Qtr {quarter} {year}/{after:02d}",
        "{year}{after:02d} Q{quarter}", "{year}/{after:02d} Q{quarter} (p)",
    ],
    "newer year": ["FY {year}/{after:02d}", "{year}{after:02d}", "{year}/{after:02d} (provisional)", "FY{full}"],
    "other": [
        "H1 {year}/{after:02d}", "{year}/{after:02d} H2", "Autumn term {year}/{after:02d}", "Summer term {year}",
        "Academic year {year}/{after:02d}", "Year ending {long} {year}", "12 months to 1 {short} {year}",
        "week ending 07/{month:02d}/{year}", "w/c 07 {short} {year}", "{year}-W{week:02d}",
        "M{month} {year}/{after:02d}",
    ],
}  # fmt: skip
OVER_MONTHS = ["Apr-Jun", "Jul to Sep", "Nov-Jan", "April - September", "Jan-Dec", "OCT-MAR"]
LONG = [month.capitalize() for month in periods.MONTHS]


@st.composite
def spelt(draw, kinds=tuple(SPELLINGS)):
    """A period in a spelling in use."""
    spelling = draw(st.sampled_from([form for kind in kinds for form in SPELLINGS[kind]]))
    year, month = draw(YEARS), draw(st.sampled_from(LONG))
    return spelling.format(
        year=year, full=year + 1, after=(year + 1) % 100, quarter=draw(QUARTERS), long=month, short=month[:3],
        upper=month.upper(),
        month=draw(st.integers(1, 12)), week=draw(st.integers(1, 52)),
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
        ("2018-19;Q1", "quarter", date(2018, 4, 1), date(2018, 6, 30)),
        ("Qtr 2 2016/17", "quarter", date(2016, 7, 1), date(2016, 9, 30)),
        ("Q2 16/17", "quarter", date(2016, 7, 1), date(2016, 9, 30)),
        ("2016/17 - Q2", "quarter", date(2016, 7, 1), date(2016, 9, 30)),
        ("2016/17Q2", "quarter", date(2016, 7, 1), date(2016, 9, 30)),
        ("201617 Q2", "quarter", date(2016, 7, 1), date(2016, 9, 30)),
        ("Q2 FY17", "quarter", date(2016, 7, 1), date(2016, 9, 30)),
        ("second quarter 2016/17", "quarter", date(2016, 7, 1), date(2016, 9, 30)),
        ("Q2 2016/17 (Jul-Sep)", "quarter", date(2016, 7, 1), date(2016, 9, 30)),
        ("2016/17 Q2 (p)", "quarter", date(2016, 7, 1), date(2016, 9, 30)),
        ("Apr-Jun 2016", "quarter", date(2016, 4, 1), date(2016, 6, 30)),
        ("April 2016 - June 2016", "quarter", date(2016, 4, 1), date(2016, 6, 30)),
        ("Jan to Mar 2016/17", "quarter", date(2017, 1, 1), date(2017, 3, 31)),
        ("Nov-Jan 2017", "3 months", date(2016, 11, 1), date(2017, 1, 31)),
        ("April to September 2016", "half year", date(2016, 4, 1), date(2016, 9, 30)),
        ("H2 2016/17", "half year", date(2016, 10, 1), date(2017, 3, 31)),
        ("Apr 2016 - Mar 2017", "financial year", date(2016, 4, 1), date(2017, 3, 31)),
        ("FY 2016/17", "financial year", date(2016, 4, 1), date(2017, 3, 31)),
        ("FY17", "financial year", date(2016, 4, 1), date(2017, 3, 31)),
        ("201617", "financial year", date(2016, 4, 1), date(2017, 3, 31)),
        ("2016-17 (OT)", "financial year", date(2016, 4, 1), date(2017, 3, 31)),
        ("2016/17p", "financial year", date(2016, 4, 1), date(2017, 3, 31)),
        ("2018 (Rev)", "calendar year", date(2018, 1, 1), date(2018, 12, 31)),
        ("Academic year 2016/17", "academic year", date(2016, 9, 1), date(2017, 8, 31)),
        ("Autumn term 2016/17", "term", date(2016, 9, 1), date(2016, 12, 31)),
        ("Summer term 2016/17", "term", date(2017, 5, 1), date(2017, 8, 31)),
        ("2014-16", "3 years", date(2014, 1, 1), date(2016, 12, 31)),
        ("2013/14-15/16", "3 financial years", date(2013, 4, 1), date(2016, 3, 31)),
        ("Sep-16", "month", date(2016, 9, 1), date(2016, 9, 30)),
        ("Sep-99", "month", date(1999, 9, 1), date(1999, 9, 30)),
        ("201609", "month", date(2016, 9, 1), date(2016, 9, 30)),
        ("09/2016", "month", date(2016, 9, 1), date(2016, 9, 30)),
        ("M6 2016/17", "month", date(2016, 9, 1), date(2016, 9, 30)),
        ("MSitAE-MAY-2025", "month", date(2025, 5, 1), date(2025, 5, 31)),
        ("30/09/2016", "day", date(2016, 9, 30), date(2016, 9, 30)),
        ("30.09.16", "day", date(2016, 9, 30), date(2016, 9, 30)),
        ("30th September 2016", "day", date(2016, 9, 30), date(2016, 9, 30)),
        ("September 30, 2016", "day", date(2016, 9, 30), date(2016, 9, 30)),
        ("01/04/2024", "day", date(2024, 4, 1), date(2024, 4, 1)),
        ("2024-04-01 00:00:00", "day", date(2024, 4, 1), date(2024, 4, 1)),
        ("2024-04-01T00:00:00Z", "day", date(2024, 4, 1), date(2024, 4, 1)),
        ("As at 31 March 2017", "day", date(2017, 3, 31), date(2017, 3, 31)),
        ("Week ending 30/09/2016", "week", date(2016, 9, 24), date(2016, 9, 30)),
        ("w/c 26 Sep 2016", "week", date(2016, 9, 26), date(2016, 10, 2)),
        ("2016-W12", "week", date(2016, 3, 21), date(2016, 3, 27)),
        ("Year ending March 2017", "rolling year", date(2016, 4, 1), date(2017, 3, 31)),
        ("12 months to 30 September 2016", "rolling year", date(2015, 10, 1), date(2016, 9, 30)),
        ("YTD Sep 2016", "year to date", date(2016, 4, 1), date(2016, 9, 30)),
        ("Feb 2017 YTD", "year to date", date(2016, 4, 1), date(2017, 2, 28)),
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
        "2016-02-30", "Smarch 2016", "Marvel 2016", "Ju 2016", "0000", "9999", "16/17",
        "2016/17 Q2 to Q3", "Q2", "30 Sep", "Sep", "0", "85", "2016-9", "31/02/2016", "12/25/2016", "Term 1 2016/17",
        "Autumn 2016", "Q2 (Apr-Jun) 2016/17", "2016-15", "2016-40", "2013/14-12/13", "2016-W60", "1899", "2200",
        "H3 2016/17", "M13 2016/17", "week 2016", "year to date", "as at", "FY", "2016/17 (draft of June)",
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
    assert abs((following.end - following.start).days - (this.end - this.start).days) <= 3


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


@pytest.mark.parametrize("text", ["2016-09-30", "YTD Sep 2016", "2014-16", "2013/14-15/16"])
def test_nothing_follows_a_day_or_what_overlaps_the_next(text):
    assert periods.following(text, 3) == []


@given(st.sampled_from(OVER_MONTHS), YEARS)
def test_months_from_one_to_another_are_followed_by_as_many(months, year):
    text = f"{months} {year}"
    (later,) = periods.following(text, 1)

    assert periods.parse(later).start == periods.parse(text).end + timedelta(days=1)
    assert periods.kind(later) == periods.kind(text)


def test_the_last_year_that_is_known_has_none_after_it():
    assert periods.following("2198/99", 3) == []


def test_a_quarter_ends_its_year_in_months_too():
    assert periods.year_end("Apr-Jun 2016") == "Jan-Mar 2017"
    assert periods.year_end("Q2 2016/17 (Jul-Sep)") == "Q4 2016/17 (Jan-Mar)"


@pytest.mark.parametrize(
    ("text", "read", "other"),
    [
        ("01/04/2024", "1 April 2024", "4 January 2024"),
        ("w/e 04/01/24", "4 January 2024", "1 April 2024"),
        ("2011-12", "the financial year 2011/12", "December 2011"),
        ("200910", "the financial year 2009/10", "October 2009"),
        ("FY17", "the financial year 2016/17", "the financial year 2017/18"),
        ("2016 Q2", "quarter 2 of the calendar year 2016", "quarter 2 of 2016/17"),
    ],
)
def test_what_could_be_another_period_says_how_it_was_read(text, read, other):
    assert periods.ambiguous(text) == (read, other)


@pytest.mark.parametrize(
    "text",
    [
        "30/09/2016",
        "04/04/2024",
        "2024-04-01",
        "1 Apr 2024",
        "2011/12",
        "2016-17",
        "FY 2011-12",
        "Sep 2016",
        "soon",
        "",
    ],
)
def test_what_can_be_one_period_only_is_not_ambiguous(text):
    assert periods.ambiguous(text) is None


@given(st.one_of(st.text(max_size=90), st.text("0123456789 -/.;,qQhwe'()–janfyto", max_size=90)))
def test_any_text_is_a_period_or_none_and_what_follows_is_never_nonsense(text):
    period = periods.parse(text)

    assert period is None or period.start <= period.end
    assert (period is None) <= (periods.ambiguous(text) is None)
    for later in periods.following(text, 2):
        assert periods.kind(later) == period.kind
        assert periods.parse(later).start > period.start
    assert periods.year_end(text) is None or periods.kind(periods.year_end(text)) == "quarter"


@given(spelt(kinds=("quarter", "calendar quarter", "newer quarter")))
def test_the_year_of_a_quarter_ends_with_its_fourth(text):
    last = periods.parse(periods.year_end(text))

    assert last.kind == "quarter"
    assert 0 <= (last.end - periods.parse(text).end).days < 280


@given(spelt(kinds=("financial year", "calendar year", "month", "newer year", "other")))
def test_only_a_quarter_has_a_quarter_that_ends_its_year(text):
    assert periods.year_end(text) is None

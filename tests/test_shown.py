import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragcore.files.formats import Form
from ragcore.files.shown import (
    moment_shown,
    number_shown,
    percent_shown,
    time_shown,
    with_decimals,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (82.0, "82"),
        (-0.0, "0"),
        (82.5, "82.5"),
        (0.1 + 0.2, "0.3"),
        (84.99999999999999, "85"),
        (0.82499999999999996, "0.825"),
        (1e-7, "0.0000001"),
        (123456789012345678.0, "123456789012346000"),
        (1e308, "1e+308"),
        (1e-300, "1e-300"),
        (float("inf"), "inf"),
    ],
)
def test_a_number_is_as_short_as_a_spreadsheet_shows_it(value, text):
    assert number_shown(value) == text


@given(st.floats(-1e300, 1e300))
def test_no_number_loses_more_than_what_lies_beyond_fifteen_digits(value):
    assert float(number_shown(value)) == pytest.approx(value, rel=1e-14)


@given(st.decimals(-(10**6), 10**6, places=4))
def test_what_a_person_types_comes_back(typed):
    plain = format(typed, "f").rstrip("0").rstrip(".")

    assert number_shown(float(typed)) == (plain if plain not in ("-0", "") else "0")


@given(st.decimals(-1000, 1000, places=3))
def test_a_percentage_is_the_share_a_hundred_times_without_noise(share):
    assert float(percent_shown(float(share)).removesuffix("%")) == float(share * 100)


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (datetime(2024, 4, 1, tzinfo=UTC), Form.DATE, "1 Apr 2024"),
        (datetime(2024, 4, 1, tzinfo=UTC), Form.MONTH, "Apr 2024"),
        (datetime(2024, 4, 1, tzinfo=UTC), Form.YEAR, "2024"),
        (datetime(2024, 4, 1, 12, tzinfo=UTC), Form.DATE, "1 Apr 2024"),
        (datetime(2024, 4, 1, 12, tzinfo=UTC), Form.MOMENT, "1 Apr 2024 12:00"),
        (datetime(2024, 4, 1, tzinfo=UTC), Form.MOMENT, "1 Apr 2024"),
        (datetime(1899, 12, 31, 6, tzinfo=UTC), Form.TIME, "06:00"),
        (time(1, 30), Form.TIME, "01:30"),
        (time(1, 30), Form.SECONDS, "01:30:00"),
        (time(0), Form.DATE, "00:00"),
        (timedelta(hours=30), Form.SPAN, "30:00"),
    ],
)
def test_a_moment_is_shown_in_its_form(value, form, text):
    assert moment_shown(value, form) == text


@given(st.dates(date(1900, 3, 1), date(2199, 12, 31)))
def test_every_date_has_its_month_as_a_word(day):
    assert re.fullmatch(r"\d{1,2} [A-Z][a-z]{2} \d{4}", moment_shown(day, Form.DATE))


@given(st.decimals(-(10**6), 10**6, places=4), st.integers(0, 9))
def test_decimals_are_added_and_never_taken(number, least):
    shown = with_decimals(number_shown(float(number)), least)

    assert float(shown) == float(number)
    assert len(shown.partition(".")[2]) >= least


def test_a_time_has_its_seconds_only_where_they_are_shown():
    assert time_shown(time(9, 5, 7)) == "09:05"
    assert time_shown(timedelta(hours=100, seconds=7), seconds=True) == "100:00:07"

from datetime import date

import pytest

from ragcore.period_reading import Period, lasting, months_on, readings


def test_the_likeliest_reading_comes_first():
    assert [reading.period.kind for reading in readings("200910")] == ["financial year", "month"]


def test_what_is_no_period_has_no_reading():
    assert list(readings("as soon as possible")) == []


@pytest.mark.parametrize("text", ["1899", "2200", "Dec 1899", "2199/00", "0000", "9999-12"])
def test_a_year_that_no_figure_is_of_has_no_reading(text):
    assert list(readings(text)) == []


def test_a_period_lasts_up_to_the_day_before_the_next():
    assert lasting(date(2016, 4, 1), 12, "financial year") == Period(
        date(2017, 3, 31), date(2016, 4, 1), "financial year"
    )


@pytest.mark.parametrize(("months", "day"), [(0, date(2016, 12, 1)), (1, date(2017, 1, 1)), (-12, date(2015, 12, 1))])
def test_months_are_counted_over_the_ends_of_years(months, day):
    assert months_on(date(2016, 12, 1), months) == day

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragcore.units import MOST_PER, is_unit, kind_of, plain_unit, power_of, scale_of


@pytest.mark.parametrize(
    "text", ["%", " % ", "Percentage", "percent", "Per cent", "pct", "%age", "Percentage (%)", "(%)"]
)
def test_a_percentage_has_one_spelling(text):
    assert plain_unit(text) == "%"


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Percentage of children", "% of children"),
        ("% of GDP", "% of GDP"),
        ("% points", "percentage points"),
        ("Percentage points", "percentage points"),
        ("pp", "percentage points"),
        ("GBP", "£"),
        ("£", "£"),
        ("£ million", "£m"),
        ("£000s", "£000s"),
        ("Days ", "Days"),
        ("rate  per 10,000", "rate per 10,000"),
        ("percentile", "percentile"),
        ("", ""),
    ],
)
def test_any_other_unit_stays_as_typed_without_needless_space(text, unit):
    assert plain_unit(text) == unit


@pytest.mark.parametrize(
    ("unit", "scale"),
    [
        ("%", 100),
        ("Percentage of referrals", 100),
        ("percentage points", 1),
        ("per 10,000", 10_000),
        ("Rate per 10k", 10_000),
        ("per 1,000 live births", 1000),
        ("births/1,000 women", 1000),
        ("rate per 100000", 100_000),
        ("per 1,000 000 population", 1_000_000),
        ("per thousand", 1000),
        ("per hundred thousand", 100_000),
        ("per million", 1_000_000),
        ("per 1m", 1_000_000),
        ("per day", 1),
        ("m3/year/capita", 1),
        ("days", 1),
        ("£000s", 1),
        ("GBP", 1),
        ("", 1),
        ("per 0", 1),
        ("per ,", 1),
        ("per 12345678901", 1),
        ("per 9999 million", 1),
    ],
)
def test_the_scale_is_what_a_rate_is_per(unit, scale):
    assert scale_of(unit) == scale


@pytest.mark.parametrize("text", ["days", "working days", "Hrs", "per 10,000 children", "per cent", "people"])
def test_what_stands_behind_a_figure_may_be_a_unit(text):
    assert is_unit(text)


@pytest.mark.parametrize("text", ["", "or more", "approx", "hrs 30", "in 3", "and rising", "r", "of 100", "/ 100"])
def test_what_changes_a_figure_is_no_unit(text):
    assert not is_unit(text)


@given(st.text(max_size=40))
def test_any_text_has_one_plain_form_and_a_scale_in_range(text):
    assert plain_unit(plain_unit(text)) == plain_unit(text)
    assert 1 <= scale_of(text) <= MOST_PER
    assert scale_of(plain_unit(text)) == scale_of(text)


@pytest.mark.parametrize(
    ("unit", "kind"),
    [
        ("%", "%"), ("Percentage", "%"), ("percentage points", "%"), ("£000s", "£"), ("£ per head", "£"),
        ("Working days", "day"), ("mins", "minute"), ("hrs", "hour"), ("No.", "number"), ("days per FTE", ""),
        ("Rate", ""), ("", ""),
    ],
)  # fmt: skip
def test_what_a_unit_measures_is_known_where_it_is_beyond_doubt(unit, kind):
    assert kind_of(unit) == kind


@pytest.mark.parametrize(
    ("unit", "power"),
    [
        ("£m", 6), ("GBP millions", 6), ("million", 6), ("£k", 3), ("£000", 3), ("£'000", 3), ("£ (000s)", 3),
        ("£bn", 9), ("£", 0), ("per 1,000", 0), ("per million", 0), ("£ per 1,000", 0), ("km", 0), ("m3", 0), ("", 0),
    ],
)  # fmt: skip
def test_a_unit_says_what_its_figures_are_divided_by_already(unit, power):
    assert power_of(unit) == power

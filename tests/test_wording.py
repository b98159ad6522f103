import numpy as np
import pytest

from ragcore import wording
from ragcore.figures import Figures
from ragcore.rating import Rating
from ragcore.wording import NumberFormat

# ---- count lines


def counts(green=0, amber=0, red=0, unavailable=0, unrated=0):
    return dict(zip(Rating, (unavailable, unrated, red, amber, green), strict=True))


def test_the_count_line_names_unrated_only_where_there_are_any():
    assert wording.count_line(counts(3, 4, 10, 2)) == "Green 3, Amber 4, Red 10, Unavailable 2"
    assert wording.count_line(counts()) == "Green 0, Amber 0, Red 0, Unavailable 0"
    assert wording.count_line(counts(unrated=1)) == "Green 0, Amber 0, Red 0, Unavailable 0, Unrated 1"


def test_the_key_line_always_names_the_three_and_the_others_only_where_there_are_any():
    assert wording.key_line(counts(1, 3, 10)) == "Key: Green 1, Amber 3, Red 10"
    assert wording.key_line(counts(1, 0, 0, 2, 3)) == "Key: Green 1, Amber 0, Red 0, Unavailable 2, Unrated 3"


def test_there_is_no_key_line_where_nothing_is_key():
    assert wording.key_line(counts()) == ""


# ---- figures


@pytest.mark.parametrize(
    ("figure", "decimals", "expected"),
    [
        (1.005, 2, "1.01"),
        (2.5, 0, "3"),
        (-2.5, 0, "-3"),
        (-0.04, 1, "0.0"),
        (-0.0, 0, "0"),
        (999.95, 1, "1,000.0"),
        (-1234567.0, 0, "-1,234,567"),
        (1e15, 0, "1,000,000,000,000,000"),
        (0.1 + 0.2, 1, "0.3"),
    ],
)
def test_digits_are_rounded_half_up_with_commas_and_never_minus_zero(figure, decimals, expected):
    assert wording.digits(figure, decimals) == expected


@pytest.mark.parametrize(
    ("unit", "figure", "decimals", "expected"),
    [
        ("%", 1.0, 0, "1%"),
        ("% of visits", 82.1, 1, "82.1%"),
        (" % ", 82.1, 1, "82.1%"),
        ("days", 1.0, 0, "1 day"),
        ("days", -1.0, 0, "-1 day"),
        ("days", 0.0, 0, "0 days"),
        ("Weeks", 1.0, 0, "1 week"),
        ("per 10,000", 55.25, 1, "55.3 per 10,000"),
        ("per 10,000", 1.0, 0, "1 per 10,000"),
        ("£", 1234.5, 2, "£1,234.50"),
        ("£", -3.0, 0, "-£3"),
        ("", 12.0, 0, "12"),
        ("number", 12.0, 0, "12"),
        ("Count", 12.0, 0, "12"),
        ("ratio", 1.25, 2, "1.25"),
    ],
)
def test_a_figure_is_written_with_its_unit(unit, figure, decimals, expected):
    assert NumberFormat.of(unit).write(figure, decimals) == expected


@pytest.mark.parametrize(
    ("unit", "figure", "expected"),
    [("%", 1.0, "1 point"), ("%", 2.0, "2 points"), ("days", 1.0, "1 day"), ("£", 5.0, "£5"), ("", 3.0, "3")],
)
def test_a_distance_between_percentages_is_in_points(unit, figure, expected):
    assert NumberFormat.of(unit).distance(figure, 0) == expected


def test_the_browser_writes_figures_with_the_same_parts():
    assert NumberFormat.of("%").as_dict() == {
        "prefix": "",
        "suffix": "%",
        "suffix_one": "%",
        "points": " points",
        "points_one": " point",
    }


def one(**columns):
    """Figures of one indicator."""
    return Figures.of(id=["a"], **{name: [value] for name, value in columns.items()})


def test_a_figure_that_is_not_there_is_no_figure_and_never_nan():
    assert wording.figure(one(unit="%"), 0, np.nan, 1) == "no figure"


@pytest.mark.parametrize(
    ("target", "expected"),
    [(85.0, "85%"), (12.55, "12.55%"), (0.0, "0%"), (100.0, "100%"), (0.125, "0.125%"), (0.1 + 0.2, "0.3%")],
)
def test_a_target_is_written_with_no_more_decimals_than_it_needs(target, expected):
    assert wording.target(one(unit="%", decimals=1), 0, target) == expected


@pytest.mark.parametrize(
    ("target", "expected"),
    [(2e9, "2,000,000,000"), (1e15, "1,000,000,000,000,000"), (0.00001, "0.00001")],
)
def test_a_target_of_any_size_is_written_in_full(target, expected):
    assert wording.target(one(unit="number"), 0, target) == expected


@pytest.mark.parametrize(
    ("counts", "cases", "expected"),
    [
        ("child|children", 1.0, "1 child"),
        ("child|children", -1.0, "1 child"),
        ("child|children", 0.0, "0 children"),
        ("child|children", 1200.0, "1,200 children"),
        ("", 1.0, "1 case"),
        ("", 2.0, "2 cases"),
        ("sheep", 2.0, "2 sheep"),
        (" child | children ", 2.0, "2 children"),
    ],
)
def test_what_is_counted_is_singular_for_one(counts, cases, expected):
    assert wording.counted(one(counts=counts), 0, cases) == expected


@pytest.mark.parametrize(
    ("name", "short", "expected"),
    [
        ("Calls answered", "", "Calls answered"),
        ("Calls answered", "Calls", "Calls"),
        ("x" * 48, "", "x" * 48),
        ("x" * 49, "", "x" * 47 + "…"),
        (
            "one two three four five six seven eight nine ten eleven",
            "",
            "one two three four five six seven eight nine…",
        ),
        ("Calls answered", "y" * 49, "y" * 47 + "…"),
    ],
)
def test_a_row_has_the_short_name_of_the_file_else_the_name_and_a_long_one_is_cut(name, short, expected):
    cut = wording.short_name(one(indicator=name, short_name=short), 0)

    assert cut == expected
    assert len(cut) <= 48


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2016-12-06", "6 December 2016"), ("2016-13-06", "2016-13-06"), ("Winter 2016", "Winter 2016"), ("", "")],
)
def test_a_date_is_written_as_a_letter_writes_it_and_other_text_as_it_is(text, expected):
    assert wording.day(text) == expected

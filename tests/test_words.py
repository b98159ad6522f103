import tomllib
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from colour import contrast, least_difference

from ragcore.figures import Figures
from ragcore.rating import RAG, Rating
from ui import words
from ui.words import LOOKS, THEMES, NumberFormat

ROOT = Path(__file__).parent.parent
BOTH = pytest.mark.parametrize("theme", ["light", "dark"])


@pytest.fixture(scope="module")
def config():
    """What Streamlit is told."""
    return tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


# ---- colours


@BOTH
def test_red_amber_and_green_look_different_to_everybody(theme):
    assert least_difference([LOOKS[theme][rating].fill for rating in RAG]) >= 20


@BOTH
@pytest.mark.parametrize("rating", Rating, ids=lambda rating: rating.word)
def test_what_stands_on_a_fill_or_a_tint_can_be_read(theme, rating):
    look = LOOKS[theme][rating]

    assert contrast(look.text, look.fill) >= 4.5
    assert contrast(THEMES[theme]["text"], look.tint) >= 4.5


@BOTH
def test_amber_stands_out_from_both_its_neighbours(theme):
    fill = {rating: LOOKS[theme][rating].fill for rating in RAG}

    assert contrast(fill[Rating.AMBER], fill[Rating.RED]) >= 3
    assert contrast(fill[Rating.AMBER], fill[Rating.GREEN]) >= 3


@BOTH
@pytest.mark.parametrize("rating", Rating, ids=lambda rating: rating.word)
def test_every_fill_or_else_its_outline_stands_out_from_the_page(theme, rating):
    page, line = THEMES[theme]["background"], THEMES[theme]["line"]

    assert max(contrast(LOOKS[theme][rating].fill, page), contrast(line, page)) >= 3


def test_amber_on_white_needs_its_outline():
    assert contrast(LOOKS["light"][Rating.AMBER].fill, THEMES["light"]["background"]) < 3


@BOTH
@pytest.mark.parametrize("rating", Rating, ids=lambda rating: rating.word)
def test_the_line_between_zones_stands_out_from_every_tint(theme, rating):
    assert contrast(THEMES[theme]["line"], LOOKS[theme][rating].tint) >= 3


@BOTH
@pytest.mark.parametrize("background", ["background", "second"])
@pytest.mark.parametrize("part", ["text", "primary", "line"])
def test_text_links_and_lines_can_be_read_on_both_backgrounds(theme, background, part):
    # The line colour is also that of the text of a button that cannot be pressed.
    assert contrast(THEMES[theme][part], THEMES[theme][background]) >= 4.5


@BOTH
def test_streamlit_is_told_the_same_colours(theme, config):
    told, ours = config["theme"][theme], THEMES[theme]

    assert told["backgroundColor"] == ours["background"]
    assert told["secondaryBackgroundColor"] == ours["second"]
    assert told["textColor"] == ours["text"]
    assert told["primaryColor"] == told["linkColor"] == ours["primary"]
    assert told["greenColor"] == LOOKS[theme][Rating.GREEN].fill
    assert told["orangeColor"] == LOOKS[theme][Rating.AMBER].fill
    assert told["redColor"] == LOOKS[theme][Rating.RED].fill


def test_the_browser_is_given_every_colour_of_both_themes():
    light, dark = words.colour_css().splitlines()

    for theme, css in (("light", light), ("dark", dark)):
        for rating, look in LOOKS[theme].items():
            assert f"--{rating.word}: {look.fill};" in css
            assert f"--{rating.word}-text: {look.text};" in css
            assert f"--{rating.word}-tint: {look.tint};" in css
        assert all(f"--{name}: {colour};" in css for name, colour in THEMES[theme].items())
    assert dark.startswith('[data-theme="dark"]')


# ---- words and symbols


@pytest.mark.parametrize("part", ["word", "symbol"])
def test_no_two_ratings_share_a_word_or_a_symbol(part):
    for one, other in combinations(Rating, 2):
        assert getattr(LOOKS["light"][one], part) != getattr(LOOKS["light"][other], part)


@pytest.mark.parametrize("rating", Rating, ids=lambda rating: rating.word)
def test_a_rating_has_the_same_word_and_symbol_in_both_themes(rating):
    light, dark = LOOKS["light"][rating], LOOKS["dark"][rating]

    assert (light.word, light.symbol) == (dark.word, dark.symbol)
    assert light.word.lower() == rating.word
    assert words.badge(rating) == f"{light.symbol} {light.word}"


def test_the_browser_is_given_words_and_symbols_in_the_order_of_a_committee():
    told = words.looks_for_browser()

    assert told["order"] == [4, 3, 2, 0, 1]
    assert told["rag"] == [4, 3, 2]
    assert told["ratings"][3] == {"word": "Amber", "symbol": "▲", "name": "amber"}


# ---- count lines


def counts(green=0, amber=0, red=0, unavailable=0, unrated=0):
    return dict(zip(Rating, (unavailable, unrated, red, amber, green), strict=True))


def test_the_count_line_names_unrated_only_where_there_are_any():
    assert words.count_line(counts(3, 4, 10, 2)) == "Green 3, Amber 4, Red 10, Unavailable 2"
    assert words.count_line(counts()) == "Green 0, Amber 0, Red 0, Unavailable 0"
    assert words.count_line(counts(unrated=1)) == "Green 0, Amber 0, Red 0, Unavailable 0, Unrated 1"


def test_the_key_line_always_names_the_three_and_the_others_only_where_there_are_any():
    assert words.key_line(counts(1, 3, 10)) == "Key: Green 1, Amber 3, Red 10"
    assert words.key_line(counts(1, 0, 0, 2, 3)) == "Key: Green 1, Amber 0, Red 0, Unavailable 2, Unrated 3"


def test_there_is_no_key_line_where_nothing_is_key():
    assert words.key_line(counts()) == ""


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
    assert words.digits(figure, decimals) == expected


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
    assert words.figure(one(unit="%"), 0, np.nan, 1) == "no figure"


@pytest.mark.parametrize(
    ("target", "expected"),
    [(85.0, "85%"), (12.55, "12.55%"), (0.0, "0%"), (100.0, "100%"), (0.125, "0.125%"), (0.1 + 0.2, "0.3%")],
)
def test_a_target_is_written_with_no_more_decimals_than_it_needs(target, expected):
    assert words.target(one(unit="%", decimals=1), 0, target) == expected


@pytest.mark.parametrize(
    ("target", "expected"),
    [(2e9, "2,000,000,000"), (1e15, "1,000,000,000,000,000"), (0.00001, "0.00001")],
)
def test_a_target_of_any_size_is_written_in_full(target, expected):
    assert words.target(one(unit="number"), 0, target) == expected


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
    assert words.counted(one(counts=counts), 0, cases) == expected


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
    ],
)
def test_a_long_name_is_cut_at_a_word(name, short, expected):
    cut = words.short_name(one(indicator=name, short_name=short), 0)

    assert cut == expected
    assert len(cut) <= 48


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2016-12-06", "6 December 2016"), ("2016-13-06", "2016-13-06"), ("Winter 2016", "Winter 2016"), ("", "")],
)
def test_a_date_is_written_as_a_letter_writes_it_and_other_text_as_it_is(text, expected):
    assert words.day(text) == expected

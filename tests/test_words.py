import tomllib
from itertools import combinations
from pathlib import Path

import pytest
from colour import contrast, least_difference

from ragcore.rating import RAG, Rating
from ui import words
from ui.words import LOOKS, THEMES

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

from dataclasses import fields

import pytest

from ragcore.about import About
from ragcore.rating import Rating
from ui.board.presenting import ILLUSTRATIVE, WORDS, Strip, strip


@pytest.mark.parametrize(
    ("area", "period", "place"),
    [
        ("", "", ""),
        ("", "2016/17 Q2", "2016/17 Q2"),
        ("North", "", "North"),
        ("North", "2016/17 Q2", "North, 2016/17 Q2"),
    ],
)
def test_the_strip_says_where_a_scorecard_is_about_as_far_as_that_is_known(area, period, place):
    assert strip("Report", area, period, About()) == Strip("Report", place, "")


@pytest.mark.parametrize(("says", "told"), [("", ""), ("Only the totals are real.", ILLUSTRATIVE)])
def test_the_strip_says_that_figures_are_illustrative_where_the_scorecard_says_so(says, told):
    assert strip("Report", "", "", About(illustrative=says)).illustrative == told


def test_what_has_no_title_has_an_empty_strip():
    assert strip("", "", "", About()) == Strip()
    assert all(getattr(Strip(), field.name) == "" for field in fields(Strip))


def test_everything_that_can_be_done_has_a_letter_of_its_own():
    letters = WORDS["letters"]

    assert set(letters) == set(WORDS["acts"])
    assert len(set(letters.values())) == len(letters)
    assert all(len(letter) == 1 and letter.isupper() for letter in letters.values())


def test_every_rating_has_its_place_on_the_wall_and_red_comes_first():
    assert [Rating(code).word for code in WORDS["order"]] == ["red", "amber", "green", "unavailable", "unrated"]

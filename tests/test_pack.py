import packs
import pytest

from ragcore.about import About
from ragcore.rating import Rating
from ragcore.scorecard import Scorecard
from ui.pack.pack import LABELS, Cover, Told

ABOUT = About(title="Quarter 2", committee="Select Committee", date="2016-12-06", author="Ann", purpose="To note")


def test_a_cover_is_what_the_scorecard_says_of_itself():
    assert Cover.of(ABOUT) == Cover(
        title="Quarter 2", committee="Select Committee", date="2016-12-06", author="Ann", purpose="To note"
    )


def test_what_is_typed_goes_before_what_the_scorecard_says():
    cover = Cover(purpose="To decide", contact="Ben").over(Cover.of(ABOUT))

    assert (cover.purpose, cover.contact, cover.author) == ("To decide", "Ben", "Ann")


def test_every_field_of_a_cover_has_a_label():
    assert set(LABELS) == set(vars(Cover()))


@pytest.mark.parametrize(
    ("typed", "stated", "called", "title"),
    [
        ("Typed", "Stated", "Called", "Typed"),
        ("", "Stated", "Called", "Stated"),
        ("", "", "Called", "Called"),
        ("", "", "", "Scorecard"),
    ],
)
def test_a_pack_always_has_a_title(typed, stated, called, title):
    card = Scorecard(packs.scorecard().figures, About(title=stated))

    assert packs.pack(card=card, cover=Cover(title=typed), called=called).title == title


@pytest.mark.parametrize(
    ("area", "period", "place"),
    [("", "", ""), ("North", "", "North"), ("", "2016/17", "2016/17"), ("North", "2016/17", "North, 2016/17")],
)
def test_a_pack_says_its_place_in_one_line(area, period, place):
    assert packs.pack(area=area, period=period).place == place


def test_a_scenario_of_a_file_is_told_with_where_it_would_have_the_scorecard_stand():
    position = packs.scorecard().position()

    told = Told.of("Winter", packs.winter_plan(), position)

    assert (told.title, told.version, told.author, told.link) == ("Winter", "", "", "")
    assert told.after.counts[Rating.GREEN] == position.counts[Rating.GREEN] + 1

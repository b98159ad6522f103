from pathlib import Path

import pytest

from ragcore.figures import Figures
from ragcore.placed import where_children_live, words
from ragcore.read import read

DATA = Path(__file__).parent.parent / "data"


def known(name, **columns):
    """The word by which one measure is known, '' where it is not."""
    return where_children_live(
        Figures.of(id=["one"], indicator=[name], **{key: [text] for key, text in columns.items()})
    ).get("one", "")


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("% of CLA placed in county", "placed"),
        ("% of CLA with three or more placements in the year", "placements"),
        ("Children in care living out-of-county", "out-of-county"),
        ("Looked after children more than 20 miles  from home", "miles from home"),
        ("Children adopted in the year", "adopted"),
        ("Young people in children\u2019s homes", "children\u2019s homes"),
        ("% of care leavers in suitable accommodation", "suitable accommodation"),
    ],
)
def test_a_measure_of_where_children_live_is_known_by_its_words(name, word):
    assert known(name) == word


@pytest.mark.parametrize(
    "name",
    [
        "% of children seen during assessment",
        "Child protection plans reviewed in time",
        "Calls placed in the queue",
        "Replacement bins delivered to homes with children",
        "Residential parking permits issued in time",
        "",
    ],
)
def test_a_measure_of_other_things_is_not(name):
    assert known(name) == ""


@pytest.mark.parametrize("column", ["short_name", "definition", "service"])
def test_what_a_file_says_beside_the_name_counts_too(column):
    assert known("Stability of CLA", **{column: "placements in the last year"}) == "placements"


def test_a_measure_in_several_areas_is_told_once():
    figures = Figures.of(id=["a", "a"], indicator=["% of CLA placed in county"] * 2, area=["North", "South"])

    assert where_children_live(figures) == {"a": "placed"}


def test_the_report_that_ships_has_four_and_no_visit_or_plan_among_them():
    scorecard, _ = read(DATA / "buckinghamshire_2016_17_q2.csv")

    assert list(where_children_live(scorecard.figures)) == [
        "looked-after-in-county",
        "looked-after-20-miles",
        "looked-after-3-placements",
        "care-leavers-suitable-homes",
    ]


def test_the_reason_is_a_sentence_that_can_follow_a_because():
    assert words().reason[0].islower()
    assert not words().reason.endswith(".")

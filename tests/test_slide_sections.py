"""What the slides say, before anybody draws them."""

import packs
import pytest

from ragcore.rating import Rating
from ragcore.scenario import Change, Scenario
from ui.pack.document import Facts, Heading, Paragraph, Points, Table
from ui.pack.pack import Cover
from ui.pack.slide_flow import Bars
from ui.pack.slide_sections import IN_FULL, cover, sections


def titles(pack):
    return [section.title for section in sections(pack)]


def section(pack, title):
    (found,) = [each for each in sections(pack) if each.title == title]
    return found


def of(found, kind):
    return [block for block in found.blocks if isinstance(block, kind)]


def test_a_scorecard_alone_has_no_word_of_scenarios():
    assert titles(packs.stands()) == [
        "Where it stands",
        "What the ratings mean",
        "Key indicators",
        "Where this comes from",
    ]


def test_scenarios_have_two_sections_each_and_one_together():
    assert titles(packs.several())[4:-1] == [
        "What if: Winter plan",
        "Winter plan: what changes, and why",
        "What if: Lower targets",
        "Lower targets: what changes, and why",
        "What if: A wider rule, and the missing figure",
        "A wider rule, and the missing figure: what changes, and why",
        "The scenarios beside each other",
    ]


@pytest.mark.parametrize(
    ("given", "title", "headings"),
    [
        (Cover(purpose="To note."), "Purpose", []),
        (Cover(recommendation="Agree."), "Recommendation", []),
        (
            Cover(purpose="To note.", recommendation="Agree."),
            "Purpose and recommendation",
            ["Purpose", "Recommendation"],
        ),
    ],
)
def test_purpose_and_recommendation_share_a_title(given, title, headings):
    found = next(sections(packs.pack(cover=given)))

    assert found.title == title
    assert [block.text for block in of(found, Heading)] == headings


def test_what_was_recommended_goes_before_our_own_words():
    found = section(packs.pack([packs.winter_plan()], cover=Cover(recommendation="Agree.")), "Recommendation")

    assert found.blocks == (Paragraph("Agree."),)


def test_the_first_slide_has_no_long_texts():
    found = cover(packs.pack(cover=Cover(purpose="To note.", author="Ann")))

    assert [type(block) for block in found] == [Paragraph, Facts, Paragraph]
    assert ("Author", "Ann") in found[1].rows
    assert found[2].stands_out


def test_a_scenario_has_its_bars_after_its_sentence_and_its_reasons_in_a_table():
    pack = packs.one()

    first = section(pack, "What if: Winter plan")
    assert [type(block) for block in first.blocks] == [Paragraph, Paragraph, Bars, Table]
    rest = section(pack, "Winter plan: what changes, and why")
    assert [block.text for block in of(rest, Heading)] == [
        "Before and after",
        "What is changed, and why",
        "What the projected values mean in cases",
        "Which ratings change, and why",
    ]
    assert len(of(rest, Table)) == 3
    assert len(of(rest, Points)) == 2


def test_unrated_has_a_bar_only_where_something_is_unrated():
    card = packs.read("indicator,period,unit,value,target\nCalls,2024/25 Q1,%,82,80\nVisits,2024/25 Q1,%,82,\n")

    ((bars,), (others,)) = (
        of(section(pack, "Where it stands"), Bars) for pack in (packs.pack(card=card), packs.stands())
    )
    assert Rating.UNRATED in bars.ratings
    assert Rating.UNRATED not in others.ratings
    headings = [block.text for block in of(section(packs.pack(card=card), "All indicators"), Heading)]
    assert headings == ["● Green: 1", "□ Unrated: 1"]


def test_a_published_rating_that_is_another_one_is_said():
    card = packs.read("indicator,period,unit,value,target,published\nCalls,2024/25 Q1,%,82,80,red\n")

    ((table,),) = [of(section(packs.pack(card=card), "All indicators"), Table)]
    assert table.rows[0][1] == "82% (published: red)"


def test_of_a_scenario_that_changes_nothing_that_is_said():
    rest = section(packs.pack([Scenario("Nothing")]), "Nothing: what changes, and why")

    assert Paragraph("Nothing is changed.") in rest.blocks
    assert not of(rest, Table)


def test_an_indicator_that_the_scorecard_does_not_have_stops_nothing():
    pack = packs.pack([Scenario("Elsewhere", (Change("no-such-one", "value", 1.0),))])

    (table,) = of(section(pack, "Elsewhere: what changes, and why"), Table)
    assert table.rows[0][0] == "no-such-one"


def test_the_last_one_says_where_the_rest_is():
    assert list(sections(packs.one()))[-1].blocks[-1] == Paragraph(IN_FULL)

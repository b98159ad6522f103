"""What a pack says, whatever it is written as."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise

import numpy as np
import packs
import pytest
from drawn_scenarios import positions, scenarios
from hypothesis import given, settings
from hypothesis import strategies as st

from ragcore.about import About
from ragcore.position import Position
from ragcore.rating import Rating
from ragcore.scenario import Scenario
from ragcore.scorecard import Scorecard
from ui.pack import contents
from ui.pack.contents import AS_IT_STANDS, NOTHING_CHANGES, counts_picture, counts_table, document
from ui.pack.document import Facts, Heading, PageBreak, Paragraph, Picture, Points, Table, Verdict
from ui.pack.pack import Cover, Pack, Told

BAND = (
    "indicator,value,unit,polarity,target_low,target_high,amber\nBeds in use,88,%,band,85,92,3\nBeds,,%,band,85,92,3\n"
)
NOTHING_RATED = "indicator,value,target\nCalls,n/a,80\nVisits,12,\n"
AREAS = "area,indicator,value,target,key\nNorth,Calls,80,85,yes\nSouth,Calls,90,85,yes\n"


def of(text, **rest):
    """The document of a scorecard."""
    return document(packs.pack(card=packs.read(text), **rest))


def headings(told):
    return [block.text for block in told.blocks if isinstance(block, Heading)]


def under(told, heading):
    """The blocks under a heading, up to the next."""
    places = [at for at, block in enumerate(told.blocks) if isinstance(block, Heading)]
    at = next(at for at in places if told.blocks[at].text == heading)
    return told.blocks[at + 1 : next((place for place in places if place > at), None)]


def table(told, caption):
    return next(block for block in told.blocks if isinstance(block, Table) and block.caption == caption)


def facts(told):
    return dict(row for block in told.blocks if isinstance(block, Facts) for row in block.rows)


@st.composite
def drawn_packs(draw):
    """Packs of four measures, of which any may be key, with up to two scenarios."""
    position = draw(positions())
    key = np.array(draw(st.lists(st.booleans(), min_size=4, max_size=4)))
    position = Position(position.figures.changed(indicator=position.figures.id, key=key), position.rule)
    told = [Told.of(f"Plan {at}", one, position) for at, one in enumerate(draw(st.lists(scenarios(), max_size=2)))]
    return Pack(Scorecard(position.figures, About(), position.rule), position, Cover(), tuple(told))


# Laws, each over a few packs: a chart is made for every one

few = settings(max_examples=30)


@given(drawn_packs())
@few
def test_every_measure_is_in_the_appendix_once_and_every_key_one_in_the_other(pack):
    told, figures = document(pack), pack.position.figures

    assert Counter(cells[0] for cells in table(told, "All indicators").rows) == Counter(figures.indicator)
    if figures.key.any():
        rows = table(told, "Key indicators in detail").rows
        assert Counter(cells[0] for cells in rows) == Counter(figures.indicator[figures.key])


@given(drawn_packs())
@few
def test_headings_never_jump_and_none_is_empty_or_twice_under_one(pack):
    told = document(pack)
    found = [block for block in told.blocks if isinstance(block, Heading)]

    assert found[0].level == 1
    assert all(after.level <= before.level + 1 for before, after in pairwise(found))
    assert all(block.text for block in found)
    assert len({block.text for block in found if block.level == 1}) == sum(block.level == 1 for block in found)


@given(drawn_packs())
@few
def test_the_headings_alone_are_those_of_the_document(pack):
    assert contents.headings(pack) == [block for block in document(pack).blocks if isinstance(block, Heading)]


@pytest.mark.parametrize("made", [packs.stands, packs.several, packs.by_year, packs.hostile])
def test_the_headings_of_what_is_typed_are_among_them(made):
    assert [each.text for each in contents.headings(made())] == headings(document(made()))


@given(drawn_packs())
@few
def test_every_picture_says_in_words_what_it_shows(pack):
    pictures = [block for block in document(pack).blocks if isinstance(block, Picture)]

    assert [picture.name for picture in pictures] == ["counts"]
    for each in (pack.position, *(one.after for one in pack.told)):
        assert f"Green {each.counts[Rating.GREEN]}, Amber {each.counts[Rating.AMBER]}" in pictures[0].alt


@given(drawn_packs())
@few
def test_the_counts_add_up(pack):
    for cells in counts_table(pack).rows:
        assert sum(map(int, cells[1:])) == len(pack.position)
    listed = Counter(cells[-1].rating for cells in table(document(pack), "All indicators").rows)
    assert {rating: count for rating, count in pack.position.counts.items() if count} == listed


@given(drawn_packs())
@few
def test_every_table_is_whole(pack):
    for block in document(pack).blocks:
        if isinstance(block, Table):
            assert block.caption
            assert all(block.header)
            assert block.rows
            assert len(block.widths) == len(block.header)
            assert all(len(cells) == len(block.header) for cells in block.rows)
            assert all(cell if isinstance(cell, str) else cell.text for cells in block.rows for cell in cells)


@given(drawn_packs())
@few
def test_a_page_begins_with_a_heading_and_the_last_block_is_words(pack):
    blocks = document(pack).blocks

    assert all(isinstance(after, Heading) for one, after in pairwise(blocks) if isinstance(one, PageBreak))
    assert not isinstance(blocks[-1], Table | PageBreak | Heading)


# The report


def test_the_report_is_in_the_order_of_the_founding_one():
    assert headings(document(packs.stands())) == [
        "What the ratings mean",
        "Where it stands",
        "Key indicators",
        "● Green: 1",
        "▲ Amber: 3",
        "◆ Red: 10",
        "Appendix 1: Key indicators in detail",
        "Appendix 2: All indicators",
        "Where this comes from",
    ]


def test_the_cover_says_for_whom_and_when():
    told = document(packs.pack(cover=Cover(contact="Ben Example", author="Ann Example")))

    assert (told.title, told.author) == (packs.scorecard().about.title, "Ann Example")
    assert told.subtitle == "Buckinghamshire County Council, 2016/17 Q2"
    assert told.blocks[0].rows == (
        ("Committee", "Children's Social Care and Learning Select Committee"),
        ("Date", "6 December 2016"),
        ("Author", "Ann Example"),
        ("Contact officer", "Ben Example"),
        ("Period", "2016/17 Q2"),
    )


def test_what_was_typed_on_lines_of_their_own_are_paragraphs():
    told = document(packs.pack(cover=Cover(purpose="To note.\n\n  To decide. \n", recommendation="To agree it.")))

    assert under(told, "Purpose") == (Paragraph("To note."), Paragraph("To decide."))
    assert under(told, "Recommendation") == (Paragraph("To agree it."),)


def test_dissent_is_minuted_before_the_appendices():
    told = document(packs.pack(cover=Cover(dissent="Cllr Example did not agree.")))

    assert Paragraph("Cllr Example did not agree.") in under(told, "Dissent")
    assert headings(told).index("Dissent") < headings(told).index("Appendix 1: Key indicators in detail")


def test_the_rule_is_spelled_out():
    rows = table(document(packs.stands()), "What the ratings mean").rows

    assert [cells[0].rating for cells in rows] == [Rating.GREEN, Rating.AMBER, Rating.RED, Rating.UNAVAILABLE]
    assert "5 points" in rows[1][1]
    assert rows[3][1] == "There is no figure. It is never counted as red."


def test_both_totals_are_given():
    assert Paragraph(
        "Green 3, Amber 4, Red 10, Unavailable 2. 17 measures with a RAG, 2 with data unavailable."
    ) in under(document(packs.stands()), "Where it stands")


def test_key_indicators_stand_under_their_rating_with_their_figure():
    assert under(document(packs.stands()), "● Green: 1") == (
        Points(("% of Child Protection Plans reviewed in timescales: 98.4%, 246 of 250",)),
    )


def test_a_rating_that_no_key_indicator_has_says_none():
    told = of("indicator,value,target,amber,key\nCalls,90,80,5,yes\n")

    assert under(told, "● Green: 1") == (Points(("Calls: 90",)),)
    assert under(told, "◆ Red: 0")[0] == Paragraph("None.")
    assert not [heading for heading in headings(told) if "Unavailable" in heading]


def test_a_rating_that_was_published_otherwise_says_so():
    told = of("indicator,value,target,amber,key,published\nCalls,90,80,5,yes,red\n")

    assert under(told, "● Green: 1") == (Points(("Calls: 90 (published: red)",)),)


def test_illustrative_figures_are_cautioned_of_on_the_cover_and_on_every_page():
    told = document(packs.stands())

    assert Paragraph(packs.scorecard().about.illustrative, stands_out=True) in told.blocks
    assert told.footer.endswith("Illustrative figures")
    assert not of(BAND).footer.endswith("Illustrative figures")


def test_what_the_scorecard_says_of_its_targets_is_on_the_cover():
    assert Paragraph(packs.scorecard(packs.BY_YEAR).about.note) in document(packs.by_year()).blocks


# Other scorecards


def test_without_key_indicators_there_is_one_appendix():
    told = of(BAND)

    assert [heading for heading in headings(told) if "ppendix" in heading] == ["Appendix: All indicators"]
    assert "Key indicators" not in headings(told)


def test_a_band_has_both_its_targets_and_a_missing_figure_says_so():
    assert table(of(BAND), "All indicators").rows == (
        ("Beds in use", "88%", "85% to 92%", Verdict(Rating.GREEN)),
        ("Beds", "no figure", "85% to 92%", Verdict(Rating.UNAVAILABLE)),
    )


def test_where_nothing_is_rated_every_count_is_there():
    told = of(NOTHING_RATED)

    assert table(told, "How many measures have each rating").rows == ((AS_IT_STANDS, "0", "0", "0", "1", "1"),)
    assert table(told, "What the ratings mean").rows[-1] == (
        Verdict(Rating.UNRATED),
        "There is a figure, and no target to rate it against.",
    )


def test_measures_of_several_areas_say_of_which():
    told = of(AREAS)

    assert [cells[:2] for cells in table(told, "All indicators").rows] == [("Calls", "North"), ("Calls", "South")]
    assert [cells[:2] for cells in table(told, "Key indicators in detail").rows] == [
        ("Calls", "North"),
        ("Calls", "South"),
    ]
    assert under(told, "▲ Amber: 0") == (Paragraph("None."),)
    assert under(told, "● Green: 1") == (Points(("Calls (South): 90",)),)


def test_measures_of_several_periods_say_of_which():
    told = of("indicator,period,value,target\nCalls,2016/17,90,80\nVisits,2015/16,90,80\n")

    assert [cells[:2] for cells in table(told, "All indicators").rows] == [("Calls", "2016/17"), ("Visits", "2015/16")]


def test_a_service_that_is_not_said_says_so():
    told = of("indicator,service,value,target\nCalls,Customers,90,80\nVisits,,90,80\n")

    assert [cells[1] for cells in table(told, "All indicators").rows] == ["Customers", "not said"]


def test_where_a_figure_is_going_is_told_where_it_is_known():
    known = of("indicator,value,target,previous,key\nCalls,90,80,85,yes\nVisits,90,80,,yes\n")
    unknown = of("indicator,value,target,key\nCalls,90,80,yes\n")

    assert [cells[-2] for cells in table(known, "Key indicators in detail").rows] == ["better", "not known"]
    assert "Since the last period" not in table(unknown, "Key indicators in detail").header


# Scenarios and where it comes from


def test_scenarios_stand_between_the_key_indicators_and_the_appendices():
    told = headings(document(packs.several()))

    assert [heading for heading in told if heading.startswith(("Key", "What if", "The scenarios", "How", "App"))] == [
        "Key indicators",
        "What if: Winter plan",
        "What if: Lower targets",
        "What if: A wider rule, and the missing figure",
        "The scenarios beside each other",
        "Appendix 1: Key indicators in detail",
        "Appendix 2: All indicators",
        "How causes are counted",
    ]


def test_one_scenario_stands_beside_no_other():
    assert "The scenarios beside each other" not in headings(document(packs.one()))


def test_counts_are_of_the_report_and_of_every_scenario():
    pack = packs.several()

    assert counts_table(pack).header[0] == "Scenario"
    assert [cells[0] for cells in counts_table(pack).rows] == [AS_IT_STANDS, *(one.title for one in pack.told)]
    assert all(one.title in counts_picture(pack).alt for one in pack.told)


def test_where_it_comes_from_names_scorecard_period_version_and_links():
    pack = packs.one()
    told = [replace(pack.told[0], version="Q7ZK", link="https://scorecards.example.org/s/Q7ZK")]
    pack = replace(pack, told=tuple(told))

    found = facts(document(pack))

    assert found["Scorecard"] == packs.scorecard().about.title
    assert found["Period"] == "2016/17 Q2"
    assert found["Figures"] == f"{packs.scorecard().hash[:12]} (the beginning of their hash)"
    assert found["Link"] == packs.LINK
    assert found["Scenario: Winter plan"] == "version Q7ZK"
    assert found["Link to Winter plan"] == "https://scorecards.example.org/s/Q7ZK"
    assert found["Made"] == packs.MADE
    assert document(pack).links == (packs.LINK, "https://scorecards.example.org/s/Q7ZK")


@pytest.mark.parametrize("link", ["", "javascript:alert(1)", "file:///etc/passwd", "=1+1", "//example.org"])
def test_nothing_but_an_address_of_the_web_is_a_link(link):
    assert document(packs.pack(link=link)).links == ()


def test_a_pack_with_scenarios_says_that_the_report_stays_as_it_is():
    assert Paragraph(NOTHING_CHANGES) in document(packs.one()).blocks
    assert Paragraph(NOTHING_CHANGES) not in document(packs.stands()).blocks


def test_a_scenario_that_changes_nothing_has_its_part_too():
    told = document(packs.pack([Scenario("Nothing")]))

    assert "What if: Nothing" in headings(told)
    assert "How causes are counted" not in headings(told)


def test_the_area_and_the_period_stand_beside_labels_of_their_own():
    told = facts(of(AREAS, place=("North", "")))

    assert told["Area"] == "North"
    assert "Period" not in told
    assert "Area" not in facts(document(packs.stands()))

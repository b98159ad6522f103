"""What a pack says of its scenarios."""

from dataclasses import replace

import packs
import pytest

from ragcore.rating import Rating
from ragcore.scenario import Change, Scenario
from ui.pack.document import Facts, Heading, Paragraph, Points, Table, Verdict
from ui.pack.scenarios import NO_REASON, beside, how_counted, recommended, scenario

AREAS = "area,indicator,value,target\nNorth,Calls,80,85\nSouth,Calls,90,85\n"


def part(pack, at=0):
    """What is said of a scenario, by the heading that it is under."""
    found, name = {}, ""
    for block in scenario(pack, pack.told[at]):
        if isinstance(block, Heading):
            name = block.text
        found.setdefault(name, []).append(block)
    return found


def rows(blocks):
    return next(block for block in blocks if isinstance(block, Table)).rows


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ([], ""),
        (["A"], "The Committee are asked to consider the scenario “A”, and to note that the report's figures stay as "),
        (["A", "B"], "The Committee are asked to consider the scenarios “A” and “B”, and to note"),
        (["A", "B", "C"], "The Committee are asked to consider the scenarios “A”, “B” and “C”, and to note"),
    ],
)
def test_the_committee_are_asked_to_consider_the_scenarios(names, told):
    found = recommended(packs.pack([Scenario(name) for name in names]))

    assert found.startswith(told)
    assert bool(found) == bool(names)


def test_a_scenario_says_who_made_it_when_and_for_when():
    pack = packs.one()
    pack = replace(pack, told=(replace(pack.told[0], author="Ann Example"),))

    facts = next(block for block in scenario(pack, pack.told[0]) if isinstance(block, Facts))

    assert facts.rows == (
        ("Made by", "Ann Example"),
        ("Made", "1 Dec 2016, 09:00 UTC"),
        ("Projected for", "2016/17 Q4"),
        ("Note", "As put to the board on 28 November."),
    )


def test_a_scenario_begins_with_its_sentence_and_the_caution():
    told = part(packs.one())["What if: Winter plan"]

    assert told[1] == Paragraph(
        "Changing two projected values turns one measure from amber to green: 4 green, 3 amber, 10 red."
    )
    assert told[2] == Paragraph(packs.scorecard().about.illustrative, stands_out=True)


def test_before_and_after_are_the_measures_that_differ():
    assert rows(part(packs.one())["Before and after"]) == (
        (
            "Looked after seen in 6 weeks",
            "92.4%, 412 of 446",
            "95.5%, 426 of 446",
            "95%",
            "95%",
            Verdict(Rating.AMBER),
            Verdict(Rating.GREEN, flipped=True),
        ),
        (
            "Repeat referrals",
            "29.8%, 596 of 2,000",
            "26.0%, 520 of 2,000",
            "20%",
            "20%",
            Verdict(Rating.RED),
            Verdict(Rating.RED),
        ),
    )


def test_every_change_is_told_with_its_reason():
    assert rows(part(packs.one())["What is changed, and why"]) == (
        (
            "Looked after seen in 6 weeks",
            "Projected value",
            "92.4%",
            "95.5%",
            "Two more social workers from January.",
        ),
        ("Repeat referrals", "Projected value", "29.8%", "26.0%", NO_REASON),
    )


def test_changes_of_a_tolerance_and_of_the_rule_say_what_they_were():
    told = rows(part(packs.several(), 2)["What is changed, and why"])

    assert told[0][1:4] == ("Tolerance", "5 points", "8 points")
    assert told[1][1:4] == ("Projected value", "no figure", "86.0%")
    assert told[2] == ("The whole scorecard", "How far short is still green", "not set", "2", NO_REASON)


def test_a_scenario_of_another_area_is_told_as_that():
    card = packs.read(AREAS)
    key = card.figures.id[0]
    told = part(packs.pack([Scenario("South", (Change(key, "target", 70),), area="South")], card, place=("North", "")))

    assert rows(told["What is changed, and why"]) == (("Calls", "Target", "not in this area", "70", NO_REASON),)


def test_a_measure_that_the_scorecard_does_not_have_is_told_as_that():
    told = part(packs.pack([Scenario("Old", (Change("gone", "target", 5),))]))

    assert rows(told["What is changed, and why"]) == (("gone", "Target", "not in this scorecard", "5", NO_REASON),)


def test_projected_values_are_told_in_cases():
    assert part(packs.one())["What the projected values mean in cases"][1] == Points(
        (
            "Looked after seen in 6 weeks: 14 more children of 446, if numbers stay the same.",
            "Repeat referrals: 76 fewer referrals of 2,000, if numbers stay the same.",
        )
    )


def test_targets_alone_mean_no_cases():
    assert "What the projected values mean in cases" not in part(packs.several(), 1)


def test_what_turned_is_told_with_its_cause_and_adds_up():
    told = part(packs.one())["Which ratings change, and why"]

    assert told[1] == Points(("Looked after seen in 6 weeks: amber to green. The projected figure does it.",))
    assert rows(told)[-1] == ("Together", "+1", "\N{MINUS SIGN}1", "0")


def test_greens_by_a_moved_target_stand_out_by_name():
    assert (
        Paragraph(
            "2 greens by a moved target: Children seen during assessment, Assessments in 45 working days.",
            stands_out=True,
        )
        in part(packs.several(), 1)["Before and after"]
    )


def test_targets_to_argue_with_are_listed():
    points = part(packs.several(), 1)["Targets to argue with"][1]

    assert "Assessments in 45 working days: a target of 82% is easier than the latest figure, 82.1%." in points.items


def test_a_scenario_that_changes_nothing_says_so():
    told = part(packs.pack([Scenario("Nothing")]))

    assert told["Before and after"][1] == Paragraph("No measure differs.")
    assert told["What is changed, and why"][1] == Paragraph("Nothing is changed.")
    assert told["Which ratings change, and why"][1] == Paragraph("No rating is another one than as it stands.")


def test_scenarios_beside_each_other_tell_the_measures_that_differ():
    told = list(beside(packs.several()))

    assert told[2] == Paragraph("6 of 19 measures differ; the others are left out.")
    assert told[3].header == (
        "Measure",
        "As it stands",
        "Winter plan",
        "Lower targets",
        "A wider rule, and the missing figure",
    )
    assert told[3].rows[0][:3] == (
        "Looked after seen in 6 weeks",
        "92.4%, target 95%: ▲ Amber",
        "95.5%, target 95%: ● Green",
    )


def test_many_scenarios_are_told_in_several_tables():
    many = [replace(packs.winter_plan(), name=f"Plan {at}") for at in range(9)]

    tables = [block for block in beside(packs.pack(many)) if isinstance(block, Table)]

    assert [len(table.header) for table in tables] == [6, 6, 3]
    assert [name for table in tables for name in table.header[2:]] == [one.name for one in many]
    assert len({table.caption for table in tables}) == 3


def test_scenarios_that_differ_in_nothing_say_so():
    assert list(beside(packs.pack([Scenario("A"), Scenario("B")])))[-1] == Paragraph("No measure differs.")


def test_how_causes_are_counted_is_told_once_where_there_are_any():
    assert len([block for block in how_counted(packs.several()) if isinstance(block, Heading)]) == 1
    assert list(how_counted(packs.pack([Scenario("Nothing")]))) == []


def test_measures_whose_long_names_begin_alike_are_told_apart():
    """A row of the screen cuts a name, and cut these would be one."""
    begins = "Percentage of children who became looked after in the year"
    lines = [f"{begins} {where},80,85" for where in ("inside the county", "outside of the county")]
    pack = packs.pack(card=packs.read("\n".join(["indicator,value,target", *lines]) + "\n"))
    changes = tuple(Change(key, "target", 80) for key in pack.position.figures.id)

    told = part(packs.pack([Scenario("Lower", changes)], pack.scorecard))

    for heading in ("Before and after", "What is changed, and why"):
        assert [row[0] for row in rows(told[heading])] == pack.position.figures.indicator.tolist()
    for heading in ("Targets to argue with", "Which ratings change, and why"):
        (points,) = (block for block in told[heading] if isinstance(block, Points))
        assert all(
            any(item.startswith(f"{each}: ") for item in points.items) for each in pack.position.figures.indicator
        )


def test_a_change_in_several_areas_says_in_which_each_sentence_is_true():
    told = part(packs.pack([Scenario("Lower", (Change("calls", "target", 80),))], packs.read(AREAS)))

    assert [row[0] for row in rows(told["Before and after"])] == ["Calls (North)", "Calls (South)"]
    assert rows(told["What is changed, and why"]) == (("Calls", "Target", "85", "80", NO_REASON),)
    assert told["Targets to argue with"][1].items == (
        "Calls (North): a target of 80 is easier than the target of the scorecard, 85.",
        "Calls (South): a target of 80 is easier than the latest figure, 90.",
        "Calls (South): a target of 80 is easier than the target of the scorecard, 85.",
    )
    assert told["Which ratings change, and why"][1].items == ("Calls (North): red to green. The moved target does it.",)


def test_a_change_from_another_figure_in_each_area_says_no_single_one():
    told = part(packs.pack([Scenario("Better", (Change("calls", "value", 88),))], packs.read(AREAS)))

    assert rows(told["What is changed, and why"])[0][:4] == (
        "Calls", "Projected value", "not the same in each area", "88"
    )  # fmt: skip


def test_a_scenario_of_one_area_says_what_the_figure_was_there():
    pack = packs.pack([Scenario("Better", (Change("calls", "value", 95),), area="South")], packs.read(AREAS))

    assert rows(part(pack)["What is changed, and why"])[0][:4] == ("Calls (South)", "Projected value", "90", "95")

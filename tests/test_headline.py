import re
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pytest
from drawn_scenarios import positions, scenarios
from hypothesis import given
from hypothesis import strategies as st

from ragcore.figures import Figures
from ragcore.headline import headline
from ragcore.headline_sum import MOST_LINES, sum_behind
from ragcore.limits import Polarity
from ragcore.position import Position
from ragcore.rating import RAG, Rating
from ragcore.read import read
from ragcore.rule import Rule, Tolerance
from ragcore.scenario import Change, Scenario, apply

LOWER, BAND, NONE = Polarity.LOWER, Polarity.BAND, Polarity.NONE
FIVE = Rule(amber=Tolerance(5.0))
SHIPPED = Path(__file__).parent.parent / "data" / "buckinghamshire_2016_17_q2.csv"
ASSESSMENTS, REPEAT, REVIEWED = "assessments-45-days", "repeat-referrals", "child-protection-plans-reviewed"
HOMES, WORK = "care-leavers-suitable-homes", "care-leavers-work-or-learning"
COUNTS = re.compile(r": ([\d,]+) green, ([\d,]+) amber, ([\d,]+) red")


def told(before, *changes, horizon=None, **rule):
    """The sentence about some changes."""
    scenario = Scenario(horizon=horizon, rule=MappingProxyType(rule)).with_changes([Change(*each) for each in changes])
    return headline(before, scenario, apply(scenario, before))


@pytest.fixture(scope="module")
def shipped():
    """The report of December 2016."""
    scorecard, _ = read(SHIPPED)
    return scorecard.position()


# ---- a whole scorecard


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            [(ASSESSMENTS, "target", 90)],
            (
                "Raising the target of Assessments in 45 working days from 85% to 90% turns one measure from amber to "
                "red: 3 green, 3 amber, 11 red. 35 more assessments would win it back, and 95 would turn it green."
            ),
        ),
        (
            [(ASSESSMENTS, "target", 80)],
            (
                "Lowering the target of Assessments in 45 working days from 85% to 80% turns one measure from amber to "
                "green: 4 green, 3 amber, 10 red. No figure is different: only the target moved."
            ),
        ),
        (
            [(ASSESSMENTS, "target", 86)],
            (
                "Raising the target of Assessments in 45 working days from 85% to 86% changes no rating: "
                "3 green, 4 amber, 10 red."
            ),
        ),
        (
            [(ASSESSMENTS, "value", 85)],
            (
                "Reaching 85.0% on Assessments in 45 working days by 2016/17 Q4, 35 more assessments, turns one "
                "measure from amber to green: 4 green, 3 amber, 10 red."
            ),
        ),
        (
            [(ASSESSMENTS, "value", 75)],
            (
                "Falling to 75.0% on Assessments in 45 working days by 2016/17 Q4, 85 fewer assessments, turns one "
                "measure from amber to red: 3 green, 3 amber, 11 red. "
                "60 more assessments would win it back, and 120 would turn it green."
            ),
        ),
        (
            [(REPEAT, "value", 20)],
            (
                "Reaching 20.0% on Repeat referrals by 2016/17 Q4, 196 fewer referrals, turns one measure from red to "
                "green: 4 green, 4 amber, 9 red."
            ),
        ),
        (
            [(REVIEWED, "target", 101)],
            (
                "Raising the target of Child protection plans reviewed in time from 95% to 101% turns one measure from "
                "green to amber: 2 green, 5 amber, 10 red. Even all 250 plans would not win it back."
            ),
        ),
        (
            [(HOMES, "value", 82)],
            (
                "A figure of 82.0% by 2016/17 Q4 for Care leavers in suitable homes, which had no figure, turns one "
                "measure from unavailable to amber: 3 green, 5 amber, 10 red, 1 unavailable; 18 measures now have a "
                "RAG."
            ),
        ),
        (
            [(HOMES, "value", 82), (WORK, "value", 55), (REPEAT, "value", 25), (ASSESSMENTS, "value", 75)],
            (
                "Changing four projected values turns one measure from red to amber, one from unavailable to green, "
                "one from unavailable to amber and one from amber to red: 4 green, 5 amber, 10 red, 0 unavailable; "
                "19 measures now have a RAG. 60 more assessments would win back Assessments in 45 working days, "
                "and 120 would turn it green."
            ),
        ),
        (
            [(REVIEWED, "target", 99), (ASSESSMENTS, "target", 90), (REPEAT, "target", 28)],
            (
                "Changing three targets turns one measure from red to amber, one from green to amber and one from "
                "amber to red: 2 green, 5 amber, 10 red. No figure is different: only targets moved."
            ),
        ),
        (
            [("looked-after-seen-6-weeks", "target", 99), ("children-seen-assessment", "target", 99)],
            (
                "Changing two targets turns two measures from amber to red: 3 green, 2 amber, 12 red. "
                "Of those that fell, Looked after seen in 6 weeks is the nearest: 8 more children would win it back."
            ),
        ),
    ],
)
def test_the_report_of_2016_is_told_in_a_sentence_or_two(shipped, changes, expected):
    assert told(shipped, *changes, horizon="2016/17 Q4") == expected


def test_another_rule_of_the_report_is_told_too(shipped):
    assert told(shipped, green_within=3) == (
        "Giving green within 3 of the target turns four measures from amber to green: 7 green, 0 amber, 10 red. "
        "No figure is different: only the rule changed."
    )
    assert told(shipped, as_shown=True) == (
        "Rating figures as they are shown changes no rating: 3 green, 4 amber, 10 red."
    )


# ---- cases


def two(**columns):
    """Calls and plans, in per cent."""
    values = {"unit": ["%"] * 2, "value": [82.0, 90.0], "target": [85.0, 85.0]} | columns
    return Position(Figures.of(id=["a", "b"], indicator=["Calls", "Plans"], **values), FIVE)


def test_without_a_change_nothing_is_told_yet():
    assert told(two(), horizon="Q4") == "No changes yet."


def test_what_is_set_as_it_stands_or_is_not_there_makes_no_difference():
    expected = "Nothing differs from the scorecard as it stands: 1 green, 1 amber, 0 red."

    assert told(two(), ("a", "target", 85)) == expected
    assert told(two(), ("gone", "target", 85)) == expected
    assert told(two(), amber=5) == expected


def test_several_changes_of_one_measure_that_turn_nothing():
    assert told(two(), ("a", "target", 87), ("a", "value", 84)) == (
        "Setting the projected value of Calls to 84% and its target to 87% changes no rating: 1 green, 1 amber, 0 red."
    )


def test_a_rise_that_the_target_alone_would_make_is_told_beside_projected_values():
    assert told(two(value=[82.0, 70.0]), ("a", "target", 80), ("b", "value", 85)) == (
        "Changing one target and one projected value turns one measure from amber to green and one from red to green: "
        "2 green, 0 amber, 0 red. One measure rose by a moved target, not by its figure."
    )
    assert told(two(value=[82.0, 82.0]), ("a", "target", 80), ("b", "target", 80), ("a", "value", 82.5)).endswith(
        "Two measures rose by a moved target, not by their figures."
    )


def test_a_rise_that_takes_both_or_either_is_no_moved_target():
    both = told(two(), ("a", "target", 84), ("a", "value", 84))
    either = told(two(), ("a", "target", 80), ("a", "value", 86))

    assert both.endswith("turns one measure from amber to green: 2 green, 0 amber, 0 red.")
    assert either.endswith("turns one measure from amber to green: 2 green, 0 amber, 0 red.")


def test_a_rise_by_a_figure_leaves_a_target_that_turned_nothing_unsaid():
    assert told(two(), ("a", "value", 86), ("b", "amber", 4)) == (
        "Changing one projected value and one tolerance turns one measure from amber to green: 2 green, 0 amber, 0 red."
    )


@pytest.mark.parametrize(
    ("changes", "rule", "expected"),
    [
        ([("a", "target", 80)], {}, "only the target moved"),
        ([("a", "target", 80), ("b", "target", 88)], {}, "only targets moved"),
        ([("a", "target", 90), ("a", "amber", 12), ("b", "target", 75)], {"green_within": 9},
         "only targets and the rule changed"),
        ([], {"green_within": 5}, "only the rule changed"),
    ],
)  # fmt: skip
def test_a_rise_without_another_figure_says_what_alone_is_different(changes, rule, expected):
    assert told(two(), *changes, **rule).endswith(f"No figure is different: {expected}.")


def test_a_rise_by_a_tolerance_says_so():
    assert told(two(value=[70.0, 70.0]), ("a", "amber", 15)).endswith("only the tolerance moved.")
    assert told(two(value=[70.0, 70.0]), ("a", "amber", 15), ("b", "amber", 15)).endswith("only the tolerances moved.")


def test_a_fall_and_a_rise_by_the_target_take_three_sentences():
    assert told(two(), ("a", "target", 80), ("b", "target", 92)) == (
        "Changing two targets turns one measure from amber to green and one from green to amber: "
        "1 green, 1 amber, 0 red. 2 points more would win back Plans. No figure is different: only targets moved."
    )


def test_lower_is_better_is_told_the_other_way_round():
    before = two(polarity=[LOWER, LOWER], value=[16.0, 16.0], target=[15.0, 15.0])

    assert told(before, ("a", "target", 10)) == (
        "Lowering the target of Calls from 15% to 10% turns one measure from amber to red: 0 green, 1 amber, 1 red. "
        "1 point less would win it back, and 6 points less would turn it green."
    )


def test_targets_of_a_band_that_cross_leave_no_way_back():
    before = two(polarity=[BAND, BAND], value=[85.0, 85.0], target_low=[80.0, 80.0], target_high=[90.0, 90.0])

    assert told(before, ("a", "target_low", 95)) == (
        "Raising the lower target of Calls from 80% to 95% turns one measure from green to red: 1 green, 0 amber, "
        "1 red. No figure could win it back: the lower target is above the upper one."
    )


def test_a_measure_without_a_direction_is_unrated_whatever_moves():
    before = two(polarity=[NONE, NONE])

    assert told(before, ("a", "value", 99)) == "Moving to 99% on Calls changes no rating: 0 green, 0 amber, 0 red."


def test_a_figure_without_a_target_comes_from_unavailable_to_unrated():
    before = two(value=[np.nan, 90.0], target=[np.nan, 85.0])

    assert told(before, ("a", "value", 70)) == (
        "A figure of 70% for Calls, which had no figure, turns one measure from unavailable to unrated: "
        "1 green, 0 amber, 0 red, 0 unavailable, 1 unrated."
    )


def test_a_target_where_there_was_none_makes_a_rag():
    before = two(target=[np.nan, np.nan])

    assert told(before, ("a", "target", 80)) == (
        "Giving Calls a target of 80% turns one measure from unrated to green: 1 green, 0 amber, 0 red, 1 unrated; "
        "1 measure now has a RAG."
    )


def test_an_empty_scorecard_is_told_too():
    nothing = Position(Figures.of(id=[]), FIVE)

    assert told(nothing, amber=3).endswith("changes no rating: 0 green, 0 amber, 0 red.")


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "{number} {0} %s %(x)s", "=HYPERLINK(1)", "Ynys Môn ŵ \u202e", "100% of it."]
)
def test_a_name_is_text_and_nothing_else(name):
    before = two()
    named = Position(before.figures.changed(indicator=np.array([name, "Plans"], dtype=object)), FIVE)

    assert told(named, ("a", "target", 80)).startswith(f"Lowering the target of {name} from 85% to 80% turns one ")


def test_a_long_name_is_cut_as_a_row_cuts_it():
    before = two()
    named = Position(before.figures.changed(indicator=np.array(["word " * 50, "Plans"], dtype=object)), FIVE)

    assert told(named, ("a", "target", 80)).startswith("Lowering the target of word word word word word word word word")
    assert "word… from 85% to 80%" in told(named, ("a", "target", 80))


# ---- laws


@st.composite
def cases(draw):
    """A position of named measures, often with counts, and a scenario that often sets one thing only."""
    before, scenario = draw(positions()), draw(scenarios())
    figures = before.figures
    columns = {"indicator": figures.id}
    if draw(st.booleans()):
        # So many of a hundred.
        columns |= {"unit": np.array(["%"] * 4, dtype=object), "numerator": figures.value}
        columns |= {"denominator": np.full(4, 100.0), "typed": np.full(4, 2, dtype=np.int8)}
    most = draw(st.sampled_from([0, 1, 1, 1, 2, 8]))
    rule = scenario.rule if draw(st.integers(0, 2)) == 0 or not most else MappingProxyType({})
    return Position(figures.changed(**columns), before.rule), replace(
        scenario, changes=scenario.changes[:most], rule=rule
    )


@given(cases())
def test_the_sentence_is_whole_right_in_number_and_the_same_every_time(case):
    before, scenario = case
    after = apply(scenario, before)

    said = headline(before, scenario, after)

    assert said == headline(before, scenario, apply(scenario, before))
    assert said.endswith(".")
    assert said[0].isupper() or said[0].isdigit()
    assert not re.search(r"\b(nan|inf|None)\b", said)
    assert not re.search(r"  |,,|\.\.| [.,:;]|, :|\bone \w+s\b|\b1 (measures|cases|points)\b", said)
    assert len(re.findall(r"\.(?: |$)", said)) <= 3


@given(cases())
def test_the_counts_of_the_sentence_are_those_of_the_scenario(case):
    before, scenario = case
    after = apply(scenario, before)

    said = headline(before, scenario, after)

    found = [tuple(map(int, counts)) for counts in COUNTS.findall(said)]
    changes_nothing = not scenario.changes and not scenario.rule
    assert found == ([] if changes_nothing else [tuple(after.counts[rating] for rating in RAG)])


@given(cases())
def test_a_way_back_is_told_only_where_something_fell_and_a_moved_target_only_where_something_rose(case):
    before, scenario = case
    after = apply(scenario, before)

    said = headline(before, scenario, after)

    rated = (before.ratings > Rating.UNRATED) & (after.ratings > Rating.UNRATED)
    if not np.any(rated & (after.ratings < before.ratings)):
        assert "win" not in said
    if not np.any(rated & (after.ratings > before.ratings)):
        assert "No figure is different" not in said
        assert "rose" not in said


@given(cases())
def test_the_sums_are_as_many_as_a_page_shows_and_each_is_a_sentence(case):
    before, scenario = case
    after = apply(scenario, before)

    lines = sum_behind(before, scenario, after)

    assert len(lines) <= MOST_LINES + 1
    assert all(line.endswith(".") and "nan" not in line and "  " not in line for line in lines)

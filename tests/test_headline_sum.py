import re
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragcore.figures import Figures
from ragcore.headline_sum import MOST_LINES, sum_behind
from ragcore.limits import Polarity
from ragcore.position import Position
from ragcore.rule import Rule, Tolerance
from ragcore.scenario import Change, Scenario, apply

HIGHER, LOWER, BAND = Polarity.HIGHER, Polarity.LOWER, Polarity.BAND
FIVE = Rule(amber=Tolerance(5.0))
SUM = re.compile(r"([\d,]+) - ([\d,]+) = ([\d,]+)\.$")
SHARE = re.compile(r"([\d.,-]+)% of ([\d,]+) is ([\d.,-]+)(?:, so it takes ([\d,]+))?;")


def assessments(rule=FIVE, **columns):
    """985 of 1,200 assessments, with a target of 85%."""
    told = {
        "indicator": "Assessments", "unit": "%", "value": 82.1, "typed": 1, "decimals": 1, "numerator": 985,
        "denominator": 1200, "target": 85.0,
    } | columns  # fmt: skip
    return Position(Figures.of(id=["a"], **{name: [value] for name, value in told.items()}), rule)


def uncounted(**columns):
    """The same without counts."""
    return assessments(numerator=np.nan, denominator=np.nan, **columns)


def summed(before, *changes, **rule):
    """The sums behind some changes."""
    scenario = Scenario(rule=MappingProxyType(rule)).with_changes([Change(*each) for each in changes])
    return sum_behind(before, scenario, apply(scenario, before))


def number(text):
    return float(text.replace(",", ""))


def test_a_fall_has_the_sums_of_the_way_back_and_of_the_way_to_green():
    assert summed(assessments(), ("a", "target", 90)) == [
        "As it stands: 82.1% is 2.9 points short of the target of 85%; within the tolerance of 5 points: amber.",
        "Scenario: 82.1% is 7.9 points short of the target of 90%; beyond the tolerance of 5 points: red.",
        "To amber: 85% of 1,200 is 1,020; 1,020 - 985 = 35.",
        "To green: 90% of 1,200 is 1,080; 1,080 - 985 = 95.",
    ]


def test_a_projected_figure_has_the_sum_of_its_cases():
    assert summed(assessments(), ("a", "value", 85))[2:] == ["1,020 of 1,200 is 85.0%; 1,020 - 985 = 35."]


def test_a_single_measure_has_its_sums_also_where_nothing_flipped():
    assert summed(assessments(), ("a", "target", 86))[2:] == ["To green: 86% of 1,200 is 1,032; 1,032 - 985 = 47."]
    assert summed(assessments(value=90.0, numerator=1080), ("a", "target", 86)) == [
        "As it stands: 90.0% meets the target of 85%: green.",
        "Scenario: 90.0% meets the target of 86%: green.",
    ]


def test_a_share_that_is_no_whole_number_says_what_it_takes():
    assert summed(assessments(), ("a", "target", 85.3))[-1] == (
        "To green: 85.3% of 1,200 is 1,023.6, so it takes 1,024; 1,024 - 985 = 39."
    )


def test_fewer_cases_are_taken_off():
    before = assessments(value=20.0, numerator=240, target=22.0, polarity=LOWER)

    assert summed(before, ("a", "target", 18))[-1] == "To green: 18% of 1,200 is 216; 240 - 216 = 24."


def test_where_rounding_or_an_improvement_decides_the_sum_shows_what_the_number_makes():
    shown = assessments(Rule(amber=Tolerance(5.0), as_shown=True))
    improved = assessments(Rule(amber=Tolerance(5.0), improved="also"), previous=82.0)

    assert summed(shown, ("a", "target", 90))[-1] == "To green: 1,080 of 1,200 is 90.0%; 1,080 - 985 = 95."
    assert summed(improved, ("a", "target", 90))[2:] == [
        "To amber: 1,020 of 1,200 is 85.0%; 1,020 - 985 = 35.",
        "To green: 90% of 1,200 is 1,080; 1,080 - 985 = 95.",
    ]


def test_a_rate_shows_what_the_number_makes():
    before = assessments(unit="per 10,000", value=40.0, numerator=208, denominator=52000, target=42.0, polarity=LOWER)

    assert summed(before, ("a", "target", 38))[-1] == "To green: 197 of 52,000 is 37.9 per 10,000; 208 - 197 = 11."


def test_without_counts_the_sum_says_where_amber_begins():
    assert summed(uncounted(), ("a", "target", 90))[2:] == [
        "To amber: it begins at 85%, and the figure is 82.1%.",
    ]
    assert summed(uncounted(), ("a", "target", 86))[2:] == []


def test_without_a_tolerance_the_one_way_is_told_once():
    assert summed(assessments(), ("a", "amber", 0))[2:] == ["To green: 85% of 1,200 is 1,020; 1,020 - 985 = 35."]
    assert len(summed(uncounted(), ("a", "amber", 0))) == 2


def test_what_cannot_be_has_no_sum():
    assert len(summed(assessments(), ("a", "target", 106))) == 2


def test_a_figure_where_there_was_none_has_no_cases():
    before = assessments(value=np.nan, numerator=np.nan)

    assert summed(before, ("a", "value", 85)) == [
        "As it stands: There is no figure, so it is unavailable.",
        "Scenario: 85.0% meets the target of 85%: green.",
    ]


def many(count):
    """Some measures that all lie just below their target."""
    return Position(
        Figures.of(
            id=[str(row) for row in range(count)],
            indicator=[f"Measure {row}" for row in range(count)],
            value=[84.0] * count,
            target=[85.0] * count,
        ),
        FIVE,
    )


def test_several_measures_are_named_and_no_more_are_told_than_a_page_shows():
    told = summed(many(9), amber=0)

    assert told[0].startswith("Measure 0. As it stands: 84 is 1 short of")
    assert len(told) == MOST_LINES + 1
    assert told[-1] == "And 3 more measures."
    assert summed(many(7), amber=0)[-1] == "And 1 more measure."
    assert len(summed(many(6), amber=0)) == MOST_LINES


def test_a_measure_that_only_the_rule_turned_is_named():
    assert summed(many(1), amber=0)[0].startswith("Measure 0. As it stands: ")


def test_without_a_flip_nothing_is_told_of_several_or_of_none():
    assert summed(many(2), ("0", "target", 86), ("1", "target", 86)) == []
    assert summed(many(2)) == []


@pytest.mark.parametrize("hostile", ["<b>{0}</b>", "%s {x} 5 - 3 = 9", "=1+1"])
def test_a_name_is_told_as_the_file_has_it(hostile):
    before = many(1)
    named = Position(before.figures.changed(indicator=np.array([hostile], dtype=object)), FIVE)

    assert summed(named, amber=0)[0].startswith(f"{hostile}. As it stands")


@given(
    st.sampled_from([HIGHER, LOWER]),
    st.integers(1, 3000),
    st.floats(0, 1),
    st.integers(0, 1000),
    st.integers(0, 1000),
    st.booleans(),
)
def test_every_sum_is_right(polarity, denominator, part, target, moved, as_shown):
    numerator = round(part * denominator)
    before = assessments(
        Rule(amber=Tolerance(5.0), as_shown=as_shown),
        value=100 * numerator / denominator, typed=9, numerator=numerator, denominator=denominator,
        target=target / 10, polarity=polarity,
    )  # fmt: skip

    for line in summed(before, ("a", "target", moved / 10)):
        for more, less, difference in SUM.findall(line):
            assert number(more) - number(less) == number(difference) >= 0
        for share, whole, makes, takes in SHARE.findall(line):
            assert number(share) * number(whole) / 100 == pytest.approx(number(makes), abs=5e-4)
            assert not takes or abs(number(takes) - number(makes)) < 1

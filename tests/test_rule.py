import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragcore.rule import IMPROVED, Rule, Tolerance, assumed_tolerance

SIZES = st.floats(0, 1e15, allow_nan=False)
TOLERANCES = st.builds(Tolerance, SIZES, st.booleans())
RULES = st.builds(
    Rule,
    amber=st.none() | TOLERANCES,
    green_within=st.builds(Tolerance, SIZES.filter(bool), st.booleans()) | st.just(Tolerance(0.0)),
    improved=st.sampled_from(IMPROVED),
    as_shown=st.booleans(),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5", Tolerance(5.0)),
        ("0", Tolerance(0.0)),
        ("5%", Tolerance(5.0, percent=True)),
        (" 2.5 % ", Tolerance(2.5, percent=True)),
        (".5", Tolerance(0.5)),
        (5, Tolerance(5.0)),
        (2.5, Tolerance(2.5)),
        (0.00001, Tolerance(0.00001)),
        (1e16, Tolerance(1e16)),
        (np.float64(5.0), Tolerance(5.0)),
    ],
)
def test_a_tolerance_is_a_number_or_a_share_of_the_target(text, expected):
    assert Tolerance.parse(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "%",
        "-5",
        "5%%",
        "5 points",
        "1e3",
        "1,5",
        "five",
        "nan",
        "inf",
        "5.",
        "9" * 400,
        -5,
        -0.5,
        math.nan,
        math.inf,
    ],
)
def test_anything_else_is_no_tolerance_and_is_told(text):
    with pytest.raises(ValueError, match="a tolerance is a number such as 5, or a share of the target such as 5%"):
        Tolerance.parse(text)


@given(TOLERANCES)
def test_a_tolerance_that_was_written_is_read_again_as_it_was(tolerance):
    assert Tolerance.parse(str(tolerance)) == tolerance


@pytest.mark.parametrize(
    ("tolerance", "text"),
    [(Tolerance(5.0), "5"), (Tolerance(2.5, percent=True), "2.5%"), (Tolerance(1234567.0), "1234567")],
)
def test_a_tolerance_is_written_as_people_do(tolerance, text):
    assert str(tolerance) == text


def test_a_rule_that_says_nothing_has_green_from_the_target_and_values_as_given():
    rule = Rule()

    assert rule.amber is None
    assert rule.green_within == Tolerance(0.0)
    assert rule.improved == ""
    assert not rule.as_shown
    assert rule.as_settings() == {}


@given(RULES)
def test_a_rule_that_was_written_is_read_again_as_it_was(rule):
    assert Rule.parse(rule.as_settings()) == rule


def test_a_change_of_a_rule_leaves_its_other_settings_and_the_rule_itself():
    rule = Rule.parse({"amber": 5, "improved": "also"})

    changed = rule.changed({"amber": "10%"})

    assert changed == Rule(amber=Tolerance(10.0, percent=True), improved="also")
    assert rule.amber == Tolerance(5.0)


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"ambr": 5}, "the rule has no setting 'ambr'; it has amber, green_within, improved and as_shown"),
        ({"amber": None}, "the rule's amber must be a number such as 5 or a text such as '5%'"),
        ({"amber": True}, "the rule's amber must be a number"),
        ({"green_within": [5]}, "the rule's green_within must be a number"),
        ({"amber": "five"}, "a tolerance is a number such as 5, .* not 'five'"),
        ({"amber": -5}, "a tolerance is a number such as 5, .* not '-5'"),
        ({"improved": "yes"}, "the rule's improved must be 'also' or 'instead'"),
        ({"improved": ["also"]}, "the rule's improved must be 'also' or 'instead'"),
        ({"as_shown": "yes"}, "the rule's as_shown must be true or false"),
        ({"as_shown": 1}, "the rule's as_shown must be true or false"),
    ],
)
def test_a_setting_that_is_none_is_told_by_name(settings, told):
    with pytest.raises(ValueError, match=told):
        Rule.parse(settings)


@pytest.mark.parametrize("unit", ["%", " %", "% of visits"])
def test_five_points_are_assumed_for_percentages(unit):
    assert assumed_tolerance(unit) == Tolerance(5.0)


@pytest.mark.parametrize("unit", ["", "days", "number", "per 10,000", "£"])
def test_five_per_cent_are_assumed_for_all_else(unit):
    assert assumed_tolerance(unit) == Tolerance(5.0, percent=True)


def test_an_indicators_own_tolerance_goes_before_the_rules_and_that_before_the_assumed_one():
    unit = np.array(["%", "days", "%"], dtype=object)
    own, own_percent = np.array([np.nan, np.nan, 3.0]), np.array([False, False, True])

    assumed = Rule().tolerances(unit, own, own_percent)
    stated = Rule(amber=Tolerance(7.0)).tolerances(unit, own, own_percent)

    assert [column.tolist() for column in assumed] == [[5.0, 5.0, 3.0], [False, True, True]]
    assert [column.tolist() for column in stated] == [[7.0, 7.0, 3.0], [False, False, True]]


def test_an_own_tolerance_of_nothing_is_one_too():
    size, percent = Rule(amber=Tolerance(5.0, percent=True)).tolerances(
        np.array(["%"], dtype=object), np.array([0.0]), np.array([False])
    )

    assert (size[0], percent[0]) == (0.0, False)

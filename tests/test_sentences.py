import numpy as np
import pytest
from drawn import measures, position_of
from hypothesis import given

from ragcore import sentences
from ragcore.compare import Flip
from ragcore.figures import Figures
from ragcore.gap import way_to
from ragcore.limits import Polarity
from ragcore.position import Position
from ragcore.rating import Rating
from ragcore.rule import Rule, Tolerance

UNAVAILABLE, UNRATED, RED, AMBER, GREEN = Rating
LOWER, BAND, NONE = Polarity.LOWER, Polarity.BAND, Polarity.NONE
FIVE = Rule(amber=Tolerance(5.0))


def position(rule=FIVE, **columns):
    """A position of a few rows."""
    return Position(Figures.of(**columns), rule)


def one(rule=FIVE, **columns):
    """A position of one percentage, with one decimal unless told otherwise."""
    told = {"unit": "%", "decimals": 1, "typed": 1} | columns
    return position(rule, id=["a"], **{name: [value] for name, value in told.items()})


def band(value):
    return one(polarity=BAND, value=value, target_low=40.0, target_high=60.0)


# ---- figures and targets


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"value": np.nan}, "no figure"),
        ({"value": np.nan, "suppressed": True}, "suppressed"),
        ({"value": 82.1}, "82.1%"),
        ({"value": 89.98, "target": 90.0}, "89.98%"),
        ({"value": 84.96, "target": 85.0}, "84.96%"),
    ],
)
def test_a_figure_has_as_many_decimals_as_its_rating_needs(columns, expected):
    assert sentences.value(one(**columns), 0) == expected


def test_counts_stand_beside_a_figure_that_agrees_with_them():
    assert sentences.value_and_count(one(value=82.1, numerator=985, denominator=1200), 0) == "82.1%, 985 of 1,200"


def test_counts_that_make_another_figure_are_left_out():
    assert sentences.value_and_count(one(value=83.1, numerator=985, denominator=1200), 0) == "83.1%"
    assert sentences.value_and_count(one(value=83.1), 0) == "83.1%"


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"target": 85.0}, "85%"),
        ({"target": np.nan}, "no target"),
        ({"target": 85.0, "polarity": NONE}, "no target"),
        ({"target_low": 40.0, "target_high": 60.0, "polarity": BAND}, "40% to 60%"),
        ({"target_low": 40.0, "polarity": BAND}, "no target"),
    ],
)
def test_a_target_is_one_figure_or_a_band_or_none(columns, expected):
    assert sentences.target_in_words(one(**columns), 0) == expected


@pytest.mark.parametrize(
    ("size", "percent", "unit", "expected"),
    [
        (0.0, False, "%", "no tolerance"),
        (0.0, True, "%", "no tolerance"),
        (5.0, False, "%", "5 points"),
        (1.0, False, "%", "1 point"),
        (2.5, False, "days", "2.5 days"),
        (5.0, True, "days", "5% of the target"),
        (1_000_000.0, False, "£", "£1,000,000"),
    ],
)
def test_a_tolerance_is_told_in_points_in_the_unit_or_as_a_share(size, percent, unit, expected):
    assert sentences.tolerance_in_words(size, percent, unit) == expected


# ---- how a rating was made


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        pytest.param(one(value=85.0, target=85.0), "85.0% meets the target of 85%: green.", id="on the target"),
        pytest.param(
            one(value=84.9, target=85.0),
            "84.9% is 0.1 points short of the target of 85%; within the tolerance of 5 points: amber.",
            id="just short",
        ),
        pytest.param(
            one(value=80.0, target=85.0),
            "80.0% is 5.0 points short of the target of 85%; within the tolerance of 5 points: amber.",
            id="on the tolerance",
        ),
        pytest.param(
            one(value=79.9, target=85.0),
            "79.9% is 5.1 points short of the target of 85%; beyond the tolerance of 5 points: red.",
            id="just beyond",
        ),
        pytest.param(
            one(value=89.98, target=90.0),
            "89.98% is 0.02 points short of the target of 90%; within the tolerance of 5 points: amber.",
            id="one more decimal",
        ),
        pytest.param(
            one(polarity=LOWER, unit="days", decimals=0, value=24.0, target=20.0),
            "24 days is 4 days above the target of 20 days; within the tolerance of 5 days: amber.",
            id="lower is better",
        ),
        pytest.param(
            one(polarity=LOWER, unit="days", decimals=0, value=21.0, target=20.0),
            "21 days is 1 day above the target of 20 days; within the tolerance of 5 days: amber.",
            id="one day",
        ),
        pytest.param(
            one(polarity=LOWER, unit="days", decimals=0, value=20.0, target=20.0),
            "20 days meets the target of 20 days: green.",
            id="lower is better, on the target",
        ),
        pytest.param(
            one(Rule(amber=Tolerance(5.0, percent=True)), unit="£", decimals=0, value=1140.0, target=1200.0),
            "£1,140 is £60 short of the target of £1,200; within the tolerance of 5% of the target: amber.",
            id="a share of the target",
        ),
        pytest.param(
            one(Rule(amber=Tolerance(0.0)), value=84.9, target=85.0),
            "84.9% is 0.1 points short of the target of 85%; there is no tolerance: red.",
            id="no tolerance",
        ),
        pytest.param(band(40.0), "40.0% is within the band of 40% to 60%: green.", id="on the edge of the band"),
        pytest.param(
            band(38.0),
            "38.0% is 2.0 points below the band of 40% to 60%; within the tolerance of 5 points: amber.",
            id="below the band",
        ),
        pytest.param(
            band(66.0),
            "66.0% is 6.0 points above the band of 40% to 60%; beyond the tolerance of 5 points: red.",
            id="above the band",
        ),
        pytest.param(
            one(value=80.0, target=85.0, amber_limit=80.0),
            "80.0% is 5.0 points short of the target of 85%; not beyond the stated limit of 80%: amber.",
            id="on a stated limit",
        ),
        pytest.param(
            one(value=79.9, target=85.0, amber_limit=80.0),
            "79.9% is 5.1 points short of the target of 85%; beyond the stated limit of 80%: red.",
            id="beyond a stated limit",
        ),
        pytest.param(
            one(Rule(amber=Tolerance(10.0), green_within=Tolerance(5.0)), value=80.0, target=85.0),
            "80.0% is within 5 of the target of 85%: green.",
            id="green within points",
        ),
        pytest.param(
            one(Rule(amber=Tolerance(10.0), green_within=Tolerance(5.0, percent=True)), value=80.75, target=85.0),
            "80.8% is within 5% of the target of 85%: green.",
            id="green within a share",
        ),
        pytest.param(
            one(Rule(amber=Tolerance(10.0), green_within=Tolerance(5.0)), value=85.0, target=85.0),
            "85.0% meets the target of 85%: green.",
            id="green within, and on the target",
        ),
        pytest.param(
            one(Rule(as_shown=True), value=84.96, target=85.0), "85.0% meets the target of 85%: green.", id="as shown"
        ),
        pytest.param(one(value=np.nan, target=85.0), "There is no figure, so it is unavailable.", id="no figure"),
        pytest.param(
            one(value=np.nan, target=85.0, suppressed=True),
            "There is no figure, so it is unavailable. The figure was suppressed.",
            id="suppressed",
        ),
        pytest.param(one(value=82.1), "82.1%, with no target to rate it against: unrated.", id="no target"),
        pytest.param(
            one(value=82.1, target=85.0, polarity=NONE),
            "82.1%, with no target to rate it against: unrated.",
            id="no polarity",
        ),
    ],
)
def test_how_a_rating_was_made_is_told_in_one_sentence(made, expected):
    assert sentences.how_rated(made, 0) == expected


ALSO, INSTEAD = (Rule(amber=Tolerance(5.0), improved=how) for how in ("also", "instead"))


@pytest.mark.parametrize(
    ("rule", "columns", "expected"),
    [
        (
            ALSO,
            {"value": 82.0, "previous": 81.9},
            "within the tolerance of 5 points and better than the previous figure",
        ),
        (
            ALSO,
            {"value": 82.0, "previous": 82.0},
            "within the tolerance of 5 points but not better than the previous figure",
        ),
        (ALSO, {"value": 82.0}, "within the tolerance of 5 points but there is no previous figure"),
        (ALSO, {"value": 79.9, "previous": 70.0}, "beyond the tolerance of 5 points"),
        (
            ALSO,
            {"value": 82.0, "previous": 81.0, "amber_limit": 80.0},
            "not beyond the stated limit of 80% and better than the previous figure",
        ),
        (
            ALSO,
            {"value": 82.0, "previous": 83.0, "amber_limit": 80.0},
            "not beyond the stated limit of 80% but not better than the previous figure",
        ),
        (ALSO, {"value": 79.0, "previous": 70.0, "amber_limit": 80.0}, "beyond the stated limit of 80%"),
        (INSTEAD, {"value": 12.0, "previous": 11.9}, "better than the previous figure"),
        (INSTEAD, {"value": 84.0, "previous": 84.0}, "not better than the previous figure"),
        (INSTEAD, {"value": 84.0}, "there is no previous figure"),
    ],
)
def test_a_rule_that_asks_for_improvement_says_whether_there_was_any(rule, columns, expected):
    told = sentences.how_rated(one(rule, target=85.0, **columns), 0)

    assert told.partition("; ")[2].rpartition(": ")[0] == expected


@given(measures())
def test_every_sentence_about_a_rating_ends_with_its_word(measure):
    made = position_of(measure)
    told = sentences.how_rated(made, 0)

    assert told.endswith(f"{Rating(made.ratings[0]).word}.")
    assert "nan" not in told
    assert "inf" not in told
    assert "  " not in told


# ---- what it would take


def way_in_words(made, to=GREEN):
    return sentences.way_in_words(made, 0, way_to(made, to), to)


@pytest.mark.parametrize(
    ("made", "to", "expected"),
    [
        pytest.param(one(value=np.nan, target=85.0), GREEN, "No figure yet", id="no figure"),
        pytest.param(one(value=85.0), GREEN, "No target", id="no target"),
        pytest.param(one(value=85.0, target=85.0), GREEN, "Green now", id="green"),
        pytest.param(one(value=80.0, target=85.0), AMBER, "Amber now", id="amber"),
        pytest.param(one(value=85.0, target=85.0), AMBER, "Green now", id="better than asked for"),
        pytest.param(one(value=82.1, target=85.0), GREEN, "To green: 2.9 points", id="points"),
        pytest.param(one(value=84.0, target=85.0, decimals=0), GREEN, "To green: 1 point", id="one point"),
        pytest.param(one(value=78.0, target=85.0), AMBER, "To amber: 2.0 points", id="to amber"),
        pytest.param(
            one(value=50.16722408, target=93.3), GREEN, "To green: 43.1 points", id="no finer than figure and target"
        ),
        pytest.param(one(value=82.1, target=85.05), GREEN, "To green: 2.95 points", id="as fine as the target"),
        pytest.param(
            one(value=82.1, numerator=985, denominator=1200, counts="assessment|assessments", target=85.0),
            GREEN,
            "To green: 2.9 points, 35 more assessments of 1,200, if numbers stay the same",
            id="cases",
        ),
        pytest.param(
            one(value=84.9, numerator=849, denominator=1000, counts="child|children", target=85.0),
            GREEN,
            "To green: 0.1 points, 1 more child of 1,000, if numbers stay the same",
            id="one case",
        ),
        pytest.param(
            one(polarity=LOWER, value=10.1, numerator=101, denominator=1000, counts="child|children", target=10.0),
            GREEN,
            "To green: 0.1 points, 1 fewer child of 1,000, if numbers stay the same",
            id="one case fewer",
        ),
        pytest.param(
            one(value=84.9, numerator=849, denominator=1000, target=85.0),
            GREEN,
            "To green: 0.1 points, 1 more case of 1,000, if numbers stay the same",
            id="cases without a name",
        ),
        pytest.param(
            one(value=82.0, target=101.0), GREEN, "Cannot turn green: the target is above 100%", id="above 100"
        ),
        pytest.param(
            one(polarity=BAND, value=50.0, target_low=60.0, target_high=40.0),
            GREEN,
            "Cannot turn green: the lower target is above the upper one",
            id="a band upside down",
        ),
        pytest.param(
            one(
                polarity=BAND,
                value=42.9,
                numerator=3,
                denominator=7,
                counts="child|children",
                target_low=50.0,
                target_high=51.0,
            ),
            GREEN,
            "Cannot turn green: no whole number of the 7 children gives it",
            id="no whole number",
        ),
        pytest.param(
            one(polarity=LOWER, value=10.0, target=-1.0), GREEN, "Cannot turn green with this target", id="below zero"
        ),
        pytest.param(
            one(INSTEAD, value=82.0, target=101.0, previous=82.0), AMBER, "To amber: any improvement", id="any"
        ),
    ],
)
def test_the_way_to_a_rating_is_told_in_points_and_in_cases(made, to, expected):
    assert way_in_words(made, to) == expected


@given(measures())
def test_the_way_to_green_is_never_without_words_nor_with_a_gap_of_nothing(measure):
    told = way_in_words(position_of(measure, unit=["%"]))

    assert told
    assert "nan" not in told
    assert "inf" not in told
    assert told not in ("To green: 0 points", "To green: 0.0 points", "To green: 0.00 points")


# ---- the legend


def legend(rule=FIVE, **columns):
    count = max((len(column) for column in columns.values()), default=1)
    told = {"unit": ["%"] * count, "target": [85.0] * count, "value": [85.0] * count} | columns
    return sentences.legend(position(rule, id=[str(row) for row in range(count)], **told))


def test_the_legend_says_the_three_in_words_with_the_tolerance():
    assert legend() == {
        GREEN: "at the target or better.",
        AMBER: "short of it by no more than the tolerance: 5 points.",
        RED: "further away.",
    }


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"amber": [np.nan, np.nan, 2.0]}, "5 points, but 2 points for 1 measure"),
        ({"amber": [np.nan, 2.0, 2.0, 2.0]}, "2 points, but 5 points for 1 measure"),
        ({"amber_limit": [np.nan, np.nan, 80.0]}, "5 points, but a stated limit for 1 measure"),
        ({"amber_limit": [np.nan, 80.0, 80.0]}, "5 points, but a stated limit for 2 measures"),
        ({"amber_limit": [80.0, 80.0]}, "as stated for each measure"),
        ({"unit": ["%", "%", "days"]}, "5 points, but 5 days for 1 measure"),
        ({"polarity": [1, 1, NONE], "amber": [np.nan, np.nan, 2.0]}, "5 points"),
    ],
)
def test_the_legend_names_every_tolerance_in_use(columns, expected):
    assert legend(**columns)[AMBER] == f"short of it by no more than the tolerance: {expected}."


def test_the_legend_says_that_a_tolerance_was_assumed():
    told = legend(Rule(), unit=["%", "%", "days"])[AMBER]

    assert told.endswith(": 5 points (assumed: the scorecard states none), but 5% of the target for 1 measure.")


@pytest.mark.parametrize(
    "columns",
    [
        {"amber": [5.0, 5.0]},
        {"amber": [5.0, np.nan], "polarity": [1, NONE]},
        {"amber": [5.0, np.nan], "amber_limit": [np.nan, 80.0]},
    ],
)
def test_a_tolerance_that_every_measure_states_is_not_assumed(columns):
    assert "assumed" not in legend(Rule(), **columns)[AMBER]


@pytest.mark.parametrize(
    ("rule", "rating", "expected"),
    [
        (Rule(amber=Tolerance(0.0)), AMBER, "not used: there is no tolerance."),
        (ALSO, AMBER, "short of it by no more than the tolerance: 5 points, and better than the previous figure."),
        (INSTEAD, AMBER, "short of the target, and better than the previous figure."),
        (Rule(amber=Tolerance(10.0), green_within=Tolerance(5.0)), GREEN, "at the target, or within 5 of it."),
        (
            Rule(amber=Tolerance(10.0), green_within=Tolerance(5.0, percent=True)),
            GREEN,
            "at the target, or within 5% of it.",
        ),
        (Rule(amber=Tolerance(5.0), as_shown=True), RED, "further away. Figures are rated as they are shown."),
    ],
)
def test_the_legend_says_what_else_the_rule_asks_for(rule, rating, expected):
    assert legend(rule)[rating] == expected


# ---- direction, published, totals


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"value": 82.0, "previous": 81.0}, "better"),
        ({"value": 82.0, "previous": 82.0}, "same"),
        ({"value": 82.0, "previous": 83.0}, "worse"),
        ({"value": 82.0, "previous": 83.0, "polarity": LOWER}, "better"),
        ({"value": 82.0, "previous": 83.0, "polarity": NONE}, ""),
        ({"value": 82.0}, ""),
        ({"value": np.nan, "previous": 83.0}, ""),
    ],
)
def test_the_direction_of_travel_is_one_word_or_nothing(columns, expected):
    assert sentences.direction(one(target=85.0, **columns), 0) == expected


@pytest.mark.parametrize(
    ("published", "expected"),
    [(AMBER, ""), (RED, "published: red"), (UNAVAILABLE, "published: unavailable"), (-1, "")],
)
def test_a_published_rating_is_told_only_where_it_differs(published, expected):
    assert sentences.published(one(value=82.0, target=85.0, published=published), 0) == expected


def test_the_totals_of_a_report_are_told():
    made = position(id=["a", "b", "c"], value=[82.0, np.nan, 3.0], target=[85.0, 85.0, np.nan])

    assert sentences.totals(made) == "1 measure with a RAG, 1 with data unavailable"


# ---- flips


def test_a_flip_names_the_measure_as_its_row_does():
    made = position(id=["a"], indicator=["% of repeat referrals within 12 months"], short_name=["Repeat referrals"])

    assert sentences.flip(made, Flip(0, RED, AMBER)) == "Repeat referrals: red to amber"

import numpy as np
import pytest

from ragcore.compare import Flip
from ragcore.figures import Figures
from ragcore.headline_back import has_fallen, way_back
from ragcore.limits import Polarity
from ragcore.position import Position
from ragcore.rating import Rating
from ragcore.rule import Rule, Tolerance

UNAVAILABLE, UNRATED, RED, AMBER, GREEN = Rating
HIGHER, LOWER, BAND = Polarity.HIGHER, Polarity.LOWER, Polarity.BAND
FIVE = Rule(amber=Tolerance(5.0))
CALLS = Flip(0, GREEN, AMBER)


def one(rule=FIVE, **columns):
    """A position of one percentage after its fall."""
    told = {"indicator": "Calls", "unit": "%", "target": 85.0} | columns
    return Position(Figures.of(id=["a"], **{name: [value] for name, value in told.items()}), rule)


def counted(numerator, denominator=250, **columns):
    """The same with counts behind it."""
    value = 100 * numerator / denominator
    return one(value=value, typed=9, numerator=numerator, denominator=denominator, counts="plan|plans", **columns)


def several(rule=FIVE, **columns):
    """A position of some measures after they all fell."""
    count = len(columns["value"])
    names = ["Calls", "Plans", "Visits"][:count]
    told = {"unit": ["%"] * count, "target": [85.0] * count} | columns
    return Position(Figures.of(id=names, indicator=names, **told), rule)


def fallen(after):
    """The flips of measures that were all green."""
    return [Flip(row, GREEN, Rating(after.ratings[row])) for row in range(len(after))]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (counted(212), "1 more plan would win it back."),
        (counted(200), "13 more plans would win it back."),
        (counted(40, polarity=LOWER, target=15.0), "3 fewer plans would win it back."),
        (one(value=84.0), "1 point more would win it back."),
        (one(value=82.5, decimals=1), "2.5 points more would win it back."),
        (one(value=87.0, polarity=LOWER), "2 points less would win it back."),
        (one(value=9.0, target=8.0, polarity=LOWER, unit="days"), "1 day less would win it back."),
        (one(value=78.0, polarity=BAND, target_low=80.0, target_high=90.0), "2 points more would win it back."),
        (one(value=92.0, polarity=BAND, target_low=80.0, target_high=90.0), "2 points less would win it back."),
    ],
)
def test_a_green_that_was_lost_has_its_way_back(after, expected):
    assert way_back(after, [CALLS], 0) == expected


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (counted(197), "3 more plans would win it back, and 16 would turn it green."),
        (counted(60, polarity=LOWER, target=15.0), "10 fewer plans would win it back, and 23 would turn it green."),
        (one(value=79.0), "1 point more would win it back, and 6 points more would turn it green."),
        (one(Rule(amber=Tolerance(0.0)), value=79.0), "6 points more would turn it green."),
        (one(value=94.0, target=101.0), "2 points more would win it back."),
        (
            one(Rule(improved="instead"), value=79.0, previous=79.0),
            "Any improvement would win it back, and 6 points more would turn it green.",
        ),
    ],
)
def test_an_amber_that_was_lost_has_its_way_back_and_the_way_to_green(after, expected):
    assert way_back(after, [Flip(0, AMBER, RED)], 0) == expected


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (counted(246, target=101.0), "Even all 250 plans would not win it back."),
        (counted(9, target=-3.0, polarity=LOWER), "Not even 0 of 250 plans would win it back."),
        (
            counted(2, 3, polarity=BAND, target_low=70.0, target_high=80.0),
            "No whole number of the 3 plans would win it back.",
        ),
        (one(value=97.0, target=101.0), "No figure could win it back: the target is above 100%."),
        (one(value=1.0, target=-3.0, polarity=LOWER), "No figure could win it back with this target."),
        (
            one(value=85.0, polarity=BAND, target_low=90.0, target_high=80.0),
            "No figure could win it back: the lower target is above the upper one.",
        ),
    ],
)
def test_where_nothing_could_win_it_back_that_is_said_with_the_reason(after, expected):
    assert way_back(after, [CALLS], 0) == expected


def test_a_measure_is_named_where_the_sentence_before_does_not():
    after = one(value=84.0)
    rose = Flip(0, RED, AMBER)

    assert way_back(after, [CALLS], None) == "1 point more would win back Calls."
    assert way_back(after, [CALLS, rose], 0) == "1 point more would win back Calls."
    assert way_back(one(value=99.0, target=101.0), [CALLS], None) == (
        "No figure could win back Calls: the target is above 100%."
    )
    without = one(Rule(amber=Tolerance(0.0)), value=79.0)
    assert way_back(without, [Flip(0, AMBER, RED)], None) == "6 points more would turn Calls green."


def test_of_several_the_nearest_is_named_in_points():
    after = several(value=[83.0, 84.0, 82.0])

    assert way_back(after, fallen(after), None) == (
        "Of those that fell, Plans is the nearest: 1 point more would win it back."
    )


def test_of_several_that_count_the_same_things_the_nearest_is_named_in_cases():
    after = several(
        value=[80.0, 84.0], typed=[1, 1], numerator=[8, 840], denominator=[10, 1000], counts=["child|children"] * 2
    )

    assert way_back(after, fallen(after), None) == (
        "Of those that fell, Calls is the nearest: 1 more child would win it back."
    )


@pytest.mark.parametrize(
    "columns",
    [
        {"value": [83.0, 83.0]},
        {"value": [83.0, 84.0], "unit": ["%", "days"]},
        {"value": [80.0, 84.0], "typed": [1, 1], "numerator": [8, 840], "denominator": [10, 1000],
         "counts": ["child|children", "plan|plans"]},
        {"value": [80.0, 84.0], "typed": [1, 1], "numerator": [8, np.nan], "denominator": [10, np.nan]},
    ],
    ids=["equally near", "other units", "other things", "only one is counted"],
)  # fmt: skip
def test_what_cannot_be_ranked_is_not(columns):
    after = several(**columns)

    assert way_back(after, fallen(after), None) == ""


def test_what_nothing_could_win_back_is_not_the_nearest():
    after = several(value=[99.0, 80.0], target=[101.0, 85.0])

    assert way_back(after, fallen(after), None) == (
        "Of those that fell, Plans is the nearest: 5 points more would win it back."
    )
    beyond = several(value=[99.0, 99.0], target=[101.0, 101.0])
    assert way_back(beyond, fallen(beyond), None) == "Nothing could win any of them back with these targets."


@pytest.mark.parametrize(
    ("flip", "expected"),
    [
        ((GREEN, AMBER), True),
        ((AMBER, RED), True),
        ((AMBER, GREEN), False),
        ((GREEN, UNRATED), False),
        ((UNRATED, RED), False),
        ((UNAVAILABLE, RED), False),
    ],
)
def test_only_a_worse_rating_is_a_fall(flip, expected):
    made = Flip(0, *flip)

    assert has_fallen(made) is expected
    assert bool(way_back(one(value=79.0), [made], 0)) is expected

from dataclasses import replace

import numpy as np
import oracle
import pytest
from drawn import measures, position_of
from hypothesis import assume, given

from ragcore.figures import Figures
from ragcore.limits import Polarity
from ragcore.position import BETTER, SAME, WORSE, Position
from ragcore.rating import Rating
from ragcore.rounding import half_up
from ragcore.rule import Rule, Tolerance


def position(rule=None, **columns):
    """The position of a few indicators; each column a list."""
    columns = {"id": [f"i{at}" for at in range(len(columns["value"]))], **columns}
    return Position(Figures.of(**columns), rule or Rule(amber=Tolerance(5.0)))


def words(there):
    return [Rating(code).word for code in there.ratings]


def test_a_position_rates_its_figures_by_its_rule():
    there = position(value=[85.0, 80.0, 79.9, np.nan, 82.0], target=[85.0, 85.0, 85.0, 85.0, np.nan])

    assert len(there) == 5
    assert words(there) == ["green", "amber", "red", "unavailable", "unrated"]


def test_each_rating_is_counted_and_those_of_key_indicators_by_themselves():
    there = position(value=[85.0, 80.0, np.nan], target=[85.0] * 3, key=[True, False, True])

    assert [there.counts[rating] for rating in Rating] == [1, 0, 0, 1, 1]
    assert [there.key_counts[rating] for rating in Rating] == [1, 0, 0, 0, 1]


def test_a_band_has_two_targets_and_every_other_indicator_one():
    there = position(
        value=[15.0, 15.0],
        polarity=[Polarity.BAND, Polarity.LOWER],
        target=[99.0, 20.0],
        target_low=[10.0, 1.0],
        target_high=[20.0, 2.0],
    )

    assert [side.tolist() for side in there.targets] == [[10.0, 20.0], [20.0, 20.0]]
    assert words(there) == ["green", "green"]


def test_an_amber_limit_goes_before_the_tolerance_of_the_rule():
    there = position(value=[70.0, 69.9], target=[85.0, 85.0], amber_limit=[70.0, 70.0])

    assert words(there) == ["amber", "red"]


def test_without_a_tolerance_one_is_assumed_by_unit():
    there = position(Rule(), value=[80.0, 80.0], target=[85.0, 85.0], unit=["%", "days"])

    assert words(there) == ["amber", "red"]
    assert [column.tolist() for column in there.tolerance] == [[5.0, 5.0], [False, True]]


def test_limits_to_rate_with_are_let_out_and_limits_to_draw_are_not():
    there = position(value=[82.0], target=[85.0])

    assert there.stated_limits.amber_low[0] == 80.0
    assert there.limits.amber_low[0] < 80.0


def test_rated_as_shown_a_figure_is_rounded_and_so_is_the_one_before():
    given_ = {
        "value": [84.96, 82.14, 82.06],
        "previous": [80.0, 82.06, 82.06],
        "target": [85.0] * 3,
        "decimals": [1] * 3,
    }
    rule = Rule(amber=Tolerance(5.0), improved="also")

    assert words(position(rule, **given_)) == ["amber", "amber", "red"]
    assert words(position(replace(rule, as_shown=True), **given_)) == ["green", "red", "red"]


def test_rated_as_shown_a_figure_needs_no_more_decimals():
    given_ = {"value": [89.98], "target": [90.0], "decimals": [1]}

    assert position(**given_).shown_decimals.tolist() == [2]
    assert position(Rule(amber=Tolerance(5.0), as_shown=True), **given_).shown_decimals.tolist() == [1]


@given(measures())
def test_no_figure_is_shown_so_that_it_contradicts_its_rating(measure):
    there = position_of(measure)
    shown = half_up(there.rated_value, there.shown_decimals)

    assert position_of(replace(measure, as_shown=False)).ratings == there.ratings or measure.as_shown
    assert Position(there.figures.changed(value=shown), there.rule).ratings == there.ratings


@pytest.mark.parametrize(
    ("polarity", "previous", "value", "expected"),
    [
        (Polarity.HIGHER, 81.0, 82.0, BETTER),
        (Polarity.HIGHER, 82.0, 82.0, SAME),
        (Polarity.HIGHER, 0.3, 0.1 + 0.2, SAME),
        (Polarity.HIGHER, 0.0, 0.0, SAME),
        (Polarity.HIGHER, -1.0, -2.0, WORSE),
        (Polarity.LOWER, 25.0, 24.0, BETTER),
        (Polarity.LOWER, 24.0, 25.0, WORSE),
        (Polarity.BAND, 6.0, 7.0, BETTER),
        (Polarity.BAND, 6.0, 24.0, SAME),
        (Polarity.BAND, 12.0, 18.0, SAME),
        (Polarity.BAND, 12.0, 21.0, WORSE),
    ],
)
def test_a_figure_has_moved_to_the_better_or_to_the_worse(polarity, previous, value, expected):
    there = position(
        polarity=[polarity], previous=[previous], value=[value], target=[50.0], target_low=[10.0], target_high=[20.0]
    )

    assert there.direction.tolist() == [expected]


@pytest.mark.parametrize(
    ("polarity", "previous", "value", "low"),
    [
        (Polarity.HIGHER, np.nan, 82.0, 10.0),
        (Polarity.HIGHER, 82.0, np.nan, 10.0),
        (Polarity.NONE, 81.0, 82.0, 10.0),
        (Polarity.BAND, 6.0, 7.0, np.nan),
    ],
    ids=["no figure before", "no figure now", "no better way", "no band"],
)
def test_where_nothing_can_be_compared_no_direction_is_told(polarity, previous, value, low):
    there = position(polarity=[polarity], previous=[previous], value=[value], target_low=[low], target_high=[20.0])

    assert np.isnan(there.direction).all()


def test_a_direction_is_told_as_the_figures_are_rated():
    given_ = {"previous": [82.06], "value": [82.14], "decimals": [1]}

    assert position(**given_).direction.tolist() == [BETTER]
    assert position(Rule(as_shown=True), **given_).direction.tolist() == [SAME]


@given(measures(polarities=("higher", "lower")))
def test_whatever_is_amber_for_its_improvement_has_a_better_direction(measure):
    assume(measure.improved)
    there = position_of(measure)

    assert there.ratings[0] != Rating.AMBER or there.direction[0] == BETTER


@given(measures(polarities=("higher", "lower"), missing=False))
def test_the_direction_is_the_one_that_exact_figures_have(measure):
    now, before = measure.value, measure.previous
    if measure.as_shown:
        now, before = (oracle.half_up(figure, measure.decimals) for figure in (now, before))
    up = (now > before) - (now < before)

    assert position_of(measure).direction[0] == (up if measure.polarity == "higher" else -up)


def test_a_published_rating_that_differs_from_the_computed_one_is_told():
    published = [Rating.GREEN, Rating.AMBER, Rating.GREEN, -1]
    there = position(value=[85.0, 85.0, np.nan, 85.0], target=[85.0] * 4, published=published)

    assert there.differs_from_published.tolist() == [False, True, True, False]


def test_an_empty_position_has_nothing_to_count():
    there = position(value=[])

    assert len(there) == 0
    assert sum(there.counts.values()) == 0
    assert there.direction.size == there.shown_decimals.size == 0

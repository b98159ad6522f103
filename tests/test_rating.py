from dataclasses import replace
from fractions import Fraction

import numpy as np
import oracle
import pytest
from drawn import as_arrays, decimals_typed, measures, numbers, position_of
from hypothesis import assume, example, given
from hypothesis import strategies as st
from oracle import Measure

from ragcore.limits import Edges, Limits
from ragcore.rating import BLOCK, Rating, count, rate

HIGHER = Edges.of(["higher"], amber=5.0).at(np.array([85.0]))
LOWER = Edges.of(["lower"], amber=5.0).at(np.array([20.0]))
BAND = Edges.of(["band"], amber=2.0).at(np.array([10.0]), np.array([20.0]))


def word(value, limits):
    return Rating(rate(np.array([value]), limits)[0]).word


def plainly(value, limits):
    """The same ratings by conditions over the whole arrays."""
    green = (value >= limits.green_low) & (value <= limits.green_high)
    amber = (value >= limits.amber_low) & (value <= limits.amber_high)
    unrated = np.isnan(limits.green_low) & np.ones(value.shape, dtype=bool)
    chosen = [Rating.UNAVAILABLE, Rating.UNRATED, Rating.GREEN, Rating.AMBER]
    return np.select([np.isnan(value), unrated, green, amber], chosen, Rating.RED)


def some_limits(n, random):
    """Limits of n indicators of every polarity, some without a target."""
    target = np.where(random.random(n) < 0.1, np.nan, random.integers(50, 90, n).astype(float))
    return Edges.of(random.integers(0, 4, n).astype(np.int8), amber=5.0).at(target, target + 5.0)


def some_values(shape, random):
    """Whole figures, many of them on an edge and some missing."""
    return np.where(random.random(shape) < 0.05, np.nan, random.integers(40, 110, shape).astype(float))


@pytest.mark.parametrize(
    ("value", "expected"),
    [(85.0, "green"), (84.9, "amber"), (80.0, "amber"), (79.9, "red"), (np.nan, "unavailable")],
    ids=["on the target", "just short of it", "on the tolerance", "just beyond it", "no value"],
)
def test_a_value_is_rated_by_the_interval_it_lies_in(value, expected):
    assert word(value, HIGHER) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(20.0, "green"), (20.1, "amber"), (25.0, "amber"), (25.1, "red"), (-np.inf, "green"), (np.inf, "red")],
)
def test_where_lower_is_better_the_edges_are_above_the_target(value, expected):
    assert word(value, LOWER) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(10.0, "green"), (20.0, "green"), (9.9, "amber"), (8.0, "amber"), (7.9, "red"), (22.0, "amber"), (22.1, "red")],
)
def test_a_band_has_edges_on_both_sides(value, expected):
    assert word(value, BAND) == expected


@pytest.mark.parametrize(
    ("polarity", "target", "amber", "value", "expected"),
    [
        pytest.param("higher", 0.8, 0.1, 0.7 + 0.1, "green", id="0.7 + 0.1 is 0.8"),
        pytest.param("higher", 0.8, 0.1, 0.7, "amber", id="0.8 - 0.1 is 0.7"),
        pytest.param("lower", 0.3, 0.1, 0.1 + 0.2, "green", id="0.1 + 0.2 is 0.3"),
        pytest.param("lower", 0.2, 0.1, 0.3, "amber", id="0.2 + 0.1 is 0.3"),
        pytest.param("higher", 0.8, 0.1, 0.8 - 1e-9, "amber", id="a real difference"),
    ],
)
def test_binary_noise_moves_no_value_over_an_edge(polarity, target, amber, value, expected):
    assert word(value, Edges.of([polarity], amber=amber).at(np.array([target]))) == expected


def test_a_value_without_a_target_is_unrated_and_a_missing_one_unavailable():
    limits = Edges.of(["higher", "none", "higher", "none"]).at(np.array([np.nan, 85.0, np.nan, 85.0]))

    assert rate(np.array([82.0, 82.0, np.nan, np.nan]), limits).tolist() == [1, 1, 0, 0]


def test_the_better_rating_has_the_greater_code():
    assert Rating.UNAVAILABLE < Rating.UNRATED < Rating.RED < Rating.AMBER < Rating.GREEN


def test_many_scenarios_are_rated_as_each_by_itself():
    random = np.random.default_rng(1)
    limits, value = some_limits(17, random), some_values((5, 3, 17), random)

    ratings = rate(value, limits)

    assert ratings.shape == value.shape
    assert (ratings == [[rate(row, limits) for row in rows] for rows in value]).all()


@pytest.mark.parametrize("rows", [1, 2, 3, 1000])
@pytest.mark.parametrize("n", [1, 7, 500])
def test_rows_of_any_number_and_length_are_rated_as_by_conditions(rows, n):
    random = np.random.default_rng(rows * n)
    limits, value = some_limits(n, random), some_values((rows, n), random)

    assert (rate(value, limits) == plainly(value, limits)).all()


@pytest.mark.parametrize(
    "shape",
    [
        *[(BLOCK + beside,) for beside in (-1, 0, 1)],
        (2 * BLOCK + 3,),
        *[(2, BLOCK + beside) for beside in (-1, 0, 1)],
        *[(3, BLOCK // 2 + beside) for beside in (-1, 0, 1)],
        *[(BLOCK + beside, 1) for beside in (-1, 0, 1)],
        *[(BLOCK // 500 + beside, 500) for beside in (-1, 0, 1)],
        (2 * (BLOCK // 500) + 1, 500),
    ],
    ids=str,
)
def test_where_one_block_ends_and_the_next_begins_nothing_is_lost(shape):
    random = np.random.default_rng(shape[0])
    limits, value = some_limits(shape[-1], random), some_values(shape, random)

    assert (rate(value, limits) == plainly(value, limits)).all()


@pytest.mark.parametrize("shape", [(0,), (0, 3), (4, 0)])
def test_nothing_to_rate_has_no_ratings(shape):
    limits = Edges.of(["higher"] * shape[-1]).at(np.full(shape[-1], 85.0))

    assert rate(np.empty(shape), limits).shape == shape


@pytest.mark.parametrize("shape", [(), (3,), (2, 1), (1, 3)])
def test_values_that_do_not_fit_the_limits_are_refused_with_both_sizes(shape):
    limits = Edges.of(["higher"] * 2).at(np.full(2, 85.0))

    with pytest.raises(ValueError, match=r"its last axis must be 2 long"):
        rate(np.zeros(shape), limits)


def test_values_in_any_layout_are_rated_alike_and_left_as_they_were():
    random = np.random.default_rng(2)
    limits, value = some_limits(6, random), some_values((8, 6), random)
    value.flags.writeable = False

    assert (rate(np.asfortranarray(value), limits) == rate(value, limits)).all()
    assert (rate(value[::2], limits) == rate(value, limits)[::2]).all()
    assert rate(np.array([85, 79]), Edges.of(["higher"] * 2, amber=5.0).at(np.full(2, 85.0))).tolist() == [4, 2]


def test_ratings_are_small_codes():
    assert rate(np.array([85.0]), HIGHER).dtype == np.int8


def test_each_rating_is_counted_missing_ones_too():
    assert count(np.array([4, 3, 3, 0, 1, 2, 2, 2], dtype=np.int8)).tolist() == [1, 1, 3, 2, 1]


def test_ratings_of_many_scenarios_are_counted_in_each():
    ratings = np.array([[4, 4, 0], [2, 3, 1]], dtype=np.int8)

    assert count(ratings).tolist() == [[1, 0, 0, 0, 2], [0, 1, 1, 1, 0]]
    assert count(np.empty((2, 0), dtype=np.int8)).tolist() == [[0] * 5] * 2


@given(measures())
@example(Measure(target=Fraction(8, 10), amber=Fraction(1, 10), value=Fraction(7, 10)))
@example(Measure(target=Fraction(0), amber=Fraction(5), amber_percent=True, value=Fraction(0)))
@example(Measure("band", Fraction(20), Fraction(10), green_within=Fraction(5), value=Fraction(15)))
def test_every_rating_is_the_one_that_the_method_page_gives_by_hand(measure):
    position = position_of(measure, unit=["days"])

    assert Rating(position.ratings[0]).word == oracle.rating(measure)


@given(st.lists(measures(), min_size=1, max_size=9), st.sampled_from(["", "also", "instead"]))
def test_rated_together_measures_have_the_ratings_that_each_has_alone(measured, improved):
    together = as_arrays(measured, improved).ratings()
    alone = [as_arrays([measure], improved).ratings()[0] for measure in measured]

    assert together.tolist() == alone


@given(measures(polarities=("higher", "lower", "band"), missing=False), decimals_typed(0, 100))
def test_a_better_value_is_never_rated_worse(measure, step):
    towards = -1 if measure.polarity == "lower" else 1
    if measure.polarity == "band":
        assume(measure.target <= measure.target_high)
        below, above = measure.target - measure.value, measure.value - measure.target_high
        towards = 1 if below > 0 else -1
        step = min(step, max(below, above, 0))
    better = replace(measure, value=measure.value + towards * step)

    assert position_of(better).ratings[0] >= position_of(measure).ratings[0]


@given(measures(polarities=("higher",)))
def test_lower_mirrors_higher(measure):
    names = ("value", "target", "previous", "amber_limit")
    turned = {name: None if getattr(measure, name) is None else -getattr(measure, name) for name in names}

    mirrored = replace(measure, polarity="lower", **turned)

    assert position_of(mirrored).ratings == position_of(measure).ratings


@given(measures(), st.sampled_from([Fraction(1, 1000), Fraction(1, 3), Fraction(12), Fraction(10_000)]))
def test_the_unit_does_not_matter(measure, factor):
    measure = replace(measure, as_shown=False)
    names = {"value", "target", "target_high", "previous", "amber_limit"}
    names |= set() if measure.amber_percent else {"amber"}
    names |= set() if measure.green_percent else {"green_within"}
    scaled = {name: getattr(measure, name) * factor for name in sorted(names) if getattr(measure, name) is not None}

    assert position_of(replace(measure, **scaled)).ratings == position_of(measure).ratings


@given(measures(), decimals_typed(0, 30))
def test_a_wider_tolerance_never_turns_anything_red(measure, more):
    wider = replace(measure, amber=measure.amber + more)

    assert position_of(wider).ratings[0] >= position_of(measure).ratings[0]


@given(measures(polarities=("higher", "lower")), decimals_typed(0, 30))
def test_an_easier_target_never_turns_anything_worse_where_amber_is_in_points(measure, easier):
    assume(measure.target is not None)
    measure = replace(measure, amber_percent=False, green_percent=False)
    towards = -1 if measure.polarity == "higher" else 1
    eased = replace(measure, target=measure.target + towards * easier)

    # With an amber limit a target may pass it, and then there is no amber left: green or red.
    assume(measure.amber_limit is None)
    assert position_of(eased).ratings[0] >= position_of(measure).ratings[0]


@given(measures())
def test_asking_for_improvement_only_ever_turns_amber_red(measure):
    plain = position_of(replace(measure, improved="")).ratings[0]
    also = position_of(replace(measure, improved="also")).ratings[0]

    assert also == plain or (plain, also) == (Rating.AMBER, Rating.RED)


@given(measures())
def test_improvement_instead_of_a_tolerance_takes_no_notice_of_the_tolerance(measure):
    measure = replace(measure, improved="instead")
    another = replace(measure, amber=measure.amber + 7, amber_limit=None)

    assert position_of(another).ratings == position_of(measure).ratings


@given(measures(), st.sampled_from(["also", "instead"]))
def test_without_a_previous_value_or_with_the_same_one_again_nothing_has_improved(measure, improved):
    without = position_of(replace(measure, improved=improved, previous=None)).ratings[0]
    again = position_of(replace(measure, improved=improved, previous=measure.value)).ratings[0]

    assert without != Rating.AMBER
    assert again != Rating.AMBER


@given(st.lists(measures(), min_size=1, max_size=5))
def test_the_count_of_ratings_leaves_nobody_out(measured):
    ratings = as_arrays(measured).ratings()

    assert count(ratings).sum() == len(measured)
    assert count(ratings)[Rating.UNAVAILABLE] == np.isnan(numbers(measured, "value")).sum()


def test_limits_are_four_edges_green_before_amber():
    limits = Limits(*(np.array([edge]) for edge in (1.0, 2.0, 0.0, 3.0)))

    assert [edge[0] for edge in limits.arrays()] == [1.0, 2.0, 0.0, 3.0]

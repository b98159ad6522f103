from dataclasses import replace
from fractions import Fraction

import numpy as np
import oracle
import pytest
from drawn import POLARITIES, measures, number, position_of
from hypothesis import assume, given
from hypothesis import strategies as st
from oracle import Measure

from ragcore.figures import Figures
from ragcore.gap import most_cases, value_of, way_to
from ragcore.limits import Polarity
from ragcore.position import Position
from ragcore.rating import Rating, rate
from ragcore.rule import Rule, Tolerance

WAYS = ("green", "amber")


def one(rule=None, **columns):
    """The position of one indicator in per cent."""
    columns = {name: [value] for name, value in columns.items()}
    return Position(Figures.of(**({"id": ["one"], "unit": ["%"]} | columns)), rule or Rule(amber=Tolerance(5.0)))


def way(position, to=Rating.GREEN):
    """Gap, cases and whether it can be, of one indicator."""
    found = way_to(position, to)
    return (
        pytest.approx(found.gap[0], nan_ok=True),
        pytest.approx(found.cases[0], nan_ok=True),
        bool(found.reachable[0]),
    )


@pytest.mark.parametrize(
    ("columns", "gap"),
    [
        ({"value": 85.0, "target": 85.0}, 0.0),
        ({"value": 97.0, "target": 85.0}, 0.0),
        ({"value": 82.1, "target": 85.0}, 2.9),
        ({"value": -12.5, "target": -10.0}, 2.5),
        ({"value": 29.8, "target": 20.0, "polarity": Polarity.LOWER}, 9.8),
        ({"value": 7.0, "target_low": 10.0, "target_high": 20.0, "polarity": Polarity.BAND}, 3.0),
        ({"value": 25.0, "target_low": 10.0, "target_high": 20.0, "polarity": Polarity.BAND}, 5.0),
        ({"value": 22.0, "target_low": 25.0, "target_high": 20.0, "polarity": Polarity.BAND}, np.nan),
        ({"value": np.nan, "target": 85.0}, np.nan),
        ({"value": 82.1}, np.nan),
        ({"value": 82.1, "target": 85.0, "polarity": Polarity.NONE}, np.nan),
    ],
)
def test_the_gap_is_the_distance_to_the_nearest_edge_of_green(columns, gap):
    assert way_to(one(**columns)).gap.tolist() == pytest.approx([gap], nan_ok=True)


def test_the_gap_to_amber_ends_at_the_tolerance():
    assert way_to(one(value=68.0, target=90.0), Rating.AMBER).gap.tolist() == [17.0]


def test_a_value_that_is_on_its_edge_but_for_noise_has_no_gap():
    assert way_to(one(value=0.7 + 0.1, target=0.8)).gap.tolist() == [0.0]


def test_as_shown_a_figure_that_is_not_green_has_a_gap():
    rule = Rule(amber=Tolerance(5.0), as_shown=True)
    there = one(rule, value=84.6, target=84.8, polarity=Polarity.LOWER, decimals=0)

    assert there.ratings.tolist() == [Rating.AMBER]
    assert way_to(there).gap.tolist() == pytest.approx([0.2])


def test_cases_are_as_many_as_make_the_target_exactly():
    there = one(value=82.1, numerator=985.0, denominator=1200.0, typed=1, target=85.0)

    assert way(there) == (2.9, 35.0, True)
    assert way(there, Rating.AMBER) == (0.0, 0.0, True)


@pytest.mark.parametrize(
    ("numerator", "denominator", "target", "cases"),
    [(199, 446, 60.0, 69), (1, 3, 66.7, 2), (2, 3, 66.6, 0), (0, 7, 100.0, 7), (0, 7, 0.1, 1), (29, 100, 57.0, 28)],
)
def test_cases_are_never_one_short(numerator, denominator, target, cases):
    value = 100.0 * numerator / denominator

    assert way(one(value=value, numerator=numerator, denominator=denominator, target=target))[1] == cases


def test_where_lower_is_better_there_are_fewer_cases():
    there = one(value=29.8, numerator=596.0, denominator=2000.0, typed=1, target=20.0, polarity=Polarity.LOWER)

    assert way(there) == (9.8, -196.0, True)
    assert way(there, Rating.AMBER)[1] == -96.0


def test_a_share_of_a_whole_cannot_pass_the_whole():
    there = one(value=95.0, numerator=950.0, denominator=1000.0, target=105.0)

    assert way(there) == (10.0, np.nan, False)
    assert way(there, Rating.AMBER) == (5.0, 50.0, True)
    assert most_cases(there).tolist() == [1000.0]


def test_a_percentage_that_is_above_the_whole_already_may_go_on():
    there = one(value=103.0, numerator=1030.0, denominator=1000.0, target=105.0)

    assert way(there) == (2.0, 20.0, True)
    assert most_cases(there).tolist() == [np.inf]


def test_a_small_denominator_may_step_over_a_band():
    band = {"target_low": 40.0, "target_high": 60.0, "polarity": Polarity.BAND, "amber": 0.0}

    assert way(one(value=33.3, numerator=1.0, denominator=3.0, typed=1, **band)) == (6.7, np.nan, False)
    assert way(one(value=25.0, numerator=1.0, denominator=4.0, **band)) == (15.0, 1.0, True)


def test_no_count_is_below_none():
    there = one(value=10.0, numerator=2.0, denominator=20.0, target=-5.0, polarity=Polarity.LOWER)

    assert way(there)[2] is False


@pytest.mark.parametrize(
    ("columns", "reachable"),
    [
        ({"value": 95.0, "target": 105.0}, False),
        ({"value": 95.0, "target": 105.0, "unit": "days"}, True),
        ({"value": 95.0, "target": 105.0, "previous": 101.0}, True),
        ({"value": 5.0, "target": -1.0, "polarity": Polarity.LOWER}, False),
        ({"value": 5.0, "target": -1.0, "polarity": Polarity.LOWER, "unit": "£"}, True),
        ({"value": 22.0, "target_low": 25.0, "target_high": 20.0, "polarity": Polarity.BAND}, False),
        ({"value": np.nan, "target": 85.0}, False),
        ({"value": 82.0}, False),
    ],
)
def test_without_counts_a_rating_is_in_reach_where_a_value_that_can_be_has_it(columns, reachable):
    found = way_to(one(**columns))

    assert found.reachable.tolist() == [reachable]
    assert np.isnan(found.cases).all()


def test_as_shown_a_band_between_two_figures_is_out_of_reach():
    band = {"target_low": 50.2, "target_high": 50.4, "polarity": Polarity.BAND, "value": 40.0}
    as_shown = Rule(as_shown=True)

    assert way_to(one(as_shown, decimals=0, **band)).reachable.tolist() == [False]
    assert way_to(one(as_shown, decimals=1, **band)).reachable.tolist() == [True]
    assert way_to(one(decimals=0, **band)).reachable.tolist() == [True]


def test_counts_that_do_not_agree_with_the_value_are_no_cases():
    found = way_to(one(value=70.0, numerator=985.0, denominator=1200.0, target=85.0))

    assert np.isnan(found.cases[0])
    assert found.reachable[0]


@pytest.mark.parametrize(("polarity", "target", "numerator", "cases"), [(1, 82.12, 8214, 1), (2, 17.88, 1786, -1)])
def test_where_only_the_rounding_of_the_file_misses_the_edge_one_case_is_enough(polarity, target, numerator, cases):
    value = float(np.round(numerator / 100, 1))
    there = one(value=value, numerator=numerator, denominator=10_000, typed=1, target=target, polarity=polarity)

    assert way(there)[1] == cases


def test_many_indicators_have_their_ways_at_once():
    figures = Figures.of(
        id=["a", "b", "c"], unit=["%"] * 3, value=[50.0, 50.0, np.nan], target=[60.0, 40.0, 60.0],
        numerator=[5.0, 5.0, np.nan], denominator=[10.0] * 3,
    )  # fmt: skip

    found = way_to(Position(figures, Rule()))

    assert found.gap[:2].tolist() == [10.0, 0.0]
    assert found.cases[:2].tolist() == [1.0, 0.0]
    assert found.reachable.tolist() == [True, True, False]


def test_a_numerator_makes_a_value_on_the_scale_of_its_unit():
    figures = Figures.of(id=["a", "b", "c"], unit=["%", "per 10,000", "days"], denominator=[4.0, 12_000.0, 0.0])

    values = value_of(Position(figures, Rule()), np.array([[1.0, 45.0, 3.0], [2.0, 12.0, 0.0]]))

    assert values[:, :2].tolist() == [[25.0, 37.5], [50.0, 10.0]]
    assert values[0, 2] == np.inf
    assert np.isnan(values[1, 2])


@st.composite
def counted(draw):
    """A measure with small counts, as its file would have it: the value typed with so many decimals, or exact."""
    denominator = draw(st.integers(1, 40))
    scale, unit = draw(st.sampled_from([(100, "%"), (1000, "per 1,000"), (1, "days")]))
    numerator = draw(st.integers(0, denominator if scale > 1 else 3 * denominator))
    quotient = Fraction(scale * numerator, denominator)
    typed = draw(st.sampled_from([0, 1, 2, 9]))
    measure = draw(measures(polarities=POLARITIES[:3], missing=False))
    beside = draw(st.sampled_from([Fraction(0), Fraction(0), Fraction(1, 10), Fraction(-1, 10), Fraction(25)]))
    other = Fraction(scale * draw(st.integers(0, denominator)), denominator)
    measure = replace(measure, value=oracle.half_up(quotient, typed), target=oracle.half_up(other + beside, 2))
    if measure.polarity == "band":
        measure = replace(measure, target_high=measure.target + draw(st.sampled_from([0, 1, 10, 40, -5])))
    columns = {"unit": [unit], "numerator": [numerator], "denominator": [denominator], "typed": [typed]}
    return measure, scale, columns


@given(counted(), st.sampled_from(WAYS))
def test_the_way_in_cases_is_the_one_that_trying_every_number_finds(drawn, to):
    measure, scale, columns = drawn
    there = position_of(measure, **columns)
    numerator, denominator = columns["numerator"][0], columns["denominator"][0]
    limited = np.isfinite(there.figures.most[0])
    # Without a whole, as many as any target here could ask for.
    most = denominator if limited else denominator * 500
    assume(not limited or numerator <= denominator)

    found = way_to(there, Rating[to.upper()])
    least = oracle.nearest_cases(measure, numerator, denominator, scale, to, most)

    assert there.figures.counted[0]
    assert (found.reachable[0], found.cases.tolist()) == (
        (False, pytest.approx([np.nan], nan_ok=True)) if least is None else (True, [least])
    )


@given(measures(), st.sampled_from(WAYS))
def test_there_is_a_gap_only_where_there_is_a_way_to_go(measure, to):
    there = position_of(measure)
    gap = way_to(there, Rating[to.upper()]).gap[0]
    rating = oracle.rating(measure)

    if rating in ("unavailable", "unrated"):
        assert np.isnan(gap)
    elif oracle.RATINGS.index(rating) >= oracle.RATINGS.index(to):
        assert gap == 0.0
    else:
        assert gap > 0.0 or np.isnan(gap)


@given(measures(missing=False), st.sampled_from(WAYS))
def test_the_gap_is_as_far_as_one_has_to_go(measure, to):
    # A strict edge, better than the previous value, has no nearest figure beyond it.
    there, wanted = position_of(replace(measure, as_shown=False, improved="")), Rating[to.upper()]
    gap = way_to(there, wanted).gap[0]
    assume(gap > 0.0)

    def reached(distance):
        ratings = rate(number(measure.value) + np.array([[distance], [-distance]]), there.limits)
        return (ratings >= wanted).any()

    assert reached(gap)
    assert not reached(0.999 * gap)


def test_the_same_measure_by_hand():
    measure = Measure(target=Fraction(85), amber=Fraction(5), value=Fraction(821, 10))

    assert oracle.nearest_cases(measure, 985, 1200, 100, "green", 1200) == 35

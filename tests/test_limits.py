from dataclasses import replace

import numpy as np
import pytest
from drawn import as_arrays, decimals_typed, measures, number
from hypothesis import given
from hypothesis import strategies as st

from ragcore.limits import SLACK, Edges, Polarity

INF = np.inf


def stated(polarity, target, target_high=None, **rule):
    """The four edges of one indicator as its rule states them: green low and high, amber low and high."""
    high = None if target_high is None else np.array([float(target_high)])
    limits = Edges.of([polarity], **rule).at(np.array([float(target)]), high, slack=0.0)
    return tuple(float(edge[0]) for edge in limits.arrays())


@pytest.mark.parametrize(
    ("polarity", "target", "rule", "edges"),
    [
        ("higher", 85, {"amber": 5}, (85, INF, 80, INF)),
        ("lower", 20, {"amber": 5}, (-INF, 20, -INF, 25)),
        ("higher", 0, {"amber": 5}, (0, INF, -5, INF)),
        ("higher", -10, {"amber": 5}, (-10, INF, -15, INF)),
        ("higher", 80, {"amber": 5, "amber_percent": True}, (80, INF, 76, INF)),
        ("lower", 20, {"amber": 10, "amber_percent": True}, (-INF, 20, -INF, 22)),
        ("higher", 0, {"amber": 5, "amber_percent": True}, (0, INF, 0, INF)),
        ("higher", -200, {"amber": 5, "amber_percent": True}, (-200, INF, -210, INF)),
        ("lower", -200, {"amber": 5, "amber_percent": True}, (-INF, -200, -INF, -190)),
        ("higher", 85, {}, (85, INF, 85, INF)),
        ("higher", 100, {"green_within": 5, "green_percent": True, "amber": 10}, (95, INF, 90, INF)),
        ("higher", 85, {"green_within": 5, "amber": 2}, (80, INF, 80, INF)),
        ("higher", 85, {"amber_limit": 70}, (85, INF, 70, INF)),
        ("lower", 20, {"amber_limit": 30}, (-INF, 20, -INF, 30)),
        ("higher", 65, {"amber_limit": 70}, (65, INF, 65, INF)),
        ("lower", 35, {"amber_limit": 30}, (-INF, 35, -INF, 35)),
        ("higher", 85, {"amber": 5, "amber_limit": 70}, (85, INF, 70, INF)),
    ],
)
def test_a_rule_makes_the_edges_that_the_method_states(polarity, target, rule, edges):
    assert stated(polarity, target, **rule) == edges


@pytest.mark.parametrize(
    ("low", "high", "rule", "edges"),
    [
        (10, 20, {"amber": 2}, (10, 20, 8, 22)),
        (10, 20, {"amber": 10, "amber_percent": True}, (10, 20, 9, 22)),
        (-10, 0, {"amber": 10, "amber_percent": True}, (-10, 0, -11, 0)),
        (10, 20, {"amber": 2, "green_within": 1}, (9, 21, 8, 22)),
        (10, 10, {}, (10, 10, 10, 10)),
        (21, 20, {"green_within": 1}, (20, 21, 20, 21)),
    ],
)
def test_a_band_has_its_edges_beyond_each_target(low, high, rule, edges):
    assert stated("band", low, high, **rule) == edges


@pytest.mark.parametrize("rule", [{}, {"amber": 50.0}, {"green_within": 2.0}, {"improved": "instead", "previous": 1.0}])
def test_a_band_upside_down_has_its_edges_out_of_reach(rule):
    assert stated("band", 25, 20, **rule) == (INF, INF, INF, INF)


def test_a_band_of_one_figure_is_not_upside_down_by_noise():
    limits = Edges.of(["band"]).at(np.array([0.1 + 0.2]), np.array([0.3]))

    assert limits.green_low[0] <= 0.3 <= 0.1 + 0.2 <= limits.green_high[0]


@pytest.mark.parametrize(
    ("polarity", "low", "high"), [("none", 85.0, 85.0), ("higher", np.nan, np.nan), ("band", 10.0, np.nan)]
)
def test_without_a_target_or_a_better_way_there_are_no_edges(polarity, low, high):
    limits = Edges.of([polarity], amber=5.0, improved="also", previous=3.0).at(np.array([low]), np.array([high]))

    assert np.isnan([edge[0] for edge in limits.arrays()]).all()


def test_each_edge_is_let_out_by_a_part_of_its_larger_term():
    limits = Edges.of(["higher", "lower"], amber=[5.0, 500.0]).at(np.array([85.0, -20.0]))

    assert limits.green_low[0] == 85.0 - 85.0 * SLACK
    assert limits.amber_low[0] == 80.0 - 85.0 * SLACK
    assert limits.green_high[1] == -20.0 + 20.0 * SLACK
    assert limits.amber_high[1] == 480.0 + 500.0 * SLACK


def test_better_than_before_is_moved_in_by_twice_the_slack():
    edges = Edges.of(["higher", "lower"], improved="instead", previous=50.0)

    assert 50.0 < edges.better_low[0] <= 50.0 + 2.001 * SLACK * 50.0
    assert 50.0 > edges.better_high[1] >= 50.0 - 2.001 * SLACK * 50.0


@pytest.mark.parametrize("previous", [0.0, -0.0, 1e-300, -50.0, 1e15])
def test_better_than_before_is_strict_whatever_came_before(previous):
    edges = Edges.of(["higher", "lower"], improved="also", previous=previous)

    assert edges.better_low[0] > previous > edges.better_high[1]


def test_nothing_is_better_than_a_value_that_is_not_there():
    edges = Edges.of(["higher", "lower", "band"], improved="also")

    assert edges.better_low.tolist() == [INF, -INF, INF]
    assert edges.better_high.tolist() == [INF, -INF, -INF]


def test_where_no_improvement_is_asked_for_the_previous_value_is_no_edge():
    edges = Edges.of(["higher", "band"], previous=50.0)

    assert edges.better_low.tolist() == [-INF, -INF]
    assert edges.better_high.tolist() == [INF, INF]


def test_polarities_may_be_words_or_codes():
    words, codes = ["none", "higher", "lower", "band"], np.array([0, 1, 2, 3], dtype=np.int8)
    target = np.full(4, 10.0)

    by_word, by_code = Edges.of(words, amber=1.0).at(target), Edges.of(codes, amber=1.0).at(target)

    assert np.array_equal(by_word.arrays(), by_code.arrays(), equal_nan=True)
    assert [polarity.word for polarity in Polarity] == words


def test_each_indicator_has_its_own_tolerance_in_its_own_measure():
    edges = Edges.of(["higher"] * 3, amber=[5.0, 10.0, 0.0], amber_percent=[False, True, False])

    assert edges.at(np.array([50.0, 50.0, 50.0]), slack=0.0).amber_low.tolist() == [45.0, 45.0, 50.0]


@given(
    st.lists(measures(), min_size=1, max_size=9),
    st.sampled_from(["", "also", "instead"]),
    st.sampled_from([0.0, SLACK]),
)
def test_the_amber_interval_always_holds_the_green_one(measured, improved, slack):
    limits = as_arrays(measured, improved).limits(slack)

    there = ~np.isnan(limits.green_low)
    assert (limits.amber_low[there] <= limits.green_low[there]).all()
    assert (limits.green_low[there] <= limits.green_high[there]).all()
    assert (limits.green_high[there] <= limits.amber_high[there]).all()


@given(measures(missing=False), decimals_typed(), st.sampled_from(["", "also", "instead"]))
def test_an_edge_is_three_numbers_wherever_its_target_is_moved(measure, target, improved):
    edges = as_arrays([measure], improved).edges
    moved = np.array([number(target)])

    for edge in (edges.green_low, edges.green_high, edges.amber_low, edges.amber_high):
        with np.errstate(invalid="ignore"):
            by_hand = edge.offset + edge.slope * moved + edge.bend * np.abs(moved)
        assert np.array_equal(edge.at(moved, 0.0), by_hand, equal_nan=True)


@given(st.lists(measures(missing=False), min_size=1, max_size=5))
def test_the_slack_only_ever_lets_an_edge_out_and_by_less_than_any_figure(measured):
    measured = [replace(measure, improved="") for measure in measured]
    drawn = as_arrays(measured)

    rated, exact = drawn.limits().arrays(), drawn.limits(0.0).arrays()

    for let_out, edge, outward in zip(rated, exact, (-1.0, 1.0, -1.0, 1.0), strict=True):
        there = np.isfinite(edge) & np.isfinite(let_out)
        moved = outward * (let_out[there] - edge[there])
        assert ((moved >= 0.0) & (moved < 1e-9)).all()

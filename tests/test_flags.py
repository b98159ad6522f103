from dataclasses import replace

import numpy as np
import pytest
from drawn_scenarios import positions, scenarios
from hypothesis import given
from hypothesis import strategies as st

from ragcore.figures import Figures
from ragcore.flags import Flag, FlagKind, flags
from ragcore.limits import Polarity
from ragcore.position import Position
from ragcore.rule import Rule
from ragcore.scenario import Change, Scenario
from ragcore.scorecard import Scorecard

LAST, STANDS, BEFORE, BENCHMARK = FlagKind
LOWER, BAND, NONE = Polarity.LOWER, Polarity.BAND, Polarity.NONE
TARGETS = ("target", "target_low", "target_high")


def told(field, to, /, earlier=None, rule=None, **columns):
    """What is said of one target that is moved: each kind, and what it is easier than."""
    figures = Figures.of(id=["a"], **{name: [value] for name, value in columns.items()})
    before = {field: np.array([earlier])} if earlier is not None else None
    found = flags(Scenario().plus(Change("a", field, to)), Position(figures, rule or Rule()), before)
    assert all((flag.row, flag.field, flag.target) == (0, field, to) for flag in found)
    return [(flag.kind, flag.than) for flag in found]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (85.0, []),
        (84.9, [(STANDS, 85.0)]),
        (85.1, []),
        (83.0, [(STANDS, 85.0)]),
        (82.9, [(STANDS, 85.0), (BEFORE, 83.0)]),
        (82.0, [(STANDS, 85.0), (BEFORE, 83.0)]),
        (81.9, [(LAST, 82.0), (STANDS, 85.0), (BEFORE, 83.0)]),
        (80.0, [(LAST, 82.0), (STANDS, 85.0), (BEFORE, 83.0)]),
        (79.9, [(LAST, 82.0), (STANDS, 85.0), (BEFORE, 83.0), (BENCHMARK, 80.0)]),
    ],
)
def test_a_lower_target_is_easier_where_higher_is_better_and_one_on_a_figure_is_not(target, expected):
    assert told("target", target, earlier=83.0, value=82.0, target=85.0, benchmark=80.0) == expected


def test_a_higher_target_is_easier_where_lower_is_better():
    columns = {"value": 24.0, "target": 20.0, "benchmark": 22.0, "polarity": LOWER}

    assert told("target", 22.0, earlier=21.0, **columns) == [(STANDS, 20.0), (BEFORE, 21.0)]
    assert told("target", 24.1, **columns) == [(LAST, 24.0), (STANDS, 20.0), (BENCHMARK, 22.0)]
    assert told("target", 19.0, earlier=21.0, **columns) == []


@pytest.mark.parametrize(
    ("field", "target", "expected"),
    [
        ("target_low", 8.0, [(STANDS, 10.0), (BEFORE, 9.0)]),
        ("target_low", 12.0, []),
        ("target_high", 22.0, [(STANDS, 20.0), (BEFORE, 9.0)]),
        ("target_high", 18.0, [(BEFORE, 9.0)]),
    ],
)
def test_an_edge_of_a_band_is_easier_where_it_makes_the_band_wider(field, target, expected):
    found = told(field, target, earlier=9.0, value=15.0, target_low=10.0, target_high=20.0, polarity=BAND)

    assert found == expected


def test_an_edge_of_a_band_is_held_against_an_outturn_or_a_benchmark_only_where_it_passes_it():
    band = {"target_low": 10.0, "target_high": 20.0, "polarity": BAND}

    assert told("target_low", 6.0, value=7.0, benchmark=8.0, **band) == [(LAST, 7.0), (STANDS, 10.0), (BENCHMARK, 8.0)]
    assert told("target_low", 7.0, value=7.0, **band) == [(STANDS, 10.0)]
    assert told("target_low", 9.0, value=10.0, **band) == [(LAST, 10.0), (STANDS, 10.0)]
    assert told("target_low", 9.0, value=15.0, benchmark=12.0, **band) == [(STANDS, 10.0)]
    assert told("target_high", 26.0, value=25.0, **band) == [(LAST, 25.0), (STANDS, 20.0)]


def test_the_last_outturn_is_the_previous_value_where_there_is_no_value():
    assert told("target", 80.0, value=np.nan, previous=81.0, target=85.0) == [(LAST, 81.0), (STANDS, 85.0)]
    assert told("target", 80.0, value=79.0, previous=81.0, target=85.0) == [(STANDS, 85.0)]


def test_the_last_outturn_is_as_the_rule_rates_it():
    rule = Rule(as_shown=True)

    assert told("target", 85.0, value=85.04, target=85.5, decimals=1) == [(LAST, 85.04), (STANDS, 85.5)]
    assert told("target", 85.0, rule=rule, value=85.04, target=85.5, decimals=1) == [(STANDS, 85.5)]


def test_noise_makes_no_target_easier():
    assert told("target", 0.7 + 0.1, value=0.8, target=0.8) == []
    assert told("target", 0.3, value=0.1 + 0.2, target=0.9) == [(STANDS, 0.9)]


def test_nothing_that_is_missing_flags():
    assert told("target", 80.0) == []
    assert told("target", 80.0, earlier=np.nan, target=75.0) == []
    assert told("target_low", 80.0, polarity=BAND) == []


def test_a_target_where_there_was_none_is_held_against_all_else():
    assert told("target", 80.0, value=82.0, benchmark=81.0) == [(LAST, 82.0), (BENCHMARK, 81.0)]


@pytest.mark.parametrize(("field", "polarity"), [("target", NONE), ("target", BAND), ("target_low", LOWER)])
def test_a_target_that_has_no_effect_is_not_told_of(field, polarity):
    assert told(field, 1.0, value=5.0, polarity=polarity, **dict.fromkeys(TARGETS, 9.0)) == []


def test_a_target_that_stays_where_it_stands_is_not_moved():
    assert told("target", 80, value=82.0, target=80.0, benchmark=81.0) == []


def test_values_and_tolerances_are_no_targets():
    assert told("value", 1.0, value=82.0, target=85.0) == []
    assert told("amber", 1.0, value=82.0, target=85.0) == []


def test_each_row_that_the_scenario_is_about_is_told_of_in_the_order_of_the_changes():
    figures = Figures.of(id=["a", "b", "a"], area=["North", "North", "South"], target=[85.0, 50.0, 82.0])
    scenario = Scenario().plus(Change("b", "target", 40.0)).plus(Change("a", "target", 80.0))

    found = flags(scenario, Position(figures, Rule()))

    assert found == [Flag(1, "target", 40.0, STANDS, 50.0)] + [
        Flag(row, "target", 80.0, STANDS, than) for row, than in ((0, 85.0), (2, 82.0))
    ]
    assert flags(replace(scenario, area="South"), Position(figures, Rule())) == found[2:]


def test_the_target_of_the_period_before_is_the_scorecards():
    scorecard = Scorecard(
        Figures.of(id=["a", "a"], period=["2015/16", "2016/17"], value=[70.0, 72.0], target=[80.0, 75.0])
    )

    found = flags(Scenario().plus(Change("a", "target", 78)), scorecard.position(), scorecard.earlier_targets())

    assert [(flag.kind, flag.than) for flag in found] == [(BEFORE, 80.0)]


@given(positions(), scenarios(TARGETS))
def test_a_flag_is_about_a_change_that_was_made_and_a_figure_that_is_there(position, drawn):
    earlier = {field: getattr(position.figures, field) + 1 for field in TARGETS}
    made = {(change.id, change.field): change.value for change in drawn.changes}

    for flag in flags(drawn, position, earlier):
        assert made[position.figures.id[flag.row], flag.field] == flag.target
        assert np.isfinite(flag.than)
        assert flag.than != flag.target


@given(positions((Polarity.HIGHER, Polarity.LOWER)), scenarios(("target",)), st.integers(1, 5))
def test_a_target_that_is_moved_further_is_easier_than_all_it_was_easier_than(position, drawn, further):
    figures = position.figures

    def moved(change):
        higher = figures.polarity[figures.row_of(change.id)] == Polarity.HIGHER
        return replace(change, value=change.value + (-further if higher else further))

    known = {(flag.row, flag.kind) for flag in flags(drawn, position)}
    changes = tuple(map(moved, drawn.changes))
    back = {figures.row_of(each.id) for each in changes if each.value == figures.target[figures.row_of(each.id)]}

    after = {(flag.row, flag.kind) for flag in flags(replace(drawn, changes=changes), position)}

    assert {each for each in known if each[0] not in back} <= after


@given(positions((Polarity.HIGHER,)), scenarios(("target",)))
def test_lower_mirrors_higher(position, drawn):
    figures = position.figures
    mirrored = {name: -getattr(figures, name) for name in ("value", "previous", "target")}
    lower = figures.changed(**mirrored, polarity=np.full(len(figures), LOWER, dtype=np.int8))
    changes = tuple(replace(change, value=-change.value) for change in drawn.changes)

    found = flags(replace(drawn, changes=changes), Position(lower, position.rule))

    assert [(flag.row, flag.kind, -flag.target, -flag.than) for flag in found] == [
        (flag.row, flag.kind, flag.target, flag.than) for flag in flags(drawn, position)
    ]

import pickle
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ragcore.figures import Figures
from ragcore.gap import way_to
from ragcore.limits import Polarity
from ragcore.position import Position
from ragcore.rating import Rating
from ragcore.rule import Rule, Tolerance
from ragcore.scenario import Change, Scenario, apply

# Days to re-let a home, and two percentages: one with counts, one suppressed.
BASE = Position(
    Figures.of(
        id=["calls", "homes", "waste"],
        unit=["%", "days", "%"],
        value=[82.1, 31.0, np.nan],
        typed=[1, 0, 0],
        numerator=[985.0, np.nan, np.nan],
        denominator=[1200.0, np.nan, np.nan],
        target=[85.0, 25.0, 45.0],
        polarity=[Polarity.HIGHER, Polarity.LOWER, Polarity.HIGHER],
        suppressed=[False, False, True],
    ),
    Rule(amber=Tolerance(5.0)),
)


def after(*changes, base=BASE, **settings):
    """The position after some changes, each (id, field, value)."""
    return apply(Scenario(changes=tuple(Change(*change) for change in changes), **settings), base)


def same(one, other):
    """Whether two positions hold the same figures under the same rule."""
    columns = {name: getattr(one.figures, name) for name in one.figures.__dataclass_fields__}
    return one.rule == other.rule and all(
        np.array_equal(column, getattr(other.figures, name), equal_nan=column.dtype.kind == "f")
        for name, column in columns.items()
    )


def test_no_changes_make_the_same_position():
    assert same(after(), BASE)


def test_nothing_that_a_scenario_does_touches_the_position_it_came_from():
    before = BASE.figures.value.copy()

    after(("calls", "value", 90.0), ("homes", "target", 31.0))

    assert np.array_equal(BASE.figures.value, before, equal_nan=True)


def test_a_target_that_moves_changes_the_rating():
    position = after(("calls", "target", 82.0), ("homes", "target", 26.0))

    assert position.ratings.tolist() == [Rating.GREEN, Rating.AMBER, Rating.UNAVAILABLE]
    assert position.figures.target.tolist() == [82.0, 26.0, 45.0]


def test_both_targets_of_a_band_move():
    base = Position(
        Figures.of(id=["beds"], value=[95.0], polarity=[Polarity.BAND], target_low=[80.0], target_high=[90.0]), Rule()
    )

    position = after(("beds", "target_low", 94.0), ("beds", "target_high", 96.0), base=base)

    assert position.ratings.tolist() == [Rating.GREEN]


def test_a_value_without_counts_is_as_it_is_set():
    position = after(("homes", "value", 24.9))

    assert position.figures.value[1] == 24.9
    assert np.isnan(position.figures.numerator[1])


def test_a_suppressed_figure_takes_the_value_that_somebody_sets():
    position = after(("waste", "value", 46.0))

    assert position.ratings[2] == Rating.GREEN
    assert not position.figures.suppressed[2]


@pytest.mark.parametrize(
    ("amber", "rating"), [(2.9, Rating.AMBER), (2.8, Rating.RED), ("3.5%", Rating.AMBER), ("3%", Rating.RED)]
)
def test_a_tolerance_is_a_number_or_in_per_cent_of_the_target(amber, rating):
    assert after(("calls", "amber", amber)).ratings[0] == rating


def test_a_tolerance_goes_before_an_amber_limit_of_the_file():
    base = Position(Figures.of(id=["calls"], value=[82.0], target=[85.0], amber_limit=[84.0]), Rule())

    assert base.ratings.tolist() == [Rating.RED]
    assert after(("calls", "amber", 5.0), base=base).ratings.tolist() == [Rating.AMBER]


def test_the_settings_of_the_rule_that_a_scenario_changes_are_changed():
    position = after(rule={"amber": "1", "as_shown": True})

    assert position.rule == Rule(amber=Tolerance(1.0), as_shown=True)
    assert position.ratings[0] == Rating.RED


def test_unknown_indicators_are_named_once_and_change_nothing():
    scenario = Scenario().plus(Change("gone", "value", 1.0)).plus(Change("gone", "target", 2.0))

    assert scenario.unknown_to(BASE) == ["gone"]
    assert same(apply(scenario, BASE), BASE)


def test_a_scenario_is_about_every_area_or_about_its_own_only():
    base = Position(Figures.of(id=["calls", "calls"], area=["North", "South"], value=[1.0, 2.0]), Rule())

    assert after(("calls", "value", 3.0), base=base).figures.value.tolist() == [3.0, 3.0]
    assert after(("calls", "value", 3.0), base=base, area="South").figures.value.tolist() == [1.0, 3.0]
    assert after(("calls", "value", 3.0), base=base, area="West").figures.value.tolist() == [1.0, 2.0]


def test_a_later_change_takes_the_place_of_an_earlier_one_of_the_same_field():
    scenario = Scenario().plus(Change("calls", "target", 80.0)).plus(Change("homes", "target", 30.0))

    changed = scenario.plus(Change("calls", "target", 90.0, "agreed"))

    assert changed.changes == (Change("calls", "target", 90.0, "agreed"), Change("homes", "target", 30.0))
    assert scenario.changes[0].value == 80.0


@pytest.mark.parametrize(
    ("polarity", "value", "cases"),
    [
        (Polarity.HIGHER, 84.95, 1020.0),
        (Polarity.HIGHER, 85.0, 1020.0),
        (Polarity.LOWER, 84.95, 1019.0),
        (Polarity.BAND, 84.95, 1019.0),
        (Polarity.BAND, 84.99, 1020.0),
        (Polarity.HIGHER, 100.0, 1200.0),
        (Polarity.HIGHER, 140.0, 1200.0),
        (Polarity.HIGHER, 0.0, 0.0),
        (Polarity.HIGHER, -3.0, 0.0),
    ],
)
def test_a_value_that_is_set_becomes_the_nearest_whole_case_that_still_meets_it(polarity, value, cases):
    base = Position(BASE.figures.changed(polarity=np.full(3, polarity, dtype=np.int8)), BASE.rule)

    position = after(("calls", "value", value), base=base)

    assert position.figures.numerator[0] == cases
    assert position.figures.value[0] == 100.0 * cases / 1200.0


@st.composite
def counted(draw):
    """A position of one percentage with counts, as a person types it."""
    denominator = draw(st.integers(1, 5000))
    numerator, typed = draw(st.integers(0, denominator)), draw(st.integers(0, 3))
    figures = Figures.of(
        id=["calls"],
        unit=["%"],
        value=[round(100.0 * numerator / denominator, typed)],
        typed=[typed],
        numerator=[float(numerator)],
        denominator=[float(denominator)],
        target=[draw(st.integers(0, 1000)) / 10],
        polarity=[draw(st.sampled_from([Polarity.HIGHER, Polarity.LOWER]))],
    )
    return Position(figures, Rule(amber=Tolerance(5.0)))


@given(counted(), st.integers(0, 1000))
def test_a_typed_value_becomes_a_whole_case_that_meets_it_and_one_case_less_does_not(base, tenths):
    typed = tenths / 10
    figures = base.figures
    step = 100.0 / figures.denominator[0]
    noise = 1e-9 * step

    moved = after(("calls", "value", typed), base=base).figures

    reached, cases = 100.0 * moved.numerator[0] / figures.denominator[0], moved.numerator[0]
    assert cases == int(cases)
    if typed == figures.value[0]:
        assert (cases, moved.value[0]) == (figures.numerator[0], figures.value[0])
    elif figures.polarity[0] == Polarity.HIGHER:
        assert reached - step < typed - noise <= reached
    else:
        assert reached <= typed + noise < reached + step


@given(counted(), st.integers(0, 1000))
def test_a_handle_brought_back_to_where_it_began_gives_the_files_own_value(base, tenths):
    own = 100.0 * base.figures.numerator[0] / base.figures.denominator[0]

    away = after(("calls", "value", tenths / 10), base=base)
    back = after(("calls", "value", own), base=base)

    assert away.figures.numerator[0] in range(int(base.figures.denominator[0]) + 1)
    assert same(back, base)


@given(counted())
def test_the_way_to_green_is_green_when_it_is_gone(base):
    way = way_to(base)
    assume(way.reachable[0])

    moved = base.figures.numerator[0] + way.cases[0]
    position = after(("calls", "value", 100.0 * moved / base.figures.denominator[0]), base=base)

    assert position.figures.numerator[0] == moved
    assert position.ratings[0] == Rating.GREEN


def test_a_scenario_can_be_handed_to_another_process():
    scenario = Scenario("Plan", (Change("calls", "value", 84.0, "why"),), rule=MappingProxyType({"amber": "5%"}))

    assert pickle.loads(pickle.dumps(scenario)) == scenario  # noqa: S301
    assert pickle.loads(pickle.dumps(Scenario())) == Scenario()  # noqa: S301

import numpy as np
import pytest
from drawn_routes import positions
from hypothesis import given
from hypothesis import strategies as st

from ragcore.better import way_to_better
from ragcore.figures import Figures
from ragcore.gap import way_to
from ragcore.limits import Polarity
from ragcore.many import KINDS, TARGETS, VALUES, Left, move_many, own_tolerances, with_tolerance
from ragcore.position import Position
from ragcore.rating import Rating
from ragcore.rule import Rule, Tolerance
from ragcore.scenario import Change, Scenario, apply

NONE = np.nan
FIVE = Rule(amber=Tolerance(5.0))
shares = st.integers(0, 100).map(float)
amounts = st.integers(1, 400).map(lambda tenths: tenths / 10)


def one(rule=FIVE, **columns):
    """A position of one measure, a percentage of 82 against a target of 85 unless said otherwise."""
    told = {"unit": "%", "value": 82.0, "target": 85.0} | columns
    return Position(Figures.of(id=["a"], **{name: [each] for name, each in told.items()}), rule)


def counted(numerator, denominator, **columns):
    """The same with counts."""
    value = 100.0 * numerator / denominator
    return one(numerator=numerator, denominator=denominator, value=value, typed=9, **columns)


def moved(position, kind, amount=0.0):
    """What becomes of the one measure: by field its new figure, or why it is left."""
    found = move_many(position, [0], kind, amount)
    return {change.field: change.value for change in found.changes} or found.left[0].why


def after(position, kind, amount=0.0):
    """A position with all that can be moved moved."""
    found = move_many(position, range(len(position)), kind, amount)
    return apply(Scenario().with_changes(found.changes), position)


# ---- values


@pytest.mark.parametrize(
    ("position", "kind", "amount", "to"),
    [
        pytest.param(one(), "points", 3.0, 85.0, id="onto the target"),
        pytest.param(one(value=82.1), "points", 2.9, 85.0, id="without the noise of a sum"),
        pytest.param(one(), "points", -3.0, 79.0, id="worse"),
        pytest.param(one(polarity=Polarity.LOWER), "points", 3.0, 79.0, id="lower is better"),
        pytest.param(one(polarity=Polarity.LOWER), "points", -3.0, 85.0, id="lower is better, and worse"),
        pytest.param(one(value=98.0), "points", 5.0, 100.0, id="no share is above all"),
        pytest.param(one(value=2.0, polarity=Polarity.LOWER), "points", 5.0, 0.0, id="no share is below none"),
        pytest.param(one(value=98.0, unit="days"), "points", 5.0, 103.0, id="days have no end"),
        pytest.param(one(value=98.0, target=NONE), "points", 1.0, 99.0, id="without a target"),
        pytest.param(one(value=80.0), "per_cent", 5.0, 84.0, id="by per cent"),
        pytest.param(one(value=-80.0, unit="£"), "per_cent", 5.0, -76.0, id="by per cent of its size"),
        pytest.param(one(value=80.0, polarity=Polarity.LOWER), "per_cent", 5.0, 76.0, id="lower by per cent"),
        pytest.param(one(), "gap", 50.0, 83.5, id="half of the gap"),
        pytest.param(one(), "gap", 100.0, 85.0, id="all of the gap"),
        pytest.param(one(value=90.0, polarity=Polarity.LOWER), "gap", 100.0, 85.0, id="all of the gap, from above"),
        pytest.param(one(value=97.0, target=101.0), "gap", 50.0, 98.5, id="half of the way to as near as can be"),
        pytest.param(one(value=97.0, target=101.0), "gap", 100.0, 100.0, id="as near as can be"),
        pytest.param(one(value=84.9, target=84.96, decimals=1), "gap", 100.0, 84.96, id="rated as given"),
    ],
)
def test_a_value_is_moved_exactly(position, kind, amount, to):
    assert moved(position, kind, amount) == {"value": to}


@pytest.mark.parametrize(
    ("numerator", "polarity", "kind", "amount", "cases"),
    [
        (985, Polarity.HIGHER, "points", 1.0, 997),
        (985, Polarity.HIGHER, "points", 0.001, 986),
        (985, Polarity.HIGHER, "points", 500.0, 1200),
        (985, Polarity.HIGHER, "gap", 100.0, 1020),
        (985, Polarity.HIGHER, "gap", 50.0, 1003),
        (1100, Polarity.LOWER, "points", 1.0, 1088),
        (1100, Polarity.LOWER, "gap", 100.0, 1020),
        (400, Polarity.HIGHER, "per_cent", 100.0, 800),
    ],
)
def test_a_value_with_counts_moves_in_whole_cases(numerator, polarity, kind, amount, cases):
    assert moved(counted(numerator, 1200, polarity=polarity), kind, amount) == {"value": 100.0 * cases / 1200}


def test_where_shown_figures_are_rated_all_of_the_gap_is_the_first_shown_figure_that_is_green():
    as_shown = Rule(amber=Tolerance(5.0), as_shown=True)

    assert moved(one(as_shown, value=80.0, target=84.96, decimals=1), "gap", 100.0) == {"value": 85.0}


@pytest.mark.parametrize(
    ("position", "kind", "amount", "why"),
    [
        (one(value=NONE), "points", 5.0, Left.NO_FIGURE),
        (one(polarity=Polarity.NONE), "points", 5.0, Left.NO_BETTER),
        (one(polarity=Polarity.BAND), "points", 5.0, Left.NO_TARGET),
        (one(target=NONE), "gap", 50.0, Left.NO_TARGET),
        (one(value=90.0), "gap", 50.0, Left.THERE),
        (one(), "gap", 0.0, Left.THERE),
        (one(), "points", 0.0, Left.THERE),
        (counted(1, 3), "points", 0.0, Left.THERE),
        (one(polarity=Polarity.BAND, target=NONE, target_low=80.0, target_high=90.0), "points", 5.0, Left.THERE),
        (one(value=100.0), "points", 5.0, Left.AT_END),
        (one(value=0.0), "points", -5.0, Left.AT_END),
        (one(value=100.0, target=101.0), "gap", 50.0, Left.AT_END),
        (counted(0, 7, polarity=Polarity.LOWER), "points", 5.0, Left.AT_END),
        (one(indicator="% of CLA placed in county"), "points", 5.0, Left.PLACED),
        (one(indicator="% of CLA placed in county"), "gap", 100.0, Left.PLACED),
        (one(indicator="% of CLA placed in county", value=90.0), "gap", 100.0, Left.THERE),
        (one(target=NONE), "target", 5.0, Left.NO_TARGET),
        (one(polarity=Polarity.NONE), "target", 5.0, Left.NO_TARGET),
        (one(target=100.0), "target", 5.0, Left.AT_END),
        (one(), "target", 0.0, Left.THERE),
        (one(polarity=Polarity.BAND, target_low=80.0, target_high=80.0), "target", 5.0, Left.AT_END),
        (one(), "benchmark", 0.0, Left.NO_BENCHMARK),
        (one(target=NONE, benchmark=80.0), "benchmark", 0.0, Left.NO_TARGET),
        (one(benchmark=85.0), "benchmark", 0.0, Left.THERE),
        (
            one(polarity=Polarity.BAND, target_low=80.0, target_high=90.0, benchmark=85.0),
            "benchmark",
            0.0,
            Left.BAND,
        ),
    ],
)
def test_what_is_left_says_why(position, kind, amount, why):
    assert moved(position, kind, amount) == why


# ---- targets


@pytest.mark.parametrize(
    ("position", "kind", "amount", "to"),
    [
        (one(), "target", 2.0, {"target": 87.0}),
        (one(), "target", -2.0, {"target": 83.0}),
        (one(polarity=Polarity.LOWER), "target", 2.0, {"target": 83.0}),
        (one(target=99.0), "target", 5.0, {"target": 100.0}),
        (one(value=NONE), "target", 2.0, {"target": 87.0}),
        (one(target=0.1, unit="days"), "target", 0.2, {"target": 0.3}),
        (one(indicator="% of CLA placed in county"), "target", 2.0, {"target": 87.0}),
        (
            one(polarity=Polarity.BAND, target_low=80.0, target_high=90.0),
            "target",
            2.0,
            {"target_low": 82.0, "target_high": 88.0},
        ),
        (
            one(polarity=Polarity.BAND, target_low=80.0, target_high=90.0),
            "target",
            50.0,
            {"target_low": 85.0, "target_high": 85.0},
        ),
        (
            one(polarity=Polarity.BAND, target_low=80.0, target_high=100.0),
            "target",
            -5.0,
            {"target_low": 75.0},
        ),
        (one(benchmark=81.5), "benchmark", 0.0, {"target": 81.5}),
    ],
)
def test_targets_are_moved_exactly(position, kind, amount, to):
    assert moved(position, kind, amount) == to


# ---- which


def test_only_the_rows_that_are_asked_for_are_moved_and_told():
    figures = Figures.of(id=["a", "b", "c", "d"], value=[80.0, 81.0, NONE, NONE], target=[85.0] * 4, unit=["%"] * 4)

    found = move_many(Position(figures, FIVE), [1, 3], "points", 1.0)

    assert found.changes == (Change("b", "value", 82.0),)
    assert found.left == ((3, Left.NO_FIGURE),)


def test_of_no_rows_nothing_is_moved():
    found = move_many(one(), [], "gap", 100.0)

    assert (found.changes, found.left) == ((), ())


@pytest.mark.parametrize(("kind", "amount"), [("wish", 5.0), ("", 5.0), ("gap", -0.1), ("gap", 100.1), ("gap", NONE)])
def test_another_kind_or_more_than_a_gap_is_refused(kind, amount):
    with pytest.raises(ValueError, match=r"^(Many are moved by|A gap is closed by)"):
        move_many(one(), [0], kind, amount)


# ---- laws


@given(positions(), st.sampled_from(KINDS), amounts)
def test_each_row_is_moved_or_left_and_what_is_moved_is_another_figure(drawn, kind, amount):
    found = move_many(drawn, range(len(drawn)), kind, amount)

    fields = {"value"} if kind in VALUES else {"target", "target_low", "target_high"}
    about = {drawn.figures.row_of(change.id) for change in found.changes}
    assert about | {row for row, _ in found.left} == set(range(len(drawn)))
    assert about.isdisjoint(row for row, _ in found.left)
    for change in found.changes:
        assert change.field in fields
        assert change.value != getattr(drawn.figures, change.field)[drawn.figures.row_of(change.id)]


@given(positions())
def test_all_of_the_way_rates_green_exactly_where_any_value_that_can_be_does(drawn):
    reachable = way_to(drawn).reachable

    assert (after(drawn, "gap", 100.0).ratings[reachable] == Rating.GREEN).all()


@given(positions(), shares, shares)
def test_more_of_a_gap_is_never_further_from_green(drawn, share, other):
    near, nearer = (after(drawn, "gap", each) for each in sorted([share, other]))
    goal = after(drawn, "gap", 100.0).figures.value

    known = ~np.isnan(goal)
    left = [np.abs(goal - each.figures.value)[known] for each in (near, nearer)]
    assert (left[1] <= left[0] + 1e-9).all()


@given(positions(), st.sampled_from(["points", "per_cent"]), amounts)
def test_a_value_moves_to_the_better_and_one_with_counts_by_no_more_than_a_case_too_far(drawn, kind, amount):
    way, value = way_to_better(drawn), drawn.figures.value
    to = after(drawn, kind, amount).figures
    known = ~np.isnan(value)
    by = ((to.value - value) * way)[known]
    asked = np.abs(value * amount / 100.0) if kind == "per_cent" else np.full(len(drawn), amount)
    case = np.where(drawn.figures.counted, 100.0 / np.where(drawn.figures.counted, drawn.figures.denominator, 1.0), 0.0)

    assert (by >= -1e-9).all()
    assert (by <= (asked + case)[known] + 1e-9).all()


@given(positions(), amounts)
def test_worse_values_and_harder_targets_make_no_rating_better(drawn, amount):
    plain = (drawn.figures.polarity != Polarity.BAND) & ~drawn.tolerance[1] & (drawn.rule.green_within.size == 0.0)

    assert (after(drawn, "points", -amount).ratings <= drawn.ratings)[plain].all()
    assert (after(drawn, "target", amount).ratings <= drawn.ratings)[plain].all()


@given(positions(), st.sampled_from(TARGETS), amounts)
def test_moving_targets_leaves_every_value_as_it_is(drawn, kind, amount):
    assert after(drawn, kind, amount).figures.value.tolist() == pytest.approx(drawn.figures.value.tolist(), nan_ok=True)


# ---- the tolerance of the whole scorecard

SEVERAL = Position(
    Figures.of(
        id=["bare", "same", "own", "floor", "share"],
        unit=["%"] * 5,
        value=[82.0] * 5,
        target=[85.0] * 5,
        amber=[NONE, 5.0, 1.0, NONE, 5.0],
        amber_percent=[False, False, False, False, True],
        amber_limit=[NONE, NONE, NONE, 83.0, NONE],
    ),
    FIVE,
)


def sizes(scenario, position=SEVERAL):
    """The tolerance of each measure in a scenario."""
    size, percent = apply(scenario, position).tolerance
    return [f"{each:g}{'%' if share else ''}" for each, share in zip(size, percent, strict=True)]


def test_another_tolerance_reaches_what_states_none_or_that_of_the_scorecard_once_more():
    made = with_tolerance(Scenario(), SEVERAL, Tolerance(2.0))

    assert sizes(made) == ["2", "2", "1", "2", "5%"]
    assert apply(made, SEVERAL).ratings.tolist() == [Rating.RED, Rating.RED, Rating.RED, Rating.RED, Rating.AMBER]
    assert own_tolerances(Scenario(), SEVERAL) == (
        (2, Left.OWN_TOLERANCE),
        (3, Left.OWN_TOLERANCE),
        (4, Left.OWN_TOLERANCE),
    )


def test_a_tolerance_may_be_a_share_of_the_target():
    made = with_tolerance(Scenario(), SEVERAL, Tolerance(2.0, percent=True))

    assert dict(made.rule) == {"amber": "2%"}
    assert sizes(made)[:2] == ["2%", "2%"]


@pytest.mark.parametrize("back", [None, Tolerance(5.0)])
def test_the_scorecards_own_tolerance_takes_everything_back(back):
    begun = Scenario(rule={"green_within": 1}).plus(Change("bare", "target", 80.0)).plus(Change("own", "amber", 3.0))

    there = with_tolerance(begun, SEVERAL, Tolerance(2.0))

    assert with_tolerance(there, SEVERAL, back) == begun


def test_one_after_another_is_as_the_last_alone():
    twice = with_tolerance(with_tolerance(Scenario(), SEVERAL, Tolerance(1.0)), SEVERAL, Tolerance(2.0))

    assert twice == with_tolerance(Scenario(), SEVERAL, Tolerance(2.0))


def test_a_tolerance_that_a_scenario_gives_one_measure_stays_its_own():
    begun = Scenario().plus(Change("same", "amber", 4.0))

    assert sizes(with_tolerance(begun, SEVERAL, Tolerance(2.0))) == ["2", "4", "1", "2", "5%"]
    assert (1, Left.OWN_TOLERANCE) in own_tolerances(begun, SEVERAL)


def test_where_amber_is_what_has_improved_no_tolerance_counts():
    figures = Figures.of(id=["a", "b"], value=[82.0, NONE], target=[85.0, 85.0])
    position = Position(figures, Rule(improved="instead"))

    assert own_tolerances(Scenario(), position) == ((0, Left.OWN_TOLERANCE),)


@given(positions(), st.sampled_from([Tolerance(0.0), Tolerance(3.0), Tolerance(12.5, percent=True)]))
def test_another_tolerance_changes_no_rating_of_what_keeps_its_own_and_going_back_leaves_nothing(drawn, tolerance):
    own = [row for row, _ in own_tolerances(Scenario(), drawn)]
    made = with_tolerance(Scenario(), drawn, tolerance)

    assert apply(made, drawn).ratings[own].tolist() == drawn.ratings[own].tolist()
    assert with_tolerance(made, drawn, None) == Scenario()

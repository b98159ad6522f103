import numpy as np
import pytest
from drawn_routes import positions
from hypothesis import given
from hypothesis import strategies as st

from ragcore.figures import Figures
from ragcore.limits import Polarity
from ragcore.position import Position
from ragcore.rating import Rating, count
from ragcore.rule import Rule, Tolerance
from ragcore.scenario import Change, Scenario, apply
from ragcore.sweep import sweep
from ragcore.sweep_kinds import KINDS

RED, AMBER, GREEN = Rating.RED, Rating.AMBER, Rating.GREEN


def position(*values, rule=None, **columns):
    """Indicators against 85 with a tolerance of 5."""
    count_ = len(values)
    own = {"id": [f"m{place}" for place in range(count_)], "unit": ["%"] * count_, "target": [85.0] * count_}
    return Position(Figures.of(value=values, **(own | columns)), rule or Rule(amber=Tolerance(5.0)))


def told(found):
    """Each change by its place, its row and the letters of its ratings before, at and after it."""
    letters = {rating: rating.word[0] for rating in Rating}
    return [
        (found.at[place], row, "".join(letters[code] for code in codes))
        for place, row, *codes in zip(found.place, found.row, found.before, found.on, found.then, strict=True)
    ]


def test_better_values_pass_the_edges_of_each_indicator():
    found = sweep(position(78.0, 84.0), "value")

    assert sorted(told(found)) == [(1.0, 1, "agg"), (2.0, 0, "raa"), (7.0, 0, "agg")]
    assert found.at.tolist() == [0.0, 1.0, 2.0, 7.0]
    assert found.counts[:, [GREEN, AMBER, RED]].tolist() == [[0, 1, 1], [1, 0, 1], [1, 1, 0], [2, 0, 0]]
    assert found.after.tolist() == found.counts.tolist()
    assert (found.start, found.end, found.own) == (0.0, 20.0, 0.0)


def test_where_lower_is_better_better_is_lower():
    assert told(sweep(position(88.0, polarity=[Polarity.LOWER]), "value")) == [(3.0, 0, "agg")]


def test_a_value_in_a_band_is_as_good_as_can_be_and_one_beside_it_does_not_fly_past():
    band = {"polarity": [Polarity.BAND] * 2, "target_low": [40.0] * 2, "target_high": [41.0] * 2}

    assert told(sweep(position(40.5, 30.0, **band), "value")) == [(5.0, 1, "raa"), (10.0, 1, "agg")]


def test_a_share_of_a_whole_gets_no_better_than_the_whole():
    assert told(sweep(position(95.0, target=[101.0], amber=[0.0]), "value")) == []
    assert told(sweep(position(95.0, target=[101.0], amber=[0.0], unit=["days"]), "value")) == [(6.0, 0, "rgg")]


def test_the_figure_itself_moves_and_not_whole_cases():
    found = sweep(position(50.0, numerator=[1.0], denominator=[2.0], target=[52.0], amber=[0.0]), "value")

    assert told(found) == [(2.0, 0, "rgg")]


def test_a_gap_is_closed_by_shares_and_the_whole_of_it_makes_green():
    found = sweep(position(75.0, 90.0, np.nan), "gap")

    assert told(found) == [(50.0, 0, "raa"), (100.0, 0, "agg")]
    assert found.counts[-1].tolist() == [1, 0, 0, 0, 2]


def test_a_target_on_the_value_is_met_there_and_not_beyond():
    found = sweep(position(85.0, 90.0), "target")

    assert told(found) == [(0.0, 0, "gga"), (5.0, 0, "aar"), (5.0, 1, "gga"), (10.0, 1, "aar")]
    assert found.counts[:, GREEN].tolist() == [2, 1, 0]
    assert found.after[:, GREEN].tolist() == [1, 0, 0]


def test_a_band_narrows_until_its_ends_meet():
    band = {"polarity": [Polarity.BAND] * 2, "target_low": [40.0] * 2, "target_high": [50.0] * 2, "amber": [2.0] * 2}

    assert told(sweep(position(41.0, 45.0, **band), "target")) == [(1.0, 0, "gga"), (3.0, 0, "aar")]


def test_a_tolerance_makes_amber_from_red():
    found = sweep(position(82.0, 79.0), "tolerance")

    assert told(found) == [(3.0, 0, "raa"), (6.0, 1, "raa")]
    assert found.own == 5.0
    assert found.counts_at(5.0).tolist() == count(position(82.0, 79.0).ratings).tolist()


def test_a_tolerance_in_per_cent_stays_one():
    assert told(sweep(position(76.0, target=[80.0], amber=[3.0], amber_percent=[True]), "tolerance")) == [
        (5.0, 0, "raa")
    ]


def test_a_stated_limit_is_no_tolerance():
    found = sweep(position(72.0, 82.0, amber_limit=[70.0, np.nan]), "tolerance")

    assert told(found) == [(3.0, 1, "raa")]


def test_where_tolerances_differ_the_scorecard_has_no_one_place():
    assert sweep(position(82.0, 79.0, amber=[3.0, np.nan]), "tolerance").own is None
    assert sweep(position(82.0, rule=Rule(amber=Tolerance(12.0))), "tolerance").own is None


def test_as_shown_a_place_is_where_the_shown_figure_changes():
    found = sweep(position(80.0, rule=Rule(amber=Tolerance(0.0), as_shown=True)), "value")

    assert told(found) == [(4.5, 0, "rgg")]


def test_better_than_before_is_beyond_the_previous_value():
    found = sweep(position(70.0, previous=[72.0], rule=Rule(improved="instead")), "value")

    assert told(found) == [(2.0, 0, "rra"), (15.0, 0, "agg")]


def test_noise_makes_no_place_of_its_own():
    assert sweep(position(82.1, 0.1 + 82.0), "value").at.tolist() == [0.0, 2.9]


def test_without_any_indicator_nothing_changes():
    found = sweep(position(), "value")

    assert found.at.tolist() == [0.0]
    assert found.counts.tolist() == found.after.tolist() == [[0] * 5]


def test_what_is_no_sweep_is_refused():
    with pytest.raises(ValueError, match="A sweep is of value, gap, target or tolerance, not of 'rain'"):
        sweep(position(82.0), "rain")


@pytest.mark.parametrize("place", [-0.1, 20.1, np.nan])
def test_beyond_its_ends_a_sweep_says_nothing(place):
    with pytest.raises(ValueError, match="from 0 to 20"):
        sweep(position(82.0), "value").counts_at(place)


@given(positions(), st.sampled_from(list(KINDS)))
def test_between_and_at_all_places_the_counts_are_those_of_a_position_made_there(drawn, what):
    found = sweep(drawn, what)
    beside = [place + step for place in found.at for step in (-1e-5, 0.0, 1e-5)]
    grid = np.linspace(found.start, found.end, 9)

    for place in [*beside, *grid]:
        if found.start <= place <= found.end and (place in found.at or np.abs(found.at - place).min() > 1e-7):
            assert found.counts_at(place).tolist() == count(made(drawn, what, place)).tolist()


@given(positions(), st.sampled_from(list(KINDS)))
def test_every_change_is_one_and_they_lead_from_one_count_to_the_next(drawn, what):
    found = sweep(drawn, what)

    assert ((found.before != found.on) | (found.on != found.then)).all()
    assert (np.diff(found.at) > 0).all()
    assert (found.counts.sum(axis=1) == len(drawn)).all()
    for index in range(len(found.at)):
        here = found.place == index
        was = found.after[index - 1] if index else found.counts[0]
        change = count(found.on[here]) - count(found.before[here])
        assert (found.counts[index] == was + change * (index > 0)).all()


def made(position, what, place):
    """The ratings with one thing moved, one indicator at a time."""
    figures = position.figures
    changes, value = [], figures.value.copy()
    for row, indicator in enumerate(figures.id):
        polarity, (low, high) = figures.polarity[row], (side[row] for side in position.targets)
        top = figures.most[row]
        bottom = 0.0 if np.isfinite(top) else -np.inf
        if what == "value":
            value[row] = within(better(value[row], polarity, low, high, place), bottom, top, value[row])
        elif what == "gap" and Rating.UNRATED < position.ratings[row] < GREEN:
            edges = position.stated_limits
            edge = edges.green_low if position.rated_value[row] < edges.green_low[row] else edges.green_high
            gap = edge[row] - value[row]
            if np.isfinite(gap) and (gap > 0) == (position.rated_value[row] < edges.green_low[row]):
                value[row] = within(value[row] + gap * place / 100, bottom, top, value[row])
        elif what == "target":
            step = min(place, max(0.0, high - low) / 2) if polarity == Polarity.BAND else place
            up, down = low + step, high - step
            if polarity == Polarity.BAND:
                changes += [Change(indicator, "target_low", up), Change(indicator, "target_high", down)]
            else:
                changes.append(Change(indicator, "target", down if polarity == Polarity.LOWER else up))
        elif what == "tolerance" and np.isnan(figures.amber_limit[row]):
            changes.append(Change(indicator, "amber", f"{place:.17f}{'%' if position.tolerance[1][row] else ''}"))
    moved = Position(figures.changed(value=value, numerator=np.full(len(value), np.nan)), position.rule)
    return apply(Scenario(changes=tuple(changes)), moved).ratings


def better(value, polarity, low, high, place):
    """A value better by so much; of a band no better than in it."""
    if polarity == Polarity.HIGHER:
        return value + place
    if polarity == Polarity.LOWER:
        return value - place
    if polarity == Polarity.BAND and value < low:
        return min(value + place, low)
    return max(value - place, high) if polarity == Polarity.BAND and value > high else value


def within(moved, bottom, top, value):
    """A value no further than can be, unless it is beyond that already."""
    return min(max(moved, min(bottom, value)), max(top, value))

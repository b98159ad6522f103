import numpy as np
import pytest
from drawn_routes import positions
from hypothesis import given
from hypothesis import strategies as st

from ragcore.better import better_by, closer_by, ends, harder_by, room_to_narrow, signed_gap, way_to_better
from ragcore.figures import Figures
from ragcore.limits import Polarity
from ragcore.position import Position
from ragcore.rating import Rating, rate
from ragcore.rule import Rule, Tolerance

points = st.floats(0, 40)


def band(*values):
    """Measures for which 40 to 50 is best."""
    count = len(values)
    of_all = {"polarity": Polarity.BAND, "target_low": 40.0, "target_high": 50.0, "unit": "%"}
    columns = {name: [each] * count for name, each in of_all.items()}
    return Position(Figures.of(id=[f"m{at}" for at in range(count)], value=list(values), **columns), Rule())


def test_a_band_moves_to_its_nearer_end_and_no_further():
    assert better_by(band(30.0, 39.0, 45.0, 51.0, 60.0), 5.0).tolist() == [35.0, 40.0, 45.0, 50.0, 55.0]


def test_a_band_gets_worse_away_from_itself_and_inside_it_no_way_is_worse():
    assert better_by(band(30.0, 45.0, 60.0), -5.0).tolist() == [25.0, 45.0, 65.0]


def test_a_band_narrows_until_its_ends_meet_and_widens_without_end():
    narrow, wide = harder_by(band(45.0), 8.0), harder_by(band(45.0), -8.0)

    assert [side.tolist() for side in narrow] == [[45.0], [45.0]]
    assert [side.tolist() for side in wide] == [[32.0], [58.0]]


def test_where_neither_way_is_better_nothing_moves():
    position = Position(Figures.of(id=["a"], value=[5.0], polarity=[Polarity.NONE]), Rule())

    assert (way_to_better(position).tolist(), better_by(position, 3.0).tolist()) == ([0.0], [5.0])


def test_a_value_above_the_whole_is_no_share_and_has_no_end():
    position = Position(Figures.of(id=["a", "b"], unit=["%", "%"], value=[104.0, 99.0]), Rule())

    assert [end.tolist() for end in ends(position)] == [[-np.inf, 0.0], [np.inf, 100.0]]
    assert better_by(position, 5.0).tolist() == [109.0, 100.0]


def test_missing_stays_missing():
    position = Position(Figures.of(id=["a"], value=[np.nan], target=[85.0]), Rule(amber=Tolerance(5.0)))

    assert np.isnan(better_by(position, 5.0)).all()
    assert closer_by(position, 0.5).tolist() == pytest.approx([np.nan], nan_ok=True)


@given(positions(), points)
def test_better_is_never_worse_and_harder_never_easier(drawn, by):
    better = rate(drawn.as_rated(better_by(drawn, by)), drawn.limits)
    harder = rate(drawn.rated_value, drawn.edges.at(*harder_by(drawn, by)))

    assert (better >= drawn.ratings).all()
    # A tolerance in per cent of a target below 0 grows as that nears 0.
    plain = ~drawn.tolerance[1] & (drawn.rule.green_within.size == 0.0)
    assert (harder <= drawn.ratings)[plain].all()


@given(positions())
def test_all_of_a_gap_closed_is_on_the_edge_of_green(drawn):
    reached = closer_by(drawn, 1.0)
    moved = (signed_gap(drawn) != 0.0) & (reached > ends(drawn)[0]) & (reached < ends(drawn)[1])

    if not drawn.rule.as_shown:
        assert (rate(reached, drawn.limits)[moved] == Rating.GREEN).all()
    assert (closer_by(drawn, 0.0)[~np.isnan(reached)] == drawn.figures.value[~np.isnan(reached)]).all()


@given(positions(), points)
def test_a_band_made_harder_has_its_middle_where_it_was(drawn, by):
    (low, high), (was_low, was_high) = harder_by(drawn, by), drawn.targets
    narrowed = np.isfinite(room_to_narrow(drawn)) & (was_low <= was_high)

    assert (low <= high + 1e-9)[narrowed].all()
    assert np.allclose((low + high)[narrowed], (was_low + was_high)[narrowed])

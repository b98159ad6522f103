import itertools

import numpy as np
from drawn_routes import positions
from hypothesis import given
from hypothesis import strategies as st

from ragcore.rating import Rating
from ragcore.sweep_kinds import KINDS, better_values

EVERY = st.sampled_from(list(KINDS))


@given(positions(), EVERY)
def test_where_nothing_has_moved_yet_the_ratings_are_those_of_the_scorecard(drawn, what):
    kind = KINDS[what](drawn)

    if kind.own is not None:
        assert kind.rated(np.full((1, len(drawn)), kind.own))[0].tolist() == drawn.ratings.tolist()


@given(positions(), st.sampled_from(["value", "gap"]))
def test_moving_to_the_better_makes_no_rating_worse(drawn, what):
    kind = KINDS[what](drawn)
    # A strict edge is passed by noise, so places are whole steps here.
    ratings = kind.rated(np.repeat(np.linspace(kind.start, kind.end, 21)[:, None], len(drawn), axis=1))

    assert (np.diff(ratings, axis=0) >= 0).all()


@given(positions())
def test_a_wider_tolerance_makes_no_rating_worse(drawn):
    ratings = KINDS["tolerance"](drawn).rated(np.repeat(np.linspace(0, 10, 21)[:, None], len(drawn), axis=1))

    assert (np.diff(ratings, axis=0) >= 0).all()


@given(positions(), EVERY)
def test_between_neighbouring_breaks_nothing_changes(drawn, what):
    kind = KINDS[what](drawn)
    for row in range(len(drawn)):
        own = kind.breaks[:, row]
        ends = np.unique(np.clip(own[np.isfinite(own)], kind.start, kind.end))
        ends = np.concatenate([[kind.start], ends, [kind.end]])
        for low, high in itertools.pairwise(ends):
            if high - low > 1e-6:
                places = np.linspace(low, high, 7)[1:-1]
                ratings = kind.rated(np.repeat(places[:, None], len(drawn), axis=1))[:, row]
                assert len(set(ratings.tolist())) == 1


@given(positions())
def test_missing_stays_missing_wherever_it_moves(drawn):
    kind = better_values(drawn)
    ratings = kind.rated(np.full((1, len(drawn)), 20.0))[0]

    out = drawn.ratings <= Rating.UNRATED
    assert ratings[out].tolist() == drawn.ratings[out].tolist()

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragcore.goals import Needs
from ragcore.solver import Choice, model_of, solved

NONE = np.inf


def choice(amber, green, red=None, key=None):
    count = len(amber)
    red = [np.isfinite(one) for one in amber] if red is None else red
    return Choice(
        np.array(amber), np.array(green), np.array(red, dtype=bool), np.array(key or [False] * count, dtype=bool)
    )


def solve(chosen, needs, apart=()):
    """What the least choice moves, each row with whether to green; None where no choice will do."""
    found = solved(model_of(chosen, needs, [(np.array(rows), most) for rows, most in apart]))
    return None if found is None else list(zip(found[0].tolist(), found[1].tolist(), strict=True))


def test_without_a_need_nothing_is_moved():
    assert solve(choice([1.0], [2.0]), Needs(0, 0, 0)) == []
    assert solve(choice([], []), Needs(0, 0, 0)) == []


def test_what_cannot_be_is_told_as_none():
    assert solve(choice([1.0], [2.0]), Needs(2, 0, 0)) is None
    assert solve(choice([NONE], [NONE]), Needs(1, 0, 0)) is None


def test_each_is_moved_once_at_most():
    assert solve(choice([1.0, 1.0], [1.5, 9.0]), Needs(1, 2, 0)) == [(0, True), (1, False)]


def test_only_key_reds_make_fewer_key_reds():
    assert solve(choice([1.0, 5.0], [2.0, 6.0], key=[False, True]), Needs(0, 0, 1)) == [(1, False)]


def test_no_more_than_so_many_of_some_rows_are_moved_again():
    chosen = choice([NONE] * 4, [1.0, 2.0, 3.0, 3.5])

    assert solve(chosen, Needs(2, 0, 0), [([0, 1], 1)]) == [(0, True), (2, True)]
    assert solve(chosen, Needs(2, 0, 0), [([0, 1], 1), ([0, 2], 1)]) == [(0, True), (3, True)]
    assert solve(chosen, Needs(2, 0, 0), [([0, 1, 2, 3], 1)]) is None


@pytest.mark.parametrize("size", [1e-9, 1.0, 1e12])
def test_the_size_of_efforts_makes_no_difference(size):
    assert solve(choice([NONE] * 3, [3.0 * size, 1.0 * size, 2.0 * size]), Needs(2, 0, 0)) == [(1, True), (2, True)]


def test_a_small_difference_beside_a_large_effort_is_seen():
    assert solve(choice([NONE] * 3, [1e6, 2.0, 1.0]), Needs(1, 0, 0)) == [(2, True)]


efforts = st.integers(1, 9).map(float) | st.just(NONE)


@given(
    st.lists(st.tuples(efforts, efforts, st.booleans(), st.booleans()), min_size=1, max_size=5),
    st.tuples(st.integers(0, 5), st.integers(0, 3), st.integers(0, 2)),
    st.lists(st.tuples(st.sets(st.integers(0, 4), min_size=1), st.integers(0, 3)), max_size=2),
)
def test_no_choice_comes_before_the_one_that_is_found(drawn, needs, apart):
    amber, green, red, key = (list(column) for column in zip(*drawn, strict=True))
    amber = [one if is_red else NONE for one, is_red in zip(amber, red, strict=True)]
    apart = [(sorted(rows), most) for rows, most in apart]
    movable = sorted({row for row in range(len(drawn)) if min(amber[row], green[row]) < NONE})

    def does(options):
        reds = [row for row, one in enumerate(options) if one and red[row]]
        return (
            options.count("green") >= needs[0]
            and len(reds) >= needs[1]
            and sum(key[row] for row in reds) >= needs[2]
            and all(sum(bool(options[row]) for row in rows if row < len(options)) <= most for rows, most in apart)
        )

    def order(options):
        moves = [(row, one) for row, one in enumerate(options) if one]
        places = movable if needs[1] or needs[2] else [row for row in movable if green[row] < NONE]
        return (
            sum((green if one == "green" else amber)[row] for row, one in moves),
            len(moves),
            sum(places.index(row) * (1 + (one == "green")) for row, one in moves),
        )

    possible = [
        [None, *(["amber"] if amber[row] < NONE and (needs[1] or needs[2]) else []),
         *(["green"] if green[row] < NONE else [])]
        for row in range(len(drawn))
    ]  # fmt: skip
    does_all = [options for options in product(*possible) if does(options)]

    found = solve(choice(amber, green, red, key), Needs(*needs), apart)

    if found is None:
        assert does_all == []
    else:
        moved = dict(found)
        chosen = tuple({True: "green", False: "amber", None: None}[moved.get(row)] for row in range(len(drawn)))
        assert does(chosen)
        assert order(chosen) == min(map(order, does_all))

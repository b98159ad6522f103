"""The least-effort choice as a mixed-integer model, and its exact solution by HiGHS. Knows efforts and no rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ragcore.goals import Needs
from ragcore.limits import FloatArray

# The largest effort is scaled to this: HiGHS takes sums that differ by less than a millionth for the same.
_SCALE = 1e6
# What each indicator moved costs beyond its effort, so that of equal efforts fewer are moved: a ten-millionth of the
# largest one. The places of those moved, together, cost less than that.
_EACH = 0.1


@dataclass(frozen=True, eq=False)
class Choice:
    """What may be chosen for n indicators: to stay, to become amber, or to become green.

    amber, green : the effort of each move, of shape (n,); infinite where it is not open
    red, key : whether an indicator is red now, and whether it is a key one
    """

    amber: FloatArray
    green: FloatArray
    red: NDArray[np.bool_]
    key: NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Model:
    """A mixed-integer model: least `cost` in m variables of 0 or 1, with `low` <= matrix x <= `high`.

    row, to_green : for each variable the indicator that it moves, and whether to green
    entries, at, of : the matrix, by value, constraint and variable
    """

    cost: FloatArray
    row: NDArray[np.intp]
    to_green: NDArray[np.bool_]
    entries: FloatArray
    at: NDArray[np.intp]
    of: NDArray[np.intp]
    low: FloatArray
    high: FloatArray


def model_of(choice: Choice, needs: Needs, apart: Sequence[tuple[NDArray[np.intp], int]] = ()) -> Model:
    """The model of the least effort.

    needs : at least how many more green, how many fewer red and how many fewer key red
    apart : rows of indicators, and at most how many of them may be moved

    Of choices that differ by less than a ten-millionth of the largest effort for each indicator, the one that moves
    the fewest is least, and then the one whose indicators stand first in the file: by the sum of their places, twice
    for those that become green.
    """
    # A move to amber makes no green; without a need for fewer red it is none at all.
    ambers = np.flatnonzero(np.isfinite(choice.amber)) if needs.reds > 0 or needs.key_reds > 0 else np.zeros(0, np.intp)
    greens = np.flatnonzero(np.isfinite(choice.green))
    row = np.concatenate([ambers, greens])
    to_green = np.arange(len(row)) >= len(ambers)
    effort = np.concatenate([choice.amber[ambers], choice.green[greens]])
    places = np.unique(row, return_inverse=True)[1]
    cost = effort * (_SCALE / (effort.max(initial=0.0) or 1.0))
    cost = cost + _EACH * (1.0 + places * (1 + to_green) / max(1, len(row)) ** 2)
    red, key = choice.red[row], choice.key[row]
    sums: list[tuple[NDArray[np.intp], float, float]] = [
        (np.flatnonzero(to_green), needs.greens, np.inf),
        (np.flatnonzero(red), needs.reds, np.inf),
        (np.flatnonzero(red & key), needs.key_reds, np.inf),
    ]
    sums = [(of, least, most) for of, least, most in sums if least > 0]
    sums += [(np.flatnonzero(np.isin(row, rows)), -np.inf, most) for rows, most in apart]
    # One move for each indicator: a constraint only where there are two.
    both = np.intersect1d(ambers, greens)
    pairs = np.concatenate([np.searchsorted(ambers, both), len(ambers) + np.searchsorted(greens, both)])
    of = np.concatenate([*(of for of, _, _ in sums), pairs]).astype(np.intp)
    first = len(sums)
    at = np.concatenate([*(np.full(len(of), place) for place, (of, _, _) in enumerate(sums)),
                         np.tile(np.arange(first, first + len(both)), 2)]).astype(np.intp)  # fmt: skip
    low = np.array([*(least for _, least, _ in sums), *[-np.inf] * len(both)])
    high = np.array([*(most for _, _, most in sums), *[1.0] * len(both)])
    return Model(cost, row, to_green, np.ones(len(of)), at, of, low, high)


def solved(model: Model) -> tuple[NDArray[np.intp], NDArray[np.bool_]] | None:
    """The rows that the least choice moves, in order, and which of them to green; None where no choice will do.

    >>> choice = Choice(np.array([np.inf]), np.array([2.0]), np.array([True]), np.array([False]))
    >>> solved(model_of(choice, Needs(1, 0, 0)))
    (array([0]), array([ True]))
    """
    # SciPy takes longer to load than the rest of the core together, and most never ask for a route.
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415
    from scipy.sparse import csc_array  # noqa: PLC0415

    if not len(model.cost):
        return None if (model.low > 0).any() else (model.row, model.to_green)
    matrix = csc_array((model.entries, (model.at, model.of)), shape=(len(model.low), len(model.cost)))
    done = milp(
        model.cost,
        integrality=np.ones(len(model.cost)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(matrix, model.low, model.high) if len(model.low) else None,
        options={"mip_rel_gap": 0.0},
    )
    if done.status == _INFEASIBLE:
        return None
    if done.x is None or done.status != _OPTIMAL:
        raise RuntimeError(f"the solver gave no answer: {done.message}")
    taken = np.flatnonzero(done.x > 0.5)
    taken = taken[np.argsort(model.row[taken])]
    return model.row[taken], model.to_green[taken]


# What `milp` says of its outcome.
_OPTIMAL, _INFEASIBLE = 0, 2

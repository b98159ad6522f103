"""Small positions under any one rule, with a past, drawn for the laws of routes, budgets and sweeps."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
from drawn import decimals_typed, measures, number
from hypothesis import strategies as st

from ragcore.candidates import AIMS, Stop
from ragcore.figures import Figures
from ragcore.limits import Polarity
from ragcore.past import Past
from ragcore.position import Position
from ragcore.rule import Rule, Tolerance


@st.composite
def positions(draw, least=1, most=5, counted=False):
    """A position of a few indicators under one rule; some with counts, or all of them, and some key."""
    rated = draw(st.sampled_from([True, True, False]))
    kinds = measures(("higher", "lower", "band"), missing=False) if rated else measures()
    drawn = draw(st.lists(kinds, min_size=least, max_size=most))
    first = drawn[0]
    # What belongs to the scorecard is the same for every row.
    measured = [
        replace(
            each,
            improved=first.improved,
            as_shown=first.as_shown,
            green_within=first.green_within,
            green_percent=first.green_percent,
        )
        for each in drawn
    ]
    return Position(
        Figures.of(**columns([draw(rows(each, place, counted)) for place, each in enumerate(measured)])), rule_of(first)
    )


def rule_of(measure):
    """The rule of a drawn measure."""
    within = Tolerance(number(measure.green_within), measure.green_percent)
    return Rule(green_within=within, improved=measure.improved, as_shown=measure.as_shown)


def columns(drawn):
    """Rows as columns."""
    return {name: [row[name] for row in drawn] for name in drawn[0]}


@st.composite
def rows(draw, measure, place, counted):
    """One indicator as a row of figures."""
    band = measure.polarity == "band"
    row = {
        "id": f"m{place}",
        "indicator": f"Measure {place}",
        "polarity": Polarity[measure.polarity.upper()],
        "value": number(measure.value),
        "target": np.nan if band else number(measure.target),
        "target_low": number(measure.target) if band else np.nan,
        "target_high": number(measure.target_high),
        "amber": np.nan if measure.amber_limit is not None else number(measure.amber),
        "amber_percent": measure.amber_percent,
        "amber_limit": number(measure.amber_limit),
        "previous": number(measure.previous),
        "decimals": measure.decimals,
        "typed": 9,
        "key": draw(st.booleans()),
        "unit": "%",
        "counts": "child|children",
        "numerator": np.nan,
        "denominator": np.nan,
    }
    if measure.value is not None and (counted or draw(st.booleans())):
        denominator = draw(st.integers(1, 60))
        numerator = draw(st.integers(0, denominator))
        row |= {"numerator": float(numerator), "denominator": float(denominator)}
        row |= {"value": 100.0 * numerator / denominator}
    return row


@st.composite
def pasts(draw, count):
    """What the history of so many indicators has seen; some of it too short, some that never moved."""
    moved = draw(st.lists(st.none() | decimals_typed(1, 60) | decimals_typed(0, 200), min_size=count, max_size=count))
    periods = draw(st.lists(st.integers(0, 6), min_size=count, max_size=count))
    return Past(np.array([number(move) for move in moved]), np.array(periods))


def every_choice(candidates):
    """Every choice of open moves: for each indicator the rating that it is moved to, None where it stays."""
    options = [
        [None, *(to for to in AIMS if candidates.stop[to][row] == Stop.NONE)] for row in range(len(candidates.position))
    ]
    return product(*options)
